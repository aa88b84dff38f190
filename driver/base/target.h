/*
 * What a target is like: a parsed triple, and what follows from its architecture.
 */
#ifndef HP_TARGET_H
#define HP_TARGET_H

#include <stdbool.h>

enum hp_arch {
	HP_ARCH_OTHER, /* none that can be hot-patched */
#define ARCH(id, name, machine, pointer, pad, prologue, prefix, option) HP_ARCH_##id,
#include "base/target.def"
#undef ARCH
};

enum hp_abi {
	HP_ABI_OTHER, /* not Windows, or not its object format */
	HP_ABI_MSVC,
	HP_ABI_GNU,     /* MinGW */
	HP_ABI_UNNAMED, /* another one of Windows: itanium, cygnus */
};

/*
 * What a function must start with, so that its first bytes can become a jump in one write, and no jump of its own
 * leads there: LLVM puts the head of a loop there otherwise.
 */
enum hp_prologue {
	HP_PROLOGUE_NONE,
	HP_PROLOGUE_SHORT_JUMP, /* an instruction of at least two bytes: LLVM's prologue-short-redirect */
	HP_PROLOGUE_LANDING,    /* "bti c", which does nothing; LLVM's prologue-short-redirect is not for ARM64 */
};

/* The largest pad of any architecture, in bytes: for a link whose target need not be known. */
enum { HP_TARGET_LARGEST_PAD = 16 };

struct hp_target {
	enum hp_arch arch;
	enum hp_abi abi;
	unsigned pointer_size; /* in bytes; 0: unknown */
	unsigned pad;          /* room before a function, in bytes; 0: unknown */
	enum hp_prologue prologue;
	const char *prefix; /* of C names in symbols: "_" or "" */
};

/* Any text: what is not known is HP_ARCH_OTHER or HP_ABI_OTHER. Spellings as LLVM's Triple understands them. */
struct hp_target hp_target_parse(const char *triple);

/* The machine as triples of clang spell it, "x86_64", for the short name "x64"; NULL: no such name. */
const char *hp_target_machine(const char *name);

/* Whether hpcc can make functions hot-patchable for it. */
bool hp_target_is_supported(const struct hp_target *target);

#endif
