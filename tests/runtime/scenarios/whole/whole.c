/* Functions that must change together, while another thread is in them and in what they call. */
#include "loop.h"

static int seen[3];
static volatile int nothing; /* so that callers cannot know what comes of it */

NOINLINE int version(void)
{
#ifdef PATCH
	return nothing + 2;
#else
	return nothing + 1;
#endif
}

/* Frames of several forms: with a size that is not known before, with many registers, with none. */
NOINLINE int nest(int depth, int a, int b, int c)
{
	volatile int room[depth + 1];
	room[depth] = depth;
	int d = a * 3 + b, e = b * 5 + c, f = c * 7 + a;
	int found = depth ? nest(depth - 1, d, e, f) : version();
	return found + ((a ^ b ^ c ^ d ^ e ^ f) & 0) + room[depth] - depth;
}

NOINLINE int wide(int a, int b, int c)
{
	volatile int first = a, second = b, third = c;
	int sum = first + second + third, found = nest(3, a, b, c);
	return found + (sum - first - second - third);
}

NOINLINE int pair(int x)
{
	int first = version();
	int between = wide(x, x + 1, x + 2);
	int last = version();
	return first == between && first == last ? first : 0;
}

/* How often some of it was old and some new. */
EXPORT int loop(void)
{
	for (int x = 0; running; x++)
		seen[pair(x)]++;
	return seen[0];
}

EXPORT int has_seen(int version)
{
	return seen[version] > 0;
}
