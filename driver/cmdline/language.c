/*
 * What an input is. Decides by -x and by the name alone; never opens the file.
 */
#include "cmdline/language.h"

#include <string.h>

struct kind_row {
	const char *name;
	enum hp_input_kind kind;
};

static const struct kind_row extensions[] = {
    {"c", HP_INPUT_SOURCE},    {"C", HP_INPUT_SOURCE},    {"cc", HP_INPUT_SOURCE},    {"CC", HP_INPUT_SOURCE},
    {"cp", HP_INPUT_SOURCE},   {"cpp", HP_INPUT_SOURCE},  {"CPP", HP_INPUT_SOURCE},   {"cxx", HP_INPUT_SOURCE},
    {"CXX", HP_INPUT_SOURCE},  {"c++", HP_INPUT_SOURCE},  {"C++", HP_INPUT_SOURCE},   {"i", HP_INPUT_SOURCE},
    {"ii", HP_INPUT_SOURCE},   {"m", HP_INPUT_SOURCE},    {"M", HP_INPUT_SOURCE},     {"mm", HP_INPUT_SOURCE},
    {"mi", HP_INPUT_SOURCE},   {"mii", HP_INPUT_SOURCE},  {"bc", HP_INPUT_IR},        {"ll", HP_INPUT_IR},
    {"s", HP_INPUT_ASSEMBLY},  {"S", HP_INPUT_ASSEMBLY},  {"asm", HP_INPUT_ASSEMBLY}, {"h", HP_INPUT_HEADER},
    {"H", HP_INPUT_HEADER},    {"hh", HP_INPUT_HEADER},   {"hp", HP_INPUT_HEADER},    {"hpp", HP_INPUT_HEADER},
    {"hxx", HP_INPUT_HEADER},  {"h++", HP_INPUT_HEADER},  {"cppm", HP_INPUT_SOURCE},  {"ccm", HP_INPUT_SOURCE},
    {"cxxm", HP_INPUT_SOURCE}, {"c++m", HP_INPUT_SOURCE}, {"ixx", HP_INPUT_OTHER},    {"iim", HP_INPUT_OTHER},
    {"iih", HP_INPUT_OTHER},   {"pcm", HP_INPUT_SOURCE},  {"cu", HP_INPUT_OTHER},     {"cui", HP_INPUT_OTHER},
    {"hip", HP_INPUT_OTHER},   {"hipi", HP_INPUT_OTHER},  {"cl", HP_INPUT_OTHER},     {"clcpp", HP_INPUT_OTHER},
    {"cli", HP_INPUT_OTHER},   {"hlsl", HP_INPUT_OTHER},  {"ast", HP_INPUT_SOURCE},   {"cir", HP_INPUT_OTHER},
    {"f", HP_INPUT_OTHER},     {"F", HP_INPUT_OTHER},     {"for", HP_INPUT_OTHER},    {"FOR", HP_INPUT_OTHER},
    {"f90", HP_INPUT_OTHER},   {"F90", HP_INPUT_OTHER},   {"f95", HP_INPUT_OTHER},    {"F95", HP_INPUT_OTHER},
    {"pch", HP_INPUT_SOURCE},  {"gch", HP_INPUT_SOURCE},  {"rs", HP_INPUT_OTHER},     {"ads", HP_INPUT_OTHER},
    {"adb", HP_INPUT_OTHER},
};

static const struct kind_row languages[] = {
    {"c", HP_INPUT_SOURCE},
    {"c++", HP_INPUT_SOURCE},
    {"objective-c", HP_INPUT_SOURCE},
    {"objective-c++", HP_INPUT_SOURCE},
    {"cpp-output", HP_INPUT_SOURCE},
    {"c++-cpp-output", HP_INPUT_SOURCE},
    {"c++-module", HP_INPUT_SOURCE},
    {"objective-c-cpp-output", HP_INPUT_SOURCE},
    {"objc-cpp-output", HP_INPUT_SOURCE},
    {"objective-c++-cpp-output", HP_INPUT_SOURCE},
    {"objc++-cpp-output", HP_INPUT_SOURCE},
    {"ast", HP_INPUT_SOURCE},
    {"pcm", HP_INPUT_SOURCE},
    {"precompiled-header", HP_INPUT_SOURCE},
    {"ir", HP_INPUT_IR},
    {"c-header", HP_INPUT_HEADER},
    {"c++-header", HP_INPUT_HEADER},
    {"objective-c-header", HP_INPUT_HEADER},
    {"objective-c++-header", HP_INPUT_HEADER},
    {"c-header-cpp-output", HP_INPUT_HEADER},
    {"c++-header-cpp-output", HP_INPUT_HEADER},
    {"c++-user-header", HP_INPUT_HEADER},
    {"c++-system-header", HP_INPUT_HEADER},
    {"c++-header-unit-header", HP_INPUT_HEADER},
    {"assembler", HP_INPUT_ASSEMBLY},
    {"assembler-with-cpp", HP_INPUT_ASSEMBLY},
};

static enum hp_input_kind look_up(const struct kind_row *rows, size_t count, const char *name,
                                  enum hp_input_kind otherwise)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(rows[i].name, name) == 0)
			return rows[i].kind;
	return otherwise;
}

bool hp_language_is_interface(const struct hp_language_state *state, const char *name)
{
	static const char *const ends[] = {".cppm", ".ccm", ".cxxm", ".c++m"};
	const char *language = state->all ? state->all : state->language;
	const char *dot = strrchr(name, '.');
	if (language)
		return strcmp(language, "c++-module") == 0;
	for (size_t i = 0; dot && i < sizeof ends / sizeof *ends; i++)
		if (strcmp(dot, ends[i]) == 0)
			return true;
	return false;
}

void hp_language_init(struct hp_language_state *state, enum hp_mode mode)
{
	*state = (struct hp_language_state){.mode = mode};
}

void hp_language_option(struct hp_language_state *state, const struct hp_option *option, const char *value)
{
	if (option->id == HP_OPT_ALL_C)
		state->all = "c";
	else if (option->id == HP_OPT_ALL_CXX)
		state->all = "c++";
	else if (option->id == HP_OPT_LANGUAGE && value)
		state->language = strcmp(value, "none") == 0 ? NULL : value;
}

enum hp_input_kind hp_language_kind(const struct hp_language_state *state, const char *name,
                                    const struct hp_option *option)
{
	if (option && (option->id == HP_OPT_ONE_C || option->id == HP_OPT_ONE_CXX))
		return HP_INPUT_SOURCE;
	const char *slash = strrchr(name, '/');
	const char *dot = strrchr(slash ? slash : name, '.');
	const char *language = state->all ? state->all : state->language;
	if (state->all && dot && (!strcmp(dot, ".o") || !strcmp(dot, ".obj") || !strcmp(dot, ".lib")))
		return HP_INPUT_LINKER;
	if (language)
		return look_up(languages, sizeof languages / sizeof *languages, language, HP_INPUT_OTHER);
	if (strcmp(name, "-") == 0)
		return HP_INPUT_SOURCE;
	if (!dot)
		return HP_INPUT_LINKER;
	return look_up(extensions, sizeof extensions / sizeof *extensions, dot + 1, HP_INPUT_LINKER);
}
