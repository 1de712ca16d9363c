#include "route/route.h"

#include <stdlib.h>
#include <string.h>
#include "core/json.h"
#include "core/time.h"
#include "route/offices.h"
#include "route/threads.h"
#include "route/weigh.h"

#define REASONS_MAX 16

/* The category that says that police are complained of: it changes who may be told, whatever else the post is about. */
#define ACCUSED_CATEGORY "police_misconduct"
#define ACCUSED_SCORE    0.3 /* of a label beside the category */

struct fr_router {
	struct fr_gazetteer *gaz;
	struct fr_offices *offices;
	struct fr_scan scan;
	struct fr_threads *threads;
	struct fr_buf geo, channel, category, id, root; /* decoded strings */
};

/* What a record brings. */
struct post {
	struct fr_given given[FR_SOURCES];
	int64_t posted_at;
	const char *category; /* NULL: not classified */
	size_t category_len;
	int64_t respond_minutes; /* -1: not said */
	bool idle;               /* classified as not actionable */
	bool accused;
	bool point;       /* lat and lon are there */
	bool point_known; /* and lie on ground that the pack knows, or it knows none */
	struct fr_json_span lat, lon;
	struct fr_given id, root;      /* root: the post that it answers and that was placed before */
	struct fr_threads_place below; /* where that was placed; no area: it wasn't */
};

int fr_router_load(const char *pack, const char *overlay, struct fr_router **ret, struct fr_error *err)
{
	struct fr_router *router = fr_xcalloc(1, sizeof *router);
	int rc = fr_gazetteer_load(pack, overlay, &router->gaz, err);

	if (rc == FR_OK)
		rc = fr_offices_load(pack, &router->offices, err);
	if (rc != FR_OK) {
		fr_router_free(router);
		return rc;
	}
	router->threads = fr_threads_new();
	*ret = router;
	return FR_OK;
}

void fr_router_free(struct fr_router *router)
{
	if (!router)
		return;
	fr_gazetteer_free(router->gaz);
	fr_offices_free(router->offices);
	fr_scan_free(&router->scan);
	fr_buf_free(&router->geo);
	fr_buf_free(&router->channel);
	fr_buf_free(&router->category);
	fr_buf_free(&router->id);
	fr_buf_free(&router->root);
	fr_threads_free(router->threads);
	free(router);
}

void fr_router_size(const struct fr_router *router, size_t *ret_phrases, size_t *ret_bytes)
{
	const struct fr_gazetteer *gaz = router->gaz;

	*ret_phrases = gaz->lex.n_nodes;
	*ret_bytes = fr_lexicon_memory(&gaz->lex) + gaz->cap_places * sizeof *gaz->places +
		     gaz->cap_refs * sizeof *gaz->refs + gaz->cap_pincodes * sizeof *gaz->pincodes + sizeof *gaz;
}

/* The string at object.name of a record, decoded into buf. False: not there. */
static int get_inner(const struct fr_record *rec, const char *object, const char *name, struct fr_buf *buf,
		     struct fr_given *ret, struct fr_error *err)
{
	struct fr_json_span outer, inner;

	if (!fr_record_find(rec, object, &outer) || outer.type == FR_JSON_NULL)
		return FR_OK;
	if (outer.type != FR_JSON_OBJECT)
		return fr_reject(err, &fr_fault_member_type, -1, "member '%s' is not an object", object);
	if (!fr_json_member(&outer, name, &inner) || inner.type != FR_JSON_STRING)
		return FR_OK;
	fr_buf_clear(buf);
	fr_json_unescape(buf, &inner);
	ret->bytes = fr_buf_str(buf);
	ret->len = buf->len;
	return FR_OK;
}

/* Whole minutes of a number; -1 if it is none, or out of any use. */
static int64_t minutes_of(const struct fr_json_span *value)
{
	int64_t n = 0;

	if (value->type != FR_JSON_NUMBER || value->len > 8)
		return -1;
	for (size_t i = 0; i < value->len; i++) {
		if (value->bytes[i] < '0' || value->bytes[i] > '9')
			return -1;
		n = n * 10 + (value->bytes[i] - '0');
	}
	return n;
}

static double number_of(const struct fr_json_span *value)
{
	char number[32];

	if (value->type != FR_JSON_NUMBER || value->len >= sizeof number)
		return 0;
	memcpy(number, value->bytes, value->len);
	number[value->len] = '\0';
	return strtod(number, NULL);
}

/* Does one of the labels accuse the police? */
static bool labels_accuse(const struct fr_json_span *labels)
{
	struct fr_json_span label, category, score;
	size_t pos = 0;

	if (labels->type != FR_JSON_ARRAY)
		return false;
	while (fr_json_next(labels, &pos, NULL, &label))
		if (label.type == FR_JSON_OBJECT && fr_json_member(&label, "category", &category) &&
		    category.type == FR_JSON_STRING && fr_json_string_is(&category, ACCUSED_CATEGORY) &&
		    fr_json_member(&label, "score", &score) && number_of(&score) >= ACCUSED_SCORE)
			return true;
	return false;
}

static void read_class_member(struct fr_router *router, const struct fr_json_span *name,
			      const struct fr_json_span *value, struct post *post)
{
	if (fr_json_string_is(name, "category")) {
		if (value->type != FR_JSON_STRING)
			return;
		fr_buf_clear(&router->category);
		fr_json_unescape(&router->category, value);
		post->category = fr_buf_str(&router->category);
		post->category_len = router->category.len;
		post->accused |= strcmp(post->category, ACCUSED_CATEGORY) == 0;
	} else if (fr_json_string_is(name, "respond_minutes")) {
		post->respond_minutes = minutes_of(value);
	} else if (fr_json_string_is(name, "actionable")) {
		post->idle = value->type == FR_JSON_FALSE;
	} else if (fr_json_string_is(name, "labels")) {
		post->accused |= labels_accuse(value);
	}
}

/* In one walk: the evidence in it may be long. */
static int read_class(struct fr_router *router, const struct fr_record *rec, struct post *post, struct fr_error *err)
{
	struct fr_json_span class, name, value;
	size_t pos = 0;

	if (!fr_record_find(rec, "class", &class) || class.type == FR_JSON_NULL)
		return FR_OK;
	if (class.type != FR_JSON_OBJECT)
		return fr_reject(err, &fr_fault_member_type, -1, "member 'class' is not an object");
	while (fr_json_next(&class, &pos, &name, &value))
		read_class_member(router, &name, &value, post);
	return FR_OK;
}

/* geo.lat and geo.lon, if both are numbers on the globe; 0, 0 is what stands where nothing was known. */
static void read_point(struct fr_router *router, const struct fr_record *rec, struct post *post)
{
	struct fr_json_span geo;
	double lat, lon;

	if (!router->gaz->outlines || !fr_record_find(rec, "geo", &geo) || geo.type != FR_JSON_OBJECT)
		return;
	if (!fr_json_member(&geo, "lat", &post->lat) || !fr_json_member(&geo, "lon", &post->lon))
		return;
	lat = number_of(&post->lat);
	lon = number_of(&post->lon);
	post->point = lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180 && lat != 0 && lon != 0;
	if (post->point)
		post->point_known = fr_scan_point(&router->scan, router->gaz, lat, lon);
}

static int read_post(struct fr_router *router, struct fr_record *rec, struct post *post, struct fr_error *err)
{
	const char *time;
	size_t len;
	int rc = fr_record_get_string(rec, "time", &time, &len, err);

	if (rc != FR_OK)
		return rc;
	post->posted_at = time ? fr_time_of_record(time, len) : FR_TIME_NONE;
	rc = get_inner(rec, "geo", "place", &router->geo, &post->given[FR_SOURCE_GEO], err);
	if (rc == FR_OK)
		rc = get_inner(rec, "channel", "name", &router->channel, &post->given[FR_SOURCE_CHANNEL], err);
	if (rc == FR_OK)
		rc = read_class(router, rec, post, err);
	if (rc == FR_OK)
		rc = fr_record_get_string(rec, "text", &post->given[FR_SOURCE_TEXT].bytes,
					  &post->given[FR_SOURCE_TEXT].len, err);
	return rc;
}

/* A string member that may be missing or of another type: it is then not there. */
static struct fr_given get_id(const struct fr_record *rec, const char *name, struct fr_buf *buf)
{
	struct fr_json_span span;

	if (!fr_record_find(rec, name, &span) || span.type != FR_JSON_STRING)
		return (struct fr_given){NULL, 0};
	if (!span.escaped)
		return (struct fr_given){span.bytes + 1, span.len - 2};
	fr_buf_clear(buf);
	fr_json_unescape(buf, &span);
	return (struct fr_given){fr_buf_str(buf), buf->len};
}

/* What it answers, else the first post of its thread, if that was placed before in this run. */
static void read_thread(struct fr_router *router, const struct fr_record *rec, struct post *post)
{
	static const char *const members[] = {"reply_to", "thread"};

	post->id = get_id(rec, "id", &router->id);
	for (size_t i = 0; i < 2 && !post->below.area; i++) {
		struct fr_given root = get_id(rec, members[i], &router->root);
		bool self = root.len == post->id.len && root.len && memcmp(root.bytes, post->id.bytes, root.len) == 0;

		if (self || !fr_threads_get(router->threads, root.bytes, root.len, &post->below))
			continue;
		post->root = root;
		fr_scan_thread(&router->scan, post->below.area, post->below.station);
	}
}

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

static void put_place(struct fr_buf *out, const struct fr_gazetteer *gaz, const struct fr_mention *m)
{
	const struct fr_site *place = &gaz->places[m->place];
	const char *kind = m->place ? fr_site_kind_name(place->kind) : "district";
	const char *id = m->place ? place->id : gaz->areas[m->area].id;

	if (!m->area)
		return;
	fr_json_put_name(out, "place");
	fr_buf_addc(out, '"');
	fr_buf_adds(out, kind);
	fr_buf_addc(out, ':');
	/* ids of tables hold no quotes: fr-places(5) */
	fr_buf_adds(out, id);
	fr_buf_addc(out, '"');
}

/* "25.6113 85.1441", as the record has them: JSON's numbers need no escapes */
static void put_point(struct fr_buf *out, const struct post *post)
{
	fr_json_put_name(out, "text");
	fr_buf_addc(out, '"');
	fr_buf_add(out, post->lat.bytes, post->lat.len);
	fr_buf_addc(out, ' ');
	fr_buf_add(out, post->lon.bytes, post->lon.len);
	fr_buf_addc(out, '"');
}

static void put_mention(struct fr_buf *out, const struct fr_router *router, const struct post *post,
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
	put_place(out, router->gaz, m);
	fr_buf_addc(out, '}');
}

static void put_kind(struct fr_buf *out, const char *kind)
{
	fr_json_put_comma(out);
	fr_buf_addc(out, '{');
	fr_json_member_cstring(out, "kind", kind);
	fr_buf_addc(out, '}');
}

static void put_reasons(struct fr_buf *out, const struct fr_router *router, const struct post *post,
			const struct fr_finding *f, bool rail, bool above)
{
	const struct fr_scan *scan = &router->scan;
	size_t n = 0;

	fr_json_put_name(out, "reasons");
	fr_buf_addc(out, '[');
	for (size_t i = 0; i < scan->n_mentions && n < REASONS_MAX; i++)
		if (!scan->mentions[i].dropped) {
			put_mention(out, router, post, &scan->mentions[i]);
			n++;
		}
	if (rail && scan->rail) {
		fr_json_put_comma(out);
		fr_buf_addc(out, '{');
		fr_json_member_cstring(out, "kind", "railway");
		put_words(out, &scan->views[FR_SOURCE_TEXT], post->given[FR_SOURCE_TEXT].bytes, scan->rail_word,
			  scan->rail_word, true);
		fr_buf_addc(out, '}');
	} else if (rail) {
		put_kind(out, "railway");
	}
	if (post->point && !post->point_known) {
		fr_json_put_comma(out);
		fr_buf_addc(out, '{');
		fr_json_member_cstring(out, "kind", "geo_point_outside");
		put_point(out, post);
		fr_buf_addc(out, '}');
	}
	if (above)
		put_kind(out, "police_accused");
	if (f->outcome == FR_OUTCOME_NO_PLACE)
		put_kind(out, "no_place");
	if (f->outcome == FR_OUTCOME_WEAK)
		put_kind(out, "weak_place");
	if (f->outcome == FR_OUTCOME_AMBIGUOUS)
		put_kind(out, "ambiguous");
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

static void put_due(struct fr_buf *out, const struct post *post)
{
	if (post->idle || post->respond_minutes <= 0 || post->posted_at == FR_TIME_NONE)
		return;
	fr_json_put_name(out, "due");
	fr_buf_addc(out, '"');
	fr_time_put_utc(out, post->posted_at + post->respond_minutes * 60, 0, 0);
	fr_buf_addc(out, '"');
}

/* Where the ground is known: desk to confidence. Returns whether the police of the place are passed over. */
static bool put_ground(struct fr_buf *out, const struct fr_router *router, const struct post *post,
		       const struct fr_duty *duty, const struct fr_finding *f, bool rail)
{
	struct fr_ground ground = {router->gaz, f->area, f->station, rail, post->accused};
	const char *desk = rail ? "railway" : "district";

	if (rail) {
		ground.area = router->gaz->areas[f->area].rail;
		ground.station = rail_station(router, f->area);
		if (ground.station)
			ground.area = router->gaz->places[ground.station].rail;
	}
	if (!post->idle && duty->desk == FR_DUTY_STATE)
		desk = "state";
	fr_json_member_cstring(out, "desk", desk);
	fr_json_member_cstring(out, "district", router->gaz->areas[ground.area].id);
	if (ground.station)
		fr_json_member_cstring(out, "station", router->gaz->places[ground.station].id);
	if (!post->idle)
		fr_offices_put(router->offices, duty, &ground, out);
	return post->accused && !post->idle;
}

/* For the answers to come. */
static void remember(struct fr_router *router, const struct post *post, const struct fr_finding *f, bool rail)
{
	struct fr_threads_place place = {f->station, f->area, rail};

	if (f->outcome == FR_OUTCOME_PLACED || f->outcome == FR_OUTCOME_OUTSIDE)
		fr_threads_put(router->threads, post->id.bytes, post->id.len, &place);
}

int fr_route(struct fr_router *router, struct fr_record *rec, struct fr_buf *out, struct fr_error *err)
{
	struct post post = {.posted_at = FR_TIME_NONE, .respond_minutes = -1};
	const struct fr_duty *duty;
	struct fr_finding finding;
	bool rail, above = false;
	int rc = read_post(router, rec, &post, err);

	if (rc != FR_OK)
		return rc;
	duty = fr_offices_duty(router->offices, post.category, post.category_len);
	fr_scan_read(&router->scan, router->gaz, post.given);
	read_point(router, rec, &post);
	read_thread(router, rec, &post);
	fr_weigh(&router->scan, router->gaz, &finding);
	rail = finding.outcome == FR_OUTCOME_PLACED && duty->desk == FR_DUTY_GROUND &&
	       router->gaz->areas[finding.area].rail &&
	       (router->scan.rail || (post.below.rail && post.below.area == finding.area));
	remember(router, &post, &finding, rail);
	fr_buf_addc(out, '{');
	if (finding.outcome == FR_OUTCOME_PLACED)
		above = put_ground(out, router, &post, duty, &finding, rail);
	else
		fr_json_member_cstring(out, "desk", finding.outcome == FR_OUTCOME_OUTSIDE ? "out_of_state" : "review");
	fr_json_member_fixed(out, "confidence", finding.confidence, 2);
	if (finding.outcome != FR_OUTCOME_OUTSIDE)
		put_due(out, &post);
	put_alternatives(out, router->gaz, &finding);
	put_reasons(out, router, &post, &finding, rail, above);
	fr_buf_addc(out, '}');
	return FR_OK;
}
