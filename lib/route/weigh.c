/*
 * Weighing areas against each other, and finding the station.
 */
#include "route/weigh.h"

#include <string.h>
#include "route/settle_priv.h"

#define ENOUGH      0.5 /* weight that settles an area */
#define MARGIN      0.8 /* the next area must have less than this share of the first */
#define MORE_PLACES 0.4 /* what further places of an area add, of their weight */
#define TELLS       0.1 /* weight from which an area is worth naming as a candidate */

const char *fr_mention_word(const struct fr_mention *m)
{
	static const char *const roles[] = {"place",       "addressee",  "origin", "work",  "route", "departed",
					    "destination", "treated_at", "seat",   "train", "person"};

	if (m->door == FR_DOOR_POINT)
		return "geo_point";
	if (m->door == FR_DOOR_VEHICLE)
		return "vehicle";
	if (m->door == FR_DOOR_TELEPHONE)
		return "telephone";
	if (m->door == FR_DOOR_THREAD)
		return "thread";
	if (m->source == FR_SOURCE_GEO)
		return "geo_place";
	if (m->source == FR_SOURCE_CHANNEL)
		return "channel";
	if (m->door == FR_DOOR_PINCODE)
		return "pincode";
	if (m->door == FR_DOOR_HANDLE)
		return "handle";
	return roles[m->role];
}

/* Weight of an area: its best mention, and a part of what names other places in it. */
static double area_score(const struct fr_scan *scan, uint16_t area, const struct fr_mention **ret_best)
{
	const struct fr_mention *best = NULL;
	double more = 0;

	for (size_t i = 0; i < scan->n_mentions; i++) {
		const struct fr_mention *m = &scan->mentions[i];
		if (!m->dropped && m->area == area && (!best || m->weight > best->weight))
			best = m;
	}
	*ret_best = best;
	if (!best)
		return 0;
	for (size_t i = 0; i < scan->n_mentions; i++) {
		const struct fr_mention *m = &scan->mentions[i];
		bool again = m->dropped || m->area != area || m->place == best->place;

		for (size_t k = 0; k < i && !again; k++)
			again = scan->mentions[k].area == area && scan->mentions[k].place == m->place;
		more += again ? 0 : m->weight;
	}
	return best->weight + MORE_PLACES * more;
}

struct scored {
	uint16_t area;
	double score;
	const struct fr_mention *best;
};

struct areas {
	struct scored at[FR_MENTIONS_MAX];
	size_t n;
};

static void list_areas(const struct fr_scan *scan, struct areas *areas)
{
	areas->n = 0;
	for (size_t i = 0; i < scan->n_mentions; i++) {
		uint16_t area = scan->mentions[i].area;
		size_t k;

		if (scan->mentions[i].dropped || !area)
			continue;
		for (k = 0; k < areas->n && areas->at[k].area != area;)
			k++;
		if (k < areas->n)
			continue;
		areas->at[k].area = area;
		areas->at[k].score = area_score(scan, area, &areas->at[k].best);
		areas->n++;
	}
}

/* Is the parent named as the district only, so that it may be said of what is carved from it? */
static bool only_as_district(const struct fr_scan *scan, const struct fr_gazetteer *gaz, uint16_t area)
{
	for (size_t i = 0; i < scan->n_mentions; i++) {
		const struct fr_mention *m = &scan->mentions[i];
		if (!m->dropped && m->area == area &&
		    (m->list || (m->place && gaz->places[m->place].kind != FR_SITE_DISTRICT)))
			return false;
	}
	return true;
}

/* "Naugachhia, Bhagalpur": the district's name stands for the police district that is carved from it. */
static void join_carved(const struct fr_scan *scan, const struct fr_gazetteer *gaz, struct areas *areas)
{
	for (size_t i = 0; i < areas->n; i++) {
		uint16_t area = areas->at[i].area, parent = gaz->areas[area].parent;

		if (!parent || parent == area || areas->at[i].score < ENOUGH)
			continue;
		for (size_t k = 0; k < areas->n; k++)
			if (areas->at[k].area == parent && only_as_district(scan, gaz, parent)) {
				areas->at[i].score += MORE_PLACES * areas->at[k].score;
				areas->at[k].score = 0;
			}
	}
}

/* Best first; equal scores in the order of the text. */
static void sort_areas(struct areas *areas)
{
	for (size_t i = 1; i < areas->n; i++)
		for (size_t k = i; k > 0 && areas->at[k].score > areas->at[k - 1].score; k--) {
			struct scored swap = areas->at[k];
			areas->at[k] = areas->at[k - 1];
			areas->at[k - 1] = swap;
		}
}

static double confidence_of(double score, double next)
{
	static const struct {
		double from, confidence;
	} steps[] = {{1.6, 0.97}, {1.3, 0.95}, {1.0, 0.9}, {0.85, 0.85}, {0.7, 0.75}, {0.55, 0.65}, {0, 0.55}};
	size_t i = 0;

	while (score < steps[i].from)
		i++;
	return steps[i].confidence * (1 - 0.3 * next / score);
}

static void add_other(struct fr_finding *f, uint16_t area, uint32_t station, double confidence, const char *why)
{
	for (size_t i = 0; i < f->n_others; i++)
		if (f->others[i].area == area && f->others[i].station == station)
			return;
	if (f->n_others < FR_CANDIDATES_MAX)
		f->others[f->n_others++] = (struct fr_candidate){area, station, confidence, why};
}

/* "Dehri thana" is Dehri Town where no other station begins so. 0: none, or several. */
static uint32_t town_station(const struct fr_gazetteer *gaz, const struct fr_mention *m, uint16_t area)
{
	uint32_t found = 0;

	for (uint32_t ref = m->refs; ref; ref = gaz->refs[ref].next) {
		const struct fr_site *town = &gaz->places[gaz->refs[ref].place];
		size_t len = strlen(town->name);

		if (town->area != area || (town->kind != FR_SITE_TOWN && town->kind != FR_SITE_BLOCK))
			continue;
		for (uint32_t i = 1; i < gaz->n_places; i++) {
			const struct fr_site *place = &gaz->places[i];

			if (place->kind != FR_SITE_STATION || place->area != area || !place->bare || i == found ||
			    strncmp(place->name, town->name, len) != 0 || place->name[len] != ' ')
				continue;
			if (found)
				return 0;
			found = i;
		}
	}
	return found;
}

/* "Zero Mile Begusarai": a bare name with its district beside it. Not "Siwan Town, Siwan": the town is any town. */
static bool beside_own_district(const struct fr_scan *scan, const struct fr_gazetteer *gaz, const struct fr_mention *m,
				uint16_t area)
{
	const struct fr_mention *end = scan->mentions + scan->n_mentions;

	for (const struct fr_mention *other = m > scan->mentions ? m - 1 : m; other < end && other <= m + 1; other++) {
		const char *name = gaz->places[other->place].name, *own = gaz->places[m->place].name;

		if (other == m || other->dropped || other->area != area || !other->place || !m->place)
			continue;
		if (strncmp(own, name, strlen(name)) != 0 &&
		    fr_mentions_touch(scan, other < m ? other : m, other < m ? m : other))
			return true;
	}
	return false;
}

/* The station that a mention names by itself in an area, 0: none. */
static uint32_t station_of(const struct fr_scan *scan, const struct fr_gazetteer *gaz, const struct fr_mention *m,
			   uint16_t area)
{
	bool said = (m->cues & FR_CUE(STATION)) != 0, district = false;
	bool beside = said || beside_own_district(scan, gaz, m, area);
	uint32_t station = 0;

	for (uint32_t ref = m->refs; ref; ref = gaz->refs[ref].next) {
		const struct fr_site *place = &gaz->places[gaz->refs[ref].place];

		if (place->area != area)
			continue;
		district |= place->kind == FR_SITE_DISTRICT;
		if (place->kind == FR_SITE_STATION && (beside || !place->bare))
			station = gaz->refs[ref].place;
	}
	if (said && !station && !district)
		return town_station(gaz, m, area);
	/* a district's name is not that of the station which bears it, unless the station is said */
	return district && !said ? 0 : station;
}

/* For names that may be meant: the candidates of what nothing settled. */
static void add_ambiguous(const struct fr_scan *scan, const struct fr_gazetteer *gaz, struct fr_finding *f)
{
	for (size_t i = 0; i < scan->n_mentions; i++) {
		const struct fr_mention *m = &scan->mentions[i];
		struct fr_meaning meanings[FR_MEANINGS_MAX];
		size_t n;

		if (m->dropped || !m->ambiguous)
			continue;
		n = fr_mention_meanings(gaz, m, meanings);
		for (size_t k = 0; k < n; k++)
			add_other(f, meanings[k].area, station_of(scan, gaz, m, meanings[k].area),
				  n ? 0.8 / (double)n : 0, "ambiguous_name");
	}
}

static double station_score(const struct fr_mention *m)
{
	double score = 1.0;

	/* where somebody lives is a place to ask at, if no other is known; where a gang comes from is none */
	if (m->role == FR_ROLE_ORIGIN && !(m->cues & FR_CUE(FOLK)))
		score -= 0.4;
	else if (m->role != FR_ROLE_HERE && m->role != FR_ROLE_ADDRESSEE)
		score -= 0.5;
	if (m->cues & FR_CUE(STATION))
		score += 0.3;
	if (m->cues & (FR_CUE(IN) | FR_CUE(IN_BEFORE)))
		score += 0.1;
	return score * (m->source == FR_SOURCE_CHANNEL ? 0.3 : 1);
}

/* "Nagar thana" of an area: the only one, or the one whose town is named. */
static uint32_t bare_station(const struct fr_scan *scan, const struct fr_gazetteer *gaz, uint16_t area, uint8_t kind)
{
	uint32_t found = 0, named = 0;
	size_t n = 0;

	for (uint32_t i = 1; i < gaz->n_places; i++) {
		const struct fr_site *place = &gaz->places[i];

		if (place->kind != FR_SITE_STATION || place->area != area || place->bare != kind)
			continue;
		found = i;
		n++;
		for (size_t k = 0; k < scan->n_mentions; k++) {
			const struct fr_mention *m = &scan->mentions[k];
			const char *town = gaz->places[m->place].name;

			if (!m->dropped && m->place && m->area == area && strlen(town) < strlen(place->name) &&
			    memcmp(place->name, town, strlen(town)) == 0)
				named = i;
		}
	}
	return n == 1 ? found : named;
}

/* The station of the post that is answered, where this one names nothing smaller than its district. */
static uint32_t thread_station(const struct fr_scan *scan, const struct fr_gazetteer *gaz, uint16_t area)
{
	uint32_t found = 0;

	for (size_t i = 0; i < scan->n_mentions; i++) {
		const struct fr_mention *m = &scan->mentions[i];

		if (m->dropped || m->area != area)
			continue;
		if (m->door == FR_DOOR_THREAD)
			found = m->place;
		else if (m->place && gaz->places[m->place].kind != FR_SITE_DISTRICT)
			return 0;
	}
	return found;
}

static void find_station(const struct fr_scan *scan, const struct fr_gazetteer *gaz, struct fr_finding *f)
{
	double top = 0.5;
	uint32_t others[FR_CANDIDATES_MAX];
	size_t n = 0;

	for (size_t i = 0; i < scan->n_mentions; i++) {
		const struct fr_mention *m = &scan->mentions[i];
		uint32_t station = m->dropped || m->area != f->area ? 0 : station_of(scan, gaz, m, f->area);

		if (!station || (m->cues & FR_CUE(DISTRICT) && !(m->cues & FR_CUE(STATION))))
			continue;
		if (n < FR_CANDIDATES_MAX)
			others[n++] = station;
		if (station_score(m) > top) {
			top = station_score(m);
			f->station = station;
		}
	}
	for (size_t i = 0; i < scan->n_bares && top < 1.3; i++) {
		uint32_t station = bare_station(scan, gaz, f->area, scan->bares[i].kind);
		if (station) {
			f->station = station;
			top = 1.3;
		}
	}
	if (!f->station)
		f->station = thread_station(scan, gaz, f->area);
	for (size_t i = 0; i < n; i++)
		if (others[i] != f->station)
			add_other(f, f->area, others[i], f->confidence / 2, "named");
}

static void decide(struct fr_finding *f, const struct fr_gazetteer *gaz, const struct areas *areas)
{
	double best = areas->n ? areas->at[0].score : 0, next = areas->n > 1 ? areas->at[1].score : 0;

	if (best < ENOUGH) {
		f->outcome = areas->n || f->n_others ? FR_OUTCOME_WEAK : FR_OUTCOME_NO_PLACE;
		return;
	}
	if (next >= best * MARGIN) {
		f->outcome = FR_OUTCOME_AMBIGUOUS;
		return;
	}
	f->area = areas->at[0].area;
	f->confidence = confidence_of(best, next);
	f->outcome = gaz->areas[f->area].kind == FR_AREA_OUTSIDE ? FR_OUTCOME_OUTSIDE : FR_OUTCOME_PLACED;
}

void fr_weigh(struct fr_scan *scan, const struct fr_gazetteer *gaz, struct fr_finding *ret)
{
	struct fr_support support;
	struct areas areas = {.n = 0};

	*ret = (struct fr_finding){0};
	fr_mentions_settle(scan, gaz, &support);
	list_areas(scan, &areas);
	join_carved(scan, gaz, &areas);
	sort_areas(&areas);
	decide(ret, gaz, &areas);
	if (ret->outcome == FR_OUTCOME_PLACED)
		find_station(scan, gaz, ret);
	for (size_t i = 0; i < areas.n; i++) {
		double share = areas.at[i].score / (areas.at[0].score + areas.at[i].score);

		if (areas.at[i].area != ret->area && areas.at[i].score >= TELLS)
			add_other(ret, areas.at[i].area, 0, share < areas.at[i].score ? share : areas.at[i].score,
				  fr_mention_word(areas.at[i].best));
	}
	if (!ret->area) {
		add_ambiguous(scan, gaz, ret);
		if (ret->outcome == FR_OUTCOME_NO_PLACE && ret->n_others)
			ret->outcome = FR_OUTCOME_AMBIGUOUS;
		else if (ret->outcome == FR_OUTCOME_WEAK && !areas.n)
			ret->outcome = FR_OUTCOME_AMBIGUOUS;
	}
}
