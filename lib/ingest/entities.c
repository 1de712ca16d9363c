#include "ingest/entities.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include "core/utf8.h"

static const struct {
	const char *name;
	size_t len;
	char is;
} names[] = {{"&amp;", 5, '&'}, {"&lt;", 4, '<'}, {"&gt;", 4, '>'}, {"&quot;", 6, '"'}, {"&apos;", 6, '\''}};

/* &#1234; or &#x4d2;: its length, or 0. */
static size_t read_number(const char *s, size_t len, uint32_t *ret_cp)
{
	bool hex = len > 2 && (s[2] == 'x' || s[2] == 'X');
	size_t pos = hex ? 3 : 2, first = pos;
	uint32_t cp = 0;

	for (; pos < len && pos < first + 7; pos++) {
		char c = s[pos];

		if (c >= '0' && c <= '9')
			cp = cp * (hex ? 16 : 10) + (uint32_t)(c - '0');
		else if (hex && ((c | 32) >= 'a' && (c | 32) <= 'f'))
			cp = cp * 16 + (uint32_t)((c | 32) - 'a' + 10);
		else
			break;
	}
	if (pos == first || pos >= len || s[pos] != ';' || !cp || cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
		return 0;
	*ret_cp = cp;
	return pos + 1;
}

static size_t decode_one(struct fr_buf *out, const char *s, size_t len)
{
	char utf8[4];
	uint32_t cp;
	size_t n;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (len >= names[i].len && !memcmp(s, names[i].name, names[i].len)) {
			fr_buf_addc(out, names[i].is);
			return names[i].len;
		}
	}
	n = len > 3 && s[1] == '#' ? read_number(s, len, &cp) : 0;
	if (n) {
		fr_buf_add(out, utf8, fr_utf8_put(utf8, cp));
		return n;
	}
	fr_buf_addc(out, '&');
	return 1;
}

void fr_entities_decode(struct fr_buf *out, const char *s, size_t len)
{
	size_t pos = 0;

	while (pos < len) {
		const char *amp = memchr(s + pos, '&', len - pos);
		size_t plain = amp ? (size_t)(amp - s) - pos : len - pos;

		fr_buf_add(out, s + pos, plain);
		pos += plain;
		if (amp)
			pos += decode_one(out, s + pos, len - pos);
	}
}
