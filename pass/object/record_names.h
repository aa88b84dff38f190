/*
 * S_HOTPATCHFUNC records of a finished object or assembly.
 */
#ifndef HP_RECORD_NAMES_H
#define HP_RECORD_NAMES_H

#include <stddef.h>

/* Drops LLVM's \01 escape from the names in an object's S_HOTPATCHFUNC records, in place. */
void hp_record_names_unescape(char *object, size_t size);
/* The same in assembly, whose new size it returns: the records' lengths there are differences of labels. */
size_t hp_record_names_unescape_text(char *text, size_t size);

#endif
