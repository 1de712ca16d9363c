#include <string.h>
#include <xxhash.h>
#include "dedupe/canon.h"
#include "dedupe/number.h"

#define SIGNATURE_MAX 16 /* words of a letter's end */
#define LETTER_MIN    8  /* words that must stand before it */

struct range {
	size_t first, last; /* words [first, last) */
};

void fr_canon_init(struct fr_canon *c)
{
	memset(c, 0, sizeof(*c));
	c->common = fr_common_new();
	c->vocab = fr_vocab_new();
}

void fr_canon_free(struct fr_canon *c)
{
	fr_common_free(c->common);
	fr_vocab_free(c->vocab);
	fr_buf_free(&c->text);
	memset(c, 0, sizeof(*c));
}

static bool wrapping(const struct fr_word *word)
{
	return word->kind == FR_WORD_URL || word->kind == FR_WORD_MENTION || word->kind == FR_WORD_EMOJI;
}

static bool courtesy(const struct fr_canon *c, const struct fr_folded *f, const struct fr_word *word)
{
	return word->kind == FR_WORD_PLAIN &&
	       fr_common_courtesy(c->common, fr_common_hash(f->text + word->fold_off, word->fold_len));
}

static bool word_is(const struct fr_folded *f, const struct fr_word *word, const char *s)
{
	return word->fold_len == strlen(s) && memcmp(f->text + word->fold_off, s, word->fold_len) == 0;
}

static bool word_in(const struct fr_folded *f, const struct fr_word *word, const char *const *list)
{
	for (; *list; list++)
		if (word_is(f, word, *list))
			return true;
	return false;
}

/* A word of a hashtag that goes on from the word before it: #HarshFiring is two words. */
static bool goes_on(const struct fr_word *word, const char *src)
{
	return word->kind == FR_WORD_HASHTAG && word->src_off > 0 && src[word->src_off - 1] != '#' &&
	       (unsigned char)src[word->src_off - 1] != 0x83; /* full-width # is EF BC 83 */
}

/* Words of a run of two or more hashtags at the start; a single one may be the sentence's first word. */
static size_t leading_tags(const struct fr_folded *f, struct range r, const char *src)
{
	size_t i = r.first, n_tags = 0;

	for (; i < r.last && (f->words[i].kind == FR_WORD_HASHTAG || wrapping(&f->words[i])); i++)
		n_tags += f->words[i].kind == FR_WORD_HASHTAG && !goes_on(&f->words[i], src);
	return n_tags >= 2 ? i - r.first : 0;
}

static void peel_front(const struct fr_canon *c, const struct fr_folded *f, const char *src, struct range *r)
{
	static const char *const reposts[] = {"rt", "mt", "qt", "via", "from", "by", NULL};

	while (r->first < r->last) {
		const struct fr_word *word = &f->words[r->first];
		size_t n;

		if (wrapping(word))
			n = 1;
		else if (r->last - r->first > 1 && word[1].kind == FR_WORD_MENTION && word_in(f, word, reposts))
			n = 2;
		else if (word->kind == FR_WORD_HASHTAG)
			n = leading_tags(f, *r, src);
		else
			n = fr_common_leads(c->common, f, r->first, r->last);
		if (!n && courtesy(c, f, word))
			n = 1;
		if (!n)
			return;
		r->first += n;
	}
}

static void peel_back(struct fr_canon *c, const struct fr_folded *f, struct range *r)
{
	static const char *const origins[] = {"via", "cc", "by", "source", "courtesy", "साभार", NULL};
	bool named = false; /* what was taken off last is a mention or a link */

	while (r->first < r->last) {
		const struct fr_word *word = &f->words[r->last - 1];
		bool cut = false;
		size_t n = 0;

		if (wrapping(word) || word->kind == FR_WORD_HASHTAG || (named && word_in(f, word, origins)))
			n = 1;
		else
			n = fr_common_trails(c->common, f, r->first, r->last, &cut);
		if (!n && courtesy(c, f, word))
			n = 1;
		if (!n)
			return;
		named = word->kind == FR_WORD_MENTION || word->kind == FR_WORD_URL;
		c->cut |= cut;
		r->last -= n;
	}
}

/* "Yours sincerely" and who signs: the same letter is sent by many. */
static void take_off_signature(const struct fr_folded *f, struct range *r)
{
	static const char *const closings[] = {"sincerely", "regards", "faithfully", "bhavdiya", "bhavdiy", "prarthi",
					       "nivedak",   "भवदीय",   "भवदीया",     "प्रार्थी",   "निवेदक",   NULL};
	size_t first = r->last - r->first > SIGNATURE_MAX ? r->last - SIGNATURE_MAX : r->first;

	if (first < r->first + LETTER_MIN)
		first = r->first + LETTER_MIN;
	for (size_t i = first; i < r->last; i++) {
		if (!word_in(f, &f->words[i], closings))
			continue;
		if (f->words[i].clause)
			r->last = i;
		else if (f->words[i - 1].clause &&
			 word_in(f, &f->words[i - 1], (const char *const[]){"yours", "your", "आपका", NULL}))
			r->last = i - 1;
	}
}

/* An ellipsis right behind the last word that isn't a link (platforms cut a text before the link to its rest). */
static bool ends_open(const struct fr_folded *f, const char *src, size_t len)
{
	size_t last = f->n_words, off, end;

	while (last && f->words[last - 1].kind == FR_WORD_URL)
		last--;
	if (!last)
		return false;
	off = (size_t)f->words[last - 1].src_off + f->words[last - 1].src_len;
	end = last < f->n_words ? f->words[last].src_off : len;
	while (off < end && (src[off] == ' ' || src[off] == '[' || src[off] == '('))
		off++;
	return end - off >= 3 && (memcmp(src + off, "…", 3) == 0 || memcmp(src + off, "...", 3) == 0);
}

static void write_word(struct fr_canon *c, const char *word, size_t len)
{
	if (c->n_words == FR_CANON_OPENING)
		c->opening = XXH3_64bits(c->text.bytes, c->text.len);
	if (c->n_words++)
		fr_buf_addc(&c->text, ' ');
	fr_buf_add(&c->text, word, len);
}

static void write_text(struct fr_canon *c, const struct fr_folded *f, const char *src, struct range r)
{
	struct fr_number number;
	size_t n;

	for (size_t i = r.first; i < r.last && c->text.len < FR_CANON_MAX; i += n) {
		const struct fr_word *word = &f->words[i];

		n = 1;
		if (wrapping(word))
			continue;
		if (word->kind == FR_WORD_NUMBER) {
			n = fr_number_read(f, src, i, r.last, &number);
			write_word(c, number.digits, number.len);
		} else {
			write_word(c, f->text + word->fold_off, word->fold_len);
		}
	}
	c->hash = XXH3_64bits(fr_buf_str(&c->text), c->text.len);
}

void fr_canon_make(struct fr_canon *c, const struct fr_folded *folded, const char *src, size_t len)
{
	const struct fr_telling_lists lists = {c->common, c->vocab};
	struct range r = {0, folded->n_words};

	fr_buf_clear(&c->text);
	c->opening = 0;
	c->n_words = 0;
	c->cut = ends_open(folded, src, len);
	peel_front(c, folded, src, &r);
	take_off_signature(folded, &r);
	peel_back(c, folded, &r);
	/* Of a text that was cut, the last word may be half of one. */
	fr_telling_read(&lists, folded, src, r.first, c->cut && r.last > r.first ? r.last - 1 : r.last, &c->telling);
	write_text(c, folded, src, r);
}
