/*
 * A module and everything that belongs to it. Decides how it is read, verified and written; the rewrite and code
 * generation are elsewhere.
 */
#include "pass/ir/module.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/facts.h"
#include "base/os_stream.h"
#include "base/text.h"
#include "pass/hotpatch.h"
#include "pass/ir/llvm_shim.h"
#include "pass/ir/values.h"

#include <llvm-c/Analysis.h>
#include <llvm-c/BitReader.h>
#include <llvm-c/BitWriter.h>
#include <llvm-c/Core.h>
#include <llvm-c/IRReader.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* For who has no listener. */
static void report(struct hp_module *module, const struct hp_message *message)
{
	if (message->severity == HP_SEVERITY_ERROR)
		hp_error(module->diag, "%s '%s': %s", module->module ? "cannot compile" : "cannot read", module->name,
		         message->text);
	else if (message->severity == HP_SEVERITY_WARNING && !module->diag->quiet)
		hp_note(module->diag, "warning from LLVM: %s", message->text);
}

static void on_said(void *self, const struct hp_message *message)
{
	struct hp_module *module = self;
	module->llvm_errors += message->severity == HP_SEVERITY_ERROR;
	if (module->listener)
		module->listener->said(module->listener->self, message);
	else
		report(module, message);
}

static bool on_wants(void *self, const char *group, const char *pass)
{
	const struct hp_listener *listener = ((struct hp_module *)self)->listener;
	return listener->wants(listener->self, group, pass);
}

void hp_module_listen(struct hp_module *module, const struct hp_listener *listener)
{
	module->listener = listener;
	module->handler.wants_remarks = listener->wants != NULL;
}

static void on_inlined(void *self, const char *callee, const char *caller)
{
	struct hp_module *module = self;
	struct hp_inlining *inlining = hp_arena_alloc(module->arena, sizeof *inlining);
	*inlining = (struct hp_inlining){
	    .callee = hp_arena_strdup(module->arena, callee),
	    .caller = hp_arena_strdup(module->arena, caller),
	};
	*module->last_inlining = inlining;
	module->last_inlining = &inlining->next;
}

static bool is_bitcode(const char *data, size_t size)
{
	return size >= 4 && (memcmp(data, "BC\xc0\xde", 4) == 0 || memcmp(data, "\xde\xc0\x17\x0b", 4) == 0);
}

void hp_module_forget(struct hp_module *module)
{
	struct hp_values *const tables[] = {&module->globals,  &module->functions,      &module->needs,
	                                    &module->compared, &module->holds_compared, &module->owners,
	                                    &module->leads};
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
		hp_values_init(tables[i], module->arena);
	hp_arena_fini(&module->flow_memory);
	module->flow = NULL;
	module->first = NULL;
	module->last = &module->first;
}

static void module_init(struct hp_module *module, struct hp_diag *diag, struct hp_facts *facts, const char *name)
{
	*module = (struct hp_module){.diag = diag, .facts = facts, .arena = facts->arena, .name = name};
	module->last_inlining = &module->inlinings;
	hp_module_forget(module);
	module->context = LLVMContextCreate();
	module->handler = (struct hp_shim_handler){
	    .self = module,
	    .said = on_said,
	    .inlined = on_inlined,
	    .wants = on_wants,
	};
	hp_shim_set_handler(module->context, &module->handler);
	module->builder = LLVMCreateBuilderInContext(module->context);
	module->invariant_load_kind = LLVMGetMDKindIDInContext(module->context, "invariant.load", 14);
	module->dbg_kind = LLVMGetMDKindIDInContext(module->context, "dbg", 3);
	module->immarg_kind = LLVMGetEnumAttributeKindForName("immarg", 6);
}

static bool parse(struct hp_module *module, const char *data, size_t size)
{
	LLVMMemoryBufferRef buffer = LLVMCreateMemoryBufferWithMemoryRange(data, size, module->name, true);
	if (is_bitcode(data, size)) {
		unsigned major = module->producer = hp_shim_bitcode_producer(data, size);
		if (major > LLVM_VERSION_MAJOR) {
			hp_error(
			    module->diag,
			    "'%s' was compiled by LLVM %u, newer than the LLVM %d of hpcc: name an older clang with "
			    "--hpcc-clang= or HPCC_CLANG, or install a newer hpcc",
			    module->name, major, LLVM_VERSION_MAJOR);
			LLVMDisposeMemoryBuffer(buffer);
			return false;
		}
		bool failed = LLVMParseBitcodeInContext2(module->context, buffer, &module->module);
		LLVMDisposeMemoryBuffer(buffer);
		if (failed && !module->llvm_errors)
			hp_error(module->diag, "cannot read bitcode of '%s'", module->name);
		return !failed && !module->llvm_errors;
	}
	char *text = NULL;
	bool failed = LLVMParseIRInContext(module->context, buffer, &module->module, &text); /* takes the buffer */
	if (failed)
		hp_error(module->diag, "cannot read '%s': %s", module->name, text ? text : "no LLVM IR");
	LLVMDisposeMessage(text);
	return !failed;
}

struct hp_module *hp_module_open(struct hp_diag *diag, struct hp_facts *facts, const char *data, size_t size,
                                 const char *name)
{
	struct hp_module *module = hp_arena_alloc(facts->arena, sizeof *module);
	module_init(module, diag, facts, name);
	char *text = NULL;
	if (!parse(module, data, size))
		goto fail;
	if (LLVMVerifyModule(module->module, LLVMReturnStatusAction, &text)) {
		hp_error(diag, "'%s' is not valid LLVM IR: %s", name, text);
		LLVMDisposeMessage(text);
		goto fail;
	}
	LLVMDisposeMessage(text);
	module->target = hp_target_parse(hp_module_triple(module));
	return module;
fail:
	hp_module_close(module);
	return NULL;
}

void hp_module_close(struct hp_module *module)
{
	if (!module)
		return;
	hp_arena_fini(&module->flow_memory);
	if (module->builder)
		LLVMDisposeBuilder(module->builder);
	if (module->machine)
		LLVMDisposeTargetMachine(module->machine);
	if (module->module)
		LLVMDisposeModule(module->module);
	if (module->context)
		LLVMContextDispose(module->context);
}

bool hp_module_producer_reads_ours(const struct hp_module *module)
{
	return !module->producer || module->producer >= LLVM_VERSION_MAJOR;
}

const char *hp_module_triple(const struct hp_module *module)
{
	return LLVMGetTarget(module->module);
}

void hp_module_discard_names(struct hp_module *module)
{
	LLVMContextSetDiscardValueNames(module->context, true);
}

bool hp_module_verify(struct hp_module *module, const char *after)
{
	char *text = NULL;
	bool broken = LLVMVerifyModule(module->module, LLVMReturnStatusAction, &text);
	if (broken)
		hp_internal(module->diag, "'%s' is invalid after %s, please report it: %s", module->name, after,
		            text);
	LLVMDisposeMessage(text);
	return !broken;
}

static bool save_ir(struct hp_module *module, int stream)
{
	char *text = LLVMPrintModuleToString(module->module);
	bool done = hp_os_write_all(stream, text, strlen(text));
	LLVMDisposeMessage(text);
	return done;
}

bool hp_module_save(struct hp_module *module, enum hp_output output, int stream)
{
	bool done = output == HP_OUTPUT_IR ? save_ir(module, stream)
	                                   : LLVMWriteBitcodeToFD(module->module, stream, false, true) == 0;
	if (!done)
		hp_error(module->diag, "cannot write the module of '%s':", module->name);
	return done;
}
