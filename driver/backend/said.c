/*
 * What LLVM says in the back end. Decides by clang's cc1 line which of it clang would show, and as what.
 * Source: clang's Warnings.cpp, ProcessWarningOptions; CompilerInvocation.cpp, parseOptimizationRemark.
 */
#include "backend/said.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/os_stream.h"
#include "base/text.h"

#include <string.h>

static const char *const remark_groups[] = {"pass", "pass-missed", "pass-analysis"};

/* What the command line says of a group of warnings. */
struct level {
	bool on, all_off, is_error, is_no_error, all_errors;
};

/* The name behind -W: of a group, with its value if it has one; NULL: of another. */
static const char *group_in(const char *option, const char *prefix, const char *group)
{
	size_t length = strlen(prefix);
	if (strncmp(option, prefix, length) != 0 || !hp_starts_with(option + length, group))
		return NULL;
	const char *end = option + length + strlen(group);
	return *end == '\0' || *end == '=' ? end : NULL;
}

static void apply(struct level *level, const char *option, const char *group)
{
	if (strcmp(option, "-w") == 0) {
		level->all_off = true;
	} else if (strcmp(option, "-Werror") == 0 || strcmp(option, "-Wno-error") == 0) {
		level->all_errors = option[2] == 'e';
	} else if (strcmp(option, "-Weverything") == 0 || strcmp(option, "-Wno-everything") == 0) {
		level->on = option[2] == 'e';
	} else if (group_in(option, "-Wno-error=", group)) {
		level->is_error = false;
		level->is_no_error = true;
	} else if (group_in(option, "-Werror=", group)) {
		level->on = level->is_error = true;
		level->is_no_error = false;
	} else if (group_in(option, "-Wno-", group)) {
		level->on = false;
	} else if (group_in(option, "-W", group)) {
		level->on = true;
	}
}

/* Whether a warning is shown; *is_error tells as what. */
static bool is_shown(const struct hp_said *said, const char *group, bool *is_error)
{
	struct level level = {.on = strcmp(group, "misexpect") != 0};
	for (size_t i = 0; i < said->args->count; i++)
		if (said->args->items[i][0] == '-' && (said->args->items[i][1] | 0x20) == 'w')
			apply(&level, said->args->items[i], group);
	*is_error = level.is_error || (level.all_errors && !level.is_no_error);
	return level.on && (!level.all_off || level.is_error);
}

static void keep(struct hp_said *said, const struct hp_message *message, bool is_error)
{
	struct hp_arena *arena = said->found.arena;
	const char *group = "", *where = message->file ? message->file : said->input;
	bool is_warning = message->severity == HP_SEVERITY_WARNING;
	if (message->file && message->column)
		where = hp_arena_printf(arena, "%s:%u:%u", where, message->line, message->column);
	else if (message->file)
		where = hp_arena_printf(arena, "%s:%u", where, message->line);
	if (is_warning)
		group = hp_arena_printf(arena, " [%s-W%s]", is_error ? "-Werror," : "", message->group);
	hp_strvec_pushf(&said->found, "%s: %s: %s%s\n%s%s", where, is_error ? "error" : "warning", message->text,
	                group, message->assembly ? message->assembly : "", message->assembly ? "\n" : "");
	said->any_error |= is_error;
}

static void on_said(void *self, const struct hp_message *message)
{
	struct hp_said *said = self;
	bool is_error = message->severity == HP_SEVERITY_ERROR;
	if (said->is_repeated && !is_error)
		return;
	if (message->severity == HP_SEVERITY_REMARK)
		hp_remark_show(&said->remarks, message);
	else if (is_error || is_shown(said, message->group, &is_error))
		keep(said, message, is_error);
}

/* LLVM asks before it makes a remark, and most passes make many. */
static bool on_wants(void *self, const char *group, const char *pass)
{
	struct hp_said *said = self;
	for (size_t i = 0; i < said->known.count; i++) {
		const char *known = said->known.items[i] + (*said->known.items[i] == '!');
		size_t length = strlen(group);
		if (strncmp(known, group, length) == 0 && known[length] == ' ' &&
		    strcmp(known + length + 1, pass) == 0)
			return *said->known.items[i] != '!';
	}
	bool wanted = false;
	for (size_t i = 0; i < sizeof remark_groups / sizeof *remark_groups; i++)
		if (said->wanted[i] && strcmp(remark_groups[i], group) == 0)
			wanted = !*pass || hp_llvm_regex_matches(said->wanted[i], pass);
	hp_strvec_pushf(&said->known, "%s%s %s", wanted ? "" : "!", group, pass);
	return wanted;
}

/* -Rpass=REGEX, -Rpass, -Rno-pass, -Reverything: the last word on each. */
static void apply_remark(struct hp_said *said, const char *option)
{
	if (strcmp(option, "-Reverything") == 0 || strcmp(option, "-Rno-everything") == 0)
		for (size_t i = 0; i < sizeof remark_groups / sizeof *remark_groups; i++)
			said->wanted[i] = option[2] == 'e' ? ".*" : NULL;
	for (size_t i = 0; i < sizeof remark_groups / sizeof *remark_groups; i++) {
		const char *value = group_in(option, "-R", remark_groups[i]);
		if (value)
			said->wanted[i] = *value ? value + 1 : ".*";
		else if (group_in(option, "-Rno-", remark_groups[i]))
			said->wanted[i] = NULL;
	}
}

void hp_said_init(struct hp_said *said, struct hp_diag *diag, const struct hp_strvec *args, const char *input)
{
	*said = (struct hp_said){.args = args, .input = input};
	said->listener = (struct hp_listener){said, on_said, NULL};
	hp_strvec_init(&said->found, args->arena);
	hp_strvec_init(&said->known, args->arena);
	hp_remarks_init(&said->remarks, diag, args);
	for (size_t i = 0; i < args->count; i++)
		if (hp_starts_with(args->items[i], "-R"))
			apply_remark(said, args->items[i]);
	for (size_t i = 0; i < sizeof remark_groups / sizeof *remark_groups; i++)
		if (said->wanted[i])
			said->listener.wants = on_wants;
}

bool hp_said_save(const struct hp_said *said, int fd)
{
	bool done = !said->found.count || hp_os_write_all(fd, said->any_error ? "E" : "W", 1);
	for (size_t i = 0; done && i < said->found.count; i++)
		done = hp_os_write_all(fd, said->found.items[i], strlen(said->found.items[i]));
	return done;
}
