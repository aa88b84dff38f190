/* Variables of a third image that the program does not declare as imported: MinGW's run-time library relocates. */
#include "scenario.h"

#if PATCH == 2 /* which must not take the base's */
int shared;
#else
extern int shared;
#endif
extern int *const pointer;

static int calls;

EXPORT int use(int by)
{
	calls++;
	shared += by;
#ifdef PATCH
	*pointer += 100;
#endif
	return shared;
}

EXPORT int look(void)
{
	return 1000 * calls + *pointer;
}
