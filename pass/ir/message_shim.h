/*
 * What LLVM says, as C functions: warnings, errors and remarks in clang's words.
 */
#ifndef HP_MESSAGE_SHIM_H
#define HP_MESSAGE_SHIM_H

#include <llvm-c/Core.h>
#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

struct hp_message;

/* `said` is called for each message of a context; `inlined` for each call that was replaced by the callee's body,
 * names without LLVM's \01 escape. Everything ends with the call. */
struct hp_shim_handler {
	void *self;
	void (*said)(void *self, const struct hp_message *message);
	void (*inlined)(void *self, const char *callee, const char *caller);
	bool (*wants)(void *self, const char *group, const char *pass); /* whether a remark is wanted */
	bool wants_inlined; /* makes LLVM build all remarks, which costs optimisation time */
	bool wants_remarks; /* likewise; without it `wants` is not asked */
	/* While optimising, for each coroutine just before it is split; may change instructions, but no branches. */
	void (*coroutine)(void *self, LLVMValueRef function);
};

/* Installs `handler`, which must outlive the context. */
void hp_shim_set_handler(LLVMContextRef context, const struct hp_shim_handler *handler);

/* Writes all remarks of the context to a file from now on; `passes`: a regular expression or NULL. On failure *error
 * gets a malloc'ed text and false is returned. */
bool hp_shim_write_remarks(LLVMContextRef context, const char *file, const char *passes, const char *format,
                           char **error);

/* Completes that file. */
void hp_shim_finish_remarks(LLVMContextRef context);

/* Whether an extended regular expression, as of -Rpass=, is found in the text; false for one that is none. */
bool hp_shim_regex_matches(const char *regex, const char *text);

#ifdef __cplusplus
}
#endif

#endif
