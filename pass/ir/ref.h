/*
 * Ref variables: `__ref_X`, a pointer that holds &X until a patch loader binds it elsewhere.
 */
#ifndef HP_REF_H
#define HP_REF_H

#include <llvm-c/Core.h>
#include <stdbool.h>

struct hp_module;

#define HP_ALLOW_DIRECT "allow_direct_access_in_hot_patch_function"
#define HP_REF_PREFIX "__ref_"

/* Creates the ref variable of a global, for its first use, which is in `function`. NULL after an error message. */
LLVMValueRef hp_ref_create(struct hp_module *module, LLVMValueRef target, LLVMValueRef function);

/* A variable that hp_ref_create has made, perhaps in another process: users' variables may have such a name, too. */
bool hp_is_ref(LLVMValueRef value);

#endif
