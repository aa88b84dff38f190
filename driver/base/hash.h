/*
 * Hashes of bytes, to tell whether something changed: FNV-1a of 64 bits. Not against an attacker.
 */
#ifndef HP_HASH_H
#define HP_HASH_H

#include <stddef.h>
#include <stdint.h>

#define HP_HASH_START UINT64_C(14695981039346656037)

/* The hash of what `hash` stands for with `size` more bytes. */
uint64_t hp_hash_bytes(uint64_t hash, const void *data, size_t size);

/* The same with a string and its NUL, so that "a", "b" is not "ab". */
uint64_t hp_hash_string(uint64_t hash, const char *text);

#endif
