/*
 * Reads images in memory. Decides what counts as one.
 */
#include "loader/image.h"

#include "base/bind.h"
#include "loader/bytes.h"

enum {
	NEW_HEADER = 0x3c,
	FILE_HEADER = 4, /* behind the signature */
	OPTIONAL_HEADER = 24,
	SECTION = 40,
	EXECUTABLE = 0x20000000, /* of a section */
	FUNCTIONS_DIRECTORY = 3,
	DEBUG_DIRECTORY = 6,
	DEBUG_ENTRY = 28,
	DEBUG_CODEVIEW = 2,
	KEPT = 80 /* offset in a record */
};

static const char section_name[8] = ".hpb";

static uint32_t u32(const unsigned char *bytes)
{
	return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

static uint16_t u16(const unsigned char *bytes)
{
	return (uint16_t)(bytes[0] | bytes[1] << 8);
}

static uint64_t u64(const unsigned char *bytes)
{
	return u32(bytes) | (uint64_t)u32(bytes + 4) << 32;
}

/* The bind table, and where code is. */
static bool find_sections(struct hpl_image *image, const struct hpl_process *process, uint64_t sections,
                          unsigned count)
{
	for (unsigned i = 0; i < count; i++) {
		unsigned char section[SECTION];
		if (!hpl_read(process, sections + i * SECTION, section, sizeof section))
			return false;
		uint64_t start = image->start + u32(section + 12), end = start + u32(section + 8);
		if (u32(section + 36) & EXECUTABLE) {
			image->code_start =
			    image->code_start && image->code_start < start ? image->code_start : start;
			image->code_end = image->code_end > end ? image->code_end : end;
		}
		if (!hpl_same(section, section_name, sizeof section_name))
			continue;
		image->table = image->start + u32(section + 12);
		image->table_size = u32(section + 8);
	}
	return true;
}

static bool find_functions(struct hpl_image *image, const struct hpl_process *process, uint64_t directories)
{
	unsigned char directory[8];
	if (!hpl_read(process, directories + FUNCTIONS_DIRECTORY * sizeof directory, directory, sizeof directory))
		return false;
	image->functions = u32(directory) ? image->start + u32(directory) : 0;
	image->functions_size = u32(directory + 4);
	return true;
}

/* The PDB that the image was linked with. `directories` are those of the optional header. */
static bool find_pdb(struct hpl_image *image, const struct hpl_process *process, uint64_t directories)
{
	unsigned char directory[8], entry[DEBUG_ENTRY], pdb[24];
	if (!hpl_read(process, directories + DEBUG_DIRECTORY * sizeof directory, directory, sizeof directory))
		return false;
	for (uint32_t at = 0; at + DEBUG_ENTRY <= u32(directory + 4); at += DEBUG_ENTRY) {
		if (!hpl_read(process, image->start + u32(directory) + at, entry, sizeof entry))
			return false;
		if (u32(entry + 12) != DEBUG_CODEVIEW || !u32(entry + 20) || u32(entry + 16) < sizeof pdb)
			continue;
		if (!hpl_read(process, image->start + u32(entry + 20), pdb, sizeof pdb))
			return false;
		if (hpl_same(pdb, "RSDS", 4)) {
			hpl_copy(image->identity.guid, pdb + 4, sizeof image->identity.guid);
			image->identity.age = u32(pdb + 20);
		}
		return true;
	}
	return true;
}

bool hpl_image_open(struct hpl_image *image, const struct hpl_process *process, uint64_t start)
{
	unsigned char dos[NEW_HEADER + 4], header[OPTIONAL_HEADER + 72];
	hpl_fill(image, 0, sizeof *image);
	image->start = start;
	if (!hpl_read(process, start, dos, sizeof dos) || !hpl_same(dos, "MZ", 2))
		return false;
	uint64_t at = start + u32(dos + NEW_HEADER);
	if (!hpl_read(process, at, header, sizeof header) || !hpl_same(header, "PE\0", 4))
		return false;
	image->machine = (enum hpl_machine)u16(header + FILE_HEADER);
	if (image->machine != HPL_X86 && image->machine != HPL_X64 && image->machine != HPL_ARM64)
		return false;
	image->identity.timestamp = u32(header + FILE_HEADER + 4);
	image->identity.image_size = u32(header + OPTIONAL_HEADER + 56);
	image->identity.checksum = u32(header + OPTIONAL_HEADER + 64);
	uint64_t directories = at + OPTIONAL_HEADER + (image->machine == HPL_X86 ? 96 : 112);
	return find_sections(image, process, at + OPTIONAL_HEADER + u16(header + FILE_HEADER + 16),
	                     u16(header + FILE_HEADER + 2)) &&
	       find_functions(image, process, directories) && find_pdb(image, process, directories);
}

bool hpl_image_record(const struct hpl_image *image, const struct hpl_process *process, uint32_t offset,
                      struct hpl_record *record, bool *end)
{
	unsigned char bytes[HP_BIND_BYTES];
	*end = false;
	if (offset > image->table_size || image->table_size - offset < 2 ||
	    !hpl_read(process, image->table + offset, bytes, 2))
		return false;
	*end = u16(bytes) == 0;
	if (*end)
		return true;
	if (image->table_size - offset < sizeof bytes ||
	    !hpl_read(process, image->table + offset, bytes, sizeof bytes) || u16(bytes) != sizeof bytes ||
	    u16(bytes + 2) != HP_BIND_VERSION)
		return false;
	record->at = image->table + offset;
	record->kind = u16(bytes + 4);
	record->flags = u16(bytes + 6);
	record->where = u64(bytes + 8);
	record->name = u64(bytes + 16);
	record->module = u64(bytes + 24);
	record->addend = (int64_t)u64(bytes + 32);
	record->size = u64(bytes + 40);
	record->target = u64(bytes + 48);
	record->room = u64(bytes + 56);
	hpl_copy(record->first, bytes + 64, sizeof record->first);
	hpl_copy(record->kept, bytes + KEPT, sizeof record->kept);
	return true;
}

bool hpl_image_keep(const struct hpl_process *process, const struct hpl_record *record)
{
	return hpl_write(process, record->at + KEPT, record->kept, sizeof record->kept);
}

bool hpl_image_text(const struct hpl_process *process, uint64_t address, char text[HPL_NAME])
{
	for (size_t i = 0; i < HPL_NAME; i++) {
		if (!hpl_read(process, address + i, text + i, 1))
			return false;
		if (!text[i])
			return true;
	}
	text[HPL_NAME - 1] = '\0';
	return true;
}
