/*
 * Compilation databases, the splitting of their commands, and what is understood of them.
 */
#include "config/compdb.h"
#include "fuzz.h"
#include "recorded/recorded.h"

static void check_entry(struct fuzz *fuzz, const struct hp_compdb_entry *entry)
{
	struct hp_recorded recorded;
	struct hp_strvec words;
	HOLDS(entry->directory && entry->file);
	HOLDS(entry->command || entry->arguments);
	HOLDS(!entry->arguments || !entry->arguments[entry->argument_count]);
	hp_strvec_init(&words, &fuzz->arena);
	HOLDS(hp_recorded_split(&words, entry, &recorded.line) <= words.count);
	hp_recorded_parse(&recorded, &fuzz->arena, entry);
	hp_recorded_output(&recorded);
	HOLDS(recorded.compiler);
	HOLDS(recorded.kind == HP_RECORDED_OTHER || *recorded.compiler);
	for (size_t i = 0; i < recorded.args.count; i++)
		hp_recorded_is_gcc_only(recorded.args.items[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz fuzz;
	struct hp_compdb db;
	const char *path;
	fuzz_begin(&fuzz);
	int fd = fuzz_file(&fuzz, data, size, &path);
	for (int lenient = 0; lenient < 2; lenient++) {
		hp_compdb_init(&db, &fuzz.arena);
		db.lenient = lenient;
		unsigned before = fuzz.diag.errors;
		bool done = hp_compdb_read(&db, &fuzz.diag, path);
		HOLDS(fuzz.diag.errors == before + !done);
		for (size_t i = 0; i < db.count; i++)
			check_entry(&fuzz, &db.entries[i]);
	}
	close(fd);
	/* The same bytes as one command. */
	struct hp_compdb_entry entry = {.directory = "/x", .file = "a.c", .command = fuzz_text(&fuzz, data, size)};
	check_entry(&fuzz, &entry);
	fuzz_end(&fuzz);
	return 0;
}
