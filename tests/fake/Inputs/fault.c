/*
 * Preloaded into one program, not into its children: makes one of its system calls go wrong.
 *   FAULT=N         the call with this number, from 1, fails without having done anything
 *   FAULT=N:SIGNAL  the signal with this number arrives behind that call
 *   FAULT=NAME      every call of that function fails
 *   FAULT_LOG=FILE  gets the function's name once the fault has happened
 * A function fails with the error that is likeliest for it.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static int calls, wanted, number, logged = -1;
static const char *always;

__attribute__((constructor)) static void start(void)
{
	const char *fault = getenv("FAULT"), *path = getenv("FAULT_LOG"), *colon;
	if (path)
		logged = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (fault && *fault >= '0' && *fault <= '9') {
		wanted = atoi(fault);
		colon = strchr(fault, ':');
		number = colon ? atoi(colon + 1) : 0;
	} else if (fault) {
		always = strdup(fault);
	}
	calls = 0;
	unsetenv("LD_PRELOAD");
	unsetenv("FAULT");
	unsetenv("FAULT_LOG");
}

/* Whether this call is the one. */
static int meets(const char *name)
{
	if (always)
		return strcmp(name, always) == 0;
	if (++calls != wanted)
		return 0;
	int to = logged, saved = errno;
	logged = -1;
	if (to >= 0) {
		static ssize_t (*plain)(int, const void *, size_t);
		plain = (ssize_t (*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
		plain(to, name, strlen(name));
	}
	errno = saved;
	return 1;
}

#define CALL(type, name, error, failure, parameters, arguments)                                                      \
	type name parameters                                                                                         \
	{                                                                                                            \
		type(*next) parameters = (type(*) parameters)dlsym(RTLD_NEXT, #name);                                \
		int met = meets(#name);                                                                              \
		if (met && !number) {                                                                                \
			errno = error;                                                                               \
			return failure;                                                                              \
		}                                                                                                    \
		type result = next arguments;                                                                        \
		int saved = errno;                                                                                   \
		if (met)                                                                                             \
			raise(number);                                                                               \
		errno = saved;                                                                                       \
		return result;                                                                                       \
	}

CALL(int, mkostemp, ENOSPC, -1, (char *name, int flags), (name, flags))
CALL(char *, mkdtemp, ENOSPC, NULL, (char *name), (name))
CALL(int, mkdir, ENOSPC, -1, (const char *path, mode_t mode), (path, mode))
CALL(ssize_t, write, ENOSPC, -1, (int fd, const void *data, size_t size), (fd, data, size))
CALL(int, rename, EPERM, -1, (const char *from, const char *to), (from, to))
CALL(int, fchmod, EPERM, -1, (int fd, mode_t mode), (fd, mode))
CALL(int, flock, ENOLCK, -1, (int fd, int how), (fd, how))
CALL(int, memfd_create, EMFILE, -1, (const char *name, unsigned flags), (name, flags))
CALL(int, pipe2, EMFILE, -1, (int fds[2], int flags), (fds, flags))
CALL(ssize_t, read, EIO, -1, (int fd, void *data, size_t size), (fd, data, size))
CALL(void *, mmap, ENOMEM, MAP_FAILED, (void *at, size_t size, int prot, int flags, int fd, off_t offset),
     (at, size, prot, flags, fd, offset))

/* These only interrupt: what they undo has no second way. */
#define NO_FAULT(name, parameters, arguments)                                                                        \
	int name parameters                                                                                          \
	{                                                                                                            \
		int(*next) parameters = (int(*) parameters)dlsym(RTLD_NEXT, #name);                                  \
		int met = number ? meets(#name) : 0, result = next arguments, saved = errno;                         \
		if (met)                                                                                             \
			raise(number);                                                                               \
		errno = saved;                                                                                       \
		return result;                                                                                       \
	}

NO_FAULT(unlink, (const char *path), (path))
NO_FAULT(rmdir, (const char *path), (path))

/* The descriptor is gone in any case. */
int close(int fd)
{
	int (*next)(int) = (int (*)(int))dlsym(RTLD_NEXT, "close");
	struct stat st;
	/* Others report nothing then. */
	int met = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && (fcntl(fd, F_GETFL) & O_ACCMODE) != O_RDONLY &&
	          meets("close");
	int result = next(fd);
	if (met && number)
		raise(number);
	if (met && !number) {
		errno = EDQUOT;
		result = -1;
	}
	return result;
}

int open(const char *path, int flags, ...)
{
	int (*next)(const char *, int, ...) = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open");
	va_list list;
	va_start(list, flags);
	mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(list, mode_t) : 0;
	va_end(list);
	int met = meets("open");
	if (met && !number) {
		errno = EACCES;
		return -1;
	}
	int result = next(path, flags, mode), saved = errno;
	if (met)
		raise(number);
	errno = saved;
	return result;
}
