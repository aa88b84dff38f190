/*
 * Response files: split as LLVM's own tokenizers split them, and quoted words are split back.
 */
extern "C" {
#include "cmdline/rspfile.h"

#include "fuzz.h"
}

#include "llvm/Support/Allocator.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/StringSaver.h"

using Tokenizer = void (*)(llvm::StringRef, llvm::StringSaver &, llvm::SmallVectorImpl<const char *> &, bool);

static void compare(struct fuzz *fuzz, const char *text, enum hp_quoting quoting, Tokenizer tokenizer)
{
	struct hp_strvec ours;
	llvm::BumpPtrAllocator allocator;
	llvm::StringSaver saver(allocator);
	llvm::SmallVector<const char *, 16> theirs;
	tokenizer(text, saver, theirs, false);
	hp_strvec_init(&ours, &fuzz->arena);
	hp_rspfile_split(&fuzz->arena, text, quoting, &ours);
	HOLDS(ours.count == theirs.size());
	for (size_t i = 0; i < ours.count; i++)
		HOLDS(strcmp(ours.items[i], theirs[i]) == 0);
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz fuzz;
	struct hp_strvec words, back;
	fuzz_begin(&fuzz);
	char *text = fuzz_text(&fuzz, data, size);
	compare(&fuzz, text, HP_QUOTING_GNU, llvm::cl::TokenizeGNUCommandLine);
	compare(&fuzz, text, HP_QUOTING_WINDOWS, llvm::cl::TokenizeWindowsCommandLine);
	hp_strvec_init(&words, &fuzz.arena);
	hp_rspfile_split(&fuzz.arena, text, HP_QUOTING_SHELL, &words);
	fuzz_lines(&fuzz, text, &words);
	for (size_t i = 0; i < words.count; i++) {
		hp_strvec_init(&back, &fuzz.arena);
		hp_rspfile_split(&fuzz.arena, hp_rspfile_quote_windows(&fuzz.arena, words.items[i]),
		                 HP_QUOTING_WINDOWS, &back);
		HOLDS(back.count == 1 && strcmp(back.items[0], words.items[i]) == 0);
	}
	fuzz_end(&fuzz);
	return 0;
}
