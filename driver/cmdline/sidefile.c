/*
 * Options of cc1 that name files beside the output. Decides by their spellings; which of them count is the caller's
 * business.
 */
#include "cmdline/sidefile.h"

#include "base/text.h"
#include "cmdline/invocation.h"

#include <stddef.h>
#include <string.h>

/* An argument of cc1 or of LLVM: with its value joined ("="), or in the next argument. Source: clang -cc1 --help. */
static const char *const names[] = {
    "-MF",
    "-MQ",
    "-MT",
    "-as-secure-log-file",
    "-dependency-dot",
    "-dependency-file",
    "-diagnostic-log-file",
    "-header-include-file",
    "-module-dependency-dir",
    "-o",
    "-opt-record-file",
    "-serialize-diagnostic-file",
    "-split-dwarf-output",
    "-stack-usage-file",
    "--symbol-graph-dir=",
    "-coverage-notes-file=",
    "-fmodule-output=",
    "-fthin-link-bitcode=",
    "-ftime-trace=",
    "-fverify-debuginfo-preserve-export=",
    "-info-output-file=",
    "-ir-dump-directory=",
    "-stats-file=",
};

enum match { MATCH_NONE, MATCH_WHOLE, MATCH_FIRST /* the value follows */ };

static enum match match(const char *text)
{
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		size_t length = strlen(names[i]);
		if (names[i][length - 1] == '=' ? hp_starts_with(text, names[i]) : strcmp(text, names[i]) == 0)
			return names[i][length - 1] == '=' ? MATCH_WHOLE : MATCH_FIRST;
	}
	return MATCH_NONE;
}

/* -Wp,X,Y: all of it if one part names a file. */
static bool holds_one(const char *text)
{
	char part[64];
	for (text += strcspn(text, ","); *text; text += strcspn(text, ",")) {
		size_t length = strcspn(++text, ",");
		if (length >= sizeof part) /* longer than any name, so it can only be a joined value */
			length = sizeof part - 1;
		memcpy(part, text, length);
		part[length] = '\0';
		if (match(part) || hp_starts_with(part, "-M"))
			return true;
	}
	return false;
}

void hp_sidefile_mark(const struct hp_invocation *inv, bool *flags)
{
	const struct hp_arg *held = NULL; /* -mllvm behind -Xclang, in front of its value */
	bool value = false;               /* the next argument of cc1 is the value of a marked one */
	for (size_t i = 0; i < inv->arg_count; i++) {
		const struct hp_arg *arg = &inv->args[i];
		const char *text = arg->pieces[0].text;
		if (hp_starts_with(text, "-Wp,") && holds_one(text))
			hp_arg_mark(arg, flags);
		if (!arg->option || !arg->value)
			continue;
		if (arg->option->id == HP_OPT_MLLVM && match(arg->value))
			hp_arg_mark(arg, flags);
		if (arg->option->id != HP_OPT_XCLANG && arg->option->id != HP_OPT_XPREPROCESSOR)
			continue;
		enum match found = value ? MATCH_WHOLE : match(arg->value);
		value = !value && found == MATCH_FIRST;
		if (found)
			hp_arg_mark(arg, flags);
		if (found && held)
			hp_arg_mark(held, flags);
		held = strcmp(arg->value, "-mllvm") == 0 ? arg : NULL;
	}
}
