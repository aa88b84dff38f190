/*
 * Types in two versions. Decides what of a type the running process depends on: where its parts are, what enumerators
 * and virtual functions it has in which order, how a function is called. Names alone do not count.
 */
#include "diff/types.h"

#include "base/arena.h"
#include "base/os_folder.h"
#include "base/text.h"
#include "diff/build.h"
#include "diff/compare.h"
#include "diff/finding.h"
#include "files/path.h"
#include "run/toolchain.h"

#include <clang-c/Index.h>
#include <string.h>
#include <uthash.h>

/* A part of a type: a field, a base, an enumerator, a virtual function. */
struct part {
	struct part *next;
	const char *name;
	long long place; /* bits from the start; an enumerator's value */
	const char *type;
};

/* A type or function of one version. */
struct declared {
	UT_hash_handle hh;
	const char *id; /* key: libclang's name for it in all units */
	const char *name, *place;
	enum CXCursorKind kind;
	long long size, alignment; /* of a record */
	const char *type;          /* of a function or variable; what an enumeration's values are */
	const char *symbol;        /* of a variable */
	struct part *parts, **last;
};

struct reading {
	struct hp_arena *arena;
	struct declared *found;
	struct declared *now;
};

static const char *text_of(const struct reading *reading, CXString string)
{
	const char *text = clang_getCString(string);
	text = hp_arena_strdup(reading->arena, text ? text : "");
	clang_disposeString(string);
	return text;
}

static const char *type_text(const struct reading *reading, CXType type)
{
	return text_of(reading, clang_getTypeSpelling(clang_getCanonicalType(type)));
}

static const char *place_of(const struct reading *reading, CXCursor cursor)
{
	CXFile file;
	unsigned line, column;
	clang_getFileLocation(clang_getCursorLocation(cursor), &file, &line, &column, NULL);
	return hp_arena_printf(reading->arena, "%s:%u:%u", text_of(reading, clang_getFileName(file)), line, column);
}

static void add_part(struct reading *reading, const char *name, long long place, const char *type)
{
	struct part *part = hp_arena_alloc(reading->arena, sizeof *part);
	*part = (struct part){.name = name, .place = place, .type = type};
	*reading->now->last = part;
	reading->now->last = &part->next;
}

static enum CXVisitorResult add_field(CXCursor field, CXClientData data);

/* The fields of a record within a record that has no name are the outer one's. */
static enum CXVisitorResult add_field(CXCursor field, CXClientData data)
{
	struct reading *reading = data;
	CXType type = clang_getCursorType(field);
	CXCursor record = clang_getTypeDeclaration(clang_getCanonicalType(type));
	const char *text = type_text(reading, type);
	if (clang_Cursor_isBitField(field))
		text = hp_arena_printf(reading->arena, "%s : %d", text, clang_getFieldDeclBitWidth(field));
	if (clang_Cursor_isAnonymous(record)) /* libclang names it by its place in the file */
		text = "record without a name";
	add_part(reading, text_of(reading, clang_getCursorSpelling(field)), clang_Cursor_getOffsetOfField(field),
	         text);
	if (clang_Cursor_isAnonymous(record))
		clang_Type_visitFields(clang_getCursorType(record), add_field, reading);
	return CXVisit_Continue;
}

static enum CXChildVisitResult add_member(CXCursor cursor, CXCursor parent, CXClientData data)
{
	struct reading *reading = data;
	enum CXCursorKind kind = clang_getCursorKind(cursor);
	if (kind == CXCursor_CXXBaseSpecifier)
		add_part(reading, "", clang_getOffsetOfBase(parent, cursor),
		         hp_arena_printf(reading->arena, "base %s", type_text(reading, clang_getCursorType(cursor))));
	else if ((kind == CXCursor_CXXMethod || kind == CXCursor_Destructor) && clang_CXXMethod_isVirtual(cursor))
		add_part(reading, "", 0,
		         hp_arena_printf(reading->arena, "virtual %s",
		                         text_of(reading, clang_getCursorDisplayName(cursor))));
	else if (kind == CXCursor_EnumConstantDecl)
		add_part(reading, text_of(reading, clang_getCursorSpelling(cursor)),
		         clang_getEnumConstantDeclValue(cursor), "");
	return CXChildVisit_Continue;
}

static struct declared *declare(struct reading *reading, CXCursor cursor)
{
	struct declared *declared;
	const char *id = text_of(reading, clang_getCursorUSR(cursor));
	HASH_FIND_STR(reading->found, id, declared);
	if (declared || !*id)
		return NULL;
	declared = hp_arena_alloc(reading->arena, sizeof *declared);
	*declared = (struct declared){.id = id,
	                              .name = text_of(reading, clang_getCursorSpelling(cursor)),
	                              .place = place_of(reading, cursor),
	                              .kind = clang_getCursorKind(cursor)};
	declared->last = &declared->parts;
	HASH_ADD_KEYPTR(hh, reading->found, declared->id, strlen(declared->id), declared);
	return declared;
}

static void take_record(struct reading *reading, CXCursor cursor)
{
	CXType type = clang_getCursorType(cursor);
	long long size = clang_Type_getSizeOf(type);
	if (size < 0 || clang_Cursor_isAnonymous(cursor) || !(reading->now = declare(reading, cursor)))
		return;
	reading->now->size = size;
	reading->now->alignment = clang_Type_getAlignOf(type);
	clang_Type_visitFields(type, add_field, reading);
	clang_visitChildren(cursor, add_member, reading);
}

static void take_enumeration(struct reading *reading, CXCursor cursor)
{
	if (!(reading->now = declare(reading, cursor)))
		return;
	reading->now->type = type_text(reading, clang_getEnumDeclIntegerType(cursor));
	clang_visitChildren(cursor, add_member, reading);
}

static void take_function(struct reading *reading, CXCursor cursor)
{
	if (clang_getCursorLinkage(cursor) != CXLinkage_External || !(reading->now = declare(reading, cursor)))
		return;
	reading->now->type = type_text(reading, clang_getCursorType(cursor));
}

/* Variables of files and classes; function bodies are not read. */
static void take_variable(struct reading *reading, CXCursor cursor)
{
	if (!(reading->now = declare(reading, cursor)))
		return;
	reading->now->type = type_text(reading, clang_getCursorType(cursor));
	reading->now->symbol = text_of(reading, clang_Cursor_getMangling(cursor));
}

static enum CXChildVisitResult visit(CXCursor cursor, CXCursor parent, CXClientData data)
{
	struct reading *reading = data;
	(void)parent;
	switch (clang_getCursorKind(cursor)) {
	case CXCursor_StructDecl:
	case CXCursor_UnionDecl:
	case CXCursor_ClassDecl:
		if (clang_isCursorDefinition(cursor))
			take_record(reading, cursor);
		return CXChildVisit_Recurse;
	case CXCursor_EnumDecl:
		if (clang_isCursorDefinition(cursor))
			take_enumeration(reading, cursor);
		return CXChildVisit_Continue;
	case CXCursor_FunctionDecl:
	case CXCursor_CXXMethod:
		take_function(reading, cursor);
		return CXChildVisit_Continue;
	case CXCursor_VarDecl:
		take_variable(reading, cursor);
		return CXChildVisit_Continue;
	case CXCursor_Namespace:
	case CXCursor_LinkageSpec:
	case CXCursor_UnexposedDecl:
		return CXChildVisit_Recurse;
	default:
		return CXChildVisit_Continue;
	}
}

/* The unit's command as its own clang has it: hpcc's options, outputs and dependencies are left out. */
static struct hp_strvec arguments(struct hp_arena *arena, const struct hp_strvec *command)
{
	struct hp_strvec argv;
	const char *program = hp_path_base(command->items[0]), *clang = "clang-22";
	hp_strvec_init(&argv, arena);
	for (size_t i = 1; i < command->count; i++)
		if (hp_starts_with(command->items[i], "--hpcc-clang="))
			clang = command->items[i] + strlen("--hpcc-clang=");
	const char *found = hp_toolchain_find(arena, clang);
	hp_strvec_push(&argv, found ? found : clang);
	if (strstr(program, "-cl"))
		hp_strvec_push(&argv, "--driver-mode=cl");
	else if (strstr(program, "++"))
		hp_strvec_push(&argv, "--driver-mode=g++");
	for (size_t i = 1; i < command->count; i++) {
		const char *word = command->items[i];
		bool value = strcmp(word, "-o") == 0 || strcmp(word, "-MF") == 0;
		i += value;
		if (!value && !hp_starts_with(word, "--hpcc-") && strcmp(word, "-MD") != 0 &&
		    strcmp(word, "/showIncludes") != 0 && !hp_starts_with(word, "/Fo"))
			hp_strvec_push(&argv, word);
	}
	return argv;
}

/* Reads one version. False if it cannot be read. */
static bool read_version(struct reading *reading, const struct hp_built_unit *unit, int version)
{
	struct hp_strvec argv = arguments(reading->arena, &unit->commands[version]);
	CXIndex index = clang_createIndex(0, 0);
	CXTranslationUnit parsed = NULL;
	int back;
	if (hp_os_enter_folder(unit->directory, &back)) {
		clang_parseTranslationUnit2FullArgv(
		    index, NULL, argv.items, (int)argv.count, NULL, 0,
		    CXTranslationUnit_SkipFunctionBodies | CXTranslationUnit_KeepGoing, &parsed);
		hp_os_leave_folder(&back);
	}
	if (parsed)
		clang_visitChildren(clang_getTranslationUnitCursor(parsed), visit, reading);
	clang_disposeTranslationUnit(parsed);
	clang_disposeIndex(index);
	return parsed != NULL;
}

static const struct part *find_part(const struct declared *in, const char *name)
{
	for (const struct part *part = in->parts; part; part = part->next)
		if (*name && strcmp(part->name, name) == 0)
			return part;
	return NULL;
}

static bool is_record(const struct declared *declared)
{
	return declared->kind == CXCursor_StructDecl || declared->kind == CXCursor_UnionDecl ||
	       declared->kind == CXCursor_ClassDecl;
}

/* What differs in a record, NULL: nothing that counts. */
static const char *record_difference(struct hp_arena *arena, const struct declared *one, const struct declared *other)
{
	const struct part *was = one->parts, *is = other->parts;
	for (; was && is; was = was->next, is = is->next) {
		const struct part *moved = find_part(one, is->name);
		if (moved && moved->place != is->place)
			return hp_arena_printf(arena, "'%s' was at bit %lld and is at bit %lld", is->name,
			                       moved->place, is->place);
		if (was->place != is->place || strcmp(was->type, is->type) != 0)
			return hp_arena_printf(arena, "where it had '%s%s%s' it has '%s%s%s'", was->type,
			                       *was->name ? " " : "", was->name, is->type, *is->name ? " " : "",
			                       is->name);
	}
	if (was || is)
		return hp_arena_printf(arena, "'%s%s%s' is %s", (was ? was : is)->type,
		                       *(was ? was : is)->name ? " " : "", (was ? was : is)->name,
		                       was ? "gone" : "new");
	if (one->size != other->size || one->alignment != other->alignment)
		return hp_arena_printf(arena, "it had %lld bytes and has %lld", one->size, other->size);
	return NULL;
}

static const char *enumeration_difference(struct hp_arena *arena, const struct declared *one,
                                          const struct declared *other)
{
	if (strcmp(one->type, other->type) != 0)
		return hp_arena_printf(arena, "its values were of type '%s' and are of '%s'", one->type, other->type);
	for (const struct part *is = other->parts; is; is = is->next) {
		const struct part *was = find_part(one, is->name);
		if (was && was->place != is->place)
			return hp_arena_printf(arena, "'%s' was %lld and is %lld", is->name, was->place, is->place);
	}
	return NULL;
}

/* The type of an array counts whole; one that a declaration leaves open is that of no definition. */
static bool is_other_type(const char *one, const char *other)
{
	return strcmp(one, other) != 0 && !strstr(one, "[]") && !strstr(other, "[]");
}

/* A variable that both versions declare and only the patched object has: the base's optimiser has done without. */
static void judge_variable(struct hp_arena *arena, struct hp_findings *findings,
                           const struct hp_comparison *comparison, const struct declared *one,
                           const struct declared *other)
{
	const struct hp_atom *patched = hp_object_find(comparison->patched, other->symbol);
	const char *kind = NULL, *reason = NULL, *remedy = NULL;
	if (is_other_type(one->type, other->type)) {
		kind = "layout";
		reason = hp_arena_printf(arena, "it was '%s' and is '%s': the running process has the old one",
		                         one->type, other->type);
		remedy = "keep it as it is, and put what is new into a new variable";
	} else if (patched && patched->kind == HP_ATOM_VARIABLE &&
	           !hp_object_find(comparison->original, one->symbol)) {
		kind = "lost";
		reason =
		    "the optimiser has done without this variable in the running process, which has no value of it";
		remedy = "let the fix do without it, or set it before it is used";
	}
	if (kind)
		hp_findings_add(findings, &(struct hp_finding){.kind = kind,
		                                               .symbol = other->name,
		                                               .place = other->place,
		                                               .reason = reason,
		                                               .remedy = remedy});
}

static void compare(struct hp_arena *arena, struct hp_findings *findings, const struct declared *one,
                    const struct declared *other)
{
	bool function = !is_record(one) && one->kind != CXCursor_EnumDecl;
	const char *difference = NULL;
	if (is_record(one) && is_record(other))
		difference = record_difference(arena, one, other);
	else if (one->kind == CXCursor_EnumDecl && other->kind == CXCursor_EnumDecl)
		difference = enumeration_difference(arena, one, other);
	else if (function && one->type && other->type && strcmp(one->type, other->type) != 0)
		difference = hp_arena_printf(arena, "it was '%s' and is '%s'", one->type, other->type);
	if (!difference)
		return;
	hp_findings_add(
	    findings, &(struct hp_finding){
	                  .kind = function ? "signature" : "layout",
	                  .symbol = other->name,
	                  .place = other->place,
	                  .reason = function ? hp_arena_printf(arena,
	                                                       "%s: code that runs while the patch comes in "
	                                                       "calls it as it was",
	                                                       difference)
	                                     : hp_arena_printf(arena,
	                                                       "%s: the running process has objects of the old "
	                                                       "layout",
	                                                       difference),
	                  .remedy = function ? "give the changed function a new name, and leave the old one as it is"
	                                     : "keep the layout; what is new can go into an object of its own, found "
	                                       "by the old one's address"});
}

void hp_types_compare(struct hp_arena *arena, struct hp_findings *findings, const struct hp_built_unit *unit,
                      const struct hp_comparison *comparison)
{
	struct reading versions[HP_VERSIONS] = {{.arena = arena}, {.arena = arena}};
	bool done = true;
	for (int i = 0; i < HP_VERSIONS; i++)
		done = read_version(&versions[i], unit, i) && done;
	if (!done)
		hp_findings_add(
		    findings, &(struct hp_finding){.kind = "types",
		                                   .symbol = unit->source,
		                                   .place = unit->source,
		                                   .reason = "libclang cannot read it, so that nobody knows whether "
		                                             "layouts or signatures differ",
		                                   .remedy = "look at the diff yourself, then allow it"});
	for (const struct declared *other = versions[HP_PATCHED].found; done && other; other = other->hh.next) {
		struct declared *one;
		HASH_FIND_STR(versions[HP_ORIGINAL].found, other->id, one);
		if (one && one->symbol && other->symbol)
			judge_variable(arena, findings, comparison, one, other);
		else if (one)
			compare(arena, findings, one, other);
	}
	HASH_CLEAR(hh, versions[HP_ORIGINAL].found);
	HASH_CLEAR(hh, versions[HP_PATCHED].found);
}
