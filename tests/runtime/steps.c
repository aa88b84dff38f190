/*
 * A scenario's steps: reads them and compares; what they do is the stage's.
 */
#include "steps.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINES = 256, LENGTH = 160, WORDS = 12 };

struct script {
	const struct stage *stage;
	char lines[LINES][LENGTH];
	unsigned count;
	bool loaded;
};

struct words {
	char text[LENGTH];
	char *items[WORDS];
	unsigned count;
};

static void split(struct words *words, const char *line)
{
	words->count = 0;
	snprintf(words->text, sizeof words->text, "%s", line);
	words->text[strcspn(words->text, "#")] = '\0';
	for (char *word = strtok(words->text, " \t\r\n"); word && words->count < WORDS;
	     word = strtok(NULL, " \t\r\n"))
		words->items[words->count++] = word;
}

static enum steps_status compare(const struct words *words, int32_t result)
{
	const char *expected = words->items[words->count - 1];
	if (words->count < 3 || strcmp(words->items[words->count - 2], "=") != 0)
		return STEPS_UNUSABLE;
	if (result == (int32_t)strtol(expected, NULL, 0))
		return STEPS_PASS;
	printf("got %" PRId32 ", not %s\n", result, expected);
	return STEPS_WRONG;
}

/* `words` are those before the "=", with the step's own. */
static enum steps_status call(const struct stage *stage, const struct words *words, unsigned count, int32_t *result)
{
	int32_t args[STEPS_ARGS] = {0};
	if (count < 2 || count > 2 + STEPS_ARGS)
		return STEPS_UNUSABLE;
	for (unsigned i = 2; i < count; i++)
		args[i - 2] = (int32_t)strtol(words->items[i], NULL, 0);
	return stage->call(stage->self, words->items[1], args, count - 2, result);
}

static enum steps_status step_call(const struct stage *stage, const struct words *words)
{
	int32_t result = 0;
	enum steps_status status = words->count < 4 ? STEPS_UNUSABLE : call(stage, words, words->count - 2, &result);
	if (status == STEPS_CRASH && stage->reason)
		printf("%s\n", stage->reason(stage->self));
	return status == STEPS_PASS ? compare(words, result) : status;
}

/* Whether a reason has the words from a certain one on in it. */
static enum steps_status judge(const char *reason, const struct words *words, unsigned from)
{
	char text[LENGTH] = "";
	size_t length = 0;
	for (unsigned i = from; i < words->count && length < sizeof text; i++)
		length += (size_t)snprintf(text + length, sizeof text - length, "%s%s", i > from ? " " : "",
		                           words->items[i]);
	if (*text && strstr(reason, text))
		return STEPS_PASS;
	printf("not because of that: %s\n", reason);
	return STEPS_WRONG;
}

static enum steps_status step_ends(const struct stage *stage, const struct words *words)
{
	int32_t result = 0;
	unsigned equals = 2;
	while (equals < words->count && strcmp(words->items[equals], "=") != 0)
		equals++;
	if (equals == words->count || !stage->reason)
		return STEPS_UNUSABLE;
	enum steps_status status = call(stage, words, equals, &result);
	if (status == STEPS_CRASH)
		return judge(stage->reason(stage->self), words, equals + 1);
	printf("it has not ended\n");
	return status == STEPS_PASS ? STEPS_WRONG : status;
}

static enum steps_status step_patch(const struct stage *stage, const struct words *words)
{
	const char *reason = "no reason";
	unsigned number = (unsigned)strtoul(words->items[1], NULL, 10);
	enum steps_status status =
	    (words->items[0][0] == 'p' ? stage->patch : stage->undo)(stage->self, number, &reason);
	if (status == STEPS_REFUSED)
		printf("refused: %s\n", reason);
	return status;
}

static enum steps_status step_refuse(const struct stage *stage, const struct words *words)
{
	const char *reason = "";
	enum steps_status status = stage->patch(stage->self, (unsigned)strtoul(words->items[1], NULL, 10), &reason);
	if (status == STEPS_REFUSED)
		return judge(reason, words, 2);
	printf("not refused\n");
	return STEPS_WRONG;
}

static enum steps_status step_join(const struct stage *stage, const struct words *words)
{
	int32_t result = 0;
	enum steps_status status = stage->join(stage->self, &result);
	return status == STEPS_PASS ? compare(words, result) : status;
}

static enum steps_status step(struct script *script, const struct words *words)
{
	const struct stage *stage = script->stage;
	const char *what = words->items[0];
	if (!script->loaded) {
		bool named = strcmp(what, "load") == 0 && words->count == 2;
		enum steps_status status = stage->load(stage->self, named ? words->items[1] : "base.dll");
		script->loaded = true;
		if (named || status != STEPS_PASS)
			return status;
	}
	if (strcmp(what, "call") == 0)
		return step_call(stage, words);
	if (strcmp(what, "ends") == 0)
		return step_ends(stage, words);
	if (strcmp(what, "join") == 0)
		return step_join(stage, words);
	if (words->count < 2)
		return STEPS_UNUSABLE;
	if (strcmp(what, "patch") == 0 || strcmp(what, "undo") == 0)
		return step_patch(stage, words);
	if (strcmp(what, "refuse") == 0)
		return step_refuse(stage, words);
	if (strcmp(what, "consistency") == 0)
		return stage->consistency(stage->self, words->items[1]);
	return strcmp(what, "start") == 0 ? stage->start(stage->self, words->items[1]) : STEPS_UNUSABLE;
}

/* The line after the `end` that belongs to the `repeat` before `line`. */
static unsigned after_end(const struct script *script, unsigned line)
{
	struct words words;
	for (unsigned depth = 1; line < script->count && depth; line++) {
		split(&words, script->lines[line]);
		if (words.count && strcmp(words.items[0], "repeat") == 0)
			depth++;
		if (words.count && strcmp(words.items[0], "end") == 0)
			depth--;
	}
	return line;
}

static enum steps_status run(struct script *script, unsigned line, unsigned end)
{
	struct words words;
	enum steps_status status = STEPS_PASS;
	while (status == STEPS_PASS && line < end) {
		split(&words, script->lines[line++]);
		if (!words.count || strcmp(words.items[0], "end") == 0)
			continue;
		if (strcmp(words.items[0], "repeat") == 0 && words.count == 2) {
			unsigned after = after_end(script, line), times = (unsigned)strtoul(words.items[1], NULL, 10);
			for (unsigned i = 0; i < times && status == STEPS_PASS; i++)
				status = run(script, line, after - 1);
			line = after;
		} else if ((status = step(script, &words)) != STEPS_PASS) {
			printf("step %u failed: %s\n", line, script->lines[line - 1]);
		}
	}
	return status;
}

enum steps_status steps_run(const struct stage *stage, const char *path)
{
	struct script *script = calloc(1, sizeof *script);
	FILE *file = fopen(path, "r");
	enum steps_status status = STEPS_UNUSABLE;
	if (script && file) {
		script->stage = stage;
		while (script->count < LINES && fgets(script->lines[script->count], LENGTH, file))
			script->count++;
		if (script->count && feof(file))
			status = run(script, 0, script->count);
	}
	if (file)
		fclose(file);
	free(script);
	return status;
}
