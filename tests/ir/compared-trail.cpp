// A constant goes through a ref where its address is compared with a pointer from elsewhere: as a parameter, a result,
// a number, a member, a captured variable, or after it was read from a table, also of strings. It does not where its
// own end is all that it is compared with, so that a loop over a table of the patch sees the patch's elements and their
// number, nor for null, numbers, or the address of another object.
// RUN: %hpccxx %x64gnu -std=c++20 -Wno-hotpatch %list='*' -O0 -S -o - %s | grep -o '^__ref_[^:]*' | FileCheck %s
// RUN: %hpccxx %x64gnu -std=c++20 -Wno-hotpatch %list='*' -O2 -S -o - %s | grep -o '^__ref_[^:]*' | FileCheck %s
// RUN: %hpccxx %a64gnu -std=c++20 -Wno-hotpatch %list='*' -O1 -S -o - %s | grep -o '^__ref_[^:]*' | FileCheck %s

// CHECK-COUNT-10: __ref__ZL{{[0-9]+}}same_
// CHECK-NEXT: __ref_known
// CHECK-NOT: __ref_

struct node {
	const node *next;
};

static constexpr node same_parameter{nullptr}, same_result{nullptr}, same_number{nullptr}, same_member{nullptr},
    same_capture{nullptr};

static bool equal(const node *a, const node *b)
{
	return a == b;
}

bool asks_parameter(const node *n)
{
	return equal(n, &same_parameter);
}

const node &last()
{
	return same_result;
}

bool asks_result(const node *n)
{
	return n == &last();
}

bool asks_number(unsigned long long n)
{
	return n == (unsigned long long)&same_number;
}

struct holder {
	const node &held;
	bool holds(const node &n) const { return &held == &n; }
};

bool asks_member(const node &n)
{
	holder h{n};
	return h.holds(same_member);
}

bool asks_capture(const node *n)
{
	const node *mark = &same_capture;
	return [&] { return n == mark; }();
}

static const char *const same_table[] = {"red", "green"};

int asks_table(const char *name)
{
	for (int i = 0; i < 2; i++)
		if (name == same_table[i])
			return i;
	return -1;
}

/* Of the callers of a helper, one passes the constant itself: others do not. */
static constexpr node same_own{nullptr}, same_role{nullptr}, same_found{nullptr}, same_written{nullptr};

bool asks_own(const node *n)
{
	return n == &same_own;
}

bool is_role(const node *a, const node *b)
{
	return a == b;
}

bool asks_role(const node *n)
{
	return is_role(&same_role, n) || is_role(n, &same_role);
}

bool passes_own()
{
	return asks_own(&same_own);
}

const node *known;
static const node *look_up(const node *n)
{
	return n->next ? n : known;
}

static void look_up_into(const node **found, const node *n)
{
	*found = n->next ? n : known;
}

bool asks_found()
{
	const node *found;
	look_up_into(&found, &same_written);
	return found == &same_written || look_up(&same_found) == &same_found;
}

static constexpr int numbers[] = {1, 2, 3};

int range(int by)
{
	int sum = 0;
	for (int number : numbers)
		sum += number * by;
	for (const int *p = numbers; p != numbers + 3; ++p)
		sum ^= *p * by;
	return sum;
}

struct iterator {
	const int *at;
	bool operator!=(const iterator &other) const { return at != other.at; }
	iterator &operator++() { return ++at, *this; }
	int operator*() const { return *at; }
};

template <int N> struct array {
	int held[N];
	iterator begin() const { return {held}; }
	iterator end() const { return {held + N}; }
};

template <class I> I find(I from, I to, int what)
{
	while (from != to && *from != what)
		++from;
	return from;
}

static constexpr array<3> more{{1, 2, 3}}, other{{4, 5, 6}};

int iterate(int by)
{
	int sum = find(more.begin(), more.end(), by) != more.end();
	for (int number : more)
		sum += number * by;
	return sum + (find(other.begin(), other.end(), by) != other.end());
}

static constexpr node plain{nullptr}, plainer{nullptr};

bool others(int i, const node *n)
{
	const node *some = i ? &plain : &plainer;
	return some == nullptr || some == (const node *)-1 || *(const char *)some == *(const char *)n;
}
