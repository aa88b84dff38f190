/*
 * libhotpatch: makes listed functions of an LLVM module reach mutable globals through `__ref_NAME` pointers, and
 * generates code for the result.
 *
 * Use, in this order: hp_module_open, hp_module_select, hp_module_rewrite, hp_module_optimise, hp_module_seal,
 * hp_module_emit, hp_module_close. Rewriting before optimisation is what makes the result right (docs/semantics.md).
 * Every function that can fail returns false after one message through the module's struct hp_diag.
 */
#ifndef HP_HOTPATCH_H
#define HP_HOTPATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hp_arena;
struct hp_diag;
struct hp_facts;
struct hp_module;
struct hp_strvec;

/*
 * How clang would generate code for a translation unit, as plain values. Strings are borrowed and may be NULL for
 * "not given". Zero values are clang's defaults at -O0 for a COFF target.
 * Source: clang's BackendUtil.cpp, initTargetOptions and RunOptimizationPipeline, LLVM 22.
 */
struct hp_codegen {
	const char *cpu;                  /* -target-cpu */
	const char *features;             /* comma-separated -target-feature values */
	const char *abi;                  /* -target-abi */
	const char *code_model;           /* -mcmodel: "small", "kernel", "medium", "large", "tiny" */
	const char *reloc_model;          /* -mrelocation-model: "static", "pic", … */
	const char *exception_model;      /* "seh", "dwarf", "sjlj", "wineh" or NULL */
	const char *float_abi;            /* "soft", "hard" or NULL */
	const char *fp_contract;          /* "off", "on", "fast", "fast-honor-pragmas" */
	const char *debugger_tuning;      /* "gdb", "lldb", "sce" or NULL */
	const char *object_name;          /* S_OBJNAME: absolute path of the object */
	const char *argv0;                /* LF_BUILDINFO: path of clang */
	const char *command_line;         /* LF_BUILDINFO: flattened cc1 arguments */
	const char *stack_usage_file;     /* -stack-usage-file */
	const char *remarks_file;         /* -opt-record-file */
	const char *remarks_passes;       /* -opt-record-passes: a regular expression */
	const char *remarks_format;       /* -opt-record-format: "yaml", "bitstream" */
	const char *const *include_paths; /* for .include in inline assembly; include_path_count of them */
	size_t include_path_count;
	unsigned opt_level;  /* 0 to 3 */
	unsigned size_level; /* 1: -Os, 2: -Oz */
	unsigned loop_alignment;
	unsigned tls_size;
	bool assignment_tracking;
	bool unroll_loops, vectorize_loops, vectorize_slp, merge_functions;
	bool function_sections, data_sections, no_unique_section_names;
	bool emulated_tls, addrsig, hotpatch, jmc;
	bool incremental_linker_compatible, relax_all, save_temp_labels, dwarf_directory, no_exec_stack;
	bool no_inf_fp, no_nan_fp, no_signed_zeros;
	bool no_zeros_in_bss, stack_size_section, force_dwarf_frame, debug_strict_dwarf, call_site_info;
	bool asm_verbose, preserve_asm_comments, dwarf64, no_integrated_as;
	bool use_init_array, fatal_warnings, no_warn;
};

enum hp_severity { HP_SEVERITY_ERROR, HP_SEVERITY_WARNING, HP_SEVERITY_REMARK };

/* What LLVM says while it optimises and generates code, in clang's words. Everything ends with the call. */
struct hp_message {
	enum hp_severity severity;
	const char *group;       /* what stands behind -W or -R, e.g. "frame-larger-than", "pass-missed" */
	const char *pass;        /* of a remark, e.g. "inline"; else NULL */
	const char *text;        /* one line */
	const char *assembly;    /* where in inline assembly, as clang shows it, several lines; NULL: nowhere */
	const char *file, *path; /* where in the source, as debug information has it and absolute; NULL: unknown */
	unsigned line, column;   /* column 0: unknown */
	const char *function; /* NULL: the place is an instruction's; else it is this function's, by its name there */
	unsigned long long hotness; /* how often the code ran, of a remark with a profile */
	bool has_hotness;
};

/* Who hears these messages. */
struct hp_listener {
	void *self;
	void (*said)(void *self, const struct hp_message *message);
	/* Whether a remark is wanted, of a group and a pass, "" for all passes; NULL: none is. Asking for any costs
	 * optimisation time.
	 */
	bool (*wants)(void *self, const char *group, const char *pass);
};

/* What hp_module_emit and hp_module_save produce. */
enum hp_output { HP_OUTPUT_OBJECT, HP_OUTPUT_ASSEMBLY, HP_OUTPUT_BITCODE, HP_OUTPUT_IR };

/* Where the loads of ref variables go. */
enum hp_placement {
	HP_PLACE_AUTO,  /* best for the target: at function entry on x64, at each use elsewhere */
	HP_PLACE_ENTRY, /* once, at function entry */
	HP_PLACE_USE    /* before each use */
};

/* Initialises LLVM's X86 and AArch64 back ends. Call once per process. */
void hp_llvm_init(void);

/*
 * Applies `count` of clang's `-mllvm` options. Those unknown here are ignored with a verbose note: clang has accepted
 * them, so they are its front end's.
 */
void hp_llvm_options(struct hp_diag *diag, const char *const *options, size_t count);

/* Whether an extended regular expression, as of -Rpass=, is found in the text; false for one that is none. */
bool hp_llvm_regex_matches(const char *regex, const char *text);

/*
 * Reads a module from bitcode or textual IR: `size` bytes of `data`, which must stay valid until hp_module_close and
 * be followed by a NUL. `name` is for messages. Facts and strings go to the arena of `facts`. NULL after a message.
 * Gives a module that hp_module_close releases.
 */
struct hp_module *hp_module_open(struct hp_diag *diag, struct hp_facts *facts, const char *data, size_t size,
                                 const char *name);

void hp_module_close(struct hp_module *module);

/*
 * From now on `listener`, which must outlive the module, hears what LLVM says; errors still make functions fail.
 * Without one, errors and warnings go to the module's diag.
 */
void hp_module_listen(struct hp_module *module, const struct hp_listener *listener);

/* The module's target triple; borrowed. */
const char *hp_module_triple(const struct hp_module *module);

/* Whether the LLVM that wrote the module can read what hp_module_save writes: an older one cannot. */
bool hp_module_producer_reads_ours(const struct hp_module *module);

/*
 * Chooses the functions named by `entries` (IR name, object symbol, undecorated C name, source-level name or glob)
 * and those that carry the IR attribute or the annotation `hpcc::hotpatch`; variables with the annotation
 * `hpcc::direct` get direct access. *selected gets the number of functions. Entries without a function become facts,
 * and warnings where one is close. Fails for a module that is not for Windows on x86, x64 or ARM64, and for a warning
 * made an error.
 */
bool hp_module_select(struct hp_module *module, const struct hp_strvec *entries, size_t *selected);

/* Adds the hot-patchable prologue (`patchable-function`) to the function definitions that -fms-hotpatch gives one. */
void hp_module_add_prologues(struct hp_module *module);

/*
 * Rewrites the selected functions and all they can reach, marks the selected ones, creates ref variables with their
 * debug records and verifies the module. Source: docs/semantics.md.
 */
bool hp_module_rewrite(struct hp_module *module, enum hp_placement placement);

/* What the shipped image has under a name. */
enum hp_slim_kind { HP_SLIM_FUNCTION, HP_SLIM_VARIABLE, HP_SLIM_CONSTANT, HP_SLIM_THREAD };
enum hp_slim_answer {
	HP_SLIM_ABSENT,
	HP_SLIM_FOUND,
	HP_SLIM_AMBIGUOUS,
	HP_SLIM_UNKNOWN /* a static of an object whose statics the description does not have */
};

struct hp_slim_symbol {
	enum hp_slim_kind kind;
	uint64_t size;      /* bytes; 0: unknown */
	uint64_t address;   /* relative to the base's start */
	const char *name;   /* as the base has it, where that is not the symbol; or NULL */
	bool taken;         /* a function whose address the image uses for more than calls */
	const char *barred; /* why a function cannot be entered there, for a message; NULL: it can */
};

/* The shipped image that a slim patch is compiled against; everything is borrowed until hp_module_close. */
struct hp_slim {
	const char *name;     /* of the image, for messages */
	const char *identity; /* which build of it, a line for people and for comparison */
	const char *module;   /* the unit's object as the base names it, or NULL */
	bool emulated_tls;    /* -femulated-tls */
	void *self;
	/*
	 * Looks for a symbol as object files spell it; `source` is its qualified name in debug information, or NULL.
	 * `local`: one that is static in the unit's object.
	 */
	enum hp_slim_answer (*find)(void *self, const char *symbol, const char *source, bool local,
	                            struct hp_slim_symbol *found);
	/*
	 * What the base's variable of that name starts with: *size bytes, in which addresses are zeros; NULL:
	 * unknown. Calls `visit` for each address, with the symbol that it leads to or into ("" if nobody knows) and
	 * the distance.
	 */
	const unsigned char *(*contents)(void *self, const char *symbol, const char *source, bool local, size_t *size,
	                                 void (*visit)(void *to, uint64_t offset, const char *target,
	                                               uint64_t addend),
	                                 void *to);
};

/*
 * Makes the patch a slim one: everything that the base has is reached through slots, and only what it has not is in
 * the object, with a bind table. To be called before hp_module_select, or after reading rewritten bitcode again.
 */
void hp_module_slim(struct hp_module *module, const struct hp_slim *slim);

/* Creates the target machine for `codegen`, which must stay valid until hp_module_close. */
bool hp_module_target(struct hp_module *module, const struct hp_codegen *codegen);

/* From now on values get no names, as in clang's own compilations: faster, and assembly has the same comments. */
void hp_module_discard_names(struct hp_module *module);

/* Runs the optimisation pipeline clang runs at this level. Needs hp_module_target. */
bool hp_module_optimise(struct hp_module *module);

/*
 * After optimisation, for a slim patch: calls, addresses of functions and words of constants are bound to the base,
 * and the object gets its bind table. Does nothing for a complete one.
 */
bool hp_module_bind(struct hp_module *module);

/*
 * After optimisation: finds the marked functions again (also in bitcode that another process optimised), counts
 * direct uses of mutable globals that are left (facts HP_FACT_RESIDUAL), notes inlined copies and the refs of the
 * final code, and gives every global that a marked function touches LLVM's direct-access attribute, so that LLVM's
 * own rewrite does nothing.
 */
void hp_module_seal(struct hp_module *module);

/* From now on, emitted objects are searched for the marked functions' code, whose hashes become facts. */
void hp_module_note_code(struct hp_module *module);

/*
 * Generates an object or assembly and writes it to `stream` (see base/os_stream.h). Needs hp_module_target. Code
 * generation changes the module: without `keep` it is unusable then, with `keep` a copy is used up.
 */
bool hp_module_emit(struct hp_module *module, enum hp_output output, int stream, bool keep);

/* Writes the module as bitcode or IR to `stream`. */
bool hp_module_save(struct hp_module *module, enum hp_output output, int stream);

#endif
