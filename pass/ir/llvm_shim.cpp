// What LLVM-C lacks: target options, attributes of global variables, symbol names. No decisions.
#include "pass/ir/llvm_shim.h"

#include "llvm/ADT/StringSet.h"
#include "llvm/Analysis/TargetLibraryInfo.h"
#include "llvm/BinaryFormat/Magic.h"
#include "llvm/Bitcode/BitcodeReader.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Demangle/Demangle.h"
#include "llvm/IR/DebugInfo.h"
#include "llvm/IR/GlobalVariable.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Mangler.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/PassManager.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Object/Archive.h"
#include "llvm/Object/IRObjectFile.h"
#include "llvm/Object/ObjectFile.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Passes/StandardInstrumentations.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Target/TargetMachine.h"
#include "llvm/Transforms/Utils/Cloning.h"
#include "llvm/Transforms/Utils/ModuleUtils.h"
#include "pass/hotpatch.h"
#include "pass/ir/message_shim.h"

#include <cstring>
#include <map>
#include <optional>

static_assert(LLVM_VERSION_MAJOR == 22, "the shim and the pass are written for LLVM 22");

using namespace llvm;

namespace
{

ExceptionHandling exceptionModel(StringRef Name)
{
	if (Name == "seh" || Name == "wineh")
		return ExceptionHandling::WinEH;
	if (Name == "dwarf")
		return ExceptionHandling::DwarfCFI;
	return Name == "sjlj" ? ExceptionHandling::SjLj : ExceptionHandling::None;
}

DebuggerKind debuggerTuning(StringRef Name)
{
	if (Name == "gdb")
		return DebuggerKind::GDB;
	if (Name == "lldb")
		return DebuggerKind::LLDB;
	return Name == "sce" ? DebuggerKind::SCE : DebuggerKind::Default;
}

std::optional<CodeModel::Model> codeModel(StringRef Name)
{
	if (Name == "tiny")
		return CodeModel::Tiny;
	if (Name == "small")
		return CodeModel::Small;
	if (Name == "kernel")
		return CodeModel::Kernel;
	if (Name == "medium")
		return CodeModel::Medium;
	return Name == "large" ? std::optional(CodeModel::Large) : std::nullopt;
}

StringRef text(const char *Text)
{
	return Text ? StringRef(Text) : StringRef();
}

// Source: clang's BackendUtil.cpp, initTargetOptions.
void setMC(MCTargetOptions &MC, const hp_codegen &C)
{
	MC.MCRelaxAll = C.relax_all;
	MC.MCSaveTempLabels = C.save_temp_labels;
	MC.MCUseDwarfDirectory =
	    C.dwarf_directory ? MCTargetOptions::EnableDwarfDirectory : MCTargetOptions::DisableDwarfDirectory;
	MC.MCNoExecStack = C.no_exec_stack;
	MC.MCIncrementalLinkerCompatible = C.incremental_linker_compatible;
	MC.MCFatalWarnings = C.fatal_warnings;
	MC.MCNoWarn = C.no_warn;
	MC.AsmVerbose = C.asm_verbose;
	MC.Dwarf64 = C.dwarf64;
	MC.PreserveAsmComments = C.preserve_asm_comments;
	MC.ABIName = text(C.abi).str();
	MC.Argv0 = text(C.argv0).str();
	MC.CommandlineArgs = text(C.command_line).str();
	for (size_t I = 0; I < C.include_path_count; I++)
		MC.IASSearchPaths.push_back(C.include_paths[I]);
}

TargetOptions targetOptions(const hp_codegen &C)
{
	TargetOptions Options;
	Options.AllowFPOpFusion = text(C.fp_contract) == "fast" ? FPOpFusion::Fast : FPOpFusion::Standard;
	if (C.float_abi)
		Options.FloatABIType = text(C.float_abi) == "hard" ? FloatABI::Hard : FloatABI::Soft;
	Options.UseInitArray = C.use_init_array;
	Options.DisableIntegratedAS = C.no_integrated_as;
	Options.ExceptionModel = exceptionModel(text(C.exception_model));
	Options.NoInfsFPMath = C.no_inf_fp;
	Options.NoNaNsFPMath = C.no_nan_fp;
	Options.NoSignedZerosFPMath = C.no_signed_zeros;
	Options.NoZerosInBSS = C.no_zeros_in_bss;
	Options.FunctionSections = C.function_sections;
	Options.DataSections = C.data_sections;
	Options.UniqueSectionNames = !C.no_unique_section_names;
	Options.UniqueBasicBlockSectionNames = false;
	Options.TLSSize = C.tls_size;
	Options.EmulatedTLS = C.emulated_tls;
	Options.DebuggerTuning = debuggerTuning(text(C.debugger_tuning));
	Options.EmitStackSizeSection = C.stack_size_section;
	Options.EmitAddrsig = C.addrsig;
	Options.ForceDwarfFrameSection = C.force_dwarf_frame;
	Options.EmitCallSiteInfo = C.call_site_info;
	Options.LoopAlignment = C.loop_alignment;
	Options.DebugStrictDwarf = C.debug_strict_dwarf;
	Options.ObjectFilenameForDebug = text(C.object_name).str();
	Options.StackUsageOutput = text(C.stack_usage_file).str();
	Options.Hotpatch = C.hotpatch;
	Options.JMCInstrument = C.jmc;
	setMC(Options.MCOptions, C);
	return Options;
}

OptimizationLevel optimizationLevel(const hp_codegen &C)
{
	if (C.size_level)
		return C.size_level == 1 ? OptimizationLevel::Os : OptimizationLevel::Oz;
	static const OptimizationLevel Levels[] = {OptimizationLevel::O0, OptimizationLevel::O1,
	                                           OptimizationLevel::O2, OptimizationLevel::O3};
	return Levels[C.opt_level & 3];
}

PipelineTuningOptions tuning(const hp_codegen &C)
{
	PipelineTuningOptions Tuning;
	Tuning.LoopUnrolling = Tuning.LoopInterleaving = C.unroll_loops;
	Tuning.LoopVectorization = C.vectorize_loops;
	Tuning.SLPVectorization = C.vectorize_slp;
	Tuning.MergeFunctions = C.merge_functions;
	Tuning.CallGraphProfile = !C.no_integrated_as;
	return Tuning;
}

// The last step of a function's own optimisation; behind it LLVM splits coroutines.
struct BeforeSplit : PassInfoMixin<BeforeSplit> {
	const hp_shim_handler *Handler;
	PreservedAnalyses run(Function &F, FunctionAnalysisManager &)
	{
		if (!F.isPresplitCoroutine())
			return PreservedAnalyses::all();
		Handler->coroutine(Handler->self, wrap(&F));
		PreservedAnalyses Kept;
		Kept.preserveSet<CFGAnalyses>();
		return Kept;
	}
};

// Name, parameters and qualifiers, so that the return type is left out. Source: Itanium C++ ABI, LLVM's demangler.
char *itaniumSourceName(const char *Symbol)
{
	ItaniumPartialDemangler Demangler;
	if (Demangler.partialDemangle(Symbol) || Demangler.isSpecialName())
		return nullptr;
	auto Take = [](char *Text) {
		std::string Result = Text ? Text : "";
		free(Text);
		return Result;
	};
	std::string Whole = Take(Demangler.finishDemangle(nullptr, nullptr));
	if (!Demangler.isFunction()) { // Rust's older mangling: m::f::h0123456789abcdef
		size_t Hash = Whole.rfind("::h");
		return Hash != std::string::npos && Hash + 19 == Whole.size() ? strdup(Whole.substr(0, Hash).c_str())
		                                                              : nullptr;
	}
	std::string Parameters = Take(Demangler.getFunctionParameters(nullptr, nullptr));
	std::string Name = Take(Demangler.getFunctionName(nullptr, nullptr)) + Parameters;
	size_t Place = Whole.rfind(Parameters);
	if (Demangler.hasFunctionQualifiers() && Place != std::string::npos)
		Name += Whole.substr(Place + Parameters.size());
	return strdup(Name.c_str());
}

} // namespace

bool hp_shim_parse_options(int Count, const char *const *Arguments, char **Error)
{
	std::string Text;
	raw_string_ostream Stream(Text);
	if (cl::ParseCommandLineOptions(Count, Arguments, "", &Stream))
		return true;
	*Error = strdup(Text.c_str());
	return false;
}

LLVMTargetMachineRef hp_shim_target_machine(const char *TripleName, const hp_codegen *C, char **Error)
{
	std::string Text;
	Triple TargetTriple(TripleName);
	const Target *Found = TargetRegistry::lookupTarget(TargetTriple, Text);
	if (!Found) {
		*Error = strdup(Text.c_str());
		return nullptr;
	}
	std::optional<Reloc::Model> Reloc;
	if (C->reloc_model)
		Reloc = text(C->reloc_model) == "static" ? Reloc::Static : Reloc::PIC_;
	TargetMachine *Machine = Found->createTargetMachine(TargetTriple, text(C->cpu), text(C->features),
	                                                    targetOptions(*C), Reloc, codeModel(text(C->code_model)),
	                                                    *CodeGenOpt::getLevel(static_cast<int>(C->opt_level)));
	return reinterpret_cast<LLVMTargetMachineRef>(Machine);
}

void hp_shim_optimise(LLVMModuleRef ModuleRef, LLVMTargetMachineRef Machine, const hp_codegen *C,
                      const hp_shim_handler *Handler)
{
	Module &M = *unwrap(ModuleRef);
	LoopAnalysisManager Loops;
	FunctionAnalysisManager Functions;
	CGSCCAnalysisManager Components;
	ModuleAnalysisManager Modules;
	PassInstrumentationCallbacks Callbacks;
	StandardInstrumentations Instrumentations(M.getContext(), false); // skips optnone functions, among others
	Instrumentations.registerCallbacks(Callbacks, &Modules);
	PassBuilder Builder(reinterpret_cast<TargetMachine *>(Machine), tuning(*C), std::nullopt, &Callbacks);
	if (C->assignment_tracking && C->opt_level)
		Builder.registerPipelineStartEPCallback(
		    [](ModulePassManager &Passes, OptimizationLevel) { Passes.addPass(AssignmentTrackingPass()); });
	Builder.registerScalarOptimizerLateEPCallback(
	    [Handler](FunctionPassManager &Passes, OptimizationLevel) { Passes.addPass(BeforeSplit{{}, Handler}); });
	Builder.registerModuleAnalyses(Modules);
	Builder.registerCGSCCAnalyses(Components);
	Builder.registerFunctionAnalyses(Functions);
	Builder.registerLoopAnalyses(Loops);
	Builder.crossRegisterProxies(Loops, Functions, Components, Modules);
	Builder.buildPerModuleDefaultPipeline(optimizationLevel(*C)).run(M, Modules);
}

unsigned hp_shim_bitcode_producer(const char *Data, size_t Size)
{
	Expected<std::string> Producer = getBitcodeProducerString(MemoryBufferRef(StringRef(Data, Size), "bitcode"));
	unsigned Major = 0;
	if (!Producer) {
		consumeError(Producer.takeError());
		return 0;
	}
	StringRef Version(*Producer);
	size_t Digit = Version.find_first_of("0123456789");
	if (Digit != StringRef::npos)
		Version.drop_front(Digit).consumeInteger(10, Major);
	return Major;
}

void hp_shim_global_add_attribute(LLVMValueRef Global, const char *Kind)
{
	unwrap<GlobalVariable>(Global)->addAttribute(Kind);
}

bool hp_shim_global_has_attribute(LLVMValueRef Global, const char *Kind)
{
	return unwrap<GlobalVariable>(Global)->hasAttribute(Kind);
}

void hp_shim_compiler_used(LLVMModuleRef Module, LLVMValueRef *Values, size_t Count)
{
	SmallVector<GlobalValue *, 16> Globals;
	for (size_t I = 0; I < Count; I++)
		Globals.push_back(unwrap<GlobalValue>(Values[I]));
	appendToCompilerUsed(*unwrap(Module), Globals);
}

char *hp_shim_symbol(LLVMValueRef Global)
{
	SmallString<128> Name;
	Mangler().getNameWithPrefix(Name, unwrap<GlobalValue>(Global), false);
	return strdup(Name.c_str());
}

char *hp_shim_source_name(const char *Symbol)
{
	static const int Flags = MSDF_NoAccessSpecifier | MSDF_NoCallingConvention | MSDF_NoReturnType |
	                         MSDF_NoMemberType | MSDF_NoVariableType;
	if (*Symbol == '?')
		return microsoftDemangle(Symbol, nullptr, nullptr, static_cast<MSDemangleFlags>(Flags));
	if (strncmp(Symbol, "_Z", 2) == 0)
		return itaniumSourceName(Symbol);
	return strncmp(Symbol, "_R", 2) == 0 ? rustDemangle(Symbol) : nullptr;
}

static void visitSymbols(object::SymbolicFile &File, const char *Member, const hp_shim_functions &To)
{
	auto *Object = dyn_cast<object::ObjectFile>(&File);
	auto *IR = dyn_cast<object::IRObjectFile>(&File);
	bool IsX86 = Object ? Object->getArch() == Triple::x86 : IR && Triple(IR->getTargetTriple()).isX86_32();
	for (object::BasicSymbolRef Symbol : File.symbols()) {
		Expected<uint32_t> Flags = Symbol.getFlags();
		bool Defined = Flags && !(*Flags & object::BasicSymbolRef::SF_Undefined);
		bool IsFunction = Flags && *Flags & object::BasicSymbolRef::SF_Executable;
		if (!Flags)
			consumeError(Flags.takeError());
		if (Object) {
			auto Type = object::SymbolRef(Symbol).getType();
			IsFunction = Type && *Type == object::SymbolRef::ST_Function;
			if (!Type)
				consumeError(Type.takeError());
		}
		if (!Defined || !IsFunction)
			continue;
		SmallString<128> Name;
		raw_svector_ostream Stream(Name);
		Error Failure = Symbol.printName(Stream);
		if (!Failure)
			To.visit(To.self, Member, Name.c_str(), IsX86);
		consumeError(std::move(Failure));
	}
}

static Error visitFile(MemoryBufferRef Buffer, const char *Member, const hp_shim_functions &To)
{
	LLVMContext Context;
	auto File = object::SymbolicFile::createSymbolicFile(Buffer, identify_magic(Buffer.getBuffer()), &Context);
	if (!File)
		return File.takeError();
	visitSymbols(**File, Member, To);
	return Error::success();
}

static Error visitArchive(MemoryBufferRef Buffer, const hp_shim_functions &To)
{
	auto Archive = object::Archive::create(Buffer);
	if (!Archive)
		return Archive.takeError();
	Error Failure = Error::success();
	for (const object::Archive::Child &Child : (*Archive)->children(Failure)) {
		auto Name = Child.getName();
		auto Member = Child.getMemoryBufferRef();
		Error Bad = Name && Member ? visitFile(*Member, Name->str().c_str(), To) : Error::success();
		consumeError(std::move(Bad)); // of other kinds, such as the members of import libraries
		if (!Name)
			consumeError(Name.takeError());
		if (!Member)
			consumeError(Member.takeError());
	}
	return Failure;
}

bool hp_shim_visit_functions(LLVMMemoryBufferRef Memory, const hp_shim_functions *To, char **Text)
{
	MemoryBufferRef Buffer = *unwrap(Memory);
	bool IsArchive = identify_magic(Buffer.getBuffer()) == file_magic::archive;
	Error Failure = IsArchive ? visitArchive(Buffer, *To) : visitFile(Buffer, nullptr, *To);
	if (!Failure)
		return true;
	*Text = strdup(toString(std::move(Failure)).c_str());
	return false;
}

// The name of a symbol, "" if it has none that can be read.
static std::string nameOf(const object::SymbolRef &Symbol)
{
	Expected<StringRef> Name = Symbol.getName();
	if (Name)
		return Name->str();
	consumeError(Name.takeError());
	return "";
}

// The functions of a section, by their places.
using Functions = std::map<uint64_t, std::vector<std::string>>;

static void visitRefs(const object::SectionRef &Section, const Functions &Here, const hp_shim_refs &To)
{
	for (const object::RelocationRef &Relocation : Section.relocations()) {
		object::symbol_iterator Symbol = Relocation.getSymbol();
		auto After = Here.upper_bound(Relocation.getOffset());
		if (Symbol == Section.getObject()->symbol_end() || After == Here.begin())
			continue;
		std::string Name = nameOf(*Symbol);
		if (!StringRef(Name).ltrim('_').starts_with("ref_") || !StringRef(Name).contains("__ref_"))
			continue;
		Expected<uint32_t> Flags = Symbol->getFlags();
		bool External = Flags && *Flags & object::BasicSymbolRef::SF_Global;
		if (!Flags)
			consumeError(Flags.takeError());
		for (const std::string &Function : std::prev(After)->second)
			To.visit(To.self, Function.c_str(), Name.c_str(), External);
	}
}

bool hp_shim_is_part(const char *symbol)
{
	return StringRef(symbol).starts_with("?catch$") || StringRef(symbol).starts_with("?dtor$");
}

bool hp_shim_visit_refs(LLVMMemoryBufferRef Memory, const hp_shim_refs *To, char **Text)
{
	auto File = object::ObjectFile::createObjectFile(*unwrap(Memory));
	if (!File) {
		*Text = strdup(toString(File.takeError()).c_str());
		return false;
	}
	std::map<object::SectionRef, Functions> Found;
	for (const object::SymbolRef &Symbol : (*File)->symbols()) {
		auto Type = Symbol.getType();
		auto Section = Symbol.getSection();
		auto Value = Symbol.getValue();
		std::string Name = nameOf(Symbol);
		if (Type && Section && Value && *Type == object::SymbolRef::ST_Function &&
		    *Section != (*File)->section_end() && !hp_shim_is_part(Name.c_str()))
			Found[**Section][*Value].push_back(Name);
		consumeError(Type.takeError());
		consumeError(Section.takeError());
		consumeError(Value.takeError());
	}
	for (const auto &[Section, Here] : Found)
		visitRefs(Section, Here, *To);
	return true;
}

void hp_shim_set_dso_local(LLVMValueRef Global)
{
	unwrap<GlobalValue>(Global)->setDSOLocal(true);
}

void hp_shim_set_flag(LLVMModuleRef ModuleRef, const char *Name, unsigned Value)
{
	unwrap(ModuleRef)->setModuleFlag(Module::Min, Name, Value);
}

uint64_t hp_shim_size(LLVMTargetDataRef LayoutRef, LLVMValueRef Pointer)
{
	const DataLayout &Layout = *unwrap(LayoutRef);
	const auto *Value = unwrap<Constant>(Pointer);
	APInt Offset(Layout.getIndexTypeSizeInBits(Value->getType()), 0);
	const auto *Data = dyn_cast<GlobalVariable>(Value->stripAndAccumulateConstantOffsets(Layout, Offset, true));
	if (!Data || !Data->getValueType()->isSized() || Offset.isNegative())
		return 0;
	uint64_t Size = Layout.getTypeAllocSize(Data->getValueType());
	return Offset.ult(Size) ? Size - Offset.getZExtValue() : 0;
}

int hp_shim_library_returns(LLVMValueRef Callee, bool *Itself)
{
	static const StringSet<> Wide = {"wcschr",  "wcsrchr",  "wcsstr",  "wcspbrk", "wmemchr",
	                                 "_mbschr", "_mbsrchr", "_mbsstr", "_mbspbrk"};
	const Function &F = *unwrap<Function>(Callee);
	*Itself = false;
	if (Wide.contains(F.getName()) && F.arg_size() >= 2 && F.getReturnType()->isPointerTy())
		return 0;
	const TargetLibraryInfoImpl Table(F.getParent()->getTargetTriple());
	LibFunc Known;
	if (!Table.getLibFunc(F, Known))
		return -1;
	switch (Known) {
	case LibFunc_memchr:
	case LibFunc_memrchr:
	case LibFunc_strchr:
	case LibFunc_strpbrk:
	case LibFunc_strrchr:
	case LibFunc_strstr:
		return 0;
	case LibFunc_memcpy:
	case LibFunc_memmove:
	case LibFunc_memset:
	case LibFunc_strcat:
	case LibFunc_strcpy:
	case LibFunc_strncat:
	case LibFunc_strncpy:
		*Itself = true;
		return 0;
	default:
		return -1;
	}
}

LLVMValueRef hp_shim_clone_function(LLVMValueRef Original)
{
	ValueToValueMapTy Map;
	Function *Copy = CloneFunction(unwrap<Function>(Original), Map);
	Copy->setDLLStorageClass(GlobalValue::DefaultStorageClass);
	Copy->setLinkage(GlobalValue::InternalLinkage);
	return wrap(Copy);
}

bool hp_shim_shares_comdat(LLVMValueRef Global)
{
	const GlobalObject *Object = unwrap<GlobalValue>(Global)->getAliaseeObject();
	const Comdat *Group = Object ? Object->getComdat() : nullptr;
	if (!Group)
		return false;
	return llvm::any_of(Group->getUsers(), [Object](const GlobalObject *Other) {
		return Other != Object && !Other->hasLocalLinkage();
	});
}

void hp_shim_make_local(LLVMValueRef Global)
{
	auto *Value = unwrap<GlobalValue>(Global);
	if (Comdat *Group = Value->getAliaseeObject()->getComdat())
		while (!Group->getUsers().empty())
			(*Group->getUsers().begin())->setComdat(nullptr);
	Value->setLinkage(GlobalValue::InternalLinkage);
}
