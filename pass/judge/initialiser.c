/*
 * What is known of a constant's contents, and where they lead. Decides by linkage and initialiser; not what becomes
 * of accesses.
 */
#include "pass/judge/initialiser.h"

#include "base/arena.h"
#include "pass/ir/module.h"
#include "pass/ir/ref.h"
#include "pass/ir/value.h"
#include "pass/ir/values.h"
#include "pass/judge/compare.h"
#include "pass/judge/rules.h"

#include <llvm-c/Core.h>
#include <stddef.h>
#include <string.h>

bool hp_initialiser_holds_label(LLVMValueRef constant)
{
	if (!constant || LLVMIsAGlobalValue(constant))
		return false;
	if (LLVMIsABlockAddress(constant))
		return true;
	int count = LLVMGetNumOperands(constant);
	for (int i = 0; i < count; i++)
		if (hp_initialiser_holds_label(LLVMGetOperand(constant, (unsigned)i)))
			return true;
	return false;
}

bool hp_initialiser_may_be_replaced(LLVMValueRef value)
{
	LLVMLinkage linkage = LLVMGetLinkage(value);
	return linkage == LLVMWeakAnyLinkage || linkage == LLVMLinkOnceAnyLinkage || linkage == LLVMCommonLinkage;
}

/* Whether the linker puts it between what other files have in the section, as `.reg$a` before `.reg$m`: a mark. */
static bool marks_place(LLVMValueRef variable)
{
	const char *section = LLVMGetSection(variable);
	return section && strchr(section, '$');
}

bool hp_initialiser_is_unknown(LLVMValueRef constant)
{
	return LLVMIsDeclaration(constant) || LLVMIsExternallyInitialized(constant) ||
	       LLVMGetLinkage(constant) == LLVMAvailableExternallyLinkage ||
	       hp_initialiser_may_be_replaced(constant) || marks_place(constant);
}

/*
 * Data that the running image may change, as far as the unit can tell, or that must be its own; used for what
 * initialisers point to.
 */
static bool data_is_mutable(struct hp_module *module, LLVMValueRef variable)
{
	int warning = -1;
	if (hp_rule_always_direct(variable, &warning) || hp_rule_for(variable))
		return false;
	if (LLVMIsGlobalConstant(variable))
		return hp_initialiser_is_unknown(variable) || hp_compare_decides(module, variable);
	if (hp_is_private(variable) && hp_is_unnamed(variable))
		return false;
	return !hp_initialiser_holds_label(LLVMGetInitializer(variable));
}

/* What is known of where a constant or an alias leads. Each is gone through once, whoever asks first. */
struct lead {
	LLVMValueRef value;
	bool leads;          /* to mutable data */
	bool known;          /* and that is the last word */
	struct user *users;  /* which lead to this one, while it is not known */
	struct lead *next;   /* on the list of those to be gone through */
	struct lead *before; /* of those gone through for one question */
};

struct user {
	struct lead *lead;
	struct user *next;
};

struct exploration {
	struct hp_module *module;
	struct lead *open, *seen;
	struct lead *current; /* whose operands are looked at */
};

static struct lead *lead_of(struct exploration *exploration, LLVMValueRef value)
{
	struct hp_module *module = exploration->module;
	struct lead *lead = hp_values_find(&module->leads, value);
	if (lead)
		return lead;
	lead = hp_arena_alloc(module->arena, sizeof *lead);
	*lead = (struct lead){.value = value, .next = exploration->open, .before = exploration->seen};
	exploration->open = exploration->seen = lead;
	hp_values_add(&module->leads, value, lead);
	return lead;
}

/* What the current one leads to leads on. */
static void follow(struct exploration *exploration, LLVMValueRef value)
{
	struct lead *current = exploration->current, *lead = lead_of(exploration, value);
	if (lead->known) {
		current->leads |= lead->leads;
		return;
	}
	struct user *user = hp_arena_alloc(exploration->module->arena, sizeof *user);
	*user = (struct user){current, lead->users};
	lead->users = user;
}

static void look_at(struct exploration *exploration, LLVMValueRef value)
{
	if (LLVMIsAFunction(value)) {
		exploration->current->leads |= hp_compare_decides_function(exploration->module, value);
	} else if (LLVMIsABlockAddress(value) || hp_is_ref(value)) { /* a table of refs leads to the base's data */
		return;
	} else if (LLVMIsAGlobalAlias(value)) {
		follow(exploration, value);
	} else if (LLVMIsAGlobalVariable(value)) {
		if (data_is_mutable(exploration->module, value))
			exploration->current->leads = true;
		else if (LLVMIsGlobalConstant(value) && LLVMGetInitializer(value))
			follow(exploration, value);
	} else {
		int count = LLVMGetNumOperands(value);
		for (int i = 0; i < count && !exploration->current->leads; i++)
			look_at(exploration, LLVMGetOperand(value, (unsigned)i));
	}
}

static void go_through(struct exploration *exploration, struct lead *lead)
{
	exploration->current = lead;
	if (!LLVMIsAGlobalAlias(lead->value))
		look_at(exploration, LLVMGetInitializer(lead->value));
	else if (hp_initialiser_may_be_replaced(lead->value))
		lead->leads = true;
	else
		look_at(exploration, LLVMAliasGetAliasee(lead->value));
}

/* Whoever leads to one that leads to mutable data does so, too. */
static void spread(struct lead *lead)
{
	struct lead *work = lead;
	lead->next = NULL;
	while (work) {
		struct lead *each = work;
		work = work->next;
		for (struct user *user = each->users; user; user = user->next) {
			if (user->lead->leads)
				continue;
			user->lead->leads = true;
			user->lead->next = work;
			work = user->lead;
		}
		each->users = NULL;
	}
}

bool hp_initialiser_leads_to_mutable(struct hp_module *module, LLVMValueRef variable)
{
	struct exploration exploration = {.module = module};
	struct lead *asked = lead_of(&exploration, variable);
	while (exploration.open) {
		struct lead *lead = exploration.open;
		exploration.open = lead->next;
		go_through(&exploration, lead);
	}
	for (struct lead *lead = exploration.seen; lead; lead = lead->before)
		if (lead->leads)
			spread(lead);
	for (struct lead *lead = exploration.seen; lead; lead = lead->before)
		lead->known = true;
	return asked->leads;
}
