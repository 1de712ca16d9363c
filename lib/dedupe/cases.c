#include <stdlib.h>
#include <string.h>
#include <xxhash.h>
#include "core/mem.h"
#include "dedupe/cases.h"
#include "dedupe/hashindex.h"
#include "dedupe/lsh.h"

#define CASE_ID_BITS   48
#define CASE_ID_SHIFT  (64 - CASE_ID_BITS)
#define CASE_ID_TRIES  8
#define SAME_TEXT_MAX  64   /* cases of one canonical text that are looked at: its places */
#define SAME_START_MAX 16   /* cases of one opening that are looked at */
#define CUT_SHARE_MIN  0.25 /* least share of the full text that the cut one must hold */

struct post_case {
	struct fr_signature signature;
	struct fr_telling_packed telling;
	uint64_t case_id;
	uint64_t id_off; /* of the first post's id, in ids */
	uint32_t district, station;
	uint16_t id_len;
	uint16_t n_shingles; /* of its text; at most UINT16_MAX */
	bool cut;
};

struct fr_cases {
	double threshold, threshold_changed;
	struct post_case *items;
	size_t n, cap;
	struct fr_buf ids;
	struct fr_hashindex keys, texts, openings;
	struct fr_lsh lsh;
};

/* The post at hand, as a case would hold it, so that the two are compared like with like. */
struct sample {
	struct post_case as;
	struct fr_telling telling; /* of the post */
	uint64_t text_hash, opening;
	bool told, long_enough; /* to be found as a copy; as a near one */
};

struct match {
	uint32_t item;
	double likeness;
};

struct fr_cases *fr_cases_new(double threshold)
{
	struct fr_cases *cases = fr_xcalloc(1, sizeof(*cases));

	cases->threshold = threshold;
	cases->threshold_changed = (1 + threshold) / 2;
	return cases;
}

void fr_cases_free(struct fr_cases *cases)
{
	if (!cases)
		return;
	free(cases->items);
	fr_buf_free(&cases->ids);
	fr_hashindex_free(&cases->keys);
	fr_hashindex_free(&cases->texts);
	fr_hashindex_free(&cases->openings);
	fr_lsh_free(&cases->lsh);
	free(cases);
}

uint64_t fr_case_key(const void *bytes, size_t len)
{
	return XXH3_64bits(bytes, len);
}

static const struct fr_signature *signature_of(const void *arg, uint32_t item)
{
	return &((const struct fr_cases *)arg)->items[item].signature;
}

static void take_sample(const struct fr_case_post *post, struct sample *ret)
{
	const struct fr_canon *canon = post->canon;
	size_t n;

	memset(ret, 0, sizeof(*ret));
	ret->as.district = (uint32_t)(post->district >> 32);
	ret->as.station = (uint32_t)(post->station >> 32);
	if (!canon)
		return;
	ret->telling = canon->telling;
	fr_telling_pack(&canon->telling, &ret->as.telling);
	ret->as.cut = canon->cut;
	ret->text_hash = canon->hash;
	ret->opening = canon->opening;
	ret->told = fr_telling_size(&canon->telling) >= FR_MATTER_MIN;
	if (!ret->told)
		return;
	n = fr_minhash_sign(canon->text.bytes, canon->text.len, &ret->as.signature);
	ret->as.n_shingles = n < UINT16_MAX ? (uint16_t)n : UINT16_MAX;
	ret->long_enough = n >= FR_NEAR_SHINGLES;
}

static bool differ(uint32_t a, uint32_t b)
{
	return a && b && a != b;
}

static bool elsewhere(const struct post_case *a, const struct post_case *b)
{
	return differ(a->district, b->district) || differ(a->station, b->station);
}

static void keep_best(struct match *best, uint32_t item, double likeness)
{
	if (likeness > best->likeness || (likeness == best->likeness && item < best->item))
		*best = (struct match){item, likeness};
}

static bool find_exact(const struct fr_cases *cases, const struct sample *sample, struct match *ret)
{
	size_t walk = 0;
	uint32_t item;

	for (int i = 0; i < SAME_TEXT_MAX; i++) {
		if (!fr_hashindex_next(&cases->texts, sample->text_hash, UINT64_MAX, &walk, &item))
			break;
		if (!elsewhere(&sample->as, &cases->items[item]))
			keep_best(ret, item, 1);
	}
	return ret->item != UINT32_MAX;
}

/* What holds two alike texts apart, whatever their likeness; else, whether a word was exchanged. */
static bool held_apart(const struct sample *sample, const struct post_case *other, bool *ret_exchanged)
{
	struct fr_telling telling;

	if (elsewhere(&sample->as, other))
		return true;
	fr_telling_unpack(&other->telling, &telling);
	*ret_exchanged = fr_telling_exchanged(&sample->telling, &telling);
	return fr_telling_apart(&sample->telling, &telling);
}

static void try_near(const struct fr_cases *cases, const struct sample *sample, uint32_t item, struct match *best)
{
	const struct post_case *other = &cases->items[item];
	double likeness = fr_minhash_likeness(&sample->as.signature, &other->signature);
	bool exchanged;

	if (likeness < cases->threshold || likeness < best->likeness)
		return;
	if (held_apart(sample, other, &exchanged) || (exchanged && likeness < cases->threshold_changed))
		return;
	keep_best(best, item, likeness);
}

/*
 * One of the two is the start of the other: the share of the union that both hold is then the ratio of their lengths.
 * The estimate may fall below that by twice its standard error.
 */
static void try_cut(const struct fr_cases *cases, const struct sample *sample, uint32_t item, struct match *best)
{
	const struct post_case *a = &sample->as, *b = &cases->items[item];
	const struct post_case *part = a->n_shingles < b->n_shingles ? a : b;
	const struct post_case *full = part == a ? b : a;
	double share, likeness, miss;
	bool exchanged;

	if (!part->cut || part->n_shingles < FR_NEAR_SHINGLES)
		return;
	share = (double)part->n_shingles / full->n_shingles;
	likeness = fr_minhash_likeness(&a->signature, &b->signature);
	miss = likeness < share ? share - likeness : 0;
	if (share < CUT_SHARE_MIN || miss * miss > 4 * share * (1 - share) / FR_MINHASH)
		return;
	if (held_apart(sample, b, &exchanged))
		return;
	keep_best(best, item, likeness < share ? likeness / share : 1);
}

static bool find_near(const struct fr_cases *cases, const struct sample *sample, struct match *ret)
{
	uint32_t items[FR_LSH_FOUND], item;
	size_t n = fr_lsh_find(&cases->lsh, &sample->as.signature, items), walk = 0;

	for (size_t i = 0; i < n; i++)
		__builtin_prefetch(&cases->items[items[i]]);
	for (size_t i = 0; i < n; i++)
		try_near(cases, sample, items[i], ret);
	for (int i = 0; i < SAME_START_MAX && sample->opening; i++) {
		if (!fr_hashindex_next(&cases->openings, sample->opening, UINT64_MAX, &walk, &item))
			break;
		try_cut(cases, sample, item, ret);
	}
	return ret->item != UINT32_MAX;
}

/* The case id that comes of a key, and the hash under which it is entered if it isn't the key itself. */
static uint64_t new_case_id(struct fr_cases *cases, uint64_t key, uint32_t item)
{
	uint64_t hash = key;
	uint32_t other;

	for (unsigned seed = 1; seed <= CASE_ID_TRIES; seed++) {
		size_t walk = 0;

		if (!fr_hashindex_next(&cases->keys, hash, UINT64_MAX << CASE_ID_SHIFT, &walk, &other))
			break;
		hash = XXH3_64bits_withSeed(&key, sizeof(key), seed);
	}
	if (hash != key)
		fr_hashindex_add(&cases->keys, hash, item);
	return hash >> CASE_ID_SHIFT;
}

static uint32_t open_case(struct fr_cases *cases, const struct fr_case_post *post, const struct sample *sample)
{
	uint32_t item = (uint32_t)cases->n;
	struct post_case *c;

	cases->items = fr_grow(cases->items, cases->n, &cases->cap, sizeof(*cases->items));
	c = &cases->items[cases->n++];
	*c = sample->as;
	c->case_id = new_case_id(cases, post->key, item);
	c->id_off = cases->ids.len;
	c->id_len = (uint16_t)post->id_len;
	fr_buf_add(&cases->ids, post->id, post->id_len);
	if (sample->told)
		fr_hashindex_add(&cases->texts, sample->text_hash, item);
	if (sample->long_enough)
		fr_lsh_add(&cases->lsh, item, &c->signature, signature_of, cases);
	if (sample->long_enough && sample->opening)
		fr_hashindex_add(&cases->openings, sample->opening, item);
	return item;
}

static enum fr_case_why find(const struct fr_cases *cases, const struct fr_case_post *post, struct sample *sample,
			     struct match *ret)
{
	size_t walk = 0;
	uint32_t item;

	*ret = (struct match){UINT32_MAX, 0};
	if (fr_hashindex_next(&cases->keys, post->key, UINT64_MAX, &walk, &item)) {
		*ret = (struct match){item, 1};
		return FR_WHY_SAME_POST;
	}
	take_sample(post, sample);
	if (sample->told && find_exact(cases, sample, ret))
		return FR_WHY_TEXT;
	if (sample->long_enough && cases->threshold < 1 && find_near(cases, sample, ret))
		return FR_WHY_TEXT;
	return FR_WHY_FIRST;
}

/* A case whose first post had no place takes that of the first copy that has: copies of two places don't meet in it. */
static void take_place(struct post_case *c, const struct post_case *copy)
{
	if (!c->district)
		c->district = copy->district;
	if (!c->station)
		c->station = copy->station;
}

void fr_cases_place(struct fr_cases *cases, const struct fr_case_post *post, struct fr_case_verdict *ret)
{
	struct sample sample;
	struct match match;
	struct post_case *c;

	ret->why = find(cases, post, &sample, &match);
	if (ret->why == FR_WHY_FIRST)
		match.item = open_case(cases, post, &sample);
	if (ret->why != FR_WHY_SAME_POST)
		fr_hashindex_add(&cases->keys, post->key, match.item);
	c = &cases->items[match.item];
	if (ret->why == FR_WHY_TEXT)
		take_place(c, &sample.as);
	ret->case_id = c->case_id;
	ret->likeness = ret->why == FR_WHY_FIRST ? 1 : match.likeness;
	ret->of = cases->ids.bytes + c->id_off;
	ret->of_len = c->id_len;
}

size_t fr_cases_count(const struct fr_cases *cases)
{
	return cases->n;
}

size_t fr_cases_memory(const struct fr_cases *cases)
{
	size_t slots = cases->keys.cap + cases->texts.cap + cases->openings.cap;

	return cases->n * sizeof(*cases->items) + cases->ids.len + slots * (sizeof(uint64_t) + sizeof(uint32_t)) +
	       fr_lsh_memory(&cases->lsh);
}
