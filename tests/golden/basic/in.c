extern int declared;
int defined = 4;
static int hidden;
static const int table[] = {2, 7, 1, 8, 2, 8};
const char *name(int);
int f(int x)
{
	static int calls;
	hidden += x + declared;
	return hidden + defined + table[++calls & 3] + name(x)[0];
}
int unlisted(void) { return hidden; }
