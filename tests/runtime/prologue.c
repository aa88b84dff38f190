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

/* A walk through code, and where its present instruction leads. */
struct walk {
	uint64_t target;
	bool leads;
};

/* LLVM's disassembler asks it for the names of addresses. */
static const char *note_target(void *self, uint64_t value, uint64_t *type, uint64_t at, const char **name)
{
	struct walk *walk = self;
	(void)at;
	walk->leads |= *type == LLVMDisassembler_ReferenceType_In_Branch;
	walk->target = value;
	*type = LLVMDisassembler_ReferenceType_InOut_None;
	*name = NULL;
	return NULL;
}

static LLVMDisasmContextRef open_disassembler(enum hp_pe_machine machine, struct walk *walk)
{
	LLVMInitializeX86TargetInfo();
	LLVMInitializeX86TargetMC();
	LLVMInitializeX86Disassembler();
	LLVMInitializeAArch64TargetInfo();
	LLVMInitializeAArch64TargetMC();
	LLVMInitializeAArch64Disassembler();
	return LLVMCreateDisasm(triple(machine), walk, 0, NULL, note_target);
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
	struct walk walk = {0};
	LLVMDisasmContextRef context = open_disassembler(pe->machine, &walk);
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

/* A call of the function itself begins it anew, as a call from elsewhere does. */
static bool is_call(const char *text)
{
	text += strspn(text, " \t");
	return strncmp(text, "call", 4) == 0 || strncmp(text, "bl\t", 3) == 0 || strncmp(text, "bl ", 3) == 0;
}

bool prologue_is_jumped_to(const struct hp_pe *pe, uint32_t function, uint32_t end)
{
	char text[256];
	struct walk walk = {0};
	const unsigned char *bytes = hp_pe_bytes(pe, function, end - function);
	LLVMDisasmContextRef context = open_disassembler(pe->machine, &walk);
	bool found = false;
	for (uint32_t at = function; context && bytes && at < end && !found;) {
		unsigned char copy[16] = {0};
		size_t size = end - at < sizeof copy ? end - at : sizeof copy;
		memcpy(copy, bytes + (at - function), size);
		walk = (struct walk){0};
		size_t length = LLVMDisasmInstruction(context, copy, size, at, text, sizeof text);
		found = length && walk.leads && !is_call(text) && walk.target >= function &&
		        walk.target < function + thunk_jump_size(pe->machine);
		at += length ? (uint32_t)length : pe->machine == HP_PE_ARM64 ? 4 : 1;
	}
	if (context)
		LLVMDisasmDispose(context);
	return found;
}
