/*
 * Children that are run to their ends: how they ended, and what they wrote.
 */
#include "base/arena.h"
#include "base/diag.h"
#include "base/os_process.h"
#include "base/os_stream.h"
#include "base/strvec.h"
#include "capture.h"
#include "run/exec.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct fixture {
	struct hp_arena arena;
	struct hp_diag diag;
	struct hp_child_io io;
};

static void set_up(struct fixture *at)
{
	hp_arena_init(&at->arena);
	hp_diag_init(&at->diag, "hpcc", NULL);
	at->io =
	    (struct hp_child_io){.env = hp_os_environment(), .in = HP_IO_OURS, .out = HP_IO_OURS, .err = HP_IO_OURS};
}

static char *const *shell(struct fixture *at, const char *script)
{
	struct hp_strvec argv;
	hp_strvec_init(&argv, &at->arena);
	hp_strvec_push(&argv, "/bin/sh");
	hp_strvec_push(&argv, "-c");
	hp_strvec_push(&argv, script);
	return hp_strvec_argv(&argv);
}

static void test_status(void **state)
{
	struct fixture at;
	int status;
	(void)state;
	set_up(&at);
	assert_true(hp_exec_run(&at.diag, shell(&at, "exit 7"), &at.io, &status));
	assert_int_equal(status, 7);
	assert_true(hp_exec_run(&at.diag, shell(&at, "kill -9 $$"), &at.io, &status));
	assert_int_equal(status, 128 + 9);
	hp_arena_fini(&at.arena);
}

static void test_cannot_start(void **state)
{
	struct fixture at;
	char *argv[] = {"/no/such/program", NULL};
	int status = 0;
	(void)state;
	set_up(&at);
	struct capture capture = capture_begin();
	bool done = hp_exec_run(&at.diag, argv, &at.io, &status) ||
	            hp_exec_capture(&at.arena, &at.diag, argv, &at.io, HP_STREAM_OUT, &status) ||
	            hp_exec_lines(&at.diag, argv, &at.io, NULL, NULL, &status);
	const char *text = capture_end(capture, &at.arena);
	assert_false(done);
	assert_int_equal(status, 1);
	assert_int_equal(at.diag.errors, 3);
	assert_non_null(strstr(text, "hpcc: error: cannot run '/no/such/program': No such file or directory\n"));
	hp_arena_fini(&at.arena);
}

static void test_capture(void **state)
{
	struct fixture at;
	int status;
	(void)state;
	set_up(&at);
	at.io.err = HP_IO_NULL;
	assert_string_equal(hp_exec_capture(&at.arena, &at.diag, shell(&at, "echo said; echo no >&2; exit 3"), &at.io,
	                                    HP_STREAM_OUT, &status),
	                    "said\n");
	assert_int_equal(status, 3);
	at.io.out = HP_IO_NULL;
	assert_string_equal(hp_exec_capture(&at.arena, &at.diag, shell(&at, "echo no; printf warned >&2"), &at.io,
	                                    HP_STREAM_ERR, &status),
	                    "warned");
	assert_int_equal(status, 0);
	at.io.in = HP_IO_NULL;
	at.io.err = HP_IO_AS_OUT;
	assert_string_equal(
	    hp_exec_capture(&at.arena, &at.diag, shell(&at, "cat; echo both >&2"), &at.io, HP_STREAM_OUT, &status),
	    "both\n");
	hp_arena_fini(&at.arena);
}

static void take(void *self, char *line, size_t length)
{
	assert_int_equal(strlen(line), length);
	hp_strvec_pushf(self, "<%s>", line);
}

static void test_lines(void **state)
{
	struct fixture at;
	struct hp_strvec lines;
	int status;
	(void)state;
	set_up(&at);
	hp_strvec_init(&lines, &at.arena);
	at.io.folder = "/";
	at.io.err = HP_IO_AS_OUT;
	assert_true(hp_exec_lines(&at.diag, shell(&at, "echo a; echo b >&2; pwd; printf c; exit 4"), &at.io, take,
	                          &lines, &status));
	assert_string_equal(hp_strvec_join(&lines), "<a\n><b\n></\n><c>");
	assert_int_equal(status, 4);
	hp_arena_fini(&at.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_status),
	    cmocka_unit_test(test_cannot_start),
	    cmocka_unit_test(test_capture),
	    cmocka_unit_test(test_lines),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
