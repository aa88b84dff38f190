/*
 * The contents of data. A ref leads to the base's data, and what the patch's source says it starts with is lost: so
 * the two have to be equal, with all constants that they lead to. A variable that is not is one that the patch wants
 * to start in another way, or that the base's optimiser keeps in another way.
 *
 * What counts as equal where an address stands: code, data that can change, type information and imports by their
 * name alone; constants by their contents, whatever their names. A constant is as long as the manifest says. It does
 * not for those that other files define: these reach up to the next symbol, and what has no symbol is taken for a
 * string.
 */
#include "contents.h"

#include "manifest.h"

#include <stdio.h>
#include <string.h>

enum { LIMIT = 4096, DEPTH = 4, ALIGNMENT = 16 };

/* Every pair is compared once. */
struct walk {
	const struct image *base, *patch;
	const struct manifest *manifest;
	struct pair items[LIMIT];
	size_t count;
	uint32_t first; /* the data of the ref, in the patch */
	char *reason;
};

const char *contents_advice(bool constant)
{
	return constant
	           ? "let a function fill the patch's"
	           : "build the base with -fkeep-persistent-storage-variables, or let a function set the patch's";
}

/* The symbol that is there, or the last one in front of it; "" if there is none. */
static const char *name_of(const struct image *image, uint32_t address)
{
	size_t count;
	const struct hp_map_symbol *const *symbols = image_symbols(image, address, &count);
	return symbols ? symbols[0]->name : "";
}

static bool has_symbol(const struct image *image, uint32_t address)
{
	size_t count;
	const struct hp_map_symbol *const *symbols = image_symbols(image, address, &count);
	return symbols && symbols[0]->address == address;
}

/* hpcc makes some inline functions the file's own: only of two static ones the objects must be the same. */
static bool is_same(const struct hp_map_symbol *one, const struct hp_map_symbol *two)
{
	return strcmp(one->name, two->name) == 0 &&
	       (!one->internal || !two->internal ||
	        strcmp(hp_map_member(one->object), hp_map_member(two->object)) == 0);
}

/* The symbol of both images that is at the same distance in front of two addresses; the linker may have merged
 * several.
 */
static const struct hp_map_symbol *shared(const struct walk *walk, uint32_t base, uint32_t patch)
{
	size_t base_count, count;
	const struct hp_map_symbol *const *theirs = image_symbols(walk->base, base, &base_count);
	const struct hp_map_symbol *const *ours = image_symbols(walk->patch, patch, &count);
	if (!theirs || !ours || base - theirs[0]->address != patch - ours[0]->address)
		return NULL;
	for (size_t i = 0; i < base_count; i++)
		for (size_t k = 0; k < count; k++)
			if (is_same(theirs[i], ours[k]))
				return ours[k];
	return NULL;
}

/* Whether a symbol of that name has the same contents wherever it is, or such as cannot be compared. */
static bool speaks_for_itself(const char *name)
{
	static const char *const starts[] = {"??_C@", "??_R", "_ZTI", "_ZTS", "__ZTI", "__ZTS"};
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (strncmp(name, starts[i], strlen(starts[i])) == 0)
			return true;
	return false;
}

/* The constant of the manifest that an address of the patch is in; *start gets where it starts. */
static const struct contents *known_at(const struct walk *walk, uint32_t address, uint32_t *start)
{
	size_t count;
	const struct hp_map_symbol *const *symbols = image_symbols(walk->patch, address, &count);
	for (; symbols && count; count--, symbols++) {
		const char *name =
		    (*symbols)->name + (walk->patch->pe.machine == HP_PE_X86 && *(*symbols)->name == '_');
		const struct contents *known =
		    manifest_contents(walk->manifest, name, hp_map_member((*symbols)->object), (*symbols)->internal);
		*start = (*symbols)->address;
		if (known && address - *start < known->size)
			return known;
	}
	return NULL;
}

static uint32_t literal_size(const struct contents *contents, uint32_t offset)
{
	for (size_t i = 0; contents && i < contents->literal_count; i++)
		if (contents->literals[i].offset == offset)
			return contents->literals[i].size;
	return 0;
}

static bool differ(const struct walk *walk, const struct pair *pair, const char *how, uint32_t at)
{
	bool constant = image_is_constant(walk->patch, walk->first);
	const char *kind = constant ? "constant" : "variable", *advice = contents_advice(constant);
	const char *name = has_symbol(walk->patch, pair->patch) ? name_of(walk->patch, pair->patch) : "";
	if (pair->patch == walk->first)
		snprintf(walk->reason, CONTENTS_REASON, "the base's %s %s at byte %u: %s", kind, how, at, advice);
	else
		snprintf(walk->reason, CONTENTS_REASON, "the base's %s leads to %s%.120s%s, which %s at byte %u: %s",
		         kind, *name ? "'" : "a constant", name, *name ? "'" : " without a name", how, at, advice);
	return false;
}

static bool add(struct walk *walk, const struct pair *pair)
{
	for (size_t i = 0; i < walk->count; i++)
		if (walk->items[i].base == pair->base && walk->items[i].patch == pair->patch)
			return true;
	if (walk->count < LIMIT) {
		walk->items[walk->count++] = *pair;
		return true;
	}
	snprintf(walk->reason, CONTENTS_REASON, "it leads to more than %u constants, which are not compared", LIMIT);
	return false;
}

/* Two addresses in a constant, and where they lead. */
static bool address(struct walk *walk, const struct pair *pair, uint32_t at, const struct pair *to)
{
	uint32_t start = 0;
	const struct hp_map_symbol *symbol = shared(walk, to->base, to->patch);
	bool constants = image_is_constant(walk->base, to->base) && image_is_constant(walk->patch, to->patch);
	char how[CONTENTS_REASON / 2];
	if (symbol && (!constants || image_is_import(walk->patch, to->patch) || speaks_for_itself(symbol->name)))
		return true;
	if (constants) {
		const struct contents *holder = known_at(walk, pair->patch, &start);
		uint32_t size = literal_size(start == pair->patch ? holder : NULL, at);
		const struct contents *known = size ? NULL : known_at(walk, to->patch, &start);
		uint32_t into = known ? to->patch - start : 0;
		return add(walk, &(struct pair){to->base - into, to->patch - into, known ? known->size : size});
	}
	snprintf(how, sizeof how, "leads to '%.80s' where the patch's leads to '%.80s',",
	         name_of(walk->base, to->base), name_of(walk->patch, to->patch));
	return differ(walk, pair, how, at);
}

/* Behind what the file has are zeros. */
static unsigned byte_at(const struct image *image, uint32_t address)
{
	const unsigned char *byte = hp_pe_bytes(&image->pe, address, 1);
	return byte ? *byte : 0;
}

bool contents_zero(const struct image *image, uint32_t address, uint32_t size)
{
	for (; size; address++, size--)
		if (byte_at(image, address))
			return false;
	return true;
}

/* Whether a string ends in so many bytes: in a zero of its characters' size, told from the first one. */
static bool has_end(const struct image *image, uint32_t address, uint32_t length)
{
	uint32_t width = 1;
	const unsigned char *bytes = hp_pe_bytes(&image->pe, address, length);
	if (bytes && length >= 2 && address % 2 == 0 && bytes[0] && !bytes[1])
		width = length >= 4 && address % 4 == 0 && !bytes[2] && !bytes[3] ? 4 : 2;
	for (uint32_t at = 0; bytes && at + width <= length; at += width)
		if (memcmp(bytes + at, "\0\0\0", width) == 0)
			return true;
	return false;
}

/* How many bytes are equal at a place: of an address all, 0 if none. *done gets false where the walk is over. */
static uint32_t equal_at(struct walk *walk, const struct pair *pair, uint32_t at, bool *done)
{
	struct pair to = {0};
	uint32_t base = pair->base + at, patch = pair->patch + at;
	bool theirs = image_leads(walk->base, base, &to.base), ours = image_leads(walk->patch, patch, &to.patch);
	if (theirs && ours) {
		*done = address(walk, pair, at, &to);
		return hp_pe_pointer_size(&walk->patch->pe);
	}
	return theirs == ours && byte_at(walk->base, base) == byte_at(walk->patch, patch);
}

static bool compare(struct walk *walk, const struct pair *pair)
{
	uint32_t base_room = image_end(walk->base, pair->base) - pair->base;
	uint32_t room = image_end(walk->patch, pair->patch) - pair->patch;
	uint32_t end = pair->size ? pair->size : room < base_room ? room : base_room, at = 0, target;
	bool string = !pair->size && !has_symbol(walk->patch, pair->patch), done = true;
	if (pair->size > base_room)
		return differ(walk, pair, "ends", base_room);
	while (at < end) {
		if (string && (image_leads(walk->base, pair->base + at, &target) ||
		               image_leads(walk->patch, pair->patch + at, &target)))
			break;
		uint32_t step = equal_at(walk, pair, at, &done);
		if (!done)
			return false;
		if (!step && string && has_end(walk->patch, pair->patch, at))
			return true;
		if (!step)
			return differ(walk, pair, "has other contents", at);
		at += step;
	}
	if (pair->size || room <= base_room || (string && has_end(walk->patch, pair->patch, at)) ||
	    (room - base_room < ALIGNMENT && contents_zero(walk->patch, pair->patch + base_room, room - base_room)))
		return true;
	return differ(walk, pair, "ends", base_room);
}

bool contents_equal(const struct image *base, const struct image *patch, const struct manifest *manifest,
                    const struct pair *pair, char reason[CONTENTS_REASON])
{
	struct walk walk = {.base = base, .patch = patch, .manifest = manifest, .reason = reason};
	bool done = add(&walk, pair);
	walk.first = pair->patch;
	if (base->pe.is_fixed) {
		snprintf(reason, CONTENTS_REASON,
		         "the base does not say where it has addresses: link it without /fixed");
		return false;
	}
	for (size_t i = 0; done && i < walk.count; i++)
		done = compare(&walk, &walk.items[i]);
	return done;
}

static bool is_type_information(const char *name)
{
	return strncmp(name, "??_R", 4) == 0 || strstr(name, "_ZTI");
}

static bool leads_to_mutable(const struct image *image, uint32_t at, unsigned depth)
{
	uint32_t target;
	for (uint32_t end = image_end(image, at); at < end; at++) {
		const struct hp_pe_section *section =
		    image_leads(image, at, &target) ? hp_pe_section_at(&image->pe, target) : NULL;
		if (!section || section->executable ||
		    (has_symbol(image, target) && is_type_information(name_of(image, target))))
			continue;
		if (section->writable || (depth && leads_to_mutable(image, target, depth - 1)))
			return true;
	}
	return false;
}

bool contents_lead_to_mutable(const struct image *image, uint32_t address)
{
	return leads_to_mutable(image, address, DEPTH);
}
