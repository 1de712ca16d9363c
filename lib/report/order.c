#include "report/order.h"

#include <stdlib.h>
#include <string.h>
#include "core/time.h"

static const char *const desks[FR_SECTIONS] = {"district", "railway", "state", NULL, "review", "out_of_state"};

enum fr_section fr_case_section(const struct fr_case *c)
{
	const char *desk = fr_case_route(c)->desk;

	if (!desk || c->standing == FR_STANDING_UNCLASSED || c->standing == FR_STANDING_UNSURE)
		return FR_SECTION_REVIEW;
	for (int i = 0; i < FR_SECTIONS; i++)
		if (desks[i] && strcmp(desk, desks[i]) == 0)
			return i;
	return FR_SECTION_OTHER;
}

const char *fr_case_section_id(const struct fr_case *c)
{
	const char *id = desks[fr_case_section(c)];

	return id ? id : fr_case_route(c)->desk;
}

const char *fr_case_review_id(const struct fr_case *c)
{
	if (fr_case_section(c) != FR_SECTION_REVIEW)
		return NULL;
	if (c->standing == FR_STANDING_UNCLASSED)
		return "not_classified";
	if (c->standing == FR_STANDING_UNSURE)
		return "unsure";
	return fr_case_route(c)->present ? "no_place" : "not_routed";
}

static const char *filed_under(const struct fr_case *c, const char *name)
{
	const enum fr_section section = fr_case_section(c);

	return section == FR_SECTION_REVIEW || section == FR_SECTION_OUT_OF_STATE ? NULL : name;
}

const char *fr_case_district(const struct fr_case *c)
{
	return filed_under(c, fr_case_route(c)->district);
}

const char *fr_case_station(const struct fr_case *c)
{
	return filed_under(c, fr_case_route(c)->station);
}

/* NULL comes last. */
static int compare_names(const char *a, const char *b)
{
	if (!a || !b)
		return !a - !b;
	return strcmp(a, b);
}

static int compare_sections(const struct fr_case *a, const struct fr_case *b)
{
	const int difference = (int)fr_case_section(a) - (int)fr_case_section(b);

	if (difference || fr_case_section(a) != FR_SECTION_OTHER)
		return difference;
	return strcmp(fr_case_route(a)->desk, fr_case_route(b)->desk);
}

/* Of two different moments; what is not known comes last. */
static int compare_moments(int64_t a, int64_t b)
{
	if (a == FR_TIME_NONE || b == FR_TIME_NONE)
		return a == FR_TIME_NONE ? 1 : -1;
	return a < b ? -1 : 1;
}

static int by_urgency(const void *left, const void *right)
{
	const struct fr_case *a = *(struct fr_case *const *)left, *b = *(struct fr_case *const *)right;

	if (a->priority != b->priority)
		return a->priority - b->priority;
	if (a->due_at != b->due_at)
		return compare_moments(a->due_at, b->due_at);
	if (a->first_at != b->first_at)
		return compare_moments(a->first_at, b->first_at);
	return strcmp(a->id, b->id);
}

/* Groups side by side, and in each the cases by urgency: for finding out each group's best. */
static int by_group(const void *left, const void *right)
{
	const struct fr_case *a = *(struct fr_case *const *)left, *b = *(struct fr_case *const *)right;
	int difference = compare_sections(a, b);

	if (!difference)
		difference = compare_names(fr_case_district(a), fr_case_district(b));
	if (!difference)
		difference = compare_names(fr_case_station(a), fr_case_station(b));
	return difference ? difference : (a->rank > b->rank) - (a->rank < b->rank);
}

static int by_ranks(const void *left, const void *right)
{
	const struct fr_case *a = *(struct fr_case *const *)left, *b = *(struct fr_case *const *)right;
	const int difference = compare_sections(a, b);

	if (difference)
		return difference;
	if (a->rank_district != b->rank_district)
		return a->rank_district < b->rank_district ? -1 : 1;
	if (a->rank_station != b->rank_station)
		return a->rank_station < b->rank_station ? -1 : 1;
	return (a->rank > b->rank) - (a->rank < b->rank);
}

enum fr_heading fr_case_heading(const struct fr_case *a, const struct fr_case *b)
{
	if (compare_sections(a, b) != 0)
		return FR_HEADING_SECTION;
	if (compare_names(fr_case_district(a), fr_case_district(b)) != 0)
		return FR_HEADING_DISTRICT;
	if (compare_names(fr_case_station(a), fr_case_station(b)) != 0)
		return FR_HEADING_STATION;
	return FR_HEADING_NONE;
}

/* A group has the rank of its best case: the first of a station's, the least of the stations' of a district. */
static void rank_groups(struct fr_case **cases, size_t n)
{
	size_t district = 0, best;

	for (size_t i = 0; i < n; i++) {
		const bool new_station = i == 0 || fr_case_heading(cases[i - 1], cases[i]) != FR_HEADING_NONE;

		cases[i]->rank_station = new_station ? cases[i]->rank : cases[i - 1]->rank_station;
	}
	for (size_t i = 1; i <= n; i++) {
		if (i < n && fr_case_heading(cases[i - 1], cases[i]) < FR_HEADING_DISTRICT)
			continue;
		best = cases[district]->rank;
		for (size_t k = district; k < i; k++)
			if (cases[k]->rank < best)
				best = cases[k]->rank;
		for (; district < i; district++)
			cases[district]->rank_district = best;
	}
}

void fr_cases_sort(struct fr_case **cases, size_t n)
{
	if (n == 0)
		return;
	qsort(cases, n, sizeof *cases, by_urgency);
	for (size_t i = 0; i < n; i++)
		cases[i]->rank = i;
	qsort(cases, n, sizeof *cases, by_group);
	rank_groups(cases, n);
	qsort(cases, n, sizeof *cases, by_ranks);
}
