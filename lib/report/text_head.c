/* What stands around the cases of a text report: title, overview, headings, counts. */
#include "report/text_parts.h"

#include <string.h>
#include "report/lines.h"
#include "text/width.h"

#define NUMBER_COLUMNS 6

/* What a group of cases adds up to. */
struct group_count {
	uint64_t priorities[FR_NO_PRIORITY + 1];
	uint64_t cases, late;
};

static void count_case(const struct fr_case_list *list, struct group_count *g, const struct fr_case *c)
{
	int64_t minutes;

	g->cases++;
	g->priorities[c->priority]++;
	if (fr_minutes_left(list, c, &minutes) && minutes < 0)
		g->late++;
}

/* Counts the cases from i on, up to the next heading that is at least that high; returns the index behind them. */
static size_t count_group(const struct fr_case_list *list, size_t i, enum fr_heading heading, struct group_count *ret)
{
	*ret = (struct group_count){0};
	do
		count_case(list, ret, list->cases[i++]);
	while (i < list->n && fr_case_heading(list->cases[i - 1], list->cases[i]) < heading);
	return i;
}

/* "cases 3: P1 1, P2 2" */
static void put_group_count(const struct fr_case_list *list, struct fr_buf *out, const struct group_count *g)
{
	const char *separator = ": ";

	fr_buf_addf(out, "%s %llu", fr_say(list->lang, FR_SAY_CASES), (unsigned long long)g->cases);
	for (int p = 1; p < FR_NO_PRIORITY; p++) {
		if (!g->priorities[p])
			continue;
		fr_buf_addf(out, "%sP%d %llu", separator, p, (unsigned long long)g->priorities[p]);
		separator = ", ";
	}
	if (g->late)
		fr_buf_addf(out, "%s%s %llu", separator, fr_say(list->lang, FR_SAY_LATE_CASES),
			    (unsigned long long)g->late);
}

void fr_put_title(struct fr_case_list *list)
{
	struct fr_buf *out = &list->out, *work = &list->work;
	struct fr_buf right = {0};

	fr_buf_adds(&right, fr_say(list->lang, FR_SAY_CASES));
	fr_buf_addf(&right, " %zu", list->n);
	fr_put_ruler(list, FR_STYLE_STRONG, "━", fr_say(list->lang, FR_SAY_TITLE), fr_buf_str(&right));
	fr_buf_free(&right);
	fr_put_styled(list, FR_STYLE_ALARM, fr_say(list->lang, FR_SAY_INTERNAL),
		      strlen(fr_say(list->lang, FR_SAY_INTERNAL)));
	fr_buf_addc(out, '\n');
	fr_put_text(work, list->pack->name);
	fr_buf_addc(work, ' ');
	fr_put_text(work, list->pack->version);
	fr_buf_addf(work, " · %s ", fr_say(list->lang, FR_SAY_TIMES_IN));
	fr_put_text(work, list->pack->timezone);
	if (list->now_at != FR_TIME_NONE) {
		fr_buf_addf(work, " · %s ", fr_say(list->lang, FR_SAY_AS_OF));
		fr_put_moment(list, work, list->now_at);
	}
	fr_put_styled(list, FR_STYLE_FAINT, work->bytes, work->len);
	fr_buf_addc(out, '\n');
	fr_buf_clear(work);
}

/* Name of the section of a case; a desk that the report does not know goes by its own. */
static void put_section_name(struct fr_case_list *list, struct fr_buf *out, const struct fr_case *c)
{
	const enum fr_section section = fr_case_section(c);

	fr_buf_adds(out, fr_say(list->lang, FR_SAY_SECTION + section));
	if (section == FR_SECTION_OTHER) {
		fr_buf_addc(out, ' ');
		fr_put_text(out, fr_case_route(c)->desk);
	}
}

/* Sections of review and of other states are not filed by place. */
static bool has_districts(const struct fr_case *c)
{
	return fr_case_section(c) != FR_SECTION_REVIEW && fr_case_section(c) != FR_SECTION_OUT_OF_STATE;
}

static void put_district_name(struct fr_case_list *list, struct fr_buf *out, const struct fr_case *c)
{
	const char *district = fr_case_district(c);

	fr_put_text(out, district ? fr_names_of(list->names, FR_NAME_DISTRICT, district)
				  : fr_say(list->lang, FR_SAY_NO_DISTRICT));
}

static size_t number_columns(const char *heading)
{
	const size_t wide = fr_width(heading, strlen(heading)) + 2;

	return wide > NUMBER_COLUMNS ? wide : NUMBER_COLUMNS;
}

/* A number under its heading; what is above none of an alarming kind stands out. */
static void put_number(struct fr_case_list *list, uint64_t n, const char *heading, bool alarming)
{
	struct fr_buf digits = {0}, cell = {0};

	fr_buf_addf(&digits, "%llu", (unsigned long long)n);
	fr_put_padded(&cell, n ? fr_buf_str(&digits) : "·", number_columns(heading), true);
	fr_put_styled(list, n && alarming ? FR_STYLE_ALARM : FR_STYLE_PLAIN, cell.bytes, cell.len);
	fr_buf_free(&digits);
	fr_buf_free(&cell);
}

/* The columns of the overview. Those for cases without a priority and for late ones stand there if there can be any. */
struct overview {
	size_t name_columns;
	bool unranked, late;
};

static void put_overview_row(struct fr_case_list *list, const struct overview *o, const char *name,
			     const struct group_count *g)
{
	static const char *const priorities[] = {"", "P1", "P2", "P3", "P4"};
	struct fr_buf *out = &list->out;

	fr_width_put(out, name, strlen(name), o->name_columns, 1);
	for (int p = 1; p < FR_NO_PRIORITY; p++)
		put_number(list, g->priorities[p], priorities[p], p == 1);
	if (o->unranked)
		put_number(list, g->priorities[FR_NO_PRIORITY], "P?", false);
	put_number(list, g->cases, fr_say(list->lang, FR_SAY_CASES), false);
	if (o->late)
		put_number(list, g->late, fr_say(list->lang, FR_SAY_LATE_CASES), true);
	fr_buf_addc(out, '\n');
}

static void put_heading_cell(struct fr_buf *out, const char *heading)
{
	fr_put_padded(out, heading, number_columns(heading), true);
}

static void put_overview_heading(struct fr_case_list *list, const struct overview *o)
{
	struct fr_buf *work = &list->work;

	fr_put_padded(work, "", o->name_columns, false);
	put_heading_cell(work, "P1");
	put_heading_cell(work, "P2");
	put_heading_cell(work, "P3");
	put_heading_cell(work, "P4");
	if (o->unranked)
		put_heading_cell(work, "P?");
	put_heading_cell(work, fr_say(list->lang, FR_SAY_CASES));
	if (o->late)
		put_heading_cell(work, fr_say(list->lang, FR_SAY_LATE_CASES));
	fr_put_styled(list, FR_STYLE_FAINT, work->bytes, work->len);
	fr_buf_addc(&list->out, '\n');
	fr_buf_clear(work);
}

/* What the numbers leave, but no more than looks well. */
static size_t overview_name_columns(const struct fr_case_list *list, const struct overview *o)
{
	const size_t most = 36;
	size_t numbers = 4 * number_columns("P1") + number_columns(fr_say(list->lang, FR_SAY_CASES));

	if (o->unranked)
		numbers += number_columns("P?");
	if (o->late)
		numbers += number_columns(fr_say(list->lang, FR_SAY_LATE_CASES));
	return list->columns - numbers < most ? list->columns - numbers : most;
}

/* Where the cases are: a line a section, and under it a line a police district, in the order of the list. */
void fr_put_overview(struct fr_case_list *list)
{
	struct overview o = {0};
	struct group_count g, all = {0};
	struct fr_buf *work = &list->work;

	for (size_t i = 0; i < list->n; i++)
		count_case(list, &all, list->cases[i]);
	o.unranked = all.priorities[FR_NO_PRIORITY] > 0;
	o.late = list->now_at != FR_TIME_NONE;
	o.name_columns = overview_name_columns(list, &o);
	fr_buf_addc(&list->out, '\n');
	put_overview_heading(list, &o);
	for (size_t i = 0; i < list->n;) {
		const size_t end = count_group(list, i, FR_HEADING_SECTION, &g);

		put_section_name(list, work, list->cases[i]);
		put_overview_row(list, &o, fr_buf_str(work), &g);
		fr_buf_clear(work);
		while (i < end) {
			const struct fr_case *first = list->cases[i];

			i = count_group(list, i, FR_HEADING_DISTRICT, &g);
			if (!has_districts(first))
				continue;
			fr_buf_adds(work, "  ");
			put_district_name(list, work, first);
			put_overview_row(list, &o, fr_buf_str(work), &g);
			fr_buf_clear(work);
		}
	}
	put_overview_row(list, &o, fr_say(list->lang, FR_SAY_TOTAL), &all);
}

static void put_heading(struct fr_case_list *list, size_t i, enum fr_heading heading, enum fr_style style,
			const char *mark)
{
	struct fr_buf right = {0};
	struct group_count g;

	count_group(list, i, heading, &g);
	put_group_count(list, &right, &g);
	fr_put_ruler(list, style, mark, fr_buf_str(&list->work), fr_buf_str(&right));
	fr_buf_free(&right);
	fr_buf_clear(&list->work);
}

void fr_put_section_heading(struct fr_case_list *list, size_t i)
{
	put_section_name(list, &list->work, list->cases[i]);
	put_heading(list, i, FR_HEADING_SECTION, FR_STYLE_STRONG, "━");
}

void fr_put_district_heading(struct fr_case_list *list, size_t i)
{
	const struct fr_case *c = list->cases[i];

	if (!has_districts(c))
		return;
	if (fr_case_district(c))
		fr_buf_addf(&list->work, "%s: ", fr_say(list->lang, FR_SAY_DISTRICT));
	put_district_name(list, &list->work, c);
	put_heading(list, i, FR_HEADING_DISTRICT, FR_STYLE_STRONG, "═");
}

void fr_put_station_heading(struct fr_case_list *list, size_t i)
{
	const struct fr_case *c = list->cases[i];
	const char *station = fr_case_station(c);

	if (!has_districts(c))
		return;
	if (station) {
		fr_buf_addf(&list->work, "%s: ", fr_say(list->lang, FR_SAY_STATION));
		fr_put_text(&list->work, fr_names_of(list->names, FR_NAME_STATION, station));
	} else {
		fr_buf_adds(&list->work, fr_say(list->lang, FR_SAY_NO_STATION));
	}
	put_heading(list, i, FR_HEADING_STATION, FR_STYLE_PLAIN, "─");
}

static void put_count(struct fr_case_list *list, int indent, const char *name, uint64_t posts, uint64_t cases)
{
	struct fr_buf *out = &list->out, line = {0}, digits = {0};

	for (int i = 0; i < indent; i++)
		fr_buf_adds(&line, "  ");
	fr_buf_adds(&line, name);
	fr_width_put(out, line.bytes, line.len, 36, 1);
	fr_buf_addf(&digits, "%llu", (unsigned long long)posts);
	fr_put_padded(out, fr_buf_str(&digits), 10, true);
	if (cases) {
		fr_buf_addf(out, "   %s ", fr_say(list->lang, FR_SAY_CASES));
		fr_buf_addf(out, "%llu", (unsigned long long)cases);
	}
	fr_buf_addc(out, '\n');
	fr_buf_free(&line);
	fr_buf_free(&digits);
}

void fr_put_counts(struct fr_case_list *list)
{
	const struct fr_tally *t = list->tally;
	struct fr_buf *work = &list->work;

	fr_buf_addc(&list->out, '\n');
	fr_put_ruler(list, FR_STYLE_STRONG, "━", fr_say(list->lang, FR_SAY_COUNTS), fr_say(list->lang, FR_SAY_POSTS));
	put_count(list, 0, fr_say(list->lang, FR_SAY_READ), t->n_read, 0);
	put_count(list, 1, fr_say(list->lang, FR_SAY_LISTED), t->listed.posts, t->listed.cases);
	for (int i = 0; i < FR_SECTIONS; i++)
		if (t->sections[i].cases)
			put_count(list, 2, fr_say(list->lang, FR_SAY_SECTION + i), t->sections[i].posts,
				  t->sections[i].cases);
	if (t->unclassed.posts)
		put_count(list, 2, fr_say(list->lang, FR_SAY_OF_UNCLASSED), t->unclassed.posts, t->unclassed.cases);
	if (t->listed.again)
		put_count(list, 2, fr_say(list->lang, FR_SAY_OF_AGAIN), t->listed.again, 0);
	put_count(list, 1, fr_say(list->lang, FR_SAY_NOT_LISTED), t->not_listed.posts, t->not_listed.cases);
	for (size_t i = 0; i < t->n_reasons; i++) {
		fr_put_text(work, t->reasons[i].code ? fr_say_code(list->lang, t->reasons[i].code)
						     : fr_say(list->lang, FR_SAY_NO_REASON));
		put_count(list, 2, fr_buf_str(work), t->reasons[i].count.posts, t->reasons[i].count.cases);
		fr_buf_clear(work);
	}
	put_count(list, 1, fr_say(list->lang, FR_SAY_REJECTED), t->n_rejected, 0);
}
