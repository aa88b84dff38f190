/* base/facts: what one process saves, another loads in the same order. */
#define _GNU_SOURCE
#include "base/arena.h"
#include "base/facts.h"
#include "base/os_stream.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
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
	hp_facts_add(&saved, HP_FACT_UNMATCHED, &(struct hp_fact){.unmatched = {"a\tb\nc", ""}});
	hp_facts_add(&saved, HP_FACT_REF, &(struct hp_fact){.ref = {"f", "__ref_g", "g"}});
	hp_facts_add(&saved, HP_FACT_REF, &(struct hp_fact){.ref = {"f", "__ref_h", "h"}});
	hp_facts_add(&saved, HP_FACT_CONTENTS, &(struct hp_fact){.contents = {"g", true, UINT64_MAX}});
	int fd = hp_os_open_memory("facts");
	assert_true(hp_facts_save(&saved, fd));
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	assert_true(hp_facts_load(&loaded, fd));
	close(fd);
	assert_int_equal(loaded.kind[HP_FACT_REF].count, 2);
	assert_string_equal(loaded.kind[HP_FACT_REF].first->ref.ref, "__ref_g");
	assert_string_equal(loaded.kind[HP_FACT_REF].first->next->ref.global, "h");
	assert_null(loaded.kind[HP_FACT_REF].first->next->next);
	assert_string_equal(loaded.kind[HP_FACT_UNMATCHED].first->unmatched.entry, "a\tb\nc");
	assert_int_equal(loaded.kind[HP_FACT_SELECTED].count, 0);
	assert_string_equal(loaded.kind[HP_FACT_CONTENTS].first->contents.global, "g");
	assert_true(loaded.kind[HP_FACT_CONTENTS].first->contents.is_local);
	assert_true(loaded.kind[HP_FACT_CONTENTS].first->contents.size == UINT64_MAX);
	hp_arena_fini(&arena);
}

static void test_foreign_data(void **state)
{
	struct hp_arena arena;
	struct hp_facts facts;
	(void)state;
	hp_arena_init(&arena);
	hp_facts_init(&facts, &arena);
	int fd = hp_os_open_memory("facts");
	assert_true(hp_os_write_all(fd, "{\n", 2));
	lseek(fd, 0, SEEK_SET);
	assert_false(hp_facts_load(&facts, fd));
	close(fd);
	hp_arena_fini(&arena);
}

/* A fact that is cut off. */
static void test_cut(void **state)
{
	static const char *const texts[] = {"C", "Cf", "Dx\0y\0", "K"};
	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct hp_arena arena;
		struct hp_facts facts;
		hp_arena_init(&arena);
		hp_facts_init(&facts, &arena);
		int fd = hp_os_open_memory("facts");
		assert_true(hp_os_write_all(fd, texts[i], strlen(texts[i])));
		lseek(fd, 0, SEEK_SET);
		assert_false(hp_facts_load(&facts, fd));
		close(fd);
		hp_arena_fini(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_round_trip),
	    cmocka_unit_test(test_foreign_data),
	    cmocka_unit_test(test_cut),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
