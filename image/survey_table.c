#include "image/survey.h"
bool hp_survey_read_table(struct hp_survey *survey)
{
	(void)survey;
	return true;
}
bool hp_survey_read_map(struct hp_survey *survey, const char *path)
{
	(void)survey;
	(void)path;
	return true;
}
void hp_survey_read_objects(struct hp_survey *survey, const char *folder)
{
	(void)survey;
	(void)folder;
}
