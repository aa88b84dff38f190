/*
 * What Windows brings into every process to raise and handle exceptions, for images that run in Unicorn: one DLL
 * that base and patch images import from, so that frames of both unwind across each other. Tables and calling
 * conventions are those that clang emits for windows-msvc; what is between raising and handling is our own. Anything
 * unknown ends the run with a reason (system_fail) instead of a guess.
 */
#ifndef SYSTEM_H
#define SYSTEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define EXPORT __declspec(dllexport)
#ifdef __i386__
#define WINAPI __attribute__((stdcall))
#define METHOD __attribute__((thiscall))
#else
#define WINAPI
#define METHOD
#endif

enum { SYSTEM_IMAGES = 16, SYSTEM_REASON = 256 };

/* Filled by whoever loads images: their addresses, up to a null pointer. */
extern EXPORT volatile uintptr_t system_images[SYSTEM_IMAGES];

/* The start of the image that an address lies in, 0 if it lies in none. */
uintptr_t system_image(const void *address);

/* Why the run ended, for whoever runs it. */
extern EXPORT char system_reason[SYSTEM_REASON];
_Noreturn void system_fail(const char *reason);
EXPORT _Noreturn void __std_terminate(void);

enum { EXCEPTION_PARAMETERS = 15 };
#define EXCEPTION_CXX 0xe06d7363u /* does not fit an enumerator, which is an int here */

enum exception_flag {
	EXCEPTION_NONCONTINUABLE = 1,
	EXCEPTION_UNWINDING = 2,
	EXCEPTION_EXIT_UNWIND = 4,
	EXCEPTION_TARGET_UNWIND = 0x20,
	EXCEPTION_UNWIND = 0x66, /* any of the unwinding ones */
};

/* What a personality routine answers. */
enum disposition { CONTINUE_EXECUTION, CONTINUE_SEARCH };

struct exception_record {
	uint32_t code, flags;
	struct exception_record *chained;
	void *address;
	uint32_t count;
	uintptr_t info[EXCEPTION_PARAMETERS];
};

/* The registers of a frame. A layout of our own: nothing outside reads it. */
#if defined __x86_64__
struct context {
	uint64_t pc, gpr[16]; /* in the order of the encoding: rsp is 4, rbp 5 */
	uint64_t xmm[16][2];
};
#elif defined __aarch64__
struct context {
	uint64_t pc, sp, x[31], pad, d[32];
};
#else
struct context {
	uint32_t pc, esp, ebp, ebx, esi, edi, eax;
};
#endif

struct exception_pointers {
	struct exception_record *record;
	struct context *context;
};

EXPORT WINAPI void RaiseException(uint32_t code, uint32_t flags, uint32_t count, const uintptr_t *info);

/*
 * C++'s tables. Their links (uint32_t) are distances from the start of the image that they lie in, on x86 addresses:
 * with an image start of 0 both are followed alike.
 */
static inline void *system_at(uintptr_t image, uint32_t to)
{
	return (void *)(image + to);
}

struct type_descriptor {
	const void *vtable;
	void *cache;
	char name[];
};

/* By their names: each image has descriptors of its own. */
bool type_is_same(const struct type_descriptor *a, const struct type_descriptor *b);

/* Where a base is in an object; `table` is -1 if it is no virtual one. */
struct displacement {
	int32_t member, table, entry;
};
char *displacement_of(char *object, const struct displacement *displacement);

enum catchable_property { CATCHABLE_SIMPLE = 1, CATCHABLE_BY_REFERENCE = 2, CATCHABLE_VIRTUAL_BASE = 4 };

struct catchable {
	uint32_t properties;
	uint32_t type;
	struct displacement displacement;
	uint32_t size;
	uint32_t copy;
};

struct catchables {
	uint32_t count;
	uint32_t types[];
};

/* The qualifiers, for what is thrown and what is caught. */
enum { QUALIFIER_CONST = 1, QUALIFIER_VOLATILE = 2, QUALIFIER_UNALIGNED = 4, CATCH_REFERENCE = 8, CATCH_ANY = 0x40 };

struct throw_info {
	uint32_t attributes;
	uint32_t destructor, forward, catchables;
};

struct unwind_entry {
	int32_t to;
	uint32_t action;
};

struct catch_block {
	uint32_t adjectives;
	uint32_t type;
	int32_t object; /* where the frame has it, 0: nowhere */
	uint32_t handler;
#ifndef __i386__
	uint32_t parent;
#endif
};

struct try_block {
	int32_t low, high, catch_high;
	uint32_t count;
	uint32_t catches;
};

struct ip_state {
	uint32_t ip;
	int32_t state;
};

struct function_info {
	uint32_t magic; /* and, in its three high bits, flags */
	uint32_t states;
	uint32_t unwind;
	uint32_t try_count;
	uint32_t tries;
	uint32_t ip_count;
	uint32_t ips;
#ifndef __i386__
	int32_t help; /* not needed: a catch block's frame is known from the stack */
#endif
	uint32_t specification;
	uint32_t flags;
};

enum { FUNCTION_MAGIC = 0x19930522, FUNCTION_MAGIC_MASK = 0x1fffffff, FUNCTION_SYNCHRONOUS = 1 };

/* A C++ exception as its record has it. `image` is that of the throw_info. */
struct thrown {
	void *object;
	const struct throw_info *info;
	uintptr_t image;
};

EXPORT WINAPI _Noreturn void _CxxThrowException(void *object, const struct throw_info *info);

/* False if the record is of another kind. */
bool throw_read(const struct exception_record *record, struct thrown *thrown);

/* As which of its types a catch block takes the exception; NULL: it does not. `image` is that of the block. */
struct match {
	bool caught;
	const struct catchable *as; /* NULL for (...) */
};
struct match throw_match(const struct thrown *thrown, const struct catch_block *block, uintptr_t image);

/* Makes the catch block's variable at `place` (NULL: it has none). */
void throw_copy(const struct thrown *thrown, const struct catchable *as, uint32_t adjectives, void *place);
void throw_destroy(const struct thrown *thrown);

/*
 * The exceptions that are being handled, innermost first: `throw;` throws the first again. One that was thrown again
 * is in the list twice, and dies when its last entry leaves.
 */
struct handled {
	struct handled *outer;
	struct thrown thrown;
};
struct handled **throw_handled(void); /* the list of this thread */
void throw_enter(struct handled *handled, const struct thrown *thrown);

/* Takes the first entry out, and destroys its object unless it is also the one of `next` (may be NULL). */
void throw_leave(struct handled *handled, const struct thrown *next);

#endif
