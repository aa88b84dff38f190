/*
 * Reasons of a patch. Decides nothing.
 */
#include "loader/state.h"

enum hpl_result hpl_refuse(struct hpl_patch *patch, enum hpl_result result, const char *why)
{
	hpl_reason_start(&patch->reason);
	hpl_reason_add(&patch->reason, why);
	return result;
}

enum hpl_result hpl_refuse_record(struct hpl_patch *patch, const struct hpl_record *record, const char *kind,
                                  enum hpl_result result, const char *why)
{
	char name[HPL_NAME] = "?";
	hpl_image_text(patch->process, record->name, name);
	hpl_refuse(patch, result, kind);
	hpl_reason_add(&patch->reason, "'");
	hpl_reason_add(&patch->reason, name);
	hpl_reason_add(&patch->reason, "': ");
	hpl_reason_add(&patch->reason, why);
	return result;
}
