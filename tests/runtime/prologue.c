/*
 * The start of a function, read with LLVM's disassembler.
 */
#include "prologue.h"

#include "thunk.h"

#include <llvm-c/Disassembler.h>
#include <llvm-c/Target.h>

bool prologue_has_pad(const struct pe *pe, uint32_t function)
{
	unsigned size = thunk_pad_size(pe->machine);
	const unsigned char *pad = function > size ? pe_bytes(pe, function - size, size) : NULL;
	for (unsigned i = 0; pad && i < size; i++)
		if (pad[i] != thunk_fill(pe->machine))
			return false;
	return pad != NULL;
}

static const char *triple(enum pe_machine machine)
{
	return machine == PE_X86   ? "i686-pc-windows-msvc"
	       : machine == PE_X64 ? "x86_64-pc-windows-msvc"
	                           : "aarch64-pc-windows-msvc";
}

unsigned prologue_first(const struct pe *pe, uint32_t function)
{
	enum { LONGEST = 15 };
	char text[256];
	uint32_t size = LONGEST;
	const unsigned char *bytes = NULL;
	while (size && !(bytes = pe_bytes(pe, function, size)))
		size--;
	LLVMInitializeX86TargetInfo();
	LLVMInitializeX86TargetMC();
	LLVMInitializeX86Disassembler();
	LLVMInitializeAArch64TargetInfo();
	LLVMInitializeAArch64TargetMC();
	LLVMInitializeAArch64Disassembler();
	LLVMDisasmContextRef context = LLVMCreateDisasm(triple(pe->machine), NULL, 0, NULL, NULL);
	unsigned char copy[LONGEST];
	for (uint32_t i = 0; bytes && i < size; i++)
		copy[i] = bytes[i];
	size_t first = context && bytes ? LLVMDisasmInstruction(context, copy, size, function, text, sizeof text) : 0;
	if (context)
		LLVMDisasmDispose(context);
	return (unsigned)first;
}
