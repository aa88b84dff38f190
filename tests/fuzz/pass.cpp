/*
 * The pass on mutated IR. Whatever LLVM takes for a module, the pass makes a valid one of it, the same one each time,
 * which reads back as it was written. Mutations change the module, not its bytes.
 */
extern "C" {
#include "base/facts.h"
#include "fuzz.h"
#include "pass/hotpatch.h"
}

#include "llvm/Bitcode/BitcodeWriter.h"
#include "llvm/FuzzMutate/IRMutator.h"
#include "llvm/FuzzMutate/Operations.h"
#include "llvm/IR/DiagnosticInfo.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/Verifier.h"
#include "llvm/IRReader/IRReader.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/raw_ostream.h"

#include <memory>
#include <string>

using namespace llvm;

namespace
{

struct Silent : DiagnosticHandler {
	bool handleDiagnostics(const DiagnosticInfo &) override
	{
		return true;
	}
};

std::unique_ptr<Module> read(LLVMContext &context, StringRef data)
{
	SMDiagnostic diagnostic;
	context.setDiagnosticHandler(std::make_unique<Silent>());
	auto module = parseIR(MemoryBufferRef(data, "fuzz"), diagnostic, context);
	if (!module || verifyModule(*module))
		return nullptr;
	return module;
}

/* What the pass makes of a module, as bitcode; "" if it refuses. */
std::string run(struct fuzz *fuzz, const std::string &data, enum hp_placement placement, enum hp_output kind)
{
	struct hp_facts facts;
	struct hp_strvec entries;
	size_t selected = 0, size = 0;
	std::string result;
	hp_facts_init(&facts, &fuzz->arena);
	hp_strvec_init(&entries, &fuzz->arena);
	hp_strvec_push(&entries, "f*");
	hp_strvec_push(&entries, "*h*");
	struct hp_module *module = hp_module_open(&fuzz->diag, &facts, data.c_str(), data.size(), "fuzz");
	if (module && hp_module_select(module, &entries, &selected) && hp_module_rewrite(module, placement)) {
		int fd = hp_os_open_memory("fuzz");
		hp_module_seal(module);
		HOLDS(hp_module_save(module, kind, fd));
		const char *text = fuzz_content(fuzz, fd, &size);
		result.assign(text, size);
		close(fd);
	}
	hp_module_close(module);
	return result;
}

} // namespace

extern "C" int LLVMFuzzerInitialize(int *, char ***)
{
	hp_llvm_init();
	return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz fuzz;
	std::string text(reinterpret_cast<const char *>(data), size);
	{
		LLVMContext context;
		if (size < 4 || !read(context, text))
			return 0;
	}
	fuzz_begin(&fuzz);
	fuzz.diag.quiet = true;
	for (auto placement : {HP_PLACE_ENTRY, HP_PLACE_USE}) {
		std::string first = run(&fuzz, text, placement, HP_OUTPUT_BITCODE);
		HOLDS(first == run(&fuzz, text, placement, HP_OUTPUT_BITCODE));
		if (first.empty())
			continue;
		LLVMContext context, other;
		HOLDS(read(context, first));
		std::string ir = run(&fuzz, text, placement, HP_OUTPUT_IR), again;
		auto module = read(other, ir);
		HOLDS(module);
		raw_string_ostream stream(again);
		module->print(stream, nullptr);
		HOLDS(again == ir);
	}
	fuzz_end(&fuzz);
	return 0;
}

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed)
{
	LLVMContext context;
	auto module = read(context, StringRef(reinterpret_cast<const char *>(data), size));
	if (!module)
		module = std::make_unique<Module>("fuzz", context);
	static const std::vector<TypeGetter> types = {Type::getInt1Ty, Type::getInt32Ty, Type::getInt64Ty,
	                                              [](LLVMContext &c) -> Type * { return PointerType::get(c, 0); },
	                                              Type::getDoubleTy};
	std::vector<std::unique_ptr<IRMutationStrategy>> strategies;
	std::vector<fuzzerop::OpDescriptor> operations = InjectorIRStrategy::getDefaultOps();
	strategies.push_back(std::make_unique<InjectorIRStrategy>(std::move(operations)));
	strategies.push_back(std::make_unique<InstDeleterIRStrategy>());
	strategies.push_back(std::make_unique<InstModificationIRStrategy>());
	strategies.push_back(std::make_unique<InsertFunctionStrategy>());
	strategies.push_back(std::make_unique<InsertCFGStrategy>());
	strategies.push_back(std::make_unique<InsertPHIStrategy>());
	strategies.push_back(std::make_unique<SinkInstructionStrategy>());
	strategies.push_back(std::make_unique<ShuffleBlockStrategy>());
	IRMutator mutator(std::vector<TypeGetter>(types), std::move(strategies));
	mutator.mutateModule(*module, static_cast<int>(seed), most);
	SmallString<0> bytes;
	raw_svector_ostream stream(bytes);
	WriteBitcodeToFile(*module, stream);
	if (bytes.size() > most)
		return size;
	memcpy(data, bytes.data(), bytes.size());
	return bytes.size();
}
