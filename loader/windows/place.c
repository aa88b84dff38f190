/*
 * Patch images in a process. Decides what is fit to be loaded: the system runs entry points and thread-local
 * initialisers of what it loads before anybody can look.
 */
#include "loader/windows/place.h"

#include "loader/bytes.h"
#include "loader/windows/text.h"

#include <psapi.h>

#if defined(__x86_64__)
enum { OWN_MACHINE = IMAGE_FILE_MACHINE_AMD64 };
#elif defined(__aarch64__)
enum { OWN_MACHINE = IMAGE_FILE_MACHINE_ARM64 };
#else
enum { OWN_MACHINE = IMAGE_FILE_MACHINE_I386 };
#endif

enum { HEADERS = 4096, LONGEST = 4096 };

static bool refuse(struct hpl_reason *reason, const char *text)
{
	hpl_reason_start(reason);
	hpl_reason_add(reason, text);
	return false;
}

static bool refuse_error(struct hpl_reason *reason, const char *text)
{
	DWORD error = GetLastError();
	refuse(reason, text);
	hpl_reason_add(reason, ": error ");
	hpl_reason_add_number(reason, error);
	return false;
}

static bool check_headers(const unsigned char *bytes, struct hpl_reason *reason)
{
	const IMAGE_DOS_HEADER *dos = (const void *)bytes;
	if (dos->e_magic != IMAGE_DOS_SIGNATURE || dos->e_lfanew < 0 ||
	    dos->e_lfanew > (LONG)(HEADERS - sizeof(IMAGE_NT_HEADERS)))
		return refuse(reason, "it is no image");
	const IMAGE_NT_HEADERS *headers = (const void *)(bytes + dos->e_lfanew);
	if (headers->Signature != IMAGE_NT_SIGNATURE)
		return refuse(reason, "it is no image");
	if (headers->FileHeader.Machine != OWN_MACHINE)
		return refuse(reason, "it is for another processor: use the hpcc-load of that one");
	if (headers->OptionalHeader.AddressOfEntryPoint)
		return refuse(reason,
		              "it has an entry point, which would run when it is loaded: link it with hpcc-link, or "
		              "with /noentry");
	const IMAGE_SECTION_HEADER *sections = IMAGE_FIRST_SECTION(headers);
	for (unsigned i = 0; i < headers->FileHeader.NumberOfSections; i++) {
		if ((const unsigned char *)(sections + i + 1) > bytes + HEADERS)
			break;
		if (hpl_same(sections[i].Name, ".hpb\0", 5))
			return true;
	}
	return refuse(reason, "it has no bind table: it is no patch of hpcc-link's");
}

bool hpl_place_check(const wchar_t *path, struct hpl_reason *reason)
{
	static unsigned char bytes[HEADERS];
	DWORD got = 0;
	HANDLE file =
	    CreateFileW(path, GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_DELETE, NULL, OPEN_EXISTING, 0, NULL);
	if (file == INVALID_HANDLE_VALUE)
		return refuse_error(reason, "it cannot be opened");
	hpl_fill(bytes, 0, sizeof bytes);
	bool done = ReadFile(file, bytes, sizeof bytes, &got, NULL);
	CloseHandle(file);
	return done ? check_headers(bytes, reason) : refuse_error(reason, "it cannot be read");
}

uint64_t hpl_place_find(const struct hpl_windows *windows, const wchar_t *path)
{
	static HMODULE modules[4096];
	static wchar_t name[LONGEST];
	DWORD size = 0;
	if (!K32EnumProcessModules(windows->process, modules, sizeof modules, &size))
		return 0;
	for (size_t i = 0; i < size / sizeof *modules && i < sizeof modules / sizeof *modules; i++)
		if (K32GetModuleFileNameExW(windows->process, modules[i], name, LONGEST) &&
		    hpl_text_same_name(name, path))
			return (uint64_t)(uintptr_t)modules[i];
	return 0;
}

/* Runs a function of kernel32, which is at the same place in all processes, on a thread of its own. */
static bool run(const struct hpl_windows *windows, const char *function, void *argument)
{
	FARPROC code = GetProcAddress(GetModuleHandleW(L"kernel32.dll"), function);
	DWORD ignored;
	return hpl_windows_run(windows, (void *)code, argument, &ignored);
}

/* In this process. */
static uint64_t load_here(const wchar_t *path, struct hpl_reason *reason)
{
	HMODULE module = LoadLibraryW(path);
	if (!module)
		refuse_error(reason, "the system cannot load it");
	return (uint64_t)(uintptr_t)module;
}

uint64_t hpl_place_load(const struct hpl_windows *windows, const wchar_t *path, struct hpl_reason *reason)
{
	if (windows->is_own)
		return load_here(path, reason);
	SIZE_T size = 0, done;
	while (path[size++])
		;
	size *= sizeof *path;
	void *text = VirtualAllocEx(windows->process, NULL, size, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
	if (!text || !WriteProcessMemory(windows->process, text, path, size, &done)) {
		refuse_error(reason, "the process has no memory for its name");
		return 0;
	}
	bool ran = run(windows, "LoadLibraryW", text);
	if (!ran) /* a thread that still runs needs the name */
		refuse_error(reason, "no thread of the process could load it");
	else
		VirtualFreeEx(windows->process, text, 0, MEM_RELEASE);
	uint64_t image = ran ? hpl_place_find(windows, path) : 0;
	if (ran && !image)
		refuse(reason,
		       "the process cannot load it: it may be signed by nobody whom the process trusts, or import "
		       "what the process does not find");
	return image;
}

void hpl_place_unload(const struct hpl_windows *windows, uint64_t image)
{
	if (windows->is_own)
		FreeLibrary((HMODULE)(uintptr_t)image);
	else
		run(windows, "FreeLibrary", (void *)(uintptr_t)image);
}
