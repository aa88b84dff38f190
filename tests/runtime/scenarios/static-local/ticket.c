/* Static locals, of the patched function and of one it calls. */
#include "scenario.h"

NOINLINE static int seed(void)
{
	static int value = 40;
	return value++;
}

EXPORT int ticket(void)
{
	static int next = 7;
	static int table[3];
	table[next % 3] += next;
#ifdef PATCH
	return 1000 + next++ + table[0];
#else
	return next++ + table[0] + 0 * seed();
#endif
}

EXPORT int draw(void)
{
	return seed();
}
