/*
 * Where a process and its children may write.
 */
#ifndef HP_CONFINE_H
#define HP_CONFINE_H

enum hp_confine {
	HP_CONFINE_DONE,
	HP_CONFINE_UNKNOWN, /* this kernel cannot */
	HP_CONFINE_FAILED   /* errno says why */
};

/*
 * From now on, files can be made, changed and removed below `folder` and in /dev alone, by this process and what it
 * starts; reading is free. Source: Landlock, landlock(7).
 */
enum hp_confine hp_confine_writes(const char *folder);

#endif
