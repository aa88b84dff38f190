/*
 * All inputs of one call, and the link if there is one.
 */
#ifndef HP_JOB_H
#define HP_JOB_H

#include "hpcc/compile.h"

/* Compiles every input and links if asked to. The exit status. */
int hp_job_run(struct hp_session *session);

#endif
