/*
 * Binding cues to names: what the words before and behind a name say of it, which mentions stand in a list, which are
 * no places, and what role each has.
 *
 * A cue between two names belongs to one of them: to the one before it ("Mairwa thana, Siwan"), unless names stand
 * behind their kinds ("thana Mairwa jila Siwan") or the kind fits the other only.
 */
#include <string.h>
#include "route/mention.h"
#include "route/mention_priv.h"

#define AHEAD_MAX  6 /* words behind a name that are looked at */
#define BEHIND_MAX 4
#define MOTION_MAX 3 /* words from "from" to the verb of motion */

struct binder {
	struct fr_scan *scan;
	const struct fr_gazetteer *gaz;
	uint32_t used; /* last word that was bound to the mention before, and its view */
	enum fr_source used_source;
	bool any_used;
};

static bool has_kind(const struct fr_gazetteer *gaz, const struct fr_mention *m, enum fr_site_kind kind)
{
	for (uint32_t ref = m->refs; ref; ref = gaz->refs[ref].next)
		if (gaz->places[gaz->refs[ref].place].kind == kind)
			return true;
	return false;
}

bool fr_mention_may_be(const struct fr_gazetteer *gaz, const struct fr_mention *m, uint16_t area)
{
	if (!m->refs)
		return m->area == area;
	for (uint32_t ref = m->refs; ref; ref = gaz->refs[ref].next)
		if (gaz->places[gaz->refs[ref].place].area == area)
			return true;
	return false;
}

bool fr_mentions_touch(const struct fr_scan *scan, const struct fr_mention *a, const struct fr_mention *b)
{
	const struct fr_view *view = &scan->views[a->source];
	const uint64_t bridge = FR_CUE(OF) | FR_CUES_TYPE | FR_CUE(SKIP) | FR_CUE(IN_BEFORE);

	if (a->source != b->source || b->first <= a->last || b->first - a->last > 3)
		return false;
	for (uint32_t i = a->last + 1; i <= b->first; i++)
		if (view->folded.words[i].sentence || (i < b->first && !(view->cues[i] & bridge)))
			return false;
	return true;
}

/* Do the places of two names lie in one area, or one in what the other was carved from? */
static bool share_area(const struct fr_gazetteer *gaz, const struct fr_mention *a, const struct fr_mention *b)
{
	for (uint32_t ref = a->refs; ref; ref = gaz->refs[ref].next) {
		uint16_t area = gaz->places[gaz->refs[ref].place].area;
		if (fr_mention_may_be(gaz, b, area) || fr_mention_may_be(gaz, b, gaz->areas[area].parent))
			return true;
	}
	for (uint32_t ref = b->refs; ref; ref = gaz->refs[ref].next) {
		uint16_t area = gaz->places[gaz->refs[ref].place].area;
		if (fr_mention_may_be(gaz, a, gaz->areas[area].parent))
			return true;
	}
	return false;
}

static const struct fr_mention *mention_at(const struct fr_scan *scan, const struct fr_mention *after, uint32_t word)
{
	const struct fr_mention *next = after + 1, *end = scan->mentions + scan->n_mentions;

	return next < end && next->source == after->source && next->first == word ? next : NULL;
}

/* A kind of place that stands between m and the next name: does it belong to the next one? */
static bool fits_next_only(const struct binder *b, const struct fr_mention *m, uint32_t word, uint64_t cues)
{
	const struct fr_mention *next = mention_at(b->scan, m, word + 1);

	if (!next)
		return false;
	if (m->cues & FR_CUES_TYPE)
		return true;
	if ((cues & FR_CUE(DISTRICT)) && !has_kind(b->gaz, m, FR_SITE_DISTRICT))
		return true;
	return (cues & FR_CUE(STATION)) && !has_kind(b->gaz, m, FR_SITE_STATION) &&
	       has_kind(b->gaz, next, FR_SITE_STATION);
}

/* Is there a verb of motion within a few words behind "from"? Its cues. */
static uint64_t motion_after(const struct fr_view *view, uint32_t word)
{
	for (uint32_t i = word + 1; i < view->folded.n_words && i <= word + MOTION_MAX; i++) {
		if (view->folded.words[i].clause)
			return 0;
		if (view->cues[i] & (FR_CUE(MOTION) | FR_CUE(TO)))
			return FR_CUE(MOTION);
	}
	return 0;
}

/* "lives in N", "works in N": what stands behind the postposition. */
static uint64_t stay_after(const struct fr_view *view, uint32_t word)
{
	uint32_t i = word + 1;

	if (i >= view->folded.n_words || view->folded.words[i].clause)
		return 0;
	return view->cues[i] & (FR_CUE(NATIVE) | FR_CUE(WORK));
}

static uint64_t treatment_after(const struct fr_view *view, uint32_t word)
{
	for (uint32_t i = word + 1; i < view->folded.n_words && i <= word + MOTION_MAX; i++) {
		if (view->folded.words[i].clause)
			return 0;
		if (view->cues[i] & FR_CUE(TREATMENT))
			return FR_CUE(TREATMENT);
	}
	return 0;
}

/* What may stand behind a name and a genitive ("in the neighbourhood of"). */
#define BEHIND_OF                                                                                                      \
	(FR_CUE(STATION) | FR_CUE(NEAR) | FR_CUE(OFFICER) | FR_CUE(POLICE) | FR_CUE(NATIVE) | FR_CUE(FOLK) |           \
	 FR_CUE(TREATMENT) | FR_CUE(HOSPITAL) | FR_CUE(SEAT))

/* One word behind a name: binds it, and says whether to look at the next. */
static bool bind_ahead(struct binder *b, struct fr_mention *m, uint32_t i, bool *of)
{
	const struct fr_view *view = &b->scan->views[m->source];
	uint64_t c = view->cues[i];
	const uint64_t ends = FR_CUE(ROAD) | FR_CUE(IN) | FR_CUE(AT) | FR_CUE(NEAR) | FR_CUE(TO) | FR_CUE(SEAT) |
			      FR_CUE(TRAIN) | FR_CUE(TREATMENT) | FR_CUE(HOSPITAL) | FR_CUE(NATIVE) | FR_CUE(OFFICER) |
			      FR_CUE(ROUTE);

	if (*of) {
		m->cues |= c & BEHIND_OF;
		return (c & (FR_CUE(SKIP) | FR_CUE(STATION))) != 0;
	}
	if ((c & FR_CUES_TYPE) && fits_next_only(b, m, i, c))
		return false;
	m->cues |= c & (FR_CUES_TYPE | FR_CUE(POLICE) | FR_CUE(OF) | ends);
	if (c & FR_CUE(FROM))
		m->cues |= FR_CUE(FROM) | motion_after(view, i);
	if (c & (FR_CUE(IN) | FR_CUE(HOSPITAL)))
		m->cues |= treatment_after(view, i);
	if (c & FR_CUE(IN))
		m->cues |= stay_after(view, i);
	if (i == m->last + 1)
		m->cues |= c & FR_CUE(PERSON_AFTER);
	*of = (c & FR_CUE(OF)) != 0;
	b->used = i;
	b->any_used = true;
	b->used_source = m->source;
	if (c & ends & ~FR_CUES_TYPE)
		return false;
	return (c & (FR_CUES_TYPE | FR_CUE(SKIP) | FR_CUE(OF) | FR_CUE(POLICE))) != 0;
}

static void look_ahead(struct binder *b, struct fr_mention *m)
{
	const struct fr_view *view = &b->scan->views[m->source];
	bool of = (m->cues & FR_CUE(OF)) != 0;

	for (uint32_t i = m->last + 1; i < view->folded.n_words && i <= m->last + AHEAD_MAX; i++) {
		bool name = mention_at(b->scan, m, i) && !(view->cues[i] & (FR_CUE(SEAT) | FR_CUE(HOSPITAL)));

		if (view->folded.words[i].clause || name || !bind_ahead(b, m, i, &of))
			return;
	}
}

/*
 * "... thana, Banka": the thana is that of a name before it, not of Banka. It is Banka's where it begins a clause
 * ("thana: Banka"), or in an address where each kind stands before its name.
 */
static bool is_label(const struct fr_view *view, uint32_t word, const struct fr_mention *m)
{
	if (view->folded.words[word].clause)
		return true;
	if (word >= 2 && (view->cues[word - 2] & FR_CUES_TYPE))
		return true;
	return m->last + 1 < view->folded.n_words && (view->cues[m->last + 1] & FR_CUE(DISTRICT)) != 0;
}

static bool bind_behind(struct binder *b, struct fr_mention *m, uint32_t i)
{
	const struct fr_view *view = &b->scan->views[m->source];
	uint64_t c = view->cues[i];
	const uint64_t wanted = FR_CUE(IN_BEFORE) | FR_CUE(NEAR_BEFORE) | FR_CUE(TO_BEFORE) | FR_CUE(OFFICER) |
				FR_CUE(POLICE) | FR_CUE(NATIVE_BEFORE) | FR_CUE(SEAT) | FR_CUE(HOSPITAL);
	bool crossed = view->folded.words[m->first].clause;

	if (c & FR_CUES_TYPE) {
		bool label = is_label(view, i, m);
		uint64_t types = c & FR_CUES_TYPE;

		if ((types & FR_CUE(STATION)) && !label && (crossed || has_kind(b->gaz, m, FR_SITE_DISTRICT)))
			return false;
		if (crossed && !label)
			return false;
		m->cues |= types;
	}
	if (crossed && !(c & (FR_CUES_TYPE | FR_CUE(SEAT) | FR_CUE(HOME) | FR_CUE(OF))))
		return false;
	m->cues |= c & (crossed ? FR_CUE(SEAT) : wanted);
	if ((c & FR_CUE(IN_BEFORE)) && i)
		m->cues |= view->cues[i - 1] & FR_CUE(WORK);
	if (c & FR_CUE(FROM_BEFORE)) {
		m->cues |= FR_CUE(FROM);
		if (i && (view->cues[i - 1] & FR_CUE(MOTION)))
			m->cues |= FR_CUE(MOTION);
	}
	if (i + 1 == m->first)
		m->cues |= c & FR_CUE(PERSON_BEFORE);
	return (c & (FR_CUES_TYPE | FR_CUE(SKIP) | FR_CUE(OF) | FR_CUE(POLICE) | FR_CUE(OFFICER) | FR_CUE(HOME))) !=
		       0 &&
	       !(c & (FR_CUE(IN) | FR_CUE(FROM)));
}

static void look_behind(struct binder *b, struct fr_mention *m)
{
	const struct fr_view *view = &b->scan->views[m->source];

	for (uint32_t n = 1; n <= BEHIND_MAX && n <= m->first; n++) {
		uint32_t i = m->first - n;

		if (b->any_used && b->used_source == m->source && i <= b->used)
			return;
		if (view->folded.words[i + 1].sentence || (n > 1 && view->folded.words[i + 1].clause))
			return;
		if (m > b->scan->mentions && (m - 1)->source == m->source && i <= (m - 1)->last &&
		    !(view->cues[(m - 1)->last] & FR_CUE(HOME)))
			return;
		if (!bind_behind(b, m, i))
			return;
	}
}

/* Names of different areas that stand side by side, or joined by "and", share what is said behind the last one. */
static void find_lists(struct fr_scan *scan, const struct fr_gazetteer *gaz)
{
	for (size_t i = scan->n_mentions; i-- > 1;) {
		struct fr_mention *a = &scan->mentions[i - 1], *b = &scan->mentions[i];
		const struct fr_view *view = &scan->views[a->source];
		uint32_t gap = b->first - a->last - 1;
		bool joined = gap == 1 && (view->cues[a->last + 1] & FR_CUE(AND));

		if (a->source != b->source || a->source == FR_SOURCE_GEO || gap > 1 || (gap && !joined))
			continue;
		if (view->folded.words[a->last + 1].sentence || view->folded.words[b->first].sentence)
			continue;
		if (share_area(gaz, a, b) || (!joined && !view->folded.words[b->first].clause))
			continue;
		a->list = b->list = true;
		a->cues |= b->cues & (FR_CUE(IN) | FR_CUE(DISTRICT) | FR_CUE(NEAR) | FR_CUE(POLICE));
	}
}

/*
 * A place and the larger one behind it ("Mairwa, Siwan") are one place: what is said before the first or behind the
 * last is said of both.
 */
static void share_cues(struct fr_scan *scan, const struct fr_gazetteer *gaz)
{
	const uint64_t shared = FR_CUE(IN) | FR_CUE(IN_BEFORE) | FR_CUE(FROM) | FR_CUE(MOTION) | FR_CUE(NATIVE) |
				FR_CUE(FOLK) | FR_CUE(NATIVE_BEFORE) | FR_CUE(TREATMENT) | FR_CUE(TO) |
				FR_CUE(TO_BEFORE);

	for (size_t i = scan->n_mentions; i-- > 1;) {
		struct fr_mention *a = &scan->mentions[i - 1], *b = &scan->mentions[i];

		if (a->dropped || b->dropped || a->list || !fr_mentions_touch(scan, a, b) || !share_area(gaz, a, b))
			continue;
		if ((a->cues & FR_CUE(OF)) || (b->first > a->last + 1 && !(a->cues & FR_CUES_TYPE)))
			continue;
		if (!(a->cues & (FR_CUE(IN) | FR_CUE(FROM) | FR_CUE(TO))))
			a->cues |= b->cues & shared;
		if (!(b->cues & (FR_CUE(IN) | FR_CUE(FROM) | FR_CUE(TO))))
			b->cues |= a->cues & shared;
	}
}

static bool is_outside(const struct fr_gazetteer *gaz, const struct fr_mention *m)
{
	for (uint32_t ref = m->refs; ref; ref = gaz->refs[ref].next)
		if (gaz->areas[gaz->places[gaz->refs[ref].place].area].kind != FR_AREA_OUTSIDE)
			return false;
	return m->refs != 0;
}

/* Is the name one that other places have too: a village's, a quarter's? */
static bool is_common_name(const struct fr_gazetteer *gaz, const struct fr_mention *m)
{
	for (uint32_t ref = m->refs; ref; ref = gaz->refs[ref].next)
		if (gaz->places[gaz->refs[ref].place].namesakes)
			return true;
	return false;
}

/*
 * "Bairiya of Patna": a place of another district that the tables don't have there. It is a quarter or a village of
 * that district, called as a place elsewhere is, and says nothing of the place elsewhere.
 */
static void drop_strangers(struct fr_scan *scan, const struct fr_gazetteer *gaz)
{
	for (size_t i = 1; i < scan->n_mentions; i++) {
		struct fr_mention *a = &scan->mentions[i - 1], *b = &scan->mentions[i];
		bool quarter = (b->cues & (FR_CUE(TOWN) | FR_CUE(VILLAGE))) != 0;

		if (a->dropped || b->dropped || !(a->cues & FR_CUE(OF)) || !b->refs || !fr_mentions_touch(scan, a, b) ||
		    share_area(gaz, a, b))
			continue;
		if (!has_kind(gaz, a, FR_SITE_DISTRICT) && !is_outside(gaz, a) && !has_kind(gaz, a, FR_SITE_TOWN))
			continue;
		if (has_kind(gaz, b, FR_SITE_DISTRICT) ? quarter
						       : quarter || is_outside(gaz, a) || is_common_name(gaz, b))
			b->dropped = !is_outside(gaz, b);
	}
}

/* "Chhapra-Siwan road": two places that name a road, or one outside that names a border. */
static void find_routes(struct fr_scan *scan, const struct fr_gazetteer *gaz)
{
	for (size_t i = 0; i < scan->n_mentions; i++) {
		struct fr_mention *b = &scan->mentions[i], *a = i ? b - 1 : b;
		bool pair = i && a->source == b->source && b->first == a->last + 1 && !share_area(gaz, a, b) &&
			    !scan->views[b->source].folded.words[b->first].clause;

		if (!(b->cues & FR_CUE(ROUTE)))
			continue;
		if (pair)
			a->cues |= FR_CUE(ROUTE);
		else if (!has_kind(gaz, b, FR_SITE_STATE) && !has_kind(gaz, b, FR_SITE_COUNTRY))
			b->cues &= ~FR_CUE(ROUTE);
	}
}

/* The name before m or behind it, side by side with it, that may lie in one area with it. */
static bool has_neighbour(const struct binder *b, const struct fr_mention *m)
{
	const struct fr_mention *first = b->scan->mentions, *end = first + b->scan->n_mentions;

	if (m > first && fr_mentions_touch(b->scan, m - 1, m) && share_area(b->gaz, m - 1, m))
		return true;
	return m + 1 < end && fr_mentions_touch(b->scan, m, m + 1) && share_area(b->gaz, m, m + 1);
}

/* "Gaya and Nawada": the name begins a clause, and a district's name is joined to it. */
static bool begins_list(const struct binder *b, const struct fr_mention *m)
{
	const struct fr_view *view = &b->scan->views[m->source];
	const struct fr_mention *next = mention_at(b->scan, m, m->last + 2);

	return next && view->folded.words[m->first].clause && (view->cues[m->last + 1] & FR_CUE(AND)) &&
	       has_kind(b->gaz, m, FR_SITE_DISTRICT) && has_kind(b->gaz, next, FR_SITE_DISTRICT);
}

static bool need_is_met(const struct binder *b, const struct fr_mention *m, enum fr_need need)
{
	const uint64_t here = FR_CUE(IN) | FR_CUE(IN_BEFORE) | FR_CUE(NEAR) | FR_CUE(NEAR_BEFORE) | FR_CUE(POLICE) |
			      FR_CUE(OFFICER) | FR_CUE(FROM);
	const uint64_t types = FR_CUES_TYPE;

	switch (need) {
	case FR_NEED_NONE:
		return true;
	case FR_NEED_CUE:
		return (m->cues & (types | here)) || m->hashtag || m->source == FR_SOURCE_GEO || has_neighbour(b, m);
	case FR_NEED_TYPE:
		return (m->cues & types) || m->hashtag || m->source == FR_SOURCE_GEO || has_neighbour(b, m) ||
		       begins_list(b, m);
	case FR_NEED_STATION:
		return (m->cues & FR_CUE(STATION)) != 0;
	default:
		return false;
	}
}

/* Is it a name that people know without more: of a district, a town or a block? */
static bool is_well_known(const struct fr_gazetteer *gaz, const struct fr_mention *m)
{
	return has_kind(gaz, m, FR_SITE_DISTRICT) || has_kind(gaz, m, FR_SITE_TOWN) || has_kind(gaz, m, FR_SITE_BLOCK);
}

/* Six digits beside a word for money are an amount. */
static bool is_amount(const struct binder *b, const struct fr_mention *m)
{
	const struct fr_view *view = &b->scan->views[m->source];

	return (m->first && (view->cues[m->first - 1] & FR_CUE(MONEY))) ||
	       (m->last + 1 < view->folded.n_words && (view->cues[m->last + 1] & FR_CUE(MONEY)));
}

/* A word said twice is an adverb (भोरे भोरे, at daybreak). */
static bool is_doubled(const struct binder *b, const struct fr_mention *m)
{
	const struct fr_mention *next = mention_at(b->scan, m, m->last + 1);
	const struct fr_mention *first = b->scan->mentions, *before = m > first ? m - 1 : NULL;
	const struct fr_folded *f = &b->scan->views[m->source].folded;

	if (m->first != m->last)
		return false;
	if (next && next->refs == m->refs && next->first == next->last && !f->words[next->first].clause)
		return true;
	return before && before->source == m->source && before->refs == m->refs && before->last + 1 == m->first &&
	       !f->words[m->first].clause;
}

static bool is_place(const struct binder *b, const struct fr_mention *m)
{
	const struct fr_folded *f = &b->scan->views[m->source].folded;
	const struct fr_word *before = m->first && !f->words[m->first].clause ? &f->words[m->first - 1] : NULL;
	const struct fr_word *behind = NULL;
	enum fr_guard_answer answer;

	if (m->door == FR_DOOR_PINCODE)
		return !is_amount(b, m);
	if (is_doubled(b, m))
		return false;
	if (!m->guard)
		return m->door != FR_DOOR_SOUND || is_well_known(b->gaz, m) || need_is_met(b, m, FR_NEED_CUE);
	if (m->last + 1 < f->n_words && !f->words[m->last + 1].clause)
		behind = &f->words[m->last + 1];
	if (before && m > b->scan->mentions && has_neighbour(b, m) && fr_mentions_touch(b->scan, m - 1, m))
		before = NULL;
	answer = fr_guard_ask(b->gaz->guards, m->guard, before ? f->text + before->fold_off : NULL,
			      before ? before->fold_len : 0, behind ? f->text + behind->fold_off : NULL,
			      behind ? behind->fold_len : 0);
	return answer == FR_GUARD_YES ||
	       (answer == FR_GUARD_MAYBE && need_is_met(b, m, fr_guard_need(b->gaz->guards, m->guard)));
}

static enum fr_role role_of(const struct fr_scan *scan, const struct fr_gazetteer *gaz, const struct fr_mention *m)
{
	uint64_t c = m->cues;
	bool seat = false;

	for (uint32_t ref = m->refs; ref; ref = gaz->refs[ref].next)
		seat |= gaz->areas[gaz->places[gaz->refs[ref].place].area].seat;
	if ((c & (FR_CUE(PERSON_AFTER) | FR_CUE(PERSON_BEFORE))) &&
	    !(c & (FR_CUES_TYPE | FR_CUE(IN) | FR_CUE(IN_BEFORE))))
		return FR_ROLE_PERSON;
	if (c & FR_CUE(TRAIN))
		return FR_ROLE_TRAIN;
	if ((c & FR_CUE(SEAT)) && seat)
		return FR_ROLE_SEAT;
	if ((c & FR_CUE(TREATMENT)) || ((c & FR_CUE(HOSPITAL)) && scan->treatment))
		return FR_ROLE_TREATED;
	if ((c & FR_CUE(FROM)) && (c & FR_CUE(MOTION)))
		return FR_ROLE_DEPARTED;
	if (c & (FR_CUE(NATIVE) | FR_CUE(NATIVE_BEFORE) | FR_CUE(FOLK)))
		return FR_ROLE_ORIGIN;
	if (c & (FR_CUE(TO) | FR_CUE(TO_BEFORE)))
		return FR_ROLE_DESTINATION;
	if (c & FR_CUE(WORK))
		return FR_ROLE_WORK;
	if ((c & FR_CUE(ROUTE)) || ((c & FR_CUE(ROAD)) && has_kind(gaz, m, FR_SITE_DISTRICT)))
		return FR_ROLE_ROUTE;
	if ((c & (FR_CUE(OFFICER) | FR_CUE(POLICE))) && !(c & (FR_CUE(STATION) | FR_CUE(IN))))
		return FR_ROLE_ADDRESSEE;
	return FR_ROLE_HERE;
}

void fr_mentions_bind(struct fr_scan *scan, const struct fr_gazetteer *gaz)
{
	struct binder b = {.scan = scan, .gaz = gaz};

	for (size_t i = 0; i < scan->n_mentions; i++) {
		if (scan->mentions[i].door >= FR_DOOR_HANDLE)
			continue;
		look_behind(&b, &scan->mentions[i]);
		look_ahead(&b, &scan->mentions[i]);
	}
	for (size_t i = 0; i < scan->n_mentions; i++)
		scan->mentions[i].dropped =
			scan->mentions[i].door < FR_DOOR_HANDLE && !is_place(&b, &scan->mentions[i]);
	drop_strangers(scan, gaz);
	find_lists(scan, gaz);
	find_routes(scan, gaz);
	share_cues(scan, gaz);
	for (size_t i = 0; i < scan->n_mentions; i++) {
		struct fr_mention *m = &scan->mentions[i];

		if (m->door < FR_DOOR_HANDLE)
			m->role = role_of(scan, gaz, m);
		if (m->role == FR_ROLE_PERSON)
			m->dropped = true;
	}
}
