/* Variables of one name in blocks of one function: the compiler numbers them. */
#include "scenario.h"

EXPORT int visit(int x)
{
#ifndef PATCH
	if (x > 100) {
		static int seen;
		return seen += x;
	}
#endif
	if (x > 10) {
		static int seen;
		return seen += 2;
	}
	return x;
}
