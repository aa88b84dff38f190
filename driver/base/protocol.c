/*
 * The request to the back end as arguments and back. Decides the spelling, from protocol.def alone.
 */
#include "protocol.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

const struct hp_fd_row hp_fd_rows[HP_FD_COUNT] = {
#define HP_FD(id, argument, opened, held, meaning) {argument, HP_OPENED_##opened, HP_HELD_##held},
#include "protocol.def"
};

static const struct row {
	const char *argument;
	enum { TEXT, LIST, FLAG, FD } kind;
	size_t member; /* offset in struct hp_request */
} rows[] = {
#define HP_TEXT(member, argument, meaning) {argument, TEXT, offsetof(struct hp_request, member)},
#define HP_LIST(member, argument, meaning) {argument, LIST, offsetof(struct hp_request, member)},
#define HP_FLAG(member, argument, meaning) {argument, FLAG, offsetof(struct hp_request, member)},
#define HP_FD(id, argument, opened, held, meaning)                                                                   \
	{argument, FD, offsetof(struct hp_request, fds) + HP_FD_##id * sizeof(int)},
#include "protocol.def"
};

enum { ROWS = sizeof rows / sizeof *rows };

void hp_request_init(struct hp_request *request, struct hp_arena *arena)
{
	*request = (struct hp_request){0};
	for (int fd = 0; fd < HP_FD_COUNT; fd++)
		request->fds[fd] = -1;
#define HP_LIST(member, argument, meaning) hp_strvec_init(&request->member, arena);
#include "protocol.def"
}

static void push(const struct row *row, const void *member, struct hp_strvec *argv)
{
	const char *text;
	const struct hp_strvec *list = member;
	switch (row->kind) {
	case TEXT:
		memcpy(&text, member, sizeof text);
		if (text)
			hp_strvec_pushf(argv, "--%s=%s", row->argument, text);
		break;
	case LIST:
		for (size_t i = 0; i < list->count; i++)
			hp_strvec_pushf(argv, "--%s=%s", row->argument, list->items[i]);
		break;
	case FLAG:
		if (*(const bool *)member)
			hp_strvec_pushf(argv, "--%s", row->argument);
		break;
	case FD:
		if (*(const int *)member >= 0)
			hp_strvec_pushf(argv, "--%s=%d", row->argument, *(const int *)member);
		break;
	}
}

void hp_request_push(const struct hp_request *request, struct hp_strvec *argv)
{
	for (const struct row *row = rows; row < rows + ROWS; row++)
		if (row->argument)
			push(row, (const char *)request + row->member, argv);
}

static void set(const struct row *row, void *member, const char *value)
{
	switch (row->kind) {
	case TEXT:
		memcpy(member, &value, sizeof value);
		break;
	case LIST:
		hp_strvec_push(member, value);
		break;
	case FLAG:
		*(bool *)member = true;
		break;
	case FD:
		*(int *)member = (int)strtol(value, NULL, 10);
		break;
	}
}

bool hp_request_parse(struct hp_request *request, const char *argument)
{
	if (strncmp(argument, "--", 2) != 0)
		return false;
	const char *name = argument + 2;
	size_t length = strcspn(name, "=");
	for (const struct row *row = rows; row < rows + ROWS; row++) {
		if (!row->argument || strncmp(row->argument, name, length) != 0 || row->argument[length] != '\0' ||
		    (row->kind == FLAG) == (name[length] == '='))
			continue;
		set(row, (char *)request + row->member, name + length + (name[length] == '='));
		return true;
	}
	return false;
}

bool hp_backend_status_known(int status)
{
	switch (status) {
#define HP_STATUS(id, number, meaning) case number:
#include "protocol.def"
		return true;
	default:
		return false;
	}
}
