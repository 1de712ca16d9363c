#include "learn/measure.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SEED         20240505u
#define TAIL         0.025
#define REAL_P       0.05
#define BINOMIAL_MAX 100000 /* beyond, the normal distribution is as good */

static uint64_t splitmix(uint64_t *state)
{
	uint64_t z = *state += 0x9E3779B97F4A7C15u;

	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
	return z ^ (z >> 31);
}

/* A number below n, each as likely as any other but for 2^-32 of it. */
static size_t draw(uint64_t *state, size_t n)
{
	return (size_t)(((splitmix(state) >> 32) * (uint64_t)n) >> 32);
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static struct fr_interval interval(double *values, size_t n)
{
	size_t low = (size_t)(TAIL * (double)n);

	qsort(values, n, sizeof(*values), by_value);
	return (struct fr_interval){values[low], values[n - 1 - low]};
}

static double ratio(double part, double whole)
{
	return whole > 0 ? part / whole : 0;
}

static double mean_of(double p, double r)
{
	return ratio(2 * p * r, p + r);
}

static double accuracy_of(const struct fr_class_counts *counts, size_t n_classes, size_t n)
{
	size_t right = 0;

	for (size_t k = 0; k < n_classes; k++)
		right += counts[k].right;
	return ratio((double)right, (double)n);
}

/* One drawing of all items: what the figures would be. */
static void redraw(const struct fr_trial *t, size_t file, uint64_t *state, struct fr_class_counts *counts)
{
	memset(counts, 0, t->names.n * sizeof(*counts));
	for (size_t i = 0; i < t->n; i++) {
		const struct fr_item *item = &t->items[draw(state, t->n)];

		counts[item->gold].gold++;
		counts[item->named[file]].named++;
		counts[item->gold].right += item->gold == item->named[file];
	}
}

static void set_intervals(const struct fr_trial *t, size_t file, struct fr_figures *f)
{
	struct fr_class_counts *counts = fr_xcalloc(t->names.n, sizeof(*counts));
	double *f1 = fr_xcalloc(FR_ROUNDS, sizeof(*f1)), *accuracy = fr_xcalloc(FR_ROUNDS, sizeof(*accuracy));
	uint64_t state = SEED;

	for (size_t round = 0; round < FR_ROUNDS; round++) {
		redraw(t, file, &state, counts);
		f1[round] = fr_macro_f1(counts, t->names.n);
		accuracy[round] = accuracy_of(counts, t->names.n, t->n);
	}
	f->macro_f1_in = interval(f1, FR_ROUNDS);
	f->accuracy_in = interval(accuracy, FR_ROUNDS);
	free(counts);
	free(f1);
	free(accuracy);
}

static void count_items(const struct fr_trial *t, size_t file, struct fr_figures *f)
{
	f->counts = fr_xcalloc(t->names.n, sizeof(*f->counts));
	for (size_t i = 0; i < t->n; i++) {
		const struct fr_item *item = &t->items[i];

		f->counts[item->gold].gold++;
		f->counts[item->named[file]].named++;
		f->counts[item->gold].right += item->gold == item->named[file];
		f->n_none += item->named[file] == FR_TRIAL_NONE;
		f->n_right += item->gold == item->named[file];
	}
	f->n = t->n;
	f->accuracy = ratio((double)f->n_right, (double)f->n);
	f->macro_f1 = fr_macro_f1(f->counts, t->names.n);
	for (size_t k = 0; k < t->names.n; k++)
		f->weighted_f1 += fr_f1(&f->counts[k]) * (double)f->counts[k].gold / (double)f->n;
}

static int by_name(const void *a, const void *b, void *names)
{
	const struct fr_interned *items = names;
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	if (x == FR_TRIAL_NONE || y == FR_TRIAL_NONE)
		return (x == FR_TRIAL_NONE) - (y == FR_TRIAL_NONE);
	return strcmp(items[x].bytes, items[y].bytes);
}

static void set_order(const struct fr_trial *t, struct fr_figures *f)
{
	f->order = fr_xcalloc(t->names.n, sizeof(*f->order));
	for (size_t k = 0; k < t->names.n; k++)
		if (f->counts[k].gold + f->counts[k].named)
			f->order[f->n_classes++] = (uint32_t)k;
	qsort_r(f->order, f->n_classes, sizeof(*f->order), by_name, t->names.items);
}

static int by_classes(const void *a, const void *b)
{
	const struct fr_confusion *x = a, *y = b;

	if (x->gold != y->gold)
		return (x->gold > y->gold) - (x->gold < y->gold);
	return (x->named > y->named) - (x->named < y->named);
}

static int by_number(const void *a, const void *b)
{
	const struct fr_confusion *x = a, *y = b;

	return x->n == y->n ? by_classes(a, b) : (x->n < y->n) - (x->n > y->n);
}

/* Equal cells of list added up; returns how many are left. */
static size_t add_up(struct fr_confusion *list, size_t n)
{
	size_t m = 0;

	qsort(list, n, sizeof(*list), by_classes);
	for (size_t i = 0; i < n; i++) {
		if (m && by_classes(&list[m - 1], &list[i]) == 0)
			list[m - 1].n += list[i].n;
		else
			list[m++] = list[i];
	}
	return m;
}

static void set_confusions(const struct fr_trial *t, size_t file, struct fr_figures *f)
{
	struct fr_confusion *list = fr_xcalloc(f->n - f->n_right + 1, sizeof(*list));
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++)
		if (t->items[i].gold != t->items[i].named[file])
			list[n++] = (struct fr_confusion){t->items[i].gold, t->items[i].named[file], 1};
	f->n_confusions = add_up(list, n);
	qsort(list, f->n_confusions, sizeof(*list), by_number);
	f->confusions = list;
}

static void set_calibration(const struct fr_trial *t, struct fr_figures *f)
{
	for (size_t i = 0; i < t->n; i++) {
		const struct fr_item *item = &t->items[i];
		double right = item->gold == item->named[0];
		size_t bin;

		if (isnan(item->score))
			continue;
		if (item->score < 0 || item->score > 1) {
			f->n_odd_scores++;
			continue;
		}
		bin = (size_t)(item->score * FR_BINS);
		bin = bin < FR_BINS ? bin : FR_BINS - 1;
		f->bins[bin].n++;
		f->bins[bin].right += item->gold == item->named[0];
		f->bins[bin].mean_score += item->score;
		f->brier += (item->score - right) * (item->score - right);
		f->n_scored++;
	}
	for (size_t b = 0; b < FR_BINS; b++) {
		f->bins[b].mean_score = ratio(f->bins[b].mean_score, (double)f->bins[b].n);
		f->calibration_error += fabs(f->bins[b].mean_score * (double)f->bins[b].n - (double)f->bins[b].right);
	}
	f->calibration_error = ratio(f->calibration_error, (double)f->n_scored);
	f->brier = ratio(f->brier, (double)f->n_scored);
}

static bool is_worse(const struct fr_item *a, const struct fr_item *b)
{
	return (isnan(a->score) ? -1 : a->score) > (isnan(b->score) ? -1 : b->score);
}

static void set_worst(const struct fr_trial *t, size_t file, size_t max, struct fr_figures *f)
{
	f->worst = fr_xcalloc(max + 1, sizeof(*f->worst));
	for (size_t i = 0; i < t->n && max; i++) {
		const struct fr_item *item = &t->items[i];
		size_t at = f->n_worst;

		if (item->gold == item->named[file] || (at == max && !is_worse(item, f->worst[max - 1])))
			continue;
		if (at == max)
			at--;
		else
			f->n_worst++;
		for (; at > 0 && is_worse(item, f->worst[at - 1]); at--)
			f->worst[at] = f->worst[at - 1];
		f->worst[at] = item;
	}
}

void fr_measure(const struct fr_trial *t, size_t file, size_t max_worst, struct fr_figures *ret)
{
	memset(ret, 0, sizeof(*ret));
	count_items(t, file, ret);
	set_intervals(t, file, ret);
	set_order(t, ret);
	set_confusions(t, file, ret);
	set_calibration(t, ret);
	set_worst(t, file, max_worst, ret);
}

void fr_figures_free(struct fr_figures *f)
{
	free(f->counts);
	free(f->order);
	free(f->confusions);
	free(f->worst);
	memset(f, 0, sizeof(*f));
}

/* Both tails of the binomial distribution with p = 1/2: as uneven as a against b, or more. */
static double mcnemar(size_t a, size_t b)
{
	size_t n = a + b, least = a < b ? a : b;
	double sum = 0;

	if (n == 0)
		return 1;
	if (n > BINOMIAL_MAX)
		return erfc((fabs((double)a - (double)b) - 1) / sqrt(2 * (double)n));
	for (size_t i = 0; i <= least; i++)
		sum += exp(lgamma((double)n + 1) - lgamma((double)i + 1) - lgamma((double)(n - i) + 1) -
			   (double)n * log(2));
	return fmin(1, 2 * sum);
}

static double macro_difference(const struct fr_class_counts *first, const struct fr_class_counts *second, size_t n)
{
	return fr_macro_f1(second, n) - fr_macro_f1(first, n);
}

static void count_one(const struct fr_item *item, struct fr_class_counts *first, struct fr_class_counts *second)
{
	first[item->gold].gold++;
	second[item->gold].gold++;
	first[item->named[0]].named++;
	second[item->named[1]].named++;
	first[item->gold].right += item->gold == item->named[0];
	second[item->gold].right += item->gold == item->named[1];
}

void fr_compare(const struct fr_trial *t, struct fr_difference *ret)
{
	struct fr_class_counts *first = fr_xcalloc(t->names.n, sizeof(*first));
	struct fr_class_counts *second = fr_xcalloc(t->names.n, sizeof(*second));
	double *rounds = fr_xcalloc(FR_ROUNDS, sizeof(*rounds));
	uint64_t state = SEED;

	memset(ret, 0, sizeof(*ret));
	for (size_t i = 0; i < t->n; i++) {
		const struct fr_item *item = &t->items[i];

		count_one(item, first, second);
		ret->only_first += item->gold == item->named[0] && item->gold != item->named[1];
		ret->only_second += item->gold != item->named[0] && item->gold == item->named[1];
	}
	ret->macro_f1 = macro_difference(first, second, t->names.n);
	ret->accuracy = ratio((double)ret->only_second - (double)ret->only_first, (double)t->n);
	for (size_t round = 0; round < FR_ROUNDS; round++) {
		memset(first, 0, t->names.n * sizeof(*first));
		memset(second, 0, t->names.n * sizeof(*second));
		for (size_t i = 0; i < t->n; i++)
			count_one(&t->items[draw(&state, t->n)], first, second);
		rounds[round] = macro_difference(first, second, t->names.n);
	}
	ret->macro_f1_in = interval(rounds, FR_ROUNDS);
	ret->mcnemar_p = mcnemar(ret->only_first, ret->only_second);
	ret->macro_f1_real = ret->macro_f1_in.low > 0 || ret->macro_f1_in.high < 0;
	ret->accuracy_real = ret->mcnemar_p < REAL_P;
	free(first);
	free(second);
	free(rounds);
}

static uint64_t pairs_of(size_t n)
{
	return n ? (uint64_t)n * (n - 1) / 2 : 0;
}

/* An item's share of its group that is of the other group too; alone with itself where it has no group. */
static double shared(uint32_t group, size_t both, size_t all)
{
	return group == FR_TRIAL_NONE ? 1 : ratio((double)both, (double)all);
}

void fr_measure_pairs(const struct fr_trial *t, struct fr_pair_figures *ret)
{
	struct fr_confusion *cells = fr_xcalloc(t->n + 1, sizeof(*cells));
	size_t *gold = fr_xcalloc(t->names.n, sizeof(*gold)), *named = fr_xcalloc(t->names.n, sizeof(*named)), n_cells;
	double precision = 0, recall = 0;

	memset(ret, 0, sizeof(*ret));
	for (size_t i = 0; i < t->n; i++) {
		cells[i] = (struct fr_confusion){t->items[i].gold, t->items[i].named[0], 1};
		gold[t->items[i].gold]++;
		named[t->items[i].named[0]]++;
	}
	n_cells = add_up(cells, t->n);
	for (size_t i = 0; i < n_cells; i++) {
		const struct fr_confusion *c = &cells[i];
		bool grouped = c->gold != FR_TRIAL_NONE && c->named != FR_TRIAL_NONE;
		size_t both = grouped ? c->n : 1;

		ret->right += grouped ? pairs_of(c->n) : 0;
		precision += (double)c->n * shared(c->named, both, named[c->named]);
		recall += (double)c->n * shared(c->gold, both, gold[c->gold]);
	}
	for (size_t k = 1; k < t->names.n; k++) {
		ret->gold += pairs_of(gold[k]);
		ret->named += pairs_of(named[k]);
		ret->n_gold_groups += gold[k] > 0;
		ret->n_named_groups += named[k] > 0;
	}
	ret->n = t->n;
	ret->n_gold_groups += gold[FR_TRIAL_NONE];
	ret->n_named_groups += named[FR_TRIAL_NONE];
	ret->precision = ret->named ? (double)ret->right / (double)ret->named : 1;
	ret->recall = ret->gold ? (double)ret->right / (double)ret->gold : 1;
	ret->f1 = mean_of(ret->precision, ret->recall);
	ret->b3_precision = ratio(precision, (double)t->n);
	ret->b3_recall = ratio(recall, (double)t->n);
	ret->b3_f1 = mean_of(ret->b3_precision, ret->b3_recall);
	free(cells);
	free(gold);
	free(named);
}
