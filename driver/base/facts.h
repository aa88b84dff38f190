/*
 * The facts of one compilation: what was selected, redirected, left direct and why. The pass collects them, the
 * report writes them; neither knows the other. Order is first use, so that two runs give the same bytes.
 */
#ifndef HP_FACTS_H
#define HP_FACTS_H

#include <stdbool.h>
#include <stddef.h>

struct hp_arena;

/* What a fact's three strings mean: function / object / detail. Unused ones are "". */
enum hp_fact_kind {
	HP_FACT_SELECTED,  /* listed function (IR name) / object symbol / list entry that chose it */
	HP_FACT_REWRITTEN, /* unlisted function reached from a listed one and rewritten (IR name) / - / - */
	HP_FACT_REF,       /* function of first use / ref variable, e.g. __ref_g / global it points to */
	HP_FACT_DIRECT,    /* function / global left direct / reason, e.g. "thread-local" */
	HP_FACT_RESIDUAL,  /* marked function / mutable global it still reaches after optimisation / where */
	HP_FACT_INLINED,   /* listed function / unlisted function that holds a copy of it / - */
	HP_FACT_UNMATCHED, /* list entry without a function in this unit / the function probably meant / - */
	HP_FACT_MARKED,    /* marked function of the sealed module / object symbol / - */
	HP_FACT_USES,      /* marked function / ref variable that its final code uses / global it points to */
	HP_FACT_LINKAGE,   /* ref variable of the sealed module / global it points to / "internal" or "external" */
	HP_FACT_DATA,      /* ref variable / what it points to: "variable", "constant", "function" / its bytes */
	HP_FACT_CONTENTS,  /* data that refs lead to / "internal" or "external" / its bytes */
	HP_FACT_LITERAL, /* such data / where it has the address of a constant without a symbol / that one's bytes */
	HP_FACT_CODE,    /* marked function / object symbol / hash of its code, 16 hexadecimal digits */
	HP_FACT_COUNT
};

struct hp_fact {
	struct hp_fact *next;
	const char *function;
	const char *object;
	const char *detail;
};

struct hp_facts {
	struct hp_arena *arena;
	struct {
		struct hp_fact *first, **last;
		size_t count;
	} kind[HP_FACT_COUNT];
};

void hp_facts_init(struct hp_facts *facts, struct hp_arena *arena);

/* Appends a fact; the strings are copied. Equal facts of one kind are not merged. */
void hp_facts_add(struct hp_facts *facts, enum hp_fact_kind kind, const char *function, const char *object,
                  const char *detail);

/* Writes the facts to `fd` and reads them back, for a later stage in another process. False and errno on failure. */
bool hp_facts_save(const struct hp_facts *facts, int fd);
bool hp_facts_load(struct hp_facts *facts, int fd);

#endif
