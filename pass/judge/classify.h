/*
 * The verdict on each global.
 */
#ifndef HP_CLASSIFY_H
#define HP_CLASSIFY_H

#include <llvm-c/Core.h>
#include <stdbool.h>

struct hp_module;

/* What happens to an access of a global. */
enum hp_treatment {
	HP_DIRECT,   /* stays as it is */
	HP_REDIRECT, /* goes through the ref variable */
	HP_THREAD,   /* slim: a thread-local variable of the base, found in the thread's block at each use */
	HP_IMPORT,   /* slim: imported by the base, whose import slot the ref variable leads to */
	HP_COPY      /* private constant with addresses of mutable data: read from a stack copy that holds refs */
};

/* The verdict on one global variable, function or alias; one per value, made at first sight. */
struct hp_global {
	LLVMValueRef value; /* GlobalVariable, GlobalAlias or Function */
	enum hp_treatment treatment;
	const char *reason;     /* why direct; static text */
	int warning;            /* an enum hp_warn, or -1 */
	LLVMValueRef ref;       /* the ref variable; NULL until first used */
	LLVMValueRef image;     /* HP_COPY: the constant with its addresses cleared; NULL until first used */
	LLVMValueRef loaded;    /* the value that stands for it in function `loaded_in` */
	LLVMValueRef loaded_in; /* the function being rewritten when `loaded` was made */
	LLVMValueRef noted_in;  /* the last function for which a fact was noted */
};

/* The verdict on a GlobalVariable, GlobalAlias or Function. */
struct hp_global *hp_classify(struct hp_module *module, LLVMValueRef global);
/* Makes it one for direct access. The reason is static text. */
void hp_global_direct(struct hp_global *global, const char *reason);

#endif
