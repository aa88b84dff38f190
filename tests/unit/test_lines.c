/*
 * Lines of a stream: of any length, with and without an end, each as soon as it is there.
 */
#include "base/lines.h"
#include "base/os_stream.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { LONG = 200 * 1000 };

static struct hp_lines lines_of(const char *text, size_t size)
{
	struct hp_lines lines = {.stream = hp_os_open_memory("lines")};
	assert_true(lines.stream >= 0 && hp_os_write_all(lines.stream, text, size) && hp_os_rewind(lines.stream));
	return lines;
}

static void close_lines(struct hp_lines *lines)
{
	int stream = lines->stream;
	assert_false(lines->failed);
	hp_lines_fini(lines);
	assert_true(hp_os_close(&stream));
}

static void expect(struct hp_lines *lines, const char *text, size_t size)
{
	size_t length;
	const char *line = hp_lines_next(lines, &length);
	assert_non_null(line);
	assert_int_equal(length, size);
	assert_memory_equal(line, text, size + 1);
}

static void expect_end(struct hp_lines *lines)
{
	size_t length;
	assert_null(hp_lines_next(lines, &length));
}

static void test_ends(void **state)
{
	struct hp_lines lines = lines_of("a\n\nb\r\nc\0d\nlast", 14);
	(void)state;
	expect(&lines, "a\n", 2);
	expect(&lines, "\n", 1);
	expect(&lines, "b\r\n", 3);
	expect(&lines, "c\0d\n", 4);
	expect(&lines, "last", 4);
	expect_end(&lines);
	expect_end(&lines);
	close_lines(&lines);
}

static void test_nothing(void **state)
{
	struct hp_lines lines = lines_of("", 0);
	(void)state;
	expect_end(&lines);
	close_lines(&lines);
}

/* Longer than what is read at once, and across its end. */
static void test_long(void **state)
{
	char *text = malloc(3 * LONG + 1);
	(void)state;
	assert_non_null(text);
	memset(text, 'x', 3 * LONG);
	text[0] = text[LONG] = text[LONG + 1] = '\n';
	text[3 * LONG] = '\0';
	struct hp_lines lines = lines_of(text, 3 * LONG);
	for (size_t at = 0, next; at < 3 * LONG; at = next) {
		char kept;
		next = at + strcspn(text + at, "\n") + 1;
		next = next > 3 * LONG ? 3 * LONG : next;
		kept = text[next];
		text[next] = '\0';
		expect(&lines, text + at, next - at);
		text[next] = kept;
	}
	expect_end(&lines);
	close_lines(&lines);
	free(text);
}

/* A line is there before the other side has ended. */
static void test_at_once(void **state)
{
	struct hp_lines lines = {0};
	int to;
	(void)state;
	assert_true(hp_os_open_pipe(&lines.stream, &to));
	assert_true(hp_os_write_text(to, "one\ntwo\nthr"));
	expect(&lines, "one\n", 4);
	expect(&lines, "two\n", 4);
	assert_true(hp_os_write_text(to, "ee\n") && hp_os_close(&to));
	expect(&lines, "three\n", 6);
	expect_end(&lines);
	close_lines(&lines);
}

static void test_failure(void **state)
{
	struct hp_lines lines = {.stream = hp_os_open("/", HP_OPEN_READ)};
	int stream = lines.stream;
	size_t length;
	(void)state;
	assert_true(stream >= 0);
	assert_null(hp_lines_next(&lines, &length));
	assert_true(lines.failed);
	hp_lines_fini(&lines);
	hp_os_close(&stream);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_ends),    cmocka_unit_test(test_nothing), cmocka_unit_test(test_long),
	    cmocka_unit_test(test_at_once), cmocka_unit_test(test_failure),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
