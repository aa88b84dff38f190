static _Thread_local int per_thread;
int global;

__attribute__((noinline)) static int helper(int by)
{
	return global += by;
}

int odd(int by)
{
	return per_thread += helper(by);
}
