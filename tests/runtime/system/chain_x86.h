/*
 * The chain of exception handlers of a thread on x86.
 */
#ifndef CHAIN_X86_H
#define CHAIN_X86_H

#include "system.h"

struct chain_node;
typedef enum disposition (*chain_handler)(struct exception_record *record, struct chain_node *node,
                                          struct context *context, void *dispatcher);

/* The start of what a function registers: it lies in its frame. */
struct chain_node {
	struct chain_node *next; /* further up the stack */
	chain_handler handle;
};

#define CHAIN_END ((struct chain_node *)-1)

void chain_push(struct chain_node *node, chain_handler handle);
void chain_pop(struct chain_node *node);

/* A node whose handler ends the run: nothing may be raised before it is popped. */
void chain_forbid(struct chain_node *node);

/* Takes all nodes below `target` out of the chain, after their handlers have cleaned up. */
void chain_unwind(struct chain_node *target, struct exception_record *record);

/* Calls a part of a function, which works on the function's frame, and gives what it leaves in eax. */
void *chain_call(void *code, void *ebp);

/* Goes on there for good. */
_Noreturn void chain_go(void *code, void *ebp, void *esp);

#endif
