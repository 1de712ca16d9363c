#include <stdlib.h>
#include <string.h>
#include <xxhash.h>
#include "dedupe/cases_priv.h"

#define CASE_ID_TRIES 8
#define NAME_HEX      12
#define CLOCK_SHARE   100 /* one case in so many may have a wrong clock */

struct fr_cases *fr_cases_new(const struct fr_cases_options *options)
{
	struct fr_cases *cases = fr_xcalloc(1, sizeof(*cases));

	cases->options = *options;
	cases->threshold_changed = (1 + options->threshold) / 2;
	cases->at = FR_TIME_NONE;
	return cases;
}

void fr_cases_free(struct fr_cases *cases)
{
	if (!cases)
		return;
	free(cases->items);
	free(cases->log);
	fr_buf_free(&cases->ids);
	fr_buf_free(&cases->log_ids);
	fr_hashindex_free(&cases->keys);
	fr_forms_free(&cases->forms);
	fr_anchors_free(&cases->anchors);
	free(cases);
}

uint64_t fr_case_key(const void *bytes, size_t len)
{
	return XXH3_64bits(bytes, len);
}

uint32_t fr_cases_resolve(const struct fr_cases *cases, uint32_t case_n)
{
	while (cases->items[case_n].merged != FR_CASE_NONE)
		case_n = cases->items[case_n].merged;
	return case_n;
}

uint32_t fr_cases_find_key(const struct fr_cases *cases, uint64_t key)
{
	size_t walk = 0;
	uint32_t case_n;

	return fr_hashindex_next(&cases->keys, key, UINT64_MAX, &walk, &case_n) ? case_n : FR_CASE_NONE;
}

void fr_cases_enter_key(struct fr_cases *cases, uint64_t key, uint32_t case_n)
{
	fr_hashindex_add(&cases->keys, key, case_n);
}

/* Is a case of this id there, or a post whose case would have it? */
static bool id_taken(const struct fr_cases *cases, uint64_t hash)
{
	size_t walk = 0;
	uint32_t other;

	return fr_hashindex_next(&cases->keys, hash, UINT64_MAX << FR_CASE_ID_SHIFT, &walk, &other);
}

static uint64_t new_case_id(const struct fr_cases *cases, uint64_t key)
{
	uint64_t hash = key;

	for (unsigned seed = 1; seed <= CASE_ID_TRIES && id_taken(cases, hash); seed++)
		hash = XXH3_64bits_withSeed(&key, sizeof(key), seed);
	return hash >> FR_CASE_ID_SHIFT;
}

static uint64_t key_of_id(uint64_t case_id)
{
	return case_id << FR_CASE_ID_SHIFT;
}

/* The case's id as a key, if it isn't that of its first post; entered before that post's own. */
static void enter_id(struct fr_cases *cases, const struct fr_case *c, uint32_t case_n)
{
	if (c->case_id != c->first_key >> FR_CASE_ID_SHIFT)
		fr_cases_enter_key(cases, key_of_id(c->case_id), case_n);
}

void fr_cases_restore(struct fr_cases *cases, const struct fr_case *c, const char *id)
{
	struct fr_case *mine;

	cases->items = fr_grow(cases->items, cases->n, &cases->cap, sizeof(*cases->items));
	mine = &cases->items[cases->n];
	*mine = *c;
	mine->id_off = cases->ids.len;
	mine->n_forms = 0;
	fr_buf_add(&cases->ids, id, c->id_len);
	enter_id(cases, mine, (uint32_t)cases->n++);
}

static uint32_t open_case(struct fr_cases *cases, const char *id, size_t id_len, uint64_t key)
{
	struct fr_case c = {.first_key = key,
			    .case_id = new_case_id(cases, key),
			    .id_len = (uint16_t)id_len,
			    .serial = cases->next_serial++,
			    .merged = FR_CASE_NONE,
			    .first_at = FR_TIME_NONE,
			    .last_at = FR_TIME_NONE,
			    .changed = true};

	fr_cases_restore(cases, &c, id);
	return (uint32_t)cases->n - 1;
}

/* For those who save the posts. */
static void log_post(struct fr_cases *cases, const struct fr_case_post *post, uint32_t case_n, int64_t at)
{
	struct fr_seen *seen;

	if (!cases->keep_log)
		return;
	cases->log = fr_grow(cases->log, cases->n_log, &cases->cap_log, sizeof(*cases->log));
	seen = &cases->log[cases->n_log++];
	*seen = (struct fr_seen){.key = post->key,
				 .author = post->author,
				 .id_off = cases->log_ids.len,
				 .at = at,
				 .case_serial = cases->items[case_n].serial,
				 .id_len = (uint16_t)post->id_len,
				 .platform = (uint8_t)post->platform};
	fr_buf_add(&cases->log_ids, post->id, post->id_len);
}

static void take_time(struct fr_case *c, int64_t at)
{
	if (at == FR_TIME_NONE)
		return;
	if (c->first_at == FR_TIME_NONE || at < c->first_at)
		c->first_at = at;
	if (c->last_at == FR_TIME_NONE || at > c->last_at)
		c->last_at = at;
}

/* A case whose first post had no place takes that of the first member that has: posts of two places don't meet in it.
 */
static void take_in(struct fr_cases *cases, uint32_t case_n, const struct fr_case_post *post,
		    const struct fr_decision *d)
{
	struct fr_case *c = &cases->items[case_n];

	take_time(c, d->at);
	c->district = c->district ? c->district : d->district;
	c->station = c->station ? c->station : d->station;
	c->category = c->category ? c->category : d->category;
	c->changed = true;
	for (size_t i = 0; i < post->n_ties && i < FR_ANCHORS_MAX; i++)
		if (post->ties[i].kind <= FR_TIE_LINK || (post->ties[i].kind == FR_TIE_REPOST &&
							  fr_cases_find_key(cases, post->ties[i].hash) == FR_CASE_NONE))
			fr_anchors_add(&cases->anchors, post->ties[i].hash, case_n);
}

/* The post's text is from now on one of the case's first. */
static void add_form(struct fr_cases *cases, uint32_t case_n, struct fr_sample *sample)
{
	struct fr_case *c = &cases->items[case_n];

	if (!sample->told || c->n_forms == FR_FORMS_A_CASE)
		return;
	sample->form.case_n = case_n;
	sample->form.serial = cases->forms.next_serial++;
	c->forms[c->n_forms++] = (uint32_t)cases->forms.n;
	fr_forms_add(&cases->forms, &sample->form, sample->telling.codes);
}

static int ascending(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* The moment that all cases but one in CLOCK_SHARE have reached. */
static int64_t clock_of(const struct fr_cases *cases)
{
	int64_t *at = fr_xreallocarray(NULL, cases->n, sizeof(*at)), ret;

	for (size_t i = 0; i < cases->n; i++)
		at[i] = cases->items[i].last_at;
	qsort(at, cases->n, sizeof(*at), ascending);
	ret = at[cases->n - 1 - cases->n / CLOCK_SHARE];
	free(at);
	return ret;
}

/* New indexes of the cases that stay, by the old ones. */
static uint32_t *choose(const struct fr_cases *cases, int64_t since)
{
	uint32_t *ret = fr_xcalloc(cases->n, sizeof(*ret)), n = 0;

	for (size_t i = 0; i < cases->n; i++)
		if (cases->items[i].last_at == FR_TIME_NONE || cases->items[i].last_at >= since)
			ret[fr_cases_resolve(cases, (uint32_t)i)] = ret[i] = 1;
	/* A merged case needs all that it leads to. */
	for (size_t i = 0; i < cases->n; i++)
		for (uint32_t k = (uint32_t)i; ret[i] && cases->items[k].merged != FR_CASE_NONE;)
			ret[k = cases->items[k].merged] = 1;
	for (size_t i = 0; i < cases->n; i++)
		ret[i] = ret[i] ? n++ : FR_CASE_NONE;
	return ret;
}

static void keep_cases(struct fr_cases *cases, const uint32_t *new_case)
{
	struct fr_buf ids = {0};
	size_t n = 0;

	for (size_t i = 0; i < cases->n; i++) {
		struct fr_case *c = &cases->items[n];

		if (new_case[i] == FR_CASE_NONE)
			continue;
		*c = cases->items[i];
		fr_buf_add(&ids, cases->ids.bytes + c->id_off, c->id_len);
		c->id_off = ids.len - c->id_len;
		c->merged = c->merged == FR_CASE_NONE ? FR_CASE_NONE : new_case[c->merged];
		c->n_forms = 0;
		n++;
	}
	cases->n = n;
	fr_buf_free(&cases->ids);
	cases->ids = ids;
}

static void keep_keys(struct fr_cases *cases, const uint32_t *new_case)
{
	struct fr_hashindex old = cases->keys;

	memset(&cases->keys, 0, sizeof(cases->keys));
	for (size_t i = 0; i < old.cap; i++)
		if (old.items[i] != UINT32_MAX && new_case[old.items[i]] != FR_CASE_NONE)
			fr_cases_enter_key(cases, old.hashes[i], new_case[old.items[i]]);
	fr_hashindex_free(&old);
}

static void purge(struct fr_cases *cases)
{
	int64_t now = clock_of(cases);
	uint32_t *new_case;

	if (now != FR_TIME_NONE) {
		new_case = choose(cases, now - cases->options.window);
		keep_cases(cases, new_case);
		keep_keys(cases, new_case);
		fr_anchors_purge(&cases->anchors, new_case);
		fr_forms_purge(&cases->forms, new_case);
		for (size_t i = 0; i < cases->forms.n; i++) {
			struct fr_case *c = &cases->items[cases->forms.items[i].case_n];

			c->forms[c->n_forms++] = (uint32_t)i;
		}
		fr_freq_halve(&cases->freq);
		free(new_case);
		cases->purged = true;
	}
	cases->n_purged = cases->n;
}

static void refer(const struct fr_cases *cases, uint32_t case_n, enum fr_case_why why, double likeness,
		  struct fr_case_ref *ret)
{
	const struct fr_case *c = &cases->items[case_n];

	*ret = (struct fr_case_ref){c->case_id, why, likeness, "", c->id_len};
	if (c->id_len)
		ret->of = cases->ids.bytes + c->id_off;
}

/* A post that was seen before. Nothing changes, but for the first post of a case that was taken out of another. */
static void place_again(struct fr_cases *cases, const struct fr_case_post *post, uint32_t case_n,
			struct fr_case_verdict *ret)
{
	struct fr_case *c = &cases->items[case_n];
	struct fr_sample sample;

	if (c->unmerged && !c->n_forms && c->first_key == post->key) {
		fr_sample_take(&sample, post->canon, FR_MATTER_MIN, FR_NEAR_SHINGLES);
		sample.form.at = c->first_at;
		add_form(cases, case_n, &sample);
		c->changed = true;
	}
	refer(cases, fr_cases_resolve(cases, case_n), FR_WHY_SAME_POST, 1, &ret->to);
}

void fr_cases_place(struct fr_cases *cases, const struct fr_case_post *post, struct fr_case_verdict *ret)
{
	uint32_t case_n = fr_cases_find_key(cases, post->key);
	struct fr_decision d;

	memset(ret, 0, sizeof(*ret));
	if (case_n != FR_CASE_NONE) {
		place_again(cases, post, case_n, ret);
		return;
	}
	if (cases->n >= cases->n_purged + cases->n_purged / 4 + FR_PURGE_MIN)
		purge(cases);
	fr_cases_decide(cases, post, &d);
	case_n = d.case_n;
	if (case_n == FR_CASE_NONE) {
		case_n = open_case(cases, post->id, post->id_len, post->key);
		cases->items[case_n].no_case = post->no_case;
		fr_freq_count(&cases->freq, &d.sample.telling);
	}
	take_in(cases, case_n, post, &d);
	if (d.why != FR_WHY_TEXT)
		add_form(cases, case_n, &d.sample);
	fr_cases_enter_key(cases, post->key, case_n);
	log_post(cases, post, case_n, d.at);
	if (post->at)
		cases->at = *post->at;
	refer(cases, case_n, d.why, d.why == FR_WHY_FIRST ? 1 : d.likeness, &ret->to);
	for (; ret->n_maybe < d.n_maybe; ret->n_maybe++)
		refer(cases, d.maybe[ret->n_maybe].case_n, d.maybe[ret->n_maybe].why, d.maybe[ret->n_maybe].likeness,
		      &ret->maybe[ret->n_maybe]);
}

static bool read_name(const char *name, uint64_t *ret_id)
{
	char *end;

	if (strncmp(name, "c-", 2) != 0 || strlen(name) != 2 + NAME_HEX ||
	    strspn(name + 2, "0123456789abcdef") != NAME_HEX)
		return false;
	*ret_id = strtoull(name + 2, &end, 16);
	return true;
}

uint32_t fr_cases_find_name(const struct fr_cases *cases, const char *name)
{
	uint64_t id;
	size_t walk = 0;
	uint32_t case_n;

	if (!read_name(name, &id))
		return FR_CASE_NONE;
	while (fr_hashindex_next(&cases->keys, key_of_id(id), UINT64_MAX << FR_CASE_ID_SHIFT, &walk, &case_n))
		if (cases->items[case_n].case_id == id)
			return case_n;
	return FR_CASE_NONE;
}

static int no_such_case(const char *name, struct fr_error *err)
{
	char quoted[FR_QUOTE_MAX];

	return fr_fail(err, FR_FATAL, "no case %s in the state", fr_quote(quoted, name, strlen(name)));
}

int fr_cases_merge(struct fr_cases *cases, const char *a, const char *b, struct fr_error *err)
{
	uint32_t to = fr_cases_find_name(cases, a), from = fr_cases_find_name(cases, b);

	if (to == FR_CASE_NONE || from == FR_CASE_NONE)
		return no_such_case(to == FR_CASE_NONE ? a : b, err);
	to = fr_cases_resolve(cases, to);
	from = fr_cases_resolve(cases, from);
	if (to == from)
		return FR_OK;
	cases->items[from].merged = to;
	cases->items[from].changed = cases->items[to].changed = true;
	take_time(&cases->items[to], cases->items[from].first_at);
	take_time(&cases->items[to], cases->items[from].last_at);
	return FR_OK;
}

int fr_cases_unmerge(struct fr_cases *cases, const char *case_id, const char *post_id, struct fr_error *err)
{
	size_t len = strlen(post_id);
	uint64_t key = fr_case_key(post_id, len);
	uint32_t from = fr_cases_find_name(cases, case_id), case_n = fr_cases_find_key(cases, key), own;
	char quoted[FR_QUOTE_MAX];

	if (from == FR_CASE_NONE)
		return no_such_case(case_id, err);
	if (case_n == FR_CASE_NONE || fr_cases_resolve(cases, case_n) != fr_cases_resolve(cases, from))
		return fr_fail(err, FR_FATAL, "post %s is not of case %s", fr_quote(quoted, post_id, len), case_id);
	if (cases->items[case_n].first_key == key && cases->items[case_n].merged == FR_CASE_NONE)
		return fr_fail(err, FR_FATAL, "post %s is the first of case %s: take the others out",
			       fr_quote(quoted, post_id, len), case_id);
	if (cases->items[case_n].first_key == key) {
		cases->items[case_n].merged = FR_CASE_NONE;
		cases->items[case_n].changed = true;
		return FR_OK;
	}
	own = open_case(cases, post_id, len, key);
	cases->items[own].first_at = cases->items[case_n].first_at;
	cases->items[own].last_at = cases->items[case_n].last_at;
	cases->items[own].unmerged = true;
	fr_hashindex_change(&cases->keys, key, own);
	log_post(cases, &(struct fr_case_post){.id = post_id, .id_len = len, .key = key}, own,
		 cases->items[own].first_at);
	return FR_OK;
}

size_t fr_cases_count(const struct fr_cases *cases)
{
	return cases->n;
}

size_t fr_cases_memory(const struct fr_cases *cases)
{
	return cases->n * sizeof(*cases->items) + cases->ids.len +
	       cases->keys.cap * (sizeof(uint64_t) + sizeof(uint32_t)) + fr_forms_memory(&cases->forms) +
	       fr_anchors_memory(&cases->anchors) + sizeof(*cases);
}
