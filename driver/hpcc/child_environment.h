/*
 * What children find in their environment beside what hpcc found in its own.
 */
#ifndef HP_CHILD_ENVIRONMENT_H
#define HP_CHILD_ENVIRONMENT_H

#include <stdbool.h>

struct hp_arena;
struct hp_invocation;

/*
 * For every child: it can tell that hpcc started it. `expanded`: it gets the expanded arguments, with what CL and
 * _CL_ add. The strings are borrowed, also from the invocation.
 */
char *const *hp_child_environment(const struct hp_invocation *inv, bool expanded);

/* The same with an order to clang to write its cc1 line to a stream of ours. Source: clang/tools/driver/driver.cpp.
 */
char *const *hp_child_environment_cc1(struct hp_arena *arena, char *const *env, int stream);

#endif
