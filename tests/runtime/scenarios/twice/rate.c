/* A patch, a second one over it, and both again. */
#include "scenario.h"

static int changes, rate = 3;

NOINLINE static int scale(int x)
{
	changes++;
#if defined PATCH && PATCH == 2
	return x * rate + 1000;
#elif defined PATCH
	return x * rate + 100;
#else
	return x * rate;
#endif
}

EXPORT int price(int x)
{
	return scale(x);
}

EXPORT int raise_rate(int by)
{
	rate += by;
	return changes;
}
