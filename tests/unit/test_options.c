/*
 * The option table: which row an argument belongs to, how many values follow, and that the rows are sound.
 */
#include "cmdline/options.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct row {
	const char *text;
	enum hp_mode mode;
	const char *spelling; /* NULL: unknown */
	const char *joined;
	size_t separate;
} cases[] = {
    {"-o", HP_MODE_GNU, "-o", NULL, 1},
    {"-ox", HP_MODE_GNU, "-o", "x", 0},
    {"-object", HP_MODE_GNU, "-object", NULL, 0},
    {"-objectx", HP_MODE_GNU, "-o", "bjectx", 0},
    {"-o", HP_MODE_CL, "/o", NULL, 1},
    {"/openmp", HP_MODE_CL, "/openmp", NULL, 0},
    {"-openmp", HP_MODE_CL, "/openmp", NULL, 0},
    {"-MD", HP_MODE_GNU, "-MD", NULL, 0},
    {"-MD", HP_MODE_CL, "/MD", NULL, 0},
    {"-MF", HP_MODE_GNU, "-MF", NULL, 1},
    {"-MFx.d", HP_MODE_GNU, "-MF", "x.d", 0},
    {"-MMD", HP_MODE_GNU, "-MMD", NULL, 0},
    {"-M", HP_MODE_GNU, "-M", NULL, 0},
    {"-Mx", HP_MODE_GNU, NULL, NULL, 0},
    {"-x", HP_MODE_GNU, "-x", NULL, 1},
    {"-xc++", HP_MODE_GNU, "-x", "c++", 0},
    {"-Xclang", HP_MODE_GNU, "-Xclang", NULL, 1},
    {"-Xclang=-E", HP_MODE_CL, "-Xclang=", "-E", 0},
    {"-Xclangx", HP_MODE_GNU, NULL, NULL, 0},
    {"-Xarch_x86_64", HP_MODE_GNU, "-Xarch_", "x86_64", 1},
    {"-sectcreate", HP_MODE_GNU, "-sectcreate", NULL, 3},
    {"-segaddr", HP_MODE_GNU, "-segaddr", NULL, 2},
    {"-include", HP_MODE_GNU, "-include", NULL, 1},
    {"-include-pch", HP_MODE_GNU, "-include-pch", NULL, 1},
    {"-includex.h", HP_MODE_GNU, "-include", "x.h", 0},
    {"/Fo", HP_MODE_CL, "/Fo", "", 0},
    {"/Fox.obj", HP_MODE_CL, "/Fo", "x.obj", 0},
    {"/Fo:", HP_MODE_CL, "/Fo:", NULL, 1},
    {"/Fo:x.obj", HP_MODE_CL, "/Fo:", "x.obj", 0},
    {"-Fox.obj", HP_MODE_CL, "/Fo", "x.obj", 0},
    {"/Fox.obj", HP_MODE_GNU, NULL, NULL, 0},
    {"/FAs", HP_MODE_CL, "/FA", "s", 0},
    {"/Fax.asm", HP_MODE_CL, "/Fa", "x.asm", 0},
    {"/F", HP_MODE_CL, "/F", NULL, 1},
    {"/TP", HP_MODE_CL, "/TP", NULL, 0},
    {"/Tpx.c", HP_MODE_CL, "/Tp", "x.c", 0},
    {"/link", HP_MODE_CL, "/link", NULL, 0},
    {"/linkx", HP_MODE_CL, NULL, NULL, 0},
    {"/clang:-o", HP_MODE_CL, "/clang:", "-o", 0},
    {"/tmp/x.c", HP_MODE_CL, NULL, NULL, 0},
    {"/hotpatch", HP_MODE_CL, "/hotpatch", NULL, 0},
    {"/hotpatchfunctions:f", HP_MODE_CL, "/hotpatchfunctions:", "f", 0},
    {"-hotpatchfunctionsfile:f", HP_MODE_CL, "/hotpatchfunctionsfile:", "f", 0},
    {"-hotpatchfunctions:f", HP_MODE_GNU, NULL, NULL, 0},
    {"-fms-secure-hotpatch-functions-list=f,g", HP_MODE_GNU, "-fms-secure-hotpatch-functions-list=", "f,g", 0},
    {"-Whotpatch-tls", HP_MODE_GNU, "-Whotpatch", "-tls", 0},
    {"-Werror=hotpatch", HP_MODE_CL, "-Werror=hotpatch", "", 0},
    {"-Werror", HP_MODE_GNU, "-Werror", NULL, 0},
    {"/?", HP_MODE_CL, "/?", NULL, 0},
    {"--print-file-name", HP_MODE_GNU, "--print-file-name", NULL, 1},
    {"-print-file-name=x", HP_MODE_GNU, "-print-", "file-name=x", 0},
    {"--hpcc-clang=x", HP_MODE_GNU, "--hpcc-clang=", "x", 0},
    {"--", HP_MODE_GNU, "--", NULL, 0},
    {"x.c", HP_MODE_GNU, NULL, NULL, 0},
    {"", HP_MODE_GNU, NULL, NULL, 0},
    {"-", HP_MODE_GNU, NULL, NULL, 0},
    {"/", HP_MODE_CL, NULL, NULL, 0},
};

static void test_find(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct row *row = &cases[i];
		const char *joined;
		const struct hp_option *option = hp_option_find(row->text, row->mode, &joined);
		print_message("  %s\n", row->text);
		if (!row->spelling) {
			assert_null(option);
			continue;
		}
		assert_non_null(option);
		assert_string_equal(option->spelling, row->spelling);
		assert_int_equal(joined != NULL, row->joined != NULL);
		if (joined)
			assert_string_equal(joined, row->joined);
		assert_int_equal(hp_option_separate(option, joined), row->separate);
	}
}

/* One row per spelling and mode; texts where they are shown; "/" rows only in cl mode. */
static void test_rows(void **state)
{
	(void)state;
	const struct hp_option *row;
	for (size_t i = 0; (row = hp_option_row(i)); i++) {
		assert_true(row->spelling[0] == '-' || row->spelling[0] == '/');
		assert_int_not_equal(row->modes, 0);
		if (row->spelling[0] == '/')
			assert_int_equal(row->modes, HP_MODE_CL);
		bool needs_text = row->effect == HP_EFFECT_BYPASS || row->effect == HP_EFFECT_ALONE ||
		                  row->effect == HP_EFFECT_DROP || row->effect == HP_EFFECT_OURS ||
		                  row->effect == HP_EFFECT_LIST;
		assert_int_equal(needs_text, *row->text != '\0');
		/* An option of ours without a group would be missing in help, man page and completion. */
		bool ours = row->effect == HP_EFFECT_OURS || row->effect == HP_EFFECT_LIST;
		assert_int_equal(ours, row->group != HP_GROUP_NONE);
		if (ours)
			assert_int_equal(row->arity == HP_ARITY_FLAG, *row->value == '\0');
		const struct hp_option *other;
		for (size_t j = 0; j < i && (other = hp_option_row(j)); j++)
			if (strcmp(row->spelling, other->spelling) == 0 && (row->modes & other->modes))
				fail_msg("two rows for '%s'", row->spelling);
	}
}

/* Each row is found by its own spelling. */
static void test_found_by_spelling(void **state)
{
	(void)state;
	const struct hp_option *row;
	for (size_t i = 0; (row = hp_option_row(i)); i++) {
		const char *joined;
		enum hp_mode mode = row->modes & HP_MODE_GNU ? HP_MODE_GNU : HP_MODE_CL;
		const struct hp_option *found = hp_option_find(row->spelling, mode, &joined);
		if (found != row)
			fail_msg("'%s' is found as '%s'", row->spelling, found ? found->spelling : "nothing");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_find),
	    cmocka_unit_test(test_rows),
	    cmocka_unit_test(test_found_by_spelling),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
