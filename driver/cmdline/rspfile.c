/*
 * Response files. Decides how text becomes arguments; knows nothing of what they mean.
 */
#define _GNU_SOURCE
#include "cmdline/rspfile.h"

#include "base/arena.h"
#include "base/os.h"
#include "base/strvec.h"

#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* The files being expanded, innermost first: one may not be part of itself. */
struct open_file {
	const struct open_file *outer;
	dev_t device;
	ino_t inode;
};

/* Bytes of arguments that go to execve as they are. Linux allows a quarter of the stack limit, 2 MiB by default, with
 * the environment, and 128 KiB for one argument. */
enum { LINE_MAX_BYTES = 1024 * 1024, ARGUMENT_MAX_BYTES = 128 * 1024 - 1 };

struct expansion {
	struct hp_arena *arena;
	enum hp_quoting quoting;
	struct hp_strvec *out;
	bool expanded;
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Whether the backslash at `at` takes the meaning off the next character. */
static bool escapes(const char *at, char quote, bool shell)
{
	if (*at != '\\' || quote == '\'' || !at[1])
		return false;
	return !shell || quote != '"' || strchr("$`\"\\\n", at[1]);
}

/* One argument in GNU quoting or that of shells, from *at on; *at ends behind it. `to` has room for the rest of the
 * text. */
static char *gnu_argument(const char **at, char *to, bool shell)
{
	char quote = 0;
	const char *from = *at;
	for (; *from && (quote || !is_blank(*from)); from++) {
		if (escapes(from, quote, shell)) {
			if (*++from != '\n' || !shell) /* in shells it joins lines */
				*to++ = *from;
		} else if (quote && *from == quote) {
			quote = 0;
		} else if (!quote && (*from == '"' || *from == '\'')) {
			quote = *from;
		} else {
			*to++ = *from;
		}
	}
	*at = from;
	return to;
}

/* The same in Windows quoting: backslashes count only in front of a double quote. */
static char *windows_argument(const char **at, char *to)
{
	bool quoted = false;
	const char *from = *at;
	while (*from && (quoted || !is_blank(*from))) {
		size_t slashes = strspn(from, "\\");
		if (slashes && from[slashes] == '"') {
			memset(to, '\\', slashes / 2);
			to += slashes / 2;
			from += slashes;
			if (slashes % 2)
				*to++ = *from++;
		} else if (slashes) {
			memset(to, '\\', slashes);
			to += slashes;
			from += slashes;
		} else if (*from == '"') {
			if (quoted && from[1] == '"')
				*to++ = *from++;
			else
				quoted = !quoted;
			from++;
		} else {
			*to++ = *from++;
		}
	}
	*at = from;
	return to;
}

void hp_rspfile_split(struct hp_arena *arena, const char *text, enum hp_quoting quoting, struct hp_strvec *out)
{
	char *room = hp_arena_alloc(arena, strlen(text) * 2 + 2);
	for (;;) {
		while (is_blank(*text))
			text++;
		if (!*text)
			return;
		char *end = quoting == HP_QUOTING_WINDOWS ? windows_argument(&text, room)
		                                          : gnu_argument(&text, room, quoting == HP_QUOTING_SHELL);
		*end = '\0';
		hp_strvec_push(out, room);
		room = end + 1;
	}
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

/* UTF-16 of either order to UTF-8. */
static char *from_utf16(struct hp_arena *arena, const unsigned char *data, size_t size, bool big)
{
	char *text = hp_arena_alloc(arena, size / 2 * 3 + 1), *to = text;
	for (size_t i = 2; i + 1 < size; i += 2) {
		uint32_t c = big ? (uint32_t)data[i] << 8 | data[i + 1] : (uint32_t)data[i + 1] << 8 | data[i];
		if (c >= 0xd800 && c < 0xdc00 && i + 3 < size) {
			uint32_t low =
			    big ? (uint32_t)data[i + 2] << 8 | data[i + 3] : (uint32_t)data[i + 3] << 8 | data[i + 2];
			c = 0x10000 + ((c - 0xd800) << 10) + (low & 0x3ff);
			i += 2;
		}
		if (c < 0x80) {
			*to++ = (char)c;
		} else if (c < 0x800) {
			*to++ = (char)(0xc0 | c >> 6);
			*to++ = (char)(0x80 | (c & 0x3f));
		} else {
			if (c >= 0x10000) {
				*to++ = (char)(0xf0 | c >> 18);
				*to++ = (char)(0x80 | (c >> 12 & 0x3f));
			} else {
				*to++ = (char)(0xe0 | c >> 12);
			}
			*to++ = (char)(0x80 | (c >> 6 & 0x3f));
			*to++ = (char)(0x80 | (c & 0x3f));
		}
	}
	return text;
}

static char *read_text(struct hp_arena *arena, int fd)
{
	size_t size;
	char *data = hp_os_read_all(arena, fd, &size);
	if (!data)
		return NULL;
	if (size >= 2 && (memcmp(data, "\xff\xfe", 2) == 0 || memcmp(data, "\xfe\xff", 2) == 0))
		return from_utf16(arena, (const unsigned char *)data, size, data[0] == '\xfe');
	return size >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0 ? data + 3 : data;
}

static void expand(struct expansion *to, const char *const *args, size_t count, const struct open_file *outer);

/* Expands the file named by `arg` + 1. False when it has to stay as it is. */
static bool expand_file(struct expansion *to, const char *arg, const struct open_file *outer)
{
	int fd = open(arg + 1, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	struct stat st;
	bool fine = fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
	for (const struct open_file *file = outer; fine && file; file = file->outer)
		fine = file->device != st.st_dev || file->inode != st.st_ino;
	char *text = fine ? read_text(to->arena, fd) : NULL;
	close(fd);
	if (!text)
		return false;
	struct open_file self = {outer, st.st_dev, st.st_ino};
	struct hp_strvec inner;
	hp_strvec_init(&inner, to->arena);
	hp_rspfile_split(to->arena, text, to->quoting, &inner);
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
	struct expansion to = {arena, quoting, out, false};
	expand(&to, args, count, NULL);
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

/* Writes one argument in GNU quoting, with a line end. */
static char *quote(char *to, const char *from)
{
	*to++ = '"';
	for (; *from; from++) {
		if (*from == '"' || *from == '\\')
			*to++ = '\\';
		*to++ = *from;
	}
	*to++ = '"';
	*to++ = '\n';
	return to;
}

bool hp_rspfile_shorten(struct hp_strvec *argv, size_t keep)
{
	if (!is_too_long(argv))
		return true;
	size_t first = keep + 1, size = 0;
	for (size_t i = first; i < argv->count; i++)
		size += 2 * strlen(argv->items[i]) + 3;
	char *text = hp_arena_alloc(argv->arena, size), *to = text;
	for (size_t i = first; i < argv->count; i++)
		to = quote(to, argv->items[i]);
	int fd = memfd_create("arguments", 0); /* inherited by every child */
	if (fd < 0 || !hp_os_write_all(fd, text, (size_t)(to - text)))
		return false;
	argv->count = first;
	hp_strvec_push(argv, "--rsp-quoting=posix");
	hp_strvec_pushf(argv, "@/dev/fd/%d", fd);
	return true;
}
