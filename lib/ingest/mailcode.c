/* Transfer encodings: see mailcode.h. */
#include "ingest/mailcode.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum fr_mailcode fr_mailcode_named(struct fr_str value)
{
	static const struct {
		const char *name;
		enum fr_mailcode code;
	} names[] = {{"base64", FR_CODE_BASE64}, {"quotedprintable", FR_CODE_QUOTED}, {"quoted", FR_CODE_QUOTED},
		     {"uuencode", FR_CODE_UU},   {"xuuencode", FR_CODE_UU},           {"uue", FR_CODE_UU},
		     {"xuue", FR_CODE_UU},       {"uuencoded", FR_CODE_UU},           {"xbase64", FR_CODE_BASE64}};
	char name[20];
	size_t n = 0;

	for (size_t i = 0; i < value.len && n < sizeof(name) - 1; i++) {
		char c = value.s[i];

		if (c == ';' || c == '(')
			break;
		if ((c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z'))
			name[n++] = c >= 'A' && c <= 'Z' ? (char)(c | 32) : c;
	}
	name[n] = '\0';
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (!strcmp(names[i].name, name))
			return names[i].code;
	}
	return FR_CODE_NONE;
}

static int base64_value(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

void fr_decode_base64(struct fr_buf *out, const char *s, size_t len)
{
	uint32_t bits = 0;
	int n = 0;

	fr_buf_reserve(out, len / 4 * 3 + 3);
	for (size_t i = 0; i < len; i++) {
		int value = base64_value(s[i]);

		if (s[i] == '=') {
			/* padding: what is left of bits is none, and a new run may follow */
			bits = 0;
			n = 0;
		}
		if (value < 0)
			continue;
		bits = bits << 6 | (uint32_t)value;
		n += 6;
		if (n >= 8) {
			n -= 8;
			out->bytes[out->len++] = (char)(bits >> n & 0xFF);
			if (out->len == out->cap)
				fr_buf_reserve(out, 64);
		}
	}
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 32;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* =XX at s: the byte, or -1. */
static int escaped_byte(const char *s, size_t len)
{
	int high = len > 2 ? hex_digit(s[1]) : -1, low = high >= 0 ? hex_digit(s[2]) : -1;

	return low >= 0 ? high * 16 + low : -1;
}

/* Length of a soft line break, = and blanks and the newline; 0 if there is none at s. */
static size_t soft_break(const char *s, size_t len)
{
	size_t n = 1;

	while (n < len && (s[n] == ' ' || s[n] == '\t'))
		n++;
	if (n < len && s[n] == '\r')
		n++;
	if (n < len && s[n] == '\n')
		return n + 1;
	return n == len ? n : 0;
}

void fr_decode_quoted(struct fr_buf *out, const char *s, size_t len)
{
	size_t pos = 0, n;
	int byte;

	while (pos < len) {
		const char *equals = memchr(s + pos, '=', len - pos);
		size_t plain = equals ? (size_t)(equals - s) - pos : len - pos;

		fr_buf_add(out, s + pos, plain);
		pos += plain;
		if (!equals)
			break;
		byte = escaped_byte(s + pos, len - pos);
		n = byte < 0 ? soft_break(s + pos, len - pos) : 3;
		if (!n)
			fr_buf_addc(out, '=');
		else if (byte >= 0)
			fr_buf_addc(out, (char)byte);
		pos += n ? n : 1;
	}
}

void fr_decode_q_word(struct fr_buf *out, const char *s, size_t len)
{
	for (size_t pos = 0; pos < len; pos++) {
		int byte = s[pos] == '=' ? escaped_byte(s + pos, len - pos) : -1;

		if (byte >= 0) {
			fr_buf_addc(out, (char)byte);
			pos += 2;
		} else if (s[pos] == '_') {
			fr_buf_addc(out, ' ');
		} else if (s[pos] != '\r' && s[pos] != '\n') {
			fr_buf_addc(out, s[pos]);
		}
	}
}

/* One line: a character for its length, then four for each three bytes. */
static void decode_uu_line(struct fr_buf *out, const char *s, size_t len)
{
	size_t n = len ? (size_t)((s[0] - ' ') & 63) : 0, pos = 1;
	unsigned v[4];

	while (n) {
		for (size_t i = 0; i < 4; i++)
			v[i] = pos + i < len ? (unsigned)(s[pos + i] - ' ') & 63 : 0;
		for (size_t i = 0; i < 3 && n; i++, n--)
			fr_buf_addc(out, (char)(v[i] << (2 + 2 * i) | v[i + 1] >> (4 - 2 * i)));
		pos += 4;
	}
}

void fr_decode_uu(struct fr_buf *out, const char *s, size_t len)
{
	size_t pos = 0, end, n;
	bool begun = false;

	for (; pos < len; pos = end + 1) {
		const char *newline = memchr(s + pos, '\n', len - pos);

		end = newline ? (size_t)(newline - s) : len;
		n = end - pos - (end > pos && s[end - 1] == '\r');
		if (!begun)
			begun = n > 6 && !memcmp(s + pos, "begin ", 6);
		else if (n == 3 && !memcmp(s + pos, "end", 3))
			return;
		else
			decode_uu_line(out, s + pos, n);
	}
}
