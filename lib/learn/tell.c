/* Figures as JSON: one object, or an object a line. */
#include "learn/tell.h"
#include <math.h>
#include <string.h>
#include "core/json.h"
#include "learn/tell_priv.h"

#define DIGITS 4

static void put_interval(struct fr_buf *out, const char *name, const struct fr_interval *in)
{
	fr_json_put_name(out, name);
	fr_buf_addc(out, '[');
	fr_json_put_fixed(out, in->low, DIGITS);
	fr_buf_addc(out, ',');
	fr_json_put_fixed(out, in->high, DIGITS);
	fr_buf_addc(out, ']');
}

static void put_size(struct fr_buf *out, const char *name, uint64_t n)
{
	fr_json_member_int(out, name, (int64_t)n);
}

static void put_share(struct fr_buf *out, const char *name, double d)
{
	fr_json_member_fixed(out, name, d, DIGITS);
}

static void put_label(struct fr_buf *out, const char *name, const struct fr_trial *t, uint32_t label)
{
	if (label != FR_TRIAL_NONE) {
		fr_json_member_string(out, name, t->names.items[label].bytes, t->names.items[label].len);
		return;
	}
	fr_json_put_name(out, name);
	fr_buf_adds(out, "null");
}

static void put_summary(const struct fr_trial *t, const struct fr_figures *f, struct fr_buf *out)
{
	put_size(out, "records", f->n);
	put_size(out, "right", f->n_right);
	put_size(out, "without_prediction", f->n_none);
	put_size(out, "without_label", t->n_unlabelled);
	put_share(out, "accuracy", f->accuracy);
	put_interval(out, "accuracy_95", &f->accuracy_in);
	put_share(out, "macro_f1", f->macro_f1);
	put_interval(out, "macro_f1_95", &f->macro_f1_in);
	put_share(out, "weighted_f1", f->weighted_f1);
	if (f->n_scored == 0)
		return;
	put_size(out, "scored", f->n_scored);
	put_size(out, "scores_left_out", f->n_odd_scores);
	put_share(out, "calibration_error", f->calibration_error);
	put_share(out, "brier", f->brier);
}

static void put_class(const struct fr_trial *t, const struct fr_figures *f, size_t i, struct fr_buf *out)
{
	const struct fr_class_counts *c = &f->counts[f->order[i]];

	put_label(out, "class", t, f->order[i]);
	put_share(out, "precision", fr_precision(c));
	put_share(out, "recall", fr_recall(c));
	put_share(out, "f1", fr_f1(c));
	put_size(out, "gold", c->gold);
	put_size(out, "named", c->named);
	put_size(out, "right", c->right);
}

static void put_confusion(const struct fr_trial *t, const struct fr_figures *f, size_t i, struct fr_buf *out)
{
	put_label(out, "gold", t, f->confusions[i].gold);
	put_label(out, "named", t, f->confusions[i].named);
	put_size(out, "n", f->confusions[i].n);
}

static void put_bin(const struct fr_trial *t, const struct fr_figures *f, size_t i, struct fr_buf *out)
{
	const struct fr_bin *bin = &f->bins[i];

	(void)t;
	put_share(out, "from", (double)i / FR_BINS);
	put_share(out, "to", (double)(i + 1) / FR_BINS);
	put_size(out, "n", bin->n);
	put_share(out, "mean_score", bin->mean_score);
	put_share(out, "right", bin->n ? (double)bin->right / (double)bin->n : 0);
}

static void put_error(const struct fr_trial *t, const struct fr_figures *f, size_t i, struct fr_buf *out)
{
	const struct fr_item *item = f->worst[i];

	if (item->id)
		fr_json_member_cstring(out, "id", item->id);
	put_label(out, "gold", t, item->gold);
	put_label(out, "named", t, item->named[0]);
	if (!isnan(item->score))
		put_share(out, "score", item->score);
	if (item->text)
		fr_json_member_cstring(out, "text", item->text);
}

/* The parts of a report beside its summary: how they are called, in one object and as lines. */
struct part {
	const char *list, *kind;
	void (*put)(const struct fr_trial *t, const struct fr_figures *f, size_t i, struct fr_buf *out);
	size_t n;
};

static void put_line(struct fr_buf *out, const char *kind)
{
	fr_buf_addc(out, '{');
	fr_json_member_cstring(out, "kind", kind);
}

static void put_parts(const struct fr_tell *how, const struct fr_trial *t, const struct fr_figures *f,
		      const struct part *part, struct fr_buf *out)
{
	bool lines = how->format == FR_TELL_NDJSON;

	if (!lines) {
		fr_json_put_name(out, part->list);
		fr_buf_addc(out, '[');
	}
	for (size_t i = 0; i < part->n; i++) {
		if (lines) {
			put_line(out, part->kind);
		} else {
			fr_json_put_comma(out);
			fr_buf_addc(out, '{');
		}
		part->put(t, f, i, out);
		fr_buf_adds(out, lines ? "}\n" : "}");
	}
	if (!lines)
		fr_buf_addc(out, ']');
}

void fr_tell_figures(const struct fr_tell *how, const struct fr_trial *t, const struct fr_figures *f,
		     struct fr_buf *out)
{
	const struct part parts[] = {
		{"classes", "class", put_class, f->n_classes},
		{"confusions", "confusion", put_confusion, f->n_confusions},
		{"calibration", "bin", put_bin, f->n_scored ? FR_BINS : 0},
		{"errors", "error", put_error, f->n_worst},
	};

	if (how->format == FR_TELL_TEXT) {
		fr_tell_text_figures(how, t, f, out);
		return;
	}
	if (how->format == FR_TELL_NDJSON)
		put_line(out, "summary");
	else
		fr_buf_addc(out, '{');
	put_summary(t, f, out);
	if (how->format == FR_TELL_NDJSON)
		fr_buf_adds(out, "}\n");
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		put_parts(how, t, f, &parts[i], out);
	if (how->format == FR_TELL_JSON)
		fr_buf_adds(out, "}\n");
}

static void put_side(const struct fr_figures *f, const char *name, struct fr_buf *out)
{
	fr_json_put_name(out, name);
	fr_buf_addc(out, '{');
	put_share(out, "accuracy", f->accuracy);
	put_share(out, "macro_f1", f->macro_f1);
	fr_buf_addc(out, '}');
}

void fr_tell_difference(const struct fr_tell *how, const struct fr_trial *t, const struct fr_figures f[2],
			const struct fr_difference *d, struct fr_buf *out)
{
	if (how->format == FR_TELL_TEXT) {
		fr_tell_text_difference(t, f, d, out);
		return;
	}
	put_line(out, "comparison");
	put_size(out, "records", t->n);
	put_size(out, "in_one_file_only", t->n_unmatched);
	put_side(&f[0], "first", out);
	put_side(&f[1], "second", out);
	put_share(out, "accuracy_difference", d->accuracy);
	put_size(out, "only_first_right", d->only_first);
	put_size(out, "only_second_right", d->only_second);
	put_share(out, "mcnemar_p", d->mcnemar_p);
	fr_json_member_bool(out, "accuracy_real", d->accuracy_real);
	put_share(out, "macro_f1_difference", d->macro_f1);
	put_interval(out, "macro_f1_difference_95", &d->macro_f1_in);
	fr_json_member_bool(out, "macro_f1_real", d->macro_f1_real);
	fr_buf_adds(out, "}\n");
}

void fr_tell_pairs(const struct fr_tell *how, const struct fr_trial *t, const struct fr_pair_figures *f,
		   struct fr_buf *out)
{
	if (how->format == FR_TELL_TEXT) {
		fr_tell_text_pairs(t, f, out);
		return;
	}
	put_line(out, "pairs");
	put_size(out, "records", f->n);
	put_size(out, "without_label", t->n_unlabelled);
	put_size(out, "gold_groups", f->n_gold_groups);
	put_size(out, "named_groups", f->n_named_groups);
	put_size(out, "gold_pairs", f->gold);
	put_size(out, "named_pairs", f->named);
	put_size(out, "right_pairs", f->right);
	put_share(out, "precision", f->precision);
	put_share(out, "recall", f->recall);
	put_share(out, "f1", f->f1);
	put_share(out, "b3_precision", f->b3_precision);
	put_share(out, "b3_recall", f->b3_recall);
	put_share(out, "b3_f1", f->b3_f1);
	fr_buf_adds(out, "}\n");
}
