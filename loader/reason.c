/*
 * Texts in a buffer of fixed size.
 */
#include "loader/reason.h"

static void add(struct hpl_reason *reason, char letter)
{
	if (reason->length + 1 >= HPL_REASON)
		return;
	reason->text[reason->length++] = letter;
	reason->text[reason->length] = '\0';
}

static void add_digits(struct hpl_reason *reason, uint64_t number, unsigned base)
{
	char digits[20];
	unsigned count = 0;
	do
		digits[count++] = "0123456789abcdef"[number % base];
	while (number /= base);
	while (count)
		add(reason, digits[--count]);
}

void hpl_reason_start(struct hpl_reason *reason)
{
	reason->length = 0;
	reason->text[0] = '\0';
}

void hpl_reason_add(struct hpl_reason *reason, const char *text)
{
	while (*text)
		add(reason, *text++);
}

void hpl_reason_add_number(struct hpl_reason *reason, uint64_t number)
{
	add_digits(reason, number, 10);
}

void hpl_reason_add_address(struct hpl_reason *reason, uint64_t address)
{
	hpl_reason_add(reason, "0x");
	add_digits(reason, address, 16);
}
