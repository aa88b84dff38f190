// What LLVM says. Decides the words and groups, which are clang's; not what is shown.
// Source: clang's CodeGenAction.cpp, BackendConsumer, and DiagnosticFrontendKinds.td, LLVM 22.
#include "pass/ir/message_shim.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Demangle/Demangle.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/DiagnosticHandler.h"
#include "llvm/IR/DiagnosticInfo.h"
#include "llvm/IR/DiagnosticPrinter.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/LLVMRemarkStreamer.h"
#include "llvm/Support/Regex.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/ToolOutputFile.h"
#include "pass/hotpatch.h"

#include <cstring>
#include <memory>
#include <string>

using namespace llvm;

namespace
{

struct Texts {
	std::string Text, Pass, Assembly, File, Path, Function;
};

std::string printed(const DiagnosticInfo &Info)
{
	std::string Text;
	raw_string_ostream Stream(Text);
	DiagnosticPrinterRawOStream Printer(Stream);
	Info.print(Printer);
	return StringRef(Text).rtrim().str();
}

// The group of remarks; nullptr for other messages.
const char *remarkGroup(const DiagnosticInfoOptimizationBase &Remark)
{
	if (Remark.isPassed())
		return "pass";
	if (Remark.isMissed())
		return "pass-missed";
	return Remark.getKind() == DK_OptimizationFailure ? nullptr : "pass-analysis";
}

const char *warningGroup(const DiagnosticInfo &Info)
{
	switch (Info.getKind()) {
	case DK_StackSize:
		return "frame-larger-than";
	case DK_InlineAsm:
		return "inline-asm";
	case DK_SrcMgr:
		return cast<DiagnosticInfoSrcMgr>(Info).isInlineAsmDiag() ? "inline-asm" : "source-mgr";
	case DK_OptimizationFailure:
		return "pass-failed";
	case DK_DontCall:
		return "attribute-warning";
	case DK_MisExpect:
		return "misexpect";
	default:
		return "backend-plugin";
	}
}

std::string remarkText(const DiagnosticInfoOptimizationBase &Remark)
{
	std::string Text = Remark.getMsg();
	if (Remark.getKind() == DK_OptimizationRemarkAnalysisFPCommute)
		Text +=
		    "; allow reordering by specifying '#pragma clang loop vectorize(enable)' before the loop or by "
		    "providing the compiler option '-ffast-math'";
	if (Remark.getKind() == DK_OptimizationRemarkAnalysisAliasing)
		Text +=
		    "; allow reordering by specifying '#pragma clang loop vectorize(enable)' before the loop; if the "
		    "arrays will always be independent, specify '#pragma clang loop vectorize(assume_safety)' before "
		    "the loop or provide the '__restrict__' qualifier with the independent array arguments -- "
		    "erroneous results will occur if these options are incorrectly applied";
	return Text;
}

std::string textOf(const DiagnosticInfo &Info)
{
	if (auto *Stack = dyn_cast<DiagnosticInfoStackSize>(&Info))
		return "stack frame size (" + utostr(Stack->getStackSize()) + ") exceeds limit (" +
		       utostr(Stack->getStackLimit()) + ") in '" + demangle(Stack->getFunction().getName()) + "'";
	if (auto *Call = dyn_cast<DiagnosticInfoDontCall>(&Info))
		return "call to '" + demangle(Call->getFunctionName()) + "' declared with '" +
		       (Info.getSeverity() == DS_Error ? "error" : "warning") +
		       "' attribute: " + Call->getNote().str();
	if (auto *Source = dyn_cast<DiagnosticInfoSrcMgr>(&Info))
		return Source->getSMDiag().getMessage().str();
	if (auto *Base = dyn_cast<DiagnosticInfoOptimizationBase>(&Info))
		return remarkText(*Base);
	return printed(Info);
}

// The note that clang makes of a place in inline assembly, with the line and a caret below.
std::string assemblyOf(const DiagnosticInfo &Info)
{
	std::string Text;
	auto *Source = dyn_cast<DiagnosticInfoSrcMgr>(&Info);
	if (!Source || !Source->isInlineAsmDiag())
		return Text;
	const SMDiagnostic &Place = Source->getSMDiag();
	raw_string_ostream Stream(Text);
	SMDiagnostic(*Place.getSourceMgr(), Place.getLoc(), Place.getFilename(), Place.getLineNo(),
	             Place.getColumnNo(), SourceMgr::DK_Note, "instantiated into assembly here",
	             Place.getLineContents(), Place.getRanges())
	    .print(nullptr, Stream, false);
	return StringRef(Text).rtrim().str();
}

void place(const DiagnosticInfo &Info, hp_message &Message, Texts &Texts)
{
	StringRef File;
	auto *Located = dyn_cast<DiagnosticInfoOptimizationBase>(&Info);
	const DISubprogram *Program = nullptr;
	if (auto *Stack = dyn_cast<DiagnosticInfoStackSize>(&Info))
		Program = Stack->getFunction().getSubprogram();
	else if (Located)
		Program = Located->getFunction().getSubprogram();
	if (Located && Located->isLocationAvailable()) {
		Located->getLocation(File, Message.line, Message.column);
		Texts.File = File.str();
		Texts.Path = Located->getAbsolutePath();
	} else if (Program && Program->getLine()) {
		Texts.File = Program->getFilename().str();
		Texts.Function = Program->getName().str();
		Message.line = Program->getLine();
		Message.function = Texts.Function.c_str();
	}
	if (Message.line && !Texts.File.empty())
		Message.file = Texts.File.c_str();
	Message.path = Texts.Path.empty() ? Texts.File.c_str() : Texts.Path.c_str();
}

struct Handler final : DiagnosticHandler {
	const hp_shim_handler *Callbacks;
	std::unique_ptr<LLVMRemarkFileHandle> Record;

	explicit Handler(const hp_shim_handler *Callbacks) : Callbacks(Callbacks)
	{
	}

	bool handleDiagnostics(const DiagnosticInfo &Info) override
	{
		hp_message Message = {};
		Texts Texts;
		if (auto *Remark = dyn_cast<OptimizationRemark>(&Info); Remark && Callbacks->wants_inlined)
			reportInlined(*Remark);
		auto *Base = dyn_cast<DiagnosticInfoOptimizationBase>(&Info);
		const char *Group = Base ? remarkGroup(*Base) : nullptr;
		if (Info.getSeverity() == DS_Note || (!Group && Info.getSeverity() == DS_Remark))
			return true;
		if (Group && !isWanted(*Base, Group))
			return true;
		Message.severity = Group                            ? HP_SEVERITY_REMARK
		                   : Info.getSeverity() == DS_Error ? HP_SEVERITY_ERROR
		                                                    : HP_SEVERITY_WARNING;
		Texts.Text = textOf(Info);
		Texts.Assembly = assemblyOf(Info);
		Texts.Pass = Group ? Base->getPassName().str() : "";
		Message.group = Group ? Group : warningGroup(Info);
		Message.pass = Group ? Texts.Pass.c_str() : nullptr;
		Message.text = Texts.Text.c_str();
		Message.assembly = Texts.Assembly.empty() ? nullptr : Texts.Assembly.c_str();
		if (Group && Base->getHotness()) {
			Message.has_hotness = true;
			Message.hotness = *Base->getHotness();
		}
		place(Info, Message, Texts);
		Callbacks->said(Callbacks->self, &Message);
		return true;
	}

	void reportInlined(const OptimizationRemark &Remark)
	{
		std::string Callee, Caller;
		for (const auto &Argument : Remark.getArgs()) {
			if (Argument.Key == "Callee")
				Callee = Argument.Val;
			else if (Argument.Key == "Caller")
				Caller = Argument.Val;
		}
		if (!Callee.empty() && !Caller.empty())
			Callbacks->inlined(Callbacks->self, Callee.c_str(), Caller.c_str());
	}

	bool isWanted(const DiagnosticInfoOptimizationBase &Remark, const char *Group) const
	{
		if (Remark.isVerbose() && !Remark.getHotness())
			return false;
		auto *Analysis = dyn_cast<OptimizationRemarkAnalysis>(&Remark);
		return asks(Group, Analysis && Analysis->shouldAlwaysPrint() ? "" : Remark.getPassName());
	}

	bool asks(const char *Group, StringRef Pass) const
	{
		return Callbacks->wants_remarks && Callbacks->wants(Callbacks->self, Group, Pass.str().c_str());
	}

	bool isAnalysisRemarkEnabled(StringRef Pass) const override
	{
		return asks("pass-analysis", Pass);
	}
	bool isMissedOptRemarkEnabled(StringRef Pass) const override
	{
		return asks("pass-missed", Pass);
	}
	bool isPassedOptRemarkEnabled(StringRef Pass) const override
	{
		return (Callbacks->wants_inlined && Pass == "inline") || asks("pass", Pass);
	}
	bool isAnyRemarkEnabled() const override
	{
		return Callbacks->wants_inlined || Callbacks->wants_remarks;
	}
};

} // namespace

void hp_shim_set_handler(LLVMContextRef Context, const hp_shim_handler *Callbacks)
{
	unwrap(Context)->setDiagnosticHandler(std::make_unique<Handler>(Callbacks));
}

bool hp_shim_write_remarks(LLVMContextRef ContextRef, const char *File, const char *Passes, const char *Format,
                           char **Error)
{
	LLVMContext &Context = *unwrap(ContextRef);
	auto Record =
	    setupLLVMOptimizationRemarks(Context, File, Passes ? Passes : "", Format ? Format : "yaml", false);
	if (!Record) {
		*Error = strdup(toString(Record.takeError()).c_str());
		return false;
	}
	(*Record)->keep();
	auto *Own = static_cast<Handler *>(const_cast<DiagnosticHandler *>(Context.getDiagHandlerPtr()));
	Own->Record = std::make_unique<LLVMRemarkFileHandle>(std::move(*Record));
	return true;
}

void hp_shim_finish_remarks(LLVMContextRef ContextRef)
{
	LLVMContext &Context = *unwrap(ContextRef);
	auto *Own = static_cast<Handler *>(const_cast<DiagnosticHandler *>(Context.getDiagHandlerPtr()));
	if (!Own->Record)
		return;
	Own->Record->finalize();
	Own->Record.reset();
}

bool hp_shim_regex_matches(const char *Pattern, const char *Text)
{
	return Regex(Pattern).match(Text);
}
