/*
 * The functions of SQLite that the hosts use, looked up in a loaded sqlite3.dll.
 */
#ifndef API_H
#define API_H

#include <sqlite3.h>
#include <stdbool.h>
#include <windows.h>

struct api {
	int (*open)(const char *path, sqlite3 **database);
	int (*close)(sqlite3 *database);
	int (*exec)(sqlite3 *database, const char *sql, int (*row)(void *, int, char **, char **), void *self,
	            char **message);
	void (*free)(void *memory);
	int (*busy_timeout)(sqlite3 *database, int milliseconds);
	int (*status)(int counter, int *now, int *highest, int reset);
};

static inline bool api_find(struct api *api, HMODULE image)
{
	api->open = (int (*)(const char *, sqlite3 **))(void *)GetProcAddress(image, "sqlite3_open");
	api->close = (int (*)(sqlite3 *))(void *)GetProcAddress(image, "sqlite3_close");
	api->exec = (int (*)(sqlite3 *, const char *, int (*)(void *, int, char **, char **), void *, char **))(
	    void *)GetProcAddress(image, "sqlite3_exec");
	api->free = (void (*)(void *))(void *)GetProcAddress(image, "sqlite3_free");
	api->busy_timeout = (int (*)(sqlite3 *, int))(void *)GetProcAddress(image, "sqlite3_busy_timeout");
	api->status = (int (*)(int, int *, int *, int))(void *)GetProcAddress(image, "sqlite3_status");
	return api->open && api->close && api->exec && api->free && api->busy_timeout && api->status;
}

#endif
