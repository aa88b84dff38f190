/*
 * A module and what is known of it; not public. Verdicts and answers are the judge's, the list of inlined calls is
 * finish/inlined.c's.
 */
#ifndef HP_MODULE_H
#define HP_MODULE_H

#include "base/arena.h"
#include "base/target.h"
#include "pass/hotpatch.h"
#include "pass/ir/llvm_shim.h"
#include "pass/ir/message_shim.h"
#include "pass/ir/values.h"

#include <llvm-c/Core.h>
#include <llvm-c/TargetMachine.h>

struct hp_debug_variable;
struct hp_flow;
struct hp_function;

/* A call that the optimiser has replaced by the callee's body; names without LLVM's escape. */
struct hp_inlining {
	struct hp_inlining *next;
	const char *callee, *caller;
};

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
	const struct hp_listener *listener; /* or NULL */
	const struct hp_codegen *codegen;
	struct hp_target target;
	const struct hp_slim *slim; /* NULL: the patch is complete */
	struct hp_values owners;    /* what the base has, see owner.c */
	bool late;                  /* slim: optimisation is over, functions go through slots, too */
	bool rewritten;             /* what the source compares has its refs */
	unsigned llvm_errors;       /* errors that LLVM reported through the context */
	unsigned producer;          /* major version of the LLVM that wrote the bitcode; 0: unknown, or textual IR */
	unsigned invariant_load_kind, dbg_kind, immarg_kind;
	bool place_at_use;
	bool note_code;             /* hash the code of marked functions */
	struct hp_values globals;   /* verdicts, see judge/classify.h */
	struct hp_values leads;     /* where constants lead, see judge/initialiser.c */
	struct hp_values functions; /* all known struct hp_function */
	struct hp_values needs;     /* does its tree reach a global that is not direct? */
	struct hp_values compared;  /* is its address compared? asked before anything is rewritten */
	struct hp_flow *flow;       /* NULL: not worked out, see flow/flow.h */
	struct hp_arena flow_memory;
	struct hp_values holds_compared;   /* does the table hold the address of a function that is compared? */
	struct hp_function *first, **last; /* selected and reached ones, in order */
	struct hp_inlining *inlinings, **last_inlining; /* in order; only with handler.wants_inlined */
	struct hp_debug_variable *debug_variables;      /* newest first */
};

/* Forgets the functions, the verdicts and the answers: optimisation frees and makes values, also at the same address.
 */
void hp_module_forget(struct hp_module *module);

/* Verifies; an invalid module is an internal error naming `after`. */
bool hp_module_verify(struct hp_module *module, const char *after);

#endif
