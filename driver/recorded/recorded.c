/*
 * Recorded compile commands: how they are quoted, which compiler they call. Decides by names and quoting alone; never
 * looks at the file system.
 */
#include "recorded/recorded.h"

#include "base/arena.h"
#include "base/target.h"
#include "base/text.h"
#include "cmdline/rspfile.h"
#include "config/compdb.h"
#include "files/path.h"
#include "recorded/launcher.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* A program's name without folder, `.exe` and version. */
struct stem {
	const char *text;
	size_t length;
};

static bool ends_with(struct stem stem, const char *suffix)
{
	size_t length = strlen(suffix);
	return stem.length >= length && hp_starts_in_any_case(stem.text + stem.length - length, suffix);
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

bool hp_recorded_is_program(const char *word, const char *name)
{
	return is_same(stem_of(word, strlen(word)), name);
}

bool hp_recorded_is_compiler(const char *word)
{
	struct stem stem = stem_of(word, strlen(word));
	for (size_t i = 0; i < sizeof compilers / sizeof *compilers; i++) {
		struct stem rest = stem;
		if (cut(&rest, compilers[i].suffix) && (!rest.length || rest.text[rest.length - 1] == '-'))
			return true;
	}
	return false;
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

/* By the words as Windows would have them: that leaves single quotes on, and the compiler is known all the same. */
enum hp_quoting hp_recorded_quoting(struct hp_arena *arena, const char *command, bool windows)
{
	struct hp_strvec words, changes;
	struct hp_front front = {&changes, NULL};
	hp_strvec_init(&words, arena);
	hp_strvec_init(&changes, arena);
	hp_rspfile_split(arena, command, HP_QUOTING_WINDOWS, &words);
	size_t at = hp_launcher_skip(&words, 0, &front);
	const char *word = at < words.count ? words.items[at] : "";
	word += *word == '\'';
	struct stem stem = stem_of(word, strcspn(word, "'"));
	bool cl = ends_with(stem, "-cl") || is_same(stem, "cl") || strstr(command, "--driver-mode=cl");
	if (!cl && !windows && !hp_path_has_drive(word))
		return HP_QUOTING_SHELL;
	return is_posix(command) ? HP_QUOTING_SHELL : HP_QUOTING_WINDOWS;
}

/* What the environment is told, with what later changes take back left out. */
static void settle_changes(struct hp_strvec *to, const struct hp_strvec *changes)
{
	for (size_t i = 0; i < changes->count; i++) {
		const char *change = changes->items[i];
		size_t length = strcspn(change, "=");
		bool taken_back = false;
		for (size_t k = i + 1; k < changes->count && !taken_back; k++)
			taken_back =
			    strcmp(changes->items[k], "-") == 0 || (strcspn(changes->items[k], "=") == length &&
			                                            strncmp(changes->items[k], change, length) == 0);
		if (!taken_back)
			hp_strvec_push(to, change);
	}
}

void hp_recorded_parse(struct hp_recorded *recorded, struct hp_arena *arena, const struct hp_compdb_entry *entry)
{
	struct hp_strvec words, changes;
	struct hp_front front = {&changes, NULL};
	*recorded = (struct hp_recorded){.kind = HP_RECORDED_OTHER, .mode = HP_MODE_GNU, .program = "hpcc"};
	recorded->compiler = "";
	hp_strvec_init(&recorded->assignments, arena);
	hp_strvec_init(&recorded->args, arena);
	hp_strvec_init(&words, arena);
	hp_strvec_init(&changes, arena);
	size_t at = hp_recorded_split(&words, entry, &recorded->line);
	hp_launcher_skip(&words, 0, &front);
	settle_changes(&recorded->assignments, &changes);
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
#include "recorded/gcc_only.def"
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
