/* Structured exceptions without any patch: what fails here is wrong in system/, or in Wine, and not in a patch. */
#include "scenario.h"
#include "seh.h"

/* The digits of the places passed, in their order. */
static int trail;

static void pass(int place)
{
	trail = trail * 10 + place;
}

static int filter(int place, int answer)
{
	pass(place);
	return answer;
}

NOINLINE void raise(int code)
{
	RaiseException(0xe0000000u + (unsigned)code, 0, 0, 0);
}

/* The inner filter comes before the outer one, both come before the clean-up, that before the handler. */
EXPORT int order(void)
{
	trail = 0;
	__try {
		__try {
			__try {
				pass(1);
				raise(1);
				pass(9);
			} __finally {
				pass(AbnormalTermination() ? 4 : 8);
			}
		} __except (filter(2, EXCEPTION_CONTINUE_SEARCH)) {
			pass(9);
		}
		pass(9);
	} __except (filter(3, EXCEPTION_EXECUTE_HANDLER)) {
		pass(5);
	}
	pass(6);
	return trail;
}

EXPORT int no_exception(int x)
{
	trail = 0;
	__try {
		pass(x);
	} __finally {
		pass(AbnormalTermination() ? 8 : 2);
	}
	return trail;
}

NOINLINE int resumed(int x)
{
	raise(x);
	return x + 1;
}

/* Execution goes on where the exception was raised. */
EXPORT int resume(int x)
{
	__try {
		return resumed(x) * 10;
	} __except (GetExceptionCode() == 0xe0000003 ? EXCEPTION_CONTINUE_EXECUTION : EXCEPTION_EXECUTE_HANDLER) {
		return -x;
	}
}

static int noted;

static int note(unsigned long code)
{
	noted = (int)(code & 0xf);
	return EXCEPTION_EXECUTE_HANDLER;
}

#ifdef _NO_CRT
#define CODE() ((int)(GetExceptionCode() & 0xf))
#else
#define CODE() noted /* Wine 8 leaves none for a block */
#endif

static int judge_nested(int code)
{
	__try {
		raise(code + 1);
	} __except (filter(2, EXCEPTION_EXECUTE_HANDLER)) {
		pass(3);
	}
	return EXCEPTION_EXECUTE_HANDLER;
}

/* An exception in a filter, one in a clean-up, and one in a handler. */
EXPORT int nested(void)
{
	trail = 0;
	__try {
		__try {
			raise(1);
		} __except (judge_nested(1)) {
			pass(4);
			__try {
				raise(2);
			} __finally {
				__try {
					raise(3);
				} __except (EXCEPTION_EXECUTE_HANDLER) {
					pass(5);
				}
			}
		}
	} __except (note(GetExceptionCode())) {
		pass(CODE());
	}
	return trail;
}

static int judge_information(EXCEPTION_POINTERS *pointers, int *sum)
{
	const EXCEPTION_RECORD *record = pointers->ExceptionRecord;
	for (unsigned long i = 0; i < record->NumberParameters; i++)
		*sum += (int)record->ExceptionInformation[i];
	return record->ExceptionCode == 0xe0000007 ? EXCEPTION_EXECUTE_HANDLER : EXCEPTION_CONTINUE_SEARCH;
}

/* What a filter writes into the frame is there in the handler. */
EXPORT int parameters(int a, int b, int c)
{
	const __UINTPTR_TYPE__ values[] = {(unsigned)a, (unsigned)b, (unsigned)c};
	int sum = 0;
	__try {
		RaiseException(0xe0000007, 0, 3, values);
	} __except (judge_information(GetExceptionInformation(), &sum)) {
		return sum;
	}
	return -1;
}

/* Frames of all sizes between, with registers that must come back. */
NOINLINE int sink(int depth, int a, int b, int c)
{
	volatile char room[3000];
	double x = a * 0.5, y = b * 0.25;
	room[depth * 7 % sizeof room] = (char)depth;
	if (depth == 0)
		raise(5);
	int below = sink(depth - 1, b + room[0], c, a);
	return below + (int)(x + y) + room[1];
}

EXPORT int deep(int depth, int a, int b)
{
	int c = a * b, d = a + b, e = a - b, f = a ^ b;
	double g = a * 1.5, h = b * 2.5;
	__try {
		sink(depth, a, b, c);
	} __except (GetExceptionCode() == 0xe0000005) {
		return c + 2 * d + 3 * e + 5 * f + (int)(g + h);
	}
	return 0;
}
