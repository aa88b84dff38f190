/*
 * Metrics. A fixed pool and a hash table of chains; the metrics of the process itself are in it from the start.
 */
#include "metrics.h"

#include "host.h"

enum { HASH_SIZE = 64 };

u32 metric_bounds[METRIC_BUCKETS] = {50, 100, 250, 500, 1000, 5000, 25000, 0xffffffffu};

struct metric metric_requests = {"requests_total", METRIC_COUNTER, 0, {0}, 0, 0, 0};
struct metric metric_errors = {"errors_total", METRIC_COUNTER, 0, {0}, 0, 0, 0};
struct metric metric_latency = {"latency_us", METRIC_HISTOGRAM, 0, {0}, 0, 0, 0};

/* A constant table of the addresses of changing data. */
static struct metric *const built_in[] = {&metric_requests, &metric_errors, &metric_latency};

static const char *const kind_names[METRIC_KINDS] = {"counter", "gauge", "histogram"};

static struct metric pool[METRICS_MAX];
static u32 pool_used;
static struct metric *table[HASH_SIZE];
static struct rt_lock table_lock;
static u32 lookups, collisions;

static __declspec(thread) u32 touched;
static __declspec(thread) struct metric *last_found;

static void insert(struct metric *metric)
{
	struct metric **slot = &table[rt_hash(metric->name) % HASH_SIZE];
	if (*slot)
		collisions++;
	metric->next = *slot;
	*slot = metric;
}

static void insert_built_in(void)
{
	static int done;
	if (done)
		return;
	done = 1;
	for (u32 i = 0; i < sizeof built_in / sizeof *built_in; i++)
		insert(built_in[i]);
}

static struct metric *make(const char *name, enum metric_kind kind)
{
	if (pool_used == METRICS_MAX)
		return 0;
	struct metric *metric = &pool[pool_used++];
	metric->name = name;
	metric->kind = kind;
	insert(metric);
	return metric;
}

struct metric *metric_find(const char *name, enum metric_kind kind)
{
	if (last_found && rt_equal(last_found->name, name))
		return last_found;
	rt_lock(&table_lock);
	insert_built_in();
	lookups++;
	struct metric *metric = table[rt_hash(name) % HASH_SIZE];
	while (metric && !rt_equal(metric->name, name))
		metric = metric->next;
	if (!metric) {
		metric = make(name, kind);
		if (host_verbosity > 1)
			host_log(2, metric ? "new metric" : "too many metrics");
	}
	rt_unlock(&table_lock);
	last_found = metric;
	return metric;
}

void metric_add(struct metric *metric, u32 amount)
{
	if (!metric)
		return;
	touched++;
	__atomic_fetch_add(&metric->value, amount, __ATOMIC_RELAXED);
}

void metric_set(struct metric *metric, u32 value)
{
	if (!metric || metric->kind != METRIC_GAUGE)
		return;
	touched++;
	__atomic_store_n(&metric->value, value, __ATOMIC_RELAXED);
}

static u32 bucket_of(u32 microseconds)
{
	u32 bucket = 0;
	while (bucket < METRIC_BUCKETS - 1 && microseconds > metric_bounds[bucket])
		bucket++;
	return bucket;
}

void metric_observe(struct metric *metric, u32 microseconds)
{
	if (!metric || metric->kind != METRIC_HISTOGRAM)
		return;
	touched++;
	__atomic_fetch_add(&metric->buckets[bucket_of(microseconds)], 1, __ATOMIC_RELAXED);
	__atomic_fetch_add(&metric->sum, microseconds, __ATOMIC_RELAXED);
	__atomic_fetch_add(&metric->count, 1, __ATOMIC_RELAXED);
}

u32 metric_percentile(const struct metric *metric, u32 percent)
{
	u32 wanted = metric->count / 100 * percent + metric->count % 100 * percent / 100;
	u32 seen = 0;
	for (u32 i = 0; i < METRIC_BUCKETS; i++) {
		seen += metric->buckets[i];
		if (seen > wanted)
			return metric_bounds[i];
	}
	return 0;
}

static void render_histogram(struct rt_text *text, const struct metric *metric)
{
	static const u32 percents[] = {50, 90, 99};
	for (u32 i = 0; i < sizeof percents / sizeof *percents; i++) {
		rt_text_put(text, metric->name);
		rt_text_put(text, "{p=");
		rt_text_number(text, percents[i]);
		rt_text_put(text, "} ");
		rt_text_number(text, metric_percentile(metric, percents[i]));
		rt_text_put(text, "\n");
	}
}

static void render_plain(struct rt_text *text, const struct metric *metric)
{
	rt_text_put(text, metric->name);
	rt_text_put(text, " ");
	rt_text_number(text, metric->value);
	rt_text_put(text, "\n");
}

/* How each kind is written: a constant table of functions. */
static void (*const renderers[METRIC_KINDS])(struct rt_text *, const struct metric *) = {render_plain, render_plain,
                                                                                         render_histogram};

size_t metrics_render(char *buffer, size_t size)
{
	struct rt_text text;
	rt_text_begin(&text, buffer, size);
	rt_lock(&table_lock);
	insert_built_in();
	for (u32 i = 0; i < HASH_SIZE; i++)
		for (const struct metric *metric = table[i]; metric; metric = metric->next) {
			rt_text_put(&text, "# ");
			rt_text_put(&text, kind_names[metric->kind]);
			rt_text_put(&text, "\n");
			renderers[metric->kind](&text, metric);
		}
	rt_text_put(&text, "lookups ");
	rt_text_number(&text, lookups);
	rt_text_put(&text, "\ncollisions ");
	rt_text_number(&text, collisions);
	rt_text_put(&text, "\n");
	rt_unlock(&table_lock);
	return rt_text_end(&text, buffer);
}

u32 metrics_touched(void)
{
	return touched;
}
