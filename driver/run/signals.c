/*
 * Interruption. Decides what is undone when a signal ends the process; normal ends are the callers' business.
 */
#define _GNU_SOURCE
#include "run/signals.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CHILDREN = 8 };

static volatile pid_t children[CHILDREN];
static const char **paths; /* borrowed; changed only while the signals are blocked */
static size_t path_count, path_capacity;

static unsigned held;   /* how often */
static sigset_t before; /* the mask to go back to, while held */

static const int numbers[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGXCPU};

static void fill(sigset_t *set)
{
	sigemptyset(set);
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		sigaddset(set, numbers[i]);
}

void hp_signals_hold(void)
{
	sigset_t ours;
	if (held++)
		return;
	fill(&ours);
	sigprocmask(SIG_BLOCK, &ours, &before);
}

void hp_signals_release(void)
{
	if (--held == 0)
		sigprocmask(SIG_SETMASK, &before, NULL);
}

static void remove_path(const char *path)
{
	int failed = unlink(path) != 0 && rmdir(path) != 0 ? truncate(path, 0) : 0;
	(void)failed; /* nothing more can be done */
}

void hp_signals_clean_path(const char *path)
{
	int saved = errno;
	remove_path(path);
	hp_signals_remove_path(path);
	errno = saved;
}

void hp_signals_clean(void)
{
	for (; path_count; path_count--) /* a signal may come in between */
		remove_path(paths[path_count - 1]);
}

static void handle(int number)
{
	int saved = errno;
	for (int i = 0; i < CHILDREN; i++)
		if (children[i] > 0)
			kill(children[i], SIGTERM);
	for (int i = 0; i < CHILDREN; i++)
		if (children[i] > 0)
			waitpid(children[i], NULL, 0);
	hp_signals_clean();
	signal(number, SIG_DFL);
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, number);
	raise(number);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	errno = saved;
}

void hp_signals_init(void)
{
	struct sigaction action = {.sa_handler = handle, .sa_flags = SA_RESTART};
	fill(&action.sa_mask);
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		struct sigaction old;
		if (sigaction(numbers[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
			sigaction(numbers[i], &action, NULL);
	}
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
}

bool hp_signals_add_child(int child)
{
	for (int i = 0; i < CHILDREN; i++) {
		if (children[i] > 0)
			continue;
		children[i] = child;
		return true;
	}
	return false;
}

void hp_signals_remove_child(int child)
{
	for (int i = 0; i < CHILDREN; i++)
		if (children[i] == child)
			children[i] = 0;
}

void hp_signals_add_path(const char *path)
{
	hp_signals_hold();
	if (path_count == path_capacity) {
		size_t capacity = path_capacity ? path_capacity * 2 : 16;
		const char **bigger = realloc(paths, capacity * sizeof *paths);
		if (bigger) {
			paths = bigger;
			path_capacity = capacity;
		}
	}
	if (path_count < path_capacity)
		paths[path_count++] = path;
	hp_signals_release();
}

void hp_signals_remove_path(const char *path)
{
	hp_signals_hold();
	for (size_t i = path_count; i-- > 0;) {
		if (strcmp(paths[i], path) != 0)
			continue;
		memmove(&paths[i], &paths[i + 1], (path_count - i - 1) * sizeof *paths);
		path_count--;
		break;
	}
	hp_signals_release();
}
