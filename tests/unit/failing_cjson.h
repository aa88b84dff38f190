/*
 * An allocator for cJSON that fails once, at a chosen allocation, and counts what is alive. Its state is static since
 * cJSON's hooks take no context.
 */
#ifndef HP_TEST_FAILING_CJSON_H
#define HP_TEST_FAILING_CJSON_H

#include <cjson/cJSON.h>
#include <stdlib.h>

static long failing_cjson_at, failing_cjson_count, failing_cjson_alive;

static void *failing_cjson_malloc(size_t size)
{
	if (failing_cjson_count++ == failing_cjson_at)
		return NULL;
	failing_cjson_alive++;
	return malloc(size);
}

static void failing_cjson_free(void *memory)
{
	failing_cjson_alive -= memory != NULL;
	free(memory);
}

/* From now on allocation number `at` fails; none if it is negative. */
static void failing_cjson_begin(long at)
{
	cJSON_Hooks hooks = {failing_cjson_malloc, failing_cjson_free};
	failing_cjson_at = at;
	failing_cjson_count = failing_cjson_alive = 0;
	cJSON_InitHooks(&hooks);
}

/* Allocations since the beginning, and in *alive how many of them are not freed; malloc serves again. */
static long failing_cjson_end(long *alive)
{
	cJSON_InitHooks(NULL);
	*alive = failing_cjson_alive;
	return failing_cjson_count;
}

#endif
