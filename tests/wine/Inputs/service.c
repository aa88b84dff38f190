/* A process that runs the README's DLL: prints what count() returns, a line a call, until there is a file named stop. */
#include <stdio.h>
#include <windows.h>

int main(void)
{
	HMODULE library = LoadLibraryA("counter.dll");
	int (*count)(int) = library ? (int (*)(int))(void *)GetProcAddress(library, "count") : NULL;
	if (!count)
		return 1;
	count(10); /* as many as the limit */
	for (int i = 0; i < 1200 && GetFileAttributesA("stop") == INVALID_FILE_ATTRIBUTES; i++) {
		printf("%d\n", count(0));
		fflush(stdout);
		Sleep(100);
	}
	puts("end");
	return 0;
}
