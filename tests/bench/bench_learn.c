/*
 * bench_learn: what the bench of learning needs besides the tools, over labelled records.
 *
 *   bench_learn -l PATH --folds N --folder DIR FILE ...   records into DIR/train.K and DIR/test.K, K from 0: each is in
 *                                                         one test and in the other trainings; copies stay together
 *   bench_learn --model MODEL FILE ...                    asks the model of all texts for a second or more, in memory:
 *                                                         prints posts a second
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "core/stage.h"
#include "learn/corpus.h"
#include "learn/member.h"
#include "model/model.h"

#define FOLDS_MAX 20
#define SEED      77u

struct post {
	const char *line, *text; /* of the arena */
	size_t line_len, text_len;
};

struct bench {
	const char *label, *folder, *model;
	double folds;
	struct fr_corpus corpus;
	struct fr_arena arena;
	struct post *posts;
	size_t n, cap;
	struct fr_buf name, line;
};

static int begin(struct fr_stage *stage, void *state, struct fr_error *err)
{
	static const struct fr_feature_spec spec = {.bits = 8, .words = 1};
	struct bench *b = state;

	(void)stage;
	if (!b->model && (!b->folder || !(b->folds >= 2)))
		return fr_fail(err, FR_FATAL, "give --model MODEL, or --folds N and --folder DIR");
	fr_corpus_init(&b->corpus, &spec);
	return FR_OK;
}

static int record(struct fr_stage *stage, void *state, struct fr_record *rec, struct fr_error *err)
{
	struct bench *b = state;
	struct post post;
	const char *text;
	int rc = fr_record_get_string(rec, "text", &text, &post.text_len, err);

	(void)stage;
	if (rc != FR_OK || !text)
		return rc;
	if (!b->model) {
		if (fr_member_text(rec, b->label ? b->label : "label", &b->name) != FR_MEMBER_TEXT)
			return FR_OK;
		rc = fr_corpus_add(&b->corpus, text, post.text_len, b->name.bytes, b->name.len, err);
	}
	post.text = fr_arena_dup(&b->arena, text, post.text_len);
	fr_buf_clear(&b->line);
	fr_record_render(rec, &b->line);
	post.line = fr_arena_dup(&b->arena, b->line.bytes, b->line.len);
	post.line_len = b->line.len;
	b->posts = fr_grow(b->posts, b->n, &b->cap, sizeof *b->posts);
	b->posts[b->n++] = post;
	return rc;
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int ask(struct fr_stage *stage, struct bench *b, struct fr_error *err)
{
	struct fr_model *model;
	struct fr_scorer scorer;
	struct fr_buf out = {0};
	double began, spent;
	size_t asked = 0, named = 0;
	int rc = fr_model_load(b->model, &model, err);

	if (rc != FR_OK)
		return rc;
	fr_scorer_init(&scorer, model);
	for (size_t i = 0; i < b->n; i++) /* so that all pages are there */
		named += fr_score(&scorer, b->posts[i].text, b->posts[i].text_len);
	began = now();
	do {
		for (size_t i = 0; i < b->n; i++)
			named += fr_score(&scorer, b->posts[i].text, b->posts[i].text_len);
		asked += b->n;
		spent = now() - began;
	} while (b->n && spent < 1);
	fr_buf_addf(&out, "%.0f\n", named == (size_t)-1 ? 0 : (double)asked / spent);
	rc = fr_write(stage, out.bytes, out.len);
	fr_buf_free(&out);
	fr_scorer_free(&scorer);
	fr_model_free(model);
	return rc;
}

static int part(struct bench *b, struct fr_error *err)
{
	size_t folds = (size_t)b->folds;
	int rc = fr_corpus_finish(&b->corpus, err);

	for (size_t k = 0; rc == FR_OK && k < folds && k < FOLDS_MAX; k++) {
		FILE *to[2];
		char path[2][4096];

		for (int side = 0; side < 2; side++) {
			snprintf(path[side], sizeof path[side], "%s/%s.%zu", b->folder, side ? "test" : "train", k);
			to[side] = fopen(path[side], "w");
		}
		for (size_t i = 0; to[0] && to[1] && i < b->n; i++) {
			uint64_t lot = (b->corpus.group[i] ^ SEED) * 0x9E3779B97F4A7C15u >> 32;

			fwrite(b->posts[i].line, 1, b->posts[i].line_len, to[lot % folds == k]);
			putc('\n', to[lot % folds == k]);
		}
		if (!to[0] || !to[1] || fclose(to[0]) || fclose(to[1]))
			return fr_fail(err, FR_FATAL, "%s: can't be written", path[0]);
	}
	return rc;
}

static int end(struct fr_stage *stage, void *state, struct fr_error *err)
{
	struct bench *b = state;

	return b->model ? ask(stage, b, err) : part(b, err);
}

static void release(void *state)
{
	struct bench *b = state;

	fr_corpus_free(&b->corpus);
	fr_arena_free(&b->arena);
	fr_buf_free(&b->name);
	fr_buf_free(&b->line);
	free(b->posts);
}

static const struct fr_option options[] = {
	FR_OPT_STRING('l', "label", struct bench, label, "PATH", "member that holds the label"),
	FR_OPT_STRING(0, "folder", struct bench, folder, "DIR", "where folds are written"),
	FR_OPT_NUMBER(0, "folds", struct bench, folds, "N", "2..20", "number of folds"),
	FR_OPT_STRING('m', "model", struct bench, model, "MODEL", "model to ask"),
	FR_OPT_END,
};

static const struct fr_tool tool = {
	.name = "bench_learn",
	.usage = "[-l PATH] [--folds N --folder DIR | --model MODEL] [FILE ...]",
	.summary = "folds of labelled records, or the speed of a model",
	.options = options,
	.state_size = sizeof(struct bench),
	.begin = begin,
	.record = record,
	.end = end,
	.free = release,
	.sink = true,
};

int main(int argc, char **argv)
{
	return fr_tool_main(&tool, argc, argv);
}
