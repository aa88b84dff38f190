/* A little of everything that code generation treats specially; no headers. */
typedef __SIZE_TYPE__ size_t;
struct node {
	struct node *next;
	int key;
	double weight;
};
extern int external;
int global = 3, common_like;
static int hidden;
static const char *const names[] = {"zero", "one", "two"};
_Thread_local int per_thread;
int call(int, ...);

static int helper(const struct node *n)
{
	int sum = 0;
	for (; n; n = n->next)
		sum += n->key * (int)n->weight;
	return sum;
}
int pure(int a, int b) { return a * 31 + b; }
int walk(const struct node *n) { return helper(n) + hidden++; }
double mean(const double *v, size_t count)
{
	double sum = 0;
	for (size_t i = 0; i < count; i++)
		sum += v[i];
	return count ? sum / (double)count : 0;
}
int total(const int *v, size_t count)
{
	int sum = 0;
	for (size_t i = 0; i < count; i++)
		sum += v[i];
	return sum;
}
void four(int *restrict a, const int *restrict b)
{
	a[0] += b[0];
	a[1] += b[1];
	a[2] += b[2];
	a[3] += b[3];
}
const char *pick(int i)
{
	switch (i) {
	case 0: return names[0];
	case 1: return names[1];
	case 5: return names[2];
	case 9: return "nine";
	default: return 0;
	}
}
void copy(char *to, const char *from)
{
	char big[300];
	__builtin_memset(big, 0, sizeof big);
	__builtin_memcpy(big, from, 100);
	__builtin_memcpy(to, big, sizeof big);
	call(per_thread, external, global, common_like);
}
int (*volatile pointer)(int, int) = pure;
int indirect(int x) { return pointer(x, x); }
