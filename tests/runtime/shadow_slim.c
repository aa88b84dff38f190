/*
 * The shadow test of slim patches. Runs a base image alone, then patched with what the same source gives for half of
 * its functions: the result must be the same, and so must each byte of the base's writable sections, while the
 * patch's own stay as they were: what else changes there was to be the base's. Addresses in the patch may stand where
 * those of the base's constants without names stood, as of the tables of virtual bases, and of a coroutine's parts.
 *
 * What a program has left of its stack's addresses is not compared. One that does not end by itself says nothing.
 *
 * usage: shadow-slim BASE.dll PATCH.dll ENTRY RESULT: calls export ENTRY, reads eight bytes of the variable exported
 * as RESULT.
 *        shadow-slim BASE.dll PATCH.dll ENTRY RESULT FIXED.dll: the patched base must come to the result of FIXED, an
 * image of its own, whose data are elsewhere; `-` for PATCH.dll: none.
 */
#include "base/diag.h"
#include "guest.h"
#include "guest_process.h"
#include "loader/patch.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	SECONDS = 10,
	STATUS_SAME = 0,
	STATUS_WRONG = 1,
	STATUS_UNUSABLE = 2,
	STATUS_SAYS_NOTHING = 77,
	STACK = 0x100000 /* bytes */
};

struct run {
	struct guest guest;
	uint64_t result;
	unsigned char *data; /* the base's image as it is at the end, where it is writable; zeros elsewhere */
};

static const struct guest_image *load(struct run *run, const char *path)
{
	return guest_load(&run->guest, path);
}

/* Reads what is writable of an image, at its place in the image. NULL on failure; to be freed. */
static unsigned char *read_data(struct run *run, const struct guest_image *image)
{
	const struct hp_pe *pe = &image->pe;
	unsigned char *data = calloc(1, pe->image_size);
	bool done = data != NULL;
	for (unsigned i = 0; done && i < pe->section_count; i++) {
		const struct hp_pe_section *section = &pe->sections[i];
		if (section->writable)
			done = machine_read(&run->guest.machine, image->base + section->address,
			                    data + section->address, section->size);
	}
	if (!done) {
		free(data);
		return NULL;
	}
	return data;
}

/* What may be at the end, and what is there. */
struct comparison {
	const struct guest_image *image;
	const unsigned char *expected, *found;
	const struct guest_image *patch; /* whose addresses may stand for the image's own; NULL: none may */
	uint64_t stack_top;
};

static uint64_t address_at(const unsigned char *at, unsigned width)
{
	uint64_t address = 0;
	memcpy(&address, at, width);
	return address;
}

static bool is_in(const struct guest_image *image, uint64_t address)
{
	return address - image->base < image->pe.image_size;
}

static bool is_in_stack(const struct comparison *comparison, uint64_t address)
{
	return comparison->stack_top - address < STACK;
}

/* Whether an address in the patch has taken the place of one in the image, or one of the stack that of another. */
static bool is_moved(const struct comparison *comparison, uint32_t at)
{
	unsigned width = hp_pe_pointer_size(&comparison->image->pe);
	uint64_t expected = address_at(comparison->expected + at / width * width, width);
	uint64_t found = address_at(comparison->found + at / width * width, width);
	return comparison->patch && ((is_in(comparison->image, expected) && is_in(comparison->patch, found)) ||
	                             (is_in_stack(comparison, expected) && is_in_stack(comparison, found)));
}

/* Says where the two differ. */
static bool is_same(const struct comparison *comparison)
{
	const struct hp_pe *pe = &comparison->image->pe;
	const unsigned char *expected = comparison->expected, *found = comparison->found;
	for (unsigned i = 0; i < pe->section_count; i++) {
		const struct hp_pe_section *section = &pe->sections[i];
		for (uint32_t at = section->address; section->writable && at < section->address + section->size; at++)
			if (expected[at] != found[at] && !is_moved(comparison, at)) {
				printf("byte 0x%" PRIx32 " of %s's %s is %02x, not %02x\n", at - section->address,
				       comparison->image->name, section->name, found[at], expected[at]);
				return false;
			}
	}
	return true;
}

static int call(struct run *run, const struct guest_image *base, char **names)
{
	uint32_t entry = hp_pe_export(&base->pe, names[0]), result = hp_pe_export(&base->pe, names[1]);
	struct machine_function function = {base->base + entry, {0}, 0};
	bool timeout = false;
	uint64_t status;
	if (!entry || !result) {
		fprintf(stderr, "the base does not export '%s' and '%s'\n", names[0], names[1]);
		return STATUS_UNUSABLE;
	}
	if (!machine_call(&run->guest.machine, &function, SECONDS, &status, &timeout))
		return STATUS_WRONG;
	run->data = read_data(run, base);
	return run->data && machine_read(&run->guest.machine, base->base + result, &run->result, sizeof run->result)
	           ? STATUS_SAME
	           : STATUS_UNUSABLE;
}

static bool apply(struct run *run, const struct guest_image *patch)
{
	struct hpl_process process = guest_process(&run->guest);
	struct hpl_reason reason;
	bool idle;
	enum hpl_result result =
	    hpl_patch_run(&process, patch->base, hpl_patch_apply, &hpl_default_rules, &reason, &idle);
	if (result != HPL_DONE)
		fprintf(stderr, "the patch cannot be applied: %s: %s\n", hpl_result_text(result), reason.text);
	return result == HPL_DONE;
}

static int run_patched(struct run *run, const char *image, char **names, bool other)
{
	const struct guest_image *base = load(run, image), *patch = NULL;
	if (base && strcmp(names[0], "-") == 0)
		return call(run, base, names + 1);
	patch = base ? load(run, names[0]) : NULL;
	if (!patch || !apply(run, patch))
		return STATUS_WRONG;
	unsigned char *before = read_data(run, patch);
	int status = before ? call(run, base, names + 1) : STATUS_UNUSABLE;
	unsigned char *after = status == STATUS_SAME ? read_data(run, patch) : NULL;
	/* A fix may bring new variables, and those that the base has done without. */
	if (after && !other && !is_same(&(struct comparison){patch, before, after, NULL, 0}))
		status = STATUS_WRONG;
	free(before);
	free(after);
	return status;
}

static int compare(const struct run *alone, const struct run *patched, bool other)
{
	const struct guest_image *images = patched->guest.images;
	bool same = other || is_same(&(struct comparison){&images[0], alone->data, patched->data, &images[1],
	                                                  patched->guest.machine.threads[0].stack_top});
	if (alone->result != patched->result)
		printf("result is 0x%" PRIx64 ", not 0x%" PRIx64 "\n", patched->result, alone->result);
	if (!same || alone->result != patched->result)
		return STATUS_WRONG;
	printf("same: 0x%" PRIx64 "\n", alone->result);
	return STATUS_SAME;
}

static void finish(struct run *run)
{
	free(run->data);
	guest_close(&run->guest);
}

int main(int argc, char **argv)
{
	static struct run alone, patched; /* too large for the stack */
	if (argc != 5 && argc != 6) {
		fprintf(stderr, "usage: shadow-slim BASE.dll PATCH.dll ENTRY RESULT [FIXED.dll]\n");
		return STATUS_UNUSABLE;
	}
	hp_diag_init(&alone.guest.diag, "shadow-slim", NULL);
	hp_diag_init(&patched.guest.diag, "shadow-slim", NULL);
	const struct guest_image *base = load(&alone, argv[argc == 6 ? 5 : 1]);
	int status = base ? call(&alone, base, argv + 3) : STATUS_UNUSABLE;
	if (status == STATUS_WRONG)
		status = STATUS_SAYS_NOTHING; /* it is the program that fails */
	if (status == STATUS_SAME)
		status = run_patched(&patched, argv[1], argv + 2, argc == 6);
	if (status == STATUS_SAME)
		status = compare(&alone, &patched, argc == 6);
	finish(&alone);
	finish(&patched);
	return status;
}
