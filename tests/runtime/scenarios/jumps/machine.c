/* A switch that becomes a jump table, one that becomes a table of addresses, and computed goto. */
#include "scenario.h"

static int a = 1, b = 2, c = 3, d = 4, e = 5;
static int steps;

NOINLINE static int *select_cell(int which)
{
	switch (which) {
	case 0:
		return &a;
	case 1:
		return &b;
	case 2:
		return &c;
	case 3:
		return &d;
	default:
		return &e;
	}
}

EXPORT int add_to(int which, int by)
{
	int *cell = select_cell(which);
#ifdef PATCH
	by *= 2;
#endif
	return *cell += by;
}

EXPORT int run(int program)
{
	static const void *const labels[] = {&&stop, &&inc, &&dbl, &&swap, &&neg};
	int x = a, y = b;
next:
	steps++;
	int op = program % 10;
	program /= 10;
	goto *labels[op % 5];
inc:
	x += 1;
	goto next;
dbl:
	x *= 2;
	goto next;
swap: {
	int t = x;
	x = y;
	y = t;
	goto next;
}
neg:
#ifdef PATCH
	x = 1000 - x;
#else
	x = -x;
#endif
	goto next;
stop:
	return x;
}

EXPORT int describe(int x)
{
	steps++;
	switch (x) {
	case 1:
		return a * 7;
	case 2:
		return b - 9;
	case 3:
		return c ^ 5;
	case 4:
		return d | 64;
	case 5:
#ifdef PATCH
		return e + 3;
#else
		return e + 2;
#endif
	case 6:
		return a + b + c;
	default:
		return -1;
	}
}

EXPORT int taken(void)
{
	return steps;
}
