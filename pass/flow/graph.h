/*
 * The graph of a unit's flow; for the files of this folder alone.
 *
 * A node is a value, or what is read from or written to a place in an object. Each has at most one source: the object
 * that it points into. Where several come together the node becomes an object of its own, which stands for either.
 * Edges lead from where a pointer is to where it goes; each is fired when the source of its start changes, which
 * happens only a few times. So all is linear in the edges, and these are in the code.
 *
 * Functions are looked at alone: parameters are objects, and what a function does with them, and what it returns, is
 * translated at each call.
 */
#ifndef HP_FLOW_GRAPH_H
#define HP_FLOW_GRAPH_H

#include "base/arena.h"
#include "pass/flow/flow.h"
#include "pass/flow/offset.h"
#include "pass/ir/values.h"

#include <llvm-c/Core.h>
#include <llvm-c/Target.h>
#include <stdbool.h>

enum {
	HP_SLOTS = 64, /* places of an object that are told apart, for reading and for writing */
	HP_DEPTH = 2,  /* how often memory is read on the way from a parameter */
	HP_COPIES = 8, /* copies into an object that are told apart */
	HP_OUTS = 48,  /* places behind parameters that a function's writes are told apart at */
	HP_PAIRS = 16  /* comparisons of parameters with each other, a function */
};

enum hp_object_kind {
	HP_OBJECT_GLOBAL,
	HP_OBJECT_LOCAL,    /* a variable of a function */
	HP_OBJECT_ARGUMENT, /* what a parameter points to */
	HP_OBJECT_OPAQUE,   /* nothing is known of it */
	HP_OBJECT_MIXED     /* one of several */
};

enum hp_node_kind {
	HP_NODE_VALUE,
	HP_NODE_READ,
	HP_NODE_WRITE,
	HP_NODE_INITIAL, /* what is in an object when a function starts */
	HP_NODE_RESULT,  /* of a function */
};

/* What is asked of where a node's pointer comes from. */
enum {
	HP_ASKED = 1,        /* it is compared: also what callers pass */
	HP_ASKED_INSIDE = 2, /* a caller compares a result: what is within the function */
	HP_GIVEN = 4,        /* it becomes a result: which parameters? */
	HP_VOLATILE = 8,     /* the same for volatile accesses, to any place behind the address */
	HP_VOLATILE_INSIDE = 16,
	HP_VOLATILE_GIVEN = 32,
	HP_COMPARE_LABELS = HP_ASKED | HP_ASKED_INSIDE | HP_GIVEN,
	HP_VOLATILE_LABELS = HP_VOLATILE | HP_VOLATILE_INSIDE | HP_VOLATILE_GIVEN
};

struct hp_flow_node;

struct hp_source {
	struct hp_object *object; /* NULL: null, a number, or nothing yet */
	struct hp_offset at;
};

struct hp_copy {
	struct hp_copy *next;
	struct hp_offset to;
	uint64_t size; /* 0: unknown */
	struct hp_source from;
};

struct hp_object {
	enum hp_object_kind kind;
	unsigned depth; /* how often memory was read on the way from the global, parameter or opaque value */
	unsigned argument;
	struct hp_flow_function *function; /* NULL: of the unit */
	struct hp_flow_node *owner;        /* the node whose pointer this is */
	LLVMValueRef global;
	struct hp_flow_node *reads, *writes;
	unsigned read_count, write_count;
	struct hp_copy *copies;
	unsigned copy_count;
	struct hp_derived *derived;
	bool escaped;
};

/* An object that stands for this one and others, and where this one starts in it. */
struct hp_derived {
	struct hp_derived *next;
	struct hp_object *object;
	struct hp_offset at;
};

struct hp_flow_edge;
typedef void (*hp_fire)(struct hp_flow *flow, struct hp_flow_edge *edge);

struct hp_flow_edge {
	struct hp_flow_edge *next_in, *next_out, *next_call, *next_due;
	struct hp_flow_node *from, *to; /* `to` NULL: nothing flows */
	hp_fire fire;
	struct hp_offset at; /* what is added to a pointer */
	bool loose;          /* perhaps nothing is added */
	struct hp_flow_call *call;
	struct hp_flow_node *other; /* what is stored or loaded, or the other side of a comparison */
	struct hp_flow_node *last;  /* where it went when it was fired last */
	struct hp_copying *copying;
	const struct hp_object *derived; /* noted by hp_flow_derive */
};

struct hp_flow_node {
	enum hp_node_kind kind;
	LLVMValueRef value;
	struct hp_flow_function *function; /* NULL: of the unit */
	struct hp_object *of;              /* READ, WRITE, INITIAL: where */
	struct hp_offset at;
	struct hp_flow_node *next; /* of the object's */
	struct hp_source source;
	struct hp_object *own;
	struct hp_flow_edge *in, *out;
	struct hp_flow_node *next_work, *next_marked;
	struct hp_values *links; /* where hp_flow_link_once has come from; NULL: nowhere */
	unsigned widened;
	bool mixed;
	bool is_parameter;
	bool queued, is_marked, is_terminal;
	bool is_new; /* a place whose neighbours are to be looked for */
	unsigned char labels, pending;
};

struct hp_flow_call {
	struct hp_flow_call *next; /* of the callee's */
	struct hp_flow_function *callee, *caller;
	struct hp_flow_node **arguments;
	unsigned count;
	struct hp_flow_node *result;
	struct hp_object *opaque;
	struct hp_flow_edge *edges;   /* to fire when an argument changes */
	struct hp_values dependences; /* places of the caller */
	struct hp_instance *instances;
	unsigned char labels;
};

/* Two sides of a comparison in a function, as objects that callers know. */
struct hp_pair {
	struct hp_pair *next;
	struct hp_object *a, *b;
};

/* A copy whose turn has not come. */
struct hp_copy_due {
	struct hp_copy_due *next;
	struct hp_object *object;
	struct hp_copy copy;
};

/* A copy of memory from where one node points to where another does. */
struct hp_copying {
	struct hp_flow_node *to, *from;
	uint64_t size;
};

struct hp_terminal {
	struct hp_terminal *next;
	struct hp_flow_node *node;
};

struct hp_flow_out {
	struct hp_flow_out *next;
	struct hp_flow_node *node;
};

struct hp_flow_function {
	LLVMValueRef value;
	struct hp_flow_node **parameters;
	unsigned count;
	struct hp_flow_node *result;
	struct hp_flow_call *calls;
	struct hp_flow_out *outs;
	unsigned out_count;
	struct hp_pair *pairs;
	unsigned pair_count;
	struct hp_copy_due *copies; /* to where parameters point */
	struct hp_escape *escapes;  /* of what parameters point to */
	struct hp_terminal *terminals;
	bool is_open; /* others may call it */
};

struct hp_flow {
	struct hp_module *module;
	struct hp_arena *arena;
	LLVMTargetDataRef layout;
	uint64_t pointer_size;
	struct hp_values nodes, functions;
	struct hp_flow_node *outside; /* a pointer of which nothing is known */
	struct hp_flow_node *work, *marked;
	struct hp_copy_due *copies;
	struct hp_flow_edge *edges;     /* that have not been fired */
	struct hp_flow_node *constants; /* whose operands are to be looked at */
	struct hp_flow_edge *compares;  /* due once all is read */
	bool is_read;
	struct hp_terminal *reads; /* of constant tables, compared */
	struct hp_values by_named_table, by_table;
};

/* graph.c */
struct hp_flow_node *hp_flow_node_new(struct hp_flow *flow, enum hp_node_kind kind,
                                      struct hp_flow_function *function);
struct hp_object *hp_object_new(struct hp_flow *flow, enum hp_object_kind kind, struct hp_flow_node *owner);
/* Makes a node point to an object of its own. */
void hp_flow_own(struct hp_flow *flow, struct hp_flow_node *node, enum hp_object_kind kind);
/* Adds a source to a node. */
void hp_flow_join(struct hp_flow *flow, struct hp_flow_node *node, struct hp_source source);
/* Its turn comes. */
void hp_flow_queue(struct hp_flow *flow, struct hp_flow_node *node);
/* Adds an edge, which is fired when its turn comes; where `to` is given, a pointer flows there. */
struct hp_flow_edge *hp_flow_edge_add(struct hp_flow *flow, struct hp_flow_edge edge);
/* A pointer flows as it is, or with something added. */
void hp_flow_fire_link(struct hp_flow *flow, struct hp_flow_edge *edge);
void hp_flow_link(struct hp_flow *flow, struct hp_flow_node *from, struct hp_flow_node *to);
/* The same, unless that is so already. */
void hp_flow_link_once(struct hp_flow *flow, struct hp_flow_node *from, struct hp_flow_node *to);
void hp_flow_link_at(struct hp_flow *flow, struct hp_flow_node *from, struct hp_flow_node *to, struct hp_offset at);
/* Fires and marks until nothing changes. */
void hp_flow_solve(struct hp_flow *flow);
bool hp_object_is_root(const struct hp_object *object, enum hp_object_kind kind);
/* A constant of the unit: nobody writes there. */
bool hp_object_is_constant(const struct hp_object *object);

/* memory.c */
struct hp_flow_node *hp_flow_read(struct hp_flow *flow, struct hp_object *object, struct hp_offset at);
struct hp_flow_node *hp_flow_write(struct hp_flow *flow, struct hp_object *object, struct hp_offset at);
/* A node that stands for several: where the edge comes from is one of them. */
void hp_flow_derive(struct hp_flow *flow, struct hp_flow_edge *edge);
/* Marks what a read may see by way of other pointers to the same object. */
void hp_flow_mark_alike(struct hp_flow *flow, struct hp_flow_node *read, unsigned labels);
/* Others may write into the object. */
void hp_flow_escape(struct hp_flow *flow, struct hp_object *object);
/* A new place's links with what overlaps it. */
void hp_flow_place(struct hp_flow *flow, struct hp_flow_node *node);
/* Memory is copied into the object: at once, or when its turn comes. */
void hp_flow_copy(struct hp_flow *flow, struct hp_object *object, const struct hp_copy *copy);
void hp_flow_copy_later(struct hp_flow *flow, struct hp_object *object, struct hp_copy copy);
void hp_flow_fire_load(struct hp_flow *flow, struct hp_flow_edge *edge);
void hp_flow_fire_store(struct hp_flow *flow, struct hp_flow_edge *edge);
void hp_flow_fire_escape(struct hp_flow *flow, struct hp_flow_edge *edge);
void hp_flow_copying_add(struct hp_flow *flow, struct hp_flow_node *to, struct hp_flow_node *from, uint64_t size);

/* call.c */
struct hp_flow_function *hp_flow_function(struct hp_flow *flow, LLVMValueRef function);
void hp_flow_call_add(struct hp_flow *flow, struct hp_flow_call *call);
/* What a node of the callee, or a source there, is for the caller; NULL where it is nothing yet. */
struct hp_source hp_flow_translate(struct hp_flow *flow, struct hp_flow_call *call, struct hp_source source);
struct hp_flow_node *hp_flow_path(struct hp_flow *flow, struct hp_flow_call *call, const struct hp_object *object);
/* A place behind a parameter is written: callers see that. */
void hp_flow_out_add(struct hp_flow *flow, struct hp_flow_function *function, struct hp_flow_node *write);
/* The same where others may write, */
void hp_flow_escape_out(struct hp_flow *flow, struct hp_object *object);
/* and of a copy of memory to there. */
void hp_flow_copy_out(struct hp_flow *flow, struct hp_object *object, const struct hp_copy *copy);
void hp_flow_fire_result(struct hp_flow *flow, struct hp_flow_edge *edge);

/* question.c */
void hp_flow_mark(struct hp_flow *flow, struct hp_flow_node *node, unsigned labels);
/* The same along one edge, backwards. */
void hp_flow_mark_edge(struct hp_flow *flow, struct hp_flow_edge *edge, unsigned labels);
/* A marked node's turn. */
void hp_flow_mark_on(struct hp_flow *flow, struct hp_flow_node *node);
void hp_flow_compare(struct hp_flow *flow, struct hp_flow_node *a, struct hp_flow_node *b);
/* Once all is read: the comparisons' turn. */
void hp_flow_compare_all(struct hp_flow *flow);
/* What is asked of a function's parameters, for one call. */
void hp_flow_ask_caller(struct hp_flow *flow, struct hp_flow_call *call);

/* read.c */
struct hp_flow_node *hp_flow_node_of(struct hp_flow *flow, LLVMValueRef value);
void hp_flow_read_function(struct hp_flow *flow, LLVMValueRef function);
void hp_flow_read_constant(struct hp_flow *flow, struct hp_flow_node *node);

/* table.c: what tables hold at the places that are read and compared. */
void hp_flow_note_tables(struct hp_flow *flow);

#endif
