/*
 * The functions that are listed or reached, and what their attributes say.
 */
#ifndef HP_FUNCTION_H
#define HP_FUNCTION_H

#include <llvm-c/Core.h>
#include <stdbool.h>

struct hp_module;

#define HP_MARK "marked_for_windows_hot_patching"
#define HP_REWRITTEN "hpcc-rewritten" /* on reached functions until sealing, also on copies that LLVM makes */
/*
 * The name of a rewritten function that is a coroutine, on it and on what LLVM makes of it: the parts that resume,
 * destroy and clean up.
 */
#define HP_COROUTINE "hpcc-coroutine"

/* A function that is selected, or reached and rewritten. */
struct hp_function {
	LLVMValueRef value;
	const char *entry;        /* the list entry that chose it; NULL if it is only reached */
	bool queued;              /* on the work list */
	struct hp_function *next; /* work list of reach.c, in order of discovery */
};

struct hp_function *hp_function_find(struct hp_module *module, LLVMValueRef function);
struct hp_function *hp_function_add(struct hp_module *module, LLVMValueRef function);

/* Notes a listed function as a fact. */
void hp_function_note(struct hp_module *module, const struct hp_function *function);

/* Whether a definition carries the marking of listed functions. */
bool hp_function_is_marked(LLVMValueRef function);
/* The coroutine that LLVM has split the function from; NULL: it is none's part. Borrowed. */
const char *hp_function_coroutine(const struct hp_module *module, LLVMValueRef function);
/* Whether a definition has a string attribute of that name. */
bool hp_function_has_text(LLVMValueRef function, const char *attribute);
/* Its value, in the module's arena; NULL: there is none. */
const char *hp_function_text(const struct hp_module *module, LLVMValueRef function, const char *attribute);
/* Whether its value is the function's name: a part that LLVM has split off has it, too, but another name. */
bool hp_function_has_own_name(const struct hp_module *module, LLVMValueRef function, const char *attribute);
/* Whether a function has the enum attribute of that name. */
bool hp_function_has(LLVMValueRef function, const char *attribute);

#endif
