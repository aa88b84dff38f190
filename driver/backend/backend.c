/*
 * hpcc-backend: the part of hpcc that holds LLVM. Reads bitcode that clang writes, rewrites, optimises, seals, emits.
 * Decides the order of these steps, which of clang's flags a list implies (-fms-hotpatch, -ffunction-sections), and
 * the exit status; the protocol is in base/protocol.def.
 */
#include "backend/base_lookup.h"
#include "backend/cc1line.h"
#include "backend/said.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/facts.h"
#include "base/os_process.h"
#include "base/os_stream.h"
#include "base/protocol.h"
#include "base/strvec.h"
#include "base/target.h"
#include "config/manifest.h"
#include "config/report.h"
#include "pass/hotpatch.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct backend {
	struct hp_arena arena;
	struct hp_diag diag;
	struct hp_facts facts;
	struct hp_request job;
	bool emit_only; /* the stage */
	struct hp_cc1line line;
	struct hp_module *module;
	struct hp_said said;
	struct hp_base_lookup base; /* of a slim patch */
	double last;                /* when the last step ended, of hp_os_seconds */
};

/* Takes over what the arguments say; false if something is missing. */
static bool accept(struct backend *backend)
{
	const struct hp_request *job = &backend->job;
	if (!job->program || !job->stage || !job->input || !job->object_name || job->fds[HP_FD_BITCODE] < 0 ||
	    job->fds[HP_FD_CC1] < 0)
		return false;
	backend->emit_only = strcmp(job->stage, "emit") == 0;
	backend->diag.program = job->program;
	backend->diag.verbose = job->verbose;
	backend->diag.colour = job->colour;
	backend->diag.msvc = job->msvc;
	for (size_t i = 0; i < job->warnings.count; i++)
		hp_diag_take(&backend->diag, job->warnings.items[i]);
	return backend->emit_only || strcmp(job->stage, "all") == 0;
}

static bool parse_arguments(struct backend *backend, char **argv)
{
	hp_request_init(&backend->job, &backend->arena);
	for (; *argv; argv++)
		if (!hp_request_parse(&backend->job, *argv)) {
			hp_error(&backend->diag, "hpcc-backend is started by hpcc, not by hand (argument '%s')",
			         *argv);
			return false;
		}
	if (accept(backend))
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
	size_t got;
	if (backend->job.fds[HP_FD_GO] >= 0 && (!hp_os_read_some(backend->job.fds[HP_FD_GO], &byte, 1, &got) || !got))
		return false;
	backend->job.fds[HP_FD_GO] = -1;
	return true;
}

static bool read_functions(struct backend *backend, struct hp_strvec *entries)
{
	size_t size;
	hp_strvec_init(entries, &backend->arena);
	if (backend->job.fds[HP_FD_FUNCTIONS] < 0)
		return true;
	char *text = hp_os_read_whole(&backend->arena, backend->job.fds[HP_FD_FUNCTIONS], &size);
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
	char *text = hp_os_read_whole(&backend->arena, backend->job.fds[HP_FD_CC1], &size);
	if (!text) {
		hp_error(&backend->diag, "cannot read clang's cc1 command:");
		return false;
	}
	if (!hp_cc1line_parse(&backend->line, &backend->arena, &backend->diag, text))
		return false;
	hp_cc1line_set_output(&backend->line, backend->job.object_name);
	hp_said_init(&backend->said, &backend->diag, &backend->line.args, backend->job.input);
	struct hp_codegen *codegen = &backend->line.codegen;
	if (!codegen->hotpatch && !backend->emit_only)
		hp_verbose(&backend->diag, "'%s': the function list implies -fms-hotpatch", backend->job.input);
	codegen->hotpatch = true;
	if (!codegen->function_sections && !backend->job.no_sections) {
		if (!backend->emit_only)
			hp_verbose(&backend->diag, "'%s': the function list implies -ffunction-sections",
			           backend->job.input);
		codegen->function_sections = true;
	}
	if (backend->line.names_object)
		codegen->object_name =
		    backend->line.object_name ? backend->line.object_name : backend->job.object_name;
	if (backend->job.fds[HP_FD_STACK_USAGE] >= 0)
		codegen->stack_usage_file = hp_os_stream_path(&backend->arena, backend->job.fds[HP_FD_STACK_USAGE]);
	if (backend->job.fds[HP_FD_REMARKS] >= 0 && !backend->emit_only) /* else clang has optimised */
		codegen->remarks_file = hp_os_stream_path(&backend->arena, backend->job.fds[HP_FD_REMARKS]);
	hp_llvm_options(&backend->diag, backend->line.llvm_options.items, backend->line.llvm_options.count);
	return true;
}

/* What reports and the manifest call the object. */
static const char *shown_name(const struct backend *backend)
{
	return backend->job.shown_name ? backend->job.shown_name : backend->job.object_name;
}

static bool write_report(struct backend *backend)
{
	if (backend->job.fds[HP_FD_REPORT] < 0)
		return true;
	struct hp_report report = {
	    .input = backend->job.input,
	    .object = shown_name(backend),
	    .triple = hp_module_triple(backend->module),
	    .level = backend->line.level,
	    .command = &backend->line.args,
	    .facts = &backend->facts,
	    .diag = &backend->diag,
	};
	return hp_report_write(&report, backend->job.fds[HP_FD_REPORT], &backend->diag);
}

/* The image's name. Source: clang/lib/Driver/ToolChains/MinGW.cpp, which adds an extension where there is none. */
static const char *image_name(struct backend *backend)
{
	const char *image = backend->job.image, *slash = image ? strrchr(image, '/') : NULL;
	struct hp_target target = hp_target_parse(hp_module_triple(backend->module));
	if (!image || strchr(slash ? slash : image, '.') || target.abi != HP_ABI_GNU)
		return image;
	return hp_arena_printf(&backend->arena, "%s.exe", image);
}

static bool write_manifest(struct backend *backend)
{
	if (backend->job.fds[HP_FD_MANIFEST] < 0)
		return true;
	struct hp_manifest manifest = {
	    .input = backend->job.input,
	    .object = shown_name(backend),
	    .image = image_name(backend),
	    .triple = hp_module_triple(backend->module),
	    .facts = &backend->facts,
	};
	return hp_manifest_write(&manifest, backend->job.fds[HP_FD_MANIFEST], &backend->diag);
}

/* The status of a failure that has been reported. */
static enum hp_backend_status failed(const struct backend *backend)
{
	return backend->diag.internal_errors ? HP_BACKEND_INTERNAL : HP_BACKEND_FAILED;
}

static enum hp_backend_status finish(struct backend *backend)
{
	struct hp_request *job = &backend->job;
	hp_module_seal(backend->module);
	if (backend->diag.errors)
		return HP_BACKEND_FAILED;
	if (job->fds[HP_FD_MANIFEST] >= 0)
		hp_module_note_code(backend->module);
	if (job->fds[HP_FD_ASSEMBLY] >= 0 &&
	    !hp_module_emit(backend->module, HP_OUTPUT_ASSEMBLY, job->fds[HP_FD_ASSEMBLY],
	                    job->fds[HP_FD_OBJECT] >= 0 || job->fds[HP_FD_REPORT] >= 0 ||
	                        job->fds[HP_FD_MANIFEST] >= 0))
		return failed(backend);
	backend->said.is_repeated = job->fds[HP_FD_ASSEMBLY] >= 0;
	if (job->fds[HP_FD_OBJECT] >= 0 &&
	    !hp_module_emit(backend->module, HP_OUTPUT_OBJECT, job->fds[HP_FD_OBJECT], false))
		return failed(backend);
	step_done(backend, "code generation");
	return write_report(backend) && write_manifest(backend) && !backend->diag.errors ? HP_BACKEND_DONE
	                                                                                 : HP_BACKEND_FAILED;
}

/* Where the facts wait for the second stage; -1: nobody asks for them. */
static int facts_fd(const struct hp_request *job)
{
	return job->fds[HP_FD_REPORT] >= 0 ? job->fds[HP_FD_REPORT] : job->fds[HP_FD_MANIFEST];
}

/* Leaves the rewritten bitcode to clang, because of a flag whose passes only clang has. */
static enum hp_backend_status hand_over(struct backend *backend, const char *flag)
{
	if (!hp_module_producer_reads_ours(backend->module)) {
		hp_error(
		    &backend->diag,
		    "'%s': only clang has the passes of '%.*s', and this clang cannot read the bitcode of a newer "
		    "LLVM: name clang-22 with HPCC_CLANG, or leave the flag out",
		    backend->job.input, (int)strcspn(flag, "="), flag);
		return HP_BACKEND_FAILED;
	}
	hp_verbose(&backend->diag, "'%s' is optimised by clang because of '%.*s'", backend->job.input,
	           (int)strcspn(flag, "="), flag);
	int kept = facts_fd(&backend->job);
	if (kept >= 0 && !hp_facts_save(&backend->facts, kept)) {
		hp_error(&backend->diag, "cannot keep the facts of '%s':", backend->job.input);
		return HP_BACKEND_FAILED;
	}
	int fd =
	    backend->job.fds[HP_FD_OBJECT] >= 0 ? backend->job.fds[HP_FD_OBJECT] : backend->job.fds[HP_FD_ASSEMBLY];
	return hp_module_save(backend->module, HP_OUTPUT_BITCODE, fd) ? HP_BACKEND_OPTIMISE : HP_BACKEND_FAILED;
}

/* Select and rewrite; HP_BACKEND_DONE means: go on. */
static enum hp_backend_status rewrite(struct backend *backend)
{
	struct hp_strvec entries;
	size_t selected;
	if (!read_functions(backend, &entries) || !hp_module_select(backend->module, &entries, &selected))
		return HP_BACKEND_FAILED;
	for (struct hp_fact *fact = backend->facts.kind[HP_FACT_UNMATCHED].first; fact; fact = fact->next)
		hp_verbose(&backend->diag, "'%s' defines no function '%s'", backend->job.input,
		           fact->unmatched.entry);
	if (selected == 0) {
		hp_verbose(&backend->diag, "'%s' defines no listed function: compiled by clang", backend->job.input);
		return write_report(backend) && write_manifest(backend) ? HP_BACKEND_NOTHING : HP_BACKEND_FAILED;
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
		return HP_BACKEND_DONE;
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
	if (hp_os_rewind(fd) && hp_facts_load(&backend->facts, fd) && hp_os_truncate(fd, 0) && hp_os_rewind(fd))
		return true;
	hp_error(&backend->diag, "cannot read back the facts of '%s':", backend->job.input);
	return false;
}

/* Makes the patch a slim one, if a base is named. */
static bool use_base(struct backend *backend)
{
	const struct hp_request *job = &backend->job;
	struct hp_base_lookup *base = &backend->base;
	if (!job->base)
		return true;
	if (!hp_base_lookup_open(base, &backend->arena, &backend->diag, job->base) ||
	    !hp_base_lookup_module(base, job->base_module, job->source) ||
	    !hp_base_lookup_fits(base, hp_module_triple(backend->module)))
		return false;
	base->slim.emulated_tls = backend->line.codegen.emulated_tls;
	hp_module_slim(backend->module, &base->slim);
	return true;
}

static enum hp_backend_status run(struct backend *backend)
{
	size_t size;
	hp_llvm_init();
	char *bitcode =
	    hp_os_read_until(&backend->arena, backend->job.fds[HP_FD_BITCODE], bitcode_is_complete, &size);
	if (bitcode && !bitcode_is_complete(bitcode, size) && !clang_succeeded(backend))
		return HP_BACKEND_FAILED;
	backend->last = hp_os_seconds();
	if (!bitcode) {
		hp_error(&backend->diag, "cannot read the bitcode of '%s':", backend->job.input);
		return HP_BACKEND_FAILED;
	}
	if (!read_cc1(backend))
		return HP_BACKEND_FAILED;
	backend->module = hp_module_open(&backend->diag, &backend->facts, bitcode, size, backend->job.input);
	if (!backend->module)
		return HP_BACKEND_FAILED;
	if (!use_base(backend))
		return HP_BACKEND_FAILED;
	hp_module_listen(backend->module, &backend->said.listener);
	hp_module_discard_names(backend->module);
	step_done(backend, "reading bitcode");
	if (backend->emit_only && !restore_facts(backend))
		return HP_BACKEND_FAILED;
	if (!backend->emit_only) {
		enum hp_backend_status status = rewrite(backend);
		if (status != HP_BACKEND_DONE)
			return status;
	}
	if (!hp_module_target(backend->module, &backend->line.codegen))
		return failed(backend);
	if (!backend->emit_only && !hp_module_optimise(backend->module))
		return failed(backend);
	step_done(backend, "optimisation");
	if (!hp_module_bind(backend->module))
		return failed(backend);
	return finish(backend);
}

int main(int argc, char **argv)
{
	struct backend backend = {0};
	(void)argc;
	hp_arena_init(&backend.arena);
	hp_diag_init(&backend.diag, "hpcc", &backend.arena);
	hp_facts_init(&backend.facts, &backend.arena);
	enum hp_backend_status status = HP_BACKEND_FAILED;
	if (parse_arguments(&backend, argv + 1)) {
		status = run(&backend);
		if (backend.job.fds[HP_FD_FOUND] >= 0 && !hp_said_save(&backend.said, backend.job.fds[HP_FD_FOUND])) {
			hp_error(&backend.diag, "cannot keep the messages of '%s':", backend.job.input);
			status = failed(&backend);
		}
		if (!clang_succeeded(&backend))
			status = HP_BACKEND_FAILED;
	}
	/* The kernel frees a process faster than LLVM frees a module: 60 ms for SQLite. */
	hp_os_end((int)status);
}
