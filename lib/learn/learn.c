#include "learn/learn.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "learn/calibrate.h"

#define FOLDS_MAX  5
#define FOLDS_FEW  3
#define LARGE_WORK 12000000.0 /* kept pieces times outputs, above which folds are few and raw is not tried */
#define GAIN       0.002      /* of macro-F1: less is taken for chance, and the step that is most often best is kept */
#define RAW_GAIN   0.004      /* for which twice the pieces are looked at in each post from then on */

const struct fr_feature_spec fr_learn_spec = {
	.bits = 20, .char_min = 2, .char_max = 4, .words = 1, .shape = 1, .sounds = 1, .raw_max = 4};

/* Costs C of both ways, from loose to close. */
static const double steps[][FR_SOLVE_WAYS] = {
	{[FR_SOLVE_SVM] = 0.03, [FR_SOLVE_NB] = 0.003},
	{[FR_SOLVE_SVM] = 0.1, [FR_SOLVE_NB] = 0.01},
	{[FR_SOLVE_SVM] = 0.3, [FR_SOLVE_NB] = 0.03},
	{[FR_SOLVE_SVM] = 1, [FR_SOLVE_NB] = 0.1},
};
#define STEPS      ((int)(sizeof(steps) / sizeof(*steps)))
#define STEP_START 1

/* Scores of posts left out, and how well labels are named by them. */
struct outcome {
	double *scores; /* by post, n_labels each, the sum of both ways; owned */
	struct fr_calibration calibration;
	struct fr_class_counts *counts; /* by label; owned */
	double macro_f1;
	double scale[FR_SOLVE_WAYS]; /* by which the ways were brought to one scale before they were added */
	int step;
};

struct job {
	const struct fr_corpus *corpus;
	struct fr_solver *solver;
	uint64_t seed;
	size_t n_outputs, n_folds;
	uint8_t *fold; /* by post */
	bool raw;
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

/* Adds what one way gives each post when its fold is left out, brought to one scale, to the scores of ret. */
static void add_way(struct job *job, enum fr_solve_way way, struct outcome *ret)
{
	const struct fr_corpus *c = job->corpus;
	double *weights = fr_xcalloc(fr_solver_n_rows(job->solver) + 1, sizeof(*weights));
	double *scores = fr_xcalloc(c->n * c->n_labels + 1, sizeof(*scores));

	for (size_t fold = 0; fold < job->n_folds; fold++) {
		for (size_t k = 0; k < job->n_outputs; k++) {
			fr_solve(job->solver, k, job->fold, (uint8_t)fold, way, steps[ret->step][way], weights);
			for (size_t i = 0; i < c->n; i++) {
				double *s = scores + i * c->n_labels;

				if (job->fold[i] != fold)
					continue;
				s[k] = fr_solver_score(job->solver, weights, i);
				if (job->n_outputs == 1)
					s[1] = -s[0];
			}
		}
	}
	ret->scale[way] = 1 / spread(scores, c->n * c->n_labels);
	for (size_t i = 0; i < c->n * c->n_labels; i++)
		ret->scores[i] += ret->scale[way] * scores[i];
	free(weights);
	free(scores);
}

static void cross_validate(struct job *job, int step, struct outcome *ret)
{
	ret->step = step;
	ret->scores = fr_xcalloc(job->corpus->n * job->corpus->n_labels + 1, sizeof(*ret->scores));
	for (size_t way = 0; way < FR_SOLVE_WAYS; way++)
		add_way(job, (enum fr_solve_way)way, ret);
	judge(job, ret);
}

/* Keep the other if it is better by more than gain. True: it was. */
static bool keep_better(struct outcome *best, struct outcome *other, double gain)
{
	if (other->macro_f1 > best->macro_f1 + gain) {
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

/* Goes closer as long as it gets better; if it never does, a step looser is tried. */
static void choose_step(struct job *job, struct outcome *best)
{
	struct outcome o = {0};
	int step = STEP_START;

	cross_validate(job, step, best);
	do {
		memset(&o, 0, sizeof(o));
		cross_validate(job, ++step, &o);
	} while (keep_better(best, &o, GAIN) && step + 1 < STEPS);
	if (best->step != STEP_START)
		return;
	memset(&o, 0, sizeof(o));
	cross_validate(job, STEP_START - 1, &o);
	keep_better(best, &o, GAIN);
}

/* Solver with raw, if that pays. */
static void choose_raw(struct job *job, struct outcome *best)
{
	struct fr_solver *without = job->solver;
	struct outcome with = {0};

	job->solver = fr_solver_new(job->corpus, true, job->seed);
	cross_validate(job, best->step, &with);
	job->raw = keep_better(best, &with, RAW_GAIN);
	fr_solver_free(job->raw ? without : job->solver);
	if (!job->raw)
		job->solver = without;
}

/* The weights of all posts, into the draft's rows and biases. */
static void solve_all(struct job *job, const struct outcome *best, float *weights, double *bias)
{
	size_t n_rows = fr_solver_n_rows(job->solver);
	double *sum = fr_xcalloc(n_rows + 1, sizeof(*sum)), *one = fr_xcalloc(n_rows + 1, sizeof(*one));

	for (size_t k = 0; k < job->n_outputs; k++) {
		memset(sum, 0, (n_rows + 1) * sizeof(*sum));
		for (size_t way = 0; way < FR_SOLVE_WAYS; way++) {
			fr_solve(job->solver, k, job->fold, FR_FOLD_NONE, (enum fr_solve_way)way,
				 steps[best->step][way], one);
			for (size_t row = 0; row <= n_rows; row++)
				sum[row] += best->scale[way] * one[row];
		}
		for (size_t row = 0; row < n_rows; row++)
			weights[row * job->n_outputs + k] = (float)sum[row];
		bias[k] = sum[n_rows];
	}
	free(sum);
	free(one);
}

static void put_model(struct job *job, const struct outcome *best, struct fr_buf *out)
{
	const struct fr_corpus *c = job->corpus;
	const struct fr_calibration *calibration = &best->calibration;
	size_t n_rows = fr_solver_n_rows(job->solver);
	double *prior = fr_xcalloc(c->n_labels, sizeof(*prior)), *bias = fr_xcalloc(c->n_labels, sizeof(*bias));
	float *weights = fr_xcalloc(n_rows * job->n_outputs + 1, sizeof(*weights));
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
		.n_rows = n_rows,
		.row_at = fr_solver_row_at(job->solver),
		.rarity = fr_solver_rarity(job->solver),
		.weights = weights,
	};

	if (!job->raw)
		draft.spec.raw_max = 0;
	memcpy(draft.data_hash, c->hash, sizeof(draft.data_hash));
	for (size_t i = 0; i < c->n; i++)
		prior[c->label[i]] += 1 / (double)c->n;
	solve_all(job, best, weights, bias);
	fr_model_put(&draft, out);
	free(prior);
	free(bias);
	free(weights);
}

void fr_learn(const struct fr_corpus *corpus, uint64_t seed, struct fr_buf *out, struct fr_learned *ret)
{
	struct job job = {.corpus = corpus, .seed = seed, .n_outputs = corpus->n_labels == 2 ? 1 : corpus->n_labels};
	struct outcome best = {0};

	memset(ret, 0, sizeof(*ret));
	job.fold = fr_xcalloc(corpus->n + 1, sizeof(*job.fold));
	job.solver = fr_solver_new(corpus, false, seed);
	job.n_folds = work(&job) > LARGE_WORK ? FOLDS_FEW : FOLDS_MAX;
	set_folds(&job);
	choose_step(&job, &best);
	if (work(&job) <= LARGE_WORK)
		choose_raw(&job, &best);
	put_model(&job, &best, out);
	ret->n_posts = corpus->n;
	ret->n_labels = corpus->n_labels;
	ret->n_rows = fr_solver_n_rows(job.solver);
	ret->n_folds = job.n_folds;
	ret->raw = job.raw;
	memcpy(ret->cost, steps[best.step], sizeof(ret->cost));
	ret->macro_f1 = best.macro_f1;
	ret->counts = best.counts;
	best.counts = NULL;
	for (size_t k = 0; k < corpus->n_labels; k++)
		ret->accuracy += (double)ret->counts[k].right / (double)corpus->n;
	outcome_free(&best);
	fr_solver_free(job.solver);
	free(job.fold);
}

void fr_learned_free(struct fr_learned *learned)
{
	free(learned->counts);
	learned->counts = NULL;
}
