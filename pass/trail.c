/*
 * Where an address goes in a unit, and where a pointer comes from: through address computations, variables of
 * functions, parameters and results. Follows loads and stores of local variables only, and no more than a budget of
 * steps; what is asked of the uses is the caller's. A depth says how many times memory is read to get at the address:
 * 0 is the address itself, 1 the variable that holds it, 2 a reference to that variable.
 */
#include "base/arena.h"
#include "internal.h"

#include <llvm-c/Target.h>

enum { HP_DEPTHS = 4, HP_BUDGET = 4096 };

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

/* The origin if an argument comes from there: what is made of it belongs to it. */
static enum source source_of_arguments(struct walk *walk, LLVMValueRef call, LLVMValueRef but)
{
	for (unsigned i = 0; i < LLVMGetNumArgOperands(call); i++)
		for (unsigned depth = 0; depth < 2; depth++)
			if (LLVMGetOperand(call, i) != but &&
			    source_of(walk, LLVMGetOperand(call, i), depth) == ORIGIN)
				return ORIGIN;
	return but ? SAYS_NOTHING : ELSEWHERE;
}

/* The origin if some caller passes it: callers of a helper pass other tables, too, but then both of their ends. */
static enum source source_of_parameter(struct walk *walk, LLVMValueRef parameter, unsigned depth)
{
	LLVMValueRef function = LLVMGetParamParent(parameter);
	unsigned index = 0;
	while (LLVMGetParam(function, index) != parameter)
		index++;
	for (LLVMUseRef use = LLVMGetFirstUse(function); use; use = LLVMGetNextUse(use)) {
		LLVMValueRef call = LLVMGetUser(use);
		if (LLVMIsAInstruction(call) && callee_here(call) == function &&
		    index < LLVMGetNumArgOperands(call) &&
		    source_of(walk, LLVMGetOperand(call, index), depth) == ORIGIN)
			return ORIGIN;
	}
	return ELSEWHERE;
}

/* Of what is written into a variable, by way of an address of it. */
static enum source source_of_contents(struct walk *walk, LLVMValueRef address, unsigned depth)
{
	enum source source = SAYS_NOTHING;
	for (LLVMUseRef use = LLVMGetFirstUse(address); use; use = LLVMGetNextUse(use)) {
		LLVMValueRef user = LLVMGetUser(use);
		if (is_cast(user) || has_opcode(user, LLVMGetElementPtr))
			source = either(source, source_of_contents(walk, user, depth));
		else if (LLVMIsAStoreInst(user) && LLVMGetOperand(user, 1) == address)
			source = either(source, source_of(walk, LLVMGetOperand(user, 0), depth - 1));
		else if (is_copy(user) && LLVMGetOperand(user, 0) == address)
			source = either(source, source_of(walk, LLVMGetOperand(user, 1), depth));
		else if (callee_here(user))
			source = either(source, source_of_arguments(walk, user, address));
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
		return callee_here(value) ? source_of_arguments(walk, value, NULL) : ELSEWHERE;
	for (unsigned i = 0; i < LLVMCountIncoming(value); i++)
		source = either(source, source_of(walk, LLVMGetIncomingValue(value, i), depth));
	return source;
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
		step->source = source_of_parameter(walk, value, depth);
	else
		step->source = LLVMIsAInstruction(value) ? source_of_instruction(walk, value, depth) : ELSEWHERE;
	return step->source;
}

bool hp_trail_comes_from(LLVMValueRef value, LLVMValueRef origin)
{
	struct walk walk;
	walk_init(&walk, NULL, origin);
	enum source source = source_of(&walk, value, 0);
	walk_fini(&walk);
	return source == ORIGIN;
}
