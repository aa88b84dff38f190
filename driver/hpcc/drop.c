/*
 * What each kind of run of clang does without. Decides by the option table's effects, ids and stages.
 */
#include "hpcc/drop.h"

#include "base/arena.h"
#include "cmdline/invocation.h"
#include "cmdline/sidefile.h"

#include <string.h>

/* What each kind of run does without, by effect, by id, or by the one stage where an option matters. */
static const struct rule {
	enum { BY_EFFECT, BY_ID, BY_STAGE } by;
	unsigned value;
	unsigned runs;
} rules[] = {
    {BY_EFFECT, HP_EFFECT_OUTPUT, HP_RUN_BITCODE | HP_RUN_OPTIMISE | HP_RUN_MESSAGES},
    {BY_EFFECT, HP_EFFECT_LTO, HP_RUN_BITCODE | HP_RUN_OPTIMISE | HP_RUN_MESSAGES},
    {BY_EFFECT, HP_EFFECT_DROP, HP_RUN_BITCODE | HP_RUN_OPTIMISE | HP_RUN_OBJECT | HP_RUN_LINK | HP_RUN_MESSAGES},
    {BY_EFFECT, HP_EFFECT_LANG, HP_RUN_OPTIMISE | HP_RUN_LINK},
    {BY_STAGE, HP_STAGE_DEP, HP_RUN_OPTIMISE | HP_RUN_MESSAGES},
    {BY_ID, HP_OPT_DASHES, HP_RUN_OPTIMISE},
    {BY_ID, HP_OPT_SHOW_COMMANDS, HP_RUN_BITCODE | HP_RUN_OPTIMISE | HP_RUN_ALONE | HP_RUN_LINK | HP_RUN_MESSAGES},
    {BY_ID, HP_OPT_TIME_TRACE, HP_RUN_BITCODE},
    {BY_ID, HP_OPT_STACK_USAGE, HP_RUN_BITCODE | HP_RUN_OPTIMISE | HP_RUN_MESSAGES | HP_RUN_OBJECT | HP_RUN_LINK},
    {BY_ID, HP_OPT_REMARKS, HP_RUN_BITCODE | HP_RUN_OPTIMISE | HP_RUN_MESSAGES | HP_RUN_OBJECT | HP_RUN_LINK},
    {BY_ID, HP_OPT_REMARKS_FILE, HP_RUN_BITCODE | HP_RUN_OPTIMISE | HP_RUN_MESSAGES | HP_RUN_OBJECT | HP_RUN_LINK},
    {BY_ID, HP_OPT_REMARKS_PASSES, HP_RUN_BITCODE | HP_RUN_OPTIMISE | HP_RUN_MESSAGES | HP_RUN_OBJECT | HP_RUN_LINK},
    {BY_ID, HP_OPT_REPRODUCER, HP_RUN_BITCODE},
    {BY_ID, HP_OPT_DATABASE, HP_RUN_BITCODE | HP_RUN_LINK},
    {BY_ID, HP_OPT_DATABASE_FOLDER, HP_RUN_BITCODE | HP_RUN_LINK},
    {BY_ID, HP_OPT_MODULE_OUTPUT, HP_RUN_BITCODE | HP_RUN_OPTIMISE},
    {BY_ID, HP_OPT_MODULE_FILE, HP_RUN_OPTIMISE},
    {BY_ID, HP_OPT_OUTPUT, HP_RUN_OBJECT},
    {BY_ID, HP_OPT_CL_OUTPUT, HP_RUN_OBJECT},
    {BY_ID, HP_OPT_DEPS, HP_RUN_LINK},
    {BY_ID, HP_OPT_CL_OBJECT, HP_RUN_LINK},
    {BY_ID, HP_OPT_CL_ASSEMBLY, HP_RUN_LINK},
    {BY_ID, HP_OPT_CL_ASSEMBLY_NAME, HP_RUN_LINK},
};

static bool holds(const struct rule *rule, const struct hp_option *option)
{
	switch (rule->by) {
	case BY_EFFECT:
		return option->effect == rule->value;
	case BY_ID:
		return option->id == rule->value;
	default:
		return option->stages == rule->value;
	}
}

/* What clang would do anyway, said once more; other actions never get here, see bypass. Ours would be a second one.
 */
static bool is_action(const struct hp_arg *arg)
{
	return arg->option && arg->option->id == HP_OPT_XCLANG && arg->value &&
	       (strcmp(arg->value, "-emit-obj") == 0 || strcmp(arg->value, "-S") == 0);
}

bool *hp_drop_for(const struct hp_invocation *inv, unsigned run)
{
	bool *drop = hp_arena_calloc(inv->arena, inv->argc + 1, sizeof *drop);
	memcpy(drop, inv->ours, inv->argc * sizeof *drop);
	for (size_t i = 0; i < inv->arg_count; i++)
		for (const struct rule *rule = rules; rule < rules + sizeof rules / sizeof *rules; rule++)
			if ((rule->runs & run) && inv->args[i].option && holds(rule, inv->args[i].option))
				hp_arg_mark(&inv->args[i], drop);
	for (size_t i = 0; i < inv->arg_count && (run & (HP_RUN_BITCODE | HP_RUN_OPTIMISE)); i++)
		if (is_action(&inv->args[i]))
			hp_arg_mark(&inv->args[i], drop);
	if (run & (HP_RUN_OPTIMISE | HP_RUN_MESSAGES))
		hp_sidefile_mark(inv, drop);
	return drop;
}

void hp_drop_id(const struct hp_invocation *inv, bool *drop, enum hp_option_id id)
{
	for (size_t i = 0; i < inv->arg_count; i++)
		if (inv->args[i].option && inv->args[i].option->id == id)
			hp_arg_mark(&inv->args[i], drop);
}

void hp_drop_inputs(const struct hp_invocation *inv, bool *drop, size_t keep, bool linked)
{
	for (size_t i = 0; i < inv->input_count; i++)
		if (i != keep && !(linked && inv->inputs[i].kind == HP_INPUT_LINKER))
			hp_arg_mark(&inv->args[inv->inputs[i].arg], drop);
}
