/*
 * The writer of base descriptions. Rows come in the order in which they are to lie in the file; indexes are made at
 * the end, which takes a third of the time.
 */
#include "image/base_write.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/os_stream.h"
#include "image/base_modules.h"
#include "image/base_schema.h"

#include <sqlite3.h>
#include <string.h>

enum insert { IDENTITY, MODULE, SYMBOL, CONTENTS, RELOCATION, INSERT_COUNT };

static const char *const inserts[INSERT_COUNT] = {
    [IDENTITY] = "INSERT INTO identity VALUES(?1, ?2)",
    [MODULE] = "INSERT INTO module VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    [SYMBOL] = "INSERT INTO symbol VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
    [CONTENTS] = "INSERT INTO contents VALUES(?1, ?2)",
    [RELOCATION] = "INSERT INTO relocation VALUES(?1, ?2, ?3, ?4)",
};

struct hp_base_writer {
	struct hp_diag *diag;
	sqlite3 *db;
	sqlite3_stmt *statements[INSERT_COUNT];
};

static bool fail(struct hp_base_writer *writer)
{
	hp_error(writer->diag, "cannot make a base description: %s", sqlite3_errmsg(writer->db));
	return false;
}

static bool run(struct hp_base_writer *writer, const char *text)
{
	return sqlite3_exec(writer->db, text, NULL, NULL, NULL) == SQLITE_OK || fail(writer);
}

/* A database that is one piece of memory, as it will be in the file. */
static bool open_memory(struct hp_base_writer *writer)
{
	sqlite3_int64 limit = INT64_C(1) << 36;
	unsigned flags = SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE;
	if (sqlite3_open(":memory:", &writer->db) != SQLITE_OK ||
	    sqlite3_deserialize(writer->db, "main", NULL, 0, 0, flags) != SQLITE_OK ||
	    sqlite3_file_control(writer->db, "main", SQLITE_FCNTL_SIZE_LIMIT, &limit) != SQLITE_OK)
		return fail(writer);
	return true;
}

static bool prepare(struct hp_base_writer *writer)
{
	for (unsigned i = 0; i < INSERT_COUNT; i++)
		if (sqlite3_prepare_v3(writer->db, inserts[i], -1, SQLITE_PREPARE_PERSISTENT, &writer->statements[i],
		                       NULL) != SQLITE_OK)
			return fail(writer);
	return true;
}

struct hp_base_writer *hp_base_writer_new(struct hp_arena *arena, struct hp_diag *diag)
{
	struct hp_base_writer *writer = hp_arena_alloc(arena, sizeof *writer);
	const char *marks = hp_arena_printf(arena, "PRAGMA application_id = %d; PRAGMA user_version = %d; BEGIN",
	                                    HP_BASE_APPLICATION, HP_BASE_VERSION);
	*writer = (struct hp_base_writer){.diag = diag};
	if (open_memory(writer) && run(writer, "PRAGMA page_size = 8192; PRAGMA journal_mode = OFF") &&
	    run(writer, marks) && run(writer, HP_BASE_TABLES) && prepare(writer))
		return writer;
	hp_base_writer_free(writer);
	return NULL;
}

void hp_base_writer_free(struct hp_base_writer *writer)
{
	if (!writer)
		return;
	for (unsigned i = 0; i < INSERT_COUNT; i++)
		sqlite3_finalize(writer->statements[i]);
	sqlite3_close(writer->db);
	writer->db = NULL;
}

static void put_text(sqlite3_stmt *row, int column, const char *text)
{
	sqlite3_bind_text(row, column, text ? text : "", -1, SQLITE_STATIC);
}

/* Adds the row that is bound. */
static bool add(struct hp_base_writer *writer, enum insert which)
{
	sqlite3_stmt *row = writer->statements[which];
	bool done = sqlite3_step(row) == SQLITE_DONE || fail(writer);
	sqlite3_reset(row);
	return done;
}

static bool add_number(struct hp_base_writer *writer, const char *key, uint64_t number)
{
	put_text(writer->statements[IDENTITY], 1, key);
	sqlite3_bind_int64(writer->statements[IDENTITY], 2, (sqlite3_int64)number);
	return add(writer, IDENTITY);
}

static bool add_guid(struct hp_base_writer *writer, const struct hp_base_identity *identity)
{
	if (!identity->has_pdb)
		return true;
	put_text(writer->statements[IDENTITY], 1, "guid");
	sqlite3_bind_blob(writer->statements[IDENTITY], 2, identity->guid, sizeof identity->guid, SQLITE_STATIC);
	return add(writer, IDENTITY) && add_number(writer, "age", identity->age);
}

bool hp_base_write_identity(struct hp_base_writer *writer, const struct hp_base_identity *identity)
{
	put_text(writer->statements[IDENTITY], 1, "image");
	put_text(writer->statements[IDENTITY], 2, identity->image);
	return add(writer, IDENTITY) && add_guid(writer, identity) &&
	       add_number(writer, "machine", identity->machine) &&
	       add_number(writer, "timestamp", identity->timestamp) &&
	       add_number(writer, "checksum", identity->checksum) &&
	       add_number(writer, "image_size", identity->image_size) &&
	       add_number(writer, "preferred_base", identity->preferred_base) &&
	       add_number(writer, "dll", identity->dll) && add_number(writer, "gnu", identity->gnu) &&
	       (!identity->has_tls || add_number(writer, "tls_index", identity->tls_index)) &&
	       add_number(writer, "source", identity->source);
}

bool hp_base_write_module(struct hp_base_writer *writer, const struct hp_base_module_row *module)
{
	sqlite3_stmt *row = writer->statements[MODULE];
	sqlite3_bind_int64(row, 1, module->id);
	put_text(row, 2, module->object);
	put_text(row, 3, module->archive);
	put_text(row, 4, module->source);
	put_text(row, 5, hp_module_last(module->object));
	put_text(row, 6, hp_module_last(module->source));
	sqlite3_bind_int(row, 7, module->hotpatch);
	sqlite3_bind_int(row, 8, module->described);
	return add(writer, MODULE);
}

bool hp_base_write_symbol(struct hp_base_writer *writer, const struct hp_base_symbol *symbol, int64_t module)
{
	sqlite3_stmt *row = writer->statements[SYMBOL];
	sqlite3_bind_int64(row, 1, symbol->id);
	put_text(row, 2, symbol->name);
	sqlite3_bind_int64(row, 3, module);
	sqlite3_bind_int(row, 4, (int)symbol->kind);
	sqlite3_bind_int(row, 5, symbol->external);
	sqlite3_bind_int(row, 6, symbol->ambiguous);
	sqlite3_bind_int(row, 7, symbol->display);
	sqlite3_bind_int64(row, 8, symbol->address);
	sqlite3_bind_int64(row, 9, (sqlite3_int64)symbol->size);
	sqlite3_bind_int64(row, 10, (sqlite3_int64)symbol->extent);
	sqlite3_bind_int64(row, 11, symbol->room);
	if (symbol->first_size)
		sqlite3_bind_blob(row, 12, symbol->first, (int)symbol->first_size, SQLITE_STATIC);
	else
		sqlite3_bind_null(row, 12);
	sqlite3_bind_int64(row, 13, symbol->sharing);
	sqlite3_bind_int(row, 14, symbol->branched);
	sqlite3_bind_int(row, 15, symbol->taken);
	if (symbol->has_hash)
		sqlite3_bind_int64(row, 16, (sqlite3_int64)symbol->hash);
	else
		sqlite3_bind_null(row, 16);
	return add(writer, SYMBOL);
}

bool hp_base_write_contents(struct hp_base_writer *writer, int64_t symbol, const void *bytes, size_t size)
{
	sqlite3_stmt *row = writer->statements[CONTENTS];
	sqlite3_bind_int64(row, 1, symbol);
	sqlite3_bind_blob64(row, 2, bytes, size, SQLITE_STATIC);
	return add(writer, CONTENTS);
}

bool hp_base_write_relocation(struct hp_base_writer *writer, int64_t symbol, uint32_t offset, const char *target,
                              uint32_t addend)
{
	sqlite3_stmt *row = writer->statements[RELOCATION];
	sqlite3_bind_int64(row, 1, symbol);
	sqlite3_bind_int64(row, 2, offset);
	put_text(row, 3, target);
	sqlite3_bind_int64(row, 4, addend);
	return add(writer, RELOCATION);
}

bool hp_base_writer_finish(struct hp_base_writer *writer, int stream)
{
	sqlite3_int64 size = 0;
	if (!run(writer, HP_BASE_INDEXES "COMMIT"))
		return false;
	const unsigned char *file = sqlite3_serialize(writer->db, "main", &size, SQLITE_SERIALIZE_NOCOPY);
	if (!file || size <= 0)
		return fail(writer);
	if (hp_os_write_all(stream, file, (size_t)size))
		return true;
	hp_error(writer->diag, "cannot write a base description:");
	return false;
}
