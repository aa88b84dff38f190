/*
 * A function that starts with a loop, in which another thread is when the function is patched: that call stays in the
 * old loop with its parameters, the next one is new.
 */
#include "scenario.h"

static volatile int state[2]; /* whether to end, what the loop does */
static volatile int begun;

EXPORT NOINLINE int walk(volatile int *at, int n)
{
#ifdef PATCH
	n += 1000 * ++begun;
#endif
	do {
		at[1] = n;
	} while (!at[0]);
	return n + at[0];
}

EXPORT int work(void)
{
	return walk(state, 5) + begun;
}

/* Gives the other thread turns. */
EXPORT int spin(volatile int times)
{
	while (times > 0)
		times--;
	return times;
}

EXPORT int is_waiting(int times)
{
	while (times-- > 0 && !state[1])
		;
	return state[1];
}

EXPORT int release(void)
{
	return state[0] = 1;
}
