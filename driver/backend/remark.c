/*
 * Remarks in clang's form. Decides how one looks, not whether it is shown.
 * Source: clang's TextDiagnostic.cpp, LLVM 22.
 */
#include "backend/remark.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/strvec.h"
#include "pass/hotpatch.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { TAB_STOP = 8, NUMBER_WIDTH = 4, LINE_MAX_LENGTH = 4096 /* longer lines of a source are cut */ };

/* What clang's colours are for. */
struct colours {
	const char *bold, *remark, *caret, *off;
};

static const struct colours plain = {"", "", "", ""};
static const struct colours coloured = {"\033[1m", "\033[0;1;34m", "\033[0;1;32m", "\033[0m"};

/* `file:line:column: `, or what the options leave of it. */
static const char *place(struct hp_arena *arena, const struct hp_strvec *args, const struct hp_message *message,
                         unsigned column)
{
	bool with_column = !hp_strvec_has(args, "-fno-show-column");
	if (!message->file || hp_strvec_has(args, "-fno-show-source-location"))
		return "";
	if (hp_strvec_has(args, "msvc"))
		return with_column ? hp_arena_printf(arena, "%s(%u,%u): ", message->file, message->line, column)
		                   : hp_arena_printf(arena, "%s(%u): ", message->file, message->line);
	return with_column ? hp_arena_printf(arena, "%s:%u:%u: ", message->file, message->line, column)
	                   : hp_arena_printf(arena, "%s:%u: ", message->file, message->line);
}

/* The line of a file, up to its end; NULL if there is none. */
static const char *source_line(struct hp_arena *arena, const char *path, unsigned number)
{
	char line[LINE_MAX_LENGTH];
	bool whole = true, found = false;
	FILE *file = path ? fopen(path, "r") : NULL;
	while (file && !found && fgets(line, sizeof line, file)) {
		found = whole && --number == 0;
		whole = strchr(line, '\n') != NULL;
	}
	if (file)
		fclose(file);
	return found ? hp_arena_strndup(arena, line, strcspn(line, "\r\n")) : NULL;
}

/* The line with its tabs as blanks, and in *caret the column on the screen of its byte `column`, from 1. */
static const char *expand(struct hp_arena *arena, const char *line, unsigned column, unsigned *caret)
{
	char *text = hp_arena_alloc(arena, strlen(line) * TAB_STOP + 1), *to = text;
	unsigned width = 0;
	*caret = 0;
	for (const char *at = line; *at; at++) {
		if ((unsigned)(at - line) + 1 == column)
			*caret = width;
		do {
			*to++ = *at == '\t' ? ' ' : *at;
			width += (*at & 0xc0) != 0x80; /* further bytes of a character take no room */
		} while (*at == '\t' && width % TAB_STOP);
	}
	return text;
}

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '$';
}

/* Where the name of a function stands in its line: debug information has no column of it. 1: nowhere. */
static unsigned column_of(const char *line, const char *name)
{
	size_t length = strlen(name);
	for (const char *at = strstr(line, name); length && at; at = strstr(at + 1, name))
		if ((at == line || !is_word(at[-1])) && !is_word(at[length]))
			return (unsigned)(at - line) + 1;
	return 1;
}

static const char *snippet(struct hp_arena *arena, const struct hp_remarks *remarks, const char *line,
                           unsigned number, unsigned column)
{
	const struct colours *colours = remarks->diag->colour ? &coloured : &plain;
	unsigned caret;
	line = expand(arena, line, column, &caret);
	if (hp_strvec_has(remarks->args, "-fno-diagnostics-show-line-numbers"))
		return hp_arena_printf(arena, "%s\n%s%*s^\n%s", line, colours->caret, (int)caret, "", colours->off);
	int width = snprintf(NULL, 0, "%u", number);
	if (width < NUMBER_WIDTH)
		width = NUMBER_WIDTH;
	return hp_arena_printf(arena, " %*u | %s\n %*s | %s%*s^\n%s", width, number, line, width, "", colours->caret,
	                       (int)caret, "", colours->off);
}

void hp_remarks_init(struct hp_remarks *remarks, struct hp_diag *diag, const struct hp_strvec *args)
{
	*remarks = (struct hp_remarks){diag, args, ""};
}

void hp_remark_show(struct hp_remarks *remarks, const struct hp_message *message)
{
	const struct hp_strvec *args = remarks->args;
	const struct colours *colours = remarks->diag->colour ? &coloured : &plain;
	const char *hotness = "", *option = "", *below = "";
	struct hp_arena arena;
	hp_arena_init(&arena);
	const char *line = message->file ? source_line(&arena, message->path, message->line) : NULL;
	unsigned column = message->column ? message->column : 1;
	if (message->function && line)
		column = column_of(line, message->function);
	const char *where =
	    hp_arena_printf(&arena, "%s:%u:%u", message->file ? message->file : "", message->line, column);
	if (line && strcmp(where, remarks->last) != 0 && !hp_strvec_has(args, "-fno-caret-diagnostics"))
		below = snippet(&arena, remarks, line, message->line, column);
	remarks->last = hp_arena_strdup(args->arena, where);
	if (message->has_hotness && hp_strvec_has(args, "-fdiagnostics-show-hotness"))
		hotness = hp_arena_printf(&arena, " (hotness: %llu)", message->hotness);
	if (!hp_strvec_has(args, "-fno-diagnostics-show-option"))
		option =
		    hp_arena_printf(&arena, " [-R%s%s%s]", message->group, *message->pass ? "=" : "", message->pass);
	hp_diag_write(hp_arena_printf(&arena, "%s%s%s%sremark: %s%s%s%s%s%s\n%s", colours->bold,
	                              place(&arena, args, message, column), colours->off, colours->remark,
	                              colours->off, colours->bold, message->text, hotness, option, colours->off,
	                              below));
	hp_arena_fini(&arena);
}
