/* A table of a file without listed functions, and a constant that something else may change. */
#include "units.h"

int converted;
const volatile int revision = 3;
const struct unit units[] = {{"m", 1, &converted}, {"km", 1000, &converted}};
