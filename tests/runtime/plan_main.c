/*
 * patch-plan: works out how to apply a patch image to a base image, and prints the plan.
 *
 * usage: patch-plan BASE.dll BASE.map PATCH.dll PATCH.map --manifest FILE|--list FILE [--statics-leave]
 *        patch-plan --slim BASE.dll PATCH.dll
 * --statics-leave shows why statics that are not listed stay in the patch: it redirects them, too.
 * Exit status: 0, the plan is on stdout; 1, an input cannot be read; 4, refused, the reasons are on stderr.
 */
#include "driver/base/arena.h"
#include "driver/base/diag.h"
#include "image/pe.h"
#include "match.h"
#include "slim.h"

#include <stdio.h>
#include <string.h>

enum { STATUS_UNUSABLE = 1, STATUS_REFUSED = 4 };

static int plan_slim(struct hp_arena *arena, const char *base_path, const char *patch_path)
{
	struct hp_diag diag;
	struct hp_pe base = {0}, patch = {0};
	struct plan plan = {0};
	int status = STATUS_UNUSABLE;
	hp_diag_init(&diag, "patch-plan", arena);
	if (hp_pe_open(&base, &diag, base_path) && hp_pe_open(&patch, &diag, patch_path))
		status = !slim_plan(&base, &patch, &plan) ? STATUS_REFUSED
		         : plan_write(&plan, stdout)      ? 0
		                                          : STATUS_UNUSABLE;
	plan_free(&plan);
	hp_pe_close(&base);
	hp_pe_close(&patch);
	return status;
}

int main(int argc, char **argv)
{
	struct hp_arena arena;
	struct image base = {0}, patch = {0};
	struct manifest manifest = {0};
	struct plan plan = {0};
	if (argc == 4 && strcmp(argv[1], "--slim") == 0) {
		hp_arena_init(&arena);
		int slim_status = plan_slim(&arena, argv[2], argv[3]);
		hp_arena_fini(&arena);
		return slim_status;
	}
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
