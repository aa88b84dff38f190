/*
 * A recorded compile command, understood: what stands in front of the compiler, which compiler it is, and which of
 * hpcc's programs takes its place.
 */
#ifndef HP_RECORDED_H
#define HP_RECORDED_H

#include "base/strvec.h"
#include "cmdline/options.h"
#include "cmdline/rspfile.h"

#include <stdbool.h>

struct hp_arena;
struct hp_compdb_entry;

enum hp_recorded_kind {
	HP_RECORDED_CLANG, /* clang, clang++, clang-cl, also with a target in front or a version behind */
	HP_RECORDED_HPCC,  /* the same of hpcc */
	HP_RECORDED_GCC,   /* gcc, g++, cc, c++ */
	HP_RECORDED_MSVC,  /* cl.exe */
	HP_RECORDED_OTHER  /* no C or C++ compiler: windres, rc, nasm … */
};

/* What a recorded line has besides the compiler's command. */
struct hp_recorded_line {
	const char *directory; /* that it changes into, perhaps relative to the entry's; NULL: none */
	const char *behind;    /* a program that runs afterwards and may change the object; NULL: none */
	bool found;            /* there is a compiler */
};

/* Strings live in the arena or in the entry. */
struct hp_recorded {
	struct hp_recorded_line line;
	enum hp_recorded_kind kind;
	enum hp_mode mode;
	const char *program;          /* "hpcc", "hpcc++" or "hpcc-cl" */
	const char *compiler;         /* as recorded; "" if there is no compiler */
	const char *target;           /* `--target=…` from the compiler's name; NULL: none */
	struct hp_strvec assignments; /* "NAME=value" in front of the command; "NAME": unset; "-": all unset */
	struct hp_strvec args;        /* what follows the compiler, response files as they are */
};

/*
 * Understands the command of an entry. Launchers in front of the compiler (ccache, sccache, distcc, icecc …) are left
 * out; of several commands (`cd x && clang …; echo`, `cmd /C …`, `sh -c …`) the one of the compiler counts. Never
 * fails: what is not understood is HP_RECORDED_OTHER.
 *
 * A text command is in POSIX quoting, unless a cl-like compiler or a path with a drive letter makes it one of
 * Windows, and it shows no escapes that only POSIX has.
 */
void hp_recorded_parse(struct hp_recorded *recorded, struct hp_arena *arena, const struct hp_compdb_entry *entry);

/* Appends the words of an entry's compiler command to `words`, quotes taken off. The index of the compiler, or their
 * number if there is none. */
size_t hp_recorded_split(struct hp_strvec *words, const struct hp_compdb_entry *entry, struct hp_recorded_line *line);

/* How a command is quoted. `windows`: the folder is one of Windows. */
enum hp_quoting hp_recorded_quoting(struct hp_arena *arena, const char *command, bool windows);

/* Whether a word names that program: without folder, `.exe` and version. */
bool hp_recorded_is_program(const char *word, const char *name);

/* Whether a word names a C or C++ compiler that is known. */
bool hp_recorded_is_compiler(const char *word);

/* Whether `arg` is an option of gcc that clang refuses and that can be left out. */
bool hp_recorded_is_gcc_only(const char *arg);

/*
 * What the arguments name as the object, without understanding all of them: fast, for entries that are perhaps not
 * needed. NULL: nothing found.
 */
const char *hp_recorded_output(const struct hp_recorded *recorded);

#endif
