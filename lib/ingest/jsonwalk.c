/* Documents taken apart by brackets and quotes, each element checked by itself: see jsonwalk.h. */
#include "ingest/jsonwalk.h"

#include <assert.h>
#include <string.h>
#include "core/mapped.h"
#include "core/utf8.h"

const struct fr_fault fr_fault_json_cut = {"json-cut", "the document ends in the middle"};

static const struct fr_fault fault_size = {"json-size", "a value that is too long"};

#define WASTE_FREE (1u << 20) /* bytes that may be looked at again in any document, however small */

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

size_t fr_json_blanks(const char *s, size_t len, size_t pos)
{
	size_t mark = pos;

	while (pos < len && is_blank(s[pos])) {
		if (++pos - mark == FR_MAPPED_STEP)
			mark = fr_mapped_walk(s, mark, pos);
	}
	return pos;
}

/* Offset behind the closing quote of the string whose opening quote is at pos, or 0. */
static size_t string_extent(const char *s, size_t len, size_t pos)
{
	size_t mark = pos++;

	while (pos < len) {
		size_t stop = len - pos < FR_MAPPED_STEP ? len : pos + FR_MAPPED_STEP;
		const char *quote = memchr(s + pos, '"', stop - pos);
		size_t end = quote ? (size_t)(quote - s) : stop;

		/* escapes before it: the last of them may be of the quote itself */
		while (pos < end) {
			const char *slash = memchr(s + pos, '\\', end - pos);

			pos = slash ? (size_t)(slash - s) + 2 : end;
		}
		if (quote && pos == end)
			return end + 1;
		mark = fr_mapped_walk(s, mark, pos);
	}
	return 0;
}

static size_t scalar_extent(const char *s, size_t len, size_t pos)
{
	size_t mark = pos;

	while (pos < len && !is_blank(s[pos]) && s[pos] != ',' && s[pos] != ']' && s[pos] != '}' && s[pos] != ':') {
		if (++pos - mark == FR_MAPPED_STEP)
			mark = fr_mapped_walk(s, mark, pos);
	}
	return pos;
}

/*
 * Pass over what stands up to stop, or over the closing bracket at depth 0, then depth is 0. Returns where it stands, 0
 * if a string does not end.
 */
static size_t pass_over(const char *s, size_t len, size_t pos, size_t stop, size_t *depth)
{
	while (pos < stop) {
		switch (s[pos]) {
		case '"':
			pos = string_extent(s, len, pos);
			if (!pos)
				return 0;
			continue;
		case '{':
		case '[':
			++*depth;
			break;
		case '}':
		case ']':
			if (--*depth == 0)
				return pos + 1;
			break;
		default:
			break;
		}
		pos++;
	}
	return pos;
}

size_t fr_json_extent(const char *s, size_t len, size_t pos)
{
	size_t depth = 1, mark = pos;

	if (pos >= len)
		return 0;
	if (s[pos] == '"')
		return string_extent(s, len, pos);
	if (s[pos] != '{' && s[pos] != '[')
		return scalar_extent(s, len, pos);
	for (pos++; pos < len;) {
		pos = pass_over(s, len, pos, len - pos < FR_MAPPED_STEP ? len : pos + FR_MAPPED_STEP, &depth);
		if (!pos || !depth)
			return pos;
		mark = fr_mapped_walk(s, mark, pos);
	}
	return 0;
}

static bool is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* \xHH to \u00HH. Escapes are taken as pairs, so that in \\x0B the x stays text. */
static bool mend_escapes(const char *s, size_t len, struct fr_buf *out)
{
	size_t from = 0, pos = 0;
	bool mended = false;

	while (pos + 1 < len) {
		const char *slash = memchr(s + pos, '\\', len - pos);

		if (!slash)
			break;
		pos = (size_t)(slash - s);
		if (pos + 3 < len && s[pos + 1] == 'x' && is_hex(s[pos + 2]) && is_hex(s[pos + 3])) {
			fr_buf_add(out, s + from, pos - from);
			fr_buf_adds(out, "\\u00");
			from = pos + 2;
			mended = true;
		}
		pos += 2;
	}
	fr_buf_add(out, s + from, len - from);
	return mended;
}

int fr_json_mend(const char *raw, size_t len, struct fr_buf *fixed, struct fr_json_span *ret_value, bool *ret_repaired,
		 struct fr_error *err)
{
	return fr_json_mend_indexed(raw, len, fixed, NULL, ret_value, ret_repaired, err);
}

int fr_json_mend_indexed(const char *raw, size_t len, struct fr_buf *fixed, struct fr_json_index *index,
			 struct fr_json_span *ret_value, bool *ret_repaired, struct fr_error *err)
{
	struct fr_error again;
	struct fr_buf utf8 = {0};
	bool repaired, mended;

	*ret_repaired = false;
	if (len > FR_JSON_VALUE_MAX)
		return fr_reject(err, &fault_size, -1, "a value of %zu bytes; at most %u are read", len,
				 FR_JSON_VALUE_MAX);
	if (fr_json_check_indexed(raw, len, index, ret_value, err) == FR_OK)
		return FR_OK;
	if (len > FR_JSON_MEND_MAX)
		return FR_REJECT;
	repaired = fr_utf8_repair(&utf8, raw, len) > 0;
	fr_buf_clear(fixed);
	mended = mend_escapes(fr_buf_str(&utf8), utf8.len, fixed);
	fr_buf_free(&utf8);
	if ((!repaired && !mended) ||
	    fr_json_check_indexed(fr_buf_str(fixed), fixed->len, index, ret_value, &again) != FR_OK)
		return FR_REJECT;
	*ret_repaired = repaired;
	return FR_OK;
}

void fr_json_find(const char *s, size_t len, size_t pos, const char *const *names, size_t n, size_t *ret_pos)
{
	memset(ret_pos, 0, n * sizeof(*ret_pos));
	if (pos < len && s[pos] == '{')
		fr_json_find_rest(s, len, pos + 1, names, n, ret_pos);
}

void fr_json_find_rest(const char *s, size_t len, size_t pos, const char *const *names, size_t n, size_t *ret_pos)
{
	size_t name_off, name_len, mark = pos;

	while (pos) {
		mark = fr_mapped_walk(s, mark, pos);
		pos = fr_json_blanks(s, len, pos);
		if (pos < len && s[pos] == ',')
			pos = fr_json_blanks(s, len, pos + 1);
		if (pos >= len || s[pos] != '"')
			return;
		name_off = pos + 1;
		pos = string_extent(s, len, pos);
		if (!pos)
			return;
		name_len = pos - 1 - name_off;
		pos = fr_json_blanks(s, len, pos);
		if (pos >= len || s[pos] != ':')
			return;
		pos = fr_json_blanks(s, len, pos + 1);
		for (size_t i = 0; i < n; i++) {
			if (strlen(names[i]) == name_len && !memcmp(names[i], s + name_off, name_len))
				ret_pos[i] = pos;
		}
		pos = fr_json_extent(s, len, pos);
	}
}

void fr_json_pick(const struct fr_json_span *object, const char *const *names, size_t n, struct fr_json_span *ret)
{
	struct fr_json_span name, value;
	size_t pos = 0;

	memset(ret, 0, n * sizeof(*ret));
	if (!object->bytes || object->type != FR_JSON_OBJECT)
		return;
	while (fr_json_next(object, &pos, &name, &value)) {
		for (size_t i = 0; i < n; i++) {
			/* all but one are told to be others by their first letter, mostly */
			if (names[i][0] != name.bytes[1] && !name.escaped)
				continue;
			if (fr_json_string_is(&name, names[i])) {
				ret[i] = value;
				if (value.type == FR_JSON_NULL)
					ret[i].bytes = NULL;
			}
		}
	}
}

void fr_json_names_init(struct fr_json_names *set, const char *const *names, size_t n)
{
	assert(n >= 1 && n <= FR_JSON_NAMES_MAX);
	memset(set, 0, sizeof(*set));
	set->names = names;
	set->n = n;
	for (size_t i = 0; i < n; i++) {
		set->lens[i] = strlen(names[i]);
		set->by_letter[names[i][0] & 127] |= (uint64_t)1 << i;
	}
}

static bool is_name(const struct fr_json_span *name, const struct fr_json_names *set, size_t i)
{
	if (name->escaped)
		return fr_json_string_is(name, set->names[i]);
	return name->len - 2 == set->lens[i] && !memcmp(name->bytes + 1, set->names[i], set->lens[i]);
}

void fr_json_pick_set(const struct fr_json_span *object, const struct fr_json_names *set, struct fr_json_span *ret)
{
	struct fr_json_span name, value;
	size_t pos = 0;

	assert(set->n >= 1);
	for (size_t i = 0; i < set->n; i++)
		ret[i].bytes = NULL;
	if (!object->bytes || object->type != FR_JSON_OBJECT)
		return;
	while (fr_json_next(object, &pos, &name, &value)) {
		/* an escape could be any letter */
		uint64_t left = name.escaped ? UINT64_MAX >> (64 - set->n) : set->by_letter[name.bytes[1] & 127];

		for (; left; left &= left - 1) {
			size_t i = (size_t)__builtin_ctzll(left);

			if (!is_name(&name, set, i))
				continue;
			ret[i] = value;
			if (value.type == FR_JSON_NULL)
				ret[i].bytes = NULL;
			break;
		}
	}
}

bool fr_elements_begin(struct fr_elements *e, const char *s, size_t len, size_t pos)
{
	size_t first;

	memset(e, 0, sizeof(*e));
	if (pos >= len || s[pos] != '[')
		return false;
	e->s = s;
	e->len = len;
	e->pos = pos + 1;
	e->passed = pos;
	first = fr_json_blanks(s, len, e->pos);
	for (size_t at = first; at > e->pos; at--) {
		if (s[at - 1] == '\n') {
			e->indent_off = at - 1;
			e->indent_len = first + 1 - e->indent_off;
			break;
		}
	}
	if (first >= len || s[first] != '{')
		e->indent_len = 0;
	return true;
}

/* Where the next line begins that begins as the elements do, behind the element at from; len if none does. */
static size_t next_start(const struct fr_elements *e, size_t from)
{
	const char *at;
	size_t stop, mark = from;

	while (e->indent_len && e->len - from >= e->indent_len) {
		stop = e->len - from < FR_MAPPED_STEP ? e->len : from + FR_MAPPED_STEP;
		at = memmem(e->s + from, stop - from, e->s + e->indent_off, e->indent_len);
		if (at)
			return (size_t)(at - e->s);
		if (stop == e->len || stop - from <= e->indent_len)
			break;
		from = stop - e->indent_len;
		mark = fr_mapped_walk(e->s, mark, from);
	}
	return e->len;
}

/* A broken element at start; end: where its brackets say that it ends, or 0. */
static int skip_broken(struct fr_elements *e, size_t start, size_t end, struct fr_element *ret)
{
	size_t next = next_start(e, start), stop;

	stop = end && end <= next ? end : next;
	e->waste += (end ? end : e->len) - start;
	if (e->waste > WASTE_FREE && e->waste / FR_WALK_WASTE > e->len)
		stop = e->len;
	e->pos = stop;
	while (stop > start + 1 && (is_blank(e->s[stop - 1]) || e->s[stop - 1] == ','))
		stop--;
	ret->off = start;
	ret->len = stop - start;
	return FR_REJECT;
}

int fr_elements_next(struct fr_elements *e, struct fr_element *ret, struct fr_error *err)
{
	size_t start, end;
	int rc;

	e->passed = fr_mapped_walk(e->s, e->passed, e->pos);
	start = fr_json_blanks(e->s, e->len, e->pos);
	if (start < e->len && e->s[start] == ',')
		start = fr_json_blanks(e->s, e->len, start + 1);
	memset(ret, 0, sizeof(*ret));
	if (start >= e->len) {
		e->pos = e->len;
		if (e->cut_told)
			return FR_STOP;
		e->cut_told = true;
		ret->off = e->len;
		return fr_reject(err, &fr_fault_json_cut, -1, "the document ends inside an array");
	}
	if (e->s[start] == ']') {
		e->pos = start + 1;
		return FR_STOP;
	}
	end = fr_json_extent(e->s, e->len, start);
	if (end <= start) {
		e->cut_told = e->cut_told || !end;
		fr_reject(err, &fr_fault_json_cut, -1, end ? "not a JSON value" : "a value does not end");
		return skip_broken(e, start, end ? start + 1 : 0, ret);
	}
	if (end - start > FR_JSON_ELEMENT_MAX) {
		ret->off = start;
		ret->len = end - start;
		e->pos = end;
		return fr_reject(err, &fault_size, -1, "an element of %zu bytes; at most %u are read", end - start,
				 FR_JSON_ELEMENT_MAX);
	}
	rc = fr_json_mend_indexed(e->s + start, end - start, &e->fixed, &e->index, &ret->value, &ret->repaired, err);
	if (rc != FR_OK)
		return skip_broken(e, start, end, ret);
	ret->off = start;
	ret->len = end - start;
	e->pos = end;
	return FR_OK;
}

void fr_elements_end(struct fr_elements *e)
{
	fr_buf_free(&e->fixed);
	fr_json_index_free(&e->index);
}
