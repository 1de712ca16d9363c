#include "learn/solve.h"
#include <linear.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "core/mem.h"

#define FEW_POSTS    200 /* below, pieces of a single post are kept */
#define NB_SMOOTHING 0.1 /* posts that each row is taken to be in besides */
#define TOLERANCE    0.1 /* liblinear's own default for this solver */

struct fr_solver {
	const struct fr_corpus *corpus;
	uint64_t seed;
	size_t n_rows, n_pieces;
	uint32_t *row_at;
	float *rarity;
	struct feature_node *nodes, *scaled; /* all posts' pieces, each post with bias and end behind */
	struct feature_node **posts;
	struct feature_node **chosen; /* of one call */
	double *target, *ratio;
};

static void say_nothing(const char *text)
{
	(void)text;
}

/* Rows for the pieces that enough posts have; returns the row of each slot, 0 for none. */
static uint32_t *choose_rows(struct fr_solver *s, bool raw)
{
	const struct fr_corpus *c = s->corpus;
	size_t n_slots = (size_t)(raw ? FR_BLOCKS : FR_BLOCK_RAW) << c->spec.bits;
	size_t all_slots = (size_t)FR_BLOCKS << c->spec.bits, row = 0;
	uint32_t *in_posts = fr_xcalloc(all_slots, sizeof(*in_posts)), least = c->n < FEW_POSTS ? 1 : 2;

	for (size_t i = 0; i < c->n_pieces; i++)
		in_posts[c->at[i]]++;
	for (size_t i = 0; i < n_slots; i++)
		s->n_rows += in_posts[i] >= least;
	s->row_at = fr_xcalloc(s->n_rows + 1, sizeof(*s->row_at));
	s->rarity = fr_xcalloc(s->n_rows + 1, sizeof(*s->rarity));
	for (size_t i = 0; i < all_slots; i++) {
		if (i >= n_slots || in_posts[i] < least) {
			in_posts[i] = 0;
			continue;
		}
		s->row_at[row] = (uint32_t)i;
		s->rarity[row] = (float)(1 + log((1 + (double)c->n) / (1 + (double)in_posts[i])));
		in_posts[i] = (uint32_t)++row;
	}
	return in_posts;
}

/* One post's pieces from begin to end as nodes; returns where the next post's go. */
static struct feature_node *fill_post(const struct fr_solver *s, const uint32_t *row_of, size_t begin, size_t end,
				      struct feature_node *node)
{
	const struct fr_corpus *c = s->corpus;

	for (size_t i = begin; i < end;) {
		struct feature_node *first = node;
		uint32_t block = c->at[i] >> c->spec.bits;
		double square = 0;

		for (; i < end && c->at[i] >> c->spec.bits == block; i++) {
			uint32_t row = row_of[c->at[i]];

			if (!row)
				continue;
			node->index = (int)row;
			node->value = (1 + log(c->times[i])) * (double)s->rarity[row - 1];
			square += node->value * node->value;
			node++;
		}
		for (; first < node; first++)
			first->value /= sqrt(square);
	}
	node->index = (int)s->n_rows + 1;
	node->value = 1;
	node[1].index = -1;
	return node + 2;
}

struct fr_solver *fr_solver_new(const struct fr_corpus *corpus, bool raw, uint64_t seed)
{
	struct fr_solver *s = fr_xcalloc(1, sizeof(*s));
	struct feature_node *node;
	uint32_t *row_of;
	size_t begin = 0;

	s->corpus = corpus;
	s->seed = seed;
	row_of = choose_rows(s, raw);
	for (size_t i = 0; i < corpus->n_pieces; i++)
		s->n_pieces += row_of[corpus->at[i]] > 0;
	s->nodes = fr_xreallocarray(NULL, s->n_pieces + 2 * corpus->n, sizeof(*s->nodes));
	s->scaled = fr_xreallocarray(NULL, s->n_pieces + 2 * corpus->n, sizeof(*s->scaled));
	s->posts = fr_xcalloc(corpus->n + 1, sizeof(*s->posts));
	s->chosen = fr_xcalloc(corpus->n + 1, sizeof(struct feature_node *));
	s->target = fr_xcalloc(corpus->n + 1, sizeof(*s->target));
	s->ratio = fr_xcalloc(s->n_rows + 1, sizeof(*s->ratio));
	node = s->nodes;
	for (size_t i = 0; i < corpus->n; begin = corpus->end[i++]) {
		s->posts[i] = node;
		node = fill_post(s, row_of, begin, corpus->end[i], node);
	}
	s->posts[corpus->n] = node;
	free(row_of);
	set_print_string_function(say_nothing);
	return s;
}

void fr_solver_free(struct fr_solver *s)
{
	if (!s)
		return;
	free(s->row_at);
	free(s->rarity);
	free(s->nodes);
	free(s->scaled);
	free(s->posts);
	free(s->chosen);
	free(s->target);
	free(s->ratio);
	free(s);
}

size_t fr_solver_n_rows(const struct fr_solver *s)
{
	return s->n_rows;
}

const uint32_t *fr_solver_row_at(const struct fr_solver *s)
{
	return s->row_at;
}

const float *fr_solver_rarity(const struct fr_solver *s)
{
	return s->rarity;
}

size_t fr_solver_n_pieces(const struct fr_solver *s)
{
	return s->n_pieces;
}

/* Log of how much likelier a row is in posts of the label than in others, into s->ratio; of the bias 1. */
static void set_ratios(struct fr_solver *s, size_t label, const uint8_t *fold, uint8_t left_out)
{
	double *with = fr_xcalloc(s->n_rows + 1, sizeof(*with)), *without = fr_xcalloc(s->n_rows + 1, sizeof(*without));
	double all_with = NB_SMOOTHING * (double)s->n_rows, all_without = all_with;

	for (size_t i = 0; i < s->corpus->n; i++) {
		bool own = s->corpus->label[i] == label;

		if (fold[i] == left_out)
			continue;
		for (const struct feature_node *node = s->posts[i]; node->index <= (int)s->n_rows; node++) {
			(own ? with : without)[node->index - 1]++;
			*(own ? &all_with : &all_without) += 1;
		}
	}
	for (size_t row = 0; row < s->n_rows; row++)
		s->ratio[row] =
			log((with[row] + NB_SMOOTHING) / all_with) - log((without[row] + NB_SMOOTHING) / all_without);
	s->ratio[s->n_rows] = 1;
	free(with);
	free(without);
}

/* The post with its pieces multiplied by their ratios, at the same place of s->scaled. */
static struct feature_node *scale_post(struct fr_solver *s, size_t post)
{
	struct feature_node *first = s->scaled + (s->posts[post] - s->nodes), *to = first;
	const struct feature_node *from = s->posts[post];

	for (; from->index > 0; from++, to++) {
		to->index = from->index;
		to->value = from->value * s->ratio[from->index - 1];
	}
	to->index = -1;
	return first;
}

static size_t choose_posts(struct fr_solver *s, size_t label, const uint8_t *fold, uint8_t left_out,
			   enum fr_solve_way way, size_t *ret_own)
{
	size_t n = 0;

	*ret_own = 0;
	for (size_t i = 0; i < s->corpus->n; i++) {
		bool own = s->corpus->label[i] == label;

		if (left_out != FR_FOLD_NONE && fold[i] == left_out)
			continue;
		s->chosen[n] = way == FR_SOLVE_NB ? scale_post(s, i) : s->posts[i];
		s->target[n++] = own ? 1 : -1;
		*ret_own += own;
	}
	return n;
}

void fr_solve(struct fr_solver *s, size_t label, const uint8_t *fold, uint8_t left_out, enum fr_solve_way way,
	      double cost, double *ret)
{
	int sides[2] = {1, -1};
	double side_weights[2], sign;
	struct parameter parameter = {.solver_type = L2R_L2LOSS_SVC_DUAL, .eps = TOLERANCE, .C = cost, .nr_weight = 2};
	struct problem problem = {.n = (int)s->n_rows + 1, .bias = -1, .y = s->target, .x = s->chosen};
	struct model *model;
	size_t n, own;

	if (way == FR_SOLVE_NB)
		set_ratios(s, label, fold, left_out);
	n = choose_posts(s, label, fold, left_out, way, &own);
	memset(ret, 0, (s->n_rows + 1) * sizeof(*ret));
	ret[s->n_rows] = own ? 1 : -1;
	if (own == 0 || own == n)
		return;
	side_weights[0] = sqrt((double)n / (2 * (double)own));
	side_weights[1] = sqrt((double)n / (2 * (double)(n - own)));
	problem.l = (int)n;
	parameter.weight_label = sides;
	parameter.weight = side_weights;
	srand((unsigned)s->seed);
	model = train(&problem, &parameter);
	sign = model->label[0] == 1 ? 1 : -1; /* liblinear's first label is that of the first post */
	for (size_t row = 0; row <= s->n_rows; row++)
		ret[row] = sign * model->w[row] * (way == FR_SOLVE_NB ? s->ratio[row] : 1);
	free_and_destroy_model(&model);
}

double fr_solver_score(const struct fr_solver *s, const double *weights, size_t post)
{
	double sum = 0;

	for (const struct feature_node *node = s->posts[post]; node->index > 0; node++)
		sum += weights[node->index - 1] * node->value;
	return sum;
}
