/*
 * Source: the demanglers' headers, LLVM 22.
 */
#include "image/demangle_shim.h"

#include <cstdlib>
#include <cstring>
#include <llvm/Config/llvm-config.h>
#include <llvm/Demangle/Demangle.h>
#include <string>

static_assert(LLVM_VERSION_MAJOR == 22, "check the shim against this LLVM");

char *hp_shim_demangle(const char *symbol)
{
	if (symbol[0] == '?') {
		int Status = 0;
		auto Flags = llvm::MSDemangleFlags(llvm::MSDF_NoCallingConvention | llvm::MSDF_NoReturnType |
		                                   llvm::MSDF_NoAccessSpecifier | llvm::MSDF_NoMemberType |
		                                   llvm::MSDF_NoVariableType);
		char *Text = llvm::microsoftDemangle(symbol, nullptr, &Status, Flags);
		if (Status == llvm::demangle_success)
			return Text;
		std::free(Text);
		return nullptr;
	}
	if (symbol[0] != '_' || symbol[1] != 'Z')
		return nullptr;
	llvm::ItaniumPartialDemangler Partial;
	if (Partial.partialDemangle(symbol))
		return nullptr;
	if (!Partial.isFunction())
		return llvm::itaniumDemangle(symbol);
	size_t Size = 0;
	char *Name = Partial.getFunctionName(nullptr, &Size);
	Size = 0;
	char *Parameters = Partial.getFunctionParameters(nullptr, &Size);
	std::string Text = std::string(Name ? Name : "") + (Parameters ? Parameters : "");
	std::free(Name);
	std::free(Parameters);
	return strdup(Text.c_str());
}
