/*
 * youtube.c: answers of YouTube's Data API v3: comment threads, comments, search results, videos, items of playlists.
 *
 * {kind: "youtube#...ListResponse", items: [...], nextPageToken}, one page a document or a line, several behind one
 * another; items in a bare array; one item. A thread holds the first comment and at most five replies of how many there
 * are: what is missing is said in a note. textOriginal is plain; where it is absent textDisplay, which is HTML, is made
 * plain. Titles and descriptions of search results are escaped, those of videos are not. In a search the id is an
 * object; channels and playlists are counted and no posts.
 */
#include <inttypes.h>
#include <string.h>
#include "ingest/entities.h"
#include "ingest/feed.h"
#include "ingest/jsonat.h"
#include "ingest/meta.h"
#include "ingest/youtube_text.h"

static const struct fr_fault fault_no_id = {"no-id", "an item without an id"};

/* What the API's documentation gives these resources, and what the samples have. */
static const char *const known_thread[] = {"etag", "id", "kind", "replies", "snippet"};
static const char *const known_thread_snippet[] = {"canReply",        "channelId",       "isPublic",
						   "topLevelComment", "totalReplyCount", "videoId"};
static const char *const known_comment[] = {"etag", "id", "kind", "snippet"};
static const char *const known_comment_snippet[] = {
	"authorChannelId", "authorChannelUrl", "authorDisplayName", "authorProfileImageUrl",
	"canRate",         "channelId",        "likeCount",         "moderationStatus",
	"parentId",        "publishedAt",      "textDisplay",       "textOriginal",
	"updatedAt",       "videoId",          "viewerRating"};
static const char *const known_video[] = {"ageGating",
					  "contentDetails",
					  "etag",
					  "fileDetails",
					  "id",
					  "kind",
					  "liveStreamingDetails",
					  "localizations",
					  "monetizationDetails",
					  "paidProductPlacementDetails",
					  "player",
					  "processingDetails",
					  "projectDetails",
					  "recordingDetails",
					  "snippet",
					  "statistics",
					  "status",
					  "suggestions",
					  "topicDetails"};
static const char *const known_video_snippet[] = {"categoryId",           "channelId",
						  "channelTitle",         "defaultAudioLanguage",
						  "defaultLanguage",      "description",
						  "liveBroadcastContent", "localized",
						  "playlistId",           "position",
						  "publishTime",          "publishedAt",
						  "resourceId",           "tags",
						  "thumbnails",           "title",
						  "videoOwnerChannelId",  "videoOwnerChannelTitle"};

#define KNOWN(in, where, object, list) fr_intake_known(in, where, object, list, sizeof(list) / sizeof(*(list)))

static int bid(const struct fr_peek *peek)
{
	static const struct fr_peek_sign signs[] = {{"items[].snippet.topLevelComment", 40},
						    {"items[].snippet.textDisplay", 40},
						    {"items[].snippet.textOriginal", 40},
						    {"items[].snippet.channelTitle", 24},
						    {"items[].snippet.authorDisplayName", 24},
						    {"items[].id.videoId", 40},
						    {"items[].snippet.publishedAt", 24},
						    {"items[].statistics.viewCount", 24},
						    {"[].snippet.topLevelComment", 40},
						    {"[].snippet.textDisplay", 40},
						    {"[].snippet.channelTitle", 24},
						    {"snippet.topLevelComment", 40},
						    {"snippet.textDisplay", 40},
						    {"snippet.channelTitle", 24},
						    {"pageInfo.totalResults", 24},
						    {NULL, 0}};
	static const char kind[] = "kind=youtube#";
	int bits;

	if (peek->first != '{' && peek->first != '[')
		return 0;
	bits = fr_peek_bits(peek, signs);
	if (peek->paths.len && memmem(peek->paths.bytes, peek->paths.len, kind, sizeof(kind) - 1))
		bits += 64;
	return bits >= 24 ? bits : 0;
}

#define VIDEO_ID_LEN 11

struct reading {
	uint64_t n_missing; /* replies that threads speak of and do not hold */
};

/* thread: the snippet of the thread around it, or bytes NULL. */
static int take_comment(struct fr_intake *in, const struct fr_feed_item *item, const struct fr_json_span *thread,
			struct fr_error *err)
{
	struct fr_draft *post = &in->post;
	struct fr_json_span snippet = fr_json_object_at(&item->value, "snippet");
	struct fr_str id, video, parent, channel, text, plain;

	fr_feed_place(in, item);
	KNOWN(in, "", &item->value, known_comment);
	KNOWN(in, "snippet.", &snippet, known_comment_snippet);
	post->platform = "youtube";
	post->kind = "comment";
	id = fr_id_text(fr_json_text_at(post, &item->value, "id"));
	video = fr_json_text_at(post, &snippet, "videoId");
	if (!video.len)
		video = fr_json_text_at(post, thread, "videoId");
	channel = fr_json_text_at(post, &snippet, "channelId");
	if (!channel.len)
		channel = fr_json_text_at(post, thread, "channelId");
	parent = fr_json_text_at(post, &snippet, "parentId");
	if (!parent.len)
		parent = fr_youtube_parent(id);
	post->id = fr_youtube_id(post, id);
	post->thread = fr_youtube_id(post, video);
	post->reply_to = parent.len ? fr_youtube_id(post, parent) : post->thread;
	post->url = fr_youtube_url(post, video, id);
	post->channel_id = fr_id_text(channel);
	post->time = fr_moment_iso(fr_json_text_at(post, &snippet, "publishedAt"));
	text = fr_json_text_at(post, &snippet, "textOriginal");
	/* where both are there, only the HTML says where its links lead */
	plain = fr_youtube_plain(post, fr_json_text_at(post, &snippet, "textDisplay"));
	post->text = text.len ? text : plain;
	fr_youtube_put_author(
		post, fr_json_text_at(post, &snippet, "authorChannelId.value|authorChannelId|authorChannel.value"),
		fr_json_text_at(post, &snippet, "authorDisplayName"),
		fr_json_text_at(post, &snippet, "authorChannelUrl"));
	post->likes = fr_json_count_at(&snippet, "likeCount");
	if (!parent.len)
		post->replies = fr_json_count_at(thread, "totalReplyCount");
	fr_draft_scan_text(post);
	fr_scan_handles(post);
	return fr_intake_emit_named(in, &fault_no_id, err);
}

static int take_thread(struct fr_intake *in, struct reading *r, const struct fr_feed_item *item, struct fr_error *err)
{
	struct fr_json_span snippet = fr_json_object_at(&item->value, "snippet"),
			    top = fr_json_object_at(&snippet, "topLevelComment"),
			    replies = fr_json_array_at(&item->value, "replies.comments"), one;
	struct fr_feed_item inside = top.bytes ? fr_feed_inside(item, &top) : *item;
	int64_t said = fr_json_count_at(&snippet, "totalReplyCount"), there = 0;
	size_t pos = 0;
	int rc = FR_OK;

	KNOWN(in, "", &item->value, known_thread);
	KNOWN(in, "snippet.", &snippet, known_thread_snippet);
	if (top.bytes)
		rc = take_comment(in, &inside, &snippet, err);
	while (replies.bytes && rc == FR_OK && fr_json_next(&replies, &pos, NULL, &one)) {
		if (one.type != FR_JSON_OBJECT)
			continue;
		inside = fr_feed_inside(item, &one);
		rc = take_comment(in, &inside, &snippet, err);
		there++;
	}
	if (said > there)
		r->n_missing += (uint64_t)(said - there);
	return rc;
}

/* A search result's strings are escaped once more than others. */
static struct fr_str unescape(struct fr_draft *post, struct fr_str s, bool escaped)
{
	if (!escaped || !s.len || !memchr(s.s, '&', s.len))
		return s;
	fr_buf_clear(&post->work);
	fr_entities_decode(&post->work, s.s, s.len);
	return fr_draft_take(post);
}

static int take_video(struct fr_intake *in, const struct fr_feed_item *item, struct fr_str video, bool search,
		      struct fr_error *err)
{
	struct fr_draft *post = &in->post;
	struct fr_json_span snippet = fr_json_object_at(&item->value, "snippet"), place;

	KNOWN(in, "", &item->value, known_video);
	KNOWN(in, "snippet.", &snippet, known_video_snippet);
	post->platform = "youtube";
	post->kind = "post";
	post->id = fr_youtube_id(post, video);
	post->url = fr_youtube_url(post, video, FR_STR_NONE);
	post->time = fr_moment_iso(fr_json_text_at(
		post, &item->value, "contentDetails.videoPublishedAt|snippet.publishedAt|snippet.publishTime"));
	/* in a playlist channelId is of who made the list */
	post->author.id = fr_json_text_at(post, &snippet, "videoOwnerChannelId|channelId");
	post->author.name =
		unescape(post, fr_json_text_at(post, &snippet, "videoOwnerChannelTitle|channelTitle"), search);
	post->channel_id = post->author.id;
	post->channel_name = post->author.name;
	post->text = fr_youtube_title(post, unescape(post, fr_json_text_at(post, &snippet, "title"), search),
				      unescape(post, fr_json_text_at(post, &snippet, "description"), search));
	post->lang = fr_youtube_lang(fr_json_text_at(post, &snippet, "defaultAudioLanguage"));
	if (!post->lang.len)
		post->lang = fr_youtube_lang(fr_json_text_at(post, &snippet, "defaultLanguage"));
	place = fr_json_object_at(&item->value, "recordingDetails.location");
	if (place.bytes)
		fr_put_geo(post, &place);
	post->place = fr_json_text_at(post, &item->value, "recordingDetails.locationDescription");
	post->likes = fr_json_count_at(&item->value, "statistics.likeCount");
	post->replies = fr_json_count_at(&item->value, "statistics.commentCount");
	post->views = fr_json_count_at(&item->value, "statistics.viewCount");
	fr_draft_scan_text(post);
	return fr_intake_emit_named(in, &fault_no_id, err);
}

static bool is_kind(struct fr_str kind, const char *name)
{
	size_t len = strlen(name);

	return kind.len == 8 + len && !memcmp(kind.s, "youtube#", 8) && !memcmp(kind.s + 8, name, len);
}

static int take_item(struct fr_intake *in, void *arg, int array, const struct fr_feed_item *item, struct fr_error *err)
{
	struct fr_draft *post = &in->post;
	struct fr_str kind, video;
	bool search;

	(void)array;
	if (item->value.type != FR_JSON_OBJECT) {
		fr_intake_skip(in, "other values", 1);
		return FR_OK;
	}
	if (fr_json_object_at(&item->value, "snippet.topLevelComment").bytes ||
	    fr_json_array_at(&item->value, "replies.comments").bytes)
		return take_thread(in, arg, item, err);
	fr_feed_place(in, item);
	kind = fr_json_text_at(post, &item->value, "kind");
	if (is_kind(kind, "comment") || fr_json_at(&item->value, "snippet.textDisplay|snippet.textOriginal").bytes)
		return take_comment(in, item, &(struct fr_json_span){0}, err);
	search = fr_json_at(&item->value, "id").type == FR_JSON_OBJECT;
	video = fr_json_text_at(post, &item->value, "id.videoId|snippet.resourceId.videoId|contentDetails.videoId");
	if (!video.len && (is_kind(kind, "video") || (!kind.len && fr_json_at(&item->value, "snippet.title").bytes)))
		video = fr_json_text_at(post, &item->value, "id");
	/* without a kind: channels and playlists have titles too, and longer ids */
	if (!kind.len && video.len != VIDEO_ID_LEN)
		video = FR_STR_NONE;
	if (video.len || is_kind(kind, "video"))
		return take_video(in, item, video, search, err);
	fr_intake_skip(in, fr_json_at(&item->value, "error").bytes ? "error messages" : "channels, playlists and lists",
		       1);
	return FR_OK;
}

static int read_youtube(struct fr_intake *in, struct fr_error *err)
{
	static const char *const arrays[] = {"items", NULL};
	static const struct fr_feed feed = {.arrays = arrays, .item = take_item};
	struct reading r = {0};
	int rc = fr_feed_read(in, &feed, &r, err);

	if (r.n_missing)
		fr_intake_note(in, "%" PRIu64 " replies that its threads speak of are not in it", r.n_missing);
	return rc;
}

const struct fr_ingest_format fr_ingest_format_youtube = {
	.name = "youtube",
	.platform = "youtube",
	.title = "YouTube's Data API: comment threads, comments, search, videos, playlists",
	.bid = bid,
	.read = read_youtube,
};
