/* UTF-8 read as Latin-1, undone: see mojibake.h. */
#include "ingest/mojibake.h"

#include <string.h>
#include "core/utf8.h"

/* The bytes that the characters stand for. False: one is beyond U+00FF, or all are ASCII. */
static bool to_bytes(struct fr_buf *bytes, const char *s, size_t len)
{
	size_t pos = 0;
	bool beyond = false;

	while (pos < len) {
		unsigned char c = (unsigned char)s[pos];
		uint32_t cp = c;

		if (c < 0x80)
			pos++;
		else if (c != 0xC2 && c != 0xC3)
			return false;
		else
			cp = fr_utf8_next(s, len, &pos);
		if (cp > 0xFF)
			return false;
		beyond = beyond || cp > 0x7F;
		fr_buf_addc(bytes, (char)cp);
	}
	return beyond;
}

/* Could these bytes at the end of a string be the beginning of one character? */
static bool is_cut(const char *s, size_t len)
{
	static const char fill[] = "\x80\x80\x80";
	char whole[8];

	if (!len || len > 3)
		return false;
	for (size_t more = 1; more + len <= 4; more++) {
		memcpy(whole, s, len);
		memcpy(whole + len, fill, more);
		/* E0 and F0 are followed by higher bytes */
		if (len == 1)
			whole[1] = (char)((unsigned char)s[0] == 0xE0   ? 0xA0
					  : (unsigned char)s[0] == 0xF0 ? 0x90
									: 0x80);
		if (fr_utf8_len(whole, len + more) == len + more)
			return true;
	}
	return false;
}

bool fr_mojibake_repair(struct fr_buf *out, const char *s, size_t len, bool *ret_cut)
{
	struct fr_buf bytes = {0};
	size_t good, multi = 0;
	bool taken = false;

	*ret_cut = false;
	/* Most strings are ASCII or were right: no copy is made of them. */
	if (!memchr(s, 0xC2, len) && !memchr(s, 0xC3, len))
		return false;
	if (to_bytes(&bytes, s, len)) {
		good = fr_utf8_check(bytes.bytes, bytes.len);
		while (multi < good && (unsigned char)bytes.bytes[multi] < 0x80)
			multi++;
		*ret_cut = good < bytes.len && multi < good && is_cut(bytes.bytes + good, bytes.len - good);
		taken = good == bytes.len || *ret_cut;
		if (taken)
			fr_buf_add(out, bytes.bytes, good);
		if (*ret_cut)
			fr_buf_adds(out, "\xEF\xBF\xBD");
	}
	fr_buf_free(&bytes);
	return taken;
}
