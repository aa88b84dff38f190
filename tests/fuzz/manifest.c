/*
 * Manifests: any bytes are merged, and a line that was written is found again. The input's lines are names.
 */
#include "config/manifest.h"

#include "base/facts.h"
#include "fuzz.h"

/* Whether cJSON keeps the name as it is: others become U+FFFD. */
static bool is_ascii(const char *name)
{
	for (; *name; name++)
		if ((unsigned char)*name >= 0x80)
			return false;
	return true;
}

/* Facts of the kinds that a manifest has, in turns, with any texts. */
static void add_fact(struct hp_facts *facts, size_t turn, const char *a, const char *b, const char *c)
{
	switch (turn % 4) {
	case 0:
		hp_facts_add(facts, HP_FACT_SELECTED, &(struct hp_fact){.selected = {a, b, c}});
		break;
	case 1:
		hp_facts_add(facts, HP_FACT_MARKED, &(struct hp_fact){.marked = {a, b}});
		break;
	case 2:
		hp_facts_add(facts, HP_FACT_USE, &(struct hp_fact){.use = {a, b, c}});
		break;
	default:
		hp_facts_add(facts, HP_FACT_REF, &(struct hp_fact){.ref = {a, b, c}});
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz fuzz;
	struct hp_strvec names;
	struct hp_facts facts;
	const char *path, *own_path;
	size_t length, merged_length;
	fuzz_begin(&fuzz);
	fuzz_lines(&fuzz, fuzz_text(&fuzz, data, size), &names);
	hp_facts_init(&facts, &fuzz.arena);
	for (size_t i = 0; i + 2 < names.count; i++)
		add_fact(&facts, i, names.items[i], names.items[i + 1], names.items[i + 2]);
	const char *name = names.count ? names.items[0] : "x";
	struct hp_manifest manifest = {name, name, NULL, "x86_64-pc-windows-msvc", &facts};
	int own = fuzz_file(&fuzz, "", 0, &own_path), from = fuzz_file(&fuzz, data, size, &path);
	int to = hp_os_open_memory("merged"), any = hp_os_open_memory("any");
	HOLDS(hp_manifest_write(&manifest, own, &fuzz.diag));
	const char *line = fuzz_content(&fuzz, own, &length);
	HOLDS(length && strchr(line, '\n') == line + length - 1);
	hp_strvec_init(&names, &fuzz.arena);
	hp_strvec_push(&names, name);
	HOLDS(hp_manifest_merge(own_path, &names, to, &fuzz.diag));
	const char *merged = fuzz_content(&fuzz, to, &merged_length);
	if (is_ascii(name))
		HOLDS(merged_length == length && memcmp(merged, line, length) == 0);
	hp_strvec_push(&names, "/b/x.obj");
	HOLDS(hp_manifest_merge(path, &names, any, &fuzz.diag));
	close(own);
	close(from);
	close(to);
	close(any);
	fuzz_end(&fuzz);
	return 0;
}
