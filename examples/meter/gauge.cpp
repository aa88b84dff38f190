#include "gauge.hpp"

int Gauge::shown;

int Gauge::show(int value)
{
	shown++;
	if (value > largest)
		largest = value;
	return value * 100 / (largest > scale ? largest : scale);
}

static Gauge gauge(50);

extern "C" int gauge_show(int value)
{
	return gauge.show(value);
}
