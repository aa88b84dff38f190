/*
 * The machine with its images as the process that the loader patches.
 */
#ifndef GUEST_PROCESS_H
#define GUEST_PROCESS_H

#include "guest.h"
#include "loader/process.h"

/* Borrows the guest. It keeps to page protections; a begun function is its other thread. */
struct hpl_process guest_process(struct guest *guest);

#endif
