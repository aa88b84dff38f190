/*
 * What the running process has laid out by types, and calls by signatures: both versions of a unit, read by libclang.
 */
#ifndef HP_DIFF_TYPES_H
#define HP_DIFF_TYPES_H

struct hp_arena;
struct hp_built_unit;
struct hp_comparison;
struct hp_findings;

/* Compares the types, functions and variables that both versions declare. What differs is a finding; so is a version
 * that cannot be read, and a variable that the original declares and its object, as the comparison has it, lacks. */
void hp_types_compare(struct hp_arena *arena, struct hp_findings *findings, const struct hp_built_unit *unit,
                      const struct hp_comparison *comparison);

#endif
