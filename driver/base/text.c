/*
 * Small questions about strings. Decides nothing.
 */
#include "text.h"

#include <string.h>

bool hp_starts_with(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}
