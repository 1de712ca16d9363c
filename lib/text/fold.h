/*
 * fold.h: one folded view of a post, made once, that all matching works on.
 *
 * Folding makes spellings meet that a reader takes for the same: NFKC and case fold (fast tables for ASCII and
 * Devanagari, ICU's NFKC_Casefold for the rest), nukta dropped, chandrabindu to anusvara, ZWJ, ZWNJ, bidi and other
 * invisible characters dropped, Devanagari and other decimal digits to 0-9, a letter repeated three times or more to
 * one (sirrrr, pleaseee), punctuation to a gap. Combining vowel signs stay. Emoji are kept, as words of their own.
 *
 * The folded text is words with exactly one blank between them and one blank before the first and behind the last, so
 * that " hars firing " can be searched with its word boundaries in it. Every word knows the bytes of the original that
 * it came from. A hashtag is split into its words (#HarshFiring: harsh firing; underscores too). A URL is one word.
 *
 * Patterns of packs are folded by the same function, so the two can't drift apart.
 * Owns: its buffers, reused from call to call. Cost: about 5 ns a byte. Limit: the first FR_FOLD_MAX bytes of a text.
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
	uint32_t src_off, src_len;   /* in the original: from the word's first to its last byte (# and @ left out) */
	uint8_t kind;		     /* enum fr_word_kind; each word of a split hashtag is FR_WORD_HASHTAG */
	uint8_t script;		     /* enum fr_script of its first letter */
	bool sentence;		     /* first word of a sentence (after . ! ? danda, a new line, or at the start) */
	bool clause;		     /* first word after any punctuation or sentence start */
	bool capital;		     /* its first letter was an upper-case one */
};

struct fr_folded {
	char *text; /* " word word ", NUL behind; " " if there is no word */
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
