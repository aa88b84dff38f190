/* Callback tables: the program's own, which the patched function fills and calls through, and a constant one. */
#include "scenario.h"

typedef int (*handler)(int);

static int calls;
static handler table[4];

NOINLINE static int twice(int x)
{
	calls++;
	return 2 * x;
}

NOINLINE static int minus(int x)
{
	calls++;
	return -x;
}

static const handler fixed[] = {twice, minus};

EXPORT void *chosen(int which);

NOINLINE static int apply(handler f, int x)
{
	calls += 100;
	return f(x);
}

EXPORT int install(int slot, int which)
{
#ifdef PATCH
	which = !which;
#endif
	table[slot & 3] = fixed[which & 1];
	return calls;
}

EXPORT int dispatch(int slot, int x)
{
	int result = table[slot & 3] ? apply(table[slot & 3], x) : 0;
#ifdef PATCH
	result += 1;
#endif
	return result;
}

EXPORT int count(void)
{
	return calls;
}
