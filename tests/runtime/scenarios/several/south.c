#include "scenario.h"

int total;
static int calls = 50;

NOINLINE static int step(void)
{
	static int size = 1000;
	return size--;
}

EXPORT int south(int x)
{
	calls++;
#ifdef PATCH
	x += 200;
#endif
	total -= x;
	return total + step();
}

EXPORT int south_calls(void)
{
	return calls;
}
