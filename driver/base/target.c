/*
 * Reads triples. Decides what each spelling means; what is done for a target is decided elsewhere.
 */
#include "base/target.h"

#include "base/text.h"

#include <stddef.h>
#include <string.h>

/* Source: llvm/lib/TargetParser/Triple.cpp, parseArch, without ARM64EC and the 32 bits of ARM64. */
static const struct {
	const char *spelling;
	enum hp_arch arch;
} spellings[] = {
    {"i386", HP_ARCH_X86},  {"i486", HP_ARCH_X86},    {"i586", HP_ARCH_X86},      {"i686", HP_ARCH_X86},
    {"i786", HP_ARCH_X86},  {"i886", HP_ARCH_X86},    {"i986", HP_ARCH_X86},      {"x86_64", HP_ARCH_X64},
    {"amd64", HP_ARCH_X64}, {"x86_64h", HP_ARCH_X64}, {"aarch64", HP_ARCH_ARM64}, {"arm64", HP_ARCH_ARM64},
};

static const struct {
	const char *name, *machine;
	struct hp_target target;
} rows[] = {
#define ARCH(id, name, machine, pointer, pad, prologue, prefix, option)                                              \
	{#name, #machine, {HP_ARCH_##id, HP_ABI_OTHER, pointer, pad, HP_PROLOGUE_##prologue, prefix}},
#include "base/target.def"
#undef ARCH
};

#define ARCH(id, name, machine, pointer, pad, prologue, prefix, option)                                              \
	_Static_assert((pad) <= HP_TARGET_LARGEST_PAD, #name);
#include "base/target.def"
#undef ARCH

static enum hp_arch parse_arch(const char *triple)
{
	size_t length = strcspn(triple, "-");
	for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
		if (strlen(spellings[i].spelling) == length && strncmp(triple, spellings[i].spelling, length) == 0)
			return spellings[i].arch;
	return HP_ARCH_OTHER;
}

/* Vendors come before the system, or not at all; what is behind it is the ABI, and then perhaps the object format. */
static enum hp_abi parse_abi(const char *triple)
{
	enum hp_abi abi = HP_ABI_OTHER;
	for (const char *part = strchr(triple, '-'); part; part = strchr(part, '-')) {
		part++;
		if (hp_starts_with(part, "mingw"))
			abi = HP_ABI_GNU;
		else if (hp_starts_with(part, "windows") || hp_starts_with(part, "win32"))
			abi = HP_ABI_MSVC;
		else if (hp_starts_with(part, "elf") || hp_starts_with(part, "macho"))
			return HP_ABI_OTHER;
		else if (abi != HP_ABI_OTHER && !hp_starts_with(part, "coff"))
			abi = hp_starts_with(part, "msvc")  ? HP_ABI_MSVC
			      : hp_starts_with(part, "gnu") ? HP_ABI_GNU
			                                    : HP_ABI_UNNAMED;
	}
	return abi;
}

struct hp_target hp_target_parse(const char *triple)
{
	struct hp_target target = {.prefix = ""};
	enum hp_arch arch = parse_arch(triple);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (rows[i].target.arch == arch)
			target = rows[i].target;
	target.abi = parse_abi(triple);
	return target;
}

const char *hp_target_machine(const char *name)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (strcmp(rows[i].name, name) == 0)
			return rows[i].machine;
	return NULL;
}

bool hp_target_is_supported(const struct hp_target *target)
{
	return target->arch != HP_ARCH_OTHER && target->abi != HP_ABI_OTHER;
}
