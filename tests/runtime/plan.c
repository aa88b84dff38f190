/*
 * How to apply a patch, as text: a line for each image, then one for each step.
 */
#include "plan.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static const char *const kinds[] = {[PLAN_BIND] = "bind", [PLAN_LEAVE] = "leave", [PLAN_ENTER] = "enter"};

void plan_add(struct plan *plan, const struct plan_step *step)
{
	struct plan_step *steps = realloc(plan->steps, (plan->count + 1) * sizeof *steps);
	plan->steps = steps;
	plan->steps[plan->count++] = *step;
}

void plan_free(struct plan *plan)
{
	free(plan->steps);
	*plan = (struct plan){0};
}

static void write_step(const struct plan_step *step, FILE *file)
{
	fprintf(file, "%s %" PRIx32 " %" PRIx32 " %" PRIx32 " ", kinds[step->kind], step->patch, step->base,
	        step->own);
	for (unsigned i = 0; i < step->first_size; i++)
		fprintf(file, "%02x", step->first[i]);
	fprintf(file, "%s %s\n", step->first_size ? "" : "-", step->name);
}

bool plan_write(const struct plan *plan, FILE *file)
{
	fprintf(file, "machine %x\nbase %" PRIx32 " %" PRIx32 "\npatch %" PRIx32 " %" PRIx32 "\n",
	        (unsigned)plan->machine, plan->base.timestamp, plan->base.size, plan->patch.timestamp,
	        plan->patch.size);
	for (int kind = PLAN_BIND; kind <= PLAN_ENTER; kind++)
		for (size_t i = 0; i < plan->count; i++)
			if ((int)plan->steps[i].kind == kind)
				write_step(&plan->steps[i], file);
	return fflush(file) == 0 && !ferror(file);
}

/* The words of a line; the last one ends with it. */
static unsigned split(char *line, char *words[], unsigned room)
{
	unsigned count = 0;
	for (char *word = strtok(line, " \n"); word && count < room; word = strtok(NULL, " \n"))
		words[count++] = word;
	return count;
}

static uint32_t number(const char *word)
{
	return (uint32_t)strtoul(word, NULL, 16);
}

static void read_first(struct plan_step *step, const char *digits)
{
	for (; *digits != '-' && digits[0] && digits[1] && step->first_size < PLAN_FIRST; digits += 2) {
		char byte[3] = {digits[0], digits[1], 0};
		step->first[step->first_size++] = (unsigned char)number(byte);
	}
}

static bool read_step(struct plan *plan, char *words[])
{
	struct plan_step step = {PLAN_BIND, number(words[1]), number(words[2]), number(words[3]), {0}, 0, ""};
	while (step.kind < PLAN_ENTER && strcmp(words[0], kinds[step.kind]) != 0)
		step.kind++;
	read_first(&step, words[4]);
	snprintf(step.name, sizeof step.name, "%s", words[5]);
	plan_add(plan, &step);
	return strcmp(words[0], kinds[step.kind]) == 0 && (step.kind < PLAN_LEAVE || step.first_size >= 2);
}

static bool read_line(struct plan *plan, char *line)
{
	enum { WORDS = 7 };
	char *words[WORDS];
	unsigned count = split(line, words, WORDS);
	if (count == 2 && strcmp(words[0], "machine") == 0)
		plan->machine = (enum hp_pe_machine)number(words[1]);
	else if (count == 3 && strcmp(words[0], "base") == 0)
		plan->base = (struct plan_image){number(words[1]), number(words[2])};
	else if (count == 3 && strcmp(words[0], "patch") == 0)
		plan->patch = (struct plan_image){number(words[1]), number(words[2])};
	else
		return count == 6 && read_step(plan, words);
	return true;
}

bool plan_read(struct plan *plan, const char *path)
{
	char line[2 * PLAN_NAME];
	FILE *file = fopen(path, "r");
	*plan = (struct plan){0};
	bool done = file != NULL;
	while (done && fgets(line, sizeof line, file))
		done = read_line(plan, line);
	if (file)
		fclose(file);
	done = done && plan->count > 0 && plan->machine != HP_PE_NONE;
	if (!done)
		fprintf(stderr, "%s: cannot read the plan\n", path);
	return done;
}
