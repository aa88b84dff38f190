/*
 * Run-time type information as Microsoft's compilers lay it out: typeid and dynamic_cast. An object's vtable leads to
 * its complete class, that to a list of all bases in order of a walk through the hierarchy, each with its place.
 */
#include "system.h"

struct base {
	uint32_t type;
	uint32_t contained;
	struct displacement displacement;
	uint32_t flags;
	uint32_t classes;
};

struct classes {
	uint32_t signature, flags, count;
	uint32_t bases; /* of an array of such links, the class itself first */
};

struct locator {
	uint32_t signature, offset, constructor_offset;
	uint32_t type, classes;
#ifndef __i386__
	uint32_t self;
#endif
};

enum { NOT_PUBLIC = 1, HAS_CLASSES = 0x40 };

/* A class whose object is at `object`. */
struct view {
	uintptr_t image;
	const struct classes *classes;
	char *object;
};

static const struct locator *locate(const void *object)
{
	return (*(const struct locator *const *const *)object)[-1];
}

static uintptr_t image_of(const struct locator *locator)
{
#ifdef __i386__
	(void)locator;
	return 0;
#else
	return (uintptr_t)locator - locator->self;
#endif
}

/* The whole object that the vtable pointer at `part` belongs to. */
static struct view complete(void *part)
{
	const struct locator *locator = locate(part);
	uintptr_t image = image_of(locator);
	char *object = (char *)part - locator->offset;
	if (locator->constructor_offset) /* under construction: a base knows how far it has been moved */
		object -= *(const int32_t *)((char *)part - locator->constructor_offset);
	return (struct view){image, system_at(image, locator->classes), object};
}

static const struct base *base_of(const struct view *view, uint32_t index)
{
	const uint32_t *bases = system_at(view->image, view->classes->bases);
	const struct base *base = system_at(view->image, bases[index]);
	if (!(base->flags & HAS_CLASSES))
		system_fail("type information of a base class is not complete");
	return base;
}

static bool is(const struct view *view, const struct base *base, const struct type_descriptor *type)
{
	return type_is_same(system_at(view->image, base->type), type);
}

/* Whether the object at `part` is a public base of the view's class. */
static bool has_public(const struct view *view, const struct type_descriptor *type, const char *part)
{
	for (uint32_t i = 0; i < view->classes->count; i++) {
		const struct base *base = base_of(view, i);
		if (is(view, base, type) && !(base->flags & NOT_PUBLIC) &&
		    displacement_of(view->object, &base->displacement) == part)
			return true;
	}
	return false;
}

/*
 * The one object of type `wanted`: down from the part, all that are derived from it publicly; then across from a
 * public part. NULL if there is none or more than one.
 */
static char *cast(const struct view *whole, const struct type_descriptor *type, const char *part,
                  const struct type_descriptor *wanted)
{
	char *down = NULL, *across = NULL;
	bool several_down = false, several = false, visible = false;
	for (uint32_t i = 0; i < whole->classes->count; i++) {
		const struct base *base = base_of(whole, i);
		if (!is(whole, base, wanted))
			continue;
		struct view found = {whole->image, system_at(whole->image, base->classes),
		                     displacement_of(whole->object, &base->displacement)};
		if (has_public(&found, type, part)) {
			several_down = several_down || (down && down != found.object);
			down = found.object;
		}
		several = several || (across && across != found.object);
		visible = visible || !(base->flags & NOT_PUBLIC);
		across = found.object;
	}
	if (down && !several_down)
		return down;
	return across && visible && !several && has_public(whole, type, part) ? across : NULL;
}

EXPORT void *__RTDynamicCast(void *part, int32_t vtable_offset, const struct type_descriptor *type,
                             const struct type_descriptor *wanted, int32_t is_reference)
{
	if (!part)
		return NULL;
	struct view whole = complete(part);
	void *found = cast(&whole, type, (char *)part - vtable_offset, wanted);
	if (!found && is_reference)
		system_fail("a dynamic_cast of a reference failed: std::bad_cast is not made here");
	return found;
}

EXPORT void *__RTCastToVoid(void *part)
{
	return part ? complete(part).object : NULL;
}

EXPORT const void *__RTtypeid(const void *part)
{
	if (!part)
		system_fail("typeid of a null pointer: std::bad_typeid is not made here");
	return system_at(image_of(locate(part)), locate(part)->type);
}
