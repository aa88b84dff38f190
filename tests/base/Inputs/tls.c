/* What a C run-time library has for thread-local variables. */
unsigned _tls_index;
#ifdef __i386__
__asm__(".globl __tls_array\n__tls_array = 0x2c");
#endif
__declspec(allocate(".tls")) __declspec(align(8)) char _tls_start[8];
__declspec(allocate(".tls$ZZZ")) char _tls_end[8];
#pragma section(".rdata$T", read)
struct directory {
	void *start, *end, *index, *callbacks;
	unsigned zeros, flags;
};
#pragma section(".tls", read, write)
#pragma section(".tls$ZZZ", read, write)
__declspec(allocate(".rdata$T")) const struct directory _tls_used = {_tls_start, _tls_end, &_tls_index, 0, 0, 0};
__declspec(thread) int own = 5;
static __declspec(thread) int own_static = 6;
int next(void) { return own++ + own_static++; }
