/*
 * Makes base descriptions.
 */
#ifndef HP_BASE_MAIN_WRITE_H
#define HP_BASE_MAIN_WRITE_H

#include <stdbool.h>

struct hp_arena;
struct hp_base_options;
struct hp_diag;

/* Writes the description of options->file to `path`; the file is there whole or not at all. False after a report. */
bool hp_base_describe(struct hp_arena *arena, struct hp_diag *diag, const struct hp_base_options *options,
                      const char *path);

#endif
