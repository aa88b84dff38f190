/*
 * What the pass's files share: the module, the verdict on each global, the small steps of the rewrite. Not public.
 */
#ifndef HP_INTERNAL_H
#define HP_INTERNAL_H

#include "base/diag.h"
#include "base/facts.h"
#include "base/text.h"
#include "pass/hotpatch.h"
#include "pass/ir/llvm_shim.h"

#include <llvm-c/Core.h>
#include <llvm-c/TargetMachine.h>
#include <uthash.h>

#define HP_MARK "marked_for_windows_hot_patching"
#define HP_ALLOW_DIRECT "allow_direct_access_in_hot_patch_function"
#define HP_REF_PREFIX "__ref_"
#define HP_REWRITTEN "hpcc-rewritten" /* on reached functions until sealing, also on copies that LLVM makes */

/* What happens to an access of a global. */
enum hp_treatment {
	HP_DIRECT,   /* stays as it is */
	HP_REDIRECT, /* goes through the ref variable */
	HP_COPY      /* private constant with addresses of mutable data: read from a stack copy that holds refs */
};

/* The verdict on one global variable, function or alias; one per value, made at first sight. */
struct hp_global {
	UT_hash_handle hh;
	LLVMValueRef value; /* key: GlobalVariable, GlobalAlias or Function */
	enum hp_treatment treatment;
	const char *reason;     /* why direct; static text */
	int warning;            /* an enum hp_warn, or -1 */
	LLVMValueRef ref;       /* the ref variable; NULL until first used */
	LLVMValueRef image;     /* HP_COPY: the constant with its addresses cleared; NULL until first used */
	LLVMValueRef loaded;    /* the value that stands for it in function `loaded_in` */
	LLVMValueRef loaded_in; /* the function being rewritten when `loaded` was made */
	LLVMValueRef noted_in;  /* the last function for which a fact was recorded */
};

/* A question about a constant that has been answered. */
struct hp_answer {
	UT_hash_handle hh;
	LLVMValueRef value; /* key */
	bool yes;
};

/* A function that is selected, or reached and rewritten. */
struct hp_function {
	UT_hash_handle hh;
	LLVMValueRef value;
	const char *entry;        /* the list entry that chose it; NULL if it is only reached */
	bool queued;              /* on the work list */
	struct hp_function *next; /* work list of reach.c, in order of discovery */
};

struct hp_inlined;
struct hp_debug_variable;

struct hp_module {
	struct hp_diag *diag;
	struct hp_facts *facts;
	struct hp_arena *arena;
	const char *name;
	LLVMContextRef context;
	LLVMModuleRef module;
	LLVMTargetMachineRef machine;
	LLVMBuilderRef builder;
	struct hp_shim_handler handler;
	const struct hp_codegen *codegen;
	unsigned llvm_errors; /* errors that LLVM reported through the context */
	unsigned producer;    /* major version of the LLVM that wrote the bitcode; 0: unknown, or textual IR */
	unsigned invariant_load_kind, dbg_kind, immarg_kind;
	bool place_at_use;
	bool note_code; /* hash the code of marked functions */
	struct hp_global *globals;
	struct hp_answer *needs;           /* does its tree reach a global that is not direct? */
	struct hp_answer *compared;        /* is its address compared? asked before anything is rewritten */
	struct hp_answer *read_to_compare; /* is what it holds compared? likewise */
	struct hp_answer *holds_compared;  /* does the table hold the address of a function that is compared? */
	struct hp_function *functions;     /* all known */
	struct hp_function *first, **last; /* selected and reached ones, in order */
	struct hp_inlined *inlined;
	struct hp_debug_variable *debug_variables; /* newest first */
};

/* value.c */
/* An answer that is known; NULL: none is. */
const struct hp_answer *hp_answer_find(const struct hp_answer *answers, LLVMValueRef value);
/* Keeps an answer. */
void hp_answer_add(struct hp_module *module, struct hp_answer **answers, LLVMValueRef value, bool yes);
/* A value's name without LLVM's \01 escape. */
const char *hp_value_name(LLVMValueRef value);
/* A value's name as messages show it: demangled where it is a C++ or Rust one. */
const char *hp_display_name(struct hp_module *module, LLVMValueRef value);
const char *hp_display_text(struct hp_module *module, const char *symbol);
/* A constant that is null. */
bool hp_is_null(LLVMValueRef value);
/* A GlobalVariable, a GlobalAlias or a Function: what has a verdict. */
bool hp_is_global(LLVMValueRef value);
/* Internal or private linkage. */
bool hp_is_local(LLVMValueRef value);
/* The variable or function behind an alias, or the value itself; NULL if it is no global object. */
LLVMValueRef hp_alias_base(LLVMValueRef value);
/* Whether a definition carries the marking of listed functions. */
bool hp_function_is_marked(LLVMValueRef function);
/* Whether a definition has a string attribute of that name. */
bool hp_function_has_text(LLVMValueRef function, const char *attribute);
/* Whether a function has the enum attribute of that name. */
bool hp_function_has(LLVMValueRef function, const char *attribute);
/* What a call, invoke or callbr calls; NULL for other instructions. */
LLVMValueRef hp_called_value(LLVMValueRef instruction);
/* Whether operand `index` is what an instruction calls: LLVM's last one. */
bool hp_operand_is_callee(LLVMValueRef instruction, unsigned index);
/* The id of a called intrinsic, 0 for other instructions. */
unsigned hp_called_intrinsic(LLVMValueRef instruction);
bool hp_intrinsic_named(LLVMValueRef instruction, const char *prefix);

/* function.c */
struct hp_function *hp_function_find(struct hp_module *module, LLVMValueRef function);
struct hp_function *hp_function_add(struct hp_module *module, LLVMValueRef function);

/* Records a listed function as a fact. */
void hp_function_note(struct hp_module *module, const struct hp_function *function);

/* outlined.c: bodies outlined from listed functions become listed; to be called once all reached ones are known. */
void hp_outlined_inherit(struct hp_module *module);

/* Whether the function is a body outlined from a listed one, also where data alone lead there. */
bool hp_outlined_belongs(struct hp_module *module, LLVMValueRef function);

/* Whether clang makes the function besides, for thread-local variables or the end of a program. */
bool hp_outlined_is_helper(const char *name);

/* Whether clang gives the function no hot-patchable prologue: SEH bodies, and its own helpers. */
bool hp_outlined_is_bare(const char *name);

/* mark.c: marks the listed functions and keeps those that could vanish, statics with name and signature. */
void hp_mark(struct hp_module *module);

/* reach.c: appends to the work list all that the listed functions can reach. */
void hp_reach(struct hp_module *module);

/* classify.c */
/* The verdict on a GlobalVariable, GlobalAlias or Function. */
struct hp_global *hp_classify(struct hp_module *module, LLVMValueRef global);
/* Whether its name says that it is C++'s run-time type information. */
bool hp_is_type_information(LLVMValueRef global);

/* scan.c */
/* Whether the constant must become instructions. */
bool hp_constant_needed(struct hp_module *module, LLVMValueRef constant);
/* Calls `visit` for each global in the constant's tree, once per occurrence, initialisers not entered. */
void hp_constant_visit(LLVMValueRef constant, void (*visit)(void *self, LLVMValueRef global), void *self);
/* Whether operand `index` of the instruction must stay a constant whatever it holds; *reason then says why and
 * *warning names a group or is -1. */
bool hp_operand_fixed(struct hp_module *module, LLVMValueRef instruction, unsigned index, const char **reason,
                      int *warning);

/* assembly.c: calls `visit` for each data global that should not be touched directly and is named by the text of a
 * call of inline assembly. */
void hp_assembly_visit(struct hp_module *module, LLVMValueRef instruction,
                       void (*visit)(void *self, LLVMValueRef global), void *self);

/* ref.c: the ref variable of a global, created at first use by `function`. NULL after an error message. */
LLVMValueRef hp_ref_get(struct hp_module *module, struct hp_global *global, LLVMValueRef function);

/* A variable that hp_ref_get has made, perhaps in another process: users' variables may have such a name, too. */
bool hp_is_ref(LLVMValueRef value);

/* reload.c: after optimisation, for ARM64: loads refs again after calls rather than let them be spilled. */
void hp_reload(struct hp_module *module, LLVMValueRef function);

/* trail.c */
struct hp_trail {
	/* Whether `user` does with `value`, which is the address of `origin`, what is looked for. */
	bool (*found)(LLVMValueRef origin, LLVMValueRef user, LLVMValueRef value);
	bool inside;  /* addresses inside `origin` count, too */
	bool if_lost; /* the answer when the trail is too long to follow */
};
/* Whether that happens with the address of `origin` or, with depth 1, with an address that is read from there. */
bool hp_trail_follow(const struct hp_trail *trail, LLVMValueRef origin, unsigned depth);
/* Whether a pointer that is compared with `beside` is computed from the address of `origin`, or from what is read
 * there, and from nothing else. */
bool hp_trail_comes_from(LLVMValueRef value, LLVMValueRef origin, LLVMValueRef beside);

/* compare.c */
/* Whether the unit asks if a pointer is the address of a constant or function, itself or read from a table. The first
 * answer holds: rewriting takes uses away. */
bool hp_compare_asks(struct hp_module *module, LLVMValueRef constant);
/* Whether the instruction, which uses the constant, asks that of a pointer from elsewhere. */
bool hp_compare_is_question(LLVMValueRef instruction, LLVMValueRef constant);

/* data.c: the facts about what the refs of a module point to; before variables of users get the attribute of refs. */
void hp_data_note(struct hp_module *module);

/* comdat.c: makes inline functions whose copies in other files differ the file's own; after optimisation, before
 * anything is sealed. */
void hp_comdat_resolve(struct hp_module *module);

/* address.c */
/* Warns where an instruction of a rewritten function compares something with the address of a function or of a string
 * literal after all, or uses one of a function with which the unit compares something. */
void hp_address_check(struct hp_module *module, LLVMValueRef function, LLVMValueRef instruction);

/* element.c: ", whose element '[1]' points to 'g'" for a table with addresses of data that can change, else "". */
const char *hp_element_text(struct hp_module *module, LLVMValueRef table);

/* debug.c */
/* Describes a new ref variable to the debugger, if the unit has debug information. */
void hp_debug_describe_ref(struct hp_module *module, LLVMValueRef ref, LLVMValueRef target);
/* Adds the variables of new refs to the unit's list of globals. */
void hp_debug_flush(struct hp_module *module);
/* Gives a listed function without DISubprogram one, so that its record can be written. */
void hp_debug_describe_function(struct hp_module *module, LLVMValueRef function);
/* `file:line:column` of an instruction or `file:line` of a function, NULL if the unit does not say. */
const char *hp_debug_place(struct hp_module *module, LLVMValueRef value);
/* What encloses a lexical block; NULL if nothing does. */
LLVMMetadataRef hp_debug_parent_scope(struct hp_module *module, LLVMMetadataRef block);
/* Whether the unit has CodeView information. */
bool hp_debug_has_codeview(struct hp_module *module);

/* expand.c: builds instructions for a constant at the builder's position. */
struct hp_expand {
	struct hp_module *module;
	/* Gives the value that stands for a redirected or copied global at the builder's position; NULL on error. */
	LLVMValueRef (*global)(struct hp_expand *expand, struct hp_global *global);
	LLVMValueRef function;
};
/* NULL after an error message. */
LLVMValueRef hp_expand_constant(struct hp_expand *expand, LLVMValueRef constant);

/* copy.c: a private constant with addresses, as a stack copy made at the builder's position. */
LLVMValueRef hp_copy_build(struct hp_expand *expand, struct hp_global *global, LLVMValueRef slot);

/* record.c: drops LLVM's \01 escape from the names in an object's S_HOTPATCHFUNC records, in place. */
void hp_record_unescape(char *object, size_t size);
/* The same in assembly, whose new size it returns: the records' lengths there are differences of labels. */
size_t hp_record_unescape_text(char *text, size_t size);

/* code.c: records the hashes of the marked functions' code in a finished object as facts. */
void hp_code_note(struct hp_module *module, const char *object, size_t size);
/* Visits the functions of an object with their hashes, see wanted.h. The reason of a failure, malloc'ed, or NULL. */
char *hp_code_visit(struct hp_arena *arena, LLVMMemoryBufferRef buffer,
                    void (*visit)(void *self, const char *function, const char *hash), void *self);

/* inlined.c */
/* Whether some listed function has no debug information, so that the inliner's remarks must be recorded. */
bool hp_inlined_needs_remarks(struct hp_module *module);
void hp_inlined_record(struct hp_module *module, const char *callee, const char *caller);
void hp_inlined_report(struct hp_module *module);
void hp_inlined_fini(struct hp_module *module);

/* module.c */
bool hp_module_is_arm64(const struct hp_module *module);
bool hp_module_is_x86(const struct hp_module *module); /* 32 bits */
/* Verifies; an invalid module is an internal error naming `after`. */
bool hp_module_verify(struct hp_module *module, const char *after);

#endif
