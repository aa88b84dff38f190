_Thread_local int t;
int f(int x) { return t += x; }
