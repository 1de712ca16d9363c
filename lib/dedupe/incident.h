/*
 * incident.h: do two posts of one place, one category and one day tell of the same incident, in whatever words?
 *
 * Counted are the telling words that both have (telling.h: spellings and scripts meet by sound, languages by concept),
 * each by what it proves: a long number (phone, plate, sum) most, then names, other words, words of daily matters, and
 * by how rare it is in the stream (freq.h). Words of the place count nothing, since both are of it. Two figures: the
 * sum over what is shared, and its share of the lesser of the two posts' sums. Pure functions.
 */
#ifndef FR_DEDUPE_INCIDENT_H
#define FR_DEDUPE_INCIDENT_H
#include "dedupe/freq.h"
#include "dedupe/telling.h"

struct fr_incident_score {
	double shared; /* weight of what both have */
	double share;  /* of the lesser of both */
	unsigned n;    /* words */
};

void fr_incident_compare(const struct fr_telling *a, const struct fr_telling *b, const struct fr_freq *freq,
			 struct fr_incident_score *ret);

enum fr_incident_answer { FR_INCIDENT_OTHER, FR_INCIDENT_MAYBE, FR_INCIDENT_SAME };

/* near: both were routed to the same station, not to the same district only. seconds: between the two. */
enum fr_incident_answer fr_incident_judge(const struct fr_incident_score *score, bool near, int64_t seconds);
#endif
