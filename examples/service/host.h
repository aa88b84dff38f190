/*
 * What the process that loads the service gives it: a clock, a log and a verbosity it may change at any time. Lives
 * in another DLL, so that both functions and the variable are imported.
 */
#ifndef HOST_H
#define HOST_H

#ifdef __cplusplus
extern "C" {
#endif

__declspec(dllimport) unsigned host_now_us(void); /* wraps */
__declspec(dllimport) void host_log(int level, const char *text);
__declspec(dllimport) extern volatile int host_verbosity;

#ifdef __cplusplus
}
#endif
#endif
