int g;
int f(int x) { return undeclared += x; }
