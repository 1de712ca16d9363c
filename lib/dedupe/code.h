/*
 * code.h: a word in 32 bits, so that two texts can be compared word by word long after they have gone.
 *
 * The upper 29 bits stand for the word: the first five letters of the loose sound key of its stem (text/sound.h,
 * text/stem.h), by which spellings and scripts meet, and a hash of the rest. Of a word whose loose key has fewer than
 * three letters the strict key is taken; of one that has no key (Urdu, mixed scripts), a hash. Numbers are hashes of
 * their digits, concepts (vocab.h) their own numbers. The letters can be read back, so two codes can be compared for a
 * typing error. They are mixed, so that ascending order of codes is a random order of words (telling.h keeps the
 * smallest).
 *
 * The lower 3 bits are the kind: what kind of word it is in its text, which plays no part in whether it is the same
 * word. Pure functions.
 */
#ifndef FR_DEDUPE_CODE_H
#define FR_DEDUPE_CODE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* In order of what a word of the kind proves. */
enum fr_code_kind {
	FR_CODE_TOPIC,   /* a word of the desk's daily matters (vocab.h) */
	FR_CODE_PLAIN,   /* some other word that isn't common */
	FR_CODE_CAPITAL, /* a name by its capital */
	FR_CODE_NUMBER,
	FR_CODE_NAME, /* a name by its ending or by what stands beside it */
	FR_CODE_PLACE /* a word by which fr-route placed the post */
};
#define FR_CODE_KIND 7u

#define FR_CODE_KIND_OF(code) ((enum fr_code_kind)((code)&FR_CODE_KIND))
#define FR_CODE_WORD_OF(code) ((code) >> 3)

/* Codes of kind 0: a folded word, the digits of a number (number.h) or a word with a digit, a concept. */
uint32_t fr_code_word(const char *word, size_t len);
uint32_t fr_code_number(const char *digits, size_t len);
uint32_t fr_code_concept(unsigned number);

/*
 * Are a and b two ways to type one word: has one of them a sound more, or (if both have four or more, and neither is a
 * name by its form) another one in one place? Numbers and concepts are never.
 */
bool fr_code_variant(uint32_t a, uint32_t b);
#endif
