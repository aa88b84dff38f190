/*
 * Images in a Unicorn machine.
 */
#include "guest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const uint64_t tls_base = 0x60000000, tls_size = 0x100000;

struct binding {
	struct guest *guest;
	unsigned char *bytes; /* of the importing image */
	unsigned width;
};

static void bind_import(void *self, const char *dll, const char *name, uint32_t slot)
{
	struct binding *binding = self;
	uint64_t address = 0;
	for (unsigned i = 0; i < binding->guest->count; i++) {
		struct guest_image *image = &binding->guest->images[i];
		uint32_t found = strcasecmp(image->name, dll) == 0 ? hp_pe_export(&image->pe, name) : 0;
		if (found)
			address = image->base + found;
	}
	if (!address) {
		fprintf(stderr, "%s of %s is not loaded\n", name, dll);
		binding->guest->failed = true;
	}
	memcpy(binding->bytes + slot, &address, binding->width);
}

/* Gives the image an index, and each thread room for its variables. The tables are in the threads' blocks. */
static bool make_tls(struct guest *guest, struct guest_image *image, unsigned char *bytes)
{
	uint32_t index = guest->count;
	unsigned width = hp_pe_pointer_size(&image->pe);
	bool done = true;
	if (!hp_pe_tls(&image->pe, &image->tls)) {
		image->tls = (struct hp_pe_tls){0};
		return true;
	}
	memcpy(bytes + image->tls.index, &index, sizeof index);
	for (unsigned i = 0; i < MACHINE_THREADS; i++) {
		uint64_t slot = guest->machine.threads[i].block + 0x100 + (uint64_t)index * width;
		image->tls_copies[i] = guest->tls_end;
		guest->tls_end += (image->tls.size + 63) & ~63u;
		done = guest->tls_end <= tls_base + tls_size &&
		       machine_write(&guest->machine, slot, &image->tls_copies[i], width) && done;
	}
	return done;
}

static bool fill_tls(struct guest *guest, const struct guest_image *image, unsigned thread)
{
	unsigned char *copy = calloc(1, (size_t)image->tls.size + 1);
	bool done =
	    image->tls.size == 0 ||
	    (machine_read(&guest->machine, image->base + image->tls.start, copy, image->tls.end - image->tls.start) &&
	     machine_write(&guest->machine, image->tls_copies[thread], copy, image->tls.size));
	free(copy);
	return done;
}

bool guest_renew(struct guest *guest, unsigned thread)
{
	bool done = true;
	for (unsigned i = 0; i < guest->count; i++)
		done = fill_tls(guest, &guest->images[i], thread) && done;
	return done;
}

/* A thread's block begins with its chain of exception handlers; in it is the system's list of handled exceptions. */
enum { BLOCK_HANDLED = 0x800 };
static const uint64_t no_handlers = UINT64_MAX, none_handled = 0;

static bool begin_handlers(struct guest *guest, unsigned thread, unsigned width)
{
	uint64_t block = guest->machine.threads[thread].block;
	return machine_write(&guest->machine, block, &no_handlers, width) &&
	       machine_write(&guest->machine, block + BLOCK_HANDLED, &none_handled, width);
}

bool guest_is_unwound(struct guest *guest)
{
	unsigned width = hp_pe_pointer_size(&guest->images[0].pe);
	uint64_t block = guest->machine.threads[0].block, handlers = 0, handled = 0;
	return machine_read(&guest->machine, block, &handlers, width) &&
	       machine_read(&guest->machine, block + BLOCK_HANDLED, &handled, width) &&
	       memcmp(&handlers, &no_handlers, width) == 0 && handled == none_handled;
}

/* A block knows its own address; that of its table of thread-local variables is at 0x2c on x86, at 0x58 elsewhere. */
static bool open_machine(struct guest *guest, const struct hp_pe *pe)
{
	unsigned width = hp_pe_pointer_size(pe);
	bool done =
	    machine_open(&guest->machine, pe->machine) && machine_reserve(&guest->machine, tls_base, tls_size);
	for (unsigned i = 0; done && i < MACHINE_THREADS; i++) {
		uint64_t block = guest->machine.threads[i].block, table = block + 0x100;
		done = machine_write(&guest->machine, block + (width == 4 ? 0x2c : 0x58), &table, width) &&
		       begin_handlers(guest, i, width) &&
		       machine_write(&guest->machine, block + (width == 4 ? 0x18 : 0x30), &block, width);
	}
	guest->next_base = 0x10000000;
	guest->tls_end = tls_base;
	return done;
}

/* Tells the first image, if it is the system's, that another one is there. */
static bool announce(struct guest *guest)
{
	const struct guest_image *system = &guest->images[0];
	unsigned width = hp_pe_pointer_size(&system->pe);
	uint32_t images = hp_pe_export(&system->pe, "system_images");
	return !images || machine_write(&guest->machine, system->base + images + (uint64_t)(guest->count - 1) * width,
	                                &guest->images[guest->count - 1].base, width);
}

void guest_reason(struct guest *guest, char reason[GUEST_REASON])
{
	static const char none[GUEST_REASON];
	const struct guest_image *system = &guest->images[0];
	uint32_t found = guest->count ? hp_pe_export(&system->pe, "system_reason") : 0;
	if (!found || !machine_read(&guest->machine, system->base + found, reason, GUEST_REASON) ||
	    !machine_write(&guest->machine, system->base + found, none, GUEST_REASON) ||
	    !begin_handlers(guest, 0, hp_pe_pointer_size(&system->pe)))
		reason[0] = '\0';
	reason[GUEST_REASON - 1] = '\0';
}

struct guest_image *guest_load(struct guest *guest, const char *path)
{
	struct guest_image *image = &guest->images[guest->count];
	const char *slash = strrchr(path, '/');
	if (guest->count == GUEST_IMAGES || !hp_pe_open(&image->pe, &guest->diag, path))
		return NULL;
	bool done = guest->machine.engine || open_machine(guest, &image->pe);
	snprintf(image->name, sizeof image->name, "%s", slash ? slash + 1 : path);
	image->base = guest->next_base;
	/* Beyond the reach of a short jump where addresses are long enough. */
	guest->next_base += image->pe.machine == HP_PE_X86 ? 0x8000000 : 0x300000000;
	unsigned char *bytes = done ? hp_pe_image_at(&image->pe, &guest->diag, image->base) : NULL;
	struct binding binding = {guest, bytes, hp_pe_pointer_size(&image->pe)};
	if (bytes)
		hp_pe_imports(&image->pe, bind_import, &binding);
	done = bytes && !guest->failed && make_tls(guest, image, bytes) &&
	       machine_map(&guest->machine, &image->pe, bytes, image->base);
	for (unsigned i = 0; done && i < MACHINE_THREADS; i++)
		done = fill_tls(guest, image, i);
	free(bytes);
	if (!done) {
		hp_pe_close(&image->pe);
		return NULL;
	}
	guest->count++;
	return announce(guest) ? image : NULL;
}

void guest_close(struct guest *guest)
{
	for (unsigned i = 0; i < guest->count; i++)
		hp_pe_close(&guest->images[i].pe);
	machine_close(&guest->machine);
}
