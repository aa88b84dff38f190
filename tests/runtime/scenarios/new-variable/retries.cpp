/* Variables that only the patch has: marked as its own, they need no twin. */
#include "scenario.h"

#define OWN __attribute__((annotate("hpcc::direct")))

static int calls;

#ifdef PATCH
OWN static int retries = 100;

struct Policy {
	OWN static int limit;
};
int Policy::limit = 2;
#endif

EXPORT int attempt(int by)
{
	calls += by;
#ifdef PATCH
	OWN static int rounds;
	rounds++;
	retries++;
	return 1000 * rounds + (rounds > Policy::limit ? retries : calls);
#else
	return calls;
#endif
}
