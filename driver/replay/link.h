/*
 * Linking the patch: a recorded link step with the patch's objects in the place of the base build's. Not for others
 * than hpcc-replay.
 */
#ifndef HP_REPLAY_LINK_H
#define HP_REPLAY_LINK_H

#include "base/strvec.h"

#include <stdbool.h>

struct hp_replay;
struct hp_tu;

/* One command that links. */
struct hp_link {
	const char *directory;  /* where it runs */
	struct hp_strvec words; /* program first, response files expanded */
	const char *image;      /* what it makes in the base build, absolute; NULL: it does not say */
	bool *held;             /* for each unit, once hp_replay_find_held was there: the image holds its object … */
	bool *direct;           /* … and not in a library */
};

/* steps.c: the link steps of the base build, from build.ninja or CMake's link.txt. Appends to *links, in the
 * arena; *count is their number. False after a report. */
bool hp_replay_find_links(struct hp_replay *replay, struct hp_link **links, size_t *count);

/* steps.c: takes a command line apart that runs in `directory`; appends what links in it. */
void hp_replay_take_link(struct hp_replay *replay, const char *directory, const char *text, struct hp_link **links,
                         size_t *count);

/* holds.c: fills in what the image holds. */
void hp_replay_find_held(struct hp_replay *replay, struct hp_link *link);

/* holds.c: the unit whose object has that path, or that is compiled while linking; NULL: none. Once some
 * link's units are known. */
struct hp_tu *hp_replay_unit_of(struct hp_replay *replay, const char *path);
void hp_replay_free_holds(struct hp_replay *replay);

/* link.c: for --link and --link-command: chooses the step, once it is known what units define. For a slim patch it is
 * the step of the described image, which says what is in that, or none. False after a report. */
bool hp_replay_choose_link(struct hp_replay *replay);

/* link.c: makes the command of the patch image. False after a report. */
bool hp_replay_make_link(struct hp_replay *replay);

/* slim.c: the same for a slim patch. */
bool hp_replay_make_slim_link(struct hp_replay *replay);

#endif
