/*
 * Makes a base description. Decides where the symbols are from: a PDB, else the image's own symbol table, else a map.
 */
#include "base_main/write.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/os_file.h"
#include "base_main/arguments.h"
#include "files/commit.h"
#include "files/path.h"
#include "image/base_modules.h"
#include "image/bind_table.h"
#include "image/survey.h"

#include <string.h>

/* The PDB that the image names: beside the image, or where the linker wrote it; NULL if it is in neither place. */
static const char *named_pdb(struct hp_arena *arena, const char *image, const struct hp_pe *pe)
{
	struct hp_pe_debug debug;
	if (!hp_pe_debug(pe, &debug) || !*debug.path)
		return NULL;
	const char *beside =
	    hp_arena_printf(arena, "%s/%s", hp_path_folder(arena, image), hp_module_last(debug.path));
	if (hp_os_exists(beside))
		return beside;
	return *debug.path == '/' && hp_os_exists(debug.path) ? hp_arena_strdup(arena, debug.path) : NULL;
}

static bool read_symbols(struct hp_survey *survey, const struct hp_base_options *options)
{
	const char *pdb = options->pdb ? options->pdb : named_pdb(survey->arena, options->file, survey->pe);
	if (pdb) {
		if (!hp_survey_read_pdb(survey, pdb))
			return false;
		if (options->objects)
			hp_survey_read_objects(survey, options->objects);
	} else if (!hp_survey_read_table(survey)) {
		return false;
	}
	return (!options->map || hp_survey_read_map(survey, options->map)) && hp_survey_finish(survey);
}

static bool write_file(void *self, int stream)
{
	struct hp_survey *survey = self;
	struct hp_base_writer *writer = hp_base_writer_new(survey->arena, survey->diag);
	bool done = writer && hp_survey_write(survey, writer) && hp_base_writer_finish(writer, stream);
	hp_base_writer_free(writer);
	return done;
}

bool hp_base_describe(struct hp_arena *arena, struct hp_diag *diag, const struct hp_base_options *options,
                      const char *path)
{
	struct hp_pe pe;
	struct hp_survey survey;
	bool done = hp_pe_open(&pe, diag, options->file);
	if (done && hp_bind_table_is_there(&pe)) {
		hp_error(
		    diag,
		    "'%s' has a bind table, which loaders would take for a patch: describe the base image, and leave "
		    "the hooks of hpcc_patch.h to patches",
		    options->file);
		done = false;
	}
	if (done) {
		hp_survey_init(&survey, arena, diag, &pe, options->file);
		done = read_symbols(&survey, options) && hp_commit_file(arena, diag, path, write_file, &survey);
	}
	hp_pe_close(&pe);
	return done;
}
