/*
 * Constant tables of functions, strings and other constants, which base and patch have alike: they go through refs,
 * since they lead to data. What else the patch brings along puts everything at another place.
 */
#include "units.h"

typedef unsigned short wide;

struct limits {
	int low, high;
	const char *unit;
	const struct limits *next;
};

struct way {
	const char *name;
	const wide *title;
	int (*act)(int);
	int *count;
	const struct limits *limits;
	const char *part;
};

static int added, taken, all[4];
static const struct limits second;
static const struct limits first = {0, 10, "m", &second};
static const struct limits second = {-10, 20, "km", &first};

NOINLINE static int plus(int x)
{
	all[2]++;
	return x + 1;
}

#ifdef PATCH
static const char *const fresh[] = {"a", "new", "list", "of", "words"};

NOINLINE static int times(int x)
{
	return 100 * x + fresh[x & 3][0];
}
#endif

NOINLINE static int minus(int x)
{
	all[3]++;
	return x - 1;
}

static const char parts[] = "left\0right";
static const struct way ways[] = {
    {"plus", u"Plus", plus, &added, &first, parts},
    {"minus", u"", minus, &taken, &second, parts + 5},
    {"", u"Both", plus, &all[1], &first, "x"},
};
static int *const places[] = {&all[2], &all[3]};

EXPORT int convert(int which, int x)
{
	const struct unit *unit = &units[which & 1];
	++*unit->count;
#ifdef PATCH
	return 10000 * revision + x * unit->metres + unit->name[0] - 'a';
#else
	return x * unit->metres + unit->name[0] + converted;
#endif
}

EXPORT int apply(int which, int x)
{
	const struct way *way = &ways[which % 3];
	++*way->count;
#ifdef PATCH
	if (x > way->limits->next->high)
		return times(*places[which & 1]);
#endif
	if (x > way->limits->high)
		return way->limits->unit[0] + way->part[0] + way->title[0];
	if (x < 0)
		return *places[which & 1];
	return way->act(x) + way->name[0];
}

EXPORT int count(void)
{
	return 100000 * added + 10000 * taken + 1000 * all[1] + 100 * all[2] + all[3];
}
