/*
 * Hashes of the code of functions in a finished object.
 */
#ifndef HP_CODE_H
#define HP_CODE_H

#include "pass/object/wanted.h"

#include <llvm-c/Core.h>
#include <stddef.h>

struct hp_module;

/* Notes the hashes of the marked functions' code in a finished object as facts. */
void hp_code_note(struct hp_module *module, const char *object, size_t size);
/* Visits the functions of an object with their hashes, see wanted.h. The reason of a failure, malloc'ed, or NULL. */
char *hp_code_visit(struct hp_arena *arena, LLVMMemoryBufferRef buffer, hp_wanted_visit_code visit, void *self);

#endif
