/*
 * From instructions and constants to the graph. Decides what an instruction does with pointers; numbers as wide as
 * pointers may be pointers. What is not known here makes a pointer of which nothing is known.
 */
#include "pass/flow/graph.h"
#include "pass/ir/module.h"
#include "pass/ir/ref.h"
#include "pass/ir/value.h"

#include <string.h>

static bool holds_pointer(const struct hp_flow *flow, LLVMTypeRef type)
{
	switch (LLVMGetTypeKind(type)) {
	case LLVMPointerTypeKind:
	case LLVMStructTypeKind:
	case LLVMArrayTypeKind:
	case LLVMVectorTypeKind:
		return true;
	case LLVMIntegerTypeKind:
		return LLVMGetIntTypeWidth(type) == flow->pointer_size * 8;
	default:
		return false;
	}
}

/* Null, a number, or not defined: no address. */
static bool is_no_address(LLVMValueRef value)
{
	return LLVMIsAConstant(value) && (LLVMIsAConstantInt(value) || LLVMIsUndef(value) || LLVMIsNull(value) ||
	                                  LLVMIsAConstantFP(value) || LLVMIsAConstantDataSequential(value));
}

static bool is_aggregate(LLVMTypeRef type)
{
	LLVMTypeKind kind = LLVMGetTypeKind(type);
	return kind == LLVMStructTypeKind || kind == LLVMArrayTypeKind || kind == LLVMVectorTypeKind;
}

static LLVMValueRef callee_here(LLVMValueRef instruction)
{
	LLVMValueRef callee = hp_called_value(instruction);
	return callee && LLVMIsAFunction(callee) && !LLVMIsDeclaration(callee) ? callee : NULL;
}

/* Intrinsics that give back what they are passed. */
static bool gives_back(LLVMValueRef instruction)
{
	static const char *const names[] = {"llvm.launder.invariant.group", "llvm.strip.invariant.group",
	                                    "llvm.ptr.annotation", "llvm.ssa.copy", "llvm.expect"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (hp_intrinsic_named(instruction, names[i]))
			return true;
	return false;
}

/* The argument that a call of another file's function gives back, itself or a place in it; -1 if none. */
static int returned_argument(LLVMValueRef call, bool *itself)
{
	LLVMValueRef callee = hp_called_value(call);
	unsigned returned = LLVMGetEnumAttributeKindForName("returned", 8);
	*itself = true;
	if (callee && LLVMIsAFunction(callee) && !LLVMIsDeclaration(callee))
		return -1;
	if (gives_back(call))
		return 0;
	for (unsigned i = 0; i < LLVMGetNumArgOperands(call); i++)
		if (LLVMGetCallSiteEnumAttribute(call, i + 1, returned) ||
		    (callee && LLVMIsAFunction(callee) && i < LLVMCountParams(callee) &&
		     LLVMGetEnumAttributeAtIndex(callee, i + 1, returned)))
			return (int)i;
	return callee && LLVMIsAFunction(callee) ? hp_shim_library_returns(callee, itself) : -1;
}

/* Whether edges, not the instruction itself, say what the value is. */
static bool is_modelled(LLVMValueRef value)
{
	bool itself;
	switch (LLVMGetInstructionOpcode(value)) {
	case LLVMLoad:
	case LLVMPHI:
	case LLVMSelect:
	case LLVMBitCast:
	case LLVMAddrSpaceCast:
	case LLVMPtrToInt:
	case LLVMIntToPtr:
	case LLVMFreeze:
	case LLVMExtractValue:
	case LLVMInsertValue:
	case LLVMExtractElement:
	case LLVMInsertElement:
	case LLVMShuffleVector:
		return true;
	case LLVMGetElementPtr:
		return LLVMGetTypeKind(LLVMTypeOf(value)) == LLVMPointerTypeKind;
	case LLVMCall:
	case LLVMInvoke:
	case LLVMCallBr:
		return callee_here(value) || returned_argument(value, &itself) >= 0;
	default:
		return false;
	}
}

/* ---- nodes ---- */

/* A variable that is only loaded and stored: what it holds is as one value, and its address is none. */
static bool is_only_accessed(LLVMValueRef variable)
{
	for (LLVMUseRef use = LLVMGetFirstUse(variable); use; use = LLVMGetNextUse(use)) {
		LLVMValueRef user = LLVMGetUser(use);
		bool is_store = LLVMIsAStoreInst(user), is_access = is_store || LLVMIsALoadInst(user);
		if ((is_access && LLVMGetVolatile(user)) || (is_store && LLVMGetOperand(user, 0) == variable) ||
		    (!is_access && !hp_intrinsic_named(user, "llvm.lifetime.")))
			return false;
	}
	return true;
}

static void read_later(struct hp_flow *flow, struct hp_flow_node *node)
{
	node->next_work = flow->unread;
	flow->unread = node;
}

static void init_node(struct hp_flow *flow, struct hp_flow_node *node)
{
	LLVMValueRef value = node->value;
	if (hp_is_global(value)) {
		hp_flow_own(flow, node, HP_OBJECT_GLOBAL);
		node->own->global = value;
	} else if (!node->function) {
		if (!is_no_address(value))
			read_later(flow, node);
	} else if (LLVMIsAAllocaInst(value)) {
		node->is_variable = is_only_accessed(value);
		if (node->is_variable)
			read_later(flow, node);
		else
			hp_flow_own(flow, node, HP_OBJECT_LOCAL);
	} else if (is_modelled(value)) {
		read_later(flow, node);
	} else {
		hp_flow_own(flow, node, HP_OBJECT_OPAQUE);
	}
}

static struct hp_flow_node *make_node(struct hp_flow *flow, LLVMValueRef value)
{
	LLVMValueRef function =
	    LLVMIsAInstruction(value) ? LLVMGetBasicBlockParent(LLVMGetInstructionParent(value)) : NULL;
	struct hp_flow_node *node =
	    hp_flow_node_new(flow, HP_NODE_VALUE, function ? hp_flow_function(flow, function) : NULL);
	node->value = value;
	hp_values_add(&flow->nodes, value, node);
	init_node(flow, node);
	return node;
}

struct hp_flow_node *hp_flow_node_of(struct hp_flow *flow, LLVMValueRef value)
{
	struct hp_flow_node *node = hp_values_find(&flow->nodes, value);
	if (node)
		return node;
	if (LLVMIsAArgument(value)) { /* its function makes it */
		hp_flow_function(flow, LLVMGetParamParent(value));
		return hp_values_find(&flow->nodes, value);
	}
	if (LLVMIsALoadInst(value) && LLVMIsAAllocaInst(LLVMGetOperand(value, 0)) &&
	    holds_pointer(flow, LLVMTypeOf(value)) && hp_flow_node_of(flow, LLVMGetOperand(value, 0))->is_variable) {
		node = hp_flow_node_of(flow, LLVMGetOperand(value, 0));
		hp_values_add(&flow->nodes, value, node);
		return node;
	}
	return make_node(flow, value);
}

static void flow_from(struct hp_flow *flow, LLVMValueRef from, struct hp_flow_node *to, struct hp_offset at)
{
	if (!is_no_address(from) && holds_pointer(flow, LLVMTypeOf(from)))
		hp_flow_link_at(flow, hp_flow_node_of(flow, from), to, at);
}

static void read_constant(struct hp_flow *flow, struct hp_flow_node *node)
{
	static const struct hp_offset nowhere = {0, 0};
	LLVMValueRef value = node->value;
	int count = LLVMGetNumOperands(value);
	LLVMOpcode opcode = LLVMIsAConstantExpr(value) ? LLVMGetConstOpcode(value) : LLVMInsertValue;
	if (LLVMIsABlockAddress(value) || (!LLVMIsAConstantExpr(value) && !is_aggregate(LLVMTypeOf(value))))
		hp_flow_link(flow, flow->outside, node);
	else if (opcode == LLVMGetElementPtr && LLVMGetTypeKind(LLVMTypeOf(value)) == LLVMPointerTypeKind)
		flow_from(flow, LLVMGetOperand(value, 0), node, hp_offset_of_address(flow->layout, value));
	else if (opcode == LLVMBitCast || opcode == LLVMAddrSpaceCast || opcode == LLVMPtrToInt ||
	         opcode == LLVMIntToPtr)
		flow_from(flow, LLVMGetOperand(value, 0), node, nowhere);
	else if (opcode == LLVMInsertValue)
		for (int i = 0; i < count; i++)
			flow_from(flow, LLVMGetOperand(value, (unsigned)i), node, nowhere);
	else
		hp_flow_link(flow, flow->outside, node);
}

/* ---- instructions ---- */

static struct hp_offset place_at(struct hp_flow *flow, LLVMTypeRef type)
{
	(void)flow;
	return is_aggregate(type) ? HP_OFFSET_ANY : (struct hp_offset){0, 0};
}

/* The node of an address, or for aggregates one of any place behind it. */
static struct hp_flow_node *address_of(struct hp_flow *flow, LLVMValueRef address, LLVMTypeRef type)
{
	struct hp_flow_node *node = hp_flow_node_of(flow, address);
	struct hp_offset at = place_at(flow, type);
	if (hp_offset_is_zero(at))
		return node;
	struct hp_flow_node *any = hp_flow_node_new(flow, HP_NODE_VALUE, node->function);
	hp_flow_link_at(flow, node, any, at);
	return any;
}

static void read_load(struct hp_flow *flow, struct hp_flow_node *node, LLVMValueRef load)
{
	LLVMValueRef address = LLVMGetOperand(load, 0);
	if (hp_is_ref(address))
		hp_flow_link(flow, hp_flow_node_of(flow, LLVMGetInitializer(address)), node);
	else if (!is_no_address(address))
		hp_flow_edge_add(flow, (struct hp_flow_edge){.from = address_of(flow, address, LLVMTypeOf(load)),
		                                             .fire = hp_flow_fire_load,
		                                             .other = node});
}

static void store(struct hp_flow *flow, LLVMValueRef value, LLVMValueRef address)
{
	if (is_no_address(value) || is_no_address(address) || !holds_pointer(flow, LLVMTypeOf(value)) ||
	    (LLVMIsAAllocaInst(address) && hp_flow_node_of(flow, address)->is_variable))
		return;
	struct hp_flow_node *at = address_of(flow, address, LLVMTypeOf(value)),
	                    *stored = hp_flow_node_of(flow, value);
	hp_flow_edge_add(flow, (struct hp_flow_edge){.from = at, .fire = hp_flow_fire_store, .other = stored});
	if (hp_is_global(address)) /* others see it there; the edge knows that where the address is computed */
		hp_flow_escape_from(flow, stored);
}

static void read_exchange(struct hp_flow *flow, LLVMValueRef exchange)
{
	if (LLVMIsAAtomicCmpXchgInst(exchange))
		store(flow, LLVMGetOperand(exchange, 2), LLVMGetOperand(exchange, 0));
	else if (LLVMGetAtomicRMWBinOp(exchange) == LLVMAtomicRMWBinOpXchg)
		store(flow, LLVMGetOperand(exchange, 1), LLVMGetOperand(exchange, 0));
}

static void read_memory_intrinsic(struct hp_flow *flow, LLVMValueRef call)
{
	LLVMValueRef to = LLVMGetOperand(call, 0), from = LLVMGetOperand(call, 1), size = LLVMGetOperand(call, 2);
	bool is_copy = LLVMIsAMemCpyInst(call) || LLVMIsAMemMoveInst(call);
	if (is_copy && !is_no_address(to) && !is_no_address(from))
		hp_flow_copying_add(flow, hp_flow_node_of(flow, to), hp_flow_node_of(flow, from),
		                    LLVMIsAConstantInt(size) ? LLVMConstIntGetZExtValue(size) : 0);
}

/* memcpy or memmove, called as any function. */
static bool is_library_copy(LLVMValueRef call)
{
	bool itself;
	LLVMValueRef callee = hp_called_value(call);
	const char *name = LLVMIsAFunction(callee) ? hp_value_name(callee) : "";
	return LLVMGetNumArgOperands(call) == 3 && (strcmp(name, "memcpy") == 0 || strcmp(name, "memmove") == 0) &&
	       returned_argument(call, &itself) == 0 && itself;
}

static void read_library_copy(struct hp_flow *flow, LLVMValueRef call)
{
	LLVMValueRef size = LLVMGetOperand(call, 2);
	hp_flow_copying_add(flow, hp_flow_node_of(flow, LLVMGetOperand(call, 0)),
	                    hp_flow_node_of(flow, LLVMGetOperand(call, 1)),
	                    LLVMIsAConstantInt(size) ? LLVMConstIntGetZExtValue(size) : 0);
}

static void read_call_elsewhere(struct hp_flow *flow, LLVMValueRef call)
{
	bool itself;
	if (hp_called_intrinsic(call))
		return;
	int returned = returned_argument(call, &itself);
	unsigned count = LLVMGetNumArgOperands(call);
	bool only_reads = returned >= 0 && !itself;
	for (unsigned i = 0; i < count && !only_reads; i++) {
		LLVMValueRef argument = LLVMGetOperand(call, i);
		if (!is_no_address(argument) && holds_pointer(flow, LLVMTypeOf(argument)))
			hp_flow_escape_from(flow, hp_flow_node_of(flow, argument));
	}
}

/* What a call gives. */
static void read_result(struct hp_flow *flow, struct hp_flow_node *node, LLVMValueRef call)
{
	bool itself;
	int returned = returned_argument(call, &itself);
	if (callee_here(call))
		hp_flow_read_result(flow, node);
	else if (returned >= 0 && (unsigned)returned < LLVMGetNumArgOperands(call) &&
	         !is_no_address(LLVMGetOperand(call, (unsigned)returned)))
		hp_flow_edge_add(flow, (struct hp_flow_edge){
		                           .from = hp_flow_node_of(flow, LLVMGetOperand(call, (unsigned)returned)),
		                           .to = node,
		                           .fire = hp_flow_fire_link,
		                           .at = itself ? (struct hp_offset){0, 0} : HP_OFFSET_ANY,
		                           .loose = true});
}

static void read_compare(struct hp_flow *flow, LLVMValueRef compare)
{
	LLVMValueRef a = LLVMGetOperand(compare, 0), b = LLVMGetOperand(compare, 1);
	LLVMIntPredicate predicate = LLVMGetICmpPredicate(compare);
	if ((predicate != LLVMIntEQ && predicate != LLVMIntNE) || is_no_address(a) || is_no_address(b) ||
	    (!holds_pointer(flow, LLVMTypeOf(a)) && !LLVMIsAConstantExpr(a) && !LLVMIsAConstantExpr(b)))
		return;
	hp_flow_compare(flow, hp_flow_node_of(flow, a), hp_flow_node_of(flow, b));
}

/* An instruction that gives one of its operands on. */
static void read_operands(struct hp_flow *flow, struct hp_flow_node *node, LLVMValueRef value, LLVMOpcode opcode)
{
	static const struct hp_offset nowhere = {0, 0};
	unsigned first = opcode == LLVMSelect, count = (unsigned)LLVMGetNumOperands(value);
	if (opcode == LLVMGetElementPtr) {
		flow_from(flow, LLVMGetOperand(value, 0), node, hp_offset_of_address(flow->layout, value));
		return;
	}
	if (opcode == LLVMPHI)
		count = LLVMCountIncoming(value);
	else if (opcode == LLVMExtractElement)
		count = 1;
	else if (opcode == LLVMInsertElement)
		count = 2;
	for (unsigned i = first; i < count; i++)
		flow_from(flow, opcode == LLVMPHI ? LLVMGetIncomingValue(value, i) : LLVMGetOperand(value, i), node,
		          nowhere);
}

static void read_variable(struct hp_flow *flow, struct hp_flow_node *node)
{
	for (LLVMUseRef use = LLVMGetFirstUse(node->value); use; use = LLVMGetNextUse(use))
		if (LLVMIsAStoreInst(LLVMGetUser(use)))
			flow_from(flow, LLVMGetOperand(LLVMGetUser(use), 0), node, (struct hp_offset){0, 0});
}

void hp_flow_read_node(struct hp_flow *flow, struct hp_flow_node *node)
{
	LLVMValueRef value = node->value;
	if (!node->function) {
		read_constant(flow, node);
	} else if (node->is_variable) {
		read_variable(flow, node);
	} else if (holds_pointer(flow, LLVMTypeOf(value))) {
		LLVMOpcode opcode = LLVMGetInstructionOpcode(value);
		if (opcode == LLVMLoad)
			read_load(flow, node, value);
		else if (hp_called_value(value))
			read_result(flow, node, value);
		else
			read_operands(flow, node, value, opcode);
	}
}

void hp_flow_read_returned(struct hp_flow *flow, struct hp_flow_function *function)
{
	for (LLVMBasicBlockRef block = LLVMGetFirstBasicBlock(function->value); block;
	     block = LLVMGetNextBasicBlock(block)) {
		LLVMValueRef last = LLVMGetBasicBlockTerminator(block);
		if (last && LLVMIsAReturnInst(last) && LLVMGetNumOperands(last))
			flow_from(flow, LLVMGetOperand(last, 0), function->result, (struct hp_offset){0, 0});
	}
}

static void read_store(struct hp_flow *flow, LLVMValueRef value)
{
	switch (LLVMGetInstructionOpcode(value)) {
	case LLVMStore:
		store(flow, LLVMGetOperand(value, 0), LLVMGetOperand(value, 1));
		break;
	case LLVMAtomicCmpXchg:
	case LLVMAtomicRMW:
		read_exchange(flow, value);
		break;
	case LLVMCall:
	case LLVMInvoke:
	case LLVMCallBr:
		if (LLVMIsAMemIntrinsic(value))
			read_memory_intrinsic(flow, value);
		else if (callee_here(value))
			hp_flow_call_copies(flow, value);
		else if (is_library_copy(value))
			read_library_copy(flow, value);
		break;
	default:
		break;
	}
}

static void read_call(struct hp_flow *flow, LLVMValueRef call)
{
	if (!hp_called_value(call))
		return;
	if (callee_here(call))
		hp_flow_call_effects(flow, call);
	else
		read_call_elsewhere(flow, call);
}

static void read_each(struct hp_flow *flow, LLVMValueRef function,
                      void (*read_one)(struct hp_flow *flow, LLVMValueRef instruction))
{
	for (LLVMBasicBlockRef block = LLVMGetFirstBasicBlock(function); block; block = LLVMGetNextBasicBlock(block))
		for (LLVMValueRef instruction = LLVMGetFirstInstruction(block); instruction;
		     instruction = LLVMGetNextInstruction(instruction))
			read_one(flow, instruction);
}

void hp_flow_read_stores(struct hp_flow *flow, LLVMValueRef function)
{
	read_each(flow, function, read_store);
}

void hp_flow_read_calls(struct hp_flow *flow, LLVMValueRef function)
{
	read_each(flow, function, read_call);
}

static void mark_volatile(struct hp_flow *flow, LLVMValueRef address)
{
	hp_flow_mark(flow, hp_flow_node_of(flow, address), HP_VOLATILE);
}

/* Whether a call copies memory, not to a variable of the function. */
static bool is_copy_to_others(LLVMValueRef call)
{
	LLVMValueRef to;
	if (!LLVMIsAMemCpyInst(call) && !LLVMIsAMemMoveInst(call) && !is_library_copy(call))
		return false;
	for (to = LLVMGetOperand(call, 0); LLVMIsAGetElementPtrInst(to);)
		to = LLVMGetOperand(to, 0);
	return !LLVMIsAAllocaInst(to);
}

/* What an instruction asks of a pointer. */
static void read_question(struct hp_flow *flow, LLVMValueRef value)
{
	LLVMOpcode opcode = LLVMGetInstructionOpcode(value);
	if (opcode == LLVMICmp) {
		read_compare(flow, value);
	} else if (opcode == LLVMAtomicCmpXchg) {
		LLVMValueRef compared = LLVMGetOperand(value, 1);
		if (!is_no_address(compared) && holds_pointer(flow, LLVMTypeOf(compared)))
			hp_flow_mark(flow, hp_flow_node_of(flow, compared), HP_ASKED);
	} else if (opcode == LLVMLoad || opcode == LLVMStore) {
		if (LLVMGetVolatile(value))
			mark_volatile(flow, LLVMGetOperand(value, opcode == LLVMStore));
	} else if (hp_called_value(value)) {
		if (is_copy_to_others(value))
			hp_flow_may_copy(flow, LLVMGetBasicBlockParent(LLVMGetInstructionParent(value)));
		if (!LLVMIsAMemIntrinsic(value) || LLVMIsNull(LLVMGetOperand(value, 3)))
			return;
		mark_volatile(flow, LLVMGetOperand(value, 0));
		if (!LLVMIsAMemSetInst(value))
			mark_volatile(flow, LLVMGetOperand(value, 1));
	}
}

void hp_flow_read_questions(struct hp_flow *flow, LLVMValueRef function)
{
	read_each(flow, function, read_question);
}
