/*
 * route_priv.h: a router, and all that it has decided of one record; what the record's member and the account for
 * people are written from. Nobody outside lib/route includes it.
 */
#ifndef FR_ROUTE_ROUTE_PRIV_H
#define FR_ROUTE_ROUTE_PRIV_H
#include "core/json.h"
#include "route/offices.h"
#include "route/route.h"
#include "route/threads.h"
#include "route/weigh.h"

#define FR_REASONS_MAX 16

struct fr_router {
	struct fr_gazetteer *gaz;
	struct fr_offices *offices;
	struct fr_scan scan;
	struct fr_threads *threads;
	char *mode;                                     /* NULL: none */
	struct fr_buf geo, channel, category, id, root; /* decoded strings */
};

/* What a record brings. */
struct fr_routing {
	struct fr_given given[FR_SOURCES];
	int64_t posted_at;
	const char *category; /* NULL: not classified */
	size_t category_len;
	int64_t respond_minutes; /* -1: not said */
	bool idle;               /* classified as not actionable */
	bool accused;
	bool mode;        /* the mode has changed its duty */
	bool point;       /* lat and lon are there */
	bool point_known; /* and lie on ground that the pack knows, or it knows none */
	struct fr_json_span lat, lon;
	struct fr_given id, root;      /* root: the post that it answers and that was placed before */
	struct fr_threads_place below; /* where that was placed; no area: it wasn't */
	const struct fr_duty *duty;
	struct fr_finding finding;
	bool rail; /* the ground is the railway's */
};

/* Append the member route to out. */
void fr_routing_put(const struct fr_router *router, const struct fr_routing *post, struct fr_buf *out);

/* The ground, once it is known: the police district of the railway or the land, and the station. */
struct fr_ground fr_routing_ground(const struct fr_router *router, const struct fr_routing *post);

/* The desk that acts: see route.h. */
const char *fr_routing_desk(const struct fr_routing *post);

/* When the first action is due; FR_TIME_NONE: it is not. */
int64_t fr_routing_due(const struct fr_routing *post);

/* Append "station:siwan/mairwa": what a mention was understood as. Nothing if it was not settled. */
void fr_routing_put_place(struct fr_buf *out, const struct fr_gazetteer *gaz, const struct fr_mention *m);

/* Append what was decided, by which words and weights, as lines for people: see fr_route_explain. */
void fr_routing_explain(const struct fr_router *router, const struct fr_routing *post, bool colour, struct fr_buf *out);
#endif
