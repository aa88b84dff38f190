/*
 * Which files one input becomes.
 */
#ifndef HP_OUTPUTS_H
#define HP_OUTPUTS_H

#include <stdbool.h>
#include <stddef.h>

struct hp_invocation;
struct hp_input;

/* How far the compilation goes. */
enum hp_goal { HP_GOAL_ASSEMBLY, HP_GOAL_OBJECT, HP_GOAL_LINK };

/* Names of one input's outputs; NULL: none. "-" is the standard output. */
struct hp_outputs {
	const char *object;
	const char *assembly;
	const char *report;      /* set by hp_outputs_name_report alone */
	const char *object_name; /* absolute path for S_OBJNAME */
	/* Of an object that is only linked, for reports and the manifest, both absolute; else NULL. */
	const char *shown_name; /* where -c would put it */
	const char *image;
	const char *dependencies;   /* what clang would call the dependency file if no -MF says it */
	const char *target;         /* what clang would call the dependencies' target if no -MT or -MQ says it */
	const char *module;         /* the module file of an interface if no -fmodule-output= says it */
	const char *trace;          /* the -ftime-trace file */
	const char *stack_usage;    /* the -fstack-usage file; NULL: not wanted */
	const char *remarks_file;   /* the -fsave-optimization-record file; NULL: not wanted */
	const char *remarks_format; /* of that file, e.g. "yaml" */
	const char *coverage;       /* the coverage files without .gcno and .gcda, absolute */
	bool keep_object;           /* false: the object is in the private folder and only linked */
};

enum hp_goal hp_outputs_goal(const struct hp_invocation *inv);

/* Whether clang, too, would refuse: one output name for several inputs. */
bool hp_outputs_clash(const struct hp_invocation *inv);

/*
 * Derives the names as clang does. `index`: of the input; `folder`: the private folder for objects that are only
 * linked (NULL if the goal is not HP_GOAL_LINK); `cwd`: the current folder. Strings live in the invocation's arena.
 * Source: clang/lib/Driver/Driver.cpp, GetNamedOutputPath, MakeCLOutputFilename; ToolChains/Clang.cpp,
 * getDependencyFileName.
 */
void hp_outputs_name(struct hp_outputs *out, const struct hp_invocation *inv, size_t index, const char *folder,
                     const char *cwd);

/*
 * Derives the report's name, once the others are there, from the setting: NULL, a file, or a folder with a slash at
 * its end.
 */
void hp_outputs_name_report(struct hp_outputs *out, const struct hp_invocation *inv, size_t index,
                            const char *setting, const char *cwd);

/* Where the preprocessed text of an input goes; NULL or "-": to the standard output. */
const char *hp_outputs_preprocessed(const struct hp_invocation *inv, size_t index);

#endif
