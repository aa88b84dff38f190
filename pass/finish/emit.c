/*
 * Code generation: a sealed module becomes an object or assembly. Everything that shapes the code is in the target
 * machine already.
 */
#include "base/diag.h"
#include "base/os_stream.h"
#include "pass/ir/message_shim.h"
#include "pass/ir/module.h"
#include "pass/object/code.h"
#include "pass/object/record_names.h"

#include <llvm-c/Core.h>

void hp_module_note_code(struct hp_module *module)
{
	module->note_code = true;
}

bool hp_module_emit(struct hp_module *module, enum hp_output output, int stream, bool keep)
{
	LLVMCodeGenFileType type = output == HP_OUTPUT_ASSEMBLY ? LLVMAssemblyFile : LLVMObjectFile;
	LLVMMemoryBufferRef buffer = NULL;
	char *error = NULL;
	LLVMModuleRef used = keep ? LLVMCloneModule(module->module) : module->module;
	bool failed = LLVMTargetMachineEmitToMemoryBuffer(module->machine, used, type, &error, &buffer);
	if (keep)
		LLVMDisposeModule(used);
	hp_shim_finish_remarks(module->context); /* what a second output says is the same */
	if (failed) {
		hp_error(module->diag, "cannot generate code for '%s': %s", module->name, error);
		LLVMDisposeMessage(error);
		return false;
	}
	bool done = module->llvm_errors == 0;
	char *code = (char *)(uintptr_t)LLVMGetBufferStart(buffer); /* ours, and nobody else reads it */
	size_t size = LLVMGetBufferSize(buffer);
	if (done && output == HP_OUTPUT_ASSEMBLY)
		size = hp_record_names_unescape_text(code, size);
	if (done && output == HP_OUTPUT_OBJECT) {
		hp_record_names_unescape(code, size);
		if (module->note_code)
			hp_code_note(module, code, size);
	}
	if (done && !hp_os_write_all(stream, code, size)) {
		hp_error(module->diag, "cannot write the code of '%s':", module->name);
		done = false;
	}
	LLVMDisposeMemoryBuffer(buffer);
	return done;
}
