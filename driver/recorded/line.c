/*
 * Recorded lines of several commands. Decides which of them is the compiler's, where it runs and what of the others
 * matters to it; not what it means.
 */
#include "base/arena.h"
#include "base/text.h"
#include "cmdline/rspfile.h"
#include "config/compdb.h"
#include "files/path.h"
#include "recorded/launcher.h"
#include "recorded/recorded.h"
#include "recorded/shell.h"

#include <string.h>

/* Commands of a line on their way. */
struct reading {
	struct hp_recorded_line *line;
	struct hp_strvec *words;   /* of the compiler's command, once it is found */
	struct hp_strvec *exports; /* assignments for all that follows */
	bool windows;
	unsigned depth; /* of shells in shells */
};

enum { DEPTH_MAX = 4 };

static void read_line(struct reading *reading, const char *text, bool shell);

/* Programs that run what their argument says: `sh -c TEXT`, `cmd /C TEXT`. NULL: the words are no such thing. */
static const char *inner_text(struct hp_arena *arena, const struct hp_strvec *words, size_t at, bool *cmd)
{
	static const char *const shells[] = {"sh", "bash", "dash", "ash", "zsh", "ksh"};
	bool shell = false;
	*cmd = hp_recorded_is_program(words->items[at], "cmd");
	for (size_t i = 0; i < sizeof shells / sizeof *shells; i++)
		shell |= hp_recorded_is_program(words->items[at], shells[i]);
	for (at++; (shell || *cmd) && at < words->count; at++) {
		const char *word = words->items[at];
		if (*cmd && (hp_is_in_any_case(word, "/c") || hp_is_in_any_case(word, "-c"))) {
			struct hp_strvec rest;
			hp_strvec_init(&rest, arena);
			for (at++; at < words->count; at++)
				hp_strvec_pushf(&rest, "%s%s", rest.count ? " " : "", words->items[at]);
			return hp_strvec_join(&rest);
		}
		if (shell && *word == '-' && word[1] != '-' && strchr(word, 'c'))
			return at + 1 < words->count ? words->items[at + 1] : NULL;
	}
	return NULL;
}

/* The text behind `cmd /C `, with the quotes that cmd.exe takes off. */
static const char *text_of_cmd(struct hp_arena *arena, const char *text)
{
	const char *at = hp_find_in_any_case(text, " /c");
	if (!at)
		return NULL;
	at += 3;
	at += strspn(at, " \t");
	size_t length = strlen(at);
	while (length && strchr(" \t", at[length - 1]))
		length--;
	bool quoted = length > 1 && *at == '"' && at[length - 1] == '"';
	/* `"C:\x y\clang.exe" -c "a b.c"` has quotes of its own. */
	if (quoted && strpbrk(at + 1, "\"") != at + length - 1 && !strstr(at, "&&") && at[1] != '"')
		quoted = false;
	return hp_arena_strndup(arena, at + quoted, length - 2 * quoted);
}

static bool is_change_of_folder(const char *program)
{
	return strcmp(program, "cd") == 0 || strcmp(program, "chdir") == 0 || strcmp(program, "pushd") == 0;
}

static void change_folder(struct reading *reading, const char *to)
{
	struct hp_recorded_line *line = reading->line;
	bool absolute = *to == '/' || hp_path_has_drive(to) || !line->directory;
	line->directory = absolute ? to : hp_arena_printf(reading->words->arena, "%s/%s", line->directory, to);
}

/* Commands behind the compiler's that change nothing of its object. */
static bool is_harmless(const struct hp_strvec *words, size_t at)
{
	static const char *const names[] = {":",   "echo",   "true", "exit", "touch", "rm",
	                                    "del", "printf", "test", "popd", "cd"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (hp_recorded_is_program(words->items[at], names[i]))
			return true;
	return hp_recorded_is_program(words->items[at], "cmake");
}

static void take_exports(struct reading *reading, const struct hp_strvec *words, size_t at)
{
	for (at++; at < words->count; at++)
		if (strchr(words->items[at], '='))
			hp_strvec_push(reading->exports, words->items[at]);
}

/* One command, as words; `text` is NULL where words are all there is. */
static void take_command(struct reading *reading, struct hp_strvec *words, const char *text)
{
	struct hp_arena *arena = words->arena;
	struct hp_strvec changes;
	struct hp_front front = {&changes, NULL};
	bool cmd;
	hp_strvec_init(&changes, arena);
	size_t at = hp_launcher_skip(words, 0, &front);
	const char *program = at < words->count ? words->items[at] : NULL;
	const char *inner = program && reading->depth < DEPTH_MAX ? inner_text(arena, words, at, &cmd) : NULL;
	if (inner && cmd && text)
		inner = text_of_cmd(arena, text);
	if (reading->line->found) {
		if (program && !is_harmless(words, at) && !reading->line->behind)
			reading->line->behind = program;
	} else if (inner) {
		bool windows = reading->windows;
		hp_strvec_extend(reading->exports, changes.items, changes.count);
		reading->windows |= cmd;
		reading->depth++;
		read_line(reading, inner, true);
		reading->depth--;
		reading->windows = windows;
	} else if (program && is_change_of_folder(program)) {
		if (words->count > at + 1)
			change_folder(reading, words->items[words->count - 1]);
	} else if (program && (strcmp(program, "export") == 0 || hp_is_in_any_case(program, "set"))) {
		take_exports(reading, words, at);
	} else if (program && (hp_recorded_is_compiler(program) || !reading->words->count)) {
		bool known = hp_recorded_is_compiler(program);
		hp_strvec_init(reading->words, arena);
		hp_strvec_extend(reading->words, reading->exports->items, reading->exports->count);
		hp_strvec_extend(reading->words, words->items, words->count);
		reading->line->found = known;
		if (known && front.directory)
			change_folder(reading, front.directory);
	}
}

/* `shell`: a shell takes the line apart, and not the program itself, as on Windows. */
static void read_line(struct reading *reading, const char *text, bool shell)
{
	struct hp_arena *arena = reading->words->arena;
	enum hp_quoting quoting = hp_recorded_quoting(arena, text, reading->windows);
	struct hp_strvec commands, words;
	hp_strvec_init(&commands, arena);
	if (quoting == HP_QUOTING_SHELL || shell)
		hp_shell_split(arena, text, reading->windows && shell ? HP_QUOTING_WINDOWS : quoting, &commands);
	else
		hp_strvec_push(&commands, text);
	for (size_t i = 0; i < commands.count; i++) {
		hp_strvec_init(&words, arena);
		hp_rspfile_split(arena, commands.items[i],
		                 hp_recorded_quoting(arena, commands.items[i], reading->windows), &words);
		take_command(reading, &words, commands.items[i]);
	}
}

/* Words that were recorded one by one: a shell's signs are words of their own then. */
static void read_arguments(struct reading *reading, const struct hp_compdb_entry *entry)
{
	struct hp_strvec words;
	hp_strvec_init(&words, reading->words->arena);
	for (size_t i = 0; i <= entry->argument_count; i++) {
		const char *word = i < entry->argument_count ? entry->arguments[i] : "&&";
		if (strcmp(word, "&&") != 0 && strcmp(word, "||") != 0 && strcmp(word, ";") != 0) {
			hp_strvec_push(&words, word);
			continue;
		}
		take_command(reading, &words, NULL);
		hp_strvec_init(&words, reading->words->arena);
	}
}

size_t hp_recorded_split(struct hp_strvec *words, const struct hp_compdb_entry *entry, struct hp_recorded_line *line)
{
	struct hp_strvec exports, changes;
	struct hp_front front = {&changes, NULL};
	*line = (struct hp_recorded_line){0};
	hp_strvec_init(&exports, words->arena);
	hp_strvec_init(&changes, words->arena);
	struct reading reading = {
	    .line = line, .words = words, .exports = &exports, .windows = hp_path_has_drive(entry->directory)};
	if (entry->arguments)
		read_arguments(&reading, entry);
	else
		read_line(&reading, entry->command, !reading.windows);
	return hp_launcher_skip(words, 0, &front);
}
