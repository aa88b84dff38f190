extern int array[];
extern struct opaque opaque;
extern void *const there;
void callee(void);
static int first;
_Bool flag;
const volatile int mark = 7;
struct {
	char c;
	double d;
} pair;
struct {
	int n;
	int rest[];
} tail = {1, {2, 3, 4, 5}};
static void *slots[3] = {&first};
extern void *alias[3] __attribute__((alias("slots")));
static int *const places[] = {&first, &first, &first};

static const int limits[5] = {10, 20};
struct way {
	char letter;
	const char *name;
	const int *limits;
	int *count;
	struct {
		const char *a, *b;
	} pair[2];
};
static const struct way ways[] = {
    {'a', "first", limits, &first, {{"x", 0}, {"second" + 3, "x"}}},
    {'b', 0, limits + 2, &first, {{0, 0}, {0, (const char *)&limits[1]}}},
};
const char *title = "head";
const struct way *const way = &ways[1];

void *f(int i, void (*g)(void))
{
	if (g == callee)
		return &opaque;
	flag = !flag;
	if (title[i])
		return ways[i].name && (&way)[i]->limits ? ways[i].count : 0;
	pair.d += tail.rest[i] + array[i] + mark;
	return *places[i] ? alias[i] : there;
}
