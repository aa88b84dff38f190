/* C++ exceptions without any patch: what fails here is wrong in system/, or in Wine, and not in a patch. */
#include "scenario.h"

/* The digits of the places passed, in their order. */
static int trail;

static void pass(int place)
{
	trail = trail * 10 + place;
}

/* What lives, and what was copied. */
static int alive, copies;

struct Left {
	int left;
	explicit Left(int x) : left(x)
	{
		alive++;
	}
	Left(const Left &other) : left(other.left)
	{
		alive++;
		copies++;
	}
	virtual ~Left()
	{
		alive--;
	}
	virtual int kind() const
	{
		return 1;
	}
};

struct Right {
	int right = 7;
};

struct Both : Left, Right {
	explicit Both(int x) : Left(x)
	{
	}
	int kind() const override
	{
		return 2;
	}
};

struct Diamond : virtual Right, Left {
	explicit Diamond(int x) : Left(x)
	{
		right = x + 1;
	}
};

struct Plain {
	int a, b;
};

struct Mark {
	int place;
	~Mark()
	{
		pass(place);
	}
};

struct First {
	int first = 5;
};

struct Second {
	int second = 6;
};

struct Pair : First, Second {
};

/* All without code that would have to run first. */
static Pair pair;
static Plain plain = {1, 2};

NOINLINE int thrower(int x)
{
	switch (x) {
	case 1:
		throw 42;
	case 2:
		throw "text";
	case 3:
		throw Both(30);
	case 4:
		throw &pair;
	case 5:
		throw Diamond(50);
	case 6:
		throw plain;
	case 7:
		throw static_cast<First *>(nullptr);
	case 8:
		throw 2.5;
	case 9:
		throw static_cast<const Pair *>(&pair);
	default:
		return x;
	}
}

/* Which block takes what; the classes by reference to a base that is not the first, and to a virtual one. */
EXPORT int by_reference(int x)
{
	try {
		return thrower(x);
	} catch (int n) {
		return 100 + n;
	} catch (const char *text) {
		return 200 + text[0];
	} catch (const Right &right) {
		return 300 + right.right;
	} catch (Second *p) {
		return 400 + p->second;
	} catch (Plain &p) {
		return 500 + p.a + p.b;
	} catch (First *p) {
		return 600 + (p != nullptr);
	} catch (...) {
		return 700;
	}
}

EXPORT int by_value(int x)
{
	try {
		return thrower(x);
	} catch (Left left) {
		return 100 * left.kind() + left.left + alive;
	} catch (Plain p) {
		return 400 + p.a;
	} catch (const void *) {
		return 500;
	}
}

EXPORT int living(void)
{
	return 100 * copies + alive;
}

/* Destructors of all frames between, innermost first, before the block. */
NOINLINE int frames(int depth, int x)
{
	Mark mark{depth};
	return depth == 0 ? thrower(x) : frames(depth - 1, x) + 1;
}

EXPORT int unwinds(int x)
{
	trail = 0;
	try {
		Mark outer{8};
		Mark inner{7};
		frames(3, x);
	} catch (int) {
		pass(9);
	}
	return trail;
}

/* Thrown again, twice: one object all the way, which dies once. */
NOINLINE int again(int x)
{
	try {
		return thrower(x);
	} catch (Left &left) {
		left.left++;
		try {
			throw;
		} catch (Both &same) {
			same.left += 10;
		}
		throw;
	}
}

EXPORT int rethrows(int x)
{
	int before = alive;
	int result = 0;
	try {
		again(x);
	} catch (const Left &left) {
		result = left.left;
	}
	return 100 * result + alive - before;
}

/* Another exception leaves the block, whose own ends; it is caught by the block outside, in the same function. */
EXPORT int replaces(int x)
{
	int result = 0, before = alive;
	trail = 0;
	try {
		Mark first{1};
		try {
			Mark second{2};
			thrower(x);
		} catch (const Left &left) {
			Mark third{3};
			throw left.left + alive - before;
		}
	} catch (int n) {
		pass(4);
		result = n;
	}
	return 100000 * (result + alive - before) + trail;
}

/* A block in a block in a block, each with variables of its own. */
EXPORT int nests(int x)
{
	int sum = x;
	try {
		throw 1;
	} catch (int a) {
		int local = sum + a;
		try {
			throw 2.0;
		} catch (double b) {
			int deeper = local * static_cast<int>(b);
			try {
				Mark mark{6};
				throw 3u;
			} catch (unsigned c) {
				sum = deeper + static_cast<int>(c);
			}
			sum += deeper;
		}
		sum += local;
	}
	return sum;
}

struct Careful {
	~Careful()
	{
		try {
			thrower(3);
		} catch (const Left &) {
			pass(5);
		}
	}
};

/* A destructor that throws and catches while another exception passes. */
EXPORT int destructor(int x)
{
	trail = 0;
	try {
		Careful careful;
		Mark mark{4};
		thrower(x);
	} catch (int) {
		pass(6);
	}
	return trail;
}

#ifdef __aarch64__
#define ALIGNED alignas(16) /* LLVM 22 misplaces variables of catch blocks where the stack is aligned anew */
#else
#define ALIGNED alignas(64)
#endif

/* Registers, vectors and a stack that is aligned anew must be as they were. */
EXPORT int registers(int a, int b)
{
	ALIGNED volatile int room[16] = {};
	int c = a * b, d = a + b, e = a - b, f = a ^ b;
	double g = a * 1.5, h = b * 2.5;
	for (int i = 0; i < 3; i++) {
		try {
			room[i] = frames(i, 1);
		} catch (int n) {
			room[i] = n + i + c;
			g += h;
		}
		c += d;
	}
	return room[0] + room[1] + room[2] + c + 2 * d + 3 * e + 5 * f + static_cast<int>(g) +
	       static_cast<int>(reinterpret_cast<__UINTPTR_TYPE__>(room) & 15);
}

/* Out of a loop and on, from within a block. */
EXPORT int loops(int n)
{
	int sum = 0;
	for (int i = 0; i < n; i++) {
		try {
			thrower(i % 4);
			sum += 1;
		} catch (int x) {
			if (i > 20)
				break;
			sum += x;
			continue;
		} catch (...) {
			sum += 100;
		}
	}
	return sum;
}
