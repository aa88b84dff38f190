#include "copies.hpp"

static int (*volatile last)(int);

EXPORT int call(int how, int by)
{
#ifdef PATCH
	Step step(by);
	Back back(by);
	switch (how) {
	case 0:
		return twice(by);
	case 1:
		return table[by & 1](by);
	case 2:
		last = compared;
		return last == compared ? last(by) : -1;
	case 3:
		return labels(by);
	case 4:
		return walk(&step);
	case 5:
		return walk(&back);
	case 6:
		return caught(by);
	}
#endif
	total += by;
	last = 0;
	return how + total;
}
