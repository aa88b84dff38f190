#ifndef BY
#define BY 1
#endif
#ifndef FIRST
#define FIRST 1
#endif
#ifndef UNNAMED
#define UNNAMED 7.25
#endif

static int calls;
int limit = 10;
double scale;

__attribute__((noinline)) static int helper(int by)
{
	return calls += by;
}

/* No ref of its own: the helper has it. */
__attribute__((noinline)) int other(int by)
{
#ifdef LONGER
	by = helper(by + 3) / 7;
#endif
	return helper(by);
}

int count(int by)
{
	calls += by * BY;
	return calls < limit;
}

/* A jump table. */
int table(int by)
{
	switch (by) {
	case FIRST:
		return limit++;
	case 3 - FIRST:
		return limit *= 3;
	case 4:
		return other(2);
	case 5:
		return other(4) - 1;
	case 6:
		return limit - 2;
	case 7:
		return calls ^ 5;
	default:
		return 0;
	}
}

void constant(void)
{
	scale *= UNNAMED;
}
