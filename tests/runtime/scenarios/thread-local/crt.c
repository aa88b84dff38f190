#ifdef __i386__
__asm__(".globl __tls_array\n__tls_array = 44\n"); /* where a thread's block has their table */
#endif

/* What the C library brings along elsewhere: the image's directory of thread-local variables. */
__attribute__((section(".tls"), used)) char _tls_start = 0;
__attribute__((section(".tls$ZZZ"), used)) char _tls_end = 0;
unsigned _tls_index = 0;

struct directory {
	const void *start, *end, *index, *callbacks;
	unsigned zeros, flags;
};

extern const struct directory _tls_used;
const struct directory _tls_used = {&_tls_start, &_tls_end, &_tls_index, 0, 0, 0};
