/* What the text report says of one case. */
#include "report/text_parts.h"

#include <stdlib.h>
#include <string.h>
#include "report/lines.h"
#include "text/width.h"

void fr_put_text(struct fr_buf *out, const char *s)
{
	fr_text_put_visible(out, s, strlen(s));
}

void fr_put_whole(struct fr_case_list *list, size_t label_columns, const char *label)
{
	const size_t columns = list->columns, own = fr_width(list->work.bytes, list->work.len);

	list->columns += own; /* room enough for all of it */
	fr_put_field(list, label_columns, label, list->work.bytes, list->work.len, 1);
	list->columns = columns;
	fr_buf_clear(&list->work);
}

/* Does another of the items say all that this one says, and more? */
static bool is_said_by_another(const struct fr_items *items, const char *item)
{
	const char *other;
	size_t pos = 0;

	while ((other = fr_items_next(items, &pos)))
		if (other != item && strlen(other) > strlen(item) && strstr(other, item))
			return true;
	return false;
}

/* Rules find overlapping words: those that stand in longer ones are left out. */
void fr_put_evidence(struct fr_buf *out, const struct fr_case *c)
{
	const size_t before = out->len;
	const char *item;
	size_t pos = 0;

	while ((item = fr_items_next(&c->evidence, &pos))) {
		if (is_said_by_another(&c->evidence, item))
			continue;
		fr_buf_adds(out, out->len > before ? "; " : "");
		fr_put_text(out, item);
	}
}

static void put_station_and_district(struct fr_case_list *list, struct fr_buf *out, const char *station,
				     const char *district)
{
	if (station)
		fr_put_text(out, fr_names_of(list->names, FR_NAME_STATION, station));
	if (station && district)
		fr_buf_adds(out, ", ");
	if (district)
		fr_put_text(out, fr_names_of(list->names, FR_NAME_DISTRICT, district));
}

void fr_put_where(struct fr_case_list *list, struct fr_buf *out, const struct fr_case *c, const char *before)
{
	const char *district = fr_case_district(c), *station = fr_case_station(c);

	if (district || station)
		fr_buf_adds(out, before);
	put_station_and_district(list, out, station, district);
}

/* "Arms Act 25(9), 27(1); IPC 336": sections of one act that stand side by side share its name. */
void fr_put_law(struct fr_buf *out, const struct fr_case *c)
{
	const char *act, *section, *last = NULL;
	size_t pos = 0;

	while ((act = fr_items_next(&c->law, &pos)) && (section = fr_items_next(&c->law, &pos))) {
		const bool same = last && strcmp(last, act) == 0;

		if (last)
			fr_buf_adds(out, same ? ", " : "; ");
		if (!same)
			fr_put_text(out, act);
		if (!same && *act && *section)
			fr_buf_addc(out, ' ');
		fr_put_text(out, section);
		last = act;
	}
}

struct platform_line {
	const char *name;
	uint32_t n;
};

static int by_count(const void *left, const void *right)
{
	const struct platform_line *a = left, *b = right;

	if (a->n != b->n)
		return a->n > b->n ? -1 : 1;
	return strcmp(a->name, b->name);
}

/* "3 (x 1, telegram 1, whatsapp 1), accounts: 3" */
void fr_put_reports(struct fr_case_list *list, struct fr_buf *out, const struct fr_case *c)
{
	struct platform_line lines[FR_PLATFORMS_MAX];
	const size_t n = c->n_platforms < FR_PLATFORMS_MAX ? c->n_platforms : FR_PLATFORMS_MAX;

	for (size_t i = 0; i < n; i++)
		lines[i] = (struct platform_line){fr_case_platform(list->table, c->platforms[i].platform),
						  c->platforms[i].n};
	if (n)
		qsort(lines, n, sizeof *lines, by_count);
	fr_buf_addf(out, "%llu (", (unsigned long long)(c->n_posts - c->n_again));
	for (size_t i = 0; i < n; i++) {
		fr_buf_adds(out, i ? ", " : "");
		fr_put_text(out, lines[i].name);
		fr_buf_addf(out, " %lu", (unsigned long)lines[i].n);
	}
	fr_buf_addc(out, ')');
	if (c->n_accounts) {
		fr_buf_addf(out, ", %s: ", fr_say(list->lang, FR_SAY_ACCOUNTS));
		if (c->more_accounts)
			fr_buf_addf(out, "%s ", fr_say(list->lang, FR_SAY_MORE_THAN));
		fr_buf_addf(out, "%zu", c->n_accounts);
	}
	if (c->n_again)
		fr_buf_addf(out, "; %s: %llu", fr_say(list->lang, FR_SAY_AGAIN), (unsigned long long)c->n_again);
}

typedef void put_name_fn(const struct fr_names *names, struct fr_buf *out, const char *ref);

/* A place or an office by its name. What the pack has no name for is the record's own word, and not to be trusted. */
static void put_name(struct fr_case_list *list, struct fr_buf *out, put_name_fn *put, const char *ref)
{
	struct fr_buf name = {0};

	put(list->names, &name, ref);
	fr_put_text(out, fr_buf_str(&name));
	fr_buf_free(&name);
}

static void put_reasons(struct fr_case_list *list, struct fr_buf *out, const struct fr_items *reasons)
{
	const char *kind, *text, *place;
	size_t pos = 0;

	while ((kind = fr_items_next(reasons, &pos)) && (text = fr_items_next(reasons, &pos)) &&
	       (place = fr_items_next(reasons, &pos))) {
		fr_buf_adds(out, out->len ? "; " : "");
		const bool plain = strcmp(kind, "place") == 0; /* what the label says already */

		if (!plain)
			fr_put_text(out, fr_say_code(list->lang, kind));
		if (*text) {
			fr_buf_adds(out, *kind && !plain ? " “" : "“");
			fr_put_text(out, text);
			fr_buf_adds(out, "”");
		}
		if (*place) {
			fr_buf_adds(out, " → ");
			put_name(list, out, fr_names_put_place, place);
		}
	}
}

/* Why a person has to look at the case; nothing if nobody has to. */
void fr_put_doubt(struct fr_case_list *list, struct fr_buf *out, const struct fr_case *c)
{
	const struct fr_case_route *route = fr_case_route(c);
	const char *item;
	size_t pos = 0;

	if (fr_case_section(c) != FR_SECTION_REVIEW)
		return;
	if (c->standing == FR_STANDING_UNCLASSED)
		fr_buf_adds(out, fr_say(list->lang, FR_SAY_NOT_CLASSED));
	if (c->standing == FR_STANDING_UNSURE)
		fr_buf_adds(out, fr_say(list->lang, FR_SAY_UNSURE));
	if (!route->present)
		fr_buf_addf(out, "%s%s", out->len ? "; " : "", fr_say(list->lang, FR_SAY_NOT_ROUTED));
	if (!route->district)
		put_reasons(list, out, &route->reasons);
	while ((item = fr_items_next(&route->alternatives, &pos))) {
		if (item == route->alternatives.bytes)
			fr_buf_addf(out, "%s%s: ", out->len ? "; " : "", fr_say(list->lang, FR_SAY_MAY_BE));
		else
			fr_buf_adds(out, " / ");
		put_name(list, out, fr_names_put_place, item);
	}
}

/* The words that led to the place, and whose words they are if not those that are quoted. */
void fr_put_place_reasons(struct fr_case_list *list, struct fr_buf *out, const struct fr_case *c)
{
	const struct fr_case_route *route = fr_case_route(c);

	if (fr_case_section(c) == FR_SECTION_REVIEW) {
		if (!route->district)
			return; /* then they are the doubt */
		put_station_and_district(list, out, route->station, route->district);
	}
	put_reasons(list, out, &route->reasons);
	if (route == &c->placed && route->post) {
		fr_buf_addf(out, "%s%s ", out->len ? "; " : "", fr_say(list->lang, FR_SAY_PLACE_FROM));
		fr_put_text(out, route->post);
	}
}

void fr_put_office(struct fr_case_list *list, struct fr_buf *out, const char *office)
{
	put_name(list, out, fr_names_put_office, office);
}

void fr_put_offices(struct fr_case_list *list, struct fr_buf *out, const struct fr_items *offices)
{
	const char *item;
	size_t pos = 0;

	while ((item = fr_items_next(offices, &pos))) {
		fr_buf_adds(out, out->len ? "; " : "");
		put_name(list, out, fr_names_put_office, item);
	}
}
