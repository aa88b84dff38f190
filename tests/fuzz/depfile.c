/*
 * Dependency files: completed by hpcc, made absolute by hpcc-step. Neither loses a byte of clang's.
 */
#define _GNU_SOURCE
#include "cmdline/depfile.h"

#include "cmdline/invocation.h"
#include "cmdline/outputs.h"
#include "fuzz.h"

int step_main(int argc, char **argv);
#define main step_main        /* NOLINT(readability-identifier-naming) */
#include "replay/step_main.c" /* NOLINT(bugprone-suspicious-include) */
#undef main

/* What is added is one piece. */
static void check_added(const char *before, const char *after, const char *added)
{
	size_t head = 0, old = strlen(before), new = strlen(after);
	while (before[head] && before[head] == after[head])
		head++;
	HOLDS(new >= old + strlen(added) && strstr(after, added));
	HOLDS(strcmp(before + head, after + new - (old - head)) == 0);
}

/* Prerequisites of a text without what hpcc-step put in front of them. */
static void check_step(struct fuzz *fuzz, const char *text)
{
	static const char folder[] = "/a b/$c";
	struct step step = {.arena = &fuzz->arena, .diag = &fuzz->diag, .folder = folder};
	const char *after = absolute_dependencies(&step, text), *prefix = make_prefix(&step);
	for (; *after; after++, text++) {
		if (strncmp(after, prefix, strlen(prefix)) == 0 && strncmp(text, prefix, strlen(prefix)) != 0)
			after += strlen(prefix);
		HOLDS(*after == *text);
	}
	HOLDS(!*text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const args[] = {"-MD", "-c", "a.c", NULL};
	struct fuzz fuzz;
	struct hp_invocation inv;
	const char *path;
	size_t length;
	fuzz_begin(&fuzz);
	const char *text = fuzz_text(&fuzz, data, size);
	int fd = fuzz_file(&fuzz, text, strlen(text), &path);
	hp_invocation_init(&inv, &fuzz.arena, "hpcc");
	hp_invocation_parse(&inv, args, 3);
	struct hp_strvec dependencies;
	hp_strvec_init(&dependencies, &fuzz.arena);
	hp_strvec_push(&dependencies, "list");
	struct hp_outputs outputs = {.dependencies = path};
	HOLDS(hp_depfile_add(&inv, &dependencies, &outputs, &fuzz.diag));
	check_added(text, fuzz_content(&fuzz, fd, &length), " \\\n  list");
	close(fd);
	check_step(&fuzz, text);
	fuzz_end(&fuzz);
	return 0;
}
