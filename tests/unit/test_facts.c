/* base/facts: what one process saves, another loads in the same order. */
#define _GNU_SOURCE
#include "base/arena.h"
#include "base/facts.h"
#include "base/os.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include <cmocka.h>

static void test_round_trip(void **state)
{
	struct hp_arena arena;
	struct hp_facts saved, loaded;
	(void)state;
	hp_arena_init(&arena);
	hp_facts_init(&saved, &arena);
	hp_facts_init(&loaded, &arena);
	hp_facts_add(&saved, HP_FACT_UNMATCHED, "a\tb\nc", "", "");
	hp_facts_add(&saved, HP_FACT_REF, "f", "__ref_g", "g");
	hp_facts_add(&saved, HP_FACT_REF, "f", "__ref_h", "h");
	int fd = hp_os_memfd("facts");
	assert_true(hp_facts_save(&saved, fd));
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	assert_true(hp_facts_load(&loaded, fd));
	close(fd);
	assert_int_equal(loaded.kind[HP_FACT_REF].count, 2);
	assert_string_equal(loaded.kind[HP_FACT_REF].first->object, "__ref_g");
	assert_string_equal(loaded.kind[HP_FACT_REF].first->next->detail, "h");
	assert_null(loaded.kind[HP_FACT_REF].first->next->next);
	assert_string_equal(loaded.kind[HP_FACT_UNMATCHED].first->function, "a\tb\nc");
	assert_int_equal(loaded.kind[HP_FACT_SELECTED].count, 0);
	hp_arena_fini(&arena);
}

static void test_foreign_data(void **state)
{
	struct hp_arena arena;
	struct hp_facts facts;
	(void)state;
	hp_arena_init(&arena);
	hp_facts_init(&facts, &arena);
	int fd = hp_os_memfd("facts");
	assert_true(hp_os_write_all(fd, "{\n", 2));
	lseek(fd, 0, SEEK_SET);
	assert_false(hp_facts_load(&facts, fd));
	close(fd);
	hp_arena_fini(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_round_trip),
	    cmocka_unit_test(test_foreign_data),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
