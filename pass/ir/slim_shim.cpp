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
		if (!isa<DISubprogram>(Scope) && !isa<DILexicalBlockBase>(Scope))
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

LLVMValueRef hp_shim_read_register(LLVMBuilderRef BuilderRef, const char *Name)
{
	IRBuilder<> &Builder = *unwrap(BuilderRef);
	LLVMContext &Context = Builder.getContext();
	Type *Word = Builder.getInt64Ty();
	Value *Register = MetadataAsValue::get(Context, MDNode::get(Context, MDString::get(Context, Name)));
	return wrap(Builder.CreateIntrinsic(Intrinsic::read_register, {Word}, {Register}));
}
