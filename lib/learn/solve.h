/*
 * solve.h: weights that tell one label from the others, found by liblinear.
 *
 * Two ways. SVM: L2-regularised, squared hinge loss. NB: the same after each piece has been multiplied by its naive
 * Bayes log-ratio between the label and the others, so that what tells little costs much (Wang and Manning, Baselines
 * and Bigrams, ACL 2012). Either way a post of a rare label weighs more, by the square root of how rare.
 *
 * Owns: the posts of a corpus as liblinear's rows: 32 bytes a kept piece. Deterministic: liblinear shuffles with
 * rand(), which is seeded before each call; so not for use by two threads at once. Sources: liblinear 2.3 (Fan et al.,
 * JMLR 9, 2008); tf-idf as in Manning et al., Introduction to Information Retrieval, 6.4, sublinear, with smoothed idf
 * and cosine length a block.
 */
#ifndef FR_LEARN_SOLVE_H
#define FR_LEARN_SOLVE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "learn/corpus.h"

struct fr_solver;

/* raw: with block raw. Pieces of a single post are left out, unless there are few posts. */
struct fr_solver *fr_solver_new(const struct fr_corpus *corpus, bool raw, uint64_t seed);
void fr_solver_free(struct fr_solver *solver);

/* The rows that were kept, and their rarity (idf). */
size_t fr_solver_n_rows(const struct fr_solver *solver);
const uint32_t *fr_solver_row_at(const struct fr_solver *solver);
const float *fr_solver_rarity(const struct fr_solver *solver);
/* Kept pieces of all posts. */
size_t fr_solver_n_pieces(const struct fr_solver *solver);

enum fr_solve_way { FR_SOLVE_SVM, FR_SOLVE_NB };
#define FR_SOLVE_WAYS 2

#define FR_FOLD_NONE UINT8_MAX

/*
 * Weights of the rows, and behind them the bias, that tell posts of label from others, into ret (n_rows + 1). Posts of
 * fold left_out (by post; FR_FOLD_NONE: none) are not learned from. Of a label without posts: all 0, bias -1.
 */
void fr_solve(struct fr_solver *solver, size_t label, const uint8_t *fold, uint8_t left_out, enum fr_solve_way way,
	      double cost, double *ret);

/* What such weights give a post. */
double fr_solver_score(const struct fr_solver *solver, const double *weights, size_t post);
#endif
