/*
 * How hpcc and hpcc-backend talk: the arguments, descriptors and exit statuses of protocol.def.
 */
#ifndef HP_PROTOCOL_H
#define HP_PROTOCOL_H

#include "strvec.h"

#include <stdbool.h>

/* The descriptors, as indices; their numbers are the same in all processes that hold them. */
enum hp_fd {
#define HP_FD(id, argument, opened, held, meaning) HP_FD_##id,
#include "protocol.def"
	HP_FD_COUNT
};

enum hp_backend_status {
#define HP_STATUS(id, number, meaning) HP_BACKEND_##id = (number),
#include "protocol.def"
};

/* What the back end is asked for. Texts are borrowed. */
struct hp_request {
#define HP_TEXT(member, argument, meaning) const char *member;
#define HP_LIST(member, argument, meaning) struct hp_strvec member;
#define HP_FLAG(member, argument, meaning) bool member;
#include "protocol.def"
	int fds[HP_FD_COUNT]; /* -1: absent */
};

/* How a descriptor is opened, see protocol.def. */
enum hp_opened { HP_OPENED_READ, HP_OPENED_WRITE, HP_OPENED_MEMORY, HP_OPENED_LENT, HP_OPENED_MOVED };

/* Who holds a descriptor beside hpcc. */
enum hp_held { HP_HELD_FRONT = 0, HP_HELD_CLANG = 1, HP_HELD_BACKEND = 2, HP_HELD_BOTH = 3 };

struct hp_fd_row {
	const char *argument; /* of the back end; NULL: it has none */
	enum hp_opened opened;
	enum hp_held held;
};

extern const struct hp_fd_row hp_fd_rows[HP_FD_COUNT];

/* Sets everything to absent. */
void hp_request_init(struct hp_request *request, struct hp_arena *arena);

/* Appends the request as arguments. */
void hp_request_push(const struct hp_request *request, struct hp_strvec *argv);

/* Reads one such argument into the request. False if it is none. */
bool hp_request_parse(struct hp_request *request, const char *argument);

/* Whether an exit status is one of the back end's. */
bool hp_backend_status_known(int status);

#endif
