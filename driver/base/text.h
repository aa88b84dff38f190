/*
 * Small questions about strings.
 */
#ifndef HP_TEXT_H
#define HP_TEXT_H

#include <stdbool.h>

bool hp_starts_with(const char *text, const char *prefix);

#endif
