/*
 * What a slim patch asks of its loader: the records of the bind table, which pass/slim writes and image/bind_table
 * reads. Records mean it so in patches that are out: numbers do not change.
 */
#ifndef HP_BIND_H
#define HP_BIND_H

#include <stdbool.h>

enum hp_bind_kind {
	HP_BIND_SLOT = 1,   /* a slot gets the address of what the base has under the name */
	HP_BIND_WORD = 2,   /* a word of a constant gets that address and the addend */
	HP_BIND_ENTRY = 3,  /* the base's function of that name is made to jump to `where` */
	HP_BIND_NEW = 4,    /* a slot that leads to a new variable: the patch's, or an earlier patch's of that name */
	HP_BIND_OFFSET = 5, /* a slot gets the offset of a thread-local variable in its thread's block */
	HP_BIND_COPY = 6,   /* a variable gets the value that the base's has when the patch is loaded */
	HP_BIND_START = 7,  /* an initialiser of new variables, to be called once */
	HP_BIND_BEFORE_APPLY = 8, /* hooks: see loader/hpcc_patch.h, which has the numbers, too */
	HP_BIND_AFTER_APPLY = 9,
	HP_BIND_BEFORE_UNDO = 10,
	HP_BIND_AFTER_UNDO = 11,
	HP_BIND_HEAD = 16 /* the first record: which image is patched */
};

/* Whether a record names something of the base, which a plan has the address of. */
static inline bool hp_bind_is_of_base(enum hp_bind_kind kind)
{
	return kind != HP_BIND_NEW && (kind < HP_BIND_START || kind > HP_BIND_AFTER_UNDO);
}

enum {
	HP_BIND_BYTES = 96,  /* of a record */
	HP_BIND_VERSION = 1, /* of the records' form */
	HP_BIND_FIRST = 16,  /* of the base's bytes in a record */
	HP_BIND_LOCAL = 1    /* flag: static in its object */
};

/* Where objects have their records, in order of the link. */
#define HP_BIND_SECTION ".hpb$r"
/* Where they say which build of the base they are made for: a line of text, ending with a zero byte. */
#define HP_BIND_IDENTITY ".hpb$u"

#endif
