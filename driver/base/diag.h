/*
 * Messages: the only writer to stderr.
 *
 * Form: `hpcc: error: cannot open 'x.obj': Permission denied`, lower case, no full stop, subjects in single quotes,
 * one write a message so that parallel compilations do not interleave. Control characters are scrubbed, see
 * text.h. Warnings belong to a group of the -Whotpatch-… family and can be switched off or made errors.
 */
#ifndef HP_DIAG_H
#define HP_DIAG_H

#include <stdbool.h>
#include <stddef.h>

/* The warning groups; HP_WARN_COUNT is their number. All are on unless an option says otherwise. */
enum hp_warn {
#define WARN(id, name, text) HP_WARN_##id,
#include "warnings.def"
#undef WARN
	HP_WARN_COUNT
};

struct hp_arena;

/* A warning that is kept, in the order of being given; strings live in the arena of the diag. */
struct hp_kept_warning {
	struct hp_kept_warning *next;
	enum hp_warn group;
	bool is_error; /* made an error by -Werror */
	const char *text;
};

struct hp_diag {
	const char *program;     /* prefix, e.g. "hpcc"; borrowed */
	struct hp_arena *arena;  /* where warnings are kept; NULL: they are not */
	bool quiet;              /* -w: no warnings at all */
	bool warnings_as_errors; /* -Werror, /WX */
	bool verbose;            /* --hpcc-verbose: hp_verbose writes */
	bool msvc;               /* positions as "file(1,2)", not "file:1:2" */
	bool colour;             /* stderr is a terminal that wants colour */
	bool off[HP_WARN_COUNT];
	bool error[HP_WARN_COUNT];    /* -Werror=hotpatch-X */
	bool no_error[HP_WARN_COUNT]; /* -Wno-error=hotpatch-X */
	unsigned errors;              /* number of errors reported */
	unsigned internal_errors;     /* of these, our own faults */
	unsigned warnings;
	struct hp_kept_warning *first, **last;
};

/* Sets the defaults. `arena` may be NULL. `colour` starts false. */
void hp_diag_init(struct hp_diag *diag, const char *program, struct hp_arena *arena);

/* "tls", "asm", …: what stands after -Whotpatch-. */
const char *hp_warn_name(enum hp_warn group);

/* What the group warns of, for help. */
const char *hp_warn_text(enum hp_warn group);

/*
 * Takes `-Whotpatch-X`, `-Wno-hotpatch-X`, `-Werror=hotpatch-X`, `-Wno-error=hotpatch-X`, `-Whotpatch`,
 * `-Wno-hotpatch`, `-Werror=hotpatch`, `-Wno-error=hotpatch`. Returns false for any other spelling, also for an
 * unknown X.
 */
bool hp_diag_option(struct hp_diag *diag, const char *option);

/* The same, and `-w`, `-Werror` and `-Wno-error`: what the front end tells the back end of warnings. */
bool hp_diag_take(struct hp_diag *diag, const char *option);

/* A format ending in ':' gets strerror(errno) appended. */
void hp_error(struct hp_diag *diag, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same at a place in a file, `file:line:column`, which stands where the program's name would; NULL: no place. */
void hp_error_at(struct hp_diag *diag, const char *where, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void hp_warning(struct hp_diag *diag, enum hp_warn group, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* The same at a place in a source, `file:line:column`, which stands where the program's name would; NULL: no place.
 */
void hp_warning_at(struct hp_diag *diag, const char *where, enum hp_warn group, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void hp_note(struct hp_diag *diag, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A note that is written only under --hpcc-verbose. */
void hp_verbose(struct hp_diag *diag, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A message that is complete, of one or several lines with their ends. */
void hp_diag_write(const char *message);

/* Our own fault: `hpcc: internal error: …`; the caller makes the exit status 70. */
void hp_internal(struct hp_diag *diag, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
