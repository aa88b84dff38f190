/*
 * The system: streams, files and folders as the rest of the project sees them.
 */
#include "base/arena.h"
#include "base/os_file.h"
#include "base/os_folder.h"
#include "base/os_process.h"
#include "base/os_stream.h"
#include "base/strvec.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct fixture {
	struct hp_arena arena;
	const char *folder;
	int back;
};

static int enter(void **state)
{
	static struct fixture at;
	const char *wrong;
	hp_arena_init(&at.arena);
	at.folder = hp_arena_printf(&at.arena, "%s/test-os", hp_os_current_folder(&at.arena));
	*state = &at;
	return hp_os_make_folders(&at.arena, at.folder, &wrong) && hp_os_enter_folder(at.folder, &at.back) ? 0 : -1;
}

static int leave(void **state)
{
	struct fixture *at = *state;
	bool done = hp_os_leave_folder(&at->back);
	hp_arena_fini(&at->arena);
	return done ? 0 : -1;
}

static void put(const char *path, const char *text)
{
	int stream = hp_os_open(path, HP_OPEN_WRITE | HP_OPEN_CREATE | HP_OPEN_EMPTY);
	bool done = stream >= 0 && hp_os_write_text(stream, text);
	assert_true(hp_os_close_written(&stream, done));
}

static void test_file(void **state)
{
	struct fixture *at = *state;
	size_t size = 0;
	put("file", "text");
	assert_string_equal(hp_os_read_file(&at->arena, "file", &size), "text");
	assert_int_equal(size, 4);
	int stream = hp_os_open("file", HP_OPEN_WRITE | HP_OPEN_APPEND);
	assert_true(hp_os_write_text(stream, "+more") && hp_os_flush(stream) && hp_os_close(&stream));
	assert_int_equal(stream, -1);
	assert_string_equal(hp_os_read_file(&at->arena, "file", &size), "text+more");
	assert_int_equal(hp_os_open("file", HP_OPEN_WRITE | HP_OPEN_CREATE | HP_OPEN_NEW), -1);
	assert_int_equal(errno, EEXIST);
	stream = hp_os_open("file", HP_OPEN_READ | HP_OPEN_WRITE);
	assert_string_equal(hp_os_read_tail(&at->arena, stream, 3, &size), "ore");
	assert_string_equal(hp_os_read_tail(&at->arena, stream, 300, &size), "text+more");
	assert_true(hp_os_truncate(stream, 2));
	assert_string_equal(hp_os_read_whole(&at->arena, stream, &size), "te");
	hp_os_close(&stream);
	assert_true(hp_os_rename("file", "other") && hp_os_remove_file("other"));
	assert_null(hp_os_read_file(&at->arena, "other", &size));
	assert_int_equal(errno, ENOENT);
	assert_null(hp_os_read_file(&at->arena, ".", &size)); /* which can be opened */
	assert_int_equal(errno, EISDIR);
}

static void test_info(void **state)
{
	struct fixture *at = *state;
	struct hp_os_info one, other;
	int ends[2];
	put("file", "text");
	assert_true(hp_os_exists("file") && hp_os_is_file("file") && !hp_os_is_folder("file"));
	assert_true(hp_os_may_read("file") && hp_os_may_write("file") && hp_os_may_write_or_make("none"));
	assert_true(hp_os_exists(".") && !hp_os_is_file(".") && hp_os_is_folder("."));
	assert_false(hp_os_exists("none") || hp_os_is_file("none") || hp_os_is_folder("none"));
	assert_false(hp_os_may_write_or_make("file/none"));
	assert_true(hp_os_info("file", &one) && hp_os_info("./file", &other));
	assert_true(one.kind == HP_OS_FILE && one.size == 4 && hp_os_is_same(&one, &other));
	assert_true(hp_os_info(".", &other) && other.kind == HP_OS_FOLDER && !hp_os_is_same(&one, &other));
	assert_true(hp_os_open_pipe(&ends[0], &ends[1]) && hp_os_stream_info(ends[0], &other));
	assert_int_equal(other.kind, HP_OS_PIPE);
	assert_true(hp_os_close(&ends[0]) && hp_os_close(&ends[1]));
	assert_string_equal(hp_os_real_path(&at->arena, "./file"),
	                    hp_arena_printf(&at->arena, "%s/file", at->folder));
	hp_os_remove_file("file");
	assert_true(hp_os_matches("/a/b.c", "/a/*.c") && hp_os_matches("/a/b.c", "*.[cd]"));
	assert_false(hp_os_matches("/a/b.c", "*.d"));
}

static void test_memory(void **state)
{
	struct fixture *at = *state;
	size_t size;
	char start[2];
	int one = hp_os_open_memory("one"), other = hp_os_open_memory("other");
	assert_true(hp_os_write_text(one, "abcdef"));
	int again = hp_os_open_again(one);
	assert_true(hp_os_read_some(again, start, sizeof start, &size) && size == 2 && memcmp(start, "ab", 2) == 0);
	assert_true(hp_os_copy_rest(again, other) && hp_os_copy(one, other));
	assert_string_equal(hp_os_read_whole(&at->arena, other, &size), "cdefabcdef");
	assert_int_equal(hp_os_stream_of(hp_os_stream_path(&at->arena, one)), -1); /* nobody handed it to us */
	assert_true(hp_os_bequeath(one));
	assert_int_equal(hp_os_stream_of(hp_os_stream_path(&at->arena, one)), one);
	assert_int_equal(hp_os_stream_of("/dev/stdin"), HP_STREAM_IN);
	assert_int_equal(hp_os_stream_of("file"), -1);
	hp_os_close(&one);
	hp_os_close(&other);
	hp_os_close(&again);
}

static void test_lock(void **state)
{
	(void)state;
	put("file", "");
	int one = hp_os_open("file", HP_OPEN_WRITE), other = hp_os_open("file", HP_OPEN_WRITE);
	assert_int_equal(hp_os_lock(one, true), HP_LOCK_OURS);
	assert_int_equal(hp_os_lock(other, false), HP_LOCK_TAKEN);
	hp_os_close(&one);
	assert_int_equal(hp_os_lock(other, false), HP_LOCK_OURS);
	hp_os_close(&other);
	assert_int_equal(hp_os_lock(other, false), HP_LOCK_FAILED);
	hp_os_remove_file("file");
}

struct seen {
	struct hp_strvec files;
};

static bool not_closed(void *self, const char *folder)
{
	(void)self;
	return !strstr(folder, "closed");
}

static void see(void *self, const char *file)
{
	struct seen *seen = self;
	hp_strvec_push(&seen->files, hp_arena_strdup(seen->files.arena, file));
}

static void test_folder(void **state)
{
	struct fixture *at = *state;
	struct hp_strvec names;
	struct seen seen;
	const char *wrong;
	hp_strvec_init(&names, &at->arena);
	hp_strvec_init(&seen.files, &at->arena);
	assert_true(hp_os_make_folders(&at->arena, "a/b", &wrong) &&
	            hp_os_make_folders(&at->arena, "a/closed", &wrong));
	assert_false(hp_os_make_folder("a") || errno != EEXIST);
	put("a/b/file", "");
	put("a/closed/file", "");
	assert_true(hp_os_list_folder(&names, "a/b"));
	assert_int_equal(names.count, 1);
	assert_string_equal(names.items[0], "file");
	assert_false(hp_os_list_folder(&names, "none"));
	hp_os_walk("a", not_closed, see, &seen);
	assert_int_equal(seen.files.count, 1);
	assert_string_equal(seen.files.items[0], "a/b/file");
	hp_os_walk("a", NULL, see, &seen);
	assert_int_equal(seen.files.count, 3);
	assert_false(hp_os_make_folders(&at->arena, "a/b/file/c", &wrong));
	assert_string_equal(wrong, "a/b/file/c");
}

static void test_temporary(void **state)
{
	(void)state;
	assert_true(hp_os_set_variable("TMPDIR", "/t"));
	assert_string_equal(hp_os_temporary_folder(), "/t");
	assert_true(hp_os_set_variable("TMPDIR", ""));
	assert_string_equal(hp_os_temporary_folder(), "/tmp");
}

static void test_unique(void **state)
{
	char first[] = "part.XXXXXX.json", second[] = "part.XXXXXX.json";
	(void)state;
	int one = hp_os_open_unique(first, strlen(".json")), other = hp_os_open_unique(second, strlen(".json"));
	assert_true(one >= 0 && other >= 0);
	assert_true(strcmp(first, second) != 0 && strcmp(first + 11, ".json") == 0);
	assert_true(hp_os_is_file(first) && hp_os_may_write(second));
	assert_true(hp_os_close(&one) && hp_os_close(&other));
	assert_true(hp_os_remove_file(first) && hp_os_remove_file(second));
	char nowhere[] = "nowhere/XXXXXX";
	assert_int_equal(hp_os_open_unique(nowhere, 0), -1);
}

static void test_paths(void **state)
{
	struct fixture *at = *state;
	int stream = hp_os_open_memory("x");
	assert_true(hp_os_is_stream_path(hp_os_stream_path(&at->arena, stream)));
	assert_false(hp_os_is_stream_path(at->folder));
	assert_true(hp_os_close(&stream));
	stream = hp_os_open(hp_os_null_path(), HP_OPEN_WRITE);
	assert_true(hp_os_write_text(stream, "nothing") && hp_os_close(&stream));
}

static void test_process(void **state)
{
	struct fixture *at = *state;
	struct hp_os_info one, other;
	double before = hp_os_seconds();
	unsigned long long now = hp_os_now();
	assert_true(hp_os_info(hp_os_self_path(&at->arena), &one) && hp_os_info(hp_os_self_file(), &other));
	assert_true(hp_os_is_same(&one, &other));
	assert_true(hp_os_now() > now && hp_os_seconds() >= before);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_file),    cmocka_unit_test(test_info),   cmocka_unit_test(test_memory),
	    cmocka_unit_test(test_lock),    cmocka_unit_test(test_folder), cmocka_unit_test(test_temporary),
	    cmocka_unit_test(test_process), cmocka_unit_test(test_unique), cmocka_unit_test(test_paths),
	};
	return cmocka_run_group_tests(tests, enter, leave);
}
