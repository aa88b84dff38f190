/*
 * What each file has a copy of: inline functions, instances of templates, vtables. The linker keeps one copy, perhaps
 * that of a file from which no listed function reaches it, which was not rewritten and works on the patch's own data.
 * So where the copies differ, after optimisation, this file's becomes its own, like a static function, and so do the
 * constants that lead to it. Warns of those that other files may count on, which have to stay.
 */
#include "pass/finish/comdat.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/strvec.h"
#include "pass/ir/debug.h"
#include "pass/ir/function.h"
#include "pass/ir/instruction.h"
#include "pass/ir/llvm_shim.h"
#include "pass/ir/module.h"
#include "pass/ir/ref.h"
#include "pass/ir/value.h"
#include "pass/ir/values.h"

#include <llvm-c/Comdat.h>
#include <llvm-c/Core.h>
#include <stdlib.h>
#include <string.h>

/* A function, a constant or a part of one that differs from other files' copies: it leads to a ref. */
struct node {
	LLVMValueRef value;
	bool leads_to_label; /* to a place inside a function */
	bool stays;          /* other files' copies may take its place */
	struct node *next;
};

struct spread {
	struct hp_module *module;
	struct hp_strvec directives;
	struct hp_values seen;
	struct node *first, **last;
};

/* ---- what may become the file's own ---- */

/*
 * A vtable with type information in Microsoft's ABI: a name inside a constant, in a COMDAT of the largest. clang has
 * each file make its own, also of explicit instantiations. Source: clang's CGVTables.cpp, getVTableLinkage.
 */
static bool is_vtable_name(LLVMValueRef value)
{
	LLVMValueRef base = LLVMIsAGlobalAlias(value) ? hp_alias_base(value) : NULL;
	LLVMComdatRef comdat = base && hp_is_local(base) ? LLVMGetComdat(base) : NULL;
	return comdat && LLVMGetComdatSelectionKind(comdat) == LLVMLargestComdatSelectionKind;
}

/* The linker directives in the source, as /INCLUDE. */
static void collect_directives(struct spread *spread)
{
	static const char list[] = "llvm.linker.options";
	struct hp_module *module = spread->module;
	unsigned length, count = LLVMGetNamedMetadataNumOperands(module->module, list);
	LLVMValueRef *options = hp_arena_calloc(module->arena, count, sizeof *options);
	if (count)
		LLVMGetNamedMetadataOperands(module->module, list, options);
	for (unsigned i = 0; i < count; i++) {
		unsigned words = LLVMGetMDNodeNumOperands(options[i]);
		LLVMValueRef *texts = hp_arena_calloc(module->arena, words, sizeof *texts);
		LLVMGetMDNodeOperands(options[i], texts);
		for (unsigned j = 0; j < words; j++) {
			const char *text = LLVMGetMDString(texts[j], &length);
			hp_strvec_push(&spread->directives, text ? text : "");
		}
	}
}

/* Whether the text has the symbol as a word: `/INCLUDE:f`, `/EXPORT:g=f,@1`. */
static bool has_word(const char *text, const char *symbol)
{
	static const char ends[] = ":=,\" ";
	size_t length = strlen(symbol);
	for (const char *at = strstr(text, symbol); length && at; at = strstr(at + 1, symbol))
		if ((at == text || strchr(ends, at[-1])) && strchr(ends, at[length])) /* ends has its NUL, too */
			return true;
	return false;
}

static bool is_in_directive(const struct spread *spread, LLVMValueRef value)
{
	bool found = false;
	char *symbol = spread->directives.count ? hp_shim_symbol(value) : NULL;
	for (size_t i = 0; symbol && i < spread->directives.count; i++)
		found |= has_word(spread->directives.items[i], symbol) ||
		         has_word(spread->directives.items[i], hp_value_name(value));
	free(symbol);
	return found;
}

/* Whether a name that stays stands for it, or it is kept for what the unit does not show. */
static bool is_kept(LLVMValueRef value)
{
	for (LLVMUseRef use = LLVMGetFirstUse(value); use; use = LLVMGetNextUse(use)) {
		LLVMValueRef user = LLVMGetUser(use);
		if (LLVMIsAGlobalAlias(user)) {
			bool is_own = hp_is_local(user) || LLVMGetLinkage(user) == LLVMLinkOnceODRLinkage;
			if (!is_own && !is_vtable_name(user))
				return true;
		} else if (LLVMIsAGlobalVariable(user)) {
			const char *name = hp_value_name(user);
			if (strcmp(name, "llvm.used") == 0 || strcmp(name, "llvm.compiler.used") == 0)
				return true;
		} else if (LLVMIsAConstant(user) && !LLVMIsAGlobalValue(user) && is_kept(user)) {
			return true;
		}
	}
	return false;
}

/*
 * Linkage linkonce_odr lets a compiler leave the definition out where its own file does not need it, so no other file
 * can count on it.
 */
static bool may_become_local(const struct spread *spread, LLVMValueRef value)
{
	return (LLVMGetLinkage(value) == LLVMLinkOnceODRLinkage || is_vtable_name(value)) &&
	       LLVMGetDLLStorageClass(value) == LLVMDefaultStorageClass && !is_kept(value) &&
	       !hp_shim_shares_comdat(value) && !is_in_directive(spread, value);
}

/* ---- what differs ---- */

static bool is_of_patch(LLVMValueRef function)
{
	return hp_function_is_marked(function) || hp_function_has_text(function, HP_REWRITTEN);
}

static bool has_copies(LLVMValueRef value)
{
	LLVMLinkage linkage = LLVMGetLinkage(value);
	return linkage == LLVMLinkOnceODRLinkage || linkage == LLVMLinkOnceAnyLinkage ||
	       linkage == LLVMWeakODRLinkage || linkage == LLVMWeakAnyLinkage || is_vtable_name(value);
}

static void add(struct spread *spread, LLVMValueRef value, bool leads_to_label, bool stays)
{
	if (!hp_values_add(&spread->seen, value, NULL))
		return;
	struct node *node = hp_arena_alloc(spread->module->arena, sizeof *node);
	*node = (struct node){.value = value, .leads_to_label = leads_to_label, .stays = stays};
	*spread->last = node;
	spread->last = &node->next;
}

/* A definition that leads to what differs. Others name it as this file does, so if it has one copy or stays, they do
 * not differ by it. */
static void add_global(struct spread *spread, LLVMValueRef value, bool leads_to_label)
{
	if (hp_is_local(value))
		add(spread, value, leads_to_label, false);
	else if (has_copies(value))
		add(spread, value, leads_to_label, !may_become_local(spread, value));
}

static void add_function(struct spread *spread, LLVMValueRef function)
{
	/* a listed one is rewritten in every file */
	if (is_of_patch(function) && (hp_is_local(function) || !hp_function_is_marked(function)))
		add_global(spread, function, false);
}

/* A variable is the base's, but for a table of a function's labels, which is of use to that function alone. */
static void add_variable(struct spread *spread, LLVMValueRef variable, bool leads_to_label)
{
	if (!hp_is_ref(variable) && (leads_to_label || LLVMIsGlobalConstant(variable)))
		add_global(spread, variable, leads_to_label);
}

static void add_users(struct spread *spread, LLVMValueRef value, bool leads_to_label)
{
	for (LLVMUseRef use = LLVMGetFirstUse(value); use; use = LLVMGetNextUse(use)) {
		LLVMValueRef user = LLVMGetUser(use);
		if (LLVMIsAInstruction(user))
			add_function(spread, hp_instruction_function(user));
		else if (LLVMIsAFunction(user))
			add_function(spread, user);
		else if (LLVMIsAGlobalVariable(user))
			add_variable(spread, user, leads_to_label);
		else if (LLVMIsAGlobalAlias(user))
			add_global(spread, user, leads_to_label);
		else if (LLVMIsAConstant(user))
			add(spread, user, leads_to_label, false);
	}
}

static void add_labels(struct spread *spread, LLVMValueRef function)
{
	for (LLVMBasicBlockRef block = LLVMGetFirstBasicBlock(function); block; block = LLVMGetNextBasicBlock(block))
		for (LLVMUseRef use = LLVMGetFirstUse(LLVMBasicBlockAsValue(block)); use; use = LLVMGetNextUse(use))
			if (LLVMIsABlockAddress(LLVMGetUser(use)))
				add(spread, LLVMGetUser(use), true, false);
}

static void add_all(struct spread *spread)
{
	for (LLVMValueRef ref = LLVMGetFirstGlobal(spread->module->module); ref; ref = LLVMGetNextGlobal(ref))
		if (hp_is_ref(ref))
			add_users(spread, ref, false);
	for (struct node *node = spread->first; node; node = node->next) {
		if (node->stays)
			continue;
		add_users(spread, node->value, node->leads_to_label);
		if (LLVMIsAFunction(node->value))
			add_labels(spread, node->value);
	}
}

/* ---- what comes of it ---- */

/* The first function of the patch that uses it; NULL if none does. */
static LLVMValueRef user_in_patch(LLVMValueRef value)
{
	for (LLVMUseRef use = LLVMGetFirstUse(value); use; use = LLVMGetNextUse(use)) {
		LLVMValueRef user = LLVMGetUser(use);
		if (!LLVMIsAInstruction(user))
			continue;
		LLVMValueRef function = hp_instruction_function(user);
		if (function != value && is_of_patch(function))
			return function;
	}
	return NULL;
}

static void warn(struct hp_module *module, LLVMValueRef value)
{
	LLVMValueRef user = user_in_patch(value);
	bool is_function = LLVMIsAFunction(value);
	if (user)
		hp_warning_at(
		    module->diag, is_function ? hp_debug_place(module, value) : NULL, HP_WARN_COMDAT,
		    "'%s' uses '%s', which %s and which other files may define: if the base image "
		    "has none, the linker may take another file's copy, which uses the patch's own data; %s",
		    hp_display_name(module, user), hp_display_name(module, value),
		    is_function ? "is not listed" : "leads to functions",
		    is_function ? "list it, too" : "make it static");
}

void hp_comdat_resolve(struct hp_module *module)
{
	struct spread spread = {.module = module};
	spread.last = &spread.first;
	hp_strvec_init(&spread.directives, module->arena);
	hp_values_init(&spread.seen, module->arena);
	collect_directives(&spread);
	add_all(&spread);
	for (struct node *node = spread.first; node; node = node->next) {
		if (node->stays)
			warn(module, node->value);
		else if (LLVMIsAGlobalValue(node->value) && !hp_is_local(node->value))
			hp_shim_make_local(node->value);
	}
}
