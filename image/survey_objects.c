/*
 * Names of internal symbols from the objects of the base build, for what a PDB has by a debugger's name only. An
 * object counts only where its section is what the linker put there, by place, size and checksum.
 */
#include "base/arena.h"
#include "base/os_stream.h"
#include "image/base_modules.h"
#include "image/coff.h"
#include "image/display.h"
#include "image/survey.h"

#include <stdlib.h>
#include <string.h>

struct reading {
	struct hp_survey *survey;
	struct hp_survey_symbol **shown; /* those with a debugger's name, by module and name */
	size_t count;
	const char **names;  /* the objects' for each; NULL: none yet */
	bool *unclear;       /* several names fit */
	struct hp_coff coff; /* of the object that is read */
	uint32_t module;
};

static int compare(const void *left, const void *right)
{
	const struct hp_survey_symbol *a = *(struct hp_survey_symbol *const *)left,
	                              *b = *(struct hp_survey_symbol *const *)right;
	if (a->module != b->module)
		return a->module < b->module ? -1 : 1;
	return strcmp(a->name, b->name);
}

/* The checksum that lld writes into a PDB: CRC-32 from 0, not inverted at the end. Source: llvm::JamCRC. */
static uint32_t checksum(const unsigned char *bytes, size_t size)
{
	uint32_t crc = 0;
	for (size_t i = 0; i < size; i++) {
		crc ^= bytes[i];
		for (unsigned bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
	}
	return crc;
}

static size_t first_of(const struct reading *reading, uint32_t module, const char *name)
{
	struct hp_survey_symbol key = {.name = name, .module = module}, *sought = &key;
	size_t low = 0, high = reading->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (compare(&reading->shown[middle], &sought) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Whether the linker put the object's symbol where the other is. */
static bool is_there(const struct reading *reading, const struct hp_coff_symbol *symbol,
                     const struct hp_survey_symbol *other)
{
	const struct hp_survey_range *range = hp_survey_range_at(reading->survey, other->address);
	struct hp_coff_section section;
	if (!range || range->module != reading->module || range->address + symbol->value != other->address ||
	    !hp_coff_section(&reading->coff, (uint32_t)symbol->section, &section) || section.size != range->size)
		return false;
	return !range->crc || !section.bytes || checksum(section.bytes, section.size) == range->crc;
}

static void take_symbol(void *self, const struct hp_coff_symbol *symbol)
{
	struct reading *reading = self;
	struct hp_arena *arena = reading->survey->arena;
	if (symbol->class != HP_COFF_STATIC || symbol->section < 1 || symbol->is_section || *symbol->name == '.')
		return;
	const char *shown = hp_base_display_name(arena, symbol->name, reading->coff.machine == HP_PE_X86);
	for (size_t i = first_of(reading, reading->module, shown);
	     i < reading->count && reading->shown[i]->module == reading->module &&
	     strcmp(reading->shown[i]->name, shown) == 0;
	     i++) {
		if (!is_there(reading, symbol, reading->shown[i]))
			continue;
		reading->unclear[i] |= reading->names[i] != NULL;
		reading->names[i] = hp_arena_strdup(arena, symbol->name);
	}
}

/* The object below the folder: by the longest end of its path that is there. */
static int open_object(struct hp_arena *arena, const char *folder, const char *object)
{
	for (const char *tail = object; *tail;) {
		tail += strspn(tail, "/\\");
		char *path = hp_arena_printf(arena, "%s/%s", folder, tail);
		for (char *at = path; *at; at++)
			*at = *at == '\\' ? '/' : *at;
		int stream = *tail ? hp_os_open(path, HP_OPEN_READ) : -1;
		if (stream >= 0)
			return stream;
		tail += strcspn(tail, "/\\");
	}
	return -1;
}

/* The file's bytes in the arena; NULL if it cannot be read. Closes it. */
static const unsigned char *read_all(struct hp_arena *arena, int stream, size_t *size)
{
	char *bytes = hp_os_read_all(arena, stream, size);
	hp_os_close(&stream);
	return bytes && *size ? (const unsigned char *)bytes : NULL;
}

/* The member of an archive, in place of all of it. Source: ar(5), GNU's and Microsoft's long names. */
static const unsigned char *member_of(const unsigned char *file, size_t *size, const char *name)
{
	enum { MAGIC = 8, HEAD = 60 };
	const unsigned char *texts = NULL;
	size_t texts_size = 0, at = MAGIC, wanted = strlen(name);
	if (*size < MAGIC || memcmp(file, "!<arch>\n", MAGIC) != 0)
		return NULL;
	while (at + HEAD <= *size) {
		const char *head = (const char *)file + at;
		char digits[11] = {0};
		memcpy(digits, head + 48, 10);
		size_t length = strtoul(digits, NULL, 10), rest = *size - at - HEAD;
		if (length > rest)
			return NULL;
		const unsigned char *data = file + at + HEAD;
		size_t offset = head[0] == '/' ? strtoul(head + 1, NULL, 10) : 0;
		const char *own =
		    head[0] == '/' && texts && offset < texts_size ? (const char *)texts + offset : head;
		size_t room = own == head ? 16 : texts_size - offset;
		if (memcmp(head, "// ", 3) == 0) {
			texts = data;
			texts_size = length;
		} else if (wanted < room && memcmp(own, name, wanted) == 0 && strchr("/ ", own[wanted])) {
			*size = length;
			return data;
		}
		at += HEAD + length + (length & 1);
	}
	return NULL;
}

static void read_module(struct reading *reading, const char *folder, const struct hp_base_module_row *module)
{
	struct hp_arena arena; /* of this object alone */
	hp_arena_init(&arena);
	size_t size = 0;
	int stream = open_object(&arena, folder, *module->archive ? module->archive : module->object);
	const unsigned char *bytes = stream >= 0 ? read_all(&arena, stream, &size) : NULL;
	if (bytes && *module->archive)
		bytes = member_of(bytes, &size, hp_module_last(module->object));
	reading->module = (uint32_t)module->id;
	if (bytes && hp_coff_open(&reading->coff, bytes, size) &&
	    reading->coff.machine == (unsigned)reading->survey->pe->machine)
		hp_coff_symbols(&reading->coff, take_symbol, reading);
	hp_arena_fini(&arena);
}

void hp_survey_read_objects(struct hp_survey *survey, const char *folder)
{
	struct reading reading = {.survey = survey};
	hp_survey_sort_ranges(survey);
	reading.shown = hp_arena_calloc(survey->arena, survey->symbol_count + 1, sizeof(void *));
	for (size_t i = 0; i < survey->symbol_count; i++)
		if (survey->symbols[i].display)
			reading.shown[reading.count++] = &survey->symbols[i];
	qsort(reading.shown, reading.count, sizeof(void *), compare);
	reading.names = hp_arena_calloc(survey->arena, reading.count + 1, sizeof *reading.names);
	reading.unclear = hp_arena_calloc(survey->arena, reading.count + 1, sizeof *reading.unclear);
	for (size_t i = 0; i < reading.count; i++)
		if (reading.shown[i]->module && (!i || reading.shown[i - 1]->module != reading.shown[i]->module))
			read_module(&reading, folder, &survey->modules[reading.shown[i]->module - 1]);
	for (size_t i = 0; i < reading.count; i++)
		if (reading.names[i] && !reading.unclear[i]) {
			reading.shown[i]->name = reading.names[i];
			reading.shown[i]->display = false;
		}
}
