/*
 * The case list for spreadsheets: RFC 4180 (comma, CRLF, quotes doubled, a header line), UTF-8, a case a line.
 *
 * Cells are made visible like terminal text, so that a cell holds no line break and a case is one line. A cell that a
 * spreadsheet would take for a formula (its first character behind blanks is = + - @, or the full-width form of one)
 * gets an apostrophe in front. Source of that list: OWASP, "CSV Injection"; tab and return cannot be first here, since
 * they become blanks. Numbers of our own are written bare, negative ones too.
 */
#include "report/format.h"

#include <string.h>
#include "core/utf8.h"
#include "text/width.h"

static const char header[] =
	"section,district,district_name,station,station_name,case,priority,received,due,"
	"minutes_left,category,category_name,score,reports,platforms,accounts,seen_again,confidence,"
	"office,office_name,copy_to,law_code,law,evidence,place_reasons,alternatives,review,text,text_bytes,link,"
	"post,place_post\r\n";

static void put_comma(struct fr_buf *out)
{
	if (out->len && out->bytes[out->len - 1] != '\n')
		fr_buf_addc(out, ',');
}

static bool begins_formula(const char *s, size_t len)
{
	size_t pos = 0;
	uint32_t c = ' ';

	while (c == ' ' && pos < len)
		c = fr_utf8_next(s, len, &pos);
	switch (c) {
	case '=':
	case '+':
	case '-':
	case '@':
	case 0xFF1D:
	case 0xFF0B:
	case 0xFF0D:
	case 0xFF20:
		return true;
	}
	return false;
}

/* One cell from what stands in list->work, and empties it. */
static void put_cell(struct fr_case_list *list)
{
	struct fr_buf *out = &list->out, *work = &list->work;
	const bool guard = begins_formula(work->bytes, work->len);
	const bool quoted =
		guard || (work->len && (memchr(work->bytes, ',', work->len) || memchr(work->bytes, '"', work->len) ||
					work->bytes[0] == ' ' || work->bytes[work->len - 1] == ' '));

	put_comma(out);
	fr_buf_adds(out, quoted ? "\"" : "");
	fr_buf_adds(out, guard ? "'" : "");
	for (size_t i = 0; i < work->len; i++) {
		if (work->bytes[i] == '"')
			fr_buf_addc(out, '"');
		fr_buf_addc(out, work->bytes[i]);
	}
	fr_buf_adds(out, quoted ? "\"" : "");
	fr_buf_clear(work);
}

static void put_text(struct fr_case_list *list, const char *s, size_t len)
{
	fr_text_put_visible(&list->work, s, len);
	put_cell(list);
}

static void put_string(struct fr_case_list *list, const char *s)
{
	put_text(list, s ? s : "", s ? strlen(s) : 0);
}

static void put_number(struct fr_case_list *list, int64_t n)
{
	put_comma(&list->out);
	fr_buf_addf(&list->out, "%lld", (long long)n);
}

static void put_fixed(struct fr_case_list *list, double d)
{
	put_comma(&list->out);
	fr_json_put_fixed(&list->out, d, 3);
}

static void put_moment(struct fr_case_list *list, int64_t at)
{
	fr_put_sheet_moment(list, &list->work, at);
	put_cell(list);
}

/* Items of a cell stand between semicolons; n of them make up one (act and section), joined by blanks. */
static void put_items(struct fr_case_list *list, const struct fr_items *items, size_t n)
{
	const char *item;
	size_t pos = 0;

	for (size_t i = 0; (item = fr_items_next(items, &pos)); i++) {
		if (i && i % n == 0)
			fr_buf_adds(&list->work, "; ");
		else if (i && *item)
			fr_buf_addc(&list->work, ' ');
		fr_text_put_visible(&list->work, item, strlen(item));
	}
	put_cell(list);
}

static void put_platforms(struct fr_case_list *list, const struct fr_case *c)
{
	for (size_t i = 0; i < c->n_platforms; i++) {
		const char *name = fr_case_platform(list->table, c->platforms[i].platform);

		fr_buf_adds(&list->work, i ? "; " : "");
		fr_text_put_visible(&list->work, name, strlen(name));
		fr_buf_addf(&list->work, " %lu", (unsigned long)c->platforms[i].n);
	}
	put_cell(list);
}

static void csv_begin(struct fr_case_list *list)
{
	fr_buf_adds(&list->out, header);
}

static void put_what(struct fr_case_list *list, const struct fr_case *c)
{
	int64_t minutes;

	put_string(list, c->id);
	if (c->priority < FR_NO_PRIORITY)
		fr_buf_addf(&list->work, "P%d", c->priority);
	put_cell(list);
	put_moment(list, c->first_at);
	put_moment(list, c->due_at);
	if (fr_minutes_left(list, c, &minutes))
		put_number(list, minutes);
	else
		put_cell(list);
	put_string(list, c->category);
	put_string(list, fr_names_of(list->names, FR_NAME_CATEGORY, c->category));
	put_fixed(list, c->score);
	put_number(list, (int64_t)(c->n_posts - c->n_again));
	put_platforms(list, c);
	put_number(list, (int64_t)c->n_accounts);
	put_number(list, (int64_t)c->n_again);
}

static void csv_one(struct fr_case_list *list, size_t i)
{
	const struct fr_case *c = list->cases[i];
	const struct fr_case_route *route = fr_case_route(c);

	put_string(list, fr_case_section_id(c));
	put_string(list, fr_case_route(c)->district);
	put_string(list, fr_names_of(list->names, FR_NAME_DISTRICT, fr_case_route(c)->district));
	put_string(list, fr_case_route(c)->station);
	put_string(list, fr_names_of(list->names, FR_NAME_STATION, fr_case_route(c)->station));
	put_what(list, c);
	put_fixed(list, route->confidence);
	put_string(list, route->office);
	put_string(list, fr_case_office_name(list, c));
	put_items(list, &route->copy_to, 1);
	put_string(list, c->law_code);
	put_items(list, &c->law, 2);
	put_items(list, &c->evidence, 1);
	put_items(list, &route->reasons, 3);
	put_items(list, &route->alternatives, 1);
	put_string(list, fr_case_review_id(c));
	put_text(list, c->text ? c->text : "", c->text_len);
	put_number(list, (int64_t)c->text_full_len);
	put_string(list, c->url);
	put_string(list, c->post);
	put_string(list, route->post);
	fr_buf_adds(&list->out, "\r\n");
}

static void csv_end(struct fr_case_list *list)
{
	(void)list; /* the counts would be a row of another kind: fr_report_counts */
}

const struct fr_report_format fr_format_csv = {
	.name = "csv",
	.text_max = FR_CASE_TEXT_MAX,
	.begin = csv_begin,
	.one = csv_one,
	.end = csv_end,
};
