/*
 * Nodes, edges and sources. Decides what a node's source is when pointers come together, and in which order edges are
 * fired; knows neither code nor memory. Nothing here calls itself: what is due waits in a list, so that no input is
 * too deep.
 */
#include "pass/flow/graph.h"

enum { WIDENED_MOST = 8, LINKS_SCANNED = 8 };

struct hp_flow_node *hp_flow_node_new(struct hp_flow *flow, enum hp_node_kind kind, struct hp_flow_function *function)
{
	struct hp_flow_node *node = hp_arena_alloc(flow->arena, sizeof *node);
	node->kind = kind;
	node->function = function;
	return node;
}

struct hp_object *hp_object_new(struct hp_flow *flow, enum hp_object_kind kind, struct hp_flow_node *owner)
{
	struct hp_object *object = hp_arena_alloc(flow->arena, sizeof *object);
	object->kind = kind;
	object->owner = owner;
	object->function = owner->function;
	return object;
}

bool hp_object_is_root(const struct hp_object *object, enum hp_object_kind kind)
{
	return object && object->kind == kind && !object->depth;
}

void hp_flow_queue(struct hp_flow *flow, struct hp_flow_node *node)
{
	if (node->queued)
		return;
	node->queued = true;
	node->next_work = flow->work;
	flow->work = node;
}

void hp_flow_own(struct hp_flow *flow, struct hp_flow_node *node, enum hp_object_kind kind)
{
	node->own = hp_object_new(flow, kind, node);
	node->source = (struct hp_source){node->own, {0, 0}};
	hp_flow_queue(flow, node);
}

/* What a place that belongs to no function holds means the same to all of them: other functions' objects do not. */
static struct hp_source in_context(const struct hp_flow *flow, const struct hp_flow_node *node,
                                   struct hp_source source)
{
	bool foreign = node->of && !node->of->function && source.object->function;
	return foreign ? flow->outside->source : source;
}

void hp_flow_join(struct hp_flow *flow, struct hp_flow_node *node, struct hp_source source)
{
	if (!source.object || node->mixed)
		return;
	source = in_context(flow, node, source);
	bool alone = node->in && !node->in->next_in;
	if (!node->source.object || (alone && node->source.object != source.object)) {
		node->source = source;
	} else if (node->source.object == source.object) {
		struct hp_offset joined = hp_offset_join(node->source.at, source.at);
		if (hp_offset_equal(joined, node->source.at))
			return;
		node->source.at = ++node->widened > WIDENED_MOST ? HP_OFFSET_ANY : joined;
	} else {
		node->mixed = true;
		hp_flow_own(flow, node, HP_OBJECT_MIXED);
		for (struct hp_flow_edge *edge = node->in; edge; edge = edge->next_in)
			hp_flow_derive(flow, edge);
	}
	hp_flow_queue(flow, node);
}

struct hp_flow_edge *hp_flow_edge_add(struct hp_flow *flow, struct hp_flow_edge edge)
{
	struct hp_flow_edge *added = hp_arena_alloc(flow->arena, sizeof *added);
	*added = edge;
	added->next_out = edge.from->out;
	edge.from->out = added;
	if (edge.to) {
		added->next_in = edge.to->in;
		edge.to->in = added;
		hp_flow_mark_edge(flow, added, edge.to->labels);
	}
	added->next_due = flow->edges;
	flow->edges = added;
	return added;
}

void hp_flow_fire_link(struct hp_flow *flow, struct hp_flow_edge *edge)
{
	struct hp_source source = edge->from->source;
	if (!source.object)
		return;
	source.at = hp_offset_add(source.at, edge->at);
	if (edge->to->mixed)
		hp_flow_derive(flow, edge);
	else
		hp_flow_join(flow, edge->to, source);
}

void hp_flow_link_at(struct hp_flow *flow, struct hp_flow_node *from, struct hp_flow_node *to, struct hp_offset at)
{
	if (from != to)
		hp_flow_edge_add(flow,
		                 (struct hp_flow_edge){.from = from, .to = to, .fire = hp_flow_fire_link, .at = at});
}

void hp_flow_link(struct hp_flow *flow, struct hp_flow_node *from, struct hp_flow_node *to)
{
	hp_flow_link_at(flow, from, to, (struct hp_offset){0, 0});
}

void hp_flow_link_once(struct hp_flow *flow, struct hp_flow_node *from, struct hp_flow_node *to)
{
	unsigned count = 0;
	if (!to->links) {
		for (const struct hp_flow_edge *edge = to->in; edge; edge = edge->next_in, count++)
			if (edge->from == from)
				return;
		if (count < LINKS_SCANNED) {
			hp_flow_link(flow, from, to);
			return;
		}
		to->links = hp_arena_alloc(flow->arena, sizeof *to->links);
		hp_values_init(to->links, flow->arena);
	}
	if (hp_values_add(to->links, from, NULL))
		hp_flow_link(flow, from, to);
}

static void work_on(struct hp_flow *flow)
{
	struct hp_flow_node *node = flow->work;
	flow->work = node->next_work;
	node->queued = false;
	if (node->is_new) {
		node->is_new = false;
		hp_flow_place(flow, node);
	}
	if (node->escapes && node->source.object)
		hp_flow_escape(flow, node->source.object);
	if (node->kind == HP_NODE_WRITE && node->source.object && hp_object_is_watched(node->source.object))
		hp_flow_watch(flow, node->of);
	for (struct hp_flow_edge *edge = node->out; edge; edge = edge->next_out)
		edge->fire(flow, edge);
}

void hp_flow_solve(struct hp_flow *flow)
{
	while (flow->wanted || flow->work || flow->calls_due || flow->unread || flow->copies || flow->edges ||
	       flow->comparisons || flow->marked) {
		if (flow->unread) {
			struct hp_flow_node *node = flow->unread;
			flow->unread = node->next_work;
			hp_flow_read_node(flow, node);
		} else if (flow->wanted) {
			struct hp_flow_function *function = flow->wanted;
			flow->wanted = function->next_wanted;
			hp_flow_give(flow, function);
		} else if (flow->edges) {
			struct hp_flow_edge *edge = flow->edges;
			flow->edges = edge->next_due;
			edge->fire(flow, edge);
		} else if (flow->work) {
			work_on(flow);
		} else if (flow->calls_due) {
			struct hp_flow_call *call = flow->calls_due;
			flow->calls_due = call->next_due;
			hp_flow_call_again(flow, call);
		} else if (flow->copies) {
			struct hp_copy_due *due = flow->copies;
			flow->copies = due->next;
			hp_flow_copy(flow, due->object, &due->copy);
		} else if (flow->comparisons) {
			struct hp_comparison *comparison = flow->comparisons;
			flow->comparisons = comparison->next;
			hp_flow_compare_now(flow, comparison);
		} else {
			struct hp_flow_node *node = flow->marked;
			flow->marked = node->next_marked;
			node->is_marked = false;
			hp_flow_mark_on(flow, node);
		}
	}
}
