/*
 * The settings' rows: the JSON schema of hpcc.json says the same, and the file takes each of them.
 */
#define _GNU_SOURCE
#include "base/arena.h"
#include "base/diag.h"
#include "config/settings.h"

#include <cjson/cJSON.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static cJSON *read_schema(void)
{
	static char text[1 << 16];
	FILE *file = fopen(HPCC_SOURCE "/config/hpcc.schema.json", "r");
	assert_non_null(file);
	text[fread(text, 1, sizeof text - 1, file)] = '\0';
	fclose(file);
	cJSON *root = cJSON_Parse(text);
	assert_non_null(root);
	return root;
}

static const cJSON *member(const cJSON *node, const char *name)
{
	return cJSON_GetObjectItemCaseSensitive(node, name);
}

static bool is_text(const cJSON *node, const char *text)
{
	return cJSON_IsString(node) && strcmp(node->valuestring, text) == 0;
}

/* The row of a key, or HP_SET_COUNT. */
static enum hp_setting_id find(const char *key)
{
	enum hp_setting_id id = 0;
	while (id < HP_SET_COUNT && strcmp(hp_setting_row(id)->key, key) != 0)
		id++;
	return id;
}

static void test_schema_has_rows(void **state)
{
	cJSON *root = read_schema();
	(void)state;
	for (enum hp_setting_id id = 0; id < HP_SET_COUNT; id++) {
		const struct hp_setting_row *row = hp_setting_row(id);
		const cJSON *property = member(member(root, "properties"), row->key);
		bool is_switch = row->kind == HP_SETTING_SWITCH;
		if (!*row->key)
			continue;
		if (!property)
			fail_msg("the schema lacks '%s'", row->key);
		assert_true(is_text(member(property, "type"), is_switch ? "boolean" : "string"));
		if (is_switch)
			assert_true(cJSON_IsFalse(member(property, "default")));
		else
			assert_true(is_text(member(property, "default"), row->preset));
		assert_int_equal(cJSON_IsNumber(member(property, "minLength")), !is_switch);
	}
	cJSON_Delete(root);
}

static void test_rows_have_schema(void **state)
{
	cJSON *root = read_schema();
	const cJSON *property;
	size_t found = 0;
	(void)state;
	cJSON_ArrayForEach(property, member(root, "properties"))
	{
		const char *key = property->string;
		if (strcmp(key, "$schema") == 0 || strcmp(key, "lists") == 0 || strcmp(key, "warnings") == 0)
			continue;
		if (find(key) == HP_SET_COUNT)
			fail_msg("no setting has the schema's key '%s'", key);
		found++;
	}
	assert_true(found > 0);
	cJSON_Delete(root);
}

static void test_schema_has_warnings(void **state)
{
	cJSON *root = read_schema();
	const cJSON *groups = member(member(member(root, "properties"), "warnings"), "properties");
	(void)state;
	assert_int_equal(cJSON_GetArraySize(groups), HP_WARN_COUNT);
	for (enum hp_warn group = 0; group < HP_WARN_COUNT; group++)
		if (!member(groups, hp_warn_name(group)))
			fail_msg("the schema lacks the group '%s'", hp_warn_name(group));
	cJSON_Delete(root);
}

/* Each key is taken for its own setting and no other. */
static void test_file(void **state)
{
	(void)state;
	for (enum hp_setting_id id = 0; id < HP_SET_COUNT; id++) {
		const struct hp_setting_row *row = hp_setting_row(id);
		char path[] = "/tmp/hpcc-test-settings-XXXXXX";
		struct hp_arena arena;
		struct hp_diag diag;
		struct hp_settings settings;
		if (!*row->key)
			continue;
		int fd = mkstemp(path);
		assert_true(fd >= 0);
		dprintf(fd, row->kind == HP_SETTING_SWITCH ? "{\"%s\": true}" : "{\"%s\": \"/x\"}", row->key);
		close(fd);
		hp_arena_init(&arena);
		hp_diag_init(&diag, "test", NULL);
		assert_true(hp_settings_read(&settings, &arena, &diag, path));
		for (enum hp_setting_id other = 0; other < HP_SET_COUNT; other++)
			assert_int_equal(settings.values[other].value != NULL, other == id);
		hp_arena_fini(&arena);
		unlink(path);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_schema_has_rows),
	    cmocka_unit_test(test_rows_have_schema),
	    cmocka_unit_test(test_schema_has_warnings),
	    cmocka_unit_test(test_file),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
