/*
 * Reads bind tables. Decides nothing: the order of the records is the image's.
 */
#include "image/bind_table.h"

#include "image/pe.h"

#include <string.h>

static uint64_t number(const unsigned char *at, unsigned size)
{
	uint64_t value = 0;
	while (size--)
		value = value << 8 | at[size];
	return value;
}

static void put(unsigned char *at, uint64_t value)
{
	for (unsigned i = 0; i < 8; i++, value >>= 8)
		at[i] = (unsigned char)value;
}

/* An address as the linker has written it, relative to the image; 0 if it leads elsewhere. */
static uint32_t relative(const struct hp_pe *image, const unsigned char *at)
{
	uint64_t address = number(at, hp_pe_pointer_size(image));
	uint64_t distance = address - image->preferred_base;
	return address && distance < image->image_size ? (uint32_t)distance : 0;
}

/* A text in the image that ends there; NULL if it does not. */
static const char *text(const struct hp_pe *image, uint32_t address)
{
	const struct hp_pe_section *section = address ? hp_pe_section_at(image, address) : NULL;
	uint32_t left = section ? section->address + section->stored - address : 0;
	const void *bytes = left ? hp_pe_bytes(image, address, left) : NULL;
	return bytes && memchr(bytes, '\0', left) ? bytes : NULL;
}

static const struct hp_pe_section *find_section(const struct hp_pe *image)
{
	for (unsigned i = 0; i < image->section_count; i++)
		if (strcmp(image->sections[i].name, ".hpb") == 0)
			return &image->sections[i];
	return NULL;
}

bool hp_bind_table_is_there(const struct hp_pe *image)
{
	return find_section(image) != NULL;
}

static bool read_record(const struct hp_pe *image, unsigned char *at, struct hp_bind_record *record)
{
	*record = (struct hp_bind_record){
	    .kind = (enum hp_bind_kind)number(at + 4, 2),
	    .local = (at[6] & HP_BIND_LOCAL) != 0,
	    .where = relative(image, at + 8),
	    .name = text(image, relative(image, at + 16)),
	    .module = text(image, relative(image, at + 24)),
	    .addend = (int64_t)number(at + 32, 8),
	    .size = number(at + 40, 8),
	    .target = number(at + 48, 8),
	    .room = number(at + 56, 8),
	    .bytes = at,
	};
	memcpy(record->first, at + 64, sizeof record->first);
	return record->name && (record->where || record->kind == HP_BIND_HEAD);
}

bool hp_bind_table_visit(const struct hp_pe *image, bool (*visit)(void *self, const struct hp_bind_record *record),
                         void *self, const char **reason)
{
	const struct hp_pe_section *section = find_section(image);
	const unsigned char *bytes = section ? hp_pe_bytes(image, section->address, section->stored) : NULL;
	unsigned char *at = (unsigned char *)(uintptr_t)bytes; /* the image's own copy of the file */
	*reason = NULL;
	if (!bytes) {
		*reason = "it has no bind table";
		return false;
	}
	for (uint32_t left = section->stored; left >= 2 && number(at, 2) != 0;
	     left -= HP_BIND_BYTES, at += HP_BIND_BYTES) {
		struct hp_bind_record record;
		if (left < HP_BIND_BYTES || number(at, 2) != HP_BIND_BYTES || number(at + 2, 2) != HP_BIND_VERSION)
			*reason = "its bind table is damaged, or of another version";
		else if (!read_record(image, at, &record))
			*reason = "a record of its bind table is damaged";
		if (*reason || !visit(self, &record))
			return false;
	}
	return true;
}

void hp_bind_record_plan(const struct hp_bind_record *record)
{
	put(record->bytes + 40, record->size);
	put(record->bytes + 48, record->target);
	put(record->bytes + 56, record->room);
	memcpy(record->bytes + 64, record->first, sizeof record->first);
}
