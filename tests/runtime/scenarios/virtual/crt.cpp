/* What Microsoft's C++ library brings along for run-time type information. */
/* Before a vtable lies the address of this; where addresses are long it has distances from the image's start. */
struct locator {
	unsigned signature, offset, constructor_offset, type, classes, self;
};

extern "C" const void *__RTtypeid(const void *object)
{
	const locator *found = (*static_cast<const locator *const *const *>(object))[-1];
#ifdef __i386__
	return reinterpret_cast<const void *>(found->type);
#else
	return reinterpret_cast<const char *>(found) - found->self + found->type;
#endif
}
