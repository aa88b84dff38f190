/*
 * Messages. Decides their form and whether a warning is written, dropped or counted as an error; does not decide
 * what the program does then.
 */
#include "diag.h"

#include "arena.h"
#include "os_stream.h"
#include "text.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { MESSAGE_MAX = 4096 };

static const char *const group_names[HP_WARN_COUNT] = {
#define WARN(id, name, text) name,
#include "warnings.def"
#undef WARN
};

static const char *const group_texts[HP_WARN_COUNT] = {
#define WARN(id, name, text) text,
#include "warnings.def"
#undef WARN
};

void hp_diag_init(struct hp_diag *diag, const char *program, struct hp_arena *arena)
{
	*diag = (struct hp_diag){.program = program, .arena = arena};
	diag->last = &diag->first;
}

const char *hp_warn_name(enum hp_warn group)
{
	return group_names[group];
}

const char *hp_warn_text(enum hp_warn group)
{
	return group_texts[group];
}

bool hp_diag_option(struct hp_diag *diag, const char *option)
{
	static const struct {
		const char *prefix;
		bool off, error, no_error;
	} forms[] = {
	    {"-Wno-error=hotpatch", false, false, true},
	    {"-Werror=hotpatch", false, true, false},
	    {"-Wno-hotpatch", true, false, false},
	    {"-Whotpatch", false, false, false},
	};
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		if (!hp_starts_with(option, forms[i].prefix))
			continue;
		const char *rest = option + strlen(forms[i].prefix);
		bool known = *rest == '\0';
		for (int group = 0; group < HP_WARN_COUNT; group++) {
			if (*rest && (*rest != '-' || strcmp(rest + 1, group_names[group]) != 0))
				continue;
			known = true;
			if (forms[i].no_error) {
				diag->no_error[group] = true;
				diag->error[group] = false;
				continue;
			}
			diag->off[group] = forms[i].off;
			if (forms[i].error) {
				diag->error[group] = true;
				diag->no_error[group] = false;
			}
		}
		return known;
	}
	return false;
}

bool hp_diag_take(struct hp_diag *diag, const char *option)
{
	bool error = strcmp(option, "-Werror") == 0;
	if (strcmp(option, "-w") == 0)
		diag->quiet = true;
	else if (error || strcmp(option, "-Wno-error") == 0)
		diag->warnings_as_errors = error;
	else
		return hp_diag_option(diag, option);
	return true;
}

/* How a message looks apart from its text. */
struct look {
	const char *where; /* NULL: the program */
	const char *kind, *colour, *suffix;
};

static const struct look error_look = {NULL, "error", "\033[31m", ""};
static const struct look note_look = {NULL, "note", "\033[36m", ""};

/* The length of `text` without a colon and digits at its end; the same if there are none. */
static size_t without_number(const char *text, size_t length)
{
	size_t at = length;
	while (at && text[at - 1] >= '0' && text[at - 1] <= '9')
		at--;
	return at > 1 && at < length && text[at - 1] == ':' ? at - 1 : length;
}

/* "file:1:2" and "file:1" to "file(1,2)" and "file(1)". */
static void to_msvc(char *where, size_t room)
{
	size_t length = strlen(where), last = without_number(where, length), first = without_number(where, last);
	if (last == length || length + 2 > room)
		return;
	where[first] = '(';
	if (first != last)
		where[last] = ',';
	where[length] = ')';
	where[length + 1] = '\0';
}

/* Formats "program: kind: text [suffix]\n" and writes it at once. */
__attribute__((format(printf, 4, 0))) static void emit(struct hp_diag *diag, const struct look *look,
                                                       int error_number, const char *format, va_list args)
{
	char text[MESSAGE_MAX];
	char where[MESSAGE_MAX];
	char line[2 * MESSAGE_MAX + 512];
	vsnprintf(text, sizeof text, format, args);
	hp_text_scrub(text);
	snprintf(where, sizeof where, "%s", look->where ? look->where : diag->program);
	hp_text_scrub(where);
	if (diag->msvc && look->where)
		to_msvc(where, sizeof where);
	size_t length = strlen(text);
	bool with_errno = length && text[length - 1] == ':';
	int size = snprintf(line, sizeof line - 1, "%s%s: %s%s: %s%s%s%s%s%s%s", diag->colour ? "\033[1m" : "", where,
	                    diag->colour ? look->colour : "", look->kind, diag->colour ? "\033[0m\033[1m" : "", text,
	                    with_errno ? " " : "", with_errno ? strerror(error_number) : "", *look->suffix ? " " : "",
	                    look->suffix, diag->colour ? "\033[0m" : "");
	if (size < 0)
		return;
	if ((size_t)size > sizeof line - 2)
		size = (int)sizeof line - 2;
	line[size++] = '\n';
	hp_os_write_all(HP_STREAM_ERR, line, (size_t)size);
}

void hp_error(struct hp_diag *diag, const char *format, ...)
{
	int error_number = errno;
	va_list args;
	va_start(args, format);
	emit(diag, &error_look, error_number, format, args);
	va_end(args);
	diag->errors++;
}

void hp_error_at(struct hp_diag *diag, const char *where, const char *format, ...)
{
	int error_number = errno;
	struct look look = error_look;
	va_list args;
	look.where = where;
	va_start(args, format);
	emit(diag, &look, error_number, format, args);
	va_end(args);
	diag->errors++;
}

static void keep(struct hp_diag *diag, enum hp_warn group, bool is_error, const char *format, va_list args)
{
	if (!diag->arena)
		return;
	struct hp_kept_warning *entry = hp_arena_alloc(diag->arena, sizeof *entry);
	entry->group = group;
	entry->is_error = is_error;
	entry->text = hp_arena_vprintf(diag->arena, format, args);
	*diag->last = entry;
	diag->last = &entry->next;
}

__attribute__((format(printf, 4, 0))) static void warn(struct hp_diag *diag, const char *where, enum hp_warn group,
                                                       const char *format, va_list args)
{
	int error_number = errno;
	if (diag->off[group])
		return;
	bool is_error = diag->error[group] || (diag->warnings_as_errors && !diag->no_error[group]);
	if (diag->quiet && !is_error)
		return;
	char suffix[64];
	snprintf(suffix, sizeof suffix, is_error ? "[-Werror,-Whotpatch-%s]" : "[-Whotpatch-%s]", group_names[group]);
	struct look look = {where, is_error ? "error" : "warning", is_error ? "\033[31m" : "\033[35m", suffix};
	va_list again;
	va_copy(again, args);
	emit(diag, &look, error_number, format, args);
	keep(diag, group, is_error, format, again);
	va_end(again);
	if (is_error)
		diag->errors++;
	else
		diag->warnings++;
}

void hp_warning(struct hp_diag *diag, enum hp_warn group, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	warn(diag, NULL, group, format, args);
	va_end(args);
}

void hp_warning_at(struct hp_diag *diag, const char *where, enum hp_warn group, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	warn(diag, where, group, format, args);
	va_end(args);
}

void hp_note(struct hp_diag *diag, const char *format, ...)
{
	int error_number = errno;
	va_list args;
	va_start(args, format);
	emit(diag, &note_look, error_number, format, args);
	va_end(args);
}

void hp_verbose(struct hp_diag *diag, const char *format, ...)
{
	int error_number = errno;
	if (!diag->verbose)
		return;
	va_list args;
	va_start(args, format);
	emit(diag, &note_look, error_number, format, args);
	va_end(args);
}

void hp_diag_write(const char *message)
{
	hp_os_write_text(HP_STREAM_ERR, message);
}

void hp_internal(struct hp_diag *diag, const char *format, ...)
{
	int error_number = errno;
	va_list args;
	va_start(args, format);
	struct look look = error_look;
	look.kind = "internal error";
	emit(diag, &look, error_number, format, args);
	va_end(args);
	diag->errors++;
	diag->internal_errors++;
}
