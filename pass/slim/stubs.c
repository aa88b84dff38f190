/*
 * The object that a slim patch is linked with. Compiled code names functions that no source does (memcpy, __chkstk),
 * and unwind tables name personality functions: they need a function of that name in the image, which jumps through a
 * slot to the base's. Decides how that looks for each processor, and which variables may be copied.
 */
#include "pass/slim/stubs.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/facts.h"
#include "base/strvec.h"
#include "base/text.h"
#include "pass/hotpatch.h"
#include "pass/ir/module.h"
#include "pass/ir/ref.h"
#include "pass/slim/slim.h"

#include <llvm-c/Core.h>
#include <llvm-c/Target.h>
#include <llvm-c/TargetMachine.h>
#include <string.h>

/*
 * Variables that compiled code reads directly and that keep their value once an image runs: the stack cookie, and the
 * functions that check calls for control-flow guard.
 */
static const char *const copied[] = {"__security_cookie", "__guard_check_icall_fptr", "__guard_dispatch_icall_fptr"};

/* A C name without what the target puts in front of it. */
static const char *plain(const struct hp_module *module, const char *symbol)
{
	size_t length = strlen(module->target.prefix);
	return strncmp(symbol, module->target.prefix, length) == 0 ? symbol + length : symbol;
}

static bool is_copied(const struct hp_module *module, const char *symbol)
{
	for (size_t i = 0; i < sizeof copied / sizeof *copied; i++)
		if (strcmp(plain(module, symbol), copied[i]) == 0)
			return true;
	return false;
}

/* In inline assembly a dollar sign starts an operand. */
static const char *escaped(struct hp_arena *arena, const char *text)
{
	char *out = hp_arena_alloc(arena, 2 * strlen(text) + 1), *at = out;
	for (; *text; text++) {
		if (*text == '$')
			*at++ = '$';
		*at++ = *text;
	}
	*at = '\0';
	return out;
}

static const char *jump_text(struct hp_module *module, const char *slot)
{
	struct hp_arena *arena = module->arena;
	slot = escaped(arena, hp_arena_printf(arena, "%s%s%s", module->target.prefix, HP_REF_PREFIX, slot));
	switch (module->target.arch) {
	case HP_ARCH_X86:
		return hp_arena_printf(arena, "jmpl *\"%s\"", slot);
	case HP_ARCH_X64:
		return hp_arena_printf(arena, "jmpq *\"%s\"(%%rip)", slot);
	default:
		return hp_arena_printf(arena, "adrp x16, \"%s\"\nldr x16, [x16, :lo12:\"%s\"]\nbr x16", slot, slot);
	}
}

static LLVMAttributeRef attribute(struct hp_module *module, const char *name)
{
	return LLVMCreateEnumAttribute(module->context, LLVMGetEnumAttributeKindForName(name, strlen(name)), 0);
}

static bool add_jump(struct hp_module *module, const char *symbol)
{
	const char *slot = plain(module, symbol);
	struct hp_ref_target target = {.kind = HP_BIND_SLOT, .symbol = symbol};
	if (!hp_ref_bound(module, slot, &target))
		return false;
	LLVMTypeRef type = LLVMFunctionType(LLVMVoidTypeInContext(module->context), NULL, 0, false);
	LLVMValueRef function = LLVMAddFunction(module->module, hp_arena_printf(module->arena, "\1%s", symbol), type);
	static const char *const attributes[] = {"naked", "noinline", "nounwind"};
	for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++)
		LLVMAddAttributeAtIndex(function, (LLVMAttributeIndex)LLVMAttributeFunctionIndex,
		                        attribute(module, attributes[i]));
	LLVMPositionBuilderAtEnd(module->builder, LLVMAppendBasicBlockInContext(module->context, function, ""));
	const char *text = jump_text(module, slot);
	LLVMValueRef jump =
	    LLVMGetInlineAsm(type, text, strlen(text), "", 0, true, false, LLVMInlineAsmDialectATT, false);
	LLVMBuildCall2(module->builder, type, jump, NULL, 0, "");
	LLVMBuildUnreachable(module->builder);
	return true;
}

static void add_copy(struct hp_module *module, const char *symbol)
{
	LLVMTypeRef pointer = LLVMPointerTypeInContext(module->context, 0);
	LLVMValueRef copy = LLVMAddGlobal(module->module, pointer, hp_arena_printf(module->arena, "\1%s", symbol));
	LLVMSetInitializer(copy, LLVMConstNull(pointer));
	struct hp_bind bind = {
	    .kind = HP_BIND_COPY, .where = copy, .symbol = symbol, .size = module->target.pointer_size};
	hp_slim_bind(module, &bind);
}

static bool add(struct hp_module *module, const char *symbol)
{
	const struct hp_slim *slim = module->slim;
	struct hp_slim_symbol found;
	if (strcmp(plain(module, symbol), "_fltused") == 0) { /* a mark for the C library's linker alone */
		LLVMTypeRef type = LLVMInt32TypeInContext(module->context);
		LLVMSetInitializer(LLVMAddGlobal(module->module, type, plain(module, symbol)),
		                   LLVMConstInt(type, 0x9875, false));
		return true;
	}
	if (slim->find(slim->self, symbol, NULL, false, &found) != HP_SLIM_FOUND)
		return true; /* an import or another object's: the linker says if it is none */
	if (found.kind == HP_SLIM_FUNCTION)
		return add_jump(module, symbol);
	if (is_copied(module, symbol)) {
		add_copy(module, symbol);
		return true;
	}
	hp_error(module->diag,
	         "'%s' is data of '%s', and the patch uses it where only an address of its own will do, as in an "
	         "exception "
	         "table: throw and catch it in a function that the patch does not replace",
	         symbol, slim->name);
	return false;
}

/* The sizes of the target, which an empty module does not say. */
static void set_layout(struct hp_module *module)
{
	LLVMTargetDataRef layout = LLVMCreateTargetDataLayout(module->machine);
	LLVMSetModuleDataLayout(module->module, layout);
	LLVMDisposeTargetData(layout);
}

bool hp_stubs_write(struct hp_diag *diag, struct hp_facts *facts, const struct hp_slim *slim, const char *triple,
                    const struct hp_strvec *symbols, int stream)
{
	static const struct hp_codegen codegen = {.opt_level = 1, .function_sections = true};
	const char *text = hp_arena_printf(facts->arena, "target triple = \"%s\"\n", triple);
	struct hp_module *module = hp_module_open(diag, facts, text, strlen(text), "stubs");
	if (!module)
		return false;
	hp_module_slim(module, slim);
	bool done = hp_module_target(module, &codegen);
	if (done)
		set_layout(module);
	for (size_t i = 0; done && i < symbols->count; i++)
		done = add(module, symbols->items[i]);
	if (done) {
		hp_slim_ends(module);
		hp_slim_table(module);
		done = hp_module_verify(module, "making stubs") &&
		       hp_module_emit(module, HP_OUTPUT_OBJECT, stream, false);
	}
	hp_module_close(module);
	return done;
}
