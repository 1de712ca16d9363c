#include "learn/learn.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "learn/calibrate.h"

#define FOLDS_MAX  5
#define FOLDS_FEW  3
#define LARGE_WORK 20000000.0  /* kept pieces times outputs, above which folds are few */
#define HUGE_WORK  100000000.0 /* above which raw is not tried, nor more than HUGE_TRIES costs */
#define HUGE_TRIES 2
#define RAW_GAIN   0.002 /* of macro-F1, for which twice the pieces are looked at */
#define COSTS      5

const struct fr_feature_spec fr_learn_spec = {
	.bits = 20, .char_min = 3, .char_max = 5, .words = 1, .shape = 1, .sounds = 1, .raw_max = 5};

/* Costs to try. From the second or third, which are most often best, it goes on as long as it gets better. */
static const double costs[FR_SOLVE_WAYS][COSTS] = {
	[FR_SOLVE_SVM] = {0.03, 0.1, 0.3, 1, 3},
	[FR_SOLVE_NB] = {0.003, 0.01, 0.03, 0.1, 0.3},
};
#define COST_START 2

/* Scores of posts left out, and how well labels are named by them. */
struct outcome {
	double *scores; /* by post, n_labels each; owned */
	struct fr_calibration calibration;
	struct fr_class_counts *counts; /* by label; owned */
	double macro_f1, cost, scale;
};

struct job {
	const struct fr_corpus *corpus;
	struct fr_solver *solver;
	uint64_t seed;
	size_t n_outputs, n_folds;
	uint8_t *fold; /* by post */
};

static void outcome_free(struct outcome *o)
{
	free(o->scores);
	free(o->counts);
	fr_calibration_free(&o->calibration);
	memset(o, 0, sizeof(*o));
}

static uint64_t mix(uint64_t h)
{
	h = (h ^ (h >> 33)) * 0xFF51AFD7ED558CCDu;
	h = (h ^ (h >> 33)) * 0xC4CEB9FE1A85EC53u;
	return h ^ (h >> 33);
}

static void set_folds(struct job *job)
{
	for (size_t i = 0; i < job->corpus->n; i++)
		job->fold[i] = (uint8_t)(mix(job->corpus->group[i] + job->seed) % job->n_folds);
}

/* Root mean square of the scores, by which two ways are brought to one scale. */
static double spread(const double *scores, size_t n)
{
	double square = 0;

	for (size_t i = 0; i < n; i++)
		square += scores[i] * scores[i];
	return square > 0 ? sqrt(square / (double)n) : 1;
}

static void judge(const struct job *job, struct outcome *o)
{
	const struct fr_corpus *c = job->corpus;

	fr_calibrate(o->scores, c->label, c->n, c->n_labels, &o->calibration);
	o->counts = fr_xcalloc(c->n_labels, sizeof(*o->counts));
	o->macro_f1 = fr_calibration_macro_f1(&o->calibration, o->scores, c->label, c->n, o->counts);
}

static void cross_validate(struct job *job, enum fr_solve_way way, double cost, struct outcome *ret)
{
	const struct fr_corpus *c = job->corpus;
	double *weights = fr_xcalloc(fr_solver_n_rows(job->solver) + 1, sizeof(*weights));

	ret->cost = cost;
	ret->scores = fr_xcalloc(c->n * c->n_labels + 1, sizeof(*ret->scores));
	for (size_t fold = 0; fold < job->n_folds; fold++) {
		for (size_t k = 0; k < job->n_outputs; k++) {
			fr_solve(job->solver, k, job->fold, (uint8_t)fold, way, cost, weights);
			for (size_t i = 0; i < c->n; i++) {
				double *s = ret->scores + i * c->n_labels;

				if (job->fold[i] != fold)
					continue;
				s[k] = fr_solver_score(job->solver, weights, i);
				if (job->n_outputs == 1)
					s[1] = -s[0];
			}
		}
	}
	free(weights);
	ret->scale = 1 / spread(ret->scores, c->n * c->n_labels);
	judge(job, ret);
}

/* Keep the better of two outcomes, the first if they are equal. True: it is the other. */
static bool keep_better(struct outcome *best, struct outcome *other)
{
	if (other->macro_f1 > best->macro_f1) {
		outcome_free(best);
		*best = *other;
		return true;
	}
	outcome_free(other);
	return false;
}

static double work(const struct job *job)
{
	return (double)fr_solver_n_pieces(job->solver) * (double)job->n_outputs;
}

/* Goes from the cost at start down as long as it gets better; if it never does, up. best: the outcome at start, or
 * empty. */
static void choose_cost(struct job *job, enum fr_solve_way way, struct outcome *best)
{
	size_t tries = work(job) > HUGE_WORK ? HUGE_TRIES : COSTS;
	int at = COST_START, step = -1;

	if (!best->scores)
		cross_validate(job, way, costs[way][at], best);
	for (tries--; tries > 0; tries--) {
		struct outcome o = {0};

		at += step;
		if (at < 0 || at == COSTS)
			return;
		cross_validate(job, way, costs[way][at], &o);
		if (!keep_better(best, &o)) {
			if (step > 0 || at < COST_START - 1)
				return;
			step = 1;
			at = COST_START;
		}
	}
}

/* Solver with or without raw, and the first outcome with it. */
static void choose_raw(struct job *job, struct fr_learned *ret, struct outcome *best)
{
	struct fr_solver *without = fr_solver_new(job->corpus, false, job->seed);
	struct outcome with = {0};

	job->solver = without;
	job->n_folds = work(job) > LARGE_WORK ? FOLDS_FEW : FOLDS_MAX;
	set_folds(job);
	cross_validate(job, FR_SOLVE_SVM, costs[FR_SOLVE_SVM][COST_START], best);
	if (work(job) > HUGE_WORK)
		return;
	job->solver = fr_solver_new(job->corpus, true, job->seed);
	cross_validate(job, FR_SOLVE_SVM, costs[FR_SOLVE_SVM][COST_START], &with);
	ret->raw = with.macro_f1 >= best->macro_f1 + RAW_GAIN;
	if (ret->raw) {
		outcome_free(best);
		*best = with;
		fr_solver_free(without);
		return;
	}
	outcome_free(&with);
	fr_solver_free(job->solver);
	job->solver = without;
}

/* The sum of both ways, each brought to one scale. */
static void add_ways(const struct job *job, const struct outcome *ways, struct outcome *ret)
{
	size_t n = job->corpus->n * job->corpus->n_labels;

	ret->scores = fr_xcalloc(n + 1, sizeof(*ret->scores));
	for (size_t i = 0; i < n; i++)
		for (size_t way = 0; way < FR_SOLVE_WAYS; way++)
			ret->scores[i] += ways[way].scale * ways[way].scores[i];
	judge(job, ret);
}

/* The weights of all posts, into the draft's rows and biases. */
static void solve_all(struct job *job, const double *scale, const double *cost, float *weights, double *bias)
{
	size_t n_rows = fr_solver_n_rows(job->solver);
	double *sum = fr_xcalloc(n_rows + 1, sizeof(*sum)), *one = fr_xcalloc(n_rows + 1, sizeof(*one));

	for (size_t k = 0; k < job->n_outputs; k++) {
		memset(sum, 0, (n_rows + 1) * sizeof(*sum));
		for (size_t way = 0; way < FR_SOLVE_WAYS; way++) {
			if (cost[way] == 0)
				continue;
			fr_solve(job->solver, k, job->fold, FR_FOLD_NONE, (enum fr_solve_way)way, cost[way], one);
			for (size_t row = 0; row <= n_rows; row++)
				sum[row] += scale[way] * one[row];
		}
		for (size_t row = 0; row < n_rows; row++)
			weights[row * job->n_outputs + k] = (float)sum[row];
		bias[k] = sum[n_rows];
	}
	free(sum);
	free(one);
}

static void put_model(struct job *job, const struct fr_learned *learned, const double *scale,
		      const struct fr_calibration *calibration, struct fr_buf *out)
{
	const struct fr_corpus *c = job->corpus;
	double *prior = fr_xcalloc(c->n_labels, sizeof(*prior)), *bias = fr_xcalloc(c->n_labels, sizeof(*bias));
	float *weights = fr_xcalloc(learned->n_rows * job->n_outputs + 1, sizeof(*weights));
	struct fr_model_draft draft = {
		.spec = c->spec,
		.seed = job->seed,
		.n_posts = c->n,
		.n_labels = c->n_labels,
		.names = (const char *const *)c->names,
		.prior = prior,
		.bias = bias,
		.shift = calibration->shift,
		.lead = calibration->lead,
		.temperature = calibration->temperature,
		.block_weight = {1, 1, 1},
		.n_rows = learned->n_rows,
		.row_at = fr_solver_row_at(job->solver),
		.rarity = fr_solver_rarity(job->solver),
		.weights = weights,
	};

	if (!learned->raw)
		draft.spec.raw_max = 0;
	memcpy(draft.data_hash, c->hash, sizeof(draft.data_hash));
	for (size_t i = 0; i < c->n; i++)
		prior[c->label[i]] += 1 / (double)c->n;
	solve_all(job, scale, learned->cost, weights, bias);
	fr_model_put(&draft, out);
	free(prior);
	free(bias);
	free(weights);
}

void fr_learn(const struct fr_corpus *corpus, uint64_t seed, struct fr_buf *out, struct fr_learned *ret)
{
	struct job job = {.corpus = corpus, .seed = seed, .n_outputs = corpus->n_labels == 2 ? 1 : corpus->n_labels};
	struct outcome ways[FR_SOLVE_WAYS] = {{0}}, sum = {0};
	double scale[FR_SOLVE_WAYS];
	const struct outcome *best = &sum;

	memset(ret, 0, sizeof(*ret));
	job.fold = fr_xcalloc(corpus->n + 1, sizeof(*job.fold));
	choose_raw(&job, ret, &ways[FR_SOLVE_SVM]);
	for (size_t way = 0; way < FR_SOLVE_WAYS; way++)
		choose_cost(&job, (enum fr_solve_way)way, &ways[way]);
	add_ways(&job, ways, &sum);
	for (size_t way = 0; way < FR_SOLVE_WAYS; way++)
		if (ways[way].macro_f1 > best->macro_f1)
			best = &ways[way];
	for (size_t way = 0; way < FR_SOLVE_WAYS; way++) {
		ret->cost[way] = best == &sum || best == &ways[way] ? ways[way].cost : 0;
		scale[way] = best == &sum ? ways[way].scale : 1;
	}
	ret->n_posts = corpus->n;
	ret->n_labels = corpus->n_labels;
	ret->n_rows = fr_solver_n_rows(job.solver);
	ret->n_folds = job.n_folds;
	ret->macro_f1 = best->macro_f1;
	ret->counts = fr_xcalloc(corpus->n_labels, sizeof(*ret->counts));
	memcpy(ret->counts, best->counts, corpus->n_labels * sizeof(*ret->counts));
	for (size_t k = 0; k < corpus->n_labels; k++)
		ret->accuracy += (double)ret->counts[k].right / (double)corpus->n;
	put_model(&job, ret, scale, &best->calibration, out);
	for (size_t way = 0; way < FR_SOLVE_WAYS; way++)
		outcome_free(&ways[way]);
	outcome_free(&sum);
	fr_solver_free(job.solver);
	free(job.fold);
}

void fr_learned_free(struct fr_learned *learned)
{
	free(learned->counts);
	learned->counts = NULL;
}
