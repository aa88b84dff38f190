#ifndef GAUGE_HPP
#define GAUGE_HPP

/* A scale that remembers the largest value it has shown. */
class Gauge
{
	int scale, largest;

      public:
	static int shown;

	explicit constexpr Gauge(int scale) : scale(scale), largest(0)
	{
	}

	int show(int value);
};

#endif
