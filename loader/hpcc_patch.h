/*
 * For those who write patches: functions of the patch that run when it is applied or taken back. In a source file
 * that is only in the patch, or under #if, since a base image has no hooks:
 *
 *   static int is_quiet(void) { return requests_running; }
 *   HPCC_BEFORE_APPLY(is_quiet)
 *
 * They run while no thread is stopped, on the thread that applies the patch, or, where hpcc-load.exe does, on one
 * that it begins in the process. All of a kind run in the order of the link. See docs/loader.md.
 */
#ifndef HPCC_PATCH_H
#define HPCC_PATCH_H

/* int f(void): the patch is in memory, bound, and not entered. Anything but 0 vetoes: then it is not applied. */
#define HPCC_BEFORE_APPLY(f) HPCC_PATCH_HOOK(8, int, f)
/* void f(void): the patch is applied, or its undoing has failed after a hook before it has run. */
#define HPCC_AFTER_APPLY(f) HPCC_PATCH_HOOK(9, void, f)
/* int f(void): it is going to be taken back. Anything but 0 vetoes: then it stays. */
#define HPCC_BEFORE_UNDO(f) HPCC_PATCH_HOOK(10, int, f)
/* void f(void): it is taken back, or could not be applied after a hook before it has run. */
#define HPCC_AFTER_UNDO(f) HPCC_PATCH_HOOK(11, void, f)

/* A record of the bind table (docs/bind-table.md). */
#ifdef _WIN64
#define HPCC_PATCH_REST
#else
#define HPCC_PATCH_REST 0,
#endif
#define HPCC_PATCH_HOOK(number, result, f)                                                                           \
	static const struct {                                                                                        \
		unsigned short bytes, version, kind, flags;                                                          \
		result (*where)(void);                                                                               \
		HPCC_PATCH_PAD(where)                                                                                \
		const char *name;                                                                                    \
		HPCC_PATCH_PAD(name)                                                                                 \
		unsigned char rest[72];                                                                              \
	} hpcc_hook_##number##_##f __attribute__((section(".hpb$r"), used, aligned(8))) = {                          \
	    96, 1, number, 0, f, HPCC_PATCH_REST #f, HPCC_PATCH_REST{0}};
#ifdef _WIN64
#define HPCC_PATCH_PAD(field)
#else
#define HPCC_PATCH_PAD(field) unsigned field##_rest;
#endif

#endif
