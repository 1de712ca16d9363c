/* Figures as text for people. */
#include <math.h>
#include <string.h>
#include "core/json.h"
#include "learn/tell_priv.h"
#include "text/width.h"

#define NAME_COLUMNS    28
#define CONFUSIONS_TOLD 20

static void put_number(struct fr_buf *out, double d)
{
	struct fr_buf digits = {0};

	fr_json_put_fixed(&digits, d, 3);
	/* three decimals, so that columns stand under one another */
	if (!memchr(digits.bytes, '.', digits.len))
		fr_buf_addc(&digits, '.');
	while (digits.len < 5 + (size_t)(digits.bytes[0] == '-'))
		fr_buf_addc(&digits, '0');
	fr_buf_add(out, digits.bytes, digits.len);
	fr_buf_free(&digits);
}

static void put_figure(struct fr_buf *out, const char *what, double d, const struct fr_interval *in)
{
	fr_buf_addf(out, "%-12s ", what);
	put_number(out, d);
	if (in) {
		fr_buf_adds(out, "  (95%: ");
		put_number(out, in->low);
		fr_buf_adds(out, " to ");
		put_number(out, in->high);
		fr_buf_addc(out, ')');
	}
	fr_buf_addc(out, '\n');
}

/* columns 0: as wide as it is. */
static void put_name(struct fr_buf *out, const struct fr_trial *t, uint32_t name, size_t columns)
{
	struct fr_buf visible = {0};

	if (name == FR_TRIAL_NONE)
		fr_buf_adds(&visible, "(none)");
	else
		fr_text_put_visible(&visible, t->names.items[name].bytes, t->names.items[name].len);
	if (columns)
		fr_width_put(out, visible.bytes, visible.len, columns, 1);
	else
		fr_buf_add(out, visible.bytes, visible.len);
	fr_buf_free(&visible);
}

static void put_classes(const struct fr_trial *t, const struct fr_figures *f, struct fr_buf *out)
{
	fr_buf_addf(out, "\n%-*s %9s %9s %9s %7s %7s\n", NAME_COLUMNS, "class", "precision", "recall", "F1", "gold",
		    "named");
	for (size_t i = 0; i < f->n_classes; i++) {
		const struct fr_class_counts *c = &f->counts[f->order[i]];

		put_name(out, t, f->order[i], NAME_COLUMNS);
		fr_buf_adds(out, "     ");
		put_number(out, fr_precision(c));
		fr_buf_adds(out, "     ");
		put_number(out, fr_recall(c));
		fr_buf_adds(out, "     ");
		put_number(out, fr_f1(c));
		fr_buf_addf(out, " %7zu %7zu\n", c->gold, c->named);
	}
}

static void put_confusions(const struct fr_trial *t, const struct fr_figures *f, struct fr_buf *out)
{
	size_t told = f->n_confusions < CONFUSIONS_TOLD ? f->n_confusions : CONFUSIONS_TOLD;

	if (told)
		fr_buf_adds(out, "\nconfused\n");
	for (size_t i = 0; i < told; i++) {
		const struct fr_confusion *c = &f->confusions[i];

		put_name(out, t, c->gold, NAME_COLUMNS);
		fr_buf_adds(out, " named ");
		put_name(out, t, c->named, NAME_COLUMNS);
		fr_buf_addf(out, " %7zu\n", c->n);
	}
	if (told < f->n_confusions)
		fr_buf_addf(out, "and %zu more\n", f->n_confusions - told);
}

static void put_calibration(const struct fr_figures *f, struct fr_buf *out)
{
	if (f->n_scored == 0)
		return;
	fr_buf_adds(out, "\nscores as chances of being right: off by ");
	put_number(out, f->calibration_error);
	fr_buf_adds(out, ", Brier ");
	put_number(out, f->brier);
	fr_buf_adds(out, "\nscore         n    mean   right\n");
	for (size_t b = 0; b < FR_BINS; b++) {
		const struct fr_bin *bin = &f->bins[b];

		if (bin->n == 0)
			continue;
		fr_buf_addf(out, "%zu.%zu-%zu.%zu %7zu   ", b / 10, b % 10, (b + 1) / 10, (b + 1) % 10, bin->n);
		put_number(out, bin->mean_score);
		fr_buf_adds(out, "   ");
		put_number(out, (double)bin->right / (double)bin->n);
		fr_buf_addc(out, '\n');
	}
	if (f->n_odd_scores)
		fr_buf_addf(out, "%zu scores outside 0 to 1 left out\n", f->n_odd_scores);
}

static void put_worst(const struct fr_tell *how, const struct fr_trial *t, const struct fr_figures *f,
		      struct fr_buf *out)
{
	struct fr_buf text = {0};

	if (f->n_worst)
		fr_buf_adds(out, "\nwrong, the surest first\n");
	for (size_t i = 0; i < f->n_worst; i++) {
		const struct fr_item *item = f->worst[i];

		fr_text_put_visible(out, item->id ? item->id : "-", item->id ? strlen(item->id) : 1);
		fr_buf_adds(out, ": ");
		put_name(out, t, item->gold, 0);
		fr_buf_adds(out, ", named ");
		put_name(out, t, item->named[0], 0);
		if (!isnan(item->score)) {
			fr_buf_addc(out, ' ');
			put_number(out, item->score);
		}
		fr_buf_adds(out, "\n  ");
		fr_buf_clear(&text);
		fr_text_put_visible(&text, item->text ? item->text : "", item->text ? strlen(item->text) : 0);
		fr_width_put(out, text.bytes, text.len, how->columns - 2, 0);
		fr_buf_addc(out, '\n');
	}
	fr_buf_free(&text);
}

void fr_tell_text_figures(const struct fr_tell *how, const struct fr_trial *t, const struct fr_figures *f,
			  struct fr_buf *out)
{
	fr_buf_addf(out, "%zu records, %zu right", f->n, f->n_right);
	if (f->n_none)
		fr_buf_addf(out, ", %zu without a prediction", f->n_none);
	if (t->n_unlabelled)
		fr_buf_addf(out, "; %zu without a label not scored", t->n_unlabelled);
	fr_buf_addc(out, '\n');
	put_figure(out, "accuracy", f->accuracy, &f->accuracy_in);
	put_figure(out, "macro-F1", f->macro_f1, &f->macro_f1_in);
	put_figure(out, "weighted F1", f->weighted_f1, NULL);
	put_classes(t, f, out);
	put_confusions(t, f, out);
	put_calibration(f, out);
	put_worst(how, t, f, out);
}

static void put_verdict(struct fr_buf *out, const char *what, double by, bool real)
{
	fr_buf_addf(out, "%s: ", what);
	if (by == 0)
		fr_buf_adds(out, "the same\n");
	else
		fr_buf_addf(out, "the second is %s, and the difference %s\n", by > 0 ? "better" : "worse",
			    real ? "is real" : "may be chance");
}

void fr_tell_text_difference(const struct fr_trial *t, const struct fr_figures f[2], const struct fr_difference *d,
			     struct fr_buf *out)
{
	fr_buf_addf(out, "%zu records in both files", t->n);
	if (t->n_unmatched)
		fr_buf_addf(out, "; %zu in one only left out", t->n_unmatched);
	fr_buf_adds(out, "\n             first  second  difference\naccuracy     ");
	put_number(out, f[0].accuracy);
	fr_buf_adds(out, "   ");
	put_number(out, f[1].accuracy);
	fr_buf_adds(out, "  ");
	put_number(out, d->accuracy);
	fr_buf_addf(out, "  (only the first right: %zu, only the second: %zu; McNemar p = ", d->only_first,
		    d->only_second);
	put_number(out, d->mcnemar_p);
	fr_buf_adds(out, ")\nmacro-F1     ");
	put_number(out, f[0].macro_f1);
	fr_buf_adds(out, "   ");
	put_number(out, f[1].macro_f1);
	fr_buf_adds(out, "  ");
	put_number(out, d->macro_f1);
	fr_buf_adds(out, "  (95%: ");
	put_number(out, d->macro_f1_in.low);
	fr_buf_adds(out, " to ");
	put_number(out, d->macro_f1_in.high);
	fr_buf_adds(out, ")\n");
	put_verdict(out, "accuracy", d->accuracy, d->accuracy_real);
	put_verdict(out, "macro-F1", d->macro_f1, d->macro_f1_real);
}

void fr_tell_text_pairs(const struct fr_trial *t, const struct fr_pair_figures *f, struct fr_buf *out)
{
	fr_buf_addf(out, "%zu records, %zu groups, %zu found", f->n, f->n_gold_groups, f->n_named_groups);
	if (t->n_unlabelled)
		fr_buf_addf(out, "; %zu without a label not scored", t->n_unlabelled);
	fr_buf_addf(out, "\npairs of one group %llu, found %llu, rightly %llu\n", (unsigned long long)f->gold,
		    (unsigned long long)f->named, (unsigned long long)f->right);
	fr_buf_adds(out, "             precision  recall     F1\npairs        ");
	put_number(out, f->precision);
	fr_buf_adds(out, "      ");
	put_number(out, f->recall);
	fr_buf_adds(out, "      ");
	put_number(out, f->f1);
	fr_buf_adds(out, "\nB-cubed      ");
	put_number(out, f->b3_precision);
	fr_buf_adds(out, "      ");
	put_number(out, f->b3_recall);
	fr_buf_adds(out, "      ");
	put_number(out, f->b3_f1);
	fr_buf_addc(out, '\n');
}
