/*
 * Databases of Windows. Decides what paths with a drive letter are here, by --path-map, and what of a command is a
 * path; what the command means is found out as for any other.
 */
#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"
#include "files/path.h"
#include "recorded/recorded.h"
#include "replay/replay.h"

#include <ctype.h>
#include <string.h>

/* Windows knows no case, and both slashes. */
static bool is_alike(char a, char b)
{
	bool slash = a == '/' || a == '\\';
	return slash ? b == '/' || b == '\\' : tolower((unsigned char)a) == tolower((unsigned char)b);
}

/* The length of `from` if the text starts with that path, 0 if not. */
static size_t match(const char *text, const char *from, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (!text[i] || !is_alike(text[i], from[i]))
			return 0;
	return !text[length] || strchr("/\\;,\"'=", text[length]) ? length : 0;
}

/* The longest mapping for the path at the start of the text: its length, and in *to what it is here. */
static size_t find(const struct hp_replay *replay, const char *text, const char **to)
{
	size_t best = 0;
	for (size_t i = 0; i < replay->options.maps.count; i++) {
		const char *map = replay->options.maps.items[i], *sign = strrchr(map, '=');
		size_t length = match(text, map, (size_t)(sign - map));
		if (length > best) {
			best = length;
			*to = sign + 1;
		}
	}
	return best;
}

/* The text with the paths of all mappings replaced, and with this system's slashes. */
static const char *mapped(struct hp_replay *replay, const char *text)
{
	struct hp_strvec out;
	hp_strvec_init(&out, replay->arena);
	while (*text) {
		const char *to;
		size_t length = find(replay, text, &to);
		if (length)
			hp_strvec_push(&out, to);
		else
			hp_strvec_pushf(&out, "%c", *text == '\\' ? '/' : *text);
		text += length ? length : 1;
	}
	return hp_strvec_join(&out);
}

/* Whether a word defines a macro, whose text is the program's. *next: the next word is its value. */
static bool is_macro(const char *word, bool *next)
{
	bool macro = *next || ((*word == '-' || *word == '/') && (word[1] == 'D' || word[1] == 'U'));
	*next = !*next && macro && !word[2];
	return macro;
}

/* A path with a drive letter that is left in a word: at its start, or behind an option's letters. */
static const char *find_drive(const char *word)
{
	static const char *const options[] = {
	    "",    "-I",  "/I", "-isystem", "-include", "-imsvc", "/imsvc", "/FI", "-FI",         "/Fo",        "-Fo",
	    "/Fp", "-Fp", "-o", "/Tp",      "/Tc",      "-Tp",    "-Tc",    "@",   "/external:I", "-external:I"};
	for (size_t i = 0; i < sizeof options / sizeof *options; i++)
		if (hp_starts_with(word, options[i]) && hp_path_has_drive(word + strlen(options[i])))
			return word + strlen(options[i]);
	return NULL;
}

static bool refuse(struct hp_replay *replay, const struct hp_compdb_entry *entry, const char *path)
{
	hp_error_at(replay->diag,
	            hp_arena_printf(replay->arena, "%s:%zu:%zu", replay->db.path, entry->line, entry->column),
	            "'%s' is a path of Windows: say what it is here with --path-map=%.3s...=FOLDER", path, path);
	return false;
}

/* Maps a path of the entry. False after a report. */
static bool map_path(struct hp_replay *replay, const struct hp_compdb_entry *entry, const char **path)
{
	const char *recorded = *path;
	if (!recorded)
		return true;
	*path = mapped(replay, recorded);
	return !hp_path_has_drive(*path) || refuse(replay, entry, recorded);
}

/* Maps the words of the command, the compiler's name excepted, and the folder that it changes into. `recorded` is the
 * entry as it was. False after a report. */
static bool map_command(struct hp_replay *replay, struct hp_compdb_entry *entry,
                        const struct hp_compdb_entry *recorded)
{
	struct hp_strvec words, out;
	struct hp_recorded_line line;
	bool next = false;
	hp_strvec_init(&words, replay->arena);
	hp_strvec_init(&out, replay->arena);
	size_t compiler = hp_recorded_split(&words, recorded, &line);
	if (line.directory) {
		if (!map_path(replay, entry, &line.directory))
			return false;
		hp_strvec_extend(&out, (const char *[]){"cd", line.directory, "&&"}, 3);
	}
	for (size_t i = 0; i < words.count; i++) {
		const char *word = words.items[i];
		if (i > compiler && !is_macro(word, &next)) {
			word = mapped(replay, word);
			if (find_drive(word))
				return refuse(replay, entry, find_drive(words.items[i]));
		}
		hp_strvec_push(&out, word);
	}
	if (line.behind)
		hp_strvec_extend(&out, (const char *[]){"&&", line.behind}, 2);
	entry->command = NULL;
	entry->arguments = out.items;
	entry->argument_count = out.count;
	return true;
}

bool hp_replay_map_paths(struct hp_replay *replay)
{
	bool done = true;
	for (size_t i = 0; i < replay->db.count && done; i++) {
		struct hp_compdb_entry *entry = &replay->db.entries[i];
		const struct hp_compdb_entry recorded = *entry;
		if (!hp_path_has_drive(entry->directory) && !hp_path_has_drive(entry->file))
			continue;
		done = map_path(replay, entry, &entry->directory) && map_path(replay, entry, &entry->file) &&
		       map_path(replay, entry, &entry->output) && map_command(replay, entry, &recorded);
		replay->from_windows |= done;
	}
	return done;
}
