/*
 * What may be touched how: the table "What a hot-patched function may touch" of the README. Decides per global
 * variable, function or alias, from its kind, name, linkage and initialiser; knows nothing of instructions but
 * volatile reads.
 */
#include "pass/judge/classify.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"
#include "pass/flow/flow.h"
#include "pass/ir/function.h"
#include "pass/ir/llvm_shim.h"
#include "pass/ir/module.h"
#include "pass/ir/owner.h"
#include "pass/ir/ref.h"
#include "pass/ir/value.h"
#include "pass/ir/values.h"
#include "pass/judge/compare.h"

#include <llvm-c/Core.h>
#include <string.h>
#include <uthash.h>

enum name_match {
	WHOLE,
	WHOLE_DECLARED, /* as below */
	START,
	START_DECLARED /* not of a variable that the unit defines: that is the user's own */
};

/* A name that settles the matter, whether the variable is constant or not. */
struct name_rule {
	const char *name;
	enum name_match match;
	enum hp_treatment treatment;
	const char *reason;
};

static const char type_information[] = "run-time type information";
static const char run_time_library[] = "the compiler's run-time library";

static const struct name_rule name_rules[] = {
    {"llvm.", START, HP_DIRECT, "LLVM's own"},
    {"??_R", START, HP_DIRECT, type_information},
    {"_ZTI", START, HP_DIRECT, type_information},
    {"_ZTS", START, HP_DIRECT, type_information},
    {"__guard_", START_DECLARED, HP_DIRECT, "control-flow guard"},
    {"__security_cookie", START_DECLARED, HP_DIRECT, "stack cookie"},
    {"_tls_index", WHOLE, HP_DIRECT, "thread-local storage"},
    {"_tls_used", WHOLE, HP_DIRECT, "thread-local storage"},
    /* Of the compiler's run-time library, which each image has its own of. Source: compiler-rt's
     * lib/builtins/cpu_model/x86.c and aarch64.c, lib/builtins/crtbegin.c; libgcc's config/i386/cpuinfo.c,
     * config/aarch64/lse-init.c and crtstuff.c. */
    {"__cpu_model", WHOLE_DECLARED, HP_DIRECT, run_time_library},
    {"__cpu_features2", WHOLE_DECLARED, HP_DIRECT, run_time_library},
    {"__aarch64_cpu_features", WHOLE_DECLARED, HP_DIRECT, run_time_library},
    {"__aarch64_have_lse_atomics", WHOLE_DECLARED, HP_DIRECT, run_time_library},
    {"__aarch64_have_sme", WHOLE_DECLARED, HP_DIRECT, run_time_library},
    {"__dso_handle", WHOLE_DECLARED, HP_DIRECT, run_time_library},
    {"_fltused", WHOLE, HP_DIRECT, "linker marker"},
    {"__imp_", START, HP_DIRECT, "import address table"},
    {"__profc_", START, HP_DIRECT, "instrumentation"},
    {"__profd_", START, HP_DIRECT, "instrumentation"},
    {"__profn_", START, HP_DIRECT, "instrumentation"},
    {"__profvp_", START, HP_DIRECT, "instrumentation"},
    {"__profvt_", START, HP_DIRECT, "instrumentation"},
    {"__profbm_", START, HP_DIRECT, "instrumentation"},
    {"__llvm_", START, HP_DIRECT, "instrumentation"},
    {"__sancov_", START, HP_DIRECT, "instrumentation"},
    {"__asan_", START, HP_DIRECT, "sanitizer data"},
    {"___asan_", START, HP_DIRECT, "sanitizer data"},
    {"__odr_asan_gen_", START, HP_DIRECT, "sanitizer data"},
    {"__msan_", START, HP_DIRECT, "sanitizer data"},
    {"__tsan_", START, HP_DIRECT, "sanitizer data"},
    {"__hwasan_", START, HP_DIRECT, "sanitizer data"},
    {"??_7", START, HP_REDIRECT, "vtable"},
    {"_ZTV", START, HP_REDIRECT, "vtable"},
    {"_ZTC", START, HP_REDIRECT, "vtable"},
    {"_ZTT", START, HP_REDIRECT, "vtable"},
};

static bool fits(const struct name_rule *rule, LLVMValueRef value)
{
	const char *name = hp_value_name(value);
	if (rule->match == WHOLE || rule->match == WHOLE_DECLARED)
		return strcmp(name, rule->name) == 0 && (rule->match == WHOLE || LLVMIsDeclaration(value));
	return hp_starts_with(name, rule->name) && (rule->match == START || LLVMIsDeclaration(value));
}

static const struct name_rule *rule_for(LLVMValueRef value)
{
	for (size_t i = 0; i < sizeof name_rules / sizeof *name_rules; i++)
		if (fits(&name_rules[i], value))
			return &name_rules[i];
	return NULL;
}

/* MSVC's `_TI1H`, `_CTA1H`, `_CT??_R0H@84`: told from a C name like _TIME by their section. */
static bool is_exception_table(LLVMValueRef variable)
{
	const char *section = LLVMGetSection(variable);
	return section && strcmp(section, ".xdata") == 0;
}

/* Whether the constant itself, other globals not entered, holds the address of a label. */
static bool holds_label(LLVMValueRef constant)
{
	if (!constant || LLVMIsAGlobalValue(constant))
		return false;
	if (LLVMIsABlockAddress(constant))
		return true;
	int count = LLVMGetNumOperands(constant);
	for (int i = 0; i < count; i++)
		if (holds_label(LLVMGetOperand(constant, (unsigned)i)))
			return true;
	return false;
}

/* Data that constants lead to, each global seen once. */
struct search {
	struct hp_module *module;
	struct search_node *seen;
	struct hp_arena arena;
};

struct search_node {
	UT_hash_handle hh;
	LLVMValueRef value;
};

static bool first_time(struct search *search, LLVMValueRef value)
{
	struct search_node *node;
	HASH_FIND_PTR(search->seen, &value, node);
	if (node)
		return false;
	node = hp_arena_alloc(&search->arena, sizeof *node);
	node->value = value;
	HASH_ADD_PTR(search->seen, value, node);
	return true;
}

static bool data_is_mutable(struct hp_module *module, LLVMValueRef variable);

/* Whether the definition of another file, which the base image may have, takes the place of this one. */
static bool may_be_replaced(LLVMValueRef value)
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

/* Whether the base's constant may have other contents, or stands for more than its contents. */
static bool is_base_only(LLVMValueRef constant)
{
	return LLVMIsDeclaration(constant) || LLVMIsExternallyInitialized(constant) ||
	       LLVMGetLinkage(constant) == LLVMAvailableExternallyLinkage || may_be_replaced(constant) ||
	       marks_place(constant);
}

/*
 * Whether the unit asks if a pointer is the address of the constant or function: then its value is the running
 * image's. The source is asked: all that it compares has its ref when the rewrite is over, and what the optimiser
 * makes of the code compares nothing else.
 */
static bool is_compared(struct hp_module *module, LLVMValueRef value)
{
	return !module->rewritten && hp_compare_asks(module, value);
}

static bool is_compared_function(struct hp_module *module, LLVMValueRef function)
{
	return LLVMGetDLLStorageClass(function) != LLVMDLLImportStorageClass && is_compared(module, function);
}

/* Follows initialisers of constants, since what they point to is reachable through them. */
static bool finds_mutable(struct search *search, LLVMValueRef value)
{
	if (LLVMIsAFunction(value))
		return is_compared_function(search->module, value);
	if (LLVMIsABlockAddress(value) || hp_is_ref(value)) /* a table of refs leads to the base's data */
		return false;
	if (LLVMIsAGlobalAlias(value))
		return first_time(search, value) &&
		       (may_be_replaced(value) || finds_mutable(search, LLVMAliasGetAliasee(value)));
	if (LLVMIsAGlobalVariable(value)) {
		if (data_is_mutable(search->module, value))
			return true;
		LLVMValueRef initialiser = LLVMIsGlobalConstant(value) ? LLVMGetInitializer(value) : NULL;
		return initialiser && first_time(search, value) && finds_mutable(search, initialiser);
	}
	int count = LLVMGetNumOperands(value);
	for (int i = 0; i < count; i++)
		if (finds_mutable(search, LLVMGetOperand(value, (unsigned)i)))
			return true;
	return false;
}

/* Whether a constant's initialiser leads to data that the running image may change. */
static bool leads_to_mutable(struct hp_module *module, LLVMValueRef variable)
{
	struct search search = {.module = module};
	hp_arena_init(&search.arena);
	bool found = finds_mutable(&search, LLVMGetInitializer(variable));
	HASH_CLEAR(hh, search.seen);
	hp_arena_fini(&search.arena);
	return found;
}

bool hp_is_type_information(LLVMValueRef global)
{
	const struct name_rule *rule = rule_for(global);
	return rule && rule->reason == type_information;
}

static bool is_unnamed(LLVMValueRef value)
{
	size_t length;
	LLVMGetValueName2(value, &length);
	return length == 0;
}

static bool is_private(LLVMValueRef value)
{
	return LLVMGetLinkage(value) == LLVMPrivateLinkage;
}

/* A reason for direct access that holds for any variable, or NULL. *warning may become a group. */
static const char *always_direct(LLVMValueRef variable, int *warning)
{
	if (LLVMIsThreadLocal(variable)) {
		*warning = HP_WARN_TLS;
		return "thread-local";
	}
	if (LLVMGetPointerAddressSpace(LLVMTypeOf(variable)) != 0) {
		*warning = HP_WARN_TLS;
		return "in an address space of its own";
	}
	if (LLVMGetDLLStorageClass(variable) == LLVMDLLImportStorageClass)
		return "imported from a DLL";
	if (LLVMIsAGlobalVariable(variable) && hp_shim_global_has_attribute(variable, HP_ALLOW_DIRECT))
		return "marked for direct access";
	const char *section = LLVMGetSection(variable);
	if (section && strcmp(section, "llvm.metadata") == 0)
		return "LLVM's own";
	if (is_exception_table(variable))
		return "exception type table";
	return NULL;
}

/*
 * Data that the running image may change, as far as the unit can tell, or that must be its own; used for what
 * initialisers point to.
 */
static bool data_is_mutable(struct hp_module *module, LLVMValueRef variable)
{
	int warning = -1;
	if (always_direct(variable, &warning) || rule_for(variable))
		return false;
	if (LLVMIsGlobalConstant(variable))
		return is_base_only(variable) || is_compared(module, variable);
	if (is_private(variable) && is_unnamed(variable))
		return false;
	return !holds_label(LLVMGetInitializer(variable));
}

static void direct(struct hp_global *global, const char *reason)
{
	global->treatment = HP_DIRECT;
	global->reason = reason;
}

/* Whether each use reads the constant on the spot, so that its address lives no longer than the function. */
static bool only_read(LLVMValueRef value, unsigned depth)
{
	if (depth > 8)
		return false;
	for (LLVMUseRef use = LLVMGetFirstUse(value); use; use = LLVMGetNextUse(use)) {
		LLVMValueRef user = LLVMGetUser(use);
		if (LLVMIsALoadInst(user))
			continue;
		if (LLVMIsAMemCpyInst(user) || LLVMIsAMemMoveInst(user)) {
			if (LLVMGetOperand(user, 0) == value)
				return false;
			continue;
		}
		bool derives =
		    LLVMIsAGetElementPtrInst(user) || LLVMIsABitCastInst(user) || LLVMIsAConstantExpr(user);
		if (!derives || !only_read(user, depth + 1))
			return false;
	}
	return true;
}

/* Whether nothing but this unit sees the variable, and it only reads it. */
static bool never_written(LLVMValueRef variable)
{
	return hp_is_local(variable) && only_read(variable, 0);
}

/* Whether all uses of the constant in the module allow a stack copy. */
static bool copy_allowed(LLVMValueRef constant)
{
	/* Clang's names for what C and C++ give automatic storage duration, whatever is done with its address. */
	static const char *const automatic[] = {"__const.", "constinit", ".ref.tmp"};
	const char *name = hp_value_name(constant);
	for (size_t i = 0; i < sizeof automatic / sizeof *automatic; i++)
		if (strncmp(name, automatic[i], strlen(automatic[i])) == 0)
			return true;
	return only_read(constant, 0);
}

/* A `const` variable: opaque ones and those that lead to mutable data go through a ref. */
static void judge_constant(struct hp_module *module, struct hp_global *global, LLVMValueRef variable, bool aliased)
{
	global->treatment = HP_REDIRECT;
	if (is_base_only(variable) || may_be_replaced(global->value))
		return;
	bool mutable = leads_to_mutable(module, variable);
	if (mutable && holds_label(LLVMGetInitializer(variable)) && never_written(variable) && !aliased) {
		global->treatment = HP_COPY;
	} else if (holds_label(LLVMGetInitializer(variable))) {
		direct(global, "holds label addresses");
		if (mutable)
			global->warning = HP_WARN_CONST_DATA;
	} else if (!mutable) {
		/* A constant whose address is compared stands for itself, not for its contents: a pointer that the
		 * running image stored is equal to the running image's address alone. */
		if (is_private(variable) || module->rewritten ||
		    !(hp_flow_is_volatile(hp_flow_get(module), variable) || is_compared(module, variable)))
			direct(global, "constant without addresses of mutable data");
	} else if (is_private(variable) && !aliased) {
		global->treatment = HP_COPY;
		if (!copy_allowed(variable)) {
			direct(global, "compiler-made constant whose address escapes");
			global->warning = HP_WARN_CONST_DATA;
		}
	}
}

static void judge_mutable(struct hp_module *module, struct hp_global *global, LLVMValueRef variable, bool aliased)
{
	if (is_private(variable) && is_unnamed(variable) && !aliased) {
		direct(global, "compiler-made data without a name");
	} else if (holds_label(LLVMGetInitializer(variable))) {
		direct(global, "holds label addresses");
		if (!never_written(variable) || leads_to_mutable(module, variable))
			global->warning = HP_WARN_CONST_DATA;
	} else {
		global->treatment = HP_REDIRECT;
	}
}

static void judge(struct hp_module *module, struct hp_global *global)
{
	LLVMValueRef base = hp_alias_base(global->value);
	if (!base) {
		global->treatment = HP_REDIRECT; /* nothing is known: the base's is right */
		return;
	}
	if (LLVMIsAFunction(base)) {
		if (is_compared_function(module, base) ||
		    (base != global->value && is_compared(module, global->value)))
			global->treatment = HP_REDIRECT;
		else
			direct(global, "function");
		return;
	}
	bool aliased = base != global->value;
	const char *reason = always_direct(base, &global->warning);
	if (reason) {
		direct(global, reason);
		return;
	}
	const struct name_rule *rule = rule_for(global->value);
	if (rule) {
		global->treatment = rule->treatment;
		global->reason = rule->reason;
	} else if (LLVMIsGlobalConstant(base)) {
		judge_constant(module, global, base, aliased);
	} else {
		judge_mutable(module, global, base, aliased);
	}
}

/* ---- slim patches: what the base has is the base's, all else is the patch's own ---- */

static bool is_imported_by_base(struct hp_module *module, LLVMValueRef global)
{
	struct hp_slim_symbol found;
	return LLVMGetDLLStorageClass(global) == LLVMDLLImportStorageClass &&
	       hp_owner_has(module, hp_arena_printf(module->arena, "__imp_%s", hp_owner_spelling(module, global)),
	                    &found);
}

/* Calls of what the patch defines stay in it; the address of a function that the base has is the base's. */
static void settle_function(struct hp_module *module, struct hp_global *global, LLVMValueRef function)
{
	bool own = hp_is_local(function) && !hp_function_is_marked(function);
	if (!own && hp_owner_is_base(module, global->value) && (module->late || global->treatment == HP_REDIRECT))
		global->treatment = HP_REDIRECT;
	else
		direct(global, "function");
}

static void settle_variable(struct hp_module *module, struct hp_global *global, LLVMValueRef variable)
{
	bool of_base = hp_owner_is_base(module, global->value);
	if (LLVMIsThreadLocal(variable)) {
		global->warning = -1;
		if (of_base)
			global->treatment = HP_THREAD;
	} else if (global->treatment == HP_COPY) {
		direct(global, "own constant, whose addresses are bound");
	} else if (global->treatment == HP_REDIRECT) {
		if (!of_base && LLVMIsGlobalConstant(variable))
			direct(global, "new constant");
	} else if (of_base && LLVMIsDeclaration(variable)) {
		global->treatment = HP_REDIRECT;
	} else if (!of_base || LLVMIsGlobalConstant(variable)) {
		global->warning = -1;
	}
}

static void settle_slim(struct hp_module *module, struct hp_global *global)
{
	LLVMValueRef base = hp_alias_base(global->value);
	if (!base || hp_starts_with(hp_value_name(base), "llvm.") || hp_is_ref(base) ||
	    (LLVMIsAGlobalVariable(base) && hp_shim_global_has_attribute(base, HP_ALLOW_DIRECT)))
		return;
	if (is_imported_by_base(module, base))
		global->treatment = HP_IMPORT;
	else if (LLVMIsAFunction(base))
		settle_function(module, global, base);
	else
		settle_variable(module, global, base);
}

struct hp_global *hp_classify(struct hp_module *module, LLVMValueRef value)
{
	struct hp_global *found = hp_values_find(&module->globals, value);
	if (found)
		return found;
	found = hp_arena_alloc(module->arena, sizeof *found);
	found->value = value;
	found->warning = -1;
	judge(module, found);
	if (module->slim)
		settle_slim(module, found);
	hp_values_add(&module->globals, value, found);
	return found;
}
