/*
 * Clang's cc1 command line, as CC_PRINT_OPTIONS writes it, and what it says of code generation.
 */
#ifndef HP_CC1LINE_H
#define HP_CC1LINE_H

#include "base/strvec.h"
#include "pass/hotpatch.h"

struct hp_diag;

struct hp_cc1line {
	struct hp_strvec args;         /* argv of the cc1 run: the compiler's path, "-cc1", … */
	struct hp_strvec llvm_options; /* values of -mllvm */
	struct hp_codegen codegen;     /* borrows from the arena */
	const char *triple;
	const char *level;       /* what follows -O: "2", "s", …; "0" if none was given */
	bool names_object;       /* S_OBJNAME is wanted: clang writes it with CodeView debug information only */
	const char *object_name; /* the name that the user gives it; NULL: that of the output */
	const char *needs_clang; /* the flag whose passes only clang has; NULL if none */
};

/*
 * Reads the last cc1 command of `text` and drops what hpcc added to it, so that LF_BUILDINFO shows the user's
 * compilation. Everything lives in `arena`. False after a message if there is no cc1 command.
 * Source: clang's Job.cpp (Command::Print), CompilerInvocation.cpp and Options.td, versions 14 to 22.
 */
bool hp_cc1line_parse(struct hp_cc1line *line, struct hp_arena *arena, struct hp_diag *diag, const char *text);

/* Puts the object's name where the front had clang write to a pipe, for reports. */
void hp_cc1line_set_output(struct hp_cc1line *line, const char *object);

#endif
