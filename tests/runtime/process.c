/*
 * The running Windows process as the memory of a patch.
 */
#include "process.h"

#include <stdio.h>
#include <string.h>
#include <windows.h>

#include <tlhelp32.h>

static bool readable(uint64_t address, MEMORY_BASIC_INFORMATION *info)
{
	return VirtualQuery((const void *)(uintptr_t)address, info, sizeof *info) == sizeof *info &&
	       info->State == MEM_COMMIT && info->Protect != PAGE_NOACCESS;
}

static bool process_read(void *self, uint64_t address, void *data, size_t size)
{
	MEMORY_BASIC_INFORMATION info;
	(void)self;
	if (!readable(address, &info) || !readable(address + size - 1, &info))
		return false;
	memcpy(data, (const void *)(uintptr_t)address, size);
	return true;
}

static bool writable(uint64_t address)
{
	MEMORY_BASIC_INFORMATION info;
	return readable(address, &info) &&
	       (info.Protect & (PAGE_READWRITE | PAGE_EXECUTE_READWRITE | PAGE_WRITECOPY | PAGE_EXECUTE_WRITECOPY));
}

static bool process_write(void *self, uint64_t address, const void *data, size_t size)
{
	(void)self;
	if (!writable(address) || !writable(address + size - 1))
		return false;
	if (size == 2 && address % 2 == 0) {
		uint16_t value;
		memcpy(&value, data, size);
		*(volatile uint16_t *)(uintptr_t)address = value;
	} else if (size == 8 && address % 8 == 0) {
		uint64_t value;
		memcpy(&value, data, size);
		*(volatile uint64_t *)(uintptr_t)address = value;
	} else {
		memcpy((void *)(uintptr_t)address, data, size);
	}
	return true;
}

static bool process_open(void *self, uint64_t address, size_t size, unsigned *old)
{
	MEMORY_BASIC_INFORMATION info;
	DWORD before = 0;
	(void)self;
	if (!readable(address, &info))
		return false;
	bool code =
	    info.Protect & (PAGE_EXECUTE | PAGE_EXECUTE_READ | PAGE_EXECUTE_READWRITE | PAGE_EXECUTE_WRITECOPY);
	bool done =
	    VirtualProtect((void *)(uintptr_t)address, size, code ? PAGE_EXECUTE_READWRITE : PAGE_READWRITE, &before);
	*old = before;
	return done;
}

static bool process_close(void *self, uint64_t address, size_t size, unsigned old)
{
	DWORD before;
	(void)self;
	return VirtualProtect((void *)(uintptr_t)address, size, old, &before);
}

static bool process_flush(void *self, uint64_t address, size_t size)
{
	(void)self;
	return FlushInstructionCache(GetCurrentProcess(), (const void *)(uintptr_t)address, size);
}

static bool process_resume(void *self)
{
	struct process *process = self;
	while (process->count) {
		HANDLE thread = process->threads[--process->count];
		ResumeThread(thread);
		CloseHandle(thread);
	}
	return true;
}

/* Handles of all threads but this one. */
static bool open_threads(struct process *process)
{
	THREADENTRY32 entry = {.dwSize = sizeof entry};
	HANDLE snapshot = CreateToolhelp32Snapshot(TH32CS_SNAPTHREAD, 0);
	if (snapshot == INVALID_HANDLE_VALUE)
		return false;
	bool done = true;
	for (BOOL more = Thread32First(snapshot, &entry); more; more = Thread32Next(snapshot, &entry)) {
		if (entry.th32OwnerProcessID != GetCurrentProcessId() || entry.th32ThreadID == GetCurrentThreadId())
			continue;
		HANDLE thread = OpenThread(THREAD_SUSPEND_RESUME | THREAD_GET_CONTEXT, FALSE, entry.th32ThreadID);
		if (!thread) /* it has ended meanwhile */
			continue;
		if (process->count == PROCESS_THREADS) {
			CloseHandle(thread);
			done = false;
			break;
		}
		process->threads[process->count++] = thread;
	}
	CloseHandle(snapshot);
	return done;
}

/* Stops a thread where it is not busy; it gets a moment to go on where it is. */
static void stop(HANDLE thread, memory_busy busy, const void *context)
{
	for (;;) {
		CONTEXT registers = {.ContextFlags = CONTEXT_CONTROL};
		if (SuspendThread(thread) == (DWORD)-1)
			return; /* it has ended */
		if (!GetThreadContext(thread, &registers) || !busy(context, registers.Rip))
			return;
		ResumeThread(thread);
		SwitchToThread();
	}
}

static bool process_pause(void *self, memory_busy busy, const void *context)
{
	struct process *process = self;
	process->count = 0;
	bool done = open_threads(process);
	if (!done) { /* nobody is stopped yet */
		while (process->count)
			CloseHandle(process->threads[--process->count]);
		return false;
	}
	for (unsigned i = 0; i < process->count; i++)
		stop(process->threads[i], busy, context);
	return true;
}

struct memory process_memory(struct process *process)
{
	return (struct memory){process,       process_read,  process_write, process_open,
	                       process_close, process_flush, process_pause, process_resume};
}

static unsigned crash_status;

static LONG WINAPI crash(EXCEPTION_POINTERS *exception)
{
	printf("exception 0x%lx at %p\n", exception->ExceptionRecord->ExceptionCode,
	       exception->ExceptionRecord->ExceptionAddress);
	fflush(stdout);
	TerminateProcess(GetCurrentProcess(), crash_status);
	return EXCEPTION_EXECUTE_HANDLER;
}

void process_end_on_crash(unsigned status)
{
	crash_status = status;
	SetUnhandledExceptionFilter(crash);
}
