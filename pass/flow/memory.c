/*
 * What is read from objects and written to them. Decides which writes a read may see: those that overlap it in the
 * same object, or in one that the object may be. Objects tell HP_SLOTS places apart, then all the rest is one.
 */
#include "pass/flow/graph.h"

enum { DERIVED_ASKED = 8 }; /* objects that stand for one, looked at together */

struct place {
	const struct hp_object *object;
	struct hp_offset at;
	enum hp_node_kind kind;
};

static bool is_place(const void *item, const void *key)
{
	const struct hp_flow_node *node = item;
	const struct place *place = key;
	return node->of == place->object && node->kind == place->kind && hp_offset_equal(node->at, place->at);
}

static uint64_t hash_of(const struct place *place)
{
	const uint64_t factor = UINT64_C(0x9e3779b97f4a7c15);
	uint64_t hash = (uint64_t)(uintptr_t)place->object + (place->kind == HP_NODE_READ);
	return (((hash * factor) ^ place->at.at) * factor ^ place->at.stride) * factor;
}

/* The node for a place; a new one looks for its neighbours when its turn comes. */
static struct hp_flow_node *place_of(struct hp_flow *flow, struct hp_object *object, struct hp_offset at,
                                     enum hp_node_kind kind)
{
	struct hp_flow_node **first = kind == HP_NODE_READ ? &object->reads : &object->writes;
	unsigned *count = kind == HP_NODE_READ ? &object->read_count : &object->write_count;
	struct place place = {object, at, kind};
	if (object == flow->outside->own ||
	    (*count >= HP_SLOTS && !hp_index_find(&flow->places, hash_of(&place), is_place, &place)))
		place.at = HP_OFFSET_ANY;
	struct hp_index_slot *slot = hp_index_at(&flow->places, flow->arena, hash_of(&place), is_place, &place);
	if (slot->item)
		return slot->item;
	struct hp_flow_node *made = hp_flow_node_new(flow, kind, object->function);
	slot->item = made;
	made->of = object;
	made->at = place.at;
	made->next = *first;
	*first = made;
	++*count;
	made->is_new = true;
	hp_flow_queue(flow, made);
	if (kind == HP_NODE_READ && object->function)
		hp_flow_want(flow, object->function, HP_WANT_STORES);
	if (kind == HP_NODE_READ && object->kind == HP_OBJECT_LOCAL)
		hp_flow_watch(flow, object);
	return made;
}

struct hp_flow_node *hp_flow_read(struct hp_flow *flow, struct hp_object *object, struct hp_offset at)
{
	return place_of(flow, object, at, HP_NODE_READ);
}

struct hp_flow_node *hp_flow_write(struct hp_flow *flow, struct hp_object *object, struct hp_offset at)
{
	return place_of(flow, object, at, HP_NODE_WRITE);
}

/* ---- what is known only once somebody writes ---- */

static bool is_written(const struct hp_object *object)
{
	return object->writes || object->copies;
}

static bool is_untouched(const struct hp_object *object)
{
	unsigned count = 0;
	for (const struct hp_derived *each = object->derived; each; each = each->next)
		if (each->object->touched || ++count > DERIVED_ASKED)
			return false;
	return !is_written(object);
}

bool hp_object_skip(struct hp_flow *flow, struct hp_object *object, bool is_parent)
{
	if (object->function) /* what it does itself says whether it writes there */
		hp_flow_want(flow, object->function, HP_WANT_STORES);
	bool skip = object->kind == HP_OBJECT_OPAQUE
	                ? is_untouched(object)
	                : is_parent && object->kind == HP_OBJECT_MIXED && !is_written(object);
	object->skipped |= skip;
	return skip;
}

/* That is over: what was asked is asked again. */
static void stop_skipping(struct hp_flow *flow, struct hp_object *object)
{
	if (!object->skipped)
		return;
	object->skipped = false;
	if (object->function)
		hp_flow_want(flow, object->function, HP_WANT_AGAIN);
	for (const struct hp_derived *each = object->derived; each; each = each->next)
		for (struct hp_flow_node *read = each->object->reads; read; read = read->next)
			if (read->labels)
				hp_flow_mark_again(flow, read, read->labels);
}

/* The same for what the object stands for, once: there is something in it now, or in what stands for it. */
static void touch(struct hp_flow *flow, struct hp_object *object)
{
	if (object->touched)
		return;
	object->touched = true;
	for (struct hp_flow_edge *edge = object->kind == HP_OBJECT_MIXED ? object->owner->in : NULL; edge;
	     edge = edge->next_in)
		if (edge->from->source.object)
			stop_skipping(flow, edge->from->source.object);
}

/* ---- objects that stand for several ---- */

static void disturb(struct hp_flow *flow, const struct hp_flow_edge *edge, struct hp_offset at);

void hp_flow_derive(struct hp_flow *flow, struct hp_flow_edge *edge)
{
	struct hp_source from = edge->from->source;
	struct hp_object *object = edge->to->own;
	if (!from.object || from.object == object || edge->call || edge->derived == from.object)
		return;
	edge->derived = from.object;
	if (object->escaped)
		hp_flow_escape(flow, from.object);
	struct hp_derived *derived = hp_arena_alloc(flow->arena, sizeof *derived);
	*derived = (struct hp_derived){from.object->derived, object, hp_offset_add(from.at, edge->at)};
	from.object->derived = derived;
	touch(flow, from.object);
	if (object->touched)
		stop_skipping(flow, from.object);
	for (struct hp_flow_node *write = object->writes; write; write = write->next)
		disturb(flow, edge, write->at);
}

/* What an object holds there may be another thing after a write to what may be the object. */
static void disturb(struct hp_flow *flow, const struct hp_flow_edge *edge, struct hp_offset at)
{
	struct hp_source from = edge->from->source;
	if (from.object && from.object != edge->to->own && from.object->function && !edge->call &&
	    from.object->kind != HP_OBJECT_OPAQUE)
		hp_flow_link_once(
		    flow, flow->outside,
		    hp_flow_write(flow, from.object, hp_offset_add(hp_offset_add(from.at, edge->at), at)));
}

/* What is written to an object that may be the one that is read. */
static void mark_derived(struct hp_flow *flow, const struct hp_object *object, struct hp_offset at, unsigned labels,
                         unsigned depth)
{
	for (const struct hp_derived *each = depth < HP_DEPTH ? object->derived : NULL; each; each = each->next) {
		struct hp_offset inner = hp_offset_subtract(at, each->at);
		for (struct hp_flow_node *write = each->object->writes; write; write = write->next)
			if (hp_offset_overlap(write->at, inner, flow->pointer_size))
				hp_flow_mark(flow, write, labels);
		for (const struct hp_copy *copy = each->object->copies; copy; copy = copy->next)
			hp_flow_mark(flow,
			             hp_flow_read(flow, copy->from.object,
			                          hp_offset_add(hp_offset_subtract(inner, copy->to), copy->from.at)),
			             labels);
		mark_derived(flow, each->object, inner, labels, depth + 1);
	}
}

void hp_flow_mark_alike(struct hp_flow *flow, struct hp_flow_node *read, unsigned labels)
{
	struct hp_object *object = read->of;
	mark_derived(flow, object, read->at, labels, 0);
	if (object->kind != HP_OBJECT_MIXED)
		return;
	for (struct hp_flow_edge *edge = object->owner->in; edge; edge = edge->next_in) {
		struct hp_source from = edge->from->source;
		struct hp_offset at = hp_offset_add(hp_offset_add(from.at, edge->at), read->at);
		if (from.object && from.object != object && !edge->call && !hp_object_skip(flow, from.object, false))
			hp_flow_mark(flow, hp_flow_read(flow, from.object, at), labels);
	}
}

/* ---- places ---- */

/* What was there before the function wrote anything: an object of its own, a level down. */
static void own_initial(struct hp_flow *flow, struct hp_flow_node *node)
{
	struct hp_object *object = node->of;
	hp_flow_own(flow, node, object->kind == HP_OBJECT_MIXED ? HP_OBJECT_OPAQUE : object->kind);
	node->own->depth = object->depth + 1;
	node->own->argument = object->argument;
	node->own->global = object->global;
}

static struct hp_flow_node *initial_of(struct hp_flow *flow, const struct hp_flow_node *read)
{
	struct hp_flow_node *initial = hp_flow_node_new(flow, HP_NODE_INITIAL, read->function);
	initial->of = read->of;
	initial->at = read->at;
	return initial;
}

static void add_initial(struct hp_flow *flow, struct hp_flow_node *read)
{
	if (read->of->depth >= HP_DEPTH) {
		hp_flow_link(flow, flow->outside, read);
	} else if (!read->in) {
		own_initial(flow, read);
	} else {
		struct hp_flow_node *initial = initial_of(flow, read);
		own_initial(flow, initial);
		hp_flow_link(flow, initial, read);
	}
}

/* What is there may be another thing than it was before the function wrote anything. */
static void link_to_read(struct hp_flow *flow, struct hp_flow_node *from, struct hp_flow_node *read)
{
	if (read->own && read->own->depth) { /* that has been all so far */
		struct hp_flow_node *initial = initial_of(flow, read);
		initial->own = read->own;
		initial->own->owner = initial;
		initial->source = read->source;
		read->own = NULL;
		hp_flow_link(flow, initial, read);
	}
	hp_flow_link_once(flow, from, read);
}

static void copy_into(struct hp_flow *flow, const struct hp_copy *copy, struct hp_flow_node *read)
{
	int64_t into = (int64_t)(read->at.at - copy->to.at);
	bool exact = !read->at.stride && !copy->to.stride;
	if (exact && (into <= -(int64_t)flow->pointer_size || (copy->size && into >= (int64_t)copy->size)))
		return;
	struct hp_offset at = hp_offset_add(hp_offset_subtract(read->at, copy->to), copy->from.at);
	link_to_read(flow, hp_flow_read(flow, copy->from.object, at), read);
}

static void place_read(struct hp_flow *flow, struct hp_flow_node *read)
{
	struct hp_object *object = read->of;
	if (object == flow->outside->own) {
		hp_flow_link(flow, flow->outside, read);
		return;
	}
	for (struct hp_flow_node *write = object->writes; write; write = write->next)
		if (hp_offset_overlap(write->at, read->at, flow->pointer_size))
			hp_flow_link(flow, write, read);
	for (struct hp_copy *copy = object->copies; copy; copy = copy->next)
		copy_into(flow, copy, read);
	if (object->kind != HP_OBJECT_LOCAL)
		add_initial(flow, read);
}

static void place_write(struct hp_flow *flow, struct hp_flow_node *write)
{
	struct hp_object *object = write->of;
	for (struct hp_flow_node *read = object->reads; read; read = read->next)
		if (!read->is_new && hp_offset_overlap(write->at, read->at, flow->pointer_size))
			link_to_read(flow, write, read);
	if (object->kind == HP_OBJECT_MIXED)
		for (struct hp_flow_edge *edge = object->owner->in; edge; edge = edge->next_in)
			disturb(flow, edge, write->at);
	stop_skipping(flow, object);
	touch(flow, object);
	if (object->kind == HP_OBJECT_ARGUMENT)
		hp_flow_out_add(flow, object->function, write);
	if (object->escaped || object->kind == HP_OBJECT_GLOBAL || object->kind == HP_OBJECT_OPAQUE ||
	    !object->function)
		hp_flow_escape_from(flow, write);
}

void hp_flow_place(struct hp_flow *flow, struct hp_flow_node *node)
{
	if (node->kind == HP_NODE_READ)
		place_read(flow, node);
	else
		place_write(flow, node);
}

/* ---- copies of memory ---- */

static bool is_same(const struct hp_copy *a, const struct hp_copy *b)
{
	return hp_offset_equal(a->to, b->to) && a->size == b->size && a->from.object == b->from.object &&
	       hp_offset_equal(a->from.at, b->from.at);
}

void hp_flow_copy(struct hp_flow *flow, struct hp_object *object, const struct hp_copy *copy)
{
	if (!object->function)
		return;
	for (const struct hp_copy *known = object->copies; known; known = known->next)
		if (is_same(known, copy))
			return;
	if (object->copy_count >= HP_COPIES) { /* any place may hold what is anywhere there */
		hp_flow_link_once(flow, hp_flow_read(flow, copy->from.object, HP_OFFSET_ANY),
		                  hp_flow_write(flow, object, HP_OFFSET_ANY));
		return;
	}
	struct hp_copy *added = hp_arena_alloc(flow->arena, sizeof *added);
	*added = *copy;
	added->next = object->copies;
	object->copies = added;
	object->copy_count++;
	stop_skipping(flow, object);
	touch(flow, object);
	if (object->kind == HP_OBJECT_ARGUMENT)
		hp_flow_copy_out(flow, object, added);
	for (struct hp_flow_node *read = object->reads; read; read = read->next)
		if (!read->is_new)
			copy_into(flow, added, read);
}

void hp_flow_copy_later(struct hp_flow *flow, struct hp_object *object, struct hp_copy copy)
{
	struct hp_copy_due *due = hp_arena_alloc(flow->arena, sizeof *due);
	*due = (struct hp_copy_due){flow->copies, object, copy};
	flow->copies = due;
}

static void fire_copy(struct hp_flow *flow, struct hp_flow_edge *edge)
{
	struct hp_source to = edge->copying->to->source, from = edge->copying->from->source;
	if (to.object && from.object)
		hp_flow_copy_later(flow, to.object, (struct hp_copy){NULL, to.at, edge->copying->size, from});
}

void hp_flow_copying_add(struct hp_flow *flow, struct hp_flow_node *to, struct hp_flow_node *from, uint64_t size)
{
	struct hp_copying *copying = hp_arena_alloc(flow->arena, sizeof *copying);
	*copying = (struct hp_copying){to, from, size};
	hp_flow_edge_add(flow, (struct hp_flow_edge){.from = to, .fire = fire_copy, .copying = copying});
	hp_flow_edge_add(flow, (struct hp_flow_edge){.from = from, .fire = fire_copy, .copying = copying});
}

/* ---- what instructions do ---- */

/* `edge` is from the address; `other` is what is loaded. */
void hp_flow_fire_load(struct hp_flow *flow, struct hp_flow_edge *edge)
{
	struct hp_source at = edge->from->source;
	struct hp_flow_node *read = at.object ? hp_flow_read(flow, at.object, at.at) : NULL;
	if (!read || read == edge->last)
		return;
	edge->last = read;
	hp_flow_link(flow, read, edge->other);
}

/* `edge` is from the address; `other` is what is stored there. */
void hp_flow_fire_store(struct hp_flow *flow, struct hp_flow_edge *edge)
{
	struct hp_source at = edge->from->source;
	if (at.object && !at.object->function)
		hp_flow_escape_from(flow, edge->other);
	if (!at.object || !at.object->function)
		return;
	struct hp_flow_node *write = hp_flow_write(flow, at.object, at.at);
	if (write != edge->last)
		hp_flow_link(flow, edge->other, write);
	edge->last = write;
}

void hp_flow_escape_from(struct hp_flow *flow, struct hp_flow_node *node)
{
	if (node->escapes)
		return;
	node->escapes = true;
	if (node->source.object)
		hp_flow_queue(flow, node);
}

/*
 * Only what is known of variables of functions changes by that: of what parameters point to, callers know more, and
 * of other objects nothing is known anyway.
 */
void hp_flow_escape(struct hp_flow *flow, struct hp_object *object)
{
	if (object->escaped || object->kind == HP_OBJECT_GLOBAL || object->kind == HP_OBJECT_OPAQUE)
		return;
	object->escaped = true;
	if (object->kind == HP_OBJECT_ARGUMENT)
		hp_flow_escape_out(flow, object);
	if (object->kind == HP_OBJECT_MIXED)
		for (struct hp_flow_edge *edge = object->owner->in; edge; edge = edge->next_in)
			if (!edge->call)
				hp_flow_escape_from(flow, edge->from);
	if (object->kind != HP_OBJECT_LOCAL)
		return;
	hp_flow_link(flow, flow->outside, hp_flow_write(flow, object, HP_OFFSET_ANY));
	for (struct hp_flow_node *write = object->writes; write; write = write->next)
		if (!write->is_new)
			hp_flow_escape_from(flow, write);
}
