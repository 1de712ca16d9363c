#include "report/case.h"

#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "core/mem.h"
#include "core/time.h"
#include "report/keep.h"
#include "text/width.h"

#define OTHER_PLATFORM 0

struct fr_case_table {
	void *tree; /* of struct fr_case *, by id: tsearch keeps it balanced */
	struct fr_case **cases;
	size_t n, cap;
	char *platforms[FR_PLATFORMS_MAX];
	uint32_t n_platforms;
	size_t text_max;
};

struct fr_case_table *fr_case_table_new(size_t text_max)
{
	struct fr_case_table *table = fr_xcalloc(1, sizeof *table);

	table->text_max = text_max < FR_CASE_TEXT_MAX ? text_max : FR_CASE_TEXT_MAX;
	table->platforms[OTHER_PLATFORM] = fr_xstrdup("other");
	table->n_platforms = 1;
	return table;
}

static void case_free(struct fr_case *c)
{
	free(c->id);
	free(c->category);
	free(c->reason);
	free(c->law_code);
	free(c->law.bytes);
	free(c->evidence.bytes);
	free(c->post);
	free(c->text);
	fr_keep_route_free(&c->lead);
	fr_keep_route_free(&c->placed);
	free(c->url);
	free(c->platforms);
	free(c->accounts);
	free(c);
}

static void nothing(void *node)
{
	(void)node; /* the cases are freed by the list */
}

void fr_case_table_free(struct fr_case_table *table)
{
	if (!table)
		return;
	tdestroy(table->tree, nothing);
	for (size_t i = 0; i < table->n; i++)
		case_free(table->cases[i]);
	for (uint32_t i = 0; i < table->n_platforms; i++)
		free(table->platforms[i]);
	free(table->cases);
	free(table);
}

static int by_id(const void *a, const void *b)
{
	return strcmp(((const struct fr_case *)a)->id, ((const struct fr_case *)b)->id);
}

static struct fr_case *find_or_add(struct fr_case_table *table, const char *id)
{
	struct fr_case key = {.id = (char *)id}, *c;
	void *found = tfind(&key, &table->tree, by_id);

	if (found)
		return *(struct fr_case **)found;
	c = fr_xcalloc(1, sizeof *c);
	c->id = fr_xstrdup(id);
	c->priority = FR_NO_PRIORITY;
	c->first_at = c->due_at = c->url_at = FR_TIME_NONE;
	if (!tsearch(c, &table->tree, by_id))
		fr_out_of_memory();
	table->cases = fr_grow(table->cases, table->n, &table->cap, sizeof *table->cases);
	table->cases[table->n++] = c;
	return c;
}

static uint32_t platform_number(struct fr_case_table *table, struct fr_bytes name)
{
	uint32_t i;

	for (i = 0; i < table->n_platforms; i++)
		if (strlen(table->platforms[i]) == name.len && memcmp(table->platforms[i], name.bytes, name.len) == 0)
			return i;
	if (!name.bytes || i == FR_PLATFORMS_MAX)
		return OTHER_PLATFORM;
	table->platforms[i] = fr_xstrndup(name.bytes, name.len);
	table->n_platforms++;
	return i;
}

static void count_platform(struct fr_case *c, uint32_t platform)
{
	for (size_t i = 0; i < c->n_platforms; i++) {
		if (c->platforms[i].platform == platform) {
			c->platforms[i].n++;
			return;
		}
	}
	c->platforms = fr_grow(c->platforms, c->n_platforms, &c->cap_platforms, sizeof *c->platforms);
	c->platforms[c->n_platforms++] = (struct fr_case_count){platform, 1};
}

/* A sorted array: binary search, and at most FR_CASE_ACCOUNTS_MAX moves. */
static void count_account(struct fr_case *c, uint64_t account)
{
	size_t low = 0, high = c->n_accounts;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (c->accounts[middle] < account)
			low = middle + 1;
		else
			high = middle;
	}
	if (account == 0 || (low < c->n_accounts && c->accounts[low] == account))
		return;
	if (c->n_accounts == FR_CASE_ACCOUNTS_MAX) {
		c->more_accounts = true;
		return;
	}
	c->accounts = fr_grow(c->accounts, c->n_accounts, &c->cap_accounts, sizeof *c->accounts);
	memmove(c->accounts + low + 1, c->accounts + low, (c->n_accounts - low) * sizeof *c->accounts);
	c->accounts[low] = account;
	c->n_accounts++;
}

static enum fr_standing standing_of(const struct fr_report_class *class)
{
	static const char unsure[] = "unsure";

	if (!class->present)
		return FR_STANDING_UNCLASSED;
	if (class->reason.len == sizeof unsure - 1 && memcmp(class->reason.bytes, unsure, sizeof unsure - 1) == 0)
		return FR_STANDING_UNSURE;
	return class->actionable ? FR_STANDING_ACT : FR_STANDING_NONE;
}

/* Is the post above the case's lead post? See case.h for the key. */
static bool leads(const struct fr_case *c, const struct fr_report_post *post, enum fr_standing standing)
{
	const bool placed = post->route.district.bytes != NULL, had_place = c->lead.district != NULL;

	if (c->n_posts == 0)
		return true;
	if (standing != c->standing)
		return standing > c->standing;
	if (post->class.priority != c->priority)
		return post->class.priority < c->priority;
	if (placed != had_place)
		return placed;
	return post->route.confidence > c->lead.confidence;
}

static void take_lead(const struct fr_case_table *table, struct fr_case *c, const struct fr_report_post *post)
{
	const struct fr_report_class *class = &post->class;

	c->priority = class->priority;
	c->score = class->score;
	fr_keep_string(&c->category, class->category);
	fr_keep_string(&c->reason, class->reason);
	fr_keep_string(&c->law_code, class->law_code);
	fr_keep_law(&c->law, class->sections);
	fr_keep_evidence(&c->evidence, class->evidence, class->category);
	fr_keep_string(&c->post, post->id);
	free(c->text);
	c->text_full_len = post->text.len;
	c->text_len = post->text.len;
	if (c->text_len > table->text_max)
		c->text_len = fr_keep_cut(post->text.bytes, post->text.len, table->text_max);
	c->text = c->text_len ? fr_xstrndup(post->text.bytes, c->text_len) : NULL;
	fr_keep_route(&c->lead, post);
}

/* Is the post the best that says where the case belongs? */
static bool places(const struct fr_case *c, const struct fr_report_post *post)
{
	const bool station = post->route.station.bytes != NULL, had_station = c->placed.station != NULL;

	if (!post->route.district.bytes)
		return false;
	if (!c->placed.present)
		return true;
	if (station != had_station)
		return station;
	return post->route.confidence > c->placed.confidence;
}

static void take_times(struct fr_case *c, const struct fr_report_post *post, enum fr_standing standing)
{
	const int64_t due = standing != FR_STANDING_NONE ? post->route.due_at : FR_TIME_NONE;
	bool earlier = post->time_at != FR_TIME_NONE && (c->url_at == FR_TIME_NONE || post->time_at < c->url_at);

	if (post->time_at != FR_TIME_NONE && (c->first_at == FR_TIME_NONE || post->time_at < c->first_at))
		c->first_at = post->time_at;
	if (due != FR_TIME_NONE && (c->due_at == FR_TIME_NONE || due < c->due_at))
		c->due_at = due;
	if (post->url.len > 0 && post->url.len <= FR_CASE_URL_MAX && (!c->url || earlier)) {
		fr_keep_string(&c->url, post->url);
		c->url_at = post->time_at;
	}
}

void fr_case_table_add(struct fr_case_table *table, const struct fr_report_post *post, uint64_t ordinal)
{
	const enum fr_standing standing = standing_of(&post->class);
	char id[FR_REPORT_NAME_MAX + 1];
	struct fr_case *c;

	if (post->case_id.bytes)
		snprintf(id, sizeof id, "%.*s", (int)post->case_id.len, post->case_id.bytes);
	else
		snprintf(id, sizeof id, "record-%llu", (unsigned long long)ordinal);
	c = find_or_add(table, id);
	if (leads(c, post, standing)) {
		c->standing = standing;
		take_lead(table, c, post);
	}
	if (standing != FR_STANDING_NONE && places(c, post))
		fr_keep_route(&c->placed, post);
	take_times(c, post, standing);
	c->n_posts++;
	if (post->again) {
		c->n_again++;
		return;
	}
	count_platform(c, platform_number(table, post->platform));
	count_account(c, post->account);
}

struct fr_case *const *fr_case_table_all(const struct fr_case_table *table, size_t *ret_n)
{
	*ret_n = table->n;
	return table->cases;
}

const char *fr_case_platform(const struct fr_case_table *table, uint32_t platform)
{
	return table->platforms[platform];
}

const struct fr_case_route *fr_case_route(const struct fr_case *c)
{
	const bool review = !c->lead.desk || strcmp(c->lead.desk, "review") == 0;

	return review && !c->lead.district && c->placed.present ? &c->placed : &c->lead;
}
