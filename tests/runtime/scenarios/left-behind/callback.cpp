/* What a patch has stored in the base's data is used after it was taken back: the image has to stay. */
#include "scenario.h"

#ifdef PATCH
enum { NEWS = 1000 };
#else
enum { NEWS = 0 };
#endif

struct Shape {
	virtual int area(int side)
	{
		return side * side;
	}
};

struct Sheet : Shape {
	int area(int side) override
	{
		return side * side * 6 + NEWS;
	}
};

static int calls;
static const char *name = "none";
static Shape none;
static Shape *shape = &none;
static int (*callback)(int);

static int thrice(int x)
{
	calls++;
	return 3 * x + NEWS;
}

EXPORT int choose(void)
{
	static Sheet sheet;
	calls++;
	callback = thrice;
	name = NEWS ? "new" : "old";
	shape = &sheet;
	return calls;
}

EXPORT int use(int x)
{
	return (callback ? callback(x) : 0) + 10000 * (name[0] == 'n' && name[1] == 'e') + shape->area(x);
}
