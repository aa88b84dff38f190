/*
 * Lists that clang finds by itself. Decides when clang is asked, and takes them from its cc1 line; where clang looks
 * for configuration files in detail is its business.
 */
#include "hpcc/clang_config.h"

#include "base/arena.h"
#include "base/os_file.h"
#include "base/os_folder.h"
#include "base/os_stream.h"
#include "base/strvec.h"
#include "base/text.h"
#include "cmdline/invocation.h"
#include "files/path.h"
#include "hpcc/ask_clang.h"
#include "hpcc/command.h"
#include "hpcc/configuration.h"

#include <stdlib.h>
#include <string.h>

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
	int stream = hp_os_open(path, HP_OPEN_READ | HP_OPEN_NO_WAIT);
	const char *text = stream >= 0 ? hp_os_read_all(arena, stream, &size) : NULL;
	hp_os_close(&stream);
	return mentions_lists(text) || (text && strchr(text, '@'));
}

static bool is_folder_suspected(struct hp_arena *arena, const char *folder)
{
	struct hp_strvec names;
	hp_strvec_init(&names, arena);
	hp_os_list_folder(&names, folder);
	for (size_t i = 0; i < names.count; i++) {
		size_t length = strlen(names.items[i]);
		if (length > 4 && strcmp(names.items[i] + length - 4, ".cfg") == 0 &&
		    is_suspected(arena, hp_arena_printf(arena, "%s/%s", folder, names.items[i])))
			return true;
	}
	return false;
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
	const char *real = as_given ? NULL : hp_os_real_path(arena, clang);
	if (real)
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
