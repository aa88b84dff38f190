/*
 * Constant tables whose elements are read and then compared: which globals stand at the places that are read.
 */
#include "pass/flow/graph.h"
#include "pass/ir/value.h"

struct visit {
	struct hp_flow *flow;
	struct hp_offset at;   /* the place */
	struct hp_values seen; /* constants that a place of this table has led to */
	struct hp_due *due;    /* parts of the table to look at */
	void (*found)(struct visit *visit, LLVMValueRef global);
	bool is_named;
};

/* A part of an initialiser and where it is. */
struct hp_due {
	struct hp_due *next;
	LLVMValueRef constant;
	uint64_t at;
};

static void add_due(struct visit *visit, LLVMValueRef constant, uint64_t at)
{
	struct hp_due *due = hp_arena_alloc(visit->flow->arena, sizeof *due);
	*due = (struct hp_due){visit->due, constant, at};
	visit->due = due;
}

/* Whether a part of that size may be at the place. */
static bool is_there(const struct visit *visit, uint64_t at, uint64_t size)
{
	if (!visit->at.stride)
		return visit->at.at + visit->flow->pointer_size > at && visit->at.at < at + size;
	return size >= visit->at.stride ||
	       hp_offset_overlap((struct hp_offset){at, 0}, visit->at, visit->flow->pointer_size) ||
	       (visit->at.at + visit->at.stride - at % visit->at.stride) % visit->at.stride < size;
}

static void visit_part(struct visit *visit, LLVMValueRef constant, uint64_t at)
{
	LLVMTypeRef type = LLVMTypeOf(constant);
	LLVMTypeKind kind = LLVMGetTypeKind(type);
	LLVMTargetDataRef layout = visit->flow->layout;
	if (hp_is_global(constant)) {
		visit->found(visit, constant);
		return;
	}
	if (LLVMIsABlockAddress(constant) || !LLVMGetNumOperands(constant))
		return;
	uint64_t step = 0;
	if (kind == LLVMArrayTypeKind || kind == LLVMVectorTypeKind)
		step = LLVMABISizeOfType(layout, LLVMGetElementType(type));
	int count = LLVMGetNumOperands(constant);
	for (int i = 0; i < count; i++) {
		LLVMValueRef part = LLVMGetOperand(constant, (unsigned)i);
		uint64_t moved = at + (uint64_t)i * step;
		if (kind == LLVMStructTypeKind)
			moved = at + LLVMOffsetOfElement(layout, type, (unsigned)i);
		if (LLVMIsAConstantExpr(constant) ||
		    is_there(visit, moved, LLVMABISizeOfType(layout, LLVMTypeOf(part))))
			add_due(visit, part, moved);
	}
}

static void visit_initialiser(struct visit *visit, LLVMValueRef table)
{
	if (!LLVMIsAGlobalVariable(table) || !LLVMIsGlobalConstant(table) || !LLVMGetInitializer(table) ||
	    !hp_values_add(&visit->seen, table, table))
		return;
	add_due(visit, LLVMGetInitializer(table), 0);
	while (visit->due) {
		struct hp_due *due = visit->due;
		visit->due = due->next;
		visit_part(visit, due->constant, due->at);
	}
}

static void note(struct visit *visit, LLVMValueRef global)
{
	hp_values_add(&visit->flow->by_table, global, global);
	if (visit->is_named)
		hp_values_add(&visit->flow->by_named_table, global, global);
}

/* Tables behind tables: those that the last level has led to. */
struct level {
	struct level *next;
	LLVMValueRef table;
};

struct levels {
	struct visit visit; /* first, so that the callback can find the rest */
	struct level *found;
};

static void keep(struct visit *visit, LLVMValueRef global)
{
	struct levels *levels = (struct levels *)(void *)visit;
	struct level *level = hp_arena_alloc(visit->flow->arena, sizeof *level);
	*level = (struct level){levels->found, global};
	levels->found = level;
}

static void note_read(struct hp_flow *flow, const struct hp_flow_node *read)
{
	const struct hp_flow_node *path[HP_DEPTH + 1] = {read};
	unsigned depth = 0;
	while (path[depth]->of->depth && depth < HP_DEPTH) {
		path[depth + 1] = path[depth]->of->owner;
		depth++;
	}
	LLVMValueRef table = read->own->global;
	bool is_named = LLVMIsAGlobalVariable(table) && LLVMGetLinkage(table) != LLVMPrivateLinkage;
	struct level first = {NULL, table};
	struct level *tables = &first;
	for (unsigned i = depth + 1; i-- > 0;) {
		struct levels levels = {{.flow = flow, .at = path[i]->at, .is_named = is_named}, NULL};
		hp_values_init(&levels.visit.seen, flow->arena);
		levels.visit.found = i ? keep : note;
		for (; tables; tables = tables->next)
			visit_initialiser(&levels.visit, tables->table);
		tables = levels.found;
	}
}

void hp_flow_note_tables(struct hp_flow *flow)
{
	for (const struct hp_terminal *each = flow->reads; each; each = each->next)
		note_read(flow, each->object->owner);
}
