/*
 * Recorded compile commands. Decides by names and quoting alone; never looks at the file system.
 */
#define _GNU_SOURCE
#include "replay/recorded.h"

#include "base/arena.h"
#include "base/target.h"
#include "cmdline/rspfile.h"
#include "config/compdb.h"
#include "files/path.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* A program's name without folder, `.exe` and version. */
struct stem {
	const char *text;
	size_t length;
};

static bool ends_with(struct stem stem, const char *suffix)
{
	size_t length = strlen(suffix);
	return stem.length >= length && strncasecmp(stem.text + stem.length - length, suffix, length) == 0;
}

static bool is_same(struct stem stem, const char *name)
{
	return stem.length == strlen(name) && ends_with(stem, name);
}

static bool cut(struct stem *stem, const char *suffix)
{
	bool found = ends_with(*stem, suffix);
	stem->length -= found ? strlen(suffix) : 0;
	return found;
}

/* `-12` or `-22.1` at the end. */
static void cut_version(struct stem *stem)
{
	size_t end = stem->length;
	while (end && strchr("0123456789.", stem->text[end - 1]))
		end--;
	if (end && end < stem->length && stem->text[end - 1] == '-')
		stem->length = end - 1;
}

static struct stem stem_of(const char *path, size_t length)
{
	size_t start = length;
	while (start && path[start - 1] != '/' && path[start - 1] != '\\')
		start--;
	struct stem stem = {path + start, length - start};
	cut(&stem, ".exe");
	if (!cut(&stem, "-posix")) /* Debian's mingw-w64 compilers by thread model */
		cut(&stem, "-win32");
	cut_version(&stem);
	return stem;
}

static bool is_launcher(struct stem stem)
{
	static const char *const names[] = {"ccache", "sccache",   "distcc",   "icecc",  "buildcache",
	                                    "gomacc", "rewrapper", "reclient", "pump",   "cachecc1",
	                                    "env",    "nice",      "time",     "ionice", NULL};
	for (const char *const *name = names; *name; name++)
		if (is_same(stem, *name))
			return true;
	return false;
}

/* "NAME=value" as a shell takes it for an assignment. */
static bool is_assignment(const char *word)
{
	if (!isalpha((unsigned char)*word) && *word != '_')
		return false;
	while (isalnum((unsigned char)*word) || *word == '_')
		word++;
	return *word == '=';
}

/* Compilers by the end of their name; what stands in front, up to a dash, is the target. */
static const struct {
	const char *suffix;
	enum hp_recorded_kind kind;
	enum hp_mode mode;
	const char *program;
} compilers[] = {
    {"clang-cl", HP_RECORDED_CLANG, HP_MODE_CL, "hpcc-cl"}, {"hpcc-cl", HP_RECORDED_HPCC, HP_MODE_CL, "hpcc-cl"},
    {"clang++", HP_RECORDED_CLANG, HP_MODE_GNU, "hpcc++"},  {"hpcc++", HP_RECORDED_HPCC, HP_MODE_GNU, "hpcc++"},
    {"clang", HP_RECORDED_CLANG, HP_MODE_GNU, "hpcc"},      {"hpcc", HP_RECORDED_HPCC, HP_MODE_GNU, "hpcc"},
    {"g++", HP_RECORDED_GCC, HP_MODE_GNU, "hpcc++"},        {"gcc", HP_RECORDED_GCC, HP_MODE_GNU, "hpcc"},
    {"c++", HP_RECORDED_GCC, HP_MODE_GNU, "hpcc++"},        {"cc", HP_RECORDED_GCC, HP_MODE_GNU, "hpcc"},
    {"cl", HP_RECORDED_MSVC, HP_MODE_CL, "hpcc-cl"},
};

/* MSVC has a program for each target: …/HostX64/arm64/cl.exe. */
static const char *msvc_target(struct hp_arena *arena, const char *compiler)
{
	const char *end = compiler + strlen(compiler);
	while (end > compiler && end[-1] != '/' && end[-1] != '\\')
		end--;
	if (end == compiler)
		return NULL;
	struct stem folder = stem_of(compiler, (size_t)(end - 1 - compiler));
	char name[8] = "";
	for (size_t i = 0; i < folder.length && i < sizeof name - 1; i++)
		name[i] = (char)tolower((unsigned char)folder.text[i]);
	const char *machine = hp_target_machine(name);
	return machine ? hp_arena_printf(arena, "--target=%s-pc-windows-msvc", machine) : NULL;
}

/* What the compiler's name says. */
static void classify(struct hp_recorded *recorded, struct hp_arena *arena, const char *compiler)
{
	struct stem stem = stem_of(compiler, strlen(compiler));
	recorded->compiler = compiler;
	for (size_t i = 0; i < sizeof compilers / sizeof *compilers; i++) {
		struct stem rest = stem;
		if (!cut(&rest, compilers[i].suffix) || (rest.length && rest.text[rest.length - 1] != '-'))
			continue;
		recorded->kind = compilers[i].kind;
		recorded->mode = compilers[i].mode;
		recorded->program = compilers[i].program;
		if (recorded->kind == HP_RECORDED_MSVC)
			recorded->target = msvc_target(arena, compiler);
		else if (rest.length)
			recorded->target = hp_arena_printf(arena, "--target=%.*s", (int)rest.length - 1, rest.text);
		return;
	}
}

/* The first word that is neither an assignment nor a launcher, its quotes left out: enough to know the compiler. */
static struct stem first_program(const char *text, const char **word)
{
	for (;;) {
		text += strspn(text, " \t\r\n");
		size_t length = *text == '"' || *text == '\'' ? strcspn(text + 1, (char[]){*text, '\0'}) + 2
		                                              : strcspn(text, " \t\r\n");
		*word = text + (*text == '"' || *text == '\'');
		size_t inner = *word == text ? length : length - 2;
		inner = strnlen(*word, inner);
		struct stem stem = stem_of(*word, inner);
		bool passed = inner && (is_assignment(*word) || is_launcher(stem));
		if (!passed)
			return stem;
		text = *word + inner + (*word != text && (*word)[inner]);
	}
}

/* Whether the backslashes and quotes are those of a POSIX shell: it shows an escape that only such a shell needs, and
 * no backslash in front of a letter, which nobody writes for one. */
static bool is_posix(const char *text)
{
	bool quoted = false, posix = false; /* by double quotes */
	for (const char *at = text; *at; at++) {
		if (*at == '"')
			quoted = !quoted;
		else if (*at == '\'' && !quoted && (at == text || strchr(" \t=", at[-1])) && strchr(at + 1, '\''))
			posix = true;
		size_t slashes = strspn(at, "\\");
		if (!slashes)
			continue;
		at += slashes - (slashes % 2 == 0 || !at[slashes]); /* at what is escaped, or the last backslash */
		if (slashes % 2 == 0)
			posix |= at[1] != '"';
		else if (isalnum((unsigned char)*at) && !quoted)
			return false;
		else
			posix |= *at && strchr(quoted ? "$`" : " $`'()&;*<>|", *at);
	}
	return posix;
}

/* `windows`: the folder is one of Windows. */
static enum hp_quoting find_quoting(const char *command, bool windows)
{
	const char *word;
	struct stem stem = first_program(command, &word);
	bool cl = ends_with(stem, "-cl") || is_same(stem, "cl") || strstr(command, "--driver-mode=cl");
	if (!cl && !windows && !hp_path_has_drive(word))
		return HP_QUOTING_SHELL;
	return is_posix(command) ? HP_QUOTING_SHELL : HP_QUOTING_WINDOWS;
}

static bool is_in_front(const char *word)
{
	return is_assignment(word) || is_launcher(stem_of(word, strlen(word)));
}

size_t hp_recorded_split(struct hp_strvec *words, const struct hp_compdb_entry *entry)
{
	size_t at = 0;
	if (entry->arguments)
		hp_strvec_extend(words, entry->arguments, entry->argument_count);
	else
		hp_rspfile_split(words->arena, entry->command,
		                 find_quoting(entry->command, hp_path_has_drive(entry->directory)), words);
	while (at < words->count && is_in_front(words->items[at]))
		at++;
	return at;
}

void hp_recorded_parse(struct hp_recorded *recorded, struct hp_arena *arena, const struct hp_compdb_entry *entry)
{
	struct hp_strvec words;
	*recorded = (struct hp_recorded){.kind = HP_RECORDED_OTHER, .mode = HP_MODE_GNU, .program = "hpcc"};
	recorded->compiler = "";
	hp_strvec_init(&recorded->assignments, arena);
	hp_strvec_init(&recorded->args, arena);
	hp_strvec_init(&words, arena);
	size_t at = hp_recorded_split(&words, entry);
	for (size_t i = 0; i < at; i++)
		if (is_assignment(words.items[i]))
			hp_strvec_push(&recorded->assignments, words.items[i]);
	if (at == words.count)
		return;
	classify(recorded, arena, words.items[at]);
	hp_strvec_extend(&recorded->args, words.items + at + 1, words.count - at - 1);
	for (size_t i = 0; i < recorded->args.count; i++)
		if (strcmp(recorded->args.items[i], "--driver-mode=cl") == 0) {
			recorded->mode = HP_MODE_CL;
			recorded->program = "hpcc-cl";
		}
}

static int compare(const void *key, const void *row)
{
	return strcmp(key, *(const char *const *)row);
}

bool hp_recorded_is_gcc_only(const char *arg)
{
	static const char *const rows[] = {
#define GCC_ONLY(spelling) spelling,
#include "replay/gcc_only.def"
	};
	char name[64];
	size_t length = strcspn(arg, "=");
	if (arg[0] != '-' || (arg[1] != 'f' && arg[1] != 'm') || length >= sizeof name)
		return false;
	bool no = strncmp(arg + 2, "no-", 3) == 0;
	memcpy(name, arg, 2);
	memcpy(name + 2, arg + (no ? 5 : 2), length - (no ? 5 : 2));
	name[length - (no ? 3 : 0)] = '\0';
	return bsearch(name, rows, sizeof rows / sizeof *rows, sizeof *rows, compare) != NULL;
}

const char *hp_recorded_output(const struct hp_recorded *recorded)
{
	const char *const *args = recorded->args.items;
	const char *output = NULL;
	for (size_t i = 0; args[i]; i++) {
		const char *arg = args[i];
		if (recorded->mode == HP_MODE_CL) {
			bool names = (*arg == '/' || *arg == '-') && strncmp(arg + 1, "Fo", 2) == 0;
			if (names)
				output = arg[3] == ':' ? arg + 4 : arg + 3;
			if (names && !*output && args[i + 1])
				output = args[++i];
		} else if (strncmp(arg, "-o", 2) == 0 && strncmp(arg, "-obj", 4) != 0) {
			output = arg[2] ? arg + 2 : args[i + 1];
		}
	}
	return output && *output ? output : NULL;
}
