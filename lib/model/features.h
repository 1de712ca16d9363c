/*
 * features.h: a post as counted, hashed pieces of text: what a linear model looks at.
 *
 * Blocks, each with 2^bits buckets of its own:
 *   chars  runs of char_min to char_max characters inside a word, the blanks at its ends being characters, of the
 * folded text (text/fold.h), so that " ka", "katt" and "ta " are pieces of katta words  words and pairs of neighbours
 * of the folded text, and the post's shape: how many mentions, links, hashtags, emoji, marks and capitals it has, by
 * powers of two raw    runs of 2 to raw_max characters of the text as it was written, ASCII capitals made small, runs
 * of blanks one blank: punctuation, spelling and what stands on both sides of a blank, which folding takes away A link
 * is one word, whatever it leads to. A piece is known by its bucket only: pieces may share one by chance.
 *
 * Owns: its buffers, reused from text to text. One fr_features a thread. Cost: some 5 ns a piece.
 * Limits: the first FR_FEATURES_TEXT_MAX bytes of a text; what is behind is not looked at.
 */
#ifndef FR_MODEL_FEATURES_H
#define FR_MODEL_FEATURES_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "text/fold.h"

#define FR_FEATURES_TEXT_MAX 16384
#define FR_FEATURES_BITS_MIN 8
#define FR_FEATURES_BITS_MAX 22
#define FR_FEATURES_RUN_MAX  8

enum fr_block { FR_BLOCK_CHARS, FR_BLOCK_WORDS, FR_BLOCK_RAW };
#define FR_BLOCKS 3

/* What is looked at. A model is of use only with the spec that it was trained with: its file holds it. */
struct fr_feature_spec {
	uint8_t bits;               /* FR_FEATURES_BITS_MIN to _MAX */
	uint8_t char_min, char_max; /* 1 to FR_FEATURES_RUN_MAX; 0 and 0: no block chars */
	uint8_t words;              /* words and their pairs: 1; else 0 */
	uint8_t shape;              /* the post's shape: 1; else 0 */
	uint8_t raw_max;            /* 2 to FR_FEATURES_RUN_MAX; 0: no block raw */
};

struct fr_feature {
	uint32_t at;       /* block << bits | bucket */
	uint32_t count;    /* times in the text */
	uint32_t off, len; /* its first place: chars and words in folded.text (len 0: the shape), raw in the text */
};

struct fr_features {
	struct fr_feature_spec spec;
	struct fr_folded folded;  /* of the last text */
	struct fr_feature *items; /* of the last text, block by block, in order of first places */
	size_t n;
	size_t block_end[FR_BLOCKS]; /* items of block b: from block_end[b - 1] (0) to block_end[b] */
	/* private */
	uint32_t *chars, *offs; /* characters of the folded text, then of the text as raw sees it, and their bytes */
	size_t cap_chars;
	size_t cap;
	struct fr_feature_slot *slots;
	size_t n_slots;
	uint32_t stamp;
};

/* Is the spec within its limits? */
bool fr_feature_spec_valid(const struct fr_feature_spec *spec);

void fr_features_init(struct fr_features *f, const struct fr_feature_spec *spec);
void fr_features_free(struct fr_features *f);

/* Read text[0..len), any bytes. */
void fr_features_read(struct fr_features *f, const char *text, size_t len);
#endif
