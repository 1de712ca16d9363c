/*
 * outlines.h: in whose outline a point lies.
 *
 * Owns: the corners of the police districts of a pack. Knows: the columns of places/outlines.tsv (fr-places(5)).
 * Units: degrees of latitude and longitude (WGS84); distances in kilometres, on a plane that is good to one in a
 * thousand over the few kilometres that are asked for.
 * Cost (the pack for Bihar): 3,700 corners, 60 KB; some 2 microseconds a point. Read-only once loaded.
 */
#ifndef FR_ROUTE_OUTLINES_H
#define FR_ROUTE_OUTLINES_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "core/error.h"

#define FR_CORNERS_MAX 100000 /* corners of all outlines together */

struct fr_outlines;

/* The number of an area by its id, 0: there is none. areas: what holds them. */
typedef uint16_t fr_area_find(const void *areas, const char *id, size_t len);

/* Read the table at path. FR_FATAL: a bad row, or a district that find does not know. */
int fr_outlines_load(const char *path, fr_area_find *find, const void *areas, struct fr_outlines **ret,
		     struct fr_error *err);
void fr_outlines_free(struct fr_outlines *outlines);

/* An area that a point lies in, or near. */
struct fr_near {
	uint16_t area;
	bool inside;
	double km2; /* squared kilometres to its outline, from within or without */
};

#define FR_NEAR_MAX 4

/* The areas that the point lies in or is at most within_km from; first those it lies in, then by distance. */
size_t fr_outlines_near(const struct fr_outlines *outlines, double lat, double lon, double within_km,
			struct fr_near ret[FR_NEAR_MAX]);
#endif
