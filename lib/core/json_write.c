/* Writing JSON text: the second half of json.h. */
#include "core/json.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#if defined(__SSE2__) && !defined(FR_NO_SIMD)
#include <emmintrin.h>
#define USE_SSE2 1
#endif
#include "core/utf8.h"

void fr_json_put_comma(struct fr_buf *out)
{
	char last = out->len ? out->bytes[out->len - 1] : '{';

	if (last != '{' && last != '[' && last != ':' && last != ',')
		fr_buf_addc(out, ',');
}

void fr_json_put_name(struct fr_buf *out, const char *name)
{
	size_t len = strlen(name);

	fr_json_put_comma(out);
	fr_buf_reserve(out, len + 3);
	out->bytes[out->len++] = '"';
	memcpy(out->bytes + out->len, name, len);
	out->len += len;
	out->bytes[out->len++] = '"';
	out->bytes[out->len++] = ':';
}

/* How many bytes at s are printable ASCII that needs no escape; it may stop early. */
static inline size_t ascii_len(const char *s, size_t len)
{
	size_t i = 0;
#ifdef USE_SSE2
	const __m128i quote = _mm_set1_epi8('"'), backslash = _mm_set1_epi8('\\'), control = _mm_set1_epi8(0x1F);

	while (len - i >= 16) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)(s + i));
		__m128i special = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(v, quote), _mm_cmpeq_epi8(v, backslash)),
					       _mm_cmpeq_epi8(_mm_min_epu8(v, control), v));
		unsigned mask = (unsigned)_mm_movemask_epi8(_mm_or_si128(special, v));

		if (mask)
			return i + (size_t)__builtin_ctz(mask);
		i += 16;
	}
#endif
	return i;
}

/* How many bytes at s stand in a JSON string as they are. */
static size_t plain_len(const char *s, size_t len)
{
	size_t i = ascii_len(s, len);

	while (i < len && (unsigned char)s[i] >= 0x20 && s[i] != '"' && s[i] != '\\') {
		const unsigned char *p = (const unsigned char *)s + i;
		size_t n = 1;

		/* three-byte letters of Devanagari and its neighbours, U+0800 to U+0FFF */
		if (p[0] == 0xE0 && len - i >= 3 && (p[1] & 0xE0) == 0xA0 && (p[2] & 0xC0) == 0x80)
			n = 3;
		else if (p[0] >= 0x80)
			n = fr_utf8_len(s + i, len - i);
		if (!n)
			break;
		i += n;
	}
	return i;
}

static void put_escape(struct fr_buf *out, unsigned char c)
{
	static const char from[] = "\"\\\b\f\n\r\t", to[] = "\"\\bfnrt";
	const char *at = c ? strchr(from, c) : NULL;

	if (at) {
		fr_buf_addc(out, '\\');
		fr_buf_addc(out, to[at - from]);
	} else {
		fr_buf_addf(out, "\\u%04x", c);
	}
}

size_t fr_json_put_string(struct fr_buf *out, const char *s, size_t len)
{
	size_t repaired = 0;

	fr_buf_reserve(out, len + 2);
	fr_buf_addc(out, '"');
	while (len) {
		size_t n = plain_len(s, len);

		fr_buf_add(out, s, n);
		s += n;
		len -= n;
		if (!len)
			break;
		if ((unsigned char)*s >= 0x80) {
			fr_buf_add(out, "\xEF\xBF\xBD", 3);
			repaired++;
		} else {
			put_escape(out, (unsigned char)*s);
		}
		s++;
		len--;
	}
	fr_buf_addc(out, '"');
	return repaired;
}

void fr_json_put_cstring(struct fr_buf *out, const char *s)
{
	fr_json_put_string(out, s, strlen(s));
}

void fr_json_put_int(struct fr_buf *out, int64_t n)
{
	char digits[24], *at = digits + sizeof digits;
	uint64_t left = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;

	do
		*--at = (char)('0' + left % 10);
	while (left /= 10);
	if (n < 0)
		*--at = '-';
	fr_buf_add(out, at, (size_t)(digits + sizeof digits - at));
}

/* snprintf's decimal point is the locale's: the programs never call setlocale, so it is a point. */
void fr_json_put_double(struct fr_buf *out, double d)
{
	char text[40];

	if (!isfinite(d)) {
		fr_buf_adds(out, "null");
		return;
	}
	for (int digits = 15; digits <= 17; digits++) {
		snprintf(text, sizeof text, "%.*g", digits, d);
		if (strtod(text, NULL) == d)
			break;
	}
	fr_buf_adds(out, text);
}

void fr_json_put_fixed(struct fr_buf *out, double d, int digits)
{
	char text[400]; /* the largest double has 309 digits before the point */
	size_t len;

	if (!isfinite(d)) {
		fr_buf_adds(out, "null");
		return;
	}
	len = (size_t)snprintf(text, sizeof text, "%.*f", digits, d);
	if (digits) {
		while (text[len - 1] == '0')
			len--;
		if (text[len - 1] == '.')
			len--;
	}
	if (len == 2 && memcmp(text, "-0", 2) == 0)
		fr_buf_addc(out, '0');
	else
		fr_buf_add(out, text, len);
}

void fr_json_put_bool(struct fr_buf *out, bool b)
{
	fr_buf_adds(out, b ? "true" : "false");
}

static int append(const char *bytes, size_t len, void *out)
{
	fr_buf_add(out, bytes, len);
	return 0;
}

void fr_json_put_tree(struct fr_buf *out, const json_t *tree)
{
	if (json_dump_callback(tree, append, out, JSON_COMPACT | JSON_ENCODE_ANY) != 0)
		fr_out_of_memory();
}

void fr_json_member_string(struct fr_buf *out, const char *name, const char *s, size_t len)
{
	fr_json_put_name(out, name);
	fr_json_put_string(out, s, len);
}

void fr_json_member_cstring(struct fr_buf *out, const char *name, const char *s)
{
	fr_json_member_string(out, name, s, strlen(s));
}

void fr_json_member_int(struct fr_buf *out, const char *name, int64_t n)
{
	fr_json_put_name(out, name);
	fr_json_put_int(out, n);
}

void fr_json_member_bool(struct fr_buf *out, const char *name, bool b)
{
	fr_json_put_name(out, name);
	fr_json_put_bool(out, b);
}

void fr_json_member_fixed(struct fr_buf *out, const char *name, double d, int digits)
{
	fr_json_put_name(out, name);
	fr_json_put_fixed(out, d, digits);
}
