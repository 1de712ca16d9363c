/*
 * fr-eval: how well predictions agree with labels, and whether a change made them better.
 *
 * Options and wiring. How label and prediction meet: lib/learn/trial.h. What the figures are: lib/learn/measure.h.
 */
#include <string.h>
#include "core/stage.h"
#include "learn/measure.h"
#include "learn/tell.h"
#include "learn/trial.h"

#define WORST 10

struct eval {
	const char *label, *predicted, *score; /* NULL: not given */
	bool pairs, compare;
	int format;
	double worst; /* 0: not given */
	struct fr_trial trial;
};

/* Where the stage that makes the prediction says how sure it is; NULL: it does not. */
static const char *score_of(const char *predicted)
{
	static const char *const known[][2] = {
		{"class.category", "class.score"},
		{"class.lang", "class.lang_score"},
		{"route.district", "route.confidence"},
		{"route.station", "route.confidence"},
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (strcmp(predicted, known[i][0]) == 0)
			return known[i][1];
	return NULL;
}

static int eval_begin(struct fr_stage *stage, void *state, struct fr_error *err)
{
	struct eval *e = state;

	(void)stage;
	if (e->pairs && e->compare)
		return fr_fail(err, FR_FATAL, "--pairs and --compare don't go together");
	if (!e->predicted)
		e->predicted = e->pairs ? "case.id" : "class.category";
	fr_trial_init(&e->trial, e->label ? e->label : "label", e->predicted,
		      e->score ? e->score : score_of(e->predicted), e->compare);
	return FR_OK;
}

static int eval_record(struct fr_stage *stage, void *state, struct fr_record *rec, struct fr_error *err)
{
	(void)stage;
	return fr_trial_add(&((struct eval *)state)->trial, rec, err);
}

static void compare(const struct eval *e, const struct fr_tell *how, struct fr_buf *out)
{
	struct fr_figures figures[2];
	struct fr_difference difference;

	fr_measure(&e->trial, 0, 0, &figures[0]);
	fr_measure(&e->trial, 1, 0, &figures[1]);
	fr_compare(&e->trial, &difference);
	fr_tell_difference(how, &e->trial, figures, &difference, out);
	fr_figures_free(&figures[0]);
	fr_figures_free(&figures[1]);
}

static void measure(const struct eval *e, const struct fr_tell *how, struct fr_buf *out)
{
	struct fr_figures figures;

	fr_measure(&e->trial, 0, e->worst > 0 ? (size_t)e->worst : WORST, &figures);
	fr_tell_figures(how, &e->trial, &figures, out);
	fr_figures_free(&figures);
}

static int eval_end(struct fr_stage *stage, void *state, struct fr_error *err)
{
	struct eval *e = state;
	struct fr_tell how = {(enum fr_tell_format)e->format, (size_t)fr_stage_output_columns(stage)};
	struct fr_pair_figures pairs;
	struct fr_buf out = {0};
	int rc = fr_trial_finish(&e->trial, err);

	if (rc != FR_OK)
		return rc;
	if (e->compare) {
		compare(e, &how, &out);
	} else if (e->pairs) {
		fr_measure_pairs(&e->trial, &pairs);
		fr_tell_pairs(&how, &e->trial, &pairs, &out);
	} else {
		measure(e, &how, &out);
	}
	rc = fr_write(stage, out.bytes, out.len);
	fr_buf_free(&out);
	return rc;
}

static void eval_free(void *state)
{
	fr_trial_free(&((struct eval *)state)->trial);
}

static const struct fr_option options[] = {
	FR_OPT_STRING('l', "label", struct eval, label, "PATH", "member that holds the label (default: label)"),
	FR_OPT_STRING('p', "predicted", struct eval, predicted, "PATH",
		      "member that holds the prediction (default: class.category; with --pairs case.id)"),
	FR_OPT_STRING('s', "score", struct eval, score, "PATH",
		      "member that holds the prediction's probability (default: the one beside the prediction)"),
	FR_OPT_FLAG(0, "pairs", struct eval, pairs, "labels and predictions are groups: score the pairs in them"),
	FR_OPT_FLAG(0, "compare", struct eval, compare, "two files of predictions: tell if the second is better"),
	FR_OPT_CHOICE('f', "format", struct eval, format, "FORMAT", FR_TELL_FORMATS, "how to write it (default: text)"),
	FR_OPT_NUMBER('w', "worst", struct eval, worst, "N", "1..1000", "wrong records to show (default: 10)"),
	FR_OPT_END,
};

const struct fr_tool fr_tool_eval = {
	.name = "eval",
	.usage = "[--label PATH] [--predicted PATH] [--pairs | --compare] [GOLD [PREDICTED]]",
	.summary = "score predictions against labels",
	.options = options,
	.state_size = sizeof(struct eval),
	.begin = eval_begin,
	.record = eval_record,
	.end = eval_end,
	.free = eval_free,
	.sink = true,
};
