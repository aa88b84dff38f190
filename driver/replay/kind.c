/*
 * What a file of the base build is, by its first bytes. Decides only between what holds one unit's functions and what
 * does not; reading them is others' business.
 */
#include "base/os_stream.h"
#include "replay/replay.h"

#include <string.h>

enum { HEAD = 32 /* bytes looked at */ };

static bool is_elf_image(const unsigned char *head)
{
	unsigned type = head[16] | (unsigned)head[17] << 8;
	return memcmp(head, "\177ELF", 4) == 0 && (type == 2 || type == 3);
}

/* An anonymous object whose class says: MSVC's intermediate code. */
static bool is_msvc_code(const unsigned char *head)
{
	static const unsigned char class[] = {0x38, 0xfe, 0xb3, 0x0c, 0xa5, 0xd9, 0xab, 0x4d,
	                                      0xac, 0x9b, 0xd6, 0xb6, 0x22, 0x26, 0x53, 0xc2};
	return memcmp(head, "\0\0\377\377", 4) == 0 && memcmp(head + 12, class, sizeof class) == 0;
}

enum hp_file_kind hp_replay_kind(const char *path)
{
	unsigned char head[HEAD] = {0};
	size_t got = 0;
	int stream = hp_os_open(path, HP_OPEN_READ);
	bool done = stream >= 0 && hp_os_read_some(stream, head, sizeof head, &got);
	hp_os_close(&stream);
	if (!done || got < HEAD)
		return HP_FILE_OTHER;
	if (memcmp(head, "MZ", 2) == 0 || is_elf_image(head))
		return HP_FILE_IMAGE;
	return is_msvc_code(head) ? HP_FILE_MSVC_CODE : HP_FILE_OTHER;
}
