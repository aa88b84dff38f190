// What C++ programs need of a run-time library, for images that have none. Never listed; keeps no state.
extern "C" int _purecall(void)
{
	return 0;
}

extern "C" void __cxa_pure_virtual(void)
{
}

extern "C" int atexit(void (*)(void))
{
	return 0;
}

extern "C" int __cxa_atexit(void (*)(void *), void *, void *)
{
	return 0;
}

void *__dso_handle;

void operator delete(void *) noexcept
{
}

void operator delete(void *, decltype(sizeof 0)) noexcept
{
}

// Classes whose vtables run-time type information names.
struct type_info {
	virtual ~type_info();
};

namespace __cxxabiv1 {
struct __class_type_info {
	virtual ~__class_type_info();
};
struct __si_class_type_info {
	virtual ~__si_class_type_info();
};
struct __vmi_class_type_info {
	virtual ~__vmi_class_type_info();
};
__class_type_info::~__class_type_info() = default;
__si_class_type_info::~__si_class_type_info() = default;
__vmi_class_type_info::~__vmi_class_type_info() = default;
}

type_info::~type_info() = default;

void make_vtable(void)
{
	type_info made;
	asm volatile("" : : "r"(&made) : "memory");
}
