/*
 * What kind, name or section settles, whatever the value holds: thread-local variables, imports, and names of
 * compilers and their run-time libraries.
 */
#include "pass/judge/rules.h"

#include "base/diag.h"
#include "base/text.h"
#include "pass/ir/llvm_shim.h"
#include "pass/ir/ref.h"
#include "pass/ir/value.h"

#include <llvm-c/Core.h>
#include <string.h>

static const char type_information[] = "run-time type information";
static const char run_time_library[] = "the compiler's run-time library";

static const struct hp_rule name_rules[] = {
    {"llvm.", HP_RULE_START, HP_DIRECT, "LLVM's own"},
    {"??_R", HP_RULE_START, HP_DIRECT, type_information},
    {"_ZTI", HP_RULE_START, HP_DIRECT, type_information},
    {"_ZTS", HP_RULE_START, HP_DIRECT, type_information},
    {"__guard_", HP_RULE_START_DECLARED, HP_DIRECT, "control-flow guard"},
    {"__security_cookie", HP_RULE_START_DECLARED, HP_DIRECT, "stack cookie"},
    {"_tls_index", HP_RULE_WHOLE, HP_DIRECT, "thread-local storage"},
    {"_tls_used", HP_RULE_WHOLE, HP_DIRECT, "thread-local storage"},
    /* Of the compiler's run-time library, which each image has its own of. Source: compiler-rt's
     * lib/builtins/cpu_model/x86.c and aarch64.c, lib/builtins/crtbegin.c; libgcc's config/i386/cpuinfo.c,
     * config/aarch64/lse-init.c and crtstuff.c. */
    {"__cpu_model", HP_RULE_WHOLE_DECLARED, HP_DIRECT, run_time_library},
    {"__cpu_features2", HP_RULE_WHOLE_DECLARED, HP_DIRECT, run_time_library},
    {"__aarch64_cpu_features", HP_RULE_WHOLE_DECLARED, HP_DIRECT, run_time_library},
    {"__aarch64_have_lse_atomics", HP_RULE_WHOLE_DECLARED, HP_DIRECT, run_time_library},
    {"__aarch64_have_sme", HP_RULE_WHOLE_DECLARED, HP_DIRECT, run_time_library},
    {"__dso_handle", HP_RULE_WHOLE_DECLARED, HP_DIRECT, run_time_library},
    {"_fltused", HP_RULE_WHOLE, HP_DIRECT, "linker marker"},
    {"__imp_", HP_RULE_START, HP_DIRECT, "import address table"},
    {"__profc_", HP_RULE_START, HP_DIRECT, "instrumentation"},
    {"__profd_", HP_RULE_START, HP_DIRECT, "instrumentation"},
    {"__profn_", HP_RULE_START, HP_DIRECT, "instrumentation"},
    {"__profvp_", HP_RULE_START, HP_DIRECT, "instrumentation"},
    {"__profvt_", HP_RULE_START, HP_DIRECT, "instrumentation"},
    {"__profbm_", HP_RULE_START, HP_DIRECT, "instrumentation"},
    {"__llvm_", HP_RULE_START, HP_DIRECT, "instrumentation"},
    {"__sancov_", HP_RULE_START, HP_DIRECT, "instrumentation"},
    {"__asan_", HP_RULE_START, HP_DIRECT, "sanitizer data"},
    {"___asan_", HP_RULE_START, HP_DIRECT, "sanitizer data"},
    {"__odr_asan_gen_", HP_RULE_START, HP_DIRECT, "sanitizer data"},
    {"__msan_", HP_RULE_START, HP_DIRECT, "sanitizer data"},
    {"__tsan_", HP_RULE_START, HP_DIRECT, "sanitizer data"},
    {"__hwasan_", HP_RULE_START, HP_DIRECT, "sanitizer data"},
    {"??_7", HP_RULE_START, HP_REDIRECT, "vtable"},
    {"_ZTV", HP_RULE_START, HP_REDIRECT, "vtable"},
    {"_ZTC", HP_RULE_START, HP_REDIRECT, "vtable"},
    {"_ZTT", HP_RULE_START, HP_REDIRECT, "vtable"},
};

static bool fits(const struct hp_rule *rule, LLVMValueRef value)
{
	const char *name = hp_value_name(value);
	if (rule->match == HP_RULE_WHOLE || rule->match == HP_RULE_WHOLE_DECLARED)
		return strcmp(name, rule->name) == 0 && (rule->match == HP_RULE_WHOLE || LLVMIsDeclaration(value));
	return hp_starts_with(name, rule->name) && (rule->match == HP_RULE_START || LLVMIsDeclaration(value));
}

const struct hp_rule *hp_rule_for(LLVMValueRef value)
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

bool hp_rule_is_type_information(LLVMValueRef global)
{
	const struct hp_rule *rule = hp_rule_for(global);
	return rule && rule->reason == type_information;
}

const char *hp_rule_always_direct(LLVMValueRef variable, int *warning)
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
