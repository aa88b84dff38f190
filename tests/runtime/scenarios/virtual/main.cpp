#include "shapes.hpp"

#ifdef _NO_CRT
#include "type_info.hpp"
#else
#include <typeinfo>
#endif

alignas(8) static char storage[8][64];
static Shape *shapes[8];
static int count;

EXPORT int make(int kind, int size)
{
	void *place = storage[count & 7];
	Shape *shape = kind == 0 ? new (place) Shape : kind == 1 ? new (place) Square(size) : new (place) Cube(size);
	shapes[count++ & 7] = shape;
	return shape->id;
}

/* The program's names are equal to the patch's, though not the same. */
static int equal(const char *a, const char *b)
{
	while (*a && *a == *b)
		a++, b++;
	return *a == *b;
}

EXPORT int survey(void)
{
	int sum = 0;
	for (int i = 0; i < count; i++) {
		sum += shapes[i & 7]->area();
#ifdef PATCH
		if (equal(typeid(*shapes[i & 7]).name(), typeid(Cube).name()))
			sum += 100000 * shapes[i & 7]->corners();
#endif
	}
	return sum;
}

EXPORT int same_type(int a, int b)
{
	return equal(typeid(*shapes[a]).name(), typeid(*shapes[b]).name());
}
