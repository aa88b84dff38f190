/*
 * Whether a patch can enter a function of a base image: what keeps the function from becoming a jump.
 */
#ifndef HP_ENTRY_H
#define HP_ENTRY_H

#include <stdbool.h>

struct hp_arena;
struct hp_base;
struct hp_base_symbol;
struct hp_strvec;

/*
 * Appends each reason why the function cannot be entered, as a sentence with its remedy ("it has 2 bytes of padding,
 * a jump needs 5: link the base with /functionpadmin"); none: it can be. The texts live in the arena. False if the
 * description is damaged, which is reported.
 *
 * What is needed: x86 and x64 a jump of two bytes in the first instruction, which leads into at least five bytes of
 * padding; ARM64 one instruction. No other code may lead there, and nothing else have the address.
 */
bool hp_entry_reasons(struct hp_base *base, struct hp_arena *arena, const struct hp_base_symbol *symbol,
                      struct hp_strvec *reasons);

#endif
