/*
 * Preprocessing with a function list. Decides what stands behind clang's text, and what preprocessed text may be
 * compiled with; the text itself is clang's.
 */
#include "hpcc/preprocess.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/hash.h"
#include "base/os_file.h"
#include "base/os_process.h"
#include "base/os_stream.h"
#include "base/text.h"
#include "cmdline/invocation.h"
#include "cmdline/outputs.h"
#include "files/commit.h"
#include "hpcc/command.h"
#include "hpcc/configuration.h"
#include "hpcc/lists.h"
#include "hpcc/session.h"
#include "hpcc/uncached.h"
#include "run/exec.h"
#include "run/signals.h"
#include "run/toolchain.h"

#include <inttypes.h>
#include <string.h>

/* In front of the list's digest. */
static const char mark[] = "<hpcc functions=";

enum { DIGEST_LENGTH = 16, TAIL_BYTES = 16 * 1024, HEAD_BYTES = 4 * 1024 + 16 /* a path and what is around it */ };

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
	uint64_t hash = hp_toolchain_hash(HP_HASH_START, hp_os_self_file());
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
	const char *reason = hp_uncached_reason(session->configuration);
	uint64_t programs = hash_programs(session);
	const char *text = "";
	if (reason) {
		unsigned long long now = hp_os_now();
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
	int stream = standard ? HP_STREAM_OUT : hp_os_open(path, HP_OPEN_WRITE | HP_OPEN_APPEND);
	bool done = stream >= 0 && hp_os_write_text(stream, text);
	if (!standard)
		done = hp_os_close_written(&stream, done);
	if (!done)
		hp_error(diag, "cannot write '%s':", standard ? "-" : path);
	return done;
}

/* What no cache can read again needs no marker: scripts take the last line of what they have asked through a pipe. */
static bool is_file(const char *name)
{
	return strcmp(name, "-") != 0 && hp_os_is_file(name);
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
	struct hp_child_io io = {.env = session->env, .in = HP_IO_OURS, .out = HP_IO_OURS, .err = HP_IO_OURS};
	int status;
	if (hp_exec_run(session->diag, hp_strvec_argv(&argv), &io, &status) && status == 0 &&
	    !append(session->diag, output, trailer(session, hp_lists_digest(&list)))) {
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
	struct hp_os_info info;
	size_t size;
	int stream = hp_os_open(path, HP_OPEN_READ);
	bool is_text = stream >= 0 && hp_os_stream_info(stream, &info) && info.kind == HP_OS_FILE;
	const char *text = is_text ? hp_os_read_tail(arena, stream, TAIL_BYTES, &size) : NULL;
	hp_os_close(&stream);
	return text;
}

const char *hp_preprocess_source(const struct hp_invocation *inv, size_t index)
{
	static const char marker[] = "# 1 \"", line[] = "#line 1 \"";
	const struct hp_input *input = &inv->inputs[index];
	char text[HEAD_BYTES] = "";
	size_t got;
	int stream = is_preprocessed(input) ? hp_os_open(input->name, HP_OPEN_READ | HP_OPEN_NO_WAIT) : -1;
	if (stream < 0)
		return input->name;
	hp_os_read_some(stream, text, sizeof text - 1, &got);
	hp_os_close(&stream);
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
