/*
 * The graph of a unit's flow; for the files of this folder alone.
 *
 * A node is a value, or what is read from or written to a place in an object. Each has at most one source: the object
 * that it points into. Where several come together the node becomes an object of its own, which stands for either.
 * Edges lead from where a pointer is to where it goes; each is fired when the source of its start changes, which
 * happens only a few times. So all is linear in the edges, and these are in the code.
 *
 * Nothing is read before it is asked for: comparisons and volatile accesses ask for their operands, these for what
 * they are computed from, what is loaded for what its function stores, and what is in a variable also for what
 * callees do.
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

/* What is asked of a function. */
enum { HP_WANT_STORES = 1, HP_WANT_CALLS = 2, HP_WANT_AGAIN = 4 };

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
struct hp_flow_edge;

/* A set of nodes or edges, found by two of their members. */
struct hp_index {
	struct hp_index_slot {
		uint64_t hash;
		void *item; /* NULL: free */
	} *slots;
	size_t count, capacity; /* a power of two */
};

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
	bool is_terminal;
	bool touched; /* there is something in it, or in what stands for it */
	bool skipped; /* nothing was written there when it was asked for */
	bool watched; /* what is in it is asked for, or it leads to where that is */
};

/* An object that stands for this one and others, and where this one starts in it. */
struct hp_derived {
	struct hp_derived *next;
	struct hp_object *object;
	struct hp_offset at;
};

typedef void (*hp_fire)(struct hp_flow *flow, struct hp_flow_edge *edge);

struct hp_flow_edge {
	struct hp_flow_edge *next_in, *next_out, *next_due;
	struct hp_flow_node *from, *to; /* `to` NULL: nothing flows */
	hp_fire fire;
	struct hp_offset at; /* what is added to a pointer */
	bool loose;          /* perhaps nothing is added */
	unsigned argument;   /* of the call, on which the start depends */
	struct hp_flow_call *call;
	union {
		struct hp_flow_node *other; /* what is stored or loaded */
		struct hp_comparison *comparison;
		struct hp_copying *copying;
		struct hp_flow_edge *next_call; /* of the call's */
	};
	union {
		struct hp_flow_node *last;       /* where it went when it was fired last */
		const struct hp_object *derived; /* noted by hp_flow_derive */
	};
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
	bool is_variable; /* what a variable holds whose address goes nowhere */
	bool escapes;     /* others may write into what it points to */
	bool queued, is_marked;
	bool is_new; /* a place whose neighbours are to be looked for */
	unsigned char labels, pending;
};

struct hp_flow_call {
	struct hp_flow_call *next;      /* of the callee's */
	struct hp_flow_call *next_made; /* of the caller's */
	struct hp_flow_function *callee, *caller;
	LLVMValueRef value;
	struct hp_flow_node **arguments; /* NULL: not asked for */
	unsigned count;
	struct hp_object *opaque;
	struct hp_flow_edge *edges; /* to fire when an argument changes */
	uint64_t due;               /* arguments that are others than before */
	struct hp_flow_call *next_due;
	struct hp_instance *instances;
	unsigned char labels;
	bool has_effects; /* on what the caller has */
	bool has_copies;  /* to there */
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
	struct hp_object *object;
};

struct hp_comparison {
	struct hp_comparison *next;
	struct hp_flow_node *a, *b;
	bool is_due;
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
	bool is_open;              /* others may call it */
	bool is_asked;             /* what it returns */
	bool has_callers;          /* all calls are known */
	bool may_copy;             /* it, or what it calls, copies memory to where a parameter may point */
	unsigned wanted, given;    /* of what it does to memory */
	struct hp_flow_call *made; /* calls that it does */
	struct hp_flow_function *next_wanted;
};

struct hp_flow {
	struct hp_module *module;
	struct hp_arena *arena;
	LLVMTargetDataRef layout;
	uint64_t pointer_size;
	struct hp_values nodes, functions, calls;
	struct hp_index places;      /* nodes, by object and offset */
	struct hp_index dependences; /* edges, by start and call */
	struct hp_flow_call *calls_due;
	struct hp_flow_node *outside; /* a pointer of which nothing is known */
	struct hp_flow_node *work, *marked;
	struct hp_copy_due *copies;
	struct hp_flow_edge *edges;        /* that have not been fired */
	struct hp_flow_function *wanted;   /* whose effects are to be read */
	struct hp_flow_node *unread;       /* whose operands are to be looked at */
	struct hp_comparison *comparisons; /* due once all sources are known */
	struct hp_terminal *reads;         /* of constant tables, compared */
	struct hp_values by_named_table, by_table;
};

/* index.c */
/* Where an item is, or the free slot for it, whose item is to be set at once. `is_it` says whether an item is the one
 * that `key` describes. */
struct hp_index_slot *hp_index_at(struct hp_index *index, struct hp_arena *arena, uint64_t hash,
                                  bool (*is_it)(const void *item, const void *key), const void *key);
void *hp_index_find(const struct hp_index *index, uint64_t hash, bool (*is_it)(const void *item, const void *key),
                    const void *key);

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

/* memory.c */
struct hp_flow_node *hp_flow_read(struct hp_flow *flow, struct hp_object *object, struct hp_offset at);
struct hp_flow_node *hp_flow_write(struct hp_flow *flow, struct hp_object *object, struct hp_offset at);
/* Whether nothing that is read there has a name; should that end, what was asked is asked again. */
bool hp_object_skip(struct hp_flow *flow, struct hp_object *object, bool is_parent);
/* A node that stands for several: where the edge comes from is one of them. */
void hp_flow_derive(struct hp_flow *flow, struct hp_flow_edge *edge);
/* Marks what a read may see by way of other pointers to the same object. */
void hp_flow_mark_alike(struct hp_flow *flow, struct hp_flow_node *read, unsigned labels);
/* Others may write into the object. */
void hp_flow_escape(struct hp_flow *flow, struct hp_object *object);
void hp_flow_escape_from(struct hp_flow *flow, struct hp_flow_node *node);
/* A new place's links with what overlaps it. */
void hp_flow_place(struct hp_flow *flow, struct hp_flow_node *node);
/* Memory is copied into the object: at once, or when its turn comes. */
void hp_flow_copy(struct hp_flow *flow, struct hp_object *object, const struct hp_copy *copy);
void hp_flow_copy_later(struct hp_flow *flow, struct hp_object *object, struct hp_copy copy);
void hp_flow_fire_load(struct hp_flow *flow, struct hp_flow_edge *edge);
void hp_flow_fire_store(struct hp_flow *flow, struct hp_flow_edge *edge);
void hp_flow_copying_add(struct hp_flow *flow, struct hp_flow_node *to, struct hp_flow_node *from, uint64_t size);

/* call.c */
struct hp_flow_function *hp_flow_function(struct hp_flow *flow, LLVMValueRef function);
/* What a function does to memory is asked for. */
void hp_flow_want(struct hp_flow *flow, struct hp_flow_function *function, unsigned wanted);
/* Its turn comes. */
void hp_flow_give(struct hp_flow *flow, struct hp_flow_function *function);
/* What callees write there is asked for, or they may come from there to where that is. */
void hp_flow_watch(struct hp_flow *flow, struct hp_object *object);
bool hp_object_is_watched(const struct hp_object *object);
/* A call of a function of the unit. */
struct hp_flow_call *hp_flow_call(struct hp_flow *flow, LLVMValueRef value);
/* What it does to the caller's memory is asked for. */
void hp_flow_call_effects(struct hp_flow *flow, LLVMValueRef value);
/* The turn of a call whose arguments are others than before. */
void hp_flow_call_again(struct hp_flow *flow, struct hp_flow_call *call);
/* A set with one parameter, or all from the last that is told apart. */
uint64_t hp_flow_argument_bit(unsigned argument);
/* The same of what is copied there, if the callee may do that. */
void hp_flow_call_copies(struct hp_flow *flow, LLVMValueRef value);
/* A function, and what calls it, may copy memory to where a parameter points; before anything is asked for. */
void hp_flow_may_copy(struct hp_flow *flow, LLVMValueRef value);
/* All calls of a function are asked for. */
void hp_flow_know_callers(struct hp_flow *flow, struct hp_flow_function *function);
enum hp_path {
	HP_PATH_ANY,
	HP_PATH_ASK,  /* only what somebody may have given a name to is looked for */
	HP_PATH_WRITE /* the same on all of the way */
};
/* The caller's node for what an object of the callee is; NULL where it is nothing yet, or nothing that somebody has
 * written. */
struct hp_flow_node *hp_flow_path(struct hp_flow *flow, struct hp_flow_call *call, const struct hp_object *object,
                                  enum hp_path path);
/* A place behind a parameter is written: callers see that. */
void hp_flow_out_add(struct hp_flow *flow, struct hp_flow_function *function, struct hp_flow_node *write);
/* The same where others may write, */
void hp_flow_escape_out(struct hp_flow *flow, struct hp_object *object);
/* and of a copy of memory to there. */
void hp_flow_copy_out(struct hp_flow *flow, struct hp_object *object, const struct hp_copy *copy);
/* A call's result is asked for. */
void hp_flow_read_result(struct hp_flow *flow, struct hp_flow_node *node);

/* question.c */
void hp_flow_mark(struct hp_flow *flow, struct hp_flow_node *node, unsigned labels);
/* The same for labels that it has: there is more to mark. */
void hp_flow_mark_again(struct hp_flow *flow, struct hp_flow_node *node, unsigned labels);
/* The same along one edge, backwards. */
void hp_flow_mark_edge(struct hp_flow *flow, struct hp_flow_edge *edge, unsigned labels);
/* A marked node's turn. */
void hp_flow_mark_on(struct hp_flow *flow, struct hp_flow_node *node);
void hp_flow_compare(struct hp_flow *flow, struct hp_flow_node *a, struct hp_flow_node *b);
/* Once all sources are known. */
void hp_flow_compare_now(struct hp_flow *flow, struct hp_comparison *comparison);
/* What is asked of a function's parameters, of those in the set, for one call. */
void hp_flow_ask_caller(struct hp_flow *flow, struct hp_flow_call *call, uint64_t arguments);

/* read.c */
struct hp_flow_node *hp_flow_node_of(struct hp_flow *flow, LLVMValueRef value);
/* The comparisons and volatile accesses of a function. */
void hp_flow_read_questions(struct hp_flow *flow, LLVMValueRef function);
/* What it does to memory: stores and copies, or calls. */
void hp_flow_read_stores(struct hp_flow *flow, LLVMValueRef function);
void hp_flow_read_calls(struct hp_flow *flow, LLVMValueRef function);
/* Where a node's pointer comes from, once it is asked for. */
void hp_flow_read_node(struct hp_flow *flow, struct hp_flow_node *node);
void hp_flow_read_returned(struct hp_flow *flow, struct hp_flow_function *function);

/* table.c: what tables hold at the places that are read and compared. */
void hp_flow_note_tables(struct hp_flow *flow);

#endif
