/*
 * Entries of the list that no unit that is built defines. Decides what is said of each, and whether it is an error.
 */
#include "base/arena.h"
#include "base/diag.h"
#include "pass/object/wanted.h"
#include "replay/replay.h"

#include <stdarg.h>

/* Where an entry is defined that only units define that are left out; NULL: nowhere. */
static const struct hp_tu *left_out(const struct hp_replay *replay, size_t entry)
{
	for (size_t i = 0; i < replay->unit_count; i++)
		for (const struct hp_match *match = replay->units[i].defines; match; match = match->next)
			if (match->entry == entry)
				return &replay->units[i];
	return NULL;
}

__attribute__((format(printf, 2, 3))) static void complain(struct hp_replay *replay, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	const char *text = hp_arena_vprintf(replay->arena, format, args);
	va_end(args);
	if (replay->options.allow_unmatched)
		hp_warning(replay->diag, HP_WARN_NAME, "%s", text);
	else
		hp_error(replay->diag, "%s", text);
}

static void complain_nowhere(struct hp_replay *replay, const struct hp_strvec *nowhere)
{
	struct hp_wanted *wanted = hp_wanted_new(replay->arena, replay->entries);
	const char **meant = hp_arena_calloc(replay->arena, nowhere->count, sizeof *meant);
	hp_wanted_suggest(wanted, replay->diag, &replay->readable, nowhere, meant);
	for (size_t i = 0; i < nowhere->count; i++) {
		if (meant[i])
			complain(replay, "no function '%s' in the base build; did you mean '%s'?", nowhere->items[i],
			         meant[i]);
		else
			complain(replay, "no function '%s' in the base build", nowhere->items[i]);
	}
	hp_wanted_free(wanted);
}

static bool has_copies(const struct hp_replay *replay, size_t entry)
{
	for (size_t i = 0; i < replay->unit_count; i++)
		for (const struct hp_match *match = replay->units[i].copies; match; match = match->next)
			if (match->entry == entry)
				return true;
	return false;
}

/* A function that the base has only as parts of others: these are to be listed. */
static void complain_copies(struct hp_replay *replay, size_t entry)
{
	const char *text = "";
	for (size_t i = 0; i < replay->unit_count; i++) {
		const struct hp_tu *unit = &replay->units[i];
		const char *between = *text ? ", " : " ";
		bool any = false;
		for (const struct hp_match *match = unit->copies; match; match = match->next) {
			if (match->entry != entry)
				continue;
			text = hp_arena_printf(replay->arena, "%s%s'%s'", text, between, match->symbol);
			between = ", ";
			any = true;
		}
		if (any)
			text = hp_arena_printf(replay->arena, "%s of '%s'", text, unit->entry->file);
	}
	complain(replay,
	         "'%s' has no code of its own in the base build, which has inlined it into%s: list these instead",
	         replay->entries->items[entry], text);
}

bool hp_replay_check_entries(struct hp_replay *replay)
{
	struct hp_strvec nowhere;
	unsigned errors = replay->diag->errors;
	bool any_unknown = false;
	hp_strvec_init(&nowhere, replay->arena);
	for (size_t i = 0; i < replay->unit_count; i++)
		any_unknown |= replay->units[i].chosen && !replay->units[i].known;
	for (size_t i = 0; i < replay->entries->count; i++) {
		if (replay->entry_found[i])
			continue;
		const struct hp_tu *unit = left_out(replay, i);
		if (unit)
			complain(replay, "'%s' is defined by '%s', which is left out: %s", replay->entries->items[i],
			         unit->entry->file, unit->reason);
		else if (has_copies(replay, i))
			complain_copies(replay, i);
		else if (!any_unknown)
			hp_strvec_push(&nowhere, replay->entries->items[i]);
	}
	if (nowhere.count)
		complain_nowhere(replay, &nowhere);
	return replay->diag->errors == errors;
}
