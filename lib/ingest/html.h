/*
 * html.h: HTML that people's posts and mails come in, as plain text.
 *
 * What a browser shows in lines comes in lines: <br>, paragraphs (an empty line between them), divisions, list items,
 * rows of a table. Blanks are collapsed outside <pre>; scripts, styles and titles are dropped; character references are
 * decoded once. Tags that do not close, comments without an end and any nesting are fine: one pass, no recursion.
 *
 * Source: the HTML Living Standard (what is a tag, a comment, raw text; numeric references); the names are the 252 of
 * HTML 4.
 */
#ifndef FR_INGEST_HTML_H
#define FR_INGEST_HTML_H
#include <stddef.h>
#include <stdint.h>
#include "core/mem.h"
#include "ingest/draft.h"

/* A link: text is what stands between <a> and </a>. All of it is valid during the call only. */
struct fr_html_link {
	struct fr_str href, css_class, text;
};
typedef void fr_html_link_fn(void *arg, const struct fr_html_link *link);

/* Append the text of s to out. link is called for each <a href> when it ends; NULL: nobody wants to know. */
void fr_html_text(struct fr_buf *out, const char *s, size_t len, fr_html_link_fn *link, void *arg);

/* Text with all named and numeric references decoded, and nothing else done to it. */
void fr_html_decode(struct fr_buf *out, const char *s, size_t len);

/*
 * The reference whose & is s[0]: its characters in UTF-8 go to ret (up to 4 bytes, *ret_len). Returns the bytes that it
 * takes, 0 if there is none.
 */
size_t fr_html_reference(const char *s, size_t len, char ret[4], size_t *ret_len);

/* The code point of a name of HTML 4, 0 if it is none. */
uint32_t fr_html_name(const char *name, size_t len);
#endif
