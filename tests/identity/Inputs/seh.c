/* Structured exceptions: filters, finally blocks, nesting, locals shared with them; no headers. mingw has none on
 * x86 and ARM64: what is left there is setjmp, which makes functions that return twice. */
int pure(int a, int b) { return a * 31 + b; }
static int depth;
int seen(unsigned code);
void risky(int *);

#if defined _MSC_VER || defined __x86_64__
int guarded(int *p)
{
	int result = 0;
	__try {
		risky(p);
		result = *p;
	} __except (seen(__builtin_bit_cast(unsigned, _exception_code())) ? 1 : 0) {
		result = depth + (int)_exception_code();
	}
	return result;
}
int cleaned(int *p)
{
	int left = 1;
	depth++;
	__try {
		risky(p);
		if (*p > 3)
			__leave;
		left = 2;
	} __finally {
		depth--;
		left += _abnormal_termination();
	}
	return left;
}
int nested(int *p)
{
	int volatile step = 0;
	__try {
		__try {
			risky(p);
			step = 1;
		} __finally {
			depth -= step;
		}
	} __except (depth > step) {
		step += pure(depth, step);
	}
	return step;
}
#else
int returns_twice(void *) __attribute__((returns_twice));
int guarded(int *p)
{
	int volatile step = depth;
	if (returns_twice(p))
		return step + (int)seen(3);
	step++;
	risky(p);
	return step;
}
#endif
