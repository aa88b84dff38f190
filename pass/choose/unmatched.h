/*
 * Entries of the list that no function of the unit fits.
 */
#ifndef HP_UNMATCHED_H
#define HP_UNMATCHED_H

struct hp_names;
struct hp_strvec;

/* Notes each as a fact, and warns of it where the name looks like a mistake. */
void hp_unmatched_report(struct hp_names *names, const struct hp_strvec *unmatched);

#endif
