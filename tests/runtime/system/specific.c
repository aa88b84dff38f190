/*
 * __try in C: asks the filters of the frame, runs its termination handlers, goes on in its __except blocks.
 */
#include "frame.h"

/* Without a target it is __finally, whose handler is the block; a handler of 1 is a filter that takes everything. */
struct scope {
	uint32_t begin, end, handler, target;
};

struct scopes {
	uint32_t count;
	struct scope items[];
};

enum { TAKES_ALL = 1 };
enum { FILTER_CONTINUES = -1, FILTER_SEARCHES, FILTER_TAKES };

static int ask(const struct scope *scope, const struct frame *frame, struct exception_pointers *pointers)
{
	if (scope->handler == TAKES_ALL)
		return FILTER_TAKES;
	int answer = (int)frame_call_part(system_at(frame->image, scope->handler), (uintptr_t)pointers,
	                                  frame_base(frame), NULL, &frame->context);
	return answer < 0 ? FILTER_CONTINUES : answer ? FILTER_TAKES : FILTER_SEARCHES;
}

static _Noreturn void take(struct exception_record *record, const struct context *raised, const struct frame *frame,
                           const struct scopes *scopes, uint32_t index)
{
	struct context context = frame->context;
	uint32_t code = record->code;
	frame_unwind(record, raised, frame, (int32_t)index);
	context.pc = frame->image + scopes->items[index].target;
	context_restore(&context, code);
}

EXPORT enum disposition __C_specific_handler(struct exception_record *record, uintptr_t establisher,
                                             struct context *raised, struct frame *frame)
{
	const struct scopes *scopes = (const struct scopes *)frame->data;
	struct exception_pointers pointers = {record, raised};
	(void)establisher;
	uint32_t call = (uint32_t)(frame_call(frame) - frame->image);
	bool unwinds = record->flags & EXCEPTION_UNWIND;
	for (uint32_t i = 0; i < scopes->count; i++) {
		const struct scope *scope = &scopes->items[i];
		if (call < scope->begin || call >= scope->end)
			continue;
		if (unwinds && frame->is_target && (int32_t)i == frame->stop)
			break;
		if (unwinds && !scope->target) {
			frame_call_part(system_at(frame->image, scope->handler), 1, frame_base(frame), &frame_cleanup,
			                &frame->context);
		} else if (!unwinds && scope->target) {
			int answer = ask(scope, frame, &pointers);
			if (answer == FILTER_CONTINUES)
				return CONTINUE_EXECUTION;
			if (answer == FILTER_TAKES)
				take(record, raised, frame, scopes, i);
		}
	}
	return CONTINUE_SEARCH;
}
