/*
 * fr-dedupe: posts to cases.
 *
 * Options and wiring. What makes two posts one case: lib/dedupe/cases.h.
 */
#include "core/stage.h"
#include "dedupe/cases.h"
#include "dedupe/post.h"

struct dedupe {
	double threshold; /* --threshold; 0: not given */
	struct fr_cases *cases;
	struct fr_post_reader reader;
	struct fr_buf member;
};

static int dedupe_begin(struct fr_stage *stage, void *state, struct fr_error *err)
{
	struct dedupe *d = state;

	const struct fr_cases_options options = {d->threshold > 0 ? d->threshold : FR_CASE_THRESHOLD, FR_CASE_WINDOW};

	(void)stage;
	(void)err;
	d->cases = fr_cases_new(&options);
	fr_post_reader_init(&d->reader);
	return FR_OK;
}

static int dedupe_record(struct fr_stage *stage, void *state, struct fr_record *rec, struct fr_error *err)
{
	struct dedupe *d = state;
	struct fr_case_post post;
	struct fr_case_verdict verdict;
	int rc = fr_dedupe_post_read(&d->reader, rec, &post, err);

	if (rc != FR_OK)
		return rc;
	fr_cases_place(d->cases, &post, &verdict);
	fr_buf_clear(&d->member);
	fr_buf_addc(&d->member, '{');
	fr_post_put_case(&d->member, &verdict);
	fr_buf_addc(&d->member, '}');
	fr_record_set_raw(rec, "case", d->member.bytes, d->member.len);
	return fr_emit(stage, rec);
}

static void dedupe_free(void *state)
{
	struct dedupe *d = state;

	fr_cases_free(d->cases);
	fr_post_reader_free(&d->reader);
	fr_buf_free(&d->member);
}

static const struct fr_option options[] = {FR_OPT_NUMBER('t', "threshold", struct dedupe, threshold, "S", "0.1..1",
							 "least likeness of a near copy; 1: exact copies only (0.5)"),
					   FR_OPT_END};

const struct fr_tool fr_tool_dedupe = {
	.name = "dedupe",
	.member = "case",
	.usage = "[--threshold S] [FILE ...]",
	.summary = "posts to cases: mark copies and near copies of a post",
	.options = options,
	.state_size = sizeof(struct dedupe),
	.begin = dedupe_begin,
	.record = dedupe_record,
	.free = dedupe_free,
};
