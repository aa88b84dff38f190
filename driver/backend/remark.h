/*
 * Remarks of the optimiser and the code generator, in clang's form.
 */
#ifndef HP_REMARK_H
#define HP_REMARK_H

struct hp_diag;
struct hp_message;
struct hp_strvec;

struct hp_remarks {
	struct hp_diag *diag;
	const struct hp_strvec *args; /* of clang's cc1 line: how a remark looks */
	const char *last;             /* the place of the last one, whose line of the source is not shown again */
};

/* Everything is borrowed. */
void hp_remarks_init(struct hp_remarks *remarks, struct hp_diag *diag, const struct hp_strvec *args);

/* Writes a remark with its line of the source. */
void hp_remark_show(struct hp_remarks *remarks, const struct hp_message *message);

#endif
