/*
 * The command line of hpcc-load. Decides which words go together.
 */
#include "loader/windows/options.h"

#include "loader/windows/text.h"

enum { MISUSED = 2 };

static const struct hpl_verb verbs[] = {
    {L"check", "check", HPL_STEP_CHECK, HPL_STEP_CHECK, false, false, false, false},
    {L"apply", "apply", HPL_STEP_APPLY, HPL_STEP_CHECK, false, false, false, true},
    {L"undo", "undo", HPL_STEP_UNDO, HPL_STEP_CHECK_UNDO, false, false, true, false},
    {L"list", "list", HPL_STEP_QUERY, HPL_STEP_QUERY, true, false, false, false},
    {L"run", "apply", HPL_STEP_APPLY, HPL_STEP_CHECK, false, true, false, true},
};

static const char usage[] =
    "usage: hpcc-load check|apply|undo -p PROCESS [OPTION...] PATCH...\n"
    "       hpcc-load list -p PROCESS [OPTION...]\n"
    "       hpcc-load run --patch=PATCH... [OPTION...] PROGRAM [ARGUMENT...]\n"
    "Applies patch images of hpcc-link to a running process, or takes them back.\n"
    "  check         say whether the patches can be applied; change nothing\n"
    "  apply         apply them, in this order; if one fails, those before it are taken back\n"
    "  undo          take them back, in the opposite order\n"
    "  list          print the patches in the process\n"
    "  run           start a program that has them before its first instruction\n"
    "  -p PROCESS    the process: its number, or the name of its program if only one runs\n"
    "  --all         all processes that run the program, one after the other\n"
    "  --wait        wait until the program runs\n"
    "  --dry-run     say what would be refused, and change nothing\n"
    "  --json        print an object for each patch, one a line\n"
    "  --consistency=none|ip|stack\n"
    "                where no thread may be when functions change: anywhere; in bytes that\n"
    "                change (as without this option); in a function that changes, or in what\n"
    "                that has called\n"
    "  --timeout=MS  how long threads get for going on while others are stopped: 100\n"
    "  --retries=N   how often all of them go on in between: 20\n"
    "  --help        this text\n"
    "Exit status: 0, done; 1, refused or failed, and nothing has changed; 2, misuse; run: the\n"
    "program's, or 1.\n";

static int misuse(const char *what, const wchar_t *word)
{
	char text[512] = "";
	if (word)
		hpl_text_narrow(word, text, sizeof text);
	hpl_text_print(STD_ERROR_HANDLE, "hpcc-load: error: ", what, word ? " '" : "", text, word ? "'" : "", "\n",
	               usage, NULL);
	return MISUSED;
}

static int take_verb(struct hpl_options *options, const wchar_t *word)
{
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
		if (hpl_text_same(word, verbs[i].word))
			options->verb = &verbs[i];
	return options->verb ? 0 : misuse("no such command:", word);
}

static int take_consistency(struct hpl_options *options, const wchar_t *value)
{
	static const wchar_t *const words[] = {
	    [HPL_CONSISTENCY_NONE] = L"none", [HPL_CONSISTENCY_IP] = L"ip", [HPL_CONSISTENCY_STACK] = L"stack"};
	for (unsigned i = 0; i < sizeof words / sizeof *words; i++)
		if (hpl_text_same(value, words[i])) {
			options->rules.consistency = (enum hpl_consistency)i;
			return 0;
		}
	return misuse("no such consistency:", value);
}

static int take_number(unsigned *number, const wchar_t *value)
{
	DWORD found;
	if (!hpl_text_number(value, &found))
		return misuse("not a number:", value);
	*number = found;
	return 0;
}

static const struct {
	const wchar_t *word;
	size_t field; /* a bool of the options */
} flags[] = {
    {L"--all", offsetof(struct hpl_options, all)},
    {L"--wait", offsetof(struct hpl_options, wait)},
    {L"--dry-run", offsetof(struct hpl_options, dry_run)},
    {L"--json", offsetof(struct hpl_options, json)},
};

static int take_option(struct hpl_options *options, const wchar_t *word)
{
	const wchar_t *value;
	for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
		if (hpl_text_same(word, flags[i].word)) {
			*(bool *)((char *)options + flags[i].field) = true;
			return 0;
		}
	if ((value = hpl_text_behind(word, L"--patch="))) {
		options->patches[options->count++] = (wchar_t *)(uintptr_t)value;
		return 0;
	}
	if ((value = hpl_text_behind(word, L"--consistency=")))
		return take_consistency(options, value);
	if ((value = hpl_text_behind(word, L"--timeout=")))
		return take_number(&options->rules.timeout, value);
	if ((value = hpl_text_behind(word, L"--retries=")))
		return take_number(&options->rules.retries, value);
	return misuse("no such option:", word);
}

/* Whether it is complete. */
static int check(const struct hpl_options *options)
{
	if (!options->verb)
		return misuse("what is to be done?", NULL);
	if (options->verb->starts && (!options->program || options->process))
		return misuse(options->process ? "run has a process of its own" : "which program?", NULL);
	if (!options->verb->starts && !options->process)
		return misuse("which process? name it with -p", NULL);
	if (options->verb->lists)
		return options->count ? misuse("list takes no patches", NULL) : 0;
	return options->count ? 0 : misuse("which patch?", NULL);
}

bool hpl_options_parse(struct hpl_options *options, wchar_t **words, int *status)
{
	*options = (struct hpl_options){.patches = words, .rules = hpl_default_rules};
	*status = 0;
	for (size_t i = 0; words[i] && !*status && !options->program; i++) {
		wchar_t *word = words[i];
		if (hpl_text_same(word, L"--help")) {
			hpl_text_print(STD_OUTPUT_HANDLE, usage, NULL);
			return false;
		}
		if (hpl_text_same(word, L"-p") && words[i + 1])
			options->process = words[++i];
		else if (*word == '-')
			*status = take_option(options, word);
		else if (!options->verb)
			*status = take_verb(options, word);
		else if (options->verb->starts)
			options->program = hpl_text_tail(i + 1); /* behind hpcc-load's own name */
		else
			options->patches[options->count++] = word;
	}
	if (!*status)
		*status = check(options);
	return !*status;
}
