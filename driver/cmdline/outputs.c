/*
 * Output names, those of reports included. Decides them from the command line alone; neither creates nor checks
 * files.
 */
#include "cmdline/outputs.h"

#include "base/arena.h"
#include "base/text.h"
#include "cmdline/invocation.h"
#include "files/path.h"

#include <string.h>

/* A /Fo or /Fa value: a name, a folder with a slash at its end, or nothing. */
static const char *cl_name(struct hp_arena *arena, const char *value, const char *base, const char *extension)
{
	size_t length = strlen(value);
	const char *name = value;
	if (!length)
		name = base;
	else if (value[length - 1] == '/')
		name = hp_arena_printf(arena, "%s%s", value, base);
	if (length && value[length - 1] != '/' && strchr(hp_path_base(value), '.'))
		return name;
	return hp_path_with_extension(arena, name, extension);
}

static const struct hp_arg *later(const struct hp_arg *a, const struct hp_arg *b)
{
	if (!a || !b)
		return a ? a : b;
	return a > b ? a : b;
}

static const char *last_value(const struct hp_invocation *inv, enum hp_option_id id)
{
	const struct hp_arg *arg = hp_invocation_last(inv, id);
	return arg ? arg->value : NULL;
}

/* clang takes an empty name for none. */
static const char *output_value(const struct hp_invocation *inv)
{
	const char *value = last_value(inv, HP_OPT_OUTPUT);
	return value && *value ? value : NULL;
}

enum hp_goal hp_outputs_goal(const struct hp_invocation *inv)
{
	if (hp_invocation_last(inv, HP_OPT_ASSEMBLE))
		return HP_GOAL_ASSEMBLY;
	return hp_invocation_last(inv, HP_OPT_COMPILE) ? HP_GOAL_OBJECT : HP_GOAL_LINK;
}

/* The value that decides the object's name in cl mode, -o apart: /Fo, and /o unless that names the image. */
static const char *cl_object_value(const struct hp_invocation *inv, enum hp_goal goal)
{
	const struct hp_arg *fo = hp_invocation_last(inv, HP_OPT_CL_OBJECT);
	const struct hp_arg *o = goal == HP_GOAL_LINK ? NULL : hp_invocation_last(inv, HP_OPT_CL_OUTPUT);
	const struct hp_arg *arg = later(fo, o);
	return arg ? arg->value : NULL;
}

static bool names_one_file(const char *value)
{
	return value && *value && value[strlen(value) - 1] != '/';
}

bool hp_outputs_clash(const struct hp_invocation *inv)
{
	enum hp_goal goal = hp_outputs_goal(inv);
	size_t compiled = 0;
	for (size_t i = 0; i < inv->input_count; i++)
		compiled += inv->inputs[i].kind != HP_INPUT_LINKER;
	if (compiled < 2)
		return false;
	if (goal != HP_GOAL_LINK && output_value(inv))
		return true;
	if (inv->mode != HP_MODE_CL)
		return false;
	return names_one_file(cl_object_value(inv, goal)) || names_one_file(last_value(inv, HP_OPT_CL_ASSEMBLY_NAME));
}

/* The object, and the assembly if the goal is assembly. */
static void name_main(struct hp_outputs *out, const struct hp_invocation *inv, size_t index, const char *folder)
{
	struct hp_arena *arena = inv->arena;
	enum hp_goal goal = hp_outputs_goal(inv);
	bool cl = inv->mode == HP_MODE_CL;
	const char *base = hp_path_base(inv->inputs[index].name);
	const char *o = output_value(inv);
	const char *fo = cl ? cl_object_value(inv, goal) : NULL;
	if (goal == HP_GOAL_ASSEMBLY) {
		const char *fa = cl ? last_value(inv, HP_OPT_CL_ASSEMBLY_NAME) : NULL;
		out->assembly = o    ? o
		                : cl ? cl_name(arena, fa ? fa : "", base, ".asm")
		                     : hp_path_with_extension(arena, base, ".s");
		return;
	}
	out->keep_object = true;
	if (goal == HP_GOAL_OBJECT && o) {
		out->object = o;
	} else if (fo) {
		out->object = cl_name(arena, fo, base, ".obj");
	} else if (goal == HP_GOAL_LINK) {
		out->keep_object = false;
		out->object = hp_path_with_extension(arena, hp_arena_printf(arena, "%s/%zu/%s", folder, index, base),
		                                     cl ? ".obj" : ".o");
	} else {
		out->object = hp_path_with_extension(arena, base, cl ? ".obj" : ".o");
	}
	if (cl && (last_value(inv, HP_OPT_CL_ASSEMBLY) || last_value(inv, HP_OPT_CL_ASSEMBLY_NAME))) {
		const char *fa = last_value(inv, HP_OPT_CL_ASSEMBLY_NAME);
		out->assembly = cl_name(arena, fa ? fa : "", base, ".asm");
	}
}

/* The file of remarks on optimisations. Source: clang's ToolChains/CommonArgs.cpp, willEmitRemarks; Clang.cpp,
 * renderRemarksOptions.
 */
static void name_remarks(struct hp_outputs *out, const struct hp_invocation *inv, const char *stem)
{
	const struct hp_arg *file = hp_invocation_last(inv, HP_OPT_REMARKS_FILE);
	const struct hp_arg *format = hp_invocation_last(inv, HP_OPT_REMARKS);
	const struct hp_arg *off = hp_invocation_last(inv, HP_OPT_NO_REMARKS);
	bool wanted = format || file || hp_invocation_last(inv, HP_OPT_REMARKS_PASSES);
	if (!wanted || (off && (!format || format < off)))
		return;
	out->remarks_format = format && format->value ? format->value : "yaml";
	out->remarks_file = file && file->value
	                        ? file->value
	                        : hp_path_with_extension(inv->arena, stem,
	                                                 hp_arena_printf(inv->arena, ".opt.%s", out->remarks_format));
}

/* Side files, which clang names after -o or else after the input. */
static void name_side_files(struct hp_outputs *out, const struct hp_invocation *inv, size_t index, const char *cwd)
{
	struct hp_arena *arena = inv->arena;
	const char *base = hp_path_base(inv->inputs[index].name);
	const char *o = output_value(inv);
	const struct hp_arg *target =
	    later(hp_invocation_last(inv, HP_OPT_OUTPUT), hp_invocation_last(inv, HP_OPT_CL_OBJECT));
	const char *stem = o ? o : base;
	out->dependencies = hp_path_with_extension(arena, stem, ".d");
	out->target =
	    target && target->value && *target->value ? target->value : hp_path_with_extension(arena, base, ".o");
	out->module = hp_path_with_extension(arena, o && hp_outputs_goal(inv) == HP_GOAL_OBJECT ? o : base, ".pcm");
	out->trace = hp_path_with_extension(arena, o && hp_outputs_goal(inv) != HP_GOAL_LINK ? o : base, ".json");
	if (hp_invocation_last(inv, HP_OPT_STACK_USAGE))
		out->stack_usage = hp_path_with_extension(arena, stem, ".su");
	name_remarks(out, inv, o && hp_outputs_goal(inv) != HP_GOAL_LINK ? o : base);
	out->coverage = hp_path_absolute(arena, cwd, hp_path_with_extension(arena, stem, ""));
}

/* The last /out: behind /link, or NULL. */
static const char *linker_output(const struct hp_invocation *inv)
{
	const struct hp_arg *link = hp_invocation_last(inv, HP_OPT_CL_LINK);
	const char *found = NULL;
	for (size_t i = 1; link && i < link->piece_count; i++) {
		const char *text = link->pieces[i].text;
		if ((*text == '/' || *text == '-') && hp_starts_in_any_case(text + 1, "out:"))
			found = text + 5;
	}
	return found;
}

/* The image as the command line names it, "" for a folder's default. */
static const char *image_name(const struct hp_invocation *inv)
{
	if (inv->mode != HP_MODE_CL) {
		const char *o = output_value(inv);
		return o ? o : "a.exe";
	}
	const char *out = linker_output(inv);
	const struct hp_arg *arg =
	    later(later(hp_invocation_last(inv, HP_OPT_OUTPUT), hp_invocation_last(inv, HP_OPT_CL_OUTPUT)),
	          hp_invocation_last(inv, HP_OPT_CL_IMAGE));
	return out ? out
	           : cl_name(inv->arena, arg && arg->value ? arg->value : "", hp_path_base(inv->inputs[0].name),
	                     hp_invocation_last(inv, HP_OPT_CL_DLL) ? ".dll" : ".exe");
}

/* Nobody can use the name of a file that is gone: what is only linked is called as -c would call it. */
static void name_shown(struct hp_outputs *out, const struct hp_invocation *inv, const char *cwd)
{
	if (!out->object || out->keep_object)
		return;
	out->shown_name = hp_path_absolute(inv->arena, cwd, hp_path_base(out->object));
	out->image = hp_path_absolute(inv->arena, cwd, image_name(inv));
}

void hp_outputs_name(struct hp_outputs *out, const struct hp_invocation *inv, size_t index, const char *folder,
                     const char *cwd)
{
	*out = (struct hp_outputs){0};
	name_main(out, inv, index, folder);
	name_side_files(out, inv, index, cwd);
	const char *main_output = out->object ? out->object : out->assembly;
	if (!main_output) /* name_main names one of them; this is for the reader */
		main_output = "-";
	out->object_name = strcmp(main_output, "-") == 0 ? "-" : hp_path_absolute(inv->arena, cwd, main_output);
	name_shown(out, inv, cwd);
}

/*
 * In a folder of reports: beside the object if that is in the folder, too, else at the object's path below it, so
 * that objects of one name do not meet there. An object that is only linked is where its source is, for that purpose.
 */
void hp_outputs_name_report(struct hp_outputs *out, const struct hp_invocation *inv, size_t index,
                            const char *setting, const char *cwd)
{
	struct hp_arena *arena = inv->arena;
	size_t length = setting ? strlen(setting) : 0;
	out->report = setting;
	if (!length || setting[length - 1] != '/')
		return;
	const char *object = out->object ? out->object : out->assembly ? out->assembly : "-";
	if (out->object && !out->keep_object)
		object =
		    hp_path_with_extension(arena, inv->inputs[index].name, inv->mode == HP_MODE_CL ? ".obj" : ".o");
	const char *folder = hp_path_join(arena, cwd, setting);
	const char *below = hp_path_below(folder, hp_path_join(arena, cwd, object));
	bool leads_up = strncmp(object, "../", 3) == 0 || strstr(object, "/../");
	if (!below)
		below = hp_path_join(arena, leads_up ? cwd : "/", object) + 1;
	out->report = hp_arena_printf(arena, "%s%s.json", setting, below);
}

const char *hp_outputs_preprocessed(const struct hp_invocation *inv, size_t index)
{
	const char *name = last_value(inv, HP_OPT_CL_PREPROCESSED);
	if (inv->mode != HP_MODE_CL)
		return output_value(inv);
	if (!hp_invocation_last(inv, HP_OPT_PREPROCESS_FILE))
		return NULL;
	return cl_name(inv->arena, name ? name : "", hp_path_base(inv->inputs[index].name), ".i");
}
