/* Constants of a file that has no listed function: what they lead to, and how long the table is, only this file
 * knows. */
#include "table.h"

int used;

const struct rate rates[] = {
    {"low", 5, &used},
#if PATCH == 2
    {"high", 20, &used},
#elif PATCH == 3
    {"peak", 25, &used},
#else
    {"high", 25, &used},
#endif
#if PATCH == 1
    {"top", 50, &used},
#endif
};

#if PATCH == 4
const volatile int revision = 2;
#else
const volatile int revision = 1;
#endif
