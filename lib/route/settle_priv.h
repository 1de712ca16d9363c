/*
 * settle_priv.h: the meanings of a name, and settling them; nobody outside lib/route includes it.
 */
#ifndef FR_ROUTE_SETTLE_PRIV_H
#define FR_ROUTE_SETTLE_PRIV_H
#include "route/mention.h"

#define FR_MEANINGS_MAX 16 /* areas that a name is looked up in */

/* A name taken for a place of one area: the one that ranks highest there. */
struct fr_meaning {
	uint16_t area;
	uint32_t place;
	uint8_t kind; /* enum fr_site_kind */
	double rank;
};

struct fr_support {
	double of[FR_AREAS_MAX]; /* weight of the mentions that are settled in each area */
};

/* How likely a bare mention means this place. */
double fr_site_rank(const struct fr_site *place, const struct fr_mention *m);

size_t fr_mention_meanings(const struct fr_gazetteer *gaz, const struct fr_mention *m,
			   struct fr_meaning ret[FR_MEANINGS_MAX]);

/* Settle what can be settled: area, place and weight of each mention; the others are marked ambiguous. */
void fr_mentions_settle(struct fr_scan *scan, const struct fr_gazetteer *gaz, struct fr_support *support);
#endif
