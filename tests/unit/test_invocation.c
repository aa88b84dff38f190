/*
 * Command lines, understood: names of the program, inputs and their kinds, function lists by every spelling, what is
 * hpcc's own, and why clang does it alone.
 */
#define _GNU_SOURCE
#include "base/arena.h"
#include "cmdline/bypass.h"
#include "cmdline/invocation.h"
#include "cmdline/rspfile.h"
#include "hpcc/configuration.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Words separated by blanks, parsed for the program `argv0`. */
static void parse(struct hp_invocation *inv, struct hp_arena *arena, const char *argv0, const char *words)
{
	struct hp_strvec args;
	hp_strvec_init(&args, arena);
	hp_rspfile_split(arena, words, HP_QUOTING_GNU, &args);
	hp_invocation_init(inv, arena, argv0);
	hp_invocation_parse(inv, args.items, args.count);
}

static const struct {
	const char *argv0, *program, *driver_mode, *target;
	enum hp_mode mode;
} names[] = {
    {"hpcc", "hpcc", NULL, NULL, HP_MODE_GNU},
    {"/usr/bin/hpcc", "hpcc", NULL, NULL, HP_MODE_GNU},
    {"hpcc++", "hpcc++", "--driver-mode=g++", NULL, HP_MODE_GNU},
    {"hpcc-cl", "hpcc-cl", "--driver-mode=cl", NULL, HP_MODE_CL},
    {"hpcc-cl-22", "hpcc-cl", "--driver-mode=cl", NULL, HP_MODE_CL},
    {"hpcc-22.1", "hpcc", NULL, NULL, HP_MODE_GNU},
    {"hpcc++-22", "hpcc++", "--driver-mode=g++", NULL, HP_MODE_GNU},
    {"x/aarch64-pc-windows-msvc-hpcc", "hpcc", NULL, "--target=aarch64-pc-windows-msvc", HP_MODE_GNU},
    {"i686-pc-windows-msvc-hpcc-cl", "hpcc-cl", "--driver-mode=cl", "--target=i686-pc-windows-msvc", HP_MODE_CL},
    {"x86_64-w64-windows-gnu-hpcc++", "hpcc++", "--driver-mode=g++", "--target=x86_64-w64-windows-gnu", HP_MODE_GNU},
    {"my-hpcc", "hpcc", NULL, "--target=my", HP_MODE_GNU},
    {"-hpcc", "hpcc", NULL, NULL, HP_MODE_GNU},
    {"", "hpcc", NULL, NULL, HP_MODE_GNU},
};

static void equal_or_null(const char *got, const char *wanted)
{
	assert_string_equal(got ? got : "(none)", wanted ? wanted : "(none)");
}

static void test_names(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct hp_arena arena;
		struct hp_invocation inv;
		hp_arena_init(&arena);
		hp_invocation_init(&inv, &arena, names[i].argv0);
		assert_string_equal(inv.program, names[i].program);
		equal_or_null(inv.driver_mode, names[i].driver_mode);
		equal_or_null(inv.target, names[i].target);
		assert_int_equal(inv.mode, names[i].mode);
		hp_arena_fini(&arena);
	}
}

/* Inputs as "name:kind", joined by blanks. */
static const struct {
	const char *argv0, *words, *inputs;
} inputs[] = {
    {"hpcc", "-c a.c", "a.c:source"},
    {"hpcc", "-c a.cpp b.bc c.ll d.s e.o f.h", "a.cpp:source b.bc:ir c.ll:ir d.s:assembly e.o:linker f.h:header"},
    {"hpcc", "-c noextension dir.c/x", "noextension:linker dir.c/x:linker"},
    {"hpcc", "-x c - ", "-:source"},
    {"hpcc", "a.o -xc b.o -x none c.o", "a.o:linker b.o:source c.o:linker"},
    {"hpcc", "-x c++-header a", "a:header"},
    {"hpcc", "-x assembler-with-cpp a.c", "a.c:assembly"},
    {"hpcc", "-x cuda a.c", "a.c:other"},
    {"hpcc", "--language=ir a", "a:ir"},
    {"hpcc", "-c m.cppm", "m.cppm:source"},
    {"hpcc", "-x c++-module -c m -x hip n", "m:source n:other"},
    {"hpcc", "-o x.c -MF y.c -I z.c -include w.c a.c", "a.c:source"},
    {"hpcc", "-Xclang x.c -mllvm y.c -Xlinker z.c -target w.c a.c", "a.c:source"},
    {"hpcc", "-Xarch_x86_64 x.c -sectcreate a b c.c d.c", "d.c:source"},
    {"hpcc", "-- -c -o a.c", "-c:linker -o:linker a.c:source"},
    {"hpcc", "-unknown x.c", "x.c:source"},
    {"hpcc", "/c a.c", "/c:linker a.c:source"},
    {"hpcc-cl", "/c a.c", "a.c:source"},
    {"hpcc-cl", "/c /tmp/a.c", "/tmp/a.c:source"},
    {"hpcc-cl", "/c /Users/a.c b.c", "b.c:source"},
    {"hpcc-cl", "/c /work/a.c b.c", "b.c:source"},
    {"hpcc-cl", "/Tcx.obj /Tp y /TPz.c a.obj", "x.obj:source y:source /TPz.c:source a.obj:linker"},
    {"hpcc-cl", "a.x b.obj /TP", "a.x:source b.obj:linker"},
    {"hpcc-cl", "/Fo: x.c /o y.c /I z.c a.c", "a.c:source"},
    {"hpcc-cl", "/Fo x.c", "x.c:source"},
    {"hpcc-cl", "a.c /link b.c /debug", "a.c:source"},
    {"hpcc-cl", "/c -- /tmp/Users.c", "/tmp/Users.c:source"},
    {"hpcc", "--driver-mode=cl /c /Foa.c b.c", "b.c:source"},
    {"hpcc-cl", "--driver-mode=gcc /c b.c", "/c:linker b.c:source"},
    {"hpcc", "", ""},
};

static const char *const kinds[] = {"source", "ir", "header", "assembly", "other", "linker"};

static void test_inputs(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
		struct hp_arena arena;
		struct hp_invocation inv;
		hp_arena_init(&arena);
		parse(&inv, &arena, inputs[i].argv0, inputs[i].words);
		const char *text = "";
		for (size_t j = 0; j < inv.input_count; j++)
			text = hp_arena_printf(&arena, "%s%s%s:%s", text, j ? " " : "", inv.inputs[j].name,
			                       kinds[inv.inputs[j].kind]);
		assert_string_equal(text, inputs[i].inputs);
		hp_arena_fini(&arena);
	}
}

/* Lists as "F value" or "T value" joined by '|', and the arguments that are not hpcc's own. */
static const struct {
	const char *argv0, *words, *lists, *left;
} lists[] = {
    {"hpcc", "-c a.c", "", "-c a.c"},
    {"hpcc", "-fms-secure-hotpatch-functions-list=f,g -c a.c", "T f,g", "-c a.c"},
    {"hpcc", "-fms-secure-hotpatch-functions-file=l -fms-secure-hotpatch-functions-list=f", "F l|T f", ""},
    {"hpcc", "-fms-hotpatch -c a.c", "", "-fms-hotpatch -c a.c"},
    {"hpcc", "-mllvm -ms-secure-hotpatch-functions-file=l x", "F l", "x"},
    {"hpcc", "-mllvm --ms-secure-hotpatch-functions-list=f x", "T f", "x"},
    {"hpcc", "-mllvm=-ms-secure-hotpatch-functions-list=f x", "T f", "x"},
    {"hpcc", "-mllvm -other -mllvm -ms-secure-hotpatch-functions-list=f", "T f", "-mllvm -other"},
    {"hpcc", "-Xclang -fms-secure-hotpatch-functions-list=f -Xclang -w", "T f", "-Xclang -w"},
    {"hpcc", "-Xclang=-fms-secure-hotpatch-functions-file=l", "F l", ""},
    {"hpcc", "-Xclang -mllvm -Xclang -ms-secure-hotpatch-functions-list=f -Xclang -w", "T f", "-Xclang -w"},
    {"hpcc", "-Xclang -mllvm -c -Xclang -ms-secure-hotpatch-functions-list=f", "T f", "-c"},
    {"hpcc", "-Xclang -mllvm -Xclang -other", "", "-Xclang -mllvm -Xclang -other"},
    {"hpcc", "-I -fms-secure-hotpatch-functions-list=f", "", "-I -fms-secure-hotpatch-functions-list=f"},
    {"hpcc", "-- -fms-secure-hotpatch-functions-list=f", "", "-- -fms-secure-hotpatch-functions-list=f"},
    {"hpcc", "/hotpatchfunctions:f", "", "/hotpatchfunctions:f"},
    {"hpcc-cl", "/hotpatchfunctions:f,g /hotpatch -hotpatchfunctionsfile:l", "T f,g|F l", "/hotpatch"},
    {"hpcc-cl", "/clang:-fms-secure-hotpatch-functions-list=f /c", "T f", "/c"},
    {"hpcc-cl", "/clang:-mllvm /c /clang:-ms-secure-hotpatch-functions-list=f", "T f", "/c"},
    {"hpcc-cl", "/clang:-Xclang /c /clang:-fms-secure-hotpatch-functions-file=l", "F l", "/c"},
    {"hpcc-cl", "/link -fms-secure-hotpatch-functions-list=f", "", "/link -fms-secure-hotpatch-functions-list=f"},
    {"hpcc", "--hpcc-verbose --hpcc-clang=x --hpcc-report=y -c", "", "-c"},
    {"hpcc", "-Whotpatch-tls -Wno-hotpatch -Werror=hotpatch-asm -Wno-error=hotpatch -Wall", "", "-Wall"},
    {"hpcc", "-Whotpatch-nonsense -w -Werror", "", "-Whotpatch-nonsense -w -Werror"},
    {"hpcc", "--hpcc-unknown", "", "--hpcc-unknown"},
};

static void test_lists(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		struct hp_arena arena;
		struct hp_invocation inv;
		hp_arena_init(&arena);
		parse(&inv, &arena, lists[i].argv0, lists[i].words);
		const char *text = "", *left = "";
		for (size_t j = 0; j < inv.list_count; j++)
			text = hp_arena_printf(&arena, "%s%s%s %s", text, j ? "|" : "",
			                       inv.lists[j].is_file ? "F" : "T", inv.lists[j].value);
		for (size_t j = 0; j < inv.argc; j++)
			if (!inv.ours[j])
				left = hp_arena_printf(&arena, "%s%s%s", left, *left ? " " : "", inv.argv[j]);
		assert_string_equal(text, lists[i].lists);
		assert_string_equal(left, lists[i].left);
		hp_arena_fini(&arena);
	}
}

static void test_environment(void **state)
{
	(void)state;
	struct hp_arena arena;
	struct hp_invocation inv;
	hp_arena_init(&arena);
	setenv("HPCC_FUNCTIONS", "f,g", 1);
	setenv("HPCC_FUNCTIONS_FILE", "l", 1);
	setenv("HPCC_REPORT", "r", 1);
	parse(&inv, &arena, "hpcc", "-fms-secure-hotpatch-functions-list=h -c a.c");
	assert_int_equal(inv.list_count, 3);
	assert_string_equal(inv.lists[0].value, "l");
	assert_string_equal(inv.lists[1].value, "f,g");
	assert_string_equal(inv.lists[2].value, "h");
	assert_string_equal(inv.settings[HP_SET_REPORT].value, "r");
	parse(&inv, &arena, "hpcc", "--hpcc-report=s");
	assert_string_equal(inv.settings[HP_SET_REPORT].value, "s");
	setenv("HPCC_FUNCTIONS", "", 1);
	unsetenv("HPCC_FUNCTIONS_FILE");
	unsetenv("HPCC_REPORT");
	parse(&inv, &arena, "hpcc", "-c a.c");
	assert_int_equal(inv.list_count, 0);
	hp_arena_fini(&arena);
}

/* What is added to a call's configuration is not in the command line. */
static void test_configuration(void **state)
{
	(void)state;
	struct hp_arena arena;
	struct hp_invocation inv;
	struct hp_configuration configuration;
	hp_arena_init(&arena);
	parse(&inv, &arena, "hpcc", "-fms-secure-hotpatch-functions-list=f --hpcc-report=r -w -c a.c");
	hp_configuration_init(&configuration, &inv);
	hp_configuration_add_list(&configuration, true, "l", "x");
	assert_int_equal(configuration.list_count, 2);
	assert_string_equal(configuration.lists[0].value, "f");
	assert_string_equal(configuration.lists[1].value, "l");
	assert_string_equal(configuration.settings[HP_SET_REPORT].value, "r");
	hp_strvec_push(&configuration.warnings, "-Werror");
	assert_int_equal(configuration.warnings.count, 2);
	assert_int_equal(inv.list_count, 1);
	assert_int_equal(inv.warnings.count, 1);
	hp_arena_fini(&arena);
}

static void test_warnings(void **state)
{
	(void)state;
	struct hp_arena arena;
	struct hp_invocation inv;
	hp_arena_init(&arena);
	parse(&inv, &arena, "hpcc-cl", "/WX -Wno-hotpatch-tls /w /WX- -Werror=hotpatch-x");
	static const char *const wanted[] = {"-Werror", "-Wno-hotpatch-tls", "-w", "-Wno-error"};
	assert_int_equal(inv.warnings.count, 4);
	for (size_t i = 0; i < 4; i++)
		assert_string_equal(inv.warnings.items[i], wanted[i]);
	hp_arena_fini(&arena);
}

static const struct {
	const char *argv0, *words, *reason; /* NULL: hpcc compiles */
} bypasses[] = {
    {"hpcc", "-c a.c", NULL},
    {"hpcc", "a.c b.s c.o", NULL},
    {"hpcc", "-v -S a.ll", NULL},
    {"hpcc", "-c -Xclang -w -Xclang -fno-common a.c", NULL},
    {"hpcc", "-MD -MF x -c a.c", NULL},
    {"hpcc", "-E a.c", "it only preprocesses"},
    {"hpcc", "-M a.c", "it only lists dependencies"},
    {"hpcc", "-MM a.c", "it only lists dependencies"},
    {"hpcc", "-fsyntax-only a.c", "it only checks the syntax"},
    {"hpcc", "--analyze a.c", "it only analyses"},
    {"hpcc", "-c -emit-llvm a.c", "it writes LLVM IR: give the list to the call that compiles that"},
    {"hpcc", "-c -emit-ast a.c", "it writes a syntax tree"},
    {"hpcc", "-print-prog-name=ld", "it asks clang a question"},
    {"hpcc", "--print-file-name x", "it asks clang a question"},
    {"hpcc", "--help", "it asks for help"},
    {"hpcc", "-cc1 a.c", "it is a command inside clang: call hpcc as clang is called"},
    {"hpcc", "-x c-header a.c", "it makes a precompiled header"},
    {"hpcc", "a.h", "it makes a precompiled header"},
    {"hpcc", "-c a.s", "it only assembles"},
    {"hpcc", "a.o b.a", "it only links"},
    {"hpcc", "-v", "there is no input"},
    {"hpcc", "", "there is no input"},
    {"hpcc", "-c a.cu", "hpcc does not compile the language of an input: compile others in a call of their own"},
    {"hpcc", "-c -Xclang -ast-dump a.c", "an action behind -Xclang replaces the compilation"},
    {"hpcc", "-c a.c b.c -o x.o", "one output is named for several inputs, which clang refuses"},
    {"hpcc", "-c a.c b.o -o x.o", NULL},
    {"hpcc", "a.c b.c -o x", NULL},
    {"hpcc", "-c a.c -o", "an option lacks its value, which clang refuses"},
    {"hpcc-cl", "/c a.c", NULL},
    {"hpcc-cl", "/P a.c", "it only preprocesses"},
    {"hpcc-cl", "/EP a.c", "it only preprocesses"},
    {"hpcc-cl", "/Zs a.c", "it only checks the syntax"},
    {"hpcc-cl", "/Ycx.h /c a.c", "it makes a precompiled header"},
    {"hpcc-cl", "/Yux.h /c a.c", NULL},
    {"hpcc-cl", "/?", "it asks for help"},
    {"hpcc-cl", "/clang:-E a.c", "it only preprocesses"},
    {"hpcc-cl", "/c a.c b.c /Fox.obj", "one output is named for several inputs, which clang refuses"},
    {"hpcc-cl", "/c a.c b.c /Fox/", NULL},
    {"hpcc-cl", "-MD -M a.c /c", NULL},
};

static void test_bypass(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof bypasses / sizeof *bypasses; i++) {
		struct hp_arena arena;
		struct hp_invocation inv;
		hp_arena_init(&arena);
		parse(&inv, &arena, bypasses[i].argv0, bypasses[i].words);
		print_message("  %s %s\n", bypasses[i].argv0, bypasses[i].words);
		equal_or_null(hp_bypass_reason(&inv), bypasses[i].reason);
		hp_arena_fini(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_names),       cmocka_unit_test(test_inputs),        cmocka_unit_test(test_lists),
	    cmocka_unit_test(test_environment), cmocka_unit_test(test_configuration), cmocka_unit_test(test_warnings),
	    cmocka_unit_test(test_bypass),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
