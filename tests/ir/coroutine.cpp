// The frame of a coroutine holds what the base's holds: no refs, no copies of constants, on all processors and levels.
// RUN: %python %S/Inputs/frames.py %clangxx %hpccxx work,held,tables,nested,many %s 0123 5 %x64gnu
// RUN: %python %S/Inputs/frames.py %clangxx %hpccxx work,held,tables,nested,many %s 012 5 %x86
// RUN: %python %S/Inputs/frames.py %clangxx %hpccxx work,held,tables,nested,many %s 013s 5 %a64
// RUN: %python %S/Inputs/frames.py %clangxx %hpccxx work,held,tables,nested,many %s 2 5 %x64
// In an unlisted coroutine that a listed function reaches, too.
// RUN: %python %S/Inputs/frames.py %clangxx %hpccxx drive %s 2 5 %x64

// Only the function that begins a coroutine is one to be entered; its parts are in the manifest without an
// entry.
// RUN: rm -f %t.jsonl && %hpccxx %x64gnu -std=c++20 -fno-exceptions -O2 -gcodeview -c %s -o %t.o -fms-secure-hotpatch-functions-list=work,nested --hpcc-manifest=%t.jsonl -Wno-hotpatch-abi 2>&1 | count 0
// RUN: llvm-readobj --codeview %t.o | grep -A2 S_HOTPATCHFUNC | FileCheck --check-prefix=RECORD --implicit-check-not=Name %s
// RECORD: Name: _Z4worki{{$}}
// RECORD: Name: _Z6nested4Taski{{$}}
// RECORD: Name: _ZZ6nested4TaskiENK3$_0clEi{{$}}
// RUN: FileCheck --check-prefix=MANIFEST %s < %t.jsonl
// MANIFEST-DAG: "function":"_Z4worki","symbol":"_Z4worki","entry":"work","hash":"{{[0-9a-f]+}}"
// MANIFEST-DAG: "function":"_Z4worki.resume","symbol":"_Z4worki.resume","entry":"","hash":"{{[0-9a-f]+}}"
// MANIFEST-DAG: "function":"_Z4worki.destroy","symbol":"_Z4worki.destroy","entry":"","hash":"{{[0-9a-f]+}}"
namespace std
{
using size_t = decltype(sizeof 0);
template <class R, class...> struct coroutine_traits {
	using promise_type = typename R::promise_type;
};
template <class P = void> struct coroutine_handle;
template <> struct coroutine_handle<void> {
	void *p = nullptr;
	static coroutine_handle from_address(void *a) noexcept
	{
		coroutine_handle h;
		h.p = a;
		return h;
	}
	void *address() const noexcept
	{
		return p;
	}
	void resume()
	{
		__builtin_coro_resume(p);
	}
	void destroy()
	{
		__builtin_coro_destroy(p);
	}
};
template <class P> struct coroutine_handle : coroutine_handle<void> {
	static coroutine_handle from_address(void *a) noexcept
	{
		coroutine_handle h;
		h.p = a;
		return h;
	}
	static coroutine_handle from_promise(P &x) noexcept
	{
		return from_address(__builtin_coro_promise((char *)&x, alignof(P), true));
	}
	P &promise() const
	{
		return *static_cast<P *>(__builtin_coro_promise(p, alignof(P), false));
	}
};
struct suspend_always {
	bool await_ready() noexcept
	{
		return false;
	}
	void await_suspend(coroutine_handle<>) noexcept
	{
	}
	void await_resume() noexcept
	{
	}
};
} // namespace std
extern "C" void *frame_new(std::size_t size);
extern "C" void frame_delete(void *);
int state, hist[8], live;
static int hidden;
struct Task {
	struct promise_type {
		static void *operator new(std::size_t size)
		{
			return frame_new(size);
		}
		static void operator delete(void *p)
		{
			frame_delete(p);
		}
		Task get_return_object()
		{
			++live;
			return {std::coroutine_handle<promise_type>::from_promise(*this)};
		}
		std::suspend_always initial_suspend()
		{
			return {};
		}
		std::suspend_always final_suspend() noexcept
		{
			return {};
		}
		void return_value(int x)
		{
			state += x;
		}
		void unhandled_exception()
		{
			state = -1;
		}
		std::suspend_always yield_value(int x)
		{
			hist[x & 7]++;
			return {};
		}
	};
	std::coroutine_handle<promise_type> h;
};
int ext(int);
Task work(int n) /* loops: invariant loads are hoisted */
{
	for (int i = 0; i < n; i++) {
		state += ext(i);
		co_yield hist[i & 7] + i;
	}
	co_return state;
}
Task held(int n) /* pointers into globals across suspensions */
{
	int *at = &hist[3], &h = hidden;
	co_yield *at;
	*at += n;
	h += *at;
	co_yield h;
	*(n > 3 ? at : &h) = 2;
	co_return *at;
}
struct Op {
	int *where;
	int (*call)(int);
	int value;
};
int run(const Op *, int);
Task tables(int n) /* constants with addresses */
{
	const Op ops[] = {{&state, ext, 1}, {&hidden, ext, 2}, {&live, ext, 3}};
	co_yield n;
	state += run(ops, 3);
	for (const Op &op : ops)
		co_yield *op.where;
	co_return run(ops, n);
}
Task nested(Task t, int n)
{
	auto lambda = [](int k) -> Task {
		hidden += k;
		co_yield hidden;
		hidden++;
		co_return state;
	};
	Task inner = lambda(n);
	inner.h.resume();
	co_yield live + hidden;
	inner.h.resume();
	hidden = state;
	co_return live;
}
template <class T> Task many(T from, T to)
{
	static T seen;
	while (from < to) {
		seen += from;
		hidden++;
		co_yield (int) from++;
		state++;
	}
	co_return (int) seen;
}
template Task many<int>(int, int);
void drive(int n)
{
	Task t = many<short>(1, (short)n);
	while (hidden < n)
		t.h.resume();
	t.h.destroy();
	hist[0]++;
}
