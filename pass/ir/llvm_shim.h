/*
 * What LLVM-C lacks, as C functions. The one door to LLVM's C++ API; each function is a few lines.
 */
#ifndef HP_LLVM_SHIM_H
#define HP_LLVM_SHIM_H

#include <llvm-c/Core.h>
#include <llvm-c/TargetMachine.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct hp_codegen;
struct hp_shim_handler;

/* Parses LLVM options; argv[0] is a program name. On failure *error gets a malloc'ed text and false is returned. */
bool hp_shim_parse_options(int argc, const char *const *argv, char **error);

/* NULL and *error (malloc'ed) on failure. */
LLVMTargetMachineRef hp_shim_target_machine(const char *triple, const struct hp_codegen *codegen, char **error);

/*
 * Runs the pipeline clang runs for `codegen`. LLVM-C's textual pipelines will not do: their parser overrides the
 * vectoriser settings. Source: clang's BackendUtil.cpp, RunOptimizationPipeline, LLVM 22.
 */
void hp_shim_optimise(LLVMModuleRef module, LLVMTargetMachineRef machine, const struct hp_codegen *codegen,
                      const struct hp_shim_handler *handler);

/* Major version of the LLVM that wrote the bitcode, 0 if it does not say or the data is no bitcode. */
unsigned hp_shim_bitcode_producer(const char *data, size_t size);

void hp_shim_global_add_attribute(LLVMValueRef global, const char *kind);
bool hp_shim_global_has_attribute(LLVMValueRef global, const char *kind);

/* Adds values to @llvm.compiler.used. */
void hp_shim_compiler_used(LLVMModuleRef module, LLVMValueRef *values, size_t count);

/* The object-file symbol of a global; malloc'ed. Works without a target machine. */
char *hp_shim_symbol(LLVMValueRef global);

/*
 * The source-level name of a C++ or Rust function with its parameters, without return type and calling convention:
 * "ns::max<int>(int, int)". Malloc'ed; NULL if the symbol is none's.
 */
char *hp_shim_source_name(const char *symbol);

/* Called for each function: `member` of an archive or NULL; the text ends with the call. */
struct hp_shim_functions {
	void *self;
	void (*visit)(void *self, const char *member, const char *symbol, bool x86);
};

/* Visits the functions that an object, a bitcode file or an archive defines. On failure *error gets a malloc'ed text
 * and false is returned; functions may have been visited. */
bool hp_shim_visit_functions(LLVMMemoryBufferRef buffer, const struct hp_shim_functions *to, char **error);

/* Whether the symbol is a handler or clean-up: code of the function in front of it. */
bool hp_shim_is_part(const char *symbol);

/* Called for each relocation of a function that names a ref variable; texts end with the call. */
struct hp_shim_refs {
	void *self;
	void (*visit)(void *self, const char *function, const char *ref, bool external);
};

/* Visits the refs that the functions of an object use. Failures as above. */
bool hp_shim_visit_refs(LLVMMemoryBufferRef buffer, const struct hp_shim_refs *to, char **error);

/* Says that the global is defined in the image that uses it. */
void hp_shim_set_dso_local(LLVMValueRef global);

/* Sets a flag of the module; of several modules that are linked the least value holds. */
void hp_shim_set_flag(LLVMModuleRef module, const char *name, unsigned value);

/* The bytes from where a constant points to the end of the variable that it points into; 0 if that is unknown. */
uint64_t hp_shim_size(LLVMTargetDataRef layout, LLVMValueRef pointer);

/* The parameter whose value a function of the C library gives back, or with *itself false an address in what it
 * points to; -1 if the declaration is none. Source: LLVM's TargetLibraryInfo, and the C library's wide and multibyte
 * twins. */
int hp_shim_library_returns(LLVMValueRef function, bool *itself);

/* Adds an internal copy of a function to its module. */
LLVMValueRef hp_shim_clone_function(LLVMValueRef function);

/* Whether a definition that other files see is in the same COMDAT. */
bool hp_shim_shares_comdat(LLVMValueRef global);

/* Makes a definition internal, out of its COMDAT with all that is in there. */
void hp_shim_make_local(LLVMValueRef global);

#ifdef __cplusplus
}
#endif

#endif
