/*
 * Lines for people and programs. Decides their form.
 */
#include "loader/windows/say.h"

#include "loader/windows/text.h"

enum { NAME = 3 * HPL_STEP_PATH };

static void say_json(const struct hpl_windows *windows, const char *verb, const char *path, const char *key,
                     const char *value, const char *reason)
{
	struct hpl_reason number;
	hpl_reason_start(&number);
	hpl_reason_add_number(&number, windows->id);
	hpl_text_print(STD_OUTPUT_HANDLE, "{\"command\":\"", verb, "\",\"process\":", number.text,
	               ",\"patch\":", NULL);
	hpl_text_print_json(STD_OUTPUT_HANDLE, path);
	hpl_text_print(STD_OUTPUT_HANDLE, ",\"", key, "\":\"", value, "\"", NULL);
	if (*reason) {
		hpl_text_print(STD_OUTPUT_HANDLE, ",\"reason\":", NULL);
		hpl_text_print_json(STD_OUTPUT_HANDLE, reason);
	}
	hpl_text_print(STD_OUTPUT_HANDLE, "}\n", NULL);
}

void hpl_say_result(const struct hpl_options *options, const struct hpl_windows *windows, const char *verb,
                    const wchar_t *path, enum hpl_result result, const struct hpl_reason *reason)
{
	static char name[NAME];
	bool done = result == HPL_DONE, plain = done && !reason->length;
	const char *start = plain ? "" : done ? "hpcc-load: warning: " : "hpcc-load: error: ";
	hpl_text_narrow(path, name, sizeof name);
	if (options->json)
		say_json(windows, verb, name, "result", hpl_result_text(result), reason->text);
	else
		hpl_text_print(plain ? STD_OUTPUT_HANDLE : STD_ERROR_HANDLE, start, verb, " '", name,
		               "': ", done && options->dry_run ? "can be " : "", hpl_result_text(result),
		               plain ? "" : ": ", reason->text, "\n", NULL);
}

void hpl_say_state(const struct hpl_options *options, const struct hpl_windows *windows, const wchar_t *path,
                   const char *state)
{
	static char name[NAME];
	hpl_text_narrow(path, name, sizeof name);
	if (options->json)
		say_json(windows, "list", name, "state", state, "");
	else
		hpl_text_print(STD_OUTPUT_HANDLE, name, ": ", state, "\n", NULL);
}
