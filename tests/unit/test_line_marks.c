/*
 * Where `#line` stands behind what a fix changes.
 */
#include "base/arena.h"
#include "diff/line_marks.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* One line put in before line `at`, or in place of `old` lines from there on. */
static void check(const char *text, unsigned long at, unsigned long old, const char *wanted)
{
	struct hp_arena arena;
	struct hp_hunk hunk = {.old_line = at, .old_count = old, .new_line = at, .new_count = 1};
	hp_arena_init(&arena);
	assert_string_equal(hp_line_marks(&arena, text, &hunk, 1), wanted);
	hp_arena_fini(&arena);
}

static void stands_behind_the_change(void **state)
{
	(void)state;
	check("a\nnew\nb\nc\n", 2, 0, "a\nnew\n#line 2\nb\nc\n");
	check("a\nnew\nb\n", 2, 3, "a\nnew\n#line 5\nb\n");
	check("a\nnew\nb\n", 2, 1, "a\nnew\nb\n");
	check("a\nnew\n", 2, 0, "a\nnew\n");
	check("a\nnew\nb", 2, 0, "a\nnew\n#line 2\nb");
}

static void stands_behind_what_is_deleted(void **state)
{
	struct hp_arena arena;
	struct hp_hunk hunks[] = {{2, 2, 1, 0}, {7, 0, 5, 1}};
	(void)state;
	hp_arena_init(&arena);
	assert_string_equal(hp_line_marks(&arena, "1\n4\n5\n6\nnew\n7\n8\n", hunks, 2),
	                    "1\n#line 4\n4\n5\n6\nnew\n#line 7\n7\n8\n");
	hp_arena_fini(&arena);
}

static void stands_in_nothing_that_goes_on(void **state)
{
	(void)state;
	check("/*\nnew\nb */\nc\n", 2, 0, "/*\nnew\nb */\n#line 3\nc\n");
	check("f(\nnew,\n(b)\n);\nc\n", 2, 0, "f(\nnew,\n(b)\n);\n#line 4\nc\n");
	check("#define A \\\nnew \\\nb\nc\n", 2, 0, "#define A \\\nnew \\\nb\n#line 3\nc\n");
	check("a = R\"x(\nnew\n)\" )x\";\nc\n", 2, 0, "a = R\"x(\nnew\n)\" )x\";\n#line 3\nc\n");
	check("a = \"\\\nnew\\\nb\";\nc\n", 2, 0, "a = \"\\\nnew\\\nb\";\n#line 3\nc\n");
	check("// (\nnew\nb\n", 2, 0, "// (\nnew\n#line 2\nb\n");
	check("a = '(';\nnew\nb\n", 2, 0, "a = '(';\nnew\n#line 2\nb\n");
	check("a = u'(' + 1'000 + f(1'0\n);\nnew\nb\n", 3, 0, "a = u'(' + 1'000 + f(1'0\n);\nnew\n#line 3\nb\n");
	check("#error don't (\nnew\nb\n", 2, 0, "#error don't (\nnew\n#line 2\nb\n");
}

static void is_said_again_behind_branches(void **state)
{
	(void)state;
	check("new\n#if A\nb\n#else\nc\n#endif\nd\n", 1, 0,
	      "new\n#line 1\n#if A\nb\n#else\n#line 4\nc\n#endif\n#line 6\nd\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(stands_behind_the_change),
	    cmocka_unit_test(stands_behind_what_is_deleted),
	    cmocka_unit_test(stands_in_nothing_that_goes_on),
	    cmocka_unit_test(is_said_again_behind_branches),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
