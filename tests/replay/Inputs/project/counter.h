int count(int by);
int total(void);
