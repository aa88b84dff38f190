/*
 * What the base must have for the refs to be bound to it, for the manifest: which data the refs point to, what it
 * starts with, and the constants that this leads to. Decides nothing; a patch loader compares.
 */
#include "pass/finish/data.h"

#include "base/arena.h"
#include "base/facts.h"
#include "pass/ir/llvm_shim.h"
#include "pass/ir/module.h"
#include "pass/ir/ref.h"
#include "pass/ir/value.h"
#include "pass/ir/values.h"
#include "pass/judge/rules.h"

#include <llvm-c/Core.h>
#include <uthash.h>

/* Data that is still to be looked into. */
struct pending {
	struct pending *next;
	LLVMValueRef global;
};

struct notes {
	struct hp_module *module;
	LLVMTargetDataRef layout;
	struct hp_values seen;
	struct pending *first, **last;
	LLVMValueRef holder; /* what is looked into */
	uint64_t skip;       /* its bytes in front of its symbol */
	bool named;          /* it is among the facts */
};

static bool is_static(LLVMValueRef global)
{
	return LLVMGetLinkage(global) == LLVMInternalLinkage;
}

/* The data with an initialiser that a global is or stands for, NULL if it is none. */
static LLVMValueRef definition(LLVMValueRef global)
{
	LLVMValueRef base = hp_alias_base(global);
	return base && LLVMIsAGlobalVariable(base) && LLVMGetInitializer(base) ? base : NULL;
}

static bool is_constant(LLVMValueRef global)
{
	LLVMValueRef data = definition(global);
	return data && LLVMIsGlobalConstant(data);
}

static void add(struct notes *notes, LLVMValueRef global)
{
	if (!definition(global) || hp_rule_is_type_information(global) || !hp_values_add(&notes->seen, global, NULL))
		return;
	struct pending *pending = hp_arena_alloc(notes->module->arena, sizeof *pending);
	*pending = (struct pending){NULL, global};
	*notes->last = pending;
	notes->last = &pending->next;
}

static void name_holder(struct notes *notes)
{
	if (!notes->named)
		hp_facts_add(notes->module->facts, HP_FACT_CONTENTS,
		             &(struct hp_fact){.contents = {hp_value_name(notes->holder), is_static(notes->holder),
		                                            hp_shim_size(notes->layout, notes->holder)}});
	notes->named = true;
}

/* An address, `offset` bytes behind the start of the data. */
static void address(struct notes *notes, LLVMValueRef value, uint64_t offset)
{
	LLVMValueRef global = value;
	while (LLVMIsAConstantExpr(global))
		global = LLVMGetOperand(global, 0);
	if (!hp_is_global(global) || !is_constant(global) || offset < notes->skip)
		return;
	if (LLVMGetLinkage(global) != LLVMPrivateLinkage) {
		add(notes, global);
		return;
	}
	name_holder(notes);
	hp_facts_add(notes->module->facts, HP_FACT_LITERAL,
	             &(struct hp_fact){.literal = {hp_value_name(notes->holder), offset - notes->skip,
	                                           hp_shim_size(notes->layout, value)}});
}

static void walk(struct notes *notes, LLVMValueRef value, uint64_t offset)
{
	LLVMTypeRef type = LLVMTypeOf(value);
	LLVMTypeKind kind = LLVMGetTypeKind(type);
	bool is_struct = kind == LLVMStructTypeKind;
	if (hp_alias_base(value)) {
		address(notes, value, offset);
		return;
	}
	if (!is_struct && kind != LLVMArrayTypeKind && kind != LLVMVectorTypeKind)
		return;
	uint64_t stride = is_struct ? 0 : LLVMABISizeOfType(notes->layout, LLVMGetElementType(type));
	int count = LLVMGetNumOperands(value);
	for (int i = 0; i < count; i++)
		walk(notes, LLVMGetOperand(value, (unsigned)i),
		     offset +
		         (is_struct ? LLVMOffsetOfElement(notes->layout, type, (unsigned)i) : (unsigned)i * stride));
}

static void note_contents(struct notes *notes, LLVMValueRef global)
{
	LLVMValueRef data = definition(global);
	notes->holder = global;
	notes->skip = hp_shim_size(notes->layout, data) - hp_shim_size(notes->layout, global);
	notes->named = false;
	if (is_constant(global))
		name_holder(notes);
	walk(notes, LLVMGetInitializer(data), 0);
}

static void note_ref(struct notes *notes, LLVMValueRef ref)
{
	struct hp_facts *facts = notes->module->facts;
	LLVMValueRef global = LLVMGetInitializer(ref), base = hp_alias_base(global);
	const char *name = hp_value_name(ref);
	enum hp_fact_data kind = HP_DATA_VARIABLE;
	if (base && LLVMIsAFunction(base))
		kind = HP_DATA_FUNCTION;
	else if (base && LLVMIsGlobalConstant(base))
		kind = HP_DATA_CONSTANT;
	hp_facts_add(facts, HP_FACT_LINKAGE,
	             &(struct hp_fact){.linkage = {name, name + sizeof HP_REF_PREFIX - 1, is_static(ref)}});
	hp_facts_add(facts, HP_FACT_DATA,
	             &(struct hp_fact){.data = {name, kind, hp_shim_size(notes->layout, global)}});
	add(notes, global);
}

void hp_data_note(struct hp_module *module)
{
	struct notes notes = {.module = module, .layout = LLVMGetModuleDataLayout(module->module)};
	notes.last = &notes.first;
	hp_values_init(&notes.seen, module->arena);
	for (LLVMValueRef ref = LLVMGetFirstGlobal(module->module); ref; ref = LLVMGetNextGlobal(ref))
		if (hp_is_ref(ref))
			note_ref(&notes, ref);
	for (struct pending *pending = notes.first; pending; pending = pending->next)
		note_contents(&notes, pending->global);
}
