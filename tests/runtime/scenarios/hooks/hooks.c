/* Functions of the patch that run when it comes and goes, on the base's variables. */
#include "scenario.h"

static int events, forbidden;

EXPORT int noted(void)
{
	return events;
}

EXPORT int note(int event)
{
	events = events * 10 + event;
	return event == forbidden ? event + 40 : 0;
}

EXPORT int forbid(int event)
{
	forbidden = event;
	return event;
}

EXPORT int answer(void)
{
#ifdef PATCH
	return events ? 42 : 0;
#else
	return events ? 2 : 1;
#endif
}

#ifdef PATCH
#include "hpcc_patch.h"

static int before_apply(void)
{
	return note(1);
}
HPCC_BEFORE_APPLY(before_apply)

static void after_apply(void)
{
	note(2);
}
HPCC_AFTER_APPLY(after_apply)

static int before_undo(void)
{
	return note(3);
}
HPCC_BEFORE_UNDO(before_undo)

static void after_undo(void)
{
	note(4);
}
HPCC_AFTER_UNDO(after_undo)
#endif
