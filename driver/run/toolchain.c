/*
 * Where clang and the back end are. Decides by names and identity of files; starts nothing.
 */
#define _GNU_SOURCE
#include "run/toolchain.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/hash.h"
#include "base/os_process.h"
#include "config/settings.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_program(const char *path, struct stat *st)
{
	return stat(path, st) == 0 && S_ISREG(st->st_mode) && access(path, X_OK) == 0;
}

static bool is_self(const struct stat *st)
{
	struct stat self;
	return stat("/proc/self/exe", &self) == 0 && self.st_dev == st->st_dev && self.st_ino == st->st_ino;
}

/* The first program of that name on PATH that is not hpcc; *met_self says that hpcc was passed over. */
static const char *search_path(struct hp_arena *arena, const char *name, bool *met_self)
{
	const char *folders = getenv("PATH");
	while (folders && *folders) {
		size_t length = strcspn(folders, ":");
		char *path = hp_arena_printf(arena, "%.*s%s%s", (int)length, folders, length ? "/" : "./", name);
		struct stat st;
		if (is_program(path, &st)) {
			if (!is_self(&st))
				return path;
			*met_self = true;
		}
		folders += length + (folders[length] == ':');
	}
	return NULL;
}

const char *hp_toolchain_find(struct hp_arena *arena, const char *name)
{
	struct stat st;
	bool met_self = false;
	if (!strchr(name, '/'))
		return search_path(arena, name, &met_self);
	return is_program(name, &st) ? name : NULL;
}

/* A clang that the user named; `by` says how, for messages. */
static const char *named_clang(struct hp_arena *arena, struct hp_diag *diag, const char *name, const char *by)
{
	bool met_self = false;
	struct stat st;
	const char *path = strchr(name, '/') ? name : search_path(arena, name, &met_self);
	if (met_self || (path && stat(path, &st) == 0 && is_self(&st))) {
		hp_error(diag, "'%s' named by %s is hpcc itself: name the real clang there", name, by);
		return NULL;
	}
	if (path && is_program(path, &st))
		return path;
	if (path && stat(path, &st) == 0 && S_ISREG(st.st_mode))
		hp_error(diag, "cannot run '%s' named by %s: it is not executable", name, by);
	else
		hp_error(diag, "cannot find clang '%s' named by %s", name, by);
	return NULL;
}

const char *hp_toolchain_clang(struct hp_arena *arena, struct hp_diag *diag, const struct hp_setting *named)
{
	static const char *const names[] = {"clang-22", "clang"};
	if (named->value)
		return named_clang(arena, diag, named->value, named->origin);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		bool met_self = false;
		const char *path = search_path(arena, names[i], &met_self);
		if (path)
			return path;
	}
	hp_error(diag, "cannot find 'clang-22' or 'clang' on PATH: install clang, or name it with --hpcc-clang= or "
	               "HPCC_CLANG");
	return NULL;
}

const char *hp_toolchain_backend(struct hp_arena *arena, struct hp_diag *diag)
{
	const char *path = getenv("HPCC_BACKEND");
	struct stat st;
	if (!path || !*path) {
		char *self = hp_os_self_path(arena);
		if (!self) {
			hp_error(diag, "cannot read '/proc/self/exe':");
			return NULL;
		}
		*strrchr(self, '/') = '\0';
		path = hp_arena_printf(arena, "%s/../libexec/hpcc/hpcc-backend", self);
	}
	if (is_program(path, &st))
		return path;
	hp_error(diag, "cannot find the back end '%s': the installation is incomplete", path);
	return NULL;
}

const char *hp_toolchain_uncached(struct hp_arena *arena, const char *backend)
{
	const char *slash = strrchr(backend, '/');
	return hp_arena_printf(arena, "%.*suncached.txt", slash ? (int)(slash + 1 - backend) : 0, backend);
}

uint64_t hp_toolchain_hash(uint64_t hash, const char *path)
{
	struct stat st;
	if (stat(path, &st) != 0)
		return hash;
	hash = hp_hash_bytes(hash, &st.st_size, sizeof st.st_size);
	return hp_hash_bytes(hash, &st.st_mtim, sizeof st.st_mtim);
}
