/*
 * hpcc-backend: the part of hpcc that holds LLVM. Reads bitcode that clang writes, rewrites, optimises, seals, emits.
 * Decides the order of these steps and the exit status; the protocol is in CONTRIBUTING.md.
 */
#define _GNU_SOURCE
#include "backend/cc1line.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/facts.h"
#include "base/os.h"
#include "base/strvec.h"
#include "config/manifest.h"
#include "config/report.h"
#include "pass/hotpatch.h"

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum status {
	STATUS_DONE = 0,
	STATUS_FAILED = 1,
	STATUS_INTERNAL = 70,
	STATUS_NOTHING = 120,
	STATUS_REWRITTEN = 121
};

struct job {
	const char *input, *object_name, *record_name, *image;
	int bitcode_fd, cc1_fd, go_fd, functions_fd, object_fd, asm_fd, report_fd, manifest_fd;
	bool emit_only;   /* --stage=emit */
	bool no_sections; /* the user wants all functions in one section */
};

struct backend {
	struct hp_arena arena;
	struct hp_diag diag;
	struct hp_facts facts;
	struct job job;
	struct hp_cc1line line;
	struct hp_module *module;
	double last; /* when the last step ended, of hp_os_seconds */
};

/* Descriptor and text arguments, `--name=value`. */
static const struct {
	const char *name;
	size_t member;
	bool number;
} arguments[] = {
    {"--input=", offsetof(struct job, input), false},
    {"--object-name=", offsetof(struct job, object_name), false},
    {"--record-name=", offsetof(struct job, record_name), false},
    {"--image=", offsetof(struct job, image), false},
    {"--bitcode-fd=", offsetof(struct job, bitcode_fd), true},
    {"--cc1-fd=", offsetof(struct job, cc1_fd), true},
    {"--go-fd=", offsetof(struct job, go_fd), true},
    {"--functions-fd=", offsetof(struct job, functions_fd), true},
    {"--object-fd=", offsetof(struct job, object_fd), true},
    {"--asm-fd=", offsetof(struct job, asm_fd), true},
    {"--report-fd=", offsetof(struct job, report_fd), true},
    {"--manifest-fd=", offsetof(struct job, manifest_fd), true},
};

static void apply_warning(struct hp_diag *diag, const char *option)
{
	if (hp_diag_option(diag, option))
		return;
	if (strcmp(option, "-w") == 0 || strcmp(option, "/w") == 0 || strcmp(option, "/W0") == 0)
		diag->quiet = true;
	else if (strcmp(option, "-Werror") == 0 || strcmp(option, "/WX") == 0 || strcmp(option, "-WX") == 0)
		diag->warnings_as_errors = true;
	else if (strcmp(option, "-Wno-error") == 0 || strcmp(option, "/WX-") == 0 || strcmp(option, "-WX-") == 0)
		diag->warnings_as_errors = false;
}

static bool apply_value(struct job *job, const char *argument)
{
	for (size_t i = 0; i < sizeof arguments / sizeof *arguments; i++) {
		size_t length = strlen(arguments[i].name);
		if (strncmp(argument, arguments[i].name, length) != 0)
			continue;
		char *member = (char *)job + arguments[i].member;
		if (arguments[i].number)
			*(int *)(void *)member = (int)strtol(argument + length, NULL, 10);
		else
			*(const char **)(void *)member = argument + length;
		return true;
	}
	return false;
}

static bool parse_arguments(struct backend *backend, char **argv)
{
	struct job *job = &backend->job;
	*job = (struct job){"", "", NULL, NULL, -1, -1, -1, -1, -1, -1, -1, -1, false, false};
	for (; *argv; argv++) {
		const char *argument = *argv;
		if (strncmp(argument, "--program=", 10) == 0)
			backend->diag.program = argument + 10;
		else if (strncmp(argument, "--warn=", 7) == 0)
			apply_warning(&backend->diag, argument + 7);
		else if (strcmp(argument, "--verbose") == 0)
			backend->diag.verbose = true;
		else if (strcmp(argument, "--no-function-sections") == 0)
			job->no_sections = true;
		else if (strcmp(argument, "--colour") == 0)
			backend->diag.colour = true;
		else if (strcmp(argument, "--stage=emit") == 0)
			job->emit_only = true;
		else if (strcmp(argument, "--stage=all") != 0 && !apply_value(job, argument)) {
			hp_error(&backend->diag, "hpcc-backend is started by hpcc, not by hand (argument '%s')",
			         argument);
			return false;
		}
	}
	if (job->bitcode_fd >= 0 && job->cc1_fd >= 0)
		return true;
	hp_error(&backend->diag, "hpcc-backend is started by hpcc, not by hand");
	return false;
}

/* Says under --hpcc-verbose how long a step took. */
static void step_done(struct backend *backend, const char *step)
{
	double now = hp_os_seconds();
	hp_verbose(&backend->diag, "'%s': %s took %.1f ms", backend->job.input, step, (now - backend->last) * 1e3);
	backend->last = now;
}

/* Waits for the front's word that clang succeeded; asked twice, it remembers. */
static bool clang_succeeded(struct backend *backend)
{
	char byte;
	if (backend->job.go_fd >= 0 && read(backend->job.go_fd, &byte, 1) != 1)
		return false;
	backend->job.go_fd = -1;
	return true;
}

static bool read_functions(struct backend *backend, struct hp_strvec *entries)
{
	size_t size;
	hp_strvec_init(entries, &backend->arena);
	if (backend->job.functions_fd < 0)
		return true;
	lseek(backend->job.functions_fd, 0, SEEK_SET);
	char *text = hp_os_read_all(&backend->arena, backend->job.functions_fd, &size);
	if (!text) {
		hp_error(&backend->diag, "cannot read the function list:");
		return false;
	}
	for (char *line = text, *end; *line; line = end + 1) {
		end = line + strcspn(line, "\n");
		bool last = *end == '\0';
		*end = '\0';
		if (*line)
			hp_strvec_push(entries, line);
		if (last)
			break;
	}
	return true;
}

static bool read_cc1(struct backend *backend)
{
	size_t size;
	lseek(backend->job.cc1_fd, 0, SEEK_SET);
	char *text = hp_os_read_all(&backend->arena, backend->job.cc1_fd, &size);
	if (!text) {
		hp_error(&backend->diag, "cannot read clang's cc1 command:");
		return false;
	}
	if (!hp_cc1line_parse(&backend->line, &backend->arena, &backend->diag, text))
		return false;
	hp_cc1line_set_output(&backend->line, backend->job.object_name);
	struct hp_codegen *codegen = &backend->line.codegen;
	if (!codegen->hotpatch && !backend->job.emit_only)
		hp_verbose(&backend->diag, "'%s': the function list implies -fms-hotpatch", backend->job.input);
	codegen->hotpatch = true;
	if (!codegen->function_sections && !backend->job.no_sections) {
		if (!backend->job.emit_only)
			hp_verbose(&backend->diag, "'%s': the function list implies -ffunction-sections",
			           backend->job.input);
		codegen->function_sections = true;
	}
	if (backend->line.names_object)
		codegen->object_name =
		    backend->line.object_name ? backend->line.object_name : backend->job.object_name;
	hp_llvm_options(&backend->diag, backend->line.llvm_options.items, backend->line.llvm_options.count);
	return true;
}

/* What reports and the manifest call the object. */
static const char *record_name(const struct backend *backend)
{
	return backend->job.record_name ? backend->job.record_name : backend->job.object_name;
}

static bool write_report(struct backend *backend)
{
	if (backend->job.report_fd < 0)
		return true;
	struct hp_report report = {
	    .input = backend->job.input,
	    .object = record_name(backend),
	    .triple = hp_module_triple(backend->module),
	    .level = backend->line.level,
	    .command = &backend->line.args,
	    .facts = &backend->facts,
	    .diag = &backend->diag,
	};
	return hp_report_write(&report, backend->job.report_fd, &backend->diag);
}

/* The image's name. Source: clang/lib/Driver/ToolChains/MinGW.cpp, which adds an extension where there is none. */
static const char *image_name(struct backend *backend, const char *triple)
{
	const char *image = backend->job.image, *slash = image ? strrchr(image, '/') : NULL;
	if (!image || strchr(slash ? slash : image, '.') || !strstr(triple, "-windows-gnu"))
		return image;
	return hp_arena_printf(&backend->arena, "%s.exe", image);
}

static bool write_manifest(struct backend *backend)
{
	if (backend->job.manifest_fd < 0)
		return true;
	const char *triple = hp_module_triple(backend->module);
	struct hp_manifest manifest = {
	    .input = backend->job.input,
	    .object = record_name(backend),
	    .image = image_name(backend, triple),
	    .triple = triple,
	    .facts = &backend->facts,
	};
	return hp_manifest_write(&manifest, backend->job.manifest_fd, &backend->diag);
}

/* The status of a failure that has been reported. */
static enum status failed(const struct backend *backend)
{
	return backend->diag.internal_errors ? STATUS_INTERNAL : STATUS_FAILED;
}

static enum status finish(struct backend *backend)
{
	struct job *job = &backend->job;
	hp_module_seal(backend->module);
	if (backend->diag.errors)
		return STATUS_FAILED;
	if (job->manifest_fd >= 0)
		hp_module_note_code(backend->module);
	if (job->asm_fd >= 0 && !hp_module_emit(backend->module, HP_OUTPUT_ASSEMBLY, job->asm_fd,
	                                        job->object_fd >= 0 || job->report_fd >= 0 || job->manifest_fd >= 0))
		return failed(backend);
	if (job->object_fd >= 0 && !hp_module_emit(backend->module, HP_OUTPUT_OBJECT, job->object_fd, false))
		return failed(backend);
	step_done(backend, "code generation");
	return write_report(backend) && write_manifest(backend) && !backend->diag.errors ? STATUS_DONE
	                                                                                 : STATUS_FAILED;
}

/* Where the facts wait for the second stage; -1: nobody asks for them. */
static int facts_fd(const struct job *job)
{
	return job->report_fd >= 0 ? job->report_fd : job->manifest_fd;
}

/* Leaves the rewritten bitcode to clang, because of a flag whose passes only clang has. */
static enum status hand_over(struct backend *backend, const char *flag)
{
	if (!hp_module_producer_reads_ours(backend->module)) {
		hp_error(
		    &backend->diag,
		    "'%s': only clang has the passes of '%.*s', and this clang cannot read the bitcode of a newer "
		    "LLVM: name clang-22 with HPCC_CLANG, or leave the flag out",
		    backend->job.input, (int)strcspn(flag, "="), flag);
		return STATUS_FAILED;
	}
	hp_verbose(&backend->diag, "'%s' is optimised by clang because of '%.*s'", backend->job.input,
	           (int)strcspn(flag, "="), flag);
	int kept = facts_fd(&backend->job);
	if (kept >= 0 && !hp_facts_save(&backend->facts, kept)) {
		hp_error(&backend->diag, "cannot keep the facts of '%s':", backend->job.input);
		return STATUS_FAILED;
	}
	int fd = backend->job.object_fd >= 0 ? backend->job.object_fd : backend->job.asm_fd;
	return hp_module_save(backend->module, HP_OUTPUT_BITCODE, fd) ? STATUS_REWRITTEN : STATUS_FAILED;
}

/* Select and rewrite; STATUS_DONE means: go on. */
static enum status rewrite(struct backend *backend)
{
	struct hp_strvec entries;
	size_t selected;
	if (!read_functions(backend, &entries) || !hp_module_select(backend->module, &entries, &selected))
		return STATUS_FAILED;
	for (struct hp_fact *fact = backend->facts.kind[HP_FACT_UNMATCHED].first; fact; fact = fact->next)
		hp_verbose(&backend->diag, "'%s' defines no function '%s'", backend->job.input, fact->function);
	if (selected == 0) {
		hp_verbose(&backend->diag, "'%s' defines no listed function: compiled by clang", backend->job.input);
		return write_report(backend) && write_manifest(backend) ? STATUS_NOTHING : STATUS_FAILED;
	}
	if (!backend->line.codegen.function_sections)
		hp_warning(
		    &backend->diag, HP_WARN_NO_SECTIONS,
		    "the functions of '%s' share a section, and a linker pads sections: there will be room for a "
		    "jump before the first one only; compile with -ffunction-sections or /Gy",
		    backend->job.input);
	hp_module_add_prologues(backend->module);
	if (!hp_module_rewrite(backend->module, HP_PLACE_AUTO))
		return failed(backend);
	step_done(backend, "selection and rewrite");
	if (!backend->line.needs_clang)
		return STATUS_DONE;
	return hand_over(backend, backend->line.needs_clang);
}

/*
 * Whether bitcode ends where the data does: clang keeps the pipe open until its process has been torn down, which
 * takes longer than compiling a small file here. Top-level blocks are a word of header (2 bits of abbreviation, 8 of
 * block id, 4 of width), a word of length in words, and the words; the string table comes last. Source: LLVM's
 * bitcode reference; BitcodeWriter.cpp since version 5.
 */
static bool bitcode_is_complete(const char *data, size_t size)
{
	enum { MAGIC = 4, HEADER = 8, STRING_TABLE = 23 };
	unsigned block = 0;
	size_t at = MAGIC;
	if (size < MAGIC || memcmp(data, "BC\xc0\xde", MAGIC) != 0)
		return false;
	while (size - at >= HEADER) {
		uint32_t header, words;
		memcpy(&header, data + at, sizeof header);
		memcpy(&words, data + at + 4, sizeof words);
		block = header >> 2 & 0xff;
		if (words > (size - at - HEADER) / 4)
			return false;
		at += HEADER + 4 * (size_t)words;
	}
	return at == size && block == STRING_TABLE;
}

/* What the first stage found, left where the report or else the manifest line goes. */
static bool restore_facts(struct backend *backend)
{
	int fd = facts_fd(&backend->job);
	if (fd < 0)
		return true;
	if (lseek(fd, 0, SEEK_SET) == 0 && hp_facts_load(&backend->facts, fd) && ftruncate(fd, 0) == 0 &&
	    lseek(fd, 0, SEEK_SET) == 0)
		return true;
	hp_error(&backend->diag, "cannot read back the facts of '%s':", backend->job.input);
	return false;
}

static enum status run(struct backend *backend)
{
	size_t size;
	hp_llvm_init();
	char *bitcode = hp_os_read_until(&backend->arena, backend->job.bitcode_fd, bitcode_is_complete, &size);
	if (bitcode && !bitcode_is_complete(bitcode, size) && !clang_succeeded(backend))
		return STATUS_FAILED;
	backend->last = hp_os_seconds();
	if (!bitcode) {
		hp_error(&backend->diag, "cannot read the bitcode of '%s':", backend->job.input);
		return STATUS_FAILED;
	}
	if (!read_cc1(backend))
		return STATUS_FAILED;
	backend->module = hp_module_open(&backend->diag, &backend->facts, bitcode, size, backend->job.input);
	if (!backend->module)
		return STATUS_FAILED;
	hp_module_discard_names(backend->module);
	step_done(backend, "reading bitcode");
	if (backend->job.emit_only && !restore_facts(backend))
		return STATUS_FAILED;
	if (!backend->job.emit_only) {
		enum status status = rewrite(backend);
		if (status != STATUS_DONE)
			return status;
	}
	if (!hp_module_target(backend->module, &backend->line.codegen))
		return failed(backend);
	if (!backend->job.emit_only && !hp_module_optimise(backend->module))
		return failed(backend);
	step_done(backend, "optimisation");
	return finish(backend);
}

int main(int argc, char **argv)
{
	struct backend backend = {0};
	(void)argc;
	hp_arena_init(&backend.arena);
	hp_diag_init(&backend.diag, "hpcc", &backend.arena);
	hp_facts_init(&backend.facts, &backend.arena);
	enum status status = STATUS_FAILED;
	if (parse_arguments(&backend, argv + 1)) {
		status = run(&backend);
		if (!clang_succeeded(&backend))
			status = STATUS_FAILED;
	}
	/* The kernel frees a process faster than LLVM frees a module: 60 ms for SQLite. */
	_exit((int)status);
}
