/*
 * C++ exceptions as values: which catch block takes one, its copy, its end. Frames are not known here.
 */
#include "system.h"

bool type_is_same(const struct type_descriptor *a, const struct type_descriptor *b)
{
	const char *x = a->name, *y = b->name;
	while (*x && *x == *y)
		x++, y++;
	return *x == *y;
}

bool throw_read(const struct exception_record *record, struct thrown *thrown)
{
	if (record->code != EXCEPTION_CXX || record->count < 3)
		return false;
	*thrown = (struct thrown){(void *)record->info[1], (const struct throw_info *)record->info[2],
	                          record->count > 3 ? record->info[3] : 0};
	return thrown->info != NULL;
}

static bool is_taken(const struct thrown *thrown, const struct catchable *as, const struct catch_block *block,
                     const struct type_descriptor *wanted)
{
	uint32_t qualifiers = QUALIFIER_CONST | QUALIFIER_VOLATILE | QUALIFIER_UNALIGNED;
	return type_is_same(system_at(thrown->image, as->type), wanted) &&
	       (!(as->properties & CATCHABLE_BY_REFERENCE) || (block->adjectives & CATCH_REFERENCE)) &&
	       !(thrown->info->attributes & qualifiers & ~block->adjectives);
}

struct match throw_match(const struct thrown *thrown, const struct catch_block *block, uintptr_t image)
{
	const struct catchables *all = system_at(thrown->image, thrown->info->catchables);
	if (!block->type)
		return (struct match){true, NULL};
	for (uint32_t i = 0; i < all->count; i++) {
		const struct catchable *as = system_at(thrown->image, all->types[i]);
		if (is_taken(thrown, as, block, system_at(image, block->type)))
			return (struct match){true, as};
	}
	return (struct match){false, NULL};
}

char *displacement_of(char *object, const struct displacement *displacement)
{
	char *base = object + displacement->member;
	if (displacement->table >= 0) {
		char *table_at = object + displacement->table;
		const char *entries = *(char **)table_at;
		base += displacement->table + *(const int32_t *)(entries + displacement->entry);
	}
	return base;
}

static void copy_bytes(char *to, const char *from, size_t size)
{
	for (size_t i = 0; i < size; i++)
		to[i] = from[i];
}

void throw_copy(const struct thrown *thrown, const struct catchable *as, uint32_t adjectives, void *place)
{
	typedef METHOD void (*copy)(void *to, const void *from);
	typedef METHOD void (*copy_most_derived)(void *to, const void *from, int most_derived);
	char *object = thrown->object;
	if (!place || !as)
		return;
	if (adjectives & CATCH_REFERENCE) {
		*(char **)place = displacement_of(object, &as->displacement);
	} else if (as->properties & CATCHABLE_SIMPLE) {
		copy_bytes(place, object, as->size);
		if (as->size == sizeof(void *) && *(char **)place)
			*(char **)place = displacement_of(*(char **)place, &as->displacement);
	} else if (!as->copy) {
		copy_bytes(place, displacement_of(object, &as->displacement), as->size);
	} else if (as->properties & CATCHABLE_VIRTUAL_BASE) {
		((copy_most_derived)system_at(thrown->image, as->copy))(
		    place, displacement_of(object, &as->displacement), 1);
	} else {
		((copy)system_at(thrown->image, as->copy))(place, displacement_of(object, &as->displacement));
	}
}

void throw_destroy(const struct thrown *thrown)
{
	typedef METHOD void (*destroy)(void *object);
	if (thrown->info->destructor)
		((destroy)system_at(thrown->image, thrown->info->destructor))(thrown->object);
}

void throw_enter(struct handled *handled, const struct thrown *thrown)
{
	struct handled **list = throw_handled();
	*handled = (struct handled){*list, *thrown};
	*list = handled;
}

void throw_leave(struct handled *handled, const struct thrown *next)
{
	struct handled **list = throw_handled();
	bool lives = next && next->object == handled->thrown.object;
	if (*list != handled)
		system_fail("exceptions are not left in the order in which they were caught");
	*list = handled->outer;
	for (const struct handled *other = *list; other; other = other->outer)
		lives = lives || other->thrown.object == handled->thrown.object;
	if (!lives)
		throw_destroy(&handled->thrown);
}

EXPORT WINAPI _Noreturn void _CxxThrowException(void *object, const struct throw_info *info)
{
	struct thrown thrown = {object, info, sizeof info == 4 ? 0 : system_image(info)};
	if (!info) {
		const struct handled *handled = *throw_handled();
		if (!handled)
			system_fail("throw; where no exception is handled");
		thrown = handled->thrown;
	}
	const uintptr_t parameters[] = {FUNCTION_MAGIC, (uintptr_t)thrown.object, (uintptr_t)thrown.info,
	                                thrown.image};
	RaiseException(EXCEPTION_CXX, EXCEPTION_NONCONTINUABLE, sizeof(void *) == 4 ? 3 : 4, parameters);
	system_fail("a thrown exception was continued");
}
