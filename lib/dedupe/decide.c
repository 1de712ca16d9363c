/* To which case a post belongs: candidates by each reason, and what holds them apart. */
#include <string.h>
#include "dedupe/cases_priv.h"
#include "dedupe/incident.h"

#define SAME_TEXT_MAX  64          /* forms of one canonical text that are looked at: its places */
#define SAME_START_MAX 16          /* forms of one opening that are looked at */
#define BLOCK_MAX      256         /* forms of one place and category that are looked at, newest first */
#define CUT_SHARE_MIN  0.25        /* least share of the full text that the cut one must hold */
#define INCIDENT_NEAR  (36 * 3600) /* seconds between two tellings of one incident, at most */
#define CANDIDATES_MAX 8
#define STRANGE_LINKS  4  /* strange posts that make a link a common one */
#define STRANGE_MEDIA  16 /* and a file: forty wordings may be forty languages */

struct candidate {
	uint32_t case_n;
	enum fr_case_why why;
	double likeness;
	bool join; /* else only suggested */
};

struct search {
	struct fr_cases *cases;
	const struct fr_case_post *post;
	struct fr_decision *d;
	struct candidate list[CANDIDATES_MAX]; /* best first, each case once */
	size_t n;
};

static bool differ(uint32_t a, uint32_t b)
{
	return a && b && a != b;
}

static bool within(int64_t at, int64_t first, int64_t last, int64_t window)
{
	if (at == FR_TIME_NONE || first == FR_TIME_NONE)
		return true;
	return at <= last ? first <= at || first - at <= window : at - last <= window;
}

/* May the post and the case have to do with one another at all? */
static bool fits(const struct search *s, const struct fr_case *c)
{
	return !differ(s->d->district, c->district) && !differ(s->d->station, c->station) &&
	       within(s->d->at, c->first_at, c->last_at, s->cases->options.window);
}

static bool better(const struct candidate *a, const struct candidate *b)
{
	if (a->join != b->join)
		return a->join;
	if (a->why != b->why)
		return a->why < b->why;
	if (a->likeness != b->likeness)
		return a->likeness > b->likeness;
	return a->case_n < b->case_n;
}

static void propose(struct search *s, uint32_t case_n, enum fr_case_why why, double likeness, bool join)
{
	struct candidate c = {fr_cases_resolve(s->cases, case_n), why, likeness, join};
	size_t at = 0;

	for (size_t i = 0; i < s->n; i++) {
		if (s->list[i].case_n != c.case_n)
			continue;
		if (!better(&c, &s->list[i]))
			return;
		memmove(s->list + i, s->list + i + 1, (--s->n - i) * sizeof(c));
		break;
	}
	while (at < s->n && !better(&c, &s->list[at]))
		at++;
	if (at == CANDIDATES_MAX)
		return;
	if (s->n == CANDIDATES_MAX)
		s->n--;
	memmove(s->list + at + 1, s->list + at, (s->n - at) * sizeof(c));
	s->list[at] = c;
	s->n++;
}

static bool joins(const struct search *s)
{
	return s->n && s->list[0].join;
}

static const struct fr_case *case_of(const struct search *s, uint32_t case_n)
{
	return &s->cases->items[fr_cases_resolve(s->cases, case_n)];
}

static void find_exact(struct search *s)
{
	const struct fr_forms *forms = &s->cases->forms;
	size_t walk = 0;
	uint32_t item;

	for (int i = 0; i < SAME_TEXT_MAX; i++) {
		if (!fr_hashindex_next(&forms->texts, s->d->sample.form.text_hash, UINT64_MAX, &walk, &item))
			break;
		if (fits(s, case_of(s, forms->items[item].case_n)))
			propose(s, forms->items[item].case_n, FR_WHY_TEXT, 1, true);
	}
}

static void try_near(struct search *s, uint32_t item)
{
	const struct fr_form *form = &s->cases->forms.items[item];
	double likeness = fr_minhash_likeness(&s->d->sample.form.signature, &form->signature);
	const struct fr_case *c;
	struct fr_telling_diff diff;
	struct fr_telling other;
	bool join;

	if (likeness < s->cases->options.threshold)
		return;
	c = case_of(s, form->case_n);
	if (!fits(s, c))
		return;
	fr_forms_telling(&s->cases->forms, form, &other);
	fr_telling_compare(&s->d->sample.telling, &other, &diff);
	if (diff.apart)
		return;
	join = !diff.exchanged || likeness >= s->cases->threshold_changed;
	if (diff.rare && !(s->d->station && s->d->station == c->station))
		join = false;
	propose(s, form->case_n, FR_WHY_TEXT, likeness, join);
}

/*
 * One of the two is the start of the other: the share of the union that both hold is then the ratio of their lengths.
 * The estimate may fall below that by twice its standard error.
 */
static void try_cut(struct search *s, uint32_t item)
{
	const struct fr_form *a = &s->d->sample.form, *b = &s->cases->forms.items[item];
	const struct fr_form *part = a->n_shingles < b->n_shingles ? a : b;
	const struct fr_form *full = part == a ? b : a;
	struct fr_telling_diff diff;
	struct fr_telling other;
	double share, likeness, miss;

	if (!part->cut || !part->near)
		return;
	share = (double)part->n_shingles / full->n_shingles;
	likeness = fr_minhash_likeness(&a->signature, &b->signature);
	miss = likeness < share ? share - likeness : 0;
	if (share < CUT_SHARE_MIN || miss * miss > 4 * share * (1 - share) / FR_MINHASH)
		return;
	if (!fits(s, case_of(s, b->case_n)))
		return;
	fr_forms_telling(&s->cases->forms, b, &other);
	fr_telling_compare(&s->d->sample.telling, &other, &diff);
	if (!diff.apart)
		propose(s, b->case_n, FR_WHY_TEXT, likeness < share ? likeness / share : 1, true);
}

static void find_near(struct search *s)
{
	const struct fr_forms *forms = &s->cases->forms;
	const struct fr_form *form = &s->d->sample.form;
	uint32_t items[FR_LSH_FOUND], item;
	size_t n = fr_lsh_find(&forms->lsh, &form->signature, items), walk = 0;

	for (size_t i = 0; i < n; i++)
		__builtin_prefetch(&forms->items[items[i]]);
	for (size_t i = 0; i < n; i++)
		try_near(s, items[i]);
	for (int i = 0; i < SAME_START_MAX && form->opening; i++) {
		if (!fr_hashindex_next(&forms->openings, form->opening, UINT64_MAX, &walk, &item))
			break;
		try_cut(s, item);
	}
}

struct relation {
	double likeness; /* of the texts, best of the case's */
	bool strange;    /* both have much to say, and not a word in common */
};

/* How the post's words stand to those of a case. */
static void relate(const struct search *s, const struct fr_case *c, struct relation *ret)
{
	const struct fr_sample *mine = &s->d->sample;
	struct fr_telling_diff diff;
	struct fr_telling other;

	*ret = (struct relation){0, mine->told && c->n_forms};
	for (size_t i = 0; mine->told && i < c->n_forms; i++) {
		const struct fr_form *form = &s->cases->forms.items[c->forms[i]];
		double likeness = fr_minhash_likeness(&mine->form.signature, &form->signature);

		if (likeness > ret->likeness)
			ret->likeness = likeness;
		fr_forms_telling(&s->cases->forms, form, &other);
		fr_telling_compare(&mine->telling, &other, &diff);
		if (diff.n_shared)
			ret->strange = false;
	}
}

/* Both are matters for the police, and not the same. */
static bool other_matter(const struct search *s, const struct fr_case *c)
{
	return differ(s->d->category, c->category);
}

/* A file or a link that the post has in common with cases. */
static void find_anchored(struct search *s, const struct fr_tie *tie)
{
	bool media = tie->kind == FR_TIE_MEDIA, counted = false;
	struct fr_anchors *anchors = &s->cases->anchors;
	bool common = fr_anchors_common(anchors, tie->hash, media ? STRANGE_MEDIA : STRANGE_LINKS);
	uint32_t found[FR_ANCHOR_CASES];
	size_t n = fr_anchors_find(anchors, tie->hash, found);

	for (size_t i = 0; i < n; i++) {
		uint32_t case_n = anchors->items[found[i]].case_n;
		const struct fr_case *c = case_of(s, case_n);
		struct relation relation;
		bool fit = fits(s, c), other = other_matter(s, c);

		relate(s, c, &relation);
		if (!counted)
			fr_anchors_count(anchors, tie->hash, relation.strange || !fit || other);
		counted = true;
		if (fit && !common)
			propose(s, case_n, media ? FR_WHY_MEDIA : FR_WHY_LINK, relation.likeness, !other);
	}
}

/* Does the post go where the one goes that it repeats, quotes or answers? */
static bool follows(const struct search *s, const struct fr_case *c, enum fr_tie_kind kind, bool strange)
{
	if (kind == FR_TIE_REPOST)
		return true;
	if (other_matter(s, c) || (s->d->category && c->no_case))
		return false;
	return !strange || (s->d->category && s->d->category == c->category);
}

static void find_thread(struct search *s, const struct fr_tie *tie)
{
	uint32_t found[FR_ANCHOR_CASES], case_n = fr_cases_find_key(s->cases, tie->hash);
	const struct fr_case *c;
	struct relation relation;

	/* A post that isn't there, but was repeated before. */
	if (case_n == FR_CASE_NONE && tie->kind == FR_TIE_REPOST &&
	    fr_anchors_find(&s->cases->anchors, tie->hash, found))
		case_n = s->cases->anchors.items[found[0]].case_n;
	if (case_n == FR_CASE_NONE)
		return;
	c = case_of(s, case_n);
	if (!fits(s, c))
		return;
	relate(s, c, &relation);
	propose(s, case_n, FR_WHY_THREAD, relation.likeness, follows(s, c, tie->kind, relation.strange));
}

/* Was the post repeated before it came itself? */
static void find_repeated(struct search *s)
{
	uint32_t found[FR_ANCHOR_CASES];
	struct relation relation;
	uint32_t case_n;

	if (!fr_anchors_find(&s->cases->anchors, s->post->key, found))
		return;
	case_n = s->cases->anchors.items[found[0]].case_n;
	if (!fits(s, case_of(s, case_n)))
		return;
	relate(s, case_of(s, case_n), &relation);
	propose(s, case_n, FR_WHY_THREAD, relation.likeness, true);
}

static void find_incident(struct search *s)
{
	const struct fr_forms *forms = &s->cases->forms;
	uint32_t item = fr_forms_block(forms, s->d->sample.form.block);
	struct fr_incident_score score;
	struct fr_telling other;

	for (int i = 0; i < BLOCK_MAX && item != FR_FORM_NONE; i++, item = forms->items[item].prev) {
		const struct fr_form *form = &forms->items[item];
		const struct fr_case *c = case_of(s, form->case_n);
		enum fr_incident_answer answer;

		if (!fits(s, c) || !within(s->d->at, form->at, form->at, INCIDENT_NEAR))
			continue;
		fr_forms_telling(forms, form, &other);
		fr_incident_compare(&s->d->sample.telling, &other, &s->cases->freq, &score);
		answer = fr_incident_judge(&score, s->d->station && s->d->station == c->station,
					   s->d->at > form->at ? s->d->at - form->at : form->at - s->d->at);
		if (answer != FR_INCIDENT_OTHER)
			propose(s, form->case_n, FR_WHY_INCIDENT, score.share, answer == FR_INCIDENT_SAME);
	}
}

static void find_all(struct search *s)
{
	const struct fr_sample *sample = &s->d->sample;

	if (sample->told)
		find_exact(s);
	if (!joins(s) && sample->form.near && s->cases->options.threshold < 1)
		find_near(s);
	for (size_t i = 0; i < s->post->n_ties && i < FR_ANCHORS_MAX; i++) {
		const struct fr_tie *tie = &s->post->ties[i];

		if (tie->kind <= FR_TIE_LINK)
			find_anchored(s, tie);
		else
			find_thread(s, tie);
	}
	find_repeated(s);
	if (!joins(s) && sample->told && sample->form.block)
		find_incident(s);
}

/* Forms of one place and category; 0 if one of these isn't known, or the time. */
static uint32_t block_of(const struct fr_decision *d)
{
	uint32_t block;

	if (!d->district || !d->category || d->at == FR_TIME_NONE)
		return 0;
	block = d->district * 0x9e3779b1u ^ d->category;
	return block ? block : 1;
}

void fr_cases_decide(struct fr_cases *cases, const struct fr_case_post *post, struct fr_decision *ret)
{
	struct search s = {.cases = cases, .post = post, .d = ret};
	size_t first;

	memset(ret, 0, sizeof(*ret));
	ret->district = (uint32_t)(post->district >> 32);
	ret->station = (uint32_t)(post->station >> 32);
	ret->category = (uint32_t)(post->category >> 32);
	ret->at = post->at ? *post->at : cases->at;
	ret->case_n = FR_CASE_NONE;
	fr_sample_take(&ret->sample, post->canon, FR_MATTER_MIN, FR_NEAR_SHINGLES);
	ret->sample.form.at = ret->at;
	ret->sample.form.block = ret->sample.told ? block_of(ret) : 0;
	find_all(&s);
	first = joins(&s);
	if (first) {
		ret->case_n = s.list[0].case_n;
		ret->why = s.list[0].why;
		ret->likeness = s.list[0].likeness;
	}
	for (size_t i = first; i < s.n && ret->n_maybe < FR_CASE_MAYBES; i++)
		ret->maybe[ret->n_maybe++] = (struct fr_maybe){s.list[i].case_n, s.list[i].why, s.list[i].likeness};
}
