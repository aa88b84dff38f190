/*
 * One entry of a compilation database. Decides its form; the command was decided elsewhere.
 */
#define _POSIX_C_SOURCE 200809L
#include "fragment.h"

#include "base/diag.h"
#include "base/os_stream.h"
#include "base/strvec.h"
#include "json.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static bool put_all(cJSON *root, const struct hp_fragment *fragment)
{
	if (!hp_json_put_string(root, "directory", fragment->directory) ||
	    !hp_json_put_string(root, "file", fragment->file) ||
	    !hp_json_put_string(root, "output", fragment->output))
		return false;
	cJSON *array = cJSON_AddArrayToObject(root, "arguments");
	for (size_t i = 0; array && i < fragment->arguments->count; i++)
		if (!hp_json_append(array, hp_json_string(fragment->arguments->items[i])))
			return false;
	return array != NULL;
}

bool hp_fragment_write(const struct hp_fragment *fragment, const char *path, bool more, struct hp_diag *diag)
{
	cJSON *root = cJSON_CreateObject();
	char *text = root && put_all(root, fragment) ? cJSON_PrintUnformatted(root) : NULL;
	size_t size = text ? strlen(text) : 0;
	char *line = text ? cJSON_malloc(size + 3) : NULL;
	bool done = false;
	errno = ENOMEM;
	if (line) {
		memcpy(line, text, size);
		memcpy(line + size, ",\n", 3);
		int fd = open(path, O_WRONLY | (more ? O_APPEND : O_TRUNC) | O_CREAT | O_CLOEXEC, 0666);
		done = fd >= 0 && hp_os_write_all(fd, line, size + 2);
		int saved = errno;
		if (fd >= 0 && close(fd) != 0 && done)
			done = false;
		else
			errno = saved;
	}
	if (!done)
		hp_error(diag, "cannot write compilation database '%s':", path);
	cJSON_free(line);
	cJSON_free(text);
	cJSON_Delete(root);
	return done;
}
