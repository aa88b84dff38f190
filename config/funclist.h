/*
 * Function lists: which functions the user wants hot-patchable, as he spelled them.
 *
 * Several sources add up; an entry given twice counts once, at its first place. What an entry matches is the pass's
 * business: here it is text without line ends, of 1 to HP_FUNCLIST_ENTRY_MAX bytes.
 */
#ifndef HP_FUNCLIST_H
#define HP_FUNCLIST_H

#include "base/strvec.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hp_arena;
struct hp_diag;

enum {
	HP_FUNCLIST_ENTRY_MAX = 64 * 1024,        /* bytes of one entry */
	HP_FUNCLIST_FILE_MAX = 1024 * 1024 * 1024 /* bytes of one file */
};

struct hp_funclist {
	struct hp_arena *arena;
	struct hp_strvec entries; /* distinct, in order of first appearance */
	uint64_t *slots;          /* hash table over entries; see funclist.c */
	size_t slot_count;        /* a power of two, or 0 */
};

void hp_funclist_init(struct hp_funclist *list, struct hp_arena *arena);

/*
 * Adds the entries of a file: one a line, or several with commas between them. A comma inside parentheses, brackets,
 * angle brackets or double quotes belongs to its entry, so that `ns::f(int, char)` is one. Double quotes around an
 * entry, blanks around it, blank lines, and comments (`#` at the start of a line or after white space) are dropped.
 * Lines end with LF, CRLF or CR. UTF-8 with or without a byte order mark, and UTF-16 of either order with one.
 * A file without entries is a warning in HP_WARN_NAME. False after an error, which is reported with file and line;
 * entries before the error may have been added.
 */
bool hp_funclist_add_file(struct hp_funclist *list, struct hp_diag *diag, const char *path);

/*
 * Adds the entries of an option or environment variable: as in a file, without comments. `origin` names it in
 * messages, e.g. "-fms-secure-hotpatch-functions-list=".
 */
bool hp_funclist_add_text(struct hp_funclist *list, struct hp_diag *diag, const char *text, const char *origin);

#endif
