/*
 * Hashes of bytes. Decides nothing about what is hashed.
 */
#include "hash.h"

#include <string.h>

uint64_t hp_hash_bytes(uint64_t hash, const void *data, size_t size)
{
	const unsigned char *at = data;
	for (size_t i = 0; i < size; i++)
		hash = (hash ^ at[i]) * UINT64_C(1099511628211);
	return hash;
}

uint64_t hp_hash_string(uint64_t hash, const char *text)
{
	return hp_hash_bytes(hash, text, strlen(text) + 1);
}
