/* Structured exceptions, without and with Windows' own headers. */
#ifdef _NO_CRT
#define EXCEPTION_EXECUTE_HANDLER 1
#define EXCEPTION_CONTINUE_SEARCH 0
#define EXCEPTION_CONTINUE_EXECUTION (-1)
#define GetExceptionCode _exception_code
#define GetExceptionInformation _exception_info
#define AbnormalTermination _abnormal_termination

typedef struct {
	unsigned long ExceptionCode, ExceptionFlags;
	void *ExceptionRecord, *ExceptionAddress;
	unsigned long NumberParameters;
	__UINTPTR_TYPE__ ExceptionInformation[15];
} EXCEPTION_RECORD;

typedef struct {
	EXCEPTION_RECORD *ExceptionRecord;
	void *ContextRecord;
} EXCEPTION_POINTERS;

__declspec(dllimport) void __stdcall RaiseException(unsigned long code, unsigned long flags, unsigned long count,
                                                    const __UINTPTR_TYPE__ *info);
#else
#include <windows.h>
#endif
