/* What both images import. */
#include "scenario.h"

EXPORT int shared = 5;
EXPORT int *const pointer = &shared;

EXPORT int grow(int by)
{
	return shared += by;
}
