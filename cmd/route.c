/*
 * fr-route: say of each post whose ground it is about, which office must act, and by when.
 *
 * Options and wiring. What a place is and how evidence is weighed: lib/route.
 */
#include <stdlib.h>
#include "core/stage.h"
#include "route/route.h"

struct route {
	const char *pack;         /* --pack; borrowed from the command line */
	const char *places;       /* --places; borrowed */
	struct fr_router *router; /* owned, from begin to free */
	struct fr_buf json;       /* reused from record to record */
};

static int route_begin(struct fr_stage *stage, void *state, struct fr_error *err)
{
	struct route *r = state;
	char *folder;
	int rc = fr_stage_pack(stage, r->pack, &folder, err);

	if (rc != FR_OK)
		return rc;
	rc = fr_router_load(folder, r->places, &r->router, err);
	free(folder);
	return rc;
}

static int route_record(struct fr_stage *stage, void *state, struct fr_record *rec, struct fr_error *err)
{
	struct route *r = state;
	int rc;

	fr_buf_clear(&r->json);
	rc = fr_route(r->router, rec, &r->json, err);
	if (rc != FR_OK)
		return rc;
	fr_record_set_raw(rec, "route", r->json.bytes, r->json.len);
	return fr_emit(stage, rec);
}

static void route_free(void *state)
{
	struct route *r = state;

	fr_router_free(r->router);
	fr_buf_free(&r->json);
}

static const struct fr_option options[] = {
	FR_OPT_STRING('p', "pack", struct route, pack, "PACK", "pack to use, a name or a folder"),
	FR_OPT_FILE(0, "places", struct route, places, "FILE", "table of stations that corrects the pack's"),
	FR_OPT_END};

const struct fr_tool fr_tool_route = {
	.name = "route",
	.member = "route",
	.usage = "[--pack PACK] [--places FILE] [FILE ...]",
	.summary = "say whose ground a post is about, and which office must act",
	.options = options,
	.state_size = sizeof(struct route),
	.begin = route_begin,
	.record = route_record,
	.free = route_free,
};
