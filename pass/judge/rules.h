/*
 * What a global's kind, name or section settles.
 */
#ifndef HP_RULES_H
#define HP_RULES_H

#include "pass/judge/classify.h"

enum hp_rule_match {
	HP_RULE_WHOLE,
	HP_RULE_WHOLE_DECLARED, /* as below */
	HP_RULE_START,
	HP_RULE_START_DECLARED /* not of a variable that the unit defines: that is the user's own */
};

/* A name that settles the matter, whether the variable is constant or not. */
struct hp_rule {
	const char *name;
	enum hp_rule_match match;
	enum hp_treatment treatment;
	const char *reason;
};

/* The rule that the value's name falls under; NULL: none. */
const struct hp_rule *hp_rule_for(LLVMValueRef value);

/* A reason for direct access that holds for any variable, or NULL. *warning may become a group. */
const char *hp_rule_always_direct(LLVMValueRef variable, int *warning);

/* Whether its name says that it is C++'s run-time type information. */
bool hp_rule_is_type_information(LLVMValueRef global);

#endif
