/*
 * The dependency file (-MD) of a unit that is compiled twice: the first run lists the function lists as dependencies,
 * the second, which must give clang's own object, knows nothing of them and would write the file without.
 */
#ifndef HP_DEPFILE_H
#define HP_DEPFILE_H

#include <stdbool.h>
#include <stddef.h>

struct hp_diag;
struct hp_invocation;
struct hp_outputs;

struct hp_depfile {
	const char *path; /* NULL: nothing to keep */
	const char *text;
	size_t size;
};

/* Reads what the first run wrote; keeps nothing if there is no such file or no list file. */
void hp_depfile_save(struct hp_depfile *file, const struct hp_invocation *inv, const struct hp_outputs *outputs);

/* Writes it back. False after a message. */
bool hp_depfile_restore(const struct hp_depfile *file, struct hp_diag *diag);

#endif
