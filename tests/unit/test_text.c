/*
 * Small questions about strings.
 */
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void test_any_case(void **state)
{
	(void)state;
	assert_true(hp_starts_in_any_case("/OUT:x", "/out:") && hp_starts_in_any_case("/out:x", "/OUT:"));
	assert_true(hp_starts_in_any_case("x", "") && !hp_starts_in_any_case("/ou", "/out:"));
	assert_true(hp_is_in_any_case(".LIB", ".lib") && !hp_is_in_any_case(".libs", ".lib"));
	assert_string_equal(hp_find_in_any_case("a /C b /c", " /c"), " /C b /c");
	assert_null(hp_find_in_any_case("/ c", "/c"));
	assert_false(hp_is_in_any_case("@", "`") || hp_is_in_any_case("[", "{") || hp_is_in_any_case("\xc4", "\xe4"));
}

static void test_find(void **state)
{
	static const char data[] = "aab\0aac";
	(void)state;
	assert_ptr_equal(hp_find_bytes(data, 7, "aac", 3), data + 4);
	assert_ptr_equal(hp_find_bytes(data, 7, "ab\0a", 4), data + 1);
	assert_ptr_equal(hp_find_bytes(data, 7, "c", 1), data + 6);
	assert_ptr_equal(hp_find_bytes(data, 7, "", 0), data);
	assert_null(hp_find_bytes(data, 6, "aac", 3));
	assert_null(hp_find_bytes(data, 2, "aab", 3));
	assert_null(hp_find_bytes(data, 0, "a", 1));
}

static void test_words(void **state)
{
	char text[] = " one\t two\n", *rest = text;
	(void)state;
	assert_string_equal(hp_next_word(&rest, " \t\n"), "one");
	assert_string_equal(hp_next_word(&rest, " \t\n"), "two");
	assert_null(hp_next_word(&rest, " \t\n"));
	assert_null(hp_next_word(&rest, " \t\n"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_any_case),
	    cmocka_unit_test(test_find),
	    cmocka_unit_test(test_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
