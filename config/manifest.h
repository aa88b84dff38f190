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
#include <stddef.h>
#include <stdint.h>

struct hp_arena;
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
 * Writes the line with its line end to `stream`. Bytes that are not UTF-8 become U+FFFD. False after an error, which
 * is reported to `diag`.
 */
bool hp_manifest_write(const struct hp_manifest *manifest, int stream, struct hp_diag *diag);

/* What one line says, as the schema has it. Texts that are not there are "", numbers 0. */
struct hp_manifest_function {
	const char *function, *symbol, *entry, *hash;
	const char **refs;
	size_t ref_count;
};

struct hp_manifest_ref {
	const char *ref, *global, *linkage, *kind;
	uint64_t size; /* bytes */
};

struct hp_manifest_literal {
	uint64_t offset, size; /* bytes */
};

struct hp_manifest_contents {
	const char *global, *linkage;
	uint64_t size; /* bytes */
	struct hp_manifest_literal *literals;
	size_t literal_count;
};

struct hp_manifest_entry {
	const char *object, *input, *triple;
	const char *image; /* NULL without one */
	struct hp_manifest_function *functions;
	size_t function_count;
	struct hp_manifest_ref *refs;
	size_t ref_count;
	struct hp_manifest_contents *contents;
	size_t content_count;
};

/* Reads a line, of `length` bytes with or without its line end. False if it is none of this version. */
bool hp_manifest_read_line(struct hp_manifest_entry *entry, struct hp_arena *arena, const char *line, size_t length);

/* What a line is about, an object or the part of an image that comes from a source: equal for equal ones alone. */
const char *hp_manifest_key(struct hp_arena *arena, const struct hp_manifest_entry *entry);

/* Whether the last line of the manifest `file` (its text) about the same as `line` names functions. */
bool hp_manifest_contradicts(struct hp_arena *arena, const char *file, const char *line);

/* What counts of a whole manifest: the last line about each, in the order of the first ones. */
struct hp_manifest_file {
	struct hp_manifest_entry *entries;
	size_t count;
};

/* Reads a manifest's text. False if a line is none of this version; then *bad_line is its number, from 1. */
bool hp_manifest_read(struct hp_manifest_file *file, struct hp_arena *arena, const char *text, size_t *bad_line);

/*
 * Copies to `stream` the last line that the manifest file `path` has for each of `objects`, in the order of these;
 * objects without a line are passed over, and so are lines of another form. False after an error, which is reported.
 */
bool hp_manifest_merge(const char *path, const struct hp_strvec *objects, int stream, struct hp_diag *diag);

#endif
