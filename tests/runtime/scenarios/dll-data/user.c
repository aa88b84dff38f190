/* Variables of a third image: base and patch have the one instance through their import tables. */
#include "scenario.h"

extern __declspec(dllimport) int shared;
extern __declspec(dllimport) int *const pointer;
__declspec(dllimport) int grow(int by);

static int calls;

EXPORT int use(int by)
{
	calls++;
	shared += by;
#ifdef PATCH
	*pointer += 100;
#endif
	return grow(1) + 0 * calls;
}

EXPORT int look(void)
{
	return 1000 * calls + *pointer;
}
