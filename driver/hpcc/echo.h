/*
 * What clang says of its commands under -v. hpcc runs other ones, so clang is asked for those of the call as it was
 * given.
 */
#ifndef HP_ECHO_H
#define HP_ECHO_H

#include "base/strvec.h"

#include <stdbool.h>
#include <stddef.h>

struct hp_session;

struct hp_echo {
	bool wanted;
	struct hp_strvec commands; /* as clang prints them, with their line ends */
	size_t compiled, shown;    /* inputs that are compiled, and those of which the commands have been shown */
};

/*
 * Under -v, asks clang what it would run and prints what stands above the commands, once for all inputs. Otherwise
 * nothing is wanted. The exit status: not 0 where clang refuses the call, and then all that it says has been printed.
 */
int hp_echo_init(struct hp_echo *echo, struct hp_session *session);

/* Prints the commands of the next input that is compiled. */
void hp_echo_input(struct hp_echo *echo);

/* Prints the commands that the arguments of a link stand for. */
void hp_echo_link(const struct hp_echo *echo, struct hp_session *session, const struct hp_strvec *argv);

#endif
