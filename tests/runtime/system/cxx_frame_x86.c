/*
 * The handler of C++ functions on x86: runs destructors while their frame is unwound, finds the catch block, runs it
 * on the function's frame, and goes on in the function. What is thrown and caught: throw.c.
 *
 * A catch block runs below all frames that it leaves, on whose stack the exception lies, and has a node of its own in
 * the chain, for exceptions out of it.
 */
#ifdef __i386__
#include "chain_x86.h"

/* What a C++ function keeps in its frame, as the compiler lays it out; its parts find it through ebp. */
struct frame {
	void *esp;
	struct chain_node node;
	int32_t state;
	char ebp[];
};

enum { OUTSIDE = -1 };

struct catching {
	struct chain_node node;
	struct handled handled;
	struct frame *frame;
	const struct function_info *function;
	const struct try_block *block;
	void *esp; /* the frame's, which the catch block replaces by its own */
};

static struct frame *frame_of(struct chain_node *node)
{
	return (struct frame *)((char *)node - offsetof(struct frame, node));
}

/* Runs the destructors of all states beyond `stop`. */
static void leave_states(struct frame *frame, const struct function_info *function, int32_t stop)
{
	const struct unwind_entry *entries = system_at(0, function->unwind);
	struct chain_node guard;
	chain_forbid(&guard);
	while (frame->state > stop) {
		if ((uint32_t)frame->state >= function->states)
			system_fail("a C++ function is in a state that it has not");
		const struct unwind_entry *entry = &entries[frame->state];
		frame->state = entry->to;
		if (entry->action)
			chain_call(system_at(0, entry->action), frame->ebp);
	}
	chain_pop(&guard);
}

/* The catch block is left, by an exception (`next`, NULL: not a C++ one) or by its end. */
static void end_catch(struct catching *catching, const struct thrown *next)
{
	catching->frame->esp = catching->esp;
	throw_leave(&catching->handled, next);
}

static void search(struct frame *frame, const struct function_info *function, const struct try_block *within,
                   struct chain_node *target, struct exception_record *record);

static enum disposition handle_in_catch(struct exception_record *record, struct chain_node *node,
                                        struct context *context, void *dispatcher)
{
	struct catching *catching = (struct catching *)node;
	struct thrown thrown;
	(void)context, (void)dispatcher;
	bool is_cxx = throw_read(record, &thrown);
	if (record->flags & EXCEPTION_UNWIND)
		end_catch(catching, is_cxx ? &thrown : NULL);
	else if (is_cxx)
		search(catching->frame, catching->function, catching->block, node, record);
	return CONTINUE_SEARCH;
}

static void run_catch(struct catching *catching, const struct catch_block *block, const struct thrown *thrown)
{
	struct frame *frame = catching->frame;
	leave_states(frame, catching->function, catching->block->low);
	frame->state = catching->block->high + 1;
	catching->esp = frame->esp;
	throw_enter(&catching->handled, thrown);
	chain_push(&catching->node, handle_in_catch);
	void *where = chain_call(system_at(0, block->handler), frame->ebp);
	chain_pop(&catching->node);
	end_catch(catching, NULL);
	chain_go(where, frame->ebp, frame->esp);
}

/*
 * Runs the catch block for the exception, if the function has one around where it is, and does not return then. With
 * `within`, only try blocks in its catch blocks count. `target` is the node to unwind to.
 */
static void search(struct frame *frame, const struct function_info *function, const struct try_block *within,
                   struct chain_node *target, struct exception_record *record)
{
	const struct try_block *tries = system_at(0, function->tries);
	struct thrown thrown;
	throw_read(record, &thrown);
	for (uint32_t i = 0; i < function->try_count; i++) {
		const struct try_block *block = &tries[i];
		const struct catch_block *catches = system_at(0, block->catches);
		if (frame->state < block->low || frame->state > block->high ||
		    (within && (block->low <= within->high || block->high > within->catch_high)))
			continue;
		for (uint32_t j = 0; j < block->count; j++) {
			struct match match = throw_match(&thrown, &catches[j], 0);
			if (!match.caught)
				continue;
			struct catching catching = {.frame = frame, .function = function, .block = block};
			int32_t place = catches[j].object;
			throw_copy(&thrown, match.as, catches[j].adjectives, place ? frame->ebp + place : NULL);
			chain_unwind(target, record);
			run_catch(&catching, &catches[j], &thrown);
		}
	}
}

/* A function's own handler passes its tables in eax. */
EXPORT __attribute__((regparm(1))) enum disposition __CxxFrameHandler3(const struct function_info *function,
                                                                       struct exception_record *record,
                                                                       struct chain_node *node,
                                                                       struct context *context, void *dispatcher)
{
	(void)context, (void)dispatcher;
	if ((function->magic & FUNCTION_MAGIC_MASK) != FUNCTION_MAGIC || !(function->flags & FUNCTION_SYNCHRONOUS))
		system_fail("a C++ function with other tables than clang's for /EHs");
	if (record->code != EXCEPTION_CXX) /* /EHs: others pass, and run no destructors */
		return CONTINUE_SEARCH;
	if (record->flags & EXCEPTION_UNWIND)
		leave_states(frame_of(node), function, OUTSIDE);
	else
		search(frame_of(node), function, NULL, node, record);
	return CONTINUE_SEARCH;
}
#endif
