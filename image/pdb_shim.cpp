/*
 * Source: llvm-pdbutil and the headers of DebugInfo/PDB/Native, LLVM 22.
 */
#include "image/pdb_shim.h"

#include <cstring>
#include <llvm/Config/llvm-config.h>
#include <llvm/DebugInfo/CodeView/CVRecord.h>
#include <llvm/DebugInfo/CodeView/SymbolDeserializer.h>
#include <llvm/DebugInfo/CodeView/SymbolRecord.h>
#include <llvm/DebugInfo/CodeView/SymbolRecordHelpers.h>
#include <llvm/DebugInfo/CodeView/TypeDeserializer.h>
#include <llvm/DebugInfo/CodeView/TypeRecordHelpers.h>
#include <llvm/DebugInfo/MSF/MappedBlockStream.h>
#include <llvm/DebugInfo/PDB/Native/DbiModuleDescriptor.h>
#include <llvm/DebugInfo/PDB/Native/DbiModuleList.h>
#include <llvm/DebugInfo/PDB/Native/DbiStream.h>
#include <llvm/DebugInfo/PDB/Native/ISectionContribVisitor.h>
#include <llvm/DebugInfo/PDB/Native/InfoStream.h>
#include <llvm/DebugInfo/PDB/Native/ModuleDebugStream.h>
#include <llvm/DebugInfo/PDB/Native/NativeSession.h>
#include <llvm/DebugInfo/PDB/Native/PDBFile.h>
#include <llvm/DebugInfo/PDB/Native/SymbolStream.h>
#include <llvm/DebugInfo/PDB/Native/TpiStream.h>
#include <llvm/DebugInfo/PDB/PDB.h>
#include <llvm/Support/MemoryBuffer.h>
#include <optional>
#include <string>
#include <vector>

static_assert(LLVM_VERSION_MAJOR == 22, "check the shim against this LLVM");

using namespace llvm;
using namespace llvm::codeview;
using namespace llvm::pdb;

namespace
{

class Reader : public ISectionContribVisitor
{
	PDBFile &File;
	const hp_pdb_reader &To;
	TpiStream *Types = nullptr, *Ids = nullptr;
	bool Hashed = false;

	Error readModule(const DbiModuleDescriptor &Descriptor);
	Error readScopes(uint32_t Index, const CVSymbolArray &Symbols);
	Error readPublics();
	std::string text(TypeIndex Index);
	std::string source(const BuildInfoSym &Info);
	uint64_t sizeOf(TypeIndex Index, unsigned Depth);
	template <class Record> Error put(const CVSymbol &Symbol, hp_pdb_symbol &As);
	Error putFunction(const CVSymbol &Symbol, uint32_t Module, std::string &Name);
	Error putVariable(const CVSymbol &Symbol, uint32_t Module, const std::string &Scope);

      public:
	Reader(PDBFile &File, const hp_pdb_reader &To) : File(File), To(To)
	{
	}
	bool Known = true; // the identity
	Error run();

	void visit(const SectionContrib &C) override
	{
		if (C.Size <= 0 || C.Off < 0)
			return;
		hp_pdb_range Range = {C.Imod + 1u, C.ISect, uint32_t(C.Off), uint32_t(C.Size), C.DataCrc};
		To.range(To.self, &Range);
	}
	void visit(const SectionContrib2 &C) override
	{
		visit(C.Base);
	}
};

// A record of a stream, which may name any.
std::optional<CVType> record(TpiStream *Stream, TypeIndex Index)
{
	return !Stream || Index.isSimple() ? std::nullopt : Stream->typeCollection().tryGetType(Index);
}

// A string of the id stream, with the folder strings that it may be made of.
std::string Reader::text(TypeIndex Index)
{
	std::optional<CVType> Type = record(Ids, Index);
	StringIdRecord String;
	if (!Type || Type->kind() != LF_STRING_ID)
		return "";
	if (Error Failure = TypeDeserializer::deserializeAs<StringIdRecord>(*Type, String)) {
		consumeError(std::move(Failure));
		return "";
	}
	return String.getString().str();
}

std::string Reader::source(const BuildInfoSym &Info)
{
	std::optional<CVType> Type = record(Ids, Info.BuildId);
	BuildInfoRecord Record;
	if (!Type || Type->kind() != LF_BUILDINFO)
		return "";
	if (Error Failure = TypeDeserializer::deserializeAs<BuildInfoRecord>(*Type, Record)) {
		consumeError(std::move(Failure));
		return "";
	}
	if (Record.getArgs().size() <= BuildInfoRecord::SourceFile)
		return "";
	std::string Folder = text(Record.getArgs()[BuildInfoRecord::CurrentDirectory]);
	std::string Name = text(Record.getArgs()[BuildInfoRecord::SourceFile]);
	bool Absolute = Name.size() && (Name[0] == '/' || Name[0] == '\\' || (Name.size() > 1 && Name[1] == ':'));
	return Name.empty() || Absolute || Folder.empty() ? Name : Folder + "/" + Name;
}

// The bytes of a type; 0 if that is unknown.
uint64_t Reader::sizeOf(TypeIndex Index, unsigned Depth)
{
	if (Index.isNoneType() || Depth > 16)
		return 0;
	if (Index.isSimple())
		return getSizeInBytesForTypeIndex(Index);
	std::optional<CVType> Found = record(Types, Index);
	if (!Found)
		return 0;
	CVType &Type = *Found;
	if (Type.kind() == LF_MODIFIER) {
		ModifierRecord Record;
		if (!errorToBool(TypeDeserializer::deserializeAs<ModifierRecord>(Type, Record)))
			return sizeOf(Record.getModifiedType(), Depth + 1);
		return 0;
	}
	if (Type.kind() == LF_ENUM) {
		EnumRecord Record;
		if (!errorToBool(TypeDeserializer::deserializeAs<EnumRecord>(Type, Record)))
			return sizeOf(Record.getUnderlyingType(), Depth + 1);
		return 0;
	}
	if (isUdtForwardRef(Type)) {
		if (!Hashed)
			Types->buildHashMap();
		Hashed = true;
		Expected<TypeIndex> Full = Types->findFullDeclForForwardRef(Index);
		if (Full)
			return *Full == Index ? 0 : sizeOf(*Full, Depth + 1);
		consumeError(Full.takeError());
		return 0;
	}
	// LLVM's function gives the size of the record itself for all but classes and unions.
	if (Type.kind() == LF_ARRAY) {
		ArrayRecord Record;
		return errorToBool(TypeDeserializer::deserializeAs<ArrayRecord>(Type, Record)) ? 0 : Record.getSize();
	}
	if (Type.kind() == LF_POINTER) {
		PointerRecord Record;
		return errorToBool(TypeDeserializer::deserializeAs<PointerRecord>(Type, Record)) ? 0
		                                                                                 : Record.getSize();
	}
	bool IsClass = Type.kind() == LF_STRUCTURE || Type.kind() == LF_CLASS || Type.kind() == LF_INTERFACE ||
	               Type.kind() == LF_UNION;
	return IsClass ? getSizeInBytesForTypeRecord(Type) : 0;
}

// Names up to their NUL.
template <class Record> Error Reader::put(const CVSymbol &Symbol, hp_pdb_symbol &As)
{
	auto Found = SymbolDeserializer::deserializeAs<Record>(Symbol);
	if (!Found)
		return Found.takeError();
	std::string Name = Found->Name.str();
	As.name = Name.c_str();
	if constexpr (std::is_same_v<Record, PublicSym32>) {
		As.section = Found->Segment;
		As.offset = Found->Offset;
		As.code = (uint32_t(Found->Flags) & uint32_t(PublicSymFlags::Function)) != 0;
	} else if constexpr (std::is_same_v<Record, ProcSym>) {
		As.section = Found->Segment;
		As.offset = Found->CodeOffset;
		As.size = Found->CodeSize;
	} else {
		As.section = Found->Segment;
		As.offset = Found->DataOffset;
		As.size = sizeOf(Found->Type, 0);
	}
	if (As.section)
		To.symbol(To.self, &As);
	return Error::success();
}

Error Reader::putFunction(const CVSymbol &Symbol, uint32_t Module, std::string &Name)
{
	hp_pdb_symbol As = {};
	As.kind = HP_PDB_FUNCTION;
	As.scope = "";
	As.module = Module;
	As.external = Symbol.kind() == S_GPROC32 || Symbol.kind() == S_GPROC32_ID;
	auto Found = SymbolDeserializer::deserializeAs<ProcSym>(Symbol);
	if (!Found)
		return Found.takeError();
	Name = Found->Name.str();
	return put<ProcSym>(Symbol, As);
}

Error Reader::putVariable(const CVSymbol &Symbol, uint32_t Module, const std::string &Scope)
{
	hp_pdb_symbol As = {};
	SymbolKind Kind = Symbol.kind();
	As.kind = HP_PDB_VARIABLE;
	As.scope = Scope.c_str();
	As.module = Module;
	As.external = Kind == S_GDATA32 || Kind == S_GTHREAD32;
	return Kind == S_GTHREAD32 || Kind == S_LTHREAD32 ? put<ThreadLocalDataSym>(Symbol, As)
	                                                  : put<DataSym>(Symbol, As);
}

// Functions and variables; those in a function's scope are its statics.
Error Reader::readScopes(uint32_t Module, const CVSymbolArray &Symbols)
{
	std::vector<std::string> Scopes;
	bool Damaged = false;
	for (auto I = Symbols.begin(&Damaged), E = Symbols.end(); I != E; ++I) {
		std::string Name = Scopes.empty() ? "" : Scopes.back();
		switch (I->kind()) {
		case S_GPROC32:
		case S_GPROC32_ID:
		case S_LPROC32:
		case S_LPROC32_ID:
			if (Error Failure = putFunction(*I, Module, Name))
				return Failure;
			break;
		case S_GDATA32:
		case S_LDATA32:
		case S_GTHREAD32:
		case S_LTHREAD32:
			if (Error Failure = putVariable(*I, Module, Name))
				return Failure;
			break;
		default:
			break;
		}
		if (symbolOpensScope(I->kind()))
			Scopes.push_back(Name);
		else if (symbolEndsScope(I->kind()) && !Scopes.empty())
			Scopes.pop_back();
	}
	return Damaged ? createStringError("damaged symbols of a module") : Error::success();
}

Error Reader::readModule(const DbiModuleDescriptor &Descriptor)
{
	std::string Object = Descriptor.getModuleName().str(), Archive = Descriptor.getObjFileName().str(), Source;
	hp_pdb_module Module = {Object.c_str(), Archive == Object ? "" : Archive.c_str(), "", -1};
	uint16_t Stream = Descriptor.getModuleStreamIndex();
	if (Stream == kInvalidStreamIndex) {
		To.module(To.self, &Module);
		return Error::success();
	}
	auto Data = File.createIndexedStream(Stream);
	if (!Data) {
		To.module(To.self, &Module);
		return createStringError("a module's stream is missing");
	}
	ModuleDebugStreamRef Symbols(Descriptor, std::move(Data));
	if (Error Failure = Symbols.reload())
		return Failure;
	bool Damaged = false;
	for (auto I = Symbols.getSymbolArray().begin(&Damaged), E = Symbols.getSymbolArray().end(); I != E; ++I) {
		if (I->kind() == S_COMPILE3) {
			auto Compile = SymbolDeserializer::deserializeAs<Compile3Sym>(*I);
			if (!Compile)
				return Compile.takeError();
			Module.hotpatch = (uint32_t(Compile->Flags) & uint32_t(CompileSym3Flags::HotPatch)) != 0;
		} else if (I->kind() == S_BUILDINFO) {
			auto Info = SymbolDeserializer::deserializeAs<BuildInfoSym>(*I);
			if (!Info)
				return Info.takeError();
			Source = source(*Info);
		}
	}
	Module.source = Source.c_str();
	To.module(To.self, &Module);
	return Error::success();
}

Error Reader::readPublics()
{
	auto Symbols = File.getPDBSymbolStream();
	if (!Symbols)
		return Symbols.takeError();
	bool Damaged = false;
	for (const CVSymbol &Symbol : Symbols->getSymbols(&Damaged)) {
		hp_pdb_symbol As = {};
		As.kind = HP_PDB_PUBLIC;
		As.scope = "";
		As.external = true;
		if (Symbol.kind() == S_PUB32)
			if (Error Failure = put<PublicSym32>(Symbol, As))
				return Failure;
		// External variables are described here, and in no module.
		if (Symbol.kind() == S_GDATA32 || Symbol.kind() == S_GTHREAD32)
			if (Error Failure = putVariable(Symbol, 0, ""))
				return Failure;
	}
	return Damaged ? createStringError("damaged public symbols") : Error::success();
}

Error Reader::run()
{
	auto Info = File.getPDBInfoStream();
	if (!Info)
		return Info.takeError();
	auto Debug = File.getPDBDbiStream();
	if (!Debug)
		return Debug.takeError();
	unsigned char Guid[16];
	GUID Own = Info->getGuid();
	memcpy(Guid, Own.Guid, sizeof Guid);
	Known = To.identity(To.self, Guid, Debug->getAge());
	if (!Known)
		return Error::success();
	if (auto Found = File.getPDBTpiStream())
		Types = &*Found;
	else
		return Found.takeError();
	if (auto Found = File.getPDBIpiStream())
		Ids = &*Found;
	else
		consumeError(Found.takeError());
	const DbiModuleList &Modules = Debug->modules();
	for (uint32_t I = 0; I < Modules.getModuleCount(); I++)
		if (Error Failure = readModule(Modules.getModuleDescriptor(I)))
			return Failure;
	Debug->visitSectionContributions(*this);
	if (Error Failure = readPublics())
		return Failure;
	for (uint32_t I = 0; I < Modules.getModuleCount(); I++) {
		DbiModuleDescriptor Descriptor = Modules.getModuleDescriptor(I);
		if (Descriptor.getModuleStreamIndex() == kInvalidStreamIndex)
			continue;
		ModuleDebugStreamRef Symbols(Descriptor, File.createIndexedStream(Descriptor.getModuleStreamIndex()));
		if (Error Failure = Symbols.reload())
			return Failure;
		if (Error Failure = readScopes(I + 1, Symbols.getSymbolArray()))
			return Failure;
	}
	return Error::success();
}

} // namespace

bool hp_shim_pdb_read(const char *Path, const hp_pdb_reader *To, char **Text)
{
	*Text = nullptr;
	auto Buffer = MemoryBuffer::getFile(Path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
	if (!Buffer) {
		*Text = strdup(Buffer.getError().message().c_str());
		return false;
	}
	std::unique_ptr<IPDBSession> Session;
	if (Error Failure = NativeSession::createFromPdb(std::move(*Buffer), Session)) {
		*Text = strdup(toString(std::move(Failure)).c_str());
		return false;
	}
	PDBFile &File = static_cast<NativeSession *>(Session.get())->getPDBFile();
	Reader Reading(File, *To);
	if (Error Failure = Reading.run()) {
		*Text = strdup(toString(std::move(Failure)).c_str());
		return false;
	}
	return Reading.Known;
}
