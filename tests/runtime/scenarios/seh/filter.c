/* Structured exceptions: a filter and a termination handler, in a listed function and around one. */
#include "scenario.h"

#include <windows.h>

static int filtered, finished, code;

NOINLINE int fault(int x)
{
	if (x == 1)
		RaiseException(0xe0000001, 0, 0, NULL);
	if (x == 2)
		RaiseException(0xe0000002, 0, 0, NULL);
	return x;
}

static int judge(unsigned long number)
{
	filtered++;
	code = (int)(number & 0xff);
#ifdef PATCH
	return number == 0xe0000001 ? EXCEPTION_EXECUTE_HANDLER : EXCEPTION_CONTINUE_SEARCH;
#else
	return EXCEPTION_CONTINUE_SEARCH;
#endif
}

NOINLINE int guarded(int x)
{
	int result = 0;
	__try {
		__try {
			result = fault(x);
		} __finally {
			finished++;
		}
	} __except (judge(GetExceptionCode())) {
		result = 500 + code;
	}
	return result;
}

EXPORT int outer(int x)
{
	__try {
		return guarded(x);
	} __except (EXCEPTION_EXECUTE_HANDLER) {
		return 900 + code;
	}
}

EXPORT int seen(void)
{
	return 100 * filtered + finished;
}
