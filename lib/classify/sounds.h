/*
 * sounds.h: phrases of the pack that are compared by how they sound, or by their stems, instead of letter by letter.
 *
 * Each word of a text has a few tokens: its strict key (text/sound.h), the beginnings of that key, the key of its stem
 * (text/stem.h), and, if it has no key (a number, another script), itself. A phrase is a row of such tokens, found by
 * its last one. Only tokens that some phrase uses have a number; the tokens of a word are computed once and remembered,
 * so that a common word costs one look-up.
 *
 * Owns: the phrases, the numbers of their tokens, and a memory of words of fixed size (some 1.5 MB). Time: a look-up a
 * word, however many phrases there are. Not for use by two threads at once. Private to lib/classify.
 */
#ifndef FR_CLASSIFY_SOUNDS_H
#define FR_CLASSIFY_SOUNDS_H
#include <stdbool.h>
#include <stdint.h>
#include "text/fold.h"
#include "text/match.h"

enum fr_sounds_how {
	FR_SOUNDS_WORD, /* each word by its sound */
	FR_SOUNDS_STEM, /* each word by the sound of its stem */
	FR_SOUNDS_OPEN  /* by sound, and the last word may go on */
};

#define FR_SOUNDS_WORDS_MAX 8 /* words of a phrase */
#define FR_SOUNDS_KEY_MIN   3 /* sounds that a phrase of one word needs to say anything */

struct fr_sounds;

struct fr_sounds *fr_sounds_new(void);
void fr_sounds_free(struct fr_sounds *s); /* NULL is fine */

/* Add a folded phrase under id. False: too short a sound to tell it from others, or too many words. */
bool fr_sounds_add(struct fr_sounds *s, const struct fr_folded *phrase, enum fr_sounds_how how, uint32_t id);

/* Once, after the last add and before the first scan. */
void fr_sounds_build(struct fr_sounds *s);

/*
 * Write the places of phrases in text to hits, at most max, in the order of where they end, longer before shorter at
 * the same end, then by id; returns their number.
 */
size_t fr_sounds_scan(struct fr_sounds *s, const struct fr_folded *text, struct fr_hit *hits, size_t max);
#endif
