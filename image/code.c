/*
 * Machine code in an image. Import thunks and padding are known by their bytes; instructions by LLVM.
 */
#include "image/code.h"

#include "image/code_shim.h"

#include <stdlib.h>
#include <string.h>

enum { REGISTERS = 32 };

struct hp_code {
	const struct hp_pe *pe;
	struct hp_shim_decoder *decoder;
	uint32_t pages[REGISTERS]; /* ARM64: what adrp last put into each register; 0: nothing */
};

/* x86 `jmp [slot]`, x64 `jmp [rip+slot]` with or without REX.W; ARM64 `adrp x16; ldr x16, [x16, …]; br x16`. */
bool hp_code_is_thunk(const struct hp_pe *pe, uint32_t address)
{
	const unsigned char *bytes = hp_pe_bytes(pe, address, pe->machine == HP_PE_ARM64 ? 12 : 6);
	if (!bytes)
		return false;
	if (pe->machine == HP_PE_ARM64)
		return (bytes[0] & 0x1f) == 16 && (bytes[3] & 0x9f) == 0x90 && bytes[4] == 0x10 &&
		       (bytes[5] & 3) == 2 && (bytes[6] & 0xc0) == 0x40 && bytes[7] == 0xf9 &&
		       memcmp(bytes + 8, "\0\2\x1f\xd6", 4) == 0;
	bool wide = pe->machine == HP_PE_X64 && bytes[0] == 0x48;
	return bytes[wide] == 0xff && bytes[wide + 1] == 0x25;
}

uint32_t hp_code_room(const struct hp_pe *pe, uint32_t address, uint32_t limit)
{
	static const unsigned char nop[] = {0x1f, 0x20, 0x03, 0xd5}, trap[] = {0x00, 0x00, 0x3e, 0xd4};
	const struct hp_pe_section *section = hp_pe_section_at(pe, address);
	uint32_t room = 0, step = pe->machine == HP_PE_ARM64 ? 4 : 1;
	const unsigned char *bytes;
	while (section && room + step <= limit && room + step <= address - section->address &&
	       (bytes = hp_pe_bytes(pe, address - room - step, step))) {
		if (step == 4 ? memcmp(bytes, nop, 4) != 0 && memcmp(bytes, trap, 4) != 0 &&
		                    memcmp(bytes, "\0\0\0\0", 4) != 0
		              : *bytes != 0xcc && *bytes != 0x90)
			break;
		room += step;
	}
	return room;
}

struct hp_code *hp_code_new(const struct hp_pe *pe)
{
	struct hp_code *code = malloc(sizeof *code);
	if (!code)
		return NULL;
	const char *triple = pe->machine == HP_PE_X86   ? "i686-pc-windows-msvc"
	                     : pe->machine == HP_PE_X64 ? "x86_64-pc-windows-msvc"
	                                                : "aarch64-pc-windows-msvc";
	*code = (struct hp_code){.pe = pe, .decoder = hp_shim_decoder_new(triple)};
	if (code->decoder)
		return code;
	free(code);
	return NULL;
}

void hp_code_free(struct hp_code *code)
{
	if (code)
		hp_shim_decoder_free(code->decoder);
	free(code);
}

/* LLVM gives prefixes like lock as instructions of their own; a processor takes them as part of the next. */
static bool is_prefix(const struct hp_code *code, unsigned char byte)
{
	static const unsigned char prefixes[] = {0xf0, 0xf2, 0xf3, 0x66, 0x67, 0x26, 0x2e, 0x36, 0x3e, 0x64, 0x65};
	return code->pe->machine != HP_PE_ARM64 && memchr(prefixes, byte, sizeof prefixes);
}

struct hp_code_step hp_code_decode(struct hp_code *code, uint32_t address, uint32_t limit)
{
	enum { LONGEST = 15 };
	const unsigned char *bytes = NULL;
	uint32_t size = limit < LONGEST ? limit : LONGEST;
	while (size && !(bytes = hp_pe_bytes(code->pe, address, size)))
		size--;
	struct hp_shim_instruction found = {0};
	uint32_t prefixes = 0;
	while (bytes && prefixes < size) {
		found = hp_shim_decode(code->decoder, bytes + prefixes, size - prefixes, address + prefixes);
		if (found.size != 1 || !is_prefix(code, bytes[prefixes]))
			break;
		prefixes++;
	}
	return (struct hp_code_step){.size = found.size ? prefixes + found.size : 0,
	                             .branches = found.branches,
	                             .call = found.call,
	                             .idle = found.idle,
	                             .moves_stack = found.moves_stack,
	                             .target = (uint32_t)found.target};
}

/* Source: Arm's Architecture Reference Manual, ADRP and ADD (immediate). */
static bool makes_arm64(struct hp_code *code, uint32_t address, const unsigned char *bytes, uint32_t *target)
{
	uint32_t word, page = 0xfff;
	memcpy(&word, bytes, sizeof word);
	unsigned to = word % REGISTERS, from = word >> 5 & (REGISTERS - 1);
	if ((word & 0x9f000000) == 0x90000000) {
		uint32_t pages = (word >> 5 & 0x7ffff) << 2 | (word >> 29 & 3);
		code->pages[to] = (address & ~page) + (pages << 12);
		return false;
	}
	if ((word & 0xffc00000) != 0x91000000 || !code->pages[from])
		return false;
	*target = code->pages[from] + (word >> 10 & page);
	return true;
}

bool hp_code_makes_address(struct hp_code *code, uint32_t address, uint32_t size, uint32_t *target)
{
	enum { LEA = 7 }; /* bytes of `lea register, [rip+distance]` */
	const unsigned char *bytes = size ? hp_pe_bytes(code->pe, address, size) : NULL;
	uint32_t distance;
	if (bytes && code->pe->machine == HP_PE_ARM64)
		return size == sizeof distance && makes_arm64(code, address, bytes, target);
	if (!bytes || code->pe->machine != HP_PE_X64 || size != LEA || (bytes[0] & 0xfb) != 0x48 ||
	    bytes[1] != 0x8d || (bytes[2] & 0xc7) != 5)
		return false;
	memcpy(&distance, bytes + 3, sizeof distance);
	*target = address + LEA + distance;
	return true;
}

bool hp_code_sets_frame_up(struct hp_code *code, uint32_t address, uint32_t size)
{
	struct hp_code_step step;
	uint32_t at = 0;
	do {
		step = hp_code_decode(code, address + at, size - at);
		at += step.size;
	} while (step.size && step.idle && at < size);
	return step.moves_stack;
}
