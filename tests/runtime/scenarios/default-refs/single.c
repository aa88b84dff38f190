/* The patch image as a program of its own: each ref has its own variable's address from the start. */
#include "scenario.h"

int total = 7;
static int calls;

EXPORT int add(int x)
{
	static int last;
	calls++;
	total += x + last;
	last = x;
	return total;
}

EXPORT int count(void)
{
	return calls;
}
