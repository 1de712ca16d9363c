/*
 * reddit.c: Reddit: listings of its API {kind: "Listing", data: {children}}, the pair of listings that a page of
 * comments is, single things {kind, data}, and bare objects one a line as Pushshift's dumps have them.
 *
 * A post is t3_<id>, a comment t1_<id>. Answers inside comments become records behind them. "more" stands for comments
 * that are not in the export: they are counted. Text is escaped as HTML does it (&amp;), once; [removed] stays as it
 * is. created_utc is the time, whole or with a fraction; created is not UTC and never used.
 *
 * Source: the samples, the public API reference (types t1, t3, Listing, more), Pushshift's dumps.
 */
#include <string.h>
#include "ingest/entities.h"
#include "ingest/feed.h"
#include "ingest/jsonat.h"
#include "ingest/meta.h"

#define ANSWERS_DEPTH_MAX 256 /* comments inside comments; the API gives ten */

static const struct fr_fault fault_no_id = {"no-id", "a post or comment without an id"};

static int bid(const struct fr_peek *peek)
{
	static const char *const places[] = {"",  "data.", "data.children[].data.", "[].", "[].data.children[].data.",
					     NULL};
	static const struct fr_peek_sign signs[] = {
		{"subreddit", 24}, {"subreddit_id", 16}, {"created_utc", 16}, {"selftext", 16},       {"link_id", 16},
		{"permalink", 4},  {"num_comments", 8},  {"parent_id", 4},    {"author_fullname", 8}, {NULL, 0}};
	int best, more = 0;

	if ((peek->first != '{' && peek->first != '[') || fr_peek_has(peek, "source_platform"))
		return 0;
	if (fr_peek_has(peek, "kind=Listing") || fr_peek_has(peek, "[].kind=Listing"))
		more = 24;
	best = fr_peek_best(peek, places, signs);
	return best + more >= 40 ? best + more : 0;
}

static struct fr_str decoded(struct fr_draft *post, struct fr_str s)
{
	if (!s.len || !memchr(s.s, '&', s.len))
		return s;
	fr_buf_clear(&post->work);
	fr_entities_decode(&post->work, s.s, s.len);
	return fr_draft_take(post);
}

/* Reddit's own names have their type in front; a bare id gets the one that it must have. */
static struct fr_str own_id(struct fr_draft *post, const char *type, struct fr_str id)
{
	id = fr_id_text(id);
	if (!id.len)
		return FR_STR_NONE;
	if (id.len > 3 && id.s[0] == 't' && id.s[2] == '_')
		type = "";
	fr_buf_clear(&post->work);
	fr_buf_adds(&post->work, "reddit:");
	fr_buf_adds(&post->work, type);
	fr_buf_add(&post->work, id.s, id.len);
	return fr_draft_take(post);
}

static bool is_gone(struct fr_str author)
{
	return author.len == 9 && !memcmp(author.s, "[deleted]", 9);
}

static void put_author(struct fr_draft *post, const struct fr_json_span *thing)
{
	struct fr_str author = fr_json_text_at(post, thing, "author|author.name");

	if (!author.len || is_gone(author))
		return;
	post->author.handle = author;
	post->author.id = fr_id_text(fr_json_text_at(post, thing, "author_fullname"));
}

static void put_time(struct fr_draft *post, const struct fr_json_span *thing)
{
	post->time = fr_moment_unix(fr_json_text_at(post, thing, "created_utc"));
}

static void put_url(struct fr_draft *post, const struct fr_json_span *thing)
{
	struct fr_str path = fr_json_text_at(post, thing, "permalink");

	if (path.len && path.s[0] == '/')
		post->url = fr_draft_join(post, "https://www.reddit.com", path);
	else if (fr_is_link(path))
		post->url = path;
}

static bool is_own_page(struct fr_str url)
{
	return url.len && memmem(url.s, url.len, "reddit.com/r/", 13);
}

/* What a post shows or leads to. */
static void put_target(struct fr_draft *post, const struct fr_json_span *thing)
{
	struct fr_str video = fr_json_text_at(post, thing,
					      "media.reddit_video.fallback_url|secure_media.reddit_video.fallback_url"),
		      url = decoded(post, fr_json_text_at(post, thing, "url_overridden_by_dest|url"));
	const char *type;

	if (video.len) {
		fr_draft_add_media(post, "video")->url = decoded(post, video);
		return;
	}
	if (!fr_is_link(url) || is_own_page(url))
		return;
	type = fr_media_type_of(url);
	if (strcmp(type, "file") != 0)
		fr_draft_add_media(post, type)->url = url;
	else
		fr_draft_add_link(post, url);
}

static void put_title_and_text(struct fr_draft *post, const struct fr_json_span *thing)
{
	struct fr_str title = decoded(post, fr_json_text_at(post, thing, "title")),
		      text = decoded(post, fr_json_text_at(post, thing, "selftext"));

	if (!text.len || !title.len) {
		post->text = title.len ? title : text;
		return;
	}
	fr_buf_clear(&post->work);
	fr_buf_add(&post->work, title.s, title.len);
	fr_buf_adds(&post->work, "\n\n");
	fr_buf_add(&post->work, text.s, text.len);
	post->text = fr_draft_take(post);
}

static bool is_comment(const struct fr_json_span *thing)
{
	return fr_json_at(thing, "body").bytes != NULL;
}

static void put_thing(struct fr_draft *post, const struct fr_json_span *thing)
{
	bool comment = is_comment(thing);
	struct fr_str from = fr_json_text_at(post, thing, "crosspost_parent");

	post->platform = "reddit";
	post->id = own_id(post, comment ? "t1_" : "t3_", fr_json_text_at(post, thing, "name|id"));
	put_time(post, thing);
	put_author(post, thing);
	put_url(post, thing);
	post->channel_id = fr_id_text(fr_json_text_at(post, thing, "subreddit_id"));
	post->channel_name = fr_json_text_at(post, thing, "subreddit");
	if (comment) {
		post->kind = "comment";
		post->text = decoded(post, fr_json_text_at(post, thing, "body"));
		post->thread = own_id(post, "t3_", fr_json_text_at(post, thing, "link_id"));
		post->reply_to = own_id(post, "t1_", fr_json_text_at(post, thing, "parent_id"));
	} else {
		post->kind = from.len ? "repost" : "post";
		post->repost_of = own_id(post, "t3_", from);
		put_title_and_text(post, thing);
		put_target(post, thing);
		post->replies = fr_json_count_at(thing, "num_comments");
	}
	post->likes = fr_json_count_at(thing, "score|ups");
	fr_draft_scan_text(post);
}

static int take_thing(struct fr_intake *in, const struct fr_feed_item *item, const struct fr_json_span *kind,
		      unsigned depth, struct fr_error *err);

/* {kind: "Listing", data: {children: [...]}}; replies is "" where there are none. */
static int take_listing(struct fr_intake *in, const struct fr_feed_item *item, const struct fr_json_span *listing,
			unsigned depth, struct fr_error *err)
{
	struct fr_json_span children = fr_json_array_at(listing, "data.children"), child, kind, data;
	struct fr_feed_item inside;
	size_t pos = 0;
	int rc = FR_OK;

	while (rc == FR_OK && children.bytes && fr_json_next(&children, &pos, NULL, &child)) {
		kind = fr_json_at(&child, "kind");
		data = fr_json_object_at(&child, "data");
		if (child.type != FR_JSON_OBJECT || !data.bytes)
			continue;
		inside = fr_feed_inside(item, &data);
		rc = take_thing(in, &inside, &kind, depth, err);
	}
	return rc;
}

static int take_thing(struct fr_intake *in, const struct fr_feed_item *item, const struct fr_json_span *kind,
		      unsigned depth, struct fr_error *err)
{
	struct fr_json_span missing = fr_json_array_at(&item->value, "children"), replies, one;
	bool is_more = kind->bytes && kind->type == FR_JSON_STRING && fr_json_string_is(kind, "more");
	size_t pos = 0;
	int rc;

	if (is_more) {
		while (missing.bytes && fr_json_next(&missing, &pos, NULL, &one))
			fr_intake_skip(in, "comments that are not in the export", 1);
		return FR_OK;
	}
	if (!is_comment(&item->value) && !fr_json_at(&item->value, "title|selftext").bytes) {
		fr_intake_skip(in, "other things", 1);
		return FR_OK;
	}
	fr_feed_place(in, item);
	put_thing(&in->post, &item->value);
	rc = fr_intake_emit_named(in, &fault_no_id, err);
	replies = fr_json_object_at(&item->value, "replies");
	if (rc != FR_OK || !replies.bytes)
		return rc;
	if (depth < ANSWERS_DEPTH_MAX)
		return take_listing(in, item, &replies, depth + 1, err);
	fr_intake_skip(in, "answers that lie too deep", 1);
	return FR_OK;
}

static int take_item(struct fr_intake *in, void *arg, int array, const struct fr_feed_item *item, struct fr_error *err)
{
	struct fr_json_span kind, data, none = {0};
	struct fr_feed_item inside;

	(void)arg;
	(void)array;
	if (item->value.type != FR_JSON_OBJECT) {
		fr_intake_skip(in, "other values", 1);
		return FR_OK;
	}
	kind = fr_json_at(&item->value, "kind");
	data = fr_json_object_at(&item->value, "data");
	if (!data.bytes)
		return take_thing(in, item, &none, 0, err);
	if (fr_json_at(&data, "children").bytes && !(kind.bytes && fr_json_string_is(&kind, "more")))
		return take_listing(in, item, &item->value, 0, err);
	inside = fr_feed_inside(item, &data);
	return take_thing(in, &inside, &kind, 0, err);
}

static int read_reddit(struct fr_intake *in, struct fr_error *err)
{
	static const char *const arrays[] = {"data.children", NULL};
	static const struct fr_feed feed = {.arrays = arrays, .item = take_item};

	return fr_feed_read(in, &feed, NULL, err);
}

const struct fr_ingest_format fr_ingest_format_reddit = {
	.name = "reddit",
	.platform = "reddit",
	.title = "Reddit: listings and comment pages of the API, Pushshift's objects one a line",
	.bid = bid,
	.read = read_reddit,
};
