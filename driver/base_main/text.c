/*
 * The texts of hpcc-base. Decides their form.
 */
#include "base_main/text.h"

#include "base/arena.h"
#include "base/os_stream.h"
#include "base/strvec.h"
#include "image/base.h"
#include "image/pe.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* The bytes of the UTF-8 character at `text`, 0 if it is none: symbols of other compilers have any bytes. */
static unsigned utf8(const unsigned char *text)
{
	unsigned more = *text < 0x80 ? 0 : *text >= 0xf0 ? 3 : *text >= 0xe0 ? 2 : 1;
	if (*text > 0xf4 || (*text >= 0x80 && *text < 0xc2))
		return 0;
	for (unsigned i = 1; i <= more; i++)
		if ((text[i] & 0xc0) != 0x80)
			return 0;
	return 1 + more;
}

const char *hp_json_string(struct hp_arena *arena, const char *text)
{
	struct hp_strvec out;
	hp_strvec_init(&out, arena);
	hp_strvec_push(&out, "\"");
	while (*text) {
		size_t plain = 0;
		for (unsigned length; (unsigned char)text[plain] >= 0x20 && !strchr("\"\\", text[plain]) &&
		                      (length = utf8((const unsigned char *)text + plain));)
			plain += length;
		hp_strvec_push(&out, hp_arena_strndup(arena, text, plain));
		text += plain;
		if (*text == '"' || *text == '\\')
			hp_strvec_pushf(&out, "\\%c", *text++);
		else if (*text)
			hp_strvec_pushf(&out, "\\u%04x", (unsigned char)*text++);
	}
	hp_strvec_push(&out, "\"");
	return hp_strvec_join(&out);
}

const char *hp_base_kind_name(const struct hp_base_symbol *symbol)
{
	static const char *const names[HP_BASE_KIND_COUNT] = {
	    [HP_BASE_FUNCTION] = "function",       [HP_BASE_VARIABLE] = "variable",
	    [HP_BASE_CONSTANT] = "constant",       [HP_BASE_THREAD_LOCAL] = "thread-local",
	    [HP_BASE_IMPORT_SLOT] = "import slot", [HP_BASE_IMPORT_THUNK] = "import thunk",
	};
	return (unsigned)symbol->kind < HP_BASE_KIND_COUNT ? names[symbol->kind] : "?";
}

const char *hp_base_module_name(struct hp_arena *arena, const struct hp_base_symbol *symbol)
{
	if (*symbol->archive)
		return hp_arena_printf(arena, "%s(%s)", symbol->archive, symbol->object);
	return *symbol->object ? symbol->object : symbol->source;
}

const char *hp_base_machine_name(unsigned machine)
{
	return machine == HP_PE_X86 ? "x86" : machine == HP_PE_X64 ? "x64" : machine == HP_PE_ARM64 ? "ARM64" : "?";
}

const char *hp_base_digits(struct hp_arena *arena, const unsigned char *bytes, unsigned size)
{
	char *text = hp_arena_alloc(arena, 2 * (size_t)size + 1);
	for (unsigned i = 0; i < size; i++)
		snprintf(text + 2 * (size_t)i, 3, "%02x", bytes[i]);
	return text;
}

const char *hp_base_symbol_json(struct hp_arena *arena, const struct hp_base_symbol *symbol)
{
	static const char *const words[] = {"false", "true"};
	bool code = symbol->kind == HP_BASE_FUNCTION || symbol->kind == HP_BASE_IMPORT_THUNK;
	const char *entry = "", *hash = "";
	if (code)
		entry = hp_arena_printf(
		    arena,
		    ", \"room\": %" PRIu32 ", \"first\": \"%s\", \"hotpatch\": %s, \"sharing\": %" PRIu32
		    ", \"branched\": %s, \"taken\": %s",
		    symbol->room, hp_base_digits(arena, symbol->first, symbol->first_size), words[symbol->hotpatch],
		    symbol->sharing, words[symbol->branched], words[symbol->taken]);
	if (symbol->has_hash)
		hash = hp_arena_printf(arena, ", \"hash\": \"%016" PRIx64 "\"", symbol->hash);
	return hp_arena_printf(arena,
	                       "{\"name\": %s, \"kind\": \"%s\", \"object\": %s, \"archive\": %s, \"source\": %s, "
	                       "\"external\": %s, \"ambiguous\": %s, \"display\": %s, \"address\": %" PRIu32
	                       ", \"size\": %" PRIu64 ", \"extent\": %" PRIu64 "%s%s}",
	                       hp_json_string(arena, symbol->name), hp_base_kind_name(symbol),
	                       hp_json_string(arena, symbol->object), hp_json_string(arena, symbol->archive),
	                       hp_json_string(arena, symbol->source), words[symbol->external],
	                       words[symbol->ambiguous], words[symbol->display], symbol->address, symbol->size,
	                       symbol->extent, entry, hash);
}

const char *hp_base_symbol_line(struct hp_arena *arena, const struct hp_base_symbol *symbol)
{
	struct hp_strvec out;
	hp_strvec_init(&out, arena);
	hp_strvec_pushf(&out, "%08" PRIx32 " %6" PRIu64 " %-12s %s %s", symbol->address,
	                symbol->size ? symbol->size : symbol->extent, hp_base_kind_name(symbol),
	                symbol->external ? "external" : "internal", symbol->name);
	const char *module = hp_base_module_name(arena, symbol);
	if (*module)
		hp_strvec_pushf(&out, " in %s", module);
	if (symbol->kind == HP_BASE_FUNCTION)
		hp_strvec_pushf(&out, ", room %" PRIu32 ", first %s", symbol->room,
		                hp_base_digits(arena, symbol->first, symbol->first_size));
	if (symbol->sharing)
		hp_strvec_pushf(&out, ", shares its address with %" PRIu32, symbol->sharing);
	if (symbol->ambiguous)
		hp_strvec_push(&out, ", ambiguous");
	hp_strvec_push(&out, "\n");
	return hp_strvec_join(&out);
}

bool hp_base_print(const char *text)
{
	return hp_os_write_text(HP_STREAM_OUT, text);
}
