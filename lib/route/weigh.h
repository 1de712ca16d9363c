/*
 * weigh.h: from mentions to whose ground it is, how sure that is, and what else it might be.
 *
 * Each mention weighs by what it names, by its cues, by its role, and by the door it came in through. A name of several
 * areas is settled by the others: by a district that is named besides, by the kind of place that is said. What nothing
 * settles weighs nothing and is kept as a candidate. The area with the most weight wins if it has enough and the next
 * has clearly less; otherwise a person decides.
 */
#ifndef FR_ROUTE_WEIGH_H
#define FR_ROUTE_WEIGH_H
#include "route/mention.h"

#define FR_CANDIDATES_MAX 6

enum fr_outcome {
	FR_OUTCOME_PLACED,
	FR_OUTCOME_OUTSIDE, /* in another state or country */
	FR_OUTCOME_NO_PLACE,
	FR_OUTCOME_WEAK,      /* only words that say little of where it happened */
	FR_OUTCOME_AMBIGUOUS, /* several places, and nothing that settles which */
};

struct fr_candidate {
	uint16_t area;
	uint32_t station; /* place, 0: none */
	double confidence;
	const char *why; /* a word for the record: "named", "ambiguous_name", "addressee", ... */
};

struct fr_finding {
	enum fr_outcome outcome;
	uint16_t area;    /* if placed or outside */
	uint32_t station; /* place, 0: not known */
	double confidence;
	struct fr_candidate others[FR_CANDIDATES_MAX]; /* best first; for a review, all that might be meant */
	size_t n_others;
};

void fr_weigh(struct fr_scan *scan, const struct fr_gazetteer *gaz, struct fr_finding *ret);

/* A word for what a mention says: "place", "addressee", "origin", "pincode", "channel", ... */
const char *fr_mention_word(const struct fr_mention *m);
#endif
