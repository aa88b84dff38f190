/*
 * What the command line of hpcc-load says.
 */
#ifndef HPL_WINDOWS_OPTIONS_H
#define HPL_WINDOWS_OPTIONS_H

#include "loader/windows/step.h"

/* A row of the table of commands. */
struct hpl_verb {
	const wchar_t *word;
	const char *name;
	enum hpl_step step; /* for each patch */
	enum hpl_step dry;  /* the same with --dry-run */
	bool lists;         /* takes no patches: prints those that are there */
	bool starts;        /* a program of its own, which gets the rest of the command line */
	bool is_backwards;  /* the last one first */
	bool takes_back;    /* where one fails, those before it are undone */
};

struct hpl_options {
	const struct hpl_verb *verb;
	const wchar_t *process;
	struct hpl_rules rules;
	bool all;  /* processes of that name */
	bool wait; /* until there is one */
	bool dry_run, json;
	wchar_t **patches; /* as many as `count` */
	size_t count;
	const wchar_t *program; /* its command line */
};

/* `words` end with NULL and are kept. False where there is nothing to do: *status is how hpcc-load ends, and all has
 * been said. */
bool hpl_options_parse(struct hpl_options *options, wchar_t **words, int *status);

#endif
