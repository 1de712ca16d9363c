/* One record a case: see collapse.h. */
#include "dedupe/collapse.h"

#include <stdlib.h>
#include <string.h>
#include "core/json.h"
#include "core/mem.h"
#include "core/time.h"
#include "dedupe/hashindex.h"
#include "dedupe/post.h"

#define TEXT_BITS 20
#define NO_POST   UINT32_MAX

/* A post of a case; posts of one are chained, newest first. */
struct member {
	uint64_t key, author, id_off; /* id_off: in ids */
	int64_t at;
	uint32_t next;
	uint16_t id_len;
	uint8_t platform;
};

struct group {
	uint64_t case_id;
	char *best; /* a record, without a newline */
	size_t best_len;
	uint64_t score;
	struct fr_case_ref maybe[FR_CASE_MAYBES]; /* of the best; of is not used */
	size_t n_maybe;
	uint32_t members; /* index of the newest; NO_POST */
	bool begun;       /* by this run */
};

struct fr_collapse {
	struct group *groups;
	size_t n, cap;
	struct fr_hashindex index; /* case_id to group */
	struct member *members;
	size_t n_members, cap_members;
	struct fr_hashindex seen; /* keys of members */
	struct fr_buf ids, line;
	struct group *current; /* while the state's posts are read */
};

struct fr_collapse *fr_collapse_new(void)
{
	return fr_xcalloc(1, sizeof(struct fr_collapse));
}

void fr_collapse_free(struct fr_collapse *collapse)
{
	if (!collapse)
		return;
	for (size_t i = 0; i < collapse->n; i++)
		free(collapse->groups[i].best);
	free(collapse->groups);
	free(collapse->members);
	fr_hashindex_free(&collapse->index);
	fr_hashindex_free(&collapse->seen);
	fr_buf_free(&collapse->ids);
	fr_buf_free(&collapse->line);
	free(collapse);
}

/* Case ids are the upper bits of keys, and the index asks for the upper half. */
static uint64_t slot_of(uint64_t case_id)
{
	return case_id << 16;
}

static struct group *group_of(struct fr_collapse *c, uint64_t case_id)
{
	size_t walk = 0;
	uint32_t at;

	if (fr_hashindex_next(&c->index, slot_of(case_id), UINT64_MAX, &walk, &at))
		return &c->groups[at];
	c->groups = fr_grow(c->groups, c->n, &c->cap, sizeof(*c->groups));
	c->groups[c->n] = (struct group){.case_id = case_id, .members = NO_POST};
	fr_hashindex_add(&c->index, slot_of(case_id), (uint32_t)c->n);
	return &c->groups[c->n++];
}

static void add_member(struct fr_collapse *c, struct group *group, const struct member *member, const char *id)
{
	size_t walk = 0;
	uint32_t known;

	if (fr_hashindex_next(&c->seen, member->key, UINT64_MAX, &walk, &known))
		return;
	c->members = fr_grow(c->members, c->n_members, &c->cap_members, sizeof(*c->members));
	c->members[c->n_members] = *member;
	c->members[c->n_members].next = group->members;
	c->members[c->n_members].id_off = c->ids.len;
	fr_buf_add(&c->ids, id, member->id_len);
	group->members = (uint32_t)c->n_members;
	fr_hashindex_add(&c->seen, member->key, (uint32_t)c->n_members++);
}

/* How much a person would rather read this one than another of the case. */
static uint64_t score_of(const struct fr_record *rec, const struct fr_case_post *post)
{
	struct fr_json_span class, value;
	uint64_t length = post->canon ? post->canon->text.len : 0, score;

	score = length < (1u << TEXT_BITS) ? length : (1u << TEXT_BITS) - 1;
	if (!fr_record_find(rec, "kind", &value) || value.type != FR_JSON_STRING ||
	    !fr_json_string_is(&value, "repost"))
		score |= UINT64_C(1) << TEXT_BITS;
	if (!fr_record_find(rec, "class", &class) || class.type != FR_JSON_OBJECT)
		return score;
	for (uint64_t i = 1; fr_json_member(&class, "priority", &value) && value.type == FR_JSON_STRING && i <= 4;
	     i++) {
		const char name[] = {'P', (char)('0' + i), '\0'};

		if (fr_json_string_is(&value, name))
			score |= (4 - i) << (TEXT_BITS + 1);
	}
	if (fr_json_member(&class, "actionable", &value) && value.type == FR_JSON_TRUE)
		score |= UINT64_C(1) << (TEXT_BITS + 3);
	return score;
}

static void take_best(struct fr_collapse *c, struct group *group, const struct fr_record *rec,
		      const struct fr_case_post *post, const struct fr_case_verdict *verdict)
{
	uint64_t score = score_of(rec, post);

	if (group->best && score <= group->score)
		return;
	fr_buf_clear(&c->line);
	fr_record_render(rec, &c->line);
	free(group->best);
	group->best = fr_xstrndup(c->line.bytes, c->line.len);
	group->best_len = c->line.len;
	group->score = score;
	group->n_maybe = verdict->n_maybe;
	memcpy(group->maybe, verdict->maybe, sizeof(group->maybe));
}

void fr_collapse_take(struct fr_collapse *collapse, const struct fr_record *rec, const struct fr_case_post *post,
		      const struct fr_case_verdict *verdict)
{
	struct group *group = group_of(collapse, verdict->to.case_id);
	const struct member member = {.key = post->key,
				      .author = post->author,
				      .at = post->at ? *post->at : FR_TIME_NONE,
				      .id_len = (uint16_t)post->id_len,
				      .platform = (uint8_t)post->platform};

	group->begun = group->begun || verdict->to.why == FR_WHY_FIRST;
	take_best(collapse, group, rec, post, verdict);
	add_member(collapse, group, &member, post->id);
}

/* ---- the end */

static void take_earlier(void *arg, const struct fr_state_post *post)
{
	struct fr_collapse *c = arg;
	const struct member member = {.key = post->key,
				      .author = post->author,
				      .at = post->at,
				      .id_len = (uint16_t)post->id_len,
				      .platform = (uint8_t)post->platform};

	add_member(c, c->current, &member, post->id);
}

static int ascending(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* Different ones, of those that are known. */
static size_t count_authors(const struct fr_collapse *c, const struct group *group, size_t n_posts)
{
	uint64_t *authors = fr_xreallocarray(NULL, n_posts + 1, sizeof(*authors));
	size_t n = 0, different = 0;

	for (uint32_t i = group->members; i != NO_POST; i = c->members[i].next)
		if (c->members[i].author)
			authors[n++] = c->members[i].author;
	qsort(authors, n, sizeof(*authors), ascending);
	for (size_t i = 0; i < n; i++)
		different += !i || authors[i] != authors[i - 1];
	free(authors);
	return different;
}

struct totals {
	size_t n_posts;
	uint32_t platforms; /* a bit each */
	int64_t first, last;
};

static void add_up(const struct fr_collapse *c, const struct group *group, struct totals *ret)
{
	*ret = (struct totals){.first = FR_TIME_NONE, .last = FR_TIME_NONE};
	for (uint32_t i = group->members; i != NO_POST; i = c->members[i].next) {
		const struct member *m = &c->members[i];

		ret->n_posts++;
		ret->platforms |= UINT32_C(1) << m->platform;
		if (m->at == FR_TIME_NONE)
			continue;
		if (ret->first == FR_TIME_NONE || m->at < ret->first)
			ret->first = m->at;
		if (ret->last == FR_TIME_NONE || m->at > ret->last)
			ret->last = m->at;
	}
}

static void put_time(struct fr_buf *out, const char *name, int64_t at)
{
	if (at == FR_TIME_NONE)
		return;
	fr_json_put_name(out, name);
	fr_buf_addc(out, '"');
	fr_time_put_utc(out, at, 0, 0);
	fr_buf_addc(out, '"');
}

static int by_time(const struct member *a, const struct member *b)
{
	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return (a->key > b->key) - (a->key < b->key);
}

static int by_time_of(const void *a, const void *b, void *arg)
{
	const struct member *members = arg;

	return by_time(&members[*(const uint32_t *)a], &members[*(const uint32_t *)b]);
}

/* In the order of their times, so that it does not matter in which runs they came. */
static void put_ids(struct fr_collapse *c, const struct group *group, size_t n_posts, struct fr_buf *out)
{
	uint32_t *order = fr_xreallocarray(NULL, n_posts + 1, sizeof(*order));
	size_t n = 0;

	for (uint32_t i = group->members; i != NO_POST; i = c->members[i].next)
		if (c->members[i].id_len)
			order[n++] = i;
	qsort_r(order, n, sizeof(*order), by_time_of, c->members);
	fr_json_put_name(out, "ids");
	fr_buf_addc(out, '[');
	for (size_t i = 0; i < n; i++) {
		fr_json_put_comma(out);
		fr_json_put_string(out, c->ids.bytes + c->members[order[i]].id_off, c->members[order[i]].id_len);
	}
	fr_buf_addc(out, ']');
	free(order);
}

static void put_case(struct fr_collapse *c, const struct group *group, struct fr_buf *out)
{
	struct fr_case_verdict verdict = {.to = {.case_id = group->case_id, .why = FR_WHY_FIRST},
					  .n_maybe = group->n_maybe};
	struct totals totals;
	const char *name;

	memcpy(verdict.maybe, group->maybe, sizeof(verdict.maybe));
	for (size_t i = 0; i < verdict.n_maybe; i++)
		verdict.maybe[i].of_len = 0;
	add_up(c, group, &totals);
	fr_buf_clear(out);
	fr_buf_addc(out, '{');
	fr_post_put_case(out, &verdict);
	fr_json_member_int(out, "posts", (int64_t)totals.n_posts);
	fr_json_member_int(out, "authors", (int64_t)count_authors(c, group, totals.n_posts));
	fr_json_put_name(out, "platforms");
	fr_buf_addc(out, '[');
	for (unsigned i = 0; (name = i ? fr_post_platform(i) : "") != NULL; i++) {
		if (!i || !(totals.platforms >> i & 1))
			continue;
		fr_json_put_comma(out);
		fr_json_put_string(out, name, strlen(name));
	}
	fr_buf_addc(out, ']');
	put_time(out, "first_seen", totals.first);
	put_time(out, "last_seen", totals.last);
	put_ids(c, group, totals.n_posts, out);
	fr_buf_addc(out, '}');
}

int fr_collapse_end(struct fr_collapse *collapse, struct fr_state *state, const struct fr_cases *cases, bool only_new,
		    fr_collapse_emit_fn *emit, void *arg, struct fr_error *err)
{
	struct fr_record *rec = fr_record_new();
	struct fr_buf member = {0};
	int rc = FR_OK;

	for (size_t i = 0; i < collapse->n && rc == FR_OK; i++) {
		struct group *group = collapse->current = &collapse->groups[i];
		struct fr_place place = {"-", i + 1, 0, group->best_len};

		if (only_new && !group->begun)
			continue;
		if (state && !group->begun)
			rc = fr_state_posts(state, cases, group->case_id, take_earlier, collapse, err);
		if (rc == FR_OK)
			rc = fr_record_parse(rec, group->best, group->best_len, &place, err);
		if (rc != FR_OK)
			break;
		put_case(collapse, group, &member);
		fr_record_set_raw(rec, "case", member.bytes, member.len);
		rc = emit(arg, rec);
	}
	fr_buf_free(&member);
	fr_record_free(rec);
	return rc;
}
