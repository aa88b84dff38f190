/*
 * Outputs become files: whole or not at all, also when writing fails half-way.
 */
#define _GNU_SOURCE
#include "base/arena.h"
#include "base/diag.h"
#include "base/os_stream.h"
#include "capture.h"
#include "files/commit.h"

#include <dirent.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <cmocka.h>

enum { BIG = 64 * 1024 };

static char folder[] = "/tmp/hpcc-test-commit-XXXXXX";

static int enter_folder(void **state)
{
	(void)state;
	return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int leave_folder(void **state)
{
	(void)state;
	unlink("a");
	unlink("b");
	return chdir("/") == 0 && rmdir(folder) == 0 ? 0 : -1;
}

static int memory(size_t size)
{
	static char data[BIG];
	int fd = hp_os_open_memory("test");
	memset(data, 'x', sizeof data);
	assert_true(fd >= 0 && hp_os_write_all(fd, data, size));
	return fd;
}

static void put_old(const char *name)
{
	FILE *file = fopen(name, "w");
	assert_non_null(file);
	fputs("old", file);
	fclose(file);
}

static size_t size_of(const char *name)
{
	struct stat st;
	assert_int_equal(stat(name, &st), 0);
	return (size_t)st.st_size;
}

/* Files in the folder, whatever they are called. */
static size_t count_files(void)
{
	DIR *dir = opendir(".");
	size_t count = 0;
	assert_non_null(dir);
	for (struct dirent *entry; (entry = readdir(dir));)
		count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
	closedir(dir);
	return count;
}

static void test_replaces(void **state)
{
	(void)state;
	struct hp_arena arena;
	struct hp_diag diag;
	hp_arena_init(&arena);
	hp_diag_init(&diag, "hpcc", NULL);
	struct hp_commit commit = {.arena = &arena, .diag = &diag};
	int a = memory(BIG), b = memory(0);
	put_old("a");
	assert_true(hp_commit_add(&commit, "a", a));
	assert_true(hp_commit_add(&commit, "./b", b));
	assert_int_equal(size_of("a"), 3); /* until everything is there */
	assert_true(hp_commit_place(&commit));
	hp_commit_keep(&commit);
	assert_int_equal(size_of("a"), BIG);
	assert_int_equal(size_of("b"), 0);
	assert_int_equal(count_files(), 2);
	unlink("b");
	close(a);
	close(b);
	hp_arena_fini(&arena);
}

/* A file size limit stands for a full disk: the second output does not fit, so neither appears. */
static void test_full(void **state)
{
	(void)state;
	struct hp_arena arena;
	struct hp_diag diag;
	hp_arena_init(&arena);
	hp_diag_init(&diag, "hpcc", NULL);
	struct hp_commit commit = {.arena = &arena, .diag = &diag};
	int small = memory(100), big = memory(BIG);
	put_old("a");
	unlink("b");
	struct capture capture = capture_begin();
	struct rlimit old, limit;
	getrlimit(RLIMIT_FSIZE, &old);
	limit = old;
	limit.rlim_cur = 4096;
	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &limit);
	bool first = hp_commit_add(&commit, "b", small);
	bool second = hp_commit_add(&commit, "a", big);
	hp_commit_abort(&commit);
	setrlimit(RLIMIT_FSIZE, &old);
	const char *text = capture_end(capture, &arena);
	assert_true(first);
	assert_false(second);
	assert_string_equal(text, "hpcc: error: cannot write 'a': File too large\n");
	assert_int_equal(size_of("a"), 3);
	assert_int_equal(count_files(), 1);
	close(small);
	close(big);
	hp_arena_fini(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_replaces),
	    cmocka_unit_test(test_full),
	};
	return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
