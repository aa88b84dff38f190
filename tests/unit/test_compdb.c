/*
 * Compilation databases: every form of entry, and every way in which a database is bad. A row gives the bytes, what
 * is read from them, and the messages, all compared whole.
 */
#define _GNU_SOURCE
#include "base/arena.h"
#include "base/diag.h"
#include "capture.h"
#include "config/compdb.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define BYTES(text) (text), sizeof(text) - 1
#define BAD(place, reason) "db.json:" place ": error: " reason "\n"
#define NOT_JSON(place, what) BAD(place, "this is no valid JSON: " what " is not expected here")

struct row {
	const char *name;
	const char *bytes;
	size_t size;
	const char *entries;  /* "line:column directory|file|output|command|argument…" and a line end for each */
	const char *messages; /* "" for none; an error means that reading failed */
};

static const struct row rows[] = {
    {"empty array", BYTES("[]"), "", ""},
    {"blanks around", BYTES(" \r\n\t[ \n ] \n"), "", ""},
    {"a command", BYTES("[{\"directory\":\"/d\",\"file\":\"a.c\",\"command\":\"cc -c a.c\"}]"),
     "1:2 /d|a.c|-|cc -c a.c\n", ""},
    {"arguments", BYTES("[{\"directory\":\"/d\",\"file\":\"a.c\",\"arguments\":[\"cc\",\"-c\",\"a b.c\"]}]"),
     "1:2 /d|a.c|-|-|cc|-c|a b.c\n", ""},
    {"output", BYTES("[{\"directory\":\"/d\",\"file\":\"a.c\",\"command\":\"cc\",\"output\":\"a.o\"}]"),
     "1:2 /d|a.c|a.o|cc\n", ""},
    {"arguments win", BYTES("[{\"directory\":\"/d\",\"file\":\"a\",\"command\":\"no\",\"arguments\":[\"cc\"]}]"),
     "1:2 /d|a|-|-|cc\n", ""},
    {"empty arguments are none", BYTES("[{\"directory\":\"/d\",\"file\":\"a\",\"command\":\"cc\",\"arguments\":[]}]"),
     "1:2 /d|a|-|cc\n", ""},
    {"several for a file, lines",
     BYTES("[\n{\"directory\":\"/d\",\"file\":\"a\",\"command\":\"1\"},\n\n"
           "  {\"directory\":\"/e\",\"file\":\"a\",\"command\":\"2\"}\n, "
           "{\"directory\":\"/e\",\"file\":\"a\",\"command\":\"3\"}]\n"),
     "2:1 /d|a|-|1\n4:3 /e|a|-|2\n5:3 /e|a|-|3\n", ""},
    {"other keys", BYTES("[{\"x\":[1,{}],\"directory\":\"/d\",\"file\":\"a\",\"command\":\"cc\",\"y\":null}]"),
     "1:2 /d|a|-|cc\n", ""},
    {"escapes",
     BYTES("[{\"directory\":\"C:\\\\d\",\"file\":\"\\u00e4\\/\\ud83d\\ude00\",\"command\":\"cc \\\"a\\tb\\\"\"}]"),
     "1:2 C:\\d|\xc3\xa4/\xf0\x9f\x98\x80|-|cc \"a\tb\"\n", ""},
    {"byte order mark", BYTES("\xef\xbb\xbf[{\"directory\":\"/\xc3\xa4\",\"file\":\"a\",\"command\":\"cc\"}]"),
     "1:2 /\xc3\xa4|a|-|cc\n", ""},
    {"empty file", BYTES(""), "",
     BAD("1:1", "a compilation database is an array of entries, but here is the end of the file")},
    {"an object", BYTES("\n {}"), "", BAD("2:2", "a compilation database is an array of entries, but here is '{'")},
    {"not closed", BYTES("["), "", NOT_JSON("1:2", "the end of the file")},
    {"cut after an entry", BYTES("[{\"directory\":\"/d\",\"file\":\"a\",\"command\":\"cc\"}\n"), "1:2 /d|a|-|cc\n",
     BAD("2:1", "',' or ']' is expected here, not the end of the file")},
    {"cut after a comma", BYTES("[{\"directory\":\"/d\",\"file\":\"a\",\"command\":\"cc\"},\n"), "1:2 /d|a|-|cc\n",
     NOT_JSON("2:1", "the end of the file")},
    {"comma at the end", BYTES("[{\"directory\":\"/d\",\"file\":\"a\",\"command\":\"cc\"},\n]"), "1:2 /d|a|-|cc\n",
     NOT_JSON("2:1", "']'")},
    {"text behind", BYTES("[]\nx"), "", BAD("2:1", "nothing may follow the database, but here is 'x'")},
    {"a number", BYTES("[\n7]"), "",
     BAD("2:1", "an entry is an object: {\"directory\": …, \"file\": …, \"command\": …}")},
    {"no directory", BYTES("[{\"file\":\"a\",\"command\":\"cc\"}]"), "",
     BAD("1:2", "this entry has no \"directory\"")},
    {"no file", BYTES("[\n\n {\"directory\":\"/d\",\"file\":\"\",\"command\":\"cc\"}]"), "",
     BAD("3:2", "this entry has no \"file\"")},
    {"no command", BYTES("[{\"directory\":\"/d\",\"file\":\"a\"}]"), "",
     BAD("1:2", "this entry has neither \"command\" nor \"arguments\"")},
    {"directory is a number", BYTES("[{\"directory\":1,\"file\":\"a\",\"command\":\"cc\"}]"), "",
     BAD("1:2", "\"directory\" of this entry is not a string")},
    {"arguments is a string", BYTES("[{\"directory\":\"/\",\"file\":\"a\",\"arguments\":\"cc\"}]"), "",
     BAD("1:2", "\"arguments\" of this entry is not an array")},
    {"an argument is a number", BYTES("[{\"directory\":\"/\",\"file\":\"a\",\"arguments\":[\"cc\",1]}]"), "",
     BAD("1:2", "\"arguments\" of this entry holds something that is not a string")},
    {"not UTF-8", BYTES("[\n{\"file\":\"\xff\"}]"), "", BAD("2:10", "byte 0xff is not UTF-8")},
    {"a NUL", BYTES("[\0]"), "", BAD("1:2", "byte 0x00 is not UTF-8")},
    {"UTF-16", BYTES("\xff\xfe[\0]\0"), "", BAD("1:1", "this file is UTF-16: write it as UTF-8")},
};

static void put(const char *name, const char *bytes, size_t size)
{
	int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0666);
	assert_true(fd >= 0);
	assert_true(hp_os_write_all(fd, bytes, size));
	close(fd);
}

static const char *dump(const struct hp_compdb *db)
{
	struct hp_arena *arena = db->arena;
	const char *text = "";
	for (size_t i = 0; i < db->count; i++) {
		const struct hp_compdb_entry *entry = &db->entries[i];
		text = hp_arena_printf(arena, "%s%zu:%zu %s|%s|%s|%s", text, entry->line, entry->column,
		                       entry->directory, entry->file, entry->output ? entry->output : "-",
		                       entry->command ? entry->command : "-");
		for (size_t k = 0; entry->arguments && entry->arguments[k]; k++)
			text = hp_arena_printf(arena, "%s|%s", text, entry->arguments[k]);
		text = hp_arena_printf(arena, "%s\n", text);
	}
	return text;
}

/* Reads db.json; the entries and messages it must give. */
static void check(const char *entries, const char *messages)
{
	struct hp_arena arena;
	struct hp_diag diag;
	struct hp_compdb db;
	hp_arena_init(&arena);
	hp_diag_init(&diag, "hpcc-replay", &arena);
	hp_compdb_init(&db, &arena);
	struct capture capture = capture_begin();
	bool done = hp_compdb_read(&db, &diag, "db.json");
	assert_string_equal(capture_end(capture, &arena), messages);
	assert_string_equal(dump(&db), entries);
	assert_int_equal(done, !*messages);
	assert_int_equal(diag.errors, *messages ? 1 : 0);
	hp_arena_fini(&arena);
}

static void test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		print_message("%s\n", rows[i].name);
		put("db.json", rows[i].bytes, rows[i].size);
		check(rows[i].entries, rows[i].messages);
	}
}

static void test_files(void **state)
{
	(void)state;
	unlink("db.json");
	check("", "hpcc-replay: error: cannot open compilation database 'db.json': No such file or directory\n");
	assert_int_equal(mkdir("db.json", 0777), 0);
	check("", "hpcc-replay: error: compilation database 'db.json' is not a file\n");
	assert_int_equal(rmdir("db.json"), 0);
	put("db.json", "[", 1);
	assert_int_equal(truncate("db.json", 1024L * 1024 * 1024), 0); /* takes no room on the disk */
	check("", "hpcc-replay: error: compilation database 'db.json' has 1073741824 bytes, more than 1073741823\n");
}

/* cJSON refuses what is nested deeper than 1000; nothing else may overflow the stack either. */
static void test_depth(void **state)
{
	enum { DEPTH = 200000 };
	struct hp_arena arena;
	(void)state;
	hp_arena_init(&arena);
	char *text = hp_arena_alloc(&arena, DEPTH + 1);
	memset(text, '[', DEPTH);
	put("db.json", text, DEPTH);
	check("", NOT_JSON("1:1002", "'['"));
	hp_arena_fini(&arena);
}

/* A cut at any place is an error, never a crash or a success. */
static void test_cuts(void **state)
{
	static const char whole[] = "[{\"directory\":\"/d\",\"file\":\"\\u00e4\",\"arguments\":[\"cc\",\"-c\"]},\n"
	                            "{\"directory\":\"/d\",\"file\":\"b\",\"command\":\"cc \\\"x\\\"\"}]";
	(void)state;
	for (size_t size = 0; size < sizeof whole - 1; size++) {
		struct hp_arena arena;
		struct hp_diag diag;
		struct hp_compdb db;
		hp_arena_init(&arena);
		hp_diag_init(&diag, "hpcc-replay", &arena);
		hp_compdb_init(&db, &arena);
		put("db.json", whole, size);
		struct capture capture = capture_begin();
		bool done = hp_compdb_read(&db, &diag, "db.json");
		capture_end(capture, &arena);
		assert_false(done);
		assert_int_equal(diag.errors, 1);
		hp_arena_fini(&arena);
	}
}

static int enter_folder(void **state)
{
	static char folder[] = "/tmp/hpcc-test-compdb-XXXXXX";
	*state = folder;
	return mkdtemp(folder) ? chdir(folder) : -1;
}

static int leave_folder(void **state)
{
	unlink("db.json");
	return chdir("/") || rmdir(*state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_rows),
	    cmocka_unit_test(test_files),
	    cmocka_unit_test(test_depth),
	    cmocka_unit_test(test_cuts),
	};
	return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
