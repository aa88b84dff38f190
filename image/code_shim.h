/*
 * LLVM's disassembler with its knowledge of branches, which LLVM-C lacks.
 */
#ifndef HP_CODE_SHIM_H
#define HP_CODE_SHIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct hp_shim_decoder;

struct hp_shim_instruction {
	unsigned size; /* 0: cannot be decoded */
	bool branches, call;
	bool idle;        /* does nothing that the code behind it could tell: a landing pad, a signature, a no-op */
	bool moves_stack; /* changes the stack pointer */
	uint64_t target;
};

/* Gives; NULL if LLVM lacks the target. */
struct hp_shim_decoder *hp_shim_decoder_new(const char *triple);
void hp_shim_decoder_free(struct hp_shim_decoder *decoder);

struct hp_shim_instruction hp_shim_decode(struct hp_shim_decoder *decoder, const unsigned char *bytes, size_t size,
                                          uint64_t address);

#ifdef __cplusplus
}
#endif

#endif
