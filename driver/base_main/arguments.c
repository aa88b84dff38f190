/*
 * The command line of hpcc-base. Decides what the arguments mean.
 */
#include "base_main/arguments.h"

#include "base/diag.h"
#include "cmdline/program.h"

#include <stdint.h>
#include <string.h>

enum id { ID_OUTPUT, ID_PDB, ID_MAP, ID_OBJECTS, ID_MODULE, ID_JSON, ID_HELP, ID_VERSION };
enum group { GROUP_WRITE, GROUP_ASK, GROUP_RESULT, GROUP_COUNT };

static const char *const groups[GROUP_COUNT] = {
    [GROUP_WRITE] = "What to read and write",
    [GROUP_ASK] = "What to ask",
    [GROUP_RESULT] = "What is said",
};

static const struct hp_program_option rows[] = {
    [ID_OUTPUT] = {"--output", "FILE", "", "the description, by custom NAME.hpbase", HP_PROGRAM_VALUE, GROUP_WRITE,
                   'o'},
    [ID_PDB] = {"--pdb", "FILE", "the one that the image names, there or beside the image",
                "the PDB that the linker wrote with the image", HP_PROGRAM_VALUE, GROUP_WRITE, 0},
    [ID_MAP] = {"--map", "FILE", "none",
                "the map that the linker wrote with the image: names of static functions that a PDB has not, or the "
                "last resort for an image without symbols",
                HP_PROGRAM_VALUE, GROUP_WRITE, 0},
    [ID_OBJECTS] = {"--objects", "FOLDER", "none",
                    "where the objects of the base build are: names of static functions that a PDB has not",
                    HP_PROGRAM_VALUE, GROUP_WRITE, 0},
    [ID_MODULE] = {"--module", "NAME", "all",
                   "find: only what an object sees: its path or the end of it, 'archive(member)', or its source",
                   HP_PROGRAM_VALUE, GROUP_ASK, 0},
    [ID_JSON] = {"--json", "", "", "show, find and check: as JSON", HP_PROGRAM_FLAG, GROUP_RESULT, 0},
    [ID_HELP] = {"--help", "", "", "print this help", HP_PROGRAM_FLAG, GROUP_RESULT, 'h'},
    [ID_VERSION] = {"--version", "", "", "print the version", HP_PROGRAM_FLAG, GROUP_RESULT, 0},
};

static const char usage[] = "USAGE: hpcc-base IMAGE [--pdb=FILE] -o FILE\n"
                            "       hpcc-base show FILE\n"
                            "       hpcc-base find FILE NAME...\n"
                            "       hpcc-base check FILE|IMAGE\n\n"
                            "Writes the description of a shipped image that patches are compiled against: what it\n"
                            "is and which symbols it has. show prints one, find looks for symbols by the object's,\n"
                            "the source's or a demangled name, check says which functions cannot be patched.\n";

static bool take_word(struct hp_base_options *options, const char *word)
{
	static const char *const commands[] = {
	    [HP_BASE_SHOW] = "show", [HP_BASE_FIND] = "find", [HP_BASE_CHECK] = "check"};
	for (unsigned i = HP_BASE_SHOW; i <= HP_BASE_CHECK; i++)
		if (options->command == HP_BASE_WRITE && !options->file && strcmp(word, commands[i]) == 0) {
			options->command = (enum hp_base_command)i;
			return true;
		}
	if (options->file)
		hp_strvec_push(&options->names, word);
	else
		options->file = word;
	return true;
}

static bool take(void *self, size_t option, const char *value)
{
	struct hp_base_options *options = self;
	if (option == SIZE_MAX)
		return take_word(options, value);
	const char **const texts[] = {[ID_OUTPUT] = &options->output,
	                              [ID_PDB] = &options->pdb,
	                              [ID_MAP] = &options->map,
	                              [ID_OBJECTS] = &options->objects,
	                              [ID_MODULE] = &options->module};
	bool *const flags[] = {
	    [ID_JSON] = &options->json, [ID_HELP] = &options->help, [ID_VERSION] = &options->version};
	if (option < ID_JSON)
		*texts[option] = value;
	else
		*flags[option] = true;
	return true;
}

static struct hp_program program(struct hp_base_options *options)
{
	return (struct hp_program){usage, groups, GROUP_COUNT, rows, sizeof rows / sizeof *rows, take, options};
}

/* What a command must have. */
static bool check(const struct hp_base_options *options, struct hp_diag *diag)
{
	if (!options->file)
		hp_error(diag, "no file: name the image, as in hpcc-base IMAGE -o FILE.hpbase");
	else if (options->command == HP_BASE_WRITE && !options->output)
		hp_error(diag, "no output: name the description with -o FILE.hpbase");
	else if (options->command == HP_BASE_FIND && !options->names.count)
		hp_error(diag, "no name to find: hpcc-base find FILE NAME...");
	else if (options->command != HP_BASE_FIND && options->names.count)
		hp_error(diag, "unknown argument '%s': see --help", options->names.items[0]);
	else if (options->command != HP_BASE_WRITE && options->output)
		hp_error(diag, "-o is for writing a description: hpcc-base IMAGE -o FILE");
	else
		return true;
	return false;
}

bool hp_base_options_parse(struct hp_base_options *options, struct hp_arena *arena, struct hp_diag *diag, char **args)
{
	*options = (struct hp_base_options){0};
	hp_strvec_init(&options->names, arena);
	struct hp_program ours = program(options);
	return hp_program_parse(&ours, diag, args) && (options->help || options->version || check(options, diag));
}

const char *hp_base_options_help(struct hp_arena *arena)
{
	struct hp_program ours = program(NULL);
	return hp_program_help(&ours, arena);
}
