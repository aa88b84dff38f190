/*
 * The shadow of a C++ program: runs the program in a DLL, whose main function has become an export. With a plan, its
 * code runs on the data of a twin; the bytes that changed in its own are then printed (see twins.h).
 *
 * usage: cxx-shadow.exe IMAGE ENTRY [TWIN PLAN [REF]]; REF: is left as it was loaded
 */
#include "tests/runtime/twins.h"

#include <stdio.h>
#include <windows.h>

int main(int argc, char **argv)
{
	static struct twins twins;
	char name[] = "program", *arguments[] = {name, NULL};
	process_end_on_crash(3);
	if (argc != 3 && argc != 5 && argc != 6)
		return 2;
	struct twins_files files = {.image = argv[1]};
	if (argc > 3)
		files = (struct twins_files){argv[1], argv[3], argv[4], argv[5]};
	int status = twins_open(&twins, &files);
	if (status)
		return status;
	int (*entry)(int, char **) = (int (*)(int, char **))(void *)GetProcAddress(twins.image, argv[2]);
	if (!entry)
		return 2;
	int result = entry(1, arguments);
	fflush(stdout); /* msvcrt's, which the image prints to, too */
	if (twins.twin)
		twins_report(&twins);
	fflush(stdout);
	TerminateProcess(GetCurrentProcess(), result ? 1 : 0); /* the images' own endings are not the question */
	return 1;
}
