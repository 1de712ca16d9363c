/*
 * mem.h: memory that is there or ends the program, and a growable byte buffer.
 *
 * The fr_x functions print "out of memory" and end the program with exit 2. What is allocated from input is bounded by
 * documented limits (line, depth, members), and state on disk survives any exit, so there is nothing better to do.
 */
#ifndef FR_CORE_MEM_H
#define FR_CORE_MEM_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "core/error.h"

#if defined(__GNUC__)
#define FR_NONNULL __attribute__((returns_nonnull))
#else
#define FR_NONNULL
#endif

void *fr_xmalloc(size_t size) FR_NONNULL;
void *fr_xcalloc(size_t n, size_t size) FR_NONNULL;
void *fr_xrealloc(void *p, size_t size) FR_NONNULL;
/* realloc to n * size bytes; an overflow of the product ends the program like lack of memory. */
void *fr_xreallocarray(void *p, size_t n, size_t size) FR_NONNULL;
char *fr_xstrdup(const char *s) FR_NONNULL;
char *fr_xstrndup(const char *s, size_t len); /* len bytes and a NUL */
char *fr_xasprintf(const char *fmt, ...) FR_PRINTF(1, 2);

/* What a NULL from a library's own allocation is given to: ends the program as fr_xmalloc does. */
void fr_out_of_memory(void) __attribute__((noreturn));

/*
 * Make room for one more element in a growing array: with n of *cap elements of size bytes used, returns p or its
 * reallocated copy with *cap > n.
 */
void *fr_grow(void *p, size_t n, size_t *cap, size_t size);

/* A growable run of bytes. All zero is a valid empty buffer. bytes is NULL until something is added. */
struct fr_buf {
	char *bytes;
	size_t len;
	size_t cap;
};

void fr_buf_reserve(struct fr_buf *buf, size_t more); /* room for more bytes behind len */
void fr_buf_add(struct fr_buf *buf, const void *bytes, size_t len);
void fr_buf_adds(struct fr_buf *buf, const char *s); /* NUL-terminated */
static inline void fr_buf_addc(struct fr_buf *buf, char c)
{
	if (buf->len == buf->cap)
		fr_buf_reserve(buf, 1);
	buf->bytes[buf->len++] = c;
}
void fr_buf_addf(struct fr_buf *buf, const char *fmt, ...) FR_PRINTF(2, 3); /* numbers: no %f, see number.h */
void fr_buf_clear(struct fr_buf *buf);                                      /* len = 0, memory kept */
void fr_buf_free(struct fr_buf *buf);                                       /* memory given back, all zero again */
const char *fr_buf_str(struct fr_buf *buf); /* NUL-terminated view (the NUL is not counted in len), never NULL */

/* A list of strings that it owns. All zero is a valid empty list. */
struct fr_strlist {
	char **items;
	size_t n;
	size_t cap;
};
void fr_strlist_add(struct fr_strlist *list, const char *s);
void fr_strlist_free(struct fr_strlist *list);

/*
 * Memory that is given back all at once: small pieces out of large blocks, kept for reuse by fr_arena_reset. All zero
 * is a valid empty arena. Pieces are aligned to 16 bytes and do not move.
 */
struct fr_arena {
	struct fr_arena_block *first;
	struct fr_arena_block *at;
};
void *fr_arena_alloc(struct fr_arena *arena, size_t size);
char *fr_arena_dup(struct fr_arena *arena, const void *bytes, size_t len); /* with a NUL behind */
void fr_arena_reset(struct fr_arena *arena);
void fr_arena_free(struct fr_arena *arena);
#endif
