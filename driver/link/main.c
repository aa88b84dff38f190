/*
 * hpcc-link: makes a patch image of slim objects. Decides the linker's arguments; everything that the base has is
 * left to the base, so no library of the base build is linked, and nothing starts when the image is loaded.
 */
#include "backend/base_lookup.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/facts.h"
#include "base/os_file.h"
#include "base/os_process.h"
#include "base/os_stream.h"
#include "base/strvec.h"
#include "base/target.h"
#include "files/commit.h"
#include "image/base.h"
#include "image/pe.h"
#include "link/objects.h"
#include "link/plan.h"
#include "pass/hotpatch.h"
#include "pass/slim/stubs.h"
#include "run/exec.h"
#include "run/signals.h"
#include "run/temporary.h"
#include "run/toolchain.h"

#include <string.h>

static const char usage[] = "usage: hpcc-link --base=FILE [--pdb=FILE] [--linker=PROGRAM] OBJECT... [LIBRARY...] -o "
                            "FILE [-- LINKER-OPTION...]\n"
                            "Links objects that hpcc has made with --hpcc-base= into a patch image, NAME.patch.dll.\n"
                            "  --base=FILE        the description of the image that is patched, made by hpcc-base\n"
                            "  --pdb=FILE         also write the patch's debug information\n"
                            "  --linker=PROGRAM   instead of lld-link-22 or lld-link\n"
                            "  -o FILE            the patch image\n"
                            "  --help             this text\n"
                            "Libraries are needed for what the fix imports and the base does not.\n";

struct options {
	const char *base, *pdb, *linker, *output;
	struct hp_strvec objects, libraries, more;
	bool help;
};

struct link {
	struct hp_arena arena;
	struct hp_diag diag;
	struct options options;
	struct hp_base_lookup lookup;
	struct hp_link_objects objects;
	const char *folder; /* private */
};

static bool take(const char *argument, const char *name, const char **value)
{
	size_t length = strlen(name);
	if (strncmp(argument, name, length) != 0)
		return false;
	*value = argument + length;
	return true;
}

static bool is_library(const char *path)
{
	size_t length = strlen(path);
	return length > 4 && (strcmp(path + length - 4, ".lib") == 0 || strcmp(path + length - 2, ".a") == 0);
}

static bool parse(struct link *link, char **argv)
{
	struct options *options = &link->options;
	hp_strvec_init(&options->objects, &link->arena);
	hp_strvec_init(&options->libraries, &link->arena);
	hp_strvec_init(&options->more, &link->arena);
	for (; *argv; argv++) {
		if (strcmp(*argv, "--") == 0) {
			while (*++argv)
				hp_strvec_push(&options->more, *argv);
			break;
		}
		if (strcmp(*argv, "--help") == 0)
			options->help = true;
		else if (strcmp(*argv, "-o") == 0 && argv[1])
			options->output = *++argv;
		else if (**argv != '-')
			hp_strvec_push(is_library(*argv) ? &options->libraries : &options->objects, *argv);
		else if (!take(*argv, "--base=", &options->base) && !take(*argv, "--pdb=", &options->pdb) &&
		         !take(*argv, "--linker=", &options->linker)) {
			hp_error(&link->diag, "unknown argument '%s': see --help", *argv);
			return false;
		}
	}
	if (options->help || (options->base && options->output && options->objects.count))
		return true;
	hp_error(&link->diag, "%s: see --help",
	         !options->base     ? "no base description, --base="
	         : !options->output ? "no output, -o"
	                            : "no objects");
	return false;
}

static bool open_base(struct link *link)
{
	struct options *options = &link->options;
	if (!hp_base_lookup_open(&link->lookup, &link->arena, &link->diag, options->base) ||
	    !hp_link_objects_read(&link->objects, &link->arena, &link->diag, &options->objects))
		return false;
	const struct hp_base_identity *identity = hp_base_identity(link->lookup.base);
	if (link->objects.machine != identity->machine) {
		hp_error(&link->diag, "'%s' is an image for another processor than '%s'", identity->image,
		         options->objects.items[0]);
		return false;
	}
	if (link->objects.has_table)
		return true;
	hp_error(&link->diag,
	         "none of the objects is a slim one: compile those with listed functions with --hpcc-base=%s",
	         options->base);
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
	const struct options *options = &link->options;
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
	hp_strvec_extend(&argv, options->objects.items, options->objects.count);
	hp_strvec_push(&argv, stubs);
	hp_strvec_extend(&argv, options->libraries.items, options->libraries.count);
	hp_strvec_extend(&argv, options->more.items, options->more.count);
	struct hp_child_io io = {
	    .env = hp_os_environment(), .in = HP_IO_OURS, .out = HP_STREAM_ERR, .err = HP_IO_OURS};
	int status;
	if (hp_exec_run(&link->diag, hp_strvec_argv(&argv), &io, &status) && status)
		hp_error(&link->diag, "the linker '%s' ended with status %d: nothing is written", linker, status);
	return status == 0;
}

static bool write_image(void *self, int stream)
{
	const struct hp_pe *image = self;
	return hp_os_write_all(stream, image->file, image->file_size);
}

static bool copy_file(struct link *link, const char *from, const char *to)
{
	size_t size = 0;
	char *bytes = hp_os_read_file(&link->arena, from, &size);
	struct hp_pe file = {.file = (unsigned char *)bytes, .file_size = size};
	if (bytes)
		return hp_commit_file(&link->arena, &link->diag, to, write_image, &file);
	hp_error(&link->diag, "cannot read '%s':", from);
	return false;
}

static bool make_image(struct link *link)
{
	const struct options *options = &link->options;
	const char *stubs = in_folder(link, "stubs.obj"), *image = in_folder(link, "patch.dll");
	const char *pdb = options->pdb ? in_folder(link, "patch.pdb") : NULL;
	struct hp_pe pe;
	in_folder(link, "patch.lib"); /* which some linkers make though nothing is exported */
	if (!write_stubs(link, stubs) || !run_linker(link, stubs, image, pdb))
		return false;
	bool done = hp_pe_open(&pe, &link->diag, image) && hp_link_plan(&link->diag, link->lookup.base, &pe) &&
	            hp_commit_file(&link->arena, &link->diag, options->output, write_image, &pe);
	hp_pe_close(&pe);
	if (done && pdb && !copy_file(link, pdb, options->pdb)) {
		hp_os_remove_file(options->output);
		done = false;
	}
	return done;
}

int main(int argc, char **argv)
{
	struct link link = {0};
	hp_arena_init(&link.arena);
	hp_diag_init(&link.diag, "hpcc-link", &link.arena);
	hp_signals_init();
	bool done = parse(&link, argc ? argv + 1 : argv);
	if (done && link.options.help)
		done = hp_os_write_text(HP_STREAM_OUT, usage);
	else if (done)
		done = open_base(&link) && make_folder(&link) && make_image(&link);
	hp_base_lookup_close(&link.lookup);
	hp_signals_clean();
	hp_arena_fini(&link.arena);
	return done ? 0 : 1;
}
