/* Lambdas have numbers, too, which their variables bear. */
#include "scenario.h"

EXPORT int count(int x)
{
#ifndef PATCH
	auto by_hundred = [](int times) __attribute__((noinline)) {
		static int hundreds;
		return hundreds += times;
	};
	if (x > 100)
		return by_hundred(x / 100);
#endif
	auto by_one = [](int by) __attribute__((noinline)) {
		static int hundreds;
		return hundreds += by;
	};
	return by_one(x);
}
