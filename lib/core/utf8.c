#include "core/utf8.h"

#include <stdio.h>
#include <string.h>

/* Table 3-7 of the Unicode Standard: which second bytes each lead byte allows. */
size_t fr_utf8_len(const char *s, size_t len)
{
	const unsigned char *p = (const unsigned char *)s;
	unsigned char low = 0x80, high = 0xBF;
	size_t n;

	if (p[0] < 0x80)
		return 1;
	if (p[0] < 0xC2 || p[0] > 0xF4)
		return 0;
	n = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
	if (len < n)
		return 0;
	if (p[0] == 0xE0)
		low = 0xA0;
	else if (p[0] == 0xED)
		high = 0x9F;
	else if (p[0] == 0xF0)
		low = 0x90;
	else if (p[0] == 0xF4)
		high = 0x8F;
	if (p[1] < low || p[1] > high)
		return 0;
	for (size_t i = 2; i < n; i++)
		if ((p[i] & 0xC0) != 0x80)
			return 0;
	return n;
}

uint32_t fr_utf8_next(const char *s, size_t len, size_t *pos)
{
	const unsigned char *p = (const unsigned char *)s + *pos;
	size_t n = fr_utf8_len(s + *pos, len - *pos);

	*pos += n ? n : 1;
	switch (n) {
	case 1:
		return p[0];
	case 2:
		return (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3F);
	case 3:
		return (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
	case 4:
		return (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 | (uint32_t)(p[2] & 0x3F) << 6 |
		       (p[3] & 0x3F);
	default:
		return FR_UTF8_REPLACEMENT;
	}
}

size_t fr_utf8_put(char out[4], uint32_t cp)
{
	if (cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
		cp = FR_UTF8_REPLACEMENT;
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xC0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3F));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xE0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
		out[2] = (char)(0x80 | (cp & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
	out[3] = (char)(0x80 | (cp & 0x3F));
	return 4;
}

size_t fr_utf8_check(const char *s, size_t len)
{
	size_t i = 0;

	while (i < len) {
		uint64_t word;

		if (len - i >= 8 && (memcpy(&word, s + i, 8), !(word & 0x8080808080808080u))) {
			i += 8;
			continue;
		}
		const unsigned char *p = (const unsigned char *)s + i;
		/* three-byte letters of Devanagari and its neighbours, U+0800 to U+0FFF */
		if (p[0] == 0xE0 && len - i >= 3 && (p[1] & 0xE0) == 0xA0 && (p[2] & 0xC0) == 0x80) {
			i += 3;
			continue;
		}
		size_t n = fr_utf8_len(s + i, len - i);
		if (!n)
			return i;
		i += n;
	}
	return len;
}

size_t fr_utf8_repair(struct fr_buf *out, const char *s, size_t len)
{
	size_t repaired = 0;

	while (len) {
		size_t good = fr_utf8_check(s, len);

		fr_buf_add(out, s, good);
		s += good;
		len -= good;
		if (len) {
			fr_buf_add(out, "\xEF\xBF\xBD", 3);
			repaired++;
			s++;
			len--;
		}
	}
	return repaired;
}

bool fr_utf8_is_control(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == 0x061C || cp == 0x200B || cp == 0x200E || cp == 0x200F ||
	       (cp >= 0x2028 && cp <= 0x202E) || (cp >= 0x2060 && cp <= 0x206F) || cp == 0xFEFF;
}

size_t fr_utf8_visible(char out[FR_UTF8_VISIBLE_MAX + 1], const char *s, size_t len, size_t *pos)
{
	size_t start = *pos, n = fr_utf8_len(s + start, len - start);
	uint32_t cp = fr_utf8_next(s, len, pos);

	if (!n || cp < 0x20 || cp == 0x7F)
		return (size_t)snprintf(out, FR_UTF8_VISIBLE_MAX + 1, "\\x%02X", (unsigned char)s[start]);
	if (fr_utf8_is_control(cp))
		return (size_t)snprintf(out, FR_UTF8_VISIBLE_MAX + 1, "\\u{%04X}", (unsigned)cp);
	memcpy(out, s + start, n);
	return n;
}
