// Right in LLVM: resume and destroy parts of a listed coroutine inherit the marking.
// RUN: %hpccxx %x64 -std=c++20 -gcodeview %list=?co@@YA?AUtask@@XZ -O1 -c %s -o %t.obj
// RUN: llvm-readobj --codeview %t.obj | FileCheck %s
//
// RUN: %clangxx %x64 -std=c++20 -gcodeview %list=?co@@YA?AUtask@@XZ -O1 -c %s -o %t.n.obj
// RUN: llvm-readobj --codeview %t.n.obj | FileCheck %s

// CHECK-DAG: Kind: S_HOTPATCHFUNC
// CHECK-DAG: Name: ?co@@YA?AUtask@@XZ{{$}}
// CHECK-DAG: Name: ?co@@YA?AUtask@@XZ.resume{{$}}
// CHECK-DAG: Name: ?co@@YA?AUtask@@XZ.destroy{{$}}

namespace std {
template <class R, class...> struct coroutine_traits {
	using promise_type = typename R::promise_type;
};
template <class P = void> struct coroutine_handle {
	static coroutine_handle from_address(void *) noexcept;
	void *address() const noexcept;
};
struct suspend {
	bool await_ready() noexcept { return false; }
	template <class H> void await_suspend(H) noexcept {}
	void await_resume() noexcept {}
};
} // namespace std
struct task {
	struct promise_type {
		task get_return_object() { return {}; }
		std::suspend initial_suspend() noexcept { return {}; }
		std::suspend final_suspend() noexcept { return {}; }
		void return_void() {}
		void unhandled_exception() {}
	};
};
int g;
task co()
{
	g++;
	co_await std::suspend{};
	g--;
}
