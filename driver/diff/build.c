/*
 * Building both versions. Decides what hpcc-replay is asked for; compiling, progress and going on after an
 * interruption are its business.
 */
#include "diff/build.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/os_file.h"
#include "base/os_process.h"
#include "base/os_stream.h"
#include "config/replay_report.h"
#include "diff/arguments.h"
#include "diff/fix.h"
#include "files/path.h"
#include "run/environment.h"
#include "run/step.h"

#include <stdlib.h>
#include <string.h>

struct building {
	struct hp_built *built;
	struct hp_arena *arena;
	struct hp_diag *diag;
	const struct hp_diff_options *options;
	struct hp_fix *fix;
	const char *folder;
};

static const char *report_path(const struct building *building, int version)
{
	return hp_arena_printf(building->arena, "%s/%s.json", building->folder, hp_version_names[version]);
}

static void push_value(struct hp_strvec *argv, const char *option, const char *value)
{
	if (value)
		hp_strvec_pushf(argv, "%s=%s", option, value);
}

static void push_xclang(struct hp_strvec *argv, const char *word)
{
	hp_strvec_push(argv, "--extra-arg=-Xclang");
	hp_strvec_pushf(argv, "--extra-arg=%s", word);
}

/* Each function and variable gets a section of its own, by which they are told apart. */
static void push_version(const struct building *building, struct hp_strvec *argv, int version)
{
	hp_strvec_push(argv, "--extra-arg=-ffunction-sections");
	hp_strvec_push(argv, "--extra-arg=-fdata-sections");
	if (!building->fix->overlays[version])
		return;
	push_xclang(argv, "-ivfsoverlay");
	push_xclang(argv, building->fix->overlays[version]);
}

static struct hp_strvec command(const struct building *building, int version)
{
	const struct hp_diff_options *options = building->options;
	struct hp_arena *arena = building->arena;
	struct hp_strvec argv;
	hp_strvec_init(&argv, arena);
	hp_strvec_pushf(&argv, "%s/hpcc-replay", hp_path_folder(arena, hp_os_self_path(arena)));
	hp_strvec_push(&argv, "--plain");
	push_value(&argv, "--build", options->database);
	push_value(&argv, "--output", hp_arena_printf(arena, "%s/%s", building->folder, hp_version_names[version]));
	push_value(&argv, "--report", report_path(building, version));
	push_value(&argv, "--hpcc-base", options->base);
	push_value(&argv, "--clang", options->clang);
	push_value(&argv, "--launcher", options->launcher);
	push_value(&argv, "--jobs", options->jobs);
	for (size_t i = 0; i < options->maps.count; i++)
		push_value(&argv, "--path-map", options->maps.items[i]);
	for (size_t i = 0; i < building->fix->count; i++)
		push_value(&argv, "--affected-by", building->fix->files[i].path);
	push_version(building, &argv, version);
	return argv;
}

static bool run_replay(const struct building *building, int version)
{
	struct hp_strvec argv = command(building, version);
	/* __DATE__ and __TIME__ are the same in both. */
	const char *set[] = {getenv("SOURCE_DATE_EPOCH") ? NULL : "SOURCE_DATE_EPOCH=0", NULL};
	char *const *env = hp_environment_with(building->arena, hp_os_environment(), set);
	hp_os_remove_file(report_path(building, version));
	int status =
	    hp_step_run(building->arena, building->diag, hp_strvec_argv(&argv), env, building->options->verbose);
	if (status)
		hp_error(building->diag, "the %s version cannot be compiled", hp_version_names[version]);
	return status == 0;
}

static void take_object(const struct building *building, const struct hp_replay_object *object, int version)
{
	struct hp_built *built = building->built;
	struct hp_built_unit *unit = &built->units[built->count++];
	if (version == HP_ORIGINAL)
		*unit = (struct hp_built_unit){
		    .source = object->source, .base = object->base, .directory = object->directory};
	unit->objects[version] = object->object;
	hp_strvec_init(&unit->commands[version], building->arena);
	hp_strvec_extend(&unit->commands[version], object->arguments, object->argument_count);
}

/* Whether a compiler opens a changed file by a path that the overlays do not have. */
static bool add_names(const struct building *building, const struct hp_replay_report *report)
{
	bool added = false;
	for (size_t i = 0; i < report->object_count; i++)
		if (!report->objects[i].changed_count) /* nobody knows what it was compiled from */
			hp_fix_take_compiled(building->fix);
	for (size_t i = 0; i < report->object_count; i++)
		for (size_t k = 0; k < report->objects[i].changed_count; k++)
			added |= hp_fix_add_name(building->fix, report->objects[i].changed[k]);
	return added;
}

static bool read_report(const struct building *building, int version, bool *renamed)
{
	struct hp_built *built = building->built;
	struct hp_replay_report report;
	if (!hp_replay_report_read(&report, building->arena, building->diag, report_path(building, version)))
		return false;
	/* Both runs choose by the base build, so the same units in the same order. */
	if (version == HP_PATCHED && report.object_count != built->count) {
		hp_error(building->diag, "the base build has changed meanwhile: run hpcc-diff again");
		return false;
	}
	if (version == HP_ORIGINAL) {
		built->units = hp_arena_calloc(building->arena, report.object_count + 1, sizeof *built->units);
		*renamed = add_names(building, &report);
	}
	built->count = 0;
	for (size_t i = 0; i < report.object_count; i++)
		take_object(building, &report.objects[i], version);
	return true;
}

static bool build_version(const struct building *building, int version, bool *renamed)
{
	return run_replay(building, version) && read_report(building, version, renamed);
}

bool hp_diff_build(struct hp_built *built, struct hp_arena *arena, struct hp_diag *diag,
                   const struct hp_diff_options *options, struct hp_fix *fix, const char *folder)
{
	struct building building = {built, arena, diag, options, fix, folder};
	bool renamed = false;
	*built = (struct hp_built){0};
	if (!hp_fix_write(fix) || !build_version(&building, HP_ORIGINAL, &renamed))
		return false;
	/* The names are those of the base build's dependencies: there are no more the second time. */
	if (renamed && (!hp_fix_write(fix) || !build_version(&building, HP_ORIGINAL, &renamed)))
		return false;
	return build_version(&building, HP_PATCHED, &renamed);
}
