/*
 * The command line of hpcc-link. Decides what the arguments mean, and that no output takes the place of an input.
 */
#include "link/arguments.h"

#include "base/diag.h"
#include "base/os_file.h"
#include "cmdline/rspfile.h"
#include "files/path.h"

#include <stdint.h>
#include <string.h>

enum group { GROUP_WHAT, GROUP_HOW, GROUP_RESULT, GROUP_COUNT };

#define HP_PROGRAM_ROWS "link/link.def"
#include "cmdline/program_rows.h"

static const char *const groups[GROUP_COUNT] = {
    [GROUP_WHAT] = "What to read and write",
    [GROUP_HOW] = "How to link",
    [GROUP_RESULT] = "What is said",
};

static const char usage[] = "USAGE: hpcc-link --base=FILE OBJECT... [LIBRARY...] -o FILE [options] [@FILE]\n\n"
                            "Links objects that hpcc has made with --hpcc-base= into a patch image. Libraries are\n"
                            "needed only for what the patch imports and the image that is patched does not. @FILE\n"
                            "stands for the arguments in a file.\n";

static bool take(void *self, size_t option, const char *value)
{
	struct hp_link_options *to = self;
	const char **const texts[ID_COUNT] = {
	    [ID_BASE] = &to->base, [ID_OUTPUT] = &to->output, [ID_PDB] = &to->pdb, [ID_LINKER] = &to->linker};
	bool *const flags[ID_COUNT] = {
	    [ID_LISTED_ONLY] = &to->listed_only, [ID_HELP] = &to->help, [ID_VERSION] = &to->version};
	if (option == SIZE_MAX)
		hp_strvec_push(hp_path_is_library(value) ? &to->libraries : &to->objects, value);
	else if (option == ID_LINKER_ARG)
		hp_strvec_push(&to->linker_args, value);
	else if (texts[option])
		*texts[option] = value;
	else
		*flags[option] = true;
	return true;
}

static struct hp_program program(struct hp_link_options *options)
{
	return (struct hp_program){usage, groups, GROUP_COUNT, rows, ID_COUNT, take, options};
}

const char *hp_link_options_help(struct hp_arena *arena)
{
	struct hp_program ours = program(NULL);
	return hp_program_help(&ours, arena);
}

static bool is_same(const char *one, const char *other)
{
	struct hp_os_info first, second;
	return strcmp(one, other) == 0 ||
	       (hp_os_info(one, &first) && hp_os_info(other, &second) && hp_os_is_same(&first, &second));
}

/* What is read at that path; NULL: nothing. */
static const char *find_input(const struct hp_link_options *options, const char *path)
{
	const struct hp_strvec *inputs[] = {&options->objects, &options->libraries};
	if (is_same(options->base, path))
		return options->base;
	for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++)
		for (size_t k = 0; k < inputs[i]->count; k++)
			if (is_same(inputs[i]->items[k], path))
				return inputs[i]->items[k];
	return NULL;
}

static bool check_output(const struct hp_link_options *options, struct hp_diag *diag, const char *path)
{
	const char *input = path ? find_input(options, path) : NULL;
	if (input)
		hp_error(diag, "the output '%s' is the input '%s': give it a name of its own", path, input);
	return !input;
}

static bool check(const struct hp_link_options *options, struct hp_diag *diag)
{
	if (!options->base)
		hp_error(diag, "no base description: name the one of the image that is patched with --base=FILE");
	else if (!options->output)
		hp_error(diag, "no output: name the patch image with -o FILE");
	else if (!options->objects.count)
		hp_error(diag, "no object: give those that hpcc has made with --hpcc-base=%s", options->base);
	else if (options->pdb && is_same(options->pdb, options->output))
		hp_error(diag, "image and PDB are both '%s': give each a name of its own", options->pdb);
	else
		return check_output(options, diag, options->output) && check_output(options, diag, options->pdb);
	return false;
}

bool hp_link_options_parse(struct hp_link_options *options, struct hp_arena *arena, struct hp_diag *diag, char **args)
{
	*options = (struct hp_link_options){0};
	hp_strvec_init(&options->objects, arena);
	hp_strvec_init(&options->libraries, arena);
	hp_strvec_init(&options->linker_args, arena);
	struct hp_program ours = program(options);
	struct hp_strvec all;
	hp_strvec_init(&all, arena);
	for (; *args; args++)
		hp_rspfile_expand(arena, (const char *const *)args, 1, HP_QUOTING_GNU, &all);
	return hp_program_parse(&ours, diag, hp_strvec_argv(&all)) &&
	       (options->help || options->version || check(options, diag));
}
