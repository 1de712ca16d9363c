/* The record's member route, in JSON. See route_priv.h. */
#include "route/route_priv.h"

#include "core/time.h"

/* Words of the record's text, or of another member: then without their bytes. */
static void put_words(struct fr_buf *out, const struct fr_view *view, const char *bytes, uint32_t first, uint32_t last,
		      bool offsets)
{
	size_t off, len;

	fr_folded_source(&view->folded, first, last, &off, &len);
	fr_json_member_string(out, "text", bytes + off, len);
	if (!offsets)
		return;
	fr_json_member_int(out, "start", (int64_t)off);
	fr_json_member_int(out, "end", (int64_t)(off + len));
}

void fr_routing_put_place(struct fr_buf *out, const struct fr_gazetteer *gaz, const struct fr_mention *m)
{
	const struct fr_site *place = &gaz->places[m->place];

	if (!m->area)
		return;
	fr_buf_adds(out, m->place ? fr_site_kind_name(place->kind) : "district");
	fr_buf_addc(out, ':');
	fr_buf_adds(out, m->place ? place->id : gaz->areas[m->area].id);
}

/* "25.6113 85.1441", as the record has them: JSON's numbers need no escapes */
static void put_point(struct fr_buf *out, const struct fr_routing *post)
{
	fr_json_put_name(out, "text");
	fr_buf_addc(out, '"');
	fr_buf_add(out, post->lat.bytes, post->lat.len);
	fr_buf_addc(out, ' ');
	fr_buf_add(out, post->lon.bytes, post->lon.len);
	fr_buf_addc(out, '"');
}

static void put_mention(struct fr_buf *out, const struct fr_router *router, const struct fr_routing *post,
			const struct fr_mention *m)
{
	fr_json_put_comma(out);
	fr_buf_addc(out, '{');
	fr_json_member_cstring(out, "kind", m->ambiguous ? "ambiguous_name" : fr_mention_word(m));
	if (m->door == FR_DOOR_POINT)
		put_point(out, post);
	else if (m->door == FR_DOOR_THREAD)
		fr_json_member_string(out, "text", post->root.bytes, post->root.len);
	else
		put_words(out, &router->scan.views[m->source], post->given[m->source].bytes, m->first, m->last,
			  m->source == FR_SOURCE_TEXT);
	if (m->area) {
		/* ids of tables hold no quotes: fr-places(5) */
		fr_json_put_name(out, "place");
		fr_buf_addc(out, '"');
		fr_routing_put_place(out, router->gaz, m);
		fr_buf_addc(out, '"');
	}
	fr_buf_addc(out, '}');
}

static void put_village(struct fr_buf *out, const struct fr_router *router, const struct fr_routing *post,
			const struct fr_village *v)
{
	fr_json_put_comma(out);
	fr_buf_addc(out, '{');
	fr_json_member_cstring(out, "kind", "village");
	put_words(out, &router->scan.views[FR_SOURCE_TEXT], post->given[FR_SOURCE_TEXT].bytes, v->first, v->last, true);
	fr_json_put_name(out, "place");
	fr_buf_addf(out, "\"block:%s\"", router->gaz->places[v->block].id);
	fr_buf_addc(out, '}');
}

static void put_kind(struct fr_buf *out, const char *kind)
{
	fr_json_put_comma(out);
	fr_buf_addc(out, '{');
	fr_json_member_cstring(out, "kind", kind);
	fr_buf_addc(out, '}');
}

/* The words of the text that speak of railway ground; none if that is known otherwise. */
static void put_rail(struct fr_buf *out, const struct fr_router *router, const struct fr_routing *post)
{
	const struct fr_scan *scan = &router->scan;

	fr_json_put_comma(out);
	fr_buf_addc(out, '{');
	fr_json_member_cstring(out, "kind", "railway");
	if (scan->rail)
		put_words(out, &scan->views[FR_SOURCE_TEXT], post->given[FR_SOURCE_TEXT].bytes, scan->rail_word,
			  scan->rail_word, true);
	fr_buf_addc(out, '}');
}

static void put_mode(struct fr_buf *out, const struct fr_router *router)
{
	fr_json_put_comma(out);
	fr_buf_addc(out, '{');
	fr_json_member_cstring(out, "kind", "mode");
	fr_json_member_cstring(out, "text", router->mode);
	fr_buf_addc(out, '}');
}

static void put_point_outside(struct fr_buf *out, const struct fr_routing *post)
{
	fr_json_put_comma(out);
	fr_buf_addc(out, '{');
	fr_json_member_cstring(out, "kind", "geo_point_outside");
	put_point(out, post);
	fr_buf_addc(out, '}');
}

/* What decided besides the places; NULL: nothing did. */
static const char *outcome_kind(enum fr_outcome outcome)
{
	switch (outcome) {
	case FR_OUTCOME_NO_PLACE:
		return "no_place";
	case FR_OUTCOME_WEAK:
		return "weak_place";
	case FR_OUTCOME_AMBIGUOUS:
		return "ambiguous";
	default:
		return NULL;
	}
}

static void put_reasons(struct fr_buf *out, const struct fr_router *router, const struct fr_routing *post)
{
	const struct fr_scan *scan = &router->scan;
	const struct fr_finding *f = &post->finding;
	size_t n = 0;

	fr_json_put_name(out, "reasons");
	fr_buf_addc(out, '[');
	for (size_t i = 0; i < scan->n_mentions && n < FR_REASONS_MAX; i++)
		if (!scan->mentions[i].dropped) {
			put_mention(out, router, post, &scan->mentions[i]);
			n++;
		}
	if (post->rail)
		put_rail(out, router, post);
	for (size_t i = 0; i < f->n_villages; i++)
		put_village(out, router, post, &f->villages[i]);
	if (post->point && !post->point_known)
		put_point_outside(out, post);
	if (post->mode)
		put_mode(out, router);
	if (f->outcome == FR_OUTCOME_PLACED && post->accused && !post->idle)
		put_kind(out, "police_accused");
	if (outcome_kind(f->outcome))
		put_kind(out, outcome_kind(f->outcome));
	fr_buf_addc(out, ']');
}

static void put_alternatives(struct fr_buf *out, const struct fr_gazetteer *gaz, const struct fr_finding *f)
{
	fr_json_put_name(out, "alternatives");
	fr_buf_addc(out, '[');
	for (size_t i = 0; i < f->n_others; i++) {
		const struct fr_candidate *c = &f->others[i];
		const struct fr_area *area = &gaz->areas[c->area];

		fr_json_put_comma(out);
		fr_buf_addc(out, '{');
		fr_json_member_cstring(out, area->kind == FR_AREA_OUTSIDE ? "state" : "district", area->id);
		if (c->station)
			fr_json_member_cstring(out, "station", gaz->places[c->station].id);
		fr_json_member_fixed(out, "confidence", c->confidence, 2);
		fr_json_member_cstring(out, "why", c->why);
		fr_buf_addc(out, '}');
	}
	fr_buf_addc(out, ']');
}

/* The railway police station that is named on this ground, 0: none. */
static uint32_t rail_station(const struct fr_router *router, uint16_t area)
{
	const struct fr_gazetteer *gaz = router->gaz;
	uint32_t found = 0;

	for (size_t i = 0; i < router->scan.n_mentions; i++) {
		const struct fr_mention *m = &router->scan.mentions[i];

		for (uint32_t ref = m->dropped || m->area != area ? 0 : m->refs; ref; ref = gaz->refs[ref].next) {
			const struct fr_site *place = &gaz->places[gaz->refs[ref].place];
			bool better = !found || (m->cues & (FR_CUE(RAIL_STATION) | FR_CUE(RAIL)));

			if (place->kind == FR_SITE_RAIL && better)
				found = gaz->refs[ref].place;
		}
	}
	return found;
}

int64_t fr_routing_due(const struct fr_routing *post)
{
	if (post->idle || post->respond_minutes <= 0 || post->posted_at == FR_TIME_NONE ||
	    post->finding.outcome == FR_OUTCOME_OUTSIDE)
		return FR_TIME_NONE;
	return post->posted_at + post->respond_minutes * 60;
}

static void put_due(struct fr_buf *out, const struct fr_routing *post)
{
	int64_t due = fr_routing_due(post);

	if (due == FR_TIME_NONE)
		return;
	fr_json_put_name(out, "due");
	fr_buf_addc(out, '"');
	fr_time_put_utc(out, due, 0, 0);
	fr_buf_addc(out, '"');
}

struct fr_ground fr_routing_ground(const struct fr_router *router, const struct fr_routing *post)
{
	const struct fr_finding *f = &post->finding;
	struct fr_ground ground = {router->gaz, f->area, f->area, f->station, post->rail, post->accused};

	if (!post->rail)
		return ground;
	ground.area = router->gaz->areas[f->area].rail;
	ground.station = rail_station(router, f->area);
	if (ground.station)
		ground.area = router->gaz->places[ground.station].rail;
	return ground;
}

const char *fr_routing_desk(const struct fr_routing *post)
{
	if (post->finding.outcome == FR_OUTCOME_OUTSIDE)
		return "out_of_state";
	if (post->finding.outcome != FR_OUTCOME_PLACED)
		return "review";
	if (!post->idle && post->duty->desk == FR_DUTY_STATE)
		return "state";
	return post->rail ? "railway" : "district";
}

void fr_routing_put(const struct fr_router *router, const struct fr_routing *post, struct fr_buf *out)
{
	struct fr_ground ground = fr_routing_ground(router, post);

	fr_buf_addc(out, '{');
	fr_json_member_cstring(out, "desk", fr_routing_desk(post));
	if (post->finding.outcome == FR_OUTCOME_PLACED) {
		fr_json_member_cstring(out, "district", router->gaz->areas[ground.area].id);
		if (ground.station)
			fr_json_member_cstring(out, "station", router->gaz->places[ground.station].id);
		if (!post->idle)
			fr_offices_put(router->offices, post->duty, &ground, out);
	}
	fr_json_member_fixed(out, "confidence", post->finding.confidence, 2);
	put_due(out, post);
	put_alternatives(out, router->gaz, &post->finding);
	put_reasons(out, router, post);
	fr_buf_addc(out, '}');
}
