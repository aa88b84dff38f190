/*
 * hpcc-load.dll: for Windows programs that patch themselves. The images come from hpcc-link; see docs/loader.md.
 *
 * One call at a time: what is called from several threads has to be locked by the program. While functions change,
 * all other threads stand still; the caller must hold no lock that it shares with a thread that stops them, too.
 */
#ifndef HPCC_LOAD_H
#define HPCC_LOAD_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifdef HPCC_LOAD_BUILDS
#define HPCC_LOAD_API __declspec(dllexport)
#else
#define HPCC_LOAD_API __declspec(dllimport)
#endif

enum hpcc_load_result {
	HPCC_LOAD_DONE,
	HPCC_LOAD_ALREADY,      /* it is applied; for undo: it is not */
	HPCC_LOAD_NO_PATCH,     /* the file is no patch, is damaged, or needs a newer loader */
	HPCC_LOAD_WRONG_BASE,   /* the process has not the image that it was made for */
	HPCC_LOAD_HOOKED,       /* another program has changed a function */
	HPCC_LOAD_OUT_OF_ORDER, /* another patch lies over this one */
	HPCC_LOAD_BUSY,         /* a thread cannot be stopped */
	HPCC_LOAD_VETOED,       /* a hook of the patch says no */
	HPCC_LOAD_FAILED        /* memory cannot be read or written */
};

/* Where other threads may be when functions change: docs/loader.md, "Where threads may be". */
enum hpcc_load_consistency { HPCC_LOAD_ANYWHERE, HPCC_LOAD_NOT_IN_BYTES, HPCC_LOAD_NOT_IN_FUNCTIONS };

struct hpcc_load_rules {
	enum hpcc_load_consistency consistency;
	unsigned timeout; /* milliseconds that threads get for going on while others are stopped already */
	unsigned retries; /* how often all of them go on in between */
};

/* Why a call did not do what it was asked for: which function, and what is wrong. Empty if it did, and all hooks of
 * the patch have returned. UTF-8. */
struct hpcc_load_reason {
	char text[512];
};

/* Whether the patch could be applied. Its image is loaded for that and taken out again. */
HPCC_LOAD_API enum hpcc_load_result hpcc_load_check(const wchar_t *path, struct hpcc_load_reason *reason);

/* Applies it. Unless HPCC_LOAD_DONE, nothing has changed. Its hooks run in this thread. */
HPCC_LOAD_API enum hpcc_load_result hpcc_load_apply(const wchar_t *path, struct hpcc_load_reason *reason);

/* The same by other rules than HPCC_LOAD_NOT_IN_BYTES, 100 and 20. The calling thread is not looked at. */
HPCC_LOAD_API enum hpcc_load_result hpcc_load_apply_by(const wchar_t *path, const struct hpcc_load_rules *rules,
                                                       struct hpcc_load_reason *reason);
HPCC_LOAD_API enum hpcc_load_result hpcc_load_undo_by(const wchar_t *path, const struct hpcc_load_rules *rules,
                                                      struct hpcc_load_reason *reason);

/* Several patches in this order, or taken back in the opposite one: all or none, and no thread meets some of them.
 * *failed, if not NULL, is the index of the one that the reason is about. */
HPCC_LOAD_API enum hpcc_load_result hpcc_load_apply_all(const wchar_t *const *paths, size_t count,
                                                        const struct hpcc_load_rules *rules,
                                                        struct hpcc_load_reason *reason, size_t *failed);
HPCC_LOAD_API enum hpcc_load_result hpcc_load_undo_all(const wchar_t *const *paths, size_t count,
                                                       const struct hpcc_load_rules *rules,
                                                       struct hpcc_load_reason *reason, size_t *failed);

/* Takes it back. The image stays, and its new variables keep their values: threads may still be in it. */
HPCC_LOAD_API enum hpcc_load_result hpcc_load_undo(const wchar_t *path, struct hpcc_load_reason *reason);

/* Whether it is applied, by whomever: 1 or 0. */
HPCC_LOAD_API int hpcc_load_query(const wchar_t *path);

/* A result in a few words. */
HPCC_LOAD_API const char *hpcc_load_text(enum hpcc_load_result result);

#ifdef __cplusplus
}
#endif

#endif
