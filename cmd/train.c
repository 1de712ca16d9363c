/*
 * fr-train: from labelled records to a model for fr-classify --model.
 *
 * Options and wiring. How a model is learned: lib/learn/learn.h. What its file is: lib/model/model.h.
 */
#include "core/stage.h"
#include "learn/corpus.h"
#include "learn/learn.h"
#include "learn/member.h"

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
	if (fr_member_text(rec, t->label, &t->name) != FR_MEMBER_TEXT)
		return fr_reject(err, &fr_fault_label, -1, "no label in the member that --label names");
	return fr_corpus_add(&t->corpus, text, len, t->name.bytes, t->name.len, err);
}

static void tell(struct fr_stage *stage, const struct fr_learned *learned)
{
	struct fr_buf figures = {0};

	fr_buf_adds(&figures, "macro-F1 ");
	fr_json_put_fixed(&figures, learned->macro_f1, 3);
	fr_buf_adds(&figures, ", accuracy ");
	fr_json_put_fixed(&figures, learned->accuracy, 3);
	fr_stage_note(stage, "%zu posts, %zu labels: %s on posts left out (%zu folds)", learned->n_posts,
		      learned->n_labels, fr_buf_str(&figures), learned->n_folds);
	fr_buf_clear(&figures);
	fr_buf_addf(&figures, "%zu pieces of text%s", learned->n_rows, learned->raw ? ", as it was written too" : "");
	for (size_t way = 0; way < FR_SOLVE_WAYS; way++) {
		if (learned->cost[way] == 0)
			continue;
		fr_buf_adds(&figures, way == FR_SOLVE_NB ? ", naive Bayes C=" : ", plain C=");
		fr_json_put_double(&figures, learned->cost[way]);
	}
	fr_stage_note(stage, "%s", fr_buf_str(&figures));
	fr_buf_free(&figures);
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
		tell(stage, &learned);
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
