/* Objects made before, during and after the patch; virtual calls from both images; a constructor and RTTI in the patch. */
#include "shapes.hpp"

int Shape::alive;
static int measured;

Shape::Shape() : id(++alive)
{
}

int Shape::area() const
{
	return 0;
}

int Shape::corners() const
{
	return 0;
}

Square::Square(int s)
#ifdef PATCH
    : side(s + 1)
#else
    : side(s)
#endif
{
}

NOINLINE int Square::area() const
{
	measured++;
#ifdef PATCH
	return side * side + 1000;
#else
	return side * side;
#endif
}

int Square::corners() const
{
	return 4;
}

Cube::Cube(int s) : Square(s)
{
}

int Cube::area() const
{
	return 6 * Square::area();
}

EXPORT int measurements(void)
{
	return measured;
}
