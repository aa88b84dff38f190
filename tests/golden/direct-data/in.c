_Thread_local int thread;
__declspec(dllimport) extern int imported;
__declspec(dllimport) int import_call(const char *);
int normal;
int f(int x)
{
	thread += x;
	imported += thread;
	return import_call("literal") + normal++;
}
