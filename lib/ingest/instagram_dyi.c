/*
 * instagram_dyi.c: posts, reels, stories and comments of Instagram's "download your information", JSON, 2019 to now.
 *
 * Posts: an array of {media: [{uri, creation_timestamp, title, media_metadata}], title, creation_timestamp}; with one
 * medium caption and time may stand in it alone. Reels, stories and the like: the same in {ig_...}; a story is the
 * medium itself. Of 2019: {photos: [{caption, taken_at, path, location}], videos, stories}. Comments: {comments_...:
 * [...]} or a bare array of {string_map_data: {Comment: {value}, "Media Owner": {value}, Time: {timestamp}}}, whose
 * names are in the owner's language: the member that has a timestamp is the time, the first other one is the comment.
 * Before: string_list_data: [{value, timestamp}] with the media's owner as title, and [time, comment, owner].
 *
 * The rest of an export (likes, follows, logins, ads) is counted. The owner: owner.h. Chats: messenger.c.
 */
#include <string.h>
#include "ingest/feed.h"
#include "ingest/jsonat.h"
#include "ingest/meta.h"

static const char *const arrays[] = {"comments_media_comments",
				     "comments_reels_comments",
				     "comments_story_comments",
				     "media_comments",
				     "ig_reels_media",
				     "ig_stories",
				     "ig_igtv_media",
				     "ig_archived_post_media",
				     "ig_recently_deleted_media",
				     "ig_other_media",
				     "ig_posts",
				     "photos",
				     "videos",
				     "stories",
				     NULL};
#define N_COMMENT_ARRAYS 4

static const struct fr_fault fault_no_post = {"no-post", "a post without time, text and media"};

/* Does a path end in one of the names of the lists that Instagram keeps everything in? */
static bool has_lists(const struct fr_peek *peek)
{
	static const char *const names[] = {"string_map_data\n", "string_list_data\n", "media_map_data\n"};

	for (size_t i = 0; peek->paths.len && i < sizeof(names) / sizeof(*names); i++) {
		if (memmem(peek->paths.bytes, peek->paths.len, names[i], strlen(names[i])))
			return true;
	}
	return false;
}

static int bid(const struct fr_peek *peek)
{
	static const struct fr_peek_sign signs[] = {{"[].media[].creation_timestamp", 32},
						    {"[].media[].uri", 24},
						    {"[].creation_timestamp", 8},
						    {"media[].creation_timestamp", 32},
						    {"media[].uri", 24},
						    {"[].media[].media_metadata", 8},
						    {"ig_reels_media", 40},
						    {"ig_stories", 40},
						    {"ig_igtv_media", 40},
						    {"ig_archived_post_media", 40},
						    {"ig_recently_deleted_media", 40},
						    {"ig_other_media", 40},
						    {"ig_profile_picture", 40},
						    {"photos[].taken_at", 40},
						    {"videos[].taken_at", 40},
						    {"stories[].taken_at", 40},
						    {"photos[].path", 24},
						    {"comments_media_comments", 40},
						    {"comments_reels_comments", 40},
						    {"media_comments", 32},
						    {"profile_user", 40},
						    {NULL, 0}};
	int bits;

	if (peek->first != '{' && peek->first != '[')
		return 0;
	bits = fr_peek_bits(peek, signs);
	return bits + (has_lists(peek) ? 25 : 0);
}

/* What posts, comments and media are known to have, read or not. */
static const char *const known_entry[] = {
	"ai_stickers",       "audience",       "backup_uri",     "caption", "creation_timestamp",
	"cross_post_source", "description",    "dubbing_info",   "fbid",    "has_camera_metadata",
	"hashtag",           "label_values",   "location",       "media",   "media_list_data",
	"media_map_data",    "media_metadata", "media_variants", "path",    "string_list_data",
	"string_map_data",   "taken_at",       "timestamp",      "title",   "uri"};
static const char *const known_media[] = {"ai_stickers",
					  "backup_uri",
					  "caption",
					  "creation_timestamp",
					  "cross_post_source",
					  "description",
					  "dubbing_info",
					  "media_metadata",
					  "media_variants",
					  "path",
					  "taken_at",
					  "taken_timestamp",
					  "title",
					  "uri"};

static void say_unknown(struct fr_intake *in, const struct fr_json_span *entry)
{
	struct fr_json_span list = fr_json_array_at(entry, "media"), one;
	size_t pos = 0;

	fr_intake_known(in, "", entry, known_entry, sizeof(known_entry) / sizeof(*known_entry));
	while (list.bytes && fr_json_next(&list, &pos, NULL, &one))
		fr_intake_known(in, "media.", &one, known_media, sizeof(known_media) / sizeof(*known_media));
}

static struct fr_moment read_time(struct fr_draft *post, const struct fr_json_span *value)
{
	struct fr_moment moment = fr_moment_unix(fr_json_text_at(post, value, "creation_timestamp|timestamp"));

	return moment.at != FR_TIME_NONE ? moment : fr_moment_iso(fr_json_text_at(post, value, "taken_at"));
}

/* Caption and time stand on the post, or, with one medium, in it. */
static void put_post(struct fr_draft *post, const struct fr_json_span *entry)
{
	struct fr_json_span list = fr_json_array_at(entry, "media"), one = {0};
	struct fr_moment taken;
	struct fr_str caption;
	size_t pos = 0;

	post->kind = "post";
	post->text = fr_meta_text_at(post, entry, "title|caption");
	post->time = read_time(post, entry);
	post->place = fr_meta_text_at(post, entry, "location");
	if (!list.bytes) {
		fr_meta_add_media(post, entry);
		return;
	}
	while (fr_json_next(&list, &pos, NULL, &one)) {
		caption = fr_meta_text_at(post, &one, "title|caption");
		taken = read_time(post, &one);
		if (post->time.at == FR_TIME_NONE)
			post->time = taken;
		if (!post->text.len)
			post->text = caption;
		fr_meta_add_media(post, &one);
	}
}

/* string_map_data: the time by its timestamp, the others by their names in English, else by their order. */
static bool put_mapped(struct fr_draft *post, const struct fr_json_span *map)
{
	struct fr_json_span name, value;
	struct fr_str text, said[2] = {FR_STR_NONE, FR_STR_NONE};
	size_t pos = 0, n = 0;

	while (fr_json_next(map, &pos, &name, &value)) {
		struct fr_moment at = fr_moment_unix(fr_json_text_at(post, &value, "timestamp"));

		if (at.at != FR_TIME_NONE)
			post->time = at;
		text = fr_meta_text_at(post, &value, "value");
		if (fr_json_string_is(&name, "Media Owner")) {
			post->channel_name = text;
		} else if (fr_json_string_is(&name, "Comment")) {
			post->text = text;
		} else if (text.len && n < 2) {
			said[n++] = text;
		}
	}
	if (!post->text.len)
		post->text = said[0];
	else if (!post->channel_name.len)
		post->channel_name = said[0];
	if (!post->channel_name.len)
		post->channel_name = said[1];
	return post->time.at != FR_TIME_NONE && post->text.len;
}

/* ["2019-05-05T10:00:00", "comment", "owner"], in UTC by the look of other dates of those exports. */
static bool put_triple(struct fr_draft *post, const struct fr_json_span *triple)
{
	struct fr_json_span one;
	struct fr_str s;
	size_t pos = 0;

	for (int i = 0; i < 3 && fr_json_next(triple, &pos, NULL, &one); i++) {
		s = fr_meta_text(post, &one);
		if (i == 0)
			post->time = fr_moment_iso(s);
		else if (i == 1)
			post->text = s;
		else
			post->channel_name = s;
	}
	return post->time.at != FR_TIME_NONE;
}

static bool put_comment(struct fr_draft *post, const struct fr_json_span *entry)
{
	struct fr_json_span map = fr_json_object_at(entry, "string_map_data"),
			    list = fr_json_array_at(entry, "string_list_data"), first, media;

	post->kind = "comment";
	if (entry->type == FR_JSON_ARRAY)
		return put_triple(post, entry);
	media = fr_json_array_at(entry, "media_list_data");
	first = fr_json_first(&media);
	fr_meta_add_media(post, &first);
	if (map.bytes)
		return put_mapped(post, &map);
	first = fr_json_first(&list);
	post->text = fr_meta_text_at(post, &first, "value");
	post->time = fr_moment_unix(fr_json_text_at(post, &first, "timestamp"));
	post->channel_name = fr_meta_text_at(post, entry, "title");
	return post->time.at != FR_TIME_NONE;
}

static bool is_comment(int array, const struct fr_json_span *entry)
{
	if (array >= 0)
		return array < N_COMMENT_ARRAYS;
	/* lists of followers and likes are bare arrays too, but of string_list_data */
	return array == FR_FEED_BARE && fr_json_object_at(entry, "string_map_data").bytes &&
	       !fr_json_array_at(entry, "media").bytes;
}

static bool is_post(int array, const struct fr_json_span *entry)
{
	return entry->type == FR_JSON_OBJECT &&
	       (array >= 0 || fr_json_at(entry, "media").bytes || fr_json_at(entry, "creation_timestamp").bytes);
}

static int take_entry(struct fr_intake *in, struct fr_twins *twins, int array, const struct fr_feed_item *item,
		      struct fr_error *err)
{
	struct fr_draft *post = &in->post;
	bool comment = is_comment(array, &item->value);

	fr_feed_place(in, item);
	say_unknown(in, &item->value);
	post->platform = "instagram";
	if (comment && !put_comment(post, &item->value)) {
		fr_intake_skip(in, "other entries", 1);
		return FR_OK;
	}
	if (!comment)
		put_post(post, &item->value);
	fr_draft_scan_text(post);
	fr_scan_handles(post);
	if (post->time.at == FR_TIME_NONE && !post->text.len && !post->n_media) {
		fr_reject(err, &fault_no_post, -1, NULL);
		return fr_feed_reject(in, item, err);
	}
	fr_owner_put(in, "instagram");
	fr_meta_put_id(post, post->kind, FR_STR_NONE, twins);
	return fr_intake_emit(in, err);
}

static int take_item(struct fr_intake *in, void *arg, int array, const struct fr_feed_item *item, struct fr_error *err)
{
	if (is_comment(array, &item->value) || is_post(array, &item->value))
		return take_entry(in, arg, array, item, err);
	if (array == FR_FEED_OBJECT && fr_owner_take(&in->owner, &item->value))
		fr_intake_skip(in, "profile", 1);
	else
		fr_intake_skip(in, array == FR_FEED_OBJECT ? "lists and settings" : "other entries", 1);
	return FR_OK;
}

static int read_instagram(struct fr_intake *in, struct fr_error *err)
{
	static const struct fr_feed feed = {.arrays = arrays, .document = true, .item = take_item};
	struct fr_twins twins = {0};
	int rc = fr_feed_read(in, &feed, &twins, err);

	fr_twins_free(&twins);
	return rc;
}

const struct fr_ingest_format fr_ingest_format_instagram_dyi = {
	.name = "instagram-dyi",
	.platform = "instagram",
	.title = "Instagram's \"download your information\", JSON: posts, reels, stories, comments",
	.bid = bid,
	.read = read_instagram,
};
