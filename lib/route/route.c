#include "route/route.h"

#include <stdlib.h>
#include <string.h>
#include "core/time.h"
#include "route/route_priv.h"

/* The category that says that police are complained of: it changes who may be told, whatever else the post is about. */
#define ACCUSED_CATEGORY "police_misconduct"
#define ACCUSED_SCORE    0.3 /* of a label beside the category */

int fr_router_load(const char *pack, const struct fr_route_options *options, struct fr_router **ret,
		   struct fr_error *err)
{
	struct fr_router *router = fr_xcalloc(1, sizeof *router);
	int rc = fr_gazetteer_load(pack, options->overlay, &router->gaz, err);

	if (rc == FR_OK)
		rc = fr_offices_load(pack, options->mode, &router->offices, err);
	if (rc != FR_OK) {
		fr_router_free(router);
		return rc;
	}
	router->threads = fr_threads_new();
	if (options->mode)
		router->mode = fr_xstrdup(options->mode);
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
	free(router->mode);
	free(router);
}

void fr_router_size(const struct fr_router *router, size_t *ret_phrases, size_t *ret_bytes)
{
	const struct fr_gazetteer *gaz = router->gaz;

	*ret_phrases = gaz->lex.n_nodes;
	*ret_bytes = fr_lexicon_memory(&gaz->lex) + gaz->cap_places * sizeof *gaz->places +
		     fr_villages_memory(gaz->villages) + gaz->cap_refs * sizeof *gaz->refs +
		     gaz->cap_pincodes * sizeof *gaz->pincodes + sizeof *gaz;
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
			      const struct fr_json_span *value, struct fr_routing *post)
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
static int read_class(struct fr_router *router, const struct fr_record *rec, struct fr_routing *post,
		      struct fr_error *err)
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
static void read_point(struct fr_router *router, const struct fr_record *rec, struct fr_routing *post)
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

static int read_post(struct fr_router *router, struct fr_record *rec, struct fr_routing *post, struct fr_error *err)
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
static void read_thread(struct fr_router *router, const struct fr_record *rec, struct fr_routing *post)
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

/* For the answers to come. */
static void remember(struct fr_router *router, const struct fr_routing *post)
{
	const struct fr_finding *f = &post->finding;
	struct fr_threads_place place = {f->station, f->area, post->rail};

	if (f->outcome == FR_OUTCOME_PLACED || f->outcome == FR_OUTCOME_OUTSIDE)
		fr_threads_put(router->threads, post->id.bytes, post->id.len, &place);
}

/* All that the record says of places, and what follows from it. */
static int decide(struct fr_router *router, struct fr_record *rec, struct fr_routing *post, struct fr_error *err)
{
	const struct fr_finding *f = &post->finding;
	int rc;

	*post = (struct fr_routing){.posted_at = FR_TIME_NONE, .respond_minutes = -1};
	rc = read_post(router, rec, post, err);
	if (rc != FR_OK)
		return rc;
	post->duty = fr_offices_duty(router->offices, post->category, post->category_len);
	if (post->duty->limit_minutes && post->respond_minutes > post->duty->limit_minutes)
		post->respond_minutes = post->duty->limit_minutes;
	post->mode = post->duty->mode && !post->idle;
	fr_scan_read(&router->scan, router->gaz, post->given);
	read_point(router, rec, post);
	read_thread(router, rec, post);
	fr_weigh(&router->scan, router->gaz, &post->finding);
	post->rail = f->outcome == FR_OUTCOME_PLACED && post->duty->desk == FR_DUTY_GROUND &&
		     router->gaz->areas[f->area].rail &&
		     (router->scan.rail || (post->below.rail && post->below.area == f->area));
	remember(router, post);
	return FR_OK;
}

int fr_route(struct fr_router *router, struct fr_record *rec, struct fr_buf *out, struct fr_error *err)
{
	struct fr_routing post;
	int rc = decide(router, rec, &post, err);

	if (rc == FR_OK)
		fr_routing_put(router, &post, out);
	return rc;
}

int fr_route_explain(struct fr_router *router, struct fr_record *rec, bool colour, struct fr_buf *out,
		     struct fr_error *err)
{
	struct fr_routing post;
	int rc = decide(router, rec, &post, err);

	if (rc == FR_OK)
		fr_routing_explain(router, &post, colour, out);
	return rc;
}
