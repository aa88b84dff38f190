/* A first instruction of one byte cannot become a jump of two. */
#include "scenario.h"

static int calls;

#ifdef PATCH
EXPORT int answer(void)
{
	return calls++;
}
#else
#ifdef __i386__
#define NAME "_answer"
#else
#define NAME "answer"
#endif
__asm__(".section .text,\"xr\",one_only," NAME "\n.globl " NAME "\n" NAME ": nop\nmovl $7, %eax\nret\n"
        ".section .drectve,\"yni\"\n.ascii \" -export:" NAME "\"\n");
#endif

EXPORT int count(void)
{
	return ++calls;
}
