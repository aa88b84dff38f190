/*
 * Clang's cc1 command line. Decides how its flags become code generation settings, and which of them leave optimising
 * rewritten code to clang; what the defaults mean to LLVM is the pass library's.
 */
#include "backend/cc1line.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/os_stream.h"
#include "base/text.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* How a flag's row sets a member of struct hp_codegen. */
enum effect {
	SET,    /* bool = true */
	CLEAR,  /* bool = false */
	JOINED, /* char* = what follows the spelling */
	NEXT,   /* char* = the next argument */
	NUMBER, /* unsigned = what follows the spelling */
};

struct row {
	const char *spelling;
	enum effect effect;
	size_t member; /* offset in struct hp_codegen */
};

#define MEMBER(name) offsetof(struct hp_codegen, name)

static const struct row rows[] = {
    {"-target-cpu", NEXT, MEMBER(cpu)},
    {"-target-abi", NEXT, MEMBER(abi)},
    {"-mcmodel=", JOINED, MEMBER(code_model)},
    {"-mcode-model", NEXT, MEMBER(code_model)},
    {"-mrelocation-model", NEXT, MEMBER(reloc_model)},
    {"-exception-model=", JOINED, MEMBER(exception_model)},
    {"-mfloat-abi", NEXT, MEMBER(float_abi)},
    {"-ffp-contract=", JOINED, MEMBER(fp_contract)},
    {"-debugger-tuning=", JOINED, MEMBER(debugger_tuning)},
    {"-opt-record-passes", NEXT, MEMBER(remarks_passes)},
    {"-opt-record-format", NEXT, MEMBER(remarks_format)},
    {"-falign-loops=", NUMBER, MEMBER(loop_alignment)},
    {"-mtls-size=", NUMBER, MEMBER(tls_size)},
    {"-funroll-loops", SET, MEMBER(unroll_loops)},
    {"-fno-unroll-loops", CLEAR, MEMBER(unroll_loops)},
    {"-vectorize-loops", SET, MEMBER(vectorize_loops)},
    {"-vectorize-slp", SET, MEMBER(vectorize_slp)},
    {"-fmerge-functions", SET, MEMBER(merge_functions)},
    {"-ffunction-sections", SET, MEMBER(function_sections)},
    {"-fdata-sections", SET, MEMBER(data_sections)},
    {"-fno-unique-section-names", SET, MEMBER(no_unique_section_names)},
    {"-femulated-tls", SET, MEMBER(emulated_tls)},
    {"-faddrsig", SET, MEMBER(addrsig)},
    {"-fms-hotpatch", SET, MEMBER(hotpatch)},
    {"-fjmc", SET, MEMBER(jmc)},
    {"-mincremental-linker-compatible", SET, MEMBER(incremental_linker_compatible)},
    {"-mrelax-all", SET, MEMBER(relax_all)},
    {"-msave-temp-labels", SET, MEMBER(save_temp_labels)},
    {"-fno-dwarf-directory-asm", CLEAR, MEMBER(dwarf_directory)},
    {"-mnoexecstack", SET, MEMBER(no_exec_stack)},
    {"-menable-no-infs", SET, MEMBER(no_inf_fp)},
    {"-menable-no-nans", SET, MEMBER(no_nan_fp)},
    {"-fno-signed-zeros", SET, MEMBER(no_signed_zeros)},
    {"-fno-zero-initialized-in-bss", SET, MEMBER(no_zeros_in_bss)},
    {"-fstack-size-section", SET, MEMBER(stack_size_section)},
    {"-fforce-dwarf-frame", SET, MEMBER(force_dwarf_frame)},
    {"-gstrict-dwarf", SET, MEMBER(debug_strict_dwarf)},
    {"-fno-verbose-asm", CLEAR, MEMBER(asm_verbose)},
    {"-fpreserve-asm-comments", SET, MEMBER(preserve_asm_comments)},
    {"-fno-preserve-as-comments", CLEAR, MEMBER(preserve_asm_comments)},
    {"-gdwarf64", SET, MEMBER(dwarf64)},
    {"-no-integrated-as", SET, MEMBER(no_integrated_as)},
    {"-fno-use-init-array", CLEAR, MEMBER(use_init_array)},
    {"-massembler-fatal-warnings", SET, MEMBER(fatal_warnings)},
    {"-massembler-no-warn", SET, MEMBER(no_warn)},
};

/* Flags whose passes only clang adds to the pipeline; a trailing '=' or '-' matches as a prefix. */
static const char *const clang_only[] = {
    "-fsanitize=",
    "-fsanitize-coverage-",
    "-fprofile-",
    "-fcs-profile-",
    "-fmemory-profile",
    "-coverage-",
    "-finstrument-functions",
    "-finstrument-functions-after-inlining",
    "-finstrument-function-entry-bare",
    "-fxray-instrument",
    "-fveclib=",
    "-fpass-plugin=",
    "-load",
    "-floop-interchange",
    "-fexperimental-loop-fusion",
    "-fpseudo-probe-for-profiling",
    "-fdebug-info-for-profiling",
    "-fobjc-arc",
    "-pg",
    "-fsplit-machine-functions",
};

/* What the front added: not part of the user's compilation. */
static const char *const added[] = {"-emit-llvm-bc", "-disable-llvm-passes", "-emit-llvm-uselists",
                                    "-fdepfile-entry="};

static bool is_prefix(const char *pattern)
{
	char last = pattern[strlen(pattern) - 1];
	return last == '=' || last == '-';
}

static bool matches(const char *argument, const char *pattern)
{
	return is_prefix(pattern) ? strncmp(argument, pattern, strlen(pattern)) == 0 : strcmp(argument, pattern) == 0;
}

/* One `"word" "word"` line; backslash escapes the next character. */
static void split(struct hp_strvec *args, const char *line, const char *end)
{
	char *out = hp_arena_alloc(args->arena, (size_t)(end - line) + 1); /* words and their NULs fit: quotes go */
	while (line < end) {
		while (line < end && *line == ' ')
			line++;
		if (line >= end)
			break;
		bool quoted = *line == '"';
		line += quoted;
		const char *word = out;
		while (line < end && *line != (quoted ? '"' : ' ')) {
			line += *line == '\\' && line + 1 < end;
			*out++ = *line++;
		}
		line += line < end; /* the closing quote, or the blank */
		*out++ = '\0';
		hp_strvec_push(args, word);
	}
}

/* The last line that runs cc1. Lines end at a newline outside quotes. */
static bool find_line(const char *text, const char **start, const char **stop)
{
	bool found = false;
	while (*text) {
		const char *end = hp_line_end(text);
		const char *mark = strstr(text, "\"-cc1\"");
		if (mark && mark < end) {
			*start = text;
			*stop = end;
			found = true;
		}
		text = *end ? end + 1 : end;
	}
	return found;
}

/*
 * LF_BUILDINFO's command line: cc1's arguments without input, output and what differs from run to run.
 * Source: clang's BackendUtil.cpp, flattenClangCommandLine.
 */
static const char *flatten(const struct hp_strvec *args, const char *input)
{
	size_t size = 1;
	for (size_t i = 1; i < args->count; i++)
		size += 2 * strlen(args->items[i]) + 3;
	char *text = hp_arena_alloc(args->arena, size), *out = text;
	for (size_t i = 1; i < args->count; i++) {
		const char *argument = args->items[i];
		if (strcmp(argument, "-main-file-name") == 0 || strcmp(argument, "-o") == 0) {
			i++;
			continue;
		}
		if (!*argument || strcmp(argument, input) == 0 || strncmp(argument, "-object-file-name", 17) == 0 ||
		    strncmp(argument, "-fmessage-length", 16) == 0)
			continue;
		if (out != text)
			*out++ = ' ';
		*out++ = '"';
		for (; *argument; argument++) {
			if (strchr("\"\\$", *argument))
				*out++ = '\\';
			*out++ = *argument;
		}
		*out++ = '"';
	}
	return text;
}

static void apply_row(struct hp_codegen *codegen, const struct row *row, const char *argument, const char *next)
{
	char *member = (char *)codegen + row->member;
	const char *rest = argument + strlen(row->spelling);
	switch (row->effect) {
	case SET:
	case CLEAR:
		*(bool *)(void *)member = row->effect == SET;
		break;
	case JOINED:
	case NEXT:
		*(const char **)(void *)member = row->effect == JOINED ? rest : next;
		break;
	case NUMBER:
		*(unsigned *)(void *)member = (unsigned)strtoul(rest, NULL, 10);
		break;
	}
}

/* True if the row consumed the next argument. */
static bool apply_table(struct hp_codegen *codegen, const char *argument, const char *next)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct row *row = &rows[i];
		bool prefix = row->effect == JOINED || row->effect == NUMBER;
		size_t length = strlen(row->spelling);
		if (prefix ? strncmp(argument, row->spelling, length) != 0 : strcmp(argument, row->spelling) != 0)
			continue;
		apply_row(codegen, row, argument, next);
		return row->effect == NEXT;
	}
	return false;
}

/* -O0 to -O3, -Os, -Oz, -Og, -Ofast, -O (which is -O1 to cc1's parser: -O alone means -O2 there). */
static void apply_level(struct hp_cc1line *line, const char *argument)
{
	const char *level = argument + 2;
	struct hp_codegen *codegen = &line->codegen;
	line->level = level;
	codegen->size_level = *level == 's' ? 1 : *level == 'z' ? 2 : 0;
	if (*level >= '0' && *level <= '9')
		codegen->opt_level = *level > '3' ? 3 : (unsigned)(*level - '0');
	else
		codegen->opt_level = *level == 'g' ? 1 : strcmp(level, "fast") == 0 ? 3 : 2;
	codegen->unroll_loops = codegen->opt_level > 1;
}

static void add_feature(struct hp_cc1line *line, const char *feature)
{
	const char *old = line->codegen.features;
	line->codegen.features = old ? hp_arena_printf(line->args.arena, "%s,%s", old, feature) : feature;
}

static void apply_fast_math(struct hp_codegen *codegen, const char *argument)
{
	bool fast = strcmp(argument, "-ffast-math") == 0;
	if (!fast && strcmp(argument, "-ffinite-math-only") != 0)
		return;
	codegen->no_inf_fp = codegen->no_nan_fp = true;
	codegen->no_signed_zeros |= fast;
}

/* Options whose value may look like an option. */
static bool takes_any_value(const char *argument)
{
	static const char *const options[] = {"-o",      "-D", "-U", "-main-file-name", "-MT", "-dependency-file",
	                                      "-include"};
	for (size_t i = 0; i < sizeof options / sizeof *options; i++)
		if (strcmp(argument, options[i]) == 0)
			return true;
	return false;
}

/* Arguments that are neither rows nor flags to look up. Returns how many arguments it took. */
static size_t apply_special(struct hp_cc1line *line, struct hp_strvec *includes, const char *argument,
                            const char *next)
{
	if (strcmp(argument, "-triple") == 0) {
		line->triple = next;
		return 2;
	}
	if (strcmp(argument, "-target-feature") == 0) {
		add_feature(line, next);
		return 2;
	}
	if (strcmp(argument, "-mllvm") == 0) {
		hp_strvec_push(&line->llvm_options, next);
		return 2;
	}
	if (strcmp(argument, "-I") == 0 || strcmp(argument, "-internal-isystem") == 0 ||
	    strcmp(argument, "-isystem") == 0 || strcmp(argument, "-iquote") == 0) {
		hp_strvec_push(includes, next);
		return 2;
	}
	if (takes_any_value(argument))
		return 2;
	line->names_object |= strcmp(argument, "-gcodeview") == 0; /* clang 14 has no -object-file-name */
	if (strncmp(argument, "-object-file-name=", 18) == 0) {
		line->names_object = true;
		line->object_name = hp_os_is_stream_path(argument + 18) ? NULL : argument + 18;
	}
	if (strncmp(argument, "-O", 2) == 0)
		apply_level(line, argument);
	apply_fast_math(&line->codegen, argument);
	return 1;
}

/*
 * No flag says that calls are described in DWARF: clang decides it again. Source: CompilerInvocation.cpp,
 * EmitCallSiteInfo and hasReducedDebugInfo.
 */
static bool describes_calls(const struct hp_cc1line *line)
{
	static const char option[] = "-debug-info-kind=";
	const char *kind = "";
	for (size_t i = 0; i < line->args.count; i++)
		if (strncmp(line->args.items[i], option, sizeof option - 1) == 0)
			kind = line->args.items[i] + sizeof option - 1;
	return line->codegen.opt_level && *kind && strncmp(kind, "line-", 5) != 0 &&
	       !hp_strvec_has(&line->args, "-gno-call-site-info");
}

/* Stores to locals are tracked for DWARF and CodeView alike, unless LLDB reads them. Source: BackendUtil.cpp. */
static bool tracks_assignments(const struct hp_cc1line *line)
{
	const char *tuning = line->codegen.debugger_tuning;
	if (hp_strvec_has(&line->args, "-fexperimental-assignment-tracking=forced"))
		return true;
	return (!tuning || strcmp(tuning, "lldb") != 0) &&
	       !hp_strvec_has(&line->args, "-fexperimental-assignment-tracking=disabled");
}

static void interpret(struct hp_cc1line *line)
{
	struct hp_strvec *args = &line->args;
	struct hp_strvec includes;
	hp_strvec_init(&includes, args->arena);
	for (size_t i = 2; i < args->count;) {
		const char *argument = args->items[i];
		const char *next = i + 1 < args->count ? args->items[i + 1] : "";
		for (size_t k = 0; k < sizeof clang_only / sizeof *clang_only && !line->needs_clang; k++)
			if (matches(argument, clang_only[k]))
				line->needs_clang = argument;
		i += apply_table(&line->codegen, argument, next) ? 2 : apply_special(line, &includes, argument, next);
	}
	line->codegen.assignment_tracking = tracks_assignments(line);
	line->codegen.call_site_info = describes_calls(line);
	line->codegen.include_paths = (const char *const *)includes.items;
	line->codegen.include_path_count = includes.count;
}

static bool is_added(const char *argument)
{
	for (size_t i = 0; i < sizeof added / sizeof *added; i++)
		if (matches(argument, added[i]))
			return true;
	return false;
}

bool hp_cc1line_parse(struct hp_cc1line *line, struct hp_arena *arena, struct hp_diag *diag, const char *text)
{
	*line = (struct hp_cc1line){.level = "0"};
	hp_strvec_init(&line->args, arena);
	hp_strvec_init(&line->llvm_options, arena);
	line->codegen.asm_verbose = line->codegen.dwarf_directory = true;
	line->codegen.use_init_array = line->codegen.preserve_asm_comments = true;
	const char *start, *stop;
	if (!find_line(text, &start, &stop)) {
		hp_error(diag,
		         "clang did not say how it compiles (CC_PRINT_OPTIONS is empty): is HPCC_CLANG a clang?");
		return false;
	}
	struct hp_strvec all;
	hp_strvec_init(&all, arena);
	split(&all, start, stop);
	for (size_t i = 0; i < all.count; i++)
		if (!is_added(all.items[i]))
			hp_strvec_push(&line->args, all.items[i]);
	interpret(line);
	const char *input = line->args.count ? line->args.items[line->args.count - 1] : "";
	if (!hp_strvec_has(&line->args, "-gno-codeview-command-line")) {
		line->codegen.argv0 = line->args.items[0];
		line->codegen.command_line = flatten(&line->args, input);
	}
	return true;
}

void hp_cc1line_set_output(struct hp_cc1line *line, const char *object)
{
	static const char option[] = "-object-file-name=";
	for (size_t i = 1; i < line->args.count; i++) {
		if (strcmp(line->args.items[i - 1], "-o") == 0)
			line->args.items[i] = object;
		else if (!line->object_name && strncmp(line->args.items[i], option, sizeof option - 1) == 0)
			line->args.items[i] = hp_arena_printf(line->args.arena, "%s%s", option, object);
	}
}
