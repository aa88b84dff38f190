/*
 * The manifest for ninja: one edge a unit. Decides dependencies, quoting and what is a file of hpcc-replay's own; not
 * the commands.
 *
 * ninja runs in the folder of most commands, because it takes dependencies for relative to its own; a unit of another
 * folder runs through hpcc-step, which makes them absolute.
 */
#include "base/arena.h"
#include "base/diag.h"
#include "base/hash.h"
#include "base/os_file.h"
#include "base/text.h"
#include "cmdline/rspfile.h"
#include "files/commit.h"
#include "files/path.h"
#include "replay/replay.h"
#include "run/toolchain.h"

#include <inttypes.h>
#include <string.h>

enum { COMMAND_MAX = 100 * 1000 /* bytes that a shell gets as they are; Linux allows 128 KiB */ };

/* ninja has no escape for `|` in a path, but a variable may hold it. */
static const char rules[] =
    "bar = |\n"
    "rule gnu\n  command = $cmd\n  description = $index $about\n  deps = gcc\n  depfile = $dep\n"
    "  rspfile = $rsp\n  rspfile_content = $rsp_text\n"
    "rule cl\n  command = $cmd\n  description = $index $about\n  deps = msvc\n"
    "  msvc_deps_prefix = Note: including file:\n  rspfile = $rsp\n  rspfile_content = $rsp_text\n"
    "rule link\n  command = $cmd\n  description = $index $about\n  rspfile = $rsp\n  rspfile_content = $rsp_text\n\n";

/* A word for a POSIX shell. */
static void put_shell(struct hp_strvec *out, const char *word)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=./:,@%";
	if (*word && word[strspn(word, plain)] == '\0') {
		hp_strvec_push(out, word);
		return;
	}
	hp_strvec_push(out, "'");
	for (const char *quote; (quote = strchr(word, '\'')); word = quote + 1)
		hp_strvec_pushf(out, "%.*s'\\''", (int)(quote - word), word);
	hp_strvec_push(out, word);
	hp_strvec_push(out, "'");
}

/* A word for a response file in GNU quoting. */
static void put_quoted(struct hp_strvec *out, const char *word)
{
	hp_strvec_pushf(out, "\"%s\"", hp_escaped(out->arena, word, "\"\\"));
}

/* A word for one in Windows quoting, which has empty words, but which ccache does not read. */
static void put_windows(struct hp_strvec *out, const char *word)
{
	hp_strvec_push(out, hp_rspfile_quote_windows(out->arena, word));
}

/* build.ninja while it is written. Whatever somebody else wrote goes through put_escaped. */
struct manifest {
	struct hp_strvec text;
	const char *wrong; /* what ninja has no escape for: text with a line end; NULL: nothing */
};

/* Text for ninja: in a value, or as a path. */
static void put_escaped(struct manifest *to, const char *text, bool is_path)
{
	const char *signs = is_path ? "$ :|" : "$";
	if (strpbrk(text, "\r\n"))
		to->wrong = text;
	for (const char *sign; (sign = strpbrk(text, signs)); text = sign + 1)
		hp_strvec_pushf(&to->text, *sign == '|' ? "%.*s${bar}" : "%.*s$%c", (int)(sign - text), text, *sign);
	hp_strvec_push(&to->text, text);
}

static void put_value(struct manifest *to, const char *name, const char *value)
{
	hp_strvec_pushf(&to->text, "  %s = ", name);
	put_escaped(to, value, false);
	hp_strvec_push(&to->text, "\n");
}

/* A file, with what stands between it and the one before. */
static void put_path(struct manifest *to, const char *before, const char *path)
{
	hp_strvec_push(&to->text, before);
	put_escaped(to, path, true);
}

/* False after a report, at the place of the unit if there is one. */
static bool is_right(struct hp_replay *replay, struct manifest *to, const struct hp_tu *unit, const char *what)
{
	if (to->wrong)
		hp_error_at(replay->diag, unit ? hp_replay_place(replay, unit) : NULL,
		            "%s has a line end, which build.ninja cannot hold: '%s'", what, to->wrong);
	bool right = !to->wrong;
	to->wrong = NULL;
	return right;
}

static const char *join_words(struct hp_arena *arena, const struct hp_strvec *words, size_t from,
                              void (*put)(struct hp_strvec *out, const char *word))
{
	struct hp_strvec text;
	hp_strvec_init(&text, arena);
	for (size_t i = from; i < words->count; i++) {
		if (i > from)
			hp_strvec_push(&text, " ");
		put(&text, words->items[i]);
	}
	return hp_strvec_join(&text);
}

/* What stands in front of the compilation: assignments, hpcc-step, the launcher. */
static void put_front(struct hp_replay *replay, const struct hp_tu *unit, struct hp_strvec *words)
{
	if (strcmp(unit->directory, replay->ninja_folder) != 0) {
		hp_strvec_pushf(words, "%s/../libexec/hpcc/hpcc-step", replay->programs);
		hp_strvec_push(words, unit->directory);
		hp_strvec_pushf(words, unit->mode == HP_MODE_CL ? "-" : "%s.d", unit->object);
	}
	if (replay->options.launcher)
		hp_strvec_push(words, replay->options.launcher);
}

/* Only the value may be quoted. */
static void put_assignment(struct hp_strvec *text, const char *assignment)
{
	const char *value = strchr(assignment, '=');
	if (!value)
		return;
	hp_strvec_pushf(text, "%.*s=", (int)(value - assignment), assignment);
	put_shell(text, value + 1);
	hp_strvec_push(text, " ");
}

/* What the command changes in its environment, for a shell. */
static const char *assignments_text(struct hp_replay *replay, const struct hp_tu *unit)
{
	const struct hp_strvec *assignments = &unit->assignments;
	const char *launcher = replay->options.launcher;
	struct hp_strvec text;
	hp_strvec_init(&text, replay->arena);
	if (launcher && unit->mode == HP_MODE_CL && strcmp(hp_path_base(launcher), "ccache") == 0)
		hp_strvec_push(&text, "CCACHE_COMPILERTYPE=clang-cl "); /* it goes by the compiler's name */
	for (size_t i = 0; i < assignments->count; i++)
		if (!strchr(assignments->items[i], '=')) { /* a shell cannot take a variable away for one command */
			hp_strvec_push(&text, "env ");
			break;
		}
	if (hp_strvec_has(assignments, "-"))
		hp_strvec_push(&text, "-i ");
	for (size_t i = 0; i < assignments->count; i++) {
		const char *name = assignments->items[i];
		if (strchr(name, '=') || strcmp(name, "-") == 0)
			continue;
		hp_strvec_push(&text, "-u ");
		put_shell(&text, name);
		hp_strvec_push(&text, " ");
	}
	for (size_t i = 0; i < assignments->count; i++)
		put_assignment(&text, assignments->items[i]);
	return hp_strvec_join(&text);
}

static void put_command(struct hp_replay *replay, const struct hp_tu *unit, struct manifest *out)
{
	struct hp_arena *arena = replay->arena;
	struct hp_strvec words;
	hp_strvec_init(&words, arena);
	put_front(replay, unit, &words);
	size_t front = words.count + 1; /* with the compiler */
	hp_strvec_extend(&words, unit->argv.items, unit->argv.count);
	const char *text = join_words(arena, &words, 0, put_shell);
	if (strlen(text) > COMMAND_MAX) {
		const char *rsp = hp_arena_printf(arena, "%s.rsp", unit->object);
		put_value(out, "rsp", rsp);
		bool windows = hp_strvec_has(&words, "");
		put_value(out, "rsp_text", join_words(arena, &words, front, windows ? put_windows : put_quoted));
		words.count = front;
		hp_strvec_push(&words, windows ? "--rsp-quoting=windows" : "--rsp-quoting=posix");
		hp_strvec_pushf(&words, "@%s", rsp);
		text = join_words(arena, &words, 0, put_shell);
	}
	put_value(out, "cmd", hp_arena_printf(arena, "%s%s", assignments_text(replay, unit), text));
}

/* What objects depend on besides their source: the list, unless it is in the commands, and the compiler. */
static void put_common(const struct hp_replay *replay, struct manifest *out)
{
	struct hp_arena *arena = replay->arena;
	put_path(out, " | ", hp_path_join(arena, replay->programs, "hpcc"));
	put_path(out, " ", hp_path_join(arena, replay->programs, "../libexec/hpcc/hpcc-backend"));
}

static bool put_edge(struct hp_replay *replay, const struct hp_tu *unit, struct manifest *out)
{
	bool cl = unit->mode == HP_MODE_CL;
	put_path(out, "build ", unit->object);
	put_path(out, cl ? ": cl " : ": gnu ", unit->source);
	put_common(replay, out);
	if (!replay->options.launcher && !replay->options.plain)
		put_path(out, " ", replay->list_file);
	if (replay->base && !replay->options.plain) {
		put_path(out, " ", replay->options.base);
		put_path(out, " ", replay->base_mark);
	}
	hp_strvec_pushf(&out->text, "\n  index = %zu\n", (size_t)(unit - replay->units));
	put_value(out, "about", unit->entry->file);
	if (!cl)
		put_value(out, "dep", hp_arena_printf(replay->arena, "%s.d", unit->object));
	put_command(replay, unit, out);
	return is_right(replay, out, unit, "this entry");
}

/* hpcc-link, with as many objects as there are. */
static void put_slim_link(struct hp_replay *replay, struct manifest *out)
{
	struct hp_arena *arena = replay->arena;
	const struct hp_strvec *words = &replay->link_argv;
	const char *text = join_words(arena, words, 0, put_shell);
	if (strlen(text) > COMMAND_MAX) {
		const char *rsp = hp_arena_printf(arena, "%s/.hpcc-replay/link.rsp", replay->output);
		struct hp_strvec few;
		hp_strvec_init(&few, arena);
		hp_strvec_push(&few, words->items[0]);
		hp_strvec_pushf(&few, "@%s", rsp);
		put_value(out, "rsp", rsp);
		put_value(out, "rsp_text", join_words(arena, words, 1, put_quoted));
		text = join_words(arena, &few, 0, put_shell);
	}
	put_value(out, "cmd", text);
}

/* A recorded step, in its folder. */
static void put_recorded_link(struct hp_replay *replay, struct manifest *out)
{
	struct hp_strvec words;
	hp_strvec_init(&words, replay->arena);
	hp_strvec_pushf(&words, "%s/../libexec/hpcc/hpcc-step", replay->programs);
	hp_strvec_pushf(&words, "--below=%s", replay->output);
	hp_strvec_push(&words, replay->link_directory);
	hp_strvec_push(&words, "-");
	hp_strvec_extend(&words, replay->link_argv.items, replay->link_argv.count);
	put_value(out, "cmd", join_words(replay->arena, &words, 0, put_shell));
}

/* The patch image, which depends on all its patch objects. */
static bool put_link(struct hp_replay *replay, struct manifest *out)
{
	if (!replay->link_argv.count)
		return true;
	put_path(out, "build ", replay->link_image);
	for (size_t i = 0; i < replay->link_objects.count; i++)
		put_path(out, i ? " " : ": link ", replay->link_objects.items[i]);
	if (!replay->link_objects.count)
		hp_strvec_push(&out->text, ": link");
	for (size_t i = 0; i < replay->link_inputs.count; i++)
		put_path(out, i ? " " : " | ", replay->link_inputs.items[i]);
	hp_strvec_pushf(&out->text, "\n  index = %zu\n", replay->unit_count);
	put_value(out, "about", replay->link_image);
	if (replay->base)
		put_slim_link(replay, out);
	else
		put_recorded_link(replay, out);
	return is_right(replay, out, NULL, "the link step");
}

/* The folder of most units, by Boyer and Moore's vote: that of more than half, if there is one. */
static const char *most_common_folder(const struct hp_replay *replay)
{
	const char *folder = replay->folder;
	size_t votes = 0;
	for (size_t i = 0; i < replay->unit_count; i++) {
		const struct hp_tu *unit = &replay->units[i];
		if (!unit->chosen)
			continue;
		if (!votes)
			folder = unit->directory;
		votes = strcmp(folder, unit->directory) == 0 ? votes + 1 : votes - 1;
	}
	return folder;
}

/* Whether the file holds just that; then its time stays as it is. */
static bool is_same(struct hp_arena *arena, const char *path, const char *text)
{
	size_t size = 0;
	const char *old = hp_os_read_file(arena, path, &size);
	return old && size == strlen(text) && memcmp(old, text, size) == 0;
}

static bool write_file(struct hp_replay *replay, const char *path, const char *text)
{
	return is_same(replay->arena, path, text) || hp_commit_text(replay->arena, replay->diag, path, text);
}

const char *hp_replay_entry_text(const struct hp_replay *replay, size_t entry)
{
	const char *text = replay->entries->items[entry];
	bool plain = !strpbrk(text, ",#") && *text != ' ' && text[strlen(text) - 1] != ' ';
	return plain || strchr(text, '"') ? text : hp_arena_printf(replay->arena, "\"%s\"", text);
}

static bool write_list(struct hp_replay *replay)
{
	struct hp_strvec lines;
	hp_strvec_init(&lines, replay->arena);
	for (size_t i = 0; i < replay->entries->count; i++)
		hp_strvec_pushf(&lines, "%s\n", hp_replay_entry_text(replay, i));
	return write_file(replay, replay->list_file, hp_strvec_join(&lines));
}

/* ninja makes the folder of the image alone, and linkers make none. */
static bool make_folders(struct hp_replay *replay)
{
	bool done = true;
	for (size_t i = 0; i < replay->link_outputs.count; i++)
		done &= hp_commit_folder(replay->arena, replay->diag,
		                         hp_path_folder(replay->arena, replay->link_outputs.items[i]));
	return done;
}

/* Changes with the description's size and time: an older file in its place would pass for an unchanged one. */
static bool write_mark(struct hp_replay *replay)
{
	const char *text = hp_arena_printf(replay->arena, "%016" PRIx64 "\n",
	                                   hp_toolchain_hash(HP_HASH_START, replay->options.base));
	return write_file(replay, replay->base_mark, text);
}

bool hp_replay_write(struct hp_replay *replay)
{
	struct manifest out = {0};
	hp_strvec_init(&out.text, replay->arena);
	replay->ninja_folder = most_common_folder(replay);
	hp_strvec_push(&out.text,
	               "# Written by hpcc-replay; changes are lost.\nninja_required_version = 1.10\nbuilddir = ");
	put_escaped(&out, hp_arena_printf(replay->arena, "%s/.hpcc-replay", replay->output), false);
	hp_strvec_push(&out.text, "\nrsp =\nrsp_text =\n\n");
	hp_strvec_push(&out.text, rules);
	if (!is_right(replay, &out, NULL, "the name of the output folder"))
		return false;
	bool done = true;
	for (size_t i = 0; i < replay->unit_count; i++)
		if (replay->units[i].chosen)
			done = put_edge(replay, &replay->units[i], &out) && done;
	done = put_link(replay, &out) && done;
	return done && hp_replay_open_folder(replay) && make_folders(replay) && write_list(replay) &&
	       (!replay->base || write_mark(replay)) &&
	       write_file(replay, replay->ninja_file, hp_strvec_join(&out.text));
}
