/*
 * The names of a module's functions, in every spelling a list entry may use. Not public.
 */
#ifndef HP_NAMES_H
#define HP_NAMES_H

#include "pass/choose/source_name.h"

#include <llvm-c/Core.h>
#include <stdbool.h>
#include <uthash.h>

struct hp_module;

/* One spelling of a function's name; several functions may share a spelling. */
struct hp_spelling {
	UT_hash_handle hh;
	LLVMValueRef function;
	struct hp_spelling *next; /* another function with this spelling */
	const char *text;
	size_t length;
};

struct hp_names {
	struct hp_module *module;
	struct hp_spelling *by_text;   /* all but IR names: those are the module's own table */
	struct hp_spelling *by_source; /* source-level names in the form of source_name.c */
	struct hp_source_name scratch;
	bool declarations; /* the names of functions that are only declared */
	bool has_sources;  /* by_source is filled: not before an entry needs it */
};

/* Called for each function that an entry names; may be called twice for one. */
typedef void (*hp_names_visit)(void *self, LLVMValueRef function);

/* A definition that this unit emits. */
bool hp_names_is_definition(LLVMValueRef function);

/* The names of the functions that this unit defines, or of those that it only declares. */
void hp_names_init(struct hp_names *names, struct hp_module *module, bool declarations);
void hp_names_fini(struct hp_names *names);

/* Visits the functions that `entry` names; returns whether there are any. */
bool hp_names_match(struct hp_names *names, const char *entry, hp_names_visit visit, void *self);

/* A visit that does nothing, for asking only whether there are functions. */
void hp_names_ignore(void *self, LLVMValueRef function);

#endif
