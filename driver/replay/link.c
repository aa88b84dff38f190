/*
 * The patch image. Decides which recorded link step is run again and what it is changed to: patch objects in the
 * place of the base's, outputs below the output folder, pads, no folding, a PDB.
 */
#include "replay/link.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/target.h"
#include "base/text.h"
#include "files/path.h"
#include "recorded/recorded.h"
#include "replay/replay.h"
#include "run/toolchain.h"

#include <string.h>

/* How options reach the linker. */
enum style { STYLE_LINK, STYLE_CL, STYLE_MSVC, STYLE_MINGW };

static enum style find_style(const struct hp_link *link)
{
	const char *program = hp_path_base(link->words.items[0]);
	if (strstr(program, "link"))
		return STYLE_LINK;
	if (strstr(program, "-cl") || strcmp(program, "cl.exe") == 0)
		return STYLE_CL;
	const char *target = "";
	for (size_t i = 1; i < link->words.count; i++) {
		const char *word = link->words.items[i];
		if (strstr(word, "lld-link"))
			return STYLE_MSVC;
		if (hp_starts_with(word, "--target="))
			target = word + strlen("--target=");
		else if (strcmp(word, "-target") == 0 && i + 1 < link->words.count)
			target = link->words.items[i + 1];
	}
	return hp_target_parse(target).abi == HP_ABI_MSVC ? STYLE_MSVC : STYLE_MINGW;
}

/* An output of the linker, where it goes in the patch. */
static const char *mirrored(const struct hp_replay *replay, const struct hp_link *link, const char *path)
{
	const char *full = hp_path_join(replay->arena, link->directory, path);
	const char *below = hp_path_below(replay->folder, full);
	if (!below)
		below = hp_path_below(replay->real_folder, full);
	return below ? hp_path_join(replay->arena, replay->output, below)
	             : hp_arena_printf(replay->arena, "%s/outside%s", replay->output, full);
}

/* Options of the linker that name a file to be written. hpcc-step keeps the linker from writing where others lead. */
static const char *const cl_outputs[] = {"out",       "pdb",         "implib",       "map",
                                         "lldmap",    "pdbstripped", "manifestfile", "ilk",
                                         "reproduce", "linkrepro",   "time-trace",   "print-symbol-order"};
static const char *const gnu_outputs[] = {"o", "out-implib", "pdb", "Map", "output", "reproduce", "output-def"};

/* The length of an option with the sign in front of its value: `/out:`, `--pdb=`; 0: it is none that names an output.
 */
static size_t output_option(const char *part)
{
	size_t dashes = *part == '/' ? 1 : strspn(part, "-"), length = dashes + strcspn(part + dashes, ":=");
	bool known = false;
	if (!dashes || dashes > 2 || !part[length])
		return 0;
	for (size_t i = 0; i < sizeof cl_outputs / sizeof *cl_outputs; i++)
		known |= part[length] == ':' && strlen(cl_outputs[i]) == length - dashes &&
		         hp_starts_in_any_case(part + dashes, cl_outputs[i]);
	for (size_t i = 0; i < sizeof gnu_outputs / sizeof *gnu_outputs; i++)
		known |= *part == '-' && part[length] == '=' && strlen(gnu_outputs[i]) == length - dashes &&
		         strncmp(part + dashes, gnu_outputs[i], length - dashes) == 0;
	return known ? length + 1 : 0;
}

/* An option whose value is the next part. */
static bool takes_output(const char *part)
{
	size_t dashes = strspn(part, "-");
	for (size_t i = 0; (dashes == 1 || dashes == 2) && i < sizeof gnu_outputs / sizeof *gnu_outputs; i++)
		if (strcmp(part + dashes, gnu_outputs[i]) == 0)
			return true;
	return false;
}

/* The length of what hands the rest of a part on to lld-link, in lld's MinGW mode. */
static size_t handed_on(const char *part)
{
	static const char *const fronts[] = {"--Xlink=", "-Xlink="};
	for (size_t i = 0; i < sizeof fronts / sizeof *fronts; i++)
		if (hp_starts_with(part, fronts[i]))
			return strlen(fronts[i]);
	return 0;
}

/* One part of the command with its output redirected. *next: the next part is an output. */
static const char *redirect(struct hp_replay *replay, const struct hp_link *link, const char *part, bool *next)
{
	const char *to;
	size_t front = handed_on(part), length = front + output_option(part + front);
	if (*next) {
		*next = false;
		length = 0;
	} else if (length == front) {
		*next = takes_output(part);
		return part;
	}
	if (!part[length]) /* `--pdb=`: named by the linker, after the image */
		return part;
	to = mirrored(replay, link, part + length);
	hp_strvec_push(&replay->link_outputs, to);
	return hp_arena_printf(replay->arena, "%.*s%s", (int)length, part, to);
}

/* A word of the command: an object, an output, or as it is. */
static const char *change_word(struct hp_replay *replay, const struct hp_link *link, const char *word, bool *next)
{
	if (strncmp(word, "-Wl,", 4) == 0) {
		struct hp_strvec parts;
		hp_strvec_init(&parts, replay->arena);
		hp_strvec_push(&parts, "-Wl");
		char *rest = hp_arena_strdup(replay->arena, word + 4);
		for (char *part; (part = hp_next_word(&rest, ","));)
			hp_strvec_pushf(&parts, ",%s", redirect(replay, link, part, next));
		return hp_strvec_join(&parts);
	}
	if (strcmp(word, "-Xlinker") == 0)
		return word;
	if (!*next) {
		const char *path = hp_path_join(replay->arena, link->directory, word);
		const struct hp_tu *unit = hp_replay_unit_of(replay, path);
		if (unit && unit->chosen)
			return unit->object;
	}
	return redirect(replay, link, word, next);
}

/* Whether some word has the text, in any case. */
static bool mentions(const struct hp_link *link, const char *text)
{
	for (size_t i = 1; i < link->words.count; i++)
		if (hp_find_in_any_case(link->words.items[i], text))
			return true;
	return false;
}

static void push_option(struct hp_strvec *words, enum style style, const char *option)
{
	static const char *const forms[] = {"%s", "%s", "-Wl,%s", "-Wl,--Xlink=%s"};
	hp_strvec_pushf(words, forms[style], option); // NOLINT(clang-diagnostic-format-nonliteral)
}

/* What a patch image needs and the recorded step lacks. */
static void push_needed(struct hp_replay *replay, const struct hp_link *link, enum style style)
{
	struct hp_strvec *words = &replay->link_argv;
	const char *image = mirrored(replay, link, link->image), *dot = strrchr(hp_path_base(image), '.');
	const char *pdb =
	    hp_arena_printf(replay->arena, "%.*s.pdb", dot ? (int)(dot - image) : (int)strlen(image), image);
	if (style == STYLE_CL && !mentions(link, "/link"))
		hp_strvec_push(words, "/link");
	if (!mentions(link, "functionpadmin"))
		push_option(words, style,
		            hp_arena_printf(replay->arena, "/functionpadmin:%d", HP_TARGET_LARGEST_PAD));
	if (!mentions(link, "noicf"))
		push_option(words, style, "/opt:noicf");
	if (style == STYLE_MINGW) {
		if (!mentions(link, "-pdb"))
			hp_strvec_pushf(words, "-Wl,--pdb=%s", pdb);
		return;
	}
	if (!mentions(link, "/debug"))
		push_option(words, style, "/debug");
	if (!mentions(link, "/pdb:"))
		push_option(words, style, hp_arena_printf(replay->arena, "/pdb:%s", pdb));
}

/* The linker as recorded. That of gcc knows no pads: hpcc links with lld then. */
static void push_program(struct hp_replay *replay, const struct hp_link *link)
{
	struct hp_recorded recorded;
	struct hp_compdb_entry entry = {
	    .directory = link->directory, .arguments = link->words.items, .argument_count = link->words.count};
	hp_recorded_parse(&recorded, replay->arena, &entry);
	if (recorded.kind != HP_RECORDED_GCC) {
		hp_strvec_push(&replay->link_argv, link->words.items[0]);
		return;
	}
	hp_strvec_pushf(&replay->link_argv, "%s/%s", replay->programs, recorded.program);
	hp_strvec_push(&replay->link_argv, "-fuse-ld=lld");
	if (recorded.target)
		hp_strvec_push(&replay->link_argv, recorded.target);
}

/* The command of the patch image, from that of the base image. */
static void change(struct hp_replay *replay, const struct hp_link *link)
{
	struct hp_strvec *words = &replay->link_argv, members;
	bool next = false, placed = false;
	hp_strvec_init(&members, replay->arena);
	for (size_t i = 0; i < replay->unit_count; i++) {
		if (!replay->units[i].chosen || !link->held[i])
			continue;
		hp_strvec_push(&replay->link_objects, replay->units[i].object);
		if (!link->direct[i])
			hp_strvec_push(&members, replay->units[i].object);
	}
	push_program(replay, link);
	for (size_t i = 1; i < link->words.count; i++) {
		const char *word = change_word(replay, link, link->words.items[i], &next);
		/* In front of the libraries, so that their members of the base build are not needed. */
		if (!placed && hp_path_is_library(word) && *word != '-' && !hp_starts_in_any_case(word, "/implib")) {
			hp_strvec_extend(words, members.items, members.count);
			placed = true;
		}
		hp_strvec_push(words, word);
	}
	push_needed(replay, link, find_style(link));
	replay->link_directory = link->directory;
	replay->link_image = mirrored(replay, link, link->image);
}

/* Whether that is the image's path or the end of it from a folder on. */
static bool ends_so(const struct hp_link *link, const char *name)
{
	size_t all = strlen(link->image), end = strlen(name);
	return all >= end && strcmp(link->image + all - end, name) == 0 &&
	       (all == end || link->image[all - end - 1] == '/');
}

/* By its file's name, with or without its extension. */
static bool is_named(const struct hp_link *link, const char *name)
{
	const char *image = hp_path_base(link->image), *dot = strrchr(image, '.');
	size_t stem = dot ? (size_t)(dot - image) : strlen(image);
	return strcmp(image, hp_path_base(name)) == 0 || (strlen(name) == stem && strncmp(image, name, stem) == 0);
}

/* Whether the image holds units that define what is listed; `may`: or that may do so. */
static bool holds_patch(const struct hp_replay *replay, const struct hp_link *link, bool may)
{
	for (size_t i = 0; i < replay->unit_count; i++)
		if (link->held[i] &&
		    (replay->units[i].defines || (may && (replay->units[i].copies || !replay->units[i].known))))
			return true;
	return false;
}

/* The image as --link= takes it. */
static const char *shown(const struct hp_replay *replay, const struct hp_link *link)
{
	const char *below = hp_path_below(replay->folder, link->image);
	return below ? below : link->image;
}

/* The image whose step is meant; "": the one that holds what is patched. */
static const char *step_name(const struct hp_replay *replay)
{
	const char *name = replay->options.image ? replay->options.image : "";
	return replay->base && !*name ? hp_replay_base_image(replay) : name;
}

/* The one step that holds patched objects, or the one of that name. NULL after a report. */
static const struct hp_link *choose(struct hp_replay *replay, struct hp_link *links, size_t count)
{
	const struct hp_link *chosen = NULL;
	const char *name = step_name(replay), *others = "";
	bool sure = false, whole = false;
	for (size_t i = 0; i < count; i++) {
		hp_replay_find_held(replay, &links[i]);
		sure |= holds_patch(replay, &links[i], false);
		whole |= strchr(name, '/') && ends_so(&links[i], name);
	}
	for (size_t i = 0; i < count; i++) {
		if (whole && !ends_so(&links[i], name))
			continue;
		if (*name ? !is_named(&links[i], name) : !holds_patch(replay, &links[i], !sure))
			continue;
		if (chosen)
			others = hp_arena_printf(replay->arena, "%s, '%s'", others, shown(replay, &links[i]));
		else
			chosen = &links[i];
	}
	if (chosen && !*others)
		return chosen;
	if (!chosen && replay->base && (!replay->options.image || !*replay->options.image))
		return NULL; /* the image has another name now, or no step is recorded: what is in it is not known */
	if (chosen)
		hp_error(replay->diag, "several images hold what is patched: '%s'%s: choose with --link=IMAGE",
		         shown(replay, chosen), others);
	else if (*name)
		hp_error(replay->diag, "no link step below '%s' makes '%s': name an image, or %s", replay->folder,
		         name, replay->base ? "leave it out" : "give --link-command");
	else
		hp_error(replay->diag,
		         "no link step below '%s' holds what is patched: neither build.ninja nor CMake's link.txt "
		         "has one; give it with --link-command",
		         replay->folder);
	return NULL;
}

static bool find_linker(struct hp_replay *replay)
{
	const char *program = replay->link_argv.items[0];
	if (strchr(program, '/') || hp_toolchain_find(replay->arena, program))
		return true;
	hp_error(replay->diag, "cannot find the linker '%s'", program);
	return false;
}

bool hp_replay_choose_link(struct hp_replay *replay)
{
	struct hp_link *links = NULL;
	size_t count = 0;
	if (replay->options.link_command) {
		hp_replay_take_link(replay, replay->folder, replay->options.link_command, &links, &count);
		if (!count) {
			hp_error(replay->diag, "'%s' of --link-command names no output: use -o or /out:",
			         replay->options.link_command);
			return false;
		}
		hp_replay_find_held(replay, links);
		replay->link = links;
	} else if (replay->options.image || replay->base) {
		unsigned errors = replay->diag->errors;
		if (!hp_replay_find_links(replay, &links, &count))
			return false;
		replay->link = choose(replay, links, count);
		return replay->diag->errors == errors;
	}
	return true;
}

bool hp_replay_make_link(struct hp_replay *replay)
{
	hp_strvec_init(&replay->link_argv, replay->arena);
	hp_strvec_init(&replay->link_objects, replay->arena);
	hp_strvec_init(&replay->link_outputs, replay->arena);
	hp_strvec_init(&replay->link_inputs, replay->arena);
	if (replay->base)
		return !replay->options.image || hp_replay_make_slim_link(replay);
	if (!replay->link)
		return true;
	change(replay, replay->link);
	return find_linker(replay);
}
