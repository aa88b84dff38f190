/*
 * C++ exceptions through patched frames: thrown on either side and caught on either side, thrown again, by value and
 * by reference, with destructors on the way that use the program's variables.
 */
#include "scenario.h"

static int thrown, closed, alive;
static int ledger[4] = {1000, 1000, 1000, 1000};

struct Guard {
	int &count;
	~Guard()
	{
		count++;
	}
};

struct Problem {
	int number;
	explicit Problem(int n) : number(n)
	{
		alive++;
	}
	Problem(const Problem &other) : number(other.number)
	{
		alive++;
	}
	virtual ~Problem()
	{
		alive--;
	}
	virtual int weight() const
	{
		return 1;
	}
};

struct Failure : Problem {
	explicit Failure(int n) : Problem(n)
	{
	}
	int weight() const override
	{
		return 2;
	}
};

NOINLINE int risky(int x)
{
	if (x == 1)
		throw 42;
	if (x == 2)
		throw "text";
	if (x == 3)
		throw Failure(30);
	return 3 * x;
}

/* The base lets all through, the patch catches two kinds. */
NOINLINE int middle(int x)
{
	Guard guard{closed};
#ifdef PATCH
	try {
		return risky(x) + 100;
	} catch (const char *) {
		thrown++;
		return 200;
	} catch (const Problem &problem) {
		thrown += problem.weight();
		throw 7;
	}
#else
	return risky(x);
#endif
}

#ifdef PATCH
enum { STEP = 10 };
#else
enum { STEP = 1 };
#endif

/* A destructor that is part of its function, and adds to a variable of the program. */
struct Entry {
	int index;
	__attribute__((always_inline)) ~Entry()
	{
		ledger[index] += STEP;
	}
};

/* Passed by what is thrown below; the destructors are the patch's own. */
NOINLINE int passed(int x, int y)
{
	Entry first{0};
	int sum = risky(x);
	Entry second{1};
	return sum + risky(y) + ledger[0];
}

/* Throws itself; the patch another class. */
NOINLINE int throws(int x)
{
	Entry entry{2};
	if (x == 0)
		return ledger[2];
#ifdef PATCH
	throw Failure(ledger[2] + x);
#else
	throw Problem(ledger[2] + x);
#endif
}

/* Thrown again, and caught again by value, by frames of the program and this one in turn. */
NOINLINE int again(int x)
{
	int weight = 0;
	for (int i = 0; i < 2; i++) {
		try {
			Entry entry{3};
			try {
				throws(x);
			} catch (Problem &problem) {
				problem.number += STEP;
				weight += ledger[3];
				throw;
			}
		} catch (const Failure failure) {
			weight += failure.number;
			ledger[3] += STEP;
		} catch (Problem problem) {
			weight -= problem.number;
			ledger[3] += alive;
		}
	}
	return weight;
}

/* Everything, also what it does not know. */
NOINLINE int any(int x)
{
	try {
		return passed(x, 3 - x);
	} catch (...) {
		ledger[3] += 100 * STEP;
		if (x == 2)
			throw;
	}
	return ledger[3];
}

EXPORT int outer(int x)
{
	try {
		return middle(x);
	} catch (int n) {
		thrown += 10;
		return 1000 + n;
	} catch (const Problem &) {
		thrown += 10;
		return 2000;
	} catch (...) {
		thrown += 10;
		return 3000;
	}
}

EXPORT int passing(int x, int y)
{
	int a = 3 * x, b = 5 * y;
	try {
		return passed(x, y) + a + b;
	} catch (int n) {
		return n + a + b;
	} catch (Problem problem) {
		return problem.number + problem.weight() + a + b;
	} catch (const char *text) {
		return text[1] + a + b;
	}
}

EXPORT int throwing(int x)
{
	try {
		return throws(x);
	} catch (const Problem &problem) {
		return problem.number + 10000 * problem.weight();
	}
}

EXPORT int again_and_again(int x)
{
	return again(x);
}

EXPORT int anything(int x)
{
	try {
		return any(x);
	} catch (const char *) {
		return 0 - ledger[3];
	}
}

EXPORT int seen(void)
{
	return 1000 * closed + thrown;
}

EXPORT int entry(int i)
{
	return i < 4 ? ledger[i] : alive;
}
