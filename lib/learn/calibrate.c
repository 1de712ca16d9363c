#include "learn/calibrate.h"
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include "core/mem.h"

#define ROUNDS          60
#define TEMPERATURE_MIN 1e-3
#define TEMPERATURE_MAX 1e3
#define SMOOTH_POSTS    0.5 /* added to each label's posts, so that none has probability 0 */
#define STRENGTH_STEPS  24  /* of a lead's strength, from 0 to 1.2 */
#define STRENGTH_STEP   0.05
#define NEIGHBOURS      0.02 /* share of the posts over which a threshold is smoothed */

static void probabilities(const struct fr_calibration *c, const double *scores, double *p)
{
	double max = -INFINITY, sum = 0;

	for (size_t k = 0; k < c->n_labels; k++) {
		p[k] = c->temperature * scores[k] + c->shift[k];
		max = p[k] > max ? p[k] : max;
	}
	for (size_t k = 0; k < c->n_labels; k++)
		sum += p[k] = exp(p[k] - max);
	for (size_t k = 0; k < c->n_labels; k++)
		p[k] /= sum;
}

/* One round: a Newton step of the temperature, then shifts so that the labels' masses come closer to their posts. */
static void improve(struct fr_calibration *c, const double *scores, const uint32_t *labels, size_t n, double *p,
		    double *mass, const double *posts)
{
	double gradient = 0, curve = 1e-6, step;

	for (size_t k = 0; k < c->n_labels; k++)
		mass[k] = SMOOTH_POSTS;
	for (size_t i = 0; i < n; i++) {
		const double *s = scores + i * c->n_labels;
		double mean = 0, square = 0;

		probabilities(c, s, p);
		for (size_t k = 0; k < c->n_labels; k++) {
			mean += p[k] * s[k];
			square += p[k] * s[k] * s[k];
			mass[k] += p[k];
		}
		gradient += s[labels[i]] - mean;
		curve += square - mean * mean;
	}
	step = gradient / curve;
	if (step < -c->temperature / 2)
		step = -c->temperature / 2;
	if (step > c->temperature)
		step = c->temperature;
	c->temperature = fmin(fmax(c->temperature + step, TEMPERATURE_MIN), TEMPERATURE_MAX);
	for (size_t k = 0; k < c->n_labels; k++)
		c->shift[k] += log(posts[k] / mass[k]);
}

static double macro_f1(const struct fr_calibration *c, const double *scores, const uint32_t *labels, size_t n,
		       struct fr_class_counts *counts, uint32_t *named)
{
	for (size_t i = 0; i < n; i++)
		named[i] = (uint32_t)fr_calibration_name(c, scores + i * c->n_labels);
	fr_count_classes(labels, named, n, counts, c->n_labels);
	return fr_macro_f1(counts, c->n_labels);
}

static void set_strength(struct fr_calibration *c, const double *posts, size_t n, double strength)
{
	for (size_t k = 0; k < c->n_labels; k++)
		c->lead[k] = -strength * log(posts[k] / (double)n);
}

static void choose_strength(struct fr_calibration *c, const double *scores, const uint32_t *labels, size_t n,
			    const double *posts)
{
	struct fr_class_counts *counts = fr_xcalloc(c->n_labels, sizeof(*counts));
	uint32_t *named = fr_xcalloc(n + 1, sizeof(*named));
	double f1[STRENGTH_STEPS + 1], best = 0, strength = 0;

	for (size_t i = 0; i <= STRENGTH_STEPS; i++) {
		set_strength(c, posts, n, (double)i * STRENGTH_STEP);
		f1[i] = macro_f1(c, scores, labels, n, counts, named);
	}
	for (size_t i = 0; i <= STRENGTH_STEPS; i++) {
		double before = f1[i ? i - 1 : 0], after = f1[i < STRENGTH_STEPS ? i + 1 : i];
		double smooth = (before + 2 * f1[i] + after) / 4;

		if (smooth > best + 1e-9) {
			best = smooth;
			strength = (double)i * STRENGTH_STEP;
		}
	}
	set_strength(c, posts, n, strength);
	free(counts);
	free(named);
}

struct margin {
	double at; /* how much the first label is ahead */
	bool first;
};

static int by_margin(const void *a, const void *b)
{
	const struct margin *x = a, *y = b;

	return (x->at > y->at) - (x->at < y->at);
}

/* f1[i]: macro-F1 if the i posts with the least margins are named the second label, the others the first. */
static void f1_by_cut(const struct margin *m, size_t n, double *f1)
{
	struct fr_class_counts c[2] = {{0}};

	for (size_t i = 0; i < n; i++)
		c[m[i].first ? 0 : 1].gold++;
	c[0].named = n;
	c[0].right = c[0].gold;
	for (size_t i = 0; i <= n; i++) {
		f1[i] = fr_macro_f1(c, 2);
		if (i == n)
			break;
		c[0].named--;
		c[1].named++;
		c[0].right -= m[i].first;
		c[1].right += !m[i].first;
	}
}

static void choose_threshold(struct fr_calibration *c, const double *scores, const uint32_t *labels, size_t n)
{
	struct margin *m = fr_xcalloc(n + 1, sizeof(*m));
	double *f1 = fr_xcalloc(n + 1, sizeof(*f1)), sum = 0, best = -1;
	size_t reach = (size_t)(NEIGHBOURS * (double)n), from = 0, to = 0, cut = 0;

	for (size_t i = 0; i < n; i++)
		m[i] = (struct margin){c->temperature * (scores[2 * i] - scores[2 * i + 1]) + c->shift[0] - c->shift[1],
				       labels[i] == 0};
	qsort(m, n, sizeof(*m), by_margin);
	f1_by_cut(m, n, f1);
	for (size_t i = 0; i <= n; i++) {
		for (; to <= n && to <= i + reach; to++)
			sum += f1[to];
		for (; from + reach < i; from++)
			sum -= f1[from];
		if (sum / (double)(to - from) > best + 1e-9) {
			best = sum / (double)(to - from);
			cut = i;
		}
	}
	c->lead[1] = 0;
	if (cut == 0)
		c->lead[0] = n ? -m[0].at + 1 : 0;
	else if (cut == n)
		c->lead[0] = -m[n - 1].at - 1;
	else
		c->lead[0] = -(m[cut - 1].at + m[cut].at) / 2;
	free(m);
	free(f1);
}

void fr_calibrate(const double *scores, const uint32_t *labels, size_t n, size_t n_labels, struct fr_calibration *ret)
{
	double *p = fr_xcalloc(n_labels, sizeof(*p)), *mass = fr_xcalloc(n_labels, sizeof(*mass));
	double *posts = fr_xcalloc(n_labels, sizeof(*posts));

	ret->n_labels = n_labels;
	ret->temperature = 1;
	ret->shift = fr_xcalloc(n_labels, sizeof(*ret->shift));
	ret->lead = fr_xcalloc(n_labels, sizeof(*ret->lead));
	for (size_t k = 0; k < n_labels; k++)
		posts[k] = SMOOTH_POSTS;
	for (size_t i = 0; i < n; i++)
		posts[labels[i]]++;
	for (size_t round = 0; round < ROUNDS; round++)
		improve(ret, scores, labels, n, p, mass, posts);
	if (n_labels == 2)
		choose_threshold(ret, scores, labels, n);
	else
		choose_strength(ret, scores, labels, n, posts);
	free(p);
	free(mass);
	free(posts);
}

void fr_calibration_free(struct fr_calibration *c)
{
	free(c->shift);
	free(c->lead);
	c->shift = c->lead = NULL;
}

size_t fr_calibration_name(const struct fr_calibration *c, const double *scores)
{
	double max = -INFINITY;
	size_t best = 0;

	for (size_t k = 0; k < c->n_labels; k++) {
		double z = c->temperature * scores[k] + c->shift[k] + c->lead[k];

		if (z > max) {
			max = z;
			best = k;
		}
	}
	return best;
}

double fr_calibration_macro_f1(const struct fr_calibration *c, const double *scores, const uint32_t *labels, size_t n,
			       struct fr_class_counts *counts)
{
	uint32_t *named = fr_xcalloc(n + 1, sizeof(*named));
	double f1 = macro_f1(c, scores, labels, n, counts, named);

	free(named);
	return f1;
}
