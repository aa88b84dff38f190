/*
 * A base description, read: what a shipped image is and which symbols it has, from one SQLite file that hpcc-base
 * wrote (docs/base-descriptions.md). Read-only. Decides what a name means in the base; not what follows from that.
 */
#ifndef HP_BASE_H
#define HP_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hp_arena;
struct hp_diag;
struct hp_base;

/* Marks of the file: SQLite's application_id ("hpba") and user_version. A newer version is refused. */
enum { HP_BASE_APPLICATION = 0x68706261, HP_BASE_VERSION = 2 };

/* What names the start of the image in a bind table. */
#define HP_BASE_START "__ImageBase"

/* As the file has them: never change a number. */
enum hp_base_kind {
	HP_BASE_FUNCTION = 0,
	HP_BASE_VARIABLE = 1,
	HP_BASE_CONSTANT = 2,     /* in a section that nothing can write */
	HP_BASE_THREAD_LOCAL = 3, /* native; an emulated one is its control variable, `__emutls_v.x` */
	HP_BASE_IMPORT_SLOT = 4,  /* `__imp_X`: a pointer that the loader fills */
	HP_BASE_IMPORT_THUNK = 5, /* a function that only jumps through a slot */
	HP_BASE_KIND_COUNT
};

enum hp_base_found {
	HP_BASE_FOUND,
	HP_BASE_ABSENT,
	HP_BASE_AMBIGUOUS, /* several, and nothing tells which is meant */
	HP_BASE_FAILED     /* the file is damaged; reported */
};

/* Where the symbols are from, best first; as the file has it. */
enum hp_base_source { HP_BASE_SOURCE_PDB = 0, HP_BASE_SOURCE_SYMBOLS = 1, HP_BASE_SOURCE_MAP = 2 };

/* What the image is; strings live as long as the base. */
struct hp_base_identity {
	const char *image;      /* file name without folder */
	unsigned machine;       /* IMAGE_FILE_MACHINE_…: 0x14c x86, 0x8664 x64, 0xaa64 ARM64 */
	bool has_pdb;           /* whether guid and age are known */
	unsigned char guid[16]; /* as the image's debug directory has it */
	uint32_t age;
	uint32_t timestamp, checksum, image_size;
	uint64_t preferred_base;
	bool dll;
	bool gnu;           /* windows-gnu: MinGW's names and emulated TLS */
	bool has_tls;       /* whether tls_index is known: the image has native thread-local variables */
	uint32_t tls_index; /* address of _tls_index */
	enum hp_base_source source;
};

/* One symbol. Addresses are relative to the image's start. Strings live as long as the base. */
struct hp_base_symbol {
	int64_t id;
	const char *name;    /* as the object spells it, x86's underscore included; see `display` */
	const char *object;  /* full path of its object, as the linker's records have it; "" if unknown */
	const char *archive; /* the archive that has the object as a member; "" if none */
	const char *source;  /* its translation unit's source, "" if unknown */
	enum hp_base_kind kind;
	bool external;    /* other objects see it */
	bool ambiguous;   /* another symbol of this name and module has another address */
	bool display;     /* `name` is a debugger's, without parameters: the object's symbols were not at hand */
	uint32_t address; /* HP_BASE_THREAD_LOCAL: offset in the thread's block */
	uint64_t size;    /* bytes; 0: not known */
	uint64_t extent;  /* bytes up to what follows: no more than these are its own */
	uint32_t room;    /* functions: bytes of padding before it, at most 64 */
	unsigned char first[16]; /* functions: the bytes of the first instruction, `first_size` of them */
	unsigned first_size;     /* 0: not decoded */
	bool hotpatch;    /* function of an object that says it was compiled for hot-patching; false if unknown */
	uint32_t sharing; /* functions: how many others have this address (identical code folding, aliases) */
	bool branched;    /* functions: a jump or call leads into its entry's bytes or its padding, or a loop to it */
	bool taken;       /* functions: code or data of the image has its address for more than a call */
	bool has_hash;    /* constants and initialised variables */
	uint64_t hash;    /* of contents and relocations by name */
};

/*
 * Opens a description, which must exist; nothing is written. NULL after a report that says what to do: not there, no
 * SQLite, no base description, of a newer version, truncated. Gives; hp_base_close releases. `arena` and `diag` must
 * outlive it.
 */
struct hp_base *hp_base_open(struct hp_arena *arena, struct hp_diag *diag, const char *path);

/* NULL is allowed. */
void hp_base_close(struct hp_base *base);

const struct hp_base_identity *hp_base_identity(const struct hp_base *base);

/*
 * The module that `name` means: the whole path of its object as the base has it, "archive(member)", or the end of
 * one from a folder on ("util.obj", "b/util.obj"); or the same of its source. Slashes either way; drive letters and
 * extensions count. *module gets a number for hp_base_find_in.
 */
enum hp_base_found hp_base_module(struct hp_base *base, const char *name, int64_t *module);

/* What hp_base_find_in takes besides the number of a module. */
enum {
	HP_BASE_ANY_MODULE = 0,
	HP_BASE_NO_MODULE = -1,     /* of a file that the base does not have: no internal symbol is its */
	HP_BASE_UNCLEAR_MODULE = -2 /* of some module: internal symbols are ambiguous */
};

/*
 * Whether the static symbols of a module are all in the description; of any, if none is clear. Without debug
 * information or a map they are not: then a name that is not found says nothing.
 */
bool hp_base_describes(struct hp_base *base, int64_t module);

/* Whether the description says which objects the base was linked of. */
bool hp_base_has_modules(struct hp_base *base);

/*
 * What object symbol `name` means in `module`, a name as hp_base_module takes it: the internal symbol of that module,
 * else the external one, which may be of any. Without a module (NULL): the external symbol, else the internal one if
 * the base has but one. A module that the base has not has no internal symbols; one that is not clear makes internal
 * symbols ambiguous. *symbol is set if one is found; if ambiguous, it is one of them, for a message.
 */
enum hp_base_found hp_base_find(struct hp_base *base, const char *name, const char *module,
                                struct hp_base_symbol *symbol);

/* The same with the number of a module, or one of the above. */
enum hp_base_found hp_base_find_in(struct hp_base *base, const char *name, int64_t module,
                                   struct hp_base_symbol *symbol);

/* Called for each symbol until it returns false; what `symbol` points to ends with the call. */
typedef bool (*hp_base_visit)(void *self, const struct hp_base_symbol *symbol);

/* Visits the symbols of that name in all modules. False if the file is damaged, which is reported. */
bool hp_base_each_named(struct hp_base *base, const char *name, hp_base_visit visit, void *self);

/* Visits the symbols at an address, thread-local ones excluded: what shares it with others. Failure as above. */
bool hp_base_each_at(struct hp_base *base, uint32_t address, hp_base_visit visit, void *self);

/* Visits all symbols by address. Failure as above. */
bool hp_base_each(struct hp_base *base, hp_base_visit visit, void *self);

/*
 * The contents of a constant or an initialised variable: `size` bytes, in which addresses are zeros, in the arena of
 * the base; NULL if the description has none. Relocations go to `relocation`, if it is not NULL: `target` is the name
 * of the symbol that the address leads to or into, `addend` bytes into it; "" if none is there.
 */
typedef void (*hp_base_relocation)(void *self, uint32_t offset, const char *target, uint32_t addend);
const unsigned char *hp_base_contents(struct hp_base *base, const struct hp_base_symbol *symbol, size_t *size,
                                      hp_base_relocation relocation, void *self);

#endif
