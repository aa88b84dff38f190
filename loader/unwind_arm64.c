/*
 * Frames of ARM64: what a function's prologue has done is undone, by its record or by the entry alone. A thread that
 * stands in a prologue or an epilogue is met again later. Source: Microsoft, "ARM64 exception handling".
 */
#include "loader/unwind.h"

enum {
	X19 = 19,
	FP = 29,
	LR = 30,
	REGISTERS = 31,
	ENDS = 16 * 4 /* bytes of the longest packed prologue, and more */
};

/* The kind of the second word of an entry: an address of a record, or all there is in itself. */
enum { FULL = 0, PACKED = 1 };

static uint32_t bits(uint32_t word, unsigned first, unsigned count)
{
	return word >> first & ((1u << count) - 1);
}

static bool load_x(const struct hpl_frame *frame, struct hpl_registers *registers, unsigned first, unsigned count,
                   uint64_t offset)
{
	return first + count <= REGISTERS && (!count || hpl_read(frame->process, registers->sp + offset,
	                                                         &registers->general[first], 8 * (size_t)count));
}

/* Two bytes that say which registers were saved where, some after the stack was moved for them. A pair has `pair`
 * registers, with those after it. Registers of floating point do not matter. */
static bool undo_save(const struct hpl_frame *frame, struct hpl_registers *registers, uint32_t code, unsigned pair)
{
	unsigned number = bits(code, 6, 4), pushed = bits(code, 5, 4);
	uint64_t offset = bits(code, 0, 6) * 8, size = 0;
	bool done = true;
	if (code < 0xcc00) {
		done = load_x(frame, registers, X19 + number, pair, offset);
	} else if (code < 0xd000) {
		done = load_x(frame, registers, X19 + number, pair, 0);
		size = offset + 8;
	} else if (code < 0xd400) {
		done = load_x(frame, registers, X19 + number, 1, offset);
	} else if (code < 0xd600) {
		done = load_x(frame, registers, X19 + pushed, 1, 0);
		size = bits(code, 0, 5) * 8 + 8;
	} else if (code < 0xd800) {
		done = load_x(frame, registers, X19 + 2 * bits(code, 6, 3), 1, offset) &&
		       load_x(frame, registers, LR, 1, offset + 8);
	} else if (code >= 0xda00 && code < 0xdc00) {
		size = offset + 8;
	} else if (code >= 0xde00) {
		size = bits(code, 0, 5) * 8 + 8;
	}
	registers->sp += size;
	return done;
}

enum {
	LARGE = 0xe0,
	SET_FRAME = 0xe1,
	ADD_FRAME = 0xe2,
	NOP = 0xe3,
	END = 0xe4,
	END_CHAINED = 0xe5,
	SAVE_NEXT = 0xe6,
	SIGN_LR = 0xfc
};

/* Undoes one step; *size is how many bytes its code has. */
static bool undo(const struct hpl_frame *frame, struct hpl_registers *registers, const unsigned char *code,
                 unsigned pair, unsigned *size)
{
	uint32_t first = code[0];
	*size = 1;
	if (first < 0x20) {
		registers->sp += first * 16;
	} else if (first < 0x40) {
		bool done = load_x(frame, registers, X19, pair, 0);
		registers->sp += bits(first, 0, 5) * 8;
		return done;
	} else if (first < 0x80) {
		return load_x(frame, registers, FP, 2, bits(first, 0, 6) * 8);
	} else if (first < 0xc0) {
		bool done = load_x(frame, registers, FP, 2, 0);
		registers->sp += bits(first, 0, 6) * 8 + 8;
		return done;
	} else if (first < 0xc8) {
		registers->sp += bits(first << 8 | code[1], 0, 11) * 16;
		*size = 2;
	} else if (first < 0xdf) {
		*size = 2;
		return undo_save(frame, registers, first << 8 | code[1], pair);
	} else if (first == LARGE) {
		registers->sp += (uint64_t)(code[1] << 16 | code[2] << 8 | code[3]) * 16;
		*size = 4;
	} else if (first == SET_FRAME) {
		registers->sp = registers->general[FP];
	} else if (first == ADD_FRAME) {
		registers->sp = registers->general[FP] - code[1] * 8u;
		*size = 2;
	} else {
		return first == NOP || first == SAVE_NEXT || first == SIGN_LR || first == END_CHAINED;
	}
	return true;
}

enum { CODES = 255 * 4 };

/* Instructions of a prologue, as many as it has codes. */
static unsigned count_codes(const unsigned char *codes, unsigned size)
{
	unsigned count = 0;
	for (unsigned at = 0; at < size && codes[at] != END; count++)
		at += codes[at] >= 0xc0 && codes[at] < 0xdf ? 2
		      : codes[at] == LARGE                  ? 4
		      : codes[at] == ADD_FRAME              ? 2
		                                            : 1;
	return count;
}

static bool read_full(const struct hpl_frame *frame, struct hpl_registers *registers)
{
	uint32_t record[2], scope, header = 4;
	unsigned char codes[CODES + 4] = {0};
	uint64_t at = frame->image->start + frame->unwind, offset = frame->pc - frame->start;
	if (!hpl_read(frame->process, at, record, sizeof record) || bits(record[0], 18, 2))
		return false;
	uint32_t words = bits(record[0], 27, 5), epilogues = bits(record[0], 22, 5),
	         length = bits(record[0], 0, 18) * 4;
	bool one_epilogue = bits(record[0], 21, 1);
	if (!words && !epilogues) {
		epilogues = bits(record[1], 0, 16);
		words = bits(record[1], 16, 8);
		header = 8;
	}
	uint64_t scopes = at + header, first = scopes + (one_epilogue ? 0 : epilogues * 4);
	if (!hpl_read(frame->process, first, codes, words * 4))
		return false;
	unsigned steps = count_codes(codes, words * 4);
	if (frame->top && (offset < steps * 4 || (one_epilogue && offset + (steps + 2) * 4 > length)))
		return false;
	for (uint32_t i = 0; frame->top && !one_epilogue && i < epilogues; i++)
		if (!hpl_read(frame->process, scopes + i * 4, &scope, sizeof scope) ||
		    offset - bits(scope, 0, 18) * 4 < (steps + 2) * 4)
			return false;
	for (unsigned place = 0, pair = 2, size; place < words * 4 && codes[place] != END; place += size) {
		unsigned next =
		    codes[place] == SAVE_NEXT ? pair + 2 : 2; /* it comes before the pair that it belongs to */
		if (!undo(frame, registers, codes + place, pair, &size))
			return false;
		pair = next;
	}
	return true;
}

/* A frame of the usual form: variables, above them the registers, above them room for the arguments. */
static bool read_packed(const struct hpl_frame *frame, struct hpl_registers *registers)
{
	enum { NO_FRAME, SAVES_LR, SIGNED, CHAINED };
	uint32_t word = frame->unwind, integers = bits(word, 16, 4), doubles = bits(word, 13, 3),
	         kind = bits(word, 21, 2);
	uint64_t size = bits(word, 23, 9) * 16, offset = frame->pc - frame->start, length = bits(word, 2, 11) * 4;
	if (frame->top && (offset < ENDS || offset + ENDS > length))
		return false;
	doubles += doubles != 0; /* one alone is never saved in this form */
	uint64_t saved = 8 * ((uint64_t)integers + (kind == SAVES_LR) + doubles);
	saved = (saved + (bits(word, 20, 1) ? 64 : 0) + 15) & ~(uint64_t)15;
	if (saved > size)
		return false;
	if (kind == CHAINED || kind == SIGNED) {
		registers->sp = registers->general[FP];
		if (!load_x(frame, registers, FP, 2, 0))
			return false;
	}
	registers->sp += size - saved;
	bool done = load_x(frame, registers, X19, integers, 0) &&
	            (kind != SAVES_LR || load_x(frame, registers, LR, 1, 8 * (uint64_t)integers));
	registers->sp += saved;
	return done;
}

bool hpl_unwind_arm64_covers(const struct hpl_frame *frame, uint64_t distance)
{
	uint32_t first, kind = bits(frame->unwind, 0, 2);
	if (kind != FULL)
		return distance < bits(frame->unwind, 2, 11) * 4;
	return hpl_read(frame->process, frame->image->start + frame->unwind, &first, sizeof first) &&
	       distance < bits(first, 0, 18) * 4;
}

bool hpl_unwind_arm64(struct hpl_frame *frame, struct hpl_registers *registers)
{
	uint32_t kind = bits(frame->unwind, 0, 2);
	if (kind > PACKED || !(kind == FULL ? read_full(frame, registers) : read_packed(frame, registers)))
		return false;
	registers->pc = registers->general[LR];
	return true;
}
