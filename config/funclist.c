/*
 * Function lists. Decides what separates entries, which bytes an entry may hold and that duplicates are dropped;
 * does not decide which function an entry means.
 *
 * The text of a source is kept whole in the arena and cut up in place, so a list costs its own size, one pointer an
 * entry and one slot or two of the hash table: a list of 100 MB is read in two seconds.
 */
#include "funclist.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/hash.h"
#include "base/os_file.h"
#include "base/os_stream.h"
#include "base/utf16.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/*
 * A slot holds the upper bits of the entry's hash and, in the lower INDEX_BITS, its index + 1; 0 is a free slot. The
 * bits of the hash spare most comparisons.
 */
enum { INDEX_BITS = 40, FIRST_SLOTS = 64, NESTING_MAX = 128 };

#define INDEX_MASK ((UINT64_C(1) << INDEX_BITS) - 1)

/* Where the text being cut up comes from. */
struct source {
	struct hp_diag *diag;
	const char *name; /* path, or origin of the text */
	bool is_file;     /* has lines and comments */
	size_t line;      /* the current one, from 1 */
	size_t seen;      /* entries so far, duplicates included */
};

/* What is open at one place of a line. */
struct nesting {
	char open[NESTING_MAX]; /* the brackets, outermost first */
	size_t depth;
	bool quoted;
};

static uint64_t hash(const char *text)
{
	uint64_t value = hp_hash_string(HP_HASH_START, text);
	return value ^ value >> 29;
}

/* The slot of `text`: the one that holds it, or the free one where it belongs. */
static uint64_t *find(const struct hp_funclist *list, const char *text, uint64_t value)
{
	size_t mask = list->slot_count - 1;
	for (size_t i = (size_t)value & mask;; i = (i + 1) & mask) {
		uint64_t slot = list->slots[i];
		if (!slot)
			return &list->slots[i];
		if ((slot & ~INDEX_MASK) != (value & ~INDEX_MASK))
			continue;
		if (strcmp(list->entries.items[(slot & INDEX_MASK) - 1], text) == 0)
			return &list->slots[i];
	}
}

static void grow(struct hp_funclist *list)
{
	list->slot_count = list->slot_count ? list->slot_count * 2 : FIRST_SLOTS;
	list->slots = hp_arena_calloc(list->arena, list->slot_count, sizeof *list->slots);
	for (size_t i = 0; i < list->entries.count; i++) {
		uint64_t value = hash(list->entries.items[i]);
		*find(list, list->entries.items[i], value) = (value & ~INDEX_MASK) | (i + 1);
	}
}

static void add(struct hp_funclist *list, const char *text)
{
	if (list->entries.count >= list->slot_count / 2)
		grow(list);
	uint64_t value = hash(text);
	uint64_t *slot = find(list, text, value);
	if (*slot)
		return;
	hp_strvec_push(&list->entries, text);
	*slot = (value & ~INDEX_MASK) | list->entries.count;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\f' || c == '\v';
}

/* Most bytes of most lists: none of the separators, quotes and brackets. */
static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* Reports `reason` with its place; returns false. */
__attribute__((format(printf, 2, 3))) static bool bad(const struct source *source, const char *reason, ...)
{
	char text[160];
	va_list args;
	va_start(args, reason);
	vsnprintf(text, sizeof text, reason, args);
	va_end(args);
	if (source->is_file)
		hp_error(source->diag, "function list '%s', line %zu: %s", source->name, source->line, text);
	else
		hp_error(source->diag, "function list of '%s': %s", source->name, text);
	return false;
}

/* Adds what stands between `start` and `end`; `*end` is overwritten. */
static bool add_entry(struct hp_funclist *list, struct source *source, char *start, char *end)
{
	while (start < end && is_blank(*start))
		start++;
	while (start < end && is_blank(end[-1]))
		end--;
	if (end - start >= 2 && *start == '"' && end[-1] == '"') {
		start++;
		end--;
	}
	if (start == end)
		return true;
	size_t length = (size_t)(end - start);
	if (length > HP_FUNCLIST_ENTRY_MAX)
		return bad(source, "entry of %zu bytes, more than %d", length, HP_FUNCLIST_ENTRY_MAX);
	for (const char *c = start; c < end; c++) {
		bool escape = c == start && *c == '\1'; /* IR name that is not to be mangled */
		if (((unsigned char)*c < 0x20 && *c != '\t' && !escape) || *c == 0x7f)
			return bad(source, "control character 0x%02x: not a text file", (unsigned)(unsigned char)*c);
	}
	*end = '\0';
	source->seen++;
	add(list, start);
	return true;
}

/* Whether what stands before `at` is the word `operator`. */
static bool after_operator(const char *start, const char *at)
{
	static const char word[] = "operator";
	const size_t length = sizeof word - 1;
	return (size_t)(at - start) >= length && memcmp(at - length, word, length) == 0;
}

/* Follows the brackets of C++ names: `<` of `operator<` and `>` of `->` are none. */
static void follow(struct nesting *nesting, const char *start, const char *at)
{
	static const char closing[] = ")]}>", opening[] = "([{<";
	const char *open = strchr(opening, *at);
	if (open) {
		const char *word_end = at > start && at[-1] == '<' ? at - 1 : at; /* operator<< */
		if (*at == '<' && after_operator(start, word_end))
			return;
		if (nesting->depth < NESTING_MAX)
			nesting->open[nesting->depth++] = *at;
		return;
	}
	const char *close = strchr(closing, *at);
	if (!close || (*at == '>' && at > start && at[-1] == '-'))
		return;
	char wanted = opening[close - closing];
	size_t depth = nesting->depth;
	if (*at != '>') /* closes angle brackets that were comparisons, too */
		while (depth && nesting->open[depth - 1] == '<')
			depth--;
	if (depth && nesting->open[depth - 1] == wanted)
		nesting->depth = depth - 1;
}

/* Whether the comma at `at` stands between entries. */
static bool separates(const struct nesting *nesting, const char *start, const char *at)
{
	if (nesting->quoted || nesting->depth)
		return false;
	return !(after_operator(start, at) && at[1] == '(');
}

/* Adds the entries of the line from `start` to `end`; `*end` may be overwritten. */
static bool add_line(struct hp_funclist *list, struct source *source, char *start, char *end)
{
	struct nesting nesting = {.depth = 0};
	char *entry = start;
	for (char *at = start; at < end; at++) {
		if (is_word(*at))
			continue;
		if (*at == '"') {
			nesting.quoted = !nesting.quoted;
		} else if (*at == ',' && separates(&nesting, entry, at)) {
			if (!add_entry(list, source, entry, at))
				return false;
			entry = at + 1;
		} else if (*at == '#' && source->is_file && !nesting.quoted && (at == start || is_blank(at[-1]))) {
			end = at;
		} else if (!nesting.quoted) {
			follow(&nesting, entry, at);
		}
	}
	if (nesting.quoted)
		return bad(source, "no closing double quote");
	return add_entry(list, source, entry, end);
}

/* The end of the line that starts at `start`: LF, CR or `end`. */
static char *line_end(char *start, char *end)
{
	char *feed = memchr(start, '\n', (size_t)(end - start));
	char *stop = feed ? feed : end;
	char *carriage = memchr(start, '\r', (size_t)(stop - start));
	return carriage ? carriage : stop;
}

/* Cuts `size` bytes up in place; text[size] is a NUL that may be overwritten. */
static bool add_lines(struct hp_funclist *list, struct source *source, char *text, size_t size)
{
	char *end = text + size;
	for (char *line = text; line < end; source->line++) {
		char *stop = line_end(line, end);
		char *next = stop + (stop + 1 < end && *stop == '\r' && stop[1] == '\n' ? 2 : 1);
		if (memchr(line, '\0', (size_t)(stop - line)))
			return bad(source, "NUL byte: not a text file");
		if (!add_line(list, source, line, stop))
			return false;
		line = next;
	}
	if (!source->seen)
		hp_warning(source->diag, HP_WARN_NAME, "function list '%s' is empty: it names no function",
		           source->name);
	return true;
}

/* Turns UTF-16 after its byte order mark into UTF-8. NULL after an error; `*size` is the new size. */
static char *from_utf16(const struct hp_funclist *list, struct source *source, const char *text, size_t *size)
{
	size_t bytes = *size, where, none;
	char *result = hp_utf16_decode(list->arena, text, size, &where);
	if (result)
		return result;
	size_t before = where;
	for (const char *at = hp_utf16_decode(list->arena, text, &before, &none); *at; at++)
		source->line += *at == '\n' || (*at == '\r' && at[1] != '\n');
	if (where + 1 == bytes)
		bad(source, "invalid UTF-16: odd number of bytes");
	else
		bad(source, "invalid UTF-16: surrogate 0x%04x without its partner", hp_utf16_unit(text, where));
	return NULL;
}

/* Reads a whole file. NULL after an error, which is reported. */
static char *read_file(const struct hp_funclist *list, const struct source *source, size_t *size)
{
	char *text = NULL;
	struct hp_os_info info;
	int stream = hp_os_open(source->name, HP_OPEN_READ);
	if (stream < 0) {
		hp_error(source->diag, "cannot open function list '%s':", source->name);
		return NULL;
	}
	bool too_long =
	    hp_os_stream_info(stream, &info) && info.kind == HP_OS_FILE && info.size > HP_FUNCLIST_FILE_MAX;
	if (!too_long) {
		text = hp_os_read_all(list->arena, stream, size);
		if (!text)
			hp_error(source->diag, "cannot read function list '%s':", source->name);
		else
			too_long = *size > HP_FUNCLIST_FILE_MAX;
	}
	if (too_long)
		hp_error(source->diag, "function list '%s' is longer than %d bytes", source->name,
		         HP_FUNCLIST_FILE_MAX);
	hp_os_close(&stream);
	return too_long ? NULL : text;
}

void hp_funclist_init(struct hp_funclist *list, struct hp_arena *arena)
{
	*list = (struct hp_funclist){.arena = arena};
	hp_strvec_init(&list->entries, arena);
}

bool hp_funclist_add_file(struct hp_funclist *list, struct hp_diag *diag, const char *path)
{
	struct source source = {.diag = diag, .name = path, .is_file = true, .line = 1};
	size_t size;
	char *text = read_file(list, &source, &size);
	if (!text)
		return false;
	if (hp_utf16_is(text, size)) {
		text = from_utf16(list, &source, text, &size);
		if (!text)
			return false;
	} else if (size >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
		text += 3;
		size -= 3;
	}
	return add_lines(list, &source, text, size);
}

bool hp_funclist_add_text(struct hp_funclist *list, struct hp_diag *diag, const char *text, const char *origin)
{
	struct source source = {.diag = diag, .name = origin, .line = 1};
	char *copy = hp_arena_strdup(list->arena, text);
	return add_lines(list, &source, copy, strlen(copy));
}
