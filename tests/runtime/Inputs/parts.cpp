// Parts of C++ programs for the shadow test: each becomes a namespace whose step() changes state and returns what it saw
// of it. shadow-cxx puts programs together, with numbers for K1, K2, …
using size_t = decltype(sizeof 0);
typedef unsigned long long uint64_t;
extern "C" __declspec(dllexport) uint64_t csmith_result;
#ifdef MISS // what a missed redirection comes to
__attribute__((annotate("hpcc::direct")))
#endif
#ifndef ASIDE // a second file of the same parts
uint64_t csmith_result = 1;
#endif
extern "C" void *memcpy(void *, const void *, size_t);
extern "C" void *memset(void *, int, size_t);
inline void *operator new(size_t, void *at) noexcept { return at; }

namespace std {
template <class T> class initializer_list {
	const T *from;
	size_t count;

	constexpr initializer_list(const T *from, size_t count) : from(from), count(count) {}

public:
	constexpr initializer_list() : from(nullptr), count(0) {}
	constexpr size_t size() const { return count; }
	constexpr const T *begin() const { return from; }
	constexpr const T *end() const { return from + count; }
};
template <class R, class...> struct coroutine_traits {
	using promise_type = typename R::promise_type;
};
template <class P = void> struct coroutine_handle {
	void *frame;
	static coroutine_handle from_address(void *at) { return {at}; }
	static coroutine_handle from_promise(P &p) { return {__builtin_coro_promise(&p, alignof(P), true)}; }
	void *address() const { return frame; }
	void resume() const { __builtin_coro_resume(frame); }
	void destroy() const { __builtin_coro_destroy(frame); }
	bool done() const { return __builtin_coro_done(frame); }
	P &promise() const { return *static_cast<P *>(__builtin_coro_promise(frame, alignof(P), false)); }
	operator coroutine_handle<>() const;
};
template <> struct coroutine_handle<void> {
	void *frame;
	static coroutine_handle from_address(void *at) { return {at}; }
	void resume() const { __builtin_coro_resume(frame); }
};
template <class P> coroutine_handle<P>::operator coroutine_handle<>() const { return {frame}; }
struct suspend_always {
	bool await_ready() const noexcept { return false; }
	void await_suspend(coroutine_handle<>) const noexcept {}
	void await_resume() const noexcept {}
};
template <class T> struct tuple_size;
template <size_t I, class T> struct tuple_element;
}

#ifdef OTHER // what a patch may change
static void mix(uint64_t value) { csmith_result = (csmith_result ^ value) * 0x100000001b3u + 3; }
#else
static void mix(uint64_t value) { csmith_result = (csmith_result ^ value) * 0x100000001b3u + 1; }
#endif

//# static members, inline variables, templates of variables
struct counter {
	static int calls;
	static inline int last = K1;
	int mine = ++calls;
};
int counter::calls = K2;
template <class T> struct holder {
	static T kept;
	static inline T other{K3};
	T add(T by) { return kept += by + other++; }
};
template <class T> T holder<T>::kept = K4;
template <int N> int slot = N;
template <int N> constexpr int *slots[2] = {&slot<N>, &slot<N + 1>};
inline int shared = K5;
uint64_t step(unsigned x)
{
	counter c, d;
	counter::last += c.mine * d.mine;
	*slots<K6>[x & 1] += (int)x;
	*slots<K7>[1] ^= shared++;
	return counter::last + holder<int>().add((int)x) + holder<long long>().add(3) + slot<K6> + slot<K7 + 1>;
}

//# statics in functions
static int source(int x) { static int n = K1; return n += x; }
inline int inlined(int x) { static int kept = source(x); static int plain; return kept + ++plain; }
template <int N> int templated(int x) { static int kept[2] = {source(x), N}; return kept[x & 1]++; }
struct made { int a, b; made(int x) : a(x), b(source(x)) {} ~made() { a = 0; } };
static int object(int x) { static made m(x), n{x + 1}; m.a += n.b; return m.a + n.a++; }
uint64_t step(unsigned x)
{
	auto in_lambda = [](int y) { static int z = source(y); static int *const p = &z; return ++*p; };
	static int &ref = *([] { static int hidden = K2; return &hidden; }());
	return inlined((int)x) + templated<1>((int)x) + templated<K3>(2) + in_lambda((int)x) + object((int)x) + ++ref;
}

//# lambdas
static int state = K1, more[3] = {K2, K3};
static const auto global_lambda = [](int x) { return state += x; };
static int (*const table[])(int) = {[](int x) { return state ^= x; }, [](int x) { return more[x % 3] += 2; }, global_lambda};
static constexpr struct { int *at; int (*f)(int); } pairs[] = {{&state, [](int x) { return more[1] -= x; }}, {&more[2], nullptr}};
template <class F> static int apply(F f, int x) { return f(f(x)); }
uint64_t step(unsigned x)
{
	int &first = more[0], *at = &state;
	auto by_ref = [&first, at](int y) { return first += y + (*at)++; };
	auto generic = [&](auto y) { static int own = K4; return own += y + more[2]; };
	static auto stays = [n = K5](int y) mutable { return n += y + state; };
	int sum = apply(by_ref, (int)x) + apply(generic, 3) + generic(4LL) + stays(2) + global_lambda(1);
	for (auto f : table)
		sum = sum * 3 + f((int)x % 3);
	return sum + pairs[0].f(2) + ++*pairs[x & 1].at;
}

//# virtual functions
static int seen[4];
struct base { int id = ++seen[0]; virtual int get(int x) { return seen[1] += x; } virtual ~base() { seen[2]++; } };
struct left : virtual base { int l = K1; int get(int x) override { return seen[1] -= x + l; } virtual int twist() { return ++seen[3]; } };
struct right : virtual base { int r = K2; virtual int turn(int x) { return get(x) + r; } };
struct both : left, right { int get(int x) override { return left::get(x) * 3 + id; } int twist() override { return seen[3] += K3; } };
struct side { virtual int aside(int x) = 0; };
struct last final : both, side { int aside(int x) override { return seen[2] += x + twist(); } int turn(int x) override { return ++seen[0] + right::turn(x); } };
alignas(16) static char room[2][sizeof(last)];
static side *kept;
uint64_t step(unsigned x)
{
	int sum = 0;
	base *bases[] = {new (room[0]) both, new (room[1]) last};
	for (base *b : bases)
		sum = sum * 5 + b->get((int)x);
	last *l = static_cast<last *>(static_cast<both *>(new (room[1]) last));
	kept = l;
	right *r = l;
	sum += kept->aside(2) + r->turn(3) + static_cast<left *>(l)->twist();
	l->~last();
	bases[0]->~base();
	last local;
	return sum + static_cast<base &>(local).get(1) + seen[0] + seen[2];
}

//# constant objects with virtual functions
static int count = K1;
struct shape { constexpr shape() {} virtual int area(int) const = 0; };
struct square : shape { int side; constexpr square(int s) : side(s) {} int area(int x) const override { return count += side * x; } };
struct disc : square { int *at; constexpr disc(int *p) : square(K2), at(p) {} int area(int x) const override { return *at += x; } };
static int hidden = K3;
static constexpr square small(2);
static const disc round_one(&hidden);
constinit static square changing(K4);
static const shape *const all[] = {&small, &round_one, &changing};
struct wrap { const shape &s; const shape *const *list; };
static constexpr wrap wrapped[] = {{small, all}, {round_one, all + 1}};
uint64_t step(unsigned x)
{
	int sum = 0;
	for (const shape *s : all)
		sum = sum * 3 + s->area((int)x);
	changing.side++;
	static const square here(K5);
	for (const wrap &w : wrapped)
		sum += w.s.area(1) + w.list[0]->area(2);
	return sum + static_cast<const shape &>(here).area(3) + hidden;
}

//# pointers to members
struct thing { int a = K1, b = K2; int get(int x) { return a += x; } virtual int vget(int x) { return b -= x; } static int sget(int x) { static int n; return n += x; } };
struct derived : thing { int vget(int x) override { return b += 2 * x + sget(x); } };
constinit static derived one;
static thing *target = &one;
static constexpr int thing::*fields[] = {&thing::a, &thing::b};
static constexpr int (thing::*methods[])(int) = {&thing::get, &thing::vget};
static constexpr struct { thing *of; int (thing::*m)(int); int (*s)(int); } bound[] = {{&one, &thing::vget, &thing::sget}, {&one, &thing::get, thing::sget}};
uint64_t step(unsigned x)
{
	int sum = 0;
	for (auto f : fields)
		sum += one.*f += (int)x;
	for (auto m : methods)
		sum = sum * 3 + (target->*m)((int)x);
	for (auto &b : bound)
		sum = sum * 5 + (b.of->*b.m)(2) + b.s(1);
	return sum;
}

//# initialiser lists and arrays
static int a = K1, b = K2, c[4] = {K3, K4};
static const std::initializer_list<int *> listed = {&a, &b, &c[1]};
static std::initializer_list<int *> changing = {&c[2], &a};
constexpr std::initializer_list<int *const *> nested = {};
static int sum_of(std::initializer_list<int *> list) { int n = 0; for (int *p : list) n = n * 3 + (*p)++; return n; }
struct pair { int *p; const int *q[2]; };
uint64_t step(unsigned x)
{
	int n = sum_of({&a, &c[3]}) + sum_of(listed) + sum_of(changing) + sum_of({&b, &b, &a, &c[0], &c[1], &c[2], &c[3], &a, &b});
	const pair pairs[] = {{&a, {&b, &c[0]}}, {&c[1], {&c[2], &a}}, {&b, {nullptr, c}}};
	static const pair kept[] = {{&b, {&a, &c[1]}}, {&c[0], {&b, &b}}};
	int *const many[] = {&a, &b, c, c + 1, c + 2, c + 3, &a, &b, c, c + 1, c + 2, c + 3};
	n += *pairs[x % 3].p += 2;
	n += *kept[x & 1].q[1] + ++*kept[1].p + *pairs[1].q[0];
	for (int *p : many)
		n ^= *p += (int)x;
	auto &[first, second] = kept[x & 1];
	changing = x & 1 ? listed : std::initializer_list<int *>{};
	changing = listed;
	return n + ++*first + *second[0];
}

//# references
static int g = K1, arr[3] = {K2, K3};
int &alias = g;
static int &element = arr[1];
static int (&whole)[3] = arr;
struct box { int *p; int n; };
const box &extended = box{&g, K4};
static box &&movable = box{&arr[2], K5};
static const struct { int &r; const box &b; } refs[] = {{g, extended}, {arr[0], box{&g, 3}}};
static int &pick(bool yes) { return yes ? g : arr[0]; }
static const int &constant = K6;
uint64_t step(unsigned x)
{
	static const box &local = box{&arr[0], K7};
	const box &automatic = box{&g, (int)x};
	const box &fixed = box{&arr[1], K8};
	alias += (int)x;
	element ^= alias;
	pick(x & 1) += 2;
	whole[2]--;
	auto &[p, n] = movable;
	n += ++*p;
	for (auto &r : refs)
		r.r += *r.b.p + r.b.n;
	return *local.p + local.n + ++*automatic.p + *fixed.p + *extended.p + movable.n + constant + (&alias == &g) + (&movable == &movable);
}

//# tables of tables
static int v[3] = {K1, K2, K3};
struct leaf { int *at; const char *name; };
struct branch { const leaf *leaves; unsigned count; int *total; };
struct tree { const branch *const *branches; int (*visit)(const branch &); };
static int total, other;
static const leaf leaves[] = {{&v[0], "a"}, {&v[1], "bc"}, {v + 2, "def"}}, more[] = {{&other, "x"}};
static const branch first = {leaves, 3, &total}, second = {more, 1, &v[1]};
static const branch *const branches[] = {&first, &second, nullptr};
static int visit(const branch &b) { int n = 0; for (unsigned i = 0; i < b.count; i++) n += ++*b.leaves[i].at * b.leaves[i].name[0]; return *b.total += n; }
static int visit_back(const branch &b) { int n = other--; for (unsigned i = b.count; i-- > 0;) n ^= *b.leaves[i].at; return n; }
static constexpr tree trees[] = {{branches, visit}, {branches + 1, visit_back}};
static const int plain[2][2] = {{K4, K5}, {K6, K7}};
static const char *const names[] = {"one", "two", "three"};
uint64_t step(unsigned x)
{
	int n = 0;
	for (const tree &t : trees)
		for (const branch *const *b = t.branches; *b; b++)
			n = n * 3 + t.visit(**b);
	return n + plain[x & 1][1] + names[x % 3][1];
}

//# coroutines
static int made_frames, values = K1;
alignas(16) static char frames[4][1024];
struct generator {
	struct promise_type {
		int now = 0;
		generator get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
		std::suspend_always initial_suspend() noexcept { return {}; }
		std::suspend_always final_suspend() noexcept { values++; return {}; }
		std::suspend_always yield_value(int x) { now = x; values += x; return {}; }
		void return_void() {}
		void unhandled_exception() {}
		void *operator new(size_t) { return frames[made_frames++ & 3]; }
		void operator delete(void *, size_t) { values ^= 3; }
	};
	std::coroutine_handle<promise_type> handle;
};
static int *const places[] = {&values, &made_frames};
static generator run(int from)
{
	static int resumed = K2;
	int *const local[] = {&values, &resumed, &made_frames};
	for (int i = 0; i < 3; i++) {
		co_yield from + i + ++resumed;
		*local[i % 2] += *places[0];
	}
	values += K3;
}
uint64_t step(unsigned x)
{
	generator g = run((int)x), h = run(K4);
	int n = 0;
	for (g.handle.resume(); !g.handle.done(); g.handle.resume()) {
		n = n * 3 + g.handle.promise().now;
		h.handle.resume();
	}
	g.handle.destroy();
	h.handle.destroy();
	return n + values;
}

//# structs, bit fields, unions, memory copies, vectors, atomics
static struct packed { unsigned a : 5, b : 11; long long c; union { float f; unsigned u; }; } one = {K1, K2, K3, {1.5f}}, two;
static struct big { int words[40]; } from = {{K4, K5}}, to;
typedef int vector __attribute__((vector_size(16)));
static vector vec = {K6, 2, 3, 4};
static int *pointer = &to.words[3], atomic = K7;
static int *volatile vol = &atomic;
static const volatile int limits[2] = {K8, K9};
static int big_sum(big b) { int n = 0; for (int w : b.words) n = n * 3 + w; return n; }
uint64_t step(unsigned x)
{
	one.a += x;
	one.b ^= one.a;
	two = one;
	two.u += 3;
	to = from;
	memcpy(&from.words[4], to.words, 16);
	memset(to.words + 8, (int)x, 32);
	vec += vector{(int)x, 1, 1, 1};
	vector *v = &vec;
	(*v)[1] += vec[0];
	__atomic_fetch_add(&atomic, 3, __ATOMIC_SEQ_CST);
	int expected = atomic, *old = &to.words[3];
	__atomic_compare_exchange_n(&atomic, &expected, expected + 1, false, __ATOMIC_SEQ_CST, __ATOMIC_RELAXED);
	__atomic_compare_exchange_n(&pointer, &old, &from.words[5], false, __ATOMIC_SEQ_CST, __ATOMIC_RELAXED);
	int *was = __atomic_exchange_n(&pointer, &to.words[3], __ATOMIC_SEQ_CST);
	*was += 2;
	*vol ^= limits[x & 1];
	asm volatile("" : "+m"(atomic), "+m"(from));
	asm volatile("" : : "r"(&to), "m"(vec) : "memory");
	return big_sum(to) + big_sum(from) + one.b + two.c + two.u + vec[1] + atomic + (pointer == &to.words[3]) + (pointer - to.words);
}

//# choices
static int a = K1, b = K2, c = K3, d = K4;
static int zero() { return a++; }
static int uno() { return b += 2; }
static int due() { return c ^= d; }
static int *choose(unsigned x) { switch (x) { case 0: return &a; case 1: return &b; case 2: return &c; case 3: return &d; case 4: return &a; default: return nullptr; } }
static int (*function(unsigned x))() { switch (x % 5) { case 0: return zero; case 1: return uno; case 2: return due; case 3: return zero; default: return uno; } }
static int jump(unsigned x)
{
	static const void *const labels[] = {&&first, &&second, &&third};
	int n = 0;
	for (unsigned i = 0; i < 3; i++) {
		goto *labels[(x + i) % 3];
	first:
		n += a++;
		continue;
	second:
		n += b--;
		continue;
	third:
		n ^= ++c;
	}
	return n;
}
uint64_t step(unsigned x)
{
	int n = 0, *p = x & 1 ? (x & 2 ? &a : &b) : (x & 2 ? &c : &d);
	for (unsigned i = 0; i < 6; i++)
		if (int *q = choose(i))
			n = n * 3 + (*q += (int)i) + (q == p);
	*p += 5;
	return n + function((unsigned)x)() + function(1)() + jump((unsigned)x);
}

//# weak, selectable, aliases, sections
extern "C" {
int UNIQUE_target = K1;
extern int UNIQUE_other __attribute__((alias("UNIQUE_target")));
__attribute__((weak)) int UNIQUE_weak = K2;
extern __attribute__((weak)) int UNIQUE_absent;
__declspec(selectany) int UNIQUE_any = K3;
__attribute__((section(".odd"))) int UNIQUE_placed = K4;
__attribute__((weak)) extern const int UNIQUE_limit = K5;
int UNIQUE_function(int x) { return UNIQUE_target += x; }
int UNIQUE_again(int x) __attribute__((alias("UNIQUE_function")));
}
static int *const pointers[] = {&UNIQUE_other, &UNIQUE_weak, &UNIQUE_any, &UNIQUE_placed};
static int (*const functions[])(int) = {UNIQUE_function, UNIQUE_again};
uint64_t step(unsigned x)
{
	UNIQUE_other++;
	UNIQUE_weak += UNIQUE_limit;
	for (int *p : pointers)
		*p += (int)x;
	return UNIQUE_target + UNIQUE_weak + UNIQUE_any-- + UNIQUE_placed + functions[x & 1](2);
}

//# arguments of all kinds
static int g = K1, h[3] = {K2};
struct two { int *a, *b; };
struct heavy { int *p; int n; heavy(int *p) : p(p), n(K3) {} heavy(const heavy &o) : p(o.p), n(o.n + 1) { ++*p; } ~heavy() { h[1]++; } };
static two give(int *x) { return {x, &h[1]}; }
static int take(two t, int *extra = &h[2]) { return (*t.a)++ + ++*t.b + *extra; }
static int weigh(heavy v, int x = g++) { return *v.p += v.n + x; }
static int many(int n, ...) { __builtin_va_list list; __builtin_va_start(list, n); int s = 0; while (n--) s = s * 3 + (*__builtin_va_arg(list, int *))++; __builtin_va_end(list); return s; }
__attribute__((noinline)) static int deep(int n, int *p) { return n ? deep(n - 1, n & 1 ? &g : p) + *p : ++h[0]; }
#ifndef __i386__
__attribute__((noinline)) static int tail(int *p, int n) { *p += n; return *p; }
static int jumps(int *p, int n) { if (n) [[clang::musttail]] return tail(&g, n); return *p; }
#else
static int jumps(int *p, int n) { return g += *p + n; }
#endif
template <int *P> static int pointed() { return ++*P; }
template <int &R> struct referring { int get() { return R += 2; } static int &again; };
template <int &R> int &referring<R>::again = R;
uint64_t step(unsigned x)
{
	int n = take(give(&g)) + take({&h[0], &g}, &g) + weigh(&g) + weigh(heavy(&h[2]), 3) + many(3, &g, h, h + 1);
	return n + deep(4, &h[2]) + jumps(&h[0], (int)x) + pointed<&g>() + referring<g>().get() + ++referring<g>::again;
}

//# identity
static const char nil = 0, nothing = 0;
struct node { const node *next; int value; };
static constexpr node last{nullptr, K1};
static node chain[2] = {{&last, K2}, {&chain[0], K3}};
static const void *state = &nil;
static const char *const kinds[] = {"small", "large"};
static const char *kind = kinds[1];
static void callback(int x) { chain[0].value += x; }
static void another(int x) { chain[1].value -= x; }
static void (*handler)(int) = callback;
static const node &ending() { return last; }
uint64_t step(unsigned x)
{
	int n = 0;
	for (const node *at = &chain[1]; at != &last; at = at->next)
		n = n * 3 + at->value;
	for (const node *at = &chain[1]; at != &ending(); at = at->next)
		n++;
	n += state == &nil ? 5 : state == &nothing ? 7 : 11;
	state = x & 1 ? &nil : &nothing;
	for (int i = 0; i < 2; i++)
		if (kind == kinds[i])
			n += i + 1;
	kind = kinds[x & 1];
	if (handler == callback)
		handler = another;
	handler((int)x);
	return n + chain[0].value;
}

//# thunks, covariant results, inherited and delegated constructors, default arguments
static int made, moved, last_seen = K1;
struct root { int id = ++made; virtual root *self(int x = made++) { last_seen += x; return this; } virtual int walk(root &r) { return r.id + last_seen++; } virtual ~root() { moved ^= 1; } };
struct middle : virtual root { int m; middle(int x = moved++) : m(x + K2) {} middle *self(int x) override { last_seen -= x; return this; } };
struct apart { int a = made; virtual apart *other(int x) { return a += x, this; } virtual int var(int n, ...) { return n + moved; } };
struct leaf : middle, apart {
	using middle::middle;
	leaf() : leaf(K3) { moved += 2; }
	leaf *self(int x) override { last_seen ^= x + made; return this; }
	leaf *other(int x) override { moved += x; return this; }
	int var(int n, ...) override { __builtin_va_list list; __builtin_va_start(list, n); int sum = moved++; while (n--) sum += *__builtin_va_arg(list, int *); __builtin_va_end(list); return sum; }
	int walk(root &r) override { return root::walk(r) * 3 + (int)(self(1) == this); }
};
template <class T> struct delegating { T v; delegating(T x, int y = [] { return made++; }()) : v(x + y) {} template <class U> delegating(U *p) : delegating(T(*p), moved) {} operator T() const { return v + last_seen; } };
static int with_default(int x, int (*f)(int) = [](int y) { return last_seen += y; }) { return f(x); }
uint64_t step(unsigned x)
{
	leaf one, two((int)x);
	root *r = &one;
	middle *m = &two;
	apart *a = &one, *b = &two;
	int sum = m->self((int)x)->m + a->other(2)->a + b->other(3)->a + r->walk(two) + a->var(2, &made, &moved);
	delegating<int> d(&last_seen), e(K4);
	delegating<long long> f(3, 4);
	return sum + r->self()->id + (int)d + (int)e + (int)(long long)f + with_default((int)x) + with_default(1) + last_seen;
}

//# templates of statics, constant initialisation, selectable data
template <class T, int N> struct cache {
	static T values[N];
	static inline constinit T *at = &values[N - 1];
	static constexpr T *const bounds[2] = {&values[0], &values[N - 1]};
	static T next() { static T count = T(N); static T *const where = &count; at = at == bounds[0] ? bounds[1] : bounds[0]; return *at += ++*where; }
};
template <class T, int N> T cache<T, N>::values[N] = {T(K1), T(K2)};
template <> inline int cache<int, 5>::values[5] = {1, K3};
template <class... T> struct all { static inline int counts[sizeof...(T)] = {K4}; static int sum() { int n = 0; ((n += ++counts[(sizeof(T) + n) % sizeof...(T)]), ...); return n; } };
consteval int twice(int x) { return 2 * x; }
constinit inline long long wide = twice(K5);
__declspec(selectany) int chosen_one = K6;
__declspec(selectany) int *chosen_at = &chosen_one;
template <auto *P> inline auto *const through = P;
template <auto F> int call_it(int x) { static int calls; return F(x) + ++calls; }
static int target(int x) { return *through<&chosen_one> += x; }
template <class T> concept counts = requires(T t) { t.next(); };
template <counts T> int drain(T, int n) { int s = 0; while (n--) s += (int)T::next(); return s; }
union either { int i; struct { short low, high; }; };
inline either shared_union = {K7};
enum class step_kind : unsigned char { up, down };
static step_kind kind = step_kind::up;
uint64_t step(unsigned x)
{
	static auto &[low_half, high_half] = *[]() -> short (*)[2] { static short halves[2] = {1, 2}; return &halves; }();
	int n = drain(cache<int, 5>(), 3) + drain(cache<long long, 2>(), (int)x) + all<int, char, long long>::sum();
	n += call_it<target>((int)x) + call_it<[](int y) { return wide += y; }>(2) + ++*chosen_at;
	shared_union.high += (short)x;
	kind = kind == step_kind::up ? step_kind::down : step_kind::up;
	low_half += high_half++;
	return n + shared_union.i + (int)kind * 3 + low_half + wide;
}
