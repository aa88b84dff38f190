#include "counter.h"

static int sum;

int total(void)
{
	sum += count(1);
	return sum;
}

int __stdcall reset_total(int to)
{
	return sum = to;
}
