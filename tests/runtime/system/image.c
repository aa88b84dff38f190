/*
 * What each image has of its own, as from a static library: a vtable that its tables point at, which cannot be
 * imported, and what its destructors call.
 */
#include "system.h"

/* The vtable of type_info. Nothing calls through it. */
extern const void *const type_info_vtable[1] __asm__("??_7type_info@@6B@");
const void *const type_info_vtable[1] = {0};

/* Named by objects that use floating point. */
int _fltused = 1;

/* operator delete with and without a size: nothing is allocated. */
#ifdef __i386__
void delete_sized(void *object, size_t size) __asm__("??3@YAXPAXI@Z");
void delete_object(void *object) __asm__("??3@YAXPAX@Z");
#else
void delete_sized(void *object, size_t size) __asm__("??3@YAXPEAX_K@Z");
void delete_object(void *object) __asm__("??3@YAXPEAX@Z");
#endif

void delete_sized(void *object, size_t size)
{
	(void)object, (void)size;
}

void delete_object(void *object)
{
	(void)object;
}
