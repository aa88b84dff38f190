/*
 * Function lists: every form of file and option text, and every way in which a list is bad. A row gives the bytes,
 * the entries joined by '|' and the messages, all compared whole.
 */
#define _GNU_SOURCE
#include "base/diag.h"
#include "capture.h"
#include "config/funclist.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <cmocka.h>

#define BYTES(text) (text), sizeof(text) - 1
#define EMPTY "hpcc: warning: function list 'list' is empty: it names no function [-Whotpatch-name]\n"
#define BAD(line, reason) "hpcc: error: function list 'list', line " line ": " reason "\n"

struct row {
	const char *name;
	const char *bytes;
	size_t size;
	const char *entries;  /* joined by '|'; of a bad list those before the error */
	const char *messages; /* "" for none; an error means that adding failed */
};

static const struct row files[] = {
    {"one a line", BYTES("f\ng\n"), "f|g", ""},
    {"no last line end", BYTES("f\ng"), "f|g", ""},
    {"blank lines", BYTES("\n\n f \n\t\ng\n \n"), "f|g", ""},
    {"CRLF", BYTES("f\r\ng\r\n"), "f|g", ""},
    {"CR", BYTES("f\rg\r"), "f|g", ""},
    {"order is kept", BYTES("z\na\nm\n"), "z|a|m", ""},
    {"duplicates", BYTES("f\ng\nf\nh,g,f\n"), "f|g|h", ""},
    {"commas", BYTES("f, g ,h\n,i,,j,\n"), "f|g|h|i|j", ""},
    {"comment at the start", BYTES("# f\n#g\nh\n"), "h", ""},
    {"comment after white space", BYTES("f # g\ng\t#, x\n"), "f|g", ""},
    {"# within an entry", BYTES("a#b\n"), "a#b", ""},
    {"comment after a comma", BYTES("f, # g\n"), "f", ""},
    {"quotes", BYTES("\"f\"\n \"g h\" , \" i\"\n"), "f|g h| i", ""},
    {"quotes guard commas and #", BYTES("\"a, #b\",c\n"), "a, #b|c", ""},
    {"empty quotes", BYTES("\"\"\nf\n"), "f", ""},
    {"quotes of a literal operator", BYTES("ns::operator\"\"_x(int, int), f\n"), "ns::operator\"\"_x(int, int)|f",
     ""},
    {"parentheses", BYTES("ns::f(int, char), g\n"), "ns::f(int, char)|g", ""},
    {"nested parentheses", BYTES("f(int (*)(int, char), int),g(a)\n"), "f(int (*)(int, char), int)|g(a)", ""},
    {"angle brackets", BYTES("f<int, char>,map<a, b<c, d>>::at\n"), "f<int, char>|map<a, b<c, d>>::at", ""},
    {"operator<", BYTES("operator<,g\nA::operator<<,h\n"), "operator<|g|A::operator<<|h", ""},
    {"operator< and parameters", BYTES("operator<(A, B), g\n"), "operator<(A, B)|g", ""},
    {"operator-> and operator>", BYTES("A<B, C>::operator->,A<B, C>::operator>,g\n"),
     "A<B, C>::operator->|A<B, C>::operator>|g", ""},
    {"operator,", BYTES("A::operator,(A, B),g\n"), "A::operator,(A, B)|g", ""},
    {"a C function named operator", BYTES("operator,g\n"), "operator|g", ""},
    {"comparison as an argument", BYTES("f<(1<2), int>(a, b), g\n"), "f<(1<2), int>(a, b)|g", ""},
    {"trailing return type", BYTES("f<int, a>() -> int, g\n"), "f<int, a>() -> int|g", ""},
    {"closing without opening", BYTES("f),g>,h\n"), "f)|g>|h", ""},
    {"object symbols", BYTES("_f, _f@4,@f@8 ,?f@@YAHXZ,??_Gx@@UEAAPEAXI@Z\n"),
     "_f|_f@4|@f@8|?f@@YAHXZ|??_Gx@@UEAAPEAXI@Z", ""},
    {"MSVC lambda", BYTES("??R<lambda_1>@?0??f@@YAHH@Z@QEBA@HH@Z,g\n"), "??R<lambda_1>@?0??f@@YAHH@Z@QEBA@HH@Z|g",
     ""},
    {"IR name with \\01", BYTES("\1custom\n"), "\1custom", ""},
    {"globs", BYTES("net_*, ?x[ab],g\n"), "net_*|?x[ab]|g", ""},
    {"UTF-8",
     BYTES("\xef\xbb\xbf"
           "na\xc3\xafve\nf\n"),
     "na\xc3\xafve|f", ""},
    {"bytes that are no UTF-8", BYTES("na\xefve\n"), "na\xefve", ""},
    {"UTF-16 LE",
     BYTES("\xff\xfe"
           "f\0\r\0\n\0g\0,\0\x20\0h\0"),
     "f|g|h", ""},
    {"UTF-16 BE",
     BYTES("\xfe\xff"
           "\0f\0\r\0\n\0g\0 \0#"),
     "f|g", ""},
    {"UTF-16 beyond ASCII",
     BYTES("\xff\xfe"
           "\xef\0\x20\x20\x3d\xd8\0\xde"),
     "\xc3\xaf\xe2\x80\xa0\xf0\x9f\x98\x80", ""},
    {"empty", BYTES(""), "", EMPTY},
    {"only a byte order mark", BYTES("\xef\xbb\xbf"), "", EMPTY},
    {"only a UTF-16 mark", BYTES("\xff\xfe"), "", EMPTY},
    {"only comments and blanks", BYTES("# nothing\n \n\t# more\n,,\n"), "", EMPTY},
    {"NUL", BYTES("f\ng\0h\n"), "f", BAD("2", "NUL byte: not a text file")},
    {"NUL in a comment", BYTES("f\n\n# \0\n"), "f", BAD("3", "NUL byte: not a text file")},
    {"a program",
     BYTES("\x7f"
           "ELF\2\1\1\0\0\0"),
     "", BAD("1", "NUL byte: not a text file")},
    {"UTF-16 without a mark", BYTES("f\0\n\0"), "", BAD("1", "NUL byte: not a text file")},
    {"UTF-32", BYTES("\xff\xfe\0\0f\0\0\0"), "", BAD("1", "NUL byte: not a text file")},
    {"control character", BYTES("f\ng\x1bh\n"), "f", BAD("2", "control character 0x1b: not a text file")},
    {"\\01 within a name", BYTES("f\1\n"), "", BAD("1", "control character 0x01: not a text file")},
    {"DEL", BYTES("f\x7f\n"), "", BAD("1", "control character 0x7f: not a text file")},
    {"CRLF lines count once", BYTES("a\r\nb\r\n\r\nc\x02\r\n"), "a|b",
     BAD("4", "control character 0x02: not a text file")},
    {"CR lines count", BYTES("a\rb\rc\x02"), "a|b", BAD("3", "control character 0x02: not a text file")},
    {"no closing quote", BYTES("f\n\"g\nh\"\n"), "f", BAD("2", "no closing double quote")},
    {"UTF-16 of odd length",
     BYTES("\xff\xfe"
           "f\0\n\0g"),
     "", BAD("2", "invalid UTF-16: odd number of bytes")},
    {"UTF-16, high surrogate alone",
     BYTES("\xff\xfe"
           "f\0\r\0\n\0\x3d\xd8"
           "g\0"),
     "", BAD("2", "invalid UTF-16: surrogate 0xd83d without its partner")},
    {"UTF-16, high surrogate at the end",
     BYTES("\xff\xfe"
           "\x3d\xd8"),
     "", BAD("1", "invalid UTF-16: surrogate 0xd83d without its partner")},
    {"UTF-16, low surrogate first", BYTES("\xfe\xff\xde\0\xd8\x3d"), "",
     BAD("1", "invalid UTF-16: surrogate 0xde00 without its partner")},
};

static const struct row texts[] = {
    {"one", BYTES("f"), "f", ""},
    {"several", BYTES("f,g,h"), "f|g|h", ""},
    {"blanks", BYTES(" f,\th ,i "), "f|h|i", ""},
    {"# is no comment", BYTES("f,#g, #h"), "f|#g|#h", ""},
    {"parentheses", BYTES("ns::f(int, char),g<a, b>"), "ns::f(int, char)|g<a, b>", ""},
    {"quotes", BYTES("\"f\",\"g,h\""), "f|g,h", ""},
    {"lines", BYTES("f\ng\r\nh"), "f|g|h", ""},
    {"duplicates", BYTES("f,g,f"), "f|g", ""},
    {"empty", BYTES(""), "",
     "hpcc: warning: function list '-list=' is empty: it names no function [-Whotpatch-name]\n"},
    {"commas only", BYTES(" ,, "), "",
     "hpcc: warning: function list '-list=' is empty: it names no function [-Whotpatch-name]\n"},
    {"control character", BYTES("f,g\x1b"), "f",
     "hpcc: error: function list of '-list=': control character 0x1b: not a text file\n"},
    {"no closing quote", BYTES("\"f"), "", "hpcc: error: function list of '-list=': no closing double quote\n"},
};

struct fixture {
	struct hp_arena arena;
	struct hp_diag diag;
	struct hp_funclist list;
};

static void begin(struct fixture *fixture)
{
	hp_arena_init(&fixture->arena);
	hp_diag_init(&fixture->diag, "hpcc", &fixture->arena);
	hp_funclist_init(&fixture->list, &fixture->arena);
}

static void end(struct fixture *fixture)
{
	hp_arena_fini(&fixture->arena);
}

static const char *joined(struct fixture *fixture)
{
	const char *text = "";
	for (size_t i = 0; i < fixture->list.entries.count; i++)
		text = hp_arena_printf(&fixture->arena, "%s%s%s", text, i ? "|" : "", fixture->list.entries.items[i]);
	return text;
}

/* Writes `size` bytes to `path` in the current folder. */
static void write_file(const char *path, const void *bytes, size_t size)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	assert_true(fd >= 0);
	assert_true(hp_os_write_all(fd, bytes, size));
	assert_int_equal(close(fd), 0);
}

/* Adds the file 'list', or `text` if not NULL; checks the entries, the messages and the result. */
static void check_add(struct fixture *fixture, const char *text, const char *entries, const char *messages)
{
	struct capture capture = capture_begin();
	bool done = text ? hp_funclist_add_text(&fixture->list, &fixture->diag, text, "-list=")
	                 : hp_funclist_add_file(&fixture->list, &fixture->diag, "list");
	const char *written = capture_end(capture, &fixture->arena);
	assert_string_equal(written, messages);
	assert_string_equal(joined(fixture), entries);
	assert_int_equal(done, fixture->diag.errors == 0);
	assert_int_equal(done, strstr(messages, "error:") == NULL);
}

static void test_files(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		struct fixture fixture;
		begin(&fixture);
		print_message("  %s\n", files[i].name);
		write_file("list", files[i].bytes, files[i].size);
		check_add(&fixture, NULL, files[i].entries, files[i].messages);
		end(&fixture);
	}
}

static void test_texts(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct fixture fixture;
		begin(&fixture);
		print_message("  %s\n", texts[i].name);
		check_add(&fixture, texts[i].bytes, texts[i].entries, texts[i].messages);
		end(&fixture);
	}
}

static void test_sources_add_up(void **state)
{
	(void)state;
	struct fixture fixture;
	begin(&fixture);
	write_file("list", BYTES("f\ng\n"));
	check_add(&fixture, NULL, "f|g", "");
	check_add(&fixture, "h,f", "f|g|h", "");
	write_file("list", BYTES("g\ni\n"));
	check_add(&fixture, NULL, "f|g|h|i", "");
	end(&fixture);
}

/* The text handed in is not the list's: it may change afterwards. */
static void test_text_is_copied(void **state)
{
	(void)state;
	struct fixture fixture;
	char text[] = "f,g";
	begin(&fixture);
	check_add(&fixture, text, "f|g", "");
	assert_string_equal(text, "f,g");
	memset(text, 'x', sizeof text - 1);
	assert_string_equal(joined(&fixture), "f|g");
	end(&fixture);
}

static void test_empty_is_no_error_without_group(void **state)
{
	(void)state;
	struct fixture fixture;
	begin(&fixture);
	assert_true(hp_diag_option(&fixture.diag, "-Wno-hotpatch-name"));
	check_add(&fixture, "", "", "");
	end(&fixture);
}

static void fails_to_open(const char *path, const char *message)
{
	struct fixture fixture;
	begin(&fixture);
	struct capture capture = capture_begin();
	bool done = hp_funclist_add_file(&fixture.list, &fixture.diag, path);
	assert_string_equal(capture_end(capture, &fixture.arena), message);
	assert_false(done);
	assert_int_equal(fixture.diag.errors, 1);
	assert_int_equal(fixture.list.entries.count, 0);
	end(&fixture);
}

static void test_unreadable(void **state)
{
	(void)state;
	assert_int_equal(mkdir("folder", 0777), 0);
	fails_to_open("absent", "hpcc: error: cannot open function list 'absent': No such file or directory\n");
	fails_to_open("", "hpcc: error: cannot open function list '': No such file or directory\n");
	fails_to_open("folder", "hpcc: error: cannot read function list 'folder': Is a directory\n");
	fails_to_open("/proc/self/mem",
	              "hpcc: error: cannot read function list '/proc/self/mem': Input/output error\n");
	write_file("closed", BYTES("f\n"));
	assert_int_equal(chmod("closed", 0), 0);
	if (access("closed", R_OK) != 0) /* root may read everything */
		fails_to_open("closed", "hpcc: error: cannot open function list 'closed': Permission denied\n");
}

static void test_longer_than_the_limit(void **state)
{
	(void)state;
	write_file("huge", "", 0);
	assert_int_equal(truncate("huge", (off_t)HP_FUNCLIST_FILE_MAX + 1), 0);
	fails_to_open("huge", "hpcc: error: function list 'huge' is longer than 1073741824 bytes\n");
	assert_int_equal(unlink("huge"), 0);
}

/* A list may come from a pipe: `<(…)` of a shell. */
static void test_pipe(void **state)
{
	(void)state;
	struct fixture fixture;
	int ends[2];
	begin(&fixture);
	assert_int_equal(pipe(ends), 0);
	assert_true(hp_os_write_all(ends[1], BYTES("f\ng\n")));
	close(ends[1]);
	const char *path = hp_arena_printf(&fixture.arena, "/proc/self/fd/%d", ends[0]);
	assert_true(hp_funclist_add_file(&fixture.list, &fixture.diag, path));
	assert_string_equal(joined(&fixture), "f|g");
	close(ends[0]);
	end(&fixture);
}

/* A first line, then one entry of `length` bytes: accepted, or refused with its length in the message. */
static void check_long_entry(size_t length, bool accepted)
{
	struct fixture fixture;
	begin(&fixture);
	char *bytes = hp_arena_alloc(&fixture.arena, length + 3);
	memset(bytes, 'x', length + 2);
	memcpy(bytes, "f\n", 2);
	write_file("list", bytes, length + 2);
	struct capture capture = capture_begin();
	bool done = hp_funclist_add_file(&fixture.list, &fixture.diag, "list");
	const char *written = capture_end(capture, &fixture.arena);
	assert_int_equal(done, accepted);
	assert_int_equal(fixture.list.entries.count, accepted ? 2 : 1);
	const char *wanted = hp_arena_printf(
	    &fixture.arena, "hpcc: error: function list 'list', line 2: entry of %zu bytes, more than 65536\n",
	    length);
	assert_string_equal(written, accepted ? "" : wanted);
	end(&fixture);
}

static void test_long_entries(void **state)
{
	(void)state;
	check_long_entry(HP_FUNCLIST_ENTRY_MAX, true);
	check_long_entry(HP_FUNCLIST_ENTRY_MAX + 1, false);
	check_long_entry(1024 * 1024, false);
}

/* Nesting deeper than is followed: still one entry, and nothing is written out of bounds. */
static void test_deep_nesting(void **state)
{
	(void)state;
	struct fixture fixture;
	char text[4096];
	begin(&fixture);
	memset(text, '(', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	memcpy(text + sizeof text - 4, ",gg", 3);
	assert_true(hp_funclist_add_text(&fixture.list, &fixture.diag, text, "-list="));
	assert_int_equal(fixture.list.entries.count, 1);
	assert_string_equal(fixture.list.entries.items[0], text);
	end(&fixture);
}

enum { BIG_LINES = 100 * 1000 * 1000 / 20, BIG_NAMES = BIG_LINES / 4 };

/* 100 MB in lines of 20 bytes, every name four times. */
static int big_file(void)
{
	static const size_t chunk = 50000; /* lines written at once */
	int fd = hp_os_open_memory("list");
	char *text = malloc(chunk * 20 + 1);
	assert_true(fd >= 0);
	assert_non_null(text);
	for (size_t line = 0; line < BIG_LINES; line += chunk) {
		for (size_t i = 0; i < chunk; i++)
			snprintf(text + i * 20, 21, "function_%010zu\n", (line + i) % BIG_NAMES);
		assert_true(hp_os_write_all(fd, text, chunk * 20));
	}
	free(text);
	return fd;
}

static void test_100_mb(void **state)
{
	(void)state;
	struct fixture fixture;
	begin(&fixture);
	int fd = big_file();
	const char *path = hp_arena_printf(&fixture.arena, "/proc/self/fd/%d", fd);
	assert_true(hp_funclist_add_file(&fixture.list, &fixture.diag, path));
	struct rusage usage;
	getrusage(RUSAGE_SELF, &usage);
	print_message("  100 MB: %ld MB at most\n", usage.ru_maxrss / 1024);
	assert_int_equal(fixture.list.entries.count, BIG_NAMES);
	assert_string_equal(fixture.list.entries.items[0], "function_0000000000");
	assert_string_equal(fixture.list.entries.items[BIG_NAMES - 1], "function_0001249999");
#if !__has_feature(address_sanitizer)
	assert_true(usage.ru_maxrss < 600 * 1024);
#endif
	close(fd);
	end(&fixture);
}

static int enter_folder(void **state)
{
	static char path[] = "/tmp/hpcc-funclist.XXXXXX";
	*state = mkdtemp(path);
	return *state ? chdir(*state) : -1;
}

static int leave_folder(void **state)
{
	static const char *const names[] = {"list", "closed", "huge"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		unlink(names[i]);
	rmdir("folder");
	return chdir("/") || rmdir(*state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_files),
	    cmocka_unit_test(test_texts),
	    cmocka_unit_test(test_sources_add_up),
	    cmocka_unit_test(test_text_is_copied),
	    cmocka_unit_test(test_empty_is_no_error_without_group),
	    cmocka_unit_test(test_unreadable),
	    cmocka_unit_test(test_longer_than_the_limit),
	    cmocka_unit_test(test_pipe),
	    cmocka_unit_test(test_long_entries),
	    cmocka_unit_test(test_deep_nesting),
	    cmocka_unit_test(test_100_mb),
	};
	return cmocka_run_group_tests_name("funclist", tests, enter_folder, leave_folder);
}
