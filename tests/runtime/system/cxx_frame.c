/*
 * try in C++ on x64 and ARM64: which state a frame is in, which try block takes an exception, the destructors of what
 * the frame had in that state, and its catch blocks. All parts of a function, as its catch blocks, are functions of
 * their own to the processor; their frames are told apart here.
 */
#include "frame.h"

/* A frame of a function, or of one of its catch blocks. */
struct part {
	const struct frame *frame;
	const struct function_info *info;
	const struct try_block *own; /* the try block that it is a catch block of; NULL for the function itself */
	uintptr_t root;              /* establisher of the function's frame: its variables are there */
	int32_t state;
};

/* An exception on its way. */
struct raised {
	struct exception_record *record;
	const struct context *context;
	struct thrown thrown;
};

static const struct try_block *tries(const struct part *part)
{
	return system_at(part->frame->image, part->info->tries);
}

static const struct catch_block *catches(const struct part *part, const struct try_block *block)
{
	return system_at(part->frame->image, block->catches);
}

static int32_t state_of(const struct frame *frame, const struct function_info *info)
{
	const struct ip_state *states = system_at(frame->image, info->ips);
	uint32_t call = (uint32_t)(frame_call(frame) - frame->image);
	int32_t state = -1;
	for (uint32_t i = 0; i < info->ip_count && states[i].ip <= call; i++)
		state = states[i].state;
	return state;
}

static struct part read_part(const struct frame *frame, uintptr_t establisher)
{
	const struct function_info *info = system_at(frame->image, frame->data[0]);
	struct part part = {frame, info, NULL, establisher, 0};
	if ((info->magic & FUNCTION_MAGIC_MASK) != FUNCTION_MAGIC)
		system_fail("a function with C++ tables of an unknown version");
	for (uint32_t i = 0; i < info->try_count; i++) {
		const struct try_block *block = &tries(&part)[i];
		for (uint32_t k = 0; k < block->count; k++) {
			const struct catch_block *catch = &catches(&part, block)[k];
			if (catch->handler == frame->start) {
				part.own = block;
				part.root = *(const uintptr_t *)(establisher + catch->parent);
			}
		}
	}
	part.state = frame->catching ? frame->catching->state : state_of(frame, info);
	return part;
}

/* Whether a state is one of this part; those of a catch block come after those of its try block. */
static bool has_state(const struct part *part, int32_t state)
{
	return part->own ? state > part->own->high && state <= part->own->catch_high : state >= 0;
}

static const struct unwind_entry *unwind_entry(const struct part *part, int32_t state)
{
	const struct unwind_entry *entries = system_at(part->frame->image, part->info->unwind);
	if (state < 0 || (uint32_t)state >= part->info->states || entries[state].to >= state)
		system_fail("a function with C++ tables that make no sense");
	return &entries[state];
}

/* Destroys what the frame has, from its state to `stop`, or to where the part ends. */
static void clean_up(const struct part *part, int32_t stop)
{
	int32_t state = part->state;
	while (state != stop && has_state(part, state)) {
		const struct unwind_entry *entry = unwind_entry(part, state);
		if (entry->action)
			frame_call_part(system_at(part->frame->image, entry->action), 0, part->root, &frame_cleanup,
			                &part->frame->context);
		state = entry->to;
	}
}

/* Leaves all frames within, runs the catch block, and goes on where it says. */
static _Noreturn void run_catch(const struct part *part, const struct try_block *block, uint32_t handler,
                                const struct raised *raised)
{
	struct catching catching = {part->frame->context, unwind_entry(part, block->low)->to, {0}};
	frame_unwind(raised->record, raised->context, part->frame, catching.state);
	throw_enter(&catching.handled, &raised->thrown);
	catching.context.pc =
	    frame_call_part(system_at(part->frame->image, handler), 0, part->root, &catching, &part->frame->context);
	throw_leave(&catching.handled, NULL);
	context_restore(&catching.context, 0);
}

static void search_block(const struct part *part, const struct try_block *block, const struct raised *raised)
{
	for (uint32_t i = 0; i < block->count; i++) {
		const struct catch_block *catch = &catches(part, block)[i];
		struct match match = throw_match(&raised->thrown, catch, part->frame->image);
		char *variable = catch->object ? (char *)part->root + catch->object : NULL;
		if (!match.caught)
			continue;
		throw_copy(&raised->thrown, match.as, catch->adjectives, variable);
		run_catch(part, block, catch->handler, raised);
	}
}

static void search(const struct part *part, const struct raised *raised)
{
	for (uint32_t i = 0; i < part->info->try_count; i++) {
		const struct try_block *block = &tries(part)[i];
		if (part->state >= block->low && part->state <= block->high && has_state(part, block->low))
			search_block(part, block, raised);
	}
}

EXPORT enum disposition __CxxFrameHandler3(struct exception_record *record, uintptr_t establisher,
                                           struct context *context, struct frame *frame)
{
	struct part part = read_part(frame, establisher);
	struct raised raised = {record, context, {0}};
	if (record->code != EXCEPTION_CXX && (part.info->flags & FUNCTION_SYNCHRONOUS))
		return CONTINUE_SEARCH;
	if (record->flags & EXCEPTION_UNWIND)
		clean_up(&part, frame->is_target ? frame->stop : -1);
	else if (throw_read(record, &raised.thrown))
		search(&part, &raised);
	return CONTINUE_SEARCH;
}
