/*
 * Comparing two versions of an object. Pairs of atoms are compared, each once: what the atoms hold themselves, and
 * pairs of constants that they refer to. A pair differs if it holds another text or leads to one that differs.
 */
#include "diff/compare.h"

#include "base/arena.h"
#include "base/text.h"
#include "diff/finding.h"
#include "image/display.h"
#include "image/pe.h"

#include <stdint.h>
#include <string.h>
#include <uthash.h>

struct pair;

/* Another pair that leads to this one. */
struct user {
	struct user *next;
	struct pair *pair;
	uint32_t offset;
};

struct pair {
	UT_hash_handle hh;
	struct {
		size_t original, patched;
	} key;
	const struct hp_atom *original, *patched;
	struct pair *next; /* to be looked at */
	struct user *users;
	const char *own; /* what differs in it; NULL: nothing */
	uint32_t offset; /* where */
	bool differs;
	const struct pair *because; /* it differs because this one does; NULL: by itself */
};

/* A numbered name that is another one now. */
struct renamed {
	UT_hash_handle hh;
	const char *original; /* key */
	const char *patched;
};

struct comparing {
	struct hp_arena *arena;
	struct hp_comparison *comparison;
	struct hp_findings *findings;
	struct pair *pairs;
	struct pair *waiting;
	struct renamed *renamed;
	bool x86;
};

static const char *shown(const struct comparing *comparing, const char *name)
{
	return *name ? hp_base_display_name(comparing->arena, name, comparing->x86) : "a constant without a name";
}

static struct pair *pair_of(struct comparing *comparing, const struct hp_atom *original,
                            const struct hp_atom *patched)
{
	struct pair *pair, *added = hp_arena_alloc(comparing->arena, sizeof *added);
	added->key.original = original->index;
	added->key.patched = patched->index;
	added->original = original;
	added->patched = patched;
	HASH_FIND(hh, comparing->pairs, &added->key, sizeof added->key, pair);
	if (pair)
		return pair;
	HASH_ADD(hh, comparing->pairs, key, sizeof added->key, added);
	added->next = comparing->waiting;
	comparing->waiting = added;
	return added;
}

/* How many bytes of a name count: without the number behind it that the compiler gives in turn. */
static size_t stem_length(const char *name)
{
	size_t length = strlen(name), end = length;
	while (end && name[end - 1] >= '0' && name[end - 1] <= '9')
		end--;
	return end && end < length && (name[end - 1] == '.' || name[end - 1] == '$') ? end - 1 : length;
}

static bool are_numbered_alike(const char *one, const char *other)
{
	size_t length = stem_length(one);
	return length == stem_length(other) && strncmp(one, other, length) == 0;
}

/* Whether two names of the same file's own mean one thing: each number always becomes the same other one. */
static bool is_renamed(struct comparing *comparing, const char *original, const char *patched)
{
	struct renamed *renamed;
	if (!are_numbered_alike(original, patched))
		return false;
	HASH_FIND_STR(comparing->renamed, original, renamed);
	if (renamed)
		return strcmp(renamed->patched, patched) == 0;
	renamed = hp_arena_alloc(comparing->arena, sizeof *renamed);
	*renamed = (struct renamed){.original = original, .patched = patched};
	HASH_ADD_KEYPTR(hh, comparing->renamed, original, strlen(original), renamed);
	return true;
}

static void add_user(struct comparing *comparing, struct pair *pair, struct pair *user, uint32_t offset)
{
	struct user *added = hp_arena_alloc(comparing->arena, sizeof *added);
	*added = (struct user){pair->users, user, offset};
	pair->users = added;
}

static const char *name_of(const struct hp_reference *reference)
{
	return !*reference->name && reference->atom ? reference->atom->name : reference->name;
}

/* What differs in two references, NULL: nothing that these tell. */
static const char *reference_difference(struct comparing *comparing, struct pair *pair,
                                        const struct hp_reference *original, const struct hp_reference *patched)
{
	const struct hp_atom *one = original->atom, *other = patched->atom;
	if (original->type != patched->type)
		return "its code differs";
	if (one && other && hp_atom_is_anonymous(one) && hp_atom_is_anonymous(other)) {
		if (original->into != patched->into)
			return "its code differs";
		add_user(comparing, pair_of(comparing, one, other), pair, original->offset);
		return NULL;
	}
	const char *name = name_of(original), *now = name_of(patched);
	bool own = one && other && !one->external && !other->external && one->kind == other->kind;
	if (strcmp(name, now) != 0 && !(own && is_renamed(comparing, name, now)))
		return hp_arena_printf(comparing->arena, "it refers to '%s' instead of '%s'", shown(comparing, now),
		                       shown(comparing, name));
	return one && other && original->into != patched->into ? "its code differs" : NULL;
}

/* The bits of a place that the address of a section's own does not decide. */
static uint32_t instruction_mask(unsigned machine, unsigned type)
{
	enum { PAGE_BASE = 4, PAGE_OFFSET_ADD = 6, PAGE_OFFSET_LOAD = 7 };
	if (machine != HP_PE_ARM64)
		return 0;
	return type == PAGE_BASE ? 0x9f00001f : type == PAGE_OFFSET_ADD || type == PAGE_OFFSET_LOAD ? 0xffc003ff : 0;
}

static bool is_wide(unsigned machine, unsigned type)
{
	enum { X64_ADDR64 = 1, ARM64_ADDR64 = 0xe };
	return (machine == HP_PE_X64 && type == X64_ADDR64) || (machine == HP_PE_ARM64 && type == ARM64_ADDR64);
}

/* Whether byte `at` of a place of `size` bytes is the same, as far as it counts. */
static bool is_same_byte(const struct comparing *comparing, const struct pair *pair, uint32_t at,
                         const struct hp_reference *reference)
{
	unsigned char one = pair->original->bytes ? pair->original->bytes[at] : 0;
	unsigned char other = pair->patched->bytes ? pair->patched->bytes[at] : 0;
	if (one == other || !reference)
		return one == other;
	unsigned machine = comparing->comparison->original->machine;
	uint32_t size = is_wide(machine, reference->type) ? 8 : 4, inside = at - reference->offset;
	if (inside >= size || *reference->name)
		return false;
	unsigned char mask =
	    inside < 4 ? (unsigned char)(instruction_mask(machine, reference->type) >> (8 * inside)) : 0;
	return ((one ^ other) & mask) == 0;
}

/* What two atoms hold. Sets *offset to the first difference's. */
static const char *bytes_difference(const struct comparing *comparing, const struct pair *pair, uint32_t *offset)
{
	const struct hp_atom *one = pair->original, *other = pair->patched;
	const char *differs = one->kind == HP_ATOM_FUNCTION ? "its code differs" : "its contents differ";
	uint32_t size = one->size < other->size ? one->size : other->size;
	const struct hp_reference *reference = NULL;
	size_t next = 0;
	for (uint32_t at = 0; at < size; at++) {
		if (next < one->reference_count && one->references[next].offset == at)
			reference = &one->references[next++];
		if (is_same_byte(comparing, pair, at, reference))
			continue;
		*offset = at;
		return differs;
	}
	*offset = size;
	if (one->size == other->size)
		return NULL;
	/* Behind a constant without a name of its own may be padding. */
	const struct hp_atom *longer = one->size > other->size ? one : other;
	if (*longer->name || one->kind == HP_ATOM_FUNCTION)
		return differs;
	for (uint32_t at = size; at < longer->size; at++)
		if (longer->bytes && longer->bytes[at])
			return differs;
	return NULL;
}

/* Compares what the two hold themselves, and asks for what they lead to. */
static void look_at(struct comparing *comparing, struct pair *pair)
{
	const struct hp_atom *one = pair->original, *other = pair->patched;
	uint32_t offset = 0;
	const char *bytes = bytes_difference(comparing, pair, &offset);
	size_t count = one->reference_count < other->reference_count ? one->reference_count : other->reference_count;
	for (size_t i = 0; i < count; i++) {
		const struct hp_reference *original = &one->references[i], *patched = &other->references[i];
		if (original->offset != patched->offset || (bytes && original->offset > offset))
			break;
		pair->own = reference_difference(comparing, pair, original, patched);
		pair->offset = original->offset;
		if (pair->own)
			return;
	}
	pair->own = bytes;
	pair->offset = offset;
	if (!bytes && one->reference_count != other->reference_count)
		pair->own = "it refers to more, or less";
	if (!pair->own && one->unwind_count != other->unwind_count)
		pair->own = "its exceptions are handled in another way";
	for (size_t i = 0; !pair->own && i < one->unwind_count; i++)
		add_user(comparing, pair_of(comparing, one->unwind[i], other->unwind[i]), pair, 0);
}

static void look_at_all(struct comparing *comparing)
{
	while (comparing->waiting) {
		struct pair *pair = comparing->waiting;
		comparing->waiting = pair->next;
		look_at(comparing, pair);
	}
}

/* What leads to a difference differs. */
static void spread(struct comparing *comparing)
{
	struct pair *queue = NULL, *last = NULL;
	for (struct pair *pair = comparing->pairs; pair; pair = pair->hh.next) {
		pair->next = NULL;
		pair->differs = pair->own != NULL;
		if (!pair->differs)
			continue;
		if (last)
			last->next = pair;
		else
			queue = pair;
		last = pair;
	}
	for (; queue; queue = queue->next)
		for (const struct user *user = queue->users; user; user = user->next) {
			if (user->pair->differs)
				continue;
			user->pair->differs = true;
			user->pair->because = queue;
			user->pair->offset = user->offset;
			last->next = user->pair;
			last = user->pair;
		}
}

/* "it uses the constant 'texts', whose contents differ" */
static const char *reason_of(const struct comparing *comparing, const struct pair *pair)
{
	const struct pair *cause = pair->because;
	if (!cause)
		return pair->own;
	if (cause->original->about_code)
		return "its exceptions are handled in another way";
	while (cause->because && (!*cause->original->name || *cause->original->name == '.'))
		cause = cause->because;
	const char *name = cause->original->name;
	if (!*name || *name == '.' || hp_starts_with(name, "??_C@"))
		return "it uses a string or another constant without a name that differs";
	return hp_arena_printf(comparing->arena, "it uses the constant '%s', whose contents differ",
	                       shown(comparing, name));
}

static struct pair *find_pair(const struct comparing *comparing, const struct hp_atom *original,
                              const struct hp_atom *patched)
{
	struct pair *pair, key = {.key = {original->index, patched->index}};
	HASH_FIND(hh, comparing->pairs, &key.key, sizeof key.key, pair);
	return pair;
}

/* The version of a named atom in the other object. */
static const struct hp_atom *twin(const struct hp_object *object, const struct hp_atom *atom)
{
	const struct hp_atom *found = *atom->name ? hp_object_find(object, atom->name) : NULL;
	return found && found->kind == atom->kind ? found : NULL;
}

static void find(const struct comparing *comparing, const char *kind, const struct hp_atom *atom, const char *reason,
                 const char *remedy)
{
	bool made = hp_starts_with(atom->name, "_GLOBAL__"); /* by the compiler, of a file's name */
	hp_findings_add(comparing->findings,
	                &(struct hp_finding){.kind = kind,
	                                     .symbol = made ? atom->name : shown(comparing, atom->name),
	                                     .place = comparing->comparison->source,
	                                     .reason = reason,
	                                     .remedy = remedy});
}

/* Data that the running process has: it stays as it is, whatever the fix makes of it. */
static void judge_data(const struct comparing *comparing, const struct hp_atom *original,
                       const struct hp_atom *patched)
{
	const struct pair *pair = find_pair(comparing, original, patched);
	bool differs = (pair && pair->differs) || original->size != patched->size;
	if (hp_atom_is_of_a_type(patched)) {
		if (differs)
			find(
			    comparing, "vtable", patched,
			    "the running process's objects have the table as it was: what the fix adds or overrides, "
			    "nothing calls",
			    "keep the virtual functions as they are, and call what is new from them");
		return;
	}
	if (original->size != patched->size || original->thread != patched->thread)
		find(comparing, "layout", patched, "the variable has another size or place",
		     "keep it as it is, and put what is new into a new variable");
	else if (pair && pair->differs && original->kind == HP_ATOM_VARIABLE)
		find(comparing, "initial-value", patched,
		     "the variable begins with another value, and the running process has begun",
		     "set it in code that runs after the patch, and keep what it begins with");
	else if (pair && pair->differs && original->about_code)
		return;
	else if (pair && pair->differs)
		find(comparing, "constant", patched,
		     "other objects see this constant, whose contents differ: the running process keeps the old one",
		     "keep it as it is, and use a new constant in the functions of the fix");
}

/* Names that the language's scopes number: `?n@?1??f@@…`. */
static bool is_same_thing(const struct comparing *comparing, const struct hp_atom *one, const struct hp_atom *other)
{
	return one->kind == other->kind && strcmp(shown(comparing, one->name), shown(comparing, other->name)) == 0;
}

/* A new variable, where the original has one that it may be: which is which, nobody knows. */
static void judge_alone(const struct comparing *comparing, const struct hp_atom *patched)
{
	const struct hp_object *original = comparing->comparison->original;
	for (size_t i = 0; i < original->count; i++) {
		const struct hp_atom *gone = &original->atoms[i];
		if (gone->kind != HP_ATOM_VARIABLE || !*gone->name)
			continue;
		if (is_same_thing(comparing, gone, patched) || are_numbered_alike(gone->name, patched->name)) {
			find(comparing, "numbered", patched,
			     "the compiler numbers several variables of one name, and numbers them otherwise now",
			     "keep their order and number, or give the new one a name of its own");
			return;
		}
		if (!twin(comparing->comparison->patched, gone) && gone->size == patched->size &&
		    gone->external == patched->external) {
			find(comparing, "renamed", patched,
			     hp_arena_printf(comparing->arena,
			                     "the variable is new and '%s' is gone: if it is the same one, the "
			                     "patch would lose its value",
			                     shown(comparing, gone->name)),
			     "keep the old name; if it is new, allow it");
			return;
		}
	}
}

static bool is_data(const struct hp_atom *atom)
{
	return atom->kind == HP_ATOM_VARIABLE
	           ? *atom->name != '\0'
	           : atom->kind == HP_ATOM_CONSTANT && !atom->about_code && *atom->name && *atom->name != '.';
}

static void ask_for_all(struct comparing *comparing)
{
	const struct hp_comparison *comparison = comparing->comparison;
	for (size_t i = 0; i < comparison->patched->count; i++) {
		const struct hp_atom *patched = &comparison->patched->atoms[i];
		const struct hp_atom *original = twin(comparison->original, patched);
		if (original && (patched->kind == HP_ATOM_FUNCTION || is_data(patched)))
			pair_of(comparing, original, patched);
	}
}

/* Whether a function refers to a variable that the original has, too. */
static bool touches_old(const struct comparing *comparing, const struct hp_atom *patched)
{
	for (size_t i = 0; i < patched->reference_count; i++) {
		const struct hp_atom *to = patched->references[i].atom;
		if (to && to->kind == HP_ATOM_VARIABLE && twin(comparing->comparison->original, to))
			return true;
	}
	return false;
}

static void judge_function(const struct comparing *comparing, const struct hp_atom *patched)
{
	struct hp_function_change *to = &comparing->comparison->functions[patched->index];
	to->patched = patched;
	to->original = twin(comparing->comparison->original, patched);
	if (!to->original) {
		to->change = HP_CHANGE_NEW;
		if (patched->start && touches_old(comparing, patched))
			find(comparing, "initialiser", patched,
			     "it runs at the program's start, for a variable that the running process has: the patch "
			     "does not run it",
			     "do what the fix needs in a function that runs later");
		return;
	}
	const struct pair *pair = find_pair(comparing, to->original, patched);
	if (!pair->differs)
		return;
	to->change = HP_CHANGE_CHANGED;
	to->reason = reason_of(comparing, pair);
	to->offset = pair->offset;
	if (to->original->start)
		find(comparing, "initialiser", patched,
		     "it runs at the program's start, and the running process has started: the patch does not run it",
		     "do what the fix needs in a function that runs later");
}

static void judge_removed(const struct comparing *comparing)
{
	struct hp_comparison *comparison = comparing->comparison;
	comparison->removed =
	    hp_arena_calloc(comparing->arena, comparison->original->count + 1, sizeof *comparison->removed);
	for (size_t i = 0; i < comparison->original->count; i++) {
		const struct hp_atom *original = &comparison->original->atoms[i];
		if (original->kind == HP_ATOM_FUNCTION && *original->name && !twin(comparison->patched, original))
			comparison->removed[comparison->removed_count++] =
			    (struct hp_function_change){.change = HP_CHANGE_REMOVED, .original = original};
	}
}

/* "/EXPORT:f" and "-export:f,data" among the words for the linker: nobody finds a patch's functions by their names.
 */
static bool is_export(const char *word)
{
	return hp_starts_in_any_case(word, "/export:") || hp_starts_in_any_case(word, "-export:");
}

static bool has_word(const char *text, const char *word)
{
	size_t length = strlen(word);
	for (const char *at = text; (at = strstr(at, word)); at += length)
		if ((at == text || at[-1] == ' ') && (!at[length] || at[length] == ' '))
			return true;
	return false;
}

static void judge_exports(const struct comparing *comparing)
{
	const char *original = comparing->comparison->original->directives;
	char *rest = hp_arena_strdup(comparing->arena, comparing->comparison->patched->directives);
	for (char *word; (word = hp_next_word(&rest, " "));) {
		const char *name = strchr(word, ':') ? strchr(word, ':') + 1 : word;
		if (!is_export(word) || has_word(original, word))
			continue;
		struct hp_atom exported = {.name = name};
		find(comparing, "export", &exported, "it is exported now, and a patch exports nothing",
		     "hand its address over in another way");
	}
}

static void judge_renamed(const struct comparing *comparing)
{
	for (const struct renamed *renamed = comparing->renamed; renamed; renamed = renamed->hh.next) {
		const struct hp_atom *atom = hp_object_find(comparing->comparison->patched, renamed->patched);
		if (atom && strcmp(renamed->original, renamed->patched) != 0 && !hp_atom_is_anonymous(atom))
			find(
			    comparing, "numbered", atom,
			    hp_arena_printf(comparing->arena, "'%s' is '%s' now: the compiler numbers names in turn",
			                    renamed->original, renamed->patched),
			    "keep the order and number of what has this name, or give the new one a name of its own");
	}
}

void hp_compare(struct hp_comparison *comparison, struct hp_arena *arena, struct hp_findings *findings)
{
	struct comparing comparing = {.arena = arena,
	                              .comparison = comparison,
	                              .findings = findings,
	                              .x86 = comparison->original->machine == HP_PE_X86};
	const struct hp_object *patched = comparison->patched;
	comparison->functions = hp_arena_calloc(arena, patched->count + 1, sizeof *comparison->functions);
	ask_for_all(&comparing);
	look_at_all(&comparing);
	spread(&comparing);
	for (size_t i = 0; i < patched->count; i++) {
		const struct hp_atom *atom = &patched->atoms[i];
		const struct hp_atom *original = twin(comparison->original, atom);
		if (atom->kind == HP_ATOM_FUNCTION && *atom->name)
			judge_function(&comparing, atom);
		else if (is_data(atom) && original && !hp_atom_is_anonymous(atom))
			judge_data(&comparing, original, atom);
		else if (is_data(atom) && !original && atom->kind == HP_ATOM_VARIABLE)
			judge_alone(&comparing, atom);
	}
	judge_removed(&comparing);
	judge_renamed(&comparing);
	judge_exports(&comparing);
	HASH_CLEAR(hh, comparing.pairs);
	HASH_CLEAR(hh, comparing.renamed);
}
