#include "route/outlines.h"

#include <float.h>
#include <stdlib.h>
#include <string.h>
#include "core/mem.h"
#include "pack/table.h"

#define KM_PER_DEGREE 111.2 /* of latitude */
#define RADIANS       0.017453292519943295

struct corner {
	double lat, lon;
};

struct ring {
	uint16_t area;
	size_t first, n; /* corners */
	double south, north, west, east;
};

struct fr_outlines {
	struct corner *corners;
	size_t n_corners, cap_corners;
	struct ring *rings;
	size_t n_rings, cap_rings;
};

static double least(double a, double b)
{
	return a < b ? a : b;
}

static double most(double a, double b)
{
	return a > b ? a : b;
}

/* Of an angle up to a right one, by its series: to one in ten thousand, and without the library of mathematics. */
static double cosine(double degrees)
{
	double x = degrees * RADIANS, x2 = x * x;

	return 1 - x2 / 2 * (1 - x2 / 12 * (1 - x2 / 30 * (1 - x2 / 56)));
}

/* A decimal number of degrees up to the blank or the end. */
static bool read_degrees(const char **at, const char *end, double limit, double *ret)
{
	char number[16];
	size_t n = 0;
	char *rest;

	while (*at < end && **at == ' ')
		(*at)++;
	while (*at < end && **at != ' ' && n < sizeof number - 1)
		number[n++] = *(*at)++;
	number[n] = '\0';
	if (!n || strspn(number, "-.0123456789") != n)
		return false;
	*ret = strtod(number, &rest);
	return !*rest && *ret >= -limit && *ret <= limit;
}

static int ring_row(const struct fr_table *table, struct fr_outlines *o, fr_area_find *find, const void *areas,
		    struct fr_error *err)
{
	const char *id, *part;
	struct ring ring = {.first = o->n_corners, .south = 90, .north = -90, .west = 180, .east = -180};
	size_t pos = 0, len;
	int rc = fr_table_required(table, 0, &id, err);

	if (rc != FR_OK)
		return rc;
	ring.area = find(areas, id, strlen(id));
	if (!ring.area)
		return fr_table_fail(table, 0, err, "no police district '%s'", id);
	for (; fr_cell_part(fr_table_cell(table, 1), ';', &pos, &part, &len); ring.n++) {
		struct corner c;
		const char *at = part;

		if (!read_degrees(&at, part + len, 90, &c.lat) || !read_degrees(&at, part + len, 180, &c.lon) ||
		    at != part + len)
			return fr_table_fail(table, 1, err, "'%.*s' is no latitude and longitude", (int)len, part);
		if (o->n_corners == FR_CORNERS_MAX)
			return fr_table_fail(table, 1, err, "more than %d corners in all", FR_CORNERS_MAX);
		o->corners = fr_grow(o->corners, o->n_corners, &o->cap_corners, sizeof *o->corners);
		o->corners[o->n_corners++] = c;
		ring.south = least(ring.south, c.lat);
		ring.north = most(ring.north, c.lat);
		ring.west = least(ring.west, c.lon);
		ring.east = most(ring.east, c.lon);
	}
	if (ring.n < 3)
		return fr_table_fail(table, 1, err, "a ring has three corners or more");
	o->rings = fr_grow(o->rings, o->n_rings, &o->cap_rings, sizeof *o->rings);
	o->rings[o->n_rings++] = ring;
	return FR_OK;
}

int fr_outlines_load(const char *path, fr_area_find *find, const void *areas, struct fr_outlines **ret,
		     struct fr_error *err)
{
	static const char *const columns[] = {"police_district", "ring", NULL};
	struct fr_outlines *o;
	struct fr_table *table;
	int rc = fr_table_open(path, columns, &table, err);

	if (rc != FR_OK)
		return rc;
	o = fr_xcalloc(1, sizeof *o);
	while ((rc = fr_table_next(table, err)) == FR_OK) {
		rc = ring_row(table, o, find, areas, err);
		if (rc != FR_OK)
			break;
	}
	fr_table_free(table);
	if (rc != FR_STOP) {
		fr_outlines_free(o);
		return rc;
	}
	*ret = o;
	return FR_OK;
}

void fr_outlines_free(struct fr_outlines *o)
{
	if (!o)
		return;
	free(o->corners);
	free(o->rings);
	free(o);
}

/* A point and the plane around it. */
struct plane {
	double lat, lon;
	double km_lon; /* kilometres of a degree of longitude there */
};

/* Squared kilometres from the point to the line between two corners. */
static double to_line(const struct plane *p, const struct corner *a, const struct corner *b)
{
	double ax = (a->lon - p->lon) * p->km_lon, ay = (a->lat - p->lat) * KM_PER_DEGREE;
	double dx = (b->lon - p->lon) * p->km_lon - ax, dy = (b->lat - p->lat) * KM_PER_DEGREE - ay;
	double length = dx * dx + dy * dy, t = length > 0 ? -(ax * dx + ay * dy) / length : 0;

	t = least(most(t, 0), 1);
	ax += t * dx;
	ay += t * dy;
	return ax * ax + ay * ay;
}

/* Crossings of the ray to the east with the ring: odd if the point is within. */
static void look_at(const struct fr_outlines *o, const struct ring *ring, const struct plane *p, struct fr_near *ret)
{
	const struct corner *c = o->corners + ring->first;
	double nearest = DBL_MAX;
	bool inside = false;

	for (size_t i = 0, k = ring->n - 1; i < ring->n; k = i++) {
		if ((c[i].lat > p->lat) != (c[k].lat > p->lat) &&
		    p->lon < (c[k].lon - c[i].lon) * (p->lat - c[i].lat) / (c[k].lat - c[i].lat) + c[i].lon)
			inside = !inside;
		nearest = least(nearest, to_line(p, &c[i], &c[k]));
	}
	ret->inside ^= inside;
	ret->km2 = least(ret->km2, nearest);
}

static bool is_nearer(const struct fr_near *a, const struct fr_near *b)
{
	return a->inside != b->inside ? a->inside : a->km2 < b->km2;
}

/* The rings of an area stand one behind the other or apart: all are looked at for the first of them. */
static struct fr_near area_near(const struct fr_outlines *o, size_t first, const struct plane *p, double within_km)
{
	double lat = within_km / KM_PER_DEGREE, lon = within_km / p->km_lon;
	struct fr_near near = {o->rings[first].area, false, DBL_MAX};

	for (size_t i = first; i < o->n_rings; i++) {
		const struct ring *ring = &o->rings[i];

		if (ring->area == near.area && p->lat >= ring->south - lat && p->lat <= ring->north + lat &&
		    p->lon >= ring->west - lon && p->lon <= ring->east + lon)
			look_at(o, ring, p, &near);
	}
	return near;
}

size_t fr_outlines_near(const struct fr_outlines *o, double lat, double lon, double within_km,
			struct fr_near ret[FR_NEAR_MAX])
{
	struct plane plane = {lat, lon, KM_PER_DEGREE * most(cosine(lat), 0.01)};
	size_t n = 0;

	for (size_t i = 0; i < o->n_rings; i++) {
		struct fr_near near;
		size_t k, at;

		for (k = 0; k < i && o->rings[k].area != o->rings[i].area;)
			k++;
		if (k < i)
			continue;
		near = area_near(o, i, &plane, within_km);
		if (!near.inside && near.km2 > within_km * within_km)
			continue;
		for (at = 0; at < n && !is_nearer(&near, &ret[at]);)
			at++;
		if (at == FR_NEAR_MAX)
			continue;
		n += n < FR_NEAR_MAX;
		memmove(&ret[at + 1], &ret[at], (n - at - 1) * sizeof *ret);
		ret[at] = near;
	}
	return n;
}
