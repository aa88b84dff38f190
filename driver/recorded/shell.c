/*
 * Command lines of shells. Decides where a command ends; not what it does.
 */
#include "recorded/shell.h"

#include "base/arena.h"
#include "base/strvec.h"

#include <stdbool.h>
#include <string.h>

/* A line on its way. */
struct line {
	const char *at;
	bool cmd;        /* of cmd.exe */
	bool start;      /* of a word */
	char *text, *to; /* the command so far, and where it goes on */
	size_t groups;   /* that are open */
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool is_end(char c)
{
	return !c || c == '\n' || c == '\r' || is_blank(c);
}

/* The length of what is taken as it is: an escaped sign, a quoted text, or one sign. */
static size_t length_of_piece(const struct line *line)
{
	const char *at = line->at;
	bool quotes = *at == '"' || (*at == '\'' && !line->cmd);
	if (*at == (line->cmd ? '^' : '\\') && at[1])
		return 2;
	for (size_t i = 1; quotes && at[i]; i++) {
		if (at[i] == *at)
			return i + 1;
		i += at[i] == '\\' && *at == '"' && at[i + 1];
	}
	return quotes ? strlen(at) : 1;
}

/* The length of an operator that ends a command, 0: there is none. */
static size_t length_of_operator(const struct line *line)
{
	static const char *const operators[] = {"&&", "||", "|", "&", ";"};
	if (*line->at == '\n' || *line->at == '\r')
		return 1;
	for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
		size_t length = strlen(operators[i]);
		if (strncmp(line->at, operators[i], length) != 0 || (line->cmd && *line->at == ';'))
			continue;
		return line->start || is_end(line->at[length]) ? length : 0;
	}
	return 0;
}

/* The length of a redirection with its file where a word starts, 0: there is none. */
static size_t length_of_redirection(const struct line *line)
{
	size_t length = strspn(line->at, "0123456789");
	if (!line->start)
		return 0;
	if (line->at[length] == '&' && line->at[length + 1] == '>')
		length++;
	size_t signs = strspn(line->at + length, "<>");
	if (!signs)
		return 0;
	length += signs;
	length += strspn(line->at + length, "&|");
	length += strspn(line->at + length, " \t");
	struct line file = *line;
	for (file.at += length; !is_end(*file.at) && !strchr(";&|", *file.at);)
		file.at += length_of_piece(&file);
	return (size_t)(file.at - line->at);
}

static void end_command(struct line *line, struct hp_strvec *commands)
{
	char *text = line->text;
	for (; is_blank(*text) || *text == '('; text++)
		line->groups += *text == '(';
	char *end = text + strlen(text);
	for (; end > text && (is_blank(end[-1]) || (end[-1] == ')' && line->groups)); end--)
		line->groups -= end[-1] == ')';
	*end = '\0';
	if (*text)
		hp_strvec_push(commands, text);
	line->text = line->to;
	line->start = true;
}

void hp_shell_split(struct hp_arena *arena, const char *line, enum hp_quoting quoting, struct hp_strvec *commands)
{
	char *text = hp_arena_calloc(arena, 2 * strlen(line) + 2, 1); /* each command with a NUL behind it */
	struct line state = {
	    .at = line, .cmd = quoting == HP_QUOTING_WINDOWS, .start = true, .text = text, .to = text};
	if (!strpbrk(line, "&|;<>\r\n(")) {
		hp_strvec_push(commands, line);
		return;
	}
	while (*state.at) {
		size_t passed = length_of_redirection(&state);
		size_t ends = passed ? 0 : length_of_operator(&state);
		size_t kept = passed || ends ? 0 : length_of_piece(&state);
		memcpy(state.to, state.at, kept);
		state.to += kept;
		if (kept)
			state.start = kept == 1 && is_blank(*state.at);
		state.at += passed + ends + kept;
		if (ends) {
			state.to++;
			end_command(&state, commands);
		}
	}
	end_command(&state, commands);
}
