#include "scenario.h"

inline void *operator new(__SIZE_TYPE__, void *place) noexcept
{
	return place;
}

/* A root, which all but Plain share as a virtual base, a second root, and one that only some can see. */
struct Node {
	static int alive;
	int value;
	explicit Node(int value);
	virtual ~Node();
	virtual int weight() const;
};

struct Tag {
	int mark = 7;
	virtual int tag() const;
};

struct Plain : Node {
	explicit Plain(int value);
};

struct Left : virtual Node {
	int left;
	explicit Left(int value);
	int weight() const override;
};

struct Right : virtual Node {
	int right;
	explicit Right(int value);
};

struct Both : Left, Right {
	explicit Both(int value);
	~Both() override;
	int weight() const override;
};

struct Tagged : Tag, Both {
	explicit Tagged(int value);
	int tag() const override;
};

struct Hidden : Left, private Tag {
	explicit Hidden(int value);
};

struct Twice : Tagged, Plain {
	explicit Twice(int value);
};
