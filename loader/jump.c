/*
 * Jumps in bytes.
 *
 * x86, x64: near  jmp rel32 at f-5,           jmp f-5 at f
 * x64:      far   jmp [rip], address at f-14, jmp f-14 at f
 * ARM64:          b at f
 * stubs:    x64   jmp [rip], address; ARM64: ldr x16, .+8; br x16; address
 */
#include "loader/jump.h"

#include "loader/bytes.h"

enum { NEAR_PAD = 5, FAR_PAD = 14, SHORT = 2, BRANCH = 4 };

static const unsigned char far_jump[] = {0xff, 0x25, 0, 0, 0, 0};
static const unsigned char load_and_branch[] = {0x50, 0x00, 0x00, 0x58, 0x00, 0x02, 0x1f, 0xd6};

bool hpl_jump_sizes(enum hpl_machine machine, uint64_t room, struct hpl_jump *jump)
{
	jump->first_size = machine == HPL_ARM64 ? BRANCH : SHORT;
	jump->pad_size = machine == HPL_ARM64 ? 0 : machine == HPL_X64 && room >= FAR_PAD ? FAR_PAD : NEAR_PAD;
	return room >= jump->pad_size;
}

bool hpl_jump_is_far(enum hpl_machine machine, const struct hpl_jump *jump)
{
	return machine == HPL_X86 || jump->pad_size == FAR_PAD;
}

uint64_t hpl_jump_reach(enum hpl_machine machine)
{
	return machine == HPL_ARM64 ? ((uint64_t)1 << 27) - 4096 : ((uint64_t)1 << 31) - 4096;
}

bool hpl_jump_reaches(enum hpl_machine machine, const struct hpl_jump *jump, uint64_t function, uint64_t to)
{
	uint64_t distance = to > function ? to - function : function - to;
	return hpl_jump_is_far(machine, jump) || distance < hpl_jump_reach(machine);
}

void hpl_jump_encode(enum hpl_machine machine, struct hpl_jump *jump, uint64_t function, uint64_t to)
{
	uint64_t distance = to - function; /* a near jump is relative to its end, which is the function */
	if (machine == HPL_ARM64) {
		uint32_t branch = 0x14000000 | ((uint32_t)(distance >> 2) & 0x3ffffff);
		hpl_copy(jump->first, &branch, BRANCH);
		return;
	}
	jump->first[0] = 0xeb;
	jump->first[1] = (unsigned char)(0x100 - SHORT - jump->pad_size);
	if (jump->pad_size == FAR_PAD) {
		hpl_copy(jump->pad, far_jump, sizeof far_jump);
		hpl_copy(jump->pad + sizeof far_jump, &to, 8);
	} else {
		jump->pad[0] = 0xe9;
		hpl_copy(jump->pad + 1, &distance, 4);
	}
}

bool hpl_jump_same(const struct hpl_jump *left, const struct hpl_jump *right)
{
	return hpl_same(left->pad, right->pad, left->pad_size) &&
	       hpl_same(left->first, right->first, left->first_size);
}

void hpl_jump_stub(enum hpl_machine machine, uint64_t to, unsigned char bytes[HPL_JUMP_STUB])
{
	bool arm64 = machine == HPL_ARM64;
	size_t size = arm64 ? sizeof load_and_branch : sizeof far_jump;
	hpl_fill(bytes, 0xcc, HPL_JUMP_STUB);
	hpl_copy(bytes, arm64 ? load_and_branch : far_jump, size);
	hpl_copy(bytes + size, &to, 8);
}

uint64_t hpl_jump_target(enum hpl_machine machine, const struct hpl_jump *jump, uint64_t function)
{
	struct hpl_jump ours = *jump;
	uint64_t to = 0;
	if (machine == HPL_ARM64) {
		uint32_t branch;
		hpl_copy(&branch, jump->first, BRANCH);
		to = function + (uint64_t)((int64_t)((uint64_t)branch << 38) >> 36);
	} else if (jump->pad_size == FAR_PAD) {
		hpl_copy(&to, jump->pad + sizeof far_jump, 8);
	} else {
		uint32_t distance;
		hpl_copy(&distance, jump->pad + 1, 4);
		to = function + (uint64_t)(int64_t)(int32_t)distance;
		to = machine == HPL_X86 ? (uint32_t)to : to;
	}
	hpl_jump_encode(machine, &ours, function, to);
	return hpl_jump_same(&ours, jump) ? to : 0;
}

uint64_t hpl_jump_stub_target(enum hpl_machine machine, const unsigned char *bytes)
{
	bool arm64 = machine == HPL_ARM64;
	size_t size = arm64 ? sizeof load_and_branch : sizeof far_jump;
	uint64_t to = 0;
	if (machine == HPL_X86 || !hpl_same(bytes, arm64 ? load_and_branch : far_jump, size))
		return 0;
	hpl_copy(&to, bytes + size, 8);
	return to;
}
