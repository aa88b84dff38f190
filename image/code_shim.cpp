/*
 * Source: llvm-objdump, LLVM 22.
 */
#include "image/code_shim.h"

#include <llvm/Config/llvm-config.h>
#include <llvm/MC/MCAsmInfo.h>
#include <llvm/MC/MCContext.h>
#include <llvm/MC/MCDisassembler/MCDisassembler.h>
#include <llvm/MC/MCInst.h>
#include <llvm/MC/MCInstrAnalysis.h>
#include <llvm/MC/MCInstrInfo.h>
#include <llvm/MC/MCRegisterInfo.h>
#include <llvm/MC/MCSubtargetInfo.h>
#include <llvm/MC/MCTargetOptions.h>
#include <llvm/MC/TargetRegistry.h>
#include <llvm/Support/TargetSelect.h>
#include <llvm/TargetParser/Triple.h>

static_assert(LLVM_VERSION_MAJOR == 22, "check the shim against this LLVM");

using namespace llvm;

struct hp_shim_decoder {
	Triple Target;
	MCTargetOptions Options;
	std::unique_ptr<MCRegisterInfo> Registers;
	std::unique_ptr<MCAsmInfo> Assembly;
	std::unique_ptr<MCSubtargetInfo> Subtarget;
	std::unique_ptr<MCInstrInfo> Instructions;
	std::unique_ptr<MCContext> Context;
	std::unique_ptr<MCDisassembler> Disassembler;
	std::unique_ptr<MCInstrAnalysis> Analysis;
	MCRegister Stack;
};

static MCRegister findRegister(const MCRegisterInfo &Registers, StringRef Name)
{
	for (unsigned I = 1; I < Registers.getNumRegs(); ++I)
		if (Name == Registers.getName(I))
			return I;
	return {};
}

/* Hints, and on x86 the move of a register to itself that Microsoft's compiler begins functions with. */
static bool isIdle(const hp_shim_decoder &Decoder, const MCInst &Instruction)
{
	StringRef Name = Decoder.Instructions->getName(Instruction.getOpcode());
	if (Name == "MOV32rr" || Name == "MOV32rr_REV")
		return Decoder.Target.getArch() == Triple::x86 &&
		       Instruction.getOperand(0).getReg() == Instruction.getOperand(1).getReg();
	return Name == "HINT" || Name == "PACIASP" || Name == "PACIBSP" || Name == "NOOP" || Name == "XCHG16ar" ||
	       Name == "ENDBR32" || Name == "ENDBR64";
}

hp_shim_decoder *hp_shim_decoder_new(const char *Name)
{
	LLVMInitializeX86TargetInfo();
	LLVMInitializeX86TargetMC();
	LLVMInitializeX86Disassembler();
	LLVMInitializeAArch64TargetInfo();
	LLVMInitializeAArch64TargetMC();
	LLVMInitializeAArch64Disassembler();
	std::string Error;
	auto Decoder = std::make_unique<hp_shim_decoder>();
	Decoder->Target = Triple(Name);
	const Target *Found = TargetRegistry::lookupTarget(Decoder->Target, Error);
	if (!Found)
		return nullptr;
	Decoder->Registers.reset(Found->createMCRegInfo(Decoder->Target));
	Decoder->Assembly.reset(Found->createMCAsmInfo(*Decoder->Registers, Decoder->Target, Decoder->Options));
	Decoder->Subtarget.reset(Found->createMCSubtargetInfo(Decoder->Target, "", ""));
	Decoder->Instructions.reset(Found->createMCInstrInfo());
	Decoder->Context = std::make_unique<MCContext>(Decoder->Target, Decoder->Assembly.get(),
	                                               Decoder->Registers.get(), Decoder->Subtarget.get());
	Decoder->Disassembler.reset(Found->createMCDisassembler(*Decoder->Subtarget, *Decoder->Context));
	Decoder->Analysis.reset(Found->createMCInstrAnalysis(Decoder->Instructions.get()));
	Decoder->Stack = findRegister(*Decoder->Registers, Decoder->Target.getArch() == Triple::x86      ? "ESP"
	                                                   : Decoder->Target.getArch() == Triple::x86_64 ? "RSP"
	                                                                                                 : "SP");
	return Decoder->Disassembler && Decoder->Analysis ? Decoder.release() : nullptr;
}

void hp_shim_decoder_free(hp_shim_decoder *Decoder)
{
	delete Decoder;
}

hp_shim_instruction hp_shim_decode(hp_shim_decoder *Decoder, const unsigned char *Bytes, size_t Size,
                                   uint64_t Address)
{
	hp_shim_instruction Result = {};
	MCInst Instruction;
	uint64_t Length = 0;
	if (Decoder->Disassembler->getInstruction(Instruction, Length, ArrayRef(Bytes, Size), Address, nulls()) !=
	        MCDisassembler::Success ||
	    Length > Size)
		return Result;
	Result.size = unsigned(Length);
	const MCInstrDesc &Description = Decoder->Instructions->get(Instruction.getOpcode());
	Result.call = Description.isCall();
	Result.idle = isIdle(*Decoder, Instruction);
	Result.moves_stack =
	    Description.hasDefOfPhysReg(Instruction, Decoder->Stack, *Decoder->Registers) && !Description.isCall();
	if (Description.isBranch() || Description.isCall())
		Result.branches = Decoder->Analysis->evaluateBranch(Instruction, Address, Length, Result.target);
	return Result;
}
