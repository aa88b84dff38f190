/*
 * hpcc-step: runs a compilation of hpcc-replay's in a folder that is not ninja's. Decides how its dependencies become
 * absolute: ninja takes them for relative to its own folder.
 *
 *   hpcc-step FOLDER DEPFILE COMMAND...    the dependency file is changed afterwards
 *   hpcc-step FOLDER - COMMAND...          the /showIncludes lines of standard output are changed
 *   hpcc-step --below=OUTPUT FOLDER - COMMAND...   the command cannot write elsewhere than below OUTPUT: no spelling
 * of an output in a recorded link step leads into the base build
 */
#include "base/arena.h"
#include "base/diag.h"
#include "base/os_file.h"
#include "base/os_process.h"
#include "base/os_stream.h"
#include "base/strvec.h"
#include "files/commit.h"
#include "run/confine.h"
#include "run/exec.h"
#include "run/signals.h"
#include "run/toolchain.h"

#include <string.h>

struct step {
	struct hp_arena *arena;
	struct hp_diag *diag;
	const char *folder, *depfile; /* NULL: /showIncludes */
	const char *below;            /* NULL: it may write anywhere */
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

/* The folder as a dependency file spells it. */
static const char *make_prefix(const struct step *step)
{
	struct hp_strvec out;
	hp_strvec_init(&out, step->arena);
	const char *text = step->folder;
	for (const char *sign; (sign = strpbrk(text, " #$")); text = sign + 1)
		hp_strvec_pushf(&out, "%.*s%s%c", (int)(sign - text), text, *sign == '$' ? "$" : "\\", *sign);
	hp_strvec_pushf(&out, "%s/", text);
	return hp_strvec_join(&out);
}

/* The text with the folder in front of relative prerequisites: words behind the first colon with a blank. */
static const char *absolute_dependencies(const struct step *step, const char *text)
{
	struct hp_strvec out;
	const char *prefix = make_prefix(step), *word = text;
	bool rule = false; /* behind the target */
	hp_strvec_init(&out, step->arena);
	while (*word) {
		size_t blanks = strspn(word, " \t\n"), length = 0;
		const char *start = word + blanks;
		while (start[length] && !is_blank(start[length]))
			length += start[length] == '\\' && start[length + 1] && start[length + 1] != '\n' ? 2 : 1;
		bool continued = length == 1 && *start == '\\';
		bool relative = rule && length && !continued && *start != '/';
		hp_strvec_pushf(&out, "%.*s%s%.*s", (int)blanks, word, relative ? prefix : "", (int)length, start);
		rule |= length && start[length - 1] == ':';
		word = start + length;
	}
	return hp_strvec_join(&out);
}

static bool change_depfile(const struct step *step)
{
	size_t size = 0;
	const char *text = hp_os_read_file(step->arena, step->depfile, &size);
	if (!text) /* nothing written, e.g. by a cache: ninja builds again next time */
		return true;
	return hp_commit_text(step->arena, step->diag, step->depfile, absolute_dependencies(step, text));
}

/* "Note: including file:   x.h" with the folder in front of a relative name. */
static void copy_line(void *self, char *line, size_t size)
{
	const struct step *step = self;
	(void)size;
	static const char note[] = "Note: including file:";
	size_t length = strncmp(line, note, sizeof note - 1) == 0 ? sizeof note - 1 : 0;
	if (length)
		length += strspn(line + length, " ");
	bool relative = length && line[length] != '/';
	const char *text = hp_arena_printf(step->arena, "%.*s%s%s%s", (int)length, line, relative ? step->folder : "",
	                                   relative ? "/" : "", line + length);
	if (!hp_os_write_text(HP_STREAM_OUT, text))
		return; /* nobody reads it */
}

/* Temporary files go below the folder, too: the base build may lie in the system's. False after a report. */
static bool confine(const struct step *step)
{
	if (!step->below)
		return true;
	const char *temporary = hp_arena_printf(step->arena, "%s/.hpcc-replay/tmp", step->below);
	if (!hp_commit_folder(step->arena, step->diag, temporary) || !hp_os_set_variable("TMPDIR", temporary))
		return false;
	enum hp_confine result = hp_confine_writes(step->below);
	if (result == HP_CONFINE_UNKNOWN)
		hp_note(step->diag,
		        "this system cannot confine the linker (no Landlock): outputs that it names in ways "
		        "hpcc-replay does not know are written where the base build has them");
	if (result == HP_CONFINE_FAILED)
		hp_error(step->diag, "cannot confine the linker to '%s':", step->below);
	return result != HP_CONFINE_FAILED;
}

static int run(struct step *step, char **command)
{
	int status;
	const char *program = hp_toolchain_find(step->arena, command[0]);
	if (!program) {
		hp_error(step->diag, "cannot find '%s'", command[0]);
		return 1;
	}
	if (!confine(step))
		return 1;
	struct hp_child_io io = {.env = hp_os_environment(),
	                         .in = HP_IO_OURS,
	                         .out = HP_IO_OURS,
	                         .err = HP_IO_OURS,
	                         .folder = step->folder};
	hp_signals_init();
	command[0] = hp_arena_strdup(step->arena, program);
	if (step->depfile)
		hp_exec_run(step->diag, command, &io, &status);
	else
		hp_exec_lines(step->diag, command, &io, copy_line, step, &status);
	if (status && step->below)
		hp_note(step->diag,
		        "the link step may write below '%s' alone: where it was denied a file, that is an "
		        "output that hpcc-replay does not know; leave it out with --link-command",
		        step->below);
	if (status == 0 && step->depfile && !change_depfile(step))
		status = 1;
	return status;
}

int main(int argc, char **argv)
{
	struct hp_arena arena;
	struct hp_diag diag;
	hp_arena_init(&arena);
	hp_diag_init(&diag, "hpcc-step", NULL);
	struct step step = {.arena = &arena, .diag = &diag};
	int status = 1;
	if (argc > 1 && strncmp(argv[1], "--below=", 8) == 0) {
		step.below = argv[1] + 8;
		argv++;
		argc--;
	}
	if (argc < 4) {
		hp_error(&diag, "hpcc-step is started by hpcc-replay, not by hand");
	} else {
		step.folder = argv[1];
		step.depfile = strcmp(argv[2], "-") == 0 ? NULL : argv[2];
		status = run(&step, argv + 3);
	}
	hp_arena_fini(&arena);
	return status;
}
