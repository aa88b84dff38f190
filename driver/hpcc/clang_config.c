/*
 * Lists that clang finds by itself. Decides when clang is asked, and takes them from its cc1 line; where clang looks
 * for configuration files in detail is its business.
 */
#define _GNU_SOURCE
#include "hpcc/clang_config.h"

#include "base/arena.h"
#include "base/os_stream.h"
#include "base/strvec.h"
#include "base/text.h"
#include "cmdline/invocation.h"
#include "files/path.h"
#include "hpcc/ask_clang.h"
#include "hpcc/command.h"
#include "hpcc/configuration.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Behind one or two dashes in all spellings of a list. */
static const char word[] = "ms-secure-hotpatch-functions-";

static bool mentions_lists(const char *text)
{
	return text && strstr(text, word);
}

/* Whether the file has a list or includes another file, which may have one. */
static bool is_suspected(struct hp_arena *arena, const char *path)
{
	size_t size;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	const char *text = fd >= 0 ? hp_os_read_all(arena, fd, &size) : NULL;
	if (fd >= 0)
		close(fd);
	return mentions_lists(text) || (text && strchr(text, '@'));
}

static bool is_folder_suspected(struct hp_arena *arena, const char *folder)
{
	DIR *stream = opendir(folder);
	const struct dirent *entry;
	bool found = false;
	while (stream && !found && (entry = readdir(stream))) {
		size_t length = strlen(entry->d_name);
		if (length > 4 && strcmp(entry->d_name + length - 4, ".cfg") == 0)
			found = is_suspected(arena, hp_arena_printf(arena, "%s/%s", folder, entry->d_name));
	}
	if (stream)
		closedir(stream);
	return found;
}

/* The value of an option, joined by an equals sign or the next argument. NULL: another option. */
static const char *value_of(const char *const *args, const char *option)
{
	size_t length = strlen(option);
	if (!hp_starts_with(*args, option))
		return NULL;
	return (*args)[length] == '=' ? *args + length + 1 : (*args)[length] ? NULL : args[1];
}

bool hp_clang_config_suspected(struct hp_arena *arena, const char *clang, const char *const *args)
{
	const char *home = getenv("HOME"), *beside = clang;
	bool as_given = false;
	char real[PATH_MAX];
	if (mentions_lists(getenv("CCC_OVERRIDE_OPTIONS")))
		return true;
	for (; *args; args++) {
		const char *file = value_of(args, "--config"), *folder = value_of(args, "--config-user-dir");
		if (!folder)
			folder = value_of(args, "--config-system-dir");
		if ((file && is_suspected(arena, file)) || (folder && is_folder_suspected(arena, folder)))
			return true;
		as_given |= strcmp(*args, "-no-canonical-prefixes") == 0;
	}
	if (!as_given && realpath(clang, real))
		beside = real;
	/* Debian's clang looks beside itself; others are built for the other two. */
	return is_folder_suspected(arena, hp_path_folder(arena, beside)) ||
	       is_folder_suspected(arena, "/etc/clang") ||
	       (home && is_folder_suspected(arena, hp_arena_printf(arena, "%s/.config/clang", home)));
}

bool hp_clang_config_add(struct hp_configuration *configuration, const struct hp_invocation *inv,
                         struct hp_diag *diag, const char *clang, char *const *env)
{
	static const char origin[] = "clang's configuration";
	struct hp_strvec argv;
	int status;
	hp_strvec_init(&argv, inv->arena);
	hp_command_question(&argv, inv, clang, "-###");
	const char *text = hp_ask_clang_messages(inv, diag, &argv, env, &status);
	if (!text)
		return false;
	if (status) /* clang refuses the call, and says so when it runs */
		return true;
	while ((text = strstr(text, word))) {
		text += sizeof word - 1;
		bool is_file = hp_starts_with(text, "file=");
		if (is_file || hp_starts_with(text, "list="))
			hp_configuration_add_list(configuration, is_file, hp_unquoted(inv->arena, text + 5, "\""),
			                          origin);
	}
	return true;
}
