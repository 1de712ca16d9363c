/*
 * ndjson.c: any JSON, one object a line or an array of them, with a map (--map) that says what is where.
 *
 * A path is names with dots between: "user.login". Of an array under a path the first value is taken, for media all.
 * Text and place may be made up of several paths, as with tables. Members of the object that are strings or numbers and
 * that the map does not name go into form. Without a map nobody can say what an unknown object is, so nothing is read.
 */
#include <inttypes.h>
#include <string.h>
#include "ingest/columns.h"
#include "ingest/dates.h"
#include "ingest/feed.h"
#include "ingest/jsonat.h"
#include "ingest/map.h"
#include "ingest/roles.h"

#define PATHS_MAX 64

struct reading {
	struct fr_intake *in;
	const char *platform, *kind;
	struct path {
		enum fr_role role;
		const char *path;
	} paths[PATHS_MAX];
	size_t n_paths;
	struct fr_twins twins;
	uint64_t n_bad_times;
};

static const struct fr_fault fault_no_text = {"no-text", "an object in which nothing stands where the map looks"};

static int bid(const struct fr_peek *peek)
{
	return peek->mapped && (peek->first == '{' || peek->first == '[') ? 8 : 0;
}

static void add_path(void *arg, enum fr_role role, const char *path)
{
	struct reading *r = arg;

	if (r->n_paths < PATHS_MAX)
		r->paths[r->n_paths++] = (struct path){role, path};
}

/* Day and month in an order that nobody has said are no time. */
static bool put_time(struct reading *r, struct fr_str s)
{
	struct fr_draft *post = &r->in->post;
	struct fr_cell_time cell;

	post->time = fr_moment_iso(s);
	if (post->time.at != FR_TIME_NONE && memchr(s.s, 'Z', s.len))
		return true;
	post->time.at = FR_TIME_NONE;
	if (!fr_cell_time_parse(s.s, s.len, &cell))
		return false;
	if (cell.unix_time) {
		post->time = fr_moment_unix(s);
		return post->time.at != FR_TIME_NONE;
	}
	if (!cell.ordered && (r->in->options->order == FR_ORDER_AUTO ||
			      !fr_date_in_order(&cell.parts, r->in->options->order, &cell.civil)))
		return false;
	if (!fr_civil_valid(&cell.civil))
		return false;
	post->time.at = cell.zoned ? fr_civil_to_unix(&cell.civil) - cell.offset
				   : fr_zone_to_unix(r->in->options->zone, &cell.civil);
	post->time.nanos = cell.civil.nanos;
	post->time.digits = cell.civil.nanos_digits;
	return true;
}

static bool put_value(struct reading *r, const struct path *path, const struct fr_json_span *value)
{
	struct fr_draft *post = &r->in->post;
	struct fr_str s = fr_draft_json(post, value);

	if (!s.len)
		return false;
	if (path->role != FR_ROLE_TIME)
		return fr_role_put(post, r->platform, path->role, path->path, s);
	if (put_time(r, s))
		return true;
	r->n_bad_times++;
	fr_draft_add_answer(post, (struct fr_str){path->path, strlen(path->path)}, s);
	return false;
}

static bool put_path(struct reading *r, const struct path *path, const struct fr_json_span *object)
{
	struct fr_json_span value = fr_json_at(object, path->path), element;
	size_t pos = 0;
	bool put = false;

	if (!value.bytes)
		return false;
	if (value.type != FR_JSON_ARRAY)
		return put_value(r, path, &value);
	while (fr_json_next(&value, &pos, NULL, &element) && (!put || path->role == FR_ROLE_MEDIA))
		put = put_value(r, path, &element) || put;
	return put;
}

/* Is the member the beginning of one of the paths? */
static bool is_mapped(const struct reading *r, struct fr_str name)
{
	for (size_t i = 0; i < r->n_paths; i++) {
		if (strcspn(r->paths[i].path, ".") == name.len && !memcmp(r->paths[i].path, name.s, name.len))
			return true;
	}
	return false;
}

static void keep_rest(struct reading *r, const struct fr_json_span *object)
{
	struct fr_draft *post = &r->in->post;
	struct fr_json_span name, value;
	struct fr_str question, answer;
	size_t pos = 0;

	while (fr_json_next(object, &pos, &name, &value)) {
		question = fr_draft_json(post, &name);
		answer = fr_draft_json(post, &value);
		if (question.len && answer.len && !is_mapped(r, question))
			fr_draft_add_answer(post, question, answer);
	}
}

static int take_item(struct fr_intake *in, void *arg, int array, const struct fr_feed_item *item, struct fr_error *err)
{
	struct reading *r = arg;
	struct fr_draft *post = &in->post;
	bool any = false;

	(void)array;
	if (item->value.type != FR_JSON_OBJECT) {
		fr_intake_skip(in, "other values", 1);
		return FR_OK;
	}
	fr_feed_place(in, item);
	post->platform = r->platform;
	post->kind = r->kind;
	for (size_t i = 0; i < r->n_paths; i++)
		any = put_path(r, &r->paths[i], &item->value) || any;
	if (!any) {
		fr_reject(err, &fault_no_text, -1, NULL);
		return fr_feed_reject(in, item, err);
	}
	keep_rest(r, &item->value);
	if (!post->id.len)
		fr_role_put_id(post, r->platform, &r->twins);
	fr_draft_scan_text(post);
	return fr_intake_emit(in, err);
}

static int read_ndjson(struct fr_intake *in, struct fr_error *err)
{
	static const char *const arrays[] = {"data", "items", "results", "posts", "messages", "records", NULL};
	static const struct fr_feed feed = {.arrays = arrays, .item = take_item};
	const struct fr_map *map = in->options->map;
	struct reading r = {.in = in};
	int rc;

	if (!map)
		return fr_fail(err, FR_REJECT, "JSON of any kind needs --map, which says what is where");
	r.platform = fr_map_platform(map) ? fr_map_platform(map) : "other";
	r.kind = fr_map_kind(map) ? fr_map_kind(map) : "post";
	fr_map_each(map, add_path, &r);
	rc = fr_feed_read(in, &feed, &r, err);
	if (r.n_bad_times)
		fr_intake_note(in, "%" PRIu64 " times could not be read: kept in form%s", r.n_bad_times,
			       in->options->order == FR_ORDER_AUTO ? " (--date-order says which is the day)" : "");
	fr_twins_free(&r.twins);
	return rc;
}

const struct fr_ingest_format fr_ingest_format_ndjson = {
	.name = "ndjson",
	.platform = "any",
	.title = "any JSON with --map: one object a line, or an array",
	.bid = bid,
	.read = read_ndjson,
};
