/*
 * Manifests: the whole line for known facts, odd strings, large units, failures of writing; and how lines get into a
 * file that several processes share. That real lines agree with config/manifest.schema.json is tested in tests/ir.
 */
#define _GNU_SOURCE
#include "base/diag.h"
#include "base/facts.h"
#include "capture.h"
#include "config/manifest.h"
#include "failing_cjson.h"
#include "files/append.h"

#include <cjson/cJSON.h>
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <cmocka.h>

struct fixture {
	struct hp_arena arena;
	struct hp_diag diag;
	struct hp_facts facts;
	struct hp_manifest manifest;
	char folder[32];
	const char *path; /* the shared file */
};

static void begin(struct fixture *fixture)
{
	hp_arena_init(&fixture->arena);
	hp_diag_init(&fixture->diag, "hpcc", &fixture->arena);
	hp_facts_init(&fixture->facts, &fixture->arena);
	fixture->manifest = (struct hp_manifest){
	    .input = "a.c", .object = "/tmp/a.obj", .triple = "x86_64-pc-windows-msvc", .facts = &fixture->facts};
	strcpy(fixture->folder, "/tmp/hpcc-test-XXXXXX");
	assert_non_null(mkdtemp(fixture->folder));
	fixture->path = hp_arena_printf(&fixture->arena, "%s/m.jsonl", fixture->folder);
}

static void end(struct fixture *fixture)
{
	unlink(fixture->path);
	assert_int_equal(rmdir(fixture->folder), 0);
	hp_arena_fini(&fixture->arena);
}

static const char *content(struct fixture *fixture, int fd)
{
	size_t size;
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	const char *text = hp_os_read_all(&fixture->arena, fd, &size);
	assert_non_null(text);
	assert_int_equal(strlen(text), size);
	close(fd);
	return text;
}

/* What hp_manifest_write writes. */
static const char *written(struct fixture *fixture)
{
	int fd = hp_os_open_memory("manifest");
	assert_true(hp_manifest_write(&fixture->manifest, fd, &fixture->diag));
	return content(fixture, fd);
}

/* The shared file. */
static const char *shared(struct fixture *fixture)
{
	int fd = open(fixture->path, O_RDONLY | O_CLOEXEC);
	assert_true(fd >= 0);
	return content(fixture, fd);
}

static void put(struct fixture *fixture, const char *text)
{
	int fd = open(fixture->path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	assert_true(fd >= 0);
	assert_true(hp_os_write_all(fd, text, strlen(text)));
	close(fd);
}

static bool append_fd(struct fixture *fixture, const char *path, int fd)
{
	struct hp_append append = {&fixture->arena, &fixture->diag, path, -1, -1};
	if (!hp_append_open(&append))
		return false;
	bool done = hp_append_write(&append, fd, NULL);
	return hp_append_close(&append, done) && done;
}

static bool append(struct fixture *fixture, const char *path, const char *line)
{
	int fd = hp_os_open_memory("line");
	assert_true(hp_os_write_all(fd, line, strlen(line)));
	bool done = append_fd(fixture, path, fd);
	close(fd);
	return done;
}

/* ---- the line ---- */

static void fill(struct hp_facts *facts)
{
	hp_facts_add(facts, HP_FACT_SELECTED, &(struct hp_fact){.selected = {"f", "_f", "f*"}});
	hp_facts_add(facts, HP_FACT_SELECTED, &(struct hp_fact){.selected = {"g", "_g@4", "g"}});
	hp_facts_add(facts, HP_FACT_SELECTED, &(struct hp_fact){.selected = {"gone", "_gone", "gone"}});
	hp_facts_add(facts, HP_FACT_REWRITTEN, &(struct hp_fact){.rewritten = {"helper"}});
	hp_facts_add(facts, HP_FACT_REF, &(struct hp_fact){.ref = {"f", "__ref_x", "x"}});
	hp_facts_add(facts, HP_FACT_REF, &(struct hp_fact){.ref = {"f", "__ref_unused", "unused"}});
	hp_facts_add(facts, HP_FACT_MARKED, &(struct hp_fact){.marked = {"g", "_g@4"}});
	hp_facts_add(facts, HP_FACT_MARKED, &(struct hp_fact){.marked = {"f", "_f"}});
	hp_facts_add(facts, HP_FACT_MARKED, &(struct hp_fact){.marked = {"f.cold.1", "_f.cold.1"}});
	hp_facts_add(facts, HP_FACT_USE, &(struct hp_fact){.use = {"f", "__ref_x", "x"}});
	hp_facts_add(facts, HP_FACT_USE, &(struct hp_fact){.use = {"f", "__ref_y", "y"}});
	hp_facts_add(facts, HP_FACT_USE, &(struct hp_fact){.use = {"f.cold.1", "__ref_x", "x"}});
	hp_facts_add(facts, HP_FACT_USE, &(struct hp_fact){.use = {"unknown", "__ref_x", "x"}});
	hp_facts_add(facts, HP_FACT_LINKAGE, &(struct hp_fact){.linkage = {"__ref_x", "x", true}});
	hp_facts_add(facts, HP_FACT_LINKAGE, &(struct hp_fact){.linkage = {"__ref_y", "y", false}});
	hp_facts_add(facts, HP_FACT_LINKAGE, &(struct hp_fact){.linkage = {"__ref_z", "z", false}});
	hp_facts_add(facts, HP_FACT_LINKAGE, &(struct hp_fact){.linkage = {"__ref_f", "f", false}});
	hp_facts_add(facts, HP_FACT_DATA, &(struct hp_fact){.data = {"__ref_x", HP_DATA_CONSTANT, 4294967296}});
	hp_facts_add(facts, HP_FACT_DATA, &(struct hp_fact){.data = {"__ref_z", HP_DATA_VARIABLE, 4}});
	hp_facts_add(facts, HP_FACT_DATA, &(struct hp_fact){.data = {"__ref_f", HP_DATA_FUNCTION, 0}});
	hp_facts_add(facts, HP_FACT_CONTENTS, &(struct hp_fact){.contents = {"x", true, 4294967296}});
	hp_facts_add(facts, HP_FACT_CONTENTS, &(struct hp_fact){.contents = {"y", false, 4}});
	hp_facts_add(facts, HP_FACT_LITERAL, &(struct hp_fact){.literal = {"x", 8, 5}});
	hp_facts_add(facts, HP_FACT_LITERAL, &(struct hp_fact){.literal = {"x", 16, 6}});
	hp_facts_add(facts, HP_FACT_CODE, &(struct hp_fact){.code = {"f", "0123456789abcdef"}});
	hp_facts_add(facts, HP_FACT_CODE, &(struct hp_fact){.code = {"g", "fedcba9876543210"}});
}

static const char line[] =
    "{\"version\":1,\"hpcc\":\"" HPCC_VERSION "\",\"object\":\"/tmp/a.obj\",\"input\":\"a.c\","
    "\"triple\":\"x86_64-pc-windows-msvc\",\"functions\":["
    "{\"function\":\"g\",\"symbol\":\"_g@4\",\"entry\":\"g\",\"hash\":\"fedcba9876543210\",\"refs\":[]},"
    "{\"function\":\"f\",\"symbol\":\"_f\",\"entry\":\"f*\",\"hash\":\"0123456789abcdef\","
    "\"refs\":[\"__ref_x\",\"__ref_y\"]},"
    "{\"function\":\"f.cold.1\",\"symbol\":\"_f.cold.1\",\"entry\":\"\",\"hash\":\"\",\"refs\":[\"__ref_x\"]}],"
    "\"refs\":[{\"ref\":\"__ref_x\",\"global\":\"x\",\"linkage\":\"internal\",\"kind\":\"constant\",\"size\":"
    "4294967296},"
    "{\"ref\":\"__ref_y\",\"global\":\"y\",\"linkage\":\"external\",\"kind\":\"unknown\",\"size\":0},"
    "{\"ref\":\"__ref_z\",\"global\":\"z\",\"linkage\":\"external\",\"kind\":\"variable\",\"size\":4},"
    "{\"ref\":\"__ref_f\",\"global\":\"f\",\"linkage\":\"external\",\"kind\":\"function\",\"size\":0}],"
    "\"contents\":[{\"global\":\"x\",\"linkage\":\"internal\",\"size\":4294967296,\"literals\":[{\"offset\":8,"
    "\"size\":5},{\"offset\":16,\"size\":6}]},"
    "{\"global\":\"y\",\"linkage\":\"external\",\"size\":4,\"literals\":[]}]}\n";

static void test_line(void **state)
{
	(void)state;
	struct fixture fixture;
	begin(&fixture);
	fill(&fixture.facts);
	assert_string_equal(written(&fixture), line);
	assert_string_equal(written(&fixture), line); /* writing changes nothing */
	end(&fixture);
}

/* Whatever a name holds, the line stays one line of UTF-8. */
static void test_odd_strings(void **state)
{
	(void)state;
	struct fixture fixture;
	begin(&fixture);
	fixture.manifest.input = "a\nb\r\"\\\x01\xff.c";
	hp_facts_add(&fixture.facts, HP_FACT_MARKED, &(struct hp_fact){.marked = {"\1_f\n@4", "_f\xc3"}});
	const char *text = written(&fixture);
	assert_ptr_equal(strchr(text, '\n'), text + strlen(text) - 1);
	assert_non_null(strstr(text, "\"input\":\"a\\nb\\r\\\"\\\\\\u0001\xef\xbf\xbd.c\""));
	assert_non_null(strstr(text, "\"function\":\"\\u0001_f\\n@4\",\"symbol\":\"_f\xef\xbf\xbd\""));
	end(&fixture);
}

static void test_many_functions(void **state)
{
	(void)state;
	enum { COUNT = 100 * 1000 };
	struct fixture fixture;
	begin(&fixture);
	for (int i = 0; i < COUNT; i++) {
		const char *name = hp_arena_printf(&fixture.arena, "f%d", i);
		hp_facts_add(&fixture.facts, HP_FACT_SELECTED, &(struct hp_fact){.selected = {name, name, "*"}});
		hp_facts_add(&fixture.facts, HP_FACT_MARKED, &(struct hp_fact){.marked = {name, name}});
		hp_facts_add(&fixture.facts, HP_FACT_USE, &(struct hp_fact){.use = {name, "__ref_x", "x"}});
		hp_facts_add(&fixture.facts, HP_FACT_USE, &(struct hp_fact){.use = {"f0", name, "x"}});
		hp_facts_add(&fixture.facts, HP_FACT_CODE, &(struct hp_fact){.code = {name, "0123456789abcdef"}});
	}
	const char *text = written(&fixture);
	size_t found = 0;
	for (const char *at = text; *at; at++)
		found += *at == '{';
	assert_int_equal(found, COUNT + 1);
	end(&fixture);
}

static void test_full_memory_file(void **state)
{
	(void)state;
	struct fixture fixture;
	begin(&fixture);
	int fd = open("/dev/full", O_WRONLY | O_CLOEXEC);
	struct capture capture = capture_begin();
	bool done = hp_manifest_write(&fixture.manifest, fd, &fixture.diag);
	assert_string_equal(
	    capture_end(capture, &fixture.arena),
	    "hpcc: error: cannot write the manifest line for '/tmp/a.obj': No space left on device\n");
	assert_false(done);
	close(fd);
	end(&fixture);
}

static void test_out_of_memory(void **state)
{
	(void)state;
	struct fixture fixture;
	long total, alive;
	begin(&fixture);
	fill(&fixture.facts);
	fixture.manifest.input = "not UTF-8: \xff";
	failing_cjson_begin(-1);
	written(&fixture);
	total = failing_cjson_end(&alive);
	assert_true(total > 40);
	for (long at = 0; at < total; at++) {
		int fd = hp_os_open_memory("manifest");
		struct capture capture = capture_begin();
		failing_cjson_begin(at);
		bool done = hp_manifest_write(&fixture.manifest, fd, &fixture.diag);
		failing_cjson_end(&alive);
		assert_string_equal(
		    capture_end(capture, &fixture.arena),
		    "hpcc: error: cannot write the manifest line for '/tmp/a.obj': Cannot allocate memory\n");
		assert_false(done);
		assert_int_equal(alive, 0);
		close(fd);
	}
	end(&fixture);
}

/* ---- reading ---- */

#define OBJECT(name, functions)                                                                                      \
	"{\"version\":1,\"object\":\"" name "\",\"input\":\"a.c\",\"functions\":[" functions "]}\n"
#define PART(image, input, functions)                                                                                \
	"{\"version\":1,\"object\":\"x\",\"image\":\"" image "\",\"input\":\"" input "\",\"functions\":[" functions  \
	"]}\n"
#define F "{\"function\":\"f\"}"

static const struct {
	const char *file, *line;
	bool contradicts;
} contradictions[] = {
    {"", OBJECT("/a", ""), false},
    {OBJECT("/a", F), OBJECT("/a", ""), true},
    {OBJECT("/b", F), OBJECT("/a", ""), false},
    {OBJECT("/a", ""), OBJECT("/a", ""), false},
    {OBJECT("/a", F) OBJECT("/a", ""), OBJECT("/a", ""), false},
    {OBJECT("/a", "") OBJECT("/a", F) OBJECT("/b", ""), OBJECT("/a", ""), true},
    {OBJECT("/a\\n\\\"", F), OBJECT("/a\\n\\\"", ""), true},
    {PART("/i", "a.c", F), PART("/i", "a.c", ""), true},
    {PART("/i", "b.c", F), PART("/i", "a.c", ""), false},
    {PART("/i", "a.c", F), PART("/j", "a.c", ""), false},
    {PART("/i", "a.c", F), OBJECT("x", ""), false},
    {"half \"/a\"\n" OBJECT("/a", F), OBJECT("/a", ""), true},
    /* The same said in other words: blanks, members in another order. */
    {"{ \"functions\": [ " F " ], \"object\": \"/a\", \"version\": 1 }", OBJECT("/a", ""), true},
    {"{ \"functions\": [ ], \"object\": \"/a\", \"version\": 1 }", OBJECT("/a", ""), false},
    /* A name that looks like what a line says. */
    {"{\"version\":1,\"object\":\"/a\",\"input\":\"\\\"functions\\\":[]\",\"functions\":[" F "]}", OBJECT("/a", ""),
     true},
    {OBJECT("/a", F), "no line", false},
};

static void test_contradicts(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof contradictions / sizeof *contradictions; i++) {
		struct hp_arena arena;
		hp_arena_init(&arena);
		if (hp_manifest_contradicts(&arena, contradictions[i].file, contradictions[i].line) !=
		    contradictions[i].contradicts)
			fail_msg("%s", contradictions[i].file);
		hp_arena_fini(&arena);
	}
}

/* The last line about each counts, in the order of the first ones. */
static void test_read(void **state)
{
	(void)state;
	struct hp_arena arena;
	struct hp_manifest_file file;
	size_t bad = 0;
	hp_arena_init(&arena);
	assert_true(hp_manifest_read(&file, &arena,
	                             OBJECT("/a", F) OBJECT("/b", "") PART("/i", "a.c", "") OBJECT("/a", "")
	                                 PART("/i", "a.c", F "," F),
	                             &bad));
	assert_int_equal(file.count, 3);
	assert_string_equal(file.entries[0].object, "/a");
	assert_int_equal(file.entries[0].function_count, 0);
	assert_string_equal(file.entries[1].object, "/b");
	assert_string_equal(file.entries[2].image, "/i");
	assert_int_equal(file.entries[2].function_count, 2);
	assert_false(hp_manifest_read(&file, &arena, OBJECT("/a", F) "{\"version\":2,\"object\":\"/a\"}", &bad));
	assert_int_equal(bad, 2);
	assert_false(hp_manifest_read(&file, &arena, "\n", &bad));
	assert_int_equal(bad, 1);
	hp_arena_fini(&arena);
}

/* What is written is read. */
static void test_read_written(void **state)
{
	(void)state;
	struct fixture fixture;
	struct hp_manifest_entry entry;
	begin(&fixture);
	hp_facts_add(&fixture.facts, HP_FACT_MARKED, &(struct hp_fact){.marked = {"f", "_f"}});
	hp_facts_add(&fixture.facts, HP_FACT_SELECTED, &(struct hp_fact){.selected = {"f", "", "f*"}});
	hp_facts_add(&fixture.facts, HP_FACT_USE, &(struct hp_fact){.use = {"f", "__ref_g", ""}});
	hp_facts_add(&fixture.facts, HP_FACT_LINKAGE, &(struct hp_fact){.linkage = {"__ref_g", "g", true}});
	hp_facts_add(&fixture.facts, HP_FACT_DATA, &(struct hp_fact){.data = {"__ref_g", HP_DATA_VARIABLE, 24}});
	hp_facts_add(&fixture.facts, HP_FACT_CONTENTS, &(struct hp_fact){.contents = {"g", true, 24}});
	hp_facts_add(&fixture.facts, HP_FACT_LITERAL, &(struct hp_fact){.literal = {"g", 8, 6}});
	const char *text = written(&fixture);
	assert_true(hp_manifest_read_line(&entry, &fixture.arena, text, strlen(text)));
	assert_string_equal(entry.object, "/tmp/a.obj");
	assert_null(entry.image);
	assert_string_equal(entry.input, "a.c");
	assert_int_equal(entry.function_count, 1);
	assert_string_equal(entry.functions[0].symbol, "_f");
	assert_string_equal(entry.functions[0].entry, "f*");
	assert_int_equal(entry.functions[0].ref_count, 1);
	assert_string_equal(entry.functions[0].refs[0], "__ref_g");
	assert_int_equal(entry.ref_count, 1);
	assert_string_equal(entry.refs[0].global, "g");
	assert_string_equal(entry.refs[0].linkage, "internal");
	assert_int_equal(entry.refs[0].size, 24);
	assert_int_equal(entry.content_count, 1);
	assert_int_equal(entry.contents[0].literal_count, 1);
	assert_int_equal(entry.contents[0].literals[0].offset, 8);
	end(&fixture);
}

/* ---- the file ---- */

static const struct {
	const char *before, *after; /* appending "{}\n" */
} appends[] = {
    {"", "{}\n"}, {"{1}\n", "{1}\n{}\n"}, {"{1}\n{2", "{1}\n{2\n{}\n"}, {"{", "{\n{}\n"}, {"\n", "\n{}\n"},
};

static void test_append(void **state)
{
	(void)state;
	struct fixture fixture;
	begin(&fixture);
	for (size_t i = 0; i < sizeof appends / sizeof *appends; i++) {
		put(&fixture, appends[i].before);
		assert_true(hp_append_check(&fixture.diag, fixture.path));
		assert_string_equal(shared(&fixture), appends[i].before);
		assert_true(append(&fixture, fixture.path, "{}\n"));
		assert_string_equal(shared(&fixture), appends[i].after);
	}
	unlink(fixture.path);
	assert_true(append(&fixture, fixture.path, "{}\n"));
	assert_string_equal(shared(&fixture), "{}\n");
	end(&fixture);
}

static const struct {
	const char *path, *reason;
	bool check; /* shows before anything is written */
} bad_paths[] = {
    {"/tmp/hpcc-no-such-folder/m", "No such file or directory", true},
    {"/tmp", "Is a directory", true},
    {"/dev/null/m", "Not a directory", true},
    {"/dev/full", "No space left on device", false},
};

static void test_bad_paths(void **state)
{
	(void)state;
	struct fixture fixture;
	begin(&fixture);
	for (size_t i = 0; i < sizeof bad_paths / sizeof *bad_paths; i++) {
		const char *message =
		    hp_arena_printf(&fixture.arena, "hpcc: error: cannot append to manifest '%s': %s\n",
		                    bad_paths[i].path, bad_paths[i].reason);
		struct capture capture = capture_begin();
		bool checked = hp_append_check(&fixture.diag, bad_paths[i].path);
		assert_string_equal(capture_end(capture, &fixture.arena), bad_paths[i].check ? message : "");
		assert_int_equal(checked, !bad_paths[i].check);
		capture = capture_begin();
		bool done = append(&fixture, bad_paths[i].path, "{}\n");
		assert_string_equal(capture_end(capture, &fixture.arena), message);
		assert_false(done);
	}
	end(&fixture);
}

/* A limit on the size of files stands for a full disk: part of the line is written, and taken back. */
static void test_full_disk(void **state)
{
	(void)state;
	struct fixture fixture;
	struct rlimit old, limit;
	begin(&fixture);
	put(&fixture, "{1}\n{2");
	int fd = hp_os_open_memory("line");
	const char *big = hp_arena_printf(&fixture.arena, "{%08000d}\n", 3);
	assert_true(hp_os_write_all(fd, big, strlen(big)));
	struct capture capture = capture_begin();
	getrlimit(RLIMIT_FSIZE, &old);
	limit = old;
	limit.rlim_cur = 4096;
	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &limit);
	bool done = append_fd(&fixture, fixture.path, fd);
	setrlimit(RLIMIT_FSIZE, &old);
	assert_string_equal(capture_end(capture, &fixture.arena),
	                    hp_arena_printf(&fixture.arena,
	                                    "hpcc: error: cannot append to manifest '%s': File too large\n",
	                                    fixture.path));
	assert_false(done);
	assert_string_equal(shared(&fixture), "{1}\n{2");
	close(fd);
	end(&fixture);
}

/* Checking does not wait for a writer; appending does. */
static void test_waits(void **state)
{
	(void)state;
	struct fixture fixture;
	int status;
	begin(&fixture);
	int fd = open(fixture.path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
	assert_int_equal(flock(fd, LOCK_EX), 0);
	assert_true(hp_append_check(&fixture.diag, fixture.path));
	pid_t other = fork();
	if (other == 0)
		_exit(!append(&fixture, fixture.path, "{2}\n"));
	usleep(100 * 1000);
	assert_int_equal(waitpid(other, &status, WNOHANG), 0);
	assert_true(hp_os_write_all(fd, "{1", 2)); /* a slow writer in two steps */
	assert_true(hp_os_write_all(fd, "}\n", 2));
	flock(fd, LOCK_UN);
	assert_int_equal(waitpid(other, &status, 0), other);
	assert_int_equal(status, 0);
	assert_string_equal(shared(&fixture), "{1}\n{2}\n");
	close(fd);
	end(&fixture);
}

enum { WRITERS = 16, LINES = 50, LINE_SIZE = 20 * 1000 };

static int write_lines(struct fixture *fixture, int writer)
{
	for (int i = 0; i < LINES; i++)
		if (!append(fixture, fixture->path,
		            hp_arena_printf(&fixture->arena, "%0*d\n", LINE_SIZE, writer * LINES + i)))
			return 1;
	return 0;
}

static void test_many_writers(void **state)
{
	(void)state;
	struct fixture fixture;
	bool seen[WRITERS * LINES] = {false};
	int status;
	begin(&fixture);
	for (int i = 0; i < WRITERS; i++)
		if (fork() == 0)
			_exit(write_lines(&fixture, i));
	for (int i = 0; i < WRITERS; i++) {
		assert_true(wait(&status) > 0);
		assert_int_equal(status, 0);
	}
	const char *text = shared(&fixture);
	assert_int_equal(strlen(text), WRITERS * LINES * (LINE_SIZE + 1));
	for (int i = 0; i < WRITERS * LINES; i++, text += LINE_SIZE + 1) {
		assert_int_equal(text[LINE_SIZE], '\n');
		assert_int_equal(strspn(text, "0123456789"), LINE_SIZE);
		long number = strtol(text, NULL, 10);
		assert_in_range(number, 0, WRITERS * LINES - 1);
		assert_false(seen[number]);
		seen[number] = true;
	}
	end(&fixture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_line),           cmocka_unit_test(test_odd_strings),
	    cmocka_unit_test(test_many_functions), cmocka_unit_test(test_full_memory_file),
	    cmocka_unit_test(test_out_of_memory),  cmocka_unit_test(test_contradicts),
	    cmocka_unit_test(test_read),           cmocka_unit_test(test_read_written),
	    cmocka_unit_test(test_append),         cmocka_unit_test(test_bad_paths),
	    cmocka_unit_test(test_full_disk),      cmocka_unit_test(test_waits),
	    cmocka_unit_test(test_many_writers),
	};
	return cmocka_run_group_tests_name("manifest", tests, NULL, NULL);
}
