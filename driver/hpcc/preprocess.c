/*
 * Preprocessing with a function list. Decides what stands behind clang's text, and what preprocessed text may be
 * compiled with; the text itself is clang's.
 */
#define _GNU_SOURCE
#include "hpcc/preprocess.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/hash.h"
#include "base/os_stream.h"
#include "base/text.h"
#include "cmdline/invocation.h"
#include "cmdline/outputs.h"
#include "files/commit.h"
#include "hpcc/command.h"
#include "hpcc/configuration.h"
#include "hpcc/lists.h"
#include "hpcc/session.h"
#include "run/exec.h"
#include "run/signals.h"
#include "run/toolchain.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* In front of the list's digest. */
static const char mark[] = "<hpcc functions=";

enum { DIGEST_LENGTH = 16, TAIL_BYTES = 16 * 1024 };

/* The one source that is preprocessed; NULL if there is none, or several, which no cache asks for. */
static const struct hp_input *only_source(const struct hp_invocation *inv)
{
	const struct hp_input *source = NULL;
	for (size_t i = 0; i < inv->input_count; i++) {
		if (inv->inputs[i].kind != HP_INPUT_SOURCE || source)
			return NULL;
		source = &inv->inputs[i];
	}
	return source;
}

static bool prints_text(const struct hp_invocation *inv)
{
	return !hp_invocation_last(inv, HP_OPT_ONLY_DEPS) && !hp_invocation_last(inv, HP_OPT_ONLY_MACROS);
}

bool hp_preprocess_applies(const struct hp_invocation *inv)
{
	bool asked = false;
	for (size_t i = 0; i < inv->arg_count; i++) {
		const struct hp_option *option = inv->args[i].option;
		if (!option || option->effect != HP_EFFECT_BYPASS)
			continue;
		switch (option->id) {
		case HP_OPT_PREPROCESS:
		case HP_OPT_PREPROCESS_FILE:
		case HP_OPT_PREPROCESS_TEXT:
		case HP_OPT_ONLY_DEPS:
			asked = true;
			break;
		default:
			return false;
		}
	}
	return asked && inv->input_count;
}

/* What the object depends on besides the text and the list: the programs, and what hpcc was told. */
static uint64_t hash_programs(const struct hp_session *session)
{
	const struct hp_configuration *configuration = session->configuration;
	uint64_t hash = hp_toolchain_hash(HP_HASH_START, "/proc/self/exe");
	hash = hp_toolchain_hash(hp_toolchain_hash(hash, session->clang), session->backend);
	hash =
	    hp_hash_string(hash, hp_setting_is_on(&configuration->settings[HP_SET_ANNOTATIONS]) ? "annotations" : "");
	for (size_t i = 0; i < configuration->warnings.count; i++)
		hash = hp_hash_string(hash, configuration->warnings.items[i]);
	return hash;
}

/* A file name inside a line marker. Source: clang/lib/Lex/Lexer.cpp, StringifyImpl. */
static const char *quoted(struct hp_arena *arena, const char *name)
{
	char *text = hp_escaped(arena, name, "\"\\\n");
	for (char *end = text; (end = strchr(end, '\n'));)
		*end = 'n';
	return text;
}

/*
 * With line markers the list files are markers, too: ccache's direct mode checks the files that they name. Without
 * markers (-P, /EP) there is a comment. ".incbin" is what makes ccache leave an object alone.
 */
static const char *trailer(const struct hp_session *session, const char *digest)
{
	const struct hp_strvec *dependencies = &session->configuration->dependencies;
	struct hp_arena *arena = session->arena;
	const char *reason = hp_lists_uncached(session->configuration);
	uint64_t programs = hash_programs(session);
	const char *text = "";
	if (reason) {
		struct timespec now;
		clock_gettime(CLOCK_REALTIME, &now);
		programs = hp_hash_bytes(programs, &now, sizeof now);
		text = hp_arena_printf(arena, "/* hpcc: %s: .incbin \"\" */\n", reason);
	}
	if (hp_invocation_last(session->inv, HP_OPT_PREPROCESS_TEXT))
		return hp_arena_printf(arena, "\n%s/* %s%s programs=%016" PRIx64 "> */\n", text, mark, digest,
		                       programs);
	for (size_t i = 0; i < dependencies->count; i++)
		text = hp_arena_printf(arena, "%s# 1 \"%s\"\n", text, quoted(arena, dependencies->items[i]));
	return hp_arena_printf(arena, "%s# 1 \"%s%s programs=%016" PRIx64 ">\"\n", text, mark, digest, programs);
}

/* Appends `text` to what clang wrote; NULL or "-": the standard output. */
static bool append(struct hp_diag *diag, const char *path, const char *text)
{
	bool standard = !path || strcmp(path, "-") == 0;
	int fd = standard ? STDOUT_FILENO : open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
	bool done = fd >= 0 && hp_os_write_all(fd, text, strlen(text));
	int saved = errno;
	if (fd >= 0 && !standard && close(fd) != 0 && done)
		done = false;
	else
		errno = saved;
	if (!done)
		hp_error(diag, "cannot write '%s':", standard ? "-" : path);
	return done;
}

/* What no cache can read again needs no marker: scripts take the last line of what they have asked through a pipe. */
static bool is_file(const char *name)
{
	struct stat st;
	return strcmp(name, "-") != 0 && stat(name, &st) == 0 && S_ISREG(st.st_mode);
}

int hp_preprocess_run(struct hp_session *session)
{
	const struct hp_invocation *inv = session->inv;
	const struct hp_input *source = only_source(inv);
	struct hp_funclist list;
	struct hp_strvec argv;
	hp_strvec_init(&argv, inv->arena);
	hp_command_preprocess(&argv, inv, session->clang, &session->configuration->dependencies);
	if (!hp_command_fit(&argv, inv, session->diag))
		return 1;
	if (!source || !is_file(source->name) || !prints_text(inv) || session->dry_run) {
		hp_exec_replace(session->diag, hp_strvec_argv(&argv), session->env);
		return 1;
	}
	if (!hp_lists_read(&list, session->configuration, (int)(source - inv->inputs), session->diag) ||
	    session->diag->errors)
		return 1;
	const char *output = hp_outputs_preprocessed(inv, (size_t)(source - inv->inputs));
	hp_signals_init();
	/* Without what we append, a cache would take it for the text of no list. */
	struct hp_commit files = {.arena = inv->arena, .diag = session->diag};
	hp_commit_adopt(&files, output);
	struct hp_child_io io = {.env = session->env, .in = -1, .out = -1, .err = -1};
	pid_t pid = hp_exec_spawn(session->diag, hp_strvec_argv(&argv), &io);
	int status = pid < 0 ? 1 : hp_exec_status(hp_exec_wait(pid));
	if (status == 0 && !append(session->diag, output, trailer(session, hp_lists_digest(&list)))) {
		hp_commit_abort(&files);
		return 1;
	}
	hp_commit_keep(&files);
	return status;
}

static bool is_preprocessed(const struct hp_input *input)
{
	const char *dot = strrchr(input->name, '.');
	return input->kind == HP_INPUT_SOURCE && dot && (strcmp(dot, ".i") == 0 || strcmp(dot, ".ii") == 0);
}

/* The end of a file as text; NULL when it cannot be read, which clang will say. */
static const char *read_tail(struct hp_arena *arena, const char *path)
{
	struct stat st;
	size_t size;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return NULL;
	const char *text = NULL;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	    (st.st_size <= TAIL_BYTES || lseek(fd, -TAIL_BYTES, SEEK_END) >= 0))
		text = hp_os_read_all(arena, fd, &size);
	close(fd);
	return text;
}

const char *hp_preprocess_source(const struct hp_invocation *inv, size_t index)
{
	static const char marker[] = "# 1 \"", line[] = "#line 1 \"";
	const struct hp_input *input = &inv->inputs[index];
	char text[PATH_MAX + sizeof line] = "";
	int fd = is_preprocessed(input) ? open(input->name, O_RDONLY | O_CLOEXEC | O_NONBLOCK) : -1;
	if (fd < 0)
		return input->name;
	ssize_t got = read(fd, text, sizeof text - 1);
	close(fd);
	if (got > 0 && strncmp(text, marker, sizeof marker - 1) == 0)
		return hp_unquoted(inv->arena, text + sizeof marker - 1, "\"\n");
	if (got > 0 && strncmp(text, line, sizeof line - 1) == 0)
		return hp_unquoted(inv->arena, text + sizeof line - 1, "\"\n");
	return input->name;
}

bool hp_preprocess_check(const struct hp_invocation *inv, size_t index, const char *digest, struct hp_diag *diag)
{
	const struct hp_input *input = &inv->inputs[index];
	const char *text = is_preprocessed(input) ? read_tail(inv->arena, input->name) : NULL;
	const char *found = NULL;
	for (const char *at = text; at && (at = strstr(at, mark)); at++)
		found = at + sizeof mark - 1;
	if (!found || strncmp(found, digest, DIGEST_LENGTH) == 0)
		return true;
	hp_error(diag,
	         "'%s' was preprocessed with another function list than the one given now: give both calls the list "
	         "that --hpcc-inline-list prints, which compile servers get, too",
	         input->name);
	return false;
}
