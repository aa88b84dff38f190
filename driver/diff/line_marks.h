/*
 * `#line` behind what a fix changes, so that __LINE__ stays what it was in what the fix does not change.
 */
#ifndef HP_LINE_MARKS_H
#define HP_LINE_MARKS_H

#include <stddef.h>

struct hp_arena;

/* A stretch of lines that another one replaces; numbers from 1 on. */
struct hp_hunk {
	unsigned long old_line, old_count, new_line, new_count;
};

/* The new text with the marks that `hunks`, in the order of the text, ask for. In the arena. */
const char *hp_line_marks(struct hp_arena *arena, const char *text, const struct hp_hunk *hunks, size_t count);

#endif
