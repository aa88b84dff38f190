#include "meter.h"

int gauge_show(int value);

static int count;
static int sum;

int meter_add(int reading)
{
	sum += reading;
	return ++count;
}

int meter_show(void)
{
	return gauge_show(count ? sum / count : 0);
}

#ifdef METER_ALONE
#ifdef __i386__
#define API __stdcall
#else
#define API
#endif
int API DllMain(void *image, unsigned long reason, void *reserved)
{
	(void)image;
	(void)reason;
	(void)reserved;
	return 1;
}
#endif
