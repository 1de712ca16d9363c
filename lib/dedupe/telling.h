/*
 * telling.h: the words that tell one incident from another that is told in almost the same words.
 *
 * The telling words of a text are all that aren't common (common.h) and have more than two characters, and all numbers,
 * as codes (code.h), each once. Numbers (phones, pincodes, dates, plates; any word with a digit) and names decide most.
 * Names are known by their form only: a Latin word with a capital inside a sentence; a word beside a cue of place or
 * name ("थाना", "gaon", "ward", "naam"); a word that ends as places in Bihar do ("-pur", "-गंज"). Of what is left, words
 * of the desk's daily matters (vocab.h) decide least.
 *
 * Of a text with more than FR_TELLING_MAX such words those with the smallest codes are kept; two are compared as far as
 * both reach. Source: cues and endings were compiled for this project; they are common nouns, no list of places.
 */
#ifndef FR_DEDUPE_TELLING_H
#define FR_DEDUPE_TELLING_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "dedupe/code.h"
#include "dedupe/common.h"
#include "dedupe/vocab.h"
#include "text/fold.h"

#define FR_TELLING_MAX 40

struct fr_telling {
	uint32_t codes[FR_TELLING_MAX]; /* ascending; their words are different */
	uint8_t n;
	bool full; /* words with larger codes were left out */
};

struct fr_telling_lists {
	const struct fr_common *common;
	const struct fr_vocab *vocab;
};

/* Read the words [first, last) of folded, whose original text is src. */
void fr_telling_read(const struct fr_telling_lists *lists, const struct fr_folded *folded, const char *src,
		     size_t first, size_t last, struct fr_telling *ret);

/* Enter a code; of one that is there the greater kind stays. */
void fr_telling_add(struct fr_telling *telling, uint32_t code);

/* Make a word, if it is there, one of place. */
void fr_telling_mark_place(struct fr_telling *telling, uint32_t code);

/* How many different words there are, as far as they are kept. */
static inline size_t fr_telling_size(const struct fr_telling *telling)
{
	return telling->n;
}

/* What two tellings have in common and of their own. */
struct fr_telling_diff {
	size_t n_shared;
	bool apart;     /* surely of two things: each has a number or name that the other lacks, or one has a name by
			 * form, and the other some other word in its place */
	bool exchanged; /* each has a word that the other lacks, and no variant of it */
	bool rare;      /* and these are words of which nothing is known: names, for all one can tell */
};

void fr_telling_compare(const struct fr_telling *a, const struct fr_telling *b, struct fr_telling_diff *ret);
#endif
