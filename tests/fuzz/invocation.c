/*
 * Command lines: the first line is the program's name, each other one an argument. What hpcc does not know goes to
 * clang as it is.
 */
#include "cmdline/invocation.h"

#include "cmdline/bypass.h"
#include "cmdline/depfile.h"
#include "cmdline/outputs.h"
#include "fuzz.h"
#include "hpcc/command.h"
#include "hpcc/configuration.h"
#include "hpcc/session.h"
#include "hpcc/unit.h"

/* Response files are read: only such as lie nowhere. */
static void defuse(struct hp_strvec *words)
{
	for (size_t i = 0; i < words->count; i++)
		if (words->items[i][0] == '@')
			words->items[i] = "@nowhere";
}

static void check_commands(struct fuzz *fuzz, const struct hp_invocation *inv)
{
	struct hp_configuration configuration;
	struct hp_strvec argv;
	hp_configuration_init(&configuration, inv);
	for (size_t i = 0; i < inv->input_count; i++) {
		struct hp_outputs outputs;
		hp_outputs_name(&outputs, inv, i, "/private", "/here");
		hp_outputs_name_report(&outputs, inv, i, configuration.settings[HP_SET_REPORT].value, "/here");
		hp_outputs_preprocessed(inv, i);
		struct hp_session session = {.inv = inv,
		                             .configuration = &configuration,
		                             .clang = "/clang",
		                             .backend = "/backend",
		                             .cwd = "/here"};
		struct hp_unit unit = {.session = &session, .index = i, .outputs = &outputs};
		hp_strvec_init(&argv, &fuzz->arena);
		hp_command_clang(&argv, &unit);
		hp_strvec_init(&argv, &fuzz->arena);
		hp_command_backend(&argv, &unit, "all");
		hp_strvec_init(&argv, &fuzz->arena);
		hp_command_plain(&argv, &unit, true);
		hp_strvec_init(&argv, &fuzz->arena);
		hp_command_optimise(&argv, &unit);
	}
	const char **objects = hp_arena_calloc(&fuzz->arena, inv->input_count + 1, sizeof *objects);
	hp_strvec_init(&argv, &fuzz->arena);
	hp_command_link(&argv, inv, "/clang", objects, "x86_64-pc-windows-msvc");
	hp_command_note_dropped(inv, &fuzz->diag);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz fuzz;
	struct hp_invocation inv;
	struct hp_strvec words, argv;
	fuzz_begin(&fuzz);
	fuzz_lines(&fuzz, fuzz_text(&fuzz, data, size), &words);
	defuse(&words);
	hp_strvec_push(&words, "-end");
	const char *const *args = (const char *const *)(const void *)hp_strvec_argv(&words);
	hp_invocation_init(&inv, &fuzz.arena, args[0]);
	inv.given = args + 1;
	inv.given_count = words.count - 1;
	hp_invocation_parse(&inv, args + 1, words.count - 1);
	hp_bypass_reason(&inv);
	hp_bypass_loses(&inv);
	hp_depfile_passed(&inv);
	hp_outputs_goal(&inv);
	hp_outputs_clash(&inv);
	hp_strvec_init(&argv, &fuzz.arena);
	hp_command_passthrough(&argv, &inv, "/clang");
	if (!inv.any_ours && !inv.expanded) { /* all of it, in order, at the end */
		HOLDS(argv.count >= words.count);
		for (size_t i = 1; i < words.count; i++)
			HOLDS(strcmp(argv.items[argv.count - words.count + i], words.items[i]) == 0);
	}
	check_commands(&fuzz, &inv);
	fuzz_end(&fuzz);
	return 0;
}
