/*
 * LLVM's demanglers, which LLVM-C lacks.
 */
#ifndef HP_DEMANGLE_SHIM_H
#define HP_DEMANGLE_SHIM_H

#ifdef __cplusplus
extern "C" {
#endif

/* "ns::f(int)": without return type and calling convention. Malloc'ed; NULL if the symbol is no mangled name. */
char *hp_shim_demangle(const char *symbol);

#ifdef __cplusplus
}
#endif

#endif
