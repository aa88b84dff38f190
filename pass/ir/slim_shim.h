/*
 * What LLVM-C lacks for slim patches, as C functions; each is a few lines.
 */
#ifndef HP_SLIM_SHIM_H
#define HP_SLIM_SHIM_H

#include <llvm-c/Core.h>
#include <llvm-c/Target.h>
#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A text that a global variable carries, also in bitcode; malloc'ed, NULL if it has none under the key. */
void hp_shim_global_set_text(LLVMValueRef global, const char *key, const char *text);
char *hp_shim_global_text(LLVMValueRef global, const char *key);

/*
 * A variable's or function's qualified source name as CodeView has it: "ns::counter", "f::counter" of f's static.
 * Malloc'ed; NULL without debug information.
 */
char *hp_shim_debug_name(LLVMValueRef global);

/* Leaves of a function or variable what another file would know of it. What was static keeps HP_STATIC. */
#define HP_STATIC "hpcc-static"
#define HP_TAKEN "hpcc-taken" /* static functions, with their names: their address is the base's */
#define HP_PART "hpcc-part"   /* on functions that are listed only because the one they belong to is */
void hp_shim_drop_definition(LLVMValueRef global);
bool hp_shim_was_static(LLVMValueRef global);

/* Keeps a function's body for inlining alone. */
void hp_shim_make_available(LLVMValueRef function);

/* Replaces an alias by a declaration of its name, or by what it stands for. */
void hp_shim_alias_to_declaration(LLVMValueRef alias);
void hp_shim_alias_to_aliasee(LLVMValueRef alias);

void hp_shim_drop_metadata(LLVMModuleRef module, const char *name);

/* Drops bodies that are kept for inlining alone, and all that nothing leads to. */
void hp_shim_drop_available(LLVMModuleRef module);
void hp_shim_drop_dead(LLVMModuleRef module);

/* Gives a call what is known of the function that it calls: that it does not return or throw, what it changes. */
void hp_shim_keep_effects(LLVMValueRef call);

/* The global that a constant address starts from, and the distance in bytes; NULL where it is no such address. */
LLVMValueRef hp_shim_base_and_offset(LLVMTargetDataRef layout, LLVMValueRef address, int64_t *offset);

/* Called for each address in a constant: the global that it starts from, and the distance; NULL where it is none. */
typedef void (*hp_shim_address)(void *self, uint64_t offset, LLVMValueRef global, int64_t addend);

/*
 * Lays a constant out: `bytes` and `known`, each of its size, start as zeros; known ones become 1. Addresses are
 * left out of both and visited.
 */
void hp_shim_lay_out(LLVMTargetDataRef layout, LLVMValueRef constant, unsigned char *bytes, unsigned char *known,
                     hp_shim_address visit, void *self);

/* Builds a read of a register of 64 bits. */
LLVMValueRef hp_shim_read_register(LLVMBuilderRef builder, const char *name);

#ifdef __cplusplus
}
#endif

#endif
