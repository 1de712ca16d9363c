/*
 * mention_priv.h: what reading, binding and weighing of mentions share; nobody outside lib/route includes it.
 */
#ifndef FR_ROUTE_MENTION_PRIV_H
#define FR_ROUTE_MENTION_PRIV_H
#include "route/mention.h"

#define FR_WEIGHT_HANDLE 0.5 /* an account of a district's police is written to */

#define FR_WEIGHT_VEHICLE   0.15 /* a vehicle from there: it may be anywhere, and supports nothing */
#define FR_WEIGHT_TELEPHONE 0.25 /* a fixed line stands in its district; who calls it may not */

/* The district whose police an account's name names (lower case), FR_NO_AREA if it names none. */
uint16_t fr_account_area(const struct fr_gazetteer *gaz, const char *name, size_t len);

/* The district of the number plate or telephone number that begins with word i, FR_NO_AREA if none does. */
uint16_t fr_code_at(const struct fr_gazetteer *gaz, const struct fr_folded *f, size_t i, enum fr_code_kind *ret_kind,
		    size_t *ret_last);

/* Bind the cues to the mentions, find lists, ask the guards, give each its role. */
void fr_mentions_bind(struct fr_scan *scan, const struct fr_gazetteer *gaz);
#endif
