int g;
int f(int x) { return g += x; }
int h(int x) { return g -= x; }
