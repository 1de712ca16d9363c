/*
 * x_scrape.c: posts of X that snscrape or twscrape fetched, one a line, or an array of them.
 *
 * Both write "_type": "snscrape.modules.twitter.Tweet". The text is rawContent, content until snscrape 0.6. Ids are
 * numbers over 2^53; twscrape has id_str besides, and its media as an object of lists. What a repost or a quote speaks
 * of stands whole inside it. Users, tombstones and what else the programs fetch are counted.
 */
#include <string.h>
#include "ingest/feed.h"
#include "ingest/jsonat.h"
#include "ingest/meta.h"
#include "ingest/x_post.h"

#define TYPE "snscrape.modules.twitter.Tweet"

static const struct fr_fault fault_no_id = {"no-id", "a post without an id that has all its digits"};

static const char *const known[] = {"_type",
				    "bookmarkCount",
				    "bookmarkedCount",
				    "card",
				    "cashtags",
				    "content",
				    "conversationId",
				    "conversationIdStr",
				    "coordinates",
				    "date",
				    "editState",
				    "hashtags",
				    "id",
				    "id_str",
				    "inReplyToTweetId",
				    "inReplyToTweetIdStr",
				    "inReplyToUser",
				    "lang",
				    "likeCount",
				    "links",
				    "media",
				    "mentionedUsers",
				    "outlinks",
				    "place",
				    "possibly_sensitive",
				    "quoteCount",
				    "quotedTweet",
				    "rawContent",
				    "renderedContent",
				    "replyCount",
				    "retweetCount",
				    "retweetedTweet",
				    "source",
				    "sourceLabel",
				    "sourceUrl",
				    "tcooutlinks",
				    "url",
				    "user",
				    "vibe",
				    "viewCount"};

static int bid(const struct fr_peek *peek)
{
	static const char *const places[] = {"", "[].", NULL};
	static const struct fr_peek_sign signs[] = {
		{"_type=" TYPE, 96},    {"rawContent", 24},   {"renderedContent", 24},
		{"conversationId", 16}, {"user.username", 8}, {"retweetCount", 16},
		{"tcooutlinks", 24},    {"content", 4},       {NULL, 0}};
	int best;

	if (peek->first != '{' && peek->first != '[')
		return 0;
	best = fr_peek_best(peek, places, signs);
	return best >= 56 ? best : 0;
}

static struct fr_str id_at(struct fr_draft *post, const struct fr_json_span *object, const char *paths)
{
	return fr_x_digits(fr_json_text_at(post, object, paths));
}

static void put_author(struct fr_draft *post, const struct fr_json_span *user)
{
	struct fr_json_span verified = fr_json_at(user, "verified");

	post->author.id = id_at(post, user, "id_str|id");
	post->author.handle = fr_json_text_at(post, user, "username");
	post->author.name = fr_json_text_at(post, user, "displayname");
	post->author.followers = fr_json_count_at(user, "followersCount");
	post->author.created = fr_moment_iso(fr_json_text_at(post, user, "created"));
	if (verified.bytes && (verified.type == FR_JSON_TRUE || verified.type == FR_JSON_FALSE))
		post->author.verified = verified.type == FR_JSON_TRUE;
}

static void put_medium(struct fr_draft *post, const char *type, const struct fr_json_span *medium)
{
	struct fr_json_span variants = fr_json_array_at(medium, "variants");
	struct fr_media *media;
	struct fr_str url = fr_x_best_variant(post, &variants);

	if (!url.len)
		url = fr_json_text_at(post, medium, "fullUrl|url|videoUrl|thumbnailUrl|previewUrl");
	if (!url.len)
		return;
	media = fr_draft_add_media(post, type);
	media->url = url;
	media->alt = fr_json_text_at(post, medium, "altText");
}

/* snscrape: [{_type: "...Photo", fullUrl}, {_type: "...Video", variants}]. */
static const char *type_of(const struct fr_json_span *medium)
{
	static const char *const types[][2] = {{"Photo", "photo"}, {"Video", "video"}, {"Gif", "animation"}};
	struct fr_json_span type = fr_json_at(medium, "_type");

	for (size_t i = 0; type.bytes && i < sizeof(types) / sizeof(*types); i++) {
		if (memmem(type.bytes, type.len, types[i][0], strlen(types[i][0])))
			return types[i][1];
	}
	return "file";
}

/* twscrape: {photos: [{url}], videos: [{variants}], animated: [{videoUrl}]}. */
static void put_media(struct fr_draft *post, const struct fr_json_span *media)
{
	static const char *const lists[][2] = {{"photos", "photo"}, {"videos", "video"}, {"animated", "animation"}};
	struct fr_json_span array, element;
	size_t pos = 0;

	if (!media->bytes)
		return;
	while (media->type == FR_JSON_ARRAY && fr_json_next(media, &pos, NULL, &element))
		put_medium(post, type_of(&element), &element);
	for (size_t i = 0; media->type == FR_JSON_OBJECT && i < sizeof(lists) / sizeof(*lists); i++) {
		array = fr_json_array_at(media, lists[i][0]);
		for (pos = 0; array.bytes && fr_json_next(&array, &pos, NULL, &element);)
			put_medium(post, lists[i][1], &element);
	}
}

static void put_strings(struct fr_draft *post, struct fr_strs *list, const struct fr_json_span *object,
			const char *paths, const char *inner)
{
	struct fr_json_span array = fr_json_array_at(object, paths), element;
	struct fr_str s;
	size_t pos = 0;

	while (array.bytes && array.type == FR_JSON_ARRAY && fr_json_next(&array, &pos, NULL, &element)) {
		s = element.type == FR_JSON_OBJECT ? fr_json_text_at(post, &element, inner)
						   : fr_draft_json(post, &element);
		if (list == &post->links && s.len)
			fr_draft_add_link(post, s);
		else if (s.len)
			fr_draft_add(list, s);
	}
}

/* What the words are about: text, links, media, place. */
static void put_words(struct fr_draft *post, const struct fr_json_span *tweet)
{
	struct fr_json_span text = fr_json_at(tweet, "rawContent|content"), media = fr_json_at(tweet, "media");
	struct fr_json_span at = fr_json_object_at(tweet, "coordinates");

	/* snscrape has undone the escapes of HTML, twscrape has not */
	if (fr_json_at(tweet, "id_str").bytes)
		fr_x_put_text(post, &text);
	else
		post->text = fr_draft_json(post, &text);
	put_strings(post, &post->mentions, tweet, "mentionedUsers", "username");
	put_strings(post, &post->hashtags, tweet, "hashtags", "text");
	put_strings(post, &post->links, tweet, "links|outlinks", "url");
	put_media(post, &media);
	if (at.bytes)
		fr_put_geo(post, &at);
	post->place = fr_json_text_at(post, tweet, "place.fullName|place.name");
	if (!post->hashtags.n)
		fr_draft_scan_text(post);
}

static void put_relations(struct fr_draft *post, const struct fr_json_span *tweet)
{
	post->repost_of = fr_draft_join(post, "x:", id_at(post, tweet, "retweetedTweet.id_str|retweetedTweet.id"));
	post->reply_to = fr_draft_join(post, "x:", id_at(post, tweet, "inReplyToTweetIdStr|inReplyToTweetId"));
	if (!post->repost_of.len)
		post->quote_of = fr_draft_join(post, "x:", id_at(post, tweet, "quotedTweet.id_str|quotedTweet.id"));
	post->thread = fr_draft_join(post, "x:", id_at(post, tweet, "conversationIdStr|conversationId"));
	post->kind = fr_draft_relation(post);
}

static int take_item(struct fr_intake *in, void *arg, int array, const struct fr_feed_item *item, struct fr_error *err)
{
	const struct fr_json_span *tweet = &item->value;
	struct fr_json_span user, original;
	struct fr_draft *post = &in->post;
	struct fr_str id;

	(void)arg;
	(void)array;
	if (tweet->type != FR_JSON_OBJECT || !fr_json_at(tweet, "rawContent|content").bytes) {
		fr_intake_skip(in, tweet->type == FR_JSON_OBJECT ? "users and others" : "other values", 1);
		return FR_OK;
	}
	fr_feed_place(in, item);
	fr_intake_known(in, "", tweet, known, sizeof(known) / sizeof(*known));
	post->platform = "x";
	id = id_at(post, tweet, "id_str|id");
	post->id = fr_draft_join(post, "x:", id);
	post->time = fr_moment_iso(fr_json_text_at(post, tweet, "date"));
	user = fr_json_object_at(tweet, "user");
	if (user.bytes)
		put_author(post, &user);
	put_relations(post, tweet);
	original = fr_json_object_at(tweet, "retweetedTweet");
	put_words(post, original.bytes ? &original : tweet);
	post->lang = fr_json_text_at(post, tweet, "lang");
	post->likes = fr_json_count_at(tweet, "likeCount");
	post->reposts = fr_json_count_at(tweet, "retweetCount");
	post->replies = fr_json_count_at(tweet, "replyCount");
	post->views = fr_json_count_at(tweet, "viewCount");
	fr_x_put_url(post, id);
	return fr_intake_emit_named(in, &fault_no_id, err);
}

static int read_scrape(struct fr_intake *in, struct fr_error *err)
{
	static const char *const none[] = {NULL};
	static const struct fr_feed feed = {.arrays = none, .item = take_item};

	return fr_feed_read(in, &feed, NULL, err);
}

const struct fr_ingest_format fr_ingest_format_x_scrape = {
	.name = "x-scrape",
	.platform = "x",
	.title = "snscrape and twscrape: posts of X (Twitter), one a line",
	.bid = bid,
	.read = read_scrape,
};
