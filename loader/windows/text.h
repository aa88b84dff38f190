/*
 * Words in, lines out: the command line of this process, and its standard streams in UTF-8.
 */
#ifndef HPL_WINDOWS_TEXT_H
#define HPL_WINDOWS_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <windows.h>

/* Splits the command line as C programs have it; the words lie in one block of the heap. NULL: out of memory. */
wchar_t **hpl_text_arguments(size_t *count);

bool hpl_text_same(const wchar_t *left, const wchar_t *right);
/* File names: ASCII letters in either case. */
bool hpl_text_same_name(const wchar_t *left, const wchar_t *right);
/* What follows `start` in the word; NULL if it does not start so. */
const wchar_t *hpl_text_behind(const wchar_t *word, const wchar_t *start);
/* A decimal number; false if it is none. */
bool hpl_text_number(const wchar_t *word, DWORD *number);

/* Writes each text up to NULL to STD_OUTPUT_HANDLE or STD_ERROR_HANDLE. */
void hpl_text_print(DWORD stream, ...);
/* Writes a text of UTF-8 as a string of JSON. */
void hpl_text_print_json(DWORD stream, const char *text);
/* What the command line has behind its first `count` words, as it stands there. */
const wchar_t *hpl_text_tail(size_t count);
/* In UTF-8, cut off where it is too long. */
void hpl_text_narrow(const wchar_t *text, char *narrow, size_t size);

#endif
