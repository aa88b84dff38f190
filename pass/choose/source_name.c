/*
 * Source-level names, `ns::Box<int>::get() const`, in one form for all who write them: the user, LLVM's demangler for
 * MSVC names and the one for Itanium names. Decides what is the same name; not which function it means.
 *
 * The form has no blanks but between words, no `struct`, calling conventions or `(void)`, `const` behind its type, no
 * `const` of a parameter itself, `unsigned` for `unsigned int`, `long long` for `__int64`, and no anonymous
 * namespaces.
 */
#include "pass/choose/source_name.h"

#include "base/arena.h"
#include "pass/choose/glob.h"

#include <string.h>

enum { DEPTH_MAX = 64 };

/* What is open: the name itself, parentheses or angle brackets. */
struct level {
	char close;                 /* its closing bracket; 0 outermost */
	bool named;                 /* the type at hand has its name: `const` stays where it is */
	bool is_const, is_volatile; /* seen before the type's name */
};

struct parser {
	const char *at;
	char *text; /* the result */
	size_t length;
	char *bare; /* the same without the name's template arguments */
	size_t bare_length;
	size_t component, previous; /* where the last two components start in `bare` */
	struct level levels[DEPTH_MAX];
	size_t depth;
	struct hp_source_name *name;
};

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$' ||
	       c == '~' || (unsigned char)c >= 0x80;
}

static bool is_one_of(const char *word, size_t length, const char *const *words)
{
	for (; *words; words++)
		if (strlen(*words) == length && memcmp(word, *words, length) == 0)
			return true;
	return false;
}

static void put(struct parser *parser, const char *text, size_t length)
{
	memcpy(parser->text + parser->length, text, length);
	parser->length += length;
	if (parser->depth && parser->levels[1].close == '>')
		return;
	memcpy(parser->bare + parser->bare_length, text, length);
	parser->bare_length += length;
}

static bool ends_with(const struct parser *parser, const char *text)
{
	size_t length = strlen(text);
	return parser->length >= length && memcmp(parser->text + parser->length - length, text, length) == 0;
}

static void put_word(struct parser *parser, const char *word, size_t length)
{
	if (parser->length && is_word(parser->text[parser->length - 1]))
		put(parser, " ", 1);
	put(parser, word, length);
}

static void drop(struct parser *parser, size_t length)
{
	parser->length -= length;
	if (!(parser->depth && parser->levels[1].close == '>'))
		parser->bare_length -= length;
}

/* The type's name is complete: what stood before it follows it. */
static void flush(struct parser *parser)
{
	struct level *level = &parser->levels[parser->depth];
	if (level->is_const)
		put_word(parser, "const", 5);
	if (level->is_volatile)
		put_word(parser, "volatile", 8);
	level->is_const = level->is_volatile = false;
}

/* The sign of an operator at `at`; an angle bracket that opens template arguments is none of it. */
static size_t operator_sign(const char *at)
{
	size_t length = strspn(at, "+-*/%^&|~!=<>,");
	if (strncmp(at, "()", 2) == 0 || strncmp(at, "[]", 2) == 0)
		return 2;
	for (length = length > 3 ? 3 : length; length; length--) {
		const char *next = at + length + strspn(at + length, " ");
		if (!*next || *next == '(' || *next == '<' || *next == HP_GLOB_MANY)
			break;
	}
	return length;
}

static void take_word(struct parser *parser)
{
	static const char *const noise[] = {"struct",     "class",     "union",        "enum",    "typename",
	                                    "__cdecl",    "__stdcall", "__thiscall",   "__ptr64", "__restrict",
	                                    "__fastcall", "__regcall", "__vectorcall", NULL};
	struct level *level = &parser->levels[parser->depth];
	const char *word = parser->at;
	size_t length = 0;
	while (is_word(word[length]))
		length++;
	parser->at += length;
	if (is_one_of(word, length, noise))
		return;
	if (!level->named && is_one_of(word, length, (const char *const[]){"const", "volatile", NULL})) {
		*(*word == 'c' ? &level->is_const : &level->is_volatile) = true;
		return;
	}
	bool is_int = is_one_of(word, length, (const char *const[]){"int", NULL});
	if (is_int && (ends_with(parser, "unsigned") || ends_with(parser, "long") || ends_with(parser, "short")))
		return;
	if (is_one_of(word, length, (const char *const[]){"__int64", NULL}))
		put_word(parser, "long long", 9);
	else
		put_word(parser, word, length);
	level->named = true;
	if (!is_one_of(word, length, (const char *const[]){"operator", NULL}))
		return;
	parser->at += strspn(parser->at, " ");
	length = operator_sign(parser->at);
	put(parser, parser->at, length);
	parser->at += length;
	level->named = length > 0; /* or a type follows */
}

static bool open_bracket(struct parser *parser, char close)
{
	if (parser->depth == 0 && close == ')') {
		parser->name->name = parser->length;
		parser->name->bare_length = parser->bare_length;
	} else if (parser->depth == 0) {
		parser->name->last = parser->length;
	}
	if (close == '>' && ends_with(parser, "::")) /* Rust: f::<i32> */
		drop(parser, 2);
	if (parser->depth + 1 == DEPTH_MAX)
		return false;
	parser->levels[++parser->depth] = (struct level){.close = close};
	put(parser, close == ')' ? "(" : "<", 1);
	parser->at++;
	return true;
}

/* A parameter is complete: its own `const` is not part of the function's type. */
static void end_parameter(struct parser *parser)
{
	flush(parser);
	if (parser->depth == 1 && parser->levels[1].close == ')' && ends_with(parser, "const"))
		drop(parser, ends_with(parser, " const") ? 6 : 5);
}

static bool close_level(struct parser *parser)
{
	char close = *parser->at++;
	if (parser->depth == 0 || parser->levels[parser->depth].close != close)
		return false;
	end_parameter(parser);
	if (close == ')' && ends_with(parser, "(void"))
		drop(parser, 4);
	put(parser, &close, 1);
	parser->depth--;
	parser->levels[parser->depth].named = true;
	if (parser->depth == 0 && close == ')')
		parser->name->params = parser->length;
	return true;
}

static void take_scope(struct parser *parser)
{
	parser->at += 2;
	if (!parser->length || strchr("(,<", parser->text[parser->length - 1]))
		return;
	put(parser, "::", 2);
	if (parser->depth == 0) {
		parser->previous = parser->component;
		parser->component = parser->bare_length;
	}
}

static bool skip_text(struct parser *parser, const char *text)
{
	if (strncmp(parser->at, text, strlen(text)) != 0)
		return false;
	parser->at += strlen(text);
	return true;
}

/* MSVC's helpers of a destructor contain its body when that is inlined: they go by its name. */
static bool take_destructor(struct parser *parser)
{
	if (!skip_text(parser, "`scalar deleting dtor'") && !skip_text(parser, "`vector deleting dtor'") &&
	    !skip_text(parser, "`vbase dtor'"))
		return false;
	if (parser->depth || parser->component < parser->previous + 2)
		return false;
	put(parser, "~", 1);
	put(parser, parser->bare + parser->previous, parser->component - parser->previous - 2);
	parser->name->name = parser->length;
	parser->name->bare_length = parser->bare_length;
	put(parser, "()", 2);
	parser->name->params = parser->length;
	parser->at += strlen(parser->at);
	return true;
}

static bool take_sign(struct parser *parser)
{
	switch (*parser->at) {
	case '(':
		flush(parser);
		return open_bracket(parser, ')');
	case '<':
		return open_bracket(parser, '>');
	case ')':
	case '>':
		return close_level(parser);
	case '`':
		return take_destructor(parser);
	case '\'':
	case '{':
		return false;
	case ',':
		end_parameter(parser);
		parser->levels[parser->depth].named = false;
		break;
	default:
		flush(parser);
	}
	put(parser, parser->at++, 1);
	return true;
}

static bool take(struct parser *parser)
{
	if (skip_text(parser, "(anonymous namespace)::") || skip_text(parser, "`anonymous namespace'::") ||
	    skip_text(parser, " "))
		return true;
	if (is_word(*parser->at)) {
		take_word(parser);
		return true;
	}
	if (strncmp(parser->at, "::", 2) == 0) {
		take_scope(parser);
		return true;
	}
	return take_sign(parser);
}

bool hp_source_name_parse(struct hp_arena *arena, const char *text, struct hp_source_name *name)
{
	size_t size = 2 * strlen(text) + 16; /* `long long` for `__int64` and `~W` for a helper are longer */
	if (name->size < size) {
		name->size = size * 2;
		name->text = hp_arena_alloc(arena, name->size);
		name->bare = hp_arena_alloc(arena, name->size);
		name->spare = hp_arena_alloc(arena, name->size);
	}
	name->last = name->name = name->params = name->length = name->bare_length = 0;
	struct parser parser = {.at = text, .text = name->text, .bare = name->bare, .name = name};
	while (*parser.at)
		if (!take(&parser))
			return false;
	flush(&parser);
	name->length = parser.length;
	if (!name->params) {
		name->name = name->params = name->length;
		name->bare_length = parser.bare_length;
	}
	if (!name->name)
		return false;
	if (!name->last || name->text[name->name - 1] != '>')
		name->last = name->name;
	return parser.depth == 0;
}

bool hp_source_name_is(const char *entry)
{
	return *entry != '?' && *entry != '\1' && (strstr(entry, "::") || strpbrk(entry, "(<"));
}
