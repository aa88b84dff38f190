/*
 * A coroutine that the base has begun goes on in the base's code, with the base's frame; one that begins after the patch
 * is the patch's, whose frame is another, up to its end; both work on the base's data.
 */
#include "scenario.h"

#include <coroutine>

static int state, hist[8], live;

struct Task {
	struct promise_type {
		Task get_return_object()
		{
			++live;
			return {std::coroutine_handle<promise_type>::from_promise(*this)};
		}
		std::suspend_always initial_suspend() { return {}; }
		std::suspend_always final_suspend() noexcept { return {}; }
		void return_value(int x) { state += x; }
		void unhandled_exception() { state = -1; }
		std::suspend_always yield_value(int x)
		{
			hist[x & 7]++;
			return {};
		}
	};
	std::coroutine_handle<promise_type> h;
};

NOINLINE static int ext(int i)
{
	return i + 1;
}

NOINLINE Task work(int n)
{
#ifdef PATCH
	long long more[] = {n, 10 * n, 100 * n, 1000 * n}; /* lives in the frame */
	for (int i = 0; i < n; i++) {
		state += ext(i) + (int)more[i & 3];
		co_yield hist[i & 7] + i;
		more[i & 3]++;
	}
#else
	for (int i = 0; i < n; i++) {
		state += ext(i);
		co_yield hist[i & 7] + i;
	}
#endif
	co_return state;
}

/* Not listed: its parts in the patch are not entered, nor does anything lead there. */
NOINLINE Task other(int n)
{
	for (;; state++)
		co_yield n;
}

static Task current[3];

EXPORT int begin(int which, int n)
{
	current[which] = which == 2 ? other(n) : work(n);
	return live;
}

EXPORT int go(int which)
{
	current[which].h.resume();
	return state;
}

EXPORT int end(int which)
{
	current[which].h.destroy();
	return --live;
}

EXPORT int counts(void)
{
	return hist[0] + 10 * hist[1] + 100 * hist[2] + 1000 * state;
}
