/*
 * When clang does it alone; not when it optimises rewritten code, which is backend/cc1line.c's. Decides by the
 * options' rows and a few predicates over the whole command line, each with its reason in words.
 */
#include "cmdline/bypass.h"

#include "cmdline/invocation.h"
#include "cmdline/outputs.h"

#include <string.h>

static const char *by_option(const struct hp_invocation *inv, enum hp_effect effect)
{
	for (size_t i = 0; i < inv->arg_count; i++)
		if (inv->args[i].option && inv->args[i].option->effect == effect)
			return inv->args[i].option->text;
	return NULL;
}

enum action { ACTION_NONE, ACTION_CODE, ACTION_OTHER };

/*
 * The action that the user chose behind -Xclang, which replaces the compilation: two in one cc1 line are an error.
 * CODE: objects, assembly or IR come of it all the same.
 */
static enum action cc1_action(const struct hp_invocation *inv)
{
	static const char *const code[] = {"-emit-llvm", "-emit-llvm-bc", "-emit-obj", "-S", "-emit-cir"};
	static const char *const other[] = {
	    "-emit-llvm-only", "-emit-codegen-only", "-emit-pch",    "-emit-module",     "-fsyntax-only",
	    "-ast-dump",       "-ast-print",         "-ast-list",    "-ast-view",        "-E",
	    "-Eonly",          "-analyze",           "-dump-tokens", "-dump-raw-tokens", "-emit-header-unit",
	    "-print-preamble", "-rewrite-objc",      "-plugin",
	};
	bool assembles = hp_outputs_goal(inv) == HP_GOAL_ASSEMBLY;
	enum action action = ACTION_NONE;
	for (size_t i = 0; i < inv->cc1.count; i++) {
		const char *text = inv->cc1.items[i];
		if (strcmp(text, assembles ? "-S" : "-emit-obj") == 0)
			continue; /* what clang does anyway */
		for (size_t j = 0; j < sizeof other / sizeof *other; j++)
			if (strcmp(text, other[j]) == 0)
				return ACTION_OTHER;
		for (size_t j = 0; j < sizeof code / sizeof *code; j++)
			if (strcmp(text, code[j]) == 0)
				action = ACTION_CODE;
	}
	return action;
}

static const char *by_cc1_action(const struct hp_invocation *inv)
{
	static const char *const reasons[] = {
	    [ACTION_CODE] =
	        "an action behind -Xclang replaces the compilation: use -c, -S or -emit-llvm of clang itself",
	    [ACTION_OTHER] = "an action behind -Xclang replaces the compilation"};
	return reasons[cc1_action(inv)];
}

static const char *by_inputs(const struct hp_invocation *inv)
{
	bool compiles = false, assembles = false;
	if (!inv->input_count)
		return "there is no input";
	for (size_t i = 0; i < inv->input_count; i++) {
		switch (inv->inputs[i].kind) {
		case HP_INPUT_SOURCE:
		case HP_INPUT_IR:
			compiles = true;
			break;
		case HP_INPUT_HEADER:
			return "it makes a precompiled header";
		case HP_INPUT_OTHER:
			return "hpcc does not compile the language of an input: compile others in a call of their "
			       "own";
		case HP_INPUT_ASSEMBLY:
			assembles = true;
			break;
		case HP_INPUT_LINKER:
			break;
		}
	}
	if (compiles)
		return NULL;
	return assembles ? "it only assembles" : "it only links";
}

const char *hp_bypass_reason(const struct hp_invocation *inv)
{
	const char *reason = by_option(inv, HP_EFFECT_BYPASS);
	if (!reason)
		reason = by_cc1_action(inv);
	if (!reason)
		reason = by_option(inv, HP_EFFECT_ALONE);
	if (!reason)
		reason = by_inputs(inv);
	if (!reason && inv->incomplete)
		reason = "an option lacks its value, which clang refuses";
	if (!reason && hp_outputs_clash(inv))
		reason = "one output is named for several inputs, which clang refuses";
	return reason;
}

bool hp_bypass_loses(const struct hp_invocation *inv)
{
	bool compiles = false;
	for (size_t i = 0; i < inv->input_count; i++)
		compiles |= hp_bypass_compiles(inv->inputs[i].kind);
	if (!compiles || by_option(inv, HP_EFFECT_BYPASS) || cc1_action(inv) == ACTION_OTHER)
		return false;
	return cc1_action(inv) == ACTION_CODE || by_option(inv, HP_EFFECT_ALONE) || by_inputs(inv);
}

bool hp_bypass_compiles(enum hp_input_kind kind)
{
	return kind == HP_INPUT_SOURCE || kind == HP_INPUT_IR || kind == HP_INPUT_OTHER;
}

bool hp_bypass_links(const struct hp_invocation *inv)
{
	for (size_t i = 0; i < inv->input_count; i++)
		if (inv->inputs[i].kind == HP_INPUT_HEADER)
			return false;
	return inv->input_count && hp_outputs_goal(inv) == HP_GOAL_LINK && !by_option(inv, HP_EFFECT_BYPASS) &&
	       !by_option(inv, HP_EFFECT_ALONE) && !by_cc1_action(inv);
}
