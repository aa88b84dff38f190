#include "scenario.h"
#include "seh.h"

NOINLINE static void raise(unsigned long code, unsigned long flags)
{
	RaiseException(code, flags, 0, 0);
}

EXPORT int continues(int noncontinuable)
{
	__try {
		raise(0xe0000001, (unsigned long)noncontinuable);
	} __except (EXCEPTION_CONTINUE_EXECUTION) {
		return 1;
	}
	return 2;
}

EXPORT int nobody(void)
{
	__try {
		raise(0xe0000001, 0);
	} __except (EXCEPTION_CONTINUE_SEARCH) {
		return 1;
	}
	return 2;
}
