/*
 * The start of a function, read with LLVM's disassembler.
 */
#include "prologue.h"

#include "thunk.h"

#include <llvm-c/Disassembler.h>
#include <llvm-c/Target.h>
#include <string.h>

static bool is_filled(const struct hp_pe *pe, uint32_t function, unsigned size)
{
	const unsigned char *pad = function > size ? hp_pe_bytes(pe, function - size, size) : NULL;
	for (unsigned i = 0; pad && i < size; i++)
		if (pad[i] != thunk_fill(pe->machine))
			return false;
	return pad != NULL;
}

bool prologue_has_pad(const struct hp_pe *pe, uint32_t function)
{
	return is_filled(pe, function, thunk_pad_size(pe->machine));
}

bool prologue_has_room(const struct hp_pe *pe, uint32_t function)
{
	return is_filled(pe, function, 16);
}

static const char *triple(enum hp_pe_machine machine)
{
	return machine == HP_PE_X86   ? "i686-pc-windows-msvc"
	       : machine == HP_PE_X64 ? "x86_64-pc-windows-msvc"
	                              : "aarch64-pc-windows-msvc";
}

/* LLVM gives prefixes like lock as instructions of their own; a processor takes them as part of the next. */
static bool is_prefix(enum hp_pe_machine machine, const unsigned char *bytes, size_t size)
{
	static const unsigned char prefixes[] = {0xf0, 0xf2, 0xf3, 0x66, 0x67, 0x26, 0x2e, 0x36, 0x3e, 0x64, 0x65};
	return machine != HP_PE_ARM64 && size == 1 && memchr(prefixes, bytes[0], sizeof prefixes);
}

static LLVMDisasmContextRef open_disassembler(enum hp_pe_machine machine)
{
	LLVMInitializeX86TargetInfo();
	LLVMInitializeX86TargetMC();
	LLVMInitializeX86Disassembler();
	LLVMInitializeAArch64TargetInfo();
	LLVMInitializeAArch64TargetMC();
	LLVMInitializeAArch64Disassembler();
	return LLVMCreateDisasm(triple(machine), NULL, 0, NULL, NULL);
}

unsigned prologue_first(const struct hp_pe *pe, uint32_t function)
{
	enum { LONGEST = 15 };
	char text[256];
	unsigned char copy[LONGEST];
	uint32_t size = LONGEST;
	const unsigned char *bytes = NULL;
	size_t first = 0, more = 0;
	while (size && !(bytes = hp_pe_bytes(pe, function, size)))
		size--;
	LLVMDisasmContextRef context = open_disassembler(pe->machine);
	if (!context || !bytes)
		return 0;
	memcpy(copy, bytes, size);
	do {
		more =
		    LLVMDisasmInstruction(context, copy + first, size - first, function + first, text, sizeof text);
		first += more;
	} while (first < size && more && is_prefix(pe->machine, copy + first - more, more));
	LLVMDisasmDispose(context);
	return more ? (unsigned)first : 0;
}
