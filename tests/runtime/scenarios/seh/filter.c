/*
 * Structured exceptions through patched functions: filters, __finally and __except that use the program's variables,
 * raised and handled on either side.
 */
#include "scenario.h"
#include "seh.h"

static int filtered, finished, code;
static int ledger[4] = {1000, 1000, 1000, 1000};

NOINLINE int fault(int x)
{
	if (x == 1)
		RaiseException(0xe0000001, 0, 0, 0);
	if (x == 2)
		RaiseException(0xe0000002, 0, 0, 0);
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

/* Each part of it changes an entry; the patch by more. */
#ifdef PATCH
enum { STEP = 10 };
#else
enum { STEP = 1 };
#endif

NOINLINE int layered(int x)
{
	int result = 0, left = 0;
	__try {
		__try {
			__try {
				result = fault(x);
				ledger[0] += STEP;
			} __finally {
				ledger[1] += AbnormalTermination() ? 100 * STEP : STEP;
				left += ledger[1];
			}
		} __except ((ledger[2] += STEP, GetExceptionCode() == 0xe0000001)) {
			ledger[3] += STEP;
			result = fault(2);
		}
	} __except (ledger[2] > 1000 ? (result = ledger[2], EXCEPTION_EXECUTE_HANDLER) : EXCEPTION_CONTINUE_SEARCH) {
		left += ledger[3];
		result += fault(x + 2);
	}
	return result + left;
}

NOINLINE int enclosed(int x)
{
	int result = x;
	__try {
		result = fault(x) + layered(x - 5);
	} __finally {
		ledger[0] -= STEP;
	}
	return result;
}

/* Its own frame has nothing to do with exceptions: it is passed, and registers that it keeps come back. */
NOINLINE int passed(int x, int y)
{
	int sum = fault(x);
	ledger[0] += STEP;
	return sum + y * STEP;
}

/* The patch raises always, and the program handles; the exception goes on where the program's filter says. */
NOINLINE int raises(int x)
{
	const __UINTPTR_TYPE__ values[] = {7, (unsigned)ledger[3]};
#ifdef PATCH
	ledger[3]++;
#else
	if (x == 9)
#endif
	RaiseException(0xe0000003, 0, 2, values);
	ledger[3]++;
	return x + ledger[3];
}

EXPORT int outer(int x)
{
	__try {
		return guarded(x);
	} __except (EXCEPTION_EXECUTE_HANDLER) {
		return 900 + code;
	}
}

EXPORT int layers(int x)
{
	__try {
		return enclosed(x);
	} __except (ledger[1]++, EXCEPTION_EXECUTE_HANDLER) {
		return 800;
	}
}

EXPORT int passing(int x, int y)
{
	int a = x * 3, b = y * 5, result = 0;
	__try {
		result = passed(x, y);
	} __except (EXCEPTION_EXECUTE_HANDLER) {
		result = 700;
	}
	return result + a + b;
}

static int sum;

static int look(const EXCEPTION_POINTERS *pointers, int resume)
{
	const EXCEPTION_RECORD *record = pointers->ExceptionRecord;
	sum = (int)(record->ExceptionInformation[0] + record->ExceptionInformation[1] + record->NumberParameters);
	return resume ? EXCEPTION_CONTINUE_EXECUTION : EXCEPTION_EXECUTE_HANDLER;
}

EXPORT int raising(int x, int resume)
{
	int result = 0;
	sum = 0;
	__try {
		result = raises(x);
	} __except (look(GetExceptionInformation(), resume)) {
		return -sum;
	}
	return result + 10 * sum;
}

EXPORT int seen(void)
{
	return 100 * filtered + finished;
}

EXPORT int entry(int i)
{
	return ledger[i];
}
