/* A function that another thread runs in a loop while it is patched and taken back. */
#include "loop.h"

static int turns, old_results, new_results;

NOINLINE static int work(int x)
{
	turns++;
#ifdef PATCH
	return x + 2;
#else
	return x + 1;
#endif
}

/* The number of calls whose result is neither the old nor the new one, or that were not counted. */
EXPORT int loop(void)
{
	int wrong = 0, calls = 0;
	for (int x = 0; running; x = (x + 1) & 1023) {
		int result = work(x);
		calls++;
		old_results += result == x + 1;
		new_results += result == x + 2;
		wrong += result != x + 1 && result != x + 2;
	}
	return wrong + (turns != calls) + (calls != old_results + new_results);
}

EXPORT int call_count(void)
{
	return turns > 0;
}

EXPORT int seen_new(void)
{
	return new_results > 0;
}

EXPORT int seen_old(void)
{
	return old_results > 0;
}
