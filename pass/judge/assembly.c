/*
 * The text of inline assembly: which globals it names. Nothing of it can be redirected, so that what is found becomes
 * a warning. Decides by words: knows no processor's syntax but that a statement starts with its mnemonic.
 */
#include "pass/judge/assembly.h"

#include "base/arena.h"
#include "pass/ir/module.h"
#include "pass/ir/value.h"
#include "pass/judge/classify.h"

#include <ctype.h>
#include <llvm-c/Core.h>
#include <string.h>

/* The data global a text means by `token`, NULL if none. */
static LLVMValueRef named(struct hp_module *module, const char *token)
{
	LLVMValueRef found = LLVMGetNamedGlobal(module->module, token);
	if (!found && *token == '_')
		found = LLVMGetNamedGlobal(module->module, token + 1);
	if (!found)
		return NULL;
	struct hp_global *global = hp_classify(module, found);
	return global->treatment != HP_DIRECT || global->warning >= 0 ? found : NULL;
}

/* Whether the word is `$0`, an operand of the call; LLVM writes a dollar that is meant as `$$`. */
static bool is_operand(const char *text, const char *word)
{
	size_t dollars = 0;
	for (; word > text && word[-1] == '$'; word--)
		dollars++;
	return dollars % 2 == 1;
}

void hp_assembly_visit(struct hp_module *module, LLVMValueRef instruction,
                       void (*visit)(void *self, LLVMValueRef global), void *self)
{
	LLVMValueRef callee = hp_called_value(instruction);
	if (!callee || !LLVMIsAInlineAsm(callee))
		return;
	size_t length;
	const char *text = LLVMGetInlineAsmAsmString(callee, &length);
	char *copy = hp_arena_strndup(module->arena, text, length);
	bool mnemonic = true;
	for (char *at = copy; *at;) {
		size_t size = 0;
		while (isalnum((unsigned char)at[size]) || (at[size] && strchr("_.@?", at[size])))
			size++;
		char *end = at + size;
		char after = *end;
		*end = '\0';
		LLVMValueRef found = size && !mnemonic && !is_operand(copy, at) ? named(module, at) : NULL;
		if (found)
			visit(self, found);
		mnemonic = after == '\n' || after == ';' || after == ':' || (mnemonic && !size);
		*end = after;
		at = after ? end + 1 : end;
	}
}
