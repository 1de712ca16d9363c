/*
 * features.h: a post as counted, hashed pieces of text: what a linear model looks at.
 *
 * Blocks, each with 2^bits buckets of its own:
 *   chars: runs of char_min to char_max characters inside a word, the blanks at its ends being characters, of the
 * folded text (text/fold.h), so that " ka", "katt" and "ta " are pieces of katta words: words and pairs of neighbours
 * of the folded text; the sounds of their stems and pairs of those, by which a word's inflections, spellings and
 * scripts meet (text/stem.h, text/sound.h); and the post's shape: how many mentions, links, hashtags, emoji, marks and
 * capitals it has, by powers of two raw:   runs of 2 to raw_max characters of the text as it was written, ASCII
 * capitals made small, runs of blanks one blank: punctuation, spelling and what stands on both sides of a blank, which
 * folding takes away A link is one word, whatever it leads to. A piece is known by its bucket only: pieces may share
 * one by chance.
 *
 * Owns: its buffers, reused from text to text, and the sounds of words that it met lately. One fr_features a thread.
 * Cost: some 3 ns a piece where rows are given, else 10.
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
	uint8_t sounds;             /* sounds of stems and their pairs: 1, with words; else 0 */
	uint8_t raw_max;            /* 2 to FR_FEATURES_RUN_MAX; 0: no block raw */
};

/*
 * Which buckets somebody has rows for: of 32 neighbours a bit each, and the row of the first that has one. Rows are
 * numbered in the order of block << bits | bucket. 8 bytes for 32 buckets stay in a cache where a number each would
 * not.
 */
struct fr_feature_rows {
	uint32_t has, first;
};

#define FR_FEATURE_NO_WORD UINT32_MAX

struct fr_feature {
	uint32_t at;    /* block << bits | bucket */
	uint32_t count; /* times in the text */
	uint32_t word;  /* of folded.words, in which it first begins; FR_FEATURE_NO_WORD: of the shape, or raw */
};

struct fr_features {
	struct fr_feature_spec spec;
	/*
	 * Borrowed. Set: pieces without a row are left out, and one that stands in the text n times is n items of
	 * count 1: what a model needs, without a search for each piece. NULL: all pieces, each once.
	 */
	const struct fr_feature_rows *rows;
	struct fr_folded folded;  /* of the last text */
	struct fr_feature *items; /* of the last text, block by block, in order of places */
	size_t n;
	size_t block_end[FR_BLOCKS]; /* items of block b: from block_end[b - 1] (0) to block_end[b] */
	/* private */
	uint32_t *chars; /* characters of the folded text, then of the text as raw sees it */
	size_t cap_chars;
	size_t cap;
	struct fr_feature_slot *slots;
	size_t n_slots;
	uint32_t stamp;
	struct fr_feature_sound *sounds;
};

/* The row of a bucket that has one. */
static inline uint32_t fr_feature_row(const struct fr_feature_rows *rows, uint32_t at)
{
	uint32_t x = rows[at / 32].has & ((1u << at % 32) - 1);

	/* how many bits are set */
	x -= x >> 1 & 0x55555555u;
	x = (x & 0x33333333u) + (x >> 2 & 0x33333333u);
	return rows[at / 32].first + (((x + (x >> 4)) & 0x0f0f0f0fu) * 0x01010101u >> 24);
}

/* Is the spec within its limits? */
bool fr_feature_spec_valid(const struct fr_feature_spec *spec);

void fr_features_init(struct fr_features *f, const struct fr_feature_spec *spec);
void fr_features_free(struct fr_features *f);

/* Read text[0..len), any bytes. */
void fr_features_read(struct fr_features *f, const char *text, size_t len);
#endif
