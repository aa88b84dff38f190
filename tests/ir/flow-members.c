// What is stored into one member of an object is not what is read from another, be the object a variable, on the heap,
// in an array or a chain; what is read from the same member is, also after a copy of the whole object. A named constant
// whose address is compared with a pointer from elsewhere goes through a ref.
// RUN: %hpcc %x64gnu %list='*' -Wno-hotpatch -O0 -S -o - %s | grep -o '^__ref_[^:]*' | sort | FileCheck %s
// RUN: %hpcc %x64gnu %list='*' -Wno-hotpatch -O2 -S -o - %s | grep -o '^__ref_[^:]*' | sort | FileCheck %s
// RUN: %hpcc %a64gnu %list='*' -Wno-hotpatch -O1 -S -o - %s | grep -o '^__ref_[^:]*' | sort | FileCheck %s
// RUN: %hpcc %x86gnu %list='*' -Wno-hotpatch -O1 -S -o - %s | grep -o '__ref_[^:]*:' | sort | FileCheck %s

// CHECK-NOT: plain
// CHECK: __ref_part
// CHECK-NEXT: __ref_same_array
// CHECK-NEXT: __ref_same_behind
// CHECK-NEXT: __ref_same_heap
// CHECK-NEXT: __ref_same_index
// CHECK-NEXT: __ref_same_loop
// CHECK-NEXT: __ref_same_mixed
// CHECK-NEXT: __ref_same_pointer
// CHECK-NEXT: __ref_same_variable
// CHECK-NEXT: __ref_whole
// CHECK-NOT: plain

#define CONSTANT static const char
typedef __SIZE_TYPE__ size;

struct item {
	const char *text;
	struct item *next;
	const char *other;
};

void *take(size);
void use(struct item *);

CONSTANT plain_variable[] = "a", same_variable[] = "b";

int variable(const char *text, struct item *next)
{
	struct item item = {plain_variable, next, same_variable};
	use(&item);
	return (item.next == next->next) + (item.other == text);
}

CONSTANT plain_heap[] = "c", same_heap[] = "d";

int heap(const char *text)
{
	struct item *item = take(sizeof *item);
	item->text = plain_heap;
	item->other = same_heap;
	use(item);
	return (item->next == item->next->next) + (item->other == text);
}

CONSTANT plain_mixed[] = "e", same_mixed[] = "f";

int mixed(int which, struct item *a, struct item *b, const char *text)
{
	struct item *item = which ? a : b;
	item->text = plain_mixed;
	item->other = same_mixed;
	return (a->next == b->next) + (b->other == text);
}

CONSTANT plain_array[] = "g", same_array[] = "h";

int array(int i, int j, const char *text)
{
	struct item items[4];
	use(items);
	items[i].text = plain_array;
	items[i].other = same_array;
	return (items[j].next == items[i].next) + (items[j].other == text);
}

CONSTANT plain_index[] = "i", same_index[] = "j";

int index_of(int i, const char *text)
{
	const char *texts[2] = {plain_index, same_index};
	return texts[1] == text && texts[0][i];
}

CONSTANT plain_loop[] = "k", same_loop[] = "l";

int loop(struct item *first, const char *text)
{
	int n = 0;
	for (struct item *item = first; item; item = item->next) {
		if (item->other == text)
			n++;
		item->text = plain_loop;
		item->other = same_loop;
	}
	return n;
}

/* Of a copied structure: the table is the base's. */
struct both {
	struct item item;
	struct both *next, *last;
};

CONSTANT plain_copied[] = "m", same_copied[] = "n";
static const struct item whole = {plain_copied, 0, same_copied};

int copied(const char *text)
{
	struct both *both = take(sizeof *both);
	both->item = whole;
	use(&both->item);
	return (both->next == both->last) + (both->item.other == text);
}

CONSTANT plain_part[] = "o", same_part[] = "p";
static const struct item part = {plain_part, 0, same_part};

static void copy(struct both *both, const struct item *from)
{
	__builtin_memcpy(&both->item, from, sizeof both->item);
}

int copied_by_callee(struct both *both, const char *text)
{
	copy(both, &part);
	return (both->next == both->last) + (both->item.other == text);
}

/* Written by a callee, and behind a pointer that is in memory. */
CONSTANT plain_pointer[] = "q", same_pointer[] = "r";

static void fill(struct item *item, const char *text, const char *other)
{
	item->text = text;
	item->other = other;
}

int pointer(const char *text, struct item *next)
{
	struct item item, *at = &item;
	use(next);
	item.next = next->next;
	fill(at, plain_pointer, same_pointer);
	return (item.next == next) + (at->other == text);
}

CONSTANT plain_behind[] = "s", same_behind[] = "t";

int behind(struct both *both, const char *text)
{
	both->next->item.text = plain_behind;
	both->next->item.other = same_behind;
	return (both->next->item.next == &both->item) + (both->next->item.other == text);
}
