/*
 * fr-route: say of each post whose ground it is about, which office must act, and by when.
 *
 * Options and wiring. What a place is and how evidence is weighed: lib/route.
 */
#include <stdlib.h>
#include "core/stage.h"
#include "route/check.h"
#include "route/route.h"

struct route {
	const char *pack;         /* --pack; borrowed from the command line */
	const char *places;       /* --places; borrowed */
	const char *mode;         /* --mode; borrowed */
	bool explain;             /* --explain */
	bool check;               /* --check */
	struct fr_router *router; /* owned, from begin to free */
	struct fr_buf json;       /* reused from record to record */
};

/* FR_STOP: there is nothing to read behind it. */
static int check_places(struct fr_stage *stage, const char *folder, const char *overlay, struct fr_error *err)
{
	struct fr_buf table = {0};
	size_t faults = 0;
	int rc = fr_places_check(folder, overlay, &table, &faults, err);

	if (rc == FR_OK)
		rc = fr_write(stage, table.bytes, table.len);
	if (rc == FR_OK && faults) {
		fr_fail(err, FR_REJECT, "%s/places: %zu faults", folder, faults);
		fr_stage_failed_input(stage, err);
	}
	fr_buf_free(&table);
	return rc == FR_OK ? FR_STOP : rc;
}

static int route_begin(struct fr_stage *stage, void *state, struct fr_error *err)
{
	struct route *r = state;
	char *folder;
	int rc;

	if (r->explain && !fr_stage_is_last(stage))
		return fr_fail(err, FR_FATAL, "--explain writes for people, no records: it can only be the last stage");
	rc = fr_stage_pack(stage, r->pack, &folder, err);
	if (rc != FR_OK)
		return rc;
	if (r->check)
		rc = check_places(stage, folder, r->places, err);
	else
		rc = fr_router_load(folder, &(struct fr_route_options){r->places, r->mode}, &r->router, err);
	free(folder);
	return rc;
}

static int route_record(struct fr_stage *stage, void *state, struct fr_record *rec, struct fr_error *err)
{
	struct route *r = state;
	int rc;

	fr_buf_clear(&r->json);
	if (r->explain) {
		rc = fr_route_explain(r->router, rec, fr_stage_output_colour(stage), &r->json, err);
		return rc == FR_OK ? fr_write(stage, r->json.bytes, r->json.len) : rc;
	}
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
	FR_OPT_STRING(0, "mode", struct route, mode, "MODE", "shorter limits and other copies, as in an election"),
	FR_OPT_FLAG(0, "explain", struct route, explain,
		    "write no records, but for people each post with its places, their weights, and what decided"),
	FR_OPT_FLAG(0, "check", struct route, check, "tell what is doubtful in the tables of places, and end"),
	FR_OPT_END};

const struct fr_tool fr_tool_route = {
	.name = "route",
	.member = "route",
	.usage = "[--pack PACK] [--places FILE] [--mode MODE] [--explain | --check] [FILE ...]",
	.summary = "say whose ground a post is about, and which office must act",
	.options = options,
	.state_size = sizeof(struct route),
	.begin = route_begin,
	.record = route_record,
	.free = route_free,
};
