/*
 * Commands under -v. Decides which of them stand for which input, and takes off the quotes that -### puts around all
 * words; the words are clang's.
 */
#include "hpcc/echo.h"

#include "base/arena.h"
#include "base/os_stream.h"
#include "base/text.h"
#include "cmdline/invocation.h"
#include "cmdline/outputs.h"
#include "hpcc/ask_clang.h"
#include "hpcc/command.h"
#include "hpcc/session.h"

#include <string.h>

static void print(const char *text, size_t length)
{
	if (!hp_os_write_all(HP_STREAM_ERR, text, length))
		return; /* nobody reads it */
}

/* A command without the quotes that -v does not have. Source: llvm/lib/Support/Program.cpp, printArg. */
static const char *unquoted(struct hp_arena *arena, const char *line, size_t length)
{
	char *text = hp_arena_alloc(arena, length + 1), *to = text;
	const char *end = line + length;
	for (bool first = true; line < end; first = false) {
		const char *word = line, *quote;
		while (line < end && *line != '"')
			*to++ = *line++;
		if (line == end)
			break;
		for (quote = line + 1; quote < end && *quote != '"'; quote++)
			quote += *quote == '\\' && quote + 1 < end;
		bool needed = first;
		for (word = line + 1; word < quote; word++)
			needed |= strchr(" \\$", *word) != NULL;
		size_t inner = (size_t)(quote - line) - 1;
		memcpy(to, needed ? line : line + 1, needed ? inner + 2 : inner);
		to += needed ? inner + 2 : inner;
		line = quote < end ? quote + 1 : quote;
	}
	*to = '\0';
	return text;
}

/* "clang-22: warning: ...": the run that compiles says it, too. */
static bool is_warning(const char *line)
{
	const char *colon = strchr(line, ':');
	return colon && colon < line + strcspn(line, " \n") + 1 && strncmp(colon, ": warning: ", 11) == 0;
}

/* Prints what stands above the commands if `head`, and keeps the commands. */
static void take(struct hp_strvec *commands, const char *text, bool head)
{
	static const char mode[] = " (in-process)\n"; /* above a command */
	const char *above = "";
	for (const char *end; *text; text = end) {
		end = *text == ' ' ? hp_line_end(text) : text + strcspn(text, "\n");
		end += *end != '\0';
		if (strncmp(text, mode, sizeof mode - 1) == 0) {
			above = mode;
		} else if (strncmp(text, " \"", 2) == 0) {
			hp_strvec_pushf(commands, "%s%s", above,
			                unquoted(commands->arena, text, (size_t)(end - text)));
			above = "";
		} else if (head && !is_warning(text)) {
			print(text, (size_t)(end - text));
		}
	}
}

int hp_echo_init(struct hp_echo *echo, struct hp_session *session)
{
	const struct hp_invocation *inv = session->inv;
	struct hp_strvec argv;
	int status;
	*echo = (struct hp_echo){.wanted = hp_invocation_last(inv, HP_OPT_SHOW_COMMANDS) && !session->dry_run};
	if (!echo->wanted)
		return 0;
	hp_strvec_init(&echo->commands, session->arena);
	hp_strvec_init(&argv, session->arena);
	hp_command_question(&argv, inv, session->clang, "-###");
	const char *text = hp_ask_clang_messages(inv, session->diag, &argv, session->env, &status);
	if (status || !text) {
		if (text)
			print(text, strlen(text));
		return status ? status : 1;
	}
	take(&echo->commands, text, true);
	for (size_t i = 0; i < inv->input_count; i++)
		echo->compiled += inv->inputs[i].kind != HP_INPUT_LINKER;
	if (hp_outputs_goal(inv) == HP_GOAL_LINK && echo->commands.count)
		echo->commands.count--; /* the link's, with names of clang's own */
	return 0;
}

void hp_echo_input(struct hp_echo *echo)
{
	if (!echo->wanted || echo->shown == echo->compiled)
		return;
	/* With -save-temps each has several. */
	size_t first = echo->commands.count * echo->shown / echo->compiled;
	size_t end = echo->commands.count * ++echo->shown / echo->compiled;
	for (size_t i = first; i < end; i++)
		print(echo->commands.items[i], strlen(echo->commands.items[i]));
}

void hp_echo_link(const struct hp_echo *echo, struct hp_session *session, const struct hp_strvec *argv)
{
	struct hp_strvec asked, commands;
	int status;
	if (!echo->wanted)
		return;
	hp_strvec_init(&asked, session->arena);
	hp_strvec_init(&commands, session->arena);
	hp_strvec_push(&asked, argv->items[0]);
	hp_strvec_push(&asked, "-###");
	hp_strvec_extend(&asked, argv->items + 1, argv->count - 1);
	const char *text = hp_ask_clang_messages(session->inv, session->diag, &asked, session->env, &status);
	if (text && status == 0)
		take(&commands, text, false);
	for (size_t i = 0; i < commands.count; i++)
		print(commands.items[i], strlen(commands.items[i]));
}
