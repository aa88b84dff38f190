/*
 * Who may send how much. The policies are globals with vtables, chosen through a constant table.
 */
#include "limiter.hpp"

#include "host.h"
#include "metrics.h"

u32 Policy::total_refused;

namespace
{
TokenBucket interactive("interactive", 2000, 40);
TokenBucket batch("batch", 500, 5);
FixedWindow anonymous("anonymous", 100000, 50);

Policy *const policies[] = {&interactive, &batch, &anonymous};

double load_average;
thread_local u32 delays_in_a_row;
} // namespace

void Policy::reset()
{
	allowed = 0;
	refused = 0;
}

Verdict Policy::count(Verdict verdict)
{
	if (verdict == Verdict::Refuse) {
		refused++;
		total_refused++;
	} else {
		allowed++;
	}
	return verdict;
}

void TokenBucket::reset()
{
	Policy::reset();
	tokens = capacity;
}

Verdict TokenBucket::allow(u32 cost, u32 now_us)
{
	u32 gained = (now_us - last_us) / 1000 * rate;
	last_us = now_us;
	tokens = gained > capacity - tokens ? capacity : tokens + gained;
	if (cost <= tokens) {
		tokens -= cost;
		return count(Verdict::Allow);
	}
	return count(cost <= tokens + rate ? Verdict::Delay : Verdict::Refuse);
}

Verdict FixedWindow::allow(u32 cost, u32 now_us)
{
	if (now_us - started_us > window_us) {
		started_us = now_us;
		used = 0;
	}
	used += cost;
	return count(used <= limit ? Verdict::Allow : Verdict::Refuse);
}

Verdict limiter_check(u32 client_class, u32 cost)
{
	static metric *refusals = nullptr;
	if (!refusals)
		refusals = metric_find("refused_total", METRIC_COUNTER);
	constexpr u32 last = sizeof policies / sizeof *policies - 1;
	Policy *policy = policies[client_class < last ? client_class : last];
	Verdict verdict = policy->allow(cost, host_now_us());
	load_average = 0.95 * load_average + (verdict == Verdict::Allow ? 0.0 : 0.05);
	delays_in_a_row = verdict == Verdict::Delay ? delays_in_a_row + 1 : 0;
	if (delays_in_a_row > 8) {
		policy->reset();
		delays_in_a_row = 0;
	}
	if (verdict == Verdict::Refuse) {
		metric_add(refusals, 1);
		if (host_verbosity > 0)
			host_log(1, policy->name);
	}
	return verdict;
}

double limiter_load()
{
	return load_average;
}
