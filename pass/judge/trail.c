/*
 * Where an address goes in a unit, and where a pointer comes from: through address computations, variables of
 * functions, parameters and results. Follows loads and stores of local variables only, and no more than a budget of
 * steps; what is asked of the uses is the caller's. A depth says how many times memory is read to get at the address:
 * 0 is the address itself, 1 the variable that holds it, 2 a reference to that variable.
 */
#include "pass/judge/trail.h"

#include "base/arena.h"
#include "pass/ir/value.h"

#include <llvm-c/Core.h>
#include <llvm-c/Target.h>
#include <uthash.h>

enum { HP_DEPTHS = 4, HP_BUDGET = 4096, HP_NESTING = 4 };

/* Whether a value comes from the origin. Null and a loop say nothing. */
enum source { SAYS_NOTHING, ORIGIN, ELSEWHERE };

/* A value at a depth. */
struct step {
	UT_hash_handle hh;
	LLVMValueRef value; /* key */
	unsigned depth;
	struct step *next;
	enum source source;
};

struct walk {
	const struct hp_trail *trail;
	LLVMValueRef origin;
	struct step *steps[HP_DEPTHS]; /* by value */
	unsigned count;
	struct step *first, **last; /* work list */
	struct hp_arena arena;
	bool paired;         /* parameters are compared with others of their function */
	LLVMValueRef callee; /* whose arguments stand for the origin; NULL at first */
	unsigned nesting;    /* of callees */
	bool has_argument;   /* one was met: which, and how often memory is read from there */
	unsigned argument, argument_depth;
};

static void walk_init(struct walk *walk, const struct hp_trail *trail, LLVMValueRef origin)
{
	*walk = (struct walk){.trail = trail, .origin = origin};
	walk->last = &walk->first;
	hp_arena_init(&walk->arena);
}

static void walk_fini(struct walk *walk)
{
	for (unsigned i = 0; i < HP_DEPTHS; i++)
		HASH_CLEAR(hh, walk->steps[i]);
	hp_arena_fini(&walk->arena);
}

static bool in_budget(const struct walk *walk)
{
	return walk->count < HP_BUDGET;
}

static struct step *find(const struct walk *walk, LLVMValueRef value, unsigned depth)
{
	struct step *step = NULL;
	if (depth < HP_DEPTHS)
		HASH_FIND_PTR(walk->steps[depth], &value, step);
	return step;
}

static struct step *add(struct walk *walk, LLVMValueRef value, unsigned depth)
{
	struct step *step = find(walk, value, depth);
	if (step || depth >= HP_DEPTHS)
		return step;
	step = hp_arena_alloc(&walk->arena, sizeof *step);
	step->value = value;
	step->depth = depth;
	walk->count++;
	HASH_ADD_PTR(walk->steps[depth], value, step);
	*walk->last = step;
	walk->last = &step->next;
	return step;
}

static bool is_zero(LLVMValueRef value)
{
	return LLVMIsAConstant(value) && (LLVMIsNull(value) || LLVMIsUndef(value));
}

static bool has_opcode(LLVMValueRef value, LLVMOpcode opcode)
{
	return (LLVMIsAInstruction(value) && LLVMGetInstructionOpcode(value) == opcode) ||
	       (LLVMIsAConstantExpr(value) && LLVMGetConstOpcode(value) == opcode);
}

/* The address of the first member. */
static bool adds_nothing(LLVMValueRef value)
{
	bool zero = has_opcode(value, LLVMGetElementPtr);
	for (int i = 1; zero && i < LLVMGetNumOperands(value); i++)
		zero = is_zero(LLVMGetOperand(value, (unsigned)i));
	return zero;
}

static bool is_cast(LLVMValueRef value)
{
	return has_opcode(value, LLVMBitCast) || has_opcode(value, LLVMAddrSpaceCast) ||
	       has_opcode(value, LLVMPtrToInt) || has_opcode(value, LLVMIntToPtr) || adds_nothing(value);
}

static bool is_copy(LLVMValueRef instruction)
{
	return LLVMIsAMemCpyInst(instruction) || LLVMIsAMemMoveInst(instruction);
}

/* The variable that an address computation starts from. */
static LLVMValueRef variable_at(LLVMValueRef address)
{
	while (is_cast(address) || has_opcode(address, LLVMGetElementPtr))
		address = LLVMGetOperand(address, 0);
	return address;
}

/* The definition that a call leads to; NULL if it is not in the unit. */
static LLVMValueRef callee_here(LLVMValueRef instruction)
{
	LLVMValueRef callee = hp_called_value(instruction);
	return callee && LLVMIsAFunction(callee) && !LLVMIsDeclaration(callee) ? callee : NULL;
}

/* Whether the value is a pointer, or a number that may be one. */
static bool holds_pointer(const struct walk *walk, LLVMValueRef value)
{
	LLVMTypeRef type = LLVMTypeOf(value);
	LLVMTargetDataRef layout = LLVMGetModuleDataLayout(LLVMGetGlobalParent(walk->origin));
	return LLVMGetTypeKind(type) == LLVMPointerTypeKind ||
	       (LLVMGetTypeKind(type) == LLVMIntegerTypeKind &&
	        LLVMGetIntTypeWidth(type) == LLVMPointerSize(layout) * 8);
}

/* ---- onwards ---- */

static void into_callee(struct walk *walk, LLVMValueRef call, const struct step *from)
{
	LLVMValueRef callee = callee_here(call);
	unsigned count = callee ? LLVMCountParams(callee) : 0;
	for (unsigned i = 0; i < count && i < LLVMGetNumArgOperands(call); i++)
		if (LLVMGetOperand(call, i) == from->value)
			add(walk, LLVMGetParam(callee, i), from->depth);
}

static void out_to_callers(struct walk *walk, LLVMValueRef instruction, unsigned depth)
{
	LLVMValueRef function = LLVMGetBasicBlockParent(LLVMGetInstructionParent(instruction));
	for (LLVMUseRef use = LLVMGetFirstUse(function); use; use = LLVMGetNextUse(use))
		if (LLVMIsAInstruction(LLVMGetUser(use)) && callee_here(LLVMGetUser(use)) == function)
			add(walk, LLVMGetUser(use), depth);
}

static void along(struct walk *walk, LLVMValueRef user, const struct step *from)
{
	unsigned depth = from->depth;
	bool computes = has_opcode(user, LLVMGetElementPtr) && (depth || walk->trail->inside);
	if (is_cast(user) || computes || LLVMIsAPHINode(user) || LLVMIsASelectInst(user)) {
		add(walk, user, depth);
	} else if (LLVMIsALoadInst(user) && depth && holds_pointer(walk, user)) {
		add(walk, user, depth - 1);
	} else if (LLVMIsAStoreInst(user) && LLVMGetOperand(user, 0) == from->value) {
		LLVMValueRef variable = variable_at(LLVMGetOperand(user, 1));
		if (LLVMIsAAllocaInst(variable))
			add(walk, variable, depth + 1);
	} else if (LLVMIsAInstruction(user) && is_copy(user)) {
		if (depth && LLVMGetOperand(user, 1) == from->value)
			add(walk, variable_at(LLVMGetOperand(user, 0)), depth);
	} else if (LLVMIsAReturnInst(user)) {
		out_to_callers(walk, user, depth);
	} else if (LLVMIsAInstruction(user)) {
		into_callee(walk, user, from);
	}
}

bool hp_trail_follow(const struct hp_trail *trail, LLVMValueRef origin, unsigned depth)
{
	struct walk walk;
	bool found = false;
	walk_init(&walk, trail, origin);
	add(&walk, origin, depth);
	for (struct step *step = walk.first; step && !found && in_budget(&walk); step = step->next)
		for (LLVMUseRef use = LLVMGetFirstUse(step->value); use && !found; use = LLVMGetNextUse(use)) {
			LLVMValueRef user = LLVMGetUser(use);
			found = !step->depth && LLVMIsAInstruction(user) && trail->found(origin, user, step->value);
			if (!found)
				along(&walk, user, step);
		}
	found = found || (trail->if_lost && !in_budget(&walk));
	walk_fini(&walk);
	return found;
}

/* ---- back ---- */

static enum source source_of(struct walk *walk, LLVMValueRef value, unsigned depth);

/* Of a value that is either this or that. */
static enum source either(enum source a, enum source b)
{
	return a == ELSEWHERE || b == ELSEWHERE ? ELSEWHERE : a == ORIGIN || b == ORIGIN ? ORIGIN : SAYS_NOTHING;
}

static unsigned argument_index(LLVMValueRef argument)
{
	LLVMValueRef function = LLVMGetParamParent(argument);
	unsigned index = 0;
	while (LLVMGetParam(function, index) != argument)
		index++;
	return index;
}

/* In a callee: its arguments stand for the origin, all one of them at one depth, which the caller then looks at. */
static enum source source_of_own_argument(struct walk *walk, unsigned index, unsigned depth)
{
	if (walk->has_argument && (walk->argument != index || walk->argument_depth != depth))
		return ELSEWHERE;
	walk->has_argument = true;
	walk->argument = index;
	walk->argument_depth = depth;
	return ORIGIN;
}

/* Whether an argument of a call but that one comes from the origin. */
static bool passes_origin(struct walk *walk, LLVMValueRef call, unsigned but)
{
	for (unsigned i = 0; i < LLVMGetNumArgOperands(call); i++)
		for (unsigned depth = 0; i != but && depth < HP_DEPTHS - 1; depth++)
			if (source_of(walk, LLVMGetOperand(call, i), depth) == ORIGIN)
				return true;
	return false;
}

/*
 * A helper of loops compares two of its parameters: callers pass other tables, too, but then both of their ends. So
 * the origin, if no call passes the origin's address in one of them alone.
 */
static enum source source_of_parameter(struct walk *walk, LLVMValueRef parameter, unsigned depth)
{
	LLVMValueRef function = LLVMGetParamParent(parameter);
	unsigned index = argument_index(parameter);
	bool found = false;
	for (LLVMUseRef use = walk->paired ? LLVMGetFirstUse(function) : NULL; use; use = LLVMGetNextUse(use)) {
		LLVMValueRef call = LLVMGetUser(use);
		if (!LLVMIsAInstruction(call) || callee_here(call) != function ||
		    index >= LLVMGetNumArgOperands(call))
			continue;
		bool here = source_of(walk, LLVMGetOperand(call, index), depth) == ORIGIN;
		if (here != passes_origin(walk, call, index))
			return ELSEWHERE;
		found |= here;
	}
	return found ? ORIGIN : ELSEWHERE;
}

static enum source source_of_contents(struct walk *walk, LLVMValueRef address, unsigned depth);

/* What a callee returns, or with `into` writes at what that argument points to. */
static enum source source_in_callee(struct walk *walk, LLVMValueRef call, const unsigned *into, unsigned depth)
{
	LLVMValueRef callee = callee_here(call);
	enum source source = SAYS_NOTHING;
	struct walk inner;
	if (!callee || walk->nesting == HP_NESTING || (into && *into >= LLVMCountParams(callee)))
		return ELSEWHERE;
	walk_init(&inner, NULL, walk->origin);
	inner.callee = callee;
	inner.nesting = walk->nesting + 1;
	if (into)
		source = source_of_contents(&inner, LLVMGetParam(callee, *into), depth);
	for (LLVMBasicBlockRef block = LLVMGetFirstBasicBlock(callee); block && !into;
	     block = LLVMGetNextBasicBlock(block)) {
		LLVMValueRef end = LLVMGetBasicBlockTerminator(block);
		if (LLVMIsAReturnInst(end) && LLVMGetNumOperands(end))
			source = either(source, source_of(&inner, LLVMGetOperand(end, 0), depth));
	}
	if (source == ORIGIN && inner.has_argument)
		source = inner.argument < LLVMGetNumArgOperands(call)
		             ? source_of(walk, LLVMGetOperand(call, inner.argument), inner.argument_depth)
		             : ELSEWHERE;
	walk_fini(&inner);
	return source;
}

/* What a call writes into a variable that it is passed. */
static enum source source_of_written(struct walk *walk, LLVMValueRef call, LLVMValueRef address, unsigned depth)
{
	enum source source = SAYS_NOTHING;
	for (unsigned i = 0; i < LLVMGetNumArgOperands(call); i++)
		if (LLVMGetOperand(call, i) == address)
			source = either(source, source_in_callee(walk, call, &i, depth));
	return source;
}

/* What is written by way of an address that a variable holds. */
static enum source source_behind(struct walk *walk, LLVMValueRef variable, unsigned depth)
{
	enum source source = SAYS_NOTHING;
	if (!LLVMIsAAllocaInst(variable))
		return ELSEWHERE;
	for (LLVMUseRef use = LLVMGetFirstUse(variable); use; use = LLVMGetNextUse(use))
		if (LLVMIsALoadInst(LLVMGetUser(use)))
			source = either(source, source_of_contents(walk, LLVMGetUser(use), depth));
	return source;
}

/* Of what is written into a variable, by way of an address of it. */
static enum source source_of_contents(struct walk *walk, LLVMValueRef address, unsigned depth)
{
	enum source source = SAYS_NOTHING;
	if (!in_budget(walk))
		return ELSEWHERE;
	walk->count++;
	for (LLVMUseRef use = LLVMGetFirstUse(address); use; use = LLVMGetNextUse(use)) {
		LLVMValueRef user = LLVMGetUser(use);
		if (is_cast(user) || has_opcode(user, LLVMGetElementPtr))
			source = either(source, source_of_contents(walk, user, depth));
		else if (LLVMIsAStoreInst(user) && LLVMGetOperand(user, 1) == address)
			source = either(source, source_of(walk, LLVMGetOperand(user, 0), depth - 1));
		else if (LLVMIsAStoreInst(user))
			source = either(source, source_behind(walk, LLVMGetOperand(user, 1), depth));
		else if (is_copy(user) && LLVMGetOperand(user, 0) == address)
			source = either(source, source_of(walk, LLVMGetOperand(user, 1), depth));
		else if (callee_here(user))
			source = either(source, source_of_written(walk, user, address, depth));
		else if (hp_called_value(user) && !hp_called_intrinsic(user))
			return ELSEWHERE;
	}
	return source;
}

static enum source source_of_instruction(struct walk *walk, LLVMValueRef value, unsigned depth)
{
	enum source source = SAYS_NOTHING;
	if (LLVMIsALoadInst(value))
		return source_of(walk, LLVMGetOperand(value, 0), depth + 1);
	if (LLVMIsAAllocaInst(value))
		return depth ? source_of_contents(walk, value, depth) : ELSEWHERE;
	if (LLVMIsASelectInst(value))
		return either(source_of(walk, LLVMGetOperand(value, 1), depth),
		              source_of(walk, LLVMGetOperand(value, 2), depth));
	if (!LLVMIsAPHINode(value))
		return hp_called_value(value) ? source_in_callee(walk, value, NULL, depth) : ELSEWHERE;
	for (unsigned i = 0; i < LLVMCountIncoming(value); i++)
		source = either(source, source_of(walk, LLVMGetIncomingValue(value, i), depth));
	return source;
}

static enum source source_of_argument(struct walk *walk, LLVMValueRef argument, unsigned depth)
{
	return walk->callee ? source_of_own_argument(walk, argument_index(argument), depth)
	                    : source_of_parameter(walk, argument, depth);
}

static enum source source_of(struct walk *walk, LLVMValueRef value, unsigned depth)
{
	if (value == walk->origin)
		return ORIGIN;
	if (is_zero(value))
		return SAYS_NOTHING;
	if (is_cast(value) || has_opcode(value, LLVMGetElementPtr))
		return source_of(walk, LLVMGetOperand(value, 0), depth);
	struct step *step = find(walk, value, depth);
	if (step)
		return step->source;
	step = in_budget(walk) ? add(walk, value, depth) : NULL;
	if (!step)
		return ELSEWHERE;
	if (LLVMIsAArgument(value))
		step->source = source_of_argument(walk, value, depth);
	else
		step->source = LLVMIsAInstruction(value) ? source_of_instruction(walk, value, depth) : ELSEWHERE;
	return step->source;
}

/* Whether a value is computed from a parameter of its function. */
static bool is_from_parameter(LLVMValueRef value, LLVMValueRef origin)
{
	struct walk walk;
	walk_init(&walk, NULL, origin);
	walk.callee = origin; /* arguments are noted */
	source_of(&walk, value, 0);
	walk_fini(&walk);
	return walk.has_argument;
}

bool hp_trail_comes_from(LLVMValueRef value, LLVMValueRef origin, LLVMValueRef beside)
{
	struct walk walk;
	walk_init(&walk, NULL, origin);
	walk.paired = is_from_parameter(beside, origin);
	enum source source = source_of(&walk, value, 0);
	walk_fini(&walk);
	return source == ORIGIN;
}
