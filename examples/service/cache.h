/*
 * A cache of responses: fixed memory, least recently used out first, entries expire.
 */
#ifndef CACHE_H
#define CACHE_H

#include "rt.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { CACHE_KEY_MAX = 48, CACHE_VALUE_MAX = 256 };

struct cache_stats {
	u32 hits, misses, evictions, expiries;
};

extern struct cache_stats cache_stats;

/* Time an entry lives, in microseconds; may be tuned at run time. */
extern u32 cache_ttl_us;

/* Copies the value of `key` to `value` and its length to *size. 0 if there is none. */
int cache_get(const char *key, char *value, size_t *size);

/* 0 if key or value are too long. */
int cache_put(const char *key, const char *value, size_t size);

void cache_drop(const char *key);
void cache_clear(void);
u32 cache_count(void);

#ifdef __cplusplus
}
#endif
#endif
