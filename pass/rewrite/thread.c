/*
 * Where a thread has its variables: the array of blocks in the thread's environment block, the block of the base's
 * image, the variable's offset in it; with emulated thread-local storage, what the base's run-time library says.
 * Builds the address; decides nothing.
 * Source: Microsoft's PE format, "The .tls section"; LLVM's X86ISelLowering.cpp and AArch64ISelLowering.cpp,
 * LowerWindowsGlobalTLSAddress.
 */
#include "pass/rewrite/thread.h"

#include "base/arena.h"
#include "base/diag.h"
#include "pass/ir/debug.h"
#include "pass/ir/module.h"
#include "pass/ir/owner.h"
#include "pass/ir/ref.h"
#include "pass/ir/slim_shim.h"
#include "pass/ir/value.h"

#include <llvm-c/Core.h>
#include <string.h>

enum { SEGMENT_GS = 256, SEGMENT_FS = 257, BLOCKS_64 = 0x58, BLOCKS_32 = 0x2c };

static LLVMTypeRef pointer_type(struct hp_module *module)
{
	return LLVMPointerTypeInContext(module->context, 0);
}

/* The thread's array of blocks. Not invariant: a coroutine may go on in another thread. */
static LLVMValueRef blocks(struct hp_module *module)
{
	LLVMBuilderRef builder = module->builder;
	LLVMTypeRef word = LLVMInt64TypeInContext(module->context);
	if (module->target.arch == HP_ARCH_ARM64) {
		LLVMValueRef at = LLVMConstInt(word, BLOCKS_64, false);
		LLVMValueRef environment = hp_shim_read_register(builder, "x18");
		at = LLVMBuildAdd(builder, environment, at, "");
		return LLVMBuildLoad2(builder, pointer_type(module),
		                      LLVMBuildIntToPtr(builder, at, pointer_type(module), ""), "");
	}
	bool x86 = module->target.arch == HP_ARCH_X86;
	LLVMTypeRef segment = LLVMPointerTypeInContext(module->context, x86 ? SEGMENT_FS : SEGMENT_GS);
	LLVMValueRef place = LLVMConstIntToPtr(LLVMConstInt(word, x86 ? BLOCKS_32 : BLOCKS_64, false), segment);
	return LLVMBuildLoad2(builder, pointer_type(module), place, "");
}

static LLVMValueRef load_index(struct hp_module *module)
{
	static const struct hp_ref_target target = {HP_BIND_SLOT, "_tls_index", 4, false};
	static const struct hp_ref_target target_x86 = {HP_BIND_SLOT, "__tls_index", 4, false};
	const struct hp_ref_target *index = module->target.arch == HP_ARCH_X86 ? &target_x86 : &target;
	struct hp_slim_symbol found;
	if (!hp_owner_has(module, index->symbol, &found)) {
		hp_error(module->diag, "'%s' has no '_tls_index', so its thread-local variables cannot be found",
		         module->slim->name);
		return NULL;
	}
	LLVMValueRef ref = hp_ref_bound(module, "_tls_index", index);
	if (!ref)
		return NULL;
	LLVMValueRef place = LLVMBuildLoad2(module->builder, pointer_type(module), ref, "");
	LLVMValueRef value = LLVMBuildLoad2(module->builder, LLVMInt32TypeInContext(module->context), place, "");
	return LLVMBuildZExt(module->builder, value, LLVMInt64TypeInContext(module->context), "");
}

static LLVMValueRef emulated_address(struct hp_module *module, LLVMValueRef variable)
{
	LLVMTypeRef pointer = pointer_type(module);
	LLVMTypeRef type = LLVMFunctionType(pointer, &pointer, 1, false);
	static const char name[] = "__emutls_get_address";
	LLVMValueRef getter = LLVMGetNamedFunction(module->module, name);
	if (!getter)
		getter = LLVMAddFunction(module->module, name, type);
	struct hp_ref_target target = {HP_BIND_SLOT, hp_owner_name(module, variable), 0,
	                               hp_owner_is_static(variable)};
	LLVMValueRef ref =
	    hp_ref_bound(module, hp_arena_printf(module->arena, "__emutls_v.%s", hp_value_name(variable)), &target);
	if (!ref)
		return NULL;
	LLVMValueRef control = LLVMBuildLoad2(module->builder, pointer, ref, "");
	return LLVMBuildCall2(module->builder, type, getter, &control, 1, "");
}

LLVMValueRef hp_thread_address(struct hp_module *module, LLVMValueRef variable, LLVMValueRef function)
{
	LLVMBuilderRef builder = module->builder;
	if (module->slim->emulated_tls)
		return emulated_address(module, variable);
	LLVMValueRef index = load_index(module);
	LLVMValueRef ref = index ? hp_ref_create(module, variable, function) : NULL;
	if (!ref)
		return NULL;
	LLVMTypeRef byte = LLVMInt8TypeInContext(module->context);
	LLVMTypeRef word = module->target.arch == HP_ARCH_X86 ? LLVMInt32TypeInContext(module->context)
	                                                      : LLVMInt64TypeInContext(module->context);
	LLVMValueRef cell = LLVMBuildGEP2(builder, pointer_type(module), blocks(module), &index, 1, "");
	LLVMValueRef block = LLVMBuildLoad2(builder, pointer_type(module), cell, "");
	LLVMValueRef offset = LLVMBuildLoad2(builder, word, ref, "");
	return LLVMBuildGEP2(builder, byte, block, &offset, 1, "");
}
