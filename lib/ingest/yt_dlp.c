/*
 * yt_dlp.c: the .info.json that yt-dlp (and youtube-dl) writes beside a video, with its comments.
 *
 * One video a document or a line, or {_type: "playlist", entries: [...]}; those of other sites too: their posts are
 * known by the site's name. The video is a post, title and description its text. timestamp is exact; upload_date is a
 * day. A comment's timestamp is worked out by the program from "2 years ago", so the record says that it is approximate
 * (source.time_approximate). Formats, thumbnails and subtitles are not read.
 */
#include <string.h>
#include "core/time.h"
#include "ingest/feed.h"
#include "ingest/jsonat.h"
#include "ingest/meta.h"
#include "ingest/youtube_text.h"

static const struct fr_fault fault_no_id = {"no-id", "a video or comment without an id"};

#define LEVELS_MAX 4 /* of playlists inside one another */

/* What the program's documentation and its public readers name, read or not. */
static const char *const known_video[] = {
	"__files_to_move",
	"__last_playlist_index",
	"_filename",
	"_format_sort_fields",
	"_has_drm",
	"_old_archive_ids",
	"_type",
	"_version",
	"abr",
	"acodec",
	"age_limit",
	"album",
	"album_artist",
	"album_artists",
	"album_type",
	"alt_title",
	"annotations",
	"artist",
	"artists",
	"aspect_ratio",
	"asr",
	"audio_channels",
	"audio_ext",
	"automatic_captions",
	"autonumber",
	"availability",
	"average_rating",
	"cast",
	"categories",
	"channel",
	"channel_follower_count",
	"channel_id",
	"channel_is_verified",
	"channel_url",
	"chapter",
	"chapter_id",
	"chapter_number",
	"chapters",
	"comment_count",
	"comments",
	"composer",
	"composers",
	"concurrent_view_count",
	"container",
	"creator",
	"creators",
	"description",
	"disc_number",
	"dislike_count",
	"display_id",
	"downloader_options",
	"duration",
	"duration_string",
	"dynamic_range",
	"end_time",
	"entries",
	"episode",
	"episode_id",
	"episode_number",
	"epoch",
	"ext",
	"extractor",
	"extractor_key",
	"filename",
	"filesize",
	"filesize_approx",
	"format",
	"format_id",
	"format_index",
	"format_note",
	"formats",
	"fps",
	"fragment_base_url",
	"fragments",
	"fulltitle",
	"genre",
	"genres",
	"has_drm",
	"heatmap",
	"height",
	"hls_aes",
	"http_headers",
	"id",
	"ie_key",
	"infojson_filename",
	"is_live",
	"language",
	"language_preference",
	"license",
	"like_count",
	"live_status",
	"location",
	"manifest_stream_number",
	"manifest_url",
	"media_type",
	"modified_date",
	"modified_timestamp",
	"n_entries",
	"original_url",
	"playable_in_embed",
	"player_url",
	"playlist",
	"playlist_autonumber",
	"playlist_channel",
	"playlist_channel_id",
	"playlist_count",
	"playlist_id",
	"playlist_index",
	"playlist_title",
	"playlist_uploader",
	"playlist_uploader_id",
	"playlist_webpage_url",
	"preference",
	"protocol",
	"quality",
	"release_date",
	"release_timestamp",
	"release_year",
	"repost_count",
	"requested_downloads",
	"requested_entries",
	"requested_formats",
	"requested_subtitles",
	"resolution",
	"save_count",
	"season",
	"season_id",
	"season_number",
	"section_end",
	"section_number",
	"section_start",
	"section_title",
	"series",
	"series_id",
	"source_preference",
	"start_time",
	"stretched_ratio",
	"subtitles",
	"tags",
	"tbr",
	"thumbnail",
	"thumbnails",
	"timestamp",
	"title",
	"track",
	"track_id",
	"track_number",
	"upload_date",
	"uploader",
	"uploader_id",
	"uploader_url",
	"url",
	"vbr",
	"vcodec",
	"video_autonumber",
	"video_ext",
	"view_count",
	"was_live",
	"webpage_url",
	"webpage_url_basename",
	"webpage_url_domain",
	"width",
};
static const char *const known_comment[] = {"_time_text",
					    "author",
					    "author_id",
					    "author_is_uploader",
					    "author_is_verified",
					    "author_thumbnail",
					    "author_url",
					    "dislike_count",
					    "edited",
					    "html",
					    "id",
					    "is_favorited",
					    "is_pinned",
					    "like_count",
					    "parent",
					    "reply_count",
					    "text",
					    "time_text",
					    "timestamp"};

static int bid(const struct fr_peek *peek)
{
	static const char *const places[] = {"", "entries[].", "[].", NULL};
	static const struct fr_peek_sign signs[] = {{"extractor", 24},
						    {"extractor_key", 24},
						    {"webpage_url", 16},
						    {"formats[].format_id", 32},
						    {"formats[].format_note", 16},
						    {"upload_date", 16},
						    {"uploader_id", 8},
						    {"comments[].author_id", 16},
						    {"comments[].parent", 16},
						    {"thumbnails", 8},
						    {NULL, 0}};
	int best;

	if (peek->first != '{' && peek->first != '[')
		return 0;
	best = fr_peek_best(peek, places, signs);
	return best >= 32 ? best : 0;
}

/* The video that comments are of. */
struct video {
	const char *platform;
	const char *prefix; /* of an id: "youtube:" */
	struct fr_buf id, site, channel_id, channel_name;
};

static void set(struct fr_buf *buf, struct fr_str s)
{
	fr_buf_clear(buf);
	if (s.len)
		fr_buf_add(buf, s.s, s.len);
}

static struct fr_str view(const struct fr_buf *buf)
{
	return (struct fr_str){buf->bytes, buf->len};
}

static void find_platform(struct video *v, struct fr_str site)
{
	static const char *const known[][3] = {{"Youtube", "youtube", "youtube:"},
					       {"Facebook", "facebook", "facebook:"},
					       {"Instagram", "instagram", "instagram:"},
					       {"TikTok", "tiktok", "tiktok:"},
					       {"Twitter", "x", "x:"},
					       {"Reddit", "reddit", "reddit:t3_"},
					       {"youtube", "youtube", "youtube:"}};

	v->platform = site.len ? "other" : "youtube";
	v->prefix = site.len ? "other:" : "youtube:";
	for (size_t i = 0; site.len && i < sizeof(known) / sizeof(*known); i++) {
		size_t len = strlen(known[i][0]);

		if (site.len >= len && !memcmp(site.s, known[i][0], len)) {
			v->platform = known[i][1];
			v->prefix = known[i][2];
			return;
		}
	}
}

/* Of a site that has no name of its own here: "other:SITE/ID". */
static struct fr_str own_id(struct fr_draft *post, const struct video *v, struct fr_str id)
{
	if (!fr_id_text(id).len)
		return FR_STR_NONE;
	fr_buf_clear(&post->work);
	fr_buf_adds(&post->work, v->prefix);
	if (!strcmp(v->platform, "other")) {
		for (size_t i = 0; i < v->site.len; i++)
			fr_buf_addc(&post->work, (unsigned char)v->site.bytes[i] > ' ' ? v->site.bytes[i] : '-');
		fr_buf_addc(&post->work, '/');
	}
	fr_buf_add(&post->work, id.s, id.len);
	return fr_draft_take(post);
}

/* 20240505, a day in UTC. */
static struct fr_moment read_day(struct fr_str s)
{
	struct fr_moment moment = {.at = FR_TIME_NONE};
	struct fr_civil civil = {0};
	int n = 0;

	if (s.len != 8)
		return moment;
	for (size_t i = 0; i < 8; i++) {
		if (s.s[i] < '0' || s.s[i] > '9')
			return moment;
		n = 10 * n + (s.s[i] - '0');
	}
	civil.year = n / 10000;
	civil.month = n / 100 % 100;
	civil.day = n % 100;
	if (fr_civil_valid(&civil))
		moment.at = fr_civil_to_unix(&civil);
	return moment;
}

static struct fr_moment whole_seconds(struct fr_moment moment)
{
	moment.nanos = 0;
	moment.digits = 0;
	return moment;
}

static int take_comment(struct fr_intake *in, const struct video *v, const struct fr_feed_item *item,
			struct fr_error *err)
{
	const struct fr_json_span *object = &item->value;
	struct fr_draft *post = &in->post;
	struct fr_json_span verified = fr_json_at(object, "author_is_verified");
	struct fr_str id, parent;
	bool youtube = !strcmp(v->platform, "youtube");

	fr_feed_place(in, item);
	fr_intake_known(in, "comments.", object, known_comment, sizeof(known_comment) / sizeof(*known_comment));
	post->platform = v->platform;
	post->kind = "comment";
	id = fr_id_text(fr_json_text_at(post, object, "id"));
	parent = fr_json_text_at(post, object, "parent");
	post->id = own_id(post, v, id);
	post->thread = own_id(post, v, view(&v->id));
	post->reply_to = parent.len && !(parent.len == 4 && !memcmp(parent.s, "root", 4)) ? own_id(post, v, parent)
											  : post->thread;
	post->time = whole_seconds(fr_moment_unix(fr_json_text_at(post, object, "timestamp")));
	post->time_approximate = youtube;
	post->text = fr_json_text_at(post, object, "text");
	if (!post->text.len && youtube)
		post->text = fr_youtube_plain(post, fr_json_text_at(post, object, "html"));
	fr_youtube_put_author(post, fr_json_text_at(post, object, "author_id"), fr_json_text_at(post, object, "author"),
			      youtube ? fr_json_text_at(post, object, "author_url") : FR_STR_NONE);
	if (verified.bytes && verified.type == FR_JSON_TRUE)
		post->author.verified = 1;
	post->channel_id = view(&v->channel_id);
	post->channel_name = view(&v->channel_name);
	post->url = youtube ? fr_youtube_url(post, view(&v->id), id) : FR_STR_NONE;
	post->likes = fr_json_count_at(object, "like_count");
	fr_draft_scan_text(post);
	fr_scan_handles(post);
	return fr_intake_emit_named(in, &fault_no_id, err);
}

static void put_video(struct fr_draft *post, const struct video *v, const struct fr_json_span *object)
{
	struct fr_str s = fr_json_text_at(post, object, "webpage_url|original_url|url");

	post->platform = v->platform;
	post->kind = "post";
	post->id = own_id(post, v, view(&v->id));
	post->url = fr_is_link(s) ? s : FR_STR_NONE;
	post->time = whole_seconds(fr_moment_unix(fr_json_text_at(post, object, "timestamp|release_timestamp")));
	if (post->time.at == FR_TIME_NONE) {
		post->time = read_day(fr_json_text_at(post, object, "upload_date|release_date"));
		post->time_approximate = true;
	}
	post->author.id = fr_json_text_at(post, object, "channel_id|uploader_id");
	post->author.name = fr_json_text_at(post, object, "channel|uploader|creator");
	s = fr_json_text_at(post, object, "uploader_id");
	if (s.len > 1 && s.s[0] == '@' && s.s[1] != '@')
		post->author.handle = (struct fr_str){s.s + 1, s.len - 1};
	post->author.followers = fr_json_count_at(object, "channel_follower_count");
	if (fr_json_true_at(object, "channel_is_verified"))
		post->author.verified = 1;
	post->channel_id = view(&v->channel_id);
	post->channel_name = view(&v->channel_name);
	post->text = fr_youtube_title(post, fr_json_text_at(post, object, "fulltitle|title"),
				      fr_json_text_at(post, object, "description"));
	post->lang = fr_youtube_lang(fr_json_text_at(post, object, "language"));
	post->place = fr_json_text_at(post, object, "location");
	post->likes = fr_json_count_at(object, "like_count");
	post->reposts = fr_json_count_at(object, "repost_count");
	post->replies = fr_json_count_at(object, "comment_count");
	post->views = fr_json_count_at(object, "view_count");
	s = fr_json_text_at(post, object, "_filename|filename");
	if (s.len)
		fr_draft_add_media(post, "video")->file = s;
	fr_draft_scan_text(post);
}

/* Sites whose posts can hold several videos give each video an id of its own; the post's is display_id. */
static struct fr_str post_id(struct fr_draft *post, const struct video *v, const struct fr_json_span *object)
{
	bool own = !strcmp(v->platform, "x") || !strcmp(v->platform, "reddit");

	return fr_id_text(fr_json_text_at(post, object, own ? "display_id|id" : "id|display_id"));
}

static int take_video(struct fr_intake *in, struct video *v, const struct fr_feed_item *item, struct fr_error *err)
{
	struct fr_draft *post = &in->post;
	struct fr_json_span comments, one;
	struct fr_feed_item inside;
	size_t pos = 0;
	int rc;

	fr_feed_place(in, item);
	fr_intake_known(in, "", &item->value, known_video, sizeof(known_video) / sizeof(*known_video));
	set(&v->site, fr_json_text_at(post, &item->value, "extractor_key|ie_key|extractor"));
	find_platform(v, view(&v->site));
	set(&v->id, post_id(post, v, &item->value));
	set(&v->channel_id, fr_json_text_at(post, &item->value, "channel_id|uploader_id"));
	set(&v->channel_name, fr_json_text_at(post, &item->value, "channel|uploader"));
	put_video(post, v, &item->value);
	rc = fr_intake_emit_named(in, &fault_no_id, err);
	comments = fr_json_array_at(&item->value, "comments");
	while (comments.bytes && rc == FR_OK && fr_json_next(&comments, &pos, NULL, &one)) {
		if (one.type != FR_JSON_OBJECT)
			continue;
		inside = fr_feed_inside(item, &one);
		rc = take_comment(in, v, &inside, err);
	}
	return rc;
}

static bool says(struct fr_draft *post, const struct fr_json_span *object, const char *member, const char *word)
{
	struct fr_str s = fr_json_text_at(post, object, member);

	return s.len == strlen(word) && !memcmp(s.s, word, s.len);
}

/* A video, or a list of them: a channel is a list of its tabs, and each of these a list of videos. */
static int take_level(struct fr_intake *in, struct video *v, int level, const struct fr_feed_item *item,
		      struct fr_error *err)
{
	struct fr_draft *post = &in->post;
	struct fr_json_span entries, one;
	struct fr_feed_item inside;
	size_t pos = 0;
	int rc = FR_OK;

	if (item->value.type != FR_JSON_OBJECT ||
	    !fr_json_at(&item->value, "title|webpage_url|extractor|extractor_key|ie_key").bytes) {
		fr_intake_skip(in, "other values", 1);
		return FR_OK;
	}
	fr_feed_place(in, item);
	if (says(post, &item->value, "ie_key", "YoutubeTab") || says(post, &item->value, "_type", "playlist") ||
	    says(post, &item->value, "_type", "multi_video")) {
		entries = fr_json_array_at(&item->value, "entries");
		if (!entries.bytes || level == LEVELS_MAX) {
			fr_intake_skip(in, "playlists without their videos", 1);
			return FR_OK;
		}
		while (rc == FR_OK && fr_json_next(&entries, &pos, NULL, &one)) {
			inside = fr_feed_inside(item, &one);
			rc = take_level(in, v, level + 1, &inside, err);
		}
		return rc;
	}
	return take_video(in, v, item, err);
}

static int take_item(struct fr_intake *in, void *arg, int array, const struct fr_feed_item *item, struct fr_error *err)
{
	(void)array;
	return take_level(in, arg, 0, item, err);
}

static int read_yt_dlp(struct fr_intake *in, struct fr_error *err)
{
	static const char *const arrays[] = {"entries", NULL};
	static const struct fr_feed feed = {.arrays = arrays, .item = take_item};
	struct video v = {.platform = "youtube", .prefix = "youtube:"};
	int rc = fr_feed_read(in, &feed, &v, err);

	fr_buf_free(&v.id);
	fr_buf_free(&v.site);
	fr_buf_free(&v.channel_id);
	fr_buf_free(&v.channel_name);
	return rc;
}

const struct fr_ingest_format fr_ingest_format_yt_dlp = {
	.name = "yt-dlp",
	.platform = "any",
	.title = "yt-dlp's .info.json: a video and its comments",
	.bid = bid,
	.read = read_yt_dlp,
};
