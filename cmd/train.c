/*
 * fr-train: from labelled records to a model for fr-classify --model.
 *
 * Options and wiring. How a model is learned: lib/learn/learn.h. What its file is: lib/model/model.h.
 */
#include <string.h>
#include "core/stage.h"
#include "learn/corpus.h"
#include "learn/learn.h"
#include "learn/member.h"
#include "text/width.h"

#define LABELS_TOLD 50
#define FEW_POSTS   20 /* of a label; below, chance says more than the figure */

struct train {
	const char *label; /* --label; NULL: not given */
	uint64_t seed;
	struct fr_corpus corpus;
	struct fr_buf name; /* of the label, reused from record to record */
};

static int train_begin(struct fr_stage *stage, void *state, struct fr_error *err)
{
	struct train *t = state;

	if (fr_stage_output_is_terminal(stage))
		return fr_fail(err, FR_FATAL, "a model is no text for a terminal: name its file with -o FILE");
	if (!t->label)
		t->label = "label";
	fr_corpus_init(&t->corpus, &fr_learn_spec);
	return FR_OK;
}

static int train_record(struct fr_stage *stage, void *state, struct fr_record *rec, struct fr_error *err)
{
	struct train *t = state;
	const char *text;
	size_t len;
	int rc = fr_record_get_string(rec, "text", &text, &len, err);

	(void)stage;
	if (rc != FR_OK)
		return rc;
	if (!text)
		return fr_reject(err, &fr_fault_label, -1, "no text to learn from");
	switch (fr_member_text(rec, t->label, &t->name)) {
	case FR_MEMBER_TEXT:
		break;
	case FR_MEMBER_OTHER:
		return fr_reject(err, &fr_fault_label, -1, "the label in '%s' is a list or object", t->label);
	default:
		return fr_reject(err, &fr_fault_label, -1, "no label in '%s' (--label names the member)", t->label);
	}
	return fr_corpus_add(&t->corpus, text, len, t->name.bytes, t->name.len, err);
}

static void put_share(struct fr_buf *out, const char *what, double d)
{
	fr_buf_addf(out, "%s %.3f", what, d);
}

/* A line a label, so that a label that is not found is not hidden behind the mean. */
static void tell_labels(struct fr_stage *stage, const struct fr_corpus *corpus, const struct fr_learned *learned)
{
	struct fr_buf line = {0};

	for (size_t k = 0; k < learned->n_labels && k < LABELS_TOLD; k++) {
		const struct fr_class_counts *c = &learned->counts[k];

		fr_buf_clear(&line);
		fr_text_put_visible(&line, corpus->names[k], strlen(corpus->names[k]));
		fr_buf_addf(&line, ": %zu %s,", c->gold, c->gold == 1 ? "post" : "posts");
		put_share(&line, " precision", fr_precision(c));
		put_share(&line, ", recall", fr_recall(c));
		put_share(&line, ", F1", fr_f1(c));
		if (c->gold < FEW_POSTS)
			fr_buf_adds(&line, " (too few to learn or to judge by)");
		fr_stage_note(stage, "  %s", fr_buf_str(&line));
	}
	if (learned->n_labels > LABELS_TOLD)
		fr_stage_note(stage, "  and %zu labels more", learned->n_labels - LABELS_TOLD);
	fr_buf_free(&line);
}

static void tell(struct fr_stage *stage, const struct fr_corpus *corpus, const struct fr_learned *learned)
{
	size_t disputed = fr_corpus_n_disputed(corpus);
	struct fr_buf line = {0};

	put_share(&line, "macro-F1", learned->macro_f1);
	put_share(&line, ", accuracy", learned->accuracy);
	fr_stage_note(stage, "%zu posts, %zu labels: %s on posts left out (%zu folds)", learned->n_posts,
		      learned->n_labels, fr_buf_str(&line), learned->n_folds);
	tell_labels(stage, corpus, learned);
	if (disputed)
		fr_stage_note(stage, "%zu %s of one with another label: look which is right", disputed,
			      disputed == 1 ? "post is a copy" : "posts are copies");
	fr_buf_clear(&line);
	fr_buf_addf(&line, "%zu pieces of text%s", learned->n_rows, learned->raw ? ", as it was written too" : "");
	for (size_t way = 0; way < FR_SOLVE_WAYS; way++) {
		fr_buf_adds(&line, way == FR_SOLVE_NB ? ", naive Bayes C=" : ", plain C=");
		fr_json_put_double(&line, learned->cost[way]);
	}
	fr_stage_note(stage, "%s", fr_buf_str(&line));
	fr_buf_free(&line);
}

static int train_end(struct fr_stage *stage, void *state, struct fr_error *err)
{
	struct train *t = state;
	struct fr_learned learned;
	struct fr_buf model = {0};
	int rc = fr_corpus_finish(&t->corpus, err);

	if (rc != FR_OK)
		return rc;
	fr_learn(&t->corpus, t->seed, &model, &learned);
	rc = fr_write(stage, model.bytes, model.len);
	if (rc == FR_OK)
		tell(stage, &t->corpus, &learned);
	fr_learned_free(&learned);
	fr_buf_free(&model);
	return rc;
}

static void train_free(void *state)
{
	struct train *t = state;

	fr_corpus_free(&t->corpus);
	fr_buf_free(&t->name);
}

static const struct fr_option options[] = {
	FR_OPT_STRING('l', "label", struct train, label, "PATH", "member that holds the label (default: label)"),
	FR_OPT_COUNT('s', "seed", struct train, seed, "N", "for what is drawn by lot (default: 0)"),
	FR_OPT_END,
};

const struct fr_tool fr_tool_train = {
	.name = "train",
	.usage = "[--label PATH] [--seed N] -o MODEL [FILE ...]",
	.summary = "learn a model from labelled records",
	.options = options,
	.state_size = sizeof(struct train),
	.begin = train_begin,
	.record = train_record,
	.end = train_end,
	.free = train_free,
	.sink = true,
};
