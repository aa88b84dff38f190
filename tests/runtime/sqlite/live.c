/*
 * A program that goes on while it is patched: opens a database with sqlite3.dll, fills it, is patched and goes on
 * with the same connection, is unpatched and goes on; then a thread writes while the patch comes and goes.
 *
 * usage: sqlite-live.exe BASE PATCH PLAN DATABASE CYCLES
 */
#include "tests/runtime/patch.h"
#include "tests/runtime/process.h"
#include "tests/runtime/sqlite/api.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

enum { ROWS = 1000, TEXT = 256, PAUSE = 5 /* ms */ };

struct live {
	struct api api;
	sqlite3 *database;
	struct patch patch;
	const char *path;
	volatile LONG stop;
	unsigned written, failed;
};

static int keep(void *self, int count, char **values, char **names)
{
	(void)names;
	snprintf(self, TEXT, "%s", count && values[0] ? values[0] : "NULL");
	return 0;
}

/* The first value that a statement gives. False and a message if it fails. */
static bool ask(struct live *live, const char *sql, char answer[TEXT])
{
	char *message = NULL;
	*answer = '\0';
	if (live->api.exec(live->database, sql, keep, answer, &message) == SQLITE_OK)
		return true;
	printf("%s: %s\n", sql, message);
	live->api.free(message);
	return false;
}

/* Asks, shows, and compares. */
static bool expect(struct live *live, const char *sql, const char *expected)
{
	char answer[TEXT];
	bool same = ask(live, sql, answer) && strcmp(answer, expected) == 0;
	printf("    %s\n        %s%s%s\n", sql, answer, same ? "" : "   <- not ", same ? "" : expected);
	return same;
}

/* What the base's own code says that the patch has counted. */
static bool expect_count(struct live *live, int expected)
{
	int now = -1, highest = -1;
	bool same = live->api.status(SQLITE_STATUS_SCRATCH_USED, &now, &highest, 0) == SQLITE_OK && now == expected &&
	            highest == expected;
	printf("    sqlite3_status(SQLITE_STATUS_SCRATCH_USED)\n        %d", now);
	printf(same ? "\n" : "   <- not %d\n", expected);
	return same;
}

static bool fill(struct live *live)
{
	char sql[TEXT], answer[TEXT];
	bool done = ask(live, "BEGIN", answer);
	for (int i = 0; done && i < ROWS; i++) {
		snprintf(sql, sizeof sql, "INSERT INTO log(day) VALUES(date('2026-01-01', '+%d days'))", i);
		done = ask(live, sql, answer);
	}
	return ask(live, "COMMIT", answer) && done;
}

static bool apply(struct live *live)
{
	bool done = patch_apply(&live->patch);
	printf("%s\n", done ? "  patched" : live->patch.reason);
	return done;
}

static bool take_back(struct live *live)
{
	bool done = patch_undo(&live->patch);
	printf("%s\n", done ? "  unpatched" : live->patch.reason);
	return done;
}

/* Before, patched, and after, all on one connection. */
static bool show(struct live *live)
{
	static const char today[] = "SELECT date('2026-11-23', '+1 day')";
	static const char rows[] = "SELECT count(*) FROM log WHERE day LIKE '____-__-__'";
	static const char new_rows[] = "SELECT count(*) FROM log WHERE day LIKE '____/__/__'";
	static const char last[] = "SELECT day FROM log ORDER BY id DESC LIMIT 1";
	char answer[TEXT];
	return ask(live, "CREATE TABLE log(id INTEGER PRIMARY KEY, day TEXT)", answer) && fill(live) &&
	       expect(live, today, "2026-11-24") && expect(live, "SELECT date('2026/11/23')", "NULL") &&
	       expect(live, rows, "1000") && expect_count(live, 0) && apply(live) &&
	       expect(live, today, "2026/11/24") &&
	       expect(live, "SELECT date('2026/11/23 12:00', '+1 month', 'weekday 1', 'localtime')", "2026/12/28") &&
	       expect(live, rows, "1000") && fill(live) && expect(live, new_rows, "1000") &&
	       expect(live, last, "2028/09/26") && expect_count(live, ROWS + 2) && take_back(live) &&
	       expect(live, today, "2026-11-24") && fill(live) && expect(live, rows, "2000") &&
	       expect(live, new_rows, "1000") && expect_count(live, ROWS + 2) &&
	       expect(live, "PRAGMA integrity_check", "ok");
}

static DWORD WINAPI write_rows(void *self)
{
	struct live *live = self;
	sqlite3 *database = NULL;
	if (live->api.open(live->path, &database) != SQLITE_OK)
		return 1;
	live->api.busy_timeout(database, 10000);
	while (!live->stop) {
		char sql[TEXT];
		snprintf(sql, sizeof sql, "INSERT INTO cycle(n, day) VALUES(%u, date('2000-01-01', '+%u days'))",
		         live->written, live->written);
		if (live->api.exec(database, sql, NULL, NULL, NULL) == SQLITE_OK)
			live->written++;
		else
			live->failed++;
	}
	return live->api.close(database) == SQLITE_OK ? 0 : 1;
}

static bool cycle(struct live *live, unsigned times)
{
	char answer[TEXT], expected[TEXT];
	DWORD status = 1;
	int before = 0, highest = 0;
	live->api.status(SQLITE_STATUS_SCRATCH_USED, &before, &highest, 0);
	if (!ask(live, "PRAGMA synchronous = OFF", answer) ||
	    !ask(live, "CREATE TABLE cycle(n INTEGER PRIMARY KEY, day TEXT)", answer))
		return false;
	HANDLE writer = CreateThread(NULL, 0, write_rows, live, 0, NULL);
	bool done = writer != NULL;
	for (unsigned i = 0; done && i < times; i++) {
		done = patch_apply(&live->patch);
		Sleep(PAUSE);
		done = done && patch_undo(&live->patch);
		Sleep(PAUSE);
	}
	InterlockedExchange(&live->stop, 1);
	done = WaitForSingleObject(writer, 60000) == WAIT_OBJECT_0 && GetExitCodeThread(writer, &status) &&
	       status == 0 && done;
	if (!done)
		printf("%s\n", live->patch.reason);
	printf("  patched and unpatched %u times while a thread wrote %u rows, %u failed\n", times, live->written,
	       live->failed);
	if (!ask(live, "SELECT count(*) FROM cycle WHERE day LIKE '%/%'", answer) ||
	    !expect_count(live, before + atoi(answer)))
		return false;
	snprintf(expected, sizeof expected, "%u", live->written);
	return done && live->failed == 0 && expect(live, "SELECT count(*) FROM cycle", expected) &&
	       expect(
	           live,
	           "SELECT count(*) FROM cycle WHERE replace(day, '/', '-') = date('2000-01-01', '+' || n || ' days')"
	           " AND (day LIKE '____-__-__' OR day LIKE '____/__/__')",
	           expected) &&
	       expect(live, "SELECT max(day LIKE '%-%') + max(day LIKE '%/%') FROM cycle", "2") &&
	       expect(live, "PRAGMA integrity_check", "ok");
}

int main(int argc, char **argv)
{
	static struct live live;
	struct process process = {0};
	struct memory memory = process_memory(&process);
	struct plan plan;
	if (argc != 6 || !plan_read(&plan, argv[3]))
		return 2;
	process_end_on_crash(3);
	HMODULE base = LoadLibraryA(argv[1]), patch = LoadLibraryA(argv[2]);
	live.path = argv[4];
	if (!base || !patch || !api_find(&live.api, base) || live.api.open(live.path, &live.database) != SQLITE_OK)
		return 2;
	live.api.busy_timeout(live.database, 10000);
	if (!patch_open(&live.patch, &plan, &memory, (uintptr_t)base, (uintptr_t)patch)) {
		printf("refused: %s\n", live.patch.reason);
		return 4;
	}
	bool done = show(&live) && cycle(&live, (unsigned)strtoul(argv[5], NULL, 10));
	done = live.api.close(live.database) == SQLITE_OK && done;
	printf("%s\n", done ? "all right" : "FAILED");
	fflush(stdout);
	TerminateProcess(GetCurrentProcess(), done ? 0 : 1);
	return 1;
}
