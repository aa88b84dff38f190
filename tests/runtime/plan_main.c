/*
 * patch-plan: works out how to apply a patch image to a base image, and prints the plan.
 *
 * usage: patch-plan BASE.dll BASE.map PATCH.dll PATCH.map --manifest FILE|--list FILE [--statics-leave]
 * --statics-leave shows why statics that are not listed stay in the patch: it redirects them, too.
 * Exit status: 0, the plan is on stdout; 1, an input cannot be read; 4, refused, the reasons are on stderr.
 */
#include "driver/base/arena.h"
#include "match.h"

#include <stdio.h>
#include <string.h>

enum { STATUS_UNUSABLE = 1, STATUS_REFUSED = 4 };

int main(int argc, char **argv)
{
	struct hp_arena arena;
	struct image base = {0}, patch = {0};
	struct manifest manifest = {0};
	struct plan plan = {0};
	bool statics_leave = argc == 8 && strcmp(argv[7], "--statics-leave") == 0;
	if ((argc != 7 && !statics_leave) || (strcmp(argv[5], "--manifest") != 0 && strcmp(argv[5], "--list") != 0)) {
		fprintf(stderr, "usage: patch-plan BASE.dll BASE.map PATCH.dll PATCH.map --manifest FILE|--list FILE "
		                "[--statics-leave]\n");
		return STATUS_UNUSABLE;
	}
	hp_arena_init(&arena);
	int status = STATUS_UNUSABLE;
	if (image_open(&base, &arena, argv[1], argv[2]) && image_open(&patch, &arena, argv[3], argv[4]) &&
	    (strcmp(argv[5], "--list") == 0 ? manifest_read_list : manifest_read)(&manifest, &arena, argv[6])) {
		manifest.statics_stay = manifest.statics_stay && !statics_leave;
		status = !match(&base, &patch, &manifest, &plan) ? STATUS_REFUSED
		         : plan_write(&plan, stdout)             ? 0
		                                                 : STATUS_UNUSABLE;
	}
	plan_free(&plan);
	image_close(&base);
	image_close(&patch);
	hp_arena_fini(&arena);
	return status;
}
