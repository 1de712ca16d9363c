#include "core/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void fr_out_of_memory(void)
{
	static const char text[] = "fr: out of memory\n";

	/* write, not stdio: stdio may want memory; the answer of write changes nothing any more */
	ssize_t ignored = write(STDERR_FILENO, text, sizeof text - 1);
	(void)ignored;
	_exit(2);
}

void *fr_xmalloc(size_t size)
{
	void *p = malloc(size ? size : 1);

	if (!p)
		fr_out_of_memory();
	return p;
}

void *fr_xcalloc(size_t n, size_t size)
{
	void *p = calloc(n ? n : 1, size ? size : 1);

	if (!p)
		fr_out_of_memory();
	return p;
}

void *fr_xrealloc(void *p, size_t size)
{
	p = realloc(p, size ? size : 1);
	if (!p)
		fr_out_of_memory();
	return p;
}

void *fr_xreallocarray(void *p, size_t n, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(n, size, &bytes))
		fr_out_of_memory();
	return fr_xrealloc(p, bytes);
}

char *fr_xstrndup(const char *s, size_t len)
{
	char *copy = fr_xmalloc(len + 1);

	if (len)
		memcpy(copy, s, len);
	copy[len] = '\0';
	return copy;
}

char *fr_xstrdup(const char *s)
{
	return fr_xstrndup(s, strlen(s));
}

char *fr_xasprintf(const char *fmt, ...)
{
	va_list ap;
	char *s;

	va_start(ap, fmt);
	if (vasprintf(&s, fmt, ap) < 0)
		fr_out_of_memory();
	va_end(ap);
	return s;
}

void *fr_grow(void *p, size_t n, size_t *cap, size_t size)
{
	if (p && n < *cap)
		return p;
	*cap = n < 4 ? 8 : n * 2;
	return fr_xreallocarray(p, *cap, size);
}

void fr_buf_reserve(struct fr_buf *buf, size_t more)
{
	size_t need, cap;

	if (__builtin_add_overflow(buf->len, more, &need))
		fr_out_of_memory();
	if (need <= buf->cap)
		return;
	cap = buf->cap ? buf->cap : 256;
	while (cap < need)
		cap = cap > SIZE_MAX / 2 ? need : cap * 2;
	buf->bytes = fr_xrealloc(buf->bytes, cap);
	buf->cap = cap;
}

void fr_buf_add(struct fr_buf *buf, const void *bytes, size_t len)
{
	if (!len)
		return;
	fr_buf_reserve(buf, len);
	memcpy(buf->bytes + buf->len, bytes, len);
	buf->len += len;
}

void fr_buf_adds(struct fr_buf *buf, const char *s)
{
	fr_buf_add(buf, s, strlen(s));
}

void fr_buf_addf(struct fr_buf *buf, const char *fmt, ...)
{
	va_list ap, again;
	int len;

	va_start(ap, fmt);
	va_copy(again, ap);
	len = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (len < 0)
		fr_out_of_memory();
	fr_buf_reserve(buf, (size_t)len + 1);
	vsnprintf(buf->bytes + buf->len, (size_t)len + 1, fmt, again);
	va_end(again);
	buf->len += (size_t)len;
}

void fr_buf_clear(struct fr_buf *buf)
{
	buf->len = 0;
}

void fr_buf_free(struct fr_buf *buf)
{
	free(buf->bytes);
	*buf = (struct fr_buf){0};
}

const char *fr_buf_str(struct fr_buf *buf)
{
	fr_buf_reserve(buf, 1);
	buf->bytes[buf->len] = '\0';
	return buf->bytes;
}

void fr_strlist_add(struct fr_strlist *list, const char *s)
{
	list->items = fr_grow(list->items, list->n, &list->cap, sizeof *list->items);
	list->items[list->n++] = fr_xstrdup(s);
}

void fr_strlist_free(struct fr_strlist *list)
{
	for (size_t i = 0; i < list->n; i++)
		free(list->items[i]);
	free(list->items);
	*list = (struct fr_strlist){0};
}

#define ARENA_BLOCK 65536

struct fr_arena_block {
	struct fr_arena_block *next;
	size_t used, size;
	_Alignas(16) char bytes[];
};

/* The block behind at (or the first) if the piece fits there, else a new one between the two. */
static struct fr_arena_block *arena_next_block(struct fr_arena *arena, size_t size)
{
	struct fr_arena_block **link = arena->at ? &arena->at->next : &arena->first;
	struct fr_arena_block *block = *link;

	if (block && block->size >= size) {
		block->used = 0;
		return block;
	}
	size_t bytes = size > ARENA_BLOCK ? size : ARENA_BLOCK;
	if (bytes > SIZE_MAX - sizeof *block)
		fr_out_of_memory();
	block = fr_xmalloc(sizeof *block + bytes);
	block->size = bytes;
	block->used = 0;
	block->next = *link;
	*link = block;
	return block;
}

void *fr_arena_alloc(struct fr_arena *arena, size_t size)
{
	struct fr_arena_block *block = arena->at;

	if (size > SIZE_MAX - 15)
		fr_out_of_memory();
	size = (size + 15) & ~(size_t)15;
	if (!block || block->size - block->used < size) {
		block = arena_next_block(arena, size);
		arena->at = block;
	}
	void *piece = block->bytes + block->used;
	block->used += size;
	return piece;
}

char *fr_arena_dup(struct fr_arena *arena, const void *bytes, size_t len)
{
	char *copy = fr_arena_alloc(arena, len + 1);

	if (len)
		memcpy(copy, bytes, len);
	copy[len] = '\0';
	return copy;
}

void fr_arena_reset(struct fr_arena *arena)
{
	/* at NULL: the next piece starts over in the first block */
	arena->at = NULL;
}

void fr_arena_free(struct fr_arena *arena)
{
	struct fr_arena_block *next;

	for (struct fr_arena_block *block = arena->first; block; block = next) {
		next = block->next;
		free(block);
	}
	*arena = (struct fr_arena){0};
}
