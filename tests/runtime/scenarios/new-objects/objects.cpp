// New variables with initialisers, which run once, when the patch is applied first; those of the base do not run again.
#include "scenario.h"

static int made, kept;

extern "C" int atexit(void (*)(void))
{
	return kept++;
}

struct Counter {
	int value;
	NOINLINE Counter(int start) : value(start + made) { made += 10; }
	NOINLINE ~Counter() { kept--; }
};

NOINLINE static int next(int by)
{
	return made += by;
}

static Counter first(1);
int second = next(1);

#ifdef PATCH
static Counter fresh(second + 100);
static int number = next(fresh.value);
inline Counter shared(7);
static Counter array[2] = {number, 3};
static Counter unused(1000);
template <class T> struct Holder {
	static int value;
};
template <class T> int Holder<T>::value = next(5);
#endif

// There is no run-time library that would have initialised them.
EXPORT int initialise()
{
	made = 10;
	kept = 0;
	first.value = 1;
	second = next(1);
	return second;
}

EXPORT int count(int what)
{
#ifdef PATCH
	switch (what) {
	case 1:
		return fresh.value++;
	case 2:
		return number++;
	case 3:
		return shared.value++;
	case 4:
		return array[0].value + 1000 * array[1].value;
	case 5:
		return Holder<int>::value++;
	default:
		break;
	}
#endif
	return what == 6 ? first.value : what == 7 ? second : what == 8 ? kept : made;
}
