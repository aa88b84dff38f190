/*
 * A processor with memory, in Unicorn.
 */
#include "machine.h"

#include <stdio.h>
#include <unicorn/unicorn.h>

enum { PAGE = 0x1000 };
static const uint64_t stack_base = 0x70000000, stack_size = 0x800000, return_page = 0x7f000000;

static bool check(uc_err error, const char *what)
{
	if (error != UC_ERR_OK)
		fprintf(stderr, "%s: %s\n", what, uc_strerror(error));
	return error == UC_ERR_OK;
}

static bool on_fault(uc_engine *engine, uc_mem_type type, uint64_t address, int size, int64_t value, void *self)
{
	struct machine *machine = self;
	(void)engine, (void)type, (void)size, (void)value;
	machine->fault = address;
	return false;
}

bool machine_open(struct machine *machine, enum pe_machine kind)
{
	uc_engine *engine = NULL;
	uc_hook hook;
	bool arm = kind == PE_ARM64;
	*machine = (struct machine){.kind = kind, .stack_top = stack_base + stack_size - 0x1000};
	uc_mode mode = arm ? UC_MODE_ARM : kind == PE_X64 ? UC_MODE_64 : UC_MODE_32;
	if (!check(uc_open(arm ? UC_ARCH_ARM64 : UC_ARCH_X86, mode, &engine), "uc_open"))
		return false;
	machine->engine = engine;
	if (arm) { /* let code use the vector registers */
		uint64_t enable = 3u << 20;
		if (!check(uc_reg_write(engine, UC_ARM64_REG_CPACR_EL1, &enable), "cpacr"))
			return false;
	}
	return check(uc_mem_map(engine, stack_base, stack_size, UC_PROT_READ | UC_PROT_WRITE), "stack") &&
	       check(uc_mem_map(engine, return_page, PAGE, UC_PROT_ALL), "return page") &&
	       check(uc_hook_add(engine, &hook, UC_HOOK_MEM_INVALID, (void *)(uintptr_t)on_fault, machine, 1, 0), "hook");
}

void machine_close(struct machine *machine)
{
	if (machine->engine)
		uc_close(machine->engine);
}

bool machine_map(struct machine *machine, const struct pe *pe, const unsigned char *image, uint64_t base)
{
	size_t size = ((size_t)pe->image_size + PAGE - 1) & ~(size_t)(PAGE - 1);
	if (!check(uc_mem_map(machine->engine, base, size, UC_PROT_READ), "image") ||
	    !check(uc_mem_write(machine->engine, base, image, pe->image_size), "image"))
		return false;
	for (unsigned i = 0; i < pe->section_count; i++) {
		const struct pe_section *section = &pe->sections[i];
		uint32_t protection = (section->readable ? UC_PROT_READ : 0) | (section->writable ? UC_PROT_WRITE : 0) |
		                      (section->executable ? UC_PROT_EXEC : 0);
		size_t length = ((size_t)section->size + PAGE - 1) & ~(size_t)(PAGE - 1);
		if (length && !check(uc_mem_protect(machine->engine, base + section->address, length, protection), "section"))
			return false;
	}
	return true;
}

bool machine_read(struct machine *machine, uint64_t address, void *data, size_t size)
{
	return check(uc_mem_read(machine->engine, address, data, size), "read");
}

bool machine_write(struct machine *machine, uint64_t address, const void *data, size_t size)
{
	return check(uc_mem_write(machine->engine, address, data, size), "write");
}

/* Sets the stack pointer and the return address. */
static bool prepare_call(struct machine *machine)
{
	uint64_t stack = machine->stack_top;
	if (machine->kind == PE_ARM64)
		return check(uc_reg_write(machine->engine, UC_ARM64_REG_SP, &stack), "sp") &&
		       check(uc_reg_write(machine->engine, UC_ARM64_REG_LR, &return_page), "lr");
	unsigned width = machine->kind == PE_X64 ? 8 : 4;
	stack -= machine->kind == PE_X64 ? 0x28 : width; /* home area; entry is misaligned by the return address */
	return machine_write(machine, stack, &return_page, width) &&
	       check(uc_reg_write(machine->engine, machine->kind == PE_X64 ? UC_X86_REG_RSP : UC_X86_REG_ESP, &stack),
	             "sp");
}

bool machine_call(struct machine *machine, uint64_t address, uint64_t seconds, uint64_t *result, bool *timeout)
{
	static const int results[] = {UC_X86_REG_EAX, UC_X86_REG_RAX, UC_ARM64_REG_X0};
	static const int counters[] = {UC_X86_REG_EIP, UC_X86_REG_RIP, UC_ARM64_REG_PC};
	unsigned kind = machine->kind == PE_X86 ? 0 : machine->kind == PE_X64 ? 1 : 2;
	*result = 0;
	*timeout = false;
	if (!prepare_call(machine))
		return false;
	uc_err error = uc_emu_start(machine->engine, address, return_page, seconds * 1000000, 0);
	uint64_t counter = 0;
	uc_reg_read(machine->engine, counters[kind], &counter);
	if (error != UC_ERR_OK) {
		fprintf(stderr, "%s at 0x%llx (address 0x%llx)\n", uc_strerror(error), (unsigned long long)counter,
		        (unsigned long long)machine->fault);
		return false;
	}
	*timeout = counter != return_page;
	return !*timeout && check(uc_reg_read(machine->engine, results[kind], result), "result");
}
