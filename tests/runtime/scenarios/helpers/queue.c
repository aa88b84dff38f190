/* A new code path calls helpers that are not listed and own statics, one of them in another file. */
#include "scenario.h"

int journal(int value);

static int items[8], used, adds;

NOINLINE static int put(int value)
{
	items[used++ & 7] = value;
	return used;
}

NOINLINE static int drop(void)
{
	static int dropped;
	used = used > 0 ? used - 1 : 0;
	return ++dropped;
}

EXPORT int add(int value)
{
	adds++;
#ifdef PATCH
	if (value < 0)
		return 1000 * drop() + journal(value);
#endif
	return put(value) + journal(value);
}

EXPORT int trim(void)
{
	return 100 * drop() + used + items[7] + 10000 * adds;
}
