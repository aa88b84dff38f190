/*
 * Response files: quoting of both kinds, encodings, nesting, and what must stay unexpanded.
 */
#define _GNU_SOURCE
#include "base/arena.h"
#include "base/strvec.h"
#include "cmdline/rspfile.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static const char *join(const struct hp_strvec *vec)
{
	const char *text = "";
	for (size_t i = 0; i < vec->count; i++)
		text = hp_arena_printf(vec->arena, "%s%s%s", text, i ? "|" : "", vec->items[i]);
	return text;
}

static const struct row {
	enum hp_quoting quoting;
	const char *text;
	const char *arguments; /* joined by '|' */
} cases[] = {
    {HP_QUOTING_GNU, "", ""},
    {HP_QUOTING_GNU, " \n\t\r\n", ""},
    {HP_QUOTING_GNU, "a b\nc\r\nd\te", "a|b|c|d|e"},
    {HP_QUOTING_GNU, "\"a b\" 'c d'", "a b|c d"},
    {HP_QUOTING_GNU, "x\"a b\"y'c'", "xa byc"},
    {HP_QUOTING_GNU, "a\\ b \\\"c \\\\d", "a b|\"c|\\d"},
    {HP_QUOTING_GNU, "\"a\\\"b\" 'a\\b' '\\'x'", "a\"b|ab|'x"},
    {HP_QUOTING_GNU, "\"\" x ''", "x"},
    {HP_QUOTING_WINDOWS, "\"\" x \"\"\"\"", "|x|\""},
    {HP_QUOTING_GNU, "\"open", "open"},
    {HP_QUOTING_GNU, "end\\", "end\\"},
    {HP_QUOTING_SHELL, "a 'b c' \"d e\" f\\ g", "a|b c|d e|f g"},
    {HP_QUOTING_SHELL, "\"-DA=\\\"x\\n\\\"\" '-DB=\"\\n\"'", "-DA=\"x\\n\"|-DB=\"\\n\""},
    {HP_QUOTING_SHELL, "-DC=\\\"c\\\" \"\\$x\\`y\" a\\\nb \"c\\\nd\"", "-DC=\"c\"|$x`y|ab|cd"},
    {HP_QUOTING_WINDOWS, "C:\\a\\b.c /Ix", "C:\\a\\b.c|/Ix"},
    {HP_QUOTING_WINDOWS, "\"C:\\Program Files\\x\" y", "C:\\Program Files\\x|y"},
    {HP_QUOTING_WINDOWS, "/DX=\\\"a\\\" b", "/DX=\"a\"|b"},
    {HP_QUOTING_WINDOWS, "\"a\\\\\" b", "a\\|b"},
    {HP_QUOTING_WINDOWS, "a\\\\b", "a\\\\b"},
    {HP_QUOTING_WINDOWS, "\"a\"\"b\"", "a\"b"},
    {HP_QUOTING_WINDOWS, "'a b'", "'a|b'"},
};

static void test_split(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct hp_arena arena;
		struct hp_strvec out;
		hp_arena_init(&arena);
		hp_strvec_init(&out, &arena);
		hp_rspfile_split(&arena, cases[i].text, cases[i].quoting, &out);
		assert_string_equal(join(&out), cases[i].arguments);
		hp_arena_fini(&arena);
	}
}

/* What is quoted is split into itself. */
static void test_quote_windows(void **state)
{
	static const char *const words[] = {"@a", "@a b", "@a\\", "@a\\\\b", "@a\"b", "@a\\\\\"b c\\\"", ""};
	(void)state;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		struct hp_arena arena;
		struct hp_strvec out;
		hp_arena_init(&arena);
		hp_strvec_init(&out, &arena);
		hp_rspfile_split(&arena, hp_rspfile_quote_windows(&arena, words[i]), HP_QUOTING_WINDOWS, &out);
		assert_int_equal(out.count, 1);
		assert_string_equal(out.items[0], words[i]);
		hp_arena_fini(&arena);
	}
}

/* LLVM's own tokenizers; see llvm_tokenize.cpp. Each word with a NUL behind it; the bytes of all. */
size_t llvm_tokenize(bool windows, const char *text, size_t size, char *out, size_t room);

static size_t ours(struct hp_arena *arena, bool windows, const char *text, size_t size, char *out)
{
	struct hp_strvec words;
	const char *const args[] = {"@random"};
	char *to = out;
	remove("random"); /* some file systems write a file that is cut short to the disk at once */
	FILE *file = fopen("random", "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, size, file), size);
	fclose(file);
	hp_strvec_init(&words, arena);
	assert_true(hp_rspfile_expand(arena, args, 1, windows ? HP_QUOTING_WINDOWS : HP_QUOTING_GNU, &words));
	for (size_t i = 0; i < words.count; i++)
		to = stpcpy(to, words.items[i]) + 1;
	return (size_t)(to - out);
}

/* Random files are split as LLVM splits them. */
static void test_as_llvm(void **state)
{
	static const char bytes[] = "ab \\\\\\\"\"'' \n\r\t\0/";
	enum { LENGTH = 24, RUNS = 40000 };
	unsigned seed = 12345;
	(void)state;
	for (size_t run = 0; run < RUNS; run++) {
		char text[LENGTH], expected[4 * LENGTH], found[4 * LENGTH];
		struct hp_arena arena;
		size_t size = run % LENGTH;
		bool windows = run / LENGTH % 2;
		for (size_t i = 0; i < size; i++) {
			seed = seed * 1103515245 + 12345;
			text[i] = bytes[(seed >> 16) % (sizeof bytes - 1)];
		}
		hp_arena_init(&arena);
		size_t length = llvm_tokenize(windows, text, size, expected, sizeof expected);
		assert_int_equal(ours(&arena, windows, text, size, found), length);
		assert_memory_equal(found, expected, length);
		hp_arena_fini(&arena);
	}
}

static void put(const char *name, const char *bytes, size_t size)
{
	FILE *file = fopen(name, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, size, file), size);
	fclose(file);
}

#define PUT(name, bytes) put(name, bytes, sizeof(bytes) - 1)

static int enter_folder(void **state)
{
	static char folder[] = "/tmp/hpcc-test-rspfile-XXXXXX";
	*state = folder;
	if (!mkdtemp(folder) || chdir(folder) != 0)
		return -1;
	PUT("plain", "a b\n");
	PUT("outer", "x @plain y @missing");
	PUT("self", "p @self q");
	PUT("ping", "1 @pong");
	PUT("pong", "2 @ping");
	PUT("bom", "\xef\xbb\xbfu v");
	PUT("le", "\xff\xfe-\0\xe4\0 \0b\0");
	PUT("be", "\xfe\xff\0-\x20\xac\xd8\x3d\xde\0");
	PUT("empty", "");
	PUT("odd", "\xff\xfe"
	           "a\0b");
	PUT("lone", "\xff\xfe\x3d\xd8 \0");
	PUT("nul", "a\0b c");
	PUT("link", "/link /out:a\n-c b \"/link\" '/d'\r\ne");
	PUT("half", "/link /out:a");
	return 0;
}

static int leave_folder(void **state)
{
	static const char *const names[] = {"plain", "outer", "self", "ping", "pong", "bom",  "le",    "be",
	                                    "empty", "odd",   "lone", "nul",  "link", "half", "random"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		unlink(names[i]);
	return chdir("/") == 0 && rmdir(*state) == 0 ? 0 : -1;
}

static const struct {
	const char *argument, *arguments;
	bool expanded;
} files[] = {
    {"@plain", "a|b", true},
    {"@outer", "x|a|b|y|@missing", true},
    {"@self", "p|@self|q", true},
    {"@ping", "1|2|@ping", true},
    {"@bom", "u|v", true},
    {"@le", "-\xc3\xa4|b", true},
    {"@be", "-\xe2\x82\xac\xf0\x9f\x98\x80", true},
    {"@empty", "", true},
    {"@missing", "@missing", false},
    {"@odd", "@odd", false},
    {"@lone", "@lone", false},
    {"@nul", "a|c", true},
    {"@/tmp", "@/tmp", false},
    {"@", "@", false},
    {"plain", "plain", false},
};

static void test_expand(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		struct hp_arena arena;
		struct hp_strvec out;
		hp_arena_init(&arena);
		hp_strvec_init(&out, &arena);
		bool expanded = hp_rspfile_expand(&arena, &files[i].argument, 1, HP_QUOTING_GNU, &out);
		assert_string_equal(join(&out), files[i].arguments);
		assert_int_equal(expanded, files[i].expanded);
		hp_arena_fini(&arena);
	}
}

/* What is behind /link in a file ends with the line, and comes last. */
static void test_expand_cl(void **state)
{
	static const struct {
		const char *args[4], *arguments;
	} links[] = {
	    {{"x", "@link", "y"}, "x|-c|b|e|y|/link|/out:a|/link|'/d'"},
	    {{"x", "@half", "y"}, "x|/link|/out:a|y"},
	    {{"/link", "@link", "y"}, "-c|b|e|y|/link|/link|/out:a|/link|'/d'"},
	    {{"@plain", "-link", "y"}, "a|b|-link|y"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
		struct hp_arena arena;
		struct hp_strvec out;
		size_t count = 0;
		while (links[i].args[count])
			count++;
		hp_arena_init(&arena);
		hp_strvec_init(&out, &arena);
		assert_true(hp_rspfile_expand_cl(&arena, links[i].args, count, HP_QUOTING_WINDOWS, &out));
		assert_string_equal(join(&out), links[i].arguments);
		hp_arena_fini(&arena);
	}
}

/* What is too long goes to a file that says the same. */
static void test_shorten(void **state)
{
	(void)state;
	struct hp_arena arena;
	struct hp_strvec argv, back, all;
	hp_arena_init(&arena);
	hp_strvec_init(&argv, &arena);
	hp_strvec_push(&argv, "clang");
	hp_strvec_push(&argv, "--driver-mode=cl");
	for (int i = 0; i < 100; i++)
		hp_strvec_pushf(&argv, "-DA%d=\"x y\\\\ 'z'", i);
	hp_strvec_push(&argv, ""); /* GNU quoting has none */
	hp_strvec_push(&argv, "a\nb\\");
	hp_strvec_init(&all, &arena);
	hp_strvec_extend(&all, argv.items, argv.count);
	assert_true(hp_rspfile_shorten(&argv, 1));
	assert_int_equal(argv.count, 104);
	char *big = hp_arena_alloc(&arena, 200001);
	memset(big, 'x', 200000);
	hp_strvec_push(&argv, big);
	hp_strvec_push(&all, big);
	assert_true(hp_rspfile_shorten(&argv, 1));
	assert_int_equal(argv.count, 4);
	assert_string_equal(argv.items[1], "--driver-mode=cl");
	hp_strvec_init(&back, &arena);
	assert_string_equal(argv.items[2], "--rsp-quoting=windows");
	assert_true(hp_rspfile_expand(&arena, argv.items + 3, 1, HP_QUOTING_WINDOWS, &back));
	assert_int_equal(back.count, all.count - 2);
	for (size_t i = 0; i < back.count; i++)
		assert_string_equal(back.items[i], all.items[i + 2]);
	hp_arena_fini(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_split),         cmocka_unit_test(test_as_llvm), cmocka_unit_test(test_expand_cl),
	    cmocka_unit_test(test_quote_windows), cmocka_unit_test(test_expand),  cmocka_unit_test(test_shorten),
	};
	return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
