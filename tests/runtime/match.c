/*
 * Works out how to apply a patch.
 *
 * A ref is bound to the variable's twin; a listed function of the base is entered into the patch; any other function
 * of the patch that the base has, too, leaves for the base. These stay in the patch:
 * - static functions that are not listed: the optimiser may have changed what they are passed, in base and patch
 *   differently. hpcc has rewritten those that a listed function reaches, so they work on the base's data anyway
 *   (other compilers do not: there they leave, too);
 * - functions that the base has not: new ones, or inlined there everywhere;
 * - objects without room before a single function: run-time library, not made for patching. A listed function must
 *   have it in the patch, too, which shows that the linker was asked to make some.
 * Twins of static symbols are looked for in the object of the same name.
 */
#include "match.h"

#include "contents.h"
#include "numbered.h"
#include "prologue.h"
#include "thunk.h"

#include <stdio.h>
#include <string.h>

struct match {
	const struct image *base, *patch;
	const struct manifest *manifest;
	struct plan *plan;
};

static const char no_room[] = "no room before it: build with -fms-hotpatch -gcodeview -ffunction-sections, "
                              "link with /functionpadmin:16";

/* Maps name objects without folders. */
static const char same_name[] =
    "several objects of the patch have a static of that name and one name themselves, and "
    "maps name no folders: rename one of the files";

static bool refuse(const char *what, const char *name, const char *why)
{
	fprintf(stderr, "refused: %s '%s': %s\n", what, name, why);
	return false;
}

/* The one symbol of that name that is static in the same object, or global, as `like` is. *several tells why not. */
static const struct hp_map_symbol *twin(const struct hp_map *map, const char *name, const struct hp_map_symbol *like,
                                        bool *several)
{
	size_t count;
	const struct hp_map_symbol *found = NULL, *symbol = hp_map_find(map, name, &count);
	*several = false;
	for (; count; count--, symbol++) {
		if (symbol->internal != like->internal ||
		    (like->internal && strcmp(hp_map_member(symbol->object), hp_map_member(like->object)) != 0))
			continue;
		if (found && found->address != symbol->address)
			*several = true;
		found = symbol;
	}
	return *several ? NULL : found;
}

/*
 * The variable of that name for a ref. clang's own refs are global also where the variable is static: it is looked
 * for in the object that the linker took the ref from.
 */
static const struct hp_map_symbol *named(const struct hp_map *map, const char *name, const struct hp_map_symbol *ref,
                                         bool *several)
{
	struct hp_map_symbol internal = *ref;
	const struct hp_map_symbol *found = twin(map, name, ref, several);
	internal.internal = true;
	return found || *several || ref->internal ? found : twin(map, name, &internal, several);
}

/* The variable that a ref stands for. x86 puts an underscore before the ref's name, and mostly before the variable's.
 */
static const struct hp_map_symbol *variable(const struct image *image, const struct hp_map_symbol *ref, bool *several)
{
	bool x86 = image->pe.machine == HP_PE_X86;
	const char *name = ref->name + strlen("__ref_") + (x86 ? 1 : 0);
	const struct hp_map_symbol *found = NULL;
	char decorated[PLAN_NAME];
	if (x86 && (size_t)snprintf(decorated, sizeof decorated, "_%s", name) < sizeof decorated)
		found = named(&image->map, decorated, ref, several);
	return found ? found : named(&image->map, name, ref, several);
}

static bool is_ref(const struct match *match, const struct hp_map_symbol *symbol)
{
	const char *name = symbol->name;
	if (match->patch->pe.machine == HP_PE_X86 && *name == '_')
		name++;
	return strncmp(name, "__ref_", strlen("__ref_")) == 0;
}

/* Whether the image has something of that name at all, and whether at that address. */
static bool has_name(const struct hp_map *map, const char *name, uint32_t address, bool *is_there)
{
	size_t count;
	const struct hp_map_symbol *symbol = hp_map_find(map, name, &count);
	for (size_t i = 0; i < count; i++)
		*is_there |= symbol[i].address == address;
	return count > 0;
}

/*
 * The variable's relative address in the patch, as the ref has it; it must be the map's, where the map has it. What
 * hpcc made an object's own, a vtable say, may be there beside a global one of the same name. The image's own address
 * is in no section.
 */
static bool own_address(const struct match *match, const struct hp_map_symbol *ref, uint32_t *address)
{
	const struct hp_pe *pe = &match->patch->pe;
	const unsigned char *bytes = hp_pe_bytes(pe, ref->address, hp_pe_pointer_size(pe));
	const char *name = ref->name + strlen("__ref_"); /* on x86 the names may have an underscore less than here */
	uint64_t value = 0;
	bool is_there = false;
	if (bytes)
		memcpy(&value, bytes, hp_pe_pointer_size(pe));
	*address = (uint32_t)(value - pe->preferred_base);
	bool is_known = has_name(&match->patch->map, name, *address, &is_there);
	if (pe->machine == HP_PE_X86)
		is_known |= has_name(&match->patch->map, name + 1, *address, &is_there);
	return value >= pe->preferred_base && (is_known ? is_there : hp_pe_section_at(pe, *address) != NULL);
}

/*
 * What the manifest knows of the data must hold for the base's: room for all of it, and that it starts in the same
 * way. Zeros say nothing of a variable: its file, or an initialiser, may do the rest.
 */
static bool check(const struct match *match, const struct hp_map_symbol *ref, uint32_t own, uint32_t base)
{
	const char *name = ref->name + (match->patch->pe.machine == HP_PE_X86 ? 1 : 0);
	uint32_t room = image_end(match->base, base) - base;
	char reason[CONTENTS_REASON];
	struct data data;
	if (!manifest_data(match->manifest, name, hp_map_member(ref->object), &data) || data.is_function ||
	    !hp_pe_section_at(&match->base->pe, base)) /* the image's own address */
		return true;
	bool constant = image_is_constant(match->patch, own);
	if (data.size > room) {
		snprintf(reason, sizeof reason, "the base's %s has room for %u of its %u bytes: %s",
		         constant ? "constant" : "variable", room, data.size, contents_advice(constant));
		return refuse("ref", ref->name, reason);
	}
	if (constant ? !image_is_constant(match->base, base)
	             : !data.size || contents_zero(match->patch, own, data.size))
		return true;
	return contents_equal(match->base, match->patch, match->manifest, &(struct pair){base, own, data.size},
	                      reason) ||
	       refuse("ref", ref->name, reason);
}

/*
 * A base that has one more of the names that differ in the compiler's numbers: the source of the patch has lost one,
 * and the next may have got its name. (One more in the patch has no twin.)
 */
static bool renumbered(const struct match *match, const char *what, const struct hp_map_symbol *base)
{
	const struct hp_map *map = &match->base->map;
	char reason[8 * PLAN_NAME + 128];
	for (size_t i = 0; i < map->count; i++) {
		const struct hp_map_symbol *like = &map->symbols[i];
		bool several;
		if (like->address != base->address && like->internal == base->internal &&
		    (!like->internal || strcmp(like->object, base->object) == 0) &&
		    numbered_alike(like->name, base->name) && !twin(&match->patch->map, like->name, like, &several) &&
		    !several) {
			snprintf(reason, sizeof reason,
			         "the base also has '%s', which the patch has not: the compiler's numbers may have "
			         "moved",
			         like->name);
			return !refuse(what, base->name, reason);
		}
	}
	return false;
}

/*
 * A constant without a twin stays the patch's own, if that is equal: the base's optimiser may have merged it with
 * another one of the same contents, or read all it needs of it.
 */
static bool bind(struct match *match, const struct hp_map_symbol *ref)
{
	bool several = false;
	struct plan_step step = {PLAN_BIND, ref->address, 0, 0, {0}, 0, ""};
	if (!own_address(match, ref, &step.own))
		return refuse("ref", ref->name,
		              "does not hold the address of its variable: the map is not this image's");
	if (!variable(match->patch, ref, &several) && several && ref->internal)
		return refuse("ref", ref->name, same_name);
	if (image_is_import(match->patch, step.own)) /* the run-time library points the ref at the one instance */
		return true;
	const struct hp_map_symbol *base = variable(match->base, ref, &several);
	if (base && image_is_import(match->base, base->address))
		return refuse("ref", ref->name, "the base imports the variable, the patch has one");
	const struct hp_pe_section *section = hp_pe_section_at(&match->patch->pe, step.own);
	if (!base && !several && section && !section->writable)
		return section->executable || !contents_lead_to_mutable(match->patch, step.own) ||
		       refuse("ref", ref->name,
		              "the base has no such table, the patch's own holds addresses of the patch");
	if (!base)
		return refuse("ref", ref->name,
		              several ? "the base has several such variables" : "the base has no such variable");
	if (renumbered(match, "variable", base) || !check(match, ref, step.own, base->address))
		return false;
	step.base = base->address;
	snprintf(step.name, sizeof step.name, "%s", ref->name);
	plan_add(match->plan, &step);
	return true;
}

/* Adds a step that makes the function at `address` of `image` jump. */
static bool redirect(struct match *match, const struct image *image, uint32_t address, struct plan_step *step)
{
	const char *name = step->name;
	if (!prologue_has_pad(&image->pe, address))
		return refuse("function", name, no_room);
	step->first_size = prologue_first(&image->pe, address);
	if (step->first_size < thunk_jump_size(image->pe.machine))
		return refuse("function", name, "its first instruction is too short to become a jump");
	if (step->kind == PLAN_ENTER && prologue_is_jumped_to(&image->pe, address, image_end(image, address)))
		return refuse(
		    "function", name,
		    "a loop of its own jumps to its first instruction: build the base with -fms-hotpatch, for "
		    "ARM64 with -mbranch-protection=bti");
	memcpy(step->first, hp_pe_bytes(&image->pe, address, step->first_size), step->first_size);
	plan_add(match->plan, step);
	return true;
}

static const struct listed *listed(const struct match *match, const struct hp_map_symbol *symbol)
{
	for (size_t i = 0; i < match->manifest->count; i++) {
		const struct listed *function = &match->manifest->functions[i];
		if (strcmp(function->symbol, symbol->name) == 0 &&
		    (!symbol->internal || !function->object ||
		     strcmp(function->object, hp_map_member(symbol->object)) == 0))
			return function;
	}
	return NULL;
}

/* Whether a linker made room in this object of the patch. */
static bool has_pads(const struct match *match, const char *object)
{
	const struct hp_map *map = &match->patch->map;
	for (size_t i = 0; i < map->count; i++)
		if (strcmp(map->symbols[i].object, object) == 0 &&
		    prologue_has_room(&match->patch->pe, map->symbols[i].address))
			return true;
	return false;
}

/*
 * Handlers, filters, clean-ups and their labels: they work on the frame of their function, which they must fit, and
 * only it and the unwinder, through its tables, enter them. So do the parts of a coroutine, whose frame says which
 * build they must be of: one in flight goes on as it began.
 */
static bool is_part(const struct hp_map_symbol *symbol)
{
	static const char *const starts[] = {"?dtor$", "?catch$", "$ehgcr_", "?filt$",
	                                     "?fin$",  "__filt_", "__fin_",  "___ehhandler$"};
	static const char *const ends[] = {".resume", ".destroy", ".cleanup", ".noalloc"};
	size_t length = strlen(symbol->name);
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (strncmp(symbol->name, starts[i], strlen(starts[i])) == 0)
			return true;
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (length > strlen(ends[i]) && strcmp(symbol->name + length - strlen(ends[i]), ends[i]) == 0)
			return true;
	return false;
}

/*
 * Another function that the linker has folded into the one at an address of the base: one name there that the patch
 * has elsewhere, or not at all. NULL: none, but perhaps aliases.
 */
static const char *folded(const struct match *match, uint32_t base, const struct hp_map_symbol *symbol)
{
	size_t count, found;
	const struct hp_map_symbol *const *there = hp_map_at(&match->base->map, base, &count);
	for (size_t i = 0; i < count; i++) {
		bool is_alias =
		    strcmp(there[i]->name, symbol->name) == 0 || strncmp(there[i]->name, ".weak.", 6) == 0;
		const struct hp_map_symbol *same = hp_map_find(&match->patch->map, there[i]->name, &found);
		for (; same && found; found--, same++)
			is_alias |= same->address == symbol->address;
		if (!is_alias)
			return there[i]->name;
	}
	return NULL;
}

static bool can_enter(const struct match *match, const struct hp_map_symbol *symbol, const struct hp_map_symbol *base)
{
	char reason[PLAN_NAME + 128];
	const char *other = folded(match, base->address, symbol);
	bool several = false;
	if (!twin(&match->patch->map, symbol->name, symbol, &several) && several && symbol->internal)
		return refuse("function", symbol->name, same_name);
	if (!other)
		return !renumbered(match, "function", base);
	snprintf(reason, sizeof reason, "in the base its code is also that of '%s': link the base with /opt:noicf",
	         other);
	return refuse("function", symbol->name, reason);
}

/* A function of the patch: entered, left, or one that stays. */
static bool function(struct match *match, const struct hp_map_symbol *symbol)
{
	bool several = false;
	const struct listed *entry = listed(match, symbol);
	const struct hp_map_symbol *base = twin(&match->base->map, symbol->name, symbol, &several);
	struct plan_step step = {PLAN_LEAVE, symbol->address, base ? base->address : 0, 0, {0}, 0, ""};
	if ((entry && entry->part) || is_part(symbol))
		return true;
	if (several)
		return refuse("function", symbol->name, "the base has several such functions");
	snprintf(step.name, sizeof step.name, "%s", symbol->name);
	if (base && entry) {
		if (!prologue_has_room(&match->patch->pe, symbol->address))
			return refuse("function of the patch", symbol->name, no_room);
		if (!can_enter(match, symbol, base))
			return false;
		step.kind = PLAN_ENTER;
		return redirect(match, match->base, base->address, &step);
	}
	if (!base || (symbol->internal && match->manifest->statics_stay) || !has_pads(match, symbol->object))
		return true;
	return redirect(match, match->patch, symbol->address, &step);
}

static bool check_image(const struct image *image, const char *what)
{
	return image->map.timestamp == image->pe.timestamp && image->map.preferred_base == image->pe.preferred_base
	           ? true
	           : refuse("image", what, "the map is not this image's");
}

/* One symbol several names are seen once: an alias is the function it stands for. */
static bool seen(const struct plan *plan, const struct hp_map_symbol *symbol)
{
	for (size_t i = plan->count; i-- > 0;)
		if (plan->steps[i].patch == symbol->address)
			return true;
	return false;
}

/* Two passes: an address with a listed name is entered, whatever its other names. */
static bool functions(struct match *match, bool with_listed)
{
	const struct hp_map *map = &match->patch->map;
	bool done = true;
	for (size_t i = 0; i < map->count; i++) {
		const struct hp_map_symbol *symbol = &map->symbols[i];
		const struct hp_pe_section *section = hp_pe_section_at(&match->patch->pe, symbol->address);
		if (section && section->executable && (listed(match, symbol) != NULL) == with_listed &&
		    !seen(match->plan, symbol))
			done = function(match, symbol) && done;
	}
	return done;
}

bool match(const struct image *base, const struct image *patch, const struct manifest *manifest, struct plan *plan)
{
	struct match match = {.base = base, .patch = patch, .manifest = manifest, .plan = plan};
	bool done = true;
	size_t count;
	*plan = (struct plan){.machine = base->pe.machine,
	                      .base = {base->pe.timestamp, base->pe.image_size},
	                      .patch = {patch->pe.timestamp, patch->pe.image_size}};
	if (base->pe.machine != patch->pe.machine)
		return refuse("image", "patch", "made for another processor than the base");
	if (!patch->pe.is_dll)
		return refuse("image", "patch",
		              "it is a program, which no other can load: link it with /dll (-shared)");
	if (patch->pe.is_fixed)
		return refuse("image", "patch", "it can only be loaded at one address: link it without /fixed");
	if (!check_image(base, "base") || !check_image(patch, "patch"))
		return false;
	for (size_t i = 0; i < manifest->count; i++)
		if (!hp_map_find(&patch->map, manifest->functions[i].symbol, &count))
			done =
			    refuse("function", manifest->functions[i].symbol, "listed, but not in the patch image");
	for (size_t i = 0; i < patch->map.count; i++)
		if (is_ref(&match, &patch->map.symbols[i]) && !seen(plan, &patch->map.symbols[i]))
			done = bind(&match, &patch->map.symbols[i]) && done;
	done = functions(&match, true) && done;
	done = functions(&match, false) && done;
	for (size_t i = 0; i < plan->count; i++)
		if (plan->steps[i].kind == PLAN_ENTER)
			return done;
	return refuse("image", "patch", "the base has none of the listed functions");
}
