/*
 * The rewrite: in every listed function and all it can reach, accesses of redirected globals go through loads of ref
 * variables. Decides where loads and instructions are placed; which globals are redirected is classify.c's.
 */
#include "pass/rewrite/rewrite.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/facts.h"
#include "base/text.h"
#include "pass/flow/flow.h"
#include "pass/ir/debug.h"
#include "pass/ir/function.h"
#include "pass/ir/instruction.h"
#include "pass/ir/module.h"
#include "pass/ir/owner.h"
#include "pass/ir/ref.h"
#include "pass/ir/slim_shim.h"
#include "pass/ir/value.h"
#include "pass/ir/values.h"
#include "pass/judge/assembly.h"
#include "pass/judge/classify.h"
#include "pass/judge/element.h"
#include "pass/judge/scan.h"
#include "pass/rewrite/expand.h"
#include "pass/rewrite/mark.h"
#include "pass/rewrite/outlined.h"
#include "pass/rewrite/prune.h"
#include "pass/rewrite/reach.h"
#include "pass/rewrite/stack_copy.h"
#include "pass/rewrite/thread.h"

#include <llvm-c/Core.h>
#include <llvm-c/DebugInfo.h>
#include <stdlib.h>
#include <string.h>

/* One operand that must become an instruction. */
struct work {
	struct work *next;
	LLVMValueRef instruction;
	unsigned index;
	LLVMValueRef constant;
};

struct rewrite {
	struct hp_expand expand; /* first, so that the callback can find the rest */
	struct hp_module *module;
	LLVMValueRef function;
	LLVMValueRef anchor; /* loads at function entry go before this instruction */
	bool at_use;         /* loads go before each use */
	bool is_coroutine;   /* copies, too: what lives across a suspension is in the frame, which must not grow */
	struct work *first, **last;
	/* Of clones that keep naming the original globals, the address that a size query asks about. */
	struct hp_values clone_of, is_clone;
	struct hp_arena scratch;
	bool failed;
};

/* Where an instruction's operand is noted as direct, for facts and warnings. */
struct note {
	struct rewrite *rewrite;
	LLVMValueRef instruction;
	const char *reason; /* NULL: the global's own */
	int warning;
};

/* ---- what stays direct ---- */

static const char *advice(enum hp_warn group)
{
	switch (group) {
	case HP_WARN_TLS:
		return "the patch image has its own; reach it through an unlisted function of another file";
	case HP_WARN_ASM:
		return "the patch image's copy is used; pass the address to the assembly as an \"r\" or \"m\" "
		       "operand";
	default:
		return "the copy in the patch image is used; copy the table into a variable of the function";
	}
}

static void note_direct(void *self, LLVMValueRef value)
{
	struct note *note = self;
	struct rewrite *rewrite = note->rewrite;
	if (rewrite->module->late)
		return; /* noted before */
	struct hp_global *global = hp_classify(rewrite->module, value);
	bool own = global->treatment == HP_DIRECT;
	if ((!own && !note->reason) || global->noted_in == rewrite->function || LLVMIsAFunction(value))
		return;
	global->noted_in = rewrite->function;
	const char *reason = own ? global->reason : note->reason;
	int warning = own ? global->warning : note->warning;
	struct hp_module *module = rewrite->module;
	const char *name = hp_value_name(value);
	hp_facts_add(
	    module->facts, HP_FACT_DIRECT,
	    &(struct hp_fact){.direct = {hp_value_name(rewrite->function), *name ? name : "(unnamed)", reason}});
	if (warning >= 0)
		hp_warning_at(module->diag, hp_debug_place(module, note->instruction), (enum hp_warn)warning,
		              "'%s' reaches '%s' directly (%s)%s: %s", hp_display_name(module, rewrite->function),
		              hp_display_name(module, value), reason,
		              warning == HP_WARN_CONST_DATA ? hp_element_text(module, value) : "",
		              advice((enum hp_warn)warning));
}

static void note_assembly(void *self, LLVMValueRef value)
{
	struct note *note = self;
	struct hp_module *module = note->rewrite->module;
	hp_warning_at(module->diag, hp_debug_place(module, note->instruction), HP_WARN_ASM,
	              "assembly in '%s' names '%s': %s", hp_display_name(module, note->rewrite->function),
	              hp_display_name(module, value), advice(HP_WARN_ASM));
}

/* ---- size queries keep a chain on the original global ---- */

/* How many leading operands of an address computation are addresses themselves, the first of them in *first. */
static unsigned address_operands(LLVMValueRef value, unsigned *first)
{
	*first = LLVMIsASelectInst(value) ? 1 : 0;
	if (LLVMIsAPHINode(value))
		return LLVMCountIncoming(value);
	if (LLVMIsASelectInst(value))
		return 2;
	return LLVMIsAGetElementPtrInst(value) || LLVMIsABitCastInst(value) || LLVMIsAAddrSpaceCastInst(value);
}

/* Whether an address computation may start at a global that is redirected. */
static bool chain_needed(struct hp_module *module, LLVMValueRef value, unsigned *budget)
{
	unsigned first, count = LLVMIsAInstruction(value) ? address_operands(value, &first) : 0;
	if (!count)
		return LLVMIsAConstant(value) && hp_constant_needed(module, value);
	if (*budget == 0) /* a loop of phis, or a long chain: a clone too many does no harm */
		return true;
	--*budget;
	for (unsigned i = first; i < first + count; i++)
		if (chain_needed(module, LLVMGetOperand(value, i), budget))
			return true;
	return false;
}

/* The value computed from the original globals. Clones stand before their originals, so that they dominate the same.
 */
static LLVMValueRef keep_chain(struct rewrite *rewrite, LLVMValueRef value)
{
	unsigned first, count = LLVMIsAInstruction(value) ? address_operands(value, &first) : 0;
	LLVMValueRef clone = hp_values_find(&rewrite->clone_of, value);
	if (!count || clone)
		return count ? clone : value;
	clone = LLVMInstructionClone(value);
	LLVMPositionBuilderBefore(rewrite->module->builder, value);
	LLVMInsertIntoBuilder(rewrite->module->builder, clone);
	hp_values_add(&rewrite->clone_of, value, clone);
	hp_values_add(&rewrite->is_clone, clone, NULL);
	for (unsigned i = first; i < first + count; i++)
		LLVMSetOperand(clone, i, keep_chain(rewrite, LLVMGetOperand(value, i)));
	return clone;
}

static void keep_size_query(struct rewrite *rewrite, LLVMValueRef instruction)
{
	if (!hp_intrinsic_named(instruction, "llvm.objectsize") &&
	    !hp_intrinsic_named(instruction, "llvm.is.constant"))
		return;
	unsigned budget = 64;
	if (chain_needed(rewrite->module, LLVMGetOperand(instruction, 0), &budget))
		LLVMSetOperand(instruction, 0, keep_chain(rewrite, LLVMGetOperand(instruction, 0)));
}

static void keep_size_queries(struct rewrite *rewrite)
{
	for (LLVMValueRef each = hp_instruction_first(rewrite->function); each; each = hp_instruction_next(each))
		keep_size_query(rewrite, each);
}

/* ---- collecting ---- */

static void collect_operand(struct rewrite *rewrite, LLVMValueRef instruction, unsigned index)
{
	LLVMValueRef operand = LLVMGetOperand(instruction, index);
	if (!LLVMIsAConstant(operand))
		return;
	struct note note = {.rewrite = rewrite, .instruction = instruction, .warning = -1};
	if (!hp_constant_needed(rewrite->module, operand)) {
		hp_constant_visit(operand, note_direct, &note);
		return;
	}
	bool fixed = hp_operand_fixed(rewrite->module, instruction, index, &note.reason, &note.warning);
	hp_constant_visit(operand, note_direct, &note);
	if (fixed)
		return;
	struct work *work = hp_arena_alloc(&rewrite->scratch, sizeof *work);
	*work = (struct work){NULL, instruction, index, operand};
	*rewrite->last = work;
	rewrite->last = &work->next;
}

static void collect(struct rewrite *rewrite)
{
	for (LLVMValueRef each = hp_instruction_first(rewrite->function); each; each = hp_instruction_next(each)) {
		if (hp_values_has(&rewrite->is_clone, each))
			continue;
		struct note note = {.rewrite = rewrite, .instruction = each, .warning = -1};
		hp_assembly_visit(rewrite->module, each, note_assembly, &note);
		int count = LLVMGetNumOperands(each);
		for (int i = 0; i < count; i++)
			collect_operand(rewrite, each, (unsigned)i);
	}
}

/* ---- loads ---- */

static LLVMValueRef load_ref(struct rewrite *rewrite, struct hp_global *global)
{
	struct hp_module *module = rewrite->module;
	if (!global->ref)
		global->ref = hp_ref_create(module, global->value, rewrite->function);
	if (!global->ref)
		return NULL;
	LLVMTypeRef pointer = LLVMPointerTypeInContext(module->context, 0);
	LLVMValueRef load = LLVMBuildLoad2(module->builder, pointer, global->ref, "");
	LLVMValueRef empty = LLVMMetadataAsValue(module->context, LLVMMDNodeInContext2(module->context, NULL, 0));
	LLVMSetMetadata(load, module->invariant_load_kind, empty);
	return load;
}

/* What the base imports: its import slot holds the address. */
static LLVMValueRef load_import(struct rewrite *rewrite, struct hp_global *global)
{
	struct hp_module *module = rewrite->module;
	struct hp_ref_target target = {.kind = HP_BIND_SLOT};
	target.symbol = hp_arena_printf(module->arena, "__imp_%s", hp_owner_spelling(module, global->value));
	LLVMValueRef ref =
	    hp_ref_bound(module, hp_arena_printf(module->arena, "__imp_%s", hp_value_name(global->value)), &target);
	if (!ref)
		return NULL;
	LLVMTypeRef pointer = LLVMPointerTypeInContext(module->context, 0);
	return LLVMBuildLoad2(module->builder, pointer, LLVMBuildLoad2(module->builder, pointer, ref, ""), "");
}

/* struct hp_expand's callback. */
static LLVMValueRef value_of(struct hp_expand *expand, struct hp_global *global)
{
	struct rewrite *rewrite = (struct rewrite *)(void *)expand;
	if (global->treatment == HP_DIRECT)
		return global->value;
	if (global->treatment == HP_THREAD)
		return hp_thread_address(rewrite->module, global->value, rewrite->function);
	if (global->treatment == HP_IMPORT)
		return load_import(rewrite, global);
	if (global->treatment == HP_COPY && rewrite->is_coroutine)
		return hp_stack_copy_build(expand, global, global->loaded);
	if (global->loaded_in == rewrite->function)
		return global->loaded;
	return load_ref(rewrite, global);
}

/* Makes the value of a global at function entry, if it belongs there. */
static void prepare_global(void *self, LLVMValueRef value)
{
	struct rewrite *rewrite = self;
	struct hp_module *module = rewrite->module;
	struct hp_global *global = hp_classify(module, value);
	if (global->treatment == HP_DIRECT || global->treatment == HP_THREAD || global->treatment == HP_IMPORT ||
	    global->loaded_in == rewrite->function || rewrite->failed)
		return;
	LLVMValueRef made = NULL;
	LLVMPositionBuilderBefore(module->builder, rewrite->anchor);
	if (global->treatment == HP_COPY) {
		LLVMValueRef slot = LLVMBuildAlloca(module->builder, LLVMGlobalGetValueType(value), "");
		if (LLVMGetAlignment(value))
			LLVMSetAlignment(slot, LLVMGetAlignment(value));
		global->loaded = slot; /* of what it holds, its own address may be a part */
		global->loaded_in = rewrite->function;
		hp_constant_visit(LLVMGetInitializer(value), prepare_global, rewrite);
		LLVMPositionBuilderBefore(module->builder, rewrite->anchor);
		made = rewrite->is_coroutine ? slot : hp_stack_copy_build(&rewrite->expand, global, slot);
	} else if (!rewrite->at_use) {
		made = load_ref(rewrite, global);
	} else {
		return;
	}
	if (!made) {
		rewrite->failed = true;
		return;
	}
	global->loaded = made;
	global->loaded_in = rewrite->function;
}

/* In a coroutine each use has a copy of its own. */
static void forget_global(void *self, LLVMValueRef value)
{
	struct rewrite *rewrite = self;
	struct hp_global *global = hp_classify(rewrite->module, value);
	if (global->treatment != HP_COPY || global->loaded_in != rewrite->function)
		return;
	global->loaded_in = NULL;
	hp_constant_visit(LLVMGetInitializer(value), forget_global, rewrite);
}

/* ---- replacing ---- */

/* The first instruction of the entry block that is no fixed alloca: loads belong behind those. */
static LLVMValueRef entry_anchor(struct hp_module *module, LLVMValueRef function)
{
	LLVMValueRef at = LLVMGetFirstInstruction(LLVMGetEntryBasicBlock(function));
	while (LLVMIsAAllocaInst(at) && LLVMIsAConstant(LLVMGetOperand(at, 0)) &&
	       !hp_constant_needed(module, LLVMGetOperand(at, 0)))
		at = LLVMGetNextInstruction(at);
	return at;
}

/* The value a phi already has for the same predecessor, NULL if this is its first edge. */
static LLVMValueRef earlier_edge(LLVMValueRef phi, unsigned index)
{
	for (unsigned i = 0; i < index; i++)
		if (LLVMGetIncomingBlock(phi, i) == LLVMGetIncomingBlock(phi, index))
			return LLVMGetIncomingValue(phi, i);
	return NULL;
}

static LLVMValueRef insertion_point(struct rewrite *rewrite, struct work *work)
{
	if (!LLVMIsAPHINode(work->instruction))
		return work->instruction;
	LLVMValueRef end = LLVMGetBasicBlockTerminator(LLVMGetIncomingBlock(work->instruction, work->index));
	return LLVMIsACatchSwitchInst(end) ? rewrite->anchor : end; /* nothing may stand before a catchswitch */
}

static void replace(struct rewrite *rewrite, struct work *work)
{
	LLVMBuilderRef builder = rewrite->module->builder;
	LLVMValueRef value = LLVMIsAPHINode(work->instruction) ? earlier_edge(work->instruction, work->index) : NULL;
	if (!value) {
		LLVMPositionBuilderBefore(builder, insertion_point(rewrite, work));
		LLVMSetCurrentDebugLocation2(builder, LLVMInstructionGetDebugLoc(work->instruction));
		value = hp_expand_constant(&rewrite->expand, work->constant);
		LLVMSetCurrentDebugLocation2(builder, NULL);
	}
	if (value)
		LLVMSetOperand(work->instruction, work->index, value);
	else
		rewrite->failed = true;
}

/* The intrinsic that names a thread-local variable gives way to the address in the base. */
static void find_threads(struct rewrite *rewrite)
{
	struct hp_module *module = rewrite->module;
	for (LLVMValueRef call = hp_instruction_first(rewrite->function), next; call; call = next) {
		next = hp_instruction_next(call);
		LLVMValueRef variable =
		    hp_intrinsic_named(call, "llvm.threadlocal.address") ? LLVMGetOperand(call, 0) : NULL;
		if (!variable || !hp_is_global(variable) || hp_classify(module, variable)->treatment != HP_THREAD)
			continue;
		LLVMPositionBuilderBefore(module->builder, call);
		LLVMValueRef address = hp_thread_address(module, variable, rewrite->function);
		if (!address) {
			rewrite->failed = true;
			return;
		}
		LLVMReplaceAllUsesWith(call, address);
		LLVMInstructionEraseFromParent(call);
	}
}

static bool rewrite_function(struct hp_module *module, LLVMValueRef function)
{
	struct rewrite rewrite = {.module = module, .function = function};
	rewrite.is_coroutine = hp_function_has(function, "presplitcoroutine");
	rewrite.at_use = module->place_at_use || rewrite.is_coroutine;
	rewrite.expand = (struct hp_expand){module, value_of, function};
	rewrite.last = &rewrite.first;
	hp_arena_init(&rewrite.scratch);
	hp_values_init(&rewrite.clone_of, &rewrite.scratch);
	hp_values_init(&rewrite.is_clone, &rewrite.scratch);
	if (module->slim)
		find_threads(&rewrite);
	if (!module->late)
		keep_size_queries(&rewrite);
	collect(&rewrite);
	rewrite.anchor = entry_anchor(module, function);
	for (struct work *work = rewrite.first; work && !rewrite.failed && !rewrite.is_coroutine; work = work->next)
		hp_constant_visit(work->constant, prepare_global, &rewrite);
	for (struct work *work = rewrite.first; work && !rewrite.failed; work = work->next) {
		if (rewrite.is_coroutine)
			hp_constant_visit(work->constant, prepare_global, &rewrite);
		replace(&rewrite, work);
		if (rewrite.is_coroutine)
			hp_constant_visit(work->constant, forget_global, &rewrite);
	}
	hp_arena_fini(&rewrite.scratch);
	return !rewrite.failed;
}

static void note_rewritten(struct hp_module *module, LLVMValueRef function)
{
	LLVMAttributeRef note =
	    LLVMCreateStringAttribute(module->context, HP_REWRITTEN, sizeof HP_REWRITTEN - 1, "", 0);
	if (!hp_function_is_marked(function))
		LLVMAddAttributeAtIndex(function, (LLVMAttributeIndex)LLVMAttributeFunctionIndex, note);
	const char *name = hp_value_name(function);
	note = LLVMCreateStringAttribute(module->context, HP_COROUTINE, sizeof HP_COROUTINE - 1, name,
	                                 (unsigned)strlen(name));
	if (hp_function_has(function, "presplitcoroutine"))
		LLVMAddAttributeAtIndex(function, (LLVMAttributeIndex)LLVMAttributeFunctionIndex, note);
}

static void note_touched(void *self, LLVMValueRef global)
{
	(void)global;
	*(bool *)self = true;
}

/* Whether the code of a naked function, which is assembly, names data that should be redirected. */
static bool touches_data(struct hp_module *module, LLVMValueRef function)
{
	bool touched = false;
	for (LLVMValueRef each = hp_instruction_first(function); each; each = hp_instruction_next(each)) {
		hp_assembly_visit(module, each, note_touched, &touched);
		for (int i = 0; i < LLVMGetNumOperands(each); i++)
			touched |= hp_constant_needed(module, LLVMGetOperand(each, (unsigned)i));
	}
	return touched;
}

static void check_naked(struct hp_module *module, const struct hp_function *function)
{
	if (!function->entry && !touches_data(module, function->value))
		return;
	hp_warning_at(module->diag, hp_debug_place(module, function->value), HP_WARN_NAKED,
	              "naked function '%s' is left as it is: redirect its data by hand, or %s",
	              hp_display_name(module, function->value),
	              function->entry ? "list its callers instead"
	                              : "move it out of the file of the listed functions that reach it");
}

bool hp_module_rewrite(struct hp_module *module, enum hp_placement placement)
{
	module->place_at_use =
	    placement == HP_PLACE_USE || (placement == HP_PLACE_AUTO && module->target.arch != HP_ARCH_X64);
	unsigned errors = module->diag->errors;
	if (!hp_reach(module))
		return false;
	hp_outlined_inherit(module);
	if (module->slim)
		hp_prune_list(module);
	hp_mark(module);
	if (module->diag->errors != errors)
		return false;
	if (module->slim && !hp_prune(module))
		return false;
	for (LLVMValueRef value = LLVMGetFirstFunction(module->module); value; value = LLVMGetNextFunction(value)) {
		struct hp_function *function = hp_function_find(module, value);
		if (!function || !function->queued || LLVMIsDeclaration(value))
			continue;
		if (!hp_function_has(value, "naked")) {
			if (!rewrite_function(module, value))
				return false;
			note_rewritten(module, value);
		} else {
			check_naked(module, function);
		}
	}
	hp_debug_flush(module);
	hp_flow_forget(module);
	module->rewritten = true;
	hp_values_init(&module->leads, module->arena); /* what is compared counts no more */
	if (module->slim)
		hp_shim_drop_dead(module->module);
	return module->diag->errors == errors && hp_module_verify(module, "the rewrite");
}

/* A call through a slot says nothing of what is called: the call keeps what is known. */
static void keep_effects(struct hp_module *module, LLVMValueRef function)
{
	for (LLVMValueRef call = hp_instruction_first(function); call; call = hp_instruction_next(call)) {
		LLVMValueRef callee = hp_called_value(call);
		if (callee && LLVMIsAFunction(callee) && LLVMIsDeclaration(callee) &&
		    hp_classify(module, callee)->treatment != HP_DIRECT)
			hp_shim_keep_effects(call);
	}
}

bool hp_rewrite_late(struct hp_module *module)
{
	unsigned errors = module->diag->errors;
	module->place_at_use = true;
	for (LLVMValueRef value = LLVMGetFirstFunction(module->module); value; value = LLVMGetNextFunction(value)) {
		if (LLVMIsDeclaration(value))
			continue;
		keep_effects(module, value);
		if (!rewrite_function(module, value))
			return false;
	}
	return module->diag->errors == errors;
}
