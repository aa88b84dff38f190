/*
 * The shadow test. Loads an image whose functions are all hot-patched: once alone, for the right result, then twice
 * side by side with every ref of the first copy bound to the second. The first copy's code must compute the same and
 * leave the first copy's writable sections untouched: whatever it changes there, a redirection was missed.
 *
 * usage: shadow IMAGE.dll ENTRY RESULT: calls export ENTRY, reads eight bytes of the variable exported as RESULT.
 */
#include "base/diag.h"
#include "image/coff.h"
#include "machine.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const uint64_t first_base = 0x10000000, second_base = 0x20000000, seconds = 10;

enum { STATUS_SAME = 0, STATUS_WRONG = 1, STATUS_UNUSABLE = 2, STATUS_TOO_LONG = 77 };

struct shadow {
	struct hp_diag diag;
	struct hp_pe pe;
	uint32_t entry, result;
	struct machine *machine; /* while refs are bound */
	unsigned refs;
	bool failed;
};

static int run_alone(struct shadow *shadow, uint64_t *value)
{
	struct machine machine;
	bool timeout = false;
	uint64_t status;
	unsigned char *image = hp_pe_image_at(&shadow->pe, &shadow->diag, first_base);
	bool done = image && machine_open(&machine, shadow->pe.machine) &&
	            machine_map(&machine, &shadow->pe, image, first_base) &&
	            machine_call(&machine, &(struct machine_function){first_base + shadow->entry, {0}, 0}, seconds,
	                         &status, &timeout) &&
	            machine_read(&machine, first_base + shadow->result, value, sizeof *value);
	machine_close(&machine);
	free(image);
	return done ? STATUS_SAME : timeout ? STATUS_TOO_LONG : STATUS_UNUSABLE;
}

/* A ref holds the address of its target in its own copy; the twin is as far away as the copies are. */
static void bind(void *self, const struct hp_coff_symbol *symbol)
{
	struct shadow *shadow = self;
	unsigned size = hp_pe_pointer_size(&shadow->pe);
	uint64_t target = 0;
	bool x86 = shadow->pe.machine == HP_PE_X86;
	const char *plain = x86 && *symbol->name == '_' ? symbol->name + 1 : symbol->name;
	if (strncmp(plain, "__ref_", 6) != 0 || symbol->section < 1 ||
	    (unsigned)symbol->section > shadow->pe.section_count)
		return;
	uint32_t address = shadow->pe.sections[symbol->section - 1].address + symbol->value;
	shadow->refs++;
	if (!machine_read(shadow->machine, first_base + address, &target, size))
		shadow->failed = true;
	target += second_base - first_base;
	if (!machine_write(shadow->machine, first_base + address, &target, size))
		shadow->failed = true;
}

/* Whether the first copy's writable sections are as they were loaded. */
static bool untouched(struct shadow *shadow, const unsigned char *image)
{
	bool same = true;
	for (unsigned i = 0; i < shadow->pe.section_count; i++) {
		const struct hp_pe_section *section = &shadow->pe.sections[i];
		if (!section->writable)
			continue;
		unsigned char *now = malloc((size_t)section->size + 1);
		if (!now || !machine_read(shadow->machine, first_base + section->address, now, section->size))
			same = false;
		for (uint32_t k = 0; now && same && k < section->size; k++)
			if (now[k] != image[section->address + k]) {
				printf("byte 0x%x of %s changed in the first copy\n", k, section->name);
				same = false;
			}
		free(now);
	}
	return same;
}

static int run_shadowed(struct shadow *shadow, uint64_t expected)
{
	struct machine machine;
	struct hp_coff coff;
	bool timeout = false;
	uint64_t status, value = 0;
	unsigned char *first = hp_pe_image_at(&shadow->pe, &shadow->diag, first_base),
	              *second = hp_pe_image_at(&shadow->pe, &shadow->diag, second_base);
	bool done = first && second && machine_open(&machine, shadow->pe.machine) &&
	            machine_map(&machine, &shadow->pe, first, first_base) &&
	            machine_map(&machine, &shadow->pe, second, second_base);
	shadow->machine = &machine;
	hp_coff_of_image(&coff, &shadow->pe);
	if (done)
		hp_coff_symbols(&coff, bind, shadow);
	done = done && !shadow->failed &&
	       machine_call(&machine, &(struct machine_function){first_base + shadow->entry, {0}, 0}, 10 * seconds,
	                    &status, &timeout) &&
	       machine_read(&machine, second_base + shadow->result, &value, sizeof value);
	bool same = done && untouched(shadow, first);
	if (done && value != expected)
		printf("result is 0x%" PRIx64 ", not 0x%" PRIx64 "\n", value, expected);
	shadow->machine = NULL;
	machine_close(&machine);
	free(first);
	free(second);
	return done && same && value == expected ? STATUS_SAME : STATUS_WRONG;
}

int main(int argc, char **argv)
{
	struct shadow shadow = {0};
	uint64_t expected = 0;
	hp_diag_init(&shadow.diag, "shadow", NULL);
	if (argc != 4) {
		fprintf(stderr, "usage: shadow IMAGE.dll ENTRY RESULT\n");
		return STATUS_UNUSABLE;
	}
	if (!hp_pe_open(&shadow.pe, &shadow.diag, argv[1]))
		return STATUS_UNUSABLE;
	shadow.entry = hp_pe_export(&shadow.pe, argv[2]);
	shadow.result = hp_pe_export(&shadow.pe, argv[3]);
	int status = shadow.entry && shadow.result ? run_alone(&shadow, &expected) : STATUS_UNUSABLE;
	if (status == STATUS_UNUSABLE)
		fprintf(stderr, "%s: cannot run '%s'\n", argv[1], argv[2]);
	if (status == STATUS_SAME)
		status = run_shadowed(&shadow, expected);
	if (status == STATUS_SAME && shadow.refs == 0) {
		fprintf(stderr, "%s: no refs: nothing is tested\n", argv[1]);
		status = STATUS_UNUSABLE;
	}
	if (status == STATUS_SAME)
		printf("same: 0x%" PRIx64 ", %u refs\n", expected, shadow.refs);
	hp_pe_close(&shadow.pe);
	return status;
}
