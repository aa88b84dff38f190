/* With MISS, one access that no compiler can redirect: assembly that names its variable. */
typedef unsigned long long u64;
__declspec(dllexport) u64 csmith_result;
static int seen;

__declspec(dllexport) int csmith_main(void)
{
	for (int i = 0; i < 10; i++)
		csmith_result += (u64)i * (u64)++seen;
#ifdef MISS
	__asm__ volatile("incl csmith_result(%%rip)" ::: "memory");
#endif
	return seen;
}
