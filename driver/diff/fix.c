/*
 * The sources of a fix. Decides where the tree is, what differs, and what an overlay has in place of which file.
 * clang opens overlaid files by the tree's paths, so that __FILE__, debug information and dependencies keep them.
 */
#include "diff/fix.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/hash.h"
#include "base/os_file.h"
#include "base/os_folder.h"
#include "base/os_stream.h"
#include "base/text.h"
#include "diff/git.h"
#include "diff/line_marks.h"
#include "files/commit.h"
#include "files/path.h"

#include <inttypes.h>
#include <string.h>

const char *const hp_version_names[HP_VERSIONS] = {"original", "patched"};

static const char *text_path(const struct hp_fix *fix, const char *version, const char *path)
{
	return hp_arena_printf(fix->arena, "%s/%s/%s", fix->folder, version, path);
}

static bool make_folder_of(const struct hp_fix *fix, const char *path)
{
	return hp_commit_folder(fix->arena, fix->diag, hp_path_folder(fix->arena, path));
}

static bool write_bytes(const struct hp_fix *fix, const char *path, const char *bytes, size_t size)
{
	int stream = hp_os_open(path, HP_OPEN_WRITE | HP_OPEN_CREATE | HP_OPEN_EMPTY);
	bool done = stream >= 0 && hp_os_write_all(stream, bytes, size);
	done = (stream < 0 || hp_os_close_written(&stream, done)) && done;
	if (!done)
		hp_error(fix->diag, "cannot write '%s':", path);
	return done;
}

/* Copies a file of the tree; one that is not there is left out. */
static bool copy(const struct hp_fix *fix, const char *from, const char *to)
{
	size_t size = 0;
	if (!hp_os_exists(from)) {
		hp_os_remove_file(to);
		return true;
	}
	const char *bytes = hp_os_read_file(fix->arena, from, &size);
	if (!bytes)
		hp_error(fix->diag, "cannot read '%s':", from);
	return bytes && make_folder_of(fix, to) && write_bytes(fix, to, bytes, size);
}

static bool is_same_text(const struct hp_fix *fix, const char *one, const char *other)
{
	size_t size = 0, other_size = 0;
	const char *text = hp_os_read_file(fix->arena, one, &size);
	const char *other_text = hp_os_read_file(fix->arena, other, &other_size);
	return text && other_text && size == other_size && memcmp(text, other_text, size) == 0;
}

/* Whether a compiler may take the file for C or C++. */
static bool is_source(const char *path)
{
	static const char *const ends[] = {".c",   ".cc",  ".cpp", ".cxx", ".c++", ".h",   ".hh",  ".hpp",
	                                   ".hxx", ".h++", ".inc", ".inl", ".ipp", ".tpp", ".def", ".ixx"};
	const char *dot = strrchr(hp_path_base(path), '.');
	for (size_t i = 0; dot && i < sizeof ends / sizeof *ends; i++)
		if (hp_is_in_any_case(dot, ends[i]))
			return true;
	return false;
}

/* The text that is compiled in the place of the fix's: with marks that keep line numbers. */
static bool mark_lines(const struct hp_fix *fix, const struct hp_git *git, struct hp_fix_file *file, const char *path)
{
	size_t size = 0, count = 0;
	if (!file->original || !file->patched || !is_source(path))
		return true;
	const char *text = hp_os_read_file(fix->arena, file->patched, &size);
	if (!text || memchr(text, '\0', size))
		return true;
	const struct hp_hunk *hunks = hp_git_hunks(git, file->original, file->patched, &count);
	if (!hunks)
		return false;
	const char *marked = hp_line_marks(fix->arena, text, hunks, count);
	file->patched = text_path(fix, "marked", path);
	return make_folder_of(fix, file->patched) && write_bytes(fix, file->patched, marked, strlen(marked));
}

static bool add_file(struct hp_fix *fix, const struct hp_git *git, const char *path, const char *original,
                     const char *patched)
{
	struct hp_fix_file *file = &fix->files[fix->count];
	*file = (struct hp_fix_file){.path = hp_path_join(fix->arena, fix->tree, path),
	                             .original = hp_os_exists(original) ? original : NULL,
	                             .patched = hp_os_exists(patched) ? patched : NULL};
	if ((!file->original && !file->patched) ||
	    (file->original && file->patched && is_same_text(fix, original, patched)))
		return true;
	for (size_t i = 0; i < fix->count; i++)
		if (strcmp(fix->files[i].path, file->path) == 0)
			return true;
	hp_strvec_init(&file->names, fix->arena);
	fix->count++;
	file->real = hp_os_real_path(fix->arena, file->path);
	hp_strvec_push(&file->names, file->path);
	return mark_lines(fix, git, file, path);
}

/* Whether any of the paths is there. */
static bool has_any(const struct hp_fix *fix, const char *tree, const struct hp_strvec *paths)
{
	for (size_t i = 0; i < paths->count; i++)
		if (hp_os_is_file(hp_arena_printf(fix->arena, "%s/%s", tree, paths->items[i])))
			return true;
	return false;
}

/* The nearest folder, from `start` upwards, that has what the diffs name. */
static const char *look_above(const struct hp_fix *fix, const char *start, const struct hp_strvec *paths)
{
	for (const char *folder = start; folder; folder = hp_path_folder(fix->arena, folder)) {
		if (has_any(fix, folder, paths))
			return folder;
		if (strcmp(folder, "/") == 0)
			break;
	}
	return NULL;
}

static bool find_tree(struct hp_fix *fix, const struct hp_fix_question *question, const struct hp_strvec *paths)
{
	if (question->tree) {
		fix->tree = hp_os_real_path(fix->arena, question->tree);
		if (!fix->tree)
			hp_error(fix->diag, "cannot find the folder '%s' of --source:", question->tree);
		return fix->tree != NULL;
	}
	fix->tree = look_above(fix, hp_os_current_folder(fix->arena), paths);
	if (!fix->tree)
		fix->tree = look_above(fix, question->database, paths);
	return fix->tree != NULL;
}

/* Diffs begin with a/ and b/ or not; one that only adds files tells by neither, and is taken to. */
static bool find_paths(struct hp_fix *fix, const struct hp_git *git, const struct hp_fix_question *question,
                       struct hp_strvec *paths, unsigned *strip)
{
	struct hp_strvec plain;
	hp_strvec_init(paths, fix->arena);
	hp_strvec_init(&plain, fix->arena);
	*strip = 1;
	if (!hp_git_paths(git, question->patches, 1, paths))
		return false;
	if (find_tree(fix, question, paths) && has_any(fix, fix->tree, paths))
		return true;
	if (fix->diag->errors || !hp_git_paths(git, question->patches, 0, &plain))
		return false;
	if (find_tree(fix, question, &plain) && has_any(fix, fix->tree, &plain)) {
		*strip = 0;
		*paths = plain;
		return true;
	}
	if (fix->tree)
		return true;
	hp_error(fix->diag,
	         "no folder from here or from the build upwards has '%s' of '%s': name the sources' folder with "
	         "--source=FOLDER",
	         paths->items[0], question->patches->items[0]);
	return false;
}

static bool is_below_tree(const struct hp_fix *fix, const char *path)
{
	bool below = *path != '/' && hp_path_below(fix->tree, hp_path_join(fix->arena, fix->tree, path));
	if (!below)
		hp_error(fix->diag, "the diff names '%s', which is not below '%s'", path, fix->tree);
	return below;
}

static bool read_patches(struct hp_fix *fix, const struct hp_git *git, const struct hp_fix_question *question)
{
	struct hp_strvec paths;
	unsigned strip;
	for (size_t i = 0; i < question->patches->count; i++)
		if (!hp_os_may_read(question->patches->items[i])) {
			hp_error(fix->diag, "cannot read '%s':", question->patches->items[i]);
			return false;
		}
	if (!find_paths(fix, git, question, &paths, &strip))
		return false;
	const char *work = hp_arena_printf(fix->arena, "%s/patched", fix->folder);
	if (!hp_commit_folder(fix->arena, fix->diag, work))
		return false;
	for (size_t i = 0; i < paths.count; i++)
		if (!is_below_tree(fix, paths.items[i]) ||
		    !copy(fix, hp_path_join(fix->arena, fix->tree, paths.items[i]),
		          text_path(fix, "patched", paths.items[i])))
			return false;
	if (!hp_git_apply(git, question->patches, strip, work)) {
		hp_error(fix->diag, "'%s' does not apply to the sources in '%s': they are not what it was made from",
		         question->patches->items[0], fix->tree);
		return false;
	}
	fix->files = hp_arena_calloc(fix->arena, paths.count + 1, sizeof *fix->files);
	for (size_t i = 0; i < paths.count; i++)
		if (!add_file(fix, git, paths.items[i], hp_path_join(fix->arena, fix->tree, paths.items[i]),
		              text_path(fix, "patched", paths.items[i])))
			return false;
	return true;
}

static bool read_revision(struct hp_fix *fix, const struct hp_git *git, const struct hp_fix_question *question)
{
	struct hp_strvec paths;
	hp_strvec_init(&paths, fix->arena);
	fix->tree = hp_git_top(git, question->tree ? question->tree : hp_os_current_folder(fix->arena));
	if (!fix->tree || !hp_git_changed(git, fix->tree, question->revision, &paths))
		return false;
	fix->files = hp_arena_calloc(fix->arena, paths.count + 1, sizeof *fix->files);
	for (size_t i = 0; i < paths.count; i++) {
		const char *original = text_path(fix, "original", paths.items[i]);
		bool there;
		if (!make_folder_of(fix, original) ||
		    !hp_git_show(git, fix->tree, question->revision, paths.items[i], original, &there))
			return false;
		if (!there)
			hp_os_remove_file(original);
		if (!add_file(fix, git, paths.items[i], original,
		              hp_path_join(fix->arena, fix->tree, paths.items[i])))
			return false;
	}
	return true;
}

bool hp_fix_read(struct hp_fix *fix, const struct hp_fix_question *question)
{
	struct hp_git git;
	return hp_git_find(&git, fix->arena, fix->diag) && hp_commit_folder(fix->arena, fix->diag, fix->folder) &&
	       (question->revision ? read_revision(fix, &git, question) : read_patches(fix, &git, question));
}

bool hp_fix_add_name(struct hp_fix *fix, const char *path)
{
	const char *real = hp_os_real_path(fix->arena, path);
	for (size_t i = 0; i < fix->count; i++) {
		struct hp_fix_file *file = &fix->files[i];
		if (strcmp(path, file->path) != 0 && (!real || !file->real || strcmp(real, file->real) != 0))
			continue;
		file->compiled = true;
		if (hp_strvec_has(&file->names, path))
			return false;
		hp_strvec_push(&file->names, path);
		return true;
	}
	return false;
}

void hp_fix_take_compiled(struct hp_fix *fix)
{
	for (size_t i = 0; i < fix->count; i++)
		fix->files[i].compiled = true;
}

/* A text in JSON, which YAML contains. */
static void push_text(struct hp_strvec *out, const char *text)
{
	hp_strvec_pushf(out, "\"%s\"", hp_escaped(out->arena, text, "\"\\"));
}

/* What stands in the place of a file that the version does not have. */
static const char *absent_path(const struct hp_fix *fix)
{
	return hp_arena_printf(fix->arena, "%s/absent", fix->folder);
}

static const char *text_of(const struct hp_fix *fix, const struct hp_fix_file *file, int version)
{
	const char *text = version == HP_ORIGINAL ? file->original : file->patched;
	if (text)
		return text;
	return hp_os_exists(file->path) ? absent_path(fix) : NULL;
}

/* The overlay's text, with a file of each name whose text is not the tree's; NULL: it would hold none. */
static const char *overlay_text(const struct hp_fix *fix, int version)
{
	struct hp_strvec out;
	bool any = false;
	hp_strvec_init(&out, fix->arena);
	hp_strvec_push(&out,
	               "{\"version\": 0, \"case-sensitive\": true, \"use-external-names\": false, \"roots\": [");
	for (size_t i = 0; i < fix->count; i++) {
		const struct hp_fix_file *file = &fix->files[i];
		const char *text = text_of(fix, file, version);
		if (!text || strcmp(text, file->path) == 0)
			continue;
		for (size_t k = 0; k < file->names.count; k++) {
			hp_strvec_push(&out, any ? ",\n" : "\n");
			hp_strvec_push(&out, "{\"type\": \"file\", \"name\": ");
			push_text(&out, file->names.items[k]);
			hp_strvec_push(&out, ", \"external-contents\": ");
			push_text(&out, text);
			hp_strvec_push(&out, "}");
			any = true;
		}
	}
	hp_strvec_push(&out, "]}\n");
	return any ? hp_strvec_join(&out) : NULL;
}

/* A hash of what the version's files hold: compilations with other texts are others. */
static uint64_t hash_of(const struct hp_fix *fix, int version, const char *overlay)
{
	uint64_t hash = hp_hash_string(HP_HASH_START, overlay);
	for (size_t i = 0; i < fix->count; i++) {
		const char *path = version == HP_ORIGINAL ? fix->files[i].original : fix->files[i].patched;
		size_t size = 0;
		const char *text = path ? hp_os_read_file(fix->arena, path, &size) : NULL;
		hash = hp_hash_bytes(hash, text ? text : "", size);
	}
	return hash;
}

bool hp_fix_write(struct hp_fix *fix)
{
	if (!hp_commit_text(fix->arena, fix->diag, absent_path(fix), "#error this version has no such file\n"))
		return false;
	for (int i = 0; i < HP_VERSIONS; i++) {
		const char *text = overlay_text(fix, i);
		fix->overlays[i] = NULL;
		if (!text)
			continue;
		fix->overlays[i] = hp_arena_printf(fix->arena, "%s/%s-%016" PRIx64 ".yaml", fix->folder,
		                                   hp_version_names[i], hash_of(fix, i, text));
		if (!hp_commit_text(fix->arena, fix->diag, fix->overlays[i], text))
			return false;
	}
	return true;
}
