/*
 * Raising on x64 and ARM64: asks the handlers of the frames outwards, and unwinds up to the one that takes the
 * exception. What a handler does is its own.
 */
#include "frame.h"

struct catching frame_cleanup;

uintptr_t frame_call(const struct frame *frame)
{
	return frame->context.pc - 1;
}

/* The table of functions in the image's headers. */
static const uint32_t *find_entry(uintptr_t image, uint32_t address)
{
	enum { OPTIONAL_HEADER = 24, EXCEPTION_DIRECTORY = 112 + 3 * 8 };
	const char *header = (const char *)image + *(const uint32_t *)(image + 0x3c);
	const uint32_t *directory = (const uint32_t *)(header + OPTIONAL_HEADER + EXCEPTION_DIRECTORY);
	const uint32_t *entries = system_at(image, directory[0]);
	for (uint32_t i = 0; i < directory[1] / 4; i += FRAME_ENTRY)
		if (frame_covers(image, entries + i, address))
			return entries + i;
	return NULL;
}

bool frame_find(struct frame *frame)
{
	frame->image = system_image((const void *)frame_call(frame));
	if (!frame->image)
		return false;
	const uint32_t *entry = find_entry(frame->image, (uint32_t)(frame_call(frame) - frame->image));
	frame->caller = frame->context;
	frame->handles = 0;
	if (entry)
		frame_read(frame, entry);
	else
		frame_read_leaf(frame);
	return true;
}

void frame_next(struct frame *frame)
{
	frame->context = frame->caller;
	frame->catching = NULL;
	if (frame->context.pc != (uintptr_t)frame_part_returns)
		return;
	frame->catching = frame_part_catching(&frame->context);
	if (frame->catching == &frame_cleanup)
		system_fail("an exception leaves a termination handler or a destructor");
	if (frame->catching)
		frame->context = frame->catching->context;
}

static void leave(struct catching *catching, const struct exception_record *record)
{
	struct thrown next;
	bool is_cxx = throw_read(record, &next);
	throw_leave(&catching->handled, is_cxx ? &next : NULL);
}

void frame_unwind(struct exception_record *record, const struct context *raised, const struct frame *target,
                  int32_t stop)
{
	struct frame frame = {.context = *raised, .stop = stop};
	struct context copy = *raised; /* handlers may have it */
	record->flags |= EXCEPTION_UNWINDING;
	for (; frame_find(&frame); frame_next(&frame)) {
		if (frame.catching)
			leave(frame.catching, record);
		frame.is_target = frame.establisher == target->establisher && frame.start == target->start &&
		                  frame.image == target->image;
		if (frame.is_target)
			record->flags |= EXCEPTION_TARGET_UNWIND;
		if (frame.handles & HANDLES_UNWIND)
			frame.handler(record, frame.establisher, &copy, &frame);
		if (frame.is_target)
			return;
	}
	system_fail("the frame that takes an exception is not on the stack");
}

static void dispatch(struct exception_record *record, struct context *raised)
{
	struct frame frame = {.context = *raised};
	for (; frame_find(&frame); frame_next(&frame)) {
		if (!(frame.handles & HANDLES_EXCEPTION) ||
		    frame.handler(record, frame.establisher, raised, &frame) == CONTINUE_SEARCH)
			continue;
		if (record->flags & EXCEPTION_NONCONTINUABLE)
			system_fail("a filter continues an exception that cannot be continued");
		return;
	}
	system_fail("nothing handles an exception");
}

EXPORT WINAPI void RaiseException(uint32_t code, uint32_t flags, uint32_t count, const uintptr_t *info)
{
	struct context context;
	struct exception_record record = {.code = code,
	                                  .flags = flags & EXCEPTION_NONCONTINUABLE,
	                                  .address = __builtin_return_address(0),
	                                  .count = info ? count : 0};
	if (record.count > EXCEPTION_PARAMETERS)
		system_fail("an exception with too many parameters");
	for (uint32_t i = 0; i < record.count; i++)
		record.info[i] = info[i];
	context_capture(&context);
	dispatch(&record, &context);
}
