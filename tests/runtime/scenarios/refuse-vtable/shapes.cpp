/*
 * A constructor gives objects the program's vtable, also where the patch overrides another function or has one more in
 * it: the program's objects would not be called as the patch's source says.
 */
#include "scenario.h"

inline void *operator new(__SIZE_TYPE__, void *place) noexcept
{
	return place;
}

struct Shape {
	virtual int area() const;
	virtual int corners() const;
#if PATCH == 2
	virtual int edges() const;
#endif
	int id;
};

struct Square : Shape {
	int area() const override;
#if PATCH == 1
	int corners() const override;
#endif
};

static int measured;

int Shape::area() const
{
	return 0;
}

int Shape::corners() const
{
	return measured;
}

int Square::area() const
{
	return 10 + ++measured;
}

#if PATCH == 1
int Square::corners() const
{
	return 4;
}
#endif

#if PATCH == 2
int Shape::edges() const
{
	return 2;
}
#endif

alignas(8) static char storage[4][sizeof(Square)];
static int count;

EXPORT int make(int id)
{
	Square *square = new (storage[count & 3]) Square;
	square->id = id;
	return count++;
}

EXPORT int measure(int which)
{
	const Shape *shape = reinterpret_cast<const Shape *>(storage[which & 3]);
	return 1000 * shape->id + 10 * shape->area() + shape->corners();
}
