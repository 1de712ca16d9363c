/*
 * mention_priv.h: what reading, binding and weighing of mentions share; nobody outside lib/route includes it.
 */
#ifndef FR_ROUTE_MENTION_PRIV_H
#define FR_ROUTE_MENTION_PRIV_H
#include "route/mention.h"

#define FR_WEIGHT_HANDLE 0.5 /* an account of a district's police is written to */

/* The district whose police an account's name names (lower case), FR_NO_AREA if it names none. */
uint16_t fr_account_area(const struct fr_gazetteer *gaz, const char *name, size_t len);

/* Bind the cues to the mentions, find lists, ask the guards, give each its role. */
void fr_mentions_bind(struct fr_scan *scan, const struct fr_gazetteer *gaz);
#endif
