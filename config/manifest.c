/*
 * Manifests. Decides the form of one object's line; every fact in it was decided elsewhere.
 */
#include "manifest.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/facts.h"
#include "json.h"

#include <stdlib.h>
#include <string.h>
#include <uthash.h>

/* A marked function, put together from facts of several kinds. */
struct function {
	UT_hash_handle hh;
	const char *name; /* key */
	const char *symbol, *entry, *hash;
	cJSON *refs; /* array inside the document */
};

/* The functions are in the order of their HP_FACT_MARKED. They live in `arena`. */
struct table {
	struct hp_arena arena;
	struct function *functions;
};

static struct function *find(const struct table *table, const char *name)
{
	struct function *found;
	HASH_FIND_STR(table->functions, name, found);
	return found;
}

static void fill(struct table *table, const struct hp_facts *facts)
{
	const struct hp_fact *fact;
	struct function *function;
	for (fact = facts->kind[HP_FACT_MARKED].first; fact; fact = fact->next) {
		if (find(table, fact->marked.function))
			continue;
		function = hp_arena_alloc(&table->arena, sizeof *function);
		*function = (struct function){.name = fact->marked.function, .symbol = fact->marked.symbol};
		function->entry = function->hash = "";
		HASH_ADD_KEYPTR(hh, table->functions, function->name, strlen(function->name), function);
	}
	for (fact = facts->kind[HP_FACT_SELECTED].first; fact; fact = fact->next)
		if ((function = find(table, fact->selected.function)))
			function->entry = fact->selected.entry;
	for (fact = facts->kind[HP_FACT_CODE].first; fact; fact = fact->next)
		if ((function = find(table, fact->code.function)))
			function->hash = fact->code.hash;
}

static bool put_functions(cJSON *root, const struct table *table, const struct hp_facts *facts)
{
	cJSON *array = cJSON_AddArrayToObject(root, "functions");
	if (!array)
		return false;
	for (struct function *function = table->functions; function; function = function->hh.next) {
		cJSON *node = hp_json_append_object(array);
		if (!node || !hp_json_put_string(node, "function", function->name) ||
		    !hp_json_put_string(node, "symbol", function->symbol) ||
		    !hp_json_put_string(node, "entry", function->entry) ||
		    !hp_json_put_string(node, "hash", function->hash) ||
		    !(function->refs = cJSON_AddArrayToObject(node, "refs")))
			return false;
	}
	for (const struct hp_fact *fact = facts->kind[HP_FACT_USE].first; fact; fact = fact->next) {
		const struct function *function = find(table, fact->use.function);
		if (function && !hp_json_append(function->refs, hp_json_string(fact->use.ref)))
			return false;
	}
	return true;
}

static bool put_number(cJSON *node, const char *key, uint64_t number)
{
	return hp_json_put(node, key, cJSON_CreateNumber((double)number));
}

static bool put_linkage(cJSON *node, bool is_local)
{
	return hp_json_put_string(node, "linkage", is_local ? "internal" : "external");
}

/* Without data, a cache has kept the object alone. */
static bool put_data(cJSON *node, const struct hp_fact *data)
{
	static const char *const kinds[] = {"variable", "constant", "function"};
	return hp_json_put_string(node, "kind", data ? kinds[data->data.kind] : "unknown") &&
	       put_number(node, "size", data ? data->data.size : 0);
}

/* The facts of both kinds are in one order; there may be no data. */
static bool put_refs(cJSON *root, const struct hp_facts *facts)
{
	const struct hp_fact *data = facts->kind[HP_FACT_DATA].first;
	cJSON *array = cJSON_AddArrayToObject(root, "refs");
	if (!array)
		return false;
	for (const struct hp_fact *fact = facts->kind[HP_FACT_LINKAGE].first; fact; fact = fact->next) {
		bool known = data && strcmp(data->data.ref, fact->linkage.ref) == 0;
		cJSON *node = hp_json_append_object(array);
		if (!node || !hp_json_put_string(node, "ref", fact->linkage.ref) ||
		    !hp_json_put_string(node, "global", fact->linkage.global) ||
		    !put_linkage(node, fact->linkage.is_local) || !put_data(node, known ? data : NULL))
			return false;
		data = known ? data->next : data;
	}
	return true;
}

/* The literals of one global follow each other. */
static bool put_contents(cJSON *root, const struct hp_facts *facts)
{
	const struct hp_fact *literal = facts->kind[HP_FACT_LITERAL].first;
	cJSON *array = cJSON_AddArrayToObject(root, "contents");
	if (!array)
		return false;
	for (const struct hp_fact *fact = facts->kind[HP_FACT_CONTENTS].first; fact; fact = fact->next) {
		cJSON *literals, *node = hp_json_append_object(array);
		if (!node || !hp_json_put_string(node, "global", fact->contents.global) ||
		    !put_linkage(node, fact->contents.is_local) || !put_number(node, "size", fact->contents.size) ||
		    !(literals = cJSON_AddArrayToObject(node, "literals")))
			return false;
		for (; literal && strcmp(literal->literal.global, fact->contents.global) == 0;
		     literal = literal->next) {
			node = hp_json_append_object(literals);
			if (!node || !put_number(node, "offset", literal->literal.offset) ||
			    !put_number(node, "size", literal->literal.size))
				return false;
		}
	}
	return true;
}

static bool put_all(cJSON *root, const struct hp_manifest *manifest)
{
	struct table table = {0};
	hp_arena_init(&table.arena);
	fill(&table, manifest->facts);
	bool done =
	    hp_json_put(root, "version", cJSON_CreateNumber(HP_MANIFEST_VERSION)) &&
	    hp_json_put_string(root, "hpcc", HPCC_VERSION) && hp_json_put_string(root, "object", manifest->object) &&
	    (!manifest->image || hp_json_put_string(root, "image", manifest->image)) &&
	    hp_json_put_string(root, "input", manifest->input) &&
	    hp_json_put_string(root, "triple", manifest->triple) && put_functions(root, &table, manifest->facts) &&
	    put_refs(root, manifest->facts) && put_contents(root, manifest->facts);
	HASH_CLEAR(hh, table.functions);
	hp_arena_fini(&table.arena);
	return done;
}

bool hp_manifest_write(const struct hp_manifest *manifest, int stream, struct hp_diag *diag)
{
	cJSON *root = cJSON_CreateObject();
	bool whole = root && put_all(root, manifest);
	/* One line: line ends in strings are escaped. */
	bool done = hp_json_write(root, whole, true, stream);
	if (!done)
		hp_error(diag, "cannot write the manifest line for '%s':", manifest->object);
	return done;
}
