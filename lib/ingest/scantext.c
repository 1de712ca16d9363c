/* Links and hashtags in plain text, for formats that do not list them: see fr_draft_scan_text. */
#include <string.h>
#include <strings.h>
#include "core/utf8.h"
#include "ingest/draft.h"

#define DANDA        0x0964
#define DOUBLE_DANDA 0x0965

/* Letters, marks and digits of a hashtag: ASCII's own, and anything beyond but punctuation, blanks and symbols. */
static bool is_tag_char(uint32_t cp)
{
	if (cp < 0x80)
		return (cp >= '0' && cp <= '9') || (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z') || cp == '_';
	if (cp < 0xC0 || cp == 0xD7 || cp == 0xF7 || cp == DANDA || cp == DOUBLE_DANDA)
		return false;
	if (cp == 0x200C || cp == 0x200D)
		return true;
	if ((cp >= 0x2000 && cp <= 0x2BFF) || (cp >= 0x3000 && cp <= 0x303F))
		return false;
	return cp < 0xFE00 && cp != 0x060C && cp != 0x061B && cp != 0x061F && cp != 0x06D4;
}

static bool ends_link(uint32_t cp)
{
	return cp <= ' ' || cp == '"' || cp == '<' || cp == '>' || cp == '`' || cp == 0xA0 || cp == DANDA ||
	       cp == DOUBLE_DANDA || cp == FR_UTF8_REPLACEMENT || (cp >= 0x2000 && cp <= 0x206F) || cp == 0x3000;
}

static size_t link_start(const char *s, size_t len)
{
	static const char *const schemes[] = {"http://", "https://", "www."};

	for (size_t i = 0; i < sizeof(schemes) / sizeof(*schemes); i++) {
		size_t n = strlen(schemes[i]);

		if (len > n && !strncasecmp(s, schemes[i], n))
			return n;
	}
	return 0;
}

/* Length of the link at s: up to a blank, less the punctuation that belongs to the sentence. */
static size_t link_len(const char *s, size_t len)
{
	size_t pos = 0, opened = 0, closed = 0;

	while (pos < len) {
		size_t next = pos;

		if (ends_link(fr_utf8_next(s, len, &next)))
			break;
		opened += s[pos] == '(';
		closed += s[pos] == ')';
		pos = next;
	}
	while (pos && strchr(".,;:!?'*)]}|", s[pos - 1])) {
		if (s[pos - 1] == ')' && closed-- <= opened)
			break;
		pos--;
	}
	return pos;
}

static size_t tag_len(const char *s, size_t len)
{
	size_t pos = 0;
	bool letter = false;

	while (pos < len) {
		size_t next = pos;
		uint32_t cp = fr_utf8_next(s, len, &next);

		if (!is_tag_char(cp))
			break;
		letter = letter || cp > '9';
		pos = next;
	}
	return letter ? pos : 0;
}

/* A link that is shown with dots for its end, and of which the source has told the whole. */
static bool is_shortened(const struct fr_draft *post, const char *s, size_t n)
{
	const char *end = post->text.s + post->text.len;
	bool dots = (end - (s + n) >= 3 && (!memcmp(s + n, "...", 3) || !memcmp(s + n, "\xE2\x80\xA6", 3)));

	for (size_t i = 0; dots && i < post->links.n; i++) {
		if (post->links.items[i].len > n && !memcmp(post->links.items[i].s, s, n))
			return true;
	}
	return false;
}

void fr_draft_scan_text(struct fr_draft *post)
{
	const char *s = post->text.s;
	size_t len = post->text.len, pos = 0, n;
	bool word = false; /* inside a word: what stands there begins nothing */

	while (pos < len) {
		if (!word && link_start(s + pos, len - pos)) {
			n = link_len(s + pos, len - pos);
			if (n > link_start(s + pos, len - pos) && !is_shortened(post, s + pos, n))
				fr_draft_add_link(post, fr_draft_dup(post, s + pos, n));
			pos += n ? n : 1;
			continue;
		}
		if (!word && s[pos] == '#') {
			n = tag_len(s + pos + 1, len - pos - 1);
			fr_draft_add(&post->hashtags, fr_draft_dup(post, s + pos + 1, n));
			pos += 1 + n;
			continue;
		}
		word = is_tag_char(fr_utf8_next(s, len, &pos));
	}
}
