/*
 * A patch comes, or goes, while another thread is in the __try of the function: that call keeps its filter and its
 * clean-up, which know its frame, and the next one has the new ones.
 */
#include "scenario.h"
#include "seh.h"

static volatile int waiting, go;
static int cleaned, filtered;

NOINLINE static int await(int x)
{
	waiting = 1;
	while (!go)
		;
	waiting = go = 0;
	RaiseException(0xe0000000 | (unsigned)x, 0, 0, 0);
	return 0;
}

NOINLINE static int judge(unsigned long code, const int *kept)
{
	filtered += *kept;
	return (code & 0xff) == 7 ? EXCEPTION_EXECUTE_HANDLER : EXCEPTION_CONTINUE_SEARCH;
}

NOINLINE static int guarded(int x)
{
#ifdef PATCH
	int spare[16] = {x}, kept = 100 * x;
	judge(0, &spare[x & 15]);
#else
	int kept = x;
#endif
	__try {
		__try {
			await(7);
		} __finally {
			cleaned += kept;
		}
	} __except (judge(GetExceptionCode(), &kept)) {
		kept++;
	}
	return kept;
}

EXPORT int work(void)
{
	return guarded(5);
}

/* The thread has got there, as long as it takes. */
EXPORT int is_waiting(int times)
{
	while (times-- > 0 && !waiting)
		;
	return waiting;
}

EXPORT int release(void)
{
	return go = 1;
}

EXPORT int spin(int times)
{
	for (volatile int i = 0; i < times; i++)
		;
	return 0;
}

EXPORT int seen(void)
{
	return 10000 * cleaned + filtered;
}
