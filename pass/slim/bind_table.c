/*
 * The bind table: what a loader, or a planner before it, has to do with the image, in a section of its own. Decides
 * its form alone. Each object has a part of it; the linker puts the parts behind each other.
 *
 * A record has 96 bytes, little-endian, addresses as the linker writes them (with a base relocation), in 8 bytes:
 *    0  u16 size of a record   2  u16 version   4  u16 kind   6  u16 flags (1: static in its object)
 *    8  where   16  the symbol's text   24  the text of the object's name in the base, or 0
 *   32  i64 addend   40  u64 size of the variable, 0: unknown
 *   48  u64 address in the base, relative to its start (planned)   56  u64 room in front of it (planned)
 *   64  u8[16] the base's bytes there (planned)   80  u8[16] reserved
 */
#include "pass/hotpatch.h"
#include "pass/ir/function.h"
#include "pass/ir/llvm_shim.h"
#include "pass/ir/module.h"
#include "pass/ir/owner.h"
#include "pass/ir/ref.h"
#include "pass/ir/slim_shim.h"
#include "pass/ir/value.h"
#include "pass/rewrite/start.h"
#include "pass/slim/slim.h"

#include <llvm-c/Core.h>
#include <llvm-c/Target.h>
#include <stdlib.h>
#include <string.h>

enum { PLANNED_BYTES = 48 };

static const char section[] = HP_BIND_SECTION, head_section[] = ".hpb$a", end_section[] = ".hpb$s";

static LLVMValueRef number(struct hp_module *module, unsigned bits, uint64_t value)
{
	return LLVMConstInt(LLVMIntTypeInContext(module->context, bits), value, false);
}

/* A text of the table; equal ones are one. */
static LLVMValueRef text_in(struct hp_module *module, const char *string, const char *where)
{
	LLVMValueRef bytes = LLVMConstStringInContext2(module->context, string, strlen(string), false);
	LLVMValueRef global = LLVMAddGlobal(module->module, LLVMTypeOf(bytes), "hpcc.text");
	LLVMSetInitializer(global, bytes);
	LLVMSetGlobalConstant(global, true);
	LLVMSetLinkage(global, LLVMPrivateLinkage);
	LLVMSetUnnamedAddress(global, LLVMGlobalUnnamedAddr);
	LLVMSetAlignment(global, 1);
	LLVMSetSection(global, where);
	return global;
}

static LLVMValueRef text(struct hp_module *module, const char *string)
{
	return text_in(module, string, ".hpb$t");
}

/* Says which build the object is made for, to the linker of the patch and to people. */
static void add_identity(struct hp_module *module)
{
	LLVMValueRef line = text_in(module, module->slim->identity, HP_BIND_IDENTITY);
	hp_shim_global_add_attribute(line, HP_ALLOW_DIRECT);
	hp_shim_compiler_used(module->module, &line, 1);
}

/* The last field of an address: what a 32-bit one leaves of 8 bytes. */
static LLVMValueRef rest(struct hp_module *module)
{
	unsigned size = LLVMPointerSize(LLVMGetModuleDataLayout(module->module));
	LLVMTypeRef byte = LLVMInt8TypeInContext(module->context);
	return LLVMConstNull(LLVMArrayType2(byte, 8 - size));
}

static LLVMValueRef place(struct hp_module *module, const struct hp_bind *bind)
{
	LLVMValueRef offset = number(module, 64, bind->offset);
	return LLVMConstGEP2(LLVMInt8TypeInContext(module->context), bind->where, &offset, 1);
}

static void add(struct hp_module *module, LLVMValueRef value, const char *where)
{
	LLVMValueRef record = LLVMAddGlobal(module->module, LLVMTypeOf(value), "hpcc.bind");
	LLVMSetInitializer(record, value);
	LLVMSetGlobalConstant(record, true);
	LLVMSetLinkage(record, LLVMPrivateLinkage);
	LLVMSetAlignment(record, 8);
	LLVMSetSection(record, where);
	hp_shim_global_add_attribute(record, HP_ALLOW_DIRECT);
	hp_shim_compiler_used(module->module, &record, 1);
}

static LLVMValueRef record_of(struct hp_module *module, const struct hp_bind *bind)
{
	LLVMValueRef none = LLVMConstNull(LLVMPointerTypeInContext(module->context, 0));
	const char *object = bind->local ? module->slim->module : NULL;
	LLVMValueRef fields[] = {
	    number(module, 16, HP_BIND_BYTES),
	    number(module, 16, HP_BIND_VERSION),
	    number(module, 16, bind->kind),
	    number(module, 16, bind->local ? HP_BIND_LOCAL : 0),
	    bind->where ? place(module, bind) : none,
	    rest(module),
	    text(module, bind->symbol),
	    rest(module),
	    object ? text(module, object) : none,
	    rest(module),
	    number(module, 64, (uint64_t)bind->addend),
	    number(module, 64, bind->size),
	    LLVMConstNull(LLVMArrayType2(LLVMInt8TypeInContext(module->context), PLANNED_BYTES)),
	};
	return LLVMConstStructInContext(module->context, fields, sizeof fields / sizeof *fields, true);
}

void hp_slim_bind(struct hp_module *module, const struct hp_bind *bind)
{
	add(module, record_of(module, bind), section);
}

void hp_slim_ends(struct hp_module *module)
{
	struct hp_bind head = {.kind = HP_BIND_HEAD, .symbol = module->slim->name};
	add(module, record_of(module, &head), head_section);
	add(module, number(module, 64, 0), end_section);
}

static void bind_ref(struct hp_module *module, LLVMValueRef ref)
{
	struct hp_ref_target target;
	if (!hp_ref_target(module, ref, &target))
		return;
	struct hp_bind bind = {
	    .kind = target.kind, .where = ref, .symbol = target.symbol, .size = target.size, .local = target.local};
	hp_slim_bind(module, &bind);
}

static void bind_entry(struct hp_module *module, LLVMValueRef function)
{
	struct hp_bind bind = {.kind = HP_BIND_ENTRY,
	                       .where = function,
	                       .symbol = hp_owner_name(module, function),
	                       .local = hp_is_local(function)};
	hp_slim_bind(module, &bind);
}

/* The text of HP_START: whether the variable is static, its size and symbol. */
static void bind_start(struct hp_module *module, LLVMValueRef function)
{
	const char *text = hp_function_text(module, function, HP_START);
	char *end;
	if (!text || !*text)
		return;
	struct hp_bind bind = {.kind = HP_BIND_START, .where = function, .local = *text == '1'};
	bind.size = strtoull(text + 2, &end, 10);
	bind.symbol = end + 1;
	hp_slim_bind(module, &bind);
}

void hp_slim_table(struct hp_module *module)
{
	add_identity(module);
	LLVMValueRef last = LLVMGetLastGlobal(module->module);
	for (LLVMValueRef each = LLVMGetFirstGlobal(module->module); each; each = LLVMGetNextGlobal(each)) {
		if (hp_is_ref(each))
			bind_ref(module, each);
		if (each == last)
			break;
	}
	for (LLVMValueRef each = LLVMGetFirstFunction(module->module); each; each = LLVMGetNextFunction(each)) {
		if (hp_function_is_marked(each) && !hp_function_has_text(each, HP_PART))
			bind_entry(module, each);
		bind_start(module, each);
	}
}
