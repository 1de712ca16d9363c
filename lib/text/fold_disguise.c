/*
 * The pass behind folding that undoes disguise, for callers that ask for it: FR_FOLD_APART and FR_FOLD_LEET of fold.h.
 *
 * Words are joined and letters replaced in place: the text never grows. What counts as set apart is narrow, since real
 * posts spell offices and exams (i p s, u p s c) and hold stray signs.
 */
#include "text/fold_priv.h"

#include <string.h>

#define APART_MIN 4 /* letters set apart that are a word: three are an office */
#define APART_GAP 3 /* bytes of the original between two of them */
#define LEET_MIN  4 /* letters of a word with digits for others: fewer are names of things (mp3s, no1s) */

static const char *text_of(const struct fr_folded *f, size_t i)
{
	return f->text + f->words[i].fold_off;
}

static bool is_script(const struct fr_folded *f, size_t i, enum fr_script script)
{
	return i < f->n_words && f->words[i].kind == FR_WORD_PLAIN && f->words[i].script == script;
}

static bool is_letter(const struct fr_folded *f, size_t i, enum fr_script script)
{
	return is_script(f, i, script) && f->words[i].fold_len == (script == FR_SCRIPT_LATIN ? 1u : 3u);
}

/* Offset in the block of Devanagari of the character at s. */
static unsigned low_of(const char *s)
{
	const unsigned char *c = (const unsigned char *)s;

	return (c[1] & 1u) << 6 | (c[2] & 0x3Fu);
}

/* A sign that can't begin a word: vowel sign, anusvara, virama. Not the visarga: it is typed for a colon. */
static bool is_sign(const char *s)
{
	return low_of(s) == 0x02 || (low_of(s) >= 0x3E && low_of(s) <= 0x4D);
}

/* May the sign at s stand behind the character at before? Else it is a slip: है ै stays as it is. */
static bool takes_sign(const char *before, const char *s)
{
	if ((unsigned char)*before != 0xE0) /* the end of a digit */
		return false;
	return !is_sign(before) || (low_of(s) == 0x02 && low_of(before) != 0x02 && low_of(before) != 0x4D);
}

static bool is_virama(const char *s)
{
	return memcmp(s, "्", 3) == 0;
}

/* Does word i follow the one before it closely, in the same clause? */
static bool is_near(const struct fr_folded *f, size_t i)
{
	const struct fr_word *before = &f->words[i - 1];

	return !f->words[i].clause && f->words[i].src_off - (before->src_off + before->src_len) <= APART_GAP;
}

/* Does word i, Devanagari, belong to the one before it? n: words that were joined so far because of a lone sign, or 1.
 */
static bool goes_on(const struct fr_folded *f, size_t i, size_t n)
{
	bool lone;

	if (is_sign(text_of(f, i)))
		return takes_sign(text_of(f, i) - 4, text_of(f, i));
	/* behind a lone sign, if it calls for a letter, or if its own letter stood alone */
	lone = n > 1 && is_letter(f, i - 1, FR_SCRIPT_DEVANAGARI) && is_sign(text_of(f, i - 1));
	return lone && (is_virama(text_of(f, i - 1)) || is_letter(f, i - 2, FR_SCRIPT_DEVANAGARI));
}

/* How many words from i on are one, whose letters were set apart? */
static size_t row_of(const struct fr_folded *f, size_t i)
{
	enum fr_script script = f->words[i].script;
	size_t n = 1, letters = 1;

	if (script == FR_SCRIPT_LATIN && f->words[i].fold_len > 1)
		return 1;
	if (!is_script(f, i, FR_SCRIPT_LATIN) && !is_script(f, i, FR_SCRIPT_DEVANAGARI))
		return 1;
	if (is_letter(f, i, script)) {
		while (is_letter(f, i + letters, script) && is_near(f, i + letters))
			letters++;
		if (letters >= APART_MIN)
			n = letters;
	}
	while (script == FR_SCRIPT_DEVANAGARI && is_script(f, i + n, script) && is_near(f, i + n) &&
	       goes_on(f, i + n, letters >= APART_MIN ? 1 : n))
		n++;
	return n;
}

/* The letter that digit c is written for, or 0. */
static char leet_letter(char c)
{
	switch (c) {
	case '0':
		return 'o';
	case '1':
		return 'i';
	case '3':
		return 'e';
	case '4':
		return 'a';
	case '5':
		return 's';
	default:
		return 0;
	}
}

/*
 * Is it a word with digits for letters inside? Two digits side by side are a number (to15aug, a vehicle's mh03df), and
 * so is one at an end.
 */
static bool is_leet(const char *text, size_t len)
{
	size_t digits = 0;
	bool letter = false;

	for (size_t i = 0; i < len; i++) {
		bool before = letter;

		letter = text[i] >= 'a' && text[i] <= 'z';
		if (!letter && (!before || !leet_letter(text[i])))
			return false;
		digits += !letter;
	}
	return digits && letter && len - digits >= LEET_MIN;
}

static void undo_leet(char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (leet_letter(text[i]))
			text[i] = leet_letter(text[i]);
}

static bool is_leet_word(const struct fr_folded *f, size_t i)
{
	const struct fr_word *word = &f->words[i];

	return word->kind <= FR_WORD_HASHTAG && word->script == FR_SCRIPT_LATIN &&
	       is_leet(text_of(f, i), word->fold_len);
}

/* Is there a digit at all? Most posts have none. */
static bool has_digit(const struct fr_folded *f)
{
	unsigned any = 0;

	for (size_t i = 0; i < f->len; i++)
		any |= (unsigned char)(f->text[i] - '0') < 10;
	return any;
}

/* Makes one word, the n-th, at len, of words [from, from + row), which stand at it or behind. Returns the new len. */
static size_t join(struct fr_folded *f, size_t from, size_t row, size_t n, size_t len)
{
	const struct fr_word *last = &f->words[from + row - 1];
	struct fr_word word = f->words[from];

	word.src_len = last->src_off + last->src_len - word.src_off;
	word.fold_off = (uint32_t)len;
	for (size_t k = from; k < from + row; k++) {
		memmove(f->text + len, text_of(f, k), f->words[k].fold_len);
		len += f->words[k].fold_len;
	}
	word.fold_len = (uint32_t)len - word.fold_off;
	f->text[len++] = ' ';
	f->words[n] = word;
	return len;
}

/* Nothing is moved before the first row, so a post without one costs a look at its words. */
static void join_rows(struct fr_folded *f)
{
	size_t i = 0, row, n, len;

	while (i < f->n_words && row_of(f, i) == 1)
		i++;
	if (i == f->n_words)
		return;
	n = i;
	len = f->words[i].fold_off;
	for (; i < f->n_words; i += row) {
		row = row_of(f, i);
		len = join(f, i, row, n++, len);
	}
	f->n_words = n;
	f->len = len;
}

void fr_fold_undisguise(struct fr_folded *f)
{
	if (f->options & FR_FOLD_APART)
		join_rows(f);
	if (!(f->options & FR_FOLD_LEET) || !has_digit(f))
		return;
	for (size_t i = 0; i < f->n_words; i++)
		if (is_leet_word(f, i))
			undo_leet(f->text + f->words[i].fold_off, f->words[i].fold_len);
}
