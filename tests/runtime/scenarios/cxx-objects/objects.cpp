/*
 * Exceptions out of constructors, with what is half made taken apart again, out of virtual functions and callbacks, and
 * through function try blocks, some in the program and some in the patch.
 */
#include "scenario.h"

inline void *operator new(__SIZE_TYPE__, void *place) noexcept
{
	return place;
}

static int made, gone, refused;
#ifdef PATCH
enum { LIMIT = 4 };
#else
enum { LIMIT = 3 };
#endif

struct Part {
	int weight;
	explicit Part(int w);
	~Part();
};

NOINLINE Part::Part(int w) : weight(w)
{
	if (w > LIMIT)
		throw w;
	made++;
}

NOINLINE Part::~Part()
{
	gone += weight;
}

/* A member fails after a base and another member, or an array in its middle. */
struct Whole : Part {
	Part first;
	Part several[3];
	Whole(int a, int b);
	virtual int sum(int (*each)(const Part &)) const;
};

NOINLINE Whole::Whole(int a, int b)
try : Part(a), first(b), several{Part(1), Part(b + 1), Part(a + 1)} {
	if (a + b == 2)
		throw 20;
} catch (int w) {
	refused += w;
#ifdef PATCH
	throw w + 100;
#endif
}

int Whole::sum(int (*each)(const Part &)) const
{
	int sum = each(first);
	for (const Part &part : several)
		sum += each(part);
	return sum;
}

struct Strict : Whole {
	Strict(int a, int b) : Whole(a, b)
	{
	}
	int sum(int (*each)(const Part &)) const override;
};

NOINLINE int Strict::sum(int (*each)(const Part &)) const
{
	Part scale(1);
	int sum = 0;
	for (const Part &part : several) {
		try {
			sum += each(part);
		} catch (const Part &wrong) {
#ifdef PATCH
			sum += 1000 * wrong.weight;
#else
			throw;
#endif
		}
	}
	return sum * scale.weight;
}

static int light(const Part &part)
{
	return part.weight;
}

NOINLINE static int strict(const Part &part)
{
	if (part.weight != 1)
		throw Part(part.weight);
	return 10;
}

alignas(16) static char place[sizeof(Strict)];
static Whole *whole;

EXPORT int build(int kind, int a, int b)
{
	try {
		whole = kind ? new (place) Strict(a, b) : new (place) Whole(a, b);
	} catch (int w) {
		return -w;
	}
	return 1;
}

EXPORT int measure(int how)
{
	try {
		return whole->sum(how ? strict : light);
	} catch (const Part &part) {
		return -part.weight;
	}
}

EXPORT int counts(void)
{
	return 10000 * made + 100 * gone + refused;
}
