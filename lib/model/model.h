/*
 * model.h: a linear model of what texts are about: its file, its labels, and what it says of a text.
 *
 * A model gives each label a score, the sum of the weights of the text's pieces (features.h), each piece counted
 * 1 + log(times) and weighed by how rare it is, each block of pieces brought to length one; and from the scores,
 * calibrated, a probability a label. Which label it then names is a further step: the one whose probability, raised by
 * the label's own lead, is greatest. Leads are set in training so that rare labels are found as well as frequent ones;
 * so a label may be named whose probability is not the greatest.
 *
 * File, version 2, little-endian, every part at a multiple of 8 bytes:
 *   struct fr_model_header
 *   n_labels times struct fr_model_class
 *   names of the labels, each with a NUL behind it, in the order of bytes
 *   which buckets have rows: n_blocks << bits over 32 times struct fr_feature_rows
 *   rows: n_rows times (1 + n_outputs) int16: rarity, then a weight an output
 * n_outputs is n_labels, but 1 for two labels: the second one's score is the first one's turned round. Everything
 * behind the header's checksum is under it (XXH3-64), and every row that a bucket has is there: a file that loads is
 * read without further checks. The file is mapped read-only, so processes share it; it must not be changed in place
 * (fr-train never does: a new model takes the name by rename).
 * Limits: FR_MODEL_LABELS_MAX labels of FR_MODEL_LABEL_MAX bytes, FR_MODEL_FILE_MAX bytes.
 * Threads: a loaded model is read-only; a scorer belongs to one thread.
 */
#ifndef FR_MODEL_MODEL_H
#define FR_MODEL_MODEL_H
#include <stddef.h>
#include <stdint.h>
#include "core/error.h"
#include "model/features.h"

#define FR_MODEL_LABELS_MAX 500
#define FR_MODEL_LABEL_MAX  200
#define FR_MODEL_FILE_MAX   (1u << 30)
#define FR_MODEL_HASH_LEN   32
#define FR_MODEL_TIMES_MAX  255 /* of a piece in a text; it does not weigh more if it stands there more often */

struct fr_model;

/* FR_FATAL: not there, no model, of another version, damaged; err names the file and says what. */
int fr_model_load(const char *path, struct fr_model **ret, struct fr_error *err);
void fr_model_free(struct fr_model *model); /* NULL is fine */

size_t fr_model_n_labels(const struct fr_model *model);
const char *fr_model_label(const struct fr_model *model, size_t label);
/* Share of the label among the posts that the model was trained with. */
double fr_model_prior(const struct fr_model *model, size_t label);

/* What one thread needs to ask a model. */
struct fr_scorer {
	const struct fr_model *model; /* borrowed */
	struct fr_features features;
	double *p; /* of the last text: the probability of each label; they add up to 1 */
	double *scores;
	double norm[FR_BLOCKS]; /* by which the last text's blocks were brought to length one */
	/* private */
	uint8_t *met; /* by row: times so far; 0 between texts */
	float more[FR_MODEL_TIMES_MAX + 1], more_square[FR_MODEL_TIMES_MAX + 1]; /* what the next time adds */
	uint32_t *rows;                                                          /* by item of features */
	float *by_word;
	size_t cap_rows, cap_words;
};
void fr_scorer_init(struct fr_scorer *scorer, const struct fr_model *model);
void fr_scorer_free(struct fr_scorer *scorer);

/* The label that the model names for text[0..len), any bytes; scorer->p has the probabilities. */
size_t fr_score(struct fr_scorer *scorer, const char *text, size_t len);

/* A piece of the last text that spoke for a label. */
struct fr_reason {
	size_t off, len; /* bytes of the text: the words that the piece lies in */
	double weight;   /* what it added to the label's log-odds against the others, about */
};

/*
 * The words of the last text that spoke most for a label, strongest first: at most max of them into ret. Returns how
 * many. What single pieces say is added up a word; the post's shape, which is in no place, is left out.
 */
size_t fr_score_reasons(struct fr_scorer *scorer, size_t label, struct fr_reason *ret, size_t max);

/* ---- writing */

/* A model as training leaves it. All borrowed. */
struct fr_model_draft {
	struct fr_feature_spec spec;
	uint64_t seed;
	uint8_t data_hash[FR_MODEL_HASH_LEN]; /* of what it was trained with */
	size_t n_posts;
	size_t n_labels;          /* at least 2 */
	const char *const *names; /* in the order of bytes, all different, none empty */
	const double *prior;      /* by label */
	const double *bias;       /* by output */
	const double *shift;      /* by label: added to temperature * score before probabilities are made */
	const double *lead;       /* by label: added to the log of its probability when one is named */
	double temperature;
	double block_weight[FR_BLOCKS];
	size_t n_rows;
	const uint32_t *row_at; /* by row: its block << bits | bucket, ascending */
	const float *rarity;    /* by row */
	const float *weights;   /* by row, n_outputs each */
};

struct fr_buf;
void fr_model_put(const struct fr_model_draft *draft, struct fr_buf *out);
#endif
