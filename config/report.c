/*
 * Reports. Decides the JSON document's form; every fact in it was decided elsewhere.
 *
 * The document is a tree of cJSON nodes with one owner, hp_report_write. cJSON appends to an array in constant time
 * (its first node knows the last), so a unit with 100,000 facts is no special case.
 */
#include "report.h"

#include "base/diag.h"
#include "base/facts.h"
#include "base/os.h"
#include "base/strvec.h"

#include <cJSON.h>
#include <errno.h>
#include <string.h>

/* Which facts become which array, and what their three strings are called there; NULL: not written. */
static const struct {
	enum hp_fact_kind kind;
	const char *array;
	const char *function, *object, *detail;
} sections[] = {
    {HP_FACT_SELECTED, "selected", "function", "symbol", "entry"},
    {HP_FACT_REWRITTEN, "rewritten", "function", NULL, NULL},
    {HP_FACT_REF, "refs", "first_use", "ref", "global"},
    {HP_FACT_DIRECT, "direct", "function", "global", "reason"},
    {HP_FACT_RESIDUAL, "residual", "function", "global", "where"},
    {HP_FACT_INLINED, "inlined", "function", "into", NULL},
    {HP_FACT_UNMATCHED, "unmatched", "entry", NULL, NULL},
};

/* Bytes of the UTF-8 sequence at `text`, 0 if it is none. Stops at a NUL. */
static size_t utf8_length(const unsigned char *text)
{
	static const struct {
		unsigned char first, last, low, high; /* range of the lead byte, and of the byte after it */
		size_t length;
	} forms[] = {
	    {0x01, 0x7f, 0, 0, 1},       {0xc2, 0xdf, 0x80, 0xbf, 2}, {0xe0, 0xe0, 0xa0, 0xbf, 3},
	    {0xe1, 0xec, 0x80, 0xbf, 3}, {0xed, 0xed, 0x80, 0x9f, 3}, {0xee, 0xef, 0x80, 0xbf, 3},
	    {0xf0, 0xf0, 0x90, 0xbf, 4}, {0xf1, 0xf3, 0x80, 0xbf, 4}, {0xf4, 0xf4, 0x80, 0x8f, 4},
	};
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		if (*text < forms[i].first || *text > forms[i].last)
			continue;
		unsigned char low = forms[i].low, high = forms[i].high;
		for (size_t at = 1; at < forms[i].length; at++, low = 0x80, high = 0xbf)
			if (text[at] < low || text[at] > high)
				return 0;
		return forms[i].length;
	}
	return 0;
}

/* A string node that copies `text`, or borrows it where it is UTF-8 already. NULL without memory. */
static cJSON *string_node(const char *text)
{
	const unsigned char *at = (const unsigned char *)text;
	size_t length, wrong = 0;
	for (; *at; at += length ? length : 1) {
		length = utf8_length(at);
		wrong += !length;
	}
	if (!wrong)
		return cJSON_CreateStringReference(text);
	char *copy = cJSON_malloc(strlen(text) + 2 * wrong + 1), *to = copy;
	if (!copy)
		return NULL;
	for (at = (const unsigned char *)text; *at; at += length ? length : 1) {
		length = utf8_length(at);
		memcpy(to, length ? (const char *)at : "\xef\xbf\xbd", length ? length : 3);
		to += length ? length : 3;
	}
	*to = '\0';
	cJSON *node = cJSON_CreateString(copy);
	cJSON_free(copy);
	return node;
}

/* Adds `node` to `object`, which owns it then. False without memory; `node` may be NULL. */
static bool put(cJSON *object, const char *key, cJSON *node)
{
	if (node && cJSON_AddItemToObjectCS(object, key, node))
		return true;
	cJSON_Delete(node);
	return false;
}

static bool put_string(cJSON *object, const char *key, const char *text)
{
	return !key || put(object, key, string_node(text));
}

/* Appends an object to `array`. NULL without memory. */
static cJSON *append_object(cJSON *array)
{
	cJSON *node = cJSON_CreateObject();
	if (node && cJSON_AddItemToArray(array, node))
		return node;
	cJSON_Delete(node);
	return NULL;
}

static bool put_facts(cJSON *root, const struct hp_facts *facts, size_t section)
{
	cJSON *array = cJSON_AddArrayToObject(root, sections[section].array);
	if (!array)
		return false;
	for (const struct hp_fact *fact = facts->kind[sections[section].kind].first; fact; fact = fact->next) {
		cJSON *node = append_object(array);
		if (!node || !put_string(node, sections[section].function, fact->function) ||
		    !put_string(node, sections[section].object, fact->object) ||
		    !put_string(node, sections[section].detail, fact->detail))
			return false;
	}
	return true;
}

static bool put_warnings(cJSON *root, const struct hp_diag *diag)
{
	cJSON *array = cJSON_AddArrayToObject(root, "warnings");
	if (!array)
		return false;
	for (const struct hp_diag_record *record = diag->first; record; record = record->next) {
		cJSON *node = append_object(array);
		if (!node || !put_string(node, "group", hp_warn_name(record->group)) ||
		    !put(node, "error", cJSON_CreateBool(record->is_error)) ||
		    !put_string(node, "text", record->text))
			return false;
	}
	return true;
}

static bool put_command(cJSON *root, const struct hp_strvec *command)
{
	cJSON *array = cJSON_AddArrayToObject(root, "command");
	if (!array)
		return false;
	for (size_t i = 0; i < command->count; i++) {
		cJSON *node = string_node(command->items[i]);
		if (!node || !cJSON_AddItemToArray(array, node)) {
			cJSON_Delete(node);
			return false;
		}
	}
	return true;
}

static bool put_all(cJSON *root, const struct hp_report *report)
{
	bool ok = put(root, "version", cJSON_CreateNumber(HP_REPORT_VERSION)) &&
	          put_string(root, "hpcc", HPCC_VERSION) && put_string(root, "input", report->input) &&
	          put_string(root, "object", report->object) && put_string(root, "triple", report->triple) &&
	          put_string(root, "optimisation", report->level);
	for (size_t i = 0; ok && i < sizeof sections / sizeof *sections; i++)
		ok = put_facts(root, report->facts, i);
	return ok && put_warnings(root, report->diag) && put_command(root, report->command);
}

bool hp_report_write(const struct hp_report *report, int fd, struct hp_diag *diag)
{
	bool ok = false;
	char *text = NULL;
	cJSON *root = cJSON_CreateObject();
	if (root && put_all(root, report))
		text = cJSON_Print(root);
	if (!text)
		errno = ENOMEM;
	else
		ok = hp_os_write_all(fd, text, strlen(text)) && hp_os_write_all(fd, "\n", 1);
	if (!ok)
		hp_error(diag, "cannot write the report for '%s':", report->object);
	cJSON_free(text);
	cJSON_Delete(root);
	return ok;
}
