/*
 * What came of it. Decides by the patch's objects whether every listed function was rebuilt, and prints a table; the
 * report's form is config's.
 */
#include "base/arena.h"
#include "base/diag.h"
#include "base/facts.h"
#include "base/os_stream.h"
#include "base/text.h"
#include "config/manifest.h"
#include "config/replay_report.h"
#include "files/commit.h"
#include "pass/object/wanted.h"
#include "replay/replay.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <uthash.h>

/* A function's use of a ref variable, each pair once. */
struct use {
	UT_hash_handle hh;
	const char *function, *ref;
	bool external;
	char text[]; /* "function ref" */
};

struct summary {
	struct hp_replay *replay;
	struct hp_tu *unit; /* whose object is being read */
	struct use *uses;
	struct hp_replay_function *functions;
	struct hp_replay_object *objects;
	struct hp_replay_report report;
	struct hp_strvec missing;
};

static void note_function(void *self, size_t entry, const char *symbol, const char *member)
{
	struct summary *summary = self;
	(void)member;
	summary->report.function_count += hp_replay_add_match(summary->replay, &summary->unit->made, entry, symbol);
}

static void note_ref(void *self, const char *function, const char *ref, bool external)
{
	struct summary *summary = self;
	size_t length = strlen(function) + strlen(ref) + 1;
	struct use *use = hp_arena_alloc(summary->replay->arena, sizeof *use + length + 1), *found;
	snprintf(use->text, length + 1, "%s %s", function, ref);
	HASH_FIND_STR(summary->uses, use->text, found);
	if (found)
		return;
	use->function = hp_arena_strdup(summary->replay->arena, function);
	use->ref = hp_arena_strdup(summary->replay->arena, ref);
	use->external = external;
	HASH_ADD_KEYPTR(hh, summary->uses, use->text, length, use);
	for (struct hp_match *made = summary->unit->made; made; made = made->next)
		made->refs += strcmp(made->symbol, function) == 0;
}

/* The name in LLVM IR: without x86's underscore. */
static const char *ir_name(const struct hp_tu *unit, const char *symbol)
{
	for (const struct hp_match *made = unit->made; made; made = made->next)
		if (*made->symbol == '_' && strncmp(symbol, "___ref_", 7) == 0)
			return symbol + 1;
	return symbol;
}

static void note_code(void *self, const char *function, const char *hash)
{
	struct hp_tu *unit = self;
	hp_facts_add(unit->facts, HP_FACT_CODE, &(struct hp_fact){.code = {function, hash}});
}

/* What hpcc would have put into the manifest, had a cache or a server kept that. */
static bool note_facts(struct summary *summary, struct hp_tu *unit, const char **reason)
{
	struct hp_arena *arena = summary->replay->arena;
	struct hp_facts *facts = unit->facts = hp_arena_alloc(arena, sizeof *facts);
	struct hp_strvec refs;
	hp_facts_init(facts, arena);
	hp_strvec_init(&refs, arena);
	for (const struct hp_match *made = unit->made; made; made = made->next) {
		hp_facts_add(facts, HP_FACT_MARKED, &(struct hp_fact){.marked = {made->symbol, made->symbol}});
		hp_facts_add(facts, HP_FACT_SELECTED,
		             &(struct hp_fact){.selected = {made->symbol, made->symbol,
		                                            summary->replay->entries->items[made->entry]}});
	}
	for (const struct use *use = summary->uses; use; use = use->hh.next) {
		const char *ref = ir_name(unit, use->ref), *global = strstr(ref, "__ref_") + 6;
		hp_facts_add(facts, HP_FACT_USE, &(struct hp_fact){.use = {use->function, ref, global}});
		if (!hp_strvec_has(&refs, ref))
			hp_facts_add(facts, HP_FACT_LINKAGE,
			             &(struct hp_fact){.linkage = {ref, global, !use->external}});
		hp_strvec_push(&refs, ref);
	}
	return hp_wanted_code(arena, unit->object, note_code, unit, reason);
}

/* Reads what a finished object defines. */
static bool read_unit(struct summary *summary, struct hp_wanted *wanted, struct hp_tu *unit)
{
	struct hp_replay *replay = summary->replay;
	const char *reason = NULL;
	summary->unit = unit;
	if (replay->options.plain)
		return true;
	bool done = hp_wanted_scan(wanted, unit->object, note_function, summary, &reason) &&
	            hp_wanted_refs(replay->arena, unit->object, note_ref, summary, &reason);
	if (done && replay->options.launcher)
		done = note_facts(summary, unit, &reason);
	HASH_CLEAR(hh, summary->uses);
	if (!replay->options.launcher)
		unit->warnings = hp_replay_report_warnings(hp_arena_printf(replay->arena, "%s.json", unit->object));
	if (!done)
		hp_error(replay->diag, "cannot read the object '%s': %s", unit->object, reason);
	return done;
}

static bool is_finished(const struct hp_tu *unit)
{
	return unit->chosen && (unit->state == HP_TU_BUILT || unit->state == HP_TU_CURRENT);
}

static void fill_unit(struct summary *summary, const struct hp_tu *unit, size_t *functions)
{
	static const char *const states[] = {"waiting", "current", "built", "failed"};
	const struct hp_replay *replay = summary->replay;
	summary->objects[summary->report.object_count++] =
	    (struct hp_replay_object){.object = unit->object,
	                              .source = unit->source,
	                              .base = unit->base ? unit->base : "",
	                              .reason = unit->reason,
	                              .state = states[unit->state],
	                              .warnings = unit->warnings,
	                              .directory = unit->directory,
	                              .arguments = unit->argv.items,
	                              .argument_count = unit->argv.count,
	                              .changed = unit->changed.items,
	                              .changed_count = unit->changed.count};
	for (const struct hp_match *made = unit->made; made; made = made->next)
		summary->functions[(*functions)++] =
		    (struct hp_replay_function){.entry = replay->entries->items[made->entry],
		                                .symbol = made->symbol,
		                                .object = unit->object,
		                                .source = unit->source,
		                                .refs = made->refs};
}

/* Collects the facts. False after a report. */
static bool collect(struct summary *summary)
{
	struct hp_replay *replay = summary->replay;
	struct hp_wanted *wanted = hp_wanted_new(replay->arena, replay->entries);
	bool *found = hp_arena_calloc(replay->arena, replay->entries->count + 1, sizeof *found), done = true;
	size_t functions = 0;
	for (size_t i = 0; i < replay->unit_count; i++)
		if (is_finished(&replay->units[i]))
			done = read_unit(summary, wanted, &replay->units[i]) && done;
	hp_wanted_free(wanted);
	summary->functions =
	    hp_arena_calloc(replay->arena, summary->report.function_count + 1, sizeof *summary->functions);
	summary->objects = hp_arena_calloc(replay->arena, replay->chosen_count + 1, sizeof *summary->objects);
	for (size_t i = 0; i < replay->unit_count; i++) {
		const struct hp_tu *unit = &replay->units[i];
		if (unit->chosen)
			fill_unit(summary, unit, &functions);
		for (const struct hp_match *made = unit->made; made; made = made->next)
			found[made->entry] = true;
	}
	hp_strvec_init(&summary->missing, replay->arena);
	for (size_t i = 0; i < replay->entries->count; i++)
		if (!found[i])
			hp_strvec_push(&summary->missing, replay->entries->items[i]);
	return done;
}

static void print(struct hp_replay *replay, const char *text)
{
	if (!hp_os_write_text(HP_STREAM_OUT, text))
		hp_error(replay->diag, "cannot write to the standard output:");
}

static const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

static void print_table(struct summary *summary)
{
	struct hp_replay *replay = summary->replay;
	struct hp_arena *arena = replay->arena;
	const struct hp_replay_report *report = &summary->report;
	int width = 8;
	for (size_t i = 0; i < report->function_count; i++) {
		int length = (int)strlen(summary->functions[i].symbol);
		width = length > width ? length : width;
	}
	if (report->function_count)
		print(replay, hp_arena_printf(arena, "%-*s  refs  translation unit\n", width, "function"));
	for (size_t i = 0; i < report->function_count; i++)
		print(replay,
		      hp_arena_printf(arena, "%-*s  %4zu  %s\n", width,
		                      hp_text_shown(arena, summary->functions[i].symbol), summary->functions[i].refs,
		                      hp_text_shown(arena, summary->functions[i].source)));
}

static void print_totals(struct summary *summary)
{
	struct hp_replay *replay = summary->replay;
	const struct hp_replay_report *report = &summary->report;
	size_t built = 0, failed = 0, warnings = 0;
	for (size_t i = 0; i < replay->unit_count; i++) {
		built += replay->units[i].chosen && replay->units[i].state == HP_TU_BUILT;
		failed += replay->units[i].chosen && replay->units[i].state == HP_TU_FAILED;
		warnings += replay->units[i].chosen ? replay->units[i].warnings : 0;
	}
	if (replay->options.plain) {
		print(replay, hp_arena_printf(replay->arena, "%zu of %zu objects built, %zu failed, %.1f s\n", built,
		                              replay->chosen_count, failed, report->seconds));
		return;
	}
	print(replay,
	      hp_arena_printf(replay->arena,
	                      "%zu function%s of %zu entr%s, %zu warning%s; %zu of %zu objects rebuilt, %zu failed, "
	                      "%.1f s\n",
	                      report->function_count, plural(report->function_count), replay->entries->count,
	                      replay->entries->count == 1 ? "y" : "ies", warnings, plural(warnings), built,
	                      replay->chosen_count, failed, report->seconds));
}

/* With --strict a warning is an error. */
static void check_warnings(struct hp_replay *replay)
{
	size_t warnings = replay->diag->warnings;
	for (size_t i = 0; i < replay->unit_count; i++)
		warnings += replay->units[i].chosen ? replay->units[i].warnings : 0;
	if (replay->options.strict && warnings)
		hp_error(replay->diag, "%zu warning%s, and --strict makes %s an error", warnings, plural(warnings),
		         warnings == 1 ? "it" : "each of them");
}

static void print_image(struct summary *summary)
{
	static const char *const states[] = {"not linked", "image", "image", "not linked"};
	struct hp_replay *replay = summary->replay;
	if (replay->link_image)
		print(replay,
		      hp_arena_printf(replay->arena, "%s: %s\n", states[replay->link_state], replay->link_image));
}

static bool write_report(void *self, int fd)
{
	struct summary *summary = self;
	return hp_replay_report_write(&summary->report, fd, summary->replay->diag);
}

/* The target that the command names. */
static const char *target_of(const struct hp_tu *unit)
{
	const char *target = unit->mode == HP_MODE_CL ? "x86_64-pc-windows-msvc" : "unknown";
	for (size_t i = 0; i < unit->argv.count; i++) {
		const char *arg = unit->argv.items[i];
		if (strncmp(arg, "--target=", 9) == 0)
			target = arg + 9;
		else if (strcmp(arg, "-target") == 0 && i + 1 < unit->argv.count)
			target = unit->argv.items[i + 1];
	}
	return target;
}

static bool write_found(struct summary *summary, int fd)
{
	struct hp_replay *replay = summary->replay;
	for (size_t i = 0; i < replay->unit_count; i++) {
		const struct hp_tu *unit = &replay->units[i];
		struct hp_manifest line = {.input = unit->entry->file, .object = unit->object, .facts = unit->facts};
		if (!unit->made)
			continue;
		line.triple = target_of(unit);
		if (!hp_manifest_write(&line, fd, replay->diag))
			return false;
	}
	return true;
}

/* The manifest of the patch: the lines of the objects that hold listed functions. */
static bool write_manifest(void *self, int fd)
{
	struct summary *summary = self;
	struct hp_replay *replay = summary->replay;
	struct hp_strvec objects;
	if (replay->options.launcher)
		return write_found(summary, fd);
	hp_strvec_init(&objects, replay->arena);
	for (size_t i = 0; i < replay->unit_count; i++)
		if (replay->units[i].made)
			hp_strvec_push(&objects, replay->units[i].object);
	return hp_manifest_merge(replay->manifest, &objects, fd, replay->diag);
}

static bool write_files(struct summary *summary)
{
	struct hp_replay *replay = summary->replay;
	const char *manifest = hp_arena_printf(replay->arena, "%s/manifest.jsonl", replay->output);
	bool done = hp_commit_file(replay->arena, replay->diag, manifest, write_manifest, summary);
	return (!replay->options.report ||
	        hp_commit_file(replay->arena, replay->diag, replay->options.report, write_report, summary)) &&
	       done;
}

int hp_replay_summary(struct hp_replay *replay, int status, double seconds)
{
	struct summary summary = {.replay = replay};
	bool done = collect(&summary) && status == 0;
	struct hp_replay_report *report = &summary.report;
	report->base = replay->folder;
	report->output = replay->output;
	report->image = replay->link_image ? replay->link_image : "";
	report->seconds = seconds;
	report->units = replay->unit_count;
	report->functions = summary.functions;
	report->objects = summary.objects;
	report->missing = summary.missing.items;
	report->missing_count = summary.missing.count;
	report->complete = done && (!summary.missing.count || replay->options.allow_unmatched);
	for (size_t i = 0; i < summary.missing.count && status == 0; i++)
		if (replay->options.allow_unmatched)
			hp_warning(replay->diag, HP_WARN_NAME,
			           "'%s' was not rebuilt: no object of the patch defines it",
			           summary.missing.items[i]);
		else
			hp_error(replay->diag, "'%s' was not rebuilt: no object of the patch defines it%s",
			         summary.missing.items[i],
			         replay->options.all ? "" : "; if it has moved to another file, use --all");
	print_table(&summary);
	print_totals(&summary);
	print_image(&summary);
	check_warnings(replay);
	if (!write_files(&summary) || !report->complete || replay->diag->errors)
		return status ? status : 1;
	return 0;
}
