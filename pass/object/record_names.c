/*
 * S_HOTPATCHFUNC records of a finished object or assembly. LLVM writes the IR name of a function, \01 escape
 * included, where tools expect the symbol; on x86 that is every stdcall and fastcall function.
 */
#include "pass/object/record_names.h"

#include <llvm-c/Core.h>
#include <llvm-c/Object.h>
#include <stdbool.h>
#include <string.h>

enum {
	DEBUG_MAGIC_SIZE = 4, /* in front of the subsections of .debug$S */
	SYMBOLS_SUBSECTION = 0xf1,
	S_HOTPATCHFUNC = 0x1169, /* length, kind, function id, name */
	NAME_OFFSET = 8
};

static unsigned read_u16(const char *at)
{
	return (unsigned char)at[0] | (unsigned)(unsigned char)at[1] << 8;
}

static size_t read_u32(const char *at)
{
	return read_u16(at) | (size_t)read_u16(at + 2) << 16;
}

static void unescape_symbols(char *at, const char *end)
{
	while (end - at >= 4) {
		size_t length = read_u16(at) + 2u; /* with the length field */
		if (length < 4 || length > (size_t)(end - at))
			return;
		char *name = at + NAME_OFFSET;
		if (read_u16(at + 2) == S_HOTPATCHFUNC && length > NAME_OFFSET && *name == 1) {
			size_t room = length - NAME_OFFSET;
			memmove(name, name + 1, room - 1);
			at[length - 1] = 0;
		}
		at += length;
	}
}

static void unescape_section(char *at, size_t size)
{
	const char *end = at + size;
	at += size < DEBUG_MAGIC_SIZE ? size : DEBUG_MAGIC_SIZE;
	while (end - at >= 8) {
		size_t length = read_u32(at + 4);
		if (length > (size_t)(end - at) - 8)
			return;
		if (read_u32(at) == SYMBOLS_SUBSECTION)
			unescape_symbols(at + 8, at + 8 + length);
		length = (length + 3) & ~(size_t)3;
		if (length > (size_t)(end - at) - 8)
			return;
		at += 8 + length;
	}
}

void hp_record_names_unescape(char *object, size_t size)
{
	LLVMMemoryBufferRef buffer = LLVMCreateMemoryBufferWithMemoryRange(object, size, "object", false);
	char *error = NULL;
	LLVMBinaryRef binary = LLVMCreateBinary(buffer, NULL, &error);
	if (binary) {
		LLVMSectionIteratorRef section = LLVMObjectFileCopySectionIterator(binary);
		for (; !LLVMObjectFileIsSectionIteratorAtEnd(binary, section); LLVMMoveToNextSection(section)) {
			const char *name = LLVMGetSectionName(section);
			if (name && strncmp(name, ".debug$S", 8) == 0)
				unescape_section(object + (LLVMGetSectionContents(section) - object),
				                 LLVMGetSectionSize(section));
		}
		LLVMDisposeSectionIterator(section);
		LLVMDisposeBinary(binary);
	}
	LLVMDisposeMessage(error);
	LLVMDisposeMemoryBuffer(buffer);
}

/* The start of the line behind `at`; `end` after the last one. */
static char *next_line(char *at, char *end)
{
	char *feed = memchr(at, '\n', (size_t)(end - at));
	return feed ? feed + 1 : end;
}

static bool line_starts(const char *line, const char *end, const char *text)
{
	size_t length = strlen(text);
	return (size_t)(end - line) >= length && memcmp(line, text, length) == 0;
}

/* Where the escape stands if a record of ours starts at `line`: its kind, the function's id, the name. */
static char *find_escape(char *line, char *end)
{
	static const char name[] = "\t.asciz\t\"", escape[] = "\\001";
	if (!line_starts(line, end, "\t.short\t4457") && !line_starts(line, end, "\t.hword\t4457"))
		return NULL;
	line = next_line(line, end);
	if (!line_starts(line, end, "\t.long\t") && !line_starts(line, end, "\t.word\t"))
		return NULL;
	line = next_line(line, end);
	if (!line_starts(line, end, name) || !line_starts(line + strlen(name), end, escape))
		return NULL;
	return line + strlen(name);
}

size_t hp_record_names_unescape_text(char *text, size_t size)
{
	enum { ESCAPE_LENGTH = 4 };
	char *end = text + size, *to = text, *from = text;
	for (char *line = text; line < end; line = next_line(line, end)) {
		char *escape = line[0] == '\t' && end - line > 2 && line[1] == '.' ? find_escape(line, end) : NULL;
		if (!escape)
			continue;
		memmove(to, from, (size_t)(escape - from));
		to += escape - from;
		from = escape + ESCAPE_LENGTH;
	}
	memmove(to, from, (size_t)(end - from));
	return (size_t)(to - text) + (size_t)(end - from);
}
