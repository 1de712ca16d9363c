/*
 * report.h: reports over posts that have been classified, routed and joined to cases.
 *
 * A report is told every record, remembers cases (case.h), and writes a view of them in a format. Every record that was
 * read is in exactly one count of the tally (tally.h). It knows no clock: the present is what it is told.
 *
 * What it writes is for the desk itself: text and links are shown as they are, names, handles and numbers of those who
 * wrote are not shown, and the text format says INTERNAL at its top.
 * Safe output: what came from outside is shown with controls, escapes and bidi controls made visible (text, csv) or
 * escaped (ndjson); csv cells can't be read as formulas.
 * Memory: the pack's names, the case table, one case as it is written.
 */
#ifndef FR_REPORT_REPORT_H
#define FR_REPORT_REPORT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "core/error.h"
#include "core/record.h"
#include "report/names.h"

/* In the order of the lists below. */
#define FR_REPORT_VIEWS   "cases"
#define FR_REPORT_FORMATS "text|csv|ndjson"
#define FR_REPORT_LANGS   "en|hi"

#define FR_REPORT_COLUMNS_MIN     60
#define FR_REPORT_COLUMNS_MAX     500
#define FR_REPORT_COLUMNS_DEFAULT 100 /* where the output is no terminal */

struct fr_report_settings {
	const char *pack_folder;
	int view, format;         /* indexes into FR_REPORT_VIEWS and FR_REPORT_FORMATS */
	enum fr_report_lang lang; /* index into FR_REPORT_LANGS */
	int64_t now_at;           /* FR_TIME_NONE: say nothing of lateness */
	size_t columns;           /* of the text format; brought into the limits above */
	bool colour;
};

struct fr_report;

/* FR_FATAL: the pack can't be used. */
int fr_report_new(const struct fr_report_settings *settings, struct fr_report **ret, struct fr_error *err);
void fr_report_free(struct fr_report *report); /* NULL is fine */

/* One record. FR_REJECT: see post.h; it does not count until fr_report_set_rejected. */
int fr_report_add(struct fr_report *report, struct fr_record *rec, struct fr_error *err);

/* How many records were rejected, broken lines included: before fr_report_write, so that the counts agree with the
 * input. */
void fr_report_set_rejected(struct fr_report *report, uint64_t n);

/* Where the bytes go: FR_OK, or an answer that ends the writing and is handed back. */
typedef int fr_report_sink(void *arg, const char *bytes, size_t len);

/* Write the report: once, after the last record. */
int fr_report_write(struct fr_report *report, fr_report_sink *sink, void *arg);

/*
 * After fr_report_write: one line of counts for formats that can't hold them (csv, ndjson). False if the format has
 * told them itself.
 */
bool fr_report_counts(struct fr_report *report, struct fr_buf *out);
#endif
