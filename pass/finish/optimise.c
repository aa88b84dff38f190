/*
 * The optimisation pipeline clang would run at the same level, and the target machine it needs.
 * Source: clang's BackendUtil.cpp, RunOptimizationPipeline, LLVM 22.
 */
#include "base/diag.h"
#include "pass/finish/coroutine.h"
#include "pass/finish/inlined.h"
#include "pass/ir/llvm_shim.h"
#include "pass/ir/message_shim.h"
#include "pass/ir/module.h"

#include <llvm-c/Core.h>
#include <llvm-c/Target.h>
#include <stdlib.h>

void hp_llvm_init(void)
{
	LLVMInitializeX86TargetInfo();
	LLVMInitializeX86Target();
	LLVMInitializeX86TargetMC();
	LLVMInitializeX86AsmParser();
	LLVMInitializeX86AsmPrinter();
	LLVMInitializeAArch64TargetInfo();
	LLVMInitializeAArch64Target();
	LLVMInitializeAArch64TargetMC();
	LLVMInitializeAArch64AsmParser();
	LLVMInitializeAArch64AsmPrinter();
}

void hp_llvm_options(struct hp_diag *diag, const char *const *options, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const char *arguments[] = {"hpcc", options[i], NULL};
		char *error = NULL;
		if (!hp_shim_parse_options(2, arguments, &error))
			hp_verbose(diag, "LLVM option '%s' is unknown to the code generator and ignored", options[i]);
		free(error);
	}
}

bool hp_llvm_regex_matches(const char *regex, const char *text)
{
	return hp_shim_regex_matches(regex, text);
}

bool hp_module_target(struct hp_module *module, const struct hp_codegen *codegen)
{
	char *error = NULL;
	module->codegen = codegen;
	if (codegen->remarks_file &&
	    !hp_shim_write_remarks(module->context, codegen->remarks_file, codegen->remarks_passes,
	                           codegen->remarks_format, &error)) {
		hp_error(module->diag, "cannot record the optimisations of '%s': %s", module->name, error);
		free(error);
		return false;
	}
	module->machine = hp_shim_target_machine(hp_module_triple(module), codegen, &error);
	if (!module->machine)
		hp_error(module->diag, "cannot generate code for '%s': %s", hp_module_triple(module), error);
	free(error);
	return module->machine != NULL;
}

bool hp_module_optimise(struct hp_module *module)
{
	module->handler.wants_inlined = hp_inlined_needs_remarks(module);
	module->handler.coroutine = hp_coroutine_before_split;
	hp_shim_optimise(module->module, module->machine, module->codegen, &module->handler);
	return module->llvm_errors == 0;
}
