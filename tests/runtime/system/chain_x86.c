/*
 * Raising and handling on x86.
 */
#include "system.h"

EXPORT WINAPI void RaiseException(uint32_t code, uint32_t flags, uint32_t count, const uintptr_t *info)
{
	(void)code, (void)flags, (void)count, (void)info;
	system_fail("x86 cannot raise yet");
}
