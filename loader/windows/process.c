/*
 * Windows processes. Decides how memory is read and written.
 */
#include "loader/windows/process.h"

#include "loader/bytes.h"
#include "loader/windows/threads.h"

static void *at(uint64_t address)
{
	return (void *)(uintptr_t)address;
}

static bool read_memory(void *self, uint64_t address, void *data, size_t size)
{
	struct hpl_windows *windows = self;
	SIZE_T done = 0;
	return ReadProcessMemory(windows->process, at(address), data, size, &done) && done == size;
}

/* In this process one store, so that other threads see all of it or nothing. */
static bool store(struct hpl_windows *windows, uint64_t address, const void *data, size_t size)
{
	SIZE_T done = 0;
	if (windows->is_own && size == 2 && address % 2 == 0) {
		uint16_t value;
		hpl_copy(&value, data, sizeof value);
		*(volatile uint16_t *)at(address) = value;
		return true;
	}
	if (windows->is_own && size == 4 && address % 4 == 0) {
		uint32_t value;
		hpl_copy(&value, data, sizeof value);
		*(volatile uint32_t *)at(address) = value;
		return true;
	}
	return WriteProcessMemory(windows->process, at(address), data, size, &done) && done == size;
}

/* The pages stay executable while they are written: other threads may run there. */
static DWORD writable(DWORD protection)
{
	switch (protection & 0xff) {
	case PAGE_EXECUTE:
	case PAGE_EXECUTE_READ:
	case PAGE_EXECUTE_READWRITE:
	case PAGE_EXECUTE_WRITECOPY:
		return PAGE_EXECUTE_READWRITE;
	default:
		return PAGE_READWRITE;
	}
}

static bool write_page(struct hpl_windows *windows, uint64_t address, const void *data, size_t size)
{
	MEMORY_BASIC_INFORMATION info;
	DWORD before = 0, ignored = 0;
	if (!VirtualQueryEx(windows->process, at(address), &info, sizeof info) || info.State != MEM_COMMIT ||
	    !VirtualProtectEx(windows->process, at(address), size, writable(info.Protect), &before))
		return false;
	bool done = store(windows, address, data, size);
	return VirtualProtectEx(windows->process, at(address), size, before, &ignored) && done;
}

static bool write_memory(void *self, uint64_t address, const void *data, size_t size)
{
	enum { PAGE = 4096 };
	struct hpl_windows *windows = self;
	const unsigned char *from = data;
	for (size_t done = 0; done < size;) {
		size_t part = PAGE - (size_t)((address + done) % PAGE);
		part = part < size - done ? part : size - done;
		if (!write_page(windows, address + done, from + done, part))
			return false;
		done += part;
	}
	return FlushInstructionCache(windows->process, at(address), size);
}

/* The free pages that are nearest above or below. */
static bool reserve_memory(void *self, uint64_t around, uint64_t reach, size_t size, uint64_t *address)
{
	struct hpl_windows *windows = self;
	SYSTEM_INFO system;
	MEMORY_BASIC_INFORMATION info;
	GetSystemInfo(&system);
	uint64_t step = system.dwAllocationGranularity, mask = ~(step - 1); /* a power of two */
	uint64_t lowest = around > reach ? around - reach : step, highest = around + reach - size;
	for (uint64_t place = (lowest + step - 1) & mask; place < highest;) {
		if (!VirtualQueryEx(windows->process, at(place), &info, sizeof info))
			return false;
		uint64_t end = (uint64_t)(uintptr_t)info.BaseAddress + info.RegionSize;
		if (info.State == MEM_FREE && end - place >= size) {
			void *got = VirtualAllocEx(windows->process, at(place), size, MEM_RESERVE | MEM_COMMIT,
			                           PAGE_EXECUTE_READ);
			*address = (uint64_t)(uintptr_t)got;
			if (got)
				return true;
			end = place + step;
		}
		place = (end + step - 1) & mask;
	}
	return false;
}

static void release_memory(void *self, uint64_t address, size_t size)
{
	struct hpl_windows *windows = self;
	(void)size;
	VirtualFreeEx(windows->process, at(address), 0, MEM_RELEASE);
}

/* By the memory itself: it needs no lock of the process, and sees images that its list does not have. Goes on where
 * the last call has stopped. */
static bool find_image(void *self, unsigned index, uint64_t *address)
{
	struct hpl_windows *windows = self;
	MEMORY_BASIC_INFORMATION info;
	if (index == 0)
		windows->next_place = windows->next_index = 0;
	while (VirtualQueryEx(windows->process, at(windows->next_place), &info, sizeof info)) {
		uint64_t place = (uint64_t)(uintptr_t)info.BaseAddress, next = place + info.RegionSize;
		if (next <= windows->next_place)
			return false;
		windows->next_place = next;
		if (info.State == MEM_COMMIT && info.Type == MEM_IMAGE && info.AllocationBase == info.BaseAddress &&
		    windows->next_index++ == index) {
			*address = place;
			return true;
		}
	}
	return false;
}

bool hpl_windows_run(const struct hpl_windows *windows, void *function, void *argument, DWORD *answer)
{
	HANDLE thread =
	    CreateRemoteThread(windows->process, NULL, 0, (LPTHREAD_START_ROUTINE)function, argument, 0, NULL);
	if (!thread)
		return false;
	bool done = WaitForSingleObject(thread, HPL_WINDOWS_WAIT) == WAIT_OBJECT_0 &&
	            GetExitCodeThread(thread, answer) && WaitForSingleObject(windows->process, 0) != WAIT_OBJECT_0;
	CloseHandle(thread);
	return done;
}

/* On x86 a thread's first function should take its argument off, but nothing comes after it. */
static bool call(void *self, uint64_t function, uint32_t *answer)
{
	struct hpl_windows *windows = self;
	DWORD given = 0;
	bool done = true;
	if (windows->is_own)
		given = ((DWORD (*)(void))at(function))();
	else
		done = hpl_windows_run(windows, at(function), NULL, &given);
	*answer = given;
	return done;
}

static bool pause_threads(void *self, struct hpl_pause *pause)
{
	return hpl_threads_pause(self, pause);
}

static void resume_threads(void *self)
{
	hpl_threads_resume(self);
}

/* What is committed from there on in one reservation of memory is the rest of the stack. */
static uint64_t stack_end(void *self, uint64_t sp)
{
	struct hpl_windows *windows = self;
	MEMORY_BASIC_INFORMATION info;
	bool found = VirtualQueryEx(windows->process, at(sp), &info, sizeof info) && info.State == MEM_COMMIT;
	return found ? (uint64_t)(uintptr_t)info.BaseAddress + info.RegionSize : 0;
}

static void *allocate(void *self, size_t size)
{
	(void)self;
	return HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, size);
}

static void release(void *self, void *memory)
{
	(void)self;
	HeapFree(GetProcessHeap(), 0, memory);
}

static void start(struct hpl_windows *windows)
{
	hpl_fill(windows, 0, sizeof *windows);
	windows->next_thread =
	    (hpl_next_thread)(void *)GetProcAddress(GetModuleHandleW(L"ntdll.dll"), "NtGetNextThread");
}

void hpl_windows_own(struct hpl_windows *windows)
{
	start(windows);
	windows->process = GetCurrentProcess();
	windows->id = GetCurrentProcessId();
	windows->is_own = true;
}

bool hpl_windows_open(struct hpl_windows *windows, DWORD id)
{
	start(windows);
	windows->id = id;
	windows->process = OpenProcess(PROCESS_VM_OPERATION | PROCESS_VM_READ | PROCESS_VM_WRITE |
	                                   PROCESS_CREATE_THREAD | PROCESS_QUERY_INFORMATION | SYNCHRONIZE,
	                               FALSE, id);
	return windows->process != NULL;
}

void hpl_windows_close(struct hpl_windows *windows)
{
	if (!windows->is_own && windows->process)
		CloseHandle(windows->process);
	windows->process = NULL;
}

struct hpl_process hpl_windows_process(struct hpl_windows *windows)
{
	return (struct hpl_process){
	    .self = windows,
	    .read = read_memory,
	    .write = write_memory,
	    .reserve = reserve_memory,
	    .release = release_memory,
	    .image = find_image,
	    .pause = pause_threads,
	    .resume = resume_threads,
	    .stack_end = stack_end,
	    .call = call,
	    .allocate = allocate,
	    .free = release,
	};
}
