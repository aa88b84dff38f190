/*
 * Launchers in front of recorded compilers. Decides where the compiler stands and what the launchers change for it.
 */
#include "recorded/launcher.h"

#include "base/strvec.h"
#include "base/text.h"
#include "recorded/recorded.h"

#include <ctype.h>
#include <string.h>

/* A program that runs the command behind its options. */
struct launcher {
	const char *name;
	const char *values;   /* letters of options whose value may be the next word; NULL: any option's may */
	unsigned positionals; /* words of its own behind the options */
};

static const struct launcher launchers[] = {
    {"ccache", "", 0},     {"sccache", "", 0},     {"distcc", "", 0},     {"icecc", "", 0},
    {"buildcache", "", 0}, {"gomacc", NULL, 0},    {"reclient", NULL, 0}, {"rewrapper", NULL, 0},
    {"pump", "", 0},       {"cachecc1", "", 0},    {"env", "uCS", 0},     {"nice", "n", 0},
    {"time", "fo", 0},     {"ionice", "cnpPu", 0}, {"nohup", "", 0},      {"timeout", "ks", 1},
    {"taskset", "", 1},    {"stdbuf", "ioe", 0},   {"setsid", "", 0},     {"chronic", "", 0},
    {"exec", "a", 0},
};

/* Long options of these whose value may be the next word. */
static const char *const long_values[] = {"--unset",      "--chdir", "--adjustment", "--signal",
                                          "--kill-after", "--class", "--format",     "--classdata",
                                          "--output",     "--input", "--error"};

static bool is_assignment(const char *word)
{
	if (!isalpha((unsigned char)*word) && *word != '_')
		return false;
	while (isalnum((unsigned char)*word) || *word == '_')
		word++;
	return *word == '=';
}

static const struct launcher *find_launcher(const char *word)
{
	for (size_t i = 0; i < sizeof launchers / sizeof *launchers; i++)
		if (hp_recorded_is_program(word, launchers[i].name))
			return &launchers[i];
	return NULL;
}

/* Whether the value of an option without `=` may be the next word. */
static bool takes_next(const struct launcher *launcher, const char *option)
{
	if (!launcher->values)
		return strchr(option, '=') == NULL;
	for (size_t i = 0; option[1] == '-' && i < sizeof long_values / sizeof *long_values; i++)
		if (strcmp(option, long_values[i]) == 0)
			return true;
	return option[1] && option[1] != '-' && strchr(launcher->values, option[strlen(option) - 1]);
}

/* What an option of env says; `value` may be the next word or NULL. */
static void note_option(struct hp_front *front, const char *option, const char *value)
{
	static const char *const forms[] = {"--unset=", "--chdir=", "-u", "-C"};
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (hp_starts_with(option, forms[i]) && option[strlen(forms[i])])
			value = option + strlen(forms[i]);
	bool unset = hp_starts_with(option, "-u") || hp_starts_with(option, "--unset");
	if (strcmp(option, "-i") == 0 || strcmp(option, "-") == 0 || strcmp(option, "--ignore-environment") == 0)
		hp_strvec_push(front->changes, "-");
	else if (unset && value)
		hp_strvec_push(front->changes, value);
	else if ((hp_starts_with(option, "-C") || hp_starts_with(option, "--chdir")) && value)
		front->directory = value;
}

static size_t skip_options(const struct hp_strvec *words, size_t at, const struct launcher *launcher,
                           struct hp_front *front)
{
	bool env = strcmp(launcher->name, "env") == 0;
	while (at < words->count && *words->items[at] == '-') {
		const char *option = words->items[at++];
		if (strcmp(option, "--") == 0)
			break;
		const char *next = at < words->count ? words->items[at] : NULL;
		bool taken = next && *next != '-' && takes_next(launcher, option);
		/* Of an option that is not known, a compiler is not the value. */
		if (taken && !launcher->values && (hp_recorded_is_compiler(next) || find_launcher(next)))
			taken = false;
		if (env)
			note_option(front, option, taken ? next : NULL);
		at += taken;
	}
	for (unsigned i = 0; i < launcher->positionals && at < words->count; i++)
		at++;
	return at;
}

/* `cmake -E env …`, `cmake -E time …`, `cmake -E chdir FOLDER …`, `cmake -E __run_co_compile … -- …`. */
static size_t skip_cmake(const struct hp_strvec *words, size_t at, struct hp_front *front)
{
	static const struct launcher env = {"env", "u", 0};
	const char *what =
	    at + 2 < words->count && strcmp(words->items[at + 1], "-E") == 0 ? words->items[at + 2] : "";
	size_t behind = at + 3;
	if (strcmp(what, "env") == 0)
		return skip_options(words, behind, &env, front);
	if (strcmp(what, "time") == 0)
		return behind;
	if (strcmp(what, "chdir") == 0 && behind < words->count) {
		front->directory = words->items[behind];
		return behind + 1;
	}
	if (strcmp(what, "__run_co_compile") != 0)
		return at;
	while (behind < words->count && strcmp(words->items[behind], "--") != 0)
		behind++;
	return behind < words->count ? behind + 1 : at;
}

size_t hp_launcher_skip(const struct hp_strvec *words, size_t at, struct hp_front *front)
{
	while (at < words->count) {
		const char *word = words->items[at];
		const struct launcher *launcher = find_launcher(word);
		size_t next = at;
		if (is_assignment(word)) {
			hp_strvec_push(front->changes, word);
			next = at + 1;
		} else if (launcher) {
			next = skip_options(words, at + 1, launcher, front);
		} else if (hp_recorded_is_program(word, "cmake")) {
			next = skip_cmake(words, at, front);
		} else if (strcmp(word, "--") == 0) { /* of cmake -E env, behind its assignments */
			next = at + 1;
		} else if (hp_starts_with(word, "--unset=")) { /* the same, between them */
			note_option(front, word, NULL);
			next = at + 1;
		}
		if (next == at)
			break;
		at = next;
	}
	return at;
}
