/*
 * Raising and handling on x64 and ARM64.
 */
#include "system.h"

EXPORT WINAPI void RaiseException(uint32_t code, uint32_t flags, uint32_t count, const uintptr_t *info)
{
	(void)code, (void)flags, (void)count, (void)info;
	system_fail("cannot raise yet");
}
