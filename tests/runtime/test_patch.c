/* What the loader refuses, and that it then leaves memory as it was. The process is an array of bytes. */
#include "patch.h"
#include "thunk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { BASE = 0x1000, IMAGE = 0x2000, END = 0x3000, HEADER = 0x80, CODE = 0x100, OTHER = 0x140, DATA = 0x200 };

struct fake {
	unsigned char bytes[END];
	bool open, no_pause;
	int writes_left; /* before the one that fails; negative: none does */
	uint64_t thread; /* where another thread stands */
	unsigned moves;  /* how often it had to go on before it could be stopped */
};

static bool fake_read(void *self, uint64_t address, void *data, size_t size)
{
	struct fake *fake = self;
	if (address > END || size > END - address)
		return false;
	memcpy(data, fake->bytes + address, size);
	return true;
}

static bool fake_write(void *self, uint64_t address, const void *data, size_t size)
{
	struct fake *fake = self;
	if (!fake->open || address > END - size || fake->writes_left-- == 0)
		return false;
	memcpy(fake->bytes + address, data, size);
	return true;
}

static bool fake_open(void *self, uint64_t address, size_t size, unsigned *old)
{
	(void)address, (void)size;
	*old = 7;
	((struct fake *)self)->open = true;
	return true;
}

static bool fake_close(void *self, uint64_t address, size_t size, unsigned old)
{
	(void)address, (void)size;
	((struct fake *)self)->open = false;
	return old == 7;
}

static bool fake_flush(void *self, uint64_t address, size_t size)
{
	(void)self, (void)address, (void)size;
	return true;
}

static bool fake_pause(void *self, memory_busy busy, const void *context)
{
	struct fake *fake = self;
	for (; busy(context, fake->thread); fake->thread++)
		fake->moves++;
	return !fake->no_pause;
}

static bool fake_resume(void *self)
{
	(void)self;
	return true;
}

static void put(struct fake *fake, uint64_t address, uint64_t value, size_t size)
{
	memcpy(fake->bytes + address, &value, size);
}

static void put_image(struct fake *fake, uint64_t at, uint32_t timestamp)
{
	put(fake, at + 0x3c, HEADER, 4);
	put(fake, at + HEADER + 4, HP_PE_X64, 2);
	put(fake, at + HEADER + 8, timestamp, 4);
	put(fake, at + HEADER + 24 + 56, 0x1000, 4);
	memset(fake->bytes + at + CODE - 16, 0xcc, 16);
	put(fake, at + CODE, 0x9066, 2);
	memset(fake->bytes + at + OTHER - 16, 0xcc, 16);
	put(fake, at + OTHER, 0x9066, 2);
}

static struct plan plan;

static struct memory memory_of(struct fake *fake)
{
	return (struct memory){fake,       fake_read,  fake_write, fake_open,
	                       fake_close, fake_flush, fake_pause, fake_resume};
}

/* A ref at DATA, an unlisted function at OTHER, a listed one at CODE, in both images at the same place. */
static int set_up(void **state)
{
	struct fake *fake = calloc(1, sizeof *fake);
	put_image(fake, BASE, 11);
	put_image(fake, IMAGE, 22);
	put(fake, IMAGE + DATA, IMAGE + DATA + 8, 8);
	fake->writes_left = -1;
	plan = (struct plan){.machine = HP_PE_X64, .base = {11, 0x1000}, .patch = {22, 0x1000}};
	plan_add(&plan, &(struct plan_step){PLAN_BIND, DATA, DATA + 8, DATA + 8, {0}, 0, "__ref_x"});
	plan_add(&plan, &(struct plan_step){PLAN_LEAVE, OTHER, OTHER, 0, {0x66, 0x90}, 2, "other"});
	plan_add(&plan, &(struct plan_step){PLAN_ENTER, CODE, CODE, 0, {0x66, 0x90}, 2, "f"});
	*state = fake;
	return 0;
}

static int tear_down(void **state)
{
	plan_free(&plan);
	free(*state);
	return 0;
}

/* Opens and applies; expects a reason with `text` in it and untouched memory. */
static void expect_refusal(struct fake *fake, const char *text)
{
	struct memory memory = memory_of(fake);
	struct patch patch;
	unsigned char *before = malloc(END);
	memcpy(before, fake->bytes, END);
	bool done = patch_open(&patch, &plan, &memory, BASE, IMAGE) && patch_apply(&patch);
	assert_false(done);
	if (!strstr(patch.reason, text))
		fail_msg("'%s' is not in '%s'", text, patch.reason);
	assert_memory_equal(before, fake->bytes, END);
	patch_close(&patch);
	free(before);
}

static void test_applies_and_takes_back(void **state)
{
	struct fake *fake = *state;
	struct memory memory = memory_of(fake);
	struct patch patch;
	unsigned char *before = malloc(END), expected[THUNK_PAD];
	memcpy(before, fake->bytes, END);
	assert_true(patch_open(&patch, &plan, &memory, BASE, IMAGE));
	assert_true(patch_apply(&patch));
	uint64_t ref;
	memcpy(&ref, fake->bytes + IMAGE + DATA, sizeof ref);
	assert_int_equal(ref, BASE + DATA + 8);
	thunk_long(HP_PE_X64, BASE + CODE, IMAGE + CODE, expected);
	assert_memory_equal(fake->bytes + BASE + CODE - 14, expected, 14);
	assert_memory_equal(fake->bytes + BASE + CODE, "\xeb\xf0", 2);
	thunk_long(HP_PE_X64, IMAGE + OTHER, BASE + OTHER, expected);
	assert_memory_equal(fake->bytes + IMAGE + OTHER - 14, expected, 14);
	assert_false(patch_apply(&patch));
	assert_false(patch_unbind(&patch));
	assert_true(patch_undo(&patch));
	assert_false(patch_undo(&patch));
	assert_memory_equal(fake->bytes + BASE, before + BASE, IMAGE - BASE);
	assert_true(patch_unbind(&patch));
	assert_memory_equal(fake->bytes, before, END);
	patch_close(&patch);
	free(before);
}

static void test_refuses_images_that_do_not_match(void **state)
{
	struct fake *fake = *state;
	put(fake, BASE + HEADER + 8, 12, 4);
	expect_refusal(fake, "the base in memory is not the image");
	put(fake, BASE + HEADER + 8, 11, 4);
	put(fake, IMAGE + HEADER + 24 + 56, 0x2000, 4);
	expect_refusal(fake, "the patch in memory is not the image");
	put(fake, IMAGE + HEADER + 24 + 56, 0x1000, 4);
	put(fake, BASE + HEADER + 4, HP_PE_ARM64, 2);
	expect_refusal(fake, "the base in memory is not the image");
}

static void test_refuses_functions(void **state)
{
	struct fake *fake = *state;
	put(fake, BASE + CODE - 3, 0x55, 1);
	expect_refusal(fake, "function 'f': the room before it is in use");
	put(fake, BASE + CODE - 3, 0xcc, 1);
	put(fake, BASE + CODE, 0xc031, 2);
	expect_refusal(fake, "function 'f': its first instruction is not the one in the file");
	put(fake, BASE + CODE, 0x9066, 2);
	put(fake, IMAGE + OTHER - 1, 0x90, 1);
	expect_refusal(fake, "function 'other': the room before it is in use");
	put(fake, IMAGE + OTHER - 1, 0xcc, 1);
	plan.steps[2].first_size = 1;
	expect_refusal(fake, "function 'f': its first instruction is too short");
}

static void test_refuses_refs(void **state)
{
	struct fake *fake = *state;
	put(fake, IMAGE + DATA, 1, 1);
	expect_refusal(fake, "ref '__ref_x' does not hold the address of its variable");
}

static void test_refuses_addresses_outside(void **state)
{
	plan.steps[2].base = 10 * END;
	expect_refusal(*state, "cannot read");
}

/* Whichever write fails, the base is as before. */
static void test_takes_back_what_failed(void **state)
{
	struct fake *fake = *state;
	struct memory memory = memory_of(fake);
	unsigned char before[IMAGE - BASE];
	memcpy(before, fake->bytes + BASE, sizeof before);
	for (int writes = 0; writes < 5; writes++) {
		struct patch patch;
		assert_true(patch_open(&patch, &plan, &memory, BASE, IMAGE));
		fake->writes_left = writes;
		assert_false(patch_apply(&patch));
		assert_non_null(strstr(patch.reason, "cannot write"));
		assert_false(patch.entered);
		assert_memory_equal(fake->bytes + BASE, before, sizeof before);
		assert_true(!patch.bound || patch_unbind(&patch));
		patch_close(&patch);
	}
	fake->no_pause = true;
	struct patch patch;
	assert_true(patch_open(&patch, &plan, &memory, BASE, IMAGE));
	assert_false(patch_apply(&patch));
	assert_non_null(strstr(patch.reason, "cannot stop the other threads"));
	patch_close(&patch);
}

static void test_undoes_in_reverse_only(void **state)
{
	struct fake *fake = *state;
	struct memory memory = memory_of(fake);
	struct patch first, second;
	plan.count = 1; /* the patch image of both is one: only the listed function is its own */
	plan.steps[0] = (struct plan_step){PLAN_ENTER, CODE, CODE, 0, {0x66, 0x90}, 2, "f"};
	struct plan other = plan;
	struct plan_step step = plan.steps[0];
	step.patch = OTHER;
	other.steps = &step;
	assert_true(patch_open(&first, &plan, &memory, BASE, IMAGE));
	assert_true(patch_open(&second, &other, &memory, BASE, IMAGE));
	assert_true(patch_apply(&first));
	assert_true(patch_apply(&second));
	assert_false(patch_undo(&first));
	assert_non_null(strstr(first.reason, "another patch lies over this one"));
	assert_true(patch_undo(&second));
	assert_true(patch_undo(&first));
	assert_memory_equal(fake->bytes + BASE + CODE, "\x66\x90", 2);
	patch_close(&first);
	patch_close(&second);
}

/* Neither jump changes while a thread is between them. */
static void test_waits_for_threads_between_the_jumps(void **state)
{
	struct fake *fake = *state;
	struct memory memory = memory_of(fake);
	struct patch patch;
	assert_true(patch_open(&patch, &plan, &memory, BASE, IMAGE));
	fake->thread = BASE + CODE;
	assert_true(patch_apply(&patch));
	assert_int_equal(fake->moves, 0);
	fake->thread = BASE + CODE - 14;
	assert_true(patch_undo(&patch));
	assert_int_equal(fake->moves, 14);
	patch_close(&patch);
}

static void test_reads_its_own_plans(void **state)
{
	const char *path = "test_patch.plan";
	struct plan again;
	(void)state;
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_true(plan_write(&plan, file));
	fclose(file);
	assert_true(plan_read(&again, path));
	assert_int_equal(again.count, plan.count);
	assert_int_equal(again.machine, HP_PE_X64);
	assert_int_equal(again.base.timestamp, 11);
	assert_memory_equal(again.steps, plan.steps, plan.count * sizeof *plan.steps);
	plan_free(&again);
	file = fopen(path, "a");
	fputs("bind everything\n", file);
	fclose(file);
	assert_false(plan_read(&again, path));
	plan_free(&again);
	remove(path);
	assert_false(plan_read(&again, path));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_applies_and_takes_back, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_refuses_images_that_do_not_match, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_refuses_functions, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_refuses_refs, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_refuses_addresses_outside, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_takes_back_what_failed, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_undoes_in_reverse_only, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_waits_for_threads_between_the_jumps, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_reads_its_own_plans, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
