/*
 * Response files. Decides how text becomes arguments; knows nothing of what they mean.
 */
#include "cmdline/rspfile.h"

#include "base/arena.h"
#include "base/os_file.h"
#include "base/os_stream.h"
#include "base/strvec.h"
#include "base/utf16.h"

#include <string.h>

/* The files being expanded, innermost first: one may not be part of itself. */
struct open_file {
	const struct open_file *outer;
	struct hp_os_info info;
};

/* Bytes of arguments that go to a child as they are. Linux allows a quarter of the stack limit, 2 MiB by default,
 * with the environment, and 128 KiB for one argument. */
enum { LINE_MAX_BYTES = 1024 * 1024, ARGUMENT_MAX_BYTES = 128 * 1024 - 1 };

struct expansion {
	struct hp_arena *arena;
	enum hp_quoting quoting;
	struct hp_strvec *out;
	bool lines; /* their ends are marked */
	bool expanded;
};

/* Stands in a vector for the end of a line. */
static const char line_mark[] = "\n";

/* Where reading is. */
struct cursor {
	const char *at, *end;
};

static bool is_blank(const struct cursor *from, enum hp_quoting quoting)
{
	char c = *from->at;
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || (c == '\0' && quoting == HP_QUOTING_WINDOWS);
}

/* One word, until a blank outside quotes; `to` has room for the rest of the text. Returns the word's end. */
typedef char *read_word(struct cursor *from, char *to);

/* A backslash takes the meaning off the next character, in quotes of both kinds, too. */
static char *gnu_word(struct cursor *from, char *to)
{
	char quote = 0;
	for (; from->at < from->end && (quote || !is_blank(from, HP_QUOTING_GNU)); from->at++) {
		if (*from->at == '\\' && from->at + 1 < from->end)
			*to++ = *++from->at;
		else if (quote && *from->at == quote)
			quote = 0;
		else if (!quote && (*from->at == '"' || *from->at == '\''))
			quote = *from->at;
		else
			*to++ = *from->at;
	}
	return to;
}

/* Whether the backslash takes the meaning off the next character. */
static bool escapes_in_shell(const struct cursor *from, char quote)
{
	if (*from->at != '\\' || quote == '\'' || from->at + 1 == from->end)
		return false;
	return quote != '"' || strchr("$`\"\\\n", from->at[1]);
}

static char *shell_word(struct cursor *from, char *to)
{
	char quote = 0;
	for (; from->at < from->end && (quote || !is_blank(from, HP_QUOTING_SHELL)); from->at++) {
		if (escapes_in_shell(from, quote)) {
			if (*++from->at != '\n') /* it joins lines */
				*to++ = *from->at;
		} else if (quote && *from->at == quote) {
			quote = 0;
		} else if (!quote && (*from->at == '"' || *from->at == '\'')) {
			quote = *from->at;
		} else {
			*to++ = *from->at;
		}
	}
	return to;
}

/* Backslashes count only in front of a double quote. */
static char *windows_word(struct cursor *from, char *to)
{
	bool quoted = false;
	while (from->at < from->end && (quoted || !is_blank(from, HP_QUOTING_WINDOWS))) {
		size_t slashes = 0;
		while (from->at + slashes < from->end && from->at[slashes] == '\\')
			slashes++;
		bool before_quote = from->at + slashes < from->end && from->at[slashes] == '"';
		size_t kept = before_quote ? slashes / 2 : slashes;
		memset(to, '\\', kept);
		to += kept;
		from->at += slashes;
		if (slashes && before_quote && slashes % 2) {
			*to++ = *from->at++;
		} else if (before_quote) {
			bool doubled = quoted && from->at + 1 < from->end && from->at[1] == '"';
			if (doubled)
				*to++ = *from->at++;
			else
				quoted = !quoted;
			from->at++;
		} else if (!slashes) {
			*to++ = *from->at++;
		}
	}
	return to;
}

/* `lines`: the ends of lines between words are marked. */
static void split(struct hp_strvec *out, struct cursor from, enum hp_quoting quoting, bool lines)
{
	static read_word *const readers[] = {
	    [HP_QUOTING_GNU] = gnu_word, [HP_QUOTING_WINDOWS] = windows_word, [HP_QUOTING_SHELL] = shell_word};
	char *room = hp_arena_alloc(out->arena, (size_t)(from.end - from.at) * 2 + 2);
	for (;;) {
		for (; from.at < from.end && is_blank(&from, quoting); from.at++)
			if (*from.at == '\n' && lines)
				hp_strvec_push(out, line_mark);
		if (from.at == from.end)
			return;
		char *end = readers[quoting](&from, room);
		*end = '\0';
		if (end > room || quoting != HP_QUOTING_GNU) /* LLVM knows no empty words there */
			hp_strvec_push(out, room);
		room = end + 1;
	}
}

void hp_rspfile_split(struct hp_arena *arena, const char *text, enum hp_quoting quoting, struct hp_strvec *out)
{
	(void)arena;
	split(out, (struct cursor){text, text + strlen(text)}, quoting, false);
}

const char *hp_rspfile_quote_windows(struct hp_arena *arena, const char *word)
{
	char *text = hp_arena_alloc(arena, 2 * strlen(word) + 3), *to = text;
	*to++ = '"';
	while (*word) {
		/* Backslashes in front of a quote, the closing one too, are doubled. */
		size_t slashes = strspn(word, "\\");
		bool quote = word[slashes] == '"' || !word[slashes];
		memset(to, '\\', quote ? 2 * slashes : slashes);
		to += quote ? 2 * slashes : slashes;
		word += slashes;
		if (*word == '"')
			*to++ = '\\';
		if (*word)
			*to++ = *word++;
	}
	*to++ = '"';
	*to = '\0';
	return text;
}

/* False where clang finds no text. */
static bool read_text(struct hp_arena *arena, int stream, struct cursor *text)
{
	size_t size, bad;
	const char *data = hp_os_read_all(arena, stream, &size);
	if (data && hp_utf16_is(data, size))
		data = hp_utf16_decode(arena, data, &size, &bad);
	size_t mark = data && size >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	*text = (struct cursor){data ? data + mark : NULL, data ? data + size : NULL};
	return data != NULL;
}

static void expand(struct expansion *to, const char *const *args, size_t count, const struct open_file *outer);

/* Expands the file named by `arg` + 1. False when it has to stay as it is. */
static bool expand_file(struct expansion *to, const char *arg, const struct open_file *outer)
{
	int stream = hp_os_open(arg + 1, HP_OPEN_READ);
	if (stream < 0)
		return false;
	struct open_file self = {.outer = outer};
	bool fine = hp_os_stream_info(stream, &self.info) && self.info.kind == HP_OS_FILE;
	for (const struct open_file *file = outer; fine && file; file = file->outer)
		fine = !hp_os_is_same(&file->info, &self.info);
	struct cursor text;
	fine = fine && read_text(to->arena, stream, &text);
	hp_os_close(&stream);
	if (!fine)
		return false;
	struct hp_strvec inner;
	hp_strvec_init(&inner, to->arena);
	split(&inner, text, to->quoting, to->lines);
	expand(to, inner.items, inner.count, &self);
	to->expanded = true;
	return true;
}

static void expand(struct expansion *to, const char *const *args, size_t count, const struct open_file *outer)
{
	for (size_t i = 0; i < count; i++)
		if (args[i][0] != '@' || !args[i][1] || !expand_file(to, args[i], outer))
			hp_strvec_push(to->out, args[i]);
}

bool hp_rspfile_expand(struct hp_arena *arena, const char *const *args, size_t count, enum hp_quoting quoting,
                       struct hp_strvec *out)
{
	struct expansion to = {.arena = arena, .quoting = quoting, .out = out};
	expand(&to, args, count, NULL);
	return to.expanded;
}

static bool is_link(const char *word)
{
	return (*word == '/' || *word == '-') && strcmp(word + 1, "link") == 0;
}

bool hp_rspfile_expand_cl(struct hp_arena *arena, const char *const *args, size_t count, enum hp_quoting quoting,
                          struct hp_strvec *out)
{
	struct hp_strvec all, link;
	struct expansion to = {.arena = arena, .quoting = quoting, .out = &all, .lines = true};
	bool linking = false;
	hp_strvec_init(&all, arena);
	hp_strvec_init(&link, arena);
	expand(&to, args, count, NULL);
	for (size_t i = 0; i < all.count; i++) {
		bool ends = all.items[i] == line_mark;
		linking = !ends && (linking || is_link(all.items[i]));
		if (!ends)
			hp_strvec_push(linking ? &link : out, all.items[i]);
	}
	hp_strvec_extend(out, link.items, link.count);
	return to.expanded;
}

static bool is_too_long(const struct hp_strvec *argv)
{
	size_t total = 0;
	for (size_t i = 0; i < argv->count; i++) {
		size_t length = strlen(argv->items[i]) + 1 + sizeof(char *);
		if (length > ARGUMENT_MAX_BYTES)
			return true;
		total += length;
	}
	return total > LINE_MAX_BYTES;
}

bool hp_rspfile_shorten(struct hp_strvec *argv, size_t keep)
{
	if (!is_too_long(argv))
		return true;
	struct hp_strvec words;
	hp_strvec_init(&words, argv->arena);
	/* Windows quoting, because GNU's has no empty words, and no line ends, because they end what is behind /link.
	 */
	for (size_t i = keep + 1; i < argv->count; i++) {
		hp_strvec_push(&words, hp_rspfile_quote_windows(argv->arena, argv->items[i]));
		hp_strvec_push(&words, " ");
	}
	const char *text = hp_strvec_join(&words);
	int stream = hp_os_open_memory("arguments");
	if (stream < 0 || !hp_os_write_text(stream, text) || !hp_os_bequeath(stream))
		return false;
	argv->count = keep + 1;
	hp_strvec_push(argv, "--rsp-quoting=windows");
	hp_strvec_pushf(argv, "@%s", hp_os_stream_path(argv->arena, stream));
	return true;
}
