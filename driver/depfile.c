/*
 * The dependency file over a second run of clang. Decides where the file is; what stands in it is clang's.
 */
#define _GNU_SOURCE
#include "depfile.h"

#include "base/diag.h"
#include "base/os.h"
#include "invocation.h"
#include "outputs.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool any_list_file(const struct hp_invocation *inv)
{
	for (size_t i = 0; i < inv->list_count; i++)
		if (inv->lists[i].is_file)
			return true;
	return false;
}

void hp_depfile_save(struct hp_depfile *file, const struct hp_invocation *inv, const struct hp_outputs *outputs)
{
	const struct hp_arg *named = hp_invocation_last(inv, HP_OPT_DEPS_FILE);
	const char *path = named ? named->value : outputs->dependencies;
	struct stat status;
	*file = (struct hp_depfile){0};
	if (!hp_invocation_last(inv, HP_OPT_DEPS) || !any_list_file(inv) || !path || stat(path, &status) != 0 ||
	    !S_ISREG(status.st_mode))
		return;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return;
	file->text = hp_os_read_all(inv->arena, fd, &file->size);
	file->path = file->text ? path : NULL;
	close(fd);
}

bool hp_depfile_restore(const struct hp_depfile *file, struct hp_diag *diag)
{
	if (!file->path)
		return true;
	int fd = open(file->path, O_WRONLY | O_TRUNC | O_CLOEXEC);
	bool done = fd >= 0 && hp_os_write_all(fd, file->text, file->size);
	if (!done)
		hp_error(diag, "cannot write '%s':", file->path);
	if (fd >= 0)
		close(fd);
	return done;
}
