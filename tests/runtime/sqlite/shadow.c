/*
 * SQLite's shadow: runs a file of SQL statements, one a line, through sqlite3.dll, and prints what they give. With a
 * plan, the statements run through the code of one copy of the image on the data of another: every function of the
 * twin enters the image, whose refs are all bound to the twin. The bytes of the image's writable sections that differ
 * from those before are then printed, as ranges of relative addresses: there must be none of SQLite's.
 *
 * usage: sqlite-shadow.exe IMAGE STATEMENTS DATABASE [TWIN PLAN [REF]]; REF: is left as it was loaded
 */
#include "tests/runtime/patch.h"
#include "tests/runtime/process.h"
#include "tests/runtime/sqlite/api.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

enum { LINE = 4096, SECTIONS = 32 };

/* The image's writable sections as they were. */
struct section {
	const unsigned char *at;
	unsigned char *before;
	size_t size;
};

struct snapshot {
	const unsigned char *image;
	struct section sections[SECTIONS];
	unsigned count;
};

static void take(struct snapshot *snapshot, const unsigned char *image)
{
	const IMAGE_DOS_HEADER *dos = (const void *)image;
	const IMAGE_NT_HEADERS *header = (const void *)(image + dos->e_lfanew);
	const IMAGE_SECTION_HEADER *section = IMAGE_FIRST_SECTION(header);
	snapshot->image = image;
	for (unsigned i = 0; i < header->FileHeader.NumberOfSections && snapshot->count < SECTIONS; i++, section++) {
		if (!(section->Characteristics & IMAGE_SCN_MEM_WRITE))
			continue;
		struct section *kept = &snapshot->sections[snapshot->count++];
		kept->at = image + section->VirtualAddress;
		kept->size = section->Misc.VirtualSize;
		kept->before = malloc(kept->size + 1);
		memcpy(kept->before, kept->at, kept->size);
	}
}

static void report(const struct snapshot *snapshot)
{
	size_t compared = 0;
	for (unsigned i = 0; i < snapshot->count; i++) {
		const struct section *section = &snapshot->sections[i];
		compared += section->size;
		for (size_t k = 0; k < section->size; k++)
			if (section->at[k] != section->before[k])
				printf("changed %zx\n", (size_t)(section->at - snapshot->image) + k);
	}
	printf("compared %zu\n", compared);
}

static int row(void *self, int count, char **values, char **names)
{
	(void)self, (void)names;
	for (int i = 0; i < count; i++)
		printf("%s%s", i ? "|" : "  ", values[i] ? values[i] : "NULL");
	printf("\n");
	return 0;
}

static bool run(const struct api *api, const char *statements, const char *path)
{
	static char line[LINE];
	sqlite3 *database = NULL;
	FILE *file = fopen(statements, "r");
	unsigned number = 0;
	if (!file || api->open(path, &database) != SQLITE_OK)
		return false;
	while (fgets(line, sizeof line, file)) {
		char *message = NULL;
		int result = api->exec(database, line, row, NULL, &message);
		printf("%u: %d %s\n", ++number, result, message ? message : "");
		api->free(message);
	}
	fclose(file);
	return api->close(database) == SQLITE_OK;
}

/* Takes the binding of one ref out of the plan. */
static bool leave_out(struct plan *plan, const char *name)
{
	for (size_t i = 0; i < plan->count; i++)
		if (plan->steps[i].kind == PLAN_BIND && strcmp(plan->steps[i].name, name) == 0) {
			plan->steps[i] = plan->steps[--plan->count];
			return true;
		}
	return false;
}

int main(int argc, char **argv)
{
	struct api api;
	struct plan plan = {0};
	struct patch patch = {0};
	struct process process = {0};
	struct memory memory = process_memory(&process);
	struct snapshot snapshot = {0};
	process_end_on_crash(3);
	HMODULE image = argc >= 4 ? LoadLibraryA(argv[1]) : NULL, twin = argc >= 6 ? LoadLibraryA(argv[4]) : NULL;
	if (!image || (argc >= 6 && !twin) || !api_find(&api, image))
		return 2;
	if (twin) {
		take(&snapshot, (const void *)image);
		if (!plan_read(&plan, argv[5]) || (argc == 7 && !leave_out(&plan, argv[6])))
			return 2;
		if (!patch_open(&patch, &plan, &memory, (uintptr_t)twin, (uintptr_t)image) || !patch_apply(&patch)) {
			printf("refused: %s\n", patch.reason);
			return 4;
		}
	}
	bool done = run(&api, argv[2], argv[3]);
	if (twin)
		report(&snapshot);
	fflush(stdout);
	TerminateProcess(GetCurrentProcess(), done ? 0 : 1); /* the images' own endings are not the question */
	return 1;
}
