/* pass/ir/values: a table by value is a set, keeps what was added first, and grows. */
#include "base/arena.h"
#include "pass/ir/values.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { MANY = 10 * 1000 };

static char places[MANY]; /* their addresses are the keys */

static void test_table(void **state)
{
	struct hp_arena arena;
	struct hp_values values;
	int a = 0, b = 0;
	(void)state;
	hp_arena_init(&arena);
	hp_values_init(&values, &arena);
	assert_false(hp_values_has(&values, places));
	assert_null(hp_values_find(&values, places));
	assert_true(hp_values_add(&values, places, &a));
	assert_false(hp_values_add(&values, places, &b));
	assert_ptr_equal(hp_values_find(&values, places), &a);
	assert_true(hp_values_add(&values, places + 1, NULL));
	assert_true(hp_values_has(&values, places + 1));
	assert_false(hp_values_has(&values, places + 2));
	hp_values_init(&values, &arena);
	assert_false(hp_values_has(&values, places));
	hp_arena_fini(&arena);
}

static void test_growth(void **state)
{
	struct hp_arena arena;
	struct hp_values values;
	(void)state;
	hp_arena_init(&arena);
	hp_values_init(&values, &arena);
	for (size_t i = 0; i < MANY; i += 2)
		assert_true(hp_values_add(&values, places + i, places + i + 1));
	assert_int_equal(values.count, MANY / 2);
	for (size_t i = 0; i < MANY; i++)
		assert_ptr_equal(hp_values_find(&values, places + i), i % 2 ? NULL : places + i + 1);
	hp_arena_fini(&arena);
}

static void test_answers(void **state)
{
	struct hp_arena arena;
	struct hp_values values;
	(void)state;
	hp_arena_init(&arena);
	hp_values_init(&values, &arena);
	assert_null(hp_answer_find(&values, places));
	assert_false(hp_answer_add(&values, places, false));
	assert_true(hp_answer_add(&values, places + 1, true));
	assert_false(*hp_answer_find(&values, places));
	assert_true(*hp_answer_find(&values, places + 1));
	hp_arena_fini(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_table),
	    cmocka_unit_test(test_growth),
	    cmocka_unit_test(test_answers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
