/*
 * marked.h: a text for people, with some of its bytes marked.
 *
 * Marks are colours of a terminal, or « and » where there are none. The text is made safe for a terminal (width.h).
 */
#ifndef FR_TEXT_MARKED_H
#define FR_TEXT_MARKED_H
#include <stdbool.h>
#include <stddef.h>
#include "core/mem.h"

struct fr_range {
	size_t start, end; /* bytes [start, end) */
};

/*
 * Append the text, on one line without newline, with the ranges marked. They may overlap and come in any order: they
 * are sorted and joined in place. Empty ones, and what lies behind the text, are left out.
 */
void fr_text_put_marked(struct fr_buf *out, const char *text, size_t len, struct fr_range *ranges, size_t n,
			bool colour);
#endif
