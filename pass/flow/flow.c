/*
 * A module's flow: when it is worked out, and the answers.
 */
#include "pass/flow/graph.h"
#include "pass/ir/module.h"

static struct hp_flow *build(struct hp_module *module)
{
	struct hp_flow *flow = hp_arena_alloc(&module->flow_memory, sizeof *flow);
	flow->arena = &module->flow_memory;
	flow->module = module;
	flow->layout = LLVMGetModuleDataLayout(module->module);
	flow->pointer_size = LLVMPointerSize(flow->layout);
	hp_values_init(&flow->nodes, flow->arena);
	hp_values_init(&flow->functions, flow->arena);
	hp_values_init(&flow->calls, flow->arena);
	hp_values_init(&flow->by_table, flow->arena);
	hp_values_init(&flow->by_named_table, flow->arena);
	flow->outside = hp_flow_node_new(flow, HP_NODE_VALUE, NULL);
	hp_flow_own(flow, flow->outside, HP_OBJECT_OPAQUE);
	for (LLVMValueRef function = LLVMGetFirstFunction(module->module); function;
	     function = LLVMGetNextFunction(function))
		hp_flow_read_questions(flow, function);
	hp_flow_solve(flow);
	hp_flow_note_tables(flow);
	return flow;
}

struct hp_flow *hp_flow_get(struct hp_module *module)
{
	if (!module->flow)
		module->flow = build(module);
	return module->flow;
}

void hp_flow_forget(struct hp_module *module)
{
	hp_arena_fini(&module->flow_memory);
	module->flow = NULL;
}

static unsigned labels_of(const struct hp_flow *flow, LLVMValueRef value)
{
	const struct hp_flow_node *node = hp_values_find(&flow->nodes, value);
	return node ? node->labels : 0;
}

bool hp_flow_is_compared(struct hp_flow *flow, LLVMValueRef constant)
{
	return labels_of(flow, constant) & (HP_ASKED | HP_ASKED_INSIDE);
}

bool hp_flow_is_compared_by_table(struct hp_flow *flow, LLVMValueRef constant, bool named_only)
{
	return hp_values_has(named_only ? &flow->by_named_table : &flow->by_table, constant);
}

bool hp_flow_is_volatile(struct hp_flow *flow, LLVMValueRef constant)
{
	return labels_of(flow, constant) & (HP_VOLATILE | HP_VOLATILE_INSIDE);
}

bool hp_flow_is_from_elsewhere(struct hp_flow *flow, LLVMValueRef value)
{
	const struct hp_flow_node *node = hp_values_find(&flow->nodes, value);
	return node && node->source.object && !hp_object_is_root(node->source.object, HP_OBJECT_GLOBAL) &&
	       !hp_object_is_root(node->source.object, HP_OBJECT_LOCAL);
}
