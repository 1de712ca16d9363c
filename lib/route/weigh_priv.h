/*
 * weigh_priv.h: what weighing and the look for villages share; nobody outside lib/route includes it.
 */
#ifndef FR_ROUTE_WEIGH_PRIV_H
#define FR_ROUTE_WEIGH_PRIV_H
#include "route/weigh.h"

/* Add a candidate, unless it is there or there are FR_CANDIDATES_MAX. */
void fr_add_other(struct fr_finding *f, uint16_t area, uint32_t station, double confidence, const char *why);

/* The villages that are named beside a word for village, and the stations of their blocks as candidates. */
void fr_find_villages(const struct fr_scan *scan, const struct fr_gazetteer *gaz, struct fr_finding *f);
#endif
