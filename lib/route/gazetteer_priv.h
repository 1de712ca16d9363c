/*
 * gazetteer_priv.h: what reading the tables shares with the rest of the gazetteer; nobody outside lib/route includes
 * it.
 */
#ifndef FR_ROUTE_GAZETTEER_PRIV_H
#define FR_ROUTE_GAZETTEER_PRIV_H
#include "route/gazetteer.h"

/* Add a spelling of a place, and its sound. The guards must be there. False: no word in it, or too many. */
bool fr_gazetteer_name(struct fr_gazetteer *gaz, const char *name, size_t len, uint32_t place);
#endif
