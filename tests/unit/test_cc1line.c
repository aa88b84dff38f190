/* cc1line: clang's cc1 line as CC_PRINT_OPTIONS writes it, and the settings it stands for. */
#define _GNU_SOURCE
#include "backend/cc1line.h"
#include "base/arena.h"
#include "base/diag.h"
#include "capture.h"

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
	struct hp_diag diag;
	struct hp_cc1line line;
};

static bool parse(struct fixture *fixture, const char *text)
{
	hp_arena_init(&fixture->arena);
	hp_diag_init(&fixture->diag, "hpcc", &fixture->arena);
	return hp_cc1line_parse(&fixture->line, &fixture->arena, &fixture->diag, text);
}

/* The settings behind some flags, which are quoted as in a cc1 line. The arena is the caller's to end. */
static void parse_flags(struct fixture *fixture, const char *flags)
{
	char text[200];
	snprintf(text, sizeof text, "\"clang\" \"-cc1\" %s \"a.c\"", flags);
	assert_true(parse(fixture, text));
}

static void test_words(void **state)
{
	struct fixture fixture;
	(void)state;
	assert_true(parse(&fixture,
	                  "[Logging clang options]\n (in-process)\n"
	                  " \"/bin/clang\" \"-cc1\" \"-D\" \"A=\\\"x y\\\"\" \"-emit-llvm-bc\" \"a\nb\" plain\n"));
	const char *const expected[] = {"/bin/clang", "-cc1", "-D", "A=\"x y\"", "a\nb", "plain"};
	assert_int_equal(fixture.line.args.count, sizeof expected / sizeof *expected);
	for (size_t i = 0; i < fixture.line.args.count; i++)
		assert_string_equal(fixture.line.args.items[i], expected[i]);
	hp_arena_fini(&fixture.arena);
}

static void test_settings(void **state)
{
	struct fixture fixture;
	(void)state;
	assert_true(parse(
	    &fixture, "\"clang\" \"-cc1\" \"-triple\" \"t\" \"-Os\" \"-target-cpu\" \"x86-64\" \"-target-feature\" "
	              "\"+a\" \"-target-feature\" \"-b\" \"-mllvm\" \"-x=1\" \"-vectorize-slp\" \"-fno-verbose-asm\" "
	              "\"-exception-model=seh\" \"-falign-loops=32\" \"-ffast-math\" \"-o\" \"-O3\" \"a.c\""));
	const struct hp_codegen *codegen = &fixture.line.codegen;
	assert_string_equal(fixture.line.triple, "t");
	assert_string_equal(fixture.line.level, "s");
	assert_int_equal(codegen->opt_level, 2);
	assert_int_equal(codegen->size_level, 1);
	assert_string_equal(codegen->cpu, "x86-64");
	assert_string_equal(codegen->features, "+a,-b");
	assert_string_equal(codegen->exception_model, "seh");
	assert_int_equal(codegen->loop_alignment, 32);
	assert_true(codegen->vectorize_slp && codegen->unroll_loops && codegen->no_nan_fp &&
	            codegen->no_signed_zeros);
	assert_false(codegen->vectorize_loops || codegen->asm_verbose);
	assert_int_equal(fixture.line.llvm_options.count, 1);
	assert_null(fixture.line.needs_clang);
	hp_arena_fini(&fixture.arena);
}

/* S_OBJNAME: named by clang 15 and later, without a flag by clang 14. */
static void test_object_name(void **state)
{
	static const struct {
		const char *flags;
		bool named;
	} cases[] = {
	    {"\"-gcodeview\" \"-object-file-name=/a.obj\"", true},
	    {"\"-gcodeview\"", true},
	    {"\"-object-file-name=/a.obj\"", true},
	    {"\"-gcodeview-ghash\"", false},
	    {"", false},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct fixture fixture;
		parse_flags(&fixture, cases[i].flags);
		assert_int_equal(fixture.line.names_object, cases[i].named);
		hp_arena_fini(&fixture.arena);
	}
}

static void test_call_sites(void **state)
{
	static const struct {
		const char *flags;
		bool described;
	} cases[] = {
	    {"\"-O2\" \"-debug-info-kind=constructor\"", true},
	    {"\"-O1\" \"-debug-info-kind=limited\"", true},
	    {"\"-debug-info-kind=standalone\" \"-Oz\"", true},
	    {"\"-debug-info-kind=limited\"", false},
	    {"\"-O2\"", false},
	    {"\"-O2\" \"-debug-info-kind=line-tables-only\"", false},
	    {"\"-O2\" \"-debug-info-kind=line-directives-only\"", false},
	    {"\"-O2\" \"-debug-info-kind=limited\" \"-gno-call-site-info\"", false},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct fixture fixture;
		parse_flags(&fixture, cases[i].flags);
		assert_int_equal(fixture.line.codegen.call_site_info, cases[i].described);
		hp_arena_fini(&fixture.arena);
	}
}

static void test_needs_clang(void **state)
{
	static const struct {
		const char *flag;
		bool needed;
	} flags[] = {
	    {"\"-fsanitize=address\"", true},
	    {"\"-coverage-notes-file=/x.gcno\"", true},
	    {"\"-fprofile-instrument=clang\"", true},
	    {"\"-fcoverage-compilation-dir=/\"", false},
	    {"\"-finstrument-functions\"", true},
	    {"\"-pg\"", true},
	    {"\"-pgo\"", false},
	    {"\"-O2\"", false},
	};
	(void)state;
	for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
		struct fixture fixture;
		parse_flags(&fixture, flags[i].flag);
		assert_int_equal(fixture.line.needs_clang != NULL, flags[i].needed);
		hp_arena_fini(&fixture.arena);
	}
}

/* Memory must grow with the line, not with its square: 100,000 words were 5 GB once. */
static void test_long_line(void **state)
{
	struct fixture fixture;
	(void)state;
	const size_t count = 100000;
	char *text = calloc(count + 10, 8), *at = text;
	at += sprintf(at, "\"c\" \"-cc1\"");
	for (size_t i = 0; i < count; i++)
		at += sprintf(at, " \"-DA\"");
	assert_true(parse(&fixture, text));
	assert_int_equal(fixture.line.args.count, count + 2);
	free(text);
	hp_arena_fini(&fixture.arena);
}

static void test_output(void **state)
{
	struct fixture fixture;
	(void)state;
	assert_true(parse(&fixture, "\"c\" \"-cc1\" \"-object-file-name=/dev/fd/7\" \"-o\" \"/dev/fd/7\" \"a.c\""));
	hp_cc1line_set_output(&fixture.line, "/x/a.o");
	const char *const expected[] = {"c", "-cc1", "-object-file-name=/x/a.o", "-o", "/x/a.o", "a.c"};
	for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
		assert_string_equal(fixture.line.args.items[i], expected[i]);
	hp_arena_fini(&fixture.arena);
}

static void test_no_line(void **state)
{
	struct fixture fixture;
	(void)state;
	struct capture capture = capture_begin();
	assert_false(parse(&fixture, "\"ld\" \"-o\" \"x\"\n"));
	assert_non_null(
	    strstr(capture_end(capture, &fixture.arena), "hpcc: error: clang did not say how it compiles"));
	hp_arena_fini(&fixture.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_words),      cmocka_unit_test(test_settings),    cmocka_unit_test(test_needs_clang),
	    cmocka_unit_test(test_call_sites), cmocka_unit_test(test_object_name), cmocka_unit_test(test_long_line),
	    cmocka_unit_test(test_output),     cmocka_unit_test(test_no_line),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
