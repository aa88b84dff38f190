/*
 * The little of a C library that the service needs: it is built without a C runtime and without SDK headers.
 */
#ifndef RT_H
#define RT_H

#ifdef __cplusplus
extern "C" {
#endif

typedef __SIZE_TYPE__ size_t;
typedef unsigned char u8;
typedef unsigned u32;
typedef unsigned long long u64;

void *memcpy(void *to, const void *from, size_t size);
void *memmove(void *to, const void *from, size_t size);
void *memset(void *to, int byte, size_t size);
int memcmp(const void *a, const void *b, size_t size);
size_t strlen(const char *text);

struct rt_lock {
	volatile u32 taken;
};

void rt_lock(struct rt_lock *lock);
void rt_unlock(struct rt_lock *lock);

/* FNV-1a of a NUL-terminated string. */
u32 rt_hash(const char *text);

int rt_equal(const char *a, const char *b);

/* Text put together in a fixed buffer; what does not fit is dropped and counted. */
struct rt_text {
	char *at, *end;
	size_t dropped;
};

void rt_text_begin(struct rt_text *text, char *buffer, size_t size);
void rt_text_put(struct rt_text *text, const char *part);
void rt_text_number(struct rt_text *text, u32 number);
/* Adds the NUL; the length without it. */
size_t rt_text_end(struct rt_text *text, const char *buffer);

#ifdef __cplusplus
}
#endif
#endif
