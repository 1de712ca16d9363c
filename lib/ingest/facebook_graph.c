/*
 * facebook_graph.c: answers of Facebook's Graph API: posts, feeds of pages and groups, comments, conversations; and of
 * Instagram's part of it.
 *
 * Shapes: pages {data: [...], paging, summary}, one a line or a document; field expansion {id, name, posts: {data}};
 * several objects by id {"ID": {...}, ...}; one object; bare arrays. What an object is, its members tell, since which
 * of them are there depends on the query. A post is known by PAGE_POST; a comment by POST_COMMENT, also where an older
 * API writes PAGE_POST_COMMENT, and, without id, by its permalink. Which post a comment page is of stands in paging.
 *
 * Comments inside posts, and replies inside comments, become records behind theirs. from is missing without the page's
 * rights. created_time has an offset without colon. story is written by Facebook: no text. What one object becomes:
 * graph_object.c.
 */
#include <stdio.h>
#include <string.h>
#include "ingest/feed.h"
#include "ingest/graph_object.h"
#include "ingest/jsonat.h"

static const char *const arrays[] = {
	"data",       "feed.data",          "posts.data", "published_posts.data", "visitor_posts.data", "tagged.data",
	"media.data", "conversations.data", NULL};

/* An object in a map by id: a path like "1_2.created_time" or "m_abc.created_time". */
static bool has_id_map(const struct fr_peek *peek)
{
	static const char *const tails[] = {".created_time\n", ".permalink_url\n", ".comment_count\n",
					    ".updated_time\n"};

	for (size_t i = 0; peek->paths.len && i < sizeof(tails) / sizeof(*tails); i++) {
		const char *at = memmem(peek->paths.bytes, peek->paths.len, tails[i], strlen(tails[i])), *start = at;
		size_t digits = 0;

		while (start && start > peek->paths.bytes && start[-1] != '\n')
			start--;
		while (start && start + digits < at && strchr("0123456789_", start[digits]))
			digits++;
		if (start && at - start > 2 &&
		    (start + digits == at || !memcmp(start, "m_", 2) || !memcmp(start, "t_", 2)) &&
		    !memchr(start, '[', (size_t)(at - start)) && !memchr(start, '.', (size_t)(at - start)))
			return true;
	}
	return false;
}

static int bid(const struct fr_peek *peek)
{
	static const char *const places[] = {"data[].",      "[].",           "",          "posts.data[].",
					     "feed.data[].", "media.data[].", "[].data[]."};
	static const struct {
		const char *name;
		int bits;
	} signs[] = {{"created_time", 32},   {"updated_time", 16},
		     {"permalink_url", 16},  {"message", 8},
		     {"story", 8},           {"from.id", 8},
		     {"comment_count", 8},   {"reactions.summary", 16},
		     {"status_type", 16},    {"shares.count", 16},
		     {"media_type", 16},     {"media_url", 16},
		     {"permalink", 8},       {"timestamp", 32},
		     {"username", 24},       {"caption", 8},
		     {"like_count", 8},      {"media.id", 8},
		     {"comments_count", 16}, {"comments.data[].created_time", 16}};
	char path[96];
	int bits, best = has_id_map(peek) ? 40 : 0;
	bool graph;

	if (peek->first != '{' && peek->first != '[')
		return 0;
	for (size_t p = 0; p < sizeof(places) / sizeof(*places); p++) {
		bits = 0;
		graph = false;
		for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++) {
			snprintf(path, sizeof(path), "%s%s", places[p], signs[i].name);
			if (!fr_peek_has(peek, path))
				continue;
			bits += signs[i].bits;
			graph = graph || strstr(path, "created_time") || strstr(path, "permalink_url") ||
				strstr(path, "media_type") ||
				(strstr(path, "username") && fr_peek_has(peek, "data[].timestamp"));
		}
		if (graph && bits > best)
			best = bits;
	}
	if (fr_peek_has(peek, "paging.cursors") || fr_peek_has(peek, "paging.next"))
		best += 24;
	else if (fr_peek_has(peek, "paging") && fr_peek_has(peek, "data"))
		best += 24;
	return best >= 24 ? best : 0;
}

/* Which object and which of its edges a page is of: https://graph.facebook.com/v11.0/OBJECT/EDGE?... */
static void read_edge(struct fr_graph *graph, const struct fr_json_span *paging)
{
	struct fr_json_span link = fr_json_at(paging, "next|previous");
	struct fr_buf url = {0};
	const char *at, *end;

	fr_buf_clear(&graph->object);
	fr_buf_clear(&graph->edge);
	if (!link.bytes || link.type != FR_JSON_STRING)
		return;
	fr_json_unescape(&url, &link);
	at = strstr(fr_buf_str(&url), "://");
	at = at ? strchr(at + 3, '/') : NULL;
	if (at && at[1] == 'v' && at[2] >= '0' && at[2] <= '9')
		at = strchr(at + 1, '/');
	if (at++) {
		end = at + strcspn(at, "/?");
		fr_buf_add(&graph->object, at, (size_t)(end - at));
		if (*end == '/')
			fr_buf_add(&graph->edge, end + 1, strcspn(end + 1, "/?"));
	}
	fr_buf_free(&url);
}

static void read_text(const struct fr_feed_page *page, const char *name, struct fr_buf *out)
{
	struct fr_buf hold = {0};
	struct fr_json_span value;

	fr_buf_clear(out);
	if (fr_feed_member(page, name, &hold, &value) && value.type == FR_JSON_STRING)
		fr_json_unescape(out, &value);
	fr_buf_free(&hold);
}

static int take_page(struct fr_intake *in, void *arg, const struct fr_feed_page *page, struct fr_error *err)
{
	struct fr_graph *graph = arg;
	struct fr_json_span paging = {0};
	struct fr_buf hold = {0};

	(void)in;
	(void)err;
	if (!fr_feed_member(page, "paging", &hold, &paging))
		paging.bytes = NULL;
	read_edge(graph, &paging);
	fr_buf_free(&hold);
	/* Field expansion: the page or group itself is around its posts. */
	read_text(page, "id", &graph->page_id);
	read_text(page, "name", &graph->page_name);
	return FR_OK;
}

/* {"ID": {...}, ...}: every member is an object that knows its id or its time. */
static int take_map(struct fr_intake *in, struct fr_graph *graph, const struct fr_feed_item *item, bool *ret_is_map,
		    struct fr_error *err)
{
	struct fr_json_span value;
	struct fr_feed_item inside;
	size_t pos = 0, n = 0, n_objects = 0;
	int rc = FR_OK;

	while (fr_json_next(&item->value, &pos, NULL, &value)) {
		n++;
		n_objects += fr_json_at(&value, "id|created_time").bytes != NULL;
	}
	*ret_is_map = n && n_objects == n && !fr_json_at(&item->value, "id").bytes;
	for (pos = 0; *ret_is_map && rc == FR_OK && fr_json_next(&item->value, &pos, NULL, &value);) {
		inside = fr_feed_inside(item, &value);
		rc = fr_graph_take(in, graph, &inside, err);
	}
	return rc;
}

static int take_item(struct fr_intake *in, void *arg, int array, const struct fr_feed_item *item, struct fr_error *err)
{
	struct fr_graph *graph = arg;
	bool is_map;
	int rc;

	if (item->value.type != FR_JSON_OBJECT) {
		fr_intake_skip(in, "other values", 1);
		return FR_OK;
	}
	if (array < 0) {
		fr_buf_clear(&graph->object);
		fr_buf_clear(&graph->edge);
		fr_buf_clear(&graph->page_id);
		fr_buf_clear(&graph->page_name);
	}
	if (array == FR_FEED_OBJECT) {
		if (fr_json_at(&item->value, "error").bytes) {
			fr_intake_skip(in, "error messages", 1);
			return FR_OK;
		}
		rc = take_map(in, graph, item, &is_map, err);
		if (is_map || rc != FR_OK)
			return rc;
	}
	return fr_graph_take(in, graph, item, err);
}

static int read_graph(struct fr_intake *in, struct fr_error *err)
{
	static const struct fr_feed feed = {.arrays = arrays, .page = take_page, .item = take_item};
	struct fr_graph graph = {0};
	int rc = fr_feed_read(in, &feed, &graph, err);

	fr_graph_free(&graph);
	return rc;
}

const struct fr_ingest_format fr_ingest_format_facebook_graph = {
	.name = "facebook-graph",
	.platform = "any",
	.title = "Facebook's Graph API: posts, feeds, comments, conversations; Instagram media and comments",
	.bid = bid,
	.read = read_graph,
};
