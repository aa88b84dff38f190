/*
 * The tables of a base description. docs/base-descriptions.md explains them; a change raises HP_BASE_VERSION.
 */
#ifndef HP_BASE_SCHEMA_H
#define HP_BASE_SCHEMA_H

#define HP_BASE_TABLES                                                                                               \
	"CREATE TABLE identity(key TEXT PRIMARY KEY, value) WITHOUT ROWID;"                                          \
	"CREATE TABLE module(id INTEGER PRIMARY KEY, object TEXT NOT NULL, archive TEXT NOT NULL,"                   \
	" source TEXT NOT NULL, object_name TEXT NOT NULL COLLATE NOCASE, source_name TEXT NOT NULL COLLATE NOCASE," \
	" hotpatch INTEGER NOT NULL, described INTEGER NOT NULL);"                                                   \
	"CREATE TABLE symbol(id INTEGER PRIMARY KEY, name TEXT NOT NULL, module INTEGER NOT NULL,"                   \
	" kind INTEGER NOT NULL, external INTEGER NOT NULL, ambiguous INTEGER NOT NULL, display INTEGER NOT NULL,"   \
	" address INTEGER NOT NULL, size INTEGER NOT NULL, extent INTEGER NOT NULL, room INTEGER NOT NULL,"          \
	" first BLOB, sharing INTEGER NOT NULL, branched INTEGER NOT NULL, taken INTEGER NOT NULL, hash INTEGER);"   \
	"CREATE TABLE contents(symbol INTEGER PRIMARY KEY, bytes BLOB NOT NULL);"                                    \
	"CREATE TABLE relocation(symbol INTEGER, offset INTEGER, target TEXT NOT NULL, addend INTEGER NOT NULL,"     \
	" PRIMARY KEY(symbol, offset)) WITHOUT ROWID;"

/* Made after the rows, which is faster. */
#define HP_BASE_INDEXES                                                                                              \
	"CREATE INDEX symbol_by_name ON symbol(name);"                                                               \
	"CREATE INDEX symbol_by_address ON symbol(address);"                                                         \
	"CREATE INDEX module_by_object ON module(object_name);"                                                      \
	"CREATE INDEX module_by_source ON module(source_name);"

#endif
