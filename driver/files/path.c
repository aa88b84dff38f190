/*
 * Paths as texts. Decides by slashes and dots; never looks at the file system.
 */
#include "files/path.h"

#include "base/arena.h"
#include "base/text.h"

#include <ctype.h>
#include <string.h>

char *hp_path_join(struct hp_arena *arena, const char *folder, const char *path)
{
	size_t first = *path == '/' ? 0 : strlen(folder), second = strlen(path);
	char *text = hp_arena_alloc(arena, first + second + 2), *to = text;
	memcpy(text, folder, first);
	text[first] = '/';
	memcpy(text + first + 1, path, second);
	for (const char *at = text; *at;) {
		size_t length = strcspn(at, "/");
		if (length == 2 && at[0] == '.' && at[1] == '.') {
			do /* back to the last slash */
				to -= to > text;
			while (to > text && *to != '/');
		} else if (length && !(length == 1 && *at == '.')) {
			*to++ = '/'; /* never ahead of `at`: each component has its slash in front */
			memmove(to, at, length);
			to += length;
		}
		at += length + (at[length] == '/');
	}
	if (to == text)
		*to++ = '/';
	*to = '\0';
	return text;
}

const char *hp_path_absolute(struct hp_arena *arena, const char *folder, const char *path)
{
	return *path == '/' ? path : hp_arena_printf(arena, "%s/%s", folder, path);
}

const char *hp_path_below(const char *folder, const char *path)
{
	size_t length = strlen(folder);
	if (length == 1) /* the root */
		length = 0;
	return strncmp(path, folder, length) == 0 && path[length] == '/' ? path + length + 1 : NULL;
}

const char *hp_path_folder(struct hp_arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/');
	if (!slash)
		return ".";
	return slash == path ? "/" : hp_arena_strndup(arena, path, (size_t)(slash - path));
}

bool hp_path_has_drive(const char *path)
{
	return isalpha((unsigned char)path[0]) && path[1] == ':' && (path[2] == '\\' || path[2] == '/');
}

const char *hp_path_base(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

const char *hp_path_with_extension(struct hp_arena *arena, const char *path, const char *extension)
{
	const char *dot = strrchr(hp_path_base(path), '.');
	size_t length = dot ? (size_t)(dot - path) : strlen(path);
	return hp_arena_printf(arena, "%.*s%s", (int)length, path, extension);
}

bool hp_path_is_library(const char *path)
{
	size_t length = strlen(path);
	return (length > 2 && strcmp(path + length - 2, ".a") == 0) ||
	       (length > 4 && hp_is_in_any_case(path + length - 4, ".lib"));
}
