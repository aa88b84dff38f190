// LLVM's own tokenizers of response files, to compare with.
#include <llvm/ADT/SmallVector.h>
#include <llvm/Support/Allocator.h>
#include <llvm/Support/CommandLine.h>
#include <llvm/Support/StringSaver.h>

#include <cstring>

extern "C" size_t llvm_tokenize(bool windows, const char *text, size_t size, char *out, size_t room)
{
	llvm::BumpPtrAllocator memory;
	llvm::StringSaver saver(memory);
	llvm::SmallVector<const char *, 16> words;
	size_t used = 0;
	(windows ? llvm::cl::TokenizeWindowsCommandLine : llvm::cl::TokenizeGNUCommandLine)({text, size}, saver, words,
	                                                                                  false);
	for (const char *word : words) {
		size_t length = std::strlen(word) + 1;
		if (used + length > room)
			return ~size_t{0};
		std::memcpy(out + used, word, length);
		used += length;
	}
	return used;
}
