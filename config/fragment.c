/*
 * One entry of a compilation database. Decides its form; the command was decided elsewhere.
 */
#include "fragment.h"

#include "base/diag.h"
#include "base/os_stream.h"
#include "base/strvec.h"
#include "json.h"

#include <errno.h>
#include <string.h>

static bool put_all(cJSON *root, const struct hp_fragment *fragment)
{
	if (!hp_json_put_string(root, "directory", fragment->directory) ||
	    !hp_json_put_string(root, "file", fragment->file) ||
	    !hp_json_put_string(root, "output", fragment->output))
		return false;
	return hp_json_put_strings(root, "arguments", fragment->arguments->items, fragment->arguments->count);
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
		int to = hp_os_open(path, HP_OPEN_WRITE | HP_OPEN_CREATE | (more ? HP_OPEN_APPEND : HP_OPEN_EMPTY));
		done = hp_os_close_written(&to, to >= 0 && hp_os_write_all(to, line, size + 2));
	}
	if (!done)
		hp_error(diag, "cannot write compilation database '%s':", path);
	cJSON_free(line);
	cJSON_free(text);
	cJSON_Delete(root);
	return done;
}
