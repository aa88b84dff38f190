/*
 * A function that another thread throws through, and catches in, while it is patched and taken back: also where the
 * stack is just being unwound. Real threads alone are fast enough to be met there.
 */
#include "loop.h"

static int closed, caught, old_results, new_results;

struct Guard {
	__attribute__((always_inline)) ~Guard()
	{
		closed++;
	}
};

struct Failure {
	int number;
	virtual ~Failure()
	{
	}
};

NOINLINE int risky(int x)
{
	if (x % 3 == 0)
		throw x;
	if (x % 3 == 1) {
		Failure failure;
		failure.number = x;
		throw failure;
	}
	return x;
}

#ifdef PATCH
enum { STEP = 2 };
#else
enum { STEP = 1 };
#endif

/* Lets the numbers through, and handles the others. */
NOINLINE int work(int x)
{
	Guard guard;
	try {
		return risky(x) + STEP;
	} catch (const Failure &failure) {
		caught++;
		return failure.number + STEP;
	} catch (int &number) {
		number += STEP;
		throw;
	}
}

NOINLINE int attempt(int x)
{
	try {
		return work(x);
	} catch (int number) {
		return number;
	}
}

/* The number of calls whose result is neither the old nor the new one, or that were not counted. */
EXPORT int loop(void)
{
	int wrong = 0, calls = 0, failures = 0;
	for (int x = 0; running; x = (x + 1) & 1023) {
		int result = attempt(x);
		calls++;
		failures += x % 3 == 1;
		old_results += result == x + 1;
		new_results += result == x + 2;
		wrong += result != x + 1 && result != x + 2;
	}
	return wrong + (closed != calls) + (caught != failures) + (calls != old_results + new_results);
}

EXPORT int seen_both(void)
{
	return (old_results > 0) + 2 * (new_results > 0);
}
