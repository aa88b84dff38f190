/* The image's own address, which the linker gives: programs take it for the handle of their module. */
#include "scenario.h"

extern char __ImageBase;

static const char *module;
static int calls;

EXPORT int remember(void)
{
	module = &__ImageBase;
	return (int)((const char *)&calls - &__ImageBase) > 0;
}

EXPORT int same(void)
{
	calls++;
#ifdef PATCH
	return 10 + (module == &__ImageBase);
#else
	return module == &__ImageBase;
#endif
}

EXPORT int distance(void)
{
	static long long before;
	long long now = (const char *)&calls - &__ImageBase;
	int moved = before && before != now;
	before = now;
	return moved + 10 * calls;
}
