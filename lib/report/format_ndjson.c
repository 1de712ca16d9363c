/*
 * The case list for programs: one JSON object a case and line, its members always all there and in the same order; what
 * is not known is null. Texts are exact. Characters that steer a terminal and that JSON would let through (DEL, C1,
 * bidi controls) are written as \uXXXX, which reads back the same.
 */
#include "report/format.h"

#include <string.h>
#include "core/utf8.h"

static bool steers(uint32_t c)
{
	return (c >= 0x7F && c <= 0x9F) || c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
	       (c >= 0x2066 && c <= 0x2069);
}

/* Such characters stand in strings only, so the finished object can be gone through as a whole. */
static void escape_steering(struct fr_buf *out, const char *json, size_t len)
{
	size_t plain = 0;

	for (size_t pos = 0; pos < len;) {
		const size_t start = pos;
		uint32_t c;

		if ((unsigned char)json[pos] < 0x7F) {
			pos++;
			continue;
		}
		c = fr_utf8_next(json, len, &pos);
		if (!steers(c))
			continue;
		fr_buf_add(out, json + plain, start - plain);
		fr_buf_addf(out, "\\u%04x", (unsigned)c);
		plain = pos;
	}
	fr_buf_add(out, json + plain, len - plain);
}

static void put_string(struct fr_buf *out, const char *name, const char *s)
{
	fr_json_put_name(out, name);
	if (s)
		fr_json_put_cstring(out, s);
	else
		fr_buf_adds(out, "null");
}

static void put_moment(struct fr_buf *out, const char *name, int64_t at)
{
	fr_json_put_name(out, name);
	if (at == FR_TIME_NONE) {
		fr_buf_adds(out, "null");
		return;
	}
	fr_buf_addc(out, '"');
	fr_time_put_utc(out, at, 0, 0);
	fr_buf_addc(out, '"');
}

static void put_list(struct fr_buf *out, const char *name, const struct fr_items *items)
{
	const char *item;
	size_t pos = 0;

	fr_json_put_name(out, name);
	fr_buf_addc(out, '[');
	while ((item = fr_items_next(items, &pos))) {
		fr_json_put_comma(out);
		fr_json_put_cstring(out, item);
	}
	fr_buf_addc(out, ']');
}

/* Items that come n at a time, as objects with these members; an empty one is left out. */
static void put_objects(struct fr_buf *out, const char *name, const struct fr_items *items, const char *const *members,
			size_t n)
{
	const char *item;
	size_t pos = 0;

	fr_json_put_name(out, name);
	fr_buf_addc(out, '[');
	for (size_t i = 0; (item = fr_items_next(items, &pos)); i++) {
		if (i % n == 0) {
			fr_json_put_comma(out);
			fr_buf_addc(out, '{');
		}
		if (*item)
			fr_json_member_cstring(out, members[i % n], item);
		if (i % n == n - 1)
			fr_buf_addc(out, '}');
	}
	fr_buf_addc(out, ']');
}

static void put_platforms(struct fr_case_list *list, struct fr_buf *out, const struct fr_case *c)
{
	fr_json_put_name(out, "platforms");
	fr_buf_addc(out, '{');
	for (size_t i = 0; i < c->n_platforms; i++) {
		fr_json_put_comma(out);
		fr_json_put_cstring(out, fr_case_platform(list->table, c->platforms[i].platform));
		fr_buf_addf(out, ":%lu", (unsigned long)c->platforms[i].n);
	}
	fr_buf_addc(out, '}');
}

static void put_where(struct fr_case_list *list, struct fr_buf *out, const struct fr_case *c)
{
	put_string(out, "section", fr_case_section_id(c));
	put_string(out, "district", fr_case_route(c)->district);
	put_string(out, "district_name", fr_names_of(list->names, FR_NAME_DISTRICT, fr_case_route(c)->district));
	put_string(out, "station", fr_case_route(c)->station);
	put_string(out, "station_name", fr_names_of(list->names, FR_NAME_STATION, fr_case_route(c)->station));
}

static void put_what(struct fr_case_list *list, struct fr_buf *out, const struct fr_case *c)
{
	static const char *const sections[] = {"act", "section"};
	int64_t minutes;

	fr_json_put_name(out, "priority");
	if (c->priority < FR_NO_PRIORITY)
		fr_buf_addf(out, "\"P%d\"", c->priority);
	else
		fr_buf_adds(out, "null");
	put_moment(out, "received", c->first_at);
	put_moment(out, "due", c->due_at);
	if (fr_minutes_left(list, c, &minutes))
		fr_json_member_int(out, "minutes_left", minutes);
	else
		put_string(out, "minutes_left", NULL);
	put_string(out, "category", c->category);
	fr_json_member_fixed(out, "score", c->score, 3);
	put_string(out, "category_name", fr_names_of(list->names, FR_NAME_CATEGORY, c->category));
	put_list(out, "evidence", &c->evidence);
	fr_json_put_name(out, "law");
	fr_buf_addc(out, '{');
	put_string(out, "code", c->law_code);
	put_objects(out, "sections", &c->law, sections, 2);
	fr_buf_addc(out, '}');
}

static void put_route(struct fr_case_list *list, struct fr_buf *out, const struct fr_case *c)
{
	static const char *const reasons[] = {"kind", "text", "place"};
	const struct fr_case_route *route = fr_case_route(c);

	fr_json_member_fixed(out, "confidence", route->confidence, 3);
	put_string(out, "office", route->office);
	put_string(out, "office_name", fr_case_office_name(list, c));
	put_list(out, "copy_to", &route->copy_to);
	put_objects(out, "place_reasons", &route->reasons, reasons, 3);
	put_list(out, "alternatives", &route->alternatives);
	put_string(out, "place_post", route->post);
	put_string(out, "review", fr_case_review_id(c));
}

static void ndjson_one(struct fr_case_list *list, size_t i)
{
	const struct fr_case *c = list->cases[i];
	struct fr_buf *work = &list->work;

	fr_buf_addc(work, '{');
	put_string(work, "case", c->id);
	put_where(list, work, c);
	put_what(list, work, c);
	fr_json_member_int(work, "reports", (int64_t)(c->n_posts - c->n_again));
	fr_json_member_int(work, "seen_again", (int64_t)c->n_again);
	put_platforms(list, work, c);
	fr_json_member_int(work, "accounts", (int64_t)c->n_accounts);
	fr_json_member_bool(work, "more_accounts", c->more_accounts);
	put_route(list, work, c);
	put_string(work, "post", c->post);
	fr_json_member_string(work, "text", c->text ? c->text : "", c->text_len);
	fr_json_member_int(work, "text_bytes", (int64_t)c->text_full_len);
	put_string(work, "link", c->url);
	fr_buf_adds(work, "}\n");
	escape_steering(&list->out, work->bytes, work->len);
	fr_buf_clear(work);
}

static void nothing(struct fr_case_list *list)
{
	(void)list; /* the counts would be an object of another kind: fr_report_counts */
}

const struct fr_report_format fr_format_ndjson = {
	.name = "ndjson",
	.text_max = FR_CASE_TEXT_MAX,
	.begin = nothing,
	.one = ndjson_one,
	.end = nothing,
};
