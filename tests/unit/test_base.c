/* Base descriptions: what a name means, and files that are none. */
#define _GNU_SOURCE
#include "base/arena.h"
#include "base/diag.h"
#include "capture.h"
#include "image/base_write.h"
#include "image/display.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct hp_base_module_row modules[] = {
    {1, "/b/a/util.obj", "", "/s/a/util.c", 1, true},
    {2, "/b/b/util.obj", "", "/s/b/util.c", 0, true},
    {3, "util.obj", "/b/lib/x.lib", "", -1, false},
    {4, "C:\\b\\Main.obj", "", "", -1, true},
    {5, "/util.obj", "", "", -1, true},
};

static const struct {
	struct hp_base_symbol symbol;
	int64_t module;
} symbols[] = {
    {{.name = "count", .kind = HP_BASE_VARIABLE, .address = 0x3000, .size = 4}, 1},
    {{.name = "count", .kind = HP_BASE_VARIABLE, .address = 0x3004, .size = 4}, 2},
    {{.name = "main", .external = true, .address = 0x1000, .first = {0x90}, .first_size = 1}, 4},
    {{.name = "only", .address = 0x1010, .sharing = 1}, 2},
    {{.name = "same", .address = 0x1010, .external = true, .sharing = 1}, 2},
    {{.name = "twice", .address = 0x1020, .ambiguous = true}, 1},
    {{.name = "twice", .address = 0x1030, .ambiguous = true}, 1},
    {{.name = "both", .address = 0x1040}, 1},
    {{.name = "both", .address = 0x1050, .external = true}, 2},
    {{.name = "ns::f", .address = 0x1060, .display = true}, 1},
    {{.name = "?f@ns@@YAXH@Z", .address = 0x1070, .external = true}, 2},
    {{.name = "local", .kind = HP_BASE_THREAD_LOCAL, .address = 8, .external = true}, 1},
    {{.name = "table",
      .kind = HP_BASE_CONSTANT,
      .address = 0x2000,
      .external = true,
      .has_hash = true,
      .hash = UINT64_MAX},
     1},
};

enum { SYMBOLS = sizeof symbols / sizeof *symbols, MODULES = sizeof modules / sizeof *modules };

struct fixture {
	struct hp_arena arena;
	struct hp_diag diag;
	char path[64];
	struct hp_base *base;
};

static void write_base(struct fixture *at)
{
	struct hp_base_identity identity = {.image = "x.dll",
	                                    .machine = 0x8664,
	                                    .has_pdb = true,
	                                    .guid = {1, 2},
	                                    .age = 3,
	                                    .timestamp = 0xfffffff0,
	                                    .preferred_base = 0x180000000,
	                                    .dll = true};
	struct hp_base_writer *writer = hp_base_writer_new(&at->arena, &at->diag);
	assert_non_null(writer);
	assert_true(hp_base_write_identity(writer, &identity));
	for (size_t i = 0; i < MODULES; i++)
		assert_true(hp_base_write_module(writer, &modules[i]));
	for (size_t i = 0; i < SYMBOLS; i++) {
		struct hp_base_symbol symbol = symbols[i].symbol;
		symbol.id = (int64_t)i + 1;
		assert_true(hp_base_write_symbol(writer, &symbol, symbols[i].module));
	}
	assert_true(hp_base_write_contents(writer, SYMBOLS, "\1\0\0\0\0\0\0\0", 8));
	assert_true(hp_base_write_relocation(writer, SYMBOLS, 4, "main", 2));
	int fd = open(at->path, O_WRONLY | O_TRUNC | O_CLOEXEC);
	assert_true(fd >= 0 && hp_base_writer_finish(writer, fd));
	close(fd);
	hp_base_writer_free(writer);
}

static int set_up(void **state)
{
	static struct fixture fixture;
	hp_arena_init(&fixture.arena);
	hp_diag_init(&fixture.diag, "test", NULL);
	strcpy(fixture.path, "/tmp/test_base-#%XXXXXX");
	int fd = mkstemp(fixture.path);
	if (fd < 0)
		return -1;
	close(fd);
	write_base(&fixture);
	fixture.base = hp_base_open(&fixture.arena, &fixture.diag, fixture.path);
	*state = &fixture;
	return fixture.base ? 0 : -1;
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;
	hp_base_close(fixture->base);
	unlink(fixture->path);
	hp_arena_fini(&fixture->arena);
	return 0;
}

static void test_identity(void **state)
{
	struct fixture *at = *state;
	const struct hp_base_identity *identity = hp_base_identity(at->base);
	assert_string_equal(identity->image, "x.dll");
	assert_int_equal(identity->machine, 0x8664);
	assert_true(identity->has_pdb && identity->guid[1] == 2 && identity->age == 3);
	assert_int_equal(identity->timestamp, 0xfffffff0);
	assert_true(identity->preferred_base == 0x180000000 && identity->dll && !identity->gnu && !identity->has_tls);
}

static void test_find(void **state)
{
	static const struct {
		const char *name, *module;
		enum hp_base_found found;
		uint32_t address;
	} rows[] = {
	    {"main", NULL, HP_BASE_FOUND, 0x1000},
	    {"mai", NULL, HP_BASE_ABSENT, 0},
	    {"main", "a/util.obj", HP_BASE_FOUND, 0x1000},
	    {"main", "new.obj", HP_BASE_FOUND, 0x1000},
	    {"main", "util.obj", HP_BASE_FOUND, 0x1000},
	    {"count", NULL, HP_BASE_AMBIGUOUS, 0x3000},
	    {"count", "/b/a/util.obj", HP_BASE_FOUND, 0x3000},
	    {"count", "b/util.obj", HP_BASE_FOUND, 0x3004},
	    {"count", "b\\util.obj", HP_BASE_FOUND, 0x3004},
	    {"count", "/s/b/util.c", HP_BASE_FOUND, 0x3004},
	    {"count", "./b/util.c", HP_BASE_FOUND, 0x3004},
	    {"count", "util.obj", HP_BASE_AMBIGUOUS, 0x3000},
	    {"count", "new.obj", HP_BASE_ABSENT, 0},
	    {"count", "x.lib(util.obj)", HP_BASE_ABSENT, 0},
	    {"count", "/util.obj", HP_BASE_ABSENT, 0},
	    {"only", NULL, HP_BASE_FOUND, 0x1010},
	    {"only", "a/util.obj", HP_BASE_ABSENT, 0},
	    {"twice", "a/util.obj", HP_BASE_AMBIGUOUS, 0x1020},
	    {"both", NULL, HP_BASE_FOUND, 0x1050},
	    {"both", "a/util.obj", HP_BASE_FOUND, 0x1040},
	    {"both", "b/util.obj", HP_BASE_FOUND, 0x1050},
	    {"both", "util.obj", HP_BASE_AMBIGUOUS, 0x1040},
	    {"?f@ns@@YAXXZ", "a/util.obj", HP_BASE_FOUND, 0x1060},
	    {"?f@ns@@YAXXZ", "b/util.obj", HP_BASE_ABSENT, 0},
	    {"?f@ns@@YAXH@Z", "b/util.obj", HP_BASE_FOUND, 0x1070},
	    {"?f@ns@@YAXH@Z", "a/util.obj", HP_BASE_AMBIGUOUS, 0x1060},
	    {"?f@ns@@YAXH@Z", NULL, HP_BASE_FOUND, 0x1070},
	    {"local", NULL, HP_BASE_FOUND, 8},
	};
	struct fixture *at = *state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct hp_base_symbol symbol = {0};
		enum hp_base_found found = hp_base_find(at->base, rows[i].name, rows[i].module, &symbol);
		if (found != rows[i].found || (found != HP_BASE_ABSENT && symbol.address != rows[i].address))
			fail_msg("%s in %s: %d at 0x%x", rows[i].name, rows[i].module ? rows[i].module : "any", found,
			         symbol.address);
	}
}

static void test_module(void **state)
{
	static const struct {
		const char *name;
		enum hp_base_found found;
		int64_t module;
	} rows[] = {
	    {"/b/a/util.obj", HP_BASE_FOUND, 1},
	    {"x.lib(util.obj)", HP_BASE_FOUND, 3},
	    {"/b/lib/x.lib(util.obj)", HP_BASE_FOUND, 3},
	    {"y.lib(util.obj)", HP_BASE_ABSENT, 0},
	    {"ib/x.lib(util.obj)", HP_BASE_ABSENT, 0},
	    {"c:/b/main.obj", HP_BASE_FOUND, 4},
	    {"A/util.obj", HP_BASE_ABSENT, 0},
	    {"til.obj", HP_BASE_ABSENT, 0},
	    {"util.obj", HP_BASE_AMBIGUOUS, 0},
	    {"/util.obj", HP_BASE_FOUND, 5},
	    {"", HP_BASE_ABSENT, 0},
	    {"(", HP_BASE_ABSENT, 0},
	    {")", HP_BASE_ABSENT, 0},
	    {"()", HP_BASE_ABSENT, 0},
	};
	struct fixture *at = *state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int64_t module = 0;
		enum hp_base_found found = hp_base_module(at->base, rows[i].name, &module);
		if (found != rows[i].found || (found == HP_BASE_FOUND && module != rows[i].module))
			fail_msg("%s: %d, module %d", rows[i].name, found, (int)module);
	}
	assert_true(hp_base_describes(at->base, 1) && !hp_base_describes(at->base, 3) &&
	            !hp_base_describes(at->base, 99));
}

static bool count(void *self, const struct hp_base_symbol *symbol)
{
	(void)symbol;
	++*(size_t *)self;
	return true;
}

static void note_relocation(void *self, uint32_t offset, const char *target, uint32_t addend)
{
	*(bool *)self = offset == 4 && strcmp(target, "main") == 0 && addend == 2;
}

static void test_visits(void **state)
{
	struct fixture *at = *state;
	size_t all = 0, here = 0, named = 0, low = 0, size = 0;
	struct hp_base_symbol symbol;
	bool seen = false;
	assert_true(hp_base_each(at->base, count, &all));
	assert_true(hp_base_each_at(at->base, 0x1010, count, &here));
	assert_true(hp_base_each_at(at->base, 8, count, &low)); /* an offset is no address */
	assert_true(hp_base_each_named(at->base, "count", count, &named));
	assert_int_equal(all, SYMBOLS);
	assert_true(here == 2 && named == 2 && low == 0);
	assert_int_equal(hp_base_find(at->base, "table", NULL, &symbol), HP_BASE_FOUND);
	assert_true(symbol.has_hash && symbol.hash == UINT64_MAX && strcmp(symbol.object, "/b/a/util.obj") == 0);
	const unsigned char *bytes = hp_base_contents(at->base, &symbol, &size, note_relocation, &seen);
	assert_true(bytes && size == 8 && bytes[0] == 1 && seen);
	assert_int_equal(hp_base_find(at->base, "main", NULL, &symbol), HP_BASE_FOUND);
	assert_true(!symbol.has_hash && symbol.first_size == 1 && symbol.first[0] == 0x90);
	assert_null(hp_base_contents(at->base, &symbol, &size, NULL, NULL));
}

/* Overwrites `size` bytes at `offset`; cuts the file there if `bytes` is NULL. Opening must then say `why`. */
static void refuse(struct fixture *at, long offset, const char *bytes, size_t size, const char *why)
{
	FILE *file = fopen(at->path, "r+b");
	assert_non_null(file);
	if (bytes) {
		fseek(file, offset, SEEK_SET);
		fwrite(bytes, 1, size, file);
	}
	fclose(file);
	if (!bytes)
		assert_int_equal(truncate(at->path, offset), 0);
	struct capture capture = capture_begin();
	struct hp_base *base = hp_base_open(&at->arena, &at->diag, at->path);
	const char *text = capture_end(capture, &at->arena);
	if (base || !strstr(text, why))
		fail_msg("%s: %s", why, text);
	write_base(at);
}

static void test_refuse(void **state)
{
	struct fixture *at = *state;
	refuse(at, 60, "\0\0\0\3", 4, "version 3, this hpcc reads version 2: use a newer hpcc");
	refuse(at, 60, "\0\0\0\0", 4, "version 0, this hpcc reads version 2: write it again");
	refuse(at, 68, "none", 4, "no base description");
	refuse(at, 0, "MZ", 2, "is no base description: make one with hpcc-base IMAGE");
	refuse(at, 8192, NULL, 0, "is truncated");
	refuse(at, 50, NULL, 0, "is no base description");
	refuse(at, 0, NULL, 0, "is no base description");
	char *rubbish = hp_arena_alloc(&at->arena, 8000);
	memset(rubbish, 0xa5, 8000);
	refuse(at, 100, rubbish, 8000, "is damaged");
	unlink(at->path);
	struct capture capture = capture_begin();
	struct hp_base *base = hp_base_open(&at->arena, &at->diag, at->path);
	assert_non_null(strstr(capture_end(capture, &at->arena), "cannot open base description"));
	assert_null(base);
}

static void test_display(void **state)
{
	static const char *const rows[][3] = {
	    /* symbol, x64's display name, x86's */
	    {"f", "f", "f"},
	    {"_f", "_f", "f"},
	    {"_f@8", "_f@8", "f"},
	    {"@f@8", "@f@8", "f"},
	    {"f@@16", "f@@16", "f"},
	    {"?f@ns@@YAXH@Z", "ns::f", "ns::f"},
	    {"?s@?1??f@@YAXXZ@4HA", "f::s", "f::s"},
	    {"?helper@?A0x12345678@@YAXXZ", "`anonymous namespace'::helper", "`anonymous namespace'::helper"},
	    {"??RS@@QEBAHH@Z", "S::operator()", "S::operator()"},
	    {"_ZN2ns1fEi", "ns::f", NULL},
	    {"_ZZ1fvE1s", "f::s", NULL},
	    {"_ZN12_GLOBAL__N_16helperEv", "`anonymous namespace'::helper", NULL},
	    {"f.s", "f::s", NULL},
	    {"f.1", "f.1", "f.1"},
	    {"_f.s", "_f::s", "f::s"},
	    {".f", ".f", ".f"},
	    {"?", "?", "?"},
	    {"", "", ""},
	};
	struct fixture *at = *state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_string_equal(hp_base_display_name(&at->arena, rows[i][0], false), rows[i][1]);
		if (rows[i][2])
			assert_string_equal(hp_base_display_name(&at->arena, rows[i][0], true), rows[i][2]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_identity, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_find, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_module, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_visits, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_refuse, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_display, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
