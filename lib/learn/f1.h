/*
 * f1.h: precision, recall and their mean, counted over labelled things.
 */
#ifndef FR_LEARN_F1_H
#define FR_LEARN_F1_H
#include <stddef.h>
#include <stdint.h>

/* Of one class: things that have it, things that were given it, things that were rightly given it. */
struct fr_class_counts {
	size_t gold, named, right;
};

/* Adds up n things into counts[0..n_classes), which it clears first. */
void fr_count_classes(const uint32_t *gold, const uint32_t *named, size_t n, struct fr_class_counts *counts,
		      size_t n_classes);

/* 0 where there is nothing to divide by. */
double fr_precision(const struct fr_class_counts *c);
double fr_recall(const struct fr_class_counts *c);
double fr_f1(const struct fr_class_counts *c);

/*
 * The mean F1 of the classes that something has or was given; 0 of none. The order of adding is that of the classes, so
 * the same counts give the same bits.
 */
double fr_macro_f1(const struct fr_class_counts *counts, size_t n_classes);
#endif
