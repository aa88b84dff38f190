/*
 * The frames of ARM64: what the tables, full or packed, say that a function's prologue has done, undone. Only from
 * within a function's body, where a call may raise; epilogues are not met.
 */
#include "frame.h"

enum { X19 = 19, FP = 29, LR = 30, D8 = 8 };

enum { BEGIN, UNWIND };

/* The kind of the second word of an entry: an address of a record, or all there is in itself. */
enum { FULL = 0, PACKED = 1 };

static uint32_t bits(uint32_t word, unsigned first, unsigned count)
{
	return word >> first & ((1u << count) - 1);
}

bool frame_covers(uintptr_t image, const uint32_t *entry, uint32_t address)
{
	uint32_t unwind = entry[UNWIND];
	uint32_t length = bits(unwind, 0, 2) == FULL ? bits(*(const uint32_t *)system_at(image, unwind), 0, 18)
	                                             : bits(unwind, 2, 11);
	return address >= entry[BEGIN] && address < entry[BEGIN] + length * 4;
}

static uint64_t load(uint64_t address)
{
	return *(const uint64_t *)address;
}

static void load_x(struct context *context, unsigned first, unsigned count, uint64_t offset)
{
	if (first + count > 31)
		system_fail("an unwind code of ARM64 with a register that does not exist");
	for (unsigned i = 0; i < count; i++)
		context->x[first + i] = load(context->sp + offset + 8 * i);
}

static void load_d(struct context *context, unsigned first, unsigned count, uint64_t offset)
{
	for (unsigned i = 0; i < count; i++)
		context->d[first + i] = load(context->sp + offset + 8 * i);
}

/*
 * Two bytes that say which registers were saved where, some after the stack was moved for them. A pair has `pair`
 * registers, with those after it.
 */
static void undo_save(struct context *context, uint32_t code, unsigned pair)
{
	unsigned number = bits(code, 6, 4), pushed = bits(code, 5, 4);
	uint64_t offset = bits(code, 0, 6) * 8, size = 0;
	if (code < 0xcc00) {
		load_x(context, X19 + number, pair, offset);
	} else if (code < 0xd000) {
		load_x(context, X19 + number, pair, 0);
		size = offset + 8;
	} else if (code < 0xd400) {
		load_x(context, X19 + number, 1, offset);
	} else if (code < 0xd600) {
		load_x(context, X19 + pushed, 1, 0);
		size = bits(code, 0, 5) * 8 + 8;
	} else if (code < 0xd800) {
		load_x(context, X19 + 2 * bits(code, 6, 3), 1, offset);
		load_x(context, LR, 1, offset + 8);
	} else if (code < 0xda00) {
		load_d(context, D8 + bits(code, 6, 3), pair, offset);
	} else if (code < 0xdc00) {
		load_d(context, D8 + bits(code, 6, 3), pair, 0);
		size = offset + 8;
	} else if (code < 0xde00) {
		load_d(context, D8 + bits(code, 6, 3), 1, offset);
	} else {
		load_d(context, D8 + bits(code, 5, 3), 1, 0);
		size = bits(code, 0, 5) * 8 + 8;
	}
	context->sp += size;
}

enum { ALLOCATE_LARGE = 0xe0, SET_FRAME, ADD_FRAME, NOP, END, SAVE_NEXT = 0xe6 };

/* Undoes one step, and returns how many bytes its code has. */
static unsigned undo(struct context *context, const uint8_t *code, unsigned pair)
{
	uint32_t first = code[0];
	if (first < 0x20) {
		context->sp += first * 16;
	} else if (first < 0x40) {
		load_x(context, X19, pair, 0);
		context->sp += bits(first, 0, 5) * 8;
	} else if (first < 0x80) {
		load_x(context, FP, 2, bits(first, 0, 6) * 8);
	} else if (first < 0xc0) {
		load_x(context, FP, 2, 0);
		context->sp += bits(first, 0, 6) * 8 + 8;
	} else if (first < 0xc8) {
		context->sp += bits(first << 8 | code[1], 0, 11) * 16;
		return 2;
	} else if (first < 0xdf) {
		undo_save(context, first << 8 | code[1], pair);
		return 2;
	} else if (first == ALLOCATE_LARGE) {
		context->sp += (uint64_t)(code[1] << 16 | code[2] << 8 | code[3]) * 16;
		return 4;
	} else if (first == SET_FRAME) {
		context->sp = context->x[FP];
	} else if (first == ADD_FRAME) {
		context->sp = context->x[FP] - code[1] * 8u;
		return 2;
	} else if (first != NOP && first != SAVE_NEXT) {
		system_fail("an unwind code of ARM64 that is not known");
	}
	return 1;
}

static void read_full(struct frame *frame, const uint32_t *record)
{
	uint32_t words = bits(record[0], 27, 5), epilogues = bits(record[0], 22, 5), header = 1;
	bool has_handler = bits(record[0], 20, 1), one_epilogue = bits(record[0], 21, 1);
	if (bits(record[0], 18, 2) != 0)
		system_fail("unwind information of ARM64 of an unknown version");
	if (!words && !epilogues) {
		epilogues = bits(record[1], 0, 16);
		words = bits(record[1], 16, 8);
		header = 2;
	}
	const uint32_t *codes = record + header + (one_epilogue ? 0 : epilogues);
	const uint8_t *code = (const uint8_t *)codes;
	for (unsigned pair = 2; *code != END;) {
		unsigned next = *code == SAVE_NEXT ? pair + 2 : 2; /* it comes before the pair that it belongs to */
		code += undo(&frame->caller, code, pair);
		pair = next;
	}
	frame->handles = has_handler ? HANDLES_EXCEPTION | HANDLES_UNWIND : 0;
	frame->handler = has_handler ? (personality)system_at(frame->image, codes[words]) : NULL;
	frame->data = codes + words + 1;
}

/* A frame of the usual form: variables, above them the registers, above them room for the arguments. */
static void read_packed(struct frame *frame, uint32_t word)
{
	enum { NO_FRAME, SAVES_LR, SIGNED, CHAINED };
	struct context *caller = &frame->caller;
	uint32_t integers = bits(word, 16, 4), doubles = bits(word, 13, 3), kind = bits(word, 21, 2);
	uint64_t size = bits(word, 23, 9) * 16;
	if (doubles)
		doubles++; /* one alone is never saved in this form */
	uint64_t integer_size = 8 * (integers + (kind == SAVES_LR)), saved = integer_size + 8 * doubles;
	saved = (saved + (bits(word, 20, 1) ? 64 : 0) + 15) & ~(uint64_t)15;
	if (bits(word, 0, 2) != PACKED || kind == SIGNED || saved > size)
		system_fail("packed unwind information of ARM64 of an unknown kind");
	if (kind == CHAINED) {
		caller->sp = caller->x[FP];
		load_x(caller, FP, 2, 0);
	}
	caller->sp += size - saved;
	load_x(caller, X19, integers, 0);
	if (kind == SAVES_LR)
		load_x(caller, LR, 1, 8 * integers);
	load_d(caller, D8, doubles, integer_size);
	caller->sp += saved;
}

void frame_read(struct frame *frame, const uint32_t *entry)
{
	frame->start = entry[BEGIN];
	if (bits(entry[UNWIND], 0, 2) == FULL)
		read_full(frame, system_at(frame->image, entry[UNWIND]));
	else
		read_packed(frame, entry[UNWIND]);
	frame_read_leaf(frame);
}

/* A frame is known by the caller's stack. */
void frame_read_leaf(struct frame *frame)
{
	frame->caller.pc = frame->caller.x[LR];
	frame->establisher = frame->caller.sp;
}

uintptr_t frame_base(const struct frame *frame)
{
	return frame->context.x[FP];
}

/* struct context: pc, sp, then the registers from 0x10, the low halves of the vector registers from 0x110. */
__asm__(".text\n"
        ".p2align 2\n"
        ".globl context_capture\n"
        "context_capture:\n"
        "mov x9, sp\n"
        "stp x30, x9, [x0]\n"
        "stp x19, x20, [x0, #0xa8]\n"
        "stp x21, x22, [x0, #0xb8]\n"
        "stp x23, x24, [x0, #0xc8]\n"
        "stp x25, x26, [x0, #0xd8]\n"
        "stp x27, x28, [x0, #0xe8]\n"
        "stp x29, x30, [x0, #0xf8]\n"
        "stp d8, d9, [x0, #0x150]\n"
        "stp d10, d11, [x0, #0x160]\n"
        "stp d12, d13, [x0, #0x170]\n"
        "stp d14, d15, [x0, #0x180]\n"
        "ret\n"
        ".globl context_restore\n"
        "context_restore:\n"
        "ldp x19, x20, [x0, #0xa8]\n"
        "ldp x21, x22, [x0, #0xb8]\n"
        "ldp x23, x24, [x0, #0xc8]\n"
        "ldp x25, x26, [x0, #0xd8]\n"
        "ldp x27, x28, [x0, #0xe8]\n"
        "ldp x29, x30, [x0, #0xf8]\n"
        "ldp d8, d9, [x0, #0x150]\n"
        "ldp d10, d11, [x0, #0x160]\n"
        "ldp d12, d13, [x0, #0x170]\n"
        "ldp d14, d15, [x0, #0x180]\n"
        "ldp x10, x9, [x0]\n"
        "mov sp, x9\n"
        "mov x0, x1\n"
        "br x10\n");

_Static_assert(offsetof(struct context, x) == 0x10 && offsetof(struct context, d) == 0x110, "as the assembly has it");

/* Parts have the frame's registers; those of C++ have the address of the frame at the top of the stack. */
__asm__(".globl frame_call_part, frame_part_returns\n"
        "frame_call_part:\n"
        ".seh_proc frame_call_part\n"
        "stp x29, x30, [sp, #-0x60]!\n"
        ".seh_save_fplr_x 0x60\n"
        "stp x19, x20, [sp, #0x10]\n"
        ".seh_save_regp x19, 0x10\n"
        "stp x21, x22, [sp, #0x20]\n"
        ".seh_save_regp x21, 0x20\n"
        "stp x23, x24, [sp, #0x30]\n"
        ".seh_save_regp x23, 0x30\n"
        "stp x25, x26, [sp, #0x40]\n"
        ".seh_save_regp x25, 0x40\n"
        "stp x27, x28, [sp, #0x50]\n"
        ".seh_save_regp x27, 0x50\n"
        "sub sp, sp, #0x10\n"
        ".seh_stackalloc 0x10\n"
        ".seh_endprologue\n"
        "stp x2, x3, [sp]\n"
        "ldp x19, x20, [x4, #0xa8]\n"
        "ldp x21, x22, [x4, #0xb8]\n"
        "ldp x23, x24, [x4, #0xc8]\n"
        "ldp x25, x26, [x4, #0xd8]\n"
        "ldp x27, x28, [x4, #0xe8]\n"
        "ldr x29, [x4, #0xf8]\n"
        "mov x9, x0\n"
        "mov x0, x1\n"
        "mov x1, x2\n"
        "blr x9\n"
        "frame_part_returns:\n"
        ".seh_startepilogue\n"
        "add sp, sp, #0x10\n"
        ".seh_stackalloc 0x10\n"
        "ldp x27, x28, [sp, #0x50]\n"
        ".seh_save_regp x27, 0x50\n"
        "ldp x25, x26, [sp, #0x40]\n"
        ".seh_save_regp x25, 0x40\n"
        "ldp x23, x24, [sp, #0x30]\n"
        ".seh_save_regp x23, 0x30\n"
        "ldp x21, x22, [sp, #0x20]\n"
        ".seh_save_regp x21, 0x20\n"
        "ldp x19, x20, [sp, #0x10]\n"
        ".seh_save_regp x19, 0x10\n"
        "ldp x29, x30, [sp], #0x60\n"
        ".seh_save_fplr_x 0x60\n"
        ".seh_endepilogue\n"
        "ret\n"
        ".seh_endproc\n");

struct catching *frame_part_catching(const struct context *context)
{
	return (struct catching *)load(context->sp + 8);
}
