/* Names that b/util.c has, too; f and g are the same code. */
#ifndef IMPORT
#define IMPORT __declspec(dllimport)
#endif
static int count = 1;
int shared_a;
__attribute__((noinline)) static int helper(int x)
{
	static int calls;
	calls += x;
	return count += calls;
}
int f(int x) { return helper(x) + 1; }
int g(int x) { return helper(x) + 1; }
const int table[3] = {1, 2, 3};
int *const pointers[2] = {&count, &shared_a};
int zeros[100];
extern IMPORT int imported(int);
int k(int x) { return imported(x) + *pointers[x] + table[x] + zeros[x]; }
