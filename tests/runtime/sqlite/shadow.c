/*
 * SQLite's shadow: runs a file of SQL statements, one a line, through sqlite3.dll, and prints what they give. With a
 * plan, the statements run through the code of one copy of the image on the data of another: every function of the
 * twin enters the image, whose refs are all bound to the twin. The bytes of the image's writable sections that differ
 * from those before are then printed, as ranges of relative addresses: there must be none of SQLite's.
 *
 * usage: sqlite-shadow.exe IMAGE STATEMENTS DATABASE [TWIN PLAN [REF]]; REF: is left as it was loaded
 */
#include "tests/runtime/sqlite/api.h"
#include "tests/runtime/twins.h"

#include <stdio.h>
#include <windows.h>

enum { LINE = 4096 };

static int row(void *self, int count, char **values, char **names)
{
	(void)self, (void)names;
	for (int i = 0; i < count; i++)
		printf("%s%s", i ? "|" : "  ", values[i] ? values[i] : "NULL");
	printf("\n");
	return 0;
}

static bool run(const struct api *api, const char *statements, const char *path)
{
	static char line[LINE];
	sqlite3 *database = NULL;
	FILE *file = fopen(statements, "r");
	unsigned number = 0;
	if (!file || api->open(path, &database) != SQLITE_OK)
		return false;
	while (fgets(line, sizeof line, file)) {
		char *message = NULL;
		int result = api->exec(database, line, row, NULL, &message);
		printf("%u: %d %s\n", ++number, result, message ? message : "");
		api->free(message);
	}
	fclose(file);
	return api->close(database) == SQLITE_OK;
}

int main(int argc, char **argv)
{
	static struct twins twins;
	struct api api;
	process_end_on_crash(3);
	if (argc != 4 && argc != 6 && argc != 7)
		return 2;
	struct twins_files files = {.image = argv[1]};
	if (argc > 4)
		files = (struct twins_files){argv[1], argv[4], argv[5], argv[6]};
	int status = twins_open(&twins, &files);
	if (status)
		return status;
	if (!api_find(&api, twins.image))
		return 2;
	bool done = run(&api, argv[2], argv[3]);
	if (twins.twin)
		twins_report(&twins);
	fflush(stdout);
	TerminateProcess(GetCurrentProcess(), done ? 0 : 1); /* the images' own endings are not the question */
	return 1;
}
