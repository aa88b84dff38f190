/*
 * Slots, words and new variables. Decides what each kind of record gets.
 */
#include "loader/slot.h"

#include "base/bind.h"
#include "loader/bytes.h"

static size_t pointer_size(const struct hpl_patch *patch)
{
	return patch->image.machine == HPL_X86 ? 4 : 8;
}

enum hpl_result hpl_slot_check(struct hpl_patch *patch, const struct hpl_record *record)
{
	uint64_t value = 0;
	switch (record->kind) {
	case HP_BIND_HEAD:
	case HP_BIND_NEW:
	case HP_BIND_COPY:
	case HP_BIND_START:
	case HP_BIND_BEFORE_APPLY:
	case HP_BIND_AFTER_APPLY:
	case HP_BIND_BEFORE_UNDO:
	case HP_BIND_AFTER_UNDO:
		return HPL_DONE;
	case HP_BIND_SLOT:
	case HP_BIND_WORD:
	case HP_BIND_OFFSET:
		break;
	default:
		return hpl_refuse_record(patch, record, "", HPL_NO_PATCH,
		                         "a newer loader is needed: its record is of an unknown kind");
	}
	if (!hpl_read(patch->process, record->where, &value, pointer_size(patch)))
		return hpl_refuse_record(patch, record, "", HPL_FAILED, "its slot cannot be read");
	return value == 0 ? HPL_DONE : hpl_refuse_record(patch, record, "", HPL_NO_PATCH, "its slot is in use");
}

/* Whether two records have the same name in the same object. */
static bool names_same(const struct hpl_patch *patch, const struct hpl_record *left, const struct hpl_record *right)
{
	const uint64_t texts[][2] = {{left->name, right->name}, {left->module, right->module}};
	char ours[HPL_NAME], theirs[HPL_NAME];
	if (left->flags != right->flags)
		return false;
	for (size_t i = 0; i < 2; i++) {
		if (!texts[i][0] != !texts[i][1])
			return false;
		if (texts[i][0] &&
		    (!hpl_image_text(patch->process, texts[i][0], ours) ||
		     !hpl_image_text(patch->process, texts[i][1], theirs) || !hpl_same_text(ours, theirs)))
			return false;
	}
	return true;
}

/* Whether they are of one new variable. */
static bool is_same(const struct hpl_patch *patch, const struct hpl_record *left, const struct hpl_record *right)
{
	return left->kind == right->kind && left->size == right->size && names_same(patch, left, right);
}

/* The variable of that name which a patch image has that is bound already; 0: it has none. */
static uint64_t find_in(const struct hpl_patch *patch, const struct hpl_image *image, const struct hpl_record *record)
{
	struct hpl_record other;
	uint64_t address = 0;
	bool end = false;
	for (uint32_t at = 0; hpl_image_record(image, patch->process, at, &other, &end) && !end;
	     at += HP_BIND_BYTES) {
		if (at == 0 && !other.kept[0]) /* it is not bound */
			return 0;
		if (is_same(patch, record, &other) &&
		    hpl_read(patch->process, other.where, &address, pointer_size(patch)))
			return address - (uint64_t)other.addend;
	}
	return 0;
}

/* The address of an earlier patch's variable; 0: there is none. */
static uint64_t find_earlier(const struct hpl_patch *patch, const struct hpl_record *record)
{
	uint64_t start, found = 0;
	struct hpl_image image;
	for (unsigned i = 0; !found && patch->process->image(patch->process->self, i, &start); i++)
		if (start != patch->image.start && hpl_image_open(&image, patch->process, start) && image.table &&
		    image.machine == patch->image.machine)
			found = find_in(patch, &image, record);
	return found;
}

/* What is looked for among the records of new variables. */
struct shared {
	const struct hpl_record *record;
	bool found;
};

static enum hpl_result find_shared(struct hpl_patch *patch, struct hpl_record *record, void *data)
{
	struct shared *shared = data;
	uint64_t address = 0;
	if (record->kind == HP_BIND_NEW && names_same(patch, record, shared->record) &&
	    hpl_read(patch->process, record->where, &address, pointer_size(patch)))
		shared->found |= address - patch->image.start >= patch->image.identity.image_size;
	return HPL_DONE;
}

bool hpl_slot_is_shared(struct hpl_patch *patch, const struct hpl_record *record)
{
	struct shared shared = {record, false};
	return hpl_each_record(patch, find_shared, &shared) == HPL_DONE && shared.found;
}

static bool copy(const struct hpl_patch *patch, const struct hpl_record *record)
{
	unsigned char bytes[64];
	uint64_t size = record->size ? record->size : pointer_size(patch);
	for (uint64_t done = 0; done < size;) {
		size_t part = size - done < sizeof bytes ? (size_t)(size - done) : sizeof bytes;
		if (!hpl_read(patch->process, patch->base.start + record->target + done, bytes, part) ||
		    !hpl_write(patch->process, record->where + done, bytes, part))
			return false;
		done += part;
	}
	return true;
}

bool hpl_slot_bind(struct hpl_patch *patch, const struct hpl_record *record)
{
	uint64_t value = record->target + (uint64_t)record->addend;
	switch (record->kind) {
	case HP_BIND_COPY:
		return copy(patch, record);
	case HP_BIND_NEW:
		value = find_earlier(patch, record);
		value += value ? (uint64_t)record->addend : 0;
		return !value || hpl_write(patch->process, record->where, &value, pointer_size(patch));
	case HP_BIND_SLOT:
	case HP_BIND_WORD:
		value += patch->base.start;
		return hpl_write(patch->process, record->where, &value, pointer_size(patch));
	case HP_BIND_OFFSET:
		return hpl_write(patch->process, record->where, &value, pointer_size(patch));
	default:
		return true;
	}
}

bool hpl_slot_unbind(struct hpl_patch *patch, const struct hpl_record *record)
{
	uint64_t value = 0;
	bool is_bound =
	    record->kind == HP_BIND_SLOT || record->kind == HP_BIND_WORD || record->kind == HP_BIND_OFFSET;
	return !is_bound || hpl_write(patch->process, record->where, &value, pointer_size(patch));
}
