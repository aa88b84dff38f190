/* The classes; each constructor and destructor leaves a trace. */
#include "nodes.hpp"

int Node::alive;
static int trace;

Node::Node(int v) : value(v)
{
	alive++;
}

Node::~Node()
{
	alive--;
	trace += value;
}

int Node::weight() const
{
	return value;
}

int Tag::tag() const
{
	return mark;
}

Plain::Plain(int v) : Node(v)
{
}

NOINLINE Left::Left(int v) : Node(v), left(v + 1)
{
#ifdef PATCH
	left += 10;
	trace += dynamic_cast<Both *>(this) ? 1000 : 100; /* no Both yet, or not at all */
#endif
}

int Left::weight() const
{
	return left;
}

Right::Right(int v) : Node(v), right(v + 2)
{
}

Both::Both(int v) : Node(v), Left(v), Right(v)
{
}

NOINLINE Both::~Both()
{
#ifdef PATCH
	trace += dynamic_cast<Left *>(static_cast<Right *>(this)) == this ? 20000 : 10000;
#else
	trace += 10000;
#endif
}

int Both::weight() const
{
	return Left::weight() + right;
}

Tagged::Tagged(int v) : Node(v), Both(v)
{
}

int Tagged::tag() const
{
	return mark + value;
}

Hidden::Hidden(int v) : Node(v), Left(v)
{
}

Twice::Twice(int v) : Node(v), Tagged(v), Plain(v)
{
}

EXPORT int traced(void)
{
	return trace;
}
