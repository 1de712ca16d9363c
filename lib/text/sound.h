/*
 * sound.h: keys under which the spellings of one word meet, in Latin letters and in Devanagari.
 *
 * Two doors. Strict: तमंचा tamancha tamncha, कट्टा katta kta, सिवान सीवान siwan seewan, पूर्णिया purnia purnea. Loose:
 * vowels inside and at the end of a word go too, so that पिस्टल pistal pistol meet, and many words that are not the
 * same: it finds candidates for a closer look. Keys of the two kinds must not be compared with each other, and a loose
 * key of fewer than three letters says next to nothing (का, कि and कौए are k).
 *
 * What the strict key does: no breath (kh is k, chh is c); sh is s, w is v, z is j, ph is f, q is k, x and ksh are ks,
 * jn, dny and ज्ञ are gy; nasals before labials, v and s are one; i, e, ai are one vowel, o, u, au another; a and the
 * schwa count at the ends of a word only; y inside a word is the vowel i, v beside u goes; what stands twice is once.
 * A few endings of English words (-tion, -ture, -ce, -ight) are read as Hindi writes them.
 *
 * The schwa of Devanagari, which no sign shows, is silent at the end of a word, but for a word of one letter and behind
 * a cluster that rises (चन्द्र, सत्य, not बंद); inside, VC_CV loses it, from right to left, so that जनना meets janna.
 * Sources: M. Ohala, Aspects of Hindi Phonology (1983), for VC_CV; Narasimhan, Sproat and Kiraz, Schwa-deletion in
 * Hindi text-to-speech synthesis (2004), for its place in reading text. Which final clusters keep it: counted over the
 * training part of the Dakshina lexicon (Roark et al., Processing South Asian languages written in the Latin script,
 * 2020). All other choices were made on that part too.
 *
 * Measured by tests/bench/sound.sh on attested pairs of a native and a Roman spelling: share of pairs with one key
 * (recall), share of equal keys that are attested pairs among 2,500 native words (precision). Dakshina, development
 * part: strict 0.79 at 0.93, loose 0.93 at 0.54; names of election affidavits (noisy, all of India): strict 0.70 at
 * 0.88, loose 0.82 at 0.58. Not joined: English spellings (uncle, former), ri of ऋ written ru, a typed r for ड़. Some
 * ten million words a second.
 *
 * Owns nothing, allocates nothing, keeps no state: any thread may call. A key is lower-case ASCII without a NUL behind
 * it.
 */
#ifndef FR_TEXT_SOUND_H
#define FR_TEXT_SOUND_H
#include <stddef.h>

#define FR_SOUND_MAX 48 /* sounds of a word, and bytes of a key */

/*
 * The key of a folded word (text/fold.h); returns its length. 0 if the word has a letter of another script, both
 * scripts, a digit or any sign, or more than FR_SOUND_MAX sounds: such a word has no key and meets nothing.
 */
size_t fr_sound_strict(const char *word, size_t len, char key[FR_SOUND_MAX]);
size_t fr_sound_loose(const char *word, size_t len, char key[FR_SOUND_MAX]);
#endif
