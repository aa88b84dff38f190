/*
 * hpcc.json: everything that is set has an origin, and a failure is said once.
 */
#include "config/settings.h"

#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz fuzz;
	struct hp_settings settings;
	const char *path;
	fuzz_begin(&fuzz);
	int fd = fuzz_file(&fuzz, data, size, &path);
	bool done = hp_settings_read(&settings, &fuzz.arena, &fuzz.diag, path);
	HOLDS(done ? fuzz.diag.errors == 0 : fuzz.diag.errors == 1);
	for (size_t i = 0; done && i < HP_SET_COUNT; i++)
		HOLDS(!settings.values[i].value || settings.values[i].origin);
	for (size_t i = 0; done && i < HP_WARN_COUNT; i++)
		HOLDS(!settings.warnings[i].value || hp_diag_option(&fuzz.diag, settings.warnings[i].value));
	for (size_t i = 0; done && i < settings.list_count; i++)
		HOLDS(settings.lists[i].value && settings.lists[i].origin);
	close(fd);
	fuzz_end(&fuzz);
	return 0;
}
