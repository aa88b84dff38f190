/*
 * Threads. Decides in which order they are stopped, and how long one may be busy.
 */
#include "loader/windows/threads.h"

enum {
	ROUNDS = 100, /* of looking for new threads */
	EAGER = 100,  /* tries of stopping a thread without waiting in between */
	BETWEEN = 10, /* milliseconds for all threads to go on */
	MORE = 64     /* threads that may come between counting and stopping */
};

void hpl_threads_resume(struct hpl_windows *windows)
{
	while (windows->count) {
		HANDLE thread = windows->threads[--windows->count].handle;
		ResumeThread(thread);
		CloseHandle(thread);
	}
	HeapFree(GetProcessHeap(), 0, windows->threads);
	windows->threads = NULL;
	windows->room = 0;
}

static void read_registers(const CONTEXT *context, struct hpl_registers *registers)
{
#if defined(_M_X64) || defined(__x86_64__)
	const DWORD64 *first = &context->Rax; /* the others follow by their numbers */
	*registers = (struct hpl_registers){.pc = context->Rip, .sp = context->Rsp};
	for (unsigned i = 0; i < 16; i++)
		registers->general[i] = first[i];
#elif defined(_M_ARM64) || defined(__aarch64__)
	*registers = (struct hpl_registers){.pc = context->Pc, .sp = context->Sp};
	for (unsigned i = 0; i < HPL_REGISTERS; i++)
		registers->general[i] = context->X[i];
#else
	*registers = (struct hpl_registers){.pc = context->Eip, .sp = context->Esp};
#endif
}

/* Stops a thread where it is not busy; it gets a moment to go on where it is. False if it cannot be stopped. */
static bool stop(HANDLE thread, DWORD id, struct hpl_pause *pause, ULONGLONG begin)
{
	for (unsigned i = 0; i < EAGER || GetTickCount64() - begin < pause->timeout; i++) {
		CONTEXT context = {.ContextFlags = CONTEXT_CONTROL | CONTEXT_INTEGER};
		struct hpl_registers registers;
		if (SuspendThread(thread) == (DWORD)-1)
			return WaitForSingleObject(thread, 0) == WAIT_OBJECT_0; /* it has ended */
		if (!GetThreadContext(thread, &context))
			return true;
		read_registers(&context, &registers);
		if (!pause->busy(pause->context, &registers))
			return true;
		pause->thread = id;
		ResumeThread(thread);
		Sleep(i < EAGER ? 0 : 1);
	}
	return false;
}

/* Linear in the threads for each: thousands are a few million steps. */
static bool is_stopped(const struct hpl_windows *windows, DWORD id)
{
	for (size_t i = 0; i < windows->count; i++)
		if (windows->threads[i].id == id)
			return true;
	return false;
}

/*
 * The next thread of the process, from NULL to NULL: a handle, `last` is closed unless it is kept. The system's own
 * list, which takes no lock of the process and no memory: stopped threads may hold the heap's.
 */
static HANDLE next_thread(const struct hpl_windows *windows, HANDLE last, bool keep)
{
	HANDLE next = NULL;
	if (windows->next_thread(windows->process, last,
	                         THREAD_SUSPEND_RESUME | THREAD_GET_CONTEXT | THREAD_QUERY_INFORMATION | SYNCHRONIZE,
	                         0, 0, &next) < 0)
		next = NULL;
	if (last && !keep)
		CloseHandle(last);
	return next;
}

static size_t count_threads(const struct hpl_windows *windows)
{
	size_t count = 0;
	for (HANDLE thread = next_thread(windows, NULL, false); thread; thread = next_thread(windows, thread, false))
		count++;
	return count;
}

/* Stops those that are not stopped yet; *found: how many they were. False if one cannot be. */
static bool stop_new(struct hpl_windows *windows, struct hpl_pause *pause, ULONGLONG begin, size_t *found)
{
	bool keep = false, done = true;
	*found = 0;
	for (HANDLE thread = next_thread(windows, NULL, false); thread; thread = next_thread(windows, thread, keep)) {
		DWORD id = GetThreadId(thread);
		keep = false;
		if (!done || id == GetCurrentThreadId() || is_stopped(windows, id))
			continue;
		done = windows->count < windows->room && stop(thread, id, pause, begin);
		keep = done;
		*found += done;
		if (done)
			windows->threads[windows->count++] = (struct hpl_thread){thread, id};
	}
	return done;
}

/* Threads that others begin meanwhile are found in another round; the last one finds none. */
static bool stop_all(struct hpl_windows *windows, struct hpl_pause *pause)
{
	ULONGLONG begin = GetTickCount64();
	size_t found = 1;
	windows->count = 0;
	windows->room = windows->next_thread ? 2 * count_threads(windows) + MORE : MORE;
	windows->threads = HeapAlloc(GetProcessHeap(), 0, windows->room * sizeof *windows->threads);
	bool done = windows->threads && windows->next_thread;
	for (unsigned i = 0; done && found && i < ROUNDS; i++)
		done = stop_new(windows, pause, begin, &found);
	if (done && !found)
		return true;
	hpl_threads_resume(windows);
	return false;
}

bool hpl_threads_pause(struct hpl_windows *windows, struct hpl_pause *pause)
{
	for (unsigned i = 0;; i++) {
		pause->thread = 0;
		if (stop_all(windows, pause))
			return true;
		if (!pause->thread || i >= pause->retries)
			return false;
		Sleep(BETWEEN);
	}
}
