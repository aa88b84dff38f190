/*
 * The optimisation pipeline clang would run at the same level, and the target machine it needs.
 * Source: clang's BackendUtil.cpp, RunOptimizationPipeline, LLVM 22.
 */
#include "base/arena.h"
#include "internal.h"

#include <llvm-c/Error.h>
#include <llvm-c/Target.h>
#include <llvm-c/Transforms/PassBuilder.h>
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

bool hp_module_target(struct hp_module *module, const struct hp_codegen *codegen)
{
	char *error = NULL;
	module->codegen = codegen;
	module->machine = hp_shim_target_machine(hp_module_triple(module), codegen, &error);
	if (!module->machine)
		hp_error(module->diag, "cannot generate code for '%s': %s", hp_module_triple(module), error);
	free(error);
	return module->machine != NULL;
}

static const char *pipeline(struct hp_module *module)
{
	const struct hp_codegen *codegen = module->codegen;
	static const char *const levels[] = {"default<O0>", "default<O1>", "default<O2>", "default<O3>"};
	const char *level = codegen->size_level == 1   ? "default<Os>"
	                    : codegen->size_level == 2 ? "default<Oz>"
	                                               : levels[codegen->opt_level & 3];
	if (codegen->assignment_tracking && codegen->opt_level)
		return hp_arena_printf(module->arena, "function(declare-to-assign),%s", level);
	return level;
}

bool hp_module_optimise(struct hp_module *module)
{
	const struct hp_codegen *codegen = module->codegen;
	LLVMPassBuilderOptionsRef options = LLVMCreatePassBuilderOptions();
	LLVMPassBuilderOptionsSetLoopUnrolling(options, codegen->unroll_loops);
	LLVMPassBuilderOptionsSetLoopInterleaving(options, codegen->unroll_loops);
	LLVMPassBuilderOptionsSetLoopVectorization(options, codegen->vectorize_loops);
	LLVMPassBuilderOptionsSetSLPVectorization(options, codegen->vectorize_slp);
	LLVMPassBuilderOptionsSetMergeFunctions(options, codegen->merge_functions);
	LLVMPassBuilderOptionsSetCallGraphProfile(options, !codegen->no_integrated_as);
	LLVMErrorRef error = LLVMRunPasses(module->module, pipeline(module), module->machine, options);
	LLVMDisposePassBuilderOptions(options);
	if (error) {
		char *text = LLVMGetErrorMessage(error);
		hp_internal(module->diag, "cannot optimise '%s': %s", module->name, text);
		LLVMDisposeErrorMessage(text);
		return false;
	}
	return module->llvm_errors == 0;
}
