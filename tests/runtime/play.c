/*
 * The patches of a scenario's folder, for all stages.
 */
#include "play.h"

#include <stdio.h>
#include <string.h>

void play_path(const struct play *play, const char *name, char path[PLAY_PATH])
{
	snprintf(path, PLAY_PATH, "%s/%s", play->folder, name);
}

/* Why the plan could not be made; false if it was. */
static bool read_refusal(struct play *play, unsigned number)
{
	char name[32], path[PLAY_PATH];
	snprintf(name, sizeof name, "patch%u.refused", number);
	play_path(play, name, path);
	FILE *file = fopen(path, "r");
	if (!file)
		return false;
	play->reason[fread(play->reason, 1, sizeof play->reason - 1, file)] = '\0';
	fclose(file);
	return true;
}

static bool exists(const char *path)
{
	FILE *file = fopen(path, "r");
	if (file)
		fclose(file);
	return file != NULL;
}

/* Why the loader refuses, in the play's own buffer: a scenario asks after the patch is closed. */
static enum steps_status slim_status(struct play *play, struct play_patch *patch, enum hpl_result result)
{
	snprintf(play->reason, sizeof play->reason, "%s", patch->slim.reason.text);
	return result == HPL_DONE ? STEPS_PASS : STEPS_REFUSED;
}

static enum steps_status open_patch(struct play *play, unsigned number, play_load load)
{
	struct play_patch *patch = &play->patches[number];
	char name[32], path[PLAY_PATH];
	snprintf(name, sizeof name, "patch%u.plan", number);
	play_path(play, name, path);
	patch->is_slim = !exists(path);
	if (!patch->is_slim && !plan_read(&patch->plan, path))
		return STEPS_UNUSABLE;
	snprintf(name, sizeof name, "patch%u.dll", number);
	play_path(play, name, path);
	uint64_t image = load(play, path);
	if (!image)
		return STEPS_UNUSABLE;
	if (patch->is_slim) {
		enum hpl_result result = hpl_patch_open(&patch->slim, &play->process, image);
		patch->open = result == HPL_DONE;
		return slim_status(play, patch, result);
	}
	patch->open = patch_open(&patch->patch, &patch->plan, &play->memory, play->base, image);
	return patch->open ? STEPS_PASS : STEPS_REFUSED;
}

/* Refs are read-only, but while they are bound. */
static bool refs_are_closed(struct play_patch *patch)
{
	const struct memory *memory = patch->patch.memory;
	uint64_t value;
	size_t size = patch->plan.machine == HP_PE_X86 ? 4 : 8;
	for (size_t i = 0; i < patch->plan.count; i++) {
		uint64_t ref = patch->patch.image + patch->plan.steps[i].patch;
		if (patch->plan.steps[i].kind == PLAN_BIND && (!memory->read(memory->self, ref, &value, size) ||
		                                               memory->write(memory->self, ref, &value, size))) {
			printf("ref '%s' can be written\n", patch->plan.steps[i].name);
			return false;
		}
	}
	return true;
}

enum steps_status play_patch(struct play *play, unsigned number, play_load load, const char **reason)
{
	*reason = play->reason;
	if (number < 1 || number >= PLAY_PATCHES)
		return STEPS_UNUSABLE;
	struct play_patch *patch = &play->patches[number];
	if (!patch->open && read_refusal(play, number))
		return STEPS_REFUSED;
	enum steps_status status = patch->open ? STEPS_PASS : open_patch(play, number, load);
	if (status == STEPS_UNUSABLE)
		return status;
	patch->slim.rules.consistency = play->consistency;
	if (patch->is_slim)
		return status == STEPS_PASS ? slim_status(play, patch, hpl_patch_apply(&patch->slim)) : status;
	*reason = patch->patch.reason;
	if (status == STEPS_REFUSED || !patch_apply(&patch->patch))
		return STEPS_REFUSED;
	return refs_are_closed(patch) ? STEPS_PASS : STEPS_WRONG;
}

enum steps_status play_undo(struct play *play, unsigned number, const char **reason)
{
	if (number < 1 || number >= PLAY_PATCHES || !play->patches[number].open)
		return STEPS_UNUSABLE;
	*reason = play->reason;
	if (play->patches[number].is_slim)
		return slim_status(play, &play->patches[number], hpl_patch_undo(&play->patches[number].slim));
	*reason = play->patches[number].patch.reason;
	return patch_undo(&play->patches[number].patch) ? STEPS_PASS : STEPS_REFUSED;
}

enum steps_status play_consistency(struct play *play, const char *word)
{
	static const char *const words[] = {"none", "ip", "stack"};
	for (unsigned i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(word, words[i]) == 0) {
			play->consistency = (enum hpl_consistency)i;
			return STEPS_PASS;
		}
	return STEPS_UNUSABLE;
}

void play_close(struct play *play)
{
	for (unsigned i = 0; i < PLAY_PATCHES; i++) {
		if (play->patches[i].is_slim)
			hpl_patch_close(&play->patches[i].slim);
		patch_close(&play->patches[i].patch);
		plan_free(&play->patches[i].plan);
	}
}
