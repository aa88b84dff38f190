static int count = 2;
__attribute__((noinline)) static int helper(int x) { return count += 2 * x; }
int f2(int x) { return helper(x); }
int g2(int x) { return helper(x) + 1; }
