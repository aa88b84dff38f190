/*
 * Elements of tables, for messages.
 */
#ifndef HP_ELEMENT_H
#define HP_ELEMENT_H

#include <llvm-c/Core.h>

struct hp_module;

/* ", whose element '[1]' points to 'g'" for a table with addresses of data that can change, else "". */
const char *hp_element_text(struct hp_module *module, LLVMValueRef table);

#endif
