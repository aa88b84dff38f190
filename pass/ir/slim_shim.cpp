// What LLVM-C lacks for slim patches. Decides nothing.
#include "pass/ir/slim_shim.h"

#include "llvm/IR/DataLayout.h"
#include "llvm/IR/DebugInfo.h"
#include "llvm/IR/GlobalVariable.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Module.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Transforms/IPO/GlobalDCE.h"

#include <cstring>
#include <string>

using namespace llvm;

void hp_shim_global_set_text(LLVMValueRef Global, const char *Key, const char *Text)
{
	unwrap<GlobalVariable>(Global)->addAttribute(Key, Text);
}

char *hp_shim_global_text(LLVMValueRef Global, const char *Key)
{
	auto *Variable = unwrap<GlobalVariable>(Global);
	return Variable->hasAttribute(Key) ? strdup(Variable->getAttribute(Key).getValueAsString().str().c_str())
	                                   : nullptr;
}

// Source: LLVM's CodeViewDebug.cpp, collectParentScopeNames.
static std::string qualified(const DIScope *Scope, StringRef Name)
{
	std::string Result = Name.str();
	for (; Scope && !isa<DIFile>(Scope) && !isa<DICompileUnit>(Scope); Scope = Scope->getScope())
		if (!isa<DILexicalBlockBase>(Scope))
			Result = (Scope->getName().empty() ? "`anonymous namespace'" : Scope->getName().str()) +
			         "::" + Result;
	return Result;
}

char *hp_shim_debug_name(LLVMValueRef Global)
{
	if (auto *Code = dyn_cast<Function>(unwrap<Value>(Global))) {
		const DISubprogram *Program = Code->getSubprogram();
		return Program ? strdup(qualified(Program->getScope(), Program->getName()).c_str()) : nullptr;
	}
	SmallVector<DIGlobalVariableExpression *, 1> Expressions;
	if (auto *Variable = dyn_cast<GlobalVariable>(unwrap<Value>(Global)))
		Variable->getDebugInfo(Expressions);
	if (Expressions.empty())
		return nullptr;
	const DIGlobalVariable *Described = Expressions.front()->getVariable();
	return strdup(qualified(Described->getScope(), Described->getName()).c_str());
}

static void leave(GlobalObject *Object)
{
	Object->setComdat(nullptr);
	Object->setDLLStorageClass(GlobalValue::DefaultStorageClass);
}

void hp_shim_drop_definition(LLVMValueRef Global)
{
	auto *Object = unwrap<GlobalObject>(Global);
	bool Local = Object->hasLocalLinkage();
	if (auto *Code = dyn_cast<Function>(Object)) {
		Code->deleteBody();
		if (Local)
			Code->addFnAttr(HP_STATIC);
	} else {
		auto *Variable = cast<GlobalVariable>(Object);
		Variable->setInitializer(nullptr);
		Variable->setLinkage(GlobalValue::ExternalLinkage);
		Variable->setSection("");
		if (Local)
			Variable->addAttribute(HP_STATIC);
	}
	leave(Object);
	Object->setVisibility(GlobalValue::DefaultVisibility);
}

bool hp_shim_was_static(LLVMValueRef Global)
{
	if (auto *Code = dyn_cast<Function>(unwrap<Value>(Global)))
		return Code->hasFnAttribute(HP_STATIC);
	auto *Variable = dyn_cast<GlobalVariable>(unwrap<Value>(Global));
	return Variable && Variable->hasAttribute(HP_STATIC);
}

void hp_shim_make_available(LLVMValueRef Function)
{
	auto *Code = unwrap<llvm::Function>(Function);
	leave(Code);
	Code->setLinkage(GlobalValue::AvailableExternallyLinkage);
}

void hp_shim_alias_to_declaration(LLVMValueRef Value)
{
	auto *Alias = unwrap<GlobalAlias>(Value);
	GlobalValue *Declared;
	if (auto *Type = dyn_cast<FunctionType>(Alias->getValueType()))
		Declared = Function::Create(Type, GlobalValue::ExternalLinkage, Alias->getAddressSpace(), "",
		                            Alias->getParent());
	else
		Declared = new GlobalVariable(*Alias->getParent(), Alias->getValueType(), false,
		                              GlobalValue::ExternalLinkage, nullptr, "", nullptr,
		                              Alias->getThreadLocalMode(), Alias->getAddressSpace());
	Declared->takeName(Alias);
	Declared->setDSOLocal(Alias->isDSOLocal());
	Alias->replaceAllUsesWith(Declared);
	Alias->eraseFromParent();
}

void hp_shim_alias_to_aliasee(LLVMValueRef Value)
{
	auto *Alias = unwrap<GlobalAlias>(Value);
	Alias->replaceAllUsesWith(Alias->getAliasee());
	Alias->eraseFromParent();
}

void hp_shim_drop_metadata(LLVMModuleRef Module, const char *Name)
{
	if (NamedMDNode *Node = unwrap(Module)->getNamedMetadata(Name))
		Node->eraseFromParent();
}

void hp_shim_drop_dead(LLVMModuleRef Module)
{
	PassBuilder Builder;
	ModuleAnalysisManager Modules;
	FunctionAnalysisManager Functions;
	LoopAnalysisManager Loops;
	CGSCCAnalysisManager Graphs;
	Builder.registerModuleAnalyses(Modules);
	Builder.registerCGSCCAnalyses(Graphs);
	Builder.registerFunctionAnalyses(Functions);
	Builder.registerLoopAnalyses(Loops);
	Builder.crossRegisterProxies(Loops, Functions, Graphs, Modules);
	GlobalDCEPass().run(*unwrap(Module), Modules);
}

void hp_shim_drop_available(LLVMModuleRef Module)
{
	for (Function &Code : *unwrap(Module))
		if (Code.hasAvailableExternallyLinkage())
			Code.deleteBody();
	hp_shim_drop_dead(Module);
}

void hp_shim_keep_effects(LLVMValueRef Value)
{
	auto *Call = unwrap<CallBase>(Value);
	const Function *Callee = Call->getCalledFunction();
	if (!Callee)
		return;
	static const Attribute::AttrKind Kinds[] = {
	    Attribute::NoReturn, Attribute::NoUnwind, Attribute::ReturnsTwice, Attribute::WillReturn,
	    Attribute::NoFree,   Attribute::NoSync,   Attribute::Cold,         Attribute::Convergent};
	for (Attribute::AttrKind Kind : Kinds)
		if (Callee->hasFnAttribute(Kind) && !Call->getAttributes().hasFnAttr(Kind))
			Call->addFnAttr(Callee->getFnAttribute(Kind));
	if (Callee->getMemoryEffects() != MemoryEffects::unknown())
		Call->setMemoryEffects(Call->getMemoryEffects()); // the callee's among them
	Call->addFnAttr(Attribute::get(Call->getContext(), "guard_nocf"));
}

LLVMValueRef hp_shim_base_and_offset(LLVMTargetDataRef LayoutRef, LLVMValueRef Address, int64_t *Offset)
{
	const DataLayout &Layout = *unwrap(LayoutRef);
	auto *Value = unwrap<Constant>(Address);
	if (auto *Cast = dyn_cast<ConstantExpr>(Value); Cast && Cast->getOpcode() == Instruction::PtrToInt)
		Value = Cast->getOperand(0);
	if (!Value->getType()->isPointerTy())
		return nullptr;
	APInt Distance(Layout.getIndexTypeSizeInBits(Value->getType()), 0);
	auto *Global = dyn_cast<GlobalValue>(Value->stripAndAccumulateConstantOffsets(Layout, Distance, true));
	*Offset = Distance.getSExtValue();
	return wrap(const_cast<GlobalValue *>(Global));
}

namespace
{
struct LayOut {
	const DataLayout &Layout;
	unsigned char *Bytes, *Known;
	hp_shim_address Visit;
	void *Self;

	void number(const APInt &Value, uint64_t Offset)
	{
		for (unsigned I = 0; I < (Value.getBitWidth() + 7) / 8; I++) {
			unsigned Bits = std::min(8u, Value.getBitWidth() - 8 * I);
			Bytes[Offset + I] = uint8_t(Value.extractBitsAsZExtValue(Bits, 8 * I));
			Known[Offset + I] = 1;
		}
	}

	void value(const Constant *Value, uint64_t Offset)
	{
		Type *Of = Value->getType();
		if (auto *Integer = dyn_cast<ConstantInt>(Value); Integer && !Of->isVectorTy())
			number(Integer->getValue(), Offset);
		else if (auto *Real = dyn_cast<ConstantFP>(Value); Real && !Of->isVectorTy())
			number(Real->getValueAPF().bitcastToAPInt(), Offset);
		else if (Value->isNullValue())
			memset(Known + Offset, 1, Layout.getTypeStoreSize(Of));
		else if (auto *Struct = dyn_cast<StructType>(Of); Struct && !isa<UndefValue>(Value))
			for (unsigned I = 0; I < Struct->getNumElements(); I++)
				value(Value->getAggregateElement(I),
				      Offset + Layout.getStructLayout(Struct)->getElementOffset(I));
		else if ((Of->isArrayTy() || isa<FixedVectorType>(Of)) && !isa<UndefValue>(Value))
			elements(Value, Offset);
		else if (auto *Cast = dyn_cast<ConstantExpr>(Value);
		         Cast && Cast->getOpcode() == Instruction::IntToPtr && isa<ConstantInt>(Cast->getOperand(0)))
			// A distance in an Itanium vtable.
			number(cast<ConstantInt>(Cast->getOperand(0))
			           ->getValue()
			           .zextOrTrunc(unsigned(Layout.getTypeSizeInBits(Of))),
			       Offset);
		else if (!isa<UndefValue>(Value))
			address(Value, Offset);
	}

	void elements(const Constant *Value, uint64_t Offset)
	{
		Type *Of = Value->getType();
		Type *Element = Of->isArrayTy() ? Of->getArrayElementType() : cast<VectorType>(Of)->getElementType();
		uint64_t Count =
		    Of->isArrayTy() ? Of->getArrayNumElements() : cast<FixedVectorType>(Of)->getNumElements();
		for (uint64_t I = 0; I < Count; I++)
			value(Value->getAggregateElement(unsigned(I)), Offset + I * Layout.getTypeAllocSize(Element));
	}

	void address(const Constant *Value, uint64_t Offset)
	{
		int64_t Addend = 0;
		LLVMValueRef Global =
		    hp_shim_base_and_offset(wrap(&Layout), wrap(const_cast<Constant *>(Value)), &Addend);
		Visit(Self, Offset, Global, Addend);
	}
};
} // namespace

void hp_shim_lay_out(LLVMTargetDataRef Layout, LLVMValueRef Value, unsigned char *Bytes, unsigned char *Known,
                     hp_shim_address Visit, void *Self)
{
	LayOut{*unwrap(Layout), Bytes, Known, Visit, Self}.value(unwrap<Constant>(Value), 0);
}

LLVMValueRef hp_shim_read_register(LLVMBuilderRef BuilderRef, const char *Name)
{
	IRBuilder<> &Builder = *unwrap(BuilderRef);
	LLVMContext &Context = Builder.getContext();
	Type *Word = Builder.getInt64Ty();
	Value *Register = MetadataAsValue::get(Context, MDNode::get(Context, MDString::get(Context, Name)));
	return wrap(Builder.CreateIntrinsic(Intrinsic::read_register, {Word}, {Register}));
}
