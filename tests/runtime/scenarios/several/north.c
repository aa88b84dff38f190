/* Two files with statics of one name, and a global that both use. */
#include "scenario.h"

extern int total;
static int calls;

NOINLINE static int step(void)
{
	static int size = 10;
	return size++;
}

EXPORT int north(int x)
{
	calls++;
#ifdef PATCH
	x += 100;
#endif
	total += x;
	return total + step();
}

EXPORT int north_calls(void)
{
	return calls;
}
