/*
 * Running ninja. Decides what of its output is shown and how far the build is; what is built is in build.ninja.
 *
 * ninja's standard output is a pipe: it then writes a line for each finished edge and behind it what the edge's
 * command wrote. NINJA_STATUS makes these lines known by two signs that no other text has.
 */
#include "base/arena.h"
#include "base/diag.h"
#include "base/os_process.h"
#include "base/os_stream.h"
#include "base/text.h"
#include "files/path.h"
#include "replay/replay.h"
#include "run/environment.h"
#include "run/exec.h"
#include "run/signals.h"
#include "run/toolchain.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#define MARK "\x1d" /* the sign, also in STATUS */
#define STATUS "NINJA_STATUS=\x1d%f/%t\x1d"

struct progress {
	struct hp_replay *replay;
	bool terminal;           /* one line that changes, instead of lines */
	bool line_shown;         /* the line is there */
	bool skip_command;       /* the next line is the command of a failed edge */
	double start;            /* of hp_os_seconds */
	enum hp_tu_state *state; /* of what the output is about; NULL: nothing yet */
	unsigned *warnings;      /* the same */
};

static void print(const char *text, size_t length)
{
	if (!hp_os_write_all(HP_STREAM_OUT, text, length))
		return; /* nobody reads it */
}

static void clear_line(struct progress *progress)
{
	static const char clear[] = "\r\033[K";
	if (progress->line_shown)
		print(clear, sizeof clear - 1);
	progress->line_shown = false;
}

static unsigned terminal_width(void)
{
	unsigned width = hp_os_terminal_width(HP_STREAM_OUT);
	return width ? width : 80;
}

/* Seconds that the rest takes if it goes on like this. */
static unsigned long remaining(const struct progress *progress, unsigned long finished, unsigned long total)
{
	double past = hp_os_seconds() - progress->start;
	return finished ? (unsigned long)(past / (double)finished * (double)(total - finished) + 0.5) : 0;
}

static void show(struct progress *progress, const char *file, unsigned long finished, unsigned long total)
{
	struct hp_arena *arena = progress->replay->arena;
	file = hp_text_shown(arena, file);
	if (!progress->terminal) {
		const char *line = hp_arena_printf(arena, "[%lu/%lu] %s\n", finished, total, file);
		print(line, strlen(line));
		return;
	}
	unsigned long left = remaining(progress, finished, total);
	const char *line = hp_arena_printf(arena, "[%lu/%lu] %lu %%, %lu:%02lu left  ", finished, total,
	                                   finished * 100 / total, left / 60, left % 60);
	size_t width = terminal_width() - 1, length = strlen(file);
	size_t room = strlen(line) < width ? width - strlen(line) : 0;
	file += length > room ? length - room : 0; /* a path's end says more */
	clear_line(progress);
	line = hp_arena_printf(arena, "%s%s", line, file);
	print(line, strlen(line));
	progress->line_shown = true;
}

/* An edge that ninja speaks of: of a unit, or of the image, whose index is the number of units. */
struct edge {
	unsigned long index, finished, total;
};

/* MARK "3/10" MARK "17 src/a.c" */
static bool read_status(const struct hp_replay *replay, const char *line, struct edge *edge)
{
	char *at;
	if (*line != *MARK)
		return false;
	edge->finished = strtoul(line + 1, &at, 10);
	edge->total = *at == '/' ? strtoul(at + 1, &at, 10) : 0;
	edge->index = strncmp(at, MARK, 1) == 0 ? strtoul(at + 1, NULL, 10) : ULONG_MAX;
	return edge->total && edge->index <= replay->unit_count;
}

static void take_status(struct progress *progress, const char *line)
{
	struct edge edge;
	struct hp_replay *replay = progress->replay;
	if (!read_status(replay, line, &edge))
		return;
	bool is_link = edge.index == replay->unit_count;
	progress->state = is_link ? &replay->link_state : &replay->units[edge.index].state;
	progress->warnings = is_link ? NULL : &replay->units[edge.index].warnings;
	*progress->state = HP_TU_BUILT;
	show(progress, is_link ? replay->link_image : replay->units[edge.index].entry->file, edge.finished,
	     edge.total);
}

/* A line of ninja's output. */
static void take_line(void *self, char *line, size_t length)
{
	struct progress *progress = self;
	if (*line == *MARK) {
		take_status(progress, line);
		return;
	}
	if (progress->skip_command) {
		progress->skip_command = false;
		if (!progress->replay->options.verbose)
			return;
	}
	if (strncmp(line, "ninja: ", 7) == 0) { /* no work to do, build stopped: the summary says it */
		hp_verbose(progress->replay->diag, "%.*s", (int)strcspn(line, "\n"), line);
		return;
	}
	if (progress->state && strncmp(line, "FAILED: ", 8) == 0) {
		*progress->state = HP_TU_FAILED;
		progress->skip_command = true;
	} else if (progress->warnings && strstr(line, "[-Whotpatch-")) {
		++*progress->warnings;
	}
	clear_line(progress);
	print(line, length);
}

static char *const *ninja_environment(struct hp_replay *replay)
{
	/* What is in the environment for hpcc alone was read or would change what the commands say. */
	const char *set[] = {STATUS,
	                     "HPCC_FUNCTIONS=",
	                     "HPCC_FUNCTIONS_FILE=",
	                     "HPCC_REPORT=",
	                     "HPCC_MANIFEST=",
	                     "HPCC_BASE=",
	                     "HPCC_BASE_MODULE=",
	                     NULL,
	                     NULL};
	const char *launcher = replay->options.launcher;
	/* ccache would look at hpcc's file alone, not at its back end and clang. */
	if (launcher && strcmp(hp_path_base(launcher), "ccache") == 0 && !getenv("CCACHE_COMPILERCHECK"))
		set[7] = "CCACHE_COMPILERCHECK=%compiler% --hpcc-print-config";
	return hp_environment_with(replay->arena, hp_os_environment(), set);
}

static const char *find_ninja(struct hp_replay *replay)
{
	const char *path = hp_toolchain_find(replay->arena, "ninja");
	if (!path)
		path = hp_toolchain_find(replay->arena, "ninja-build");
	if (!path)
		hp_error(replay->diag, "cannot find 'ninja' on PATH: install it, or write build.ninja alone with "
		                       "--manifest-only");
	return path;
}

/* Runs ninja and hands its output to `take` line by line; with `question`, which makes it only tell, its messages,
 * too. Sets *status to its exit status. False after a report if it could not be started. */
static bool run_ninja(struct hp_replay *replay, const char *question, hp_exec_line take, void *self, int *status)
{
	struct hp_strvec argv;
	hp_strvec_init(&argv, replay->arena);
	hp_strvec_push(&argv, replay->ninja);
	hp_strvec_push(&argv, "-f");
	hp_strvec_push(&argv, replay->ninja_file);
	if (question)
		hp_strvec_push(&argv, question);
	if (replay->options.jobs)
		hp_strvec_pushf(&argv, "-j%s", replay->options.jobs);
	if (replay->options.keep_going)
		hp_strvec_pushf(&argv, "-k%s", replay->options.keep_going);
	struct hp_child_io io = {.env = ninja_environment(replay), .in = HP_IO_OURS};
	io.err = question ? HP_IO_AS_OUT : HP_IO_OURS;
	io.folder = replay->ninja_folder;
	return hp_exec_lines(replay->diag, hp_strvec_argv(&argv), &io, take, self, status);
}

/* Which units ninja would build. */
struct asking {
	struct hp_replay *replay;
	bool *dirty;
};

static void take_dirty(void *self, char *line, size_t length)
{
	const struct asking *asking = self;
	struct edge edge;
	(void)length;
	if (read_status(asking->replay, line, &edge))
		asking->dirty[edge.index] = true;
}

/* After a failure: what ninja would not build again is current. False if it cannot be asked. */
static bool find_dirty(struct hp_replay *replay, bool *dirty)
{
	struct asking asking = {replay, dirty};
	int status;
	return run_ninja(replay, "-n", take_dirty, &asking, &status) && status == 0;
}

/* What was not reached is current if it need not be built. */
static void settle(struct hp_replay *replay, int status)
{
	bool *dirty = hp_arena_calloc(replay->arena, replay->unit_count + 1, sizeof *dirty);
	if (status && !find_dirty(replay, dirty))
		return;
	for (size_t i = 0; i < replay->unit_count; i++)
		if (replay->units[i].chosen && replay->units[i].state == HP_TU_WAITING && !dirty[i])
			replay->units[i].state = HP_TU_CURRENT;
	if (replay->link_state == HP_TU_WAITING && !dirty[replay->unit_count])
		replay->link_state = HP_TU_CURRENT;
}

int hp_replay_run(struct hp_replay *replay)
{
	struct progress progress = {
	    .replay = replay, .terminal = hp_os_is_terminal(HP_STREAM_OUT), .start = hp_os_seconds()};
	int status;
	replay->ninja = find_ninja(replay);
	if (!replay->ninja)
		return 1;
	hp_signals_init();
	if (!run_ninja(replay, NULL, take_line, &progress, &status))
		return 1;
	clear_line(&progress);
	settle(replay, status);
	return status;
}
