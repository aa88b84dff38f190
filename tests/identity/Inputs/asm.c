/* Module assembly and inline assembly in its forms, for each processor; no headers. */
int pure(int a, int b) { return a * 31 + b; }
int counter, other;

#if defined __aarch64__
__asm__(".globl from_asm\nfrom_asm:\n\tmov w0, #7\n\tret\n");
#define MOVE "mov %w0, %w1"
#define STORE "str %w1, %0"
#define CLOBBERS "x9", "x10", "v4"
#else
__asm__(".globl from_asm\nfrom_asm:\n\tmovl $7, %eax\n\tret\n");
#define MOVE "movl %1, %0"
#define STORE "movl %1, %0"
#define CLOBBERS "ecx", "xmm4"
#endif
__asm__(".section .note,\"dr\"\n\t.ascii \"module\"\n\t.text\n");

int from_asm(void);

int moved(int x)
{
	int y;
	__asm__(MOVE : "=r"(y) : "r"(x));
	return y + from_asm();
}
void stored(int x) { __asm__ volatile(STORE : "=m"(counter) : "r"(x) : "memory", CLOBBERS, "cc"); }
int tied(int x)
{
	__asm__("" : "+r"(x) : "m"(other));
	return x;
}
int jumps(int x)
{
	__asm__ goto("" : : "r"(x) : : out);
	return 1;
out:
	return counter;
}
#if !defined __aarch64__
int dialects(int x)
{
	__asm__("{addl $1, %0|add %0, 1}" : "+r"(x) : : "cc");
	return x;
}
#endif
#if defined _MSC_VER && defined __i386__
int blocks(int x)
{
	__asm {
		mov eax, x
		add eax, counter
		mov x, eax
	}
	return x;
}
#endif
void fences(void)
{
	__asm__ volatile("" ::: "memory");
	__atomic_fetch_add(&counter, 1, __ATOMIC_SEQ_CST);
	__asm__ volatile("nop");
}
