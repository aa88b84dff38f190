/*
 * Calls of functions of the unit. What a callee returns, writes behind its parameters or copies there is translated
 * into the caller's terms, for each call alone, so that callers of one function are not taken for each other.
 */
#include "pass/flow/graph.h"
#include "pass/ir/value.h"

static bool only_called(LLVMValueRef function)
{
	for (LLVMUseRef use = LLVMGetFirstUse(function); use; use = LLVMGetNextUse(use)) {
		LLVMValueRef user = LLVMGetUser(use);
		if (!LLVMIsAInstruction(user) || hp_called_value(user) != function)
			return false;
		for (unsigned i = 0; i < LLVMGetNumArgOperands(user); i++)
			if (LLVMGetOperand(user, i) == function)
				return false;
	}
	return true;
}

struct hp_flow_function *hp_flow_function(struct hp_flow *flow, LLVMValueRef value)
{
	struct hp_flow_function *function = hp_values_find(&flow->functions, value);
	if (function)
		return function;
	function = hp_arena_alloc(flow->arena, sizeof *function);
	function->value = value;
	function->count = LLVMCountParams(value);
	function->parameters = hp_arena_calloc(flow->arena, function->count + 1, sizeof(struct hp_flow_node *));
	function->is_open = !hp_is_local(value) || !only_called(value);
	for (unsigned i = 0; i < function->count; i++) {
		struct hp_flow_node *node = hp_flow_node_new(flow, HP_NODE_VALUE, function);
		node->value = LLVMGetParam(value, i);
		node->is_parameter = true;
		hp_flow_own(flow, node, HP_OBJECT_ARGUMENT);
		node->own->argument = i;
		function->parameters[i] = node;
		hp_values_add(&flow->nodes, node->value, node);
	}
	function->result = hp_flow_node_new(flow, HP_NODE_RESULT, function);
	hp_values_add(&flow->functions, value, function);
	return function;
}

/* ---- translating ---- */

static void fire_call(struct hp_flow *flow, struct hp_flow_edge *edge);

static void depend(struct hp_flow *flow, struct hp_flow_call *call, struct hp_flow_node *node)
{
	if (!call->dependences.arena)
		hp_values_init(&call->dependences, flow->arena);
	if (!hp_values_add(&call->dependences, node, NULL))
		return;
	struct hp_flow_edge *edge = hp_arena_alloc(flow->arena, sizeof *edge);
	*edge = (struct hp_flow_edge){.next_out = node->out, .from = node, .fire = fire_call, .call = call};
	node->out = edge;
}

static bool is_of_callee(const struct hp_flow_call *call, const struct hp_object *object)
{
	return object->kind == HP_OBJECT_ARGUMENT && object->function == call->callee;
}

struct hp_flow_node *hp_flow_path(struct hp_flow *flow, struct hp_flow_call *call, const struct hp_object *object)
{
	if (!is_of_callee(call, object))
		return object->owner;
	if (!object->depth)
		return object->argument < call->count ? call->arguments[object->argument] : flow->outside;
	struct hp_flow_node *parent = hp_flow_path(flow, call, object->owner->of);
	if (!parent || !parent->source.object)
		return NULL;
	struct hp_offset at = hp_offset_add(parent->source.at, object->owner->at);
	struct hp_flow_node *read = hp_flow_read(flow, parent->source.object, at);
	depend(flow, call, read);
	return read;
}

/* What the callee makes itself is unknown to the caller, but one call's is one object. */
static struct hp_source opaque(struct hp_flow *flow, struct hp_flow_call *call)
{
	if (!call->opaque)
		call->opaque = hp_object_new(flow, HP_OBJECT_OPAQUE, call->result);
	return (struct hp_source){call->opaque, {0, 0}};
}

struct hp_source hp_flow_translate(struct hp_flow *flow, struct hp_flow_call *call, struct hp_source source)
{
	if (!source.object || !source.object->function)
		return source;
	if (!is_of_callee(call, source.object))
		return opaque(flow, call);
	struct hp_flow_node *node = hp_flow_path(flow, call, source.object);
	struct hp_source translated = node ? node->source : (struct hp_source){NULL, {0, 0}};
	translated.at = hp_offset_add(translated.at, source.at);
	return translated;
}

/* ---- effects ---- */

void hp_flow_fire_result(struct hp_flow *flow, struct hp_flow_edge *edge)
{
	hp_flow_join(flow, edge->to, hp_flow_translate(flow, edge->call, edge->from->source));
	if (edge->to->labels)
		hp_flow_mark_edge(flow, edge, edge->to->labels);
}

/* `edge` is from a place behind a parameter that the callee writes. */
static void fire_out(struct hp_flow *flow, struct hp_flow_edge *edge)
{
	struct hp_source at = {edge->from->of, edge->from->at};
	at = hp_flow_translate(flow, edge->call, at);
	if (at.object && !at.object->function && edge->from->source.object)
		hp_flow_escape(flow, edge->from->source.object);
	if (!at.object || !at.object->function)
		return;
	struct hp_flow_node *write = hp_flow_write(flow, at.object, at.at);
	if (write == edge->last)
		return;
	edge->last = write;
	if (at.object->kind != HP_OBJECT_LOCAL) { /* it is another's: what is there now is another thing */
		hp_flow_link_once(flow, flow->outside, write);
		return;
	}
	struct hp_flow_edge *added = hp_flow_edge_add(
	    flow,
	    (struct hp_flow_edge){.from = edge->from, .to = write, .fire = hp_flow_fire_result, .call = edge->call});
	added->next_call = edge->call->edges;
	edge->call->edges = added;
}

static void add_out_edge(struct hp_flow *flow, struct hp_flow_call *call, struct hp_flow_node *write)
{
	struct hp_flow_edge *edge =
	    hp_flow_edge_add(flow, (struct hp_flow_edge){.from = write, .fire = fire_out, .call = call});
	edge->next_call = call->edges;
	call->edges = edge;
}

void hp_flow_out_add(struct hp_flow *flow, struct hp_flow_function *function, struct hp_flow_node *write)
{
	struct hp_object *root = function->parameters[write->of->argument]->own;
	if (function->out_count >= HP_OUTS && (write->of != root || !hp_offset_equal(write->at, HP_OFFSET_ANY))) {
		hp_flow_link_once(flow, write, hp_flow_write(flow, root, HP_OFFSET_ANY));
		return;
	}
	struct hp_flow_out *out = hp_arena_alloc(flow->arena, sizeof *out);
	*out = (struct hp_flow_out){function->outs, write};
	function->outs = out;
	function->out_count++;
	for (struct hp_flow_call *call = function->calls; call; call = call->next)
		add_out_edge(flow, call, write);
}

static void copy_at_call(struct hp_flow *flow, struct hp_flow_call *call, const struct hp_copy_due *due)
{
	struct hp_source to = hp_flow_translate(flow, call, (struct hp_source){due->object, due->copy.to});
	struct hp_source from = hp_flow_translate(flow, call, due->copy.from);
	if (to.object && from.object)
		hp_flow_copy_later(flow, to.object, (struct hp_copy){NULL, to.at, due->copy.size, from});
}

void hp_flow_copy_out(struct hp_flow *flow, struct hp_object *object, const struct hp_copy *copy)
{
	struct hp_flow_function *function = object->function;
	struct hp_copy_due *due = hp_arena_alloc(flow->arena, sizeof *due);
	*due = (struct hp_copy_due){function->copies, object, *copy};
	function->copies = due;
	for (struct hp_flow_call *call = function->calls; call; call = call->next)
		copy_at_call(flow, call, due);
}

struct hp_escape {
	struct hp_escape *next;
	struct hp_object *object;
};

static void escape_at_call(struct hp_flow *flow, struct hp_flow_call *call, struct hp_object *object)
{
	struct hp_source source = hp_flow_translate(flow, call, (struct hp_source){object, {0, 0}});
	if (source.object)
		hp_flow_escape(flow, source.object);
}

void hp_flow_escape_out(struct hp_flow *flow, struct hp_object *object)
{
	struct hp_escape *escape = hp_arena_alloc(flow->arena, sizeof *escape);
	*escape = (struct hp_escape){object->function->escapes, object};
	object->function->escapes = escape;
	for (struct hp_flow_call *call = object->function->calls; call; call = call->next)
		escape_at_call(flow, call, object);
}

/* An argument is another than before. */
static void fire_call(struct hp_flow *flow, struct hp_flow_edge *edge)
{
	struct hp_flow_call *call = edge->call;
	for (struct hp_flow_edge *effect = call->edges; effect; effect = effect->next_call)
		effect->fire(flow, effect);
	for (const struct hp_copy_due *due = call->callee->copies; due; due = due->next)
		copy_at_call(flow, call, due);
	for (const struct hp_escape *escape = call->callee->escapes; escape; escape = escape->next)
		escape_at_call(flow, call, escape->object);
	hp_flow_ask_caller(flow, call);
}

void hp_flow_call_add(struct hp_flow *flow, struct hp_flow_call *call)
{
	struct hp_flow_function *callee = call->callee;
	call->next = callee->calls;
	callee->calls = call;
	call->edges = hp_flow_edge_add(
	    flow, (struct hp_flow_edge){
	              .from = callee->result, .to = call->result, .fire = hp_flow_fire_result, .call = call});
	for (const struct hp_flow_out *out = callee->outs; out; out = out->next)
		add_out_edge(flow, call, out->node);
	for (unsigned i = 0; i < call->count; i++)
		hp_flow_edge_add(flow,
		                 (struct hp_flow_edge){.from = call->arguments[i], .fire = fire_call, .call = call});
}
