/*
 * learn.h: from labelled posts to a model.
 *
 * Two ways to solve (solve.h) err in different places; their sum, each brought to one scale, is again one linear model,
 * at no cost when it is used. How closely they follow the posts (C), and whether block raw is looked at, is chosen by
 * cross-validation, whole groups of copies (corpus.h) left out together, and only for a gain that is more than chance:
 * of what was tried on sixteen sets, each setting tuned by itself won nothing on posts kept aside. The scores of the
 * posts left out then give the probabilities and the leads (calibrate.h); the weights are learned once more, from all
 * posts. Large jobs (LARGE_WORK in learn.c) are given fewer folds, so that a set of some 20,000 posts, or
 * one of 40 labels, takes less than a minute. Deterministic: same posts in the same order, same seed, same bytes, on
 * the same libraries.
 */
#ifndef FR_LEARN_LEARN_H
#define FR_LEARN_LEARN_H
#include <stdbool.h>
#include "core/mem.h"
#include "learn/corpus.h"
#include "learn/f1.h"
#include "learn/solve.h"

/* The spec that posts are read with to learn from them. */
extern const struct fr_feature_spec fr_learn_spec;

/* What training found: for the person who waits for it. */
struct fr_learned {
	size_t n_posts, n_labels, n_rows, n_folds;
	bool raw;
	double cost[FR_SOLVE_WAYS];
	/* Of posts left out; leads and what is above were chosen by the same posts. */
	double macro_f1, accuracy;
	struct fr_class_counts *counts; /* by label; owned */
};

/* corpus: finished. The file's bytes are appended to out, which is empty. */
void fr_learn(const struct fr_corpus *corpus, uint64_t seed, struct fr_buf *out, struct fr_learned *ret);
void fr_learned_free(struct fr_learned *learned);
#endif
