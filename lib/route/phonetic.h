/*
 * phonetic.h: a key under which spellings of one place name meet, in Latin letters and in Devanagari.
 *
 * Siwan, Sivan, Seewan, सिवान and सीवान have one key; so have Purnia, Purnea, Purniya, पूर्णिया and पुर्णिया. What people
 * write in turns is made one: long and short vowels, e and i, o and u; a is dropped; aspirated and plain letters; sh
 * and s; w and v; z and j; f and ph; n and m before a labial; doubled letters; x and ks. The key keeps the rest in
 * order, so it says nothing of words that only look alike. It meets common words too: those are named in near_words.tsv
 * of a pack, and a key that is short says too little to be used. Source: how names are spelt in the gazetteer's
 * variants; tested on pairs in tests/unit/test_route_phonetic.c.
 */
#ifndef FR_ROUTE_PHONETIC_H
#define FR_ROUTE_PHONETIC_H
#include <stddef.h>

#define FR_PHONETIC_MAX 32

/*
 * The key of a folded word (text/fold.h), written to key. Returns its length, or 0 if the word has letters of another
 * script, digits, or is longer than the key may be.
 */
size_t fr_phonetic_key(const char *word, size_t len, char key[FR_PHONETIC_MAX]);

/* Does a key say enough: at least four sounds, of which three are consonants? */
int fr_phonetic_enough(const char *key, size_t len);
#endif
