/*
 * A command line, understood: which options it holds, what the inputs are, what is for hpcc. Once parsed it does not
 * change; what holds for the call besides is the configuration's (hpcc/configuration.h).
 */
#ifndef HP_INVOCATION_H
#define HP_INVOCATION_H

#include "base/strvec.h"
#include "cmdline/options.h"
#include "config/settings.h"

#include <stdbool.h>
#include <stddef.h>

struct hp_arena;

/* What an input is, from its name and -x. */
enum hp_input_kind {
	HP_INPUT_SOURCE,   /* C family */
	HP_INPUT_IR,       /* bitcode or LLVM assembly */
	HP_INPUT_HEADER,   /* makes a precompiled header */
	HP_INPUT_ASSEMBLY, /* machine assembly */
	HP_INPUT_OTHER,    /* a language hpcc does not compile: modules, CUDA … */
	HP_INPUT_LINKER    /* object, library, anything for the linker */
};

/* What one or two elements of the command line say, e.g. `-Xclang` `-mllvm` together: `-mllvm`. */
struct hp_piece {
	const char *text;  /* what it says once its wrapping is taken off */
	size_t element[2]; /* indices into argv */
	size_t elements;
};

/* One option with its values, or one input. */
struct hp_arg {
	const struct hp_option *option; /* NULL: unknown option, or a plain input */
	const char *value;              /* joined or first separate value; of an input its name; or NULL */
	const struct hp_piece *pieces;
	size_t piece_count;
};

struct hp_input {
	const char *name; /* "-" for the standard input */
	enum hp_input_kind kind;
	bool interface; /* of a C++ module */
	size_t arg;     /* index into args */
};

/* One source of list entries, in order of appearance. */
struct hp_list_source {
	bool is_file;
	const char *value;   /* path or comma-separated text */
	const char *origin;  /* option, variable or place in the configuration file it came by, for messages */
	const char *sources; /* glob over the sources it is for; NULL: all */
	bool from_environment;
};

struct hp_invocation {
	struct hp_arena *arena;
	const char *program; /* hpcc, hpcc++ or hpcc-cl, for messages */
	enum hp_mode mode;
	const char *driver_mode; /* what clang must be told, e.g. "--driver-mode=cl"; NULL: nothing */
	const char *target;      /* "--target=…" from the program's name; NULL: none */
	const char *const *argv; /* without the program; NULL-terminated; response files expanded if `expanded` */
	size_t argc;
	const char *const *given; /* the same as it was given */
	size_t given_count;
	bool expanded;          /* argv differs from given */
	bool cl_variables;      /* argv holds what CL and _CL_ say, which clang would add once more */
	const char *cl_left[2]; /* then CL and _CL_ for clang: "NAME=value", or "NAME" if nothing is left */
	const bool *ours;       /* argc flags: the element is for hpcc alone */
	bool any_ours;
	const struct hp_arg *args; /* in order; those after /clang: behind the others; NULL: not parsed */
	size_t arg_count;
	const struct hp_input *inputs;
	size_t input_count;
	const struct hp_list_source *lists; /* those of the environment first */
	size_t list_count;
	struct hp_strvec cc1;                     /* arguments behind -Xclang, function lists excluded */
	struct hp_strvec warnings;                /* -W… spellings for the back end, in order */
	struct hp_strvec origins;                 /* where each of them comes from */
	struct hp_setting settings[HP_SET_COUNT]; /* of the environment and the command line */
	bool help, inline_list, print_config;
	bool incomplete; /* the last option lacks its value */
	bool recorded;   /* set by the caller before: of another time, the environment adds nothing to it */
};

/*
 * Takes the program's name apart: mode, `--driver-mode=`, `--target=`; and the settings of the environment. `argv0`
 * may be a path; a version (`-22`) at the end is ignored. The strings live in the arena.
 */
void hp_invocation_init(struct hp_invocation *inv, struct hp_arena *arena, const char *argv0);

/*
 * Parses the arguments (without the program). Never fails: what is not understood is an unknown option or an input.
 * `args` ends with NULL and must outlive the invocation. Reads response files, the HPCC_ variables of the environment
 * and, in cl mode, CL and _CL_ as clang-cl does.
 */
void hp_invocation_parse(struct hp_invocation *inv, const char *const *args, size_t count);

/* The last argument with this id, or NULL. */
const struct hp_arg *hp_invocation_last(const struct hp_invocation *inv, enum hp_option_id id);

/* Whether an option is given and no later argument says the opposite. */
bool hp_invocation_stands(const struct hp_invocation *inv, enum hp_option_id id, enum hp_option_id opposite);

/* Whether messages have the form of MSVC, `file(line)`. */
bool hp_invocation_msvc(const struct hp_invocation *inv);

/* Sets the flag of every element the argument consists of. */
void hp_arg_mark(const struct hp_arg *arg, bool *flags);

#endif
