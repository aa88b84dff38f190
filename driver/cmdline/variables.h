/*
 * What the environment says to a command line: hpcc's variables, and clang-cl's CL and _CL_.
 */
#ifndef HP_VARIABLES_H
#define HP_VARIABLES_H

#include "config/settings.h"

#include <stdbool.h>

struct hp_strvec;

/* A variable's value; NULL if it is not set or empty. */
const char *hp_variable(const char *name);

/* Takes the settings that the environment has into `settings`, HP_SET_COUNT of them. */
void hp_variables_settings(struct hp_setting *settings);

/*
 * Whether the environment has a list or a setting that means something to a command line that has nothing for hpcc:
 * neither a clang nor a place for reports does.
 */
bool hp_variables_count(void);

/*
 * Appends the words of CL or _CL_, in Windows' quoting; the first `#` of each stands for `=`, which cmd.exe keeps for
 * itself. What is left of the variable for clang, "NAME=value" or "NAME": to clang-cl `@file` is no response file
 * there, but among the arguments it would be one.
 */
const char *hp_variables_words(struct hp_strvec *words, const char *name);

#endif
