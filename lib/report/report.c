#include "report/report.h"

#include <stdlib.h>
#include <string.h>
#include "core/mem.h"
#include "pack/pack.h"
#include "report/case.h"
#include "report/format.h"
#include "text/width.h"

static const struct fr_report_view *const views[] = {&fr_view_cases};

struct fr_report {
	struct fr_report_settings settings;
	const struct fr_report_format *format;
	struct fr_pack *pack;
	struct fr_names *names;
	struct fr_case_table *table;
	struct fr_tally tally;
};

int fr_report_new(const struct fr_report_settings *settings, struct fr_report **ret, struct fr_error *err)
{
	struct fr_report *report = fr_xcalloc(1, sizeof *report);
	size_t *columns = &report->settings.columns;

	report->settings = *settings;
	if (*columns < FR_REPORT_COLUMNS_MIN)
		*columns = FR_REPORT_COLUMNS_MIN;
	if (*columns > FR_REPORT_COLUMNS_MAX)
		*columns = FR_REPORT_COLUMNS_MAX;
	report->format = views[settings->view]->formats[settings->format];
	report->table = fr_case_table_new(report->format->text_max);
	if (fr_pack_open(settings->pack_folder, &report->pack, err) != FR_OK ||
	    fr_names_load(report->pack, settings->lang, &report->names, err) != FR_OK) {
		fr_report_free(report);
		return FR_FATAL;
	}
	*ret = report;
	return FR_OK;
}

void fr_report_free(struct fr_report *report)
{
	if (!report)
		return;
	fr_case_table_free(report->table);
	fr_names_free(report->names);
	fr_pack_free(report->pack);
	free(report);
}

int fr_report_add(struct fr_report *report, struct fr_record *rec, struct fr_error *err)
{
	struct fr_report_post post;
	int rc;

	rc = fr_report_post_read(rec, &post, err);
	if (rc == FR_OK)
		fr_case_table_add(report->table, &post, ++report->tally.n_read);
	return rc;
}

void fr_report_set_rejected(struct fr_report *report, uint64_t n)
{
	report->tally.n_read += n - report->tally.n_rejected;
	report->tally.n_rejected = n;
}

/* The listed cases, sorted. The caller frees *ret. */
static size_t listed_cases(const struct fr_report *report, struct fr_case ***ret)
{
	size_t n_all, n = 0;
	struct fr_case *const *all = fr_case_table_all(report->table, &n_all);
	struct fr_case **listed = fr_xreallocarray(NULL, n_all + 1, sizeof(struct fr_case *));

	for (size_t i = 0; i < n_all; i++)
		if (all[i]->standing != FR_STANDING_NONE)
			listed[n++] = all[i];
	fr_cases_sort(listed, n);
	*ret = listed;
	return n;
}

static int empty_into(fr_report_sink *sink, void *arg, struct fr_buf *out)
{
	const int rc = out->len ? sink(arg, out->bytes, out->len) : FR_OK;

	fr_buf_clear(out);
	return rc;
}

int fr_report_write(struct fr_report *report, fr_report_sink *sink, void *arg)
{
	const struct fr_report_format *format = report->format;
	struct fr_case **cases = NULL;
	struct fr_case *const *all;
	size_t n_all;
	struct fr_case_list list = {
		.table = report->table,
		.tally = &report->tally,
		.names = report->names,
		.pack = report->pack,
		.lang = report->settings.lang,
		.now_at = report->settings.now_at,
		.columns = report->settings.columns,
		.colour = report->settings.colour,
	};
	int rc;

	all = fr_case_table_all(report->table, &n_all);
	fr_tally_cases(all, n_all, &report->tally);
	list.n = listed_cases(report, &cases);
	list.cases = cases;
	format->begin(&list);
	rc = empty_into(sink, arg, &list.out);
	for (size_t i = 0; rc == FR_OK && i < list.n; i++) {
		format->one(&list, i);
		rc = empty_into(sink, arg, &list.out);
	}
	if (rc == FR_OK) {
		format->end(&list);
		rc = empty_into(sink, arg, &list.out);
	}
	fr_buf_free(&list.out);
	fr_buf_free(&list.work);
	fr_buf_free(&list.name);
	free(cases);
	return rc;
}

bool fr_report_counts(struct fr_report *report, struct fr_buf *out)
{
	const struct fr_tally *t = &report->tally;

	if (report->format->tells_counts)
		return false;
	fr_buf_addf(out, "%llu posts read = %llu in cases listed (%llu cases) + %llu not actionable",
		    (unsigned long long)t->n_read, (unsigned long long)t->listed.posts,
		    (unsigned long long)t->listed.cases, (unsigned long long)t->not_listed.posts);
	for (size_t i = 0; i < t->n_reasons && i < 6; i++) {
		const char *code = t->reasons[i].code ? t->reasons[i].code : "no reason given";

		fr_buf_adds(out, i == 0 ? " (" : ", ");
		fr_text_put_visible(out, code, strlen(code));
		fr_buf_addf(out, " %llu", (unsigned long long)t->reasons[i].count.posts);
	}
	if (t->n_reasons)
		fr_buf_adds(out, t->n_reasons > 6 ? ", and others)" : ")");
	fr_buf_addf(out, " + %llu rejected", (unsigned long long)t->n_rejected);
	return true;
}
