/* Put before a project's files: a function to select, without data. */
int hpcc_pure(int a, int b);
int hpcc_pure(int a, int b) { return a * 31 + b; }
