/*
 * Where a name has a number of the compiler's. The forms are those of clang's two manglers (MicrosoftMangle.cpp,
 * ItaniumMangle.cpp) and of LLVM, which puts a point and a number behind a name that it has already.
 */
#include "numbered.h"

#include <stddef.h>
#include <string.h>

static const char digits[] = "0123456789";

/* One name on the way through it. */
struct name {
	const char *start, *at;
	bool local; /* by the Itanium rules, of something within a function */
};

static struct name begin(const char *start)
{
	const char *bare =
	    *start == '_' && start[1] == '_' ? start + 1 : start; /* x86 puts an underscore before all */
	return (struct name){start, start, strncmp(bare, "_ZZ", 3) == 0 || strncmp(bare, "_ZGVZ", 5) == 0};
}

static bool is_behind(const struct name *name, const char *text)
{
	size_t size = strlen(text);
	return (size_t)(name->at - name->start) >= size && memcmp(name->at - size, text, size) == 0;
}

/* The length of a number of MSVC's names: a digit, or letters and an at sign. */
static size_t encoded(const char *at)
{
	size_t letters = strspn(at, "ABCDEFGHIJKLMNOP");
	if (letters)
		return at[letters] == '@' ? letters + 1 : 0;
	return strspn(at, digits) ? 1 : 0;
}

/* The number behind the last character of a name: of a copy, `.1`, or of a variable of its function, `_0`, `__10_`.
 */
static bool is_last(const struct name *name)
{
	const char *at = name->at;
	if (at == name->start || (*at != '.' && *at != '_'))
		return false;
	size_t count = strspn(at + 1, digits);
	if (*at == '.')
		return count && !at[1 + count];
	if (!name->local)
		return false;
	if (count)
		return count == 1 && !at[2];
	count = at[1] == '_' ? strspn(at + 2, digits) : 0;
	return count && strcmp(at + 2 + count, "_") == 0;
}

/* Goes over a number; false if there is none here. */
static bool skip(struct name *name)
{
	size_t size = strspn(name->at, digits);
	const char *end = name->at + size;
	if (is_last(name)) {
		name->at += strlen(name->at);
		return true;
	}
	if (size && name->local && strncmp(end, "$_", 2) == 0) { /* with its length before it */
		name->at = end + 2 + strspn(end + 2, digits);
		return true;
	}
	if ((is_behind(name, "<lambda_") && size && *end == '>') ||
	    ((is_behind(name, "?$TSS") || is_behind(name, "?$S")) && size && *end == '@') ||
	    (name->local && (is_behind(name, "E") || is_behind(name, "Ut")) && *end == '_')) {
		name->at = end;
		return true;
	}
	size = is_behind(name, "@?") ? encoded(name->at) : 0;
	if (!size || strncmp(name->at + size, "??", 2) != 0)
		return false;
	name->at += size;
	return true;
}

bool numbered_alike(const char *one, const char *other)
{
	struct name left = begin(one), right = begin(other);
	for (;;) {
		skip(&left);
		skip(&right);
		if (*left.at != *right.at || !*left.at)
			return *left.at == *right.at;
		left.at++;
		right.at++;
	}
}
