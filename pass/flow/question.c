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
	node->labels |= news;
	if (news)
		hp_flow_mark_again(flow, node, news);
}

void hp_flow_mark_again(struct hp_flow *flow, struct hp_flow_node *node, unsigned labels)
{
	node->pending |= (unsigned char)labels;
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
static void ask_call(struct hp_flow *flow, struct hp_flow_call *call, struct hp_object *terminal)
{
	unsigned asked = terminal->owner->labels, labels = asked & (HP_ASKED | HP_VOLATILE);
	if (asked & HP_GIVEN)
		labels |= call->labels & HP_COMPARE_LABELS;
	if (asked & HP_VOLATILE_GIVEN)
		labels |= call->labels & HP_VOLATILE_LABELS;
	struct hp_flow_node *node = labels ? hp_flow_path(flow, call, terminal, HP_PATH_ASK) : NULL;
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
		struct hp_flow_node *node = hp_flow_path(flow, call, source.object, HP_PATH_ANY);
		if (node)
			hp_flow_mark(flow, node, moved ? labels & HP_VOLATILE_LABELS : labels);
		return;
	}
	hp_flow_mark(flow, edge->from, inside(labels));
	if ((call->labels | labels) == call->labels)
		return;
	call->labels |= (unsigned char)labels;
	for (struct hp_terminal *each = call->callee->terminals; each; each = each->next)
		ask_call(flow, call, each->object);
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

static void add_terminal(struct hp_flow *flow, struct hp_terminal **list, struct hp_object *object)
{
	struct hp_terminal *terminal = hp_arena_alloc(flow->arena, sizeof *terminal);
	*terminal = (struct hp_terminal){*list, object};
	*list = terminal;
	object->is_terminal = true;
}

/* What a function gets from its callers. */
static void mark_argument(struct hp_flow *flow, struct hp_object *object)
{
	struct hp_flow_function *function = object->function;
	if (!object->is_terminal)
		add_terminal(flow, &function->terminals, object);
	hp_flow_know_callers(flow, function);
	for (struct hp_flow_call *call = function->calls; call; call = call->next)
		ask_call(flow, call, object);
}

void hp_flow_mark_on(struct hp_flow *flow, struct hp_flow_node *node)
{
	unsigned labels = node->pending;
	node->pending = 0;
	struct hp_object *own = node->own;
	if (own && own->kind == HP_OBJECT_ARGUMENT)
		mark_argument(flow, own);
	else if (own && own->kind == HP_OBJECT_GLOBAL && own->depth && !own->is_terminal &&
	         (labels & (HP_ASKED | HP_ASKED_INSIDE)))
		add_terminal(flow, &flow->reads, own);
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
	struct hp_flow_node *a = hp_flow_path(flow, call, pair->a, HP_PATH_ANY),
	                    *b = hp_flow_path(flow, call, pair->b, HP_PATH_ANY);
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
	hp_flow_know_callers(flow, function);
	function->pair_count++;
	for (struct hp_flow_call *call = function->calls; call; call = call->next)
		compare_at_call(flow, call, pair);
	return true;
}

void hp_flow_ask_caller(struct hp_flow *flow, struct hp_flow_call *call, uint64_t arguments)
{
	for (const struct hp_pair *pair = call->callee->pairs; pair; pair = pair->next)
		compare_at_call(flow, call, pair);
	for (struct hp_terminal *each = call->callee->terminals; each; each = each->next)
		if (arguments & hp_flow_argument_bit(each->object->argument))
			ask_call(flow, call, each->object);
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

/* One side is another than before. */
static void fire_compare(struct hp_flow *flow, struct hp_flow_edge *edge)
{
	struct hp_comparison *comparison = edge->comparison;
	if (comparison->is_due)
		return;
	comparison->is_due = true;
	comparison->next = flow->comparisons;
	flow->comparisons = comparison;
}

void hp_flow_compare(struct hp_flow *flow, struct hp_flow_node *a, struct hp_flow_node *b)
{
	struct hp_comparison *comparison = hp_arena_alloc(flow->arena, sizeof *comparison);
	*comparison = (struct hp_comparison){.a = a, .b = b};
	hp_flow_edge_add(flow, (struct hp_flow_edge){.from = a, .fire = fire_compare, .comparison = comparison});
	hp_flow_edge_add(flow, (struct hp_flow_edge){.from = b, .fire = fire_compare, .comparison = comparison});
}

void hp_flow_compare_now(struct hp_flow *flow, struct hp_comparison *comparison)
{
	comparison->is_due = false;
	ask(flow, comparison->a, comparison->b);
	ask(flow, comparison->b, comparison->a);
}
