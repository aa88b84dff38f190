/*
 * A constant table that patches change, and what variables start with: they go through refs, so a patch would go on
 * with the program's own.
 */
#include "scenario.h"

struct way {
	const char *name;
	int (*act)(int);
	int *count;
	const int *limits;
	int factor;
};

static int added, taken;
#if PATCH == 5
static const int limits[] = {10, 30};
#else
static const int limits[] = {10, 20};
#endif

NOINLINE static int plus(int x)
{
	return x + 1;
}

NOINLINE static int minus(int x)
{
	return x - 1;
}

static const struct way ways[] = {
    {"plus", plus, &added, limits, 2},
#if PATCH == 2
    {"minus", minus, &taken, limits, 5},
#elif PATCH == 3
    {"minus", plus, &taken, limits, 3},
#elif PATCH == 4
    {"minis", minus, &taken, limits, 3},
#elif PATCH == 6
    {"minus", minus, &added, limits, 3},
#elif PATCH == 7
    {"minus", minus, &taken, 0, 3},
#else
    {"minus", minus, &taken, limits, 3},
#endif
#if PATCH == 1
    {"plus", plus, &taken, limits, 4},
#endif
};

#if PATCH == 8
static int bonus = 200;
#else
static int bonus = 100;
#endif
#if PATCH == 9
static const char *title = "weys";
#else
static const char *title = "ways";
#endif

EXPORT int set(int x, int y)
{
	if (y)
		title = "others";
	return bonus += x;
}

EXPORT int apply(int which, int x)
{
	const struct way *way = &ways[which & 1];
#if PATCH == 1
	if (which < (int)(sizeof ways / sizeof *ways))
		way = &ways[which];
#endif
	++*way->count;
	if (x > 1000)
		return bonus + title[0];
	return x < way->limits[1] ? way->factor * way->act(x) + way->name[0] : 0;
}

EXPORT int count(void)
{
	return 10 * added + taken;
}
