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

static void init_constant(struct hp_flow *flow, struct hp_flow_node *node)
{
	if (hp_is_global(node->value)) {
		hp_flow_own(flow, node, HP_OBJECT_GLOBAL);
		node->own->global = node->value;
	} else if (!is_no_address(node->value)) {
		node->next_work = flow->constants;
		flow->constants = node;
	}
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
	bool is_instruction = LLVMIsAInstruction(value);
	LLVMValueRef function = is_instruction ? LLVMGetBasicBlockParent(LLVMGetInstructionParent(value)) : NULL;
	node = hp_flow_node_new(flow, HP_NODE_VALUE, function ? hp_flow_function(flow, function) : NULL);
	node->value = value;
	hp_values_add(&flow->nodes, value, node);
	if (!is_instruction)
		init_constant(flow, node);
	else if (LLVMIsAAllocaInst(value))
		hp_flow_own(flow, node, HP_OBJECT_LOCAL);
	else if (!is_modelled(value))
		hp_flow_own(flow, node, HP_OBJECT_OPAQUE);
	return node;
}

static void flow_from(struct hp_flow *flow, LLVMValueRef from, struct hp_flow_node *to, struct hp_offset at)
{
	if (!is_no_address(from) && holds_pointer(flow, LLVMTypeOf(from)))
		hp_flow_link_at(flow, hp_flow_node_of(flow, from), to, at);
}

void hp_flow_read_constant(struct hp_flow *flow, struct hp_flow_node *node)
{
	static const struct hp_offset nowhere = {0, 0};
	LLVMValueRef value = node->value;
	int count = LLVMGetNumOperands(value);
	node->next_work = NULL;
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

static void read_load(struct hp_flow *flow, LLVMValueRef load)
{
	LLVMValueRef address = LLVMGetOperand(load, 0);
	if (LLVMGetVolatile(load))
		hp_flow_mark(flow, hp_flow_node_of(flow, address), HP_VOLATILE);
	if (!holds_pointer(flow, LLVMTypeOf(load)))
		return;
	struct hp_flow_node *node = hp_flow_node_of(flow, load);
	if (hp_is_ref(address))
		hp_flow_link(flow, hp_flow_node_of(flow, LLVMGetInitializer(address)), node);
	else if (!is_no_address(address))
		hp_flow_edge_add(flow, (struct hp_flow_edge){.from = address_of(flow, address, LLVMTypeOf(load)),
		                                             .fire = hp_flow_fire_load,
		                                             .other = node});
}

static void store(struct hp_flow *flow, LLVMValueRef value, LLVMValueRef address)
{
	if (is_no_address(value) || is_no_address(address) || !holds_pointer(flow, LLVMTypeOf(value)))
		return;
	struct hp_flow_node *at = address_of(flow, address, LLVMTypeOf(value)),
	                    *stored = hp_flow_node_of(flow, value);
	hp_flow_edge_add(flow, (struct hp_flow_edge){.from = at, .fire = hp_flow_fire_store, .other = stored});
	if (hp_is_global(address)) /* others see it there; the edge knows that where the address is computed */
		hp_flow_edge_add(flow, (struct hp_flow_edge){.from = stored, .fire = hp_flow_fire_escape});
}

static void read_exchange(struct hp_flow *flow, LLVMValueRef exchange)
{
	LLVMValueRef compared = LLVMGetOperand(exchange, 1);
	if (LLVMIsAAtomicCmpXchgInst(exchange)) {
		if (!is_no_address(compared) && holds_pointer(flow, LLVMTypeOf(compared)))
			hp_flow_mark(flow, hp_flow_node_of(flow, compared), HP_ASKED);
		store(flow, LLVMGetOperand(exchange, 2), LLVMGetOperand(exchange, 0));
	} else if (LLVMGetAtomicRMWBinOp(exchange) == LLVMAtomicRMWBinOpXchg) {
		store(flow, compared, LLVMGetOperand(exchange, 0));
	}
}

static void read_memory_intrinsic(struct hp_flow *flow, LLVMValueRef call)
{
	LLVMValueRef to = LLVMGetOperand(call, 0), from = LLVMGetOperand(call, 1), size = LLVMGetOperand(call, 2);
	bool is_copy = LLVMIsAMemCpyInst(call) || LLVMIsAMemMoveInst(call);
	if (!LLVMIsNull(LLVMGetOperand(call, 3))) {
		hp_flow_mark(flow, hp_flow_node_of(flow, to), HP_VOLATILE);
		if (is_copy)
			hp_flow_mark(flow, hp_flow_node_of(flow, from), HP_VOLATILE);
	}
	if (is_copy && !is_no_address(to) && !is_no_address(from))
		hp_flow_copying_add(flow, hp_flow_node_of(flow, to), hp_flow_node_of(flow, from),
		                    LLVMIsAConstantInt(size) ? LLVMConstIntGetZExtValue(size) : 0);
}

static void read_call_here(struct hp_flow *flow, LLVMValueRef value, LLVMValueRef callee)
{
	struct hp_flow_call *call = hp_arena_alloc(flow->arena, sizeof *call);
	LLVMValueRef caller = LLVMGetBasicBlockParent(LLVMGetInstructionParent(value));
	call->callee = hp_flow_function(flow, callee);
	call->caller = hp_flow_function(flow, caller);
	call->count = LLVMGetNumArgOperands(value);
	if (call->count > call->callee->count)
		call->count = call->callee->count;
	call->arguments = hp_arena_calloc(flow->arena, call->count + 1, sizeof(struct hp_flow_node *));
	for (unsigned i = 0; i < call->count; i++)
		call->arguments[i] = hp_flow_node_of(flow, LLVMGetOperand(value, i));
	call->result = hp_flow_node_of(flow, value);
	hp_flow_call_add(flow, call);
}

/* memcpy or memmove, called as any function. */
static void read_library_copy(struct hp_flow *flow, LLVMValueRef call, bool itself)
{
	LLVMValueRef callee = hp_called_value(call);
	const char *name = callee && LLVMIsAFunction(callee) ? hp_value_name(callee) : "";
	if (!itself || LLVMGetNumArgOperands(call) != 3 ||
	    (strcmp(name, "memcpy") != 0 && strcmp(name, "memmove") != 0))
		return;
	LLVMValueRef size = LLVMGetOperand(call, 2);
	hp_flow_copying_add(flow, hp_flow_node_of(flow, LLVMGetOperand(call, 0)),
	                    hp_flow_node_of(flow, LLVMGetOperand(call, 1)),
	                    LLVMIsAConstantInt(size) ? LLVMConstIntGetZExtValue(size) : 0);
}

static void read_call_elsewhere(struct hp_flow *flow, LLVMValueRef call)
{
	bool itself;
	int returned = returned_argument(call, &itself);
	unsigned count = LLVMGetNumArgOperands(call);
	if (returned == 0)
		read_library_copy(flow, call, itself);
	bool only_reads = hp_called_intrinsic(call) || (returned >= 0 && !itself);
	if (returned >= 0 && (unsigned)returned < count && !is_no_address(LLVMGetOperand(call, (unsigned)returned)))
		hp_flow_edge_add(flow, (struct hp_flow_edge){
		                           .from = hp_flow_node_of(flow, LLVMGetOperand(call, (unsigned)returned)),
		                           .to = hp_flow_node_of(flow, call),
		                           .fire = hp_flow_fire_link,
		                           .at = itself ? (struct hp_offset){0, 0} : HP_OFFSET_ANY,
		                           .loose = true});
	for (unsigned i = 0; i < count && !only_reads; i++) {
		LLVMValueRef argument = LLVMGetOperand(call, i);
		if (!is_no_address(argument) && holds_pointer(flow, LLVMTypeOf(argument)))
			hp_flow_edge_add(flow, (struct hp_flow_edge){.from = hp_flow_node_of(flow, argument),
			                                             .fire = hp_flow_fire_escape});
	}
}

static void read_call(struct hp_flow *flow, LLVMValueRef call)
{
	LLVMValueRef callee = callee_here(call);
	if (LLVMIsAMemIntrinsic(call))
		read_memory_intrinsic(flow, call);
	else if (callee)
		read_call_here(flow, call, callee);
	else
		read_call_elsewhere(flow, call);
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
static void read_value(struct hp_flow *flow, LLVMValueRef value, LLVMOpcode opcode)
{
	static const struct hp_offset nowhere = {0, 0};
	if (!is_modelled(value) || !holds_pointer(flow, LLVMTypeOf(value)))
		return;
	struct hp_flow_node *node = hp_flow_node_of(flow, value);
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

static void read_instruction(struct hp_flow *flow, LLVMValueRef value)
{
	LLVMOpcode opcode = LLVMGetInstructionOpcode(value);
	switch (opcode) {
	case LLVMLoad:
		read_load(flow, value);
		break;
	case LLVMStore:
		if (LLVMGetVolatile(value))
			hp_flow_mark(flow, hp_flow_node_of(flow, LLVMGetOperand(value, 1)), HP_VOLATILE);
		store(flow, LLVMGetOperand(value, 0), LLVMGetOperand(value, 1));
		break;
	case LLVMAtomicCmpXchg:
	case LLVMAtomicRMW:
		read_exchange(flow, value);
		break;
	case LLVMICmp:
		read_compare(flow, value);
		break;
	case LLVMCall:
	case LLVMInvoke:
	case LLVMCallBr:
		read_call(flow, value);
		break;
	case LLVMRet:
		if (LLVMGetNumOperands(value)) {
			LLVMValueRef function = LLVMGetBasicBlockParent(LLVMGetInstructionParent(value));
			flow_from(flow, LLVMGetOperand(value, 0), hp_flow_function(flow, function)->result,
			          (struct hp_offset){0, 0});
		}
		break;
	default:
		read_value(flow, value, opcode);
	}
}

void hp_flow_read_function(struct hp_flow *flow, LLVMValueRef function)
{
	for (LLVMBasicBlockRef block = LLVMGetFirstBasicBlock(function); block; block = LLVMGetNextBasicBlock(block))
		for (LLVMValueRef instruction = LLVMGetFirstInstruction(block); instruction;
		     instruction = LLVMGetNextInstruction(instruction))
			read_instruction(flow, instruction);
}
