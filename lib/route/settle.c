/*
 * Settling names: which of the places that bear a name is meant, and what the mention then weighs.
 */
#include <string.h>
#include "route/settle_priv.h"

/* How much a name says, by the kind of place that it names. */
static const double kind_weight[] = {[FR_SITE_DISTRICT] = 1.0, [FR_SITE_SUBDIVISION] = 0.9, [FR_SITE_TOWN] = 0.95,
				     [FR_SITE_BLOCK] = 0.9,    [FR_SITE_STATION] = 0.85,    [FR_SITE_RAIL] = 0.84,
				     [FR_SITE_STATE] = 1.0,    [FR_SITE_COUNTRY] = 0.6,     [FR_SITE_CITY] = 0.95};

static const double role_weight[] = {
	[FR_ROLE_HERE] = 1.0,        [FR_ROLE_ADDRESSEE] = 0.6, [FR_ROLE_ORIGIN] = 0.6,  [FR_ROLE_WORK] = 0.7,
	[FR_ROLE_ROUTE] = 0.45,      [FR_ROLE_DEPARTED] = 0.25, [FR_ROLE_TREATED] = 0.2, [FR_ROLE_SEAT] = 0.15,
	[FR_ROLE_DESTINATION] = 0.3, [FR_ROLE_TRAIN] = 0.1,     [FR_ROLE_PERSON] = 0};

#define CUE_BONUS       0.3 /* a cue that fits the kind of place, or says that it happened in it */
#define SUPPORT_LEAST   0.2 /* what the capital's offices, or a hospital, say is no support */
#define SUPPORT_OUTSIDE 0.1
#define SUPPORT_BONUS   1.0  /* the area is named besides */
#define CLEARLY         1.25 /* a place must be that much likelier than the next to be the one meant */
#define HOSPITAL_WEIGHT 0.6  /* in a hospital, and nobody is said to be treated: it may have happened there */
#define NAMESAKES_ANY   2    /* other districts with a village of that name: too many for "village N" */
#define NAMESAKES_VAGUE 8    /* ... and for "in N" */
#define NAMESAKES_MANY  3
#define SHARE_SURE      80 /* hundredths of a pincode's offices */

double fr_site_rank(const struct fr_site *place, const struct fr_mention *m)
{
	double rank = kind_weight[place->kind];
	bool station_said = (m->cues & FR_CUE(STATION)) != 0;

	switch (place->kind) {
	case FR_SITE_STATION:
		if (place->bare && !station_said)
			rank *= 0.6;
		else if (!station_said && place->namesakes >= NAMESAKES_MANY)
			rank *= 0.55;
		if (station_said)
			rank += CUE_BONUS;
		break;
	case FR_SITE_BLOCK:
		if (m->cues & FR_CUE(BLOCK))
			rank += CUE_BONUS;
		break;
	case FR_SITE_SUBDIVISION:
		if (m->cues & FR_CUE(SUBDIVISION))
			rank += CUE_BONUS;
		break;
	case FR_SITE_DISTRICT:
		if (m->cues & FR_CUE(DISTRICT))
			rank += CUE_BONUS;
		break;
	case FR_SITE_STATE:
	case FR_SITE_COUNTRY:
	case FR_SITE_CITY:
		if (place->prior != FR_PRIOR_STRONG)
			rank *= place->prior == FR_PRIOR_EVEN ? 0.9 : 0.3;
		break;
	default:
		break;
	}
	/* a village of that name may lie anywhere */
	if ((m->cues & FR_CUE(VILLAGE)) && !station_said && place->namesakes >= NAMESAKES_MANY)
		rank *= 0.55;
	if ((m->cues & FR_CUE(DISTRICT)) && place->kind != FR_SITE_DISTRICT && place->kind < FR_SITE_STATE &&
	    !station_said)
		rank -= CUE_BONUS;
	return rank;
}

size_t fr_mention_meanings(const struct fr_gazetteer *gaz, const struct fr_mention *m,
			   struct fr_meaning ret[FR_MEANINGS_MAX])
{
	size_t n = 0;

	if (m->door == FR_DOOR_PINCODE) {
		const struct fr_pincode *rows = fr_gazetteer_pincode(gaz, m->pin, &n);

		n = n < FR_MEANINGS_MAX ? n : FR_MEANINGS_MAX;
		for (size_t i = 0; i < n; i++)
			ret[i] = (struct fr_meaning){rows[i].area, 0, FR_SITE_BLOCK, rows[i].share / 100.0};
		return n;
	}
	for (uint32_t ref = m->refs; ref; ref = gaz->refs[ref].next) {
		const struct fr_site *place = &gaz->places[gaz->refs[ref].place];
		struct fr_meaning meaning = {place->area, gaz->refs[ref].place, place->kind, fr_site_rank(place, m)};
		size_t i;

		for (i = 0; i < n && ret[i].area != meaning.area;)
			i++;
		if (i == n && n < FR_MEANINGS_MAX)
			ret[n++] = meaning;
		else if (i < n && ret[i].rank < meaning.rank)
			ret[i] = meaning;
	}
	return n;
}

static double door_weight(const struct fr_mention *m)
{
	double weight = m->door == FR_DOOR_SOUND ? 0.85 : 1.0;

	if (m->hashtag)
		weight *= 0.85;
	if (m->source == FR_SOURCE_GEO)
		weight *= 1.25;
	if (m->source == FR_SOURCE_CHANNEL)
		weight *= 0.45;
	return weight;
}

static double mention_weight(const struct fr_gazetteer *gaz, const struct fr_mention *m, const struct fr_meaning *as)
{
	const struct fr_area *area = &gaz->areas[as->area];
	double weight = as->rank;
	bool inside = (m->cues & (FR_CUE(IN) | FR_CUE(IN_BEFORE))) != 0;

	if (m->role == FR_ROLE_HERE) {
		if (m->cues & FR_CUE(HOSPITAL))
			weight *= HOSPITAL_WEIGHT;
		if (inside)
			weight += CUE_BONUS;
		else if (m->cues & (FR_CUE(NEAR) | FR_CUE(NEAR_BEFORE) | FR_CUE(AT)))
			weight += CUE_BONUS / 2;
		if (area->kind == FR_AREA_OUTSIDE && !inside && !m->list && !(m->cues & FR_CUES_TYPE))
			weight *= as->kind == FR_SITE_COUNTRY ? 0.3 : 0.6;
	} else if (m->role == FR_ROLE_WORK) {
		weight = (weight + (inside ? CUE_BONUS : 0)) * role_weight[m->role];
	} else if (!(m->role == FR_ROLE_ADDRESSEE && area->kind == FR_AREA_OUTSIDE)) {
		weight *= role_weight[m->role];
	}
	return weight * door_weight(m);
}

static void settle_as(const struct fr_gazetteer *gaz, struct fr_support *support, struct fr_mention *m,
		      const struct fr_meaning *as)
{
	m->area = as->area;
	m->place = as->place;
	m->ambiguous = false;
	m->weight = mention_weight(gaz, m, as);
	support->of[as->area] += m->weight;
}

/*
 * A district's name means a smaller place of another area only if that is said: by the kind of place, or by standing
 * beside a name of that area.
 */
static bool small_is_said(const struct fr_scan *scan, const struct fr_gazetteer *gaz, const struct fr_mention *m,
			  const struct fr_meaning *small)
{
	const struct fr_mention *end = scan->mentions + scan->n_mentions;
	const uint64_t kinds = FR_CUES_TYPE & ~FR_CUE(DISTRICT);
	uint16_t parent = gaz->areas[small->area].parent;

	if (m->cues & kinds)
		return true;
	for (int side = -1; side <= 1; side += 2) {
		const struct fr_mention *other = m + side;

		if (other < scan->mentions || other >= end || other->dropped || m->list)
			continue;
		if (!fr_mentions_touch(scan, side < 0 ? other : m, side < 0 ? m : other))
			continue;
		if (other->area == small->area || (parent && other->area == parent))
			return true;
	}
	return false;
}

static bool names_district(const struct fr_meaning *meanings, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (meanings[i].kind == FR_SITE_DISTRICT)
			return true;
	return false;
}

static unsigned namesakes_of(const struct fr_gazetteer *gaz, const struct fr_mention *m, uint16_t area)
{
	unsigned most = 0;

	for (uint32_t ref = m->refs; ref; ref = gaz->refs[ref].next) {
		const struct fr_site *place = &gaz->places[gaz->refs[ref].place];
		if (place->area == area && place->namesakes > most)
			most = place->namesakes;
	}
	return most;
}

/* Is a name too common to stand for this place by itself: a bare one, or one that villages everywhere have? */
static bool is_vague(const struct fr_gazetteer *gaz, const struct fr_mention *m, const struct fr_meaning *as)
{
	const struct fr_site *place = &gaz->places[as->place];

	if (m->bare)
		return true;
	if (as->kind == FR_SITE_DISTRICT || (m->cues & (FR_CUE(STATION) | FR_CUE(BLOCK) | FR_CUE(SUBDIVISION))))
		return false;
	if (m->cues & FR_CUE(VILLAGE))
		return namesakes_of(gaz, m, as->area) >= NAMESAKES_ANY;
	return place->namesakes >= NAMESAKES_VAGUE;
}

static bool is_supported(const struct fr_gazetteer *gaz, const struct fr_support *support, uint16_t area)
{
	double least = gaz->areas[area].kind == FR_AREA_OUTSIDE ? SUPPORT_OUTSIDE : SUPPORT_LEAST;
	uint16_t parent = gaz->areas[area].parent;

	return support->of[area] > least || (parent && support->of[parent] > least);
}

/* What the others say for a meaning of m. */
static double likelihood(const struct fr_scan *scan, const struct fr_gazetteer *gaz, const struct fr_support *support,
			 const struct fr_mention *m, const struct fr_meaning *as, bool district)
{
	const struct fr_area *area = &gaz->areas[as->area];
	bool supported = is_supported(gaz, support, as->area);

	if (district && as->kind != FR_SITE_DISTRICT && as->kind < FR_SITE_STATE &&
	    !(supported && small_is_said(scan, gaz, m, as)))
		return as->rank * 0.5;
	if (supported)
		return as->rank + SUPPORT_BONUS;
	if (scan->home && area->kind != FR_AREA_OUTSIDE)
		return as->rank + CUE_BONUS;
	return as->rank;
}

static bool settle(const struct fr_scan *scan, const struct fr_gazetteer *gaz, struct fr_support *support,
		   struct fr_mention *m)
{
	struct fr_meaning meanings[FR_MEANINGS_MAX];
	size_t n = fr_mention_meanings(gaz, m, meanings), best = 0;
	bool district = names_district(meanings, n);
	double top = 0, next = 0;

	for (size_t i = 0; i < n; i++) {
		double likely = likelihood(scan, gaz, support, m, &meanings[i], district);
		if (likely > top) {
			next = top;
			top = likely;
			best = i;
		} else if (likely > next) {
			next = likely;
		}
	}
	m->ambiguous = n && ((n > 1 && top < next * CLEARLY) ||
			     (is_vague(gaz, m, &meanings[best]) && !is_supported(gaz, support, meanings[best].area)));
	if (!n || m->ambiguous)
		return false;
	settle_as(gaz, support, m, &meanings[best]);
	return true;
}

void fr_mentions_settle(struct fr_scan *scan, const struct fr_gazetteer *gaz, struct fr_support *support)
{
	memset(support->of, 0, gaz->n_areas * sizeof *support->of);
	for (size_t i = 0; i < scan->n_mentions; i++) {
		struct fr_mention *m = &scan->mentions[i];
		struct fr_meaning meanings[FR_MEANINGS_MAX];

		if (m->dropped)
			continue;
		if (m->door >= FR_DOOR_HANDLE)
			support->of[m->area] += m->weight;
		else if (fr_mention_meanings(gaz, m, meanings) == 1 && !is_vague(gaz, m, &meanings[0]))
			settle_as(gaz, support, m, &meanings[0]);
	}
	/* what one round settles may settle another name in the next; a station or block waits for its district */
	for (int round = 0; round < 3; round++)
		for (size_t i = 0; i < scan->n_mentions; i++) {
			struct fr_mention *m = &scan->mentions[i];
			bool wait = !round && (m->cues & (FR_CUE(STATION) | FR_CUE(BLOCK)));
			if (!m->dropped && !m->area && !wait)
				settle(scan, gaz, support, m);
		}
}
