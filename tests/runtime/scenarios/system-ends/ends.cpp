/* What exceptions and casts must not do, or system/ does not: it ends the run with a reason, and guesses nothing. */
#include "scenario.h"

struct Base {
	virtual int value() const
	{
		return 1;
	}
};

struct Derived : Base {
};

static Base base;

struct Thrower {
	int what;
	~Thrower() noexcept(false);
};

NOINLINE Thrower::~Thrower() noexcept(false)
{
	if (what)
		throw what;
}

EXPORT int unhandled(int x)
{
	try {
		throw x;
	} catch (const char *) {
		return 1;
	}
}

EXPORT int handles_none(void)
{
	throw;
}

NOINLINE static int raise(int x)
{
	if (x)
		throw x;
	return 5;
}

NOINLINE static int promises(int x) noexcept
{
	return raise(x);
}

static int (*volatile promise)(int) = promises; /* the caller does not know that it is one */

EXPORT int breaks_promise(int x)
{
	try {
		return promise(x);
	} catch (int n) {
		return n;
	}
}

EXPORT int throws_twice(int x)
{
	try {
		Thrower thrower{x};
		throw 1;
	} catch (int n) {
		return n;
	}
}

EXPORT int casts(int x)
{
	Base *object = x == 2 ? nullptr : &base;
	return x == 1 ? dynamic_cast<Derived &>(*object).value() : dynamic_cast<Derived *>(object) == nullptr;
}

/* After all this. */
EXPORT int works(int x)
{
	try {
		throw x;
	} catch (int n) {
		return n + promises(0);
	}
}
