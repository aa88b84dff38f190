/*
 * Metrics: named counters, gauges and histograms, and their text form.
 */
#ifndef METRICS_H
#define METRICS_H

#include "rt.h"

#ifdef __cplusplus
extern "C" {
#endif

enum metric_kind { METRIC_COUNTER, METRIC_GAUGE, METRIC_HISTOGRAM, METRIC_KINDS };

enum { METRIC_BUCKETS = 8, METRICS_MAX = 128 };

struct metric {
	const char *name;
	enum metric_kind kind;
	u32 value;
	u32 buckets[METRIC_BUCKETS]; /* histogram: observations up to metric_bounds[i] */
	u32 sum, count;              /* histogram */
	struct metric *next;         /* of the same hash */
};

/* Upper bounds of the histograms' buckets, in microseconds; may be tuned at run time. */
extern u32 metric_bounds[METRIC_BUCKETS];

/* Metrics that the process itself keeps. */
extern struct metric metric_requests, metric_errors, metric_latency;

/* The metric of that name, made if it is new. NULL when there are METRICS_MAX already. `name` must stay. */
struct metric *metric_find(const char *name, enum metric_kind kind);

void metric_add(struct metric *metric, u32 amount);
void metric_set(struct metric *metric, u32 value);
void metric_observe(struct metric *metric, u32 microseconds);

/* An estimate of a percentile (0 to 100) of a histogram, in microseconds. */
u32 metric_percentile(const struct metric *metric, u32 percent);

/* Every metric, one a line. The length. */
size_t metrics_render(char *buffer, size_t size);

/* How many times a metric was touched by this thread. */
u32 metrics_touched(void);

#ifdef __cplusplus
}
#endif
#endif
