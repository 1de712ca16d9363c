/*
 * fr-dedupe: posts to cases.
 *
 * Options and wiring. What makes two posts one case: lib/dedupe/cases.h; how cases are kept: lib/dedupe/state.h.
 */
#include <stdlib.h>
#include <string.h>
#include "core/stage.h"
#include "dedupe/cases.h"
#include "dedupe/collapse.h"
#include "dedupe/post.h"
#include "dedupe/state.h"

#define WAIT_SECONDS 60 /* for another run that holds the state */
#define WINDOW_MAX   (3660 * INT64_C(86400))

struct dedupe {
	double threshold; /* --threshold; 0: not given */
	const char *window_text, *state_path, *merge[2], *unmerge[2];
	double wait; /* below 0: not given */
	bool collapse_cases, only_new;
	struct fr_cases *cases;
	struct fr_state *state;
	struct fr_collapse *collapse;
	struct fr_post_reader reader;
	struct fr_buf member;
};

/* "7d", "36h", "90m", "600s" in seconds; 0: nothing of the kind. */
static int64_t read_duration(const char *text)
{
	static const struct {
		char letter;
		int64_t seconds;
	} units[] = {{'s', 1}, {'m', 60}, {'h', 3600}, {'d', 86400}, {'w', 7 * 86400}};
	char *end;
	long long n = strtoll(text, &end, 10);

	if (*text < '0' || *text > '9' || !end[0] || end[1] || n > WINDOW_MAX)
		return 0;
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++)
		if (units[i].letter == *end && n <= WINDOW_MAX / units[i].seconds)
			return n * units[i].seconds;
	return 0;
}

static void tell_wait(void *arg, const char *who)
{
	fr_stage_note(arg, "the state is in use by %s: waiting", who);
}

/* An analyst's word: done and saved, nothing is read. */
static int decide(struct fr_stage *stage, struct dedupe *d, struct fr_error *err)
{
	int rc = d->merge[0] ? fr_cases_merge(d->cases, d->merge[0], d->merge[1], err)
			     : fr_cases_unmerge(d->cases, d->unmerge[0], d->unmerge[1], err);

	if (rc == FR_OK)
		rc = fr_state_save(d->state, d->cases, err);
	if (rc != FR_OK)
		return rc;
	if (d->merge[0])
		fr_stage_note(stage, "posts of %s belong to %s from now on", d->merge[1], d->merge[0]);
	else
		fr_stage_note(stage, "%s is no part of %s any more", d->unmerge[1], d->unmerge[0]);
	return FR_STOP;
}

static int check_options(const struct dedupe *d, int64_t window, struct fr_error *err)
{
	char quoted[FR_QUOTE_MAX];

	if (d->window_text && !window)
		return fr_fail(err, FR_FATAL, "option --window: %s is not a duration such as 7d, 36h or 90m",
			       fr_quote(quoted, d->window_text, strlen(d->window_text)));
	if ((d->merge[0] || d->unmerge[0]) && !d->state_path)
		return fr_fail(err, FR_FATAL, "--merge and --unmerge are for a --state");
	if (d->merge[0] && d->unmerge[0])
		return fr_fail(err, FR_FATAL, "--merge or --unmerge, one at a time");
	return FR_OK;
}

static int dedupe_begin(struct fr_stage *stage, void *state, struct fr_error *err)
{
	struct dedupe *d = state;
	int64_t window = d->window_text ? read_duration(d->window_text) : 0;
	struct fr_cases_options options = {d->threshold, window};
	const struct fr_state_options with = {&options, d->wait ? d->wait : WAIT_SECONDS, tell_wait, stage};
	int rc = check_options(d, window, err);

	if (rc != FR_OK)
		return rc;
	fr_post_reader_init(&d->reader);
	if (d->collapse_cases)
		d->collapse = fr_collapse_new();
	if (d->state_path) {
		rc = fr_state_open(d->state_path, &with, &d->state, &d->cases, err);
		return rc == FR_OK && (d->merge[0] || d->unmerge[0]) ? decide(stage, d, err) : rc;
	}
	options.threshold = d->threshold > 0 ? d->threshold : FR_CASE_THRESHOLD;
	options.window = window ? window : FR_CASE_WINDOW;
	d->cases = fr_cases_new(&options);
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
	if (d->collapse) {
		fr_collapse_take(d->collapse, rec, &post, &verdict);
		return FR_OK;
	}
	if (d->only_new && verdict.to.why == FR_WHY_SAME_POST)
		return FR_OK;
	fr_buf_clear(&d->member);
	fr_buf_addc(&d->member, '{');
	fr_post_put_case(&d->member, &verdict);
	fr_buf_addc(&d->member, '}');
	fr_record_set_raw(rec, "case", d->member.bytes, d->member.len);
	return fr_emit(stage, rec);
}

static int emit(void *stage, struct fr_record *rec)
{
	return fr_emit(stage, rec);
}

static int dedupe_end(struct fr_stage *stage, void *state, struct fr_error *err)
{
	struct dedupe *d = state;

	return d->collapse ? fr_collapse_end(d->collapse, d->state, d->cases, d->only_new, emit, stage, err) : FR_OK;
}

static int dedupe_commit(struct fr_stage *stage, void *state, struct fr_error *err)
{
	struct dedupe *d = state;

	(void)stage;
	return d->state ? fr_state_save(d->state, d->cases, err) : FR_OK;
}

static void dedupe_free(void *state)
{
	struct dedupe *d = state;

	fr_collapse_free(d->collapse);
	fr_cases_free(d->cases);
	fr_state_close(d->state);
	fr_post_reader_free(&d->reader);
	fr_buf_free(&d->member);
}

static const struct fr_option options[] = {
	FR_OPT_NUMBER('t', "threshold", struct dedupe, threshold, "S", "0.1..1",
		      "least likeness of a near copy; 1: exact copies only (0.5)"),
	FR_OPT_STRING(0, "window", struct dedupe, window_text, "TIME",
		      "cases end when nothing has come for so long: 7d, 36h (7d)"),
	FR_OPT_FILE(0, "state", struct dedupe, state_path, "FILE", "go on from what earlier runs have seen"),
	FR_OPT_NUMBER(0, "wait", struct dedupe, wait, "SECONDS", "0.001..86400",
		      "how long to wait for another run that has the state (60)"),
	FR_OPT_FLAG(0, "collapse", struct dedupe, collapse_cases,
		    "one record a case, with its posts counted and listed"),
	FR_OPT_FLAG(0, "only-new", struct dedupe, only_new,
		    "leave out posts, with --collapse cases, that earlier runs have seen"),
	FR_OPT_PAIR("merge", struct dedupe, merge, "A B", "record in the state that case B is part of case A, and end"),
	FR_OPT_PAIR("unmerge", struct dedupe, unmerge, "CASE ID",
		    "record that the post ID is no part of the case, and end"),
	FR_OPT_END};

const struct fr_tool fr_tool_dedupe = {
	.name = "dedupe",
	.member = "case",
	.usage = "[--state FILE] [--window TIME] [--threshold S] [--collapse] [FILE ...]",
	.summary = "posts to cases: mark copies and near copies of a post",
	.options = options,
	.state_size = sizeof(struct dedupe),
	.begin = dedupe_begin,
	.record = dedupe_record,
	.end = dedupe_end,
	.commit = dedupe_commit,
	.free = dedupe_free,
};
