/* Exceptions through a patched frame: thrown below and caught above, caught in it, its objects destroyed. */
#include "scenario.h"

#include <stdexcept>

static int thrown, closed;

struct Guard {
	int &count;
	~Guard()
	{
		count++;
	}
};

NOINLINE int risky(int x)
{
	if (x == 1)
		throw 42;
	if (x == 2)
		throw "text";
	if (x == 3)
		throw std::runtime_error("no");
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
	} catch (const std::exception &e) {
		thrown++;
		throw 7;
	}
#else
	return risky(x);
#endif
}

EXPORT int outer(int x)
{
	try {
		return middle(x);
	} catch (int n) {
		thrown += 10;
		return 1000 + n;
	} catch (const std::exception &) {
		thrown += 10;
		return 2000;
	} catch (...) {
		thrown += 10;
		return 3000;
	}
}

EXPORT int seen(void)
{
	return 1000 * closed + thrown;
}
