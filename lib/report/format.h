/*
 * format.h: a view and its formats: a file each, behind one small struct. Inside the room.
 *
 * The list of a view is handed to a format; a format appends bytes to list->out, which is emptied into
 * the sink after each call, so that a report of any length needs memory for one case only beside the table.
 */
#ifndef FR_REPORT_FORMAT_H
#define FR_REPORT_FORMAT_H
#include "core/mem.h"
#include "core/time.h"
#include "report/names.h"
#include "report/report.h"
#include "report/say.h"
#include "report/tally.h"

/* What is to be written. Everything is borrowed, but for out. */
struct fr_case_list {
	const struct fr_case_table *table;
	struct fr_case *const *cases; /* the listed ones, sorted */
	size_t n;
	const struct fr_tally *tally;
	const struct fr_names *names;
	const struct fr_pack *pack;
	enum fr_report_lang lang;
	int64_t now_at; /* FR_TIME_NONE: nobody said */
	size_t columns;
	bool colour;
	struct fr_buf out;
	struct fr_buf work; /* a format's own, between calls of the same format */
	struct fr_buf name; /* what fr_case_office_name gave last */
};

struct fr_report_format {
	const char *name;
	size_t text_max;   /* bytes of a post that it can show */
	bool tells_counts; /* the tally is part of what it writes */
	void (*begin)(struct fr_case_list *list);
	void (*one)(struct fr_case_list *list, size_t i);
	void (*end)(struct fr_case_list *list);
};

struct fr_report_view {
	const char *name;
	const struct fr_report_format *const *formats; /* NULL at the end */
};

extern const struct fr_report_view fr_view_cases;
extern const struct fr_report_format fr_format_text, fr_format_csv, fr_format_ndjson;

/* "05 May 2024 20:03" in the pack's zone, 24 hours. */
void fr_put_moment(struct fr_case_list *list, struct fr_buf *out, int64_t at);
/* "2024-05-05 20:03:22" in the pack's zone, as spreadsheets read it; nothing for FR_TIME_NONE. */
void fr_put_sheet_moment(struct fr_case_list *list, struct fr_buf *out, int64_t at);
/* "late 3 h 20 min", "in 25 min": minutes as of fr_minutes_left. */
void fr_put_lateness(struct fr_case_list *list, struct fr_buf *out, int64_t minutes);

/* The name of the office that a case goes to, NULL if it goes to none. Valid until the next call. */
const char *fr_case_office_name(struct fr_case_list *list, const struct fr_case *c);

/* Whole minutes until due, negative once it is past. False if either moment is not known. */
bool fr_minutes_left(const struct fr_case_list *list, const struct fr_case *c, int64_t *ret);
#endif
