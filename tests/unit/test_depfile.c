/*
 * Dependency files completed.
 */
#define _GNU_SOURCE
#include "base/arena.h"
#include "base/diag.h"
#include "base/os_stream.h"
#include "cmdline/depfile.h"
#include "cmdline/invocation.h"
#include "cmdline/outputs.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* What clang wrote, what is added (NULL: nothing), what it becomes. */
static const struct {
	const char *before, *add, *after;
} rows[] = {
    {"a.o: a.c\n", "l", "a.o: a.c \\\n  l\n"},
    {"a.o: a.c \\\n  b.h\n", "l", "a.o: a.c \\\n  b.h \\\n  l\n"},
    {"a.o: a.c \\\n  b.h\nb.h:\n", "l", "a.o: a.c \\\n  b.h \\\n  l\nb.h:\n"},
    {"a.o: a.c", "l", "a.o: a.c \\\n  l"},
    {"a.o:", "l", "a.o: \\\n  l"},
    {"", "l", " \\\n  l"},
    {"a.o: a.c\n", "two words", "a.o: a.c \\\n  two\\ words\n"},
    {"a.o: a.c\n", "#$ \\ ", "a.o: a.c \\\n  \\#$$\\ \\\\\\ \n"},
    {"a.o: a.c\n", NULL, "a.o: a.c\n"},
};

static void test_add(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct hp_arena arena;
		struct hp_invocation inv;
		struct hp_diag diag;
		char path[] = "/tmp/hpcc-depfile-XXXXXX", text[256] = "";
		const char *const args[] = {"-MD", "-c", "a.c", NULL};
		int fd = mkstemp(path);
		assert_true(fd >= 0 && hp_os_write_all(fd, rows[i].before, strlen(rows[i].before)));
		hp_arena_init(&arena);
		hp_diag_init(&diag, "test", NULL);
		hp_invocation_init(&inv, &arena, "hpcc");
		hp_invocation_parse(&inv, args, 3);
		struct hp_strvec dependencies;
		hp_strvec_init(&dependencies, &arena);
		if (rows[i].add)
			hp_strvec_push(&dependencies, rows[i].add);
		struct hp_outputs outputs = {.dependencies = path};
		assert_true(hp_depfile_add(&inv, &dependencies, &outputs, &diag));
		assert_true(pread(fd, text, sizeof text - 1, 0) >= 0);
		assert_string_equal(text, rows[i].after);
		close(fd);
		unlink(path);
		hp_arena_fini(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_add)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
