/*
 * bluesky.c: Bluesky: posts as its API shows them (postView), alone, in feeds {feed: [{post, reason}]}, searches
 * {posts}, threads {thread: {post, parent, replies}}; and as its streams have them (Jetstream's and tap's events), one
 * a line.
 *
 * A post is at://<account>/app.bsky.feed.post/<key>, in all of these. Links stand shortened in the text and whole in
 * its facets, whose places are bytes of UTF-8; a mention's facet names the account only, so the handle is what stands
 * there in the text. createdAt is what the author's program says. Streams know no handles. Events of other collections
 * (likes, follows) and deletions are counted.
 *
 * Source: the samples, the lexicons app.bsky.feed.* and app.bsky.richtext.facet of the AT Protocol.
 */
#include <string.h>
#include "ingest/feed.h"
#include "ingest/jsonat.h"
#include "ingest/meta.h"

#define COLLECTION       "app.bsky.feed.post"
#define THREAD_DEPTH_MAX 512 /* answers inside answers, and parents of parents */

static const struct fr_fault fault_no_id = {"no-id", "a post without an address (uri)"};

static int bid(const struct fr_peek *peek)
{
	static const struct fr_peek_sign signs[] = {{"record.$type=" COLLECTION, 64},
						    {"[].record.$type=" COLLECTION, 64},
						    {"posts[].record.$type=" COLLECTION, 64},
						    {"feed[].post.record.$type=" COLLECTION, 64},
						    {"[].post.record.$type=" COLLECTION, 64},
						    {"post.record.$type=" COLLECTION, 64},
						    {"thread.post.record.$type=" COLLECTION, 64},
						    {"thread.$type=app.bsky.feed.defs#threadViewPost", 64},
						    {"commit.collection=" COLLECTION, 64},
						    {"commit.collection", 24},
						    {"commit.rkey", 24},
						    {"time_us", 16},
						    {"[].commit.collection", 48},
						    {"record.collection=" COLLECTION, 64},
						    {"record.collection", 24},
						    {"record.rkey", 24},
						    {"[].record.collection", 24},
						    {"[].record.rkey", 24},
						    {"author.did", 24},
						    {"[].author.did", 24},
						    {"posts[].author.did", 24},
						    {"feed[].post.author.did", 24},
						    {"record.createdAt", 8},
						    {"[].record.createdAt", 8},
						    {NULL, 0}};
	int bits;

	if ((peek->first != '{' && peek->first != '[') || fr_peek_has(peek, "source_platform"))
		return 0;
	bits = fr_peek_bits(peek, signs);
	return bits >= 32 ? bits : 0;
}

static struct fr_str own_id(struct fr_draft *post, struct fr_str uri)
{
	return fr_draft_join(post, "bluesky:", fr_id_text(uri));
}

/* at://did/collection/key: the last part, and the account. */
static void put_url(struct fr_draft *post, struct fr_str did, struct fr_str key)
{
	if (!did.len || !key.len)
		return;
	fr_buf_clear(&post->work);
	fr_buf_adds(&post->work, "https://bsky.app/profile/");
	fr_buf_add(&post->work, did.s, did.len);
	fr_buf_adds(&post->work, "/post/");
	fr_buf_add(&post->work, key.s, key.len);
	post->url = fr_draft_take(post);
}

/* The bytes of the text that a facet is about. */
static struct fr_str slice_of(const struct fr_draft *post, const struct fr_json_span *facet)
{
	int64_t from = fr_json_count_at(facet, "index.byteStart"), to = fr_json_count_at(facet, "index.byteEnd");

	if (from < 0 || to <= from || (uint64_t)to > post->text.len)
		return FR_STR_NONE;
	return (struct fr_str){post->text.s + from, (size_t)(to - from)};
}

static void put_facet(struct fr_draft *post, const struct fr_json_span *facet)
{
	struct fr_json_span features = fr_json_array_at(facet, "features"), feature;
	struct fr_str s;
	size_t pos = 0;

	while (features.bytes && fr_json_next(&features, &pos, NULL, &feature)) {
		s = fr_json_text_at(post, &feature, "uri");
		if (s.len)
			fr_draft_add_link(post, s);
		fr_draft_add(&post->hashtags, fr_json_text_at(post, &feature, "tag"));
		if (!fr_json_at(&feature, "did").bytes)
			continue;
		s = slice_of(post, facet);
		if (s.len > 1 && s.s[0] == '@' && !fr_has_blank(s))
			fr_draft_add(&post->mentions, (struct fr_str){s.s + 1, s.len - 1});
	}
}

static void put_images(struct fr_draft *post, const struct fr_json_span *embed)
{
	struct fr_json_span images = fr_json_array_at(embed, "images|media.images"), image;
	struct fr_media *media;
	size_t pos = 0;

	while (images.bytes && fr_json_next(&images, &pos, NULL, &image)) {
		if (image.type != FR_JSON_OBJECT)
			continue;
		media = fr_draft_add_media(post, "photo");
		media->url = fr_json_text_at(post, &image, "fullsize|thumb");
		media->alt = fr_json_text_at(post, &image, "alt");
		if (!media->url.len)
			media->file = fr_json_text_at(post, &image, "image.ref.$link|image.cid");
	}
}

static void put_video(struct fr_draft *post, const struct fr_json_span *embed)
{
	struct fr_str url = fr_json_text_at(post, embed, "playlist|media.playlist"),
		      file = fr_json_text_at(post, embed, "video.ref.$link|media.video.ref.$link");
	struct fr_media *media;

	if (!url.len && !file.len)
		return;
	media = fr_draft_add_media(post, "video");
	media->url = url;
	media->file = url.len ? FR_STR_NONE : file;
	media->alt = fr_json_text_at(post, embed, "alt|media.alt");
}

/* view: what the API has made of the record's embed; it has addresses. Either may be absent. */
static void put_embed(struct fr_draft *post, const struct fr_json_span *record, const struct fr_json_span *view)
{
	struct fr_json_span embed = fr_json_object_at(record, "embed"), shown = view->bytes ? *view : embed;
	struct fr_str s;

	if (!shown.bytes)
		return;
	s = fr_json_text_at(post, &shown, "external.uri|media.external.uri");
	if (s.len)
		fr_draft_add_link(post, s);
	put_images(post, &shown);
	put_video(post, &shown);
	s = embed.bytes ? fr_json_text_at(post, &embed, "record.uri|record.record.uri") : FR_STR_NONE;
	if (!s.len)
		s = fr_json_text_at(post, &shown, "record.uri|record.record.uri");
	if (s.len && memmem(s.s, s.len, COLLECTION, strlen(COLLECTION)))
		post->quote_of = own_id(post, s);
}

static void put_record(struct fr_draft *post, const struct fr_json_span *record, const struct fr_json_span *view)
{
	struct fr_json_span list, element;
	struct fr_str lang;
	size_t pos = 0;

	post->text = fr_json_text_at(post, record, "text");
	post->time = fr_moment_iso(fr_json_text_at(post, record, "createdAt"));
	list = fr_json_array_at(record, "facets");
	while (list.bytes && fr_json_next(&list, &pos, NULL, &element)) {
		if (element.type == FR_JSON_OBJECT)
			put_facet(post, &element);
	}
	list = fr_json_array_at(record, "tags");
	for (pos = 0; list.bytes && fr_json_next(&list, &pos, NULL, &element);)
		fr_draft_add(&post->hashtags, fr_draft_json(post, &element));
	list = fr_json_array_at(record, "langs");
	element = list.bytes ? fr_json_first(&list) : list;
	lang = fr_draft_json(post, &element);
	post->lang = fr_is_language(lang) ? lang : FR_STR_NONE;
	post->reply_to = own_id(post, fr_json_text_at(post, record, "reply.parent.uri"));
	post->thread = own_id(post, fr_json_text_at(post, record, "reply.root.uri"));
	put_embed(post, record, view);
	post->kind = fr_draft_relation(post);
}

static void put_author(struct fr_draft *post, const struct fr_json_span *author)
{
	post->author.id = fr_id_text(fr_json_text_at(post, author, "did"));
	post->author.handle = fr_json_text_at(post, author, "handle");
	post->author.name = fr_json_text_at(post, author, "displayName");
	post->author.followers = fr_json_count_at(author, "followersCount");
	post->author.created = fr_moment_iso(fr_json_text_at(post, author, "createdAt"));
}

static void put_view(struct fr_draft *post, const struct fr_json_span *view)
{
	struct fr_json_span record = fr_json_object_at(view, "record|value"),
			    author = fr_json_object_at(view, "author"), embed = fr_json_object_at(view, "embed|embeds");
	struct fr_str uri = fr_json_text_at(post, view, "uri");

	post->platform = "bluesky";
	post->kind = "post";
	post->id = own_id(post, uri);
	if (record.bytes)
		put_record(post, &record, &embed);
	if (author.bytes)
		put_author(post, &author);
	if (post->time.at == FR_TIME_NONE)
		post->time = fr_moment_iso(fr_json_text_at(post, view, "indexedAt"));
	put_url(post, post->author.id, fr_base_name(uri));
	post->likes = fr_json_count_at(view, "likeCount");
	post->reposts = fr_json_count_at(view, "repostCount");
	post->replies = fr_json_count_at(view, "replyCount");
}

/* {post, reason: {by, indexedAt, uri}}: somebody else's post, passed on. */
static void put_reason(struct fr_draft *post, const struct fr_json_span *reason)
{
	struct fr_json_span by = fr_json_object_at(reason, "by");
	struct fr_str uri = fr_json_text_at(post, reason, "uri"), did = fr_json_text_at(post, reason, "by.did");

	if (!by.bytes)
		return;
	post->kind = "repost";
	post->repost_of = post->id;
	post->quote_of = post->reply_to = FR_STR_NONE;
	post->id = own_id(post, uri);
	if (!post->id.len && did.len && post->repost_of.len) {
		fr_buf_clear(&post->work);
		fr_buf_add(&post->work, post->repost_of.s, post->repost_of.len);
		fr_buf_adds(&post->work, "#repost-by-");
		fr_buf_add(&post->work, did.s, did.len);
		post->id = fr_draft_take(post);
	}
	post->time = fr_moment_iso(fr_json_text_at(post, reason, "indexedAt"));
	post->author = (struct fr_person){.verified = -1, .followers = -1};
	post->author.created.at = FR_TIME_NONE;
	put_author(post, &by);
}

static int take_view(struct fr_intake *in, const struct fr_feed_item *item, const struct fr_json_span *view,
		     const struct fr_json_span *reason, struct fr_error *err)
{
	struct fr_feed_item inside = fr_feed_inside(item, view);

	fr_feed_place(in, &inside);
	put_view(&in->post, view);
	if (reason->bytes)
		put_reason(&in->post, reason);
	return fr_intake_emit_named(in, &fault_no_id, err);
}

/* A post, what it answers, and its answers. */
static int take_thread(struct fr_intake *in, const struct fr_feed_item *item, const struct fr_json_span *node,
		       unsigned depth, struct fr_error *err)
{
	struct fr_json_span view = fr_json_object_at(node, "post"), parent = fr_json_object_at(node, "parent"),
			    replies = fr_json_array_at(node, "replies"), reply, none = {0};
	size_t pos = 0;
	int rc = FR_OK;

	if (depth > THREAD_DEPTH_MAX) {
		fr_intake_skip(in, "posts that lie too deep", 1);
		return FR_OK;
	}
	if (parent.bytes)
		rc = take_thread(in, item, &parent, depth + 1, err);
	if (rc == FR_OK && view.bytes)
		rc = take_view(in, item, &view, &none, err);
	else if (rc == FR_OK)
		fr_intake_skip(in, "posts that are gone or hidden", 1);
	while (rc == FR_OK && replies.bytes && fr_json_next(&replies, &pos, NULL, &reply)) {
		if (reply.type == FR_JSON_OBJECT)
			rc = take_thread(in, item, &reply, depth + 1, err);
	}
	return rc;
}

/* Jetstream: {did, time_us, commit: {operation, collection, rkey, record}}; tap: {record: {did, collection, rkey,
 * ...}}. */
static int take_event(struct fr_intake *in, const struct fr_json_span *event, struct fr_str did, struct fr_error *err)
{
	struct fr_draft *post = &in->post;
	struct fr_json_span record = fr_json_object_at(event, "record"), none = {0};
	struct fr_str collection = fr_json_text_at(post, event, "collection"),
		      key = fr_id_text(fr_json_text_at(post, event, "rkey"));

	if (collection.len != strlen(COLLECTION) || memcmp(collection.s, COLLECTION, collection.len) != 0) {
		fr_intake_skip(in, "events of other collections", 1);
		return FR_OK;
	}
	if (!record.bytes) {
		fr_intake_skip(in, "deletions", 1);
		return FR_OK;
	}
	did = fr_id_text(did);
	post->platform = "bluesky";
	put_record(post, &record, &none);
	if (did.len && key.len) {
		fr_buf_clear(&post->work);
		fr_buf_adds(&post->work, "bluesky:at://");
		fr_buf_add(&post->work, did.s, did.len);
		fr_buf_adds(&post->work, "/" COLLECTION "/");
		fr_buf_add(&post->work, key.s, key.len);
		post->id = fr_draft_take(post);
	}
	post->author.id = did;
	put_url(post, did, key);
	return fr_intake_emit_named(in, &fault_no_id, err);
}

static int take_item(struct fr_intake *in, void *arg, int array, const struct fr_feed_item *item, struct fr_error *err)
{
	const struct fr_json_span *object = &item->value;
	struct fr_json_span inner, reason, none = {0};

	(void)arg;
	(void)array;
	if (object->type != FR_JSON_OBJECT) {
		fr_intake_skip(in, "other values", 1);
		return FR_OK;
	}
	fr_feed_place(in, item);
	inner = fr_json_object_at(object, "thread");
	if (inner.bytes)
		return take_thread(in, item, &inner, 0, err);
	inner = fr_json_object_at(object, "commit");
	if (inner.bytes)
		return take_event(in, &inner, fr_json_text_at(&in->post, object, "did"), err);
	inner = fr_json_object_at(object, "record");
	if (inner.bytes && fr_json_at(&inner, "collection").bytes)
		return take_event(in, &inner, fr_json_text_at(&in->post, &inner, "did"), err);
	inner = fr_json_object_at(object, "post");
	reason = fr_json_object_at(object, "reason");
	if (inner.bytes && fr_json_at(object, "replies|parent").bytes)
		return take_thread(in, item, object, 0, err);
	if (inner.bytes)
		return take_view(in, item, &inner, &reason, err);
	if (fr_json_at(object, "uri").bytes || fr_json_at(object, "record").bytes)
		return take_view(in, item, object, &none, err);
	fr_intake_skip(in, "other events and objects", 1);
	return FR_OK;
}

static int read_bluesky(struct fr_intake *in, struct fr_error *err)
{
	static const char *const arrays[] = {"feed", "posts", NULL};
	static const struct fr_feed feed = {.arrays = arrays, .item = take_item};

	return fr_feed_read(in, &feed, NULL, err);
}

const struct fr_ingest_format fr_ingest_format_bluesky = {
	.name = "bluesky",
	.platform = "bluesky",
	.title = "Bluesky: posts, feeds, searches and threads of the API; Jetstream and tap events",
	.bid = bid,
	.read = read_bluesky,
};
