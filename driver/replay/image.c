/*
 * Patch images of this run and of earlier ones. Decides which of them go because they do not hold what the patch's
 * objects are now: one that stays would pass for the patch. Not how they are linked.
 */
#include "base/arena.h"
#include "base/diag.h"
#include "base/os_file.h"
#include "base/text.h"
#include "files/commit.h"
#include "files/path.h"
#include "replay/replay.h"
#include "run/signals.h"

#include <string.h>

/* The images that are there, one a line, relative to the output folder. */
static const char *list_path(const struct hp_replay *replay)
{
	return hp_arena_printf(replay->arena, "%s/.hpcc-replay/images.txt", replay->output);
}

static const char *pdb_of(struct hp_arena *arena, const char *image)
{
	return hp_path_with_extension(arena, image, ".pdb");
}

static void add(struct hp_replay *replay, const char *image)
{
	if (hp_strvec_has(&replay->images, image))
		return;
	hp_strvec_push(&replay->images, image);
	/* An interrupted run may leave newer objects. */
	hp_signals_add_path(image);
	hp_signals_add_path(pdb_of(replay->arena, image));
}

void hp_replay_open_images(struct hp_replay *replay)
{
	size_t size;
	char *rest = hp_os_read_file(replay->arena, list_path(replay), &size);
	for (char *line; rest && (line = hp_next_word(&rest, "\n"));)
		add(replay, hp_path_join(replay->arena, replay->output, line));
	if (replay->link_image)
		add(replay, replay->link_image);
}

/* Whether the objects are those of an earlier run. */
static bool are_all_current(const struct hp_replay *replay)
{
	for (size_t i = 0; i < replay->unit_count; i++)
		if (replay->units[i].chosen && replay->units[i].state != HP_TU_CURRENT)
			return false;
	return !replay->removed;
}

static bool is_good(const struct hp_replay *replay, const char *image)
{
	if (replay->link_image && strcmp(image, replay->link_image) == 0)
		return replay->link_state == HP_TU_BUILT || replay->link_state == HP_TU_CURRENT;
	return are_all_current(replay);
}

bool hp_replay_close_images(struct hp_replay *replay)
{
	struct hp_strvec lines;
	hp_strvec_init(&lines, replay->arena);
	for (size_t i = 0; i < replay->images.count; i++) {
		const char *image = replay->images.items[i], *pdb = pdb_of(replay->arena, image);
		hp_signals_remove_path(image);
		hp_signals_remove_path(pdb);
		if (!hp_os_exists(image))
			continue;
		if (is_good(replay, image)) {
			hp_strvec_pushf(&lines, "%s\n", hp_path_below(replay->output, image));
			continue;
		}
		hp_os_remove_file(image);
		hp_os_remove_file(pdb);
		hp_note(replay->diag, "'%s' of an earlier run is removed: it does not hold what is new", image);
	}
	return hp_commit_text(replay->arena, replay->diag, list_path(replay), hp_strvec_join(&lines));
}
