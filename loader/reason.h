/*
 * Why something was refused, in words. No C library, no heap.
 */
#ifndef HPL_REASON_H
#define HPL_REASON_H

#include <stddef.h>
#include <stdint.h>

enum { HPL_REASON = 512 };

struct hpl_reason {
	char text[HPL_REASON]; /* ends with a zero byte; cut off where it is too long */
	size_t length;
};

void hpl_reason_start(struct hpl_reason *reason);
void hpl_reason_add(struct hpl_reason *reason, const char *text);
void hpl_reason_add_number(struct hpl_reason *reason, uint64_t number);
void hpl_reason_add_address(struct hpl_reason *reason, uint64_t address); /* "0x7ff0" */

#endif
