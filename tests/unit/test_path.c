/* Paths as texts. */
#include "base/arena.h"
#include "files/path.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void test_join(void **state)
{
	static const char *const rows[][3] = {
	    {"/a/b", "c.o", "/a/b/c.o"},          {"/a/b", "/c.o", "/c.o"}, {"/a/b", "../c.o", "/a/c.o"},
	    {"/a/b", "./x//y/.", "/a/b/x/y"},     {"/a", "../../..", "/"},  {"/", "a", "/a"},
	    {"/a/b/", "..x/y..", "/a/b/..x/y.."}, {"/a", "", "/a"},         {"/a", "b/../../c/..", "/"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct hp_arena arena;
		hp_arena_init(&arena);
		assert_string_equal(hp_path_join(&arena, rows[i][0], rows[i][1]), rows[i][2]);
		hp_arena_fini(&arena);
	}
}

static void test_below(void **state)
{
	(void)state;
	assert_string_equal(hp_path_below("/a/b", "/a/b/c/d"), "c/d");
	assert_null(hp_path_below("/a/b", "/a/bc"));
	assert_null(hp_path_below("/a/b", "/a/b"));
	assert_string_equal(hp_path_below("/", "/a"), "a");
	assert_string_equal(hp_path_base("/a/b.c"), "b.c");
	assert_string_equal(hp_path_base("b.c"), "b.c");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_join),
	    cmocka_unit_test(test_below),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
