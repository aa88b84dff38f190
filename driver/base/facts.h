/*
 * The facts of one compilation: what was selected, redirected, left direct and why. The pass collects them, the
 * report writes them; neither knows the other. Order is first use, so that two runs give the same bytes.
 */
#ifndef HP_FACTS_H
#define HP_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hp_arena;

/* The kinds; each has a member of its own in struct hp_fact. Functions, globals and refs go by their IR names. */
enum hp_fact_kind {
	HP_FACT_SELECTED,
	HP_FACT_REWRITTEN,
	HP_FACT_REF,
	HP_FACT_DIRECT,
	HP_FACT_RESIDUAL,
	HP_FACT_INLINED,
	HP_FACT_UNMATCHED,
	HP_FACT_MARKED,
	HP_FACT_USE,
	HP_FACT_LINKAGE,
	HP_FACT_DATA,
	HP_FACT_CONTENTS,
	HP_FACT_LITERAL,
	HP_FACT_CODE,
	HP_FACT_COUNT
};

/* What a ref variable points to. */
enum hp_fact_data { HP_DATA_VARIABLE, HP_DATA_CONSTANT, HP_DATA_FUNCTION };

/* Texts are never NULL. Sizes and offsets are bytes. */
struct hp_fact {
	struct hp_fact *next;
	union {
		/* A listed function, its object symbol and the list entry that chose it. */
		struct {
			const char *function, *symbol, *entry;
		} selected;
		/* An unlisted function that is reached from a listed one and rewritten. */
		struct {
			const char *function;
		} rewritten;
		/* A ref variable, e.g. __ref_g, the global it points to, and the function of first use. */
		struct {
			const char *function, *ref, *global;
		} ref;
		/* A global that a function reaches directly, and why, e.g. "thread-local". */
		struct {
			const char *function, *global, *reason;
		} direct;
		/* A mutable global that a function of the patch still reaches directly, and where. */
		struct {
			const char *function, *global, *where;
		} residual;
		/* A listed function, and an unlisted one that holds a copy of it. */
		struct {
			const char *function, *holder;
		} inlined;
		/* A list entry without a function in this unit, and the function that is probably meant, or "". */
		struct {
			const char *entry, *meant;
		} unmatched;
		/* A marked function of the sealed module, and its object symbol. */
		struct {
			const char *function, *symbol;
		} marked;
		/* A ref variable that a marked function's final code uses, and the global it points to. */
		struct {
			const char *function, *ref, *global;
		} use;
		/* A ref variable of the sealed module, and the global it points to; a local ref is a static's. */
		struct {
			const char *ref, *global;
			bool is_local;
		} linkage;
		/* What a ref variable points to, and its size; 0: unknown. */
		struct {
			const char *ref;
			enum hp_fact_data kind;
			uint64_t size;
		} data;
		/* Data that refs lead to. */
		struct {
			const char *global;
			bool is_local;
			uint64_t size;
		} contents;
		/* Where such data has the address of a constant without a symbol, and how long that one is. */
		struct {
			const char *global;
			uint64_t offset, size;
		} literal;
		/* A marked function and the hash of its code, 16 hexadecimal digits. */
		struct {
			const char *function, *hash;
		} code;
	};
};

struct hp_facts {
	struct hp_arena *arena;
	struct {
		struct hp_fact *first, **last;
		size_t count;
	} kind[HP_FACT_COUNT];
};

void hp_facts_init(struct hp_facts *facts, struct hp_arena *arena);

/* Appends a copy of a fact and its texts: hp_facts_add(facts, HP_FACT_MARKED, &(struct hp_fact){.marked = {f, s}}).
 * Equal facts of one kind are not merged. */
void hp_facts_add(struct hp_facts *facts, enum hp_fact_kind kind, const struct hp_fact *fact);

/* Writes the facts to `stream` and reads them back, for a later stage in another process. False and errno on failure.
 */
bool hp_facts_save(const struct hp_facts *facts, int stream);
bool hp_facts_load(struct hp_facts *facts, int stream);

#endif
