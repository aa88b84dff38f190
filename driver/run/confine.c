/*
 * Confinement by Landlock. Decides what counts as writing; not what happens without it.
 */
#define _GNU_SOURCE
#include "run/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static const uint64_t file_rights = LANDLOCK_ACCESS_FS_WRITE_FILE;
static const uint64_t folder_rights = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR |
                                      LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_CHAR |
                                      LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |
                                      LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |
                                      LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM;

/* Rights of later versions, by their bits: the headers may be older than the kernel. */
enum { REFER_VERSION = 2, REFER_BIT = 13, TRUNCATE_VERSION = 3, TRUNCATE_BIT = 14 };

static uint64_t later_rights(long version)
{
	uint64_t rights = version >= REFER_VERSION ? (uint64_t)1 << REFER_BIT : 0;
	return rights | (version >= TRUNCATE_VERSION ? (uint64_t)1 << TRUNCATE_BIT : 0);
}

static int allow(int rules, const char *folder, uint64_t rights)
{
	struct landlock_path_beneath_attr rule = {.allowed_access = rights};
	int fd = open(folder, O_PATH | O_CLOEXEC);
	rule.parent_fd = fd;
	long result = fd < 0 ? -1 : syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
	int saved = errno;
	if (fd >= 0)
		close(fd);
	errno = saved;
	return (int)result;
}

enum hp_confine hp_confine_writes(const char *folder)
{
	long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	if (version < 1)
		return HP_CONFINE_UNKNOWN;
	uint64_t later = later_rights(version);
	struct landlock_ruleset_attr what = {.handled_access_fs = folder_rights | later};
	int rules = (int)syscall(SYS_landlock_create_ruleset, &what, sizeof what.handled_access_fs, 0);
	uint64_t truncate = later & (uint64_t)1 << TRUNCATE_BIT;
	bool done = rules >= 0 && allow(rules, folder, folder_rights | later) == 0 &&
	            allow(rules, "/dev", file_rights | truncate) == 0 &&
	            prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && syscall(SYS_landlock_restrict_self, rules, 0) == 0;
	int saved = errno;
	if (rules >= 0)
		close(rules);
	errno = saved;
	return done ? HP_CONFINE_DONE : HP_CONFINE_FAILED;
}
