/* What the loader refuses, and that it then leaves memory as it was, on each processor. The process is two windows of
 * bytes, near each other or far apart. */
#include "base/bind.h"
#include "loader/patch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum {
	IMAGE_SIZE = 0x2000,
	STUBS = 0x1000,
	HEADER = 0x80,
	SECTIONS = 0x200, /* offset of the section table */
	TEXT = 0x400,     /* texts */
	CODE = 0x600,     /* functions f and g */
	OTHER = 0x640,
	NAMES = 0x680, /* code that is one letter */
	DATA = 0x700,
	STACK = 0x800, /* of the other thread */
	STACK_SIZE = 0x100,
	SIZE = 0x20, /* of functions */
	TABLE = 0x1000,
	IMAGES = 3, /* the base and two patches */
	RECORDS = 12,
	STATE = TABLE + 80 /* what the loader keeps in the head */
};

struct fake {
	unsigned char bytes[IMAGES][IMAGE_SIZE], stubs[IMAGES][STUBS];
	uint64_t start[IMAGES], stub_start;
	unsigned stub_count, allocated;
	enum hpl_machine machine;
	int writes_left; /* before the one that fails; negative: none does */
	bool no_pause, no_pages, no_memory;
	uint64_t thread; /* where another thread stands */
	unsigned moves, pauses;
	char calls[16];       /* which functions ran, and '|' where threads were stopped */
	unsigned char vetoes; /* the one that says no */
	unsigned char hangs;  /* the one that does not return */
};

static unsigned char *find(struct fake *fake, uint64_t address, size_t size)
{
	for (unsigned i = 0; i < IMAGES; i++) {
		if (address >= fake->start[i] && address + size <= fake->start[i] + IMAGE_SIZE)
			return fake->bytes[i] + (address - fake->start[i]);
		uint64_t stub = fake->stub_start + i * STUBS;
		if (i < fake->stub_count && address >= stub && address + size <= stub + STUBS)
			return fake->stubs[i] + (address - stub);
	}
	return NULL;
}

static bool fake_read(void *self, uint64_t address, void *data, size_t size)
{
	const unsigned char *from = find(self, address, size);
	if (from)
		memcpy(data, from, size);
	return from != NULL;
}

static bool fake_write(void *self, uint64_t address, const void *data, size_t size)
{
	struct fake *fake = self;
	unsigned char *to = find(fake, address, size);
	if (!to || fake->writes_left-- == 0)
		return false;
	memcpy(to, data, size);
	return true;
}

static bool fake_reserve(void *self, uint64_t around, uint64_t reach, size_t size, uint64_t *address)
{
	struct fake *fake = self;
	if (fake->no_pages || fake->stub_count == IMAGES || size > STUBS)
		return false;
	fake->stub_start = around / STUBS * STUBS + 0x100000;
	assert_true(fake->stub_start + IMAGES * STUBS - around < reach);
	*address = fake->stub_start + fake->stub_count++ * STUBS;
	return true;
}

static void fake_release(void *self, uint64_t address, size_t size)
{
	struct fake *fake = self;
	assert_int_equal(address, fake->stub_start + (fake->stub_count - 1) * STUBS);
	assert_int_equal(size, STUBS);
	memset(fake->stubs[--fake->stub_count], 0, STUBS);
}

static bool fake_image(void *self, unsigned index, uint64_t *address)
{
	struct fake *fake = self;
	if (index < IMAGES)
		*address = fake->start[index];
	return index < IMAGES;
}

static void note(struct fake *fake, char what)
{
	fake->calls[strlen(fake->calls)] = what;
	assert_true(strlen(fake->calls) < sizeof fake->calls - 1);
}

static bool fake_pause(void *self, struct hpl_pause *pause)
{
	struct fake *fake = self;
	struct hpl_registers registers = {.pc = fake->thread, .sp = fake->start[0] + STACK};
	for (; pause->busy(pause->context, &registers); registers.pc = ++fake->thread) {
		fake->moves++;
		pause->thread = 99;
		if (fake->moves > pause->timeout)
			return false;
	}
	fake->pauses += !fake->no_pause;
	note(fake, '|');
	return !fake->no_pause;
}

static void fake_resume(void *self)
{
	((struct fake *)self)->pauses += 100;
}

/* Code of patch images whose first byte is a letter. */
static bool fake_call(void *self, uint64_t function, uint32_t *answer)
{
	struct fake *fake = self;
	const unsigned char *code = find(fake, function, 1);
	assert_non_null(code);
	note(fake, (char)*code);
	*answer = *code == fake->vetoes ? 7 : 0;
	return *code != fake->hangs;
}

static uint64_t fake_stack_end(void *self, uint64_t sp)
{
	return ((struct fake *)self)->start[0] + STACK == sp ? sp + STACK_SIZE : 0;
}

static void *fake_allocate(void *self, size_t size)
{
	struct fake *fake = self;
	fake->allocated += !fake->no_memory;
	return fake->no_memory ? NULL : calloc(1, size);
}

static void fake_free(void *self, void *memory)
{
	((struct fake *)self)->allocated--;
	free(memory);
}

static struct hpl_process process_of(struct fake *fake)
{
	return (struct hpl_process){fake,       fake_read,   fake_write,     fake_reserve, fake_release,  fake_image,
	                            fake_pause, fake_resume, fake_stack_end, fake_call,    fake_allocate, fake_free};
}

static void put(struct fake *fake, unsigned image, uint32_t at, uint64_t value, size_t size)
{
	memcpy(fake->bytes[image] + at, &value, size);
}

static const uint32_t first_instruction[] = {0x9066, 0x9066, 0xd503245f};

static uint32_t first_of(const struct fake *fake)
{
	return first_instruction[fake->machine == HPL_X86 ? 0 : fake->machine == HPL_X64 ? 1 : 2];
}

static void put_image(struct fake *fake, unsigned image, uint32_t timestamp)
{
	memcpy(fake->bytes[image], "MZ", 2);
	put(fake, image, 0x3c, HEADER, 4);
	memcpy(fake->bytes[image] + HEADER, "PE", 2);
	put(fake, image, HEADER + 4, fake->machine, 2);
	put(fake, image, HEADER + 6, 1, 2);
	put(fake, image, HEADER + 8, timestamp, 4);
	put(fake, image, HEADER + 20, SECTIONS - HEADER - 24, 2);
	put(fake, image, HEADER + 24 + 56, IMAGE_SIZE, 4);
	memset(fake->bytes[image] + CODE - 16, 0xcc, 16);
	memset(fake->bytes[image] + OTHER - 16, 0xcc, 16);
	put(fake, image, CODE, first_of(fake), 4);
	put(fake, image, OTHER, first_of(fake), 4);
}

static void put_record(struct fake *fake, unsigned image, unsigned index, unsigned kind, uint32_t where,
                       uint32_t target, uint64_t room)
{
	unsigned at = TABLE + index * HP_BIND_BYTES;
	unsigned pointer = fake->machine == HPL_X86 ? 4 : 8;
	put(fake, image, at, HP_BIND_BYTES, 2);
	put(fake, image, at + 2, HP_BIND_VERSION, 2);
	put(fake, image, at + 4, kind, 2);
	put(fake, image, at + 8, fake->start[image] + where, pointer);
	put(fake, image, at + 16, fake->start[image] + TEXT, pointer);
	put(fake, image, at + 40, kind == HP_BIND_COPY ? 8 : kind == HP_BIND_ENTRY ? SIZE : 0, 8);
	put(fake, image, at + 48, target, 8);
	put(fake, image, at + 56, room, 8);
	put(fake, image, at + 64, first_of(fake), 4);
}

/* Two functions, a slot, a copy and a new variable. */
static void put_patch(struct fake *fake, unsigned image, uint64_t room)
{
	put_image(fake, image, 20 + image);
	memcpy(fake->bytes[image] + SECTIONS, ".hpb", 4);
	put(fake, image, SECTIONS + 8, RECORDS * HP_BIND_BYTES, 4);
	put(fake, image, SECTIONS + 12, TABLE, 4);
	memcpy(fake->bytes[image] + TEXT, "f", 2);
	put_record(fake, image, 0, HP_BIND_HEAD, 0, IMAGE_SIZE, 11);
	memset(fake->bytes[image] + TABLE + 64, 0, 16); /* no PDB */
	put_record(fake, image, 1, HP_BIND_SLOT, DATA, DATA, 0);
	put_record(fake, image, 2, HP_BIND_COPY, DATA + 16, DATA + 16, 0);
	put_record(fake, image, 3, HP_BIND_NEW, DATA + 32, 0, 0);
	put(fake, image, DATA + 32, fake->start[image] + DATA + 40, 8);
	put_record(fake, image, 4, HP_BIND_ENTRY, CODE, CODE, room);
	put_record(fake, image, 5, HP_BIND_ENTRY, OTHER, OTHER, room);
	put(fake, image, TABLE + 6 * HP_BIND_BYTES, 0, 2);
}

/* An initialiser of the new variable, one of another, and hooks: they are named by letters. */
static void put_code(struct fake *fake, unsigned image)
{
	static const unsigned kinds[] = {HP_BIND_AFTER_APPLY, HP_BIND_START, HP_BIND_AFTER_UNDO, HP_BIND_BEFORE_APPLY,
	                                 HP_BIND_BEFORE_UNDO};
	static const char letters[] = "psuab";
	for (unsigned i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		put_record(fake, image, 6 + i, kinds[i], NAMES + i, 0, 0);
		put(fake, image, NAMES + i, (unsigned char)letters[i], 1);
	}
	put(fake, image, TABLE + 11 * HP_BIND_BYTES, 0, 2);
}

static void set_up(struct fake *fake, enum hpl_machine machine, uint64_t distance, uint64_t room)
{
	memset(fake, 0, sizeof *fake);
	fake->machine = machine;
	fake->writes_left = -1;
	for (unsigned i = 0; i < IMAGES; i++)
		fake->start[i] = 0x10000000 + i * distance;
	put_image(fake, 0, 11);
	put(fake, 0, DATA + 16, 77, 8);
	put_patch(fake, 1, room);
	put_patch(fake, 2, room);
}

/* Where a call of the function at `at` in the base ends: what the processor would do. */
static uint64_t follow(struct fake *fake, uint32_t at)
{
	uint64_t address = fake->start[0] + at;
	for (unsigned i = 0; i < 4; i++) {
		const unsigned char *code = find(fake, address, 16);
		int32_t distance;
		uint32_t word;
		memcpy(&word, code, 4);
		memcpy(&distance, code + 1, 4);
		if (fake->machine == HPL_ARM64 && word >> 26 == 5)
			address += (uint64_t)((int64_t)((uint64_t)word << 38) >> 36);
		else if (fake->machine == HPL_ARM64 && word == 0x58000050)
			memcpy(&address, code + 8, 8);
		else if (fake->machine != HPL_ARM64 && code[0] == 0xeb)
			address += 2 + (uint64_t)(int8_t)code[1];
		else if (fake->machine != HPL_ARM64 && code[0] == 0xe9)
			address += 5 + (uint64_t)distance;
		else if (fake->machine == HPL_X64 && code[0] == 0xff && code[1] == 0x25)
			memcpy(&address, code + 6, 8);
		else
			return fake->machine == HPL_X86 ? (uint32_t)address : address;
	}
	return 0;
}

static const struct form {
	const char *name;
	uint64_t distance, room;
	enum hpl_machine machine;
	bool stubs;
} forms[] = {
    {"x86", 0x1000000, 5, HPL_X86, false},
    {"x64 near", 0x1000000, 6, HPL_X64, false},
    {"x64 by a stub", 0x300000000, 6, HPL_X64, true},
    {"x64 in the pad", 0x300000000, 16, HPL_X64, false},
    {"arm64 near", 0x1000000, 0, HPL_ARM64, false},
    {"arm64 by a stub", 0x300000000, 0, HPL_ARM64, true},
};

enum { FORMS = sizeof forms / sizeof *forms };

static void start(struct fake *fake, const struct form *form)
{
	set_up(fake, form->machine, form->distance, form->room);
}

static void applies_and_undoes(void **state)
{
	(void)state;
	for (unsigned i = 0; i < FORMS; i++) {
		static struct fake fake, before;
		struct hpl_patch patch;
		uint64_t value = 0;
		start(&fake, &forms[i]);
		before = fake;
		const struct hpl_process process = process_of(&fake);
		print_message("%s\n", forms[i].name);
		assert_int_equal(hpl_patch_open(&patch, &process, fake.start[1]), HPL_DONE);
		assert_int_equal(hpl_patch_check(&patch), HPL_DONE);
		assert_memory_equal(fake.bytes, before.bytes, sizeof fake.bytes);
		assert_int_equal(hpl_patch_apply(&patch), HPL_DONE);
		assert_int_equal(fake.pauses, 101);
		assert_int_equal(follow(&fake, CODE), fake.start[1] + CODE);
		assert_int_equal(follow(&fake, OTHER), fake.start[1] + OTHER);
		assert_int_equal(fake.stub_count != 0, forms[i].stubs);
		memcpy(&value, fake.bytes[1] + DATA, forms[i].machine == HPL_X86 ? 4 : 8);
		assert_int_equal(value, fake.start[0] + DATA);
		assert_int_equal(fake.bytes[1][DATA + 16], 77);
		assert_int_equal(hpl_patch_apply(&patch), HPL_ALREADY);
		hpl_patch_close(&patch);
		/* another loader, which knows nothing but the process */
		assert_int_equal(hpl_patch_open(&patch, &process, fake.start[1]), HPL_DONE);
		assert_int_equal(hpl_patch_undo(&patch), HPL_DONE);
		assert_memory_equal(fake.bytes[0], before.bytes[0], IMAGE_SIZE);
		assert_int_equal(hpl_patch_undo(&patch), HPL_ALREADY);
		unsigned stubs = fake.stub_count;
		assert_int_equal(hpl_patch_apply(&patch), HPL_DONE);
		assert_int_equal(follow(&fake, CODE), fake.start[1] + CODE);
		assert_int_equal(fake.stub_count, stubs);
		hpl_patch_close(&patch);
		assert_int_equal(fake.allocated, 0);
	}
}

static void stacks(void **state)
{
	(void)state;
	for (unsigned i = 0; i < FORMS; i++) {
		static struct fake fake, before, between;
		struct hpl_patch first, second;
		uint64_t value = 0;
		start(&fake, &forms[i]);
		before = fake;
		const struct hpl_process process = process_of(&fake);
		assert_int_equal(hpl_patch_open(&first, &process, fake.start[1]), HPL_DONE);
		assert_int_equal(hpl_patch_open(&second, &process, fake.start[2]), HPL_DONE);
		assert_int_equal(hpl_patch_apply(&first), HPL_DONE);
		between = fake;
		assert_int_equal(hpl_patch_apply(&second), HPL_DONE);
		assert_int_equal(follow(&fake, CODE), fake.start[2] + CODE);
		/* the new variable is the first patch's */
		memcpy(&value, fake.bytes[2] + DATA + 32, forms[i].machine == HPL_X86 ? 4 : 8);
		assert_int_equal(value, fake.start[1] + DATA + 40);
		assert_int_equal(hpl_patch_undo(&first), HPL_OUT_OF_ORDER);
		assert_non_null(strstr(first.reason.text, "function 'f': another patch lies over this one"));
		assert_int_equal(hpl_patch_undo(&second), HPL_DONE);
		assert_memory_equal(fake.bytes[0], between.bytes[0], IMAGE_SIZE);
		assert_int_equal(hpl_patch_undo(&first), HPL_DONE);
		assert_memory_equal(fake.bytes[0], before.bytes[0], IMAGE_SIZE);
		hpl_patch_close(&first);
		hpl_patch_close(&second);
	}
}

/* Each write fails once: everything is as before, byte by byte. */
static void fails_without_a_trace(void **state)
{
	(void)state;
	for (unsigned i = 0; i < FORMS; i++) {
		static struct fake fake, before;
		struct hpl_patch patch;
		bool applied = false;
		int failed = 0;
		for (int writes = 0; !applied; writes++) {
			start(&fake, &forms[i]);
			const struct hpl_process process = process_of(&fake);
			assert_int_equal(hpl_patch_open(&patch, &process, fake.start[1]), HPL_DONE);
			before = fake;
			fake.writes_left = writes;
			enum hpl_result result = hpl_patch_apply(&patch);
			applied = result == HPL_DONE;
			if (!applied) {
				failed++;
				assert_int_equal(result, HPL_FAILED);
				assert_memory_equal(fake.bytes[0], before.bytes[0], IMAGE_SIZE);
				assert_int_equal(fake.bytes[1][STATE], HPL_LOADED);
				assert_int_equal(fake.stub_count, 0);
				assert_int_equal(patch.reason.text[0] != '\0', true);
				fake.writes_left = -1;
				assert_int_equal(hpl_patch_apply(&patch), HPL_DONE);
			}
			hpl_patch_close(&patch);
		}
		assert_true(failed > 6);
		/* and undoing */
		for (int writes = 0;; writes++) {
			start(&fake, &forms[i]);
			const struct hpl_process process = process_of(&fake);
			assert_int_equal(hpl_patch_open(&patch, &process, fake.start[1]), HPL_DONE);
			assert_int_equal(hpl_patch_apply(&patch), HPL_DONE);
			before = fake;
			fake.writes_left = writes;
			enum hpl_result result = hpl_patch_undo(&patch);
			hpl_patch_close(&patch);
			if (result == HPL_DONE)
				break;
			assert_int_equal(result, HPL_FAILED);
			assert_memory_equal(fake.bytes[0], before.bytes[0], IMAGE_SIZE);
			assert_int_equal(fake.bytes[1][STATE], HPL_APPLIED);
		}
	}
}

static enum hpl_result try_apply(struct fake *fake, struct hpl_reason *reason)
{
	const struct hpl_process process = process_of(fake);
	bool idle;
	return hpl_patch_run(&process, fake->start[1], hpl_patch_apply, &hpl_default_rules, reason, &idle);
}

/* A change of the process or the patch, and what is said of it. */
static const struct refusal {
	unsigned image;
	uint32_t at;
	uint64_t value;
	size_t size;
	enum hpl_result result;
	const char *text;
} refusals[] = {
    {0, HEADER + 8, 12, 4, HPL_WRONG_BASE, "no image that is the 'f'"},
    {0, HEADER + 24 + 56, 0x3000, 4, HPL_WRONG_BASE, "another build"},
    {0, HEADER + 24 + 64, 5, 4, HPL_WRONG_BASE, "another build"},
    {0, CODE, 0xe9, 1, HPL_HOOKED, "function 'f': another program has put a jump there"},
    {0, CODE, 0xfeeb, 2, HPL_HOOKED, "hot-patched"},
    {0, CODE, 0xcc, 1, HPL_HOOKED, "breakpoint"},
    {0, CODE, 0x55, 1, HPL_HOOKED, "not the file's"},
    {0, CODE - 1, 0x12, 1, HPL_HOOKED, "the room before it is in use"},
    {1, DATA, 1, 1, HPL_NO_PATCH, "its slot is in use"},
    {1, SECTIONS + 1, 'x', 1, HPL_NO_PATCH, "no bind table"},
    {1, TABLE + 48, 0, 4, HPL_NO_PATCH, "not been planned"},
    {1, TABLE + 2, 2, 2, HPL_NO_PATCH, "of another version"},
    {1, TABLE + HP_BIND_BYTES + 2, 2, 2, HPL_NO_PATCH, "of another version"},
    {1, TABLE + HP_BIND_BYTES, 95, 2, HPL_NO_PATCH, "damaged"},
    {1, TABLE + HP_BIND_BYTES + 4, 99, 2, HPL_NO_PATCH, "newer loader"},
    {1, TABLE + HP_BIND_BYTES + 4, HP_BIND_AFTER_UNDO + 1, 2, HPL_NO_PATCH, "newer loader"},
    {1, TABLE + 4 * HP_BIND_BYTES + 56, 4, 8, HPL_NO_PATCH, "no room for a jump"},
    {1, SECTIONS + 8, 3 * HP_BIND_BYTES, 4, HPL_NO_PATCH, "damaged"},
};

static void refuses(void **state)
{
	static struct fake fake, before;
	struct hpl_reason reason;
	(void)state;
	for (unsigned i = 0; i < sizeof refusals / sizeof *refusals; i++) {
		set_up(&fake, HPL_X64, 0x1000000, 6);
		put(&fake, refusals[i].image, refusals[i].at, refusals[i].value, refusals[i].size);
		before = fake;
		print_message("%s\n", refusals[i].text);
		assert_int_equal(try_apply(&fake, &reason), refusals[i].result);
		if (!strstr(reason.text, refusals[i].text))
			fail_msg("'%s' lacks '%s'", reason.text, refusals[i].text);
		assert_memory_equal(fake.bytes, before.bytes, sizeof fake.bytes);
		assert_int_equal(fake.pauses, 0);
	}
}

/* A jump of the same form that leads elsewhere is another program's, not a patch's. */
static void tells_patches_from_hooks(void **state)
{
	struct hpl_reason reason;
	(void)state;
	for (unsigned i = 0; i < FORMS; i++) {
		static struct fake fake;
		struct hpl_patch patch;
		start(&fake, &forms[i]);
		const struct hpl_process process = process_of(&fake);
		assert_int_equal(hpl_patch_open(&patch, &process, fake.start[2]), HPL_DONE);
		assert_int_equal(hpl_patch_apply(&patch), HPL_DONE);
		hpl_patch_close(&patch);
		put(&fake, 2, SECTIONS, 0, 8); /* what the jump leads to is no patch any more */
		assert_int_equal(try_apply(&fake, &reason), HPL_HOOKED);
	}
}

static void waits_for_threads(void **state)
{
	static struct fake fake;
	struct hpl_reason reason;
	(void)state;
	set_up(&fake, HPL_X64, 0x1000000, 6);
	fake.thread = fake.start[0] + CODE - 5;
	assert_int_equal(try_apply(&fake, &reason), HPL_DONE);
	assert_int_equal(fake.moves, 5);
	set_up(&fake, HPL_X64, 0x1000000, 6);
	fake.no_pause = true;
	assert_int_equal(try_apply(&fake, &reason), HPL_BUSY);
	assert_non_null(strstr(reason.text, "threads cannot be stopped"));
	assert_int_equal(follow(&fake, CODE), fake.start[0] + CODE);
	assert_int_equal(fake.bytes[1][STATE], HPL_LOADED);
}

static void lacks_memory(void **state)
{
	static struct fake fake;
	struct hpl_reason reason;
	(void)state;
	start(&fake, &forms[2]);
	fake.no_pages = true;
	assert_int_equal(try_apply(&fake, &reason), HPL_FAILED);
	assert_non_null(strstr(reason.text, "no free memory for jumps near the base"));
	start(&fake, &forms[2]);
	fake.no_memory = true;
	assert_int_equal(try_apply(&fake, &reason), HPL_FAILED);
	assert_non_null(strstr(reason.text, "out of memory"));
}

static enum hpl_result run_step(struct fake *fake, unsigned image, hpl_patch_step step, const char *calls, bool idle)
{
	const struct hpl_process process = process_of(fake);
	struct hpl_reason reason;
	bool is_idle;
	memset(fake->calls, 0, sizeof fake->calls);
	enum hpl_result result =
	    hpl_patch_run(&process, fake->start[image], step, &hpl_default_rules, &reason, &is_idle);
	assert_string_equal(fake->calls, calls);
	assert_int_equal(is_idle, idle);
	if (result == HPL_VETOED)
		assert_string_equal(reason.text, "function 'f': the patch itself says no: 7");
	return result;
}

/* Initialisers once for an image, hooks each time, none of them while threads are stopped. */
static void runs_hooks(void **state)
{
	static struct fake fake;
	(void)state;
	for (unsigned i = 0; i < FORMS; i++) {
		start(&fake, &forms[i]);
		put_code(&fake, 1);
		put_code(&fake, 2);
		assert_int_equal(run_step(&fake, 1, hpl_patch_check, "", true), HPL_DONE);
		assert_int_equal(run_step(&fake, 1, hpl_patch_apply, "sa|p", false), HPL_DONE);
		assert_int_equal(run_step(&fake, 1, hpl_patch_apply, "", false), HPL_ALREADY);
		assert_int_equal(run_step(&fake, 1, hpl_patch_undo, "b|u", false), HPL_DONE);
		assert_int_equal(run_step(&fake, 1, hpl_patch_apply, "a|p", false), HPL_DONE);
		/* the second patch's new variable is the first one's, which has been initialised */
		assert_int_equal(run_step(&fake, 2, hpl_patch_apply, "a|p", false), HPL_DONE);
	}
}

static void is_vetoed(void **state)
{
	static struct fake fake, before;
	(void)state;
	set_up(&fake, HPL_X64, 0x1000000, 6);
	put_code(&fake, 1);
	before = fake;
	fake.vetoes = 'a';
	/* its initialisers have run, so the image stays; they do not run again */
	assert_int_equal(run_step(&fake, 1, hpl_patch_apply, "sau", false), HPL_VETOED);
	assert_memory_equal(fake.bytes[0], before.bytes[0], IMAGE_SIZE);
	assert_int_equal(run_step(&fake, 1, hpl_patch_apply, "au", false), HPL_VETOED);
	fake.vetoes = 'b';
	assert_int_equal(run_step(&fake, 1, hpl_patch_apply, "a|p", false), HPL_DONE);
	assert_int_equal(run_step(&fake, 1, hpl_patch_undo, "bp", false), HPL_VETOED);
	assert_int_equal(follow(&fake, CODE), fake.start[1] + CODE);
	fake.vetoes = 0;
	assert_int_equal(run_step(&fake, 1, hpl_patch_undo, "b|u", false), HPL_DONE);
	/* without initialisers everything is as before */
	fake = before;
	put_record(&fake, 1, 7, HP_BIND_BEFORE_APPLY, NAMES + 1, 0, 0);
	before = fake;
	fake.vetoes = 'a';
	assert_int_equal(run_step(&fake, 1, hpl_patch_apply, "sau", true), HPL_VETOED);
	assert_memory_equal(fake.bytes[0], before.bytes[0], IMAGE_SIZE);
	assert_int_equal(fake.bytes[1][STATE], HPL_LOADED);
	assert_int_equal(fake.bytes[1][DATA], 0);
	/* threads cannot be stopped after a hook has run */
	fake.vetoes = 0;
	fake.no_pause = true;
	assert_int_equal(run_step(&fake, 1, hpl_patch_apply, "sa|u", true), HPL_BUSY);
}

/* What may still run stays where it is, bound. */
static void does_not_return(void **state)
{
	static struct fake fake;
	(void)state;
	for (const char *which = "sa"; *which; which++) {
		set_up(&fake, HPL_X64, 0x1000000, 6);
		put_code(&fake, 1);
		fake.hangs = (unsigned char)*which;
		assert_int_equal(run_step(&fake, 1, hpl_patch_apply, *which == 's' ? "s" : "sa", false), HPL_FAILED);
		assert_int_equal(follow(&fake, CODE), fake.start[0] + CODE);
		assert_int_equal(fake.bytes[1][STATE], HPL_BOUND);
	}
	set_up(&fake, HPL_X64, 0x1000000, 6);
	put_code(&fake, 1);
	fake.hangs = 'p';
	struct hpl_reason reason;
	assert_int_equal(try_apply(&fake, &reason), HPL_DONE);
	assert_non_null(strstr(reason.text, "no thread of the process has run it to its end"));
}

static enum hpl_result try_rules(struct fake *fake, hpl_patch_step step, enum hpl_consistency consistency,
                                 struct hpl_reason *reason)
{
	const struct hpl_process process = process_of(fake);
	const struct hpl_rules rules = {consistency, 2 * SIZE, 0};
	bool idle;
	fake->moves = fake->pauses = 0;
	return hpl_patch_run(&process, fake->start[1], step, &rules, reason, &idle);
}

/* Two patches of the same functions in one moment: both or none, byte by byte, whatever fails. */
static void switches_several(void **state)
{
	(void)state;
	for (unsigned i = 0; i < FORMS; i++) {
		bool applied = false;
		for (int writes = 0; !applied; writes++) {
			static struct fake fake, before;
			struct hpl_patch patches[2];
			size_t failed;
			start(&fake, &forms[i]);
			before = fake;
			const struct hpl_process process = process_of(&fake);
			for (unsigned k = 0; k < 2; k++)
				assert_int_equal(hpl_patch_open(&patches[k], &process, fake.start[1 + k]), HPL_DONE);
			fake.writes_left = writes;
			enum hpl_result result = hpl_patches_apply(patches, 2, &failed);
			applied = result == HPL_DONE;
			assert_int_equal(follow(&fake, CODE), applied ? fake.start[2] + CODE : fake.start[0] + CODE);
			if (applied) {
				assert_int_equal(fake.pauses, 101);
				fake.writes_left = -1;
				fake.pauses = 0;
				assert_int_equal(hpl_patches_undo(patches, 2, &failed), HPL_DONE);
				assert_int_equal(fake.pauses, 101);
			} else {
				assert_int_equal(result, HPL_FAILED);
				assert_true(patches[failed].reason.length);
				assert_int_equal(fake.bytes[1][STATE], HPL_LOADED);
				assert_int_equal(fake.bytes[2][STATE], HPL_LOADED);
			}
			assert_memory_equal(fake.bytes[0], before.bytes[0], IMAGE_SIZE);
			for (unsigned k = 0; k < 2; k++)
				hpl_patch_close(&patches[k]);
			assert_int_equal(fake.allocated, 0);
		}
	}
}

/* The first one's hooks run, and it goes again; so it is where the second one lies under a third program's jump. */
static void refuses_several(void **state)
{
	static struct fake fake;
	struct hpl_patch patches[2];
	size_t failed;
	(void)state;
	set_up(&fake, HPL_X64, 0x1000000, 6);
	put_code(&fake, 1);
	put_code(&fake, 2);
	fake.vetoes = 'b';
	const struct hpl_process process = process_of(&fake);
	for (unsigned k = 0; k < 2; k++)
		assert_int_equal(hpl_patch_open(&patches[k], &process, fake.start[1 + k]), HPL_DONE);
	assert_int_equal(hpl_patches_apply(patches, 2, &failed), HPL_DONE);
	assert_string_equal(fake.calls, "saa|pp");
	memset(fake.calls, 0, sizeof fake.calls);
	assert_int_equal(hpl_patches_undo(patches, 2, &failed), HPL_VETOED);
	assert_int_equal(failed, 1);
	assert_string_equal(fake.calls, "bp");
	assert_int_equal(follow(&fake, CODE), fake.start[2] + CODE);
	fake.vetoes = 0;
	/* undone in the wrong order: nothing is */
	const struct hpl_patch turned[] = {patches[1], patches[0]};
	struct hpl_patch copies[] = {turned[0], turned[1]};
	assert_int_equal(hpl_patches_undo(copies, 2, &failed), HPL_OUT_OF_ORDER);
	assert_int_equal(failed, 1);
	assert_int_equal(follow(&fake, CODE), fake.start[2] + CODE);
	for (unsigned k = 0; k < 2; k++)
		hpl_patch_close(&patches[k]);
}

static void stops_nobody(void **state)
{
	static struct fake fake;
	struct hpl_reason reason;
	(void)state;
	for (unsigned i = 0; i < FORMS; i++) {
		start(&fake, &forms[i]);
		assert_int_equal(try_rules(&fake, hpl_patch_apply, HPL_CONSISTENCY_NONE, &reason), HPL_DONE);
		assert_int_equal(follow(&fake, CODE), fake.start[1] + CODE);
		assert_int_equal(fake.pauses, 0);
		/* a thread may be in the room, which changes */
		assert_int_equal(try_rules(&fake, hpl_patch_undo, HPL_CONSISTENCY_NONE, &reason), HPL_DONE);
		assert_int_equal(fake.pauses, forms[i].machine == HPL_ARM64 ? 0 : 101);
	}
}

/* Where nothing tells how a function was called, each word of the stack counts that may be a return address. */
static void looks_at_stacks(void **state)
{
	static const struct {
		uint32_t pc, word; /* in the base */
		unsigned moves;    /* until it is out; more: never */
	} places[] = {
	    {DATA, 0, 0},         {CODE + 4, 0, SIZE - 4},  {OTHER + SIZE - 1, 0, 1},
	    {DATA, CODE, 0},                                /* the function's address */
	    {DATA, CODE + 5, 99}, {DATA, OTHER + SIZE, 99}, /* its last instruction was a call */
	};
	static struct fake fake;
	struct hpl_reason reason;
	(void)state;
	for (unsigned i = 0; i < FORMS; i++)
		for (unsigned k = 0; k < sizeof places / sizeof *places; k++) {
			bool stays = places[k].moves > 2 * SIZE;
			start(&fake, &forms[i]);
			fake.thread = fake.start[0] + places[k].pc;
			if (places[k].word)
				put(&fake, 0, STACK + 0x40, fake.start[0] + places[k].word,
				    forms[i].machine == HPL_X86 ? 4 : 8);
			assert_int_equal(try_rules(&fake, hpl_patch_apply, HPL_CONSISTENCY_STACK, &reason),
			                 stays ? HPL_BUSY : HPL_DONE);
			if (stays)
				assert_non_null(strstr(reason.text, forms[i].machine == HPL_X86
				                                        ? "function 'f': thread 99 may be in it"
				                                        : "function 'f': thread 99 is in it"));
			else
				assert_int_equal(fake.moves, places[k].moves);
			assert_int_equal(fake.allocated, 0);
			start(&fake, &forms[i]);
			fake.thread = fake.start[0] + places[k].pc;
			assert_int_equal(try_rules(&fake, hpl_patch_apply, HPL_CONSISTENCY_IP, &reason), HPL_DONE);
			assert_int_equal(fake.moves, 0);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(applies_and_undoes),
	    cmocka_unit_test(stacks),
	    cmocka_unit_test(fails_without_a_trace),
	    cmocka_unit_test(refuses),
	    cmocka_unit_test(tells_patches_from_hooks),
	    cmocka_unit_test(waits_for_threads),
	    cmocka_unit_test(lacks_memory),
	    cmocka_unit_test(runs_hooks),
	    cmocka_unit_test(is_vetoed),
	    cmocka_unit_test(does_not_return),
	    cmocka_unit_test(switches_several),
	    cmocka_unit_test(refuses_several),
	    cmocka_unit_test(stops_nobody),
	    cmocka_unit_test(looks_at_stacks),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
