#include "learn/f1.h"
#include <string.h>

void fr_count_classes(const uint32_t *gold, const uint32_t *named, size_t n, struct fr_class_counts *counts,
		      size_t n_classes)
{
	memset(counts, 0, n_classes * sizeof(*counts));
	for (size_t i = 0; i < n; i++) {
		counts[gold[i]].gold++;
		counts[named[i]].named++;
		counts[gold[i]].right += gold[i] == named[i];
	}
}

static double share(size_t part, size_t whole)
{
	return whole ? (double)part / (double)whole : 0;
}

double fr_precision(const struct fr_class_counts *c)
{
	return share(c->right, c->named);
}

double fr_recall(const struct fr_class_counts *c)
{
	return share(c->right, c->gold);
}

double fr_f1(const struct fr_class_counts *c)
{
	return share(2 * c->right, c->gold + c->named);
}

double fr_macro_f1(const struct fr_class_counts *counts, size_t n_classes)
{
	double sum = 0;
	size_t n = 0;

	for (size_t k = 0; k < n_classes; k++) {
		if (counts[k].gold + counts[k].named == 0)
			continue;
		sum += fr_f1(&counts[k]);
		n++;
	}
	return n ? sum / (double)n : 0;
}
