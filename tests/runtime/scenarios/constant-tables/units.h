#include "scenario.h"

struct unit {
	const char *name;
	int metres;
	int *count;
};

extern int converted;
extern const volatile int revision;
extern const struct unit units[];
