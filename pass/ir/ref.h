/*
 * Ref variables: `__ref_X`, a pointer that holds &X until a patch loader binds it elsewhere.
 */
#ifndef HP_REF_H
#define HP_REF_H

#include "base/bind.h"

#include <llvm-c/Core.h>
#include <stdbool.h>
#include <stdint.h>

struct hp_module;

#define HP_ALLOW_DIRECT "allow_direct_access_in_hot_patch_function"
#define HP_REF_PREFIX "__ref_"

/* Creates the ref variable of a global, for its first use, which is in `function`. NULL after an error message. */
LLVMValueRef hp_ref_create(struct hp_module *module, LLVMValueRef target, LLVMValueRef function);

/* What a ref of a slim patch is bound to. */
struct hp_ref_target {
	enum hp_bind_kind kind;
	const char *symbol; /* as object files spell it */
	uint64_t size;      /* of the variable, 0: unknown */
	bool local;         /* static in its object */
};

/* The ref `__ref_NAME` of a slim patch that leads to something of the base, made at first use. NULL after a message.
 */
LLVMValueRef hp_ref_bound(struct hp_module *module, const char *name, const struct hp_ref_target *target);

/* What a ref is bound to; false where it is none of a slim patch. */
bool hp_ref_target(struct hp_module *module, LLVMValueRef ref, struct hp_ref_target *target);

/* A variable that hp_ref_create has made, perhaps in another process: users' variables may have such a name, too. */
bool hp_is_ref(LLVMValueRef value);

#endif
