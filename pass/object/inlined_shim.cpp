/*
 * Inlined copies in debug information. Decides how they are named; not whether anybody wants them.
 */
#include "pass/object/inlined_shim.h"

#include <llvm/DebugInfo/CodeView/CVSymbolVisitor.h>
#include <llvm/DebugInfo/CodeView/DebugSubsectionRecord.h>
#include <llvm/DebugInfo/CodeView/DebugSymbolsSubsection.h>
#include <llvm/DebugInfo/CodeView/LazyRandomTypeCollection.h>
#include <llvm/DebugInfo/CodeView/SymbolDeserializer.h>
#include <llvm/DebugInfo/CodeView/TypeDeserializer.h>
#include <llvm/DebugInfo/DWARF/DWARFContext.h>
#include <llvm/Object/COFF.h>
#include <llvm/Object/ObjectFile.h>
#include <llvm/Support/BinaryStreamReader.h>
#include <llvm/Support/MemoryBuffer.h>
#include <memory>
#include <optional>
#include <string>

using namespace llvm;

enum { TypeCount = 256 /* that are expected; more come as they must */ };

// The name of a DIE's function, "" if it has none: clang gives C's functions no linkage name.
static std::string nameOf(const DWARFDie &Die)
{
	const char *Name = Die.getSubroutineName(DINameKind::LinkageName);
	return Name ? Name : "";
}

static void visitDwarf(const object::ObjectFile &File, const hp_shim_inlined &To)
{
	auto Context = DWARFContext::create(
	    File, DWARFContext::ProcessDebugRelocations::Process, nullptr, "",
	    [](Error Failure) { consumeError(std::move(Failure)); },
	    [](Error Failure) { consumeError(std::move(Failure)); });
	for (const auto &Unit : Context->compile_units()) {
		for (const DWARFDebugInfoEntry &Entry : Unit->dies()) {
			DWARFDie Die(Unit.get(), &Entry);
			if (Die.getTag() != dwarf::DW_TAG_inlined_subroutine)
				continue;
			DWARFDie Holder = Die.getParent();
			while (Holder && Holder.getTag() != dwarf::DW_TAG_subprogram)
				Holder = Holder.getParent();
			std::string Inlined = nameOf(Die), Name = Holder ? nameOf(Holder) : "";
			if (!Inlined.empty() && !Name.empty())
				To.visit(To.self, Inlined.c_str(), Name.c_str());
		}
	}
}

// The name of a function's record in the object's own types, "" if it cannot be read.
static std::string nameOf(codeview::LazyRandomTypeCollection &Types, codeview::TypeIndex Index)
{
	std::optional<codeview::CVType> Found = Index.isSimple() ? std::nullopt : Types.tryGetType(Index);
	if (!Found)
		return "";
	codeview::CVType Type = *Found;
	if (Type.kind() == codeview::LF_FUNC_ID) {
		codeview::FuncIdRecord Record;
		if (Error Failure = codeview::TypeDeserializer::deserializeAs(Type, Record))
			return consumeError(std::move(Failure)), "";
		std::string Scope;
		if (!Record.getParentScope().isSimple() && Types.tryGetType(Record.getParentScope()))
			Scope = Types.getTypeName(Record.getParentScope()).str();
		return Scope.empty() ? Record.getName().str() : Scope + "::" + Record.getName().str();
	}
	if (Type.kind() == codeview::LF_MFUNC_ID) {
		codeview::MemberFuncIdRecord Record;
		if (Error Failure = codeview::TypeDeserializer::deserializeAs(Type, Record))
			return consumeError(std::move(Failure)), "";
		if (Record.getClassType().isSimple() || !Types.tryGetType(Record.getClassType()))
			return "";
		return (Types.getTypeName(Record.getClassType()) + "::" + Record.getName()).str();
	}
	return "";
}

static bool isFunction(codeview::SymbolKind Kind)
{
	return Kind == codeview::S_GPROC32 || Kind == codeview::S_LPROC32 || Kind == codeview::S_GPROC32_ID ||
	       Kind == codeview::S_LPROC32_ID;
}

static Error visitSymbols(BinaryStreamRef Data, codeview::LazyRandomTypeCollection &Types, const hp_shim_inlined &To)
{
	codeview::DebugSymbolsSubsectionRef Symbols;
	if (Error Failure = Symbols.initialize(BinaryStreamReader(Data)))
		return Failure;
	std::string Holder;
	for (const codeview::CVSymbol &Symbol : Symbols) {
		if (isFunction(Symbol.kind())) {
			auto Record = codeview::SymbolDeserializer::deserializeAs<codeview::ProcSym>(Symbol);
			if (!Record)
				return Record.takeError();
			Holder = Record->Name.str();
		} else if (Symbol.kind() == codeview::S_INLINESITE) {
			auto Record = codeview::SymbolDeserializer::deserializeAs<codeview::InlineSiteSym>(Symbol);
			if (!Record)
				return Record.takeError();
			std::string Inlined = nameOf(Types, Record->Inlinee);
			if (!Inlined.empty() && !Holder.empty())
				To.visit(To.self, Inlined.c_str(), Holder.c_str());
		}
	}
	return Error::success();
}

// A section's content behind the magic number, empty if that is not CodeView's.
static StringRef contentOf(const object::SectionRef &Section)
{
	Expected<StringRef> Data = Section.getContents();
	if (!Data)
		return consumeError(Data.takeError()), "";
	return Data->size() > 4 && support::endian::read32le(Data->data()) == COFF::DEBUG_SECTION_MAGIC
	           ? Data->drop_front(4)
	           : "";
}

static StringRef nameOf(const object::SectionRef &Section)
{
	Expected<StringRef> Name = Section.getName();
	if (Name)
		return *Name;
	consumeError(Name.takeError());
	return "";
}

static Error visitSection(StringRef Content, codeview::LazyRandomTypeCollection &Types, const hp_shim_inlined &To)
{
	codeview::DebugSubsectionArray Subsections;
	BinaryStreamReader Reader(Content, endianness::little);
	if (Error Failure = Reader.readArray(Subsections, Reader.bytesRemaining()))
		return Failure;
	for (const codeview::DebugSubsectionRecord &Subsection : Subsections)
		if (Subsection.kind() == codeview::DebugSubsectionKind::Symbols)
			if (Error Failure = visitSymbols(Subsection.getRecordData(), Types, To))
				return Failure;
	return Error::success();
}

static void visitCodeView(const object::ObjectFile &File, const hp_shim_inlined &To)
{
	StringRef TypeData;
	for (const object::SectionRef &Section : File.sections())
		if (nameOf(Section) == ".debug$T")
			TypeData = contentOf(Section);
	if (TypeData.empty())
		return;
	codeview::LazyRandomTypeCollection Types(0);
	Types.reset(TypeData, TypeCount); // the constructors that take data do not keep it
	for (const object::SectionRef &Section : File.sections())
		if (nameOf(Section) == ".debug$S")
			consumeError(visitSection(contentOf(Section), Types, To));
}

void hp_shim_visit_inlined(LLVMMemoryBufferRef Memory, const hp_shim_inlined *To)
{
	MemoryBufferRef Buffer = *unwrap(Memory);
	auto File = object::ObjectFile::createObjectFile(Buffer);
	if (!File)
		return consumeError(File.takeError());
	visitDwarf(**File, *To);
	visitCodeView(**File, *To);
}
