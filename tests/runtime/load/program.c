/* Prints what answer() and twice() say whenever it changes, for ten minutes at most; ends when told so. */
#include <stdio.h>
#include <windows.h>

#ifndef PATCH
#define PATCH 0
#endif

unsigned calls; /* these go round: there is no end to the calls */
static unsigned total;
#if PATCH
int added; /* new in the patch */
#endif
#if PATCH == 2
#include "hpcc_patch.h"

static int is_forbidden(void)
{
	return GetFileAttributesA("veto") != INVALID_FILE_ATTRIBUTES ? 11 : 0;
}
HPCC_BEFORE_APPLY(is_forbidden)
HPCC_BEFORE_UNDO(is_forbidden)
#endif

__attribute__((noinline)) int answer(int question)
{
	calls++;
#if PATCH
	added++;
	return question + 40 + PATCH;
#else
	return question + 1;
#endif
}

__attribute__((noinline)) int twice(int value)
{
	total += (unsigned)value;
#if PATCH == 1
	return total ? 2 * value + 1 : 0;
#else
	return 2 * value;
#endif
}

/* Returns when nobody holds it. */
__attribute__((noinline)) int hold(void)
{
	int times = PATCH;
	while (GetFileAttributesA("hold") != INVALID_FILE_ATTRIBUTES) {
		times++;
		Sleep(10);
	}
	return times;
}

static DWORD WINAPI go_in_and_out(void *stop)
{
	while (!*(volatile LONG *)stop) {
		hold();
		Sleep(1);
	}
	return 0;
}

static DWORD WINAPI work(void *stop)
{
	while (!*(volatile LONG *)stop)
		answer(twice(1));
	return 0;
}

int main(void)
{
	enum { THREADS = 5 };
	LONG stop = 0;
	int old = -1;
	HANDLE threads[THREADS];
	for (int i = 0; i < THREADS; i++)
		threads[i] = CreateThread(NULL, 0, i ? work : go_in_and_out, &stop, 0, NULL);
	for (int i = 0; i < 60000; i++) {
		int now = answer(2) * 1000 + twice(4);
		if (now != old)
			printf("%d\n", now);
		fflush(stdout);
		old = now;
		Sleep(10);
		if (GetFileAttributesA("stop") != INVALID_FILE_ATTRIBUTES)
			break;
	}
	stop = 1;
	WaitForMultipleObjects(THREADS, threads, TRUE, INFINITE);
	printf("%s\n", calls ? "ended" : "ended, nothing counted");
	return 0;
}
