/*
 * Maps of sections. Source: lld/COFF/MapFile.cpp and LLDMapFile.cpp, GNU ld's manual; lines that look otherwise are
 * skipped.
 */
#include "image/map_sections.h"

#include "base/diag.h"
#include "base/lines.h"
#include "base/os_stream.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_LINES = 4 };

/* The next line without its end; NULL at the end of the file. */
static char *next_line(struct hp_lines *lines)
{
	size_t length;
	char *line = hp_lines_next(lines, &length);
	if (line)
		line[strcspn(line, "\r\n")] = '\0';
	return line;
}

static bool open_map(struct hp_diag *diag, const char *path, struct hp_lines *lines)
{
	*lines = (struct hp_lines){.stream = hp_os_open(path, HP_OPEN_READ)};
	if (lines->stream < 0)
		hp_error(diag, "cannot open map '%s':", path);
	return lines->stream >= 0;
}

static void close_map(struct hp_lines *lines)
{
	hp_os_close(&lines->stream);
	hp_lines_fini(lines);
}

bool hp_map_kind(struct hp_diag *diag, const char *path, enum hp_map_kind *kind)
{
	struct hp_lines lines;
	const char *line;
	*kind = HP_MAP_SYMBOLS;
	if (!open_map(diag, path, &lines))
		return false;
	for (unsigned i = 0; i < FIRST_LINES && (line = next_line(&lines)); i++) {
		if (strncmp(line, "Address  Size     Align Out     In      Symbol", 46) == 0)
			*kind = HP_MAP_LLD;
		else if (strstr(line, "Archive member included") || strstr(line, "Memory Configuration") ||
		         strstr(line, "Merging program properties") || strstr(line, "Discarded input sections"))
			*kind = HP_MAP_GNU;
	}
	close_map(&lines);
	return true;
}

/* "00001530 00000020    16         a/util.o:(.text)": a section of an object stands eight columns in. */
static void read_lld(char *line, hp_map_visit visit, void *self)
{
	enum { SECTION_COLUMN = 32 };
	char *rest;
	if (strlen(line) <= SECTION_COLUMN || line[SECTION_COLUMN] == ' ' || line[SECTION_COLUMN - 1] != ' ')
		return;
	struct hp_map_section section = {.address = strtoull(line, &rest, 16)};
	section.size = strtoull(rest, &rest, 16);
	char *name = strstr(line + SECTION_COLUMN, ":("), *last = name;
	while (last && (last = strstr(last + 1, ":(")))
		name = last;
	size_t length = name ? strlen(name) : 0;
	if (length < 3 || name[length - 1] != ')')
		return;
	name[length - 1] = *name = '\0';
	section.object = line + SECTION_COLUMN;
	section.name = name + 2;
	visit(self, &section);
}

/* " .text$f  0x0000000140002ba0  0x20 a/util.o", the name perhaps on a line before it. */
static void read_gnu(char *line, char name[256], hp_map_visit visit, void *self)
{
	char *text = line + strspn(line, " "), *rest;
	if (line[0] == ' ' && line[1] != ' ' && text[0] != '*') {
		size_t length = strcspn(text, " ");
		snprintf(name, 256, "%.*s", (int)length, text);
		text += length + strspn(text + length, " ");
	} else if (text - line < 16) {
		*name = '\0';
	}
	if (strncmp(text, "0x", 2) != 0)
		return;
	struct hp_map_section section = {.address = strtoull(text, &rest, 16), .name = name};
	rest += strspn(rest, " ");
	if (strncmp(rest, "0x", 2) != 0)
		return;
	section.size = strtoull(rest, &rest, 16);
	section.object = rest + strspn(rest, " ");
	if (*section.object && *name)
		visit(self, &section);
	*name = '\0';
}

bool hp_map_sections(struct hp_diag *diag, const char *path, enum hp_map_kind kind, hp_map_visit visit, void *self)
{
	struct hp_lines lines;
	char name[256] = "";
	bool begun = kind == HP_MAP_LLD;
	if (!open_map(diag, path, &lines))
		return false;
	for (char *line; (line = next_line(&lines));) {
		if (kind == HP_MAP_LLD)
			read_lld(line, visit, self);
		else if (begun)
			read_gnu(line, name, visit, self);
		begun |= strstr(line, "Linker script and memory map") != NULL;
	}
	close_map(&lines);
	return true;
}
