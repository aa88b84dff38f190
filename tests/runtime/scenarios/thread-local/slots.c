/*
 * Thread-local variables: through a global function of the base they are the base's, each thread's own as before. One
 * that a listed function names itself, or by way of a static one, is the patch's own, with a warning, and each
 * thread's own, too.
 */
#include "scenario.h"

static __thread int mine = 10;
static __thread int direct = 50;
static __thread int hidden = 70;
static int calls;

NOINLINE int *slot(void)
{
	return &mine;
}

static NOINLINE int *hidden_slot(void)
{
	return &hidden;
}

EXPORT int bump(int by)
{
	calls++;
	*slot() += by;
#ifdef PATCH
	return 1000 + *slot();
#else
	return *slot();
#endif
}

EXPORT int bump_direct(int by)
{
	calls++;
	direct += by;
	return direct;
}

EXPORT int bump_hidden(int by)
{
	calls++;
	*hidden_slot() += by;
	return *hidden_slot();
}

EXPORT int other_thread(void)
{
	bump(1);
	bump(1);
	bump_direct(7);
	return 100 * *slot() + bump_direct(0);
}

EXPORT int count(void)
{
	return calls;
}
