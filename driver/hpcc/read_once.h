/*
 * Inputs that can be read only once: the standard input, and pipes under names that the shell gives them.
 */
#ifndef HP_READ_ONCE_H
#define HP_READ_ONCE_H

#include <stdbool.h>

struct hp_session;

/*
 * Saves those of the session's inputs, because each is read twice if nothing is selected in it. Descriptors with
 * names are replaced by what was in them, so that children find them under the same name. False after a report.
 */
bool hp_read_once_save(struct hp_session *session);

/* Whether an input is a pipe with a place in the file system, which is not saved: it cannot be read again. */
bool hp_read_once_is_pipe(const char *name);

#endif
