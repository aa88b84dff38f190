/*
 * Plays a scenario in Unicorn, on the processor that its images are made for.
 *
 * usage: play FOLDER STEPS; the exit status is steps_status. system.dll and dll.dll, where the folder has them, are
 * loaded first.
 */
#include "guest.h"
#include "guest_process.h"
#include "play.h"

#include <stdio.h>
#include <unistd.h>

/* A begun function gets a turn at each step, of a length that differs, so that it is met at different places. */
enum { SHORTEST_TURN = 1, TURNS = 211, TURN_STRIDE = 37, SECONDS = 20, OTHER = 1 };

struct unicorn {
	struct play play; /* first, so that a pointer to it is one to this */
	struct guest guest;
	struct guest_image *program;
	bool started, ended;
	uint64_t result;
	unsigned turn;
	char reason[GUEST_REASON]; /* of the last call that did not return */
};

static bool let_other_run(struct unicorn *stage, size_t instructions)
{
	if (!stage->started || stage->ended)
		return true;
	return machine_step(&stage->guest.machine, OTHER, instructions, &stage->ended, &stage->result);
}

static bool turn(struct unicorn *stage)
{
	return let_other_run(stage, SHORTEST_TURN + stage->turn++ * TURN_STRIDE % TURNS);
}

static enum steps_status load(void *self, const char *image)
{
	static const char *const before[] = {"system.dll", "dll.dll"};
	struct unicorn *stage = self;
	char path[PLAY_PATH];
	for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
		play_path(&stage->play, before[i], path);
		if (access(path, R_OK) == 0 && !guest_load(&stage->guest, path))
			return STEPS_UNUSABLE;
	}
	play_path(&stage->play, image, path);
	stage->program = guest_load(&stage->guest, path);
	if (!stage->program)
		return STEPS_UNUSABLE;
	stage->play.base = stage->program->base;
	return STEPS_PASS;
}

static uint64_t load_patch(struct play *play, const char *path)
{
	struct unicorn *stage = (struct unicorn *)play;
	const struct guest_image *image = guest_load(&stage->guest, path);
	return image ? image->base : 0;
}

static bool find(const struct unicorn *stage, const char *name, struct machine_function *function)
{
	uint32_t address = hp_pe_export(&stage->program->pe, name);
	function->address = stage->program->base + address;
	return address != 0;
}

static enum steps_status call(void *self, const char *name, const int32_t args[STEPS_ARGS], unsigned count,
                              int32_t *result)
{
	struct unicorn *stage = self;
	struct machine_function function = {.count = count};
	bool timeout = false;
	uint64_t value = 0;
	if (!find(stage, name, &function))
		return STEPS_UNUSABLE;
	for (unsigned i = 0; i < count; i++)
		function.args[i] = (uint32_t)args[i];
	if (!turn(stage) || !machine_call(&stage->guest.machine, &function, SECONDS, &value, &timeout)) {
		guest_reason(&stage->guest, stage->reason);
		return STEPS_CRASH;
	}
	*result = (int32_t)value;
	if (guest_is_unwound(&stage->guest))
		return STEPS_PASS;
	snprintf(stage->reason, sizeof stage->reason, "the call has left an exception or a handler behind");
	return STEPS_CRASH;
}

static const char *reason(void *self)
{
	return ((struct unicorn *)self)->reason;
}

static enum steps_status patch(void *self, unsigned number, const char **reason)
{
	return turn(self) ? play_patch(self, number, load_patch, reason) : STEPS_CRASH;
}

static enum steps_status undo(void *self, unsigned number, const char **reason)
{
	return turn(self) ? play_undo(self, number, reason) : STEPS_CRASH;
}

static enum steps_status start(void *self, const char *name)
{
	struct unicorn *stage = self;
	struct machine_function function = {0};
	if (stage->started || !find(stage, name, &function))
		return STEPS_UNUSABLE;
	stage->started = guest_renew(&stage->guest, OTHER) && machine_start(&stage->guest.machine, OTHER, &function);
	return stage->started ? STEPS_PASS : STEPS_UNUSABLE;
}

static enum steps_status join(void *self, int32_t *result)
{
	struct unicorn *stage = self;
	if (!stage->started)
		return STEPS_UNUSABLE;
	if (!let_other_run(stage, 0) || !stage->ended)
		return STEPS_CRASH;
	*result = (int32_t)stage->result;
	stage->started = stage->ended = false;
	return STEPS_PASS;
}

static enum steps_status consistency(void *self, const char *word)
{
	return play_consistency(self, word);
}

int main(int argc, char **argv)
{
	static struct unicorn unicorn; /* too large for the stack */
	if (argc != 3) {
		fprintf(stderr, "usage: play FOLDER STEPS\n");
		return STEPS_UNUSABLE;
	}
	hp_diag_init(&unicorn.guest.diag, "play", NULL);
	unicorn.play.folder = argv[1];
	unicorn.play.consistency = HPL_CONSISTENCY_IP;
	unicorn.play.memory = machine_memory(&unicorn.guest.machine);
	unicorn.play.process = guest_process(&unicorn.guest);
	struct stage stage = {&unicorn, load, call, patch, undo, start, join, consistency, reason};
	enum steps_status status = steps_run(&stage, argv[2]);
	play_close(&unicorn.play);
	guest_close(&unicorn.guest);
	return (int)status;
}
