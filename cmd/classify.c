/*
 * fr-classify: say of each post what it is, how urgent, under which law, and by which words.
 *
 * Options and wiring. What a category is and how evidence is weighed: lib/classify. What a model says of a text:
 * lib/model.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "classify/classify.h"
#include "core/stage.h"
#include "model/model.h"

#define PACK_MODEL "class.model" /* in the pack's folder */

struct classify {
	const char *pack;         /* --pack; borrowed from the command line */
	struct fr_strlist rules;  /* --rules */
	const char *model_path;   /* --model; borrowed */
	bool model_only;          /* --model-only */
	bool rules_only;          /* --rules-only */
	bool explain;             /* --explain */
	struct fr_classifier *cl; /* owned, from begin to free */
	struct fr_model *model;   /* owned; NULL: none */
	struct fr_scorer scorer;
	struct fr_buf json, handle; /* reused from record to record */
};

/* The classifier is told the model's labels; of use beside the rules only if the pack knows one of them. */
static int introduce_model(struct classify *c, const char *path, struct fr_error *err)
{
	size_t n = fr_model_n_labels(c->model), known;
	const char **names = fr_xcalloc(n, sizeof(*names));
	double *priors = fr_xcalloc(n, sizeof(*priors));

	for (size_t k = 0; k < n; k++) {
		names[k] = fr_model_label(c->model, k);
		priors[k] = fr_model_prior(c->model, k);
	}
	known = fr_classifier_expect(c->cl, names, priors, n);
	free(names);
	free(priors);
	if (known == 0 && !c->model_only)
		return fr_fail(err, FR_FATAL, "%s: none of its labels is a category of the pack; see --model-only",
			       path);
	fr_scorer_init(&c->scorer, c->model);
	return FR_OK;
}

/* The one that is named, else that of the pack, if it has one. */
static int load_model(struct classify *c, const char *folder, struct fr_error *err)
{
	char *own = fr_xasprintf("%s/" PACK_MODEL, folder);
	const char *path = c->model_path ? c->model_path : !c->rules_only && access(own, F_OK) == 0 ? own : NULL;
	int rc = FR_OK;

	if (c->model_only && !path)
		rc = fr_fail(err, FR_FATAL, "--model-only needs a model: give one with --model FILE");
	else if (path)
		rc = fr_model_load(path, &c->model, err);
	if (rc == FR_OK && c->model)
		rc = introduce_model(c, path, err);
	free(own);
	return rc;
}

static int classify_begin(struct fr_stage *stage, void *state, struct fr_error *err)
{
	struct classify *c = state;
	char *folder;
	int rc;

	if (c->explain && !fr_stage_is_last(stage))
		return fr_fail(err, FR_FATAL, "--explain writes for people, no records: it can only be the last stage");
	if (c->rules_only && (c->model_path || c->model_only))
		return fr_fail(err, FR_FATAL, "--rules-only goes with no model");
	rc = fr_stage_pack(stage, c->pack, &folder, err);
	if (rc != FR_OK)
		return rc;
	rc = fr_classifier_load(folder, &c->rules, &c->cl, err);
	if (rc == FR_OK)
		rc = load_model(c, folder, err);
	free(folder);
	return rc;
}

/* The author's handle, decoded into buf; left out if there is none. */
static void get_handle(const struct fr_record *rec, struct fr_buf *buf, struct fr_post *post)
{
	struct fr_json_span author, handle;

	if (!fr_record_find(rec, "author", &author) || author.type != FR_JSON_OBJECT ||
	    !fr_json_member(&author, "handle", &handle) || handle.type != FR_JSON_STRING)
		return;
	fr_buf_clear(buf);
	fr_json_unescape(buf, &handle);
	post->handle = fr_buf_str(buf);
	post->handle_len = buf->len;
}

/*
 * What the model says of the post. False: there is no text to go by, and the model is not asked. One that decides alone
 * is asked of marks without words too, for its labels are all that there are.
 */
static bool ask_model(struct classify *c, const struct fr_post *post, struct fr_opinion *ret)
{
	struct fr_reason reasons[FR_OPINION_WORDS_MAX];

	if (!c->model || post->text_len == 0)
		return false;
	ret->label = fr_score(&c->scorer, post->text, post->text_len);
	ret->p = c->scorer.p;
	ret->folded = &c->scorer.features.folded;
	ret->n_words = fr_score_reasons(&c->scorer, ret->label, reasons, FR_OPINION_WORDS_MAX);
	for (size_t i = 0; i < ret->n_words; i++)
		ret->words[i] = (struct fr_opinion_words){reasons[i].off, reasons[i].len, reasons[i].weight};
	return c->model_only || c->scorer.features.folded.n_words > 0;
}

static int explain(struct fr_stage *stage, struct classify *c, struct fr_record *rec, const struct fr_post *post,
		   const struct fr_verdict *verdict, struct fr_error *err)
{
	const char *id;
	size_t id_len;
	int rc = fr_record_get_string(rec, "id", &id, &id_len, err);

	if (rc != FR_OK)
		return rc;
	fr_buf_clear(&c->json);
	fr_verdict_explain(verdict, post, id, id_len, fr_stage_output_colour(stage), &c->json);
	return fr_write(stage, c->json.bytes, c->json.len);
}

static int classify_record(struct fr_stage *stage, void *state, struct fr_record *rec, struct fr_error *err)
{
	struct classify *c = state;
	struct fr_verdict verdict;
	struct fr_post post = {0};
	struct fr_opinion opinion;
	const char *time = NULL;
	size_t time_len = 0;
	int rc;

	rc = fr_record_get_string(rec, "text", &post.text, &post.text_len, err);
	if (rc == FR_OK)
		rc = fr_record_get_string(rec, "platform", &post.platform, &post.platform_len, err);
	if (rc == FR_OK)
		rc = fr_record_get_string(rec, "kind", &post.kind, &post.kind_len, err);
	if (rc == FR_OK)
		rc = fr_record_get_string(rec, "time", &time, &time_len, err);
	if (rc != FR_OK)
		return rc;
	post.posted_at = time ? fr_time_of_record(time, time_len) : FR_TIME_NONE;
	get_handle(rec, &c->handle, &post);
	if (ask_model(c, &post, &opinion))
		post.opinion = &opinion;
	if (c->model_only && post.opinion)
		fr_classify_by_opinion(c->cl, &post, &verdict);
	else
		fr_classify(c->cl, &post, &verdict);
	if (c->explain)
		return explain(stage, c, rec, &post, &verdict, err);
	fr_buf_clear(&c->json);
	fr_verdict_put(&verdict, &post, &c->json);
	fr_record_set_raw(rec, "class", c->json.bytes, c->json.len);
	return fr_emit(stage, rec);
}

static void classify_free(void *state)
{
	struct classify *c = state;

	fr_classifier_free(c->cl);
	fr_scorer_free(&c->scorer);
	fr_model_free(c->model);
	fr_strlist_free(&c->rules);
	fr_buf_free(&c->json);
	fr_buf_free(&c->handle);
}

static const struct fr_option options[] = {
	FR_OPT_STRING('p', "pack", struct classify, pack, "PACK", "pack to use, a name or a folder"),
	FR_OPT_LIST('r', "rules", struct classify, rules, "FILE", "further terms, a table like the pack's terms.tsv"),
	FR_OPT_FILE('m', "model", struct classify, model_path, "FILE",
		    "a model of fr-train, weighed with the rules, in place of the pack's"),
	FR_OPT_FLAG(0, "model-only", struct classify, model_only, "the model alone decides: its label is the category"),
	FR_OPT_FLAG(0, "rules-only", struct classify, rules_only, "leave the pack's model out: the rules alone decide"),
	FR_OPT_FLAG(0, "explain", struct classify, explain,
		    "write no records, but for people each post with the words that decided and their weights"),
	FR_OPT_END,
};

const struct fr_tool fr_tool_classify = {
	.name = "classify",
	.member = "class",
	.usage = "[--pack PACK] [--rules FILE]... [--model FILE [--model-only]] [--explain] [FILE ...]",
	.summary = "say what each post is, how urgent, under which law, and why",
	.options = options,
	.state_size = sizeof(struct classify),
	.begin = classify_begin,
	.record = classify_record,
	.free = classify_free,
};
