/*
 * A __finally around an __except that takes the exception, in one function: it runs when its block is left, not when
 * the inner one is. Not for Wine, whose version 8 runs it both times.
 */
#include "scenario.h"
#include "seh.h"

static int trail, closed;

NOINLINE int fault(int x)
{
	if (x > 0)
		RaiseException(0xe0000000u + (unsigned)x, 0, 0, 0);
	return x;
}

static void pass(int place)
{
	trail = trail * 10 + place;
}

#ifdef PATCH
enum { STEP = 100 };
#else
enum { STEP = 1 };
#endif

NOINLINE int around(int x, int again)
{
	int result = 0;
	__try {
		__try {
			__try {
				result = fault(x);
			} __finally {
				pass(1);
				closed += STEP;
			}
		} __except (GetExceptionCode() == 0xe0000001) {
			pass(2);
			result = fault(again);
		}
		pass(3);
	} __finally {
		pass(AbnormalTermination() ? 4 : 5);
		closed += STEP;
	}
	return result;
}

EXPORT int outer(int x, int again)
{
	trail = 0;
	__try {
		around(x, again);
	} __except (EXCEPTION_EXECUTE_HANDLER) {
		pass((int)(GetExceptionCode() & 0xf));
	}
	return trail;
}

EXPORT int seen(void)
{
	return closed;
}
