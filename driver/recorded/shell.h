/*
 * Command lines that hold several commands: `cd x && clang -c a.c -o a.o; echo done`.
 */
#ifndef HP_SHELL_H
#define HP_SHELL_H

#include "cmdline/rspfile.h"

struct hp_arena;
struct hp_strvec;

/*
 * Appends the text of each command in a line to `commands`: what stands between `&&`, `||`, `|`, `;`, `&` and line
 * ends, without redirections and without the parentheses of a group. Signs of a shell count where a word starts or
 * ends; those within a word are left alone, because nobody writes them there for a shell. HP_QUOTING_WINDOWS is for
 * cmd.exe, which knows no `;`.
 */
void hp_shell_split(struct hp_arena *arena, const char *line, enum hp_quoting quoting, struct hp_strvec *commands);

#endif
