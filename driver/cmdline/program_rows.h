/*
 * The table of a program's options from a file of rows, ROW(id, spelling, letter, arity, group, value, preset, text):
 * an enum of their ids, ID_…, and `rows`. For one C file a program, which has defined HP_PROGRAM_ROWS as the file's
 * name, and before that an enum of its groups, GROUP_…
 */
#include "cmdline/program.h"

enum id {
#define ROW(id, spelling, letter, arity, group, value, preset, text) ID_##id,
#include HP_PROGRAM_ROWS
#undef ROW
	ID_COUNT
};

static const struct hp_program_option rows[] = {
#define ROW(id, spelling, letter, arity, group, value, preset, text)                                                 \
	[ID_##id] = {spelling, value, preset, text, HP_PROGRAM_##arity, GROUP_##group, letter},
#include HP_PROGRAM_ROWS
#undef ROW
};
