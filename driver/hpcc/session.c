/*
 * What all inputs of one call share. Decides which list each input is compiled with.
 */
#include "hpcc/session.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/os_file.h"
#include "base/os_folder.h"
#include "cmdline/depfile.h"
#include "cmdline/invocation.h"
#include "files/path.h"
#include "hpcc/configuration.h"
#include "hpcc/lists.h"
#include "hpcc/preprocess.h"
#include "hpcc/uncached.h"
#include "run/toolchain.h"

#include <string.h>

bool hp_session_init(struct hp_session *session, struct hp_configuration *configuration)
{
	session->input_files.inv = session->inv;
	session->input = -1;
	session->dry_run = hp_invocation_last(session->inv, HP_OPT_DRY_RUN) != NULL;
	session->backend = hp_toolchain_backend(session->arena, session->diag);
	if (session->backend)
		hp_uncached_depend(configuration, hp_toolchain_uncached(session->arena, session->backend));
	return session->backend != NULL;
}

/* Whether a source of entries is for this input. A manifest may need a line that says that none is left. */
static bool any_holds(const struct hp_configuration *configuration, size_t input)
{
	if (hp_setting_is_on(&configuration->settings[HP_SET_ANNOTATIONS]) ||
	    configuration->settings[HP_SET_MANIFEST].value)
		return true;
	for (size_t i = 0; i < configuration->list_count; i++)
		if (hp_lists_hold(configuration, &configuration->lists[i], (int)input))
			return true;
	return false;
}

/* Whether the same sources of entries are for both inputs. */
static bool hold_alike(const struct hp_configuration *configuration, size_t input, size_t other)
{
	for (size_t i = 0; i < configuration->list_count; i++) {
		const struct hp_list_source *list = &configuration->lists[i];
		if (hp_lists_hold(configuration, list, (int)input) != hp_lists_hold(configuration, list, (int)other))
			return false;
	}
	return true;
}

/* The lists of the inputs; equal ones are read once. */
static bool read_lists(struct hp_session *session)
{
	const struct hp_invocation *inv = session->inv;
	const struct hp_configuration *configuration = session->configuration;
	int *functions = hp_arena_calloc(inv->arena, inv->input_count + 1, sizeof *functions);
	const char *digest = NULL;
	size_t last = 0; /* the input that was read last, if `digest` is set */
	session->functions = functions;
	for (size_t i = 0; i < inv->input_count; i++) {
		functions[i] = -1;
		if (inv->inputs[i].kind == HP_INPUT_LINKER || inv->inputs[i].kind == HP_INPUT_ASSEMBLY)
			continue;
		if (!digest || !hold_alike(configuration, i, last)) {
			struct hp_funclist list;
			if (!hp_lists_read(&list, configuration, (int)i, session->diag) || session->diag->errors)
				return false;
			digest = hp_lists_digest(&list);
			functions[i] = any_holds(configuration, i) ? hp_lists_memory(&list, session->diag) : -1;
			if (session->diag->errors)
				return false;
		} else {
			functions[i] = functions[last];
		}
		last = i;
		if (!hp_preprocess_check(inv, i, digest, session->diag))
			return false;
	}
	return true;
}

/* A folder to be, if the name ends with a slash or is one already; what goes wrong shows when files are written. */
static bool is_folder(const char *path, bool existing)
{
	if (!path)
		return false;
	if (path[strlen(path) - 1] == '/') {
		hp_os_make_folder(path);
		return true;
	}
	return existing && hp_os_is_folder(path);
}

bool hp_session_open(struct hp_session *session, struct hp_configuration *configuration)
{
	const char **report = &configuration->settings[HP_SET_REPORT].value;
	const char **manifest = &configuration->settings[HP_SET_MANIFEST].value;
	if (!read_lists(session))
		return false;
	if (session->dry_run)
		return true;
	if (is_folder(*report, true) && (*report)[strlen(*report) - 1] != '/')
		*report = hp_arena_printf(session->arena, "%s/", *report);
	if (is_folder(*manifest, false))
		*manifest = hp_arena_printf(session->arena, "%smanifest.jsonl", *manifest);
	return true;
}

/* NULL stays. */
static void fix(struct hp_arena *arena, const char *folder, const char **path)
{
	if (*path)
		*path = hp_path_absolute(arena, folder, *path);
}

/* False after a report. */
static bool change_folder(struct hp_session *session, struct hp_configuration *configuration)
{
	static const enum hp_setting_id files[] = {HP_SET_REPORT, HP_SET_MANIFEST, HP_SET_BASE};
	const struct hp_arg *arg = hp_invocation_last(session->inv, HP_OPT_WORKING_DIRECTORY);
	/* A relative one is relative to itself in clang, which finds nothing then. */
	const char *here = arg && arg->value && *arg->value == '/' ? hp_os_current_folder(session->arena) : NULL;
	if (!here)
		return true;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		fix(session->arena, here, &configuration->settings[files[i]].value);
	for (size_t i = 0; i < configuration->list_count; i++)
		if (configuration->lists[i].is_file)
			fix(session->arena, here, &configuration->lists[i].value);
	fix(session->arena, here, &session->clang);
	fix(session->arena, here, &session->backend);
	if (hp_os_change_folder(arg->value))
		return true;
	hp_error(session->diag, "cannot enter the working directory '%s':", arg->value);
	return false;
}

bool hp_session_enter(struct hp_session *session, struct hp_configuration *configuration)
{
	if (!change_folder(session, configuration))
		return false;
	const char *cwd = hp_os_current_folder(session->arena);
	session->cwd = cwd ? cwd : ".";
	return true;
}

bool hp_session_wanted(const struct hp_session *session)
{
	const struct hp_invocation *inv = session->inv;
	if (hp_depfile_wanted(inv) || hp_invocation_last(inv, HP_OPT_SHOW_INCLUDES))
		return true;
	for (size_t i = 0; i < inv->input_count; i++)
		if (session->functions[i] >= 0)
			return true;
	return false;
}
