/*
 * zeeschuimer.c: what the browser extension Zeeschuimer has caught, an item a line: {source_platform, item_id, data},
 * where data is the object that the platform's own page works with.
 *
 * X: legacy is a status as API v1.1 has it (x_status.h), the author stands in core, the whole text of a long post in
 * note_tweet. TikTok: videos, and comments. Instagram in the two shapes of its pages. Facebook's stories. Truth Social
 * speaks as Mastodon does. Items of other platforms are rejected by name, so that nobody takes them for read.
 * The id is that of the same post in other exports of the platform.
 *
 * Source: the samples; for Instagram, Facebook and comments of TikTok the member names that the public code of 4CAT
 * reads.
 */
#include <string.h>
#include "ingest/feed.h"
#include "ingest/jsonat.h"
#include "ingest/mastodon.h"
#include "ingest/meta.h"
#include "ingest/x_post.h"
#include "ingest/x_status.h"

static const struct fr_fault fault_platform = {"platform", "an item of a platform that is not read"};
static const struct fr_fault fault_no_id = {"no-id", "an item without an id"};

static int bid(const struct fr_peek *peek)
{
	static const char *const places[] = {"", "[].", NULL};
	static const struct fr_peek_sign signs[] = {
		{"source_platform", 48}, {"item_id", 24}, {"nav_index", 24}, {"timestamp_collected", 24}, {NULL, 0}};
	int best;

	if (peek->first != '{' && peek->first != '[')
		return 0;
	best = fr_peek_best(peek, places, signs);
	return best >= 72 ? best : 0;
}

/* ---- X */

/* {result: {...}}, with one more shell around restricted posts; a tombstone has no legacy. */
static struct fr_json_span web_post(const struct fr_json_span *shell)
{
	struct fr_json_span inner = fr_json_object_at(shell, "result.tweet|result|tweet");

	return inner.bytes ? inner : *shell;
}

/* "https://twitter.com/NAME/status/1/photo/1": where core is missing, the page's own media still name the author. */
static struct fr_str name_in_media(struct fr_draft *post, const struct fr_json_span *legacy)
{
	struct fr_json_span media = fr_json_array_at(legacy, "extended_entities.media|entities.media"),
			    first = fr_json_first(&media);
	struct fr_str url = first.bytes ? fr_json_text_at(post, &first, "expanded_url") : FR_STR_NONE, name;
	const char *at = url.len ? memmem(url.s, url.len, ".com/", 5) : NULL, *end;

	if (!at)
		return FR_STR_NONE;
	name.s = at + 5;
	end = memchr(name.s, '/', (size_t)(url.s + url.len - name.s));
	if (!end)
		return FR_STR_NONE;
	name.len = (size_t)(end - name.s);
	return name;
}

static void put_x_author(struct fr_draft *post, const struct fr_json_span *tweet, const struct fr_json_span *legacy)
{
	struct fr_json_span user = fr_json_object_at(tweet, "core.user_results.result"), old, core;
	struct fr_str id;

	if (user.bytes) {
		id = fr_id_text(fr_json_text_at(post, &user, "rest_id"));
		old = fr_json_object_at(&user, "legacy");
		core = fr_json_object_at(&user, "core");
		fr_x_status_user(post, &old);
		if (id.len)
			post->author.id = id;
		if (core.bytes && !post->author.handle.len) {
			post->author.handle = fr_json_text_at(post, &core, "screen_name");
			post->author.name = fr_json_text_at(post, &core, "name");
			post->author.created = fr_x_time(fr_json_text_at(post, &core, "created_at"));
		}
	}
	if (!post->author.handle.len)
		post->author.handle = name_in_media(post, legacy);
}

static struct fr_x_words words_of(const struct fr_json_span *tweet)
{
	struct fr_x_words words = {.status = fr_json_object_at(tweet, "legacy"),
				   .note = fr_json_object_at(tweet, "note_tweet.note_tweet_results.result")};

	return words;
}

static void put_x(struct fr_intake *in, const struct fr_json_span *data)
{
	struct fr_draft *post = &in->post;
	struct fr_json_span tweet = fr_json_object_at(data, "tweet"), legacy, original, quoted;
	struct fr_x_words words;
	struct fr_str id;

	if (!tweet.bytes)
		tweet = *data;
	legacy = fr_json_object_at(&tweet, "legacy");
	if (!legacy.bytes)
		return;
	fr_x_status_known(in, &legacy);
	fr_x_status_put(post, &legacy);
	id = fr_id_text(fr_json_text_at(post, &tweet, "rest_id"));
	if (id.len)
		post->id = fr_draft_join(post, "x:", id);
	put_x_author(post, &tweet, &legacy);
	words = words_of(&tweet);
	original = fr_json_object_at(&legacy, "retweeted_status_result");
	if (!original.bytes)
		original = fr_json_object_at(&tweet, "retweeted_status_result");
	if (original.bytes) {
		original = web_post(&original);
		post->repost_of = fr_draft_join(
			post, "x:", fr_id_text(fr_json_text_at(post, &original, "rest_id|legacy.id_str")));
		post->quote_of = FR_STR_NONE;
		if (fr_json_object_at(&original, "legacy").bytes)
			words = words_of(&original);
	}
	quoted = fr_json_object_at(&tweet, "quoted_status_result");
	if (quoted.bytes && !post->quote_of.len && !post->repost_of.len) {
		quoted = web_post(&quoted);
		post->quote_of = fr_draft_join(post, "x:", fr_id_text(fr_json_text_at(post, &quoted, "rest_id")));
	}
	fr_x_status_words(post, &words);
	post->kind = fr_draft_relation(post);
	post->views = fr_json_count_at(&tweet, "views.count");
	if (post->id.len)
		fr_x_put_url(post, (struct fr_str){post->id.s + 2, post->id.len - 2});
}

/* ---- TikTok */

static void put_tags(struct fr_draft *post, struct fr_strs *list, const struct fr_json_span *object, const char *array,
		     const char *member)
{
	struct fr_json_span elements = fr_json_array_at(object, array), element;
	size_t pos = 0;

	while (elements.bytes && fr_json_next(&elements, &pos, NULL, &element))
		fr_draft_add(list, fr_json_text_at(post, &element, member));
}

static struct fr_moment seconds_at(struct fr_draft *post, const struct fr_json_span *object, const char *paths)
{
	struct fr_moment moment = fr_moment_unix(fr_json_text_at(post, object, paths));

	return moment;
}

static void put_tiktok(struct fr_draft *post, const struct fr_json_span *data)
{
	struct fr_str id = fr_id_text(fr_json_text_at(post, data, "id|aweme_id")), video;
	struct fr_json_span verified = fr_json_at(data, "author.verified");

	post->platform = "tiktok";
	post->kind = "post";
	post->id = fr_draft_join(post, "tiktok:", id);
	post->time = seconds_at(post, data, "createTime|create_time");
	post->author.id = fr_id_text(fr_json_text_at(post, data, "author.id|author.uid|authorId"));
	post->author.handle = fr_json_text_at(post, data, "author.uniqueId|author.unique_id|author");
	post->author.name = fr_json_text_at(post, data, "author.nickname|nickname");
	if (verified.bytes && (verified.type == FR_JSON_TRUE || verified.type == FR_JSON_FALSE))
		post->author.verified = verified.type == FR_JSON_TRUE;
	post->author.followers = fr_json_count_at(data, "authorStats.followerCount|authorStatsV2.followerCount");
	post->text = fr_json_text_at(post, data, "desc");
	put_tags(post, &post->hashtags, data, "challenges", "title");
	put_tags(post, &post->hashtags, data, "textExtra", "hashtagName");
	put_tags(post, &post->mentions, data, "textExtra", "userUniqueId");
	video = fr_json_text_at(post, data, "video.downloadAddr|video.playAddr|video.cover");
	if (video.len)
		fr_draft_add_media(post, "video")->url = video;
	post->likes = fr_json_count_at(data, "stats.diggCount|statsV2.diggCount");
	post->reposts = fr_json_count_at(data, "stats.shareCount|statsV2.shareCount");
	post->replies = fr_json_count_at(data, "stats.commentCount|statsV2.commentCount");
	post->views = fr_json_count_at(data, "stats.playCount|statsV2.playCount");
	if (id.len && post->author.handle.len) {
		fr_buf_clear(&post->work);
		fr_buf_adds(&post->work, "https://www.tiktok.com/@");
		fr_buf_add(&post->work, post->author.handle.s, post->author.handle.len);
		fr_buf_adds(&post->work, "/video/");
		fr_buf_add(&post->work, id.s, id.len);
		post->url = fr_draft_take(post);
	}
	fr_draft_scan_text(post);
}

static void put_tiktok_comment(struct fr_draft *post, const struct fr_json_span *data)
{
	struct fr_str parent = fr_id_text(fr_json_text_at(post, data, "reply_id"));

	post->platform = "tiktok";
	post->kind = "comment";
	post->id = fr_draft_join(post, "tiktok:", fr_id_text(fr_json_text_at(post, data, "cid")));
	post->time = seconds_at(post, data, "create_time");
	post->author.id = fr_id_text(fr_json_text_at(post, data, "user.uid"));
	post->author.handle = fr_json_text_at(post, data, "user.unique_id");
	post->author.name = fr_json_text_at(post, data, "user.nickname");
	post->text = fr_json_text_at(post, data, "text");
	post->thread = fr_draft_join(post, "tiktok:", fr_id_text(fr_json_text_at(post, data, "aweme_id")));
	/* "0": it answers the video */
	post->reply_to = parent.len > 1 ? fr_draft_join(post, "tiktok:", parent) : post->thread;
	post->likes = fr_json_count_at(data, "digg_count");
	post->replies = fr_json_count_at(data, "reply_comment_total");
	fr_draft_scan_text(post);
}

/* ---- Instagram and Facebook */

static void put_instagram_media(struct fr_draft *post, const struct fr_json_span *node)
{
	struct fr_json_span videos = fr_json_array_at(node, "video_versions"),
			    images = fr_json_array_at(node, "image_versions2.candidates"), first;
	struct fr_str url = fr_json_text_at(post, node, "video_url");
	const char *type = url.len || videos.bytes ? "video" : "photo";

	first = videos.bytes ? fr_json_first(&videos) : images.bytes ? fr_json_first(&images) : videos;
	if (!url.len && first.bytes)
		url = fr_json_text_at(post, &first, "url");
	if (!url.len)
		url = fr_json_text_at(post, node, "display_url|display_uri");
	if (url.len)
		fr_draft_add_media(post, type)->url = url;
}

static void put_instagram(struct fr_draft *post, const struct fr_json_span *data)
{
	struct fr_json_span edges = fr_json_array_at(data, "edge_media_to_caption.edges"), first, node,
			    carousel = fr_json_array_at(data, "carousel_media|edge_sidecar_to_children.edges"), inner;
	struct fr_str code = fr_id_text(fr_json_text_at(post, data, "code|shortcode"));
	size_t pos = 0;

	post->platform = "instagram";
	post->kind = "post";
	post->id = fr_draft_join(post, "instagram:", code);
	post->time = seconds_at(post, data, "taken_at|taken_at_timestamp");
	post->author.id = fr_id_text(fr_json_text_at(post, data, "user.pk|user.id|owner.id"));
	post->author.handle = fr_json_text_at(post, data, "user.username|owner.username");
	post->author.name = fr_json_text_at(post, data, "user.full_name|owner.full_name");
	post->text = fr_json_text_at(post, data, "caption.text");
	first = edges.bytes ? fr_json_first(&edges) : edges;
	if (!post->text.len && first.bytes)
		post->text = fr_json_text_at(post, &first, "node.text");
	if (!carousel.bytes)
		put_instagram_media(post, data);
	while (carousel.bytes && fr_json_next(&carousel, &pos, NULL, &node)) {
		inner = fr_json_object_at(&node, "node");
		put_instagram_media(post, inner.bytes ? &inner : &node);
	}
	first = fr_json_object_at(data, "location");
	if (first.bytes) {
		fr_put_geo(post, &first);
		post->place = fr_json_text_at(post, &first, "name");
	}
	post->likes = fr_json_count_at(data, "like_count|edge_media_preview_like.count|edge_liked_by.count");
	post->replies = fr_json_count_at(data, "comment_count|edge_media_to_comment.count");
	post->views = fr_json_count_at(data, "play_count|view_count|video_view_count");
	if (code.len) {
		fr_buf_clear(&post->work);
		fr_buf_adds(&post->work, "https://www.instagram.com/p/");
		fr_buf_add(&post->work, code.s, code.len);
		fr_buf_addc(&post->work, '/');
		post->url = fr_draft_take(post);
	}
	fr_draft_scan_text(post);
	fr_scan_handles(post);
}

/* The first number that is called so, however deep it lies. */
static struct fr_str deep_number(const struct fr_json_span *value, const char *quoted_name)
{
	const char *end = value->bytes + value->len,
		   *at = memmem(value->bytes, value->len, quoted_name, strlen(quoted_name));
	struct fr_str digits = FR_STR_NONE;

	if (!at)
		return digits;
	at += strlen(quoted_name);
	while (at < end && (*at == ' ' || *at == ':'))
		at++;
	digits.s = at;
	while (at < end && *at >= '0' && *at <= '9')
		at++;
	digits.len = (size_t)(at - digits.s);
	return digits.len ? digits : FR_STR_NONE;
}

static void put_facebook(struct fr_draft *post, const struct fr_json_span *data)
{
	struct fr_json_span story = fr_json_object_at(data, "comet_sections.content.story|story"), actors, actor;
	struct fr_str id, url, at = deep_number(data, "\"creation_time\"");

	post->platform = "facebook";
	post->kind = "post";
	if (!story.bytes)
		story = *data;
	actors = fr_json_array_at(&story, "actors");
	actor = actors.bytes ? fr_json_first(&actors) : actors;
	if (actor.bytes) {
		post->author.id = fr_id_text(fr_json_text_at(post, &actor, "id"));
		post->author.name = fr_json_text_at(post, &actor, "name");
	}
	id = fr_id_text(fr_json_text_at(post, &story, "post_id"));
	if (!id.len)
		id = fr_id_text(fr_json_text_at(post, data, "post_id"));
	/* the Graph API has the page in front of the post */
	if (id.len && post->author.id.len) {
		fr_buf_clear(&post->work);
		fr_buf_adds(&post->work, "facebook:");
		fr_buf_add(&post->work, post->author.id.s, post->author.id.len);
		fr_buf_addc(&post->work, '_');
		fr_buf_add(&post->work, id.s, id.len);
		post->id = fr_draft_take(post);
	} else {
		post->id = fr_draft_join(post, "facebook:", id);
	}
	post->time = at.len ? fr_moment_unix(at) : fr_moment_iso(FR_STR_NONE);
	post->text = fr_json_text_at(post, &story, "message.text|comet_sections.message.story.message.text");
	url = fr_json_text_at(post, &story, "wwwURL|url");
	post->url = fr_is_link(url) ? url : FR_STR_NONE;
	fr_draft_scan_text(post);
}

/* ---- which of them */

static bool starts(struct fr_str s, const char *with)
{
	size_t n = strlen(with);

	return s.len >= n && !memcmp(s.s, with, n);
}

/* False: nobody here reads that platform. */
static bool put_item(struct fr_intake *in, struct fr_str platform, const struct fr_json_span *data)
{
	struct fr_draft *post = &in->post;

	if (starts(platform, "twitter.com") || starts(platform, "x.com"))
		put_x(in, data);
	else if (starts(platform, "tiktok.com-comments") || starts(platform, "tiktok-comments"))
		put_tiktok_comment(post, data);
	else if (starts(platform, "tiktok.com"))
		put_tiktok(post, data);
	else if (starts(platform, "instagram.com"))
		put_instagram(post, data);
	else if (starts(platform, "facebook.com"))
		put_facebook(post, data);
	else if (starts(platform, "truthsocial.com") || starts(platform, "gab.com"))
		fr_mastodon_status(post, data);
	else
		return false;
	return true;
}

static int take_item(struct fr_intake *in, void *arg, int array, const struct fr_feed_item *item, struct fr_error *err)
{
	struct fr_draft *post = &in->post;
	struct fr_json_span data;
	struct fr_str platform;
	char quoted[FR_QUOTE_MAX];

	(void)arg;
	(void)array;
	if (item->value.type != FR_JSON_OBJECT) {
		fr_intake_skip(in, "other values", 1);
		return FR_OK;
	}
	fr_feed_place(in, item);
	data = fr_json_object_at(&item->value, "data");
	platform = fr_json_text_at(post, &item->value, "source_platform");
	if (!data.bytes || !put_item(in, platform, &data)) {
		fr_reject(err, &fault_platform, -1, "an item of %s: that platform is not read",
			  fr_quote(quoted, platform.s ? platform.s : "", platform.len));
		return fr_feed_reject(in, item, err);
	}
	return fr_intake_emit_named(in, &fault_no_id, err);
}

static int read_zeeschuimer(struct fr_intake *in, struct fr_error *err)
{
	static const char *const none[] = {NULL};
	static const struct fr_feed feed = {.arrays = none, .item = take_item};

	return fr_feed_read(in, &feed, NULL, err);
}

const struct fr_ingest_format fr_ingest_format_zeeschuimer = {
	.name = "zeeschuimer",
	.platform = "any",
	.title = "Zeeschuimer: captures of X, TikTok, Instagram, Facebook, Truth Social, one a line",
	.bid = bid,
	.read = read_zeeschuimer,
};
