/*
 * Two copies of an image in this process. Decides what counts as the first copy's data; whose bytes may change is the
 * test's to say.
 */
#include "twins.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void take(struct twins *twins)
{
	const unsigned char *image = (const void *)twins->image;
	const IMAGE_DOS_HEADER *dos = (const void *)image;
	const IMAGE_NT_HEADERS *header = (const void *)(image + dos->e_lfanew);
	const IMAGE_SECTION_HEADER *section = IMAGE_FIRST_SECTION(header);
	for (unsigned i = 0; i < header->FileHeader.NumberOfSections && twins->count < TWINS_SECTIONS;
	     i++, section++) {
		if (!(section->Characteristics & IMAGE_SCN_MEM_WRITE))
			continue;
		struct twins_section *kept = &twins->sections[twins->count++];
		kept->at = image + section->VirtualAddress;
		kept->size = section->Misc.VirtualSize;
		kept->before = malloc(kept->size + 1);
		memcpy(kept->before, kept->at, kept->size);
	}
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

int twins_open(struct twins *twins, const struct twins_files *files)
{
	*twins = (struct twins){0};
	twins->memory = process_memory(&twins->process);
	twins->image = LoadLibraryA(files->image);
	twins->twin = files->twin ? LoadLibraryA(files->twin) : NULL;
	if (!twins->image || (files->twin && !twins->twin))
		return 2;
	if (!twins->twin)
		return 0;
	take(twins);
	if (!plan_read(&twins->plan, files->plan) || (files->left_out && !leave_out(&twins->plan, files->left_out)))
		return 2;
	if (!patch_open(&twins->patch, &twins->plan, &twins->memory, (uintptr_t)twins->twin,
	                (uintptr_t)twins->image) ||
	    !patch_apply(&twins->patch)) {
		printf("refused: %s\n", twins->patch.reason);
		return 4;
	}
	return 0;
}

void twins_report(const struct twins *twins)
{
	size_t compared = 0;
	for (unsigned i = 0; i < twins->count; i++) {
		const struct twins_section *section = &twins->sections[i];
		compared += section->size;
		for (size_t k = 0; k < section->size; k++)
			if (section->at[k] != section->before[k])
				printf("changed %zx\n",
				       (size_t)(section->at - (const unsigned char *)twins->image) + k);
	}
	printf("compared %zu\n", compared);
}
