/*
 * Reports: what one compilation selected, redirected and left alone, as one JSON document an object.
 *
 * config/report.schema.json describes the document. The same facts give the same bytes.
 */
#ifndef HP_REPORT_H
#define HP_REPORT_H

#include <stdbool.h>

struct hp_diag;
struct hp_facts;
struct hp_strvec;

enum { HP_REPORT_VERSION = 1 }; /* of the document's format; counts up with incompatible changes */

/* Everything is borrowed. Strings that are not known are "". */
struct hp_report {
	const char *input;               /* the source as the user named it */
	const char *object;              /* the object file's absolute path */
	const char *triple;              /* e.g. "x86_64-pc-windows-msvc19.33.0" */
	const char *level;               /* optimisation level, e.g. "2" or "s" */
	const struct hp_strvec *command; /* the clang command, program first */
	const struct hp_facts *facts;
	const struct hp_diag *diag; /* its recorded warnings go into the report */
};

/*
 * Writes the document and a final line end to `stream`. Bytes that are not UTF-8 (names are bytes) become U+FFFD.
 * False after an error, which is reported to `diag`.
 */
bool hp_report_write(const struct hp_report *report, int stream, struct hp_diag *diag);

#endif
