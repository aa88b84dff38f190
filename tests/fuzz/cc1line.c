/*
 * clang's cc1 line: what is read lives, and a failure is said once.
 */
#include "backend/cc1line.h"

#include "fuzz.h"
#include "pass/hotpatch.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz fuzz;
	struct hp_cc1line line;
	fuzz_begin(&fuzz);
	bool done = hp_cc1line_parse(&line, &fuzz.arena, &fuzz.diag, fuzz_text(&fuzz, data, size));
	HOLDS(done ? fuzz.diag.errors == 0 : fuzz.diag.errors == 1);
	if (done) {
		size_t length = 0;
		hp_cc1line_set_output(&line, "/x.obj");
		for (size_t i = 0; i < line.args.count; i++)
			length += strlen(line.args.items[i]);
		HOLDS(length <= 2 * size + 64);
		HOLDS(line.level && line.codegen.opt_level <= 3 && line.codegen.size_level <= 2);
		for (size_t i = 0; i < line.codegen.include_path_count; i++)
			HOLDS(line.codegen.include_paths[i]);
	}
	fuzz_end(&fuzz);
	return 0;
}
