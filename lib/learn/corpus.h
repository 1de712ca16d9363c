/*
 * corpus.h: the labelled posts that a model is made from, as counted pieces.
 *
 * Owns: of each post its label, its pieces (model/features.h) and its group. Posts that say the same, or begin with the
 * same words, links, mentions and a leading "RT" apart, are one group: in cross-validation a group is never cut, or
 * copies of what was learned would be taken for something understood. Also the SHA-256 of all labels and texts in their
 * order.
 * Memory: 5 bytes a piece, some 3 KB a post. Limits: FR_CORPUS_PIECES_MAX pieces, labels as model/model.h limits them.
 */
#ifndef FR_LEARN_CORPUS_H
#define FR_LEARN_CORPUS_H
#include <stddef.h>
#include <stdint.h>
#include "core/error.h"
#include "model/features.h"
#include "model/model.h"

#define FR_CORPUS_PIECES_MAX 150000000u

extern const struct fr_fault fr_fault_label; /* a label that no model can have */

struct fr_corpus {
	struct fr_feature_spec spec;
	size_t n, cap;
	uint32_t *label; /* by post */
	uint64_t *keys;  /* by post two, by which copies are known */
	uint64_t *group; /* by post, after fr_corpus_finish */
	size_t *end;     /* by post: its pieces are at[end of the one before .. end) */
	uint32_t *at;    /* by piece: block << bits | bucket; those of a post by block */
	uint8_t *times;  /* by piece: in its post, at most 255 */
	size_t n_pieces, cap_pieces;
	char **names; /* after fr_corpus_finish in the order of bytes */
	size_t n_labels;
	uint8_t hash[FR_MODEL_HASH_LEN];
	struct fr_features features;
	void *digest;
};

void fr_corpus_init(struct fr_corpus *c, const struct fr_feature_spec *spec);
void fr_corpus_free(struct fr_corpus *c);

/* FR_REJECT: the label is too long or no text that can be one. FR_FATAL: beyond a limit. */
int fr_corpus_add(struct fr_corpus *c, const char *text, size_t len, const char *label, size_t label_len,
		  struct fr_error *err);

/* After the last post: labels into their order, the hash. FR_FATAL: fewer than two labels. */
int fr_corpus_finish(struct fr_corpus *c, struct fr_error *err);

/* After that: posts that have not the most frequent label of their group: one of the two labels is likely wrong. */
size_t fr_corpus_n_disputed(const struct fr_corpus *c);
#endif
