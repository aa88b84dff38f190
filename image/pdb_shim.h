/*
 * PDB files through LLVM's reader, which has no C API.
 */
#ifndef HP_PDB_SHIM_H
#define HP_PDB_SHIM_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum hp_pdb_kind {
	HP_PDB_PUBLIC,   /* an external symbol, by its object's name */
	HP_PDB_FUNCTION, /* by a debugger's name, with its size */
	HP_PDB_VARIABLE  /* the same */
};

struct hp_pdb_symbol {
	enum hp_pdb_kind kind;
	const char *name;
	const char *scope;        /* the function that a variable is a static of, "" if of none */
	uint32_t module;          /* from 1 on; 0 for HP_PDB_PUBLIC */
	uint32_t section, offset; /* section from 1 on */
	uint64_t size;            /* 0: not known */
	bool external;
	bool code; /* HP_PDB_PUBLIC: says that it is a function */
};

struct hp_pdb_module {
	const char *object, *archive, *source; /* "" where unknown */
	int hotpatch;                          /* 1: compiled for hot-patching, 0: not, -1: it does not say */
};

struct hp_pdb_range {
	uint32_t module, section, offset, size, crc; /* `crc`: llvm::JamCRC from 0 of the object's bytes, or 0 */
};

/* What is in a PDB: identity first, then modules by their numbers, ranges, symbols. Texts end with the call. */
struct hp_pdb_reader {
	void *self;
	bool (*identity)(void *self, const unsigned char guid[16], uint32_t age); /* false: read no more */
	void (*module)(void *self, const struct hp_pdb_module *module);
	void (*range)(void *self, const struct hp_pdb_range *range);
	void (*symbol)(void *self, const struct hp_pdb_symbol *symbol);
};

/* On failure *error gets a malloc'ed text and false is returned; some may have been visited. Also false, without an
 * error, if `identity` said so. */
bool hp_shim_pdb_read(const char *path, const struct hp_pdb_reader *to, char **error);

#ifdef __cplusplus
}
#endif

#endif
