/* RFC 2047: see mailword.h. */
#include "ingest/mailword.h"

#include <string.h>
#include <strings.h>
#include "ingest/charset.h"
#include "ingest/mailcode.h"

#define CHARSET_MAX 60
#define WORD_MAX    2048 /* bytes of a word where words are looked for one by one; RFC 2047 allows 75 */

struct word {
	struct fr_str charset, text;
	bool base64;
	size_t len; /* all of it */
};

struct words {
	struct fr_buf *out;
	struct fr_str charset; /* of what is not encoded */
	struct fr_buf bytes;   /* of the words so far, not decoded yet */
	char bytes_charset[CHARSET_MAX + 1];
	bool no_more_ends, repaired;
};

/* =?charset?B?text?= at s. */
static bool read_word(struct words *w, const char *s, size_t len, struct word *ret)
{
	size_t n = 2;
	const char *end;

	while (n < len && n < CHARSET_MAX + 2 && s[n] > ' ' && s[n] < 127 && s[n] != '?')
		n++;
	if (n == 2 || n + 3 >= len || s[n] != '?' || s[n + 2] != '?' || !strchr("bBqQ", s[n + 1]) || w->no_more_ends)
		return false;
	end = memmem(s + n + 3, len - n - 3, "?=", 2);
	if (!end) {
		w->no_more_ends = true;
		return false;
	}
	ret->charset = (struct fr_str){s + 2, n - 2};
	ret->base64 = (s[n + 1] | 32) == 'b';
	ret->text = (struct fr_str){s + n + 3, (size_t)(end - (s + n + 3))};
	ret->len = (size_t)(end - s) + 2;
	return true;
}

static void flush_bytes(struct words *w)
{
	struct fr_str charset = {w->bytes_charset, strlen(w->bytes_charset)};

	if (w->bytes.len)
		w->repaired |= fr_charset_decode(w->out, charset, w->bytes.bytes, w->bytes.len);
	fr_buf_clear(&w->bytes);
}

static void take_word(struct words *w, const struct word *word)
{
	size_t n = word->charset.len;
	const char *star = memchr(word->charset.s, '*', n);

	/* charset*language: RFC 2231 */
	n = star ? (size_t)(star - word->charset.s) : n;
	if (strlen(w->bytes_charset) != n || strncasecmp(w->bytes_charset, word->charset.s, n)) {
		flush_bytes(w);
		memcpy(w->bytes_charset, word->charset.s, n);
		w->bytes_charset[n] = '\0';
	}
	if (word->base64)
		fr_decode_base64(&w->bytes, word->text.s, word->text.len);
	else
		fr_decode_q_word(&w->bytes, word->text.s, word->text.len);
}

/* Raw text: a fold is its blank, other controls are blanks too. */
static void take_raw(struct words *w, const char *s, size_t len)
{
	struct fr_buf flat = {0};

	for (size_t i = 0; i < len; i++) {
		if (s[i] == '\t' || s[i] == '\0')
			fr_buf_addc(&flat, ' ');
		else if (s[i] != '\r' && s[i] != '\n')
			fr_buf_addc(&flat, s[i]);
	}
	w->repaired |= fr_charset_decode(w->out, w->charset, fr_buf_str(&flat), flat.len);
	fr_buf_free(&flat);
}

static size_t blanks_at(const char *s, size_t len)
{
	size_t n = 0;

	while (n < len && (s[n] == ' ' || s[n] == '\t' || s[n] == '\r' || s[n] == '\n'))
		n++;
	return n;
}

bool fr_mail_words(struct fr_buf *out, struct fr_str charset, const char *s, size_t len)
{
	struct words w = {.out = out, .charset = charset};
	struct word word;
	size_t pos = 0, raw = 0;
	bool after_word = false;

	while (pos < len) {
		const char *mark = memmem(s + pos, len - pos, "=?", 2);

		if (!mark)
			break;
		pos = (size_t)(mark - s);
		if (!read_word(&w, mark, len - pos, &word)) {
			pos += 2;
			continue;
		}
		if (!after_word || blanks_at(s + raw, pos - raw) < pos - raw) {
			flush_bytes(&w);
			take_raw(&w, s + raw, pos - raw);
		}
		take_word(&w, &word);
		after_word = true;
		pos += word.len;
		raw = pos;
	}
	flush_bytes(&w);
	take_raw(&w, s + raw, len - raw);
	fr_buf_free(&w.bytes);
	return w.repaired;
}

size_t fr_mail_word_len(const char *s, size_t len)
{
	struct words w = {0};
	struct word word;

	if (len < 2 || memcmp(s, "=?", 2) || !read_word(&w, s, len < WORD_MAX ? len : WORD_MAX, &word))
		return 0;
	return word.len;
}
