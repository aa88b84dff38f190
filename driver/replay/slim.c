/*
 * A slim patch: objects made against the description of the shipped image. Decides what that image calls a unit's
 * object, which recorded link step makes the image, and how the patch is linked: of its objects alone.
 */
#include "base/arena.h"
#include "base/diag.h"
#include "base/os_file.h"
#include "base/text.h"
#include "files/path.h"
#include "image/base.h"
#include "image/base_modules.h"
#include "image/display.h"
#include "image/pe.h"
#include "replay/link.h"
#include "replay/replay.h"
#include "run/toolchain.h"

#include <string.h>

bool hp_replay_open_base(struct hp_replay *replay)
{
	const char **path = &replay->options.base, *real;
	if (!*path)
		return true;
	/* For commands that run elsewhere, and for ninja, which goes by the text of "..". */
	if ((real = hp_os_real_path(replay->arena, *path)))
		*path = real;
	replay->base = hp_base_open(replay->arena, replay->diag, *path);
	return replay->base != NULL;
}

const char *hp_replay_base_image(const struct hp_replay *replay)
{
	return hp_module_last(hp_base_identity(replay->base)->image);
}

/* A path as the base build had it: --path-map the other way round. */
static const char *recorded(const struct hp_replay *replay, const char *path)
{
	for (size_t i = 0; i < replay->options.maps.count; i++) {
		const char *map = replay->options.maps.items[i], *sign = strrchr(map, '=');
		const char *below = hp_path_below(sign + 1, path);
		if (below)
			return hp_arena_printf(replay->arena, "%.*s/%s", (int)(sign - map), map, below);
	}
	return path;
}

bool hp_replay_base_module(struct hp_replay *replay, const struct hp_tu *unit, const char **module)
{
	const char *object = unit->base ? recorded(replay, unit->base) : NULL;
	const char *source = recorded(replay, unit->source);
	/* Objects first: one source may be in the image twice. hpcc itself asks for the source as it is here. */
	const char *names[] = {object, source != unit->source ? source : NULL};
	*module = NULL;
	for (size_t i = 0; i < sizeof names / sizeof *names && !*module; i++) {
		int64_t number;
		enum hp_base_found found =
		    names[i] ? hp_base_module(replay->base, names[i], &number) : HP_BASE_ABSENT;
		if (found == HP_BASE_FAILED)
			return false;
		if (found == HP_BASE_FOUND)
			*module = names[i];
	}
	return true;
}

/* Whether the unit defines a listed function of that name, which has no parameters if it is CodeView's. */
static bool is_listed(const struct hp_replay *replay, const struct hp_tu *unit, const char *name)
{
	bool x86 = hp_base_identity(replay->base)->machine == HP_PE_X86, mangled = hp_starts_with(name, "_Z");
	const char *shown = hp_base_display_name(replay->arena, name, false);
	for (const struct hp_match *match = unit->defines; match; match = match->next) {
		const char *symbol = match->symbol;
		if (mangled ? strcmp(symbol + (x86 && *symbol == '_' && symbol[1] == '_'), name) == 0
		            : strcmp(hp_base_display_name(replay->arena, symbol, x86), shown) == 0)
			return true;
	}
	return false;
}

void hp_replay_warn_copies(struct hp_replay *replay)
{
	for (size_t i = 0; replay->base && i < replay->unit_count; i++) {
		const struct hp_tu *unit = &replay->units[i];
		if (replay->link && !replay->link->held[i])
			continue;
		for (const struct hp_match *match = unit->copies; match; match = match->next)
			if (replay->entry_found[match->entry] && !is_listed(replay, unit, match->symbol))
				hp_warning(replay->diag, HP_WARN_INLINED,
				           "'%s' of '%s' holds an inlined copy of the listed '%s', which the patch "
				           "does not reach: list '%s', too",
				           match->symbol, unit->entry->file, replay->entries->items[match->entry],
				           match->symbol);
	}
}

/* The libraries by whole paths: the link may run in any folder. */
static bool push_libraries(struct hp_replay *replay)
{
	const struct hp_strvec *libraries = &replay->options.libraries;
	for (size_t i = 0; i < libraries->count; i++) {
		const char *path = hp_os_real_path(replay->arena, libraries->items[i]);
		if (!path) {
			hp_error(replay->diag, "cannot read library '%s':", libraries->items[i]);
			return false;
		}
		if (!hp_path_is_library(path)) {
			hp_error(replay->diag, "'%s' of --library is none: give a file .lib or .a",
			         libraries->items[i]);
			return false;
		}
		hp_strvec_push(&replay->link_argv, path);
		hp_strvec_push(&replay->link_inputs, path);
	}
	return true;
}

bool hp_replay_make_slim_link(struct hp_replay *replay)
{
	struct hp_strvec *words = &replay->link_argv;
	const char *program = hp_arena_printf(replay->arena, "%s/hpcc-link", replay->programs);
	/* Whatever the description has for a name, the image is in the output folder. */
	const char *name = hp_path_with_extension(replay->arena, hp_replay_base_image(replay), ".patch.dll");
	if (!hp_toolchain_find(replay->arena, program)) {
		hp_error(replay->diag, "cannot find '%s': the installation is incomplete", program);
		return false;
	}
	replay->link_image = hp_arena_printf(replay->arena, "%s/%s", replay->output, name);
	replay->link_directory = replay->output;
	hp_strvec_push(words, program);
	hp_strvec_pushf(words, "--base=%s", replay->options.base);
	hp_strvec_push(words, "--listed-only");
	hp_strvec_pushf(words, "--pdb=%s", hp_path_with_extension(replay->arena, replay->link_image, ".pdb"));
	hp_strvec_push(words, "-o");
	hp_strvec_push(words, replay->link_image);
	hp_strvec_push(&replay->link_inputs, replay->options.base);
	hp_strvec_push(&replay->link_inputs, program);
	for (size_t i = 0; i < replay->unit_count; i++) {
		if (!replay->units[i].chosen)
			continue;
		hp_strvec_push(&replay->link_objects, replay->units[i].object);
		hp_strvec_push(words, replay->units[i].object);
	}
	return push_libraries(replay);
}
