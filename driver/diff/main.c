/*
 * hpcc-diff: which functions a fix changes, and whether a patch can bring that into a running process. Decides the
 * order: both versions are compiled, what drifted is said first, then objects and types are compared.
 */
#include "base/arena.h"
#include "base/diag.h"
#include "base/os_file.h"
#include "base/os_folder.h"
#include "base/os_stream.h"
#include "diff/arguments.h"
#include "diff/build.h"
#include "diff/compare.h"
#include "diff/drift.h"
#include "diff/entries.h"
#include "diff/finding.h"
#include "diff/fix.h"
#include "diff/report.h"
#include "diff/types.h"
#include "files/commit.h"
#include "files/path.h"
#include "image/base.h"
#include "run/signals.h"

#ifndef HPCC_VERSION
#define HPCC_VERSION "0.1.0"
#endif

struct diff {
	struct hp_arena arena;
	struct hp_diag diag;
	struct hp_diff_options options;
	struct hp_fix fix;
	struct hp_built built;
	struct hp_findings findings;
	struct hp_diff_entries entries;
	struct hp_comparison *comparisons;
	const char *output; /* absolute */
};

static bool open_output(struct diff *diff)
{
	const char *here = hp_os_current_folder(&diff->arena);
	if (!here) {
		hp_error(&diff->diag, "cannot read the current folder:");
		return false;
	}
	diff->output = hp_path_join(&diff->arena, here, diff->options.output);
	if (!hp_commit_folder(&diff->arena, &diff->diag, diff->output))
		return false;
	diff->output = hp_os_real_path(&diff->arena, diff->output);
	return diff->output != NULL;
}

static bool read_fix(struct diff *diff)
{
	struct hp_fix_question question = {
	    &diff->options.patches, diff->options.revision, diff->options.tree,
	    hp_path_join(&diff->arena, hp_os_current_folder(&diff->arena), diff->options.database)};
	diff->fix = (struct hp_fix){.arena = &diff->arena, .diag = &diff->diag};
	diff->fix.folder = hp_arena_printf(&diff->arena, "%s/.hpcc-diff/fix", diff->output);
	return hp_fix_read(&diff->fix, &question);
}

static struct hp_object *read_object(struct diff *diff, const char *path)
{
	struct hp_object *object = hp_arena_alloc(&diff->arena, sizeof *object);
	return hp_object_read(object, &diff->arena, &diff->diag, path) ? object : NULL;
}

/* The base build's object, if it is there and not in a form that only a linker reads. */
static void check_drift(struct diff *diff, const struct hp_built_unit *unit, const struct hp_object *original)
{
	if (!*unit->base || !hp_os_is_file(unit->base))
		return;
	struct hp_object base;
	if (hp_object_read(&base, &diff->arena, &diff->diag, unit->base))
		hp_drift_check(&diff->arena, &diff->findings, unit->source, original, &base);
	hp_object_free(&base);
}

static bool compare_units(struct diff *diff)
{
	struct hp_built *built = &diff->built;
	diff->comparisons = hp_arena_calloc(&diff->arena, built->count + 1, sizeof *diff->comparisons);
	for (size_t i = 0; i < built->count; i++) {
		struct hp_comparison *unit = &diff->comparisons[i];
		unit->source = built->units[i].source;
		unit->original = read_object(diff, built->units[i].objects[HP_ORIGINAL]);
		unit->patched = unit->original ? read_object(diff, built->units[i].objects[HP_PATCHED]) : NULL;
		if (!unit->patched)
			return false;
		check_drift(diff, &built->units[i], unit->original);
	}
	for (size_t i = 0; i < built->count; i++) {
		hp_types_compare(&diff->arena, &diff->findings, &built->units[i], &diff->comparisons[i]);
		hp_compare(&diff->comparisons[i], &diff->arena, &diff->findings);
		hp_entries_add(&diff->entries, &diff->comparisons[i]);
	}
	return true;
}

static bool keep_in_image(struct diff *diff)
{
	if (!diff->options.base)
		return true;
	struct hp_base *base = hp_base_open(&diff->arena, &diff->diag, diff->options.base);
	bool done = base && hp_entries_keep(&diff->entries, base);
	hp_base_close(base);
	return done;
}

static enum hp_diff_result result_of(const struct diff *diff)
{
	if (diff->findings.refused)
		return HP_DIFF_REFUSED;
	return diff->entries.by_name ? HP_DIFF_PATCHABLE : HP_DIFF_NOTHING;
}

/* What writing the report needs. */
struct output {
	struct diff *diff;
	const struct hp_diff_report *report;
};

static bool write_json(void *self, int stream)
{
	const struct output *output = self;
	return hp_diff_report_json(output->report, &output->diff->diag, stream);
}

static bool write_report(struct diff *diff, const struct hp_diff_report *report)
{
	struct output output = {diff, report};
	const char *path = hp_arena_printf(&diff->arena, "%s/report.json", diff->output);
	const char *list = hp_arena_printf(&diff->arena, "%s/functions.txt", diff->output);
	hp_os_remove_file(list); /* an earlier one would pass for this fix's */
	if (!hp_commit_file(&diff->arena, &diff->diag, path, write_json, &output))
		return false;
	if (report->result == HP_DIFF_PATCHABLE &&
	    !hp_commit_text(&diff->arena, &diff->diag, list, hp_diff_report_list(report)))
		return false;
	return diff->options.json ? write_json(&output, HP_STREAM_OUT)
	                          : hp_os_write_text(HP_STREAM_OUT, hp_diff_report_text(report));
}

static int run(struct diff *diff)
{
	const char *work;
	hp_findings_init(&diff->findings, &diff->arena, &diff->options.allowed);
	diff->entries.arena = &diff->arena;
	if (!open_output(diff) || !read_fix(diff))
		return HP_DIFF_FAILED;
	work = hp_arena_printf(&diff->arena, "%s/.hpcc-diff", diff->output);
	if (diff->fix.count &&
	    (!hp_diff_build(&diff->built, &diff->arena, &diff->diag, &diff->options, &diff->fix, work) ||
	     !compare_units(diff) || !keep_in_image(diff)))
		return HP_DIFF_FAILED;
	struct hp_diff_report report = {.arena = &diff->arena,
	                                .result = result_of(diff),
	                                .fix = &diff->fix,
	                                .comparisons = diff->comparisons,
	                                .unit_count = diff->built.count,
	                                .entries = &diff->entries,
	                                .findings = &diff->findings};
	return write_report(diff, &report) ? (int)report.result : HP_DIFF_FAILED;
}

int main(int argc, char **argv)
{
	struct diff diff = {0};
	int status = HP_DIFF_FAILED;
	hp_arena_init(&diff.arena);
	hp_diag_init(&diff.diag, "hpcc-diff", NULL);
	diff.diag.colour = hp_os_is_terminal(HP_STREAM_ERR);
	hp_signals_init();
	if (hp_diff_options_parse(&diff.options, &diff.arena, &diff.diag, argc ? argv + 1 : argv)) {
		if (diff.options.help)
			status =
			    hp_os_write_text(HP_STREAM_OUT, hp_diff_options_help(&diff.arena)) ? 0 : HP_DIFF_FAILED;
		else if (diff.options.version)
			status = hp_os_write_text(HP_STREAM_OUT, "hpcc-diff " HPCC_VERSION " (LLVM 22)\n")
			             ? 0
			             : HP_DIFF_FAILED;
		else
			status = run(&diff);
	}
	for (size_t i = 0; diff.comparisons && i < diff.built.count; i++) {
		const struct hp_object *objects[] = {diff.comparisons[i].original, diff.comparisons[i].patched};
		for (size_t k = 0; k < 2; k++)
			if (objects[k])
				hp_object_free((struct hp_object *)objects[k]);
	}
	hp_entries_free(&diff.entries);
	hp_signals_clean();
	hp_arena_fini(&diff.arena);
	return status;
}
