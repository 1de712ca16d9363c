/*
 * measure.h: the figures of a trial, and how far chance may move them.
 *
 * Intervals: percentile bootstrap, the items drawn again FR_ROUNDS times by a generator of fixed seed (splitmix64), so
 * that the same items give the same figures. Comparison: McNemar's test in its exact binomial form for accuracy, paired
 * bootstrap for macro-F1. Pairs: the pairs of items that are in one group, and B-cubed (Bagga and Baldwin, 1998).
 */
#ifndef FR_LEARN_MEASURE_H
#define FR_LEARN_MEASURE_H
#include <stdint.h>
#include "learn/f1.h"
#include "learn/trial.h"

#define FR_ROUNDS 1000 /* of the bootstrap */
#define FR_BINS   10   /* of the scores, 0 to 1 */

struct fr_interval {
	double low, high; /* of 95 in 100 */
};

/* Items of one label that were given another. */
struct fr_confusion {
	uint32_t gold, named;
	size_t n;
};

struct fr_bin {
	size_t n, right;
	double mean_score;
};

struct fr_figures {
	size_t n, n_right, n_none; /* items; rightly named; without a prediction */
	double accuracy, macro_f1, weighted_f1;
	struct fr_interval accuracy_in, macro_f1_in;
	size_t n_classes;
	struct fr_class_counts *counts;  /* by number of the name; owned */
	uint32_t *order;                 /* numbers of the classes that count, by name, "none" last; n_classes; owned */
	struct fr_confusion *confusions; /* the most frequent first; owned */
	size_t n_confusions;
	struct fr_bin bins[FR_BINS];
	size_t n_scored, n_odd_scores;   /* with a score; with one outside 0 to 1, which is left out */
	double calibration_error, brier; /* of the scores as the probability of being right */
	const struct fr_item **worst;    /* wrong items, the surest first; owned */
	size_t n_worst;
};

/* file: 0 or 1. max_worst: how many wrong items are kept. */
void fr_measure(const struct fr_trial *trial, size_t file, size_t max_worst, struct fr_figures *ret);
void fr_figures_free(struct fr_figures *figures);

struct fr_difference {
	double macro_f1, accuracy; /* second less first */
	struct fr_interval macro_f1_in;
	size_t only_first, only_second;    /* items that only one of the two named rightly */
	double mcnemar_p;                  /* how often chance alone would part them so far or further */
	bool macro_f1_real, accuracy_real; /* interval without 0; p below 0.05 */
};

void fr_compare(const struct fr_trial *trial, struct fr_difference *ret);

struct fr_pair_figures {
	size_t n, n_gold_groups, n_named_groups;
	uint64_t gold, named, right; /* pairs */
	double precision, recall, f1;
	double b3_precision, b3_recall, b3_f1;
};

/* Labels and predictions as groups; "none" is in a group alone. */
void fr_measure_pairs(const struct fr_trial *trial, struct fr_pair_figures *ret);
#endif
