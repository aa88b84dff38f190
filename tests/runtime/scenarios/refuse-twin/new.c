/* A variable that only the patch has: nothing to bind its ref to. */
#include "scenario.h"

static int calls;
#ifdef PATCH
int fresh;
#endif

EXPORT int count(int x)
{
#ifdef PATCH
	fresh += x;
#endif
	return calls += x;
}
