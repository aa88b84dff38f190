/* Structs passed and returned, structs of addresses, vectors. */
#include "scenario.h"

struct small {
	int *first, *second;
};

struct large {
	int values[6];
	int *where;
};

typedef int four __attribute__((vector_size(16)));

static int left = 1, right = 2, cells[6] = {1, 2, 3, 4, 5, 6};
static struct large last;
static four lanes = {1, 2, 3, 4};

NOINLINE static struct small both(int swap)
{
#ifdef PATCH
	swap = !swap;
#endif
	return swap ? (struct small){&right, &left} : (struct small){&left, &right};
}

NOINLINE static struct large gather(int add)
{
	struct large result = {{cells[0], cells[1], cells[2], cells[3], cells[4], cells[5]}, &cells[1]};
#ifdef PATCH
	result.values[3] += 10 * add;
#else
	result.values[3] += add;
#endif
	last = result;
	return result;
}

NOINLINE static four stretch(four by)
{
	lanes += by;
#ifdef PATCH
	return lanes * 2;
#else
	return lanes;
#endif
}

NOINLINE static int consume(struct large value)
{
	*value.where += value.values[3];
#ifdef PATCH
	left += 5;
#endif
	return value.values[0] + *value.where;
}

EXPORT int move(int swap)
{
	struct small pair = both(swap);
	*pair.first += 10;
	*pair.second += 100;
	return 1000 * left + right;
}

EXPORT int sum(int add)
{
	return consume(gather(add)) + last.values[3];
}

EXPORT int wide(int by)
{
	four result = stretch((four){by, 0, by, 0});
	return result[0] + 10 * result[1] + 100 * result[2] + 1000 * result[3];
}
