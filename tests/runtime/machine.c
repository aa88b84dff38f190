/*
 * A processor with memory, in Unicorn.
 */
#include "machine.h"

#include <stdio.h>
#include <unicorn/unicorn.h>

enum { PAGE = 0x1000 };
enum { FLAT = 1, FIRST_THREAD }; /* x86 segments */
static const uint64_t stack_base = 0x70000000, stack_size = 0x1000000, return_page = 0x7f000000, blocks = 0x7e000000,
                      segments = 0x7d000000;

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

/*
 * x86 finds a thread's block through a segment: a table with a flat one for the stack, which Unicorn looks up when it
 * is given a table, and one for each thread. All are of ring 0.
 */
static bool make_segments(struct machine *machine)
{
	const uint64_t flat = 0x00cf92000000ffff, small = 0x004f92000000ffff; /* 4 GB; 1 MB; writable data */
	uint64_t entries[FIRST_THREAD + MACHINE_THREADS] = {[FLAT] = flat};
	uc_x86_mmr table = {.base = segments, .limit = sizeof entries - 1};
	for (unsigned i = 0; i < MACHINE_THREADS; i++) {
		uint64_t base = machine->threads[i].block;
		entries[FIRST_THREAD + i] = small | (base & 0xffffff) << 16 | base >> 24 << 56;
	}
	return check(uc_mem_write(machine->engine, segments, entries, sizeof entries), "segments") &&
	       check(uc_reg_write(machine->engine, UC_X86_REG_GDTR, &table), "segments");
}

bool machine_open(struct machine *machine, enum hp_pe_machine kind)
{
	uc_engine *engine = NULL;
	uc_hook hook;
	bool arm = kind == HP_PE_ARM64;
	*machine = (struct machine){.kind = kind};
	for (unsigned i = 0; i < MACHINE_THREADS; i++) {
		machine->threads[i].stack_top = stack_base + (i + 1) * (stack_size / MACHINE_THREADS) - 0x1000;
		machine->threads[i].block = blocks + i * PAGE;
	}
	uc_mode mode = arm ? UC_MODE_ARM : kind == HP_PE_X64 ? UC_MODE_64 : UC_MODE_32;
	if (!check(uc_open(arm ? UC_ARCH_ARM64 : UC_ARCH_X86, mode, &engine), "uc_open"))
		return false;
	machine->engine = engine;
	if (arm) { /* let code use the vector registers */
		uint64_t enable = 3u << 20;
		if (!check(uc_reg_write(engine, UC_ARM64_REG_CPACR_EL1, &enable), "cpacr"))
			return false;
	}
	return check(uc_mem_map(engine, stack_base, stack_size, UC_PROT_READ | UC_PROT_WRITE), "stack") &&
	       check(uc_mem_map(engine, blocks, MACHINE_THREADS * PAGE, UC_PROT_READ | UC_PROT_WRITE),
	             "thread blocks") &&
	       check(uc_mem_map(engine, return_page, PAGE, UC_PROT_ALL), "return page") &&
	       check(uc_mem_map(engine, segments, PAGE, UC_PROT_READ | UC_PROT_WRITE), "segments") &&
	       (kind != HP_PE_X86 || make_segments(machine)) &&
	       check(uc_hook_add(engine, &hook, UC_HOOK_MEM_INVALID, (void *)(uintptr_t)on_fault, machine, 1, 0),
	             "hook");
}

void machine_close(struct machine *machine)
{
	for (unsigned i = 0; i < MACHINE_THREADS; i++)
		if (machine->threads[i].context)
			uc_context_free(machine->threads[i].context);
	if (machine->engine)
		uc_close(machine->engine);
}

bool machine_map(struct machine *machine, const struct hp_pe *pe, const unsigned char *image, uint64_t base)
{
	size_t size = ((size_t)pe->image_size + PAGE - 1) & ~(size_t)(PAGE - 1);
	if (!check(uc_mem_map(machine->engine, base, size, UC_PROT_READ), "image") ||
	    !check(uc_mem_write(machine->engine, base, image, pe->image_size), "image"))
		return false;
	for (unsigned i = 0; i < pe->section_count; i++) {
		const struct hp_pe_section *section = &pe->sections[i];
		uint32_t protection = (section->readable ? UC_PROT_READ : 0) |
		                      (section->writable ? UC_PROT_WRITE : 0) |
		                      (section->executable ? UC_PROT_EXEC : 0);
		size_t length = ((size_t)section->size + PAGE - 1) & ~(size_t)(PAGE - 1);
		if (length &&
		    !check(uc_mem_protect(machine->engine, base + section->address, length, protection), "section"))
			return false;
	}
	return true;
}

bool machine_reserve(struct machine *machine, uint64_t base, size_t size)
{
	return check(uc_mem_map(machine->engine, base, size, UC_PROT_READ | UC_PROT_WRITE), "reserve");
}

bool machine_reserve_code(struct machine *machine, uint64_t base, size_t size)
{
	return check(uc_mem_map(machine->engine, base, size, UC_PROT_READ | UC_PROT_EXEC), "reserve");
}

void machine_release(struct machine *machine, uint64_t base, size_t size)
{
	check(uc_mem_unmap(machine->engine, base, size), "release");
}

bool machine_read(struct machine *machine, uint64_t address, void *data, size_t size)
{
	return check(uc_mem_read(machine->engine, address, data, size), "read");
}

bool machine_write(struct machine *machine, uint64_t address, const void *data, size_t size)
{
	return check(uc_mem_write(machine->engine, address, data, size), "write");
}

static bool set(struct machine *machine, int reg, uint64_t value)
{
	return check(uc_reg_write(machine->engine, reg, &value), "register");
}

/* The registers of the calling convention: cdecl on x86. x64 has a home area, and both have the return address. */
static bool prepare_call(struct machine *machine, const struct machine_thread *thread,
                         const struct machine_function *function)
{
	static const int arm[] = {UC_ARM64_REG_X0, UC_ARM64_REG_X1, UC_ARM64_REG_X2, UC_ARM64_REG_X3};
	static const int x64[] = {UC_X86_REG_RCX, UC_X86_REG_RDX, UC_X86_REG_R8, UC_X86_REG_R9};
	uint64_t stack = thread->stack_top;
	bool done = true;
	for (unsigned i = 0; i < function->count && machine->kind != HP_PE_X86; i++)
		done = set(machine, machine->kind == HP_PE_X64 ? x64[i] : arm[i], function->args[i]) && done;
	if (machine->kind == HP_PE_ARM64)
		return done && set(machine, UC_ARM64_REG_SP, stack) && set(machine, UC_ARM64_REG_LR, return_page) &&
		       set(machine, UC_ARM64_REG_X18, thread->block) &&
		       set(machine, UC_ARM64_REG_PC, function->address);
	if (machine->kind == HP_PE_X64) {
		stack -= 0x28;
		return done && machine_write(machine, stack, &return_page, 8) &&
		       set(machine, UC_X86_REG_RSP, stack) && set(machine, UC_X86_REG_GS_BASE, thread->block) &&
		       set(machine, UC_X86_REG_RIP, function->address);
	}
	stack -= 4 + 4 * MACHINE_ARGS;
	for (unsigned i = 0; i < function->count; i++)
		done = machine_write(machine, stack + 4 + 4 * (uint64_t)i, &function->args[i], 4) && done;
	return done && machine_write(machine, stack, &return_page, 4) && set(machine, UC_X86_REG_ESP, stack) &&
	       set(machine, UC_X86_REG_FS, (uint64_t)(FIRST_THREAD + thread - machine->threads) << 3) &&
	       set(machine, UC_X86_REG_SS, FLAT << 3) && set(machine, UC_X86_REG_EIP, function->address);
}

static uint64_t get(struct machine *machine, bool result)
{
	static const int results[] = {UC_X86_REG_EAX, UC_X86_REG_RAX, UC_ARM64_REG_X0};
	static const int counters[] = {UC_X86_REG_EIP, UC_X86_REG_RIP, UC_ARM64_REG_PC};
	unsigned kind = machine->kind == HP_PE_X86 ? 0 : machine->kind == HP_PE_X64 ? 1 : 2;
	uint64_t value = 0;
	uc_reg_read(machine->engine, (result ? results : counters)[kind], &value);
	return value;
}

/*
 * Runs from where the registers stand, until the return page, a limit, or a fault. Unicorn counts instructions only
 * in what it translates while it counts, so with a second thread all is counted.
 */
static bool run(struct machine *machine, uint64_t seconds, size_t instructions)
{
	size_t limit = instructions || !machine->counts ? instructions : SIZE_MAX / 2;
	uc_err error = uc_emu_start(machine->engine, get(machine, false), return_page, seconds * 1000000, limit);
	if (error != UC_ERR_OK)
		fprintf(stderr, "%s at 0x%llx (address 0x%llx)\n", uc_strerror(error),
		        (unsigned long long)get(machine, false), (unsigned long long)machine->fault);
	return error == UC_ERR_OK;
}

bool machine_call(struct machine *machine, const struct machine_function *function, uint64_t seconds,
                  uint64_t *result, bool *timeout)
{
	*result = 0;
	*timeout = false;
	if (!prepare_call(machine, &machine->threads[0], function) || !run(machine, seconds, 0))
		return false;
	*timeout = get(machine, false) != return_page;
	*result = get(machine, true);
	return !*timeout;
}

/* Has code translated anew. */
static bool memory_flush(void *self, uint64_t address, size_t size)
{
	struct machine *machine = self;
	/* Unicorn's macro makes its enum of several parts.
	 * NOLINTNEXTLINE(clang-analyzer-optin.core.EnumCastOutOfRange) */
	return check(uc_ctl_remove_cache(machine->engine, address, address + size), "flush");
}

static bool forget_translations(struct machine *machine)
{
	uc_mem_region *regions = NULL;
	uint32_t count = 0;
	bool done = check(uc_mem_regions(machine->engine, &regions, &count), "regions");
	for (uint32_t i = 0; done && i < count; i++)
		if (regions[i].perms & UC_PROT_EXEC)
			done = memory_flush(machine, regions[i].begin, regions[i].end - regions[i].begin + 1);
	uc_free(regions);
	return done;
}

bool machine_start(struct machine *machine, unsigned thread, const struct machine_function *function)
{
	uc_context *context = machine->threads[thread].context;
	if (!context && !check(uc_context_alloc(machine->engine, &context), "context"))
		return false;
	machine->threads[thread].context = context;
	if (!machine->counts && !forget_translations(machine))
		return false;
	machine->counts = true;
	return prepare_call(machine, &machine->threads[thread], function) &&
	       check(uc_context_save(machine->engine, context), "context");
}

bool machine_step(struct machine *machine, unsigned thread, size_t instructions, bool *ended, uint64_t *result)
{
	uc_context *context = machine->threads[thread].context;
	if (!check(uc_context_restore(machine->engine, context), "context") || !run(machine, 0, instructions))
		return false;
	*ended = get(machine, false) == return_page;
	*result = get(machine, true);
	return check(uc_context_save(machine->engine, context), "context");
}

uint64_t machine_position(struct machine *machine, unsigned thread)
{
	uc_context *context = machine->threads[thread].context;
	return context && check(uc_context_restore(machine->engine, context), "context") ? get(machine, false) : 0;
}

/* Unicorn's own writes ignore protections: look them up. */
static bool protection(struct machine *machine, uint64_t address, uint32_t *found)
{
	uc_mem_region *regions = NULL;
	uint32_t count = 0;
	bool done = false;
	if (!check(uc_mem_regions(machine->engine, &regions, &count), "regions"))
		return false;
	for (uint32_t i = 0; i < count; i++)
		if (address >= regions[i].begin && address <= regions[i].end) {
			*found = regions[i].perms;
			done = true;
		}
	uc_free(regions);
	return done;
}

static bool memory_read(void *self, uint64_t address, void *data, size_t size)
{
	return machine_read(self, address, data, size);
}

static bool memory_write(void *self, uint64_t address, const void *data, size_t size)
{
	uint32_t first, last;
	return protection(self, address, &first) && protection(self, address + size - 1, &last) &&
	       (first & last & UC_PROT_WRITE) && machine_write(self, address, data, size);
}

static bool protect(struct machine *machine, uint64_t address, size_t size, uint32_t protections)
{
	uint64_t start = address & ~(uint64_t)(PAGE - 1), end = (address + size + PAGE - 1) & ~(uint64_t)(PAGE - 1);
	return check(uc_mem_protect(machine->engine, start, end - start, protections), "protect");
}

static bool memory_open(void *self, uint64_t address, size_t size, unsigned *old)
{
	uint32_t found = 0;
	bool done = protection(self, address, &found) && protect(self, address, size, found | UC_PROT_WRITE);
	*old = found;
	return done;
}

static bool memory_close(void *self, uint64_t address, size_t size, unsigned old)
{
	return protect(self, address, size, old);
}

bool machine_registers(struct machine *machine, unsigned thread, struct machine_registers *registers)
{
	static const int x64[] = {UC_X86_REG_RAX, UC_X86_REG_RCX, UC_X86_REG_RDX, UC_X86_REG_RBX,
	                          UC_X86_REG_RSP, UC_X86_REG_RBP, UC_X86_REG_RSI, UC_X86_REG_RDI,
	                          UC_X86_REG_R8,  UC_X86_REG_R9,  UC_X86_REG_R10, UC_X86_REG_R11,
	                          UC_X86_REG_R12, UC_X86_REG_R13, UC_X86_REG_R14, UC_X86_REG_R15};
	enum { X_REGISTERS = 29 };
	uc_engine *engine = machine->engine;
	*registers = (struct machine_registers){0};
	registers->position = machine_position(machine, thread);
	if (machine->kind == HP_PE_X86) {
		uc_reg_read(engine, UC_X86_REG_ESP, &registers->stack);
	} else if (machine->kind == HP_PE_X64) {
		for (unsigned i = 0; i < sizeof x64 / sizeof *x64; i++)
			uc_reg_read(engine, x64[i], &registers->general[i]);
		registers->stack = registers->general[4];
	} else {
		for (int i = 0; i < X_REGISTERS; i++)
			uc_reg_read(engine, UC_ARM64_REG_X0 + i, &registers->general[i]);
		uc_reg_read(engine, UC_ARM64_REG_X29, &registers->general[29]);
		uc_reg_read(engine, UC_ARM64_REG_X30, &registers->general[30]);
		uc_reg_read(engine, UC_ARM64_REG_SP, &registers->stack);
	}
	return registers->position != 0;
}

/* The other thread goes on until it is not busy. */
static bool memory_pause(void *self, memory_busy busy, const void *context)
{
	struct machine *machine = self;
	bool ended;
	uint64_t result;
	for (unsigned i = 1; i < MACHINE_THREADS; i++)
		while (machine->threads[i].context && busy(context, machine_position(machine, i)))
			if (!machine_step(machine, i, 1, &ended, &result))
				return false;
	return true;
}

static bool memory_resume(void *self)
{
	(void)self;
	return true;
}

struct memory machine_memory(struct machine *machine)
{
	return (struct memory){machine,      memory_read,  memory_write, memory_open,
	                       memory_close, memory_flush, memory_pause, memory_resume};
}
