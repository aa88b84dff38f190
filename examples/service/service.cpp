/*
 * The service: takes a request apart, asks the limiter, works on the cache and keeps the metrics.
 */
#include "service.hpp"

#include "cache.h"
#include "host.h"
#include "limiter.hpp"
#include "metrics.h"

namespace
{
struct Request {
	const char *key;
	const char *value; /* nullptr if there is none */
	size_t key_size;
	char *response;
	size_t size;
};

/* The text of the last failure, for diagnosis from outside. */
char last_error[96] = "none";
u32 requests_in_flight;

int fail(int status, const char *reason)
{
	rt_text text;
	rt_text_begin(&text, last_error, sizeof last_error);
	rt_text_number(&text, static_cast<u32>(status));
	rt_text_put(&text, " ");
	rt_text_put(&text, reason);
	rt_text_end(&text, last_error);
	metric_add(&metric_errors, 1);
	return status;
}

bool copy_key(const Request &request, char (&key)[CACHE_KEY_MAX])
{
	if (!request.key_size || request.key_size >= CACHE_KEY_MAX)
		return false;
	memcpy(key, request.key, request.key_size);
	key[request.key_size] = 0;
	return true;
}

int handle_get(const Request &request)
{
	char key[CACHE_KEY_MAX];
	char value[CACHE_VALUE_MAX];
	size_t size = 0;
	if (!copy_key(request, key))
		return fail(400, "bad key");
	if (!cache_get(key, value, &size))
		return 404;
	if (size >= request.size)
		return fail(413, "response does not fit");
	memcpy(request.response, value, size);
	request.response[size] = 0;
	return 200;
}

int handle_put(const Request &request)
{
	char key[CACHE_KEY_MAX];
	if (!copy_key(request, key) || !request.value)
		return fail(400, "bad key or value");
	return cache_put(key, request.value, strlen(request.value)) ? 201 : fail(413, "too long");
}

int handle_del(const Request &request)
{
	char key[CACHE_KEY_MAX];
	if (!copy_key(request, key))
		return fail(400, "bad key");
	cache_drop(key);
	return 200;
}

int handle_stats(const Request &request)
{
	size_t length = metrics_render(request.response, request.size);
	if (length + 32 < request.size) {
		rt_text text;
		rt_text_begin(&text, request.response + length, request.size - length);
		rt_text_put(&text, "load_percent ");
		rt_text_number(&text, static_cast<u32>(static_cast<int>(limiter_load() * 100)));
		rt_text_put(&text, "\n");
		rt_text_end(&text, request.response);
	}
	return 200;
}

struct Verb {
	const char *name;
	u32 cost;
	int (*handle)(const Request &);
};

const Verb verbs[] = {
    {"GET", 1, handle_get},
    {"PUT", 4, handle_put},
    {"DEL", 2, handle_del},
    {"STATS", 20, handle_stats},
};

/* What can be tuned: a constant table of the addresses of changing data in other units. */
const struct {
	const char *name;
	u32 *variable;
} tunables[] = {
    {"cache_ttl_us", &cache_ttl_us},
    {"bucket0", &metric_bounds[0]},
    {"bucket1", &metric_bounds[1]},
    {"bucket2", &metric_bounds[2]},
};

const Verb *find_verb(const char *&request)
{
	for (const Verb &verb : verbs) {
		size_t length = strlen(verb.name);
		if (memcmp(request, verb.name, length) != 0)
			continue;
		const char *rest = request + length;
		if (*rest && *rest != ' ')
			continue;
		request = *rest ? rest + 1 : rest;
		return &verb;
	}
	return nullptr;
}

Request parse(const char *rest, char *response, size_t size)
{
	const char *at = rest;
	while (*at && *at != '=')
		at++;
	return {rest, *at ? at + 1 : nullptr, static_cast<size_t>(at - rest), response, size};
}
} // namespace

extern "C" int service_handle(u32 client_class, const char *request, char *response, size_t size)
{
	u32 started = host_now_us();
	metric_add(&metric_requests, 1);
	if (!size)
		return fail(400, "no room for a response");
	response[0] = 0;
	const Verb *verb = find_verb(request);
	if (!verb)
		return fail(405, "unknown verb");
	if (limiter_check(client_class, verb->cost) == Verdict::Refuse)
		return fail(429, "refused");
	__atomic_fetch_add(&requests_in_flight, 1, __ATOMIC_RELAXED);
	int status = verb->handle(parse(request, response, size));
	__atomic_fetch_sub(&requests_in_flight, 1, __ATOMIC_RELAXED);
	metric_observe(&metric_latency, host_now_us() - started);
	if (status >= 500 || host_verbosity > 2)
		host_log(3, last_error);
	return status;
}

extern "C" int service_tune(const char *name, u32 value)
{
	for (const auto &tunable : tunables) {
		if (!rt_equal(tunable.name, name))
			continue;
		*tunable.variable = value;
		return 1;
	}
	return 0;
}

extern "C" u32 service_version()
{
	return 0x00010002;
}

/* The entry point: nothing to set up, every global is initialised at compile time. */
extern "C" int __stdcall DllMain(void *, u32, void *)
{
	return 1;
}
