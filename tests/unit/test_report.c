/*
 * Reports: the whole document for known facts, odd strings, large units, and every way in which writing fails. That
 * real reports agree with config/report.schema.json is tested in tests/docs.
 */
#define _GNU_SOURCE
#include "base/diag.h"
#include "base/facts.h"
#include "base/strvec.h"
#include "capture.h"
#include "config/report.h"
#include "failing_cjson.h"

#include <cjson/cJSON.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct fixture {
	struct hp_arena arena;
	struct hp_diag diag;
	struct hp_facts facts;
	struct hp_strvec command;
	struct hp_report report;
};

static void begin(struct fixture *fixture)
{
	hp_arena_init(&fixture->arena);
	hp_diag_init(&fixture->diag, "hpcc", &fixture->arena);
	hp_facts_init(&fixture->facts, &fixture->arena);
	hp_strvec_init(&fixture->command, &fixture->arena);
	fixture->report = (struct hp_report){
	    .input = "a.c",
	    .object = "/tmp/a.obj",
	    .triple = "x86_64-pc-windows-msvc",
	    .level = "2",
	    .command = &fixture->command,
	    .facts = &fixture->facts,
	    .diag = &fixture->diag,
	};
}

static void end(struct fixture *fixture)
{
	hp_arena_fini(&fixture->arena);
}

static int memory_file(void)
{
	int fd = hp_os_open_memory("report");
	if (fd < 0)
		abort();
	return fd;
}

/* What hp_report_write writes. */
static const char *written(struct fixture *fixture)
{
	size_t size;
	int fd = memory_file();
	assert_true(hp_report_write(&fixture->report, fd, &fixture->diag));
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	const char *text = hp_os_read_all(&fixture->arena, fd, &size);
	assert_non_null(text);
	assert_int_equal(strlen(text), size);
	close(fd);
	return text;
}

/* One fact of each kind, one warning, one warning made an error. */
static void fill(struct fixture *fixture)
{
	static const char *const command[] = {"clang-22", "-c", "a b.c"};
	struct hp_facts *facts = &fixture->facts;
	hp_strvec_extend(&fixture->command, command, 3);
	hp_facts_add(facts, HP_FACT_SELECTED, &(struct hp_fact){.selected = {"f", "_f", "f"}});
	hp_facts_add(facts, HP_FACT_SELECTED, &(struct hp_fact){.selected = {"\1_g@4", "_g@4", "g"}});
	hp_facts_add(facts, HP_FACT_REWRITTEN, &(struct hp_fact){.rewritten = {"helper"}});
	hp_facts_add(facts, HP_FACT_REF, &(struct hp_fact){.ref = {"f", "__ref_x", "x"}});
	hp_facts_add(facts, HP_FACT_DIRECT, &(struct hp_fact){.direct = {"f", "t", "thread-local"}});
	hp_facts_add(facts, HP_FACT_RESIDUAL, &(struct hp_fact){.residual = {"g", "y", "call argument"}});
	hp_facts_add(facts, HP_FACT_INLINED, &(struct hp_fact){.inlined = {"f", "main"}});
	hp_facts_add(facts, HP_FACT_UNMATCHED, &(struct hp_fact){.unmatched = {"nowhere", ""}});
	struct capture capture = capture_begin();
	assert_true(hp_diag_option(&fixture->diag, "-Werror=hotpatch-name"));
	hp_warning(&fixture->diag, HP_WARN_TLS, "'f' reads 't'");
	hp_warning(&fixture->diag, HP_WARN_NAME, "no function \"nowhere\"");
	capture_end(capture, &fixture->arena);
}

static const char document[] = "{\n"
                               "\t\"version\":\t1,\n"
                               "\t\"hpcc\":\t\"" HPCC_VERSION "\",\n"
                               "\t\"input\":\t\"a.c\",\n"
                               "\t\"object\":\t\"/tmp/a.obj\",\n"
                               "\t\"triple\":\t\"x86_64-pc-windows-msvc\",\n"
                               "\t\"optimisation\":\t\"2\",\n"
                               "\t\"selected\":\t[{\n"
                               "\t\t\t\"function\":\t\"f\",\n"
                               "\t\t\t\"symbol\":\t\"_f\",\n"
                               "\t\t\t\"entry\":\t\"f\"\n"
                               "\t\t}, {\n"
                               "\t\t\t\"function\":\t\"\\u0001_g@4\",\n"
                               "\t\t\t\"symbol\":\t\"_g@4\",\n"
                               "\t\t\t\"entry\":\t\"g\"\n"
                               "\t\t}],\n"
                               "\t\"rewritten\":\t[{\n"
                               "\t\t\t\"function\":\t\"helper\"\n"
                               "\t\t}],\n"
                               "\t\"refs\":\t[{\n"
                               "\t\t\t\"first_use\":\t\"f\",\n"
                               "\t\t\t\"ref\":\t\"__ref_x\",\n"
                               "\t\t\t\"global\":\t\"x\"\n"
                               "\t\t}],\n"
                               "\t\"direct\":\t[{\n"
                               "\t\t\t\"function\":\t\"f\",\n"
                               "\t\t\t\"global\":\t\"t\",\n"
                               "\t\t\t\"reason\":\t\"thread-local\"\n"
                               "\t\t}],\n"
                               "\t\"residual\":\t[{\n"
                               "\t\t\t\"function\":\t\"g\",\n"
                               "\t\t\t\"global\":\t\"y\",\n"
                               "\t\t\t\"where\":\t\"call argument\"\n"
                               "\t\t}],\n"
                               "\t\"inlined\":\t[{\n"
                               "\t\t\t\"function\":\t\"f\",\n"
                               "\t\t\t\"into\":\t\"main\"\n"
                               "\t\t}],\n"
                               "\t\"unmatched\":\t[{\n"
                               "\t\t\t\"entry\":\t\"nowhere\"\n"
                               "\t\t}],\n"
                               "\t\"warnings\":\t[{\n"
                               "\t\t\t\"group\":\t\"tls\",\n"
                               "\t\t\t\"error\":\tfalse,\n"
                               "\t\t\t\"text\":\t\"'f' reads 't'\"\n"
                               "\t\t}, {\n"
                               "\t\t\t\"group\":\t\"name\",\n"
                               "\t\t\t\"error\":\ttrue,\n"
                               "\t\t\t\"text\":\t\"no function \\\"nowhere\\\"\"\n"
                               "\t\t}],\n"
                               "\t\"command\":\t[\"clang-22\", \"-c\", \"a b.c\"]\n"
                               "}\n";

static void test_document(void **state)
{
	(void)state;
	struct fixture fixture;
	begin(&fixture);
	fill(&fixture);
	assert_string_equal(written(&fixture), document);
	assert_string_equal(written(&fixture), document); /* writing changes nothing */
	end(&fixture);
}

/* Arrays without members are there, so that a reader need not ask. */
static void test_nothing_found(void **state)
{
	(void)state;
	static const char *const arrays[] = {"selected", "rewritten", "refs",     "direct", "residual",
	                                     "inlined",  "unmatched", "warnings", "command"};
	struct fixture fixture;
	begin(&fixture);
	const char *text = written(&fixture);
	for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
		assert_non_null(strstr(text, hp_arena_printf(&fixture.arena, "\"%s\":\t[]", arrays[i])));
	end(&fixture);
}

/* Bytes in, what the document holds out. */
static const struct {
	const char *bytes, *json;
} strings[] = {
    {"plain", "plain"},
    {"quote\" back\\slash", "quote\\\" back\\\\slash"},
    {"tab\tfeed\nescape\x1b", "tab\\tfeed\\nescape\\u001b"},
    {"\xc3\xaf \xe2\x82\xac \xf0\x9f\x98\x80", "\xc3\xaf \xe2\x82\xac \xf0\x9f\x98\x80"},
    {"\xed\x9f\xbf\xee\x80\x80\xf4\x8f\xbf\xbf", "\xed\x9f\xbf\xee\x80\x80\xf4\x8f\xbf\xbf"},
    {"latin\xef"
     "1",
     "latin\xef\xbf\xbd"
     "1"},
    {"end\xc3", "end\xef\xbf\xbd"},
    {"end\xf0\x9f\x98", "end\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
    {"long\xc0\xaf", "long\xef\xbf\xbd\xef\xbf\xbd"},
    {"long\xe0\x80\xaf", "long\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
    {"half\xed\xa0\x80", "half\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
    {"far\xf4\x90\x80\x80", "far\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
    {"far\xff", "far\xef\xbf\xbd"},
};

static void test_strings(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
		struct fixture fixture;
		begin(&fixture);
		fixture.report.input = strings[i].bytes;
		hp_strvec_push(&fixture.command, strings[i].bytes);
		const char *text = written(&fixture);
		assert_non_null(
		    strstr(text, hp_arena_printf(&fixture.arena, "\"input\":\t\"%s\",\n", strings[i].json)));
		assert_non_null(
		    strstr(text, hp_arena_printf(&fixture.arena, "\"command\":\t[\"%s\"]\n", strings[i].json)));
		end(&fixture);
	}
}

/* 300,000 facts: with an append that walks the array, the limit of the test run ends this. */
static void test_many_facts(void **state)
{
	(void)state;
	enum { COUNT = 300 * 1000 };
	struct fixture fixture;
	begin(&fixture);
	for (int i = 0; i < COUNT; i++)
		hp_facts_add(&fixture.facts, HP_FACT_REF, &(struct hp_fact){.ref = {"f", "__ref_x", "x"}});
	const char *text = written(&fixture);
	size_t found = 0;
	for (const char *at = text; *at; at++)
		found += *at == '{';
	assert_int_equal(found, COUNT + 1);
	end(&fixture);
}

static void test_full_disk(void **state)
{
	(void)state;
	struct fixture fixture;
	begin(&fixture);
	int fd = open("/dev/full", O_WRONLY | O_CLOEXEC);
	assert_true(fd >= 0);
	struct capture capture = capture_begin();
	bool done = hp_report_write(&fixture.report, fd, &fixture.diag);
	assert_string_equal(capture_end(capture, &fixture.arena),
	                    "hpcc: error: cannot write the report for '/tmp/a.obj': No space left on device\n");
	assert_false(done);
	assert_int_equal(fixture.diag.errors, 1);
	close(fd);
	end(&fixture);
}

/* Writes the full report with allocation number `at` failing. Whether it was written. */
static bool write_failing(long at, struct fixture *fixture, const char **messages, long *total)
{
	int fd = memory_file();
	long alive;
	struct capture capture = capture_begin();
	failing_cjson_begin(at);
	bool done = hp_report_write(&fixture->report, fd, &fixture->diag);
	*total = failing_cjson_end(&alive);
	*messages = capture_end(capture, &fixture->arena);
	assert_int_equal(alive, 0);
	close(fd);
	return done;
}

static void test_out_of_memory(void **state)
{
	(void)state;
	struct fixture fixture;
	const char *messages;
	long total, until_failure;
	begin(&fixture);
	fill(&fixture);
	fixture.report.input = "not UTF-8: \xff";
	assert_true(write_failing(-1, &fixture, &messages, &total));
	assert_true(total > 50);
	for (long at = 0; at < total; at++) {
		assert_false(write_failing(at, &fixture, &messages, &until_failure));
		assert_string_equal(
		    messages, "hpcc: error: cannot write the report for '/tmp/a.obj': Cannot allocate memory\n");
	}
	end(&fixture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_document),  cmocka_unit_test(test_nothing_found),
	    cmocka_unit_test(test_strings),   cmocka_unit_test(test_many_facts),
	    cmocka_unit_test(test_full_disk), cmocka_unit_test(test_out_of_memory),
	};
	return cmocka_run_group_tests_name("report", tests, NULL, NULL);
}
