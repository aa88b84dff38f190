/*
 * Statics with two values, which the base's optimiser keeps in a byte. Behind one of them lies other data, the other
 * has room for more.
 */
#include "scenario.h"

static int level = -1, mode;
static char left, right;

EXPORT int start(int x)
{
	level = 5;
	mode = 7;
	if (x)
		left++;
	else
		right++;
	return mode;
}

EXPORT int state(void)
{
#ifdef PATCH
	return 1000 * level + 100 * mode + 10 * left + right;
#else
	return level + mode + 10 * left + right;
#endif
}
