#include "scenario.h"

struct rate {
	const char *name;
	int percent;
	int *used;
};

extern int used;
extern const struct rate rates[];
extern const volatile int revision;
