/* A function's address as a mark: stored by one image and compared by the other. */
#include "scenario.h"

#ifdef __i386__
#define CONVENTION __attribute__((stdcall))
#else
#define CONVENTION
#endif

typedef void(CONVENTION *release)(int);

static int released, borrowed;
static release current;

/* Never called: the owner looks at the address alone. */
NOINLINE void CONVENTION borrow(int x)
{
	borrowed += x;
}

NOINLINE static void CONVENTION give_back(int x)
{
	released += x;
}

static const release ways[] = {borrow, give_back};

EXPORT int keep(int way)
{
#ifdef PATCH
	current = way == 2 ? borrow : ways[way & 1];
	return 10 + way;
#else
	current = way == 2 ? borrow : ways[way & 1];
	return way;
#endif
}

EXPORT int is_borrowed(void)
{
#ifdef PATCH
	return current == borrow ? 11 : 10;
#else
	return current == borrow;
#endif
}

/* Not listed: the base's own. */
EXPORT int end(int x)
{
	if (current == borrow)
		return -1;
	current(x);
	return 100 * borrowed + released;
}
