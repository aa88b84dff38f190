#include "meter.h"

#ifdef METER_ALONE
int start(void)
{
	meter_add(10);
	meter_add(20);
	return meter_show();
}
#else
#include <stdio.h>

int main(void)
{
	printf("%d readings\n", meter_add(10) + meter_add(20) - 1);
	printf("%d %%\n", meter_show());
	return 0;
}
#endif
