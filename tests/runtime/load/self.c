/* A program that patches itself, over and over, while other threads call what is patched. */
#include "hpcc_load.h"

#include <stdio.h>
#include <windows.h>

#ifndef PATCH
#define PATCH 0
#endif

enum { THREADS = 16, CYCLES = 20 };

static volatile LONG stop, wrong;
unsigned calls;

/* Both versions give one of two numbers; half of one and half of the other gives neither. */
__attribute__((noinline)) int answer(int question)
{
	calls++;
	return PATCH ? question * 20 + 2 : question + 1;
}

static DWORD WINAPI work(void *unused)
{
	(void)unused;
	for (unsigned i = 0; !stop; i++) {
		int now = answer(2);
		if (now != 3 && now != 42)
			InterlockedIncrement(&wrong);
		if (i % 1000 == 0)
			Sleep(10); /* the machine has fewer processors than threads */
	}
	return 0;
}

static int expect(const char *what, enum hpcc_load_result result, enum hpcc_load_result right,
                  const struct hpcc_load_reason *reason)
{
	if (result == right)
		return 1;
	printf("%s: %s: %s\n", what, hpcc_load_text(result), reason->text);
	return 0;
}

static int cycle(const wchar_t *patch, const struct hpcc_load_rules *rules)
{
	struct hpcc_load_reason reason;
	int done = expect("apply", hpcc_load_apply_by(patch, rules, &reason), HPCC_LOAD_DONE, &reason);
	done = done && hpcc_load_query(patch) && answer(2) == 42;
	done = done && expect("undo", hpcc_load_undo_by(patch, rules, &reason), HPCC_LOAD_DONE, &reason);
	return done && !hpcc_load_query(patch) && answer(2) == 3;
}

/* Two patches of one function, both or none. */
static int both(const wchar_t *patch, const struct hpcc_load_rules *rules)
{
	const wchar_t *const paths[] = {patch, L"again.patch.dll"}, *const wrong_paths[] = {patch, L"none.dll"};
	struct hpcc_load_reason reason;
	size_t failed = 9;
	int done =
	    expect("none", hpcc_load_apply_all(wrong_paths, 2, rules, &reason, &failed), HPCC_LOAD_NO_PATCH, &reason);
	done = done && failed == 1 && reason.text[0] && !hpcc_load_query(patch) && answer(2) == 3;
	done = done && expect("both", hpcc_load_apply_all(paths, 2, rules, &reason, NULL), HPCC_LOAD_DONE, &reason);
	done = done && hpcc_load_query(paths[0]) && hpcc_load_query(paths[1]) && answer(2) == 42;
	done = done && expect("out of order", hpcc_load_undo(patch, &reason), HPCC_LOAD_OUT_OF_ORDER, &reason);
	done = done && expect("back", hpcc_load_undo_all(paths, 2, rules, &reason, NULL), HPCC_LOAD_DONE, &reason);
	return done && !hpcc_load_query(patch) && answer(2) == 3;
}

int main(void)
{
	static const wchar_t patch[] = L"self.patch.dll";
	static const struct hpcc_load_rules all_rules[] = {
	    {HPCC_LOAD_ANYWHERE, 100, 20}, {HPCC_LOAD_NOT_IN_BYTES, 100, 20}, {HPCC_LOAD_NOT_IN_FUNCTIONS, 100, 20}};
	struct hpcc_load_reason reason;
	HANDLE threads[THREADS];
	DWORD before = 0, after = 0;
	int cycles = 0;
	for (int i = 0; i < THREADS; i++)
		threads[i] = CreateThread(NULL, 0, work, NULL, 0, NULL);
	if (!expect("check", hpcc_load_check(patch, &reason), HPCC_LOAD_DONE, &reason) ||
	    !cycle(patch, &all_rules[0]) || !both(patch, &all_rules[2]))
		return 1;
	GetProcessHandleCount(GetCurrentProcess(), &before);
	while (cycles < CYCLES && cycle(patch, &all_rules[cycles % 3]))
		cycles++;
	GetProcessHandleCount(GetCurrentProcess(), &after);
	expect("undo", hpcc_load_undo(patch, &reason), HPCC_LOAD_ALREADY, &reason);
	expect("apply", hpcc_load_apply(L"none.dll", &reason), HPCC_LOAD_NO_PATCH, &reason);
	stop = 1;
	for (int i = 0; i < THREADS; i++)
		WaitForSingleObject(threads[i], INFINITE);
	printf("%d cycles, %ld wrong, %d handles more\n", cycles, wrong, (int)(after - before));
	return cycles == CYCLES && !wrong && after == before ? 0 : 1;
}
