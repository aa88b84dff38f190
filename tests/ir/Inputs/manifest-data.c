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

void *f(int i, void (*g)(void))
{
	if (g == callee)
		return &opaque;
	flag = !flag;
	pair.d += tail.rest[i] + array[i] + mark;
	return *places[i] ? alias[i] : there;
}
