/*
 * The frames of x64: what the tables say that a function's prologue has done, undone. Only from within a function's
 * body, where a call may raise; epilogues are not met.
 */
#include "frame.h"

enum { RSP = 4 };

enum { BEGIN, END, UNWIND };

bool frame_covers(uintptr_t image, const uint32_t *entry, uint32_t address)
{
	(void)image;
	return address >= entry[BEGIN] && address < entry[END];
}

struct unwind_info {
	uint8_t version : 3, flags : 5;
	uint8_t prologue, count;
	uint8_t frame_register : 4, frame_offset : 4;
	uint16_t codes[];
};

enum { FLAG_CHAINED = 4, VERSION = 1 };

enum code {
	PUSH = 0,
	ALLOCATE_LARGE = 1,
	ALLOCATE_SMALL = 2,
	SET_FRAME = 3,
	SAVE = 4,
	SAVE_FAR = 5,
	SAVE_XMM = 8,
	SAVE_XMM_FAR = 9,
};

static uint64_t load(uint64_t address)
{
	return *(const uint64_t *)address;
}

/* The number after a code: one word in units, or two. */
static uint64_t operand(const uint16_t *code, bool is_far, unsigned unit)
{
	return is_far ? code[1] | (uint32_t)code[2] << 16 : (uint64_t)code[1] * unit;
}

static void load_xmm(struct context *context, unsigned number, uint64_t address)
{
	context->xmm[number][0] = load(address);
	context->xmm[number][1] = load(address + 8);
}

/* Undoes one step; `base` is the stack as the body has it. Returns how many words the code has. */
static unsigned undo(struct context *context, const struct unwind_info *info, const uint16_t *code, uint64_t base)
{
	unsigned kind = code[0] >> 8 & 15, number = code[0] >> 12;
	uint64_t *stack = &context->gpr[RSP];
	switch (kind) {
	case PUSH:
		context->gpr[number] = load(*stack);
		*stack += 8;
		return 1;
	case ALLOCATE_LARGE:
		*stack += operand(code, number != 0, 8);
		return number ? 3 : 2;
	case ALLOCATE_SMALL:
		*stack += number * 8 + 8;
		return 1;
	case SET_FRAME:
		*stack = context->gpr[info->frame_register] - info->frame_offset * 16;
		return 1;
	case SAVE:
	case SAVE_FAR:
		context->gpr[number] = load(base + operand(code, kind == SAVE_FAR, 8));
		return kind == SAVE ? 2 : 3;
	case SAVE_XMM:
	case SAVE_XMM_FAR:
		load_xmm(context, number, base + operand(code, kind == SAVE_XMM_FAR, 16));
		return kind == SAVE_XMM ? 2 : 3;
	default:
		system_fail("an unwind code of x64 that is not known");
	}
}

void frame_read(struct frame *frame, const uint32_t *entry)
{
	struct context *caller = &frame->caller;
	const struct unwind_info *info = system_at(frame->image, entry[UNWIND]);
	frame->establisher =
	    info->frame_register ? caller->gpr[info->frame_register] - info->frame_offset * 16 : caller->gpr[RSP];
	for (;;) {
		const uint16_t *code = info->codes, *end = code + info->count;
		if (info->version != VERSION)
			system_fail("unwind information of x64 of an unknown version");
		while (code < end)
			code += undo(caller, info, code, frame->establisher);
		const uint32_t *after = (const uint32_t *)(info->codes + (info->count + 1u) / 2 * 2);
		frame->start = entry[BEGIN];
		if (!(info->flags & FLAG_CHAINED)) {
			frame->handles = info->flags;
			frame->handler = info->flags ? (personality)system_at(frame->image, after[0]) : NULL;
			frame->data = after + 1;
			break;
		}
		entry = after;
		info = system_at(frame->image, entry[UNWIND]);
	}
	frame_read_leaf(frame);
}

void frame_read_leaf(struct frame *frame)
{
	struct context *caller = &frame->caller;
	caller->pc = load(caller->gpr[RSP]);
	caller->gpr[RSP] += 8;
}

uintptr_t frame_base(const struct frame *frame)
{
	return frame->establisher;
}

/* struct context: pc, then the registers from 8, the vector registers from 0x88. rax to rdx are not kept by calls. */
__asm__(".text\n"
        ".globl context_capture\n"
        "context_capture:\n"
        "movq (%rsp), %rax\n"
        "movq %rax, (%rcx)\n"
        "leaq 8(%rsp), %rax\n"
        "movq %rax, 0x28(%rcx)\n"
        "movq %rbx, 0x20(%rcx)\n"
        "movq %rbp, 0x30(%rcx)\n"
        "movq %rsi, 0x38(%rcx)\n"
        "movq %rdi, 0x40(%rcx)\n"
        "movq %r12, 0x68(%rcx)\n"
        "movq %r13, 0x70(%rcx)\n"
        "movq %r14, 0x78(%rcx)\n"
        "movq %r15, 0x80(%rcx)\n"
        "movups %xmm6, 0xe8(%rcx)\n"
        "movups %xmm7, 0xf8(%rcx)\n"
        "movups %xmm8, 0x108(%rcx)\n"
        "movups %xmm9, 0x118(%rcx)\n"
        "movups %xmm10, 0x128(%rcx)\n"
        "movups %xmm11, 0x138(%rcx)\n"
        "movups %xmm12, 0x148(%rcx)\n"
        "movups %xmm13, 0x158(%rcx)\n"
        "movups %xmm14, 0x168(%rcx)\n"
        "movups %xmm15, 0x178(%rcx)\n"
        "retq\n"
        ".globl context_restore\n"
        "context_restore:\n"
        "movq %rdx, %rax\n"
        "movq 0x20(%rcx), %rbx\n"
        "movq 0x30(%rcx), %rbp\n"
        "movq 0x38(%rcx), %rsi\n"
        "movq 0x40(%rcx), %rdi\n"
        "movq 0x68(%rcx), %r12\n"
        "movq 0x70(%rcx), %r13\n"
        "movq 0x78(%rcx), %r14\n"
        "movq 0x80(%rcx), %r15\n"
        "movups 0xe8(%rcx), %xmm6\n"
        "movups 0xf8(%rcx), %xmm7\n"
        "movups 0x108(%rcx), %xmm8\n"
        "movups 0x118(%rcx), %xmm9\n"
        "movups 0x128(%rcx), %xmm10\n"
        "movups 0x138(%rcx), %xmm11\n"
        "movups 0x148(%rcx), %xmm12\n"
        "movups 0x158(%rcx), %xmm13\n"
        "movups 0x168(%rcx), %xmm14\n"
        "movups 0x178(%rcx), %xmm15\n"
        "movq 0x28(%rcx), %rsp\n"
        "jmpq *(%rcx)\n");

_Static_assert(offsetof(struct context, gpr) == 8 && offsetof(struct context, xmm) == 0x88, "as the assembly has it");

/* Parts take nothing from the frame's registers. The stack keeps `catching`. */
__asm__(".globl frame_call_part, frame_part_returns\n"
        "frame_call_part:\n"
        ".seh_proc frame_call_part\n"
        "subq $0x38, %rsp\n"
        ".seh_stackalloc 0x38\n"
        ".seh_endprologue\n"
        "movq %r9, 0x20(%rsp)\n"
        "movq %rcx, %rax\n"
        "movq %rdx, %rcx\n"
        "movq %r8, %rdx\n"
        "callq *%rax\n"
        "frame_part_returns:\n"
        "nop\n"
        "addq $0x38, %rsp\n"
        "retq\n"
        ".seh_endproc\n");

struct catching *frame_part_catching(const struct context *context)
{
	return (struct catching *)load(context->gpr[RSP] + 0x20);
}
