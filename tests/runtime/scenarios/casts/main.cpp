/*
 * dynamic_cast down, across and to the whole object, through multiple and virtual inheritance, in code of the program
 * and of the patch, of objects made by either.
 */
#include "nodes.hpp"

enum { OBJECTS = 8 };
alignas(16) static char storage[OBJECTS][128];
static Node *nodes[OBJECTS];
static int count;

static Node *construct(void *place, int kind, int value)
{
	switch (kind) {
	case 0:
		return new (place) Plain(value);
	case 1:
		return new (place) Left(value);
	case 2:
		return new (place) Right(value);
	case 3:
		return new (place) Both(value);
	case 4:
		return new (place) Tagged(value);
	case 5:
		return new (place) Hidden(value);
	default:
		return static_cast<Tagged *>(new (place) Twice(value));
	}
}

EXPORT int make(int kind, int value)
{
#ifdef PATCH
	value += 5;
#endif
	nodes[count] = construct(storage[count], kind, value);
	return nodes[count++]->weight();
}

/* A digit for each cast. */
static int kinds(Node *node)
{
	int digits = 0;
	digits += dynamic_cast<Plain *>(node) ? 1 : 0;
	digits += dynamic_cast<Left *>(node) ? 10 : 0;
	digits += dynamic_cast<Right *>(node) ? 100 : 0;
	digits += dynamic_cast<Both *>(node) ? 1000 : 0;
	digits += dynamic_cast<Tag *>(node) ? 10000 : 0;
	digits += dynamic_cast<Tagged *>(node) ? 100000 : 0;
	return digits;
}

EXPORT int program_kinds(int i)
{
	return kinds(nodes[i]);
}

/* The program asks the object, the patch casts it. */
EXPORT int inspect(int i)
{
#ifdef PATCH
	Left *left = dynamic_cast<Left *>(nodes[i]);
	return kinds(nodes[i]) + 1000000 * (left ? left->left : 0);
#else
	return nodes[i]->weight();
#endif
}

/* From one base to another that knows nothing of it, back, and to the whole. */
EXPORT int across(int i)
{
#ifdef PATCH
	Right *right = dynamic_cast<Right *>(nodes[i]);
	Tag *tag = right ? dynamic_cast<Tag *>(right) : nullptr;
	if (!tag)
		return -1;
	int node = dynamic_cast<Node *>(tag) == nodes[i]; /* Twice has two */
	int left = dynamic_cast<Left *>(tag) == dynamic_cast<Left *>(nodes[i]);
	int whole = dynamic_cast<void *>(tag) == storage[i] && dynamic_cast<void *>(right) == storage[i];
	return 1000 * tag->tag() + 100 * node + 10 * left + whole;
#else
	return nodes[i]->value;
#endif
}

/* Destroys the last object. */
EXPORT int drop(void)
{
	nodes[--count]->~Node();
#ifdef PATCH
	return 1000 + Node::alive;
#else
	return Node::alive;
#endif
}
