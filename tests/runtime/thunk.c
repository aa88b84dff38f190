/*
 * The two jumps that redirect a function.
 *
 * x86:   jmp rel32 at f-5,                    jmp f-5 at f
 * x64:   jmp [rip], address at f-14,          jmp f-14 at f
 * ARM64: ldr x16, .+8; br x16; address, f-16, b f-16 at f
 */
#include "thunk.h"

#include <string.h>

struct form {
	unsigned pad, jump;
	unsigned char fill, opcode[8], opcode_size, short_jump[THUNK_JUMP];
};

static const struct form forms[] = {
    {5, 2, 0xcc, {0xe9}, 1, {0xeb, 0xf9}},
    {14, 2, 0xcc, {0xff, 0x25, 0, 0, 0, 0}, 6, {0xeb, 0xf0}},
    {16, 4, 0x00, {0x50, 0x00, 0x00, 0x58, 0x00, 0x02, 0x1f, 0xd6}, 8, {0xfc, 0xff, 0xff, 0x17}},
};

static const struct form *form(enum hp_pe_machine machine)
{
	return &forms[machine == HP_PE_X86 ? 0 : machine == HP_PE_X64 ? 1 : 2];
}

unsigned thunk_pad_size(enum hp_pe_machine machine)
{
	return form(machine)->pad;
}

unsigned thunk_jump_size(enum hp_pe_machine machine)
{
	return form(machine)->jump;
}

unsigned char thunk_fill(enum hp_pe_machine machine)
{
	return form(machine)->fill;
}

void thunk_long(enum hp_pe_machine machine, uint64_t function, uint64_t target, unsigned char bytes[THUNK_PAD])
{
	const struct form *shape = form(machine);
	uint64_t operand =
	    machine == HP_PE_X86 ? target - function : target; /* x86: relative to the end, which is f */
	memcpy(bytes, shape->opcode, shape->opcode_size);
	memcpy(bytes + shape->opcode_size, &operand, shape->pad - shape->opcode_size);
}

void thunk_short(enum hp_pe_machine machine, unsigned char bytes[THUNK_JUMP])
{
	memcpy(bytes, form(machine)->short_jump, THUNK_JUMP);
}

bool thunk_is_long(enum hp_pe_machine machine, const unsigned char *bytes)
{
	return memcmp(bytes, form(machine)->opcode, form(machine)->opcode_size) == 0;
}
