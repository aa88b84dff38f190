/*
 * Exceptions on x86: a thread's handlers are a chain of registrations on its stack that starts at fs:[0]. Asks them
 * in turn, unwinds to one of them, and is the handler of functions with __try in C. C++ functions: cxx_frame_x86.c.
 *
 * Not here: faults of the processor, which end the emulation, and exceptions out of filters and __finally.
 */
#ifdef __i386__
#include "chain_x86.h"

struct chain_node *chain_first(void)
{
	return *(struct chain_node * __seg_fs *)0;
}

static void set_first(struct chain_node *node)
{
	*(struct chain_node * __seg_fs *)0 = node;
}

void chain_push(struct chain_node *node, chain_handler handle)
{
	*node = (struct chain_node){chain_first(), handle};
	set_first(node);
}

void chain_pop(struct chain_node *node)
{
	if (chain_first() != node)
		system_fail("the chain of exception handlers is not what it was before a handler ran");
	set_first(node->next);
}

static enum disposition refuse(struct exception_record *record, struct chain_node *node, struct context *context,
                               void *dispatcher)
{
	(void)node, (void)context, (void)dispatcher;
	if (!(record->flags & EXCEPTION_UNWIND))
		system_fail("an exception leaves a filter, a termination handler or a destructor");
	return CONTINUE_SEARCH;
}

void chain_forbid(struct chain_node *node)
{
	chain_push(node, refuse);
}

static struct chain_node *next(const struct chain_node *node)
{
	if (node->next <= node)
		system_fail("the chain of exception handlers is broken");
	return node->next;
}

/* A handler that takes the exception does not return. */
static enum disposition ask(struct chain_node *node, struct exception_record *record, struct context *context)
{
	struct chain_node guard;
	chain_forbid(&guard);
	enum disposition answer = node->handle(record, node, context, NULL);
	chain_pop(&guard);
	if (answer != CONTINUE_SEARCH && answer != CONTINUE_EXECUTION)
		system_fail("an exception handler gives an unknown answer");
	return answer;
}

EXPORT WINAPI void RaiseException(uint32_t code, uint32_t flags, uint32_t count, const uintptr_t *info)
{
	struct exception_record record = {.code = code, .flags = flags & EXCEPTION_NONCONTINUABLE};
	struct context context = {.pc = (uint32_t)__builtin_return_address(0)};
	record.address = __builtin_return_address(0);
	for (; info && record.count < count && record.count < EXCEPTION_PARAMETERS; record.count++)
		record.info[record.count] = info[record.count];
	for (struct chain_node *node = chain_first(); node != CHAIN_END; node = next(node)) {
		if (ask(node, &record, &context) == CONTINUE_SEARCH)
			continue;
		if (record.flags & EXCEPTION_NONCONTINUABLE)
			system_fail("a filter continues an exception that cannot be continued");
		return;
	}
	system_fail("nothing handles an exception");
}

void chain_unwind(struct chain_node *target, struct exception_record *record)
{
	struct context context = {.pc = 0};
	record->flags |= EXCEPTION_UNWINDING;
	for (struct chain_node *node = chain_first(); node != target; node = chain_first()) {
		if (node > target)
			system_fail("a function to unwind to is not in the chain of exception handlers");
		if (ask(node, record, &context) != CONTINUE_SEARCH)
			system_fail("an exception handler continues an unwind");
		set_first(next(node));
	}
	record->flags &= ~(uint32_t)EXCEPTION_UNWINDING;
}

__attribute__((naked)) void *chain_call(__attribute__((unused)) void *code, __attribute__((unused)) void *ebp)
{
	__asm__("pushl %ebp\n\t"
	        "pushl %ebx\n\t"
	        "pushl %esi\n\t"
	        "pushl %edi\n\t"
	        "movl 24(%esp), %ebp\n\t"
	        "calll *20(%esp)\n\t"
	        "popl %edi\n\t"
	        "popl %esi\n\t"
	        "popl %ebx\n\t"
	        "popl %ebp\n\t"
	        "retl");
}

__attribute__((naked, noreturn)) void chain_go(__attribute__((unused)) void *code, __attribute__((unused)) void *ebp,
                                               __attribute__((unused)) void *esp)
{
	__asm__("movl 4(%esp), %eax\n\t"
	        "movl 8(%esp), %ebp\n\t"
	        "movl 12(%esp), %esp\n\t"
	        "jmpl *%eax");
}

/* What a function with __try keeps in its frame, as the compiler lays it out; its parts find it through ebp. */
struct frame {
	void *esp;
	struct exception_pointers *pointers; /* for GetExceptionInformation */
	struct chain_node node;
	const struct scope *scopes;
	int32_t scope; /* the innermost that the function is in */
	char ebp[];
};

enum { OUTSIDE = -1 };

struct scope {
	int32_t enclosing;
	void *filter; /* NULL: the handler is a __finally */
	void *handler;
};

/* Runs the __finally of all scopes up to `stop`. */
static void leave_scopes(struct frame *frame, int32_t stop)
{
	struct chain_node guard;
	chain_forbid(&guard);
	while (frame->scope != stop) {
		const struct scope *scope = &frame->scopes[frame->scope];
		frame->scope = scope->enclosing;
		if (!scope->filter)
			chain_call(scope->handler, frame->ebp);
	}
	chain_pop(&guard);
}

static void execute(struct frame *frame, int32_t number, struct exception_record *record)
{
	const struct scope *scope = &frame->scopes[number];
	chain_unwind(&frame->node, record);
	leave_scopes(frame, number);
	frame->scope = scope->enclosing;
	chain_go(scope->handler, frame->ebp, frame->esp);
}

EXPORT enum disposition _except_handler3(struct exception_record *record, struct chain_node *node,
                                         struct context *context, void *dispatcher)
{
	struct frame *frame = (struct frame *)((char *)node - offsetof(struct frame, node));
	struct exception_pointers pointers = {record, context};
	(void)dispatcher;
	if (record->flags & EXCEPTION_UNWIND) {
		leave_scopes(frame, OUTSIDE);
		return CONTINUE_SEARCH;
	}
	frame->pointers = &pointers;
	for (int32_t i = frame->scope; i != OUTSIDE; i = frame->scopes[i].enclosing) {
		void *filter = frame->scopes[i].filter;
		int answer = filter ? (int)chain_call(filter, frame->ebp) : 0;
		if (answer < 0)
			return CONTINUE_EXECUTION;
		if (answer > 0)
			execute(frame, i, record);
	}
	return CONTINUE_SEARCH;
}
#endif
