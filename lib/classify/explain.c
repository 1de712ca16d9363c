/*
 * A verdict for people: the post with the words that decided marked in it, and a table of what each of them weighed.
 */
#include <stdlib.h>
#include <string.h>
#include "classify/classify.h"
#include "core/json.h"
#include "text/width.h"

#define CATEGORY_COLUMNS 22
#define RULE_COLUMNS     30
#define WORDS_COLUMNS    60

#define MARK_ON   "\033[1;33m"
#define MARK_OFF  "\033[0m"
#define OPEN_MARK "«"
#define END_MARK  "»"

struct range {
	size_t start, end;
};

static int by_start(const void *a, const void *b)
{
	const struct range *x = a, *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return x->end < y->end ? -1 : x->end > y->end;
}

/* The bytes of the evidence, overlapping pieces joined, in the order of the text. */
static size_t marked_ranges(const struct fr_verdict *v, struct range ranges[FR_CLASSIFY_EVIDENCE_MAX])
{
	size_t n = 0;

	for (size_t i = 0; i < v->n_evidence; i++)
		ranges[i] = (struct range){v->evidence[i].start, v->evidence[i].start + v->evidence[i].len};
	qsort(ranges, v->n_evidence, sizeof *ranges, by_start);
	for (size_t i = 0; i < v->n_evidence; i++) {
		if (ranges[i].start == ranges[i].end)
			continue;
		if (n && ranges[i].start <= ranges[n - 1].end) {
			if (ranges[i].end > ranges[n - 1].end)
				ranges[n - 1].end = ranges[i].end;
		} else {
			ranges[n++] = ranges[i];
		}
	}
	return n;
}

static void put_marked_text(const struct fr_verdict *v, const struct fr_post *post, bool colour, struct fr_buf *out)
{
	struct range ranges[FR_CLASSIFY_EVIDENCE_MAX];
	size_t n = marked_ranges(v, ranges), pos = 0;

	fr_buf_adds(out, "  ");
	for (size_t i = 0; i < n; i++) {
		fr_text_put_visible(out, post->text + pos, ranges[i].start - pos);
		fr_buf_adds(out, colour ? MARK_ON : OPEN_MARK);
		fr_text_put_visible(out, post->text + ranges[i].start, ranges[i].end - ranges[i].start);
		fr_buf_adds(out, colour ? MARK_OFF : END_MARK);
		pos = ranges[i].end;
	}
	if (post->text_len > pos)
		fr_text_put_visible(out, post->text + pos, post->text_len - pos);
	fr_buf_addc(out, '\n');
}

static void put_decision(const struct fr_verdict *v, const char *id, size_t id_len, struct fr_buf *out)
{
	fr_text_put_visible(out, id_len ? id : "-", id_len ? id_len : 1);
	fr_buf_addf(out, "  %s  P%d  score ", v->category, v->priority);
	fr_json_put_fixed(out, v->score, 3);
	fr_buf_adds(out, v->actionable ? "" : "  no case");
	if (v->reason)
		fr_buf_addf(out, ": %s", v->reason);
	for (size_t i = 0; i < v->n_marks; i++)
		fr_buf_addf(out, "%s%s", i ? ", " : "  marks: ", v->marks[i]);
	fr_buf_addc(out, '\n');
}

static void put_evidence(const struct fr_evidence *e, const struct fr_post *post, struct fr_buf *out)
{
	struct fr_buf cell = {0};

	fr_buf_adds(out, e->weight < 0 ? "  " : "  +");
	fr_json_put_fixed(&cell, e->weight, 2);
	fr_width_put(out, cell.bytes, cell.len, e->weight < 0 ? 7 : 6, 1);
	fr_width_put(out, e->category, strlen(e->category), CATEGORY_COLUMNS, 1);
	fr_buf_addc(out, ' ');
	fr_width_put(out, e->rule, strlen(e->rule), RULE_COLUMNS, 1);
	fr_buf_addc(out, ' ');
	fr_buf_clear(&cell);
	fr_text_put_visible(&cell, post->text + e->start, e->len);
	fr_width_put(out, fr_buf_str(&cell), cell.len, WORDS_COLUMNS, 0);
	fr_buf_addc(out, '\n');
	fr_buf_free(&cell);
}

void fr_verdict_explain(const struct fr_verdict *v, const struct fr_post *post, const char *id, size_t id_len,
			bool colour, struct fr_buf *out)
{
	put_decision(v, id, id_len, out);
	if (post->text_len)
		put_marked_text(v, post, colour, out);
	for (size_t i = 0; i < v->n_evidence; i++)
		put_evidence(&v->evidence[i], post, out);
	for (size_t i = 0; i < v->n_labels; i++) {
		fr_buf_addf(out, "%s%s ", i ? ", " : "  could be: ", v->labels[i].category);
		fr_json_put_fixed(out, v->labels[i].score, 3);
	}
	fr_buf_adds(out, v->n_labels ? "\n\n" : "\n");
}
