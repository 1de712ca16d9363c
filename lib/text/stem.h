/*
 * stem.h: the part of a word that its inflections share, for Hindi and Bhojpuri, in Devanagari and in Latin letters.
 *
 * लहराते, लहराया, लहरावत, लहरा are लहर; lahrate, lahraya, lahrawat are lahr; गोली, गोलियां, गोलियों are गोल. A stem is a
 * prefix of the folded word, so nothing is written; the sound key (text/sound.h) of a stem joins the scripts.
 *
 * Endings are cut in two steps, each the longest that leaves enough of the word: what marks the verb (-ते, -ना, -एगा,
 * -वत), then the vowel of gender, number and case (-ा, -ी, -ों, -ियां). This is the light stemming of Ramanathan and Rao,
 * A lightweight stemmer for Hindi (EACL workshop on South Asian languages, 2003), with its longest match, but with
 * endings set down here from the paradigms: Hindi: McGregor, Outline of Hindi Grammar (1972); Bhojpuri: Tiwari, The
 * Origin and Development of Bhojpuri (1960). The vowels of Latin endings follow how people type (ti, tee, on, o, ein,
 * en).
 *
 * It knows no words. Roots of one consonant (जाता, खाया) and other forms (किया, gaye) don't meet; nouns that end as
 * verbs do are cut as those (पटना is पट, fire is fir), which does no harm as long as stems are compared with stems.
 * Endings that common nouns have too often are left: -त and -ल behind a consonant (करत, मारल: औरत, महल), Latin -kar and
 * -ke.
 *
 * Owns nothing, allocates nothing: any thread may call. Time: a few comparisons a word.
 */
#ifndef FR_TEXT_STEM_H
#define FR_TEXT_STEM_H
#include <stddef.h>

/*
 * Bytes of the folded word (text/fold.h) that are its stem: at least two letters in Devanagari, of which vowel signs
 * are none, at least three letters with two consonants in Latin. len for a word of another script or with a digit.
 */
size_t fr_stem(const char *word, size_t len);
#endif
