int g;
int *__ref_g;
int f(int x) { return g += x; }
