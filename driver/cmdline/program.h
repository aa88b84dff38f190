/*
 * The command line of one of our own programs, by a table of its options: parsed, and shown as help.
 */
#ifndef HP_PROGRAM_H
#define HP_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>

struct hp_arena;
struct hp_diag;

enum hp_program_arity { HP_PROGRAM_FLAG, HP_PROGRAM_VALUE, HP_PROGRAM_MAYBE };

/* One option: "--x", "--x=VALUE" or "--x VALUE", "--x[=VALUE]"; `letter`: also "-x VALUE", 0 for none. */
struct hp_program_option {
	const char *spelling, *value, *preset, *text;
	enum hp_program_arity arity;
	unsigned group;
	char letter;
};

struct hp_program {
	const char *usage; /* the lines before the options */
	const char *const *groups;
	size_t group_count;
	const struct hp_program_option *options;
	size_t count;
	/* Takes an option by its index, or an argument that is none: SIZE_MAX. False after a report. */
	bool (*take)(void *self, size_t option, const char *value);
	void *self;
};

/* Reads the arguments behind the program's name. Behind "--" all are none. False after a report. */
bool hp_program_parse(const struct hp_program *program, struct hp_diag *diag, char *const *args);

/* The text of --help. */
const char *hp_program_help(const struct hp_program *program, struct hp_arena *arena);

#endif
