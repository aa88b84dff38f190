/*
 * The commands of chosen units. Decides what of the recorded command is kept and what is added, and which units hpcc
 * cannot compile; not where things are run.
 */
#include "base/arena.h"
#include "base/diag.h"
#include "base/os_file.h"
#include "base/os_folder.h"
#include "base/text.h"
#include "cmdline/bypass.h"
#include "cmdline/invocation.h"
#include "cmdline/outputs.h"
#include "cmdline/sidefile.h"
#include "files/path.h"
#include "recorded/recorded.h"
#include "replay/replay.h"
#include "run/toolchain.h"

#include <stdarg.h>
#include <string.h>

/* A recorded command that is being taken apart. */
struct job {
	struct hp_replay *replay;
	struct hp_tu *unit;
	struct hp_recorded recorded;
	struct hp_invocation inv;
	size_t input; /* index of the unit's source among the inputs */
};

__attribute__((format(printf, 3, 4))) static bool bad(struct hp_replay *replay, const struct hp_tu *unit,
                                                      const char *format, ...)
{
	va_list args;
	va_start(args, format);
	hp_error_at(replay->diag, hp_replay_place(replay, unit), "%s", hp_arena_vprintf(replay->arena, format, args));
	va_end(args);
	return false;
}

/* A unit that hpcc does not compile: an error only if it defines what is listed; a word if it may. */
static bool leave_out(struct job *job, const char *reason)
{
	struct hp_replay *replay = job->replay;
	struct hp_tu *unit = job->unit;
	if (unit->defines)
		return bad(replay, unit, "'%s' %s, but hpcc cannot rebuild it: %s", unit->entry->file, unit->reason,
		           reason);
	if (unit->copies)
		return bad(replay, unit, "'%s' %s, but hpcc cannot rebuild it: %s", unit->entry->file, unit->reason,
		           reason);
	if (!unit->known && !hp_strvec_has(&replay->dropped, reason)) {
		hp_strvec_push(&replay->dropped, reason);
		hp_note(replay->diag, "'%s' is left out, though it may define any function (%s): %s",
		        unit->entry->file, unit->reason, reason);
	}
	unit->chosen = false;
	unit->reason = reason;
	replay->chosen_count--;
	return true;
}

/* Options for other compilers. */
static bool is_unwanted(struct job *job, const char *arg)
{
	if (job->recorded.kind != HP_RECORDED_GCC || !hp_recorded_is_gcc_only(arg))
		return false;
	if (!hp_strvec_has(&job->replay->dropped, arg)) {
		hp_strvec_push(&job->replay->dropped, arg);
		hp_note(job->replay->diag, "'%s' is left out: only gcc knows it", arg);
	}
	return true;
}

/* A response file that could not be read stays in the command as it is. False after a report. */
static bool check_files(const struct job *job)
{
	const struct hp_invocation *inv = &job->inv;
	for (size_t i = 0; i < inv->argc; i++) {
		const char *name = inv->argv[i] + 1;
		if (inv->argv[i][0] != '@')
			continue;
		const char *path = hp_path_join(inv->arena, job->unit->directory, name);
		if (!hp_os_exists(path))
			return bad(job->replay, job->unit,
			           "the response file '%s' is gone, and with it options of '%s': write the database "
			           "with 'ninja -t compdb -x', or build with 'ninja -d keeprsp'",
			           path, job->unit->entry->file);
		return bad(job->replay, job->unit, "'%s' of the command cannot be read as a response file", path);
	}
	return true;
}

/* What runs behind the compiler in the base build does not run for the patch. */
static void note_behind(const struct job *job)
{
	struct hp_replay *replay = job->replay;
	const char *behind = job->recorded.line.behind;
	if (!behind || hp_strvec_has(&replay->dropped, behind))
		return;
	hp_strvec_push(&replay->dropped, behind);
	hp_note(replay->diag, "'%s', which runs behind the compiler of '%s', is left out", behind,
	        job->unit->entry->file);
}

/* Response files are relative to the folder that the command runs in. */
static void parse(struct job *job)
{
	struct hp_strvec args;
	bool files = false;
	hp_strvec_init(&args, job->replay->arena);
	for (size_t i = 0; i < job->recorded.args.count; i++) {
		const char *arg = job->recorded.args.items[i];
		files |= *arg == '@';
		if (!is_unwanted(job, arg))
			hp_strvec_push(&args, arg);
	}
	int back;
	bool moved = files && hp_os_enter_folder(job->unit->directory, &back);
	hp_invocation_init(&job->inv, job->replay->arena, job->recorded.program);
	job->inv.recorded = true;
	hp_invocation_parse(&job->inv, args.items, args.count);
	if (moved && !hp_os_leave_folder(&back))
		hp_error(job->replay->diag, "cannot return to the current folder:");
}

/* The unit's source among the inputs; input_count: not there. */
static size_t find_input(const struct job *job)
{
	const struct hp_invocation *inv = &job->inv;
	size_t compiled = 0, last = inv->input_count;
	for (size_t i = 0; i < inv->input_count; i++) {
		const char *path = hp_path_join(inv->arena, job->unit->directory, inv->inputs[i].name);
		if (strcmp(path, job->unit->source) == 0)
			return i;
		if (inv->inputs[i].kind != HP_INPUT_LINKER) {
			compiled++;
			last = i;
		}
	}
	return compiled == 1 ? last : inv->input_count;
}

/* Why hpcc would not compile it, NULL if it does. */
static const char *refusal(struct job *job)
{
	if (job->recorded.kind == HP_RECORDED_OTHER && !*job->recorded.compiler)
		return "its command names no program";
	if (job->recorded.kind == HP_RECORDED_OTHER)
		return hp_arena_printf(job->replay->arena, "'%s' is no C or C++ compiler that hpcc-replay knows",
		                       job->recorded.compiler);
	if (job->input == job->inv.input_count)
		return "its command does not compile it";
	if (hp_outputs_goal(&job->inv) == HP_GOAL_ASSEMBLY)
		return "its command makes no object";
	for (size_t i = 0; i < job->inv.argc; i++)
		if (job->recorded.mode == HP_MODE_CL &&
		    (hp_starts_with(job->inv.argv[i], "/Yc") || hp_starts_with(job->inv.argv[i], "-Yc")))
			return "it makes a precompiled header";
	return hp_bypass_reason(&job->inv);
}

/* The recorded clang, so that base and patch have the same front end; NULL: hpcc's choice. False after a report. */
static bool find_clang(struct job *job, const char **clang)
{
	struct hp_replay *replay = job->replay;
	const char *recorded = job->recorded.compiler;
	*clang = replay->options.clang ? replay->options.clang : job->inv.settings[HP_SET_CLANG].value;
	if (*clang || job->recorded.kind != HP_RECORDED_CLANG ||
	    replay->from_windows) /* its programs do not run here */
		return true;
	if (strchr(recorded, '/'))
		recorded = hp_path_join(replay->arena, job->unit->directory, recorded);
	if (!hp_toolchain_find(replay->arena, recorded))
		return bad(replay, job->unit,
		           "the recorded compiler '%s' is not there any more: name a clang with --clang=", recorded);
	*clang = recorded;
	return true;
}

/* Whether the launcher sends preprocessed sources away. */
static bool is_distributed(const char *launcher)
{
	return strcmp(hp_path_base(launcher), "distcc") == 0;
}

static void push_list(struct job *job, struct hp_strvec *argv)
{
	const struct hp_replay *replay = job->replay;
	if (!replay->options.launcher) {
		hp_strvec_pushf(argv, "-fms-secure-hotpatch-functions-file=%s", replay->list_file);
		return;
	}
	hp_strvec_pushf(argv, "-fms-secure-hotpatch-functions-list=%s", replay->list_text);
	/* Names that would be those of the server's folders, and its command line. */
	hp_strvec_pushf(argv, "-fdebug-compilation-dir=%s", job->unit->directory);
	hp_strvec_push(argv, "-gno-codeview-command-line");
	hp_strvec_pushf(argv, "-Xclang=-object-file-name=%s", job->unit->relative); /* distcc reads -o… as -o */
	if (is_distributed(replay->options.launcher)) /* clang has none of preprocessed sources */
		hp_strvec_push(argv, "-Xclang=-gsrc-hash=none");
}

/* What makes the object a slim one. */
static bool push_base(struct job *job)
{
	struct hp_replay *replay = job->replay;
	const char *module;
	if (!replay->base || replay->options.plain)
		return true;
	if (!hp_replay_base_module(replay, job->unit, &module))
		return false;
	hp_strvec_pushf(&job->unit->argv, "--hpcc-base=%s", replay->options.base);
	if (module)
		hp_strvec_pushf(&job->unit->argv, "--hpcc-base-module=%s", module);
	return true;
}

/* What hpcc-replay adds, in front: behind `--` there are only inputs. False after a report. */
static bool push_added(struct job *job, const char *clang)
{
	struct hp_replay *replay = job->replay;
	struct hp_tu *unit = job->unit;
	struct hp_strvec *argv = &unit->argv;
	bool cl = unit->mode == HP_MODE_CL, launched = replay->options.launcher != NULL;
	hp_strvec_pushf(argv, "%s/%s", replay->programs, job->recorded.program);
	if (clang)
		hp_strvec_pushf(argv, "--hpcc-clang=%s", clang);
	if (job->recorded.target)
		hp_strvec_push(argv, job->recorded.target);
	if (!replay->options.plain)
		push_list(job, argv);
	if (!push_base(job))
		return false;
	if (!launched && !replay->options.plain) { /* a cache would not give them back */
		hp_strvec_pushf(argv, "--hpcc-report=%s.json", unit->object);
		hp_strvec_pushf(argv, "--hpcc-manifest=%s", replay->manifest);
	}
	if (cl) {
		hp_strvec_push(argv, "/showIncludes");
		hp_strvec_pushf(argv, "/Fo%s", unit->object);
		return true;
	}
	hp_strvec_push(argv, "-MD");
	hp_strvec_push(argv, "-MF");
	hp_strvec_pushf(argv, "%s.d", unit->object);
	hp_strvec_push(argv, "-o");
	hp_strvec_push(argv, unit->object);
	return true;
}

/* Flags of the arguments that are left out. */
static bool *find_drops(const struct hp_invocation *inv, size_t input)
{
	bool *drop = hp_arena_calloc(inv->arena, inv->argc + 1, sizeof *drop);
	memcpy(drop, inv->ours, inv->argc * sizeof *drop);
	for (size_t i = 0; i < inv->arg_count; i++) {
		const struct hp_option *option = inv->args[i].option;
		if (option && (option->effect == HP_EFFECT_OUTPUT || option->stages == HP_STAGE_DEP))
			hp_arg_mark(&inv->args[i], drop);
	}
	hp_sidefile_mark(inv, drop);
	for (size_t i = 0; i < inv->input_count; i++)
		if (i != input)
			hp_arg_mark(&inv->args[inv->inputs[i].arg], drop);
	return drop;
}

/* Debug information and __FILE__ are to name the files as in the base build. */
static void push_maps(struct job *job)
{
	for (size_t i = 0; job->replay->from_windows && i < job->replay->options.maps.count; i++) {
		const char *map = job->replay->options.maps.items[i], *sign = strrchr(map, '=');
		hp_strvec_pushf(&job->unit->argv, "%s-ffile-prefix-map=%s=%.*s",
		                job->unit->mode == HP_MODE_CL ? "/clang:" : "", sign + 1, (int)(sign - map), map);
	}
}

/* The recorded arguments without outputs, side files, other inputs and hpcc's own. */
static void push_rest(struct job *job)
{
	const struct hp_invocation *inv = &job->inv;
	struct hp_strvec *argv = &job->unit->argv;
	bool *drop = find_drops(inv, job->input);
	bool compiles = hp_invocation_last(inv, HP_OPT_COMPILE) != NULL;
	if (hp_invocation_last(inv, HP_OPT_MODULE_CACHE)) /* the compiler adds what it misses there */
		hp_strvec_pushf(argv, "%s-fmodules-cache-path=%s/.hpcc-replay/modules",
		                job->unit->mode == HP_MODE_CL ? "/clang:" : "", job->replay->output);
	if (!compiles)
		hp_strvec_push(argv, job->unit->mode == HP_MODE_CL ? "/c" : "-c");
	push_maps(job);
	hp_strvec_extend(argv, job->replay->options.extra.items, job->replay->options.extra.count);
	for (size_t i = 0; i < inv->argc; i++)
		if (!drop[i])
			hp_strvec_push(argv, inv->argv[i]);
}

/* A name of its own for an object that has none in the base build, or shares it. */
static const char *make_name(struct hp_replay *replay, const struct hp_tu *unit)
{
	size_t others = 0;
	for (const struct hp_tu *other = replay->units; other < unit; other++)
		others += other->chosen && !other->base && strcmp(other->source, unit->source) == 0;
	const char *number = others ? hp_arena_printf(replay->arena, ".%zu", others + 1) : "";
	return hp_arena_printf(replay->arena, "%s%s.%s", unit->source, number,
	                       unit->mode == HP_MODE_CL ? "obj" : "o");
}

/* Where the object goes: as in the base build, or in a folder of its own what is outside of that. */
static void place_object(struct hp_replay *replay, struct hp_tu *unit)
{
	struct hp_arena *arena = replay->arena;
	const char *base = unit->base ? unit->base : make_name(replay, unit);
	unit->relative = hp_path_below(replay->folder, base);
	if (!unit->relative)
		unit->relative = hp_path_below(replay->real_folder, base);
	if (!unit->relative)
		unit->relative = hp_arena_printf(arena, "outside%s", base);
	unit->object = hp_arena_printf(arena, "%s/%s", replay->output ? replay->output : "", unit->relative);
}

/* Whether links in the output folder lead out of it, perhaps into the base build. */
static bool leads_out(const struct hp_replay *replay, const struct hp_tu *unit)
{
	char *path = hp_arena_strdup(replay->arena, unit->object);
	const char *output = replay->output ? hp_os_real_path(replay->arena, replay->output) : NULL, *real = NULL;
	if (!output)
		return false; /* there is nothing yet */
	do                    /* up to what is there */
		*strrchr(path, '/') = '\0';
	while (*path && !(real = hp_os_real_path(replay->arena, path)));
	return real && strcmp(real, output) != 0 && !hp_path_below(output, real);
}

static bool check_places(struct hp_replay *replay, const struct hp_tu *unit)
{
	if (!hp_os_is_folder(unit->directory))
		return bad(replay, unit, "the folder '%s' is gone: the command cannot run there", unit->directory);
	if (!hp_os_may_read(unit->source))
		return bad(replay, unit, "the source '%s' is gone or cannot be read", unit->source);
	if (leads_out(replay, unit))
		return bad(replay, unit,
		           "a link in the output folder leads '%s' out of it: use another output folder",
		           unit->relative);
	return true;
}

static bool make_command(struct hp_replay *replay, struct hp_tu *unit)
{
	struct job job = {.replay = replay, .unit = unit};
	const char *clang;
	hp_recorded_parse(&job.recorded, replay->arena, unit->entry);
	unit->mode = job.recorded.mode;
	unit->assignments = job.recorded.assignments;
	hp_strvec_init(&unit->argv, replay->arena);
	parse(&job);
	if (job.recorded.kind != HP_RECORDED_OTHER && !check_files(&job))
		return false;
	job.input = find_input(&job);
	const char *reason = refusal(&job);
	if (reason)
		return leave_out(&job, reason);
	note_behind(&job);
	place_object(replay, unit);
	if (!check_places(replay, unit) || !find_clang(&job, &clang))
		return false;
	if (!push_added(&job, clang))
		return false;
	push_rest(&job);
	return true;
}

bool hp_replay_make_commands(struct hp_replay *replay)
{
	bool done = true;
	for (size_t i = 0; i < replay->unit_count; i++)
		if (replay->units[i].chosen)
			done &= make_command(replay, &replay->units[i]);
	return done;
}
