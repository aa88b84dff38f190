/*
 * Threads of a Windows process: stopped all together, and let go.
 */
#ifndef HPL_WINDOWS_THREADS_H
#define HPL_WINDOWS_THREADS_H

#include "loader/windows/process.h"

/* Stops all but the caller's. False if one is busy to the end, or cannot be stopped: then all go on. */
bool hpl_threads_pause(struct hpl_windows *windows, struct hpl_pause *pause);
void hpl_threads_resume(struct hpl_windows *windows);

#endif
