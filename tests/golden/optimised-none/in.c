struct pair {
	int *first, *second;
};
int a, b;
static struct pair both = {&a, &b};
int f(struct pair *out)
{
	struct pair local = {&a, &b};
	*out = local;
	return *both.first - *both.second;
}
int *h(int c) { return c ? &a : &b; }
