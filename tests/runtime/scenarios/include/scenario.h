/* What every scenario uses. */
#ifdef __cplusplus
#define EXPORT extern "C" __declspec(dllexport)
#else
#define EXPORT __declspec(dllexport)
#endif
#define NOINLINE __attribute__((noinline))
