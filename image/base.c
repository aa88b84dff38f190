/*
 * The reader of base descriptions. Every look-up goes over an index; nothing is read ahead.
 */
#include "image/base.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/os_file.h"
#include "base/os_stream.h"
#include "base/strvec.h"
#include "image/base_modules.h"
#include "image/display.h"
#include "image/pe.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#define COLUMNS                                                                                                      \
	"SELECT s.id, s.name, s.kind, s.external, s.ambiguous, s.display, s.address, s.size, s.extent, s.room,"      \
	" s.first, s.sharing, s.hash, s.module, m.object, m.archive, m.source, m.hotpatch, s.branched, s.taken"      \
	" FROM symbol s LEFT JOIN module m ON m.id = s.module "

enum query {
	BY_NAME,
	BY_ADDRESS,
	ALL,
	MODULES_BY_OBJECT,
	MODULES_BY_SOURCE,
	MODULE,
	ANY_DESCRIBED,
	ANY_MODULE,
	CONTENTS,
	RELOCATIONS,
	QUERY_COUNT
};

static const char *const queries[QUERY_COUNT] = {
    [BY_NAME] = COLUMNS "WHERE s.name = ?1 ORDER BY s.id",
    [BY_ADDRESS] = COLUMNS "WHERE s.address = ?1 AND s.kind <> 3 ORDER BY s.id",
    [ALL] = COLUMNS "ORDER BY s.kind = 3, s.address, s.id",
    [MODULES_BY_OBJECT] = "SELECT id, object, archive FROM module WHERE object_name = ?1 ORDER BY id",
    [MODULES_BY_SOURCE] = "SELECT id, source, '' FROM module WHERE source_name = ?1 ORDER BY id",
    [MODULE] = "SELECT described FROM module WHERE id = ?1",
    [ANY_DESCRIBED] = "SELECT 1 FROM module WHERE described LIMIT 1",
    [ANY_MODULE] = "SELECT 1 FROM module LIMIT 1",
    [CONTENTS] = "SELECT bytes FROM contents WHERE symbol = ?1",
    [RELOCATIONS] = "SELECT offset, target, addend FROM relocation WHERE symbol = ?1 ORDER BY offset",
};

struct hp_base {
	struct hp_arena *arena;
	struct hp_diag *diag;
	const char *path;
	sqlite3 *db;
	sqlite3_stmt *statements[QUERY_COUNT];
	struct hp_base_identity identity;
};

static bool damaged(struct hp_base *base)
{
	hp_error(base->diag, "base description '%s' is damaged (%s): write it again with hpcc-base", base->path,
	         sqlite3_errmsg(base->db));
	return false;
}

/* The prepared statement, ready to be bound; NULL after a report. */
static sqlite3_stmt *query(struct hp_base *base, enum query which)
{
	sqlite3_stmt **statement = &base->statements[which];
	if (!*statement && sqlite3_prepare_v3(base->db, queries[which], -1, SQLITE_PREPARE_PERSISTENT, statement,
	                                      NULL) != SQLITE_OK) {
		damaged(base);
		return NULL;
	}
	sqlite3_reset(*statement);
	sqlite3_clear_bindings(*statement);
	return *statement;
}

/* Whether there is a row; *failed after a report. */
static bool next_row(struct hp_base *base, sqlite3_stmt *statement, bool *failed)
{
	int status = sqlite3_step(statement);
	if (status != SQLITE_ROW && status != SQLITE_DONE)
		*failed = !damaged(base);
	return status == SQLITE_ROW;
}

static const char *text_at(sqlite3_stmt *statement, int column)
{
	const char *text = (const char *)sqlite3_column_text(statement, column);
	return text ? text : "";
}

static void take_row(sqlite3_stmt *row, struct hp_base_symbol *symbol, int64_t *module)
{
	*symbol = (struct hp_base_symbol){
	    .id = sqlite3_column_int64(row, 0),
	    .name = text_at(row, 1),
	    .kind = (enum hp_base_kind)sqlite3_column_int(row, 2),
	    .external = sqlite3_column_int(row, 3) != 0,
	    .ambiguous = sqlite3_column_int(row, 4) != 0,
	    .display = sqlite3_column_int(row, 5) != 0,
	    .address = (uint32_t)sqlite3_column_int64(row, 6),
	    .size = (uint64_t)sqlite3_column_int64(row, 7),
	    .extent = (uint64_t)sqlite3_column_int64(row, 8),
	    .room = (uint32_t)sqlite3_column_int64(row, 9),
	    .sharing = (uint32_t)sqlite3_column_int64(row, 11),
	    .has_hash = sqlite3_column_type(row, 12) != SQLITE_NULL,
	    .hash = (uint64_t)sqlite3_column_int64(row, 12),
	    .object = text_at(row, 14),
	    .archive = text_at(row, 15),
	    .source = text_at(row, 16),
	    .hotpatch = sqlite3_column_int(row, 17) == 1,
	    .branched = sqlite3_column_int(row, 18) != 0,
	    .taken = sqlite3_column_int(row, 19) != 0,
	};
	const void *first = sqlite3_column_blob(row, 10);
	int size = sqlite3_column_bytes(row, 10);
	if (first && size > 0 && (size_t)size <= sizeof symbol->first) {
		memcpy(symbol->first, first, (size_t)size);
		symbol->first_size = (unsigned)size;
	}
	*module = sqlite3_column_int64(row, 13);
}

static void keep_strings(struct hp_base *base, struct hp_base_symbol *symbol)
{
	symbol->name = hp_arena_strdup(base->arena, symbol->name);
	symbol->object = hp_arena_strdup(base->arena, symbol->object);
	symbol->archive = hp_arena_strdup(base->arena, symbol->archive);
	symbol->source = hp_arena_strdup(base->arena, symbol->source);
}

/* "file:…?immutable=1": nothing is written beside the file, in a read-only folder neither. */
static const char *address_of(struct hp_arena *arena, const char *path)
{
	struct hp_strvec out;
	hp_strvec_init(&out, arena);
	hp_strvec_push(&out, *path == '/' ? "file:" : "file:./");
	for (const char *at = path; *at; at++)
		hp_strvec_pushf(&out, strchr("%?#", *at) ? "%%%02X" : "%c", (unsigned char)*at);
	hp_strvec_push(&out, "?mode=ro&immutable=1");
	return hp_strvec_join(&out);
}

/* The head of the file: SQLite's magic, and whether it is as long as it says. Source: sqlite.org/fileformat2.html. */
static bool check_head(struct hp_diag *diag, const char *path)
{
	unsigned char head[100];
	struct hp_os_info info;
	size_t size;
	int stream = hp_os_open(path, HP_OPEN_READ);
	if (stream < 0) {
		hp_error(diag, "cannot open base description '%s':", path);
		return false;
	}
	bool known = hp_os_stream_info(stream, &info) && info.kind == HP_OS_FILE &&
	             hp_os_read_some(stream, head, sizeof head, &size);
	hp_os_close(&stream);
	if (!known || size < sizeof head || memcmp(head, "SQLite format 3", 16) != 0) {
		hp_error(diag, "'%s' is no base description: make one with hpcc-base IMAGE -o FILE", path);
		return false;
	}
	uint64_t page = (uint64_t)head[16] << 8 | head[17], count = 0;
	for (unsigned i = 28; i < 32; i++)
		count = count << 8 | head[i];
	if ((page == 1 ? 65536 : page) * count <= (uint64_t)info.size)
		return true;
	hp_error(diag, "base description '%s' is truncated: copy it again, or write it with hpcc-base", path);
	return false;
}

static bool read_number(struct hp_base *base, const char *text, int64_t *number)
{
	sqlite3_stmt *statement;
	bool done = sqlite3_prepare_v2(base->db, text, -1, &statement, NULL) == SQLITE_OK &&
	            sqlite3_step(statement) == SQLITE_ROW;
	if (done)
		*number = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	return done || damaged(base);
}

static bool check_version(struct hp_base *base)
{
	int64_t application = 0, version = 0;
	if (!read_number(base, "PRAGMA application_id", &application) ||
	    !read_number(base, "PRAGMA user_version", &version))
		return false;
	if (application != HP_BASE_APPLICATION) {
		hp_error(base->diag,
		         "'%s' is a SQLite file, but no base description: make one with hpcc-base IMAGE -o FILE",
		         base->path);
		return false;
	}
	if (version == HP_BASE_VERSION)
		return true;
	hp_error(base->diag, "base description '%s' has version %lld, this hpcc reads version %d: %s", base->path,
	         (long long)version, HP_BASE_VERSION,
	         version > HP_BASE_VERSION ? "use a newer hpcc" : "write it again with hpcc-base");
	return false;
}

static void take_guid(struct hp_base_identity *identity, sqlite3_stmt *row)
{
	const void *bytes = sqlite3_column_blob(row, 1);
	identity->has_pdb = bytes && sqlite3_column_bytes(row, 1) == (int)sizeof identity->guid;
	if (identity->has_pdb)
		memcpy(identity->guid, bytes, sizeof identity->guid);
}

static void take_identity(struct hp_base *base, sqlite3_stmt *row)
{
	struct hp_base_identity *to = &base->identity;
	const char *key = text_at(row, 0);
	uint64_t number = (uint64_t)sqlite3_column_int64(row, 1);
	const struct {
		const char *key;
		uint32_t *to;
	} numbers[] = {
	    {"age", &to->age},
	    {"timestamp", &to->timestamp},
	    {"checksum", &to->checksum},
	    {"image_size", &to->image_size},
	    {"tls_index", &to->tls_index},
	    {"machine", &to->machine},
	};
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		if (strcmp(key, numbers[i].key) == 0)
			*numbers[i].to = (uint32_t)number;
	if (strcmp(key, "image") == 0)
		to->image = hp_arena_strdup(base->arena, text_at(row, 1));
	else if (strcmp(key, "guid") == 0)
		take_guid(to, row);
	else if (strcmp(key, "preferred_base") == 0)
		to->preferred_base = number;
	else if (strcmp(key, "dll") == 0)
		to->dll = number;
	else if (strcmp(key, "gnu") == 0)
		to->gnu = number;
	else if (strcmp(key, "tls_index") == 0)
		to->has_tls = true;
	else if (strcmp(key, "source") == 0)
		to->source = (enum hp_base_source)number;
}

static bool read_identity(struct hp_base *base)
{
	sqlite3_stmt *row;
	bool failed = false;
	base->identity.image = "";
	if (sqlite3_prepare_v2(base->db, "SELECT key, value FROM identity", -1, &row, NULL) != SQLITE_OK)
		return damaged(base);
	while (next_row(base, row, &failed))
		take_identity(base, row);
	sqlite3_finalize(row);
	return !failed;
}

struct hp_base *hp_base_open(struct hp_arena *arena, struct hp_diag *diag, const char *path)
{
	if (!check_head(diag, path))
		return NULL;
	struct hp_base *base = hp_arena_alloc(arena, sizeof *base);
	*base = (struct hp_base){.arena = arena, .diag = diag, .path = hp_arena_strdup(arena, path)};
	int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;
	bool opened = sqlite3_open_v2(address_of(arena, path), &base->db, flags, NULL) == SQLITE_OK || damaged(base);
	if (opened && check_version(base) && read_identity(base))
		return base;
	hp_base_close(base);
	return NULL;
}

void hp_base_close(struct hp_base *base)
{
	if (!base)
		return;
	for (unsigned i = 0; i < QUERY_COUNT; i++)
		sqlite3_finalize(base->statements[i]);
	sqlite3_close(base->db);
	base->db = NULL;
}

const struct hp_base_identity *hp_base_identity(const struct hp_base *base)
{
	return &base->identity;
}

/* Adds the modules that a query finds for a name. False after a report. */
static bool match_modules(struct hp_base *base, enum query which, const char *name, struct hp_module_match *match)
{
	struct hp_module_name parts = hp_module_name_split(base->arena, name);
	sqlite3_stmt *row = query(base, which);
	bool failed = !row;
	if (failed)
		return false;
	sqlite3_bind_text(row, 1, parts.last, -1, SQLITE_STATIC);
	while (next_row(base, row, &failed))
		hp_module_match_add(match, &parts, sqlite3_column_int64(row, 0), text_at(row, 1), text_at(row, 2));
	sqlite3_reset(row);
	return !failed;
}

enum hp_base_found hp_base_module(struct hp_base *base, const char *name, int64_t *module)
{
	for (enum query which = MODULES_BY_OBJECT; which <= MODULES_BY_SOURCE; which++) {
		struct hp_module_match match = {0};
		if (!match_modules(base, which, name, &match))
			return HP_BASE_FAILED;
		if (!match.count)
			continue;
		*module = match.module;
		return match.count == 1 ? HP_BASE_FOUND : HP_BASE_AMBIGUOUS;
	}
	return HP_BASE_ABSENT;
}

/* Whether a query for a module, if it takes one, has a row that says yes. */
static bool says_yes(struct hp_base *base, enum query which, int64_t module)
{
	sqlite3_stmt *row = query(base, which);
	bool failed = !row;
	if (failed)
		return false;
	if (sqlite3_bind_parameter_count(row))
		sqlite3_bind_int64(row, 1, module);
	bool yes = next_row(base, row, &failed) && sqlite3_column_int(row, 0);
	sqlite3_reset(row);
	return yes;
}

bool hp_base_describes(struct hp_base *base, int64_t module)
{
	return says_yes(base, module > 0 ? MODULE : ANY_DESCRIBED, module);
}

bool hp_base_has_modules(struct hp_base *base)
{
	return says_yes(base, ANY_MODULE, 0);
}

/* What the rows of one name come to. */
struct candidates {
	struct hp_base_symbol external, internal;
	unsigned externals, internals; /* of different addresses */
};

static void add_candidate(struct hp_base *base, struct hp_base_symbol *to, unsigned *count,
                          struct hp_base_symbol *symbol)
{
	if (*count && to->address == symbol->address &&
	    (to->kind == HP_BASE_THREAD_LOCAL) == (symbol->kind == HP_BASE_THREAD_LOCAL))
		return;
	if (!(*count)++) {
		keep_strings(base, symbol);
		*to = *symbol;
	}
	*count += symbol->ambiguous;
}

/* Gathers the symbols of one name: internal ones of `module`, or of all if it is 0. */
static bool gather(struct hp_base *base, const char *name, int64_t module, bool display, struct candidates *to)
{
	sqlite3_stmt *row = query(base, BY_NAME);
	bool failed = !row;
	if (failed)
		return false;
	sqlite3_bind_text(row, 1, name, -1, SQLITE_STATIC);
	while (next_row(base, row, &failed)) {
		struct hp_base_symbol symbol;
		int64_t own;
		take_row(row, &symbol, &own);
		if (symbol.external && !display)
			add_candidate(base, &to->external, &to->externals, &symbol);
		else if (!symbol.external && symbol.display == display && (!module || own == module))
			add_candidate(base, &to->internal, &to->internals, &symbol);
	}
	sqlite3_reset(row);
	return !failed;
}

static enum hp_base_found one_of(const struct hp_base_symbol *from, unsigned count, struct hp_base_symbol *symbol)
{
	if (!count)
		return HP_BASE_ABSENT;
	*symbol = *from;
	return count == 1 ? HP_BASE_FOUND : HP_BASE_AMBIGUOUS;
}

static enum hp_base_found find(struct hp_base *base, const char *name, int64_t module, struct hp_base_symbol *symbol)
{
	struct candidates named = {0}, shown = {0};
	bool x86 = base->identity.machine == HP_PE_X86;
	if (!gather(base, name, module, false, &named))
		return HP_BASE_FAILED;
	bool display = named.internals == 0 && (module || !named.externals);
	if (display && !gather(base, hp_base_display_name(base->arena, name, x86), module, true, &shown))
		return HP_BASE_FAILED;
	if (module && named.internals)
		return one_of(&named.internal, named.internals, symbol);
	if (shown.internals && named.externals) /* an overload of the external one, or the static that is meant? */
		return one_of(&shown.internal, shown.internals + 1, symbol);
	if (named.externals)
		return one_of(&named.external, named.externals, symbol);
	return named.internals ? one_of(&named.internal, named.internals, symbol)
	                       : one_of(&shown.internal, shown.internals, symbol);
}

/* The external symbol, unless some module has an internal one of the name. */
static enum hp_base_found find_unclear(struct hp_base *base, const char *name, struct hp_base_symbol *symbol)
{
	struct candidates internals = {0};
	bool x86 = base->identity.machine == HP_PE_X86;
	enum hp_base_found external = find(base, name, HP_BASE_NO_MODULE, symbol);
	if (external == HP_BASE_FAILED)
		return external;
	if (!gather(base, name, HP_BASE_ANY_MODULE, false, &internals) ||
	    !gather(base, hp_base_display_name(base->arena, name, x86), HP_BASE_ANY_MODULE, true, &internals))
		return HP_BASE_FAILED;
	if (!internals.internals)
		return external;
	*symbol = internals.internal;
	return HP_BASE_AMBIGUOUS;
}

enum hp_base_found hp_base_find_in(struct hp_base *base, const char *name, int64_t module,
                                   struct hp_base_symbol *symbol)
{
	return module == HP_BASE_UNCLEAR_MODULE ? find_unclear(base, name, symbol) : find(base, name, module, symbol);
}

enum hp_base_found hp_base_find(struct hp_base *base, const char *name, const char *module,
                                struct hp_base_symbol *symbol)
{
	int64_t number = HP_BASE_ANY_MODULE;
	enum hp_base_found found = module ? hp_base_module(base, module, &number) : HP_BASE_FOUND;
	if (found == HP_BASE_FAILED)
		return found;
	if (found != HP_BASE_FOUND)
		number = found == HP_BASE_ABSENT ? HP_BASE_NO_MODULE : HP_BASE_UNCLEAR_MODULE;
	return hp_base_find_in(base, name, number, symbol);
}

static bool each(struct hp_base *base, sqlite3_stmt *row, hp_base_visit visit, void *self)
{
	bool failed = !row;
	while (!failed && next_row(base, row, &failed)) {
		struct hp_base_symbol symbol;
		int64_t module;
		take_row(row, &symbol, &module);
		if (!visit(self, &symbol))
			break;
	}
	sqlite3_finalize(row);
	return !failed;
}

/* A statement of its own, so that a visitor may ask for other symbols. */
static sqlite3_stmt *fresh(struct hp_base *base, enum query which)
{
	sqlite3_stmt *row = NULL;
	if (sqlite3_prepare_v2(base->db, queries[which], -1, &row, NULL) != SQLITE_OK)
		damaged(base);
	return row;
}

bool hp_base_each_named(struct hp_base *base, const char *name, hp_base_visit visit, void *self)
{
	sqlite3_stmt *row = fresh(base, BY_NAME);
	if (row)
		sqlite3_bind_text(row, 1, name, -1, SQLITE_TRANSIENT);
	return each(base, row, visit, self);
}

bool hp_base_each_at(struct hp_base *base, uint32_t address, hp_base_visit visit, void *self)
{
	sqlite3_stmt *row = fresh(base, BY_ADDRESS);
	if (row)
		sqlite3_bind_int64(row, 1, address);
	return each(base, row, visit, self);
}

bool hp_base_each(struct hp_base *base, hp_base_visit visit, void *self)
{
	return each(base, fresh(base, ALL), visit, self);
}

static void visit_relocations(struct hp_base *base, int64_t id, hp_base_relocation relocation, void *self)
{
	sqlite3_stmt *row = query(base, RELOCATIONS);
	bool failed = !row;
	if (row)
		sqlite3_bind_int64(row, 1, id);
	while (!failed && next_row(base, row, &failed))
		relocation(self, (uint32_t)sqlite3_column_int64(row, 0), text_at(row, 1),
		           (uint32_t)sqlite3_column_int64(row, 2));
	sqlite3_reset(row);
}

const unsigned char *hp_base_contents(struct hp_base *base, const struct hp_base_symbol *symbol, size_t *size,
                                      hp_base_relocation relocation, void *self)
{
	sqlite3_stmt *row = query(base, CONTENTS);
	bool failed = !row;
	unsigned char *bytes = NULL;
	if (row)
		sqlite3_bind_int64(row, 1, symbol->id);
	if (!failed && next_row(base, row, &failed)) {
		const void *blob = sqlite3_column_blob(row, 0);
		*size = (size_t)sqlite3_column_bytes(row, 0);
		bytes = hp_arena_alloc(base->arena, *size + 1);
		if (*size)
			memcpy(bytes, blob, *size);
	}
	sqlite3_reset(row);
	if (bytes && relocation)
		visit_relocations(base, symbol->id, relocation, self);
	return bytes;
}
