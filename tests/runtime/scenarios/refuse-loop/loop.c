/* A loop whose head is the first instruction, which would become the jump: a call in the loop would take it. */
#include "scenario.h"

static int calls;

#ifdef PATCH
EXPORT int spin(volatile int *at, int n)
{
	calls++;
	while (!*at)
		;
	return n;
}
#else
#if defined(__aarch64__)
#define NAME "spin"
#define CODE "ldr w8, [x0]\ncbz w8, spin\nmov w0, w1\nret\n"
#elif defined(__i386__)
#define NAME "_spin"
#define CODE "movl 4(%esp), %eax\ncmpl $0, (%eax)\nje _spin\nmovl 8(%esp), %eax\nret\n"
#else
#define NAME "spin"
#define CODE "cmpl $0, (%rcx)\nje spin\nmovl %edx, %eax\nret\n"
#endif
__asm__(".section .text,\"xr\",one_only," NAME "\n.globl " NAME "\n.p2align 4\n" NAME ": " CODE
        ".section .drectve,\"yni\"\n.ascii \" -export:" NAME "\"\n");
int spin(volatile int *at, int n);
#endif

static volatile int one = 1;

EXPORT int work(int n)
{
	return spin(&one, n);
}

EXPORT int count(void)
{
	return ++calls;
}
