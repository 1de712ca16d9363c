/*
 * The head of an input: blanks and marks skipped, and for JSON the names that stand in it, however it is cut. See
 * format.h.
 *
 * Names are found by a tolerant walk that keeps no more than PATH_DEPTH levels of names and starts again at the next
 * line that begins with '{' when a line breaks off, so a stream whose first line is damaged is still known.
 */
#include <stdio.h>
#include <string.h>
#include "ingest/format.h"

#define PATH_DEPTH    6
#define PATH_MAX_LEN  160
#define VALUE_MAX_LEN 48
#define PATHS_MAX_LEN 24576
#define DEPTH_MAX     64

struct walk {
	struct fr_peek *peek;
	const char *s;
	size_t len, pos;
	size_t depth;
	struct level {
		char type;       /* '{' or '[' */
		size_t path_len; /* of the path of this object or array */
	} levels[DEPTH_MAX];
	char path[PATH_MAX_LEN]; /* of the value that comes next */
	size_t path_len;
	bool after_colon;
};

/* Paths are kept between newlines: "\nid\nuser.name\n". */
static void keep_path(struct fr_peek *peek, const char *path, size_t len, const char *value, size_t value_len)
{
	struct fr_buf entry = {0};

	if (peek->paths.len + len + value_len + 4 > PATHS_MAX_LEN)
		return;
	fr_buf_addc(&entry, '\n');
	fr_buf_add(&entry, path, len);
	if (value) {
		fr_buf_addc(&entry, '=');
		fr_buf_add(&entry, value, value_len);
	}
	fr_buf_addc(&entry, '\n');
	if (!peek->paths.len)
		fr_buf_addc(&peek->paths, '\n');
	if (!memmem(peek->paths.bytes, peek->paths.len, entry.bytes, entry.len))
		fr_buf_add(&peek->paths, entry.bytes + 1, entry.len - 1);
	fr_buf_free(&entry);
}

bool fr_peek_has(const struct fr_peek *peek, const char *path)
{
	char entry[PATH_MAX_LEN + VALUE_MAX_LEN + 4];
	size_t len = strlen(path);

	if (!peek->paths.len || len + 2 > sizeof(entry))
		return false;
	entry[0] = '\n';
	memcpy(entry + 1, path, len);
	entry[len + 1] = '\n';
	return memmem(peek->paths.bytes, peek->paths.len, entry, len + 2) != NULL;
}

static int bits_at(const struct fr_peek *peek, const char *place, const struct fr_peek_sign *signs)
{
	char path[PATH_MAX_LEN + VALUE_MAX_LEN];
	int bits = 0;

	for (; signs->path; signs++) {
		snprintf(path, sizeof(path), "%s%s", place, signs->path);
		if (fr_peek_has(peek, path))
			bits += signs->bits;
	}
	return bits;
}

int fr_peek_bits(const struct fr_peek *peek, const struct fr_peek_sign *signs)
{
	return bits_at(peek, "", signs);
}

int fr_peek_best(const struct fr_peek *peek, const char *const *places, const struct fr_peek_sign *signs)
{
	int best = 0, bits;

	for (; *places; places++) {
		bits = bits_at(peek, *places, signs);
		best = bits > best ? bits : best;
	}
	return best;
}

static void open_level(struct walk *w, char type)
{
	if (type == '[' && w->path_len + 2 < PATH_MAX_LEN) {
		memcpy(w->path + w->path_len, "[]", 2);
		w->path_len += 2;
	}
	if (w->depth < DEPTH_MAX)
		w->levels[w->depth] = (struct level){type, w->path_len};
	w->depth++;
	w->after_colon = false;
}

static void close_level(struct walk *w)
{
	if (w->depth)
		w->depth--;
	w->path_len = w->depth && w->depth <= DEPTH_MAX ? w->levels[w->depth - 1].path_len : 0;
	w->after_colon = false;
}

static void take_name(struct walk *w, const char *name, size_t len)
{
	size_t base = w->levels[w->depth - 1].path_len;

	if (w->depth > PATH_DEPTH || base + len + 2 > PATH_MAX_LEN || memchr(name, '\n', len))
		return;
	w->path_len = base;
	if (base)
		w->path[w->path_len++] = '.';
	memcpy(w->path + w->path_len, name, len);
	w->path_len += len;
	keep_path(w->peek, w->path, w->path_len, NULL, 0);
}

/* Start again at the first line behind pos that begins with '{'. */
static void restart(struct walk *w)
{
	const char *at = memmem(w->s + w->pos, w->len - w->pos, "\n{", 2);

	w->pos = at ? (size_t)(at - w->s) + 1 : w->len;
	w->depth = 0;
	w->path_len = 0;
	w->after_colon = false;
}

static void take_string(struct walk *w)
{
	size_t start = ++w->pos, end, next;

	while (w->pos < w->len && w->s[w->pos] != '"' && w->s[w->pos] != '\n')
		w->pos += w->s[w->pos] == '\\' ? 2 : 1;
	if (w->pos >= w->len) {
		w->pos = w->len;
		return;
	}
	if (w->s[w->pos] == '\n') {
		restart(w);
		return;
	}
	end = w->pos++;
	if (!w->depth || w->depth > DEPTH_MAX || w->levels[w->depth - 1].type != '{')
		return;
	next = w->pos;
	while (next < w->len && strchr(" \t\r\n", w->s[next]) && w->s[next])
		next++;
	if (!w->after_colon && next < w->len && w->s[next] == ':') {
		take_name(w, w->s + start, end - start);
		w->pos = next + 1;
		w->after_colon = true;
	} else if (w->after_colon) {
		if (w->depth <= PATH_DEPTH && end - start <= VALUE_MAX_LEN && !memchr(w->s + start, '\n', end - start))
			keep_path(w->peek, w->path, w->path_len, w->s + start, end - start);
		w->after_colon = false;
	}
}

static void collect_paths(struct fr_peek *peek)
{
	struct walk w = {.peek = peek, .s = peek->bytes, .len = peek->len};

	while (w.pos < w.len) {
		char c = w.s[w.pos];

		if (c == '"') {
			take_string(&w);
			continue;
		}
		/* An object where a name must stand, at the start of a line: the line before was cut. */
		if (c == '{' && w.pos && w.s[w.pos - 1] == '\n' && w.depth && w.depth <= DEPTH_MAX &&
		    w.levels[w.depth - 1].type == '{' && !w.after_colon) {
			w.depth = 0;
			w.path_len = 0;
		}
		if (c == '{' || c == '[')
			open_level(&w, c);
		else if (c == '}' || c == ']')
			close_level(&w);
		else if (c == ',')
			w.after_colon = false;
		w.pos++;
	}
}

/*
 * One value a line, or a document? Lines: the first line holds a whole value, or is not spread (the next one begins
 * with '{' too, and the first is cut where no value could begin), or is longer than the head.
 */
static bool find_lines(const struct fr_peek *peek, size_t start)
{
	const char *newline = memchr(peek->bytes + start, '\n', peek->len - start);
	size_t line_len, depth = 0;
	bool string = false;

	if (peek->first != '{')
		return false;
	if (!newline)
		return true;
	line_len = (size_t)(newline - peek->bytes) - start;
	for (size_t i = start; i < start + line_len; i++) {
		char c = peek->bytes[i];

		if (c == '\\' && string)
			i++;
		else if (c == '"')
			string = !string;
		else if (!string && (c == '{' || c == '['))
			depth++;
		else if (!string && (c == '}' || c == ']') && depth)
			depth--;
	}
	if (!string && depth == 0)
		return true;
	/* an array whose elements stand on lines of their own */
	while (line_len && strchr(" \t\r", peek->bytes[start + line_len - 1]))
		line_len--;
	if (!string && line_len && strchr("[{,:", peek->bytes[start + line_len - 1]))
		return false;
	return line_len > 2 && newline + 1 < peek->bytes + peek->len && newline[1] == '{';
}

void fr_peek_init(struct fr_peek *peek, const char *bytes, size_t len, bool whole)
{
	size_t start = 0;

	peek->utf16 = len >= 2 && (!memcmp(bytes, "\xFF\xFE", 2) || !memcmp(bytes, "\xFE\xFF", 2));
	if (len >= 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3)) {
		bytes += 3;
		len -= 3;
	}
	peek->bytes = bytes;
	peek->len = len;
	peek->whole = whole;
	peek->lines = false;
	peek->first = 0;
	fr_buf_clear(&peek->paths);
	while (start < len && strchr(" \t\r\n", bytes[start]) && bytes[start])
		start++;
	if (start == len)
		return;
	peek->first = bytes[start];
	if (peek->first == '{' || peek->first == '[') {
		collect_paths(peek);
		peek->lines = find_lines(peek, start);
	}
}

void fr_peek_free(struct fr_peek *peek)
{
	fr_buf_free(&peek->paths);
}
