/*
 * The command line and the standard streams. Source of the quoting: Microsoft, "Parsing C command-line arguments".
 */
#include "loader/windows/text.h"

#include <stdarg.h>

static size_t length_of(const wchar_t *text)
{
	size_t length = 0;
	while (text[length])
		length++;
	return length;
}

/* Takes one word; where the next one starts. `to` is NULL to measure. */
static const wchar_t *take_word(const wchar_t *from, wchar_t *to, size_t *size)
{
	bool quoted = false;
	size_t out = 0;
	while (*from && (quoted || (*from != ' ' && *from != '\t'))) {
		size_t slashes = 0;
		for (; *from == '\\'; from++)
			slashes++;
		size_t kept = *from == '"' ? slashes / 2 : slashes;
		for (; kept; kept--, out++)
			if (to)
				to[out] = '\\';
		bool plain = *from && (*from != '"' || slashes % 2);
		if (*from == '"' && slashes % 2 == 0) {
			quoted = !quoted;
			from++;
		} else if (plain && (quoted || (*from != ' ' && *from != '\t'))) {
			if (to)
				to[out] = *from;
			out++;
			from++;
		}
	}
	if (to)
		to[out] = 0;
	*size = out + 1;
	return from;
}

wchar_t **hpl_text_arguments(size_t *count)
{
	const wchar_t *line = GetCommandLineW();
	size_t words = length_of(line) / 2 + 2, size;
	wchar_t **found =
	    HeapAlloc(GetProcessHeap(), 0, words * sizeof *found + (length_of(line) + words) * sizeof **found);
	*count = 0;
	if (!found)
		return NULL;
	wchar_t *text = (wchar_t *)(found + words);
	while (*line) {
		if (*line == ' ' || *line == '\t') {
			line++;
			continue;
		}
		found[(*count)++] = text;
		line = take_word(line, text, &size);
		text += size;
	}
	found[*count] = NULL;
	return found;
}

const wchar_t *hpl_text_tail(size_t count)
{
	const wchar_t *line = GetCommandLineW();
	for (size_t size;; count--) {
		while (*line == ' ' || *line == '\t')
			line++;
		if (!*line || !count)
			return line;
		line = take_word(line, NULL, &size);
	}
}

bool hpl_text_same(const wchar_t *left, const wchar_t *right)
{
	while (*left && *left == *right)
		left++, right++;
	return *left == *right;
}

static wchar_t lower(wchar_t letter)
{
	return letter >= 'A' && letter <= 'Z' ? (wchar_t)(letter + 'a' - 'A') : letter;
}

bool hpl_text_same_name(const wchar_t *left, const wchar_t *right)
{
	while (*left && lower(*left) == lower(*right))
		left++, right++;
	return lower(*left) == lower(*right);
}

const wchar_t *hpl_text_behind(const wchar_t *word, const wchar_t *start)
{
	while (*start && *word == *start)
		word++, start++;
	return *start ? NULL : word;
}

bool hpl_text_number(const wchar_t *word, DWORD *number)
{
	ULONGLONG value = 0;
	const wchar_t *at = word;
	for (; *at >= '0' && *at <= '9' && value <= MAXDWORD; at++)
		value = value * 10 + (ULONGLONG)(*at - '0');
	*number = (DWORD)value;
	return at != word && !*at && value <= MAXDWORD;
}

void hpl_text_print(DWORD stream, ...)
{
	HANDLE handle = GetStdHandle(stream);
	va_list texts;
	va_start(texts, stream);
	for (const char *text = va_arg(texts, const char *); text; text = va_arg(texts, const char *)) {
		DWORD length = 0, written;
		while (text[length])
			length++;
		WriteFile(handle, text, length, &written, NULL);
	}
	va_end(texts);
}

void hpl_text_print_json(DWORD stream, const char *text)
{
	static const char digits[] = "0123456789abcdef";
	hpl_text_print(stream, "\"", NULL);
	for (; *text; text++) {
		unsigned char letter = (unsigned char)*text;
		char plain[] = {*text, 0},
		     code[] = {'\\', 'u', '0', '0', digits[letter >> 4], digits[letter & 15], 0};
		bool is_plain = letter >= ' ' && letter != '"' && letter != '\\';
		hpl_text_print(stream, is_plain ? plain : code, NULL);
	}
	hpl_text_print(stream, "\"", NULL);
}

void hpl_text_narrow(const wchar_t *text, char *narrow, size_t size)
{
	int length = WideCharToMultiByte(CP_UTF8, 0, text, -1, narrow, (int)size, NULL, NULL);
	if (!length)
		narrow[size - 1] = '\0';
}
