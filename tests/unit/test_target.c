/* Triples. */
#include "base/target.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void test_spellings(void **state)
{
	static const struct {
		const char *triple;
		enum hp_arch arch;
		enum hp_abi abi;
	} rows[] = {
	    {"x86_64-pc-windows-msvc19.33.0", HP_ARCH_X64, HP_ABI_MSVC},
	    {"x86_64-w64-windows-gnu", HP_ARCH_X64, HP_ABI_GNU},
	    {"x86_64-windows", HP_ARCH_X64, HP_ABI_MSVC},
	    {"x86_64-pc-win32", HP_ARCH_X64, HP_ABI_MSVC},
	    {"amd64-unknown-windows-msvc-coff", HP_ARCH_X64, HP_ABI_MSVC},
	    {"x86_64-w64-mingw32", HP_ARCH_X64, HP_ABI_GNU},
	    {"x86_64-pc-windows-gnullvm", HP_ARCH_X64, HP_ABI_GNU},
	    {"x86_64-pc-windows-itanium", HP_ARCH_X64, HP_ABI_UNNAMED},
	    {"i386-pc-windows-msvc", HP_ARCH_X86, HP_ABI_MSVC},
	    {"i686-w64-windows-gnu", HP_ARCH_X86, HP_ABI_GNU},
	    {"aarch64-pc-windows-msvc", HP_ARCH_ARM64, HP_ABI_MSVC},
	    {"arm64-w64-windows-gnu", HP_ARCH_ARM64, HP_ABI_GNU},
	    {"x86_64-pc-windows-msvc-elf", HP_ARCH_X64, HP_ABI_OTHER},
	    {"x86_64-pc-linux-gnu", HP_ARCH_X64, HP_ABI_OTHER},
	    {"x86_64", HP_ARCH_X64, HP_ABI_OTHER},
	    {"arm64ec-pc-windows-msvc", HP_ARCH_OTHER, HP_ABI_MSVC},
	    {"aarch64_32-pc-windows-msvc", HP_ARCH_OTHER, HP_ABI_MSVC},
	    {"thumbv7-pc-windows-msvc", HP_ARCH_OTHER, HP_ABI_MSVC},
	    {"ia64-pc-windows-msvc", HP_ARCH_OTHER, HP_ABI_MSVC},
	    {"", HP_ARCH_OTHER, HP_ABI_OTHER},
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct hp_target target = hp_target_parse(rows[i].triple);
		assert_int_equal(target.arch, rows[i].arch);
		assert_int_equal(target.abi, rows[i].abi);
		assert_int_equal(hp_target_is_supported(&target),
		                 rows[i].arch != HP_ARCH_OTHER && rows[i].abi != HP_ABI_OTHER);
	}
}

static void test_facts(void **state)
{
	(void)state;
	struct hp_target x86 = hp_target_parse("i686-pc-windows-msvc"),
	                 x64 = hp_target_parse("x86_64-pc-windows-msvc"),
	                 arm64 = hp_target_parse("aarch64-pc-windows-msvc"),
	                 other = hp_target_parse("riscv64-none-elf");
	assert_int_equal(x86.pointer_size, 4);
	assert_string_equal(x86.prefix, "_");
	assert_int_equal(x64.pointer_size, 8);
	assert_string_equal(x64.prefix, "");
	assert_int_equal(arm64.prologue, HP_PROLOGUE_LANDING);
	assert_int_equal(x64.prologue, HP_PROLOGUE_SHORT_JUMP);
	assert_int_equal(other.pad, 0);
	assert_string_equal(other.prefix, "");
	assert_string_equal(hp_target_machine("x64"), "x86_64");
	assert_null(hp_target_machine("x86_64"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_spellings), cmocka_unit_test(test_facts)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
