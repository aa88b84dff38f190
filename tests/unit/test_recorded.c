/*
 * Recorded commands: quoting of both kinds and how it is told apart, launchers, assignments, compilers, outputs.
 */
#define _GNU_SOURCE
#include "base/arena.h"
#include "config/compdb.h"
#include "recorded/recorded.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct {
	const char *command;
	const char *shape; /* program, kind, compiler, target, assignments, arguments */
} rows[] = {
    {"clang -c a.c -o a.o", "hpcc clang clang - [] -c|a.c|-o|a.o"},
    {"/usr/bin/clang++-22 -c a.cc", "hpcc++ clang /usr/bin/clang++-22 - [] -c|a.cc"},
    {"clang-14 -c 'a b.c'", "hpcc clang clang-14 - [] -c|a b.c"},
    {"ccache clang -c a.c", "hpcc clang clang - [] -c|a.c"},
    {"FOO=1 BAR='a b' /usr/bin/ccache distcc clang -c a.c", "hpcc clang clang - [FOO=1,BAR=a b] -c|a.c"},
    {"env A=b sccache clang-cl /c a.c", "hpcc-cl clang clang-cl - [A=b] /c|a.c"},
    {"x86_64-w64-mingw32-gcc -c a.c", "hpcc gcc x86_64-w64-mingw32-gcc --target=x86_64-w64-mingw32 [] -c|a.c"},
    {"i686-w64-mingw32-g++-12-posix -c a.cc",
     "hpcc++ gcc i686-w64-mingw32-g++-12-posix --target=i686-w64-mingw32 [] -c|a.cc"},
    {"/opt/bin/aarch64-w64-mingw32-clang -c a.c",
     "hpcc clang /opt/bin/aarch64-w64-mingw32-clang --target=aarch64-w64-mingw32 [] -c|a.c"},
    {"cc -c a.c", "hpcc gcc cc - [] -c|a.c"},
    {"c++ -c a.cc", "hpcc++ gcc c++ - [] -c|a.cc"},
    {"hpcc++ -c a.cc", "hpcc++ hpcc hpcc++ - [] -c|a.cc"},
    {"x86_64-pc-windows-msvc-hpcc -c a.c",
     "hpcc hpcc x86_64-pc-windows-msvc-hpcc --target=x86_64-pc-windows-msvc [] -c|a.c"},
    {"clang --driver-mode=cl /c a.c", "hpcc-cl clang clang - [] --driver-mode=cl|/c|a.c"},
    /* Launchers with options. */
    {"nice -n 5 ionice -c 3 clang -c a.c", "hpcc clang clang - [] -c|a.c"},
    {"nice -n5 rustc a.rs", "hpcc other rustc - [] a.rs"},
    {"env -u CPATH --unset=CPLUS_INCLUDE_PATH A=1 clang -c a.c",
     "hpcc clang clang - [CPATH,CPLUS_INCLUDE_PATH,A=1] -c|a.c"},
    {"B=1 env -i A=1 A=2 clang -c a.c", "hpcc clang clang - [-,A=2] -c|a.c"},
    {"cmake -E env A=1 --unset=B -- clang -c a.c", "hpcc clang clang - [A=1,B] -c|a.c"},
    {"cmake -E env --unset=B A=1 clang -c a.c", "hpcc clang clang - [B,A=1] -c|a.c"},
    {"/usr/bin/cmake -E __run_co_compile --tidy='clang-tidy;-p' --source=a.c -- /usr/bin/clang -c a.c",
     "hpcc clang /usr/bin/clang - [] -c|a.c"},
    {"rewrapper -cfg=/x/y.cfg -labels type=compile --exec_root /src clang++ -c a.cc",
     "hpcc++ clang clang++ - [] -c|a.cc"},
    {"timeout -k 5 60 ccache clang -c a.c", "hpcc clang clang - [] -c|a.c"},
    {"cmake -E copy a b", "hpcc other cmake - [] -E|copy|a|b"},
    /* Lines of several commands. */
    {"cd s && clang -c a.c -o a.o", "hpcc clang clang - [] -c|a.c|-o|a.o in s"},
    {"cd s && cd ../t; A=1 clang -c a.c", "hpcc clang clang - [A=1] -c|a.c in s/../t"},
    {"env -C s clang -c a.c", "hpcc clang clang - [] -c|a.c in s"},
    {"(cd /s && clang -c a.c)", "hpcc clang clang - [] -c|a.c in /s"},
    {"mkdir -p o && clang -c 'a && b.c' \"-DX=a;b\" -DY=c;d >log 2>&1; echo done",
     "hpcc clang clang - [] -c|a && b.c|-DX=a;b|-DY=c;d"},
    {"clang -c a.c && objcopy a.o", "hpcc clang clang - [] -c|a.c then objcopy"},
    {"clang -c a.c 2>&1 | tee log", "hpcc clang clang - [] -c|a.c then tee"},
    {"clang -c a.c -DX=\\>\\&\\; '-DY=<a>'", "hpcc clang clang - [] -c|a.c|-DX=>&;|-DY=<a>"},
    {"sh -c 'cd s && clang -c \"a b.c\"'", "hpcc clang clang - [] -c|a b.c in s"},
    {"export A=1; clang -c a.c", "hpcc clang clang - [A=1] -c|a.c"},
    {"cmd.exe /C \"cd . && C:\\LLVM\\bin\\clang.exe -c C:\\a.c && echo x\"",
     "hpcc clang C:\\LLVM\\bin\\clang.exe - [] -c|C:\\a.c in ."},
    {"C:\\Windows\\system32\\cmd.exe /C \"cd /D C:\\b && \"C:\\P F\\clang-cl.exe\" /c \"C:\\a b.c\" /DX=\\\"y\\\"\"",
     "hpcc-cl clang C:\\P F\\clang-cl.exe - [] /c|C:\\a b.c|/DX=\"y\" in C:\\b"},
    {"cmd /c clang-cl /c a.c & del a.tmp", "hpcc-cl clang clang-cl - [] /c|a.c"},
    {"cd s && rustc a.rs", "hpcc other rustc - [] a.rs in s"},
    {"windres a.rc a.o", "hpcc other windres - [] a.rc|a.o"},
    {"ccache", "hpcc other  - [] "},
    {"  ", "hpcc other  - [] "},
    /* Quoting. */
    {"gcc '-DA=\"x y\"' -DB=\\\"z\\\" \"-DC=\\\"w\\n\\\"\" a\\ b.c",
     "hpcc gcc gcc - [] -DA=\"x y\"|-DB=\"z\"|-DC=\"w\\n\"|a b.c"},
    {"C:\\VS\\bin\\HostX64\\x86\\cl.exe /nologo /DX=\\\"a\\\" /IC:\\sdk\\inc /FoCMakeFiles\\a.obj /c C:\\src\\a.c",
     "hpcc-cl msvc C:\\VS\\bin\\HostX64\\x86\\cl.exe --target=i686-pc-windows-msvc [] "
     "/nologo|/DX=\"a\"|/IC:\\sdk\\inc|/FoCMakeFiles\\a.obj|/c|C:\\src\\a.c"},
    {"\"C:\\Program Files\\arm64\\CL.EXE\" /c \"C:\\My Files\\a.c\"",
     "hpcc-cl msvc C:\\Program Files\\arm64\\CL.EXE --target=aarch64-pc-windows-msvc [] /c|C:\\My Files\\a.c"},
    {"ccache \"C:\\LLVM\\bin\\clang-cl.exe\" /c C:\\a.c",
     "hpcc-cl clang C:\\LLVM\\bin\\clang-cl.exe - [] /c|C:\\a.c"},
    {"C:\\mingw\\bin\\gcc.exe -c C:\\src\\a.c", "hpcc gcc C:\\mingw\\bin\\gcc.exe - [] -c|C:\\src\\a.c"},
    {"clang-cl /I\\\\server\\share\\ /DX='a /c a.c",
     "hpcc-cl clang clang-cl - [] /I\\\\server\\share\\|/DX='a|/c|a.c"},
    /* clang-cl on a POSIX machine, as CMake writes it there. */
    {"/usr/bin/clang-cl /DX=\\\"a\\\" '/DY=1 2' /c a.c",
     "hpcc-cl clang /usr/bin/clang-cl - [] /DX=\"a\"|/DY=1 2|/c|a.c"},
    {"clang-cl /I/a\\ b /c a.c", "hpcc-cl clang clang-cl - [] /I/a b|/c|a.c"},
    {"clang-cl \"/I/a b\" /DP=\\\"C:\\\\\\\\x\\\\\\\\y\\\" /c a.c",
     "hpcc-cl clang clang-cl - [] /I/a b|/DP=\"C:\\\\x\\\\y\"|/c|a.c"},
    {"clang-cl '-DX=\"a b\"' /c a.c", "hpcc-cl clang clang-cl - [] -DX=\"a b\"|/c|a.c"},
};

static const char *join(const struct hp_strvec *vec, char between)
{
	const char *text = "";
	for (size_t i = 0; i < vec->count; i++)
		text = hp_arena_printf(vec->arena, "%s%.*s%s", text, i > 0, &between, vec->items[i]);
	return text;
}

static const char *shape(const struct hp_recorded *recorded, struct hp_arena *arena)
{
	static const char *const kinds[] = {"clang", "hpcc", "gcc", "msvc", "other"};
	const struct hp_recorded_line *line = &recorded->line;
	return hp_arena_printf(arena, "%s %s %s %s [%s] %s%s%s%s%s", recorded->program, kinds[recorded->kind],
	                       recorded->compiler, recorded->target ? recorded->target : "-",
	                       join(&recorded->assignments, ','), join(&recorded->args, '|'),
	                       line->directory ? " in " : "", line->directory ? line->directory : "",
	                       line->behind ? " then " : "", line->behind ? line->behind : "");
}

static void test_commands(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct hp_arena arena;
		struct hp_recorded recorded;
		struct hp_compdb_entry entry = {.directory = "/", .file = "a.c", .command = rows[i].command};
		hp_arena_init(&arena);
		hp_recorded_parse(&recorded, &arena, &entry);
		assert_string_equal(shape(&recorded, &arena), rows[i].shape);
		hp_arena_fini(&arena);
	}
}

/* Arguments are taken as they are: no quoting, no splitting. */
static void test_arguments(void **state)
{
	static const char *const arguments[] = {"A=1", "ccache", "clang", "-DX=\"a b\"", "a\\b.c", "@r sp", NULL};
	struct hp_arena arena;
	struct hp_recorded recorded;
	struct hp_compdb_entry entry = {.directory = "/", .file = "a.c", .arguments = arguments, .argument_count = 6};
	(void)state;
	hp_arena_init(&arena);
	hp_recorded_parse(&recorded, &arena, &entry);
	assert_string_equal(shape(&recorded, &arena), "hpcc clang clang - [A=1] -DX=\"a b\"|a\\b.c|@r sp");
	hp_arena_fini(&arena);
}

static void test_outputs(void **state)
{
	static const struct {
		const char *command, *output;
	} cases[] = {
	    {"clang -c a.c -o x/a.o", "x/a.o"},
	    {"clang -c a.c -ox/a.o", "x/a.o"},
	    {"clang -o b.o -c a.c -o c.o", "c.o"},
	    {"clang -c a.c", NULL},
	    {"clang -c a.c -o", NULL},
	    {"clang -c a.c -object-file-name=z", NULL},
	    {"clang-cl /c a.c /Fox/a.obj", "x/a.obj"},
	    {"clang-cl /c a.c -Fo:x/a.obj", "x/a.obj"},
	    {"clang-cl /c a.c /Fo: x/a.obj", "x/a.obj"},
	    {"clang-cl /c /Fox/ a.c", "x/"},
	    {"clang-cl /c a.c", NULL},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct hp_arena arena;
		struct hp_recorded recorded;
		struct hp_compdb_entry entry = {.directory = "/", .file = "a.c", .command = cases[i].command};
		hp_arena_init(&arena);
		hp_recorded_parse(&recorded, &arena, &entry);
		const char *output = hp_recorded_output(&recorded);
		if (cases[i].output)
			assert_string_equal(output, cases[i].output);
		else
			assert_null(output);
		hp_arena_fini(&arena);
	}
}

static void test_gcc_only(void **state)
{
	static const char *const rows_of_gcc[] = {
#define GCC_ONLY(spelling) spelling,
#include "recorded/gcc_only.def"
	};
	static const char *const dropped[] = {"-fconserve-stack", "-fno-var-tracking-assignments",
	                                      "-fira-region=all", "-mno-fp-ret-in-387",
	                                      "-ftree-pre",       "-mbranch-cost=3"};
	static const char *const kept[] = {"-fno-strict-aliasing",
	                                   "-O2",
	                                   "a.c",
	                                   "-f",
	                                   "-m",
	                                   "-fno-",
	                                   "-fcall-used-ebx",
	                                   "-mms-bitfields",
	                                   "-Wno-conserve-stack",
	                                   "-fconserve-stac"};
	(void)state;
	for (size_t i = 1; i < sizeof rows_of_gcc / sizeof *rows_of_gcc; i++)
		assert_true(strcmp(rows_of_gcc[i - 1], rows_of_gcc[i]) < 0);
	for (size_t i = 0; i < sizeof rows_of_gcc / sizeof *rows_of_gcc; i++)
		assert_true(hp_recorded_is_gcc_only(rows_of_gcc[i]));
	for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++)
		assert_true(hp_recorded_is_gcc_only(dropped[i]));
	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
		assert_false(hp_recorded_is_gcc_only(kept[i]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_commands),
	    cmocka_unit_test(test_arguments),
	    cmocka_unit_test(test_outputs),
	    cmocka_unit_test(test_gcc_only),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
