/*
 * Command lines of the children, compared whole, and the names of outputs.
 *
 * Every row runs with clang "C", back end "B", the current folder "/w", the private folder "/p" and these
 * descriptors: clang's output 5, bitcode 4, cc1 6, go 7, functions 3, object 8, assembly 9, rewritten 10,
 * manifest 11.
 */
#define _GNU_SOURCE
#include "base/arena.h"
#include "base/diag.h"
#include "cmdline/invocation.h"
#include "cmdline/outputs.h"
#include "cmdline/rspfile.h"
#include "hpcc/command.h"
#include "hpcc/configuration.h"
#include "hpcc/session.h"
#include "hpcc/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define BITCODE                                                                                                      \
	"-Xclang -emit-llvm-bc -Xclang -disable-llvm-passes -Xclang -emit-llvm-uselists -fno-crash-diagnostics"
#define GNU "C -o /dev/fd/5 " BITCODE " "
#define CL "C --driver-mode=cl /clang:-o /clang:/dev/fd/5 " BITCODE " "
#define STOP "C -c -Qunused-arguments -o /dev/fd/5 " BITCODE " "

struct context {
	struct hp_arena arena;
	struct hp_invocation inv;
	struct hp_configuration configuration;
	struct hp_outputs outputs;
	struct hp_session session;
	struct hp_unit unit;
	struct hp_strvec argv;
};

static void begin(struct context *context, const char *argv0, const char *words, size_t index)
{
	struct hp_strvec args;
	hp_arena_init(&context->arena);
	hp_strvec_init(&args, &context->arena);
	hp_strvec_init(&context->argv, &context->arena);
	hp_rspfile_split(&context->arena, words, HP_QUOTING_GNU, &args);
	hp_invocation_init(&context->inv, &context->arena, argv0);
	hp_invocation_parse(&context->inv, args.items, args.count);
	hp_configuration_init(&context->configuration, &context->inv);
	if (context->inv.input_count) {
		hp_outputs_name(&context->outputs, &context->inv, index, "/p", "/w");
		hp_outputs_name_report(&context->outputs, &context->inv, index,
		                       context->configuration.settings[HP_SET_REPORT].value, "/w");
	}
	context->session = (struct hp_session){
	    .inv = &context->inv, .configuration = &context->configuration, .clang = "C", .backend = "B"};
	context->unit = (struct hp_unit){.session = &context->session, .index = index, .outputs = &context->outputs};
	int *fds = context->unit.fds;
	fds[HP_FD_CLANG_OUT] = 5;
	fds[HP_FD_BITCODE] = 4;
	fds[HP_FD_CC1] = 6;
	fds[HP_FD_GO] = 7;
	fds[HP_FD_SAY_GO] = 12;
	fds[HP_FD_FUNCTIONS] = 3;
	fds[HP_FD_OBJECT] = context->outputs.object ? 8 : -1;
	fds[HP_FD_ASSEMBLY] = context->outputs.assembly ? 9 : -1;
	fds[HP_FD_REPORT] = -1;
	fds[HP_FD_MANIFEST] = context->configuration.settings[HP_SET_MANIFEST].value ? 11 : -1;
	fds[HP_FD_STACK_USAGE] = context->outputs.stack_usage ? 14 : -1;
	fds[HP_FD_REMARKS] = context->outputs.remarks_file ? 15 : -1;
	fds[HP_FD_FOUND] = 13;
	fds[HP_FD_REWRITTEN] = 10;
}

static void check(struct context *context, const char *wanted)
{
	const char *text = "";
	for (size_t i = 0; i < context->argv.count; i++)
		text = hp_arena_printf(&context->arena, "%s%s%s", text, i ? " " : "", context->argv.items[i]);
	assert_string_equal(text, wanted);
	hp_arena_fini(&context->arena);
	*context = (struct context){0};
}

struct row {
	const char *argv0, *words;
	size_t index; /* of the input */
	const char *wanted;
};

static const struct row clang_rows[] = {
    {"hpcc", "-O2 -c a.c -o a.o", 0, GNU "-O2 -c a.c"},
    {"hpcc", "-fms-secure-hotpatch-functions-list=f -c a.c", 0, GNU "-c a.c"},
    {"hpcc++", "-c a.cc", 0, "C --driver-mode=g++ -o /dev/fd/5 " BITCODE " -c a.cc"},
    {"i686-pc-windows-msvc-hpcc", "-c a.c", 0, "C --target=i686-pc-windows-msvc -o /dev/fd/5 " BITCODE " -c a.c"},
    {"hpcc", "-c a.c -DX b.c -DY", 0, GNU "-c a.c -DX -DY"},
    {"hpcc", "-c a.c -DX b.c -DY", 1, "C -Qunused-arguments -o /dev/fd/5 " BITCODE " -c -DX b.c -DY"},
    {"hpcc", "-x c a -x c++ b -c", 0, GNU "-x c a -x c++ -c"},
    {"hpcc", "-x c a -x c++ b -c", 1, "C -Qunused-arguments -o /dev/fd/5 " BITCODE " -x c -x c++ b -c"},
    {"hpcc", "-S a.c -o -", 0, GNU "-S a.c"},
    {"hpcc", "a.c b.o -lx -o p", 0, STOP "a.c -lx"},
    {"hpcc", "--output=x -c a.c --output y", 0, GNU "-c a.c"},
    {"hpcc", "-c -ox -- a.c b.c", 1, "C -Qunused-arguments -o /dev/fd/5 " BITCODE " -c -- b.c"},
    {"hpcc", "-unknown=1 -c a.c -flto -flto=thin -fwhole-program-vtables", 0, GNU "-unknown=1 -c a.c"},
    {"hpcc", "-c a.c -save-temps=obj -gsplit-dwarf -fstack-usage", 0, GNU "-c a.c"},
    {"hpcc", "-c a.c -MD", 0, GNU "-MFa.d -MQa.o -c a.c -MD"},
    {"hpcc", "-c x/a.c -MMD -o o/b.obj", 0, GNU "-MFo/b.d -MQo/b.obj -c x/a.c -MMD"},
    {"hpcc", "-c a.c -MD -MF q -o b.o", 0, GNU "-MQb.o -c a.c -MD -MF q"},
    {"hpcc", "-c a.c -MD -MT q -o b.o", 0, GNU "-MFb.d -c a.c -MD -MT q"},
    {"hpcc", "a.c -MD -o p.exe", 0, STOP "-MFp.d -MQp.exe a.c -MD"},
    {"hpcc", "-c a.c -ftime-trace -o o/b.o", 0, GNU "-ftime-trace=o/b.json -c a.c"},
    {"hpcc", "-c a.c -ftime-trace=t", 0, GNU "-c a.c -ftime-trace=t"},
    {"hpcc", "-c a.c --coverage -o o/b.o", 0,
     GNU "-Xclang -coverage-notes-file=/w/o/b.gcno -Xclang -coverage-data-file=/w/o/b.gcda -c a.c --coverage"},
    {"hpcc-cl", "/c a.c /Foa.obj /O2", 0, CL "/c a.c /O2"},
    {"hpcc-cl", "/c a.c /Fo: a.obj -Fox /o y -oz", 0, CL "/c a.c"},
    {"hpcc-cl", "/c a.c /FAs /Fax.asm /clang:-o /clang:z", 0, CL "/c a.c"},
    {"hpcc-cl", "/c a.c /MD", 0, CL "/c a.c /MD"},
    {"hpcc-cl", "/c a.c /clang:-MD /Foq.obj", 0, CL "/clang:-MFa.d /clang:-MQq.obj /c a.c /clang:-MD"},
    {"hpcc-cl", "/c /Tca.x b.cpp", 0, CL "/c /Tca.x"},
    {"hpcc-cl", "/c /Tc a.x b.cpp", 1,
     "C --driver-mode=cl -Qunused-arguments /clang:-o /clang:/dev/fd/5 " BITCODE " /c b.cpp"},
    {"hpcc-cl", "a.c /link /debug", 0,
     "C --driver-mode=cl /c -Qunused-arguments /clang:-o /clang:/dev/fd/5 " BITCODE " a.c /link /debug"},
};

static void test_clang(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof clang_rows / sizeof *clang_rows; i++) {
		struct context context = {0};
		begin(&context, clang_rows[i].argv0, clang_rows[i].words, clang_rows[i].index);
		hp_command_clang(&context.argv, &context.unit);
		check(&context, clang_rows[i].wanted);
	}
}

static const struct row backend_rows[] = {
    {"hpcc", "-c a.c", 0,
     "B --program=hpcc --stage=all --input=a.c --object-name=/w/a.o --bitcode-fd=4 --cc1-fd=6 --go-fd=7 "
     "--functions-fd=3 --object-fd=8 --found-fd=13"},
    {"hpcc", "-S a.c -o /x/y.s -Wno-hotpatch-tls -w --hpcc-verbose -fcolor-diagnostics", 0,
     "B --program=hpcc --stage=all --input=a.c --object-name=/x/y.s --bitcode-fd=4 --cc1-fd=6 --go-fd=7 "
     "--functions-fd=3 --asm-fd=9 --found-fd=13 --warn=-Wno-hotpatch-tls --warn=-w --colour --verbose"},
    {"hpcc-cl", "/c /FA /WX d/a.c", 0,
     "B --program=hpcc-cl --stage=all --input=d/a.c --object-name=/w/a.obj --bitcode-fd=4 --cc1-fd=6 --go-fd=7 "
     "--functions-fd=3 --object-fd=8 --asm-fd=9 --found-fd=13 --warn=-Werror --msvc"},
    {"hpcc", "--hpcc-manifest=m -c a.c", 0,
     "B --program=hpcc --stage=all --input=a.c --object-name=/w/a.o --bitcode-fd=4 --cc1-fd=6 --go-fd=7 "
     "--functions-fd=3 --object-fd=8 --manifest-fd=11 --found-fd=13"},
    {"hpcc", "--hpcc-manifest=m --hpcc-manifest= -c a.c", 0,
     "B --program=hpcc --stage=all --input=a.c --object-name=/w/a.o --bitcode-fd=4 --cc1-fd=6 --go-fd=7 "
     "--functions-fd=3 --object-fd=8 --found-fd=13"},
};

static void test_backend(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof backend_rows / sizeof *backend_rows; i++) {
		struct context context = {0};
		begin(&context, backend_rows[i].argv0, backend_rows[i].words, backend_rows[i].index);
		hp_command_backend(&context.argv, &context.unit, "all");
		check(&context, backend_rows[i].wanted);
	}
}

static const struct row plain_rows[] = {
    {"hpcc", "-fms-secure-hotpatch-functions-list=f -flto -c a.c -o a.o", 0, "C -flto -c a.c -o a.o"},
    {"hpcc", "-c a.c b.c -MD", 1, "C -Qunused-arguments -c b.c -MD"},
    {"hpcc", "a.c b.c -o p -lx", 1, "C -c -Qunused-arguments -o/p/1/b.o b.c -lx"},
    {"hpcc-cl", "a.c /link /debug", 0, "C --driver-mode=cl /c -Qunused-arguments /Fo/p/0/a.obj a.c /link /debug"},
    {"hpcc", "-v -c a.c s.s", 0, "C -Xarch_host -v -c a.c"},
    {"hpcc", "-v -c a.c s.s", 1, "C -Qunused-arguments -c s.s"},
    {"hpcc-cl", "-v /c a.c", 0, "C --driver-mode=cl /clang:-Xarch_host /clang:-v /c a.c"},
    {"hpcc-cl", "a.c /Fox.obj /Fey", 0, "C --driver-mode=cl /c -Qunused-arguments a.c /Fox.obj /Fey"},
};

static void test_plain(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof plain_rows / sizeof *plain_rows; i++) {
		struct context context = {0};
		begin(&context, plain_rows[i].argv0, plain_rows[i].words, plain_rows[i].index);
		hp_command_plain(&context.argv, &context.unit, true);
		check(&context, plain_rows[i].wanted);
	}
}

static const struct row words_rows[] = {
    {"hpcc", "-v -O2 -Wall -MD -MF d -ftime-trace -H -c a.c b.c -o a.o", 1,
     "C -Qunused-arguments -o /dev/null -O2 -Wall -c b.c"},
    {"hpcc", "a.c -fms-secure-hotpatch-functions-list=f -lx -o p", 0, "C -c -Qunused-arguments -o /dev/null a.c -lx"},
    {"hpcc-cl", "/c /W4 /showIncludes /Fox.obj a.c", 0, "C --driver-mode=cl /clang:-o /clang:/dev/null /c /W4 a.c"},
    {"hpcc", "--coverage -c a.c", 0,
     "C -o /dev/null -Xclang -coverage-notes-file=/dev/null -Xclang -coverage-data-file=/dev/null --coverage -c a.c"},
};

static void test_words(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof words_rows / sizeof *words_rows; i++) {
		struct context context = {0};
		begin(&context, words_rows[i].argv0, words_rows[i].words, words_rows[i].index);
		hp_command_messages(&context.argv, &context.unit);
		check(&context, words_rows[i].wanted);
	}
}

#define OPTIMISE "-Xclang -emit-llvm-bc -Xclang -emit-llvm-uselists -x ir /dev/fd/10"

static const struct row optimise_rows[] = {
    {"hpcc", "-O2 -fsanitize=address -MD -MF d -c a.c -o a.o -Xclang -x1", 0,
     "C -Qunused-arguments -o /dev/fd/5 " OPTIMISE " -O2 -fsanitize=address -c -Xclang -x1"},
    {"hpcc", "-x c a b -o p", 0, "C -c -Qunused-arguments -o /dev/fd/5 " OPTIMISE},
    {"hpcc-cl", "/c /TP /showIncludes -- a.c", 0,
     "C --driver-mode=cl -Qunused-arguments /clang:-o /clang:/dev/fd/5 " OPTIMISE " /c"},
};

static void test_optimise(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof optimise_rows / sizeof *optimise_rows; i++) {
		struct context context = {0};
		begin(&context, optimise_rows[i].argv0, optimise_rows[i].words, optimise_rows[i].index);
		hp_command_optimise(&context.argv, &context.unit);
		check(&context, optimise_rows[i].wanted);
	}
}

#define MSVC64 "x86_64-pc-windows-msvc19.33.0"

static const struct {
	const char *argv0, *words, *triple, *wanted;
} links[] = {
    {"hpcc", "a.c b.o -lx -o p", MSVC64, "C -Qunused-arguments -Xlinker -functionpadmin:16 /p/0/a.o b.o -lx -o p"},
    {"hpcc", "-xc a -xnone b.o -fms-hotpatch", "i686-pc-windows-msvc",
     "C -Qunused-arguments -Xlinker -functionpadmin:5 /p/0/a.o b.o"},
    {"hpcc", "-xc a -xnone b.o -fms-hotpatch", NULL, "C -Qunused-arguments /p/0/a.o b.o -fms-hotpatch"},
    {"hpcc", "a.c -MD", "aarch64-pc-windows-msvc", "C -Qunused-arguments -Xlinker -functionpadmin:16 /p/0/a.o"},
    {"hpcc", "a.c -Wl,-functionPadMin:32", MSVC64, "C -Qunused-arguments /p/0/a.o -Wl,-functionPadMin:32"},
    {"hpcc", "a.c -fuse-ld=lld", "x86_64-w64-windows-gnu",
     "C -Qunused-arguments -Xlinker --Xlink=-functionpadmin:16 /p/0/a.o -fuse-ld=lld"},
    {"hpcc", "a.c", "x86_64-w64-windows-gnu", "C -Qunused-arguments /p/0/a.o"},
    {"hpcc", "a.c -fuse-ld=lld", "x86_64-pc-linux-gnu", "C -Qunused-arguments /p/0/a.o -fuse-ld=lld"},
    {"hpcc", "a.c -fuse-ld=lld", "aarch64-apple-macosx11", "C -Qunused-arguments /p/0/a.o -fuse-ld=lld"},
    {"hpcc-cl", "/Tca.x b.c /hotpatch /Fex.exe /link /debug", MSVC64,
     "C --driver-mode=cl -Qunused-arguments -Xlinker -functionpadmin:16 //p/0/a.obj //p/1/b.obj /Fex.exe /link "
     "/debug"},
    {"hpcc-cl", "a.c /Foo.obj /FA", MSVC64,
     "C --driver-mode=cl -Qunused-arguments -Xlinker -functionpadmin:16 o.obj"},
};

static void test_link(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
		struct context context = {0};
		begin(&context, links[i].argv0, links[i].words, 0);
		const char *objects[4] = {NULL};
		for (size_t j = 0; j < context.inv.input_count; j++) {
			if (context.inv.inputs[j].kind == HP_INPUT_LINKER)
				continue;
			hp_outputs_name(&context.outputs, &context.inv, j, "/p", "/w");
			objects[j] = context.outputs.object;
		}
		hp_command_link(&context.argv, &context.inv, "C", objects, links[i].triple);
		check(&context, links[i].wanted);
	}
}

/* Calls that clang does alone. */
static const struct {
	const char *argv0, *words, *triple, *wanted;
} padded[] = {
    {"hpcc", "--hpcc-verbose a.o -o p", MSVC64, "C -Xlinker -functionpadmin:16 a.o -o p"},
    {"hpcc", "a.o -fms-hotpatch", MSVC64, "C -Xlinker -functionpadmin:16 a.o -fms-hotpatch"},
    {"hpcc", "a.o -fms-hotpatch", "aarch64-pc-windows-msvc19.33.0", "C -Xlinker -functionpadmin:16 a.o"},
    {"hpcc", "a.o -fms-hotpatch -Wl,/FUNCTIONPADMIN:24", "arm64-pc-windows-msvc", "C a.o -Wl,/FUNCTIONPADMIN:24"},
    {"hpcc++", "a.cc -fms-hotpatch", "aarch64-pc-windows-msvc",
     "C --driver-mode=g++ -Xlinker -functionpadmin:16 -Xclang -fms-hotpatch a.cc"},
    {"hpcc-cl", "/hotpatch a.c b.obj /link /debug", "aarch64-pc-windows-msvc",
     "C --driver-mode=cl -Xclang -fms-hotpatch a.c b.obj /link /debug -functionpadmin:16"},
    {"hpcc-cl", "a.obj /Fea", MSVC64, "C --driver-mode=cl a.obj /Fea /link -functionpadmin:16"},
    {"hpcc-cl", "/Fea -- a.obj", MSVC64, "C --driver-mode=cl -Xlinker -functionpadmin:16 /Fea -- a.obj"},
    {"hpcc", "a.o -fms-hotpatch -fuse-ld=lld", "aarch64-w64-windows-gnu",
     "C -Xlinker --Xlink=-functionpadmin:16 a.o -fuse-ld=lld"},
    {"hpcc", "a.o", "thumbv7-pc-windows-msvc", "C a.o"},
};

static void test_padded(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof padded / sizeof *padded; i++) {
		struct context context = {0};
		begin(&context, padded[i].argv0, padded[i].words, 0);
		hp_command_padded(&context.argv, &context.inv, "C", padded[i].triple);
		check(&context, padded[i].wanted);
	}
}

static void test_question(void **state)
{
	(void)state;
	struct context context = {0};
	begin(&context, "hpcc-cl", "--hpcc-verbose a.c /link /debug", 0);
	hp_command_question(&context.argv, &context.inv, "C", "-q");
	check(&context, "C --driver-mode=cl /clang:-q a.c /link /debug");
}

static const struct {
	const char *argv0, *words, *object, *assembly;
} names[] = {
    {"hpcc", "-c d/a.b.c", "a.b.o", NULL},
    {"hpcc", "-c a.c -o x", "x", NULL},
    {"hpcc", "-c -x c -", "-.o", NULL},
    {"hpcc", "-c a.c -o -", "-", NULL},
    {"hpcc", "-S a.c", NULL, "a.s"},
    {"hpcc", "-S -c a.c -ox.asm", NULL, "x.asm"},
    {"hpcc", "a.c -o p", "/p/0/a.o", NULL},
    {"hpcc-cl", "/c d/a.c", "a.obj", NULL},
    {"hpcc-cl", "/c a.c /Fox", "x.obj", NULL},
    {"hpcc-cl", "/c a.c /Fo:x.o", "x.o", NULL},
    {"hpcc-cl", "/c a.c /Fox/", "x/a.obj", NULL},
    {"hpcc-cl", "/c a.b.c /Fox.y/", "x.y/a.b.obj", NULL},
    {"hpcc-cl", "/c a.c /Fo", "a.obj", NULL},
    {"hpcc-cl", "/c a.c /Fox /oy", "y.obj", NULL},
    {"hpcc-cl", "/c a.c /Fox /clang:-oy", "y", NULL},
    {"hpcc-cl", "/c a.c /FA", "a.obj", "a.asm"},
    {"hpcc-cl", "/c a.c /Fax/", "a.obj", "x/a.asm"},
    {"hpcc-cl", "/c a.c /FAs /Fax.s", "a.obj", "x.s"},
    {"hpcc-cl", "a.c /oy.exe", "/p/0/a.obj", NULL},
    {"hpcc-cl", "a.c /Fox", "x.obj", NULL},
    {"hpcc-cl", "a.c /clang:-S", NULL, "a.asm"},
};

static void test_outputs(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct context context = {0};
		begin(&context, names[i].argv0, names[i].words, 0);
		assert_string_equal(context.outputs.object ? context.outputs.object : "none",
		                    names[i].object ? names[i].object : "none");
		assert_string_equal(context.outputs.assembly ? context.outputs.assembly : "none",
		                    names[i].assembly ? names[i].assembly : "none");
		hp_arena_fini(&context.arena);
	}
}

/* Without a list the arguments go on as they are; only hpcc's own are taken out. */
static void test_passthrough(void **state)
{
	(void)state;
	static const struct row rows[] = {
	    {"hpcc", "a.c @missing -o x", 0, "C a.c @missing -o x"},
	    {"hpcc-cl", "/c a.c --hpcc-verbose", 0, "C --driver-mode=cl /c a.c"},
	    {"hpcc++", "-Whotpatch-tls a.cc -Whotpatch-nonsense", 0, "C --driver-mode=g++ a.cc -Whotpatch-nonsense"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct context context = {0};
		begin(&context, rows[i].argv0, rows[i].words, 0);
		hp_command_passthrough(&context.argv, &context.inv, "C");
		check(&context, rows[i].wanted);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_clang),       cmocka_unit_test(test_backend),  cmocka_unit_test(test_plain),
	    cmocka_unit_test(test_words),       cmocka_unit_test(test_optimise), cmocka_unit_test(test_link),
	    cmocka_unit_test(test_padded),      cmocka_unit_test(test_question), cmocka_unit_test(test_outputs),
	    cmocka_unit_test(test_passthrough),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
