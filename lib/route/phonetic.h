/*
 * phonetic.h: how a place name sounds, so that its spellings meet, in Latin letters, Devanagari and Urdu.
 *
 * Siwan, Sivan, Seewan, सिवान, सीवान and سیوان sound alike; so do Purnia, Purnea, Purniya, पूर्णिया and पुर्णिया. A word is
 * first written as its sounds: consonants without breath (kh is k), sh as s, w as v, z as j, ph as f, n for m before a
 * labial, nothing doubled, vowels without length. From the sounds comes a key, under which words are kept: e is i, o is
 * u, and a, which is written or not, is dropped. Words of one key are then compared sound by sound.
 * Common words may sound like a name: those are named in near_words.tsv of a pack. A short key says too little to be
 * used. Urdu leaves short vowels out: names with a short i or u do not meet their Urdu form. Source: how names are
 * spelt in the gazetteer's variants; tested on pairs in tests/unit/test_route_phonetic.c.
 */
#ifndef FR_ROUTE_PHONETIC_H
#define FR_ROUTE_PHONETIC_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FR_SOUNDS_MAX 32

struct fr_sounds {
	char text[FR_SOUNDS_MAX];
	uint8_t len;
	bool long_a; /* Devanagari and Urdu: a is written where it is long only */
};

/*
 * The sounds of a folded word (text/fold.h). False if it has letters of another script, digits, or more sounds than
 * FR_SOUNDS_MAX.
 */
bool fr_sounds_read(const char *word, size_t len, struct fr_sounds *ret);

/* The key of sounds; returns its length, or 0 if it says too little: fewer than four sounds or three consonants. */
size_t fr_sounds_key(const struct fr_sounds *sounds, char key[FR_SOUNDS_MAX]);

/* May both be spellings of one name? Their keys must be equal. */
bool fr_sounds_meet(const struct fr_sounds *a, const struct fr_sounds *b);
#endif
