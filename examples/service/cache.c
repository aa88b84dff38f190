/*
 * A cache of responses: slots in a hash table of chains, and in a list by use with a sentinel.
 */
#include "cache.h"

#include "host.h"
#include "metrics.h"

enum { SLOTS = 512, CHAINS = 256 };

struct slot {
	struct slot *newer, *older; /* the list by use */
	struct slot *chain;         /* the next of the same hash */
	u32 hash, stored_at;
	u32 size;
	char key[CACHE_KEY_MAX];
	char value[CACHE_VALUE_MAX];
};

struct cache_stats cache_stats;
u32 cache_ttl_us = 30u * 1000 * 1000;

static struct slot slots[SLOTS];
static struct slot *chains[CHAINS];
static struct slot by_use = {&by_use, &by_use, 0, 0, 0, 0, {0}, {0}};
static struct slot *free_slots;
static u32 fresh = 0, live = 0;
static struct rt_lock lock;

/* What is counted under which name. */
static const struct {
	const char *name;
	const u32 *counter;
} exported[] = {
    {"cache_hits", &cache_stats.hits},
    {"cache_misses", &cache_stats.misses},
    {"cache_evictions", &cache_stats.evictions},
    {"cache_expiries", &cache_stats.expiries},
};

static void unlink_use(struct slot *slot)
{
	slot->newer->older = slot->older;
	slot->older->newer = slot->newer;
}

static void link_newest(struct slot *slot)
{
	slot->older = by_use.older;
	slot->newer = &by_use;
	by_use.older->newer = slot;
	by_use.older = slot;
}

static struct slot **chain_of(u32 hash)
{
	return &chains[hash % CHAINS];
}

static struct slot *find(const char *key, u32 hash)
{
	struct slot *slot = *chain_of(hash);
	while (slot && !(slot->hash == hash && rt_equal(slot->key, key)))
		slot = slot->chain;
	return slot;
}

static void release(struct slot *slot)
{
	struct slot **at = chain_of(slot->hash);
	while (*at != slot)
		at = &(*at)->chain;
	*at = slot->chain;
	unlink_use(slot);
	slot->chain = free_slots;
	free_slots = slot;
	live--;
}

static struct slot *take(void)
{
	if (free_slots) {
		struct slot *slot = free_slots;
		free_slots = slot->chain;
		return slot;
	}
	if (fresh < SLOTS)
		return &slots[fresh++];
	cache_stats.evictions++;
	release(by_use.newer);
	struct slot *slot = free_slots;
	free_slots = slot->chain;
	return slot;
}

static int is_expired(const struct slot *slot)
{
	return host_now_us() - slot->stored_at > cache_ttl_us;
}

static void publish(void)
{
	for (u32 i = 0; i < sizeof exported / sizeof *exported; i++)
		metric_set(metric_find(exported[i].name, METRIC_GAUGE), *exported[i].counter);
}

int cache_get(const char *key, char *value, size_t *size)
{
	int found = 0;
	u32 hash = rt_hash(key);
	rt_lock(&lock);
	struct slot *slot = find(key, hash);
	if (slot && is_expired(slot)) {
		cache_stats.expiries++;
		release(slot);
		slot = 0;
	}
	if (slot) {
		cache_stats.hits++;
		unlink_use(slot);
		link_newest(slot);
		memcpy(value, slot->value, slot->size);
		*size = slot->size;
		found = 1;
	} else {
		cache_stats.misses++;
	}
	if ((cache_stats.hits + cache_stats.misses) % 64 == 0)
		publish();
	rt_unlock(&lock);
	return found;
}

int cache_put(const char *key, const char *value, size_t size)
{
	size_t length = strlen(key);
	if (length >= CACHE_KEY_MAX || size > CACHE_VALUE_MAX) {
		if (host_verbosity > 0)
			host_log(1, "cache: entry too long");
		return 0;
	}
	u32 hash = rt_hash(key);
	rt_lock(&lock);
	struct slot *slot = find(key, hash);
	if (slot) {
		unlink_use(slot);
	} else {
		slot = take();
		slot->hash = hash;
		memcpy(slot->key, key, length + 1);
		slot->chain = *chain_of(hash);
		*chain_of(hash) = slot;
		live++;
	}
	slot->size = (u32)size;
	slot->stored_at = host_now_us();
	memcpy(slot->value, value, size);
	link_newest(slot);
	rt_unlock(&lock);
	return 1;
}

void cache_drop(const char *key)
{
	rt_lock(&lock);
	struct slot *slot = find(key, rt_hash(key));
	if (slot)
		release(slot);
	rt_unlock(&lock);
}

void cache_clear(void)
{
	rt_lock(&lock);
	while (by_use.newer != &by_use)
		release(by_use.newer);
	rt_unlock(&lock);
}

u32 cache_count(void)
{
	return live;
}
