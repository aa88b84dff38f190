/*
 * hpcc-link: makes a patch image of slim objects. Decides the linker's arguments; everything that the base has is
 * left to the base, so no library of the base build is linked, and nothing starts when the image is loaded.
 */
#include "backend/base_lookup.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/facts.h"
#include "base/os_process.h"
#include "base/os_stream.h"
#include "base/strvec.h"
#include "base/target.h"
#include "files/commit.h"
#include "image/base.h"
#include "image/pe.h"
#include "link/arguments.h"
#include "link/objects.h"
#include "link/plan.h"
#include "pass/hotpatch.h"
#include "pass/slim/stubs.h"
#include "run/exec.h"
#include "run/signals.h"
#include "run/temporary.h"
#include "run/toolchain.h"

#include <string.h>

#ifndef HPCC_VERSION
#define HPCC_VERSION "0.1.0"
#endif

struct link {
	struct hp_arena arena;
	struct hp_diag diag;
	struct hp_link_options options;
	struct hp_base_lookup lookup;
	struct hp_link_objects objects;
	struct hp_commit outputs;
	const char *folder; /* private */
};

static bool open_base(struct link *link)
{
	const struct hp_link_options *options = &link->options;
	if (!hp_base_lookup_open(&link->lookup, &link->arena, &link->diag, options->base) ||
	    !hp_link_objects_read(&link->objects, &link->arena, &link->diag, &options->objects,
	                          link->lookup.slim.identity, options->listed_only))
		return false;
	const struct hp_base_identity *identity = hp_base_identity(link->lookup.base);
	if (!link->objects.has_table)
		hp_error(&link->diag,
		         "none of the objects is a slim one: compile those with listed functions with --hpcc-base=%s",
		         options->base);
	else if (link->objects.machine != identity->machine)
		hp_error(&link->diag, "'%s' is an image for another processor than '%s'", identity->image,
		         link->objects.paths.items[0]);
	else if (link->objects.stranger)
		hp_error(&link->diag,
		         "'%s' was compiled for another build of '%s' than '%s' describes: compile it again with "
		         "--hpcc-base=%s",
		         link->objects.stranger, identity->image, options->base, options->base);
	else
		return true;
	return false;
}

static const char *in_folder(struct link *link, const char *name)
{
	char *path = hp_arena_printf(&link->arena, "%s/%s", link->folder, name);
	hp_signals_add_path(path);
	return path;
}

static bool make_folder(struct link *link)
{
	link->folder = hp_temporary_private(&link->arena, &link->diag, "hpcc-link");
	return link->folder != NULL;
}

/* Source: Microsoft's PE format, "Machine Types". */
static const char *triple_of(const struct hp_base_identity *identity)
{
	switch (identity->machine) {
	case HP_PE_X86:
		return identity->gnu ? "i686-w64-windows-gnu" : "i686-pc-windows-msvc";
	case HP_PE_X64:
		return identity->gnu ? "x86_64-w64-windows-gnu" : "x86_64-pc-windows-msvc";
	default:
		return identity->gnu ? "aarch64-w64-windows-gnu" : "aarch64-pc-windows-msvc";
	}
}

static bool write_stubs(struct link *link, const char *path)
{
	struct hp_facts facts;
	hp_facts_init(&facts, &link->arena);
	hp_llvm_init();
	int stream = hp_os_open(path, HP_OPEN_WRITE | HP_OPEN_CREATE | HP_OPEN_NEW);
	if (stream < 0) {
		hp_error(&link->diag, "cannot write '%s':", path);
		return false;
	}
	const char *triple = triple_of(hp_base_identity(link->lookup.base));
	bool done = hp_stubs_write(&link->diag, &facts, &link->lookup.slim, triple, &link->objects.undefined, stream);
	hp_os_close(&stream);
	return done;
}

static const char *find_linker(struct link *link)
{
	const char *named = link->options.linker;
	const char *found = hp_toolchain_find(&link->arena, named ? named : "lld-link-22");
	if (!found && !named)
		found = hp_toolchain_find(&link->arena, "lld-link");
	if (!found)
		hp_error(&link->diag, "cannot find the linker '%s': install LLVM's lld, or name it with --linker=",
		         named ? named : "lld-link");
	return found;
}

static bool run_linker(struct link *link, const char *stubs, const char *image, const char *pdb)
{
	const struct hp_link_options *options = &link->options;
	const struct hp_base_identity *identity = hp_base_identity(link->lookup.base);
	static const char *const fixed[] = {"/nologo",      "/dll",      "/noentry",  "/nodefaultlib",
	                                    "/dynamicbase", "/nxcompat", "/opt:noicf"};
	const char *linker = find_linker(link);
	struct hp_strvec argv;
	if (!linker)
		return false;
	hp_strvec_init(&argv, &link->arena);
	hp_strvec_push(&argv, linker);
	hp_strvec_extend(&argv, fixed, sizeof fixed / sizeof *fixed);
	hp_strvec_pushf(&argv, "/functionpadmin:%d", HP_TARGET_LARGEST_PAD);
	if (identity->gnu)
		hp_strvec_push(&argv, "/lldmingw");
	if (identity->machine == HP_PE_X86)
		hp_strvec_push(&argv, "/safeseh:no");
	if (pdb) {
		hp_strvec_push(&argv, "/debug");
		hp_strvec_pushf(&argv, "/pdb:%s", pdb);
		hp_strvec_pushf(&argv, "/pdbaltpath:%s", options->pdb);
	}
	hp_strvec_pushf(&argv, "/out:%s", image);
	hp_strvec_extend(&argv, link->objects.paths.items, link->objects.paths.count);
	hp_strvec_push(&argv, stubs);
	hp_strvec_extend(&argv, options->libraries.items, options->libraries.count);
	hp_strvec_extend(&argv, options->linker_args.items, options->linker_args.count);
	struct hp_child_io io = {
	    .env = hp_os_environment(), .in = HP_IO_OURS, .out = HP_STREAM_ERR, .err = HP_IO_OURS};
	int status;
	if (hp_exec_run(&link->diag, hp_strvec_argv(&argv), &io, &status) && status)
		hp_error(&link->diag, "the linker '%s' ended with status %d: nothing is written", linker, status);
	return status == 0;
}

/* Adds the image with its plan to the outputs; `stream` is to be closed when they are in place. */
static bool add_image(struct link *link, const char *path, int *stream)
{
	struct hp_pe pe;
	bool done =
	    hp_pe_open(&pe, &link->diag, path) && hp_link_plan(&link->arena, &link->diag, link->lookup.base, &pe);
	if (done) {
		*stream = hp_os_open_memory("image");
		done = *stream >= 0 && hp_os_write_all(*stream, pe.file, pe.file_size);
		if (!done)
			hp_error(&link->diag, "cannot write a memory file:");
	}
	hp_pe_close(&pe);
	return done && hp_commit_add(&link->outputs, link->options.output, *stream);
}

static bool add_pdb(struct link *link, const char *path, int *stream)
{
	if (!path)
		return true;
	*stream = hp_os_open(path, HP_OPEN_READ);
	if (*stream < 0)
		hp_error(&link->diag, "cannot read '%s':", path);
	return *stream >= 0 && hp_commit_add(&link->outputs, link->options.pdb, *stream);
}

static bool make_image(struct link *link)
{
	const char *stubs = in_folder(link, "stubs.obj"), *image = in_folder(link, "patch.dll");
	const char *pdb = link->options.pdb ? in_folder(link, "patch.pdb") : NULL;
	int image_stream = -1, pdb_stream = -1;
	in_folder(link, "patch.lib"); /* which some linkers make though nothing is exported */
	bool done = write_stubs(link, stubs) && run_linker(link, stubs, image, pdb) &&
	            add_image(link, image, &image_stream) && add_pdb(link, pdb, &pdb_stream) &&
	            hp_commit_place(&link->outputs);
	hp_os_close(&image_stream);
	hp_os_close(&pdb_stream);
	return done;
}

/* An image of an earlier run would pass for the one that could not be made: it goes, as a compiler's object does. */
static bool run(struct link *link)
{
	hp_commit_adopt(&link->outputs, link->options.output);
	hp_commit_adopt(&link->outputs, link->options.pdb);
	bool done = open_base(link) && make_folder(link) && make_image(link);
	if (done)
		hp_commit_keep(&link->outputs);
	else
		hp_commit_abort(&link->outputs);
	return done;
}

int main(int argc, char **argv)
{
	struct link link = {0};
	hp_arena_init(&link.arena);
	hp_diag_init(&link.diag, "hpcc-link", &link.arena);
	link.diag.colour = hp_os_is_terminal(HP_STREAM_ERR);
	link.outputs.arena = &link.arena;
	link.outputs.diag = &link.diag;
	hp_signals_init();
	bool done = hp_link_options_parse(&link.options, &link.arena, &link.diag, argc ? argv + 1 : argv);
	if (done && link.options.help)
		done = hp_os_write_text(HP_STREAM_OUT, hp_link_options_help(&link.arena));
	else if (done && link.options.version)
		done = hp_os_write_text(HP_STREAM_OUT, "hpcc-link " HPCC_VERSION " (LLVM 22)\n");
	else if (done)
		done = run(&link);
	hp_base_lookup_close(&link.lookup);
	hp_signals_clean();
	hp_arena_fini(&link.arena);
	return done ? 0 : 1;
}
