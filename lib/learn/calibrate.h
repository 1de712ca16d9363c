/*
 * calibrate.h: from scores of posts that were not learned from to probabilities, and to the label to be named.
 *
 * p(label k) is in proportion to exp(temperature * score k + shift k), fitted to the greatest likelihood (Platt's way,
 * for any number of labels); so each label's probabilities add up to its posts. Named is the label with the greatest
 * log p + lead. Leads are chosen for the best macro-F1: of two labels by one threshold, smoothed over its neighbours,
 * of more by -strength * log(share of the label), one strength for all: a lead for each would be fitted to chance.
 * Scores: by post, n_labels each.
 */
#ifndef FR_LEARN_CALIBRATE_H
#define FR_LEARN_CALIBRATE_H
#include <stddef.h>
#include <stdint.h>
#include "learn/f1.h"

struct fr_calibration {
	size_t n_labels;
	double temperature;
	double *shift, *lead; /* by label, owned */
};

/* labels: by post. A label may have no posts. */
void fr_calibrate(const double *scores, const uint32_t *labels, size_t n, size_t n_labels, struct fr_calibration *ret);
void fr_calibration_free(struct fr_calibration *c);

/* The label that the calibration names for a post's scores. */
size_t fr_calibration_name(const struct fr_calibration *c, const double *scores);

/* The labels that it names, counted into counts, by label; returns their macro-F1. */
double fr_calibration_macro_f1(const struct fr_calibration *c, const double *scores, const uint32_t *labels, size_t n,
			       struct fr_class_counts *counts);
#endif
