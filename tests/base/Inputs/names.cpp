// Statics that only parameters or scopes tell apart.
namespace ns {
static int value;
__attribute__((noinline)) static int over(int x) { return value += x; }
__attribute__((noinline)) static int over(char x) { return value += 2 * x; }
__attribute__((noinline)) static int single(int x) { return value -= x; }
int go(int x)
{
	static int local;
	return over(x) + over((char)x) + single(x) + local++;
}
}
namespace {
int hidden;
__attribute__((noinline)) int within(int x) { return hidden += x; }
}
int call(int x) { return within(x); }
