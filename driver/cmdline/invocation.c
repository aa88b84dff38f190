/*
 * A command line, understood. Decides what each argument is and which are hpcc's own; not what to do about them.
 */
#include "cmdline/invocation.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"
#include "cmdline/language.h"
#include "cmdline/rspfile.h"
#include "cmdline/variables.h"

#include <stddef.h>
#include <string.h>

/* A sequence of pieces that is parsed as one command line: argv itself, or what stands behind /clang: or -Xclang. */
struct stream {
	struct hp_piece *pieces;
	size_t count;
};

/* The arrays are the invocation's, which shows them to others as constant. */
struct parser {
	struct hp_invocation *inv;
	bool *ours;
	struct hp_arg *args;
	struct hp_input *inputs;
	struct hp_list_source *lists;
	struct stream clang; /* behind /clang: */
	struct stream cc1;   /* behind -Xclang */
	struct hp_language_state language;
};

void hp_arg_mark(const struct hp_arg *arg, bool *flags)
{
	for (size_t i = 0; i < arg->piece_count; i++)
		for (size_t j = 0; j < arg->pieces[i].elements; j++)
			flags[arg->pieces[i].element[j]] = true;
}

const struct hp_arg *hp_invocation_last(const struct hp_invocation *inv, enum hp_option_id id)
{
	for (size_t i = inv->arg_count; i-- > 0;)
		if (inv->args[i].option && inv->args[i].option->id == id)
			return &inv->args[i];
	return NULL;
}

bool hp_invocation_stands(const struct hp_invocation *inv, enum hp_option_id id, enum hp_option_id opposite)
{
	const struct hp_arg *given = hp_invocation_last(inv, id), *back = hp_invocation_last(inv, opposite);
	return given && (!back || given > back);
}

bool hp_invocation_msvc(const struct hp_invocation *inv)
{
	const struct hp_arg *form = hp_invocation_last(inv, HP_OPT_FORM);
	if (form && form->value)
		return strcmp(form->value, "msvc") == 0;
	return inv->mode == HP_MODE_CL;
}

/* The length of `name` without a version like "-22" or "-22.1" at its end. */
static size_t without_version(const char *name)
{
	size_t length = strlen(name), end = length;
	while (end && strchr("0123456789.", name[end - 1]))
		end--;
	return end && end < length && name[end - 1] == '-' ? end - 1 : length;
}

static bool ends_with(const char *text, size_t length, const char *suffix)
{
	size_t size = strlen(suffix);
	return length >= size && memcmp(text + length - size, suffix, size) == 0;
}

void hp_invocation_init(struct hp_invocation *inv, struct hp_arena *arena, const char *argv0)
{
	*inv = (struct hp_invocation){.arena = arena, .program = "hpcc", .mode = HP_MODE_GNU};
	const char *slash = strrchr(argv0, '/');
	const char *name = slash ? slash + 1 : argv0;
	size_t length = without_version(name);
	if (ends_with(name, length, "-cl")) {
		inv->program = "hpcc-cl";
		inv->mode = HP_MODE_CL;
		inv->driver_mode = "--driver-mode=cl";
		length -= strlen("-cl");
	} else if (ends_with(name, length, "++")) {
		inv->program = "hpcc++";
		inv->driver_mode = "--driver-mode=g++";
		length -= strlen("++");
	}
	if (ends_with(name, length, "-hpcc") && length > strlen("-hpcc"))
		inv->target = hp_arena_printf(arena, "--target=%.*s", (int)(length - strlen("-hpcc")), name);
	hp_strvec_init(&inv->cc1, arena);
	hp_strvec_init(&inv->warnings, arena);
	hp_strvec_init(&inv->origins, arena);
	hp_variables_settings(inv->settings);
}

static void add_list(struct parser *parser, bool is_file, const char *value, const char *origin)
{
	parser->lists[parser->inv->list_count++] =
	    (struct hp_list_source){.is_file = is_file, .value = value, .origin = origin};
}

/* Takes LLVM's own spelling, `-ms-secure-hotpatch-functions-…=`, one or two dashes. */
static bool take_llvm_list(struct parser *parser, const char *text)
{
	static const char file[] = "ms-secure-hotpatch-functions-file=",
	                  list[] = "ms-secure-hotpatch-functions-list=";
	if (text[0] != '-')
		return false;
	text += text[1] == '-' ? 2 : 1;
	if (hp_starts_with(text, file))
		add_list(parser, true, text + strlen(file), "-ms-secure-hotpatch-functions-file=");
	else if (hp_starts_with(text, list))
		add_list(parser, false, text + strlen(list), "-ms-secure-hotpatch-functions-list=");
	else
		return false;
	return true;
}

static void mark_ours(struct parser *parser, const struct hp_arg *arg)
{
	hp_arg_mark(arg, parser->ours);
	parser->inv->any_ours = true;
}

static void push_warning(struct hp_invocation *inv, const char *option, const char *origin)
{
	hp_strvec_push(&inv->warnings, option);
	hp_strvec_push(&inv->origins, origin);
}

/* -Whotpatch-…: ours if the group is known, clang's to complain about otherwise. */
static bool take_warning(struct hp_invocation *inv, const struct hp_arg *arg)
{
	struct hp_diag scratch;
	hp_diag_init(&scratch, "", NULL);
	if (!hp_diag_option(&scratch, arg->pieces[0].text))
		return false;
	push_warning(inv, arg->pieces[0].text, arg->pieces[0].text);
	return true;
}

/* A flag without a value is a switch; an empty value unsets what the environment or the file says. */
static void take_setting(struct hp_invocation *inv, const struct hp_arg *arg)
{
	struct hp_setting *to = &inv->settings[arg->option->setting];
	bool is_switch = arg->option->arity == HP_ARITY_FLAG;
	to->value = is_switch ? "true" : arg->value && *arg->value ? arg->value : NULL;
	to->origin = arg->option->spelling;
}

static void take_ours(struct parser *parser, const struct hp_arg *arg)
{
	struct hp_invocation *inv = parser->inv;
	switch (arg->option->id) {
	case HP_OPT_SETTING:
		take_setting(inv, arg);
		break;
	case HP_OPT_HPCC_INLINE_LIST:
		inv->inline_list = true;
		break;
	case HP_OPT_HPCC_PRINT_CONFIG:
		inv->print_config = true;
		break;
	case HP_OPT_HPCC_HELP:
		inv->help = true;
		break;
	case HP_OPT_WARN_GROUP:
		if (!take_warning(inv, arg))
			return;
		break;
	default:
		return;
	}
	mark_ours(parser, arg);
}

static void append_piece(struct stream *to, const char *text, const struct hp_piece *a, const struct hp_piece *b)
{
	struct hp_piece *piece = &to->pieces[to->count++];
	*piece = *a;
	piece->text = text;
	for (size_t i = 0; b && i < b->elements && piece->elements < 2; i++)
		piece->element[piece->elements++] = b->element[i];
}

/* What an option means beyond being handed on. */
static void take_option(struct parser *parser, const struct hp_arg *arg)
{
	struct hp_invocation *inv = parser->inv;
	const struct hp_piece *second = arg->piece_count > 1 ? &arg->pieces[1] : NULL;
	switch (arg->option->id) {
	case HP_OPT_CLANG:
		append_piece(&parser->clang, arg->value, &arg->pieces[0], NULL);
		break;
	case HP_OPT_XCLANG:
		if (arg->value)
			append_piece(&parser->cc1, arg->value, &arg->pieces[0], second);
		break;
	case HP_OPT_MLLVM:
		if (arg->value && take_llvm_list(parser, arg->value))
			mark_ours(parser, arg);
		break;
	case HP_OPT_LIST_FILE:
	case HP_OPT_LIST_TEXT:
		add_list(parser, arg->option->id == HP_OPT_LIST_FILE, arg->value, arg->option->spelling);
		mark_ours(parser, arg);
		break;
	case HP_OPT_WARN_NONE:
		if (!arg->value || !*arg->value) /* clang-cl takes anything behind /w, and ignores it */
			push_warning(inv, "-w", arg->pieces[0].text);
		break;
	case HP_OPT_WARN_NOTHING:
		push_warning(inv, "-Wno-hotpatch", arg->pieces[0].text);
		break;
	case HP_OPT_WARN_EVERYTHING:
		push_warning(inv, "-Whotpatch", arg->pieces[0].text);
		break;
	case HP_OPT_WARN_ERROR:
		push_warning(inv, "-Werror", arg->pieces[0].text);
		break;
	case HP_OPT_WARN_NO_ERROR:
		push_warning(inv, "-Wno-error", arg->pieces[0].text);
		break;
	default:
		take_ours(parser, arg);
	}
}

static void add_input(struct parser *parser, const struct hp_arg *arg)
{
	struct hp_invocation *inv = parser->inv;
	struct hp_input *input = &parser->inputs[inv->input_count++];
	input->name = arg->value;
	input->arg = (size_t)(arg - inv->args);
	input->kind = hp_language_kind(&parser->language, input->name, arg->option);
	input->interface = !arg->option && hp_language_is_interface(&parser->language, input->name);
}

static void parse_stream(struct parser *parser, struct stream stream, enum hp_mode mode, bool inputs)
{
	struct hp_invocation *inv = parser->inv;
	bool only_inputs = false;
	for (size_t i = 0; i < stream.count;) {
		const struct hp_piece *piece = &stream.pieces[i];
		struct hp_arg *arg = &parser->args[inv->arg_count++];
		*arg = (struct hp_arg){.pieces = piece, .piece_count = 1};
		if (!only_inputs && strcmp(piece->text, "-") != 0)
			arg->option = hp_option_find(piece->text, mode, &arg->value);
		if (arg->option) {
			size_t values = hp_option_separate(arg->option, arg->value);
			if (arg->option->id == HP_OPT_DASHES)
				only_inputs = true;
			else if (arg->option->arity == HP_ARITY_REST)
				values = stream.count - i - 1;
			if (values > stream.count - i - 1) {
				values = stream.count - i - 1;
				inv->incomplete = true;
			}
			if (values && !arg->value)
				arg->value = stream.pieces[i + 1].text;
			arg->piece_count += values;
			hp_language_option(&parser->language, arg->option, arg->value);
			if (arg->option->effect == HP_EFFECT_INPUT && arg->value)
				add_input(parser, arg);
			take_option(parser, arg);
		} else if (inputs && (only_inputs || piece->text[0] != '-' || !piece->text[1])) {
			arg->value = piece->text;
			add_input(parser, arg);
		}
		i += arg->piece_count;
	}
}

/* Function lists among the arguments of clang -cc1; the rest is remembered, bypass looks at it. */
static void parse_cc1(struct parser *parser)
{
	struct hp_invocation *inv = parser->inv;
	const struct stream *stream = &parser->cc1;
	static const char file[] = "-fms-secure-hotpatch-functions-file=",
	                  list[] = "-fms-secure-hotpatch-functions-list=";
	for (size_t i = 0; i < stream->count; i++) {
		const char *text = stream->pieces[i].text;
		struct hp_arg arg = {.pieces = &stream->pieces[i], .piece_count = 1};
		size_t lists = inv->list_count;
		if (hp_starts_with(text, file)) {
			add_list(parser, true, text + strlen(file), file);
		} else if (hp_starts_with(text, list)) {
			add_list(parser, false, text + strlen(list), list);
		} else if (strcmp(text, "-mllvm") == 0 && i + 1 < stream->count &&
		           take_llvm_list(parser, stream->pieces[i + 1].text)) {
			arg.piece_count = 2;
			i++;
		}
		if (inv->list_count != lists)
			mark_ours(parser, &arg);
		else
			hp_strvec_push(&inv->cc1, text);
	}
}

/* --driver-mode= wins over the program's name, wherever it stands. */
static void find_mode(struct hp_invocation *inv)
{
	for (size_t i = 0; i < inv->argc; i++) {
		const char *arg = inv->argv[i];
		if (!hp_starts_with(arg, "--driver-mode="))
			continue;
		inv->mode = strcmp(arg, "--driver-mode=cl") == 0 ? HP_MODE_CL : HP_MODE_GNU;
	}
}

static enum hp_quoting find_quoting(const struct hp_invocation *inv)
{
	enum hp_quoting quoting = inv->mode == HP_MODE_CL ? HP_QUOTING_WINDOWS : HP_QUOTING_GNU;
	for (size_t i = 0; i < inv->given_count; i++)
		if (hp_starts_with(inv->given[i], "--rsp-quoting="))
			quoting =
			    strcmp(inv->given[i], "--rsp-quoting=windows") == 0 ? HP_QUOTING_WINDOWS : HP_QUOTING_GNU;
	return quoting;
}

static void read_environment(struct parser *parser)
{
	const struct hp_option *row;
	for (size_t i = 0; (row = hp_option_row(i)); i++) {
		const char *value = row->effect == HP_EFFECT_LIST ? hp_variable(row->variable) : NULL;
		if (!value)
			continue;
		add_list(parser, row->id == HP_OPT_LIST_FILE, value, row->variable);
		parser->lists[parser->inv->list_count - 1].from_environment = true;
	}
}

static void expand(struct hp_invocation *inv)
{
	struct hp_strvec all;
	hp_strvec_init(&all, inv->arena);
	inv->expanded = (inv->mode == HP_MODE_CL ? hp_rspfile_expand_cl : hp_rspfile_expand)(
	    inv->arena, inv->given, inv->given_count, find_quoting(inv), &all);
	if (inv->expanded) {
		inv->argv = all.items;
		inv->argc = all.count;
	}
}

/* Source: clang/tools/driver/driver.cpp, clang_main. */
static void add_cl_variables(struct hp_invocation *inv)
{
	struct hp_strvec all;
	if (inv->mode != HP_MODE_CL || inv->recorded)
		return;
	hp_strvec_init(&all, inv->arena);
	inv->cl_left[0] = hp_variables_words(&all, "CL");
	hp_strvec_extend(&all, inv->argv, inv->argc);
	inv->cl_left[1] = hp_variables_words(&all, "_CL_");
	if (all.count == inv->argc)
		return;
	inv->expanded = inv->cl_variables = true;
	inv->argv = all.items;
	inv->argc = all.count;
}

void hp_invocation_parse(struct hp_invocation *inv, const char *const *args, size_t count)
{
	struct hp_arena *arena = inv->arena;
	inv->given = inv->argv = args;
	inv->given_count = inv->argc = count;
	find_mode(inv);
	expand(inv);
	find_mode(inv);
	add_cl_variables(inv);
	size_t argc = inv->argc;
	struct parser parser = {.inv = inv};
	hp_language_init(&parser.language, inv->mode);
	struct stream all = {.pieces = hp_arena_calloc(arena, argc + 1, sizeof *all.pieces)};
	parser.clang.pieces = hp_arena_calloc(arena, argc + 1, sizeof *all.pieces);
	parser.cc1.pieces = hp_arena_calloc(arena, argc + 1, sizeof *all.pieces);
	inv->ours = parser.ours = hp_arena_calloc(arena, argc + 1, sizeof *inv->ours);
	inv->args = parser.args = hp_arena_calloc(arena, argc * 2 + 1, sizeof *inv->args);
	inv->inputs = parser.inputs = hp_arena_calloc(arena, argc + 1, sizeof *inv->inputs);
	inv->lists = parser.lists = hp_arena_calloc(arena, argc + 3, sizeof *inv->lists);
	if (!inv->recorded)
		read_environment(&parser);
	for (size_t i = 0; i < argc; i++)
		all.pieces[all.count++] = (struct hp_piece){inv->argv[i], {i, 0}, 1};
	parse_stream(&parser, all, inv->mode, true);
	parse_stream(&parser, parser.clang, HP_MODE_GNU, false);
	parse_cc1(&parser);
	if (parser.language.all) /* /TC and /TP hold for the inputs before them, too */
		for (size_t i = 0; i < inv->input_count; i++)
			parser.inputs[i].kind = hp_language_kind(&parser.language, inv->inputs[i].name,
			                                         inv->args[inv->inputs[i].arg].option);
}
