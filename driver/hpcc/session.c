/*
 * What all inputs of one call share. Decides which list each input is compiled with.
 */
#define _GNU_SOURCE
#include "hpcc/session.h"

#include "base/arena.h"
#include "base/diag.h"
#include "cmdline/depfile.h"
#include "cmdline/invocation.h"
#include "files/path.h"
#include "hpcc/lists.h"
#include "hpcc/preprocess.h"
#include "run/toolchain.h"

#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool hp_session_init(struct hp_session *session, struct hp_invocation *inv, struct hp_diag *diag, const char *clang,
                     char *const *env)
{
	*session = (struct hp_session){.arena = inv->arena, .diag = diag, .inv = inv, .clang = clang, .env = env};
	session->input_files.inv = inv;
	session->input = -1;
	session->dry_run = hp_invocation_last(inv, HP_OPT_DRY_RUN) != NULL;
	session->backend = hp_toolchain_backend(inv->arena, diag);
	if (session->backend)
		hp_lists_depend(inv, hp_toolchain_uncached(inv->arena, session->backend));
	return session->backend != NULL;
}

/* Whether a source of entries is for this input. A manifest may need a line that says that none is left. */
static bool any_holds(const struct hp_invocation *inv, size_t input)
{
	if (hp_setting_is_on(&inv->settings[HP_SET_ANNOTATIONS]) || inv->settings[HP_SET_MANIFEST].value)
		return true;
	for (size_t i = 0; i < inv->list_count; i++)
		if (hp_lists_hold(inv, &inv->lists[i], (int)input))
			return true;
	return false;
}

/* Whether the same sources of entries are for both inputs. */
static bool hold_alike(const struct hp_invocation *inv, size_t input, size_t other)
{
	for (size_t i = 0; i < inv->list_count; i++)
		if (hp_lists_hold(inv, &inv->lists[i], (int)input) != hp_lists_hold(inv, &inv->lists[i], (int)other))
			return false;
	return true;
}

/* The lists of the inputs; equal ones are read once. */
static bool read_lists(struct hp_session *session)
{
	const struct hp_invocation *inv = session->inv;
	int *functions = hp_arena_calloc(inv->arena, inv->input_count + 1, sizeof *functions);
	const char *digest = NULL;
	size_t last = 0; /* the input that was read last, if `digest` is set */
	session->functions = functions;
	for (size_t i = 0; i < inv->input_count; i++) {
		functions[i] = -1;
		if (inv->inputs[i].kind == HP_INPUT_LINKER || inv->inputs[i].kind == HP_INPUT_ASSEMBLY)
			continue;
		if (!digest || !hold_alike(inv, i, last)) {
			struct hp_funclist list;
			if (!hp_lists_read(&list, inv, (int)i, session->diag) || session->diag->errors)
				return false;
			digest = hp_lists_digest(&list);
			functions[i] = any_holds(inv, i) ? hp_lists_memory(&list, session->diag) : -1;
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
	struct stat st;
	if (!path)
		return false;
	if (path[strlen(path) - 1] == '/') {
		mkdir(path, 0777);
		return true;
	}
	return existing && stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool hp_session_open(struct hp_session *session, struct hp_invocation *inv)
{
	if (!read_lists(session))
		return false;
	if (session->dry_run)
		return true;
	if (is_folder(inv->settings[HP_SET_REPORT].value, true) &&
	    inv->settings[HP_SET_REPORT].value[strlen(inv->settings[HP_SET_REPORT].value) - 1] != '/')
		inv->settings[HP_SET_REPORT].value =
		    hp_arena_printf(inv->arena, "%s/", inv->settings[HP_SET_REPORT].value);
	if (is_folder(inv->settings[HP_SET_MANIFEST].value, false))
		inv->settings[HP_SET_MANIFEST].value =
		    hp_arena_printf(inv->arena, "%smanifest.jsonl", inv->settings[HP_SET_MANIFEST].value);
	return true;
}

/* NULL stays. */
static const char *fixed(struct hp_arena *arena, const char *folder, const char *path)
{
	return path ? hp_path_absolute(arena, folder, path) : NULL;
}

bool hp_session_enter(struct hp_session *session, struct hp_invocation *inv)
{
	const struct hp_arg *arg = hp_invocation_last(inv, HP_OPT_WORKING_DIRECTORY);
	char here[PATH_MAX];
	/* A relative one is relative to itself in clang, which finds nothing then. */
	if (!arg || !arg->value || *arg->value != '/' || !getcwd(here, sizeof here))
		return true;
	inv->settings[HP_SET_REPORT].value = fixed(inv->arena, here, inv->settings[HP_SET_REPORT].value);
	inv->settings[HP_SET_MANIFEST].value = fixed(inv->arena, here, inv->settings[HP_SET_MANIFEST].value);
	inv->settings[HP_SET_BASE].value = fixed(inv->arena, here, inv->settings[HP_SET_BASE].value);
	for (size_t i = 0; i < inv->list_count; i++)
		if (inv->lists[i].is_file)
			inv->lists[i].value = fixed(inv->arena, here, inv->lists[i].value);
	session->clang = fixed(inv->arena, here, session->clang);
	session->backend = fixed(inv->arena, here, session->backend);
	if (chdir(arg->value) == 0)
		return true;
	hp_error(session->diag, "cannot enter the working directory '%s':", arg->value);
	return false;
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
