/*
 * The request to the back end: what is pushed is read back the same, and nothing else is taken.
 */
#define _GNU_SOURCE
#include "base/arena.h"
#include "base/protocol.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* A value of its own for each row. */
static void fill(struct hp_request *request, struct hp_arena *arena)
{
	int next = 3;
	hp_request_init(request, arena);
	for (int fd = 0; fd < HP_FD_COUNT; fd++)
		request->fds[fd] = next++;
#define HP_TEXT(member, argument, meaning) request->member = hp_arena_printf(arena, "%d=%s", next++, #member);
#define HP_FLAG(member, argument, meaning) request->member = true;
#define HP_LIST(member, argument, meaning)                                                                           \
	hp_strvec_push(&request->member, "-w");                                                                      \
	hp_strvec_push(&request->member, "");                                                                        \
	hp_strvec_push(&request->member, "-Wx=y");
#include "base/protocol.def"
}

static void parse(struct hp_request *request, struct hp_arena *arena, const struct hp_strvec *argv)
{
	hp_request_init(request, arena);
	for (size_t i = 0; i < argv->count; i++)
		assert_true(hp_request_parse(request, argv->items[i]));
}

static void test_round_trip(void **state)
{
	struct hp_arena arena;
	struct hp_request sent, got;
	struct hp_strvec argv;
	(void)state;
	hp_arena_init(&arena);
	hp_strvec_init(&argv, &arena);
	fill(&sent, &arena);
	hp_request_push(&sent, &argv);
	parse(&got, &arena, &argv);
	for (int fd = 0; fd < HP_FD_COUNT; fd++)
		assert_int_equal(got.fds[fd], hp_fd_rows[fd].argument ? sent.fds[fd] : -1);
#define HP_TEXT(member, argument, meaning) assert_string_equal(got.member, sent.member);
#define HP_FLAG(member, argument, meaning) assert_true(got.member);
#define HP_LIST(member, argument, meaning)                                                                           \
	assert_int_equal(got.member.count, 3);                                                                       \
	for (size_t i = 0; i < 3; i++)                                                                               \
		assert_string_equal(got.member.items[i], sent.member.items[i]);
#include "base/protocol.def"
	hp_arena_fini(&arena);
}

static void test_absent(void **state)
{
	struct hp_arena arena;
	struct hp_request request;
	struct hp_strvec argv;
	(void)state;
	hp_arena_init(&arena);
	hp_strvec_init(&argv, &arena);
	hp_request_init(&request, &arena);
	hp_request_push(&request, &argv);
	assert_int_equal(argv.count, 0);
	hp_arena_fini(&arena);
}

static void test_others(void **state)
{
	static const char *const others[] = {
	    "",        "--",          "-",        "x.bc",         "--inputs=x", "--inp=x",
	    "--input", "--verbose=1", "-verbose", "--bitcode-fd", "--=x",
	};
	struct hp_arena arena;
	struct hp_request request;
	(void)state;
	hp_arena_init(&arena);
	hp_request_init(&request, &arena);
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_false(hp_request_parse(&request, others[i]));
	hp_arena_fini(&arena);
}

/* A read end is followed by its write end; each status has a number of its own, and a shell's 126 is none. */
static void test_rows(void **state)
{
	(void)state;
	for (int fd = 0; fd < HP_FD_COUNT; fd++) {
		bool behind = fd && hp_fd_rows[fd - 1].opened == HP_OPENED_READ;
		assert_int_equal(hp_fd_rows[fd].opened == HP_OPENED_WRITE, behind);
		assert_int_equal(hp_fd_rows[fd].argument != NULL, (hp_fd_rows[fd].held & HP_HELD_BACKEND) != 0);
	}
	assert_int_not_equal(hp_fd_rows[HP_FD_COUNT - 1].opened, HP_OPENED_READ);
	assert_true(hp_backend_status_known(HP_BACKEND_DONE));
	assert_true(hp_backend_status_known(HP_BACKEND_OPTIMISE));
	assert_false(hp_backend_status_known(126));
	assert_false(hp_backend_status_known(2));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_round_trip),
	    cmocka_unit_test(test_absent),
	    cmocka_unit_test(test_others),
	    cmocka_unit_test(test_rows),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
