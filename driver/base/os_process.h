/*
 * This process: its program, its environment, the clock.
 */
#ifndef HP_OS_PROCESS_H
#define HP_OS_PROCESS_H

#include <stdbool.h>

struct hp_arena;

/* The absolute path of the running program, links resolved. NULL and errno on failure; reports nothing. */
char *hp_os_self_path(struct hp_arena *arena);

/* A path under which the file of the running program can be opened, even if it was moved or replaced. */
const char *hp_os_self_file(void);

/* The environment, "NAME=value" each, NULL behind the last. Borrowed: hp_os_set_variable changes it. */
char *const *hp_os_environment(void);

/* Sets a variable of the environment, of what is started later, too. False and errno on failure. */
bool hp_os_set_variable(const char *name, const char *value);

/* Seconds from some fixed time on, for differences. */
double hp_os_seconds(void);

/* The time of day in nanoseconds, for what has to differ each time. */
unsigned long long hp_os_now(void);

/* Ends the process without anything that is done at the end. */
_Noreturn void hp_os_end(int status);

#endif
