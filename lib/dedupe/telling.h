/*
 * telling.h: the words that tell one incident from another that is told in almost the same words.
 *
 * Two sketches of a text:
 *   decisive  numbers (phones, pincodes, dates, plates; any word with a digit) and names, as far as they can be told
 * from their form: a Latin word with a capital inside a sentence, a word beside a cue of place or name ("थाना", "gaon",
 * "ward", "naam"), a word that ends as places in Bihar do ("-pur", "-गंज"). matter    every word that isn't common
 * (common.h) and has more than two characters.
 *
 * Digits grouped with commas are one number; a phone written in groups, with or without a country code, is its last ten
 * digits. Words are compared by their consonants, so that a vowel mistyped or left out changes nothing.
 * Source: cues and endings were compiled for this project; they are common nouns, no list of places is needed.
 */
#ifndef FR_DEDUPE_TELLING_H
#define FR_DEDUPE_TELLING_H
#include <stdbool.h>
#include <stddef.h>
#include "dedupe/common.h"
#include "dedupe/sketch.h"
#include "text/fold.h"

#define FR_DECISIVE 12 /* kept of a text */
#define FR_MATTER   12

struct fr_telling {
	struct fr_sketch decisive, matter;
};

/* Read the words [first, last) of folded, whose original text is src. */
void fr_telling_read(const struct fr_common *common, const struct fr_folded *folded, const char *src, size_t first,
		     size_t last, struct fr_telling *ret);

/* How many different words of the matter and numbers there are, as far as they are kept. */
size_t fr_telling_size(const struct fr_telling *telling);

/* The form in which a case keeps it: 76 bytes. */
struct fr_telling_packed {
	uint32_t decisive[FR_DECISIVE];
	uint16_t matter[FR_MATTER];
	uint8_t n_decisive, n_matter;
	bool decisive_full, matter_full;
};

void fr_telling_pack(const struct fr_telling *telling, struct fr_telling_packed *ret);
void fr_telling_unpack(const struct fr_telling_packed *packed, struct fr_telling *ret);

/*
 * Do a and b speak of different things: has each a number or a name that the other lacks, or one of them a name by
 * ending or cue, and the other some other word in its place? A name that the other writes small, or without its cue,
 * isn't lacking.
 */
bool fr_telling_apart(const struct fr_telling *a, const struct fr_telling *b);

/* Was a word exchanged: has each a word of the matter that the other lacks? */
bool fr_telling_exchanged(const struct fr_telling *a, const struct fr_telling *b);
#endif
