/*
 * Compilation databases: compile_commands.json, as CMake, Meson, Bear and others write it.
 *
 * Here an entry is what the file says, text for text. What a command means, and how its quotes work, is the driver's
 * business. Source: clang's "JSON Compilation Database Format Specification".
 */
#ifndef HP_COMPDB_H
#define HP_COMPDB_H

#include <stdbool.h>
#include <stddef.h>

struct hp_arena;
struct hp_diag;

enum { HP_COMPDB_FILE_MAX = 1024 * 1024 * 1024 - 1 /* bytes of one database */ };

/* One command; strings live in the arena. */
struct hp_compdb_entry {
	const char *directory;        /* where the command runs */
	const char *file;             /* relative to it, or absolute */
	const char *output;           /* the same; NULL: not given */
	const char *command;          /* quoted for a shell; NULL: `arguments` are given */
	const char *const *arguments; /* argument_count of them, then NULL; NULL: `command` is given */
	size_t argument_count;
	size_t line; /* of the file, from 1; with column the entry's start */
	size_t column;
};

struct hp_compdb {
	struct hp_arena *arena;
	const char *path;
	struct hp_compdb_entry *entries; /* in the file's order */
	size_t count, capacity;
	bool lenient; /* pass over entries without file or command, which ninja writes; false after init */
};

void hp_compdb_init(struct hp_compdb *db, struct hp_arena *arena);

/*
 * Adds the entries of the file `path`, which stays borrowed. Where both a command and arguments are given, the
 * arguments count. Keys that are not known are passed over. False after one error, which names line and column; the
 * entries before it have been added.
 */
bool hp_compdb_read(struct hp_compdb *db, struct hp_diag *diag, const char *path);

/* The same of a text of `size` bytes with a NUL behind them, which may change afterwards; `name` is for messages. */
bool hp_compdb_read_text(struct hp_compdb *db, struct hp_diag *diag, const char *name, const char *text, size_t size);

#endif
