/*
 * An object as a graph: its functions and data, each an atom, and what they refer to. For objects compiled with a
 * section for each function and variable; where several share one, symbols and references tell them apart.
 */
#ifndef HP_DIFF_OBJECT_H
#define HP_DIFF_OBJECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <uthash.h>

struct hp_arena;
struct hp_diag;

enum hp_atom_kind {
	HP_ATOM_FUNCTION,
	HP_ATOM_VARIABLE, /* in a section that can be written */
	HP_ATOM_CONSTANT
};

struct hp_atom;

/* A place in an atom whose value is an address. */
struct hp_reference {
	uint32_t offset;
	unsigned type;              /* of the relocation */
	const char *name;           /* the symbol's; "" of a section's */
	const struct hp_atom *atom; /* what the address leads into; NULL: another object has it */
	uint32_t into;              /* bytes into it, where the relocation's own addend does not tell: of sections */
	bool call;                  /* a direct call or jump */
};

struct hp_atom {
	const char *name; /* the first symbol's at its start, an external one if there is one; "" without */
	enum hp_atom_kind kind;
	bool external;   /* other objects see a symbol of it */
	bool shared;     /* one of several copies that other objects have, too: inline functions, templates */
	bool thread;     /* of each thread */
	bool about_code; /* what the system knows of functions, for exceptions: it calls none itself */
	bool start;      /* runs at the program's start: named in a table of initialisers */
	uint32_t number; /* of its section */
	uint32_t begin, size;
	const unsigned char *bytes; /* NULL: zeros */
	struct hp_reference *references;
	size_t reference_count;
	const struct hp_atom **unwind; /* of a function: what the system knows of it for exceptions */
	size_t unwind_count;
	size_t index; /* in the object */
};

/* A symbol that the object defines. */
struct hp_definition {
	UT_hash_handle hh;
	const char *name; /* key */
	const struct hp_atom *atom;
	uint32_t into;
};

struct hp_object {
	const char *path;
	unsigned machine;       /* as in image/pe.h */
	const char *directives; /* what the object tells the linker; "" if nothing */
	struct hp_atom *atoms;
	size_t count;
	struct hp_definition *by_name;
};

/* Reads the object into the arena. False after a report. hp_object_free releases what is not in the arena. */
bool hp_object_read(struct hp_object *object, struct hp_arena *arena, struct hp_diag *diag, const char *path);
void hp_object_free(struct hp_object *object);

/* The atom at whose start the symbol is, NULL: none. */
const struct hp_atom *hp_object_find(const struct hp_object *object, const char *name);

/* Whether it is what a language's run-time library knows of a type: a table of virtual functions, type information.
 */
bool hp_atom_is_of_a_type(const struct hp_atom *atom);

/* Whether an atom is known by what it holds alone: no other object and no other function depends on where it is. */
bool hp_atom_is_anonymous(const struct hp_atom *atom);

#endif
