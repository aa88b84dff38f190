/*
 * What hpcc-base prints: lines of text, or one JSON document.
 */
#ifndef HP_BASE_MAIN_TEXT_H
#define HP_BASE_MAIN_TEXT_H

#include <stdbool.h>
#include <stdint.h>

struct hp_arena;
struct hp_base_symbol;

/* The text in quotes, as JSON has it. */
const char *hp_json_string(struct hp_arena *arena, const char *text);

/* "function", "import slot" … */
const char *hp_base_kind_name(const struct hp_base_symbol *symbol);

/* "archive(object)", the object, or the source if no object is known; "" if neither is. */
const char *hp_base_module_name(struct hp_arena *arena, const struct hp_base_symbol *symbol);

/* "x86", "x64", "ARM64"; "?" */
const char *hp_base_machine_name(unsigned machine);

/* The bytes in hexadecimal digits. */
const char *hp_base_digits(struct hp_arena *arena, const unsigned char *bytes, unsigned size);

/* One symbol as a JSON object. */
const char *hp_base_symbol_json(struct hp_arena *arena, const struct hp_base_symbol *symbol);

/* One symbol as a line. */
const char *hp_base_symbol_line(struct hp_arena *arena, const struct hp_base_symbol *symbol);

/* Writes to standard output. False if that fails, without a report. */
bool hp_base_print(const char *text);

#endif
