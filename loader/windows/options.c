/*
 * The command line of hpcc-load. Decides which words go together.
 */
#include "loader/windows/options.h"

#include "loader/windows/text.h"

enum { MISUSED = 2 };

static const struct hpl_verb verbs[] = {
    {L"check", "check", HPL_STEP_CHECK, false, false, false},
    {L"apply", "apply", HPL_STEP_APPLY, false, false, true},
    {L"undo", "undo", HPL_STEP_UNDO, false, true, false},
    {L"list", "list", HPL_STEP_QUERY, true, false, false},
};

static const char usage[] =
    "usage: hpcc-load check|apply|undo -p PROCESS PATCH...\n"
    "       hpcc-load list -p PROCESS\n"
    "Applies patch images of hpcc-link to a running process, or takes them back.\n"
    "  check         say whether the patches can be applied; change nothing\n"
    "  apply         apply them, in this order; if one fails, those before it are taken back\n"
    "  undo          take them back, in the opposite order\n"
    "  list          print the patches in the process\n"
    "  -p PROCESS    the process: its number, or the name of its program if only one runs\n"
    "  --help        this text\n"
    "Exit status: 0, done; 1, refused or failed, and nothing has changed; 2, misuse.\n";

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

/* Whether it is complete. */
static int check(const struct hpl_options *options)
{
	if (!options->verb)
		return misuse("what is to be done?", NULL);
	if (!options->process)
		return misuse("which process? name it with -p", NULL);
	if (options->verb->lists)
		return options->count ? misuse("list takes no patches", NULL) : 0;
	return options->count ? 0 : misuse("which patch?", NULL);
}

bool hpl_options_parse(struct hpl_options *options, wchar_t **words, int *status)
{
	*options = (struct hpl_options){.patches = words};
	*status = 0;
	for (; *words && !*status; words++) {
		if (hpl_text_same(*words, L"--help")) {
			hpl_text_print(STD_OUTPUT_HANDLE, usage, NULL);
			return false;
		}
		if (hpl_text_same(*words, L"-p") && words[1])
			options->process = *++words;
		else if (**words == '-')
			*status = misuse("no such option:", *words);
		else if (!options->verb)
			*status = take_verb(options, *words);
		else
			options->patches[options->count++] = *words;
	}
	if (!*status)
		*status = check(options);
	return !*status;
}
