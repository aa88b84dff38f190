/*
 * The function lists of a command line. Decides which sources count and how a list is handed on; what an entry is, is
 * config/'s business, and what it matches the pass's.
 */
#include "hpcc/lists.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/hash.h"
#include "base/os_file.h"
#include "base/os_stream.h"
#include "cmdline/invocation.h"
#include "files/path.h"
#include "hpcc/configuration.h"

#include <inttypes.h>
#include <string.h>

enum { OPTION_MAX_BYTES = 64 * 1024 }; /* Linux takes 128 KiB an argument */

/* Whether the glob fits the path: relative to `folder` if it is below that and the glob is not absolute. */
static bool fits(const char *glob, const char *path, const char *folder)
{
	const char *below = *glob == '/' ? NULL : hp_path_below(folder, path);
	return hp_os_matches(below ? below : path, glob);
}

bool hp_lists_hold(const struct hp_configuration *configuration, const struct hp_list_source *source, int input)
{
	if (!source->sources || input == HP_LISTS_ALL)
		return true;
	if (input == HP_LISTS_NO_INPUT)
		return false;
	const struct hp_place *place = &configuration->inputs[input], *folder = &configuration->folder;
	return fits(source->sources, place->normal, folder->normal) ||
	       fits(source->sources, place->real, folder->real);
}

bool hp_lists_read(struct hp_funclist *list, const struct hp_configuration *configuration, int input,
                   struct hp_diag *diag)
{
	hp_funclist_init(list, configuration->arena);
	for (size_t i = 0; i < configuration->list_count; i++) {
		const struct hp_list_source *source = &configuration->lists[i];
		if (!hp_lists_hold(configuration, source, input))
			continue;
		if (!(source->is_file ? hp_funclist_add_file(list, diag, source->value)
		                      : hp_funclist_add_text(list, diag, source->value, source->origin)))
			return false;
	}
	return true;
}

int hp_lists_memory(const struct hp_funclist *list, struct hp_diag *diag)
{
	int fd = hp_os_open_memory("functions");
	if (fd < 0) {
		hp_error(diag, "cannot make a memory file:");
		return -1;
	}
	struct hp_strvec lines;
	hp_strvec_init(&lines, list->arena);
	for (size_t i = 0; i < list->entries.count; i++) {
		hp_strvec_push(&lines, list->entries.items[i]);
		hp_strvec_push(&lines, "\n");
	}
	if (!hp_os_write_text(fd, hp_strvec_join(&lines))) {
		hp_error(diag, "cannot write a memory file:");
		hp_os_close(&fd);
		return -1;
	}
	return fd;
}

const char *hp_lists_digest(const struct hp_funclist *list)
{
	uint64_t hash = HP_HASH_START;
	for (size_t i = 0; i < list->entries.count; i++)
		hash = hp_hash_string(hash, list->entries.items[i]);
	return hp_arena_printf(list->arena, "%016" PRIx64, hash);
}

void hp_lists_inline(const struct hp_funclist *list, struct hp_strvec *lines)
{
	size_t used = 0;
	for (size_t i = 0; i < list->entries.count; i++) {
		const char *entry = list->entries.items[i];
		/* Quotes keep a comma that is part of the name; in brackets they change nothing. */
		const char *quote = strchr(entry, ',') && !strchr(entry, '"') ? "\"" : "";
		size_t length = strlen(entry) + 3;
		bool starts = !used || used + length > OPTION_MAX_BYTES;
		if (starts && used)
			hp_strvec_push(lines, "\n");
		hp_strvec_pushf(lines, "%s%s%s%s", starts ? "-fms-secure-hotpatch-functions-list=" : ",", quote,
		                entry, quote);
		used = starts ? length : used + length;
	}
	if (used)
		hp_strvec_push(lines, "\n");
}
