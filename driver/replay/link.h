/*
 * Linking the patch: a recorded link step with the patch's objects in the place of the base build's. Not for others
 * than hpcc-replay.
 */
#ifndef HP_REPLAY_LINK_H
#define HP_REPLAY_LINK_H

#include "base/strvec.h"

struct hp_replay;

/* One command that links. */
struct hp_link {
	const char *directory;  /* where it runs */
	struct hp_strvec words; /* program first, response files expanded */
	const char *image;      /* what it makes in the base build, absolute; NULL: it does not say */
};

/* replay_steps.c: the link steps of the base build, from build.ninja or CMake's link.txt. Appends to *links, in the
 * arena; *count is their number. False after a report. */
bool hp_replay_find_links(struct hp_replay *replay, struct hp_link **links, size_t *count);

/* replay_steps.c: takes a command line apart that runs in `directory`; appends what links in it. */
void hp_replay_take_link(struct hp_replay *replay, const char *directory, const char *text, struct hp_link **links,
                         size_t *count);

/* replay_link.c: for --link and --link-command: chooses the step and makes the command of the patch image. False
 * after a report. */
bool hp_replay_plan_link(struct hp_replay *replay);

#endif
