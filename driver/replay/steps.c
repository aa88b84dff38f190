/*
 * The link steps that a base build recorded. Decides what is a link; not what becomes of it.
 *
 * ninja itself says what is in a build.ninja, with response files written out. CMake's Makefiles keep the commands of
 * a target in CMakeFiles/TARGET.dir/link.txt.
 */
#include "base/arena.h"
#include "base/diag.h"
#include "base/os_file.h"
#include "base/os_folder.h"
#include "base/os_process.h"
#include "base/os_stream.h"
#include "base/text.h"
#include "cmdline/rspfile.h"
#include "files/path.h"
#include "replay/link.h"
#include "replay/replay.h"
#include "run/exec.h"
#include "run/toolchain.h"

#include <string.h>

static bool is_cl_like(const char *program)
{
	const char *base = hp_path_base(program);
	return strstr(base, "link") || strstr(base, "-cl");
}

/* ar, lib and ranlib make libraries; CMake's own commands are not links either. */
static bool is_linker(const char *program)
{
	static const char *const others[] = {"ar", "lib", "ranlib", "cmake", "rm", "strip", NULL};
	const char *base = hp_path_base(program), *dash = strrchr(base, '-');
	size_t length = strcspn(base, ".");
	if (dash && strspn(dash + 1, "0123456789.") == strlen(dash + 1)) /* llvm-ar-22 */
		length = (size_t)(dash - base);
	for (const char *const *other = others; *other; other++) {
		size_t size = strlen(*other);
		if (length >= size && strncmp(base + length - size, *other, size) == 0 &&
		    (length == size || base[length - size - 1] == '-'))
			return false;
	}
	return *base != ':';
}

/* The image: `-o x`, `/out:x`, also behind -Xlinker or in -Wl. */
static const char *find_image(const struct hp_link *link, struct hp_arena *arena)
{
	const char *image = NULL;
	for (size_t i = 1; i < link->words.count; i++) {
		const char *word = link->words.items[i];
		if (strncmp(word, "-Wl,", 4) == 0)
			word += 4;
		if (strcmp(word, "-o") == 0 && i + 1 < link->words.count)
			image = link->words.items[++i];
		else if (hp_starts_in_any_case(word + 1, "out:") && (*word == '/' || *word == '-'))
			image = word + 5;
	}
	return image ? hp_path_join(arena, link->directory, image) : NULL;
}

/* CMake's Makefiles collect the objects of a windows-gnu image in an archive; objects1, objects2 … list them. */
static bool expand_archive(struct hp_arena *arena, const char *archive, struct hp_strvec *out)
{
	size_t length = strlen(archive), before = out->count;
	if (length < 9 || strcmp(archive + length - 9, "objects.a") != 0)
		return false;
	for (unsigned i = 1;; i++) {
		const char *file = hp_arena_printf(arena, "@%.*sobjects%u", (int)length - 9, archive, i);
		if (!hp_os_may_read(file + 1) || !hp_rspfile_expand(arena, &file, 1, HP_QUOTING_GNU, out))
			return out->count > before;
	}
}

/* Response files and CMake's archives become what is in them; the current folder is the link's. */
static void add_link(struct hp_replay *replay, struct hp_link *link, const struct hp_strvec *words, size_t from)
{
	struct hp_arena *arena = replay->arena;
	enum hp_quoting quoting = is_cl_like(words->items[from]) ? HP_QUOTING_WINDOWS : HP_QUOTING_GNU;
	struct hp_strvec expanded;
	int back;
	if (hp_os_enter_folder(link->directory, &back)) {
		hp_strvec_init(&expanded, arena);
		hp_rspfile_expand(arena, words->items + from, words->count - from, quoting, &expanded);
		for (size_t i = 0; i < expanded.count; i++)
			if (!expand_archive(arena, expanded.items[i], &link->words))
				hp_strvec_push(&link->words, expanded.items[i]);
		if (!hp_os_leave_folder(&back))
			hp_error(replay->diag, "cannot return to the current folder:");
	}
	bool compiles = hp_strvec_has(&link->words, "-c") || hp_strvec_has(&link->words, "/c");
	link->image = link->words.count && !compiles ? find_image(link, arena) : NULL;
}

static struct hp_link *new_link(struct hp_replay *replay, const char *directory, struct hp_link **links,
                                size_t *count)
{
	enum { GROW = 16 };
	if (*count % GROW == 0) {
		struct hp_link *grown = hp_arena_calloc(replay->arena, *count + GROW, sizeof *grown);
		if (*count)
			memcpy(grown, *links, *count * sizeof *grown);
		*links = grown;
	}
	struct hp_link *link = &(*links)[*count];
	*link = (struct hp_link){.directory = directory};
	hp_strvec_init(&link->words, replay->arena);
	return link;
}

/* One command: words up to `&&`. CMake runs MSVC's linkers behind `cmake -E vs_link_dll … --`. */
static void take_words(struct hp_replay *replay, const char *directory, const struct hp_strvec *words,
                       struct hp_link **links, size_t *count)
{
	size_t from = 0;
	if (words->count > 2 && strncmp(words->items[2], "vs_link_", 8) == 0) {
		while (from < words->count && strcmp(words->items[from], "--") != 0)
			from++;
		from++;
	}
	if (from >= words->count || !is_linker(words->items[from]))
		return;
	struct hp_link *link = new_link(replay, directory, links, count);
	add_link(replay, link, words, from);
	*count += link->image != NULL;
}

void hp_replay_take_link(struct hp_replay *replay, const char *directory, const char *text, struct hp_link **links,
                         size_t *count)
{
	struct hp_strvec all, words;
	hp_strvec_init(&all, replay->arena);
	hp_rspfile_split(replay->arena, text, HP_QUOTING_SHELL, &all);
	hp_strvec_init(&words, replay->arena);
	for (size_t i = 0; i <= all.count; i++) {
		if (i < all.count && strcmp(all.items[i], "&&") != 0) {
			hp_strvec_push(&words, all.items[i]);
			continue;
		}
		take_words(replay, directory, &words, links, count);
		hp_strvec_init(&words, replay->arena);
	}
}

/* Asks ninja what the base build's build.ninja holds: it only reads it. */
static bool ask_ninja(struct hp_replay *replay, struct hp_compdb *db)
{
	const char *ninja = hp_toolchain_find(replay->arena, "ninja");
	char *argv[] = {hp_arena_strdup(replay->arena, ninja ? ninja : "ninja"), "-t", "compdb", "-x", NULL};
	int stream = hp_os_open_memory("steps"), status = 1;
	struct hp_child_io io = {
	    .env = hp_os_environment(), .in = HP_IO_OURS, .out = stream, .err = HP_IO_OURS, .folder = replay->folder};
	bool ran = stream >= 0 && hp_exec_run(replay->diag, argv, &io, &status);
	if (ran && status)
		hp_error(replay->diag, "ninja cannot read '%s/build.ninja'", replay->folder);
	bool done = ran && !status && hp_compdb_read(db, replay->diag, hp_os_stream_path(replay->arena, stream));
	hp_os_close(&stream);
	return done;
}

static bool find_in_ninja(struct hp_replay *replay, struct hp_link **links, size_t *count)
{
	struct hp_compdb db;
	hp_compdb_init(&db, replay->arena);
	db.lenient = true;
	if (!ask_ninja(replay, &db))
		return false;
	for (size_t i = 0; i < db.count; i++)
		if (db.entries[i].command)
			hp_replay_take_link(replay, db.entries[i].directory, db.entries[i].command, links, count);
	return true;
}

/* FOLDER/CMakeFiles/TARGET.dir/link.txt: each line is a command that runs in FOLDER. */
static void take_file(struct hp_replay *replay, const char *path, struct hp_link **links, size_t *count)
{
	size_t size = 0;
	char *rest = hp_os_read_file(replay->arena, path, &size);
	const char *directory = hp_path_join(replay->arena, path, "../../..");
	for (char *line; rest && (line = hp_next_word(&rest, "\n"));)
		hp_replay_take_link(replay, directory, line, links, count);
}

/* Where links of Makefiles go. */
struct collecting {
	struct hp_replay *replay;
	struct hp_link **links;
	size_t *count;
};

static void visit_file(void *self, const char *path)
{
	const struct collecting *to = self;
	if (strcmp(hp_path_base(path), "link.txt") == 0)
		take_file(to->replay, path, to->links, to->count);
}

static void find_in_makefiles(struct hp_replay *replay, struct hp_link **links, size_t *count)
{
	struct collecting to = {replay, links, count};
	hp_os_walk(replay->folder, NULL, visit_file, &to);
}

bool hp_replay_find_links(struct hp_replay *replay, struct hp_link **links, size_t *count)
{
	if (hp_os_may_read(hp_arena_printf(replay->arena, "%s/build.ninja", replay->folder)))
		return find_in_ninja(replay, links, count);
	find_in_makefiles(replay, links, count);
	return true;
}
