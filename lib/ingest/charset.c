/* Text with a label to UTF-8: see charset.h. */
#include "ingest/charset.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>
#include "core/utf8.h"
#include "ingest/textenc.h"

#define LABEL_MAX 40
#define CHUNK     1024 /* UTF-16 units converted at a time */

/* What bytes are as UTF-8. */
struct shape {
	size_t n_good, n_bad; /* sequences beyond ASCII, bytes that are none */
	bool stateful;        /* an escape of ISO 2022, or a NUL of UTF-16 */
};

static struct shape look(const char *s, size_t len)
{
	struct shape shape = {0};

	for (size_t pos = 0; pos < len;) {
		size_t n;

		if (!(s[pos] & 0x80)) {
			shape.stateful =
				shape.stateful || s[pos] == '\x1b' || s[pos] == '~' || s[pos] == '+' || !s[pos];
			pos++;
			continue;
		}
		n = fr_utf8_len(s + pos, len - pos);
		shape.n_good += n > 0;
		shape.n_bad += n == 0;
		pos += n ? n : 1;
	}
	return shape;
}

enum known { ICU_S_OWN, IS_UTF8, IS_CP1252 };

/* The label as ICU is asked for it, and whether it is one of those that need no ICU. */
static enum known clean_label(struct fr_str label, char ret[LABEL_MAX + 1])
{
	static const struct {
		const char *label, *is;
	} others[] = {{"gb2312", "gb18030"},          {"gbk", "gb18030"},
		      {"x-gbk", "gb18030"},           {"ks_c_5601-1987", "cp949"},
		      {"ks_c_5601", "cp949"},         {"euc-kr", "cp949"},
		      {"shift_jis", "windows-31j"},   {"x-sjis", "windows-31j"},
		      {"iso-8859-9", "windows-1254"}, {"tis-620", "windows-874"},
		      {"iso-8859-11", "windows-874"}, {"iso-8859-8-i", "iso-8859-8"}};
	static const char *const latin[] = {"us-ascii", "ascii",   "iso-8859-1", "iso8859-1",    "iso_8859-1",
					    "latin1",   "latin-1", "cp1252",     "windows-1252", "x-ansi",
					    "ansi",     "7bit",    "8bit"};
	static const char *const utf8[] = {"utf-8",   "utf8",     "utf_8",  "unicode-1-1-utf-8",
					   "x-utf-8", "utf-8mb4", "utf8mb4"};
	size_t n = 0;

	for (size_t i = 0; i < label.len && n < LABEL_MAX; i++) {
		char c = label.s[i];

		if (c == ',' || c == ';' || c == '*' || (n && c == ' '))
			break;
		if ((c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || (c && strchr("-_.:+", c)))
			ret[n++] = c;
	}
	ret[n] = '\0';
	for (size_t i = 0; i < sizeof(utf8) / sizeof(*utf8); i++) {
		if (!strcasecmp(ret, utf8[i]))
			return IS_UTF8;
	}
	for (size_t i = 0; i < sizeof(latin) / sizeof(*latin); i++) {
		if (!strcasecmp(ret, latin[i]))
			return IS_CP1252;
	}
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
		if (!strcasecmp(ret, others[i].label))
			memcpy(ret, others[i].is, strlen(others[i].is) + 1);
	}
	return ICU_S_OWN;
}

static void put_units(struct fr_buf *out, const UChar *units, size_t n, UChar *held)
{
	char utf8[4];

	for (size_t i = 0; i < n; i++) {
		uint32_t cp = units[i];

		if (*held && cp >= 0xDC00 && cp < 0xE000) {
			cp = 0x10000 + (((uint32_t)*held - 0xD800) << 10) + (cp - 0xDC00);
			*held = 0;
		} else if (*held) {
			fr_buf_add(out, utf8, fr_utf8_put(utf8, FR_UTF8_REPLACEMENT));
			*held = 0;
		}
		if (cp >= 0xD800 && cp < 0xDC00)
			*held = (UChar)cp;
		else
			fr_buf_add(out, utf8, fr_utf8_put(utf8, cp));
	}
}

/* All of s through the converter, what does not fit as U+FFFD. Returns how many of these there are. */
static size_t convert(UConverter *converter, const char *s, size_t len, struct fr_buf *out)
{
	static const char fffd[] = "\xEF\xBF\xBD";
	const char *from = s, *end = s + len;
	UChar units[CHUNK] = {0}, *to, held = 0;
	UErrorCode error;
	size_t before = out->len, n_bad = 0;

	do {
		error = U_ZERO_ERROR;
		to = units;
		ucnv_toUnicode(converter, &to, units + CHUNK, &from, end, NULL, true, &error);
		put_units(out, units, (size_t)(to - units), &held);
	} while (error == U_BUFFER_OVERFLOW_ERROR);
	for (size_t pos = before; pos + 3 <= out->len; pos++)
		n_bad += !memcmp(out->bytes + pos, fffd, 3);
	return n_bad;
}

static UConverter *open_converter(const char *label)
{
	UErrorCode error = U_ZERO_ERROR;
	UConverter *converter;

	if (!*label)
		return NULL;
	converter = ucnv_open(label, &error);
	if (U_FAILURE(error))
		return NULL;
	ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_SUBSTITUTE, NULL, NULL, NULL, &error);
	return converter;
}

/* Through ICU, if the label is known there and at most one character in ten beyond ASCII does not fit. */
static bool try_label(struct fr_buf *out, const char *label, const struct shape *shape, const char *s, size_t len,
		      bool *ret_repaired)
{
	UConverter *converter = open_converter(label);
	size_t before = out->len, n_bad;

	if (!converter)
		return false;
	n_bad = convert(converter, s, len, out);
	ucnv_close(converter);
	*ret_repaired = n_bad > 0;
	if (!n_bad || n_bad * 10 <= (shape->n_bad + shape->n_good) / 2)
		return true;
	out->len = before;
	return false;
}

bool fr_charset_decode(struct fr_buf *out, struct fr_str label, const char *s, size_t len)
{
	struct shape shape = look(s, len);
	char name[LABEL_MAX + 1];
	enum known known = clean_label(label, name);
	bool repaired = false;

	if (!shape.n_bad && !shape.n_good && (!shape.stateful || known != ICU_S_OWN || !name[0])) {
		fr_buf_add(out, s, len);
		return false;
	}
	if (!shape.n_bad && shape.n_good) {
		fr_buf_add(out, s, len);
		return false;
	}
	if (known == ICU_S_OWN && try_label(out, name, &shape, s, len, &repaired))
		return repaired;
	if (!shape.n_bad) {
		fr_buf_add(out, s, len);
		return false;
	}
	if (shape.n_good > shape.n_bad)
		return fr_utf8_repair(out, s, len) > 0;
	fr_textenc_convert(FR_ENC_CP1252, s, len, out);
	return false;
}
