/* A wrong sum, with counters that go on counting. */
#include "scenario.h"

static int deposits;
int balance = 100;

NOINLINE static int fee(int amount)
{
	deposits++;
#ifdef PATCH
	return amount / 10;
#else
	return amount / 100;
#endif
}

EXPORT int deposit(int amount)
{
	balance += amount - fee(amount);
	return balance;
}

EXPORT int count(void)
{
	return deposits;
}
