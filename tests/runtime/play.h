/*
 * The patches of a scenario's folder: patchN.dll with its plan, patchN.plan, or, where there is no plan, the reasons
 * for that, patchN.refused. A patch image with neither is a slim one: the product's loader applies it.
 */
#ifndef PLAY_H
#define PLAY_H

#include "loader/patch.h"
#include "patch.h"
#include "steps.h"

enum { PLAY_PATCHES = 10, PLAY_PATH = 1024 };

struct play_patch {
	struct plan plan;
	struct patch patch;
	struct hpl_patch slim;
	bool open, is_slim;
};

struct play {
	const char *folder;
	struct memory memory;
	struct hpl_process process;
	uint64_t base;
	enum hpl_consistency consistency;
	struct play_patch patches[PLAY_PATCHES];
	char reason[PLAY_PATH];
};

/* "FOLDER/NAME" in `path`. */
void play_path(const struct play *play, const char *name, char path[PLAY_PATH]);

/* Loads patchN.dll and gives its address; 0 on failure. */
typedef uint64_t (*play_load)(struct play *play, const char *path);

/* Applies a patch, which is loaded the first time; takes it back. */
enum steps_status play_patch(struct play *play, unsigned number, play_load load, const char **reason);
enum steps_status play_undo(struct play *play, unsigned number, const char **reason);

/* Says where threads may be when slim patches come and go. */
enum steps_status play_consistency(struct play *play, const char *word);

void play_close(struct play *play);

#endif
