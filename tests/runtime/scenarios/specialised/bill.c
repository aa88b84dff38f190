/*
 * A static helper that is not listed and that the program calls with one and the same rate: its optimiser builds the
 * rate in and drops the parameter. The patch calls it with another rate, and runs its own copy on the program's data.
 */
#include "scenario.h"

static int total, entries, charges;

NOINLINE static int enter(int rate, int amount)
{
	entries++;
	total += rate * amount;
	return rate * amount;
}

EXPORT int charge(int amount)
{
	charges++;
#ifdef PATCH
	if (amount > 100)
		return enter(3, amount);
#endif
	return enter(10, amount);
}

EXPORT int refund(int amount)
{
	return -enter(10, -amount);
}

EXPORT int balance(void)
{
	return 1000 * total + 10 * entries + charges;
}
