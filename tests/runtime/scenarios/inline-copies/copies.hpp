/*
 * Inline functions that only the patch calls, so that the program has none of them. They must work on its data.
 */
#include "scenario.h"

extern int total;

NOINLINE inline int add(int by)
{
	return total += by;
}

/* Reached through a constant table, also an inline one. */
NOINLINE inline int by_table(int by)
{
	return total += 10 * by;
}

inline constexpr int (*table[])(int) = {add, by_table};

/* Calls one that differs, and touches no data itself. */
NOINLINE inline int twice(int by)
{
	return add(by) + add(by);
}

/* Its address is compared, so that it goes through a ref, which has no twin. */
NOINLINE inline int compared(int by)
{
	return total += 100 * by;
}

/* Its labels are its own. */
NOINLINE inline int labels(int to)
{
	static const void *const places[] = {&&up, &&down};
	goto *places[to & 1];
up:
	return ++total;
down:
	return --total;
}

/* A clean-up, a handler, and an object whose destructor the exception's type names. */
struct Count {
	~Count()
	{
		total += 1000;
	}
};

struct Thrown {
	int by;
	explicit Thrown(int by) : by(by)
	{
	}
	NOINLINE ~Thrown()
	{
		total += 10000;
	}
};

NOINLINE inline int caught(int by)
{
	try {
		Count count;
		if (by > 2)
			throw Thrown(by);
		total += 1;
	} catch (const Thrown &thrown) {
		total += thrown.by;
	}
	return by; // LLVM takes the total to be as before the destructor
}

/* A class that the program has not. */
struct Step {
	int size;
	explicit Step(int size) : size(size)
	{
	}
	virtual int go()
	{
		return total += size;
	}
};

struct Back : Step {
	explicit Back(int size) : Step(size)
	{
	}
	int go() override
	{
		return total -= size;
	}
};

NOINLINE inline int walk(Step *step)
{
	return step->go();
}
