/*
 * Debug records: a variable for each ref (S_GDATA32, S_LDATA32), a subprogram for listed functions without one
 * (S_HOTPATCHFUNC needs it). Decides nothing about code.
 */
#include "pass/ir/debug.h"

#include "base/arena.h"
#include "pass/ir/module.h"
#include "pass/ir/value.h"

#include <llvm-c/Core.h>
#include <llvm-c/DebugInfo.h>
#include <string.h>

/* Operand numbers of debug nodes. Source: LLVM's DebugInfoMetadata.h (DICompileUnit, DISubprogram,
 * DIGlobalVariable, DIGlobalVariableExpression, DILexicalBlock). */
enum {
	UNIT_FILE = 0,
	UNIT_GLOBALS = 6,
	SUBPROGRAM_UNIT = 5,
	EXPRESSION_VARIABLE = 0,
	VARIABLE_TYPE = 3,
	BLOCK_SCOPE = 1
};

static LLVMValueRef operand(LLVMValueRef node, unsigned index)
{
	LLVMValueRef operands[32];
	unsigned count = (unsigned)LLVMGetMDNodeNumOperands(node);
	if (count > 32 || index >= count)
		return NULL;
	LLVMGetMDNodeOperands(node, operands);
	return operands[index];
}

/* The unit's compile unit; the first of several. NULL without debug information. */
static LLVMValueRef compile_unit(struct hp_module *module)
{
	LLVMValueRef units[64];
	unsigned count = LLVMGetNamedMetadataNumOperands(module->module, "llvm.dbg.cu");
	if (count == 0 || count > 64)
		return NULL;
	LLVMGetNamedMetadataOperands(module->module, "llvm.dbg.cu", units);
	return units[0];
}

bool hp_debug_has_codeview(struct hp_module *module)
{
	return LLVMGetModuleFlag(module->module, "CodeView", 8) && compile_unit(module);
}

/* The debugger's type of a global, NULL if it has none. */
static LLVMMetadataRef type_of(struct hp_module *module, LLVMValueRef target)
{
	LLVMValueRef base = hp_alias_base(target);
	size_t count = 0;
	LLVMMetadataRef type = NULL;
	if (!base || LLVMIsAFunction(base))
		return NULL;
	LLVMValueMetadataEntry *entries = LLVMGlobalCopyAllMetadata(base, &count);
	for (unsigned i = 0; i < count && !type; i++) {
		if (LLVMValueMetadataEntriesGetKind(entries, i) != module->dbg_kind)
			continue;
		LLVMMetadataRef node = LLVMValueMetadataEntriesGetMetadata(entries, i);
		LLVMValueRef variable = operand(LLVMMetadataAsValue(module->context, node), EXPRESSION_VARIABLE);
		LLVMValueRef found = variable ? operand(variable, VARIABLE_TYPE) : NULL;
		type = found ? LLVMValueAsMetadata(found) : NULL;
	}
	LLVMDisposeValueMetadataEntries(entries);
	return type;
}

/* A ref's variable that the unit's list of globals does not hold yet. */
struct hp_debug_variable {
	struct hp_debug_variable *next;
	LLVMMetadataRef node;
};

/* LLVM-C's builder has no compile unit that would list the variables for us; one new list for all of them. */
void hp_debug_flush(struct hp_module *module)
{
	LLVMValueRef unit = compile_unit(module);
	unsigned added = 0;
	for (struct hp_debug_variable *each = module->debug_variables; each; each = each->next)
		added++;
	if (!unit || !added)
		return;
	LLVMValueRef list = operand(unit, UNIT_GLOBALS);
	unsigned count = list ? (unsigned)LLVMGetMDNodeNumOperands(list) : 0;
	LLVMValueRef *old = hp_arena_calloc(module->arena, count + 1, sizeof *old);
	LLVMMetadataRef *fresh = hp_arena_calloc(module->arena, count + added, sizeof *fresh);
	if (count)
		LLVMGetMDNodeOperands(list, old);
	for (unsigned i = 0; i < count; i++)
		fresh[i] = LLVMValueAsMetadata(old[i]);
	unsigned at = count + added;
	for (struct hp_debug_variable *each = module->debug_variables; each; each = each->next)
		fresh[--at] = each->node;
	LLVMReplaceMDNodeOperandWith(unit, UNIT_GLOBALS, LLVMMDNodeInContext2(module->context, fresh, count + added));
	module->debug_variables = NULL;
}

void hp_debug_describe_ref(struct hp_module *module, LLVMValueRef ref, LLVMValueRef target)
{
	LLVMValueRef unit = compile_unit(module);
	LLVMValueRef file = unit ? operand(unit, UNIT_FILE) : NULL;
	if (!file)
		return;
	LLVMDIBuilderRef builder = LLVMCreateDIBuilder(module->module);
	unsigned bits = 8 * LLVMPointerSize(LLVMGetModuleDataLayout(module->module));
	LLVMMetadataRef pointee = type_of(module, target);
	if (!pointee)
		pointee = LLVMDIBuilderCreateBasicType(builder, "char", 4, 8, 0x06 /* DW_ATE_signed_char */,
		                                       LLVMDIFlagZero);
	LLVMMetadataRef type = LLVMDIBuilderCreatePointerType(builder, pointee, bits, bits, 0, NULL, 0);
	const char *name = hp_value_name(ref);
	bool local = LLVMGetLinkage(ref) == LLVMInternalLinkage;
	LLVMMetadataRef variable = LLVMDIBuilderCreateGlobalVariableExpression(
	    builder, LLVMValueAsMetadata(unit), name, strlen(name), name, strlen(name), LLVMValueAsMetadata(file), 0,
	    type, local, LLVMDIBuilderCreateExpression(builder, NULL, 0), NULL, bits);
	LLVMGlobalSetMetadata(ref, module->dbg_kind, variable);
	LLVMDisposeDIBuilder(builder);
	struct hp_debug_variable *entry = hp_arena_alloc(module->arena, sizeof *entry);
	*entry = (struct hp_debug_variable){module->debug_variables, variable};
	module->debug_variables = entry;
}

/* The folder that relative file names of the unit start from: the compiler's current one. */
static const char *unit_folder(struct hp_module *module, unsigned *length)
{
	LLVMValueRef unit = compile_unit(module);
	LLVMValueRef file = unit ? operand(unit, UNIT_FILE) : NULL;
	return file ? LLVMDIFileGetDirectory(LLVMValueAsMetadata(file), length) : NULL;
}

/*
 * The file of a function or an instruction as the compiler would open it. clang splits an absolute name at the last
 * folder that it shares with the current one. Source: clang, CGDebugInfo::createFile.
 */
static const char *file_of(struct hp_module *module, LLVMValueRef value)
{
	unsigned length = 0, folder_length = 0, unit_length = 0;
	const char *file = LLVMGetDebugLocFilename(value, &length);
	if (!file || !length)
		return NULL;
	const char *name = hp_arena_strndup(module->arena, file, length);
	const char *folder = LLVMGetDebugLocDirectory(value, &folder_length);
	const char *unit = unit_folder(module, &unit_length);
	if (*name == '/' || !folder || !folder_length ||
	    (unit && unit_length == folder_length && memcmp(unit, folder, unit_length) == 0))
		return name;
	return hp_arena_printf(module->arena, "%.*s/%s", (int)folder_length, folder, name);
}

const char *hp_debug_place(struct hp_module *module, LLVMValueRef value)
{
	unsigned line = LLVMGetDebugLocLine(value);
	const char *name = line ? file_of(module, value) : NULL;
	if (!name)
		return NULL;
	unsigned column = LLVMIsAInstruction(value) ? LLVMGetDebugLocColumn(value) : 0;
	return column ? hp_arena_printf(module->arena, "%s:%u:%u", name, line, column)
	              : hp_arena_printf(module->arena, "%s:%u", name, line);
}

LLVMMetadataRef hp_debug_parent_scope(struct hp_module *module, LLVMMetadataRef block)
{
	LLVMValueRef scope = operand(LLVMMetadataAsValue(module->context, block), BLOCK_SCOPE);
	return scope ? LLVMValueAsMetadata(scope) : NULL;
}

void hp_debug_describe_function(struct hp_module *module, LLVMValueRef function)
{
	LLVMValueRef unit = compile_unit(module);
	LLVMValueRef file = unit ? operand(unit, UNIT_FILE) : NULL;
	if (LLVMGetSubprogram(function) || !file)
		return;
	LLVMDIBuilderRef builder = LLVMCreateDIBuilder(module->module);
	LLVMMetadataRef scope = LLVMValueAsMetadata(file);
	LLVMMetadataRef type = LLVMDIBuilderCreateSubroutineType(builder, scope, NULL, 0, LLVMDIFlagZero);
	const char *name = hp_value_name(function);
	LLVMMetadataRef node = LLVMDIBuilderCreateFunction(
	    builder, scope, name, strlen(name), name, strlen(name), scope, 0, type,
	    LLVMGetLinkage(function) == LLVMInternalLinkage, true, 0, LLVMDIFlagArtificial, false);
	LLVMReplaceMDNodeOperandWith(LLVMMetadataAsValue(module->context, node), SUBPROGRAM_UNIT,
	                             LLVMValueAsMetadata(unit));
	LLVMSetSubprogram(function, node);
	LLVMDisposeDIBuilder(builder);
}
