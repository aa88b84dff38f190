/*
 * hpcc-opt: the pass alone, LLVM IR or bitcode in, IR or bitcode out. Decides only its own options.
 */
#include "backend/base_lookup.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/facts.h"
#include "base/os_file.h"
#include "base/os_stream.h"
#include "base/strvec.h"
#include "config/funclist.h"
#include "pass/hotpatch.h"

#include <stdio.h>
#include <string.h>

static const char usage[] =
    "usage: hpcc-opt [--functions f,g] [--functions-file F] [--place=entry|use] [--seal] [-W...] IN [-S] -o OUT\n"
    "Redirects the data accesses of the listed functions of an LLVM module and of all they reach.\n"
    "  --functions f,g      functions to make hot-patchable\n"
    "  --functions-file F   the same, from a file with one name a line\n"
    "  --place=WHERE        loads of ref variables at function entry or before each use\n"
    "  --base=FILE          a slim patch for the image that hpcc-base has described there\n"
    "  --base-module=NAME   the object's name in that image\n"
    "  --seal               also do what follows optimisation: count direct uses, mark data for LLVM's own pass\n"
    "  -S                   write textual IR instead of bitcode\n"
    "  -o OUT               output file, '-' for standard output\n"
    "IN is a file or '-'.\n";

struct options {
	const char *input, *output, *base, *base_module;
	struct hp_funclist list;
	enum hp_placement placement;
	bool text, seal, help;
};

/* The value of `--name=value` or of `--name value`, NULL if the argument is another one. */
static const char *value_of(char **argv, int *index, const char *name)
{
	size_t length = strlen(name);
	const char *argument = argv[*index];
	if (strncmp(argument, name, length) != 0)
		return NULL;
	if (argument[length] == '=')
		return argument + length + 1;
	return argument[length] == '\0' && argv[*index + 1] ? argv[++*index] : NULL;
}

static bool parse_argument(struct options *options, struct hp_diag *diag, char **argv, int *index)
{
	const char *argument = argv[*index], *value;
	if ((value = value_of(argv, index, "--functions-file")))
		return hp_funclist_add_file(&options->list, diag, value);
	if ((value = value_of(argv, index, "--functions")))
		return hp_funclist_add_text(&options->list, diag, value, "--functions");
	if ((value = value_of(argv, index, "-o"))) {
		options->output = value;
		return true;
	}
	if ((value = value_of(argv, index, "--place")) &&
	    (strcmp(value, "entry") == 0 || strcmp(value, "use") == 0)) {
		options->placement = *value == 'e' ? HP_PLACE_ENTRY : HP_PLACE_USE;
		return true;
	}
	if ((value = value_of(argv, index, "--base"))) {
		options->base = value;
		return true;
	}
	if ((value = value_of(argv, index, "--base-module"))) {
		options->base_module = value;
		return true;
	}
	if (strcmp(argument, "-S") == 0)
		options->text = true;
	else if (strcmp(argument, "--seal") == 0)
		options->seal = true;
	else if (strcmp(argument, "--help") == 0)
		options->help = true;
	else if (hp_diag_option(diag, argument) || strcmp(argument, "-w") == 0)
		diag->quiet |= strcmp(argument, "-w") == 0;
	else if ((*argument != '-' || !argument[1]) && !options->input)
		options->input = argument;
	else {
		hp_error(diag, "unknown argument '%s': see --help", argument);
		return false;
	}
	return true;
}

/* Reads a whole file or standard input, NULL after a message. */
static char *read_input(struct hp_arena *arena, struct hp_diag *diag, const char *path, size_t *size)
{
	bool standard = strcmp(path, "-") == 0;
	char *data = standard ? hp_os_read_all(arena, HP_STREAM_IN, size) : hp_os_read_file(arena, path, size);
	if (!data)
		hp_error(diag, "cannot read '%s':", path);
	return data;
}

/* Writes the module; a file that cannot be written whole is removed. */
static bool write_output(struct hp_module *module, struct hp_diag *diag, const struct options *options)
{
	enum hp_output kind = options->text ? HP_OUTPUT_IR : HP_OUTPUT_BITCODE;
	if (strcmp(options->output, "-") == 0)
		return hp_module_save(module, kind, HP_STREAM_OUT);
	int stream = hp_os_open(options->output, HP_OPEN_WRITE | HP_OPEN_CREATE | HP_OPEN_EMPTY);
	if (stream < 0) {
		hp_error(diag, "cannot open '%s':", options->output);
		return false;
	}
	struct hp_os_info info;
	bool done = hp_module_save(module, kind, stream);
	bool is_file = hp_os_stream_info(stream, &info) && info.kind == HP_OS_FILE;
	hp_os_close(&stream);
	if (!done && is_file)
		hp_os_remove_file(options->output);
	return done;
}

/* Makes the patch a slim one, if a base is named. */
static bool use_base(struct hp_base_lookup *lookup, struct hp_module *module, struct hp_arena *arena,
                     struct hp_diag *diag, const struct options *options)
{
	if (!options->base)
		return true;
	if (!hp_base_lookup_open(lookup, arena, diag, options->base) ||
	    !hp_base_lookup_module(lookup, options->base_module, NULL) ||
	    !hp_base_lookup_fits(lookup, hp_module_triple(module)))
		return false;
	hp_module_slim(module, &lookup->slim);
	return true;
}

static bool run(struct hp_arena *arena, struct hp_diag *diag, const struct options *options)
{
	struct hp_facts facts;
	size_t size, selected;
	hp_facts_init(&facts, arena);
	hp_llvm_init();
	char *data = read_input(arena, diag, options->input, &size);
	struct hp_module *module = data ? hp_module_open(diag, &facts, data, size, options->input) : NULL;
	struct hp_base_lookup lookup = {0};
	bool done = module && use_base(&lookup, module, arena, diag, options) &&
	            hp_module_select(module, &options->list.entries, &selected) &&
	            hp_module_rewrite(module, options->placement);
	done = done && (!options->seal || hp_module_bind(module));
	if (done && options->seal)
		hp_module_seal(module);
	for (struct hp_fact *fact = facts.kind[HP_FACT_UNMATCHED].first; done && fact; fact = fact->next)
		if (!*fact->unmatched.meant) /* a near miss was a warning already */
			hp_warning(diag, HP_WARN_NAME, "no function '%s' in '%s'", fact->unmatched.entry,
			           options->input);
	done = done && diag->errors == 0 && write_output(module, diag, options);
	hp_module_close(module);
	hp_base_lookup_close(&lookup);
	return done;
}

int main(int argc, char **argv)
{
	struct hp_arena arena;
	struct hp_diag diag;
	struct options options = {.output = "-"};
	hp_arena_init(&arena);
	hp_diag_init(&diag, "hpcc-opt", &arena);
	hp_funclist_init(&options.list, &arena);
	bool done = true;
	for (int i = 1; i < argc && done; i++)
		done = parse_argument(&options, &diag, argv, &i);
	if (done && options.help) {
		done = hp_os_write_all(HP_STREAM_OUT, usage, sizeof usage - 1);
	} else if (done && !options.input) {
		hp_error(&diag, "no input file: see --help");
		done = false;
	} else if (done) {
		done = run(&arena, &diag, &options);
	}
	hp_arena_fini(&arena);
	return done ? 0 : 1;
}
