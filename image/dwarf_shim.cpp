/*
 * Source: llvm-dwarfdump and the headers of DebugInfo/DWARF, LLVM 22.
 */
#include "image/dwarf_shim.h"

#include <cstring>
#include <llvm/Config/llvm-config.h>
#include <llvm/DebugInfo/DWARF/DWARFContext.h>
#include <llvm/DebugInfo/DWARF/DWARFDie.h>
#include <llvm/DebugInfo/DWARF/DWARFUnit.h>
#include <llvm/Object/ObjectFile.h>
#include <string>

static_assert(LLVM_VERSION_MAJOR == 22, "check the shim against this LLVM");

using namespace llvm;

namespace
{

std::string sourceOf(DWARFDie Die)
{
	std::string Name = dwarf::toString(Die.find(dwarf::DW_AT_name), "");
	std::string Folder = dwarf::toString(Die.find(dwarf::DW_AT_comp_dir), "");
	bool Absolute = Name.size() && (Name[0] == '/' || Name[0] == '\\' || (Name.size() > 1 && Name[1] == ':'));
	return Name.empty() || Absolute || Folder.empty() ? Name : Folder + "/" + Name;
}

// The address of a variable that has a fixed one.
bool addressOf(const DWARFDie &Die, uint64_t &Address)
{
	auto Location = Die.find(dwarf::DW_AT_location);
	if (!Location)
		return false;
	auto Block = Location->getAsBlock();
	unsigned Size = Die.getDwarfUnit()->getAddressByteSize();
	if (!Block || Block->size() != Size + 1 || (*Block)[0] != dwarf::DW_OP_addr || Size > sizeof Address)
		return false;
	Address = 0;
	memcpy(&Address, Block->data() + 1, Size);
	return true;
}

// The bytes of a variable's type, which its declaration may have; 0 if unknown.
uint64_t sizeOf(const DWARFDie &Die)
{
	DWARFDie Type = Die.getAttributeValueAsReferencedDie(dwarf::DW_AT_type);
	DWARFDie Declaration = Die.getAttributeValueAsReferencedDie(dwarf::DW_AT_specification);
	if (!Type && Declaration)
		Type = Declaration.getAttributeValueAsReferencedDie(dwarf::DW_AT_type);
	return Type ? Type.getTypeSize(Die.getDwarfUnit()->getAddressByteSize()).value_or(0) : 0;
}

// The function around a variable, by its name in the source.
std::string scopeOf(DWARFDie Die)
{
	for (unsigned Depth = 0; Die.isValid() && Depth < 64; Die = Die.getParent(), Depth++)
		if (Die.getTag() == dwarf::DW_TAG_subprogram)
			if (const char *Name = Die.getShortName())
				return Name;
	return "";
}

void visitDie(const DWARFDie &Die, uint32_t Unit, const hp_dwarf_reader &To)
{
	uint64_t High = 0, Section = 0;
	hp_dwarf_symbol Symbol = {};
	Symbol.unit = Unit;
	Symbol.function = Die.getTag() == dwarf::DW_TAG_subprogram;
	if (Symbol.function) {
		if (!Die.getLowAndHighPC(Symbol.address, High, Section) || High <= Symbol.address)
			return;
		Symbol.size = High - Symbol.address;
	} else if (Die.getTag() != dwarf::DW_TAG_variable || !addressOf(Die, Symbol.address)) {
		return;
	}
	const char *Linker = Die.getLinkageName(), *Short = Die.getShortName();
	if (!Linker && !Short)
		return;
	std::string Scope = Symbol.function || Linker ? "" : scopeOf(Die.getParent());
	// clang calls Itanium's vtables so, whatever their length, and gives them the type of a pointer.
	if (!Symbol.function && !(Short && StringRef(Short) == "_vtable$"))
		Symbol.size = sizeOf(Die);
	Symbol.name = Linker ? Linker : Short;
	Symbol.scope = Scope.c_str();
	Symbol.external = dwarf::toUnsigned(Die.findRecursively({dwarf::DW_AT_external}), 0) != 0;
	To.symbol(To.self, &Symbol);
}

} // namespace

bool hp_shim_dwarf_read(const char *Path, const hp_dwarf_reader *To, char **Text)
{
	auto File = object::ObjectFile::createObjectFile(Path);
	if (!File) {
		*Text = strdup(toString(File.takeError()).c_str());
		return false;
	}
	auto Ignore = [](Error Failure) { consumeError(std::move(Failure)); };
	auto Context = DWARFContext::create(*File->getBinary(), DWARFContext::ProcessDebugRelocations::Ignore,
	                                    nullptr, "", Ignore, Ignore);
	uint32_t Number = 0;
	for (const auto &Unit : Context->compile_units()) {
		DWARFDie Die = Unit->getUnitDIE(false);
		if (!Die)
			continue;
		Number++;
		To->unit(To->self, sourceOf(Die).c_str());
		if (auto Ranges = Die.getAddressRanges()) {
			for (const DWARFAddressRange &Range : *Ranges)
				To->range(To->self, Range.LowPC, Range.HighPC);
		} else {
			consumeError(Ranges.takeError());
		}
		for (const DWARFDebugInfoEntry &Entry : Unit->dies())
			visitDie(DWARFDie(Unit.get(), &Entry), Number, *To);
	}
	return true;
}
