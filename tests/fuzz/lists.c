/*
 * Function lists. Entries are what they are said to be, line ends do not matter, and a list of entries is read back
 * as it was.
 */
#include "config/funclist.h"
#include "fuzz.h"

static int read_list(struct fuzz *fuzz, const void *data, size_t size, struct hp_funclist *list)
{
	const char *path;
	int fd = fuzz_file(fuzz, data, size, &path);
	hp_funclist_init(list, &fuzz->arena);
	int done = hp_funclist_add_file(list, &fuzz->diag, path);
	close(fd);
	return done;
}

static void check_entries(const struct hp_funclist *list)
{
	for (size_t i = 0; i < list->entries.count; i++) {
		size_t length = strlen(list->entries.items[i]);
		HOLDS(length && length <= HP_FUNCLIST_ENTRY_MAX);
		HOLDS(!strpbrk(list->entries.items[i], "\r\n"));
	}
}

/* The same text with another line end. */
static char *with_crlf(struct fuzz *fuzz, const uint8_t *data, size_t size, size_t *length)
{
	char *text = hp_arena_alloc(&fuzz->arena, 2 * size + 1), *to = text;
	for (size_t i = 0; i < size; i++) {
		if (data[i] == '\n')
			*to++ = '\r';
		*to++ = (char)data[i];
	}
	*length = (size_t)(to - text);
	return text;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz fuzz;
	struct hp_funclist list, other;
	fuzz_begin(&fuzz);
	int done = read_list(&fuzz, data, size, &list);
	check_entries(&list);
	int utf16 = size >= 2 && ((data[0] == 0xff && data[1] == 0xfe) || (data[0] == 0xfe && data[1] == 0xff));
	if (done && !utf16 && !memchr(data, '\r', size)) {
		size_t length;
		char *text = with_crlf(&fuzz, data, size, &length);
		HOLDS(read_list(&fuzz, text, length, &other));
		HOLDS(fuzz_same(&list.entries, &other.entries));
	}
	hp_funclist_init(&other, &fuzz.arena);
	hp_funclist_add_text(&other, &fuzz.diag, fuzz_text(&fuzz, data, size), "option");
	check_entries(&other);
	fuzz_end(&fuzz);
	return 0;
}
