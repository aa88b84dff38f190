/* What a scenario needs whose other thread runs in a loop until it is told to stop. Included once. */
#include "scenario.h"

static volatile int running = 1;

/* Gives the loop time. */
EXPORT int spin(int times)
{
	for (volatile int i = 0; i < times; i++)
		;
	return 0;
}

EXPORT int stop(void)
{
	running = 0;
	return 0;
}
