#include "ingest/textenc.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include "core/mapped.h"
#include "core/utf8.h"

/* 0x80 to 0x9F of Windows-1252; the five that it leaves open stay controls, as in the WHATWG's table. */
static const uint16_t cp1252[32] = {0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
				    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
				    0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
				    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

static bool mostly_not_utf8(const char *s, size_t len)
{
	size_t pos = 0, mark = 0, n_good = 0, n_bad = 0;

	while (pos < len) {
		size_t n;

		mark = fr_mapped_walk(s, mark, pos);
		if (!(s[pos] & 0x80)) {
			pos++;
			continue;
		}
		n = fr_utf8_len(s + pos, len - pos);
		n_good += n > 0;
		n_bad += n == 0;
		pos += n ? n : 1;
	}
	return n_bad > n_good;
}

enum fr_textenc fr_textenc_find(const char *s, size_t len, size_t *ret_mark_len)
{
	*ret_mark_len = 2;
	if (len >= 2 && !memcmp(s, "\xFF\xFE", 2))
		return FR_ENC_UTF16LE;
	if (len >= 2 && !memcmp(s, "\xFE\xFF", 2))
		return FR_ENC_UTF16BE;
	*ret_mark_len = len >= 3 && !memcmp(s, "\xEF\xBB\xBF", 3) ? 3 : 0;
	if (!*ret_mark_len && mostly_not_utf8(s, len))
		return FR_ENC_CP1252;
	return FR_ENC_UTF8;
}

static uint32_t unit_at(enum fr_textenc enc, const unsigned char *s)
{
	return enc == FR_ENC_UTF16LE ? s[0] | (uint32_t)s[1] << 8 : s[1] | (uint32_t)s[0] << 8;
}

static void convert_utf16(enum fr_textenc enc, const unsigned char *s, size_t len, struct fr_buf *out)
{
	char utf8[4];

	for (size_t pos = 0; pos + 1 < len; pos += 2) {
		uint32_t cp = unit_at(enc, s + pos), low;

		if (cp >= 0xD800 && cp < 0xDC00 && pos + 3 < len) {
			low = unit_at(enc, s + pos + 2);
			if (low >= 0xDC00 && low < 0xE000) {
				cp = 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00);
				pos += 2;
			}
		}
		fr_buf_add(out, utf8, fr_utf8_put(utf8, cp));
	}
}

void fr_textenc_convert(enum fr_textenc enc, const char *s, size_t len, struct fr_buf *out)
{
	char utf8[4];

	if (enc == FR_ENC_UTF16LE || enc == FR_ENC_UTF16BE) {
		convert_utf16(enc, (const unsigned char *)s, len, out);
		return;
	}
	if (enc == FR_ENC_UTF8) {
		fr_buf_add(out, s, len);
		return;
	}
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)s[i];

		fr_buf_add(out, utf8, fr_utf8_put(utf8, c >= 0x80 && c < 0xA0 ? cp1252[c - 0x80] : c));
	}
}

size_t fr_textenc_source_len(enum fr_textenc enc, const char *utf8, size_t len)
{
	size_t n_chars = 0, n_long = 0;

	if (enc == FR_ENC_UTF8)
		return len;
	for (size_t i = 0; i < len; i++) {
		n_chars += (utf8[i] & 0xC0) != 0x80;
		n_long += (utf8[i] & 0xF8) == 0xF0;
	}
	return enc == FR_ENC_CP1252 ? n_chars : 2 * (n_chars + n_long);
}
