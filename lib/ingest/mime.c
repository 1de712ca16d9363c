/* The parts of a mail: see mime.h. */
#include "ingest/mime.h"

#include <string.h>
#include "ingest/mailcode.h"

struct walk {
	struct fr_draft *post;
	const char *s;
	size_t len;
	struct fr_parts *parts;
	struct level {
		struct fr_str boundary;
		unsigned group;
		bool digest;
	} levels[FR_MIME_DEPTH_MAX];
	size_t depth;
	bool in_leaf;
	struct fr_part leaf;
};

static bool starts_with(const char *s, const char *prefix)
{
	return !strncmp(s, prefix, strlen(prefix));
}

/* For a multipart that names no boundary: the first line of the form "--x" that fields or an empty line follow. */
static struct fr_str guess_boundary(const char *s, size_t len)
{
	size_t pos = 0, n, next;

	while (pos < len) {
		const char *newline = memchr(s + pos, '\n', len - pos);

		next = newline ? (size_t)(newline - s) + 1 : len;
		n = next - pos - (newline != NULL);
		n -= n && s[pos + n - 1] == '\r';
		if (n > 2 && n < 80 && s[pos] == '-' && s[pos + 1] == '-' && next < len &&
		    (s[next] == '\n' || s[next] == '\r' || fr_head_is_field(s + next, len - next)))
			return (struct fr_str){s + pos + 2, n - 2};
		pos = next;
	}
	return FR_STR_NONE;
}

static bool push(struct walk *w, const struct fr_part *part, size_t body)
{
	struct level *level = &w->levels[w->depth];
	unsigned outer = w->depth ? w->levels[w->depth - 1].group : 0;

	if (!starts_with(part->type, "multipart/") || w->depth == FR_MIME_DEPTH_MAX)
		return false;
	level->boundary = fr_head_param(w->post, part->content_type, "boundary");
	if (!level->boundary.len && !w->depth)
		level->boundary = guess_boundary(w->s + body, w->len - body);
	if (!level->boundary.len)
		return false;
	level->group = outer;
	if (!outer && !strcmp(part->type, "multipart/alternative"))
		level->group = ++w->parts->n_groups;
	level->digest = !strcmp(part->type, "multipart/digest");
	w->depth++;
	return true;
}

static void set_type(struct fr_part *part, const char *type)
{
	memcpy(part->type, type, strlen(type) + 1);
}

/* A mail or a part whose head begins at pos. Returns where its body begins. */
static size_t begin(struct walk *w, size_t pos)
{
	struct fr_part part = {0};
	size_t body = pos + fr_head_find(w->s + pos, w->len - pos, &part.head);
	bool digest = w->depth && w->levels[w->depth - 1].digest;

	part.content_type = fr_head_get(&part.head, "Content-Type");
	fr_head_type(part.content_type, part.type);
	if (!part.type[0])
		set_type(&part, digest ? "message/rfc822" : "text/plain");
	part.body = w->s + body;
	part.group = w->depth ? w->levels[w->depth - 1].group : 0;
	if (!pos)
		memcpy(w->parts->type, part.type, sizeof(part.type));
	if (push(w, &part, body))
		return body;
	/* One that has no boundary is text, whatever it says. */
	if (starts_with(part.type, "multipart/") && w->depth < FR_MIME_DEPTH_MAX)
		set_type(&part, "text/plain");
	part.whole = pos == 0;
	w->leaf = part;
	w->in_leaf = true;
	return body;
}

/* The part that is open ends before the boundary at pos, and the newline before that is the boundary's. */
static void end_leaf(struct walk *w, size_t pos, bool boundary)
{
	size_t start;

	if (!w->in_leaf)
		return;
	w->in_leaf = false;
	start = (size_t)(w->leaf.body - w->s);
	if (boundary && pos > start && w->s[pos - 1] == '\n')
		pos--;
	if (boundary && pos > start && w->s[pos - 1] == '\r')
		pos--;
	w->leaf.len = pos > start ? pos - start : 0;
	w->parts->items = fr_grow(w->parts->items, w->parts->n, &w->parts->cap, sizeof(*w->parts->items));
	w->parts->items[w->parts->n++] = w->leaf;
}

/* Is the line "--boundary" or "--boundary--" of an open level? Its number from 1, 0 if not. */
static size_t match(const struct walk *w, const char *line, size_t n, bool *ret_close)
{
	for (size_t i = w->depth; i > 0; i--) {
		struct fr_str boundary = w->levels[i - 1].boundary;
		size_t at = 2 + boundary.len;

		if (n < at || memcmp(line + 2, boundary.s, boundary.len))
			continue;
		*ret_close = n >= at + 2 && line[at] == '-' && line[at + 1] == '-';
		for (at += *ret_close ? 2 : 0; at < n && (line[at] == ' ' || line[at] == '\t' || line[at] == '\r');
		     at++)
			;
		if (at == n)
			return i;
	}
	return 0;
}

static void walk_lines(struct walk *w, size_t pos)
{
	size_t next, level;
	bool close;

	while (pos < w->len && w->depth && w->parts->n + 1 < FR_MIME_PARTS_MAX) {
		const char *newline = memchr(w->s + pos, '\n', w->len - pos);

		next = newline ? (size_t)(newline - w->s) + 1 : w->len;
		if (w->s[pos] == '-' && next - pos > 2 && w->s[pos + 1] == '-') {
			level = match(w, w->s + pos, next - pos - (newline != NULL), &close);
			if (level) {
				end_leaf(w, pos, true);
				w->depth = close ? level - 1 : level;
				if (!close)
					next = begin(w, next);
			}
		}
		pos = next;
	}
}

void fr_mime_parts(struct fr_draft *post, const char *s, size_t len, struct fr_parts *ret)
{
	struct walk w = {.post = post, .s = s, .len = len, .parts = ret};
	struct fr_part *whole;
	size_t body;

	ret->n = 0;
	ret->n_groups = 0;
	body = begin(&w, 0);
	walk_lines(&w, body);
	end_leaf(&w, len, false);
	if (ret->n)
		return;
	/* A multipart without a single boundary in it: what there is, is text. */
	w.in_leaf = true;
	w.leaf = (struct fr_part){.body = s + body, .type = "text/plain", .whole = true};
	fr_head_find(s, len, &w.leaf.head);
	end_leaf(&w, len, false);
	whole = &ret->items[0];
	whole->content_type = fr_head_get(&whole->head, "Content-Type");
}

void fr_mime_free(struct fr_parts *parts)
{
	free(parts->items);
	memset(parts, 0, sizeof(*parts));
}

struct fr_str fr_part_bytes(const struct fr_part *part, struct fr_buf *hold)
{
	fr_buf_clear(hold);
	switch (fr_mailcode_named(fr_head_get(&part->head, "Content-Transfer-Encoding"))) {
	case FR_CODE_BASE64:
		fr_decode_base64(hold, part->body, part->len);
		break;
	case FR_CODE_QUOTED:
		fr_decode_quoted(hold, part->body, part->len);
		break;
	case FR_CODE_UU:
		fr_decode_uu(hold, part->body, part->len);
		break;
	case FR_CODE_NONE:
	default:
		return (struct fr_str){part->body, part->len};
	}
	return (struct fr_str){fr_buf_str(hold), hold->len};
}
