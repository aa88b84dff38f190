/* base/diag: the form of messages, groups, and what becomes of warnings. */
#define _GNU_SOURCE
#include "base/arena.h"
#include "base/diag.h"
#include "capture.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Options, a warning of group tls at a place, and what is written. */
static const struct {
	const char *options[3];
	const char *where, *text;
	unsigned errors, warnings;
} cases[] = {
    {{NULL}, NULL, "hpcc: warning: 'f' [-Whotpatch-tls]\n", 0, 1},
    {{NULL}, "a.c:3:5", "a.c:3:5: warning: 'f' [-Whotpatch-tls]\n", 0, 1},
    {{"-Wno-hotpatch-tls"}, NULL, "", 0, 0},
    {{"-Wno-hotpatch"}, NULL, "", 0, 0},
    {{"-Wno-hotpatch", "-Whotpatch-tls"}, NULL, "hpcc: warning: 'f' [-Whotpatch-tls]\n", 0, 1},
    {{"-Wno-hotpatch-asm"}, NULL, "hpcc: warning: 'f' [-Whotpatch-tls]\n", 0, 1},
    {{"-Werror=hotpatch-tls"}, NULL, "hpcc: error: 'f' [-Werror,-Whotpatch-tls]\n", 1, 0},
    {{"-Werror=hotpatch"}, "a.c:1", "a.c:1: error: 'f' [-Werror,-Whotpatch-tls]\n", 1, 0},
    {{"-Werror=hotpatch", "-Wno-error=hotpatch-tls"}, NULL, "hpcc: warning: 'f' [-Whotpatch-tls]\n", 0, 1},
};

static void test_warnings(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct hp_arena arena;
		struct hp_diag diag;
		hp_arena_init(&arena);
		hp_diag_init(&diag, "hpcc", &arena);
		for (size_t k = 0; k < 3 && cases[i].options[k]; k++)
			assert_true(hp_diag_option(&diag, cases[i].options[k]));
		struct capture capture = capture_begin();
		hp_warning_at(&diag, cases[i].where, HP_WARN_TLS, "'%s'", "f");
		assert_string_equal(capture_end(capture, &arena), cases[i].text);
		assert_int_equal(diag.errors, cases[i].errors);
		assert_int_equal(diag.warnings, cases[i].warnings);
		assert_int_equal(diag.first != NULL, *cases[i].text != '\0');
		hp_arena_fini(&arena);
	}
}

static void test_foreign_options(void **state)
{
	static const char *const options[] = {"-Wall", "-Whotpatch-nothing", "-Werror", "-Whotpatchtls", "-w"};
	struct hp_diag diag;
	(void)state;
	hp_diag_init(&diag, "hpcc", NULL);
	for (size_t i = 0; i < sizeof options / sizeof *options; i++)
		assert_false(hp_diag_option(&diag, options[i]));
}

/* What the front end hands to the back end. */
static void test_take(void **state)
{
	struct hp_diag diag;
	(void)state;
	hp_diag_init(&diag, "hpcc", NULL);
	assert_true(hp_diag_take(&diag, "-Werror") && diag.warnings_as_errors && !diag.quiet);
	assert_true(hp_diag_take(&diag, "-Wno-error") && !diag.warnings_as_errors);
	assert_true(hp_diag_take(&diag, "-w") && diag.quiet);
	assert_true(hp_diag_take(&diag, "-Wno-hotpatch-tls") && diag.off[HP_WARN_TLS]);
	assert_false(hp_diag_take(&diag, "-Wall"));
}

static void test_forms(void **state)
{
	struct hp_arena arena;
	struct hp_diag diag;
	(void)state;
	hp_arena_init(&arena);
	hp_diag_init(&diag, "hpcc", NULL);
	struct capture capture = capture_begin();
	errno = EACCES;
	hp_error(&diag, "cannot open '%s':", "a\nb\033[31m");
	hp_verbose(&diag, "not said");
	diag.verbose = true;
	hp_verbose(&diag, "said");
	hp_internal(&diag, "oh");
	hp_error_at(&diag, "a.json:3:5", "no %d", 7);
	assert_string_equal(capture_end(capture, &arena), "hpcc: error: cannot open 'a?b?[31m': Permission denied\n"
	                                                  "hpcc: note: said\n"
	                                                  "hpcc: internal error: oh\n"
	                                                  "a.json:3:5: error: no 7\n");
	assert_int_equal(diag.errors, 3);
	assert_int_equal(diag.internal_errors, 1);
	hp_arena_fini(&arena);
}

/* Positions and texts hold names from sources: no control character reaches a terminal, and MSVC's tools find theirs.
 */
static void test_where(void **state)
{
	static const struct {
		const char *where, *clang, *msvc;
	} places[] = {
	    {"a.c:3:5", "a.c:3:5", "a.c(3,5)"},
	    {"a.c:3", "a.c:3", "a.c(3)"},
	    {"c:\\d\\a.c:3", "c:\\d\\a.c:3", "c:\\d\\a.c(3)"},
	    {"a.c", "a.c", "a.c"},
	    {"12", "12", "12"},
	    {"e\033]0;PWN\007.c:1", "e?]0;PWN?.c:1", "e?]0;PWN?.c(1)"},
	    {"\xc2\x9b"
	     "1m\x9b\xc3\xa4\xe2\x82\xac.c:1",
	     "?1m?\xc3\xa4\xe2\x82\xac.c:1", "?1m?\xc3\xa4\xe2\x82\xac.c(1)"},
	    {"\xff\xc2", "\xff\xc2", "\xff\xc2"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		for (int msvc = 0; msvc < 2; msvc++) {
			struct hp_arena arena;
			struct hp_diag diag;
			hp_arena_init(&arena);
			hp_diag_init(&diag, "hpcc", NULL);
			diag.msvc = msvc;
			struct capture capture = capture_begin();
			hp_error_at(&diag, places[i].where, "%s", "\xc2\x85x");
			assert_string_equal(
			    capture_end(capture, &arena),
			    hp_arena_printf(&arena, "%s: error: ?x\n", msvc ? places[i].msvc : places[i].clang));
			hp_arena_fini(&arena);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_where), cmocka_unit_test(test_warnings), cmocka_unit_test(test_foreign_options),
	    cmocka_unit_test(test_forms), cmocka_unit_test(test_take),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
