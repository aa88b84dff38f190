/*
 * Frames of x64: what a function's prologue has done is undone; in an epilogue, what is left of it is done.
 * Source: Microsoft, "x64 exception handling".
 */
#include "loader/bytes.h"
#include "loader/unwind.h"

enum { RSP = 4, CODES = 256, CHAINED = 4, CHAIN = 32 };

enum code {
	PUSH = 0,
	ALLOCATE_LARGE = 1,
	ALLOCATE_SMALL = 2,
	SET_FRAME = 3,
	SAVE = 4,
	SAVE_FAR = 5,
	EPILOGUE = 6,
	SPARE = 7,
	SAVE_XMM = 8,
	SAVE_XMM_FAR = 9,
	INTERRUPT = 10
};

struct info {
	unsigned version, flags, prologue, count, frame_register, frame_offset;
	unsigned char codes[2 * CODES];
	unsigned char first[12]; /* the entry of the function's first part, of a chained one */
};

static uint32_t u16(const unsigned char *at)
{
	return at[0] | (uint32_t)at[1] << 8;
}

static uint32_t u32(const unsigned char *at)
{
	return u16(at) | u16(at + 2) << 16;
}

static bool read_info(const struct hpl_frame *frame, uint32_t address, struct info *info)
{
	unsigned char head[4];
	uint64_t at = frame->image->start + (address & ~1u);
	if (!hpl_read(frame->process, at, head, sizeof head))
		return false;
	info->version = head[0] & 7;
	info->flags = head[0] >> 3;
	info->prologue = head[1];
	info->count = head[2];
	info->frame_register = head[3] & 15;
	info->frame_offset = head[3] >> 4;
	size_t size = (info->count + 1u) / 2 * 4;
	at += sizeof head;
	return (info->version == 1 || info->version == 2) &&
	       (!size || hpl_read(frame->process, at, info->codes, size)) &&
	       (!(info->flags & CHAINED) || hpl_read(frame->process, at + size, info->first, sizeof info->first));
}

static bool load(const struct hpl_frame *frame, uint64_t address, uint64_t *value)
{
	return hpl_read(frame->process, address, value, sizeof *value);
}

/* How many words of two bytes a code has; 0: it is not known. */
static unsigned words_of(const unsigned char *code)
{
	static const unsigned char words[] = {1, 2, 1, 1, 2, 3, 2, 3, 2, 3, 1};
	unsigned kind = code[1] & 15;
	if (kind >= sizeof words)
		return 0;
	return kind == ALLOCATE_LARGE && code[1] >> 4 ? 3 : words[kind];
}

/* Undoes one step; `base` is the stack as the body has it. */
static bool undo(const struct hpl_frame *frame, const struct info *info, const unsigned char *code, uint64_t base,
                 struct hpl_registers *registers)
{
	unsigned kind = code[1] & 15, number = code[1] >> 4;
	uint64_t *stack = &registers->general[RSP];
	switch (kind) {
	case PUSH:
		if (!load(frame, *stack, &registers->general[number]))
			return false;
		*stack += 8;
		return true;
	case ALLOCATE_LARGE:
		*stack += number ? u32(code + 2) : u16(code + 2) * 8;
		return true;
	case ALLOCATE_SMALL:
		*stack += number * 8 + 8;
		return true;
	case SET_FRAME:
		*stack = registers->general[info->frame_register] - info->frame_offset * 16;
		return true;
	case SAVE:
		return load(frame, base + u16(code + 2) * 8, &registers->general[number]);
	case SAVE_FAR:
		return load(frame, base + u32(code + 2), &registers->general[number]);
	case INTERRUPT: /* what the processor has pushed: the caller is where it says */
		return false;
	default:
		return true;
	}
}

/* Undoes the steps that had been done at `offset` of the prologue. */
static bool undo_all(const struct hpl_frame *frame, const struct info *info, uint64_t offset,
                     struct hpl_registers *registers)
{
	uint64_t base = registers->general[RSP];
	unsigned words;
	for (unsigned i = 0; i < info->count; i += words) {
		const unsigned char *code = info->codes + 2 * (size_t)i;
		words = words_of(code);
		if (!words || i + words > info->count)
			return false;
		if (info->frame_register && (code[1] & 15) == SET_FRAME && code[0] <= offset)
			base = registers->general[info->frame_register] - info->frame_offset * 16;
	}
	for (unsigned i = 0; i < info->count; i += words_of(info->codes + 2 * (size_t)i)) {
		const unsigned char *code = info->codes + 2 * (size_t)i;
		if (code[0] <= offset && !undo(frame, info, code, base, registers))
			return false;
	}
	return true;
}

/* Bytes of an instruction that moves the stack to where the saved registers are; 0: it is another one. */
static unsigned release_size(const unsigned char *code)
{
	if (code[0] == 0x48 && code[2] == 0xc4)
		return code[1] == 0x81 ? 7 : code[1] == 0x83 ? 4 : 0;
	bool is_lea =
	    (code[0] & 0xfe) == 0x48 && code[1] == 0x8d && (code[2] >> 3 & 7) == RSP && (code[2] & 7) != RSP;
	return !is_lea ? 0 : code[2] >> 6 == 1 ? 4 : code[2] >> 6 == 2 ? 7 : 0;
}

static void release(const unsigned char *code, struct hpl_registers *registers)
{
	bool is_short = release_size(code) == 4;
	uint64_t distance = is_short ? (uint64_t)(int64_t)(int8_t)code[3] : (uint64_t)(int64_t)(int32_t)u32(code + 3);
	uint64_t from =
	    code[1] == 0x8d ? registers->general[(code[2] & 7) | (code[0] & 1) << 3] : registers->general[RSP];
	registers->general[RSP] = from + distance;
}

/* Whether an epilogue ends with the instruction: a return, or a jump out of the function. */
static bool is_end(const struct hpl_frame *frame, const unsigned char *code, uint64_t at, uint64_t end)
{
	uint64_t to = at;
	code += (code[0] & 0xf0) == 0x40; /* a prefix that means nothing here */
	if (code[0] == 0xc3 || code[0] == 0xc2 || (code[0] == 0xf3 && code[1] == 0xc3))
		return true;
	if (code[0] == 0xff)
		return code[1] == 0x25 || (code[1] & 0xf8) == 0xe0;
	if (code[0] == 0xeb)
		to += 2 + (uint64_t)(int64_t)(int8_t)code[1];
	else if (code[0] == 0xe9)
		to += 5 + (uint64_t)(int64_t)(int32_t)u32(code + 1);
	else
		return false;
	return to < frame->start || to >= end;
}

/* Does what is left of an epilogue, up to its end. False if the thread is in none; then nothing has changed. */
static bool finish(const struct hpl_frame *frame, uint64_t end, struct hpl_registers *registers)
{
	enum { WINDOW = 40, LONGEST = 8 };
	unsigned char code[WINDOW + LONGEST];
	struct hpl_registers after = *registers;
	hpl_fill(code, 0, sizeof code);
	if (!hpl_read(frame->process, frame->pc, code, WINDOW)) /* the last page of the code ends before */
		for (unsigned i = 0; i < WINDOW && hpl_read(frame->process, frame->pc + i, code + i, 1);)
			i++;
	unsigned at = release_size(code);
	if (at)
		release(code, &after);
	while (at < WINDOW) {
		bool extended = (code[at] & 0xf0) == 0x40 && (code[at + 1] & 0xf8) == 0x58;
		unsigned char pop = code[at + extended];
		if ((pop & 0xf8) != 0x58)
			break;
		if (!load(frame, after.general[RSP],
		          &after.general[(pop & 7) | (extended ? (code[at] & 1) << 3 : 0)]))
			return false;
		after.general[RSP] += 8;
		at += 1 + extended;
	}
	if (at >= WINDOW || !is_end(frame, code + at, frame->pc + at, end))
		return false;
	*registers = after;
	return true;
}

bool hpl_unwind_x64(struct hpl_frame *frame, uint32_t end, struct hpl_registers *registers)
{
	struct info info;
	uint64_t offset = frame->pc - frame->start;
	bool finished = false;
	uint32_t unwind = frame->unwind;
	registers->general[RSP] = registers->sp;
	for (unsigned i = 0; i < CHAIN; i++) {
		if (!read_info(frame, unwind, &info))
			return false;
		if (i == 0 && frame->top && offset >= info.prologue)
			finished = finish(frame, frame->image->start + end, registers);
		if (!finished && !undo_all(frame, &info, i ? UINT64_MAX : offset, registers))
			return false;
		if (!(info.flags & CHAINED)) {
			registers->sp = registers->general[RSP];
			if (!load(frame, registers->sp, &registers->pc))
				return false;
			registers->general[RSP] = registers->sp += 8;
			return true;
		}
		frame->start = frame->image->start + u32(info.first);
		unwind = u32(info.first + 8);
	}
	return false;
}
