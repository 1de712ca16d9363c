/*
 * fold.h: one folded view of a post, made once, that all matching works on.
 *
 * Folding makes spellings meet that a reader takes for the same:
 *   - NFKC and case fold (full-width, mathematical, circled letters), then decomposed; accents are dropped in every
 *     script (é: e, whether one character or two), vowel signs that belong to a script stay;
 *   - Devanagari: nukta, avagraha and Vedic accents dropped, chandrabindu to anusvara; ZWJ, ZWNJ dropped. Arabic
 * script: vowel marks, hamza above and tatweel dropped, the forms of yeh, kaf and heh that keyboards tell apart made
 * one;
 *   - bidi controls, soft hyphens and other invisible characters dropped;
 *   - decimal digits of all scripts to 0-9;
 *   - a letter or sign three times or more in a row to one (sirrrr, pleaseee); digits, links and mentions excepted.
 *
 * Words. Punctuation, symbols and bytes that are no UTF-8 are gaps; so are hyphen, slash and underscore. Besides:
 *   - dots between initials join them (U.P., एस.पी.), and an apostrophe between letters goes (don't: dont);
 *   - Latin, Devanagari and Arabic letters side by side are two words (siwanमें); letters and digits are one (covid19);
 *   - commas go out of grouped digits (6,000, 1,00,000; a first group of three only before zeros, since 147,148 lists
 *     sections of law), one dot stays in a fraction (7.65, but the date 5.5.2024 is three words);
 *   - a hashtag is its words: it is split at a change of case, at digits, underscores and scripts (#SIWANPolice2024);
 *   - a mention is one word without @, underscores and inner dots kept (bihar_police); @ may stand right behind a word;
 *   - a link (http://, https://, www., or a host with a known last label: bit.ly/x, siwan.nic.in) and an address of
 * mail are one word of kind URL, up to a blank or the first letter of another script, without punctuation at its end;
 *   - each emoji is a word, its joined sequence too; skin tone and presentation selector fold away. Keycaps are digits.
 *
 * The folded text is words with exactly one blank between them and one blank before the first and behind the last, so
 * that " hars firing " can be searched with its word boundaries in it. It is valid UTF-8 without a byte 0. Every word
 * knows the bytes of the original that it came from; these never step back from word to word, and words that one
 * character folds to (½, ﷺ) share its bytes. A folded text folds to itself, given mentions their @ back.
 *
 * Patterns of packs are folded by the same function, so the two can't drift apart.
 * Owns: its buffers, reused from call to call: some 25 bytes a byte of the longest text. Cost: about 5 ns a byte; of a
 * text made to be slow (nothing but U+FDFA) 200. Limit: the first FR_FOLD_MAX bytes of a text. One fr_folded a thread.
 */
#ifndef FR_TEXT_FOLD_H
#define FR_TEXT_FOLD_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FR_FOLD_MAX (1u << 20) /* bytes of a text that are folded; what is behind is not looked at */

enum fr_word_kind { FR_WORD_PLAIN, FR_WORD_NUMBER, FR_WORD_HASHTAG, FR_WORD_MENTION, FR_WORD_URL, FR_WORD_EMOJI };
enum fr_script { FR_SCRIPT_OTHER, FR_SCRIPT_LATIN, FR_SCRIPT_DEVANAGARI, FR_SCRIPT_ARABIC, FR_SCRIPT_DIGIT };

struct fr_word {
	uint32_t fold_off, fold_len; /* in fr_folded.text, without the blanks */
	uint32_t src_off, src_len;   /* in the original: from the word's first to its last byte, without # or @ */
	uint8_t kind;                /* enum fr_word_kind; each word of a split hashtag is FR_WORD_HASHTAG */
	uint8_t script;              /* enum fr_script of its first letter; FR_SCRIPT_DIGIT if it has none but digits */
	bool sentence;               /* first word of a sentence (after . ! ? | danda, a new line, or at the start) */
	bool clause;  /* first word after any punctuation (hyphens of compounds excepted) or of a sentence */
	bool capital; /* its first letter was an upper-case one */
};

/*
 * Disguises that are undone if the caller sets them in fr_folded.options. The words then know all bytes that they came
 * from, but the text need not fold to itself again. For posts; patterns of packs are written plainly.
 */
#define FR_FOLD_APART                                                                                                  \
	1u /* letters set apart: four single letters or more (p i s t o l); प ि स्टल, a lone vowel sign    \
	    */
#define FR_FOLD_LEET 2u /* digits 0 1 3 4 5 for letters inside a Latin word (p1stol); no @, which begins a mention */

struct fr_folded {
	unsigned options; /* FR_FOLD_APART | FR_FOLD_LEET; set by the caller, before fr_fold */
	char *text;       /* " word word ", NUL behind; " " if there is no word */
	size_t len;
	struct fr_word *words;
	size_t n_words;
	/* private */
	size_t cap_text, cap_words;
	void *work;
};

/* Fold src[0..len). Any bytes are fine; those that are no UTF-8 are gaps. f: all zero before the first use. */
void fr_fold(struct fr_folded *f, const char *src, size_t len);
void fr_folded_free(struct fr_folded *f);

/* Index of the word that holds byte off of f->text (or the next one if off is a blank); n_words if none. O(log n). */
size_t fr_folded_word_at(const struct fr_folded *f, size_t off);

/* Bytes of the original from word first to word last, both included. */
void fr_folded_source(const struct fr_folded *f, size_t first, size_t last, size_t *ret_off, size_t *ret_len);
#endif
