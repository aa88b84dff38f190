/* Which names differ only in the compiler's numbers; all as clang 22 writes them. */
#include "numbered.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void test_alike(void **state)
{
	(void)state;
	static const char *const pairs[][2] = {
	    {"calls", "calls"},
	    {"visit.seen", "visit.seen.1"},
	    {"_visit.seen.2", "_visit.seen.10"},
	    {".compoundliteral", ".compoundliteral.3"},
	    {"?n@?1??f@@YAHXZ@4HA", "?n@?BA@??f@@YAHXZ@4HA"},
	    {"?$TSS0@?1??f@@YAHXZ@4HA", "?$TSS12@?3??f@@YAHXZ@4HA"},
	    {"??_B?1??f@@YAHXZ@51", "??_B?1??f@@YAHXZ@51"},
	    {"?n@?1???R<lambda_0>@?0??count@@9@QEBA?A?<auto>@@H@Z@4HA",
	     "?n@?1???R<lambda_12>@?2??count@@9@QEBA?A?<auto>@@H@Z@4HA"},
	    {"_ZZ1fvE1n", "_ZZ1fvE1n_0"},
	    {"__ZZ1fvE1n_9", "__ZZ1fvE1n__10_"},
	    {"_ZGVZ1fvE1n", "_ZGVZ1fvE1n_0"},
	    {"_ZZZ1fvENKUlvE_clEvE1n", "_ZZZ1fvENKUlvE0_clEvE1n_1"},
	    {"_ZZZ5countENK3$_0clEiE8hundreds", "_ZZZ5countENK4$_10clEiE8hundreds"},
	    {"_ZZ1fvENKUt_3getEv", "_ZZ1fvENKUt0_3getEv"},
	};
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (!numbered_alike(pairs[i][0], pairs[i][1]) || !numbered_alike(pairs[i][1], pairs[i][0]))
			fail_msg("%s and %s", pairs[i][0], pairs[i][1]);
}

static void test_different(void **state)
{
	(void)state;
	static const char *const pairs[][2] = {
	    {"x1", "x2"},
	    {"x1", "x"},
	    {"x_1", "x_2"},
	    {"x", "x."},
	    {"visit.seen", "visit.seen.cold"},
	    {"visit.seen.1", "visit.heard.1"},
	    {"?x1@@3HA", "?x2@@3HA"},
	    {"?n@?1??f@@YAHXZ@4HA", "?n@?1??g@@YAHXZ@4HA"},
	    {"?n@?1??f@@YAHXZ@4HA", "?m@?2??f@@YAHXZ@4HA"},
	    {"??$max@$00@@YAHXZ", "??$max@$01@@YAHXZ"},
	    {"_Z1fILi1EEvv", "_Z1fILi2EEvv"},
	    {"_ZZ1fvE1n", "_ZZ1fiE1n"},
	    {"_ZZ1fvE2n1", "_ZZ1fvE2n2"},
	    {"_ZN1a1n_0E", "_ZN1a1n_1E"},
	};
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (numbered_alike(pairs[i][0], pairs[i][1]) || numbered_alike(pairs[i][1], pairs[i][0]))
			fail_msg("%s and %s", pairs[i][0], pairs[i][1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_alike),
	    cmocka_unit_test(test_different),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
