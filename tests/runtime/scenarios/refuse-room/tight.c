/* Without function sections a linker makes room before the first function of a file only. */
#include "scenario.h"

static int calls;

EXPORT int first(void)
{
	return ++calls;
}

EXPORT int second(void)
{
#ifdef PATCH
	calls++;
#endif
	return ++calls;
}
