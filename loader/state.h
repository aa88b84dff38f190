/*
 * What the parts of the loader share: a patch image on its way into a process.
 */
#ifndef HPL_STATE_H
#define HPL_STATE_H

#include "loader/image.h"
#include "loader/process.h"
#include "loader/reason.h"

enum hpl_result {
	HPL_DONE,
	HPL_ALREADY,      /* it is applied, or, for undo, it is not */
	HPL_NO_PATCH,     /* the image is no patch, is damaged, has not been planned, or needs a newer loader */
	HPL_WRONG_BASE,   /* the image that it was made for is not in the process, but perhaps another build of it */
	HPL_HOOKED,       /* another program has changed a function */
	HPL_OUT_OF_ORDER, /* another patch lies over this one */
	HPL_BUSY,         /* a thread cannot be stopped */
	HPL_VETOED,       /* a hook of the patch says no */
	HPL_FAILED        /* memory cannot be read or written; nothing has changed */
};

enum hpl_state { HPL_LOADED, HPL_BOUND, HPL_APPLIED };

/* How much is asked of the threads of the process when functions change. */
enum hpl_consistency {
	HPL_CONSISTENCY_NONE, /* they are not stopped, unless one may be in bytes that change */
	HPL_CONSISTENCY_IP,   /* none stands in bytes that change */
	HPL_CONSISTENCY_STACK /* none is in a function that changes, or in what that calls */
};

struct hpl_rules {
	enum hpl_consistency consistency;
	unsigned timeout; /* milliseconds in which threads have to go on while others are stopped already */
	unsigned retries; /* how often all of them go on in between */
};

static const struct hpl_rules hpl_default_rules = {HPL_CONSISTENCY_IP, 100, 20};

struct hpl_entry;

struct hpl_patch {
	const struct hpl_process *process;
	struct hpl_image image, base;
	struct hpl_record head;
	enum hpl_state state;
	struct hpl_entry *entries;
	size_t count, stubs;      /* functions, and how many of them need a stub */
	uint64_t stub_pages;      /* 0: none yet */
	struct hpl_rules rules;   /* hpl_default_rules, unless changed after hpl_patch_open */
	bool started;             /* initialisers of new variables have run: the image stays */
	bool stuck;               /* its code may be running: the same */
	bool fresh, asked;        /* this call has bound it; has come to its hooks */
	struct hpl_reason reason; /* why the last call was not HPL_DONE */
};

/* Calls `visit` for each record of the bind table, until it does not give HPL_DONE. */
typedef enum hpl_result (*hpl_visit)(struct hpl_patch *patch, struct hpl_record *record, void *data);
enum hpl_result hpl_each_record(struct hpl_patch *patch, hpl_visit visit, void *data);

/* Takes what the loader keeps of the patch from its head; writes it there, with another state. */
void hpl_recall_head(struct hpl_patch *patch);
bool hpl_keep_head(struct hpl_patch *patch, enum hpl_state state);

/* Sets the reason. Both return `result`. */
enum hpl_result hpl_refuse(struct hpl_patch *patch, enum hpl_result result, const char *why);
/* "KIND 'NAME': why", with the name of a record. */
enum hpl_result hpl_refuse_record(struct hpl_patch *patch, const struct hpl_record *record, const char *kind,
                                  enum hpl_result result, const char *why);

#endif
