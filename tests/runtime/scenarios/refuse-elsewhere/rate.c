#include "table.h"

EXPORT int charge(int which, int x)
{
#if PATCH == 1
	const struct rate *rate = &rates[which % 3];
#else
	const struct rate *rate = &rates[which & 1];
#endif
	++*rate->used;
	return x * rate->percent + rate->name[0] + revision;
}

EXPORT int count(void)
{
	return used;
}
