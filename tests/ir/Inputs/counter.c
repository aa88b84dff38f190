static int counter;
int f(int *p) { return counter += *p; }
int g(void) { return counter; }
