/* The case list for people: headings by office, a block of lines a case. */
#include "report/format.h"
#include "report/lines.h"
#include "report/text_parts.h"

#include <string.h>
#include "text/width.h"

#define TEXT_MAX    4096 /* bytes of a post that can show in QUOTE_LINES */
#define QUOTE_LINES 2

static const enum fr_say labels[] = {
	FR_SAY_WHY,  FR_SAY_LAW,  FR_SAY_REPORTS, FR_SAY_RECEIVED,   FR_SAY_PLACE,
	FR_SAY_COPY, FR_SAY_LINK, FR_SAY_CASE,    FR_SAY_REVIEW_WHY, FR_SAY_ACT,
};

static size_t label_columns(const struct fr_case_list *list)
{
	size_t most = 0;

	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
		const char *label = fr_say(list->lang, labels[i]);
		const size_t columns = fr_width(label, strlen(label));

		most = columns > most ? columns : most;
	}
	return most;
}

/* What stands in list->work as a field, and empties it. Nothing if it is empty. */
static void put_work(struct fr_case_list *list, enum fr_say label, size_t max_lines)
{
	if (list->work.len)
		fr_put_field(list, label_columns(list), fr_say(list->lang, label), list->work.bytes, list->work.len,
			     max_lines);
	fr_buf_clear(&list->work);
}

static enum fr_style urgency_style(const struct fr_case *c)
{
	return c->priority == 1 ? FR_STYLE_ALARM : c->priority == 2 ? FR_STYLE_WARN : FR_STYLE_STRONG;
}

/* "P1  due 05 May 2024 20:03, late 3 h 20 min  Celebratory firing / weapon display · Mairwa, Siwan" */
static void put_first_line(struct fr_case_list *list, const struct fr_case *c)
{
	struct fr_buf *out = &list->out, *work = &list->work;
	const char *category = c->category ? fr_names_of(list->names, FR_NAME_CATEGORY, c->category) : NULL;
	size_t used;
	int64_t minutes;

	if (c->priority < FR_NO_PRIORITY)
		fr_buf_addf(work, "P%d", c->priority);
	else
		fr_buf_adds(work, "--");
	fr_put_styled(list, urgency_style(c), work->bytes, work->len);
	fr_buf_clear(work);
	fr_buf_adds(work, "  ");
	fr_buf_adds(work, fr_say(list->lang, c->due_at == FR_TIME_NONE ? FR_SAY_NO_DUE : FR_SAY_DUE));
	if (c->due_at != FR_TIME_NONE) {
		fr_buf_addc(work, ' ');
		fr_put_moment(list, work, c->due_at);
	}
	used = 2 + fr_width(work->bytes, work->len);
	fr_buf_add(out, work->bytes, work->len);
	fr_buf_clear(work);
	if (fr_minutes_left(list, c, &minutes)) {
		fr_put_lateness(list, work, minutes);
		fr_buf_adds(out, ", ");
		used += 2 + fr_width(work->bytes, work->len);
		fr_put_styled(list, minutes < 0 ? FR_STYLE_ALARM : FR_STYLE_STRONG, work->bytes, work->len);
		fr_buf_clear(work);
	}
	fr_put_text(work, category ? category : fr_say(list->lang, FR_SAY_NO_CATEGORY));
	fr_put_where(list, work, c, " · ");
	if (used + 2 + fr_width(work->bytes, work->len) > list->columns) {
		fr_buf_adds(out, "\n    ");
		used = 2;
	} else {
		fr_buf_adds(out, "  ");
	}
	fr_buf_adds(out, list->colour ? "\033[1m" : "");
	fr_width_put(out, work->bytes, work->len, list->columns - used - 2, 0);
	fr_buf_adds(out, list->colour ? "\033[0m\n" : "\n");
	fr_buf_clear(work);
}

static void put_quote(struct fr_case_list *list, const struct fr_case *c)
{
	struct fr_buf *work = &list->work;

	if (c->text_len) {
		fr_buf_adds(work, "“");
		fr_text_put_visible(work, c->text, c->text_len);
		fr_buf_adds(work, c->text_len < c->text_full_len ? "…”" : "”");
	} else {
		fr_buf_adds(work, fr_say(list->lang, FR_SAY_NO_TEXT));
	}
	fr_put_field(list, 0, "", work->bytes, work->len, QUOTE_LINES);
	fr_buf_clear(work);
}

static void put_received(struct fr_case_list *list, const struct fr_case *c)
{
	if (c->first_at == FR_TIME_NONE)
		fr_buf_adds(&list->work, fr_say(list->lang, FR_SAY_NO_TIME));
	else
		fr_put_moment(list, &list->work, c->first_at);
	put_work(list, FR_SAY_RECEIVED, 1);
}

static void put_case(struct fr_case_list *list, const struct fr_case *c)
{
	const struct fr_case_route *route = fr_case_route(c);
	struct fr_buf *work = &list->work;

	put_first_line(list, c);
	put_quote(list, c);
	fr_put_doubt(list, work, c);
	put_work(list, FR_SAY_REVIEW_WHY, 0);
	fr_put_evidence(work, c);
	put_work(list, FR_SAY_WHY, 2);
	fr_put_place_reasons(list, work, c);
	put_work(list, FR_SAY_PLACE, 2);
	fr_put_law(work, c);
	put_work(list, FR_SAY_LAW, 3);
	fr_put_reports(list, work, c);
	put_work(list, FR_SAY_REPORTS, 2);
	put_received(list, c);
	if (route->office)
		fr_put_office(list, work, route->office);
	put_work(list, FR_SAY_ACT, 2);
	fr_put_offices(list, work, &route->copy_to);
	put_work(list, FR_SAY_COPY, 2);
	if (c->url)
		fr_put_text(work, c->url);
	/* never wrapped: a link that is broken over two lines can't be opened */
	if (work->len)
		fr_put_whole(list, label_columns(list), fr_say(list->lang, FR_SAY_LINK));
	fr_put_text(work, c->id);
	fr_put_whole(list, label_columns(list), fr_say(list->lang, FR_SAY_CASE));
}

static void text_one(struct fr_case_list *list, size_t i)
{
	const enum fr_heading heading =
		i == 0 ? FR_HEADING_SECTION : fr_case_heading(list->cases[i - 1], list->cases[i]);

	fr_buf_addc(&list->out, '\n');
	if (heading == FR_HEADING_SECTION)
		fr_put_section_heading(list, i);
	if (heading >= FR_HEADING_DISTRICT)
		fr_put_district_heading(list, i);
	if (heading >= FR_HEADING_STATION)
		fr_put_station_heading(list, i);
	put_case(list, list->cases[i]);
}

static void text_begin(struct fr_case_list *list)
{
	fr_put_title(list);
	if (list->n)
		fr_put_overview(list);
	else
		fr_buf_addf(&list->out, "\n%s\n", fr_say(list->lang, FR_SAY_NO_CASES));
}

static void text_end(struct fr_case_list *list)
{
	fr_put_counts(list);
}

const struct fr_report_format fr_format_text = {
	.name = "text",
	.text_max = TEXT_MAX,
	.tells_counts = true,
	.begin = text_begin,
	.one = text_one,
	.end = text_end,
};
