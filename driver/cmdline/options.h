/*
 * The option table: which spellings matter, and how many arguments each takes.
 */
#ifndef HP_OPTIONS_H
#define HP_OPTIONS_H

#include "config/settings.h"

#include <stdbool.h>
#include <stddef.h>

/* The two command-line languages, as bits. */
enum hp_mode { HP_MODE_GNU = 1, HP_MODE_CL = 2 };

enum hp_arity {
	HP_ARITY_FLAG,     /* -x */
	HP_ARITY_JOINED,   /* -xV */
	HP_ARITY_SEPARATE, /* -x V */
	HP_ARITY_EITHER,   /* -xV or -x V */
	HP_ARITY_BOTH,     /* -xV W */
	HP_ARITY_MULTI2,   /* -x V W */
	HP_ARITY_MULTI3,   /* -x V W Y */
	HP_ARITY_REST      /* everything that follows */
};

/* Where an option matters, as bits. */
enum hp_stage { HP_STAGE_DEP = 1, HP_STAGE_FRONT = 2, HP_STAGE_CODEGEN = 4, HP_STAGE_LINK = 8, HP_STAGE_ALL = 15 };

enum hp_effect {
	HP_EFFECT_KEEP,   /* goes to clang */
	HP_EFFECT_OUTPUT, /* names or asks for an output */
	HP_EFFECT_INPUT,  /* its value is an input */
	HP_EFFECT_LANG,   /* says what inputs are */
	HP_EFFECT_MODE,   /* says how far to go */
	HP_EFFECT_LIST,   /* a function list; never goes to clang */
	HP_EFFECT_OURS,   /* for hpcc alone; never goes to clang */
	HP_EFFECT_LTO,    /* left out where a native object is wanted */
	HP_EFFECT_DROP,   /* left out with a list; the text says why */
	HP_EFFECT_BYPASS, /* clang does it alone, and no object comes of it; the text says why */
	HP_EFFECT_ALONE   /* clang does it alone, an object without its list; the text says why */
};

enum hp_option_id {
	HP_OPT_OTHER,
	HP_OPT_SETTING,
	HP_OPT_HPCC_PRINT_CONFIG,
	HP_OPT_HPCC_INLINE_LIST,
	HP_OPT_HPCC_HELP,
	HP_OPT_WARN_GROUP,
	HP_OPT_LIST_FILE,
	HP_OPT_LIST_TEXT,
	HP_OPT_CLANG,
	HP_OPT_XCLANG,
	HP_OPT_XPREPROCESSOR,
	HP_OPT_MLLVM,
	HP_OPT_COMPILE,
	HP_OPT_ASSEMBLE,
	HP_OPT_DRY_RUN,
	HP_OPT_SHOW_COMMANDS,
	HP_OPT_DRIVER_MODE,
	HP_OPT_OUTPUT,
	HP_OPT_CL_OUTPUT,
	HP_OPT_CL_OBJECT,
	HP_OPT_CL_ASSEMBLY,
	HP_OPT_CL_ASSEMBLY_NAME,
	HP_OPT_CL_IMAGE,
	HP_OPT_CL_DLL,
	HP_OPT_CL_PREPROCESSED,
	HP_OPT_PREPROCESS,
	HP_OPT_PREPROCESS_FILE,
	HP_OPT_PREPROCESS_TEXT,
	HP_OPT_ONLY_DEPS,
	HP_OPT_ONLY_MACROS,
	HP_OPT_LANGUAGE,
	HP_OPT_ALL_C,
	HP_OPT_ALL_CXX,
	HP_OPT_ONE_C,
	HP_OPT_ONE_CXX,
	HP_OPT_DEPS,
	HP_OPT_DEPS_FILE,
	HP_OPT_DEPS_PASSED,
	HP_OPT_CRASH_FOLDER,
	HP_OPT_REPRODUCER, /* whether clang keeps what made it crash */
	HP_OPT_DATABASE,
	HP_OPT_DATABASE_FOLDER,
	HP_OPT_DEPS_TARGET,
	HP_OPT_SHOW_INCLUDES,
	HP_OPT_TIME_TRACE,
	HP_OPT_TIME_TRACE_FILE,
	HP_OPT_STACK_USAGE,
	HP_OPT_REMARKS,
	HP_OPT_REMARKS_FILE,
	HP_OPT_REMARKS_PASSES,
	HP_OPT_NO_REMARKS,
	HP_OPT_MODULE_OUTPUT,
	HP_OPT_MODULE_FILE,
	HP_OPT_FULL_MODULE,
	HP_OPT_MODULE_CACHE,
	HP_OPT_COVERAGE,
	HP_OPT_SECTIONS,
	HP_OPT_NO_SECTIONS,
	HP_OPT_LTO,
	HP_OPT_NO_LTO,
	HP_OPT_NO_ASSEMBLER,
	HP_OPT_WARN_NONE,
	HP_OPT_WARN_NOTHING,
	HP_OPT_WARN_EVERYTHING,
	HP_OPT_FORM,
	HP_OPT_WARN_ERROR,
	HP_OPT_WARN_NO_ERROR,
	HP_OPT_COLOUR,
	HP_OPT_NO_COLOUR,
	HP_OPT_VERSION,
	HP_OPT_HELP,
	HP_OPT_HOTPATCH,
	HP_OPT_LINKER,
	HP_OPT_WORKING_DIRECTORY,
	HP_OPT_RSP_QUOTING,
	HP_OPT_CL_LINK,
	HP_OPT_DASHES,
	HP_OPT_COUNT
};

/* Parts of the help, in order. */
enum hp_option_group {
	HP_GROUP_NONE, /* not hpcc's own */
	HP_GROUP_FUNCTIONS,
	HP_GROUP_OUTPUTS,
	HP_GROUP_WARNINGS,
	HP_GROUP_RUNNING,
	HP_GROUP_COUNT
};

struct hp_option {
	enum hp_option_id id;
	enum hp_option_group group; /* of hpcc's own */
	const char *spelling;
	unsigned modes; /* bits of enum hp_mode */
	enum hp_arity arity;
	unsigned stages; /* bits of enum hp_stage */
	enum hp_effect effect;
	const char *text; /* help of OURS and LIST, reason of DROP, BYPASS and ALONE; "" otherwise */
	/* Of hpcc's own, NULL otherwise; "" where there is none. */
	const char *value;          /* what to call the value, e.g. "FILE" */
	const char *variable;       /* the twin in the environment */
	const char *preset;         /* what holds without both, in words */
	enum hp_setting_id setting; /* of HP_OPT_SETTING */
};

/*
 * The row that `text` is an occurrence of in `mode`: the longest spelling that fits. NULL when there is none.
 * *joined becomes the value that is part of `text`, or NULL.
 */
const struct hp_option *hp_option_find(const char *text, enum hp_mode mode, const char **joined);

/* How many arguments after the option belong to it (REST: 0; the caller takes all). `joined` as found. */
size_t hp_option_separate(const struct hp_option *option, const char *joined);

/* The rows in table order, for help and tests. NULL past the end. */
const struct hp_option *hp_option_row(size_t index);

#endif
