/* A variable that only the patch has, and one that the base's optimiser has removed: nothing to bind their refs to.
 */
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
