#include "core/json.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#if defined(__SSE2__) && !defined(FR_NO_SIMD)
#include <emmintrin.h>
#define USE_SSE2 1
#endif
#include "core/utf8.h"

const struct fr_fault fr_fault_json_syntax = {"json-syntax", "not valid JSON"};
const struct fr_fault fr_fault_json_utf8 = {"json-utf8", "bytes that are not UTF-8"};
const struct fr_fault fr_fault_json_depth = {"json-depth", "nested too deep"};
const struct fr_fault fr_fault_json_number = {"json-number", "number out of range"};

/* A text being scanned. On a fault: its kind, place and words; scanning functions then return NULL. */
struct scan {
	const unsigned char *start, *end;
	const struct fr_fault *fault;
	const unsigned char *at;
	const char *what;
	struct fr_json_index *index; /* to be filled, or NULL */
};

static const unsigned char *scan_fail(struct scan *sc, const struct fr_fault *fault, const unsigned char *at,
				      const char *what)
{
	sc->fault = fault;
	sc->at = at;
	sc->what = what;
	return NULL;
}

static const unsigned char *syntax(struct scan *sc, const unsigned char *at, const char *what)
{
	return scan_fail(sc, &fr_fault_json_syntax, at, at < sc->end ? what : "ends in the middle of a value");
}

static inline const unsigned char *skip_blanks(const unsigned char *p, const unsigned char *end)
{
	while (p < end && (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r'))
		p++;
	return p;
}

/* To the first byte of a string that is not plain ASCII: a quote, a backslash, a control, a byte over 0x7F, or end. */
static inline const unsigned char *skip_plain(const unsigned char *p, const unsigned char *end)
{
#ifdef USE_SSE2
	const __m128i quote = _mm_set1_epi8('"'), backslash = _mm_set1_epi8('\\'), control = _mm_set1_epi8(0x1F);

	while (end - p >= 16) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);
		__m128i special = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(v, quote), _mm_cmpeq_epi8(v, backslash)),
					       _mm_cmpeq_epi8(_mm_min_epu8(v, control), v));
		/* the top bit of v itself marks the bytes over 0x7F */
		unsigned mask = (unsigned)_mm_movemask_epi8(_mm_or_si128(special, v));

		if (mask)
			return p + __builtin_ctz(mask);
		p += 16;
	}
#endif
	while (p < end && *p >= 0x20 && *p < 0x80 && *p != '"' && *p != '\\')
		p++;
	return p;
}

/* Over a run of characters beyond ASCII, or NULL. */
static const unsigned char *skip_wide(struct scan *sc, const unsigned char *p)
{
	while (p < sc->end && *p >= 0x80) {
		/* three-byte letters of Devanagari and its neighbours, U+0800 to U+0FFF */
		if (*p == 0xE0 && sc->end - p >= 3 && (p[1] & 0xE0) == 0xA0 && (p[2] & 0xC0) == 0x80) {
			p += 3;
			continue;
		}
		size_t n = fr_utf8_len((const char *)p, (size_t)(sc->end - p));
		if (!n)
			return scan_fail(sc, &fr_fault_json_utf8, p, "bytes that are not UTF-8");
		p += n;
	}
	return p;
}

static int hex_digit(unsigned char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The four digits of \uXXXX, or -1. */
static long hex4(const unsigned char *p, const unsigned char *end)
{
	long n = 0;

	if (end - p < 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		int digit = hex_digit(p[i]);

		if (digit < 0)
			return -1;
		n = n << 4 | digit;
	}
	return n;
}

/* The escape at p, a backslash. *nul is set if it is \u0000. */
static const unsigned char *scan_escape(struct scan *sc, const unsigned char *p, bool *nul)
{
	if (sc->end - p < 2)
		return syntax(sc, sc->end, "");
	if (p[1] != 'u')
		return memchr("\"\\/bfnrt", p[1], 8) ? p + 2 : syntax(sc, p, "an unknown escape in a string");
	long unit = hex4(p + 2, sc->end);
	if (unit < 0)
		return syntax(sc, p, "\\u without four hexadecimal digits");
	if (unit == 0)
		*nul = true;
	if (unit < 0xD800 || unit > 0xDFFF)
		return p + 6;
	if (unit <= 0xDBFF && sc->end - p >= 12 && p[6] == '\\' && p[7] == 'u') {
		long low = hex4(p + 8, sc->end);

		if (low >= 0xDC00 && low <= 0xDFFF)
			return p + 12;
	}
	return syntax(sc, p, "a surrogate escape without its other half");
}

/* The string at p, a quote: to behind its closing quote. */
static const unsigned char *scan_string(struct scan *sc, const unsigned char *p, bool *escaped, bool *nul)
{
	p++;
	for (;;) {
		p = skip_plain(p, sc->end);
		if (p == sc->end)
			return syntax(sc, p, "");
		if (*p == '"')
			return p + 1;
		if (*p >= 0x80) {
			p = skip_wide(sc, p);
		} else if (*p == '\\') {
			*escaped = true;
			p = scan_escape(sc, p, nul);
		} else {
			return syntax(sc, p, "a control character in a string");
		}
		if (!p)
			return NULL;
	}
}

static const unsigned char *skip_digits(const unsigned char *p, const unsigned char *end)
{
	while (p < end && *p >= '0' && *p <= '9')
		p++;
	return p;
}

static const unsigned char *scan_number(struct scan *sc, const unsigned char *p)
{
	const unsigned char *digits;

	if (*p == '-')
		p++;
	digits = p;
	p = skip_digits(p, sc->end);
	if (p == digits)
		return syntax(sc, p, "a number without digits");
	if (*digits == '0' && p - digits > 1)
		return syntax(sc, digits, "a number with a leading zero");
	if (p < sc->end && *p == '.') {
		digits = ++p;
		p = skip_digits(p, sc->end);
		if (p == digits)
			return syntax(sc, p, "a number without digits behind its point");
	}
	if (p < sc->end && (*p | 0x20) == 'e') {
		p++;
		if (p < sc->end && (*p == '+' || *p == '-'))
			p++;
		digits = p;
		p = skip_digits(p, sc->end);
		if (p == digits)
			return syntax(sc, p, "a number without digits in its exponent");
	}
	return p;
}

static const unsigned char *scan_word(struct scan *sc, const unsigned char *p, const char *word, size_t len)
{
	if ((size_t)(sc->end - p) < len)
		return syntax(sc, memcmp(p, word, (size_t)(sc->end - p)) ? p : sc->end, "not a JSON value");
	return memcmp(p, word, len) ? syntax(sc, p, "not a JSON value") : p + len;
}

/* A value that is no object and no array. *escaped as in struct fr_json_span. */
static const unsigned char *scan_scalar(struct scan *sc, const unsigned char *p, enum fr_json_type *type, bool *escaped)
{
	bool nul = false;

	switch (*p) {
	case '"':
		*type = FR_JSON_STRING;
		return scan_string(sc, p, escaped, &nul);
	case 't':
		*type = FR_JSON_TRUE;
		return scan_word(sc, p, "true", 4);
	case 'f':
		*type = FR_JSON_FALSE;
		return scan_word(sc, p, "false", 5);
	case 'n':
		*type = FR_JSON_NULL;
		return scan_word(sc, p, "null", 4);
	case '-':
	case '0' ... '9':
		*type = FR_JSON_NUMBER;
		return scan_number(sc, p);
	default:
		return syntax(sc, p, "not a JSON value");
	}
}

/* A member's name at p (blanks allowed before it) and its colon. */
static const unsigned char *scan_name(struct scan *sc, const unsigned char *p, struct fr_json_span *ret_name)
{
	const unsigned char *name;
	bool escaped = false, nul = false;

	name = p = skip_blanks(p, sc->end);
	if (p == sc->end || *p != '"')
		return syntax(sc, p, "a member's name was expected");
	p = scan_string(sc, p, &escaped, &nul);
	if (!p)
		return NULL;
	if (nul)
		return syntax(sc, name, "a member's name with \\u0000 in it");
	*ret_name = (struct fr_json_span){(const char *)name, (size_t)(p - name), FR_JSON_STRING, escaped, NULL};
	p = skip_blanks(p, sc->end);
	if (p == sc->end || *p != ':')
		return syntax(sc, p, "a colon was expected");
	return p + 1;
}

/* Which of the open levels are objects: one bit a level; and their numbers in the index, if one is made. */
struct levels {
	size_t depth;
	uint64_t objects[FR_JSON_DEPTH_MAX / 64 + 1];
	uint32_t numbers[FR_JSON_DEPTH_MAX + 1];
};

static void index_open(struct scan *sc, const unsigned char *p, struct levels *levels)
{
	struct fr_json_index *index = sc->index;

	if (index->n == index->cap)
		index->levels = fr_grow(index->levels, index->n, &index->cap, sizeof(*index->levels));
	levels->numbers[levels->depth] = (uint32_t)index->n;
	index->levels[index->n++].open = (uint32_t)(p - sc->start);
}

/* The innermost level closes before p; depth counts it no more. */
static void index_close(struct scan *sc, const unsigned char *p, const struct levels *levels)
{
	struct fr_json_level *level = &sc->index->levels[levels->numbers[levels->depth]];

	level->end = (uint32_t)(p - sc->start);
	level->next = (uint32_t)sc->index->n;
}

static inline void levels_open(struct levels *levels, bool object)
{
	uint64_t bit = 1ull << (levels->depth % 64), *word = &levels->objects[levels->depth / 64];

	*word = object ? *word | bit : *word & ~bit;
	levels->depth++;
}

static inline bool levels_in_object(const struct levels *levels)
{
	size_t top = levels->depth - 1;

	return levels->objects[top / 64] >> (top % 64) & 1;
}

/*
 * What follows a finished value inside a level: closes levels, or passes a comma (and the next name). Returns where the
 * next value begins, or where the outermost value ended (depth is then 0).
 */
static const unsigned char *scan_after(struct scan *sc, const unsigned char *p, struct levels *levels)
{
	struct fr_json_span name;

	while (levels->depth) {
		bool object = levels_in_object(levels);

		p = skip_blanks(p, sc->end);
		if (p == sc->end)
			return syntax(sc, p, "");
		if (*p == ',')
			return object ? scan_name(sc, p + 1, &name) : p + 1;
		if (*p != (object ? '}' : ']'))
			return syntax(sc, p, object ? "a comma or } was expected" : "a comma or ] was expected");
		levels->depth--;
		p++;
		if (sc->index)
			index_close(sc, p, levels);
	}
	return p;
}

/* Opens a level at p, a brace or bracket. Returns where its first value begins, or what scan_after says if it is empty.
 */
static const unsigned char *scan_open(struct scan *sc, const unsigned char *p, struct levels *levels)
{
	struct fr_json_span name;
	bool object = *p == '{';

	if (sc->index)
		index_open(sc, p, levels);
	levels_open(levels, object);
	p = skip_blanks(p + 1, sc->end);
	if (p < sc->end && *p == (object ? '}' : ']')) {
		levels->depth--;
		if (sc->index)
			index_close(sc, p + 1, levels);
		return scan_after(sc, p + 1, levels);
	}
	return object ? scan_name(sc, p, &name) : p;
}

/* The value at p, not a blank: behind its last byte. */
static const unsigned char *scan_value(struct scan *sc, const unsigned char *p, enum fr_json_type *type, bool *escaped)
{
	struct levels levels;
	enum fr_json_type inner;
	bool inner_escaped;

	if (p == sc->end)
		return syntax(sc, p, "");
	if (*p != '{' && *p != '[')
		return scan_scalar(sc, p, type, escaped);
	*type = *p == '{' ? FR_JSON_OBJECT : FR_JSON_ARRAY;
	levels.depth = 0;
	p = scan_open(sc, p, &levels);
	while (p && levels.depth) {
		p = skip_blanks(p, sc->end);
		if (p == sc->end)
			return syntax(sc, p, "");
		if (levels.depth >= FR_JSON_DEPTH_MAX)
			return scan_fail(sc, &fr_fault_json_depth, p, "nested deeper than 2048 levels");
		if (*p == '{' || *p == '[') {
			p = scan_open(sc, p, &levels);
			continue;
		}
		p = scan_scalar(sc, p, &inner, &inner_escaped);
		if (p)
			p = scan_after(sc, p, &levels);
	}
	return p;
}

static int scan_answer(const struct scan *sc, struct fr_error *err)
{
	if (sc->fault != &fr_fault_json_syntax)
		return fr_reject(err, sc->fault, sc->at - sc->start, "%s", sc->what);
	return fr_reject(err, sc->fault, sc->at - sc->start, "%s: %s", sc->fault->text, sc->what);
}

static int scan_one(const char *s, size_t len, size_t *pos, struct fr_json_index *index, struct fr_json_span *ret_value,
		    struct fr_error *err)
{
	struct scan sc = {.start = (const unsigned char *)s, .end = (const unsigned char *)s + len, .index = index};
	const unsigned char *p = skip_blanks(sc.start + *pos, sc.end), *behind;
	enum fr_json_type type = FR_JSON_NULL;
	bool escaped = false;

	behind = scan_value(&sc, p, &type, &escaped);
	if (!behind)
		return scan_answer(&sc, err);
	*ret_value = (struct fr_json_span){(const char *)p, (size_t)(behind - p), type, escaped, index};
	*pos = (size_t)(behind - sc.start);
	return FR_OK;
}

int fr_json_scan(const char *s, size_t len, size_t *pos, struct fr_json_span *ret_value, struct fr_error *err)
{
	return scan_one(s, len, pos, NULL, ret_value, err);
}

/* The closing brace is at p: FR_STOP if only blanks follow it. */
static int walk_end(struct scan *sc, const unsigned char *p, size_t *pos, struct fr_error *err)
{
	const unsigned char *behind = skip_blanks(p + 1, sc->end);

	if (behind < sc->end) {
		syntax(sc, behind, "something follows the object");
		return scan_answer(sc, err);
	}
	*pos = (size_t)(p - sc->start);
	return FR_STOP;
}

int fr_json_walk(const char *s, size_t len, size_t *pos, struct fr_json_span *ret_name, struct fr_json_span *ret_value,
		 struct fr_error *err)
{
	struct scan sc = {.start = (const unsigned char *)s, .end = (const unsigned char *)s + len};
	const unsigned char *p = skip_blanks(sc.start + *pos, sc.end), *value;
	bool first = *pos == 0, escaped = false;
	enum fr_json_type type = FR_JSON_NULL;

	if (p == sc.end || (first ? *p != '{' : *p != ',' && *p != '}')) {
		syntax(&sc, p, first ? "an object was expected" : "a comma or } was expected");
		return scan_answer(&sc, err);
	}
	if (first) {
		const unsigned char *inside = skip_blanks(p + 1, sc.end);

		if (inside < sc.end && *inside == '}')
			p = inside;
	}
	if (*p == '}')
		return walk_end(&sc, p, pos, err);
	p = scan_name(&sc, p + 1, ret_name);
	value = p ? skip_blanks(p, sc.end) : NULL;
	p = value ? scan_value(&sc, value, &type, &escaped) : NULL;
	if (!p)
		return scan_answer(&sc, err);
	*ret_value = (struct fr_json_span){(const char *)value, (size_t)(p - value), type, escaped, NULL};
	*pos = (size_t)(p - sc.start);
	return FR_OK;
}

int fr_json_check(const char *s, size_t len, struct fr_json_span *ret_value, struct fr_error *err)
{
	return fr_json_check_indexed(s, len, NULL, ret_value, err);
}

void fr_json_index_free(struct fr_json_index *index)
{
	free(index->levels);
	memset(index, 0, sizeof(*index));
}

int fr_json_check_indexed(const char *s, size_t len, struct fr_json_index *index, struct fr_json_span *ret_value,
			  struct fr_error *err)
{
	struct fr_json_span value;
	size_t pos = 0;
	int rc;

	if (len > UINT32_MAX)
		index = NULL;
	if (index) {
		index->start = s;
		index->n = index->cursor = 0;
	}
	rc = scan_one(s, len, &pos, index, &value, err);

	if (rc != FR_OK)
		return rc;
	while (pos < len && (s[pos] == ' ' || s[pos] == '\t' || s[pos] == '\n' || s[pos] == '\r'))
		pos++;
	if (pos < len)
		return fr_reject(err, &fr_fault_json_syntax, (int64_t)pos, "%s: something follows the value",
				 fr_fault_json_syntax.text);
	*ret_value = value;
	return FR_OK;
}

/* ---- walking over what has been accepted: nothing is checked again */

/* Behind the string at p, a quote, that ends before end. */
static inline const unsigned char *pass_string(const unsigned char *p, const unsigned char *end, bool *escaped)
{
	for (p++;;) {
#ifdef USE_SSE2
		const __m128i quote = _mm_set1_epi8('"'), backslash = _mm_set1_epi8('\\');

		while (end - p >= 16) {
			__m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);
			unsigned mask = (unsigned)_mm_movemask_epi8(
				_mm_or_si128(_mm_cmpeq_epi8(v, quote), _mm_cmpeq_epi8(v, backslash)));

			if (mask) {
				p += __builtin_ctz(mask);
				break;
			}
			p += 16;
		}
#endif
		while (p < end && *p != '"' && *p != '\\')
			p++;
		if (p >= end || *p == '"')
			return p < end ? p + 1 : end;
		*escaped = true;
		p += 2;
	}
}

/* The level that opens at off. The cursor stands where the last walk left it: mostly it is that one or near. */
static const struct fr_json_level *find_level(struct fr_json_index *index, uint32_t off)
{
	size_t from = 0, to = index->n;

	if (index->cursor < index->n && index->levels[index->cursor].open == off)
		return &index->levels[index->cursor];
	while (from < to) {
		size_t mid = from + (to - from) / 2;

		if (index->levels[mid].open < off)
			from = mid + 1;
		else
			to = mid;
	}
	return from < index->n && index->levels[from].open == off ? &index->levels[from] : NULL;
}

/* Behind the object or array at p, NULL if that must be looked for. */
static const unsigned char *pass_level(struct fr_json_index *index, const unsigned char *p)
{
	const struct fr_json_level *level =
		index ? find_level(index, (uint32_t)((const char *)p - index->start)) : NULL;

	if (!level)
		return NULL;
	index->cursor = level->next;
	return (const unsigned char *)index->start + level->end;
}

/* The value at p. Returns what is behind it, or NULL. */
static const unsigned char *pass_value(const unsigned char *p, const unsigned char *end, struct fr_json_index *index,
				       struct fr_json_span *ret)
{
	const unsigned char *behind = NULL;
	struct fr_error err;
	size_t pos = 0;

	*ret = (struct fr_json_span){.bytes = (const char *)p, .index = index};
	switch (*p) {
	case '"':
		ret->type = FR_JSON_STRING;
		behind = pass_string(p, end, &ret->escaped);
		break;
	case '{':
	case '[':
		ret->type = *p == '{' ? FR_JSON_OBJECT : FR_JSON_ARRAY;
		behind = pass_level(index, p);
		if (!behind && fr_json_scan(ret->bytes, (size_t)(end - p), &pos, ret, &err) == FR_OK)
			behind = p + pos;
		break;
	default:
		ret->type = *p == '-' || (*p >= '0' && *p <= '9') ? FR_JSON_NUMBER : (enum fr_json_type) * p;
		for (behind = p; behind<end && * behind> ' ' && *behind != ',' && *behind != '}' && *behind != ']';)
			behind++;
	}
	if (behind)
		ret->len = (size_t)(behind - p);
	return behind;
}

bool fr_json_next(const struct fr_json_span *outer, size_t *pos, struct fr_json_span *ret_name,
		  struct fr_json_span *ret_value)
{
	const unsigned char *start = (const unsigned char *)outer->bytes, *end = start + outer->len, *p;

	p = skip_blanks(start + (*pos ? *pos : 1), end);
	if (p < end && *p == ',')
		p = skip_blanks(p + 1, end);
	if (p >= end - 1)
		return false;
	if (outer->type == FR_JSON_OBJECT) {
		const unsigned char *name = p;
		bool escaped = false;

		if (*p != '"')
			return false;
		p = pass_string(p, end, &escaped);
		if (ret_name)
			*ret_name = (struct fr_json_span){(const char *)name, (size_t)(p - name), FR_JSON_STRING,
							  escaped, NULL};
		p = skip_blanks(p, end);
		if (p >= end - 1 || *p != ':')
			return false;
		p = skip_blanks(p + 1, end);
		if (p >= end - 1)
			return false;
	}
	p = pass_value(p, end, outer->index, ret_value);
	if (!p || p == (const unsigned char *)ret_value->bytes || p > end)
		return false;
	*pos = (size_t)(p - start);
	return true;
}

bool fr_json_member(const struct fr_json_span *object, const char *name, struct fr_json_span *ret_value)
{
	struct fr_json_span member, value;
	bool found = false;

	for (size_t pos = 0; object->type == FR_JSON_OBJECT && fr_json_next(object, &pos, &member, &value);)
		if (fr_json_string_is(&member, name)) {
			*ret_value = value;
			found = true;
		}
	return found;
}

/* The escape at p (a backslash), which has been accepted before: appended to out; returns where it ends. */
static const char *unescape_one(struct fr_buf *out, const char *p)
{
	static const char from[] = "bfnrt", to[] = "\b\f\n\r\t";
	const unsigned char *u = (const unsigned char *)p;
	const char *letter;
	char utf8[4];
	long cp;

	if (p[1] != 'u') {
		letter = strchr(from, p[1]);
		fr_buf_addc(out, letter ? to[letter - from] : p[1]);
		return p + 2;
	}
	cp = hex4(u + 2, u + 6);
	if (cp < 0xD800 || cp > 0xDBFF) {
		fr_buf_add(out, utf8, fr_utf8_put(utf8, (uint32_t)cp));
		return p + 6;
	}
	cp = 0x10000 + ((cp - 0xD800) << 10) + (hex4(u + 8, u + 12) - 0xDC00);
	fr_buf_add(out, utf8, fr_utf8_put(utf8, (uint32_t)cp));
	return p + 12;
}

void fr_json_unescape(struct fr_buf *out, const struct fr_json_span *string)
{
	const char *p = string->bytes + 1, *end = string->bytes + string->len - 1;

	assert(string->type == FR_JSON_STRING);
	while (p < end) {
		const char *escape = string->escaped ? memchr(p, '\\', (size_t)(end - p)) : NULL;

		fr_buf_add(out, p, (size_t)((escape ? escape : end) - p));
		p = escape ? unescape_one(out, escape) : end;
	}
}

bool fr_json_string_is(const struct fr_json_span *string, const char *name)
{
	size_t len, n;

	if (string->type != FR_JSON_STRING)
		return false;
	if (!string->escaped) {
		/* mostly it is another: told by the first letter. No NUL stands raw in a string. */
		n = string->len - 2;
		return string->bytes[1] == (*name ? *name : '"') && !strncmp(string->bytes + 1, name, n) && !name[n];
	}
	len = strlen(name);
	/* escapes only ever shrink: a shorter span can't hold the name, a six times longer one can't be it */
	if (string->len - 2 < len || string->len - 2 > 6 * len)
		return false;
	struct fr_buf text = {0};
	fr_json_unescape(&text, string);
	bool same = text.len == len && strncmp(fr_buf_str(&text), name, len + 1) == 0;
	fr_buf_free(&text);
	return same;
}

int fr_json_tree(const struct fr_json_span *value, json_t **ret, struct fr_error *err)
{
	const size_t flags = JSON_DECODE_ANY | JSON_ALLOW_NUL;
	json_error_t why;
	json_t *tree;

	tree = json_loadb(value->bytes, value->len, flags, &why);
	if (!tree)
		tree = json_loadb(value->bytes, value->len, flags | JSON_DECODE_INT_AS_REAL, &why);
	if (!tree && json_error_code(&why) == json_error_out_of_memory)
		fr_out_of_memory();
	if (!tree)
		return fr_reject(err, &fr_fault_json_number, -1, "a number that does not fit");
	*ret = tree;
	return FR_OK;
}
