/* Linked first, so that the linker takes this file's copies. No listed function reaches them here. */
#include "copies.hpp"

int total;

EXPORT int aside(int by)
{
	total += by;
#ifdef PATCH
	Step step(by);
	Back back(by);
	if (by > 1000)
		return twice(by) + table[by & 1](by) + compared(by) + labels(by) + caught(by) + walk(&step) + walk(&back);
#endif
	return total;
}
