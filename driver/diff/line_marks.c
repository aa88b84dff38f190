/*
 * Where a `#line` may stand. Decides by a scanner that knows comments, strings, raw strings, directives and
 * parentheses: a mark within one of them would change the program. Where no line is safe there is no mark, and more
 * functions differ than need be.
 */
#include "diff/line_marks.h"

#include "base/arena.h"
#include "base/strvec.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

/* What holds at a place of the text. */
struct scanner {
	const char *at;
	unsigned long depth; /* of parentheses */
	bool comment;        /* in one of several lines */
	bool directive;
	bool branch;    /* the directive ends a part that may have been left out, with marks in it */
	bool continued; /* the line before ends with a backslash */
};

/* Behind a string or character that starts at `at`; the end of its line if it does not end there. */
static const char *skip_quoted(const char *at)
{
	char quote = *at++;
	while (*at && *at != quote && *at != '\n')
		at += *at == '\\' && at[1] ? 2 : 1;
	return *at == quote ? at + 1 : at;
}

/* Behind R"x(…)x" that starts at the quote. */
static const char *skip_raw(const char *at)
{
	enum { LONGEST = 16 };
	char end[LONGEST + 3] = ")";
	size_t length = strcspn(at + 1, "(");
	if (at[1 + length] != '(' || length > LONGEST)
		return skip_quoted(at);
	memcpy(end + 1, at + 1, length);
	end[length + 1] = '"';
	const char *found = strstr(at + 1 + length, end);
	return found ? found + strlen(end) : at + strlen(at);
}

static bool is_raw(const char *start, const char *quote)
{
	return quote > start && quote[-1] == 'R' &&
	       (quote - 1 == start || !(isalnum((unsigned char)quote[-2]) || quote[-2] == '_') || quote[-2] == 'u' ||
	        quote[-2] == 'U' || quote[-2] == 'L' || quote[-2] == '8');
}

/* A quote within a number separates its digits. */
static bool is_separator(const char *start, const char *quote)
{
	const char *number = quote;
	while (number > start && (isalnum((unsigned char)number[-1]) || strchr("'._", number[-1])))
		number--;
	return *quote == '\'' && isdigit((unsigned char)*number);
}

static void step(struct scanner *scanner, const char *start)
{
	const char *at = scanner->at;
	if (scanner->comment) {
		scanner->comment = !(at[0] == '*' && at[1] == '/');
		scanner->at += scanner->comment ? 1 : 2;
	} else if (at[0] == '/' && at[1] == '*') {
		scanner->comment = true;
		scanner->at += 2;
	} else if (at[0] == '/' && at[1] == '/') {
		while (scanner->at[0] && scanner->at[0] != '\n')
			scanner->at++;
	} else if (*at == '"' && is_raw(start, at)) {
		scanner->at = skip_raw(at);
	} else if ((*at == '"' || *at == '\'') && !is_separator(start, at)) {
		scanner->at = skip_quoted(at);
	} else {
		if (!scanner->directive) {
			scanner->depth += *at == '(';
			scanner->depth -= *at == ')' && scanner->depth;
		}
		scanner->at++;
	}
}

static void take_directive(struct scanner *scanner)
{
	const char *at = scanner->at + strspn(scanner->at, " \t");
	scanner->directive = *at == '#';
	at += scanner->directive;
	at += strspn(at, " \t");
	scanner->branch = scanner->directive && *at == 'e' && (at[1] == 'l' || at[1] == 'n');
}

/* Goes to the start of the next line that is no part of a raw string. False at the end of the text. */
static bool next_line(struct scanner *scanner, const char *start, unsigned long *line)
{
	if (!scanner->continued && !scanner->comment)
		take_directive(scanner);
	while (*scanner->at && *scanner->at != '\n') {
		const char *before = scanner->at;
		step(scanner, start);
		for (const char *at = before; at < scanner->at; at++)
			*line += *at == '\n';
	}
	if (!*scanner->at)
		return false;
	const char *end = scanner->at;
	end -= end > start && end[-1] == '\r';
	scanner->continued = end > start && end[-1] == '\\';
	scanner->at++;
	++*line;
	return *scanner->at != '\0';
}

/* How far the old text's line is ahead at that line of the new one; false: the line is itself part of a change. */
static bool shift_at(const struct hp_hunk *hunks, size_t count, size_t *next, unsigned long line, long *shift)
{
	while (*next < count && hunks[*next].new_line + hunks[*next].new_count <= line &&
	       (hunks[*next].new_count || hunks[*next].new_line < line)) {
		*shift += (long)hunks[*next].old_count - (long)hunks[*next].new_count;
		++*next;
	}
	return *next == count || line < hunks[*next].new_line || !hunks[*next].new_count;
}

const char *hp_line_marks(struct hp_arena *arena, const char *text, const struct hp_hunk *hunks, size_t count)
{
	struct scanner scanner = {.at = text};
	struct hp_strvec out;
	const char *done = text;
	unsigned long line = 1;
	long shift = 0, marked = 0;
	size_t next = 0;
	bool unclear = false; /* whether the last mark counts */
	hp_strvec_init(&out, arena);
	while (next_line(&scanner, text, &line)) {
		bool safe = !scanner.comment && !scanner.continued && !scanner.depth;
		bool inside = !shift_at(hunks, count, &next, line, &shift);
		unclear |= scanner.branch && marked;
		if (inside || !safe || (shift == marked && !unclear))
			continue;
		hp_strvec_pushf(&out, "%.*s#line %ld\n", (int)(scanner.at - done), done, (long)line + shift);
		done = scanner.at;
		marked = shift;
		unclear = false;
	}
	hp_strvec_push(&out, done);
	return hp_strvec_join(&out);
}
