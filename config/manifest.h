/*
 * Manifests: one line of JSON an object, collected over a whole build, because lld-link leaves S_HOTPATCHFUNC records
 * out of PDBs. Says which functions of the object are made for hot-patching, which ref variables the final code of
 * each uses, and a hash of that code.
 *
 * config/manifest.schema.json describes a line. The same facts give the same bytes. How lines get into the file is
 * the driver's business.
 */
#ifndef HP_MANIFEST_H
#define HP_MANIFEST_H

#include <stdbool.h>

struct hp_diag;
struct hp_facts;
struct hp_strvec;

enum { HP_MANIFEST_VERSION = 1 }; /* of the line's format; counts up with incompatible changes */

/* Everything is borrowed. */
struct hp_manifest {
	const char *input;  /* the source as the user named it */
	const char *object; /* the object file's absolute path */
	const char *image;  /* the image's, if there is no such object file because it was only linked; else NULL */
	const char *triple; /* e.g. "x86_64-pc-windows-msvc19.33.0" */
	const struct hp_facts *facts;
};

/*
 * Writes the line with its line end to `fd`. Bytes that are not UTF-8 become U+FFFD. False after an error, which is
 * reported to `diag`.
 */
bool hp_manifest_write(const struct hp_manifest *manifest, int fd, struct hp_diag *diag);

/*
 * Copies to `fd` the last line that the manifest file `path` has for each of `objects`, in the order of these;
 * objects without a line are passed over, and so are lines that are no JSON. False after an error, which is reported.
 */
bool hp_manifest_merge(const char *path, const struct hp_strvec *objects, int fd, struct hp_diag *diag);

#endif
