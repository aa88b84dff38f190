/*
 * Exceptions in catch blocks, out of them and thrown again, by frames of program and patch in turn; what is thrown is
 * copied, converted to its bases and destroyed once.
 */
#include "scenario.h"

static int alive, trace;

struct Fault {
	int code;
	explicit Fault(int c) : code(c)
	{
		alive++;
	}
	Fault(const Fault &other) : code(other.code + 1)
	{
		alive++;
	}
	virtual ~Fault()
	{
		alive--;
	}
};

struct Pad {
	int pad = 20;
};

struct Side {
	int side = 30;
};

struct Wide : Pad, Side {
};

struct Deep : Side, virtual Fault {
	explicit Deep(int c) : Fault(c)
	{
	}
};

struct Guard {
	int weight;
	~Guard()
	{
		trace += weight;
	}
};

static Wide kept;

NOINLINE int raise(int x)
{
	Guard guard{1};
	switch (x) {
	case 1:
		throw Fault(5);
	case 2:
		throw Deep(6);
	case 3:
		throw &kept;
	case 4:
		throw 4;
	default:
		return x;
	}
}

/* Throws again; the patch changes the object first, and handles a copy on the way. */
NOINLINE int relay(int x)
{
	Guard guard{10};
	try {
		return raise(x);
	} catch (Fault &fault) {
		Guard inner{100};
#ifdef PATCH
		fault.code += 50;
		try {
			throw;
		} catch (Fault copy) {
			trace += 10000 * (copy.code - fault.code);
			throw;
		}
#else
		throw;
#endif
	}
}

/* Throws another one out of a catch block, to a block around it; the patch handles a third in there. */
NOINLINE int replace(int x)
{
	try {
		Guard guard{1000};
		try {
			return relay(x);
		} catch (const Fault &fault) {
#ifdef PATCH
			try {
				raise(4);
			} catch (int n) {
				throw 10 * fault.code + n;
			}
#endif
			throw fault.code;
		}
	} catch (int n) {
		return 2000 + n;
	}
}

EXPORT int outer(int x, int how)
{
	try {
		return how ? replace(x) : relay(x);
	} catch (const Deep &deep) {
		return 3000 + deep.code + deep.side;
	} catch (const Fault fault) {
		return 4000 + fault.code;
	} catch (const Side *side) {
		return 5000 + side->side;
	} catch (...) {
		return 6000;
	}
}

EXPORT int seen(void)
{
	return trace;
}

EXPORT int left(void)
{
	return alive;
}
