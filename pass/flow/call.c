/*
 * Calls of functions of the unit. What a callee returns, writes behind its parameters or copies there is translated
 * into the caller's terms, for each call alone, so that callers of one function are not taken for each other.
 */
#include "pass/flow/graph.h"
#include "pass/ir/value.h"

enum { WATCH_DEPTH = 4 }; /* objects that stand for others */

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

uint64_t hp_flow_argument_bit(unsigned argument)
{
	return UINT64_C(1) << (argument < 63 ? argument : 63);
}

struct dependence {
	const struct hp_flow_node *node;
	const struct hp_flow_call *call;
	unsigned argument;
};

static bool is_dependence(const void *item, const void *key)
{
	const struct hp_flow_edge *edge = item;
	const struct dependence *dependence = key;
	return edge->from == dependence->node && edge->call == dependence->call &&
	       edge->argument == dependence->argument;
}

/* What the call does by way of an argument depends on the node. */
static void depend(struct hp_flow *flow, struct hp_flow_call *call, struct hp_flow_node *node, unsigned argument)
{
	uint64_t hash =
	    (uint64_t)(uintptr_t)node * UINT64_C(0x9e3779b97f4a7c15) + (uint64_t)(uintptr_t)call + argument;
	struct hp_index_slot *slot = hp_index_at(&flow->dependences, flow->arena, hash * UINT64_C(0x9e3779b97f4a7c15),
	                                         is_dependence, &(struct dependence){node, call, argument});
	if (slot->item)
		return;
	struct hp_flow_edge *edge = hp_arena_alloc(flow->arena, sizeof *edge);
	*edge = (struct hp_flow_edge){
	    .next_out = node->out, .from = node, .fire = fire_call, .call = call, .argument = argument};
	node->out = edge;
	slot->item = edge;
}

static struct hp_flow_node *argument(struct hp_flow *flow, struct hp_flow_call *call, unsigned index)
{
	if (!call->arguments[index]) {
		call->arguments[index] = hp_flow_node_of(flow, LLVMGetOperand(call->value, index));
		depend(flow, call, call->arguments[index], index);
	}
	return call->arguments[index];
}

static bool is_of_callee(const struct hp_flow_call *call, const struct hp_object *object)
{
	return object->kind == HP_OBJECT_ARGUMENT && object->function == call->callee;
}

struct hp_flow_node *hp_flow_path(struct hp_flow *flow, struct hp_flow_call *call, const struct hp_object *object,
                                  enum hp_path path)
{
	if (!is_of_callee(call, object))
		return object->owner;
	if (!object->depth)
		return object->argument < call->count ? argument(flow, call, object->argument) : flow->outside;
	struct hp_flow_node *parent =
	    hp_flow_path(flow, call, object->owner->of, path == HP_PATH_ASK ? HP_PATH_WRITE : path);
	if (!parent || !parent->source.object ||
	    (path != HP_PATH_ANY && hp_object_skip(flow, parent->source.object, path == HP_PATH_WRITE)))
		return NULL;
	struct hp_offset at = hp_offset_add(parent->source.at, object->owner->at);
	struct hp_flow_node *read = hp_flow_read(flow, parent->source.object, at);
	depend(flow, call, read, object->argument);
	return read;
}

/* What the callee makes itself is unknown to the caller, but one call's is one object. */
static struct hp_source opaque(struct hp_flow *flow, struct hp_flow_call *call)
{
	if (!call->opaque)
		call->opaque = hp_object_new(flow, HP_OBJECT_OPAQUE, hp_flow_node_of(flow, call->value));
	return (struct hp_source){call->opaque, {0, 0}};
}

/* What a source in the callee is for the caller. */
static struct hp_source translate(struct hp_flow *flow, struct hp_flow_call *call, struct hp_source source,
                                  enum hp_path path)
{
	if (!source.object || !source.object->function)
		return source;
	if (!is_of_callee(call, source.object))
		return opaque(flow, call);
	struct hp_flow_node *node = hp_flow_path(flow, call, source.object, path);
	struct hp_source translated = node ? node->source : (struct hp_source){NULL, {0, 0}};
	translated.at = hp_offset_add(translated.at, source.at);
	return translated;
}

/* ---- effects ---- */

static void fire_result(struct hp_flow *flow, struct hp_flow_edge *edge)
{
	hp_flow_join(flow, edge->to, translate(flow, edge->call, edge->from->source, HP_PATH_ANY));
	if (edge->to->labels)
		hp_flow_mark_edge(flow, edge, edge->to->labels);
}

/*
 * What a callee does to memory matters where it may be a variable of a caller that is read: only there it is known
 * what is in it before. Others' memory may hold anything.
 */
static bool may_be_watched(const struct hp_object *object, unsigned depth)
{
	if (object->watched || depth >= WATCH_DEPTH)
		return true;
	if (object->kind == HP_OBJECT_ARGUMENT)
		return object->function->parameters[object->argument]->own->watched;
	const struct hp_flow_edge *edge = object->kind == HP_OBJECT_MIXED ? object->owner->in : NULL;
	for (; edge; edge = edge->next_in) {
		const struct hp_object *from = edge->from->source.object;
		if (from && from != object && !edge->call && may_be_watched(from, depth + 1))
			return true;
	}
	return false;
}

bool hp_object_is_watched(const struct hp_object *object)
{
	return may_be_watched(object, 0);
}

/* The caller's object that the callee reaches by an object of its own, if it is watched; *outside: it is none of the
 * caller's. */
static struct hp_source target(struct hp_flow *flow, struct hp_flow_call *call, struct hp_source source,
                               bool *outside)
{
	struct hp_object *argument =
	    hp_flow_path(flow, call, call->callee->parameters[source.object->argument]->own, HP_PATH_ANY)
	        ->source.object;
	*outside = argument && (!argument->function || argument->depth + source.object->depth > HP_DEPTH);
	if (!argument || *outside || !hp_object_is_watched(argument))
		return (struct hp_source){NULL, {0, 0}};
	struct hp_source found = translate(flow, call, source, HP_PATH_WRITE);
	*outside = found.object && !found.object->function;
	return found;
}

static bool has_edge(const struct hp_flow_call *call, const struct hp_flow_node *from, const struct hp_flow_node *to)
{
	for (const struct hp_flow_edge *edge = call->edges; edge; edge = edge->next_call)
		if (edge->from == from && edge->to == to)
			return true;
	return false;
}

static void add_edge(struct hp_flow *flow, struct hp_flow_call *call, struct hp_flow_node *from,
                     struct hp_flow_node *to)
{
	struct hp_flow_edge *edge =
	    hp_flow_edge_add(flow, (struct hp_flow_edge){.from = from, .to = to, .fire = fire_result, .call = call});
	edge->next_call = call->edges;
	call->edges = edge;
}

/* The callee writes to a place behind a parameter. */
static void write_at_call(struct hp_flow *flow, struct hp_flow_call *call, struct hp_flow_node *written)
{
	bool outside;
	struct hp_source at = target(flow, call, (struct hp_source){written->of, written->at}, &outside);
	if (outside)
		hp_flow_escape_from(flow, written);
	if (outside || !at.object || at.object->kind == HP_OBJECT_OPAQUE)
		return;
	struct hp_flow_node *write = hp_flow_write(flow, at.object, at.at);
	if (at.object->kind != HP_OBJECT_LOCAL) /* it is another's: what is there now is another thing */
		hp_flow_link_once(flow, flow->outside, write);
	else if (!has_edge(call, written, write))
		add_edge(flow, call, written, write);
}

/* What is copied is known, also where it is in others' memory. */
static void copy_at_call(struct hp_flow *flow, struct hp_flow_call *call, const struct hp_copy_due *due)
{
	struct hp_source to = translate(flow, call, (struct hp_source){due->object, due->copy.to}, HP_PATH_ANY);
	struct hp_source from = translate(flow, call, due->copy.from, HP_PATH_ANY);
	if (to.object && from.object)
		hp_flow_copy_later(flow, to.object, (struct hp_copy){NULL, to.at, due->copy.size, from});
}

struct hp_escape {
	struct hp_escape *next;
	struct hp_object *object;
};

static void escape_at_call(struct hp_flow *flow, struct hp_flow_call *call, struct hp_object *object)
{
	bool outside;
	struct hp_source source = target(flow, call, (struct hp_source){object, {0, 0}}, &outside);
	if (source.object)
		hp_flow_escape(flow, source.object);
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
		if (call->has_effects)
			write_at_call(flow, call, write);
}

void hp_flow_copy_out(struct hp_flow *flow, struct hp_object *object, const struct hp_copy *copy)
{
	struct hp_flow_function *function = object->function;
	struct hp_copy_due *due = hp_arena_alloc(flow->arena, sizeof *due);
	*due = (struct hp_copy_due){function->copies, object, *copy};
	function->copies = due;
	for (struct hp_flow_call *call = function->calls; call; call = call->next)
		if (call->has_copies)
			copy_at_call(flow, call, due);
}

void hp_flow_escape_out(struct hp_flow *flow, struct hp_object *object)
{
	struct hp_escape *escape = hp_arena_alloc(flow->arena, sizeof *escape);
	*escape = (struct hp_escape){object->function->escapes, object};
	object->function->escapes = escape;
	for (struct hp_flow_call *call = object->function->calls; call; call = call->next)
		if (call->has_effects)
			escape_at_call(flow, call, object);
}

/* What the callee does to memory by way of the arguments in the set. */
static void redo_effects(struct hp_flow *flow, struct hp_flow_call *call, uint64_t arguments)
{
	for (unsigned i = 0; i < call->count; i++) {
		const struct hp_object *object =
		    arguments & hp_flow_argument_bit(i) ? argument(flow, call, i)->source.object : NULL;
		if (object && hp_object_is_watched(object))
			hp_flow_watch(flow, call->callee->parameters[i]->own);
	}
	for (const struct hp_flow_out *out = call->callee->outs; out; out = out->next)
		if (arguments & hp_flow_argument_bit(out->node->of->argument))
			write_at_call(flow, call, out->node);
	for (const struct hp_escape *escape = call->callee->escapes; escape; escape = escape->next)
		if (arguments & hp_flow_argument_bit(escape->object->argument))
			escape_at_call(flow, call, escape->object);
}

void hp_flow_call_again(struct hp_flow *flow, struct hp_flow_call *call)
{
	uint64_t arguments = call->due;
	call->due = 0;
	for (struct hp_flow_edge *result = call->edges; result; result = result->next_call)
		result->fire(flow, result);
	for (const struct hp_copy_due *due = call->has_copies ? call->callee->copies : NULL; due; due = due->next)
		copy_at_call(flow, call, due);
	if (call->has_effects)
		redo_effects(flow, call, arguments);
	hp_flow_ask_caller(flow, call, arguments);
}

static void redo_later(struct hp_flow *flow, struct hp_flow_call *call, uint64_t arguments)
{
	if (!call->due) {
		call->next_due = flow->calls_due;
		flow->calls_due = call;
	}
	call->due |= arguments;
}

/* An argument is another than before. */
static void fire_call(struct hp_flow *flow, struct hp_flow_edge *edge)
{
	redo_later(flow, edge->call, hp_flow_argument_bit(edge->argument));
}

struct hp_flow_call *hp_flow_call(struct hp_flow *flow, LLVMValueRef value)
{
	struct hp_flow_call *call = hp_values_find(&flow->calls, value);
	if (call)
		return call;
	struct hp_flow_function *callee = hp_flow_function(flow, hp_called_value(value));
	call = hp_arena_alloc(flow->arena, sizeof *call);
	call->value = value;
	call->callee = callee;
	call->caller = hp_flow_function(flow, LLVMGetBasicBlockParent(LLVMGetInstructionParent(value)));
	call->count = LLVMGetNumArgOperands(value);
	if (call->count > callee->count)
		call->count = callee->count;
	call->arguments = hp_arena_calloc(flow->arena, call->count + 1, sizeof(struct hp_flow_node *));
	call->next = callee->calls;
	callee->calls = call;
	call->next_made = call->caller->made;
	call->caller->made = call;
	hp_values_add(&flow->calls, value, call);
	hp_flow_ask_caller(flow, call, UINT64_MAX);
	return call;
}

void hp_flow_call_effects(struct hp_flow *flow, LLVMValueRef value)
{
	struct hp_flow_call *call = hp_flow_call(flow, value);
	call->has_effects = true;
	redo_later(flow, call, UINT64_MAX);
}

void hp_flow_call_copies(struct hp_flow *flow, LLVMValueRef value)
{
	struct hp_flow_function *callee = hp_flow_function(flow, hp_called_value(value));
	if (!callee->may_copy)
		return;
	struct hp_flow_call *call = hp_flow_call(flow, value);
	call->has_copies = true;
	hp_flow_want(flow, callee, HP_WANT_STORES);
	redo_later(flow, call, UINT64_MAX);
}

static void note_copying(struct hp_flow *flow, struct hp_flow_function **list, LLVMValueRef value)
{
	struct hp_flow_function *function = hp_flow_function(flow, value);
	if (function->may_copy)
		return;
	function->may_copy = true;
	function->next_wanted = *list;
	*list = function;
}

void hp_flow_may_copy(struct hp_flow *flow, LLVMValueRef value)
{
	struct hp_flow_function *list = NULL;
	note_copying(flow, &list, value);
	while (list) {
		LLVMValueRef callee = list->value;
		list = list->next_wanted;
		for (LLVMUseRef use = LLVMGetFirstUse(callee); use; use = LLVMGetNextUse(use))
			if (hp_called_value(LLVMGetUser(use)) == callee)
				note_copying(flow, &list,
				             LLVMGetBasicBlockParent(LLVMGetInstructionParent(LLVMGetUser(use))));
	}
}

void hp_flow_want(struct hp_flow *flow, struct hp_flow_function *function, unsigned wanted)
{
	wanted &= ~function->given;
	if (!wanted)
		return;
	if (!function->wanted) {
		function->next_wanted = flow->wanted;
		flow->wanted = function;
	}
	function->wanted |= wanted;
}

void hp_flow_give(struct hp_flow *flow, struct hp_flow_function *function)
{
	unsigned wanted = function->wanted;
	function->wanted = 0;
	function->given |= wanted & (HP_WANT_STORES | HP_WANT_CALLS);
	if (wanted & HP_WANT_STORES)
		hp_flow_read_stores(flow, function->value);
	if (wanted & HP_WANT_CALLS)
		hp_flow_read_calls(flow, function->value);
	for (struct hp_flow_call *call = wanted & HP_WANT_AGAIN ? function->made : NULL; call; call = call->next_made)
		redo_later(flow, call, UINT64_MAX);
}

void hp_flow_watch(struct hp_flow *flow, struct hp_object *object)
{
	if (object->watched || !object->function)
		return;
	object->watched = true;
	hp_flow_want(flow, object->function,
	             HP_WANT_STORES | HP_WANT_CALLS | (object->function->made ? HP_WANT_AGAIN : 0));
}

void hp_flow_know_callers(struct hp_flow *flow, struct hp_flow_function *function)
{
	if (function->has_callers)
		return;
	function->has_callers = true;
	for (LLVMUseRef use = LLVMGetFirstUse(function->value); use; use = LLVMGetNextUse(use))
		if (hp_called_value(LLVMGetUser(use)) == function->value)
			hp_flow_call(flow, LLVMGetUser(use));
}

void hp_flow_read_result(struct hp_flow *flow, struct hp_flow_node *node)
{
	struct hp_flow_call *call = hp_flow_call(flow, node->value);
	struct hp_flow_function *callee = call->callee;
	if (!callee->is_asked)
		hp_flow_read_returned(flow, callee);
	callee->is_asked = true;
	add_edge(flow, call, callee->result, node);
}
