/*
 * Statics of which the base's optimiser makes something else where it may: `total` it splits, `limit` it replaces by
 * its value, `mode` becomes a flag of one byte, `last` goes, and so does `places`, a table. clang's option is against
 * that.
 */
#include "scenario.h"

static struct {
	int calls, sum;
} total;
static int limit = 10, mode = -1, last, first, second;
static int *const places[] = {&first, &second};

EXPORT NOINLINE int add(int x)
{
#ifdef PATCH
	if (x < 0) {
		limit = -x;
		mode = 8;
		*places[-x & 1] += 100;
		return last;
	}
#endif
	total.calls++;
	total.sum += x;
	last = x;
	*places[0] = x;
	return 10 * total.sum + total.calls;
}

EXPORT int start(int x)
{
	mode = 7;
	*places[1] = x;
	return limit;
}

/* The base's add() leaves `limit` alone, so that the optimiser need not read it again. */
EXPORT int change(int x)
{
	int before = limit;
	add(x);
	return limit - before;
}

EXPORT int room(void)
{
	return limit - total.sum;
}

EXPORT int state(void)
{
	return 10000 * first + 10 * second + mode;
}
