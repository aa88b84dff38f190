/* Static locals that are made at run time: one made before the patch is not made again, one made in it stays made. */
#include "scenario.h"

static int made;

struct Counter {
	int value;
	explicit Counter(int start) : value(start)
	{
		made++;
	}
};

/* Takes the address, so that the base keeps the object whole. */
NOINLINE static int next(Counter *counter)
{
	return counter->value++;
}

NOINLINE static int seed(int x)
{
	return x * 10 + made;
}

EXPORT int early(int x)
{
	static Counter counter(seed(x));
#ifdef PATCH
	return 1000 + next(&counter);
#else
	return next(&counter);
#endif
}

EXPORT int late(int x)
{
	static Counter counter(seed(x) + 5);
#ifdef PATCH
	return 1000 + next(&counter);
#else
	return next(&counter);
#endif
}

EXPORT int count(void)
{
	return made;
}
