/*
 * Inlined copies of functions, as an object's debug information has them. The one door to LLVM's readers of DWARF and
 * CodeView in pass/.
 */
#ifndef HP_INLINED_SHIM_H
#define HP_INLINED_SHIM_H

#include <llvm-c/Core.h>
#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Called for each inlined copy: the function whose code it is (with its namespace and class, or mangled) and the one
 * that holds it, for people. One pair may come often; the texts end with the call.
 */
struct hp_shim_inlined {
	void *self;
	void (*visit)(void *self, const char *inlined, const char *holder);
};

/* Visits the copies in an object; nothing without debug information. What cannot be read is passed over. */
void hp_shim_visit_inlined(LLVMMemoryBufferRef buffer, const struct hp_shim_inlined *to);

#ifdef __cplusplus
}
#endif

#endif
