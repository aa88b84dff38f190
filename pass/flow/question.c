/*
 * Comparisons for equality, and which pointers come together there. Decides whether one side is known: null, a
 * number, the address of an object that is named, or the same table that the other side is from. Where it is not, the
 * other side is marked, and all from where that comes. Where both are parameters', or come from there, callers are
 * asked.
 */
#include "pass/flow/graph.h"

/* A pair of a callee that has been compared in the terms of a call. */
struct hp_instance {
	struct hp_instance *next;
	const struct hp_pair *pair;
	const struct hp_flow_node *a, *b;
};

/* ---- marking ---- */

void hp_flow_mark(struct hp_flow *flow, struct hp_flow_node *node, unsigned labels)
{
	unsigned char news = (unsigned char)(labels & ~(unsigned)node->labels);
	if (!news)
		return;
	node->labels |= news;
	node->pending |= news;
	if (node->is_marked)
		return;
	node->is_marked = true;
	node->next_marked = flow->marked;
	flow->marked = node;
}

/* The labels inside a callee whose result has these. */
static unsigned inside(unsigned labels)
{
	unsigned inner = labels & (HP_GIVEN | HP_VOLATILE_GIVEN);
	if (labels & (HP_ASKED | HP_ASKED_INSIDE))
		inner |= HP_ASKED_INSIDE | HP_GIVEN;
	if (labels & (HP_VOLATILE | HP_VOLATILE_INSIDE))
		inner |= HP_VOLATILE_INSIDE | HP_VOLATILE_GIVEN;
	return inner;
}

/* What is asked of a parameter, or of what was behind it, is asked of what a call passes. */
static void ask_call(struct hp_flow *flow, struct hp_flow_call *call, struct hp_flow_node *terminal)
{
	unsigned labels = terminal->labels & (HP_ASKED | HP_VOLATILE);
	if (terminal->labels & HP_GIVEN)
		labels |= call->labels & HP_COMPARE_LABELS;
	if (terminal->labels & HP_VOLATILE_GIVEN)
		labels |= call->labels & HP_VOLATILE_LABELS;
	struct hp_flow_node *node = labels ? hp_flow_path(flow, call, terminal->own) : NULL;
	if (node)
		hp_flow_mark(flow, node, labels);
}

static void mark_into_callee(struct hp_flow *flow, struct hp_flow_edge *edge, unsigned labels)
{
	struct hp_flow_call *call = edge->call;
	struct hp_source source = edge->from->source;
	bool moved = !source.at.stride && source.at.at;
	if (!source.object)
		return;
	if (source.object->kind == HP_OBJECT_ARGUMENT || !source.object->function) {
		struct hp_flow_node *node = hp_flow_path(flow, call, source.object);
		if (node)
			hp_flow_mark(flow, node, moved ? labels & HP_VOLATILE_LABELS : labels);
		return;
	}
	hp_flow_mark(flow, edge->from, inside(labels));
	if ((call->labels | labels) == call->labels)
		return;
	call->labels |= (unsigned char)labels;
	for (struct hp_terminal *each = call->callee->terminals; each; each = each->next)
		ask_call(flow, call, each->node);
}

void hp_flow_mark_edge(struct hp_flow *flow, struct hp_flow_edge *edge, unsigned labels)
{
	if (!labels)
		return;
	if (edge->call)
		mark_into_callee(flow, edge, labels);
	else
		hp_flow_mark(flow, edge->from,
		             edge->loose || hp_offset_is_zero(edge->at) ? labels : labels & HP_VOLATILE_LABELS);
}

static void mark_terminal(struct hp_flow *flow, struct hp_flow_node *node)
{
	struct hp_flow_function *function = node->function;
	if (!node->is_terminal) {
		struct hp_terminal *terminal = hp_arena_alloc(flow->arena, sizeof *terminal);
		*terminal = (struct hp_terminal){function->terminals, node};
		function->terminals = terminal;
		node->is_terminal = true;
	}
	for (struct hp_flow_call *call = function->calls; call; call = call->next)
		ask_call(flow, call, node);
}

void hp_flow_mark_on(struct hp_flow *flow, struct hp_flow_node *node)
{
	unsigned labels = node->pending;
	node->pending = 0;
	if (node->is_parameter || (node->kind == HP_NODE_INITIAL && node->own->kind == HP_OBJECT_ARGUMENT)) {
		mark_terminal(flow, node);
	} else if (node->kind == HP_NODE_INITIAL && node->own->kind == HP_OBJECT_GLOBAL && !node->is_terminal &&
	           (labels & (HP_ASKED | HP_ASKED_INSIDE))) {
		struct hp_terminal *read = hp_arena_alloc(flow->arena, sizeof *read);
		*read = (struct hp_terminal){flow->reads, node};
		flow->reads = read;
		node->is_terminal = true;
	}
	if (node->kind == HP_NODE_READ)
		hp_flow_mark_alike(flow, node, labels);
	for (struct hp_flow_edge *edge = node->in; edge; edge = edge->next_in)
		hp_flow_mark_edge(flow, edge, labels);
}

/* ---- comparing ---- */

static bool is_argument(const struct hp_object *object)
{
	return object->kind == HP_OBJECT_ARGUMENT;
}

static void compare_at_call(struct hp_flow *flow, struct hp_flow_call *call, const struct hp_pair *pair)
{
	struct hp_flow_node *a = hp_flow_path(flow, call, pair->a), *b = hp_flow_path(flow, call, pair->b);
	if (!a || !b)
		return;
	for (const struct hp_instance *known = call->instances; known; known = known->next)
		if (known->pair == pair && known->a == a && known->b == b)
			return;
	struct hp_instance *added = hp_arena_alloc(flow->arena, sizeof *added);
	*added = (struct hp_instance){call->instances, pair, a, b};
	call->instances = added;
	hp_flow_compare(flow, a, b);
}

/* Two sides that callers know: they are compared there. False where a function has too many. */
static bool pair_up(struct hp_flow *flow, struct hp_flow_function *function, struct hp_object *a, struct hp_object *b)
{
	for (const struct hp_pair *known = function->pairs; known; known = known->next)
		if ((known->a == a && known->b == b) || (known->a == b && known->b == a))
			return true;
	if (function->pair_count >= HP_PAIRS)
		return false;
	struct hp_pair *pair = hp_arena_alloc(flow->arena, sizeof *pair);
	*pair = (struct hp_pair){function->pairs, a, b};
	function->pairs = pair;
	function->pair_count++;
	for (struct hp_flow_call *call = function->calls; call; call = call->next)
		compare_at_call(flow, call, pair);
	return true;
}

void hp_flow_ask_caller(struct hp_flow *flow, struct hp_flow_call *call)
{
	for (const struct hp_pair *pair = call->callee->pairs; pair; pair = pair->next)
		compare_at_call(flow, call, pair);
	for (struct hp_terminal *each = call->callee->terminals; each; each = each->next)
		ask_call(flow, call, each->node);
}

/* Asks for the one side, given the other. */
static void ask(struct hp_flow *flow, struct hp_flow_node *node, struct hp_flow_node *beside)
{
	struct hp_object *object = node->source.object, *other = beside->source.object;
	if (!object || !other || hp_object_is_root(other, HP_OBJECT_GLOBAL) ||
	    hp_object_is_root(other, HP_OBJECT_LOCAL) || hp_object_is_root(object, HP_OBJECT_LOCAL))
		return;
	bool is_global = object->kind == HP_OBJECT_GLOBAL, is_open = is_argument(other) && other->function->is_open;
	if (is_global && other->kind == HP_OBJECT_GLOBAL && object->global == other->global)
		return;
	if (is_argument(other) && (is_argument(object) || is_global) && !(is_global && is_open) &&
	    pair_up(flow, other->function, object, other))
		return;
	hp_flow_mark(flow, node, HP_ASKED);
	if (is_global && is_argument(other))
		pair_up(flow, other->function, object, other);
}

/* `edge` is from one side; `other` is the other. */
static void fire_compare(struct hp_flow *flow, struct hp_flow_edge *edge)
{
	if (!flow->is_read)
		return;
	ask(flow, edge->from, edge->other);
	ask(flow, edge->other, edge->from);
}

void hp_flow_compare(struct hp_flow *flow, struct hp_flow_node *a, struct hp_flow_node *b)
{
	struct hp_flow_edge *edge =
	    hp_flow_edge_add(flow, (struct hp_flow_edge){.from = a, .fire = fire_compare, .other = b});
	hp_flow_edge_add(flow, (struct hp_flow_edge){.from = b, .fire = fire_compare, .other = a});
	edge->next_call = flow->compares;
	flow->compares = edge;
}

void hp_flow_compare_all(struct hp_flow *flow)
{
	flow->is_read = true;
	for (struct hp_flow_edge *edge = flow->compares; edge; edge = edge->next_call)
		edge->fire(flow, edge);
	hp_flow_solve(flow);
}
