/*
 * facebook_dyi.c: posts and comments of Facebook's "download your information", JSON, 2018 to now.
 *
 * Posts: an array (one post: the bare object) of {timestamp, data: [{post}], attachments: [{data: [{media | place |
 * external_context | text | event}]}], title, tags}; the same in {group_posts_v2} and, from others, in
 * {wall_posts_sent_to_you}. Comments: {comments_v2: [{timestamp, data: [{comment: {comment, author, group}}]}]}. What
 * an element is, its own members tell: names of files and of the arrays have changed with every layout. title is
 * written by Facebook in the owner's language, so it is no text, and nobody is read out of it.
 *
 * The rest of an export (reactions, friends, settings, ads) is counted, never made a post. The owner: owner.h. Chats:
 * messenger.c.
 */
#include <string.h>
#include "ingest/feed.h"
#include "ingest/jsonat.h"
#include "ingest/jsonwalk.h"
#include "ingest/meta.h"

static const char *const arrays[] = {"comments_v2",
				     "comments",
				     "group_comments_v2",
				     "group_comments",
				     "group_posts_v2",
				     "group_posts.activity_log_data",
				     "wall_posts_sent_to_you.activity_log_data",
				     "wall_posts_sent_to_you_v2",
				     "archived_stories_v2",
				     "posts_v2",
				     NULL};
#define N_COMMENT_ARRAYS 4
#define FIRST_WALL       6 /* posts of others on the owner's page */
#define LAST_WALL        7

static const struct fr_fault fault_no_time = {"no-time", "a post without a timestamp"};

/* A member at the top whose name ends as Facebook's do: friends_v2, following_v3, inferred_..._v2. */
static bool has_versioned_name(const struct fr_peek *peek)
{
	const char *s = peek->paths.bytes, *end, *newline;

	if (!peek->paths.len)
		return false;
	end = s + peek->paths.len;
	for (; s < end; s = newline + 1) {
		size_t len;

		newline = memchr(s, '\n', (size_t)(end - s));
		if (!newline)
			return false;
		len = (size_t)(newline - s);
		if (len > 3 && !memcmp(s + len - 3, "_v", 2) && s[len - 1] >= '2' && s[len - 1] <= '9' &&
		    !memchr(s, '.', len) && !memchr(s, '=', len))
			return true;
	}
	return false;
}

static int bid(const struct fr_peek *peek)
{
	static const struct fr_peek_sign signs[] = {{"[].timestamp", 8},
						    {"[].data", 8},
						    {"[].data[].post", 24},
						    {"[].data[].update_timestamp", 32},
						    {"[].data[].comment", 16},
						    {"[].data[].reaction", 24},
						    {"[].attachments[].data[].media", 24},
						    {"[].attachments[].data[].external_context", 32},
						    {"[].attachments[].data[].place", 24},
						    {"[].attachments[].data", 16},
						    {"[].label_values", 24},
						    {"label_values", 24},
						    {"timestamp", 8},
						    {"data[].post", 16},
						    {"data[].update_timestamp", 32},
						    {"attachments[].data[].media", 24},
						    {"attachments[].data[].external_context", 32},
						    {"attachments[].data[].place", 24},
						    {"comments_v2", 40},
						    {"comments[].data[].comment", 40},
						    {"group_comments_v2", 40},
						    {"group_posts_v2", 40},
						    {"group_posts.activity_log_data", 40},
						    {"wall_posts_sent_to_you", 40},
						    {"profile_v2", 40},
						    {"profile.full_name", 24},
						    {"profile.name.full_name", 40},
						    {NULL, 0}};
	int bits;

	if (peek->first != '{' && peek->first != '[')
		return 0;
	bits = fr_peek_bits(peek, signs);
	if (has_versioned_name(peek))
		bits += 18;
	return bits >= 16 ? bits : 0;
}

/* What posts and comments, and what hangs on them, are known to have, read or not. */
static const char *const known_entry[] = {
	"attachments", "creation_timestamp", "data", "ent_name", "fbid", "label_values", "media",
	"tags",        "timestamp",          "title"};
static const char *const known_data[] = {
	"album", "backdated_timestamp", "comment",  "fundraiser",      "life_event", "poll",
	"post",  "profile_update",      "reaction", "update_timestamp"};
static const char *const known_attached[] = {"data",          "event",      "external_context",
					     "for_sale_item", "fundraiser", "fundraiser_update",
					     "group",         "life_event", "media",
					     "music",         "name",       "note",
					     "page",          "photo",      "place",
					     "poll",          "share",      "text",
					     "video"};

#define KNOWN(in, where, object, list) fr_intake_known(in, where, object, list, sizeof(list) / sizeof(*(list)))

/* What element, its data and its attachments' data have that we don't know. */
static void say_unknown(struct fr_intake *in, const struct fr_json_span *element)
{
	struct fr_json_span list = fr_json_array_at(element, "data"), one, data;
	size_t pos = 0, at;

	KNOWN(in, "", element, known_entry);
	while (list.bytes && fr_json_next(&list, &pos, NULL, &one))
		KNOWN(in, "data.", &one, known_data);
	list = fr_json_array_at(element, "attachments");
	for (pos = 0; list.bytes && fr_json_next(&list, &pos, NULL, &one);) {
		data = fr_json_array_at(&one, "data");
		for (at = 0; data.bytes && fr_json_next(&data, &at, NULL, &one);)
			KNOWN(in, "attachments.data.", &one, known_attached);
	}
}

struct reading {
	struct fr_twins twins;
};

static struct fr_moment read_time(struct fr_draft *post, const struct fr_json_span *value, const char *paths)
{
	return fr_moment_unix(fr_json_text_at(post, value, paths));
}

static void put_place(struct fr_draft *post, const struct fr_json_span *place)
{
	struct fr_json_span at = fr_json_at(place, "coordinate");

	if (at.bytes)
		fr_put_geo(post, &at);
	if (!post->place.len)
		post->place = fr_meta_text_at(post, place, "name|address");
}

static void put_attachment(struct fr_draft *post, const struct fr_json_span *data)
{
	static const char *const names[] = {"media", "external_context", "place", "text", "for_sale_item"};
	struct fr_json_span m[5];

	fr_json_pick(data, names, 5, m);
	if (m[0].bytes)
		fr_meta_add_media(post, &m[0]);
	if (m[1].bytes)
		fr_draft_add_link(post, fr_meta_text_at(post, &m[1], "url"));
	if (m[2].bytes)
		put_place(post, &m[2]);
	/* Words of the attachment are the post's own only where it has no others. */
	if (!post->text.len && m[3].bytes)
		post->text = fr_meta_text(post, &m[3]);
	if (!post->text.len && m[4].bytes)
		post->text = fr_meta_text_at(post, &m[4], "description|title");
}

static void put_attachments(struct fr_draft *post, const struct fr_json_span *element)
{
	struct fr_json_span attachments = fr_json_array_at(element, "attachments"), attachment, data, one;
	size_t pos = 0, at;

	while (attachments.bytes && fr_json_next(&attachments, &pos, NULL, &attachment)) {
		data = fr_json_array_at(&attachment, "data");
		for (at = 0; data.bytes && fr_json_next(&data, &at, NULL, &one);)
			put_attachment(post, &one);
	}
	/* The caption of a photo is what was written with it. */
	for (size_t i = 0; i < post->n_media; i++) {
		if (!post->text.len)
			post->text = post->media[i].alt;
		if (post->media[i].alt.len == post->text.len &&
		    !memcmp(post->media[i].alt.s ? post->media[i].alt.s : "", post->text.s ? post->text.s : "",
			    post->text.len))
			post->media[i].alt = FR_STR_NONE;
	}
}

static void put_tags(struct fr_draft *post, const struct fr_json_span *element)
{
	struct fr_json_span tags = fr_json_array_at(element, "tags"), tag;
	size_t pos = 0;

	while (tags.bytes && fr_json_next(&tags, &pos, NULL, &tag))
		fr_draft_add(&post->mentions, tag.type == FR_JSON_STRING ? fr_meta_text(post, &tag)
									 : fr_meta_text_at(post, &tag, "name"));
}

enum kind { KIND_OTHER, KIND_POST, KIND_COMMENT, KIND_REACTION };

/* What the elements of data say: *ret_data is the comment, or the element with the post's words. */
static enum kind look(const struct fr_json_span *element, int array, struct fr_json_span *ret_data)
{
	struct fr_json_span data = fr_json_array_at(element, "data"), one, found;
	bool comments = array >= 0 && array < N_COMMENT_ARRAYS;
	size_t pos = 0;

	memset(ret_data, 0, sizeof(*ret_data));
	while (data.bytes && fr_json_next(&data, &pos, NULL, &one)) {
		found = fr_json_object_at(&one, "comment");
		if (found.bytes) {
			*ret_data = found;
			return KIND_COMMENT;
		}
		if (fr_json_at(&one, "reaction").bytes)
			return KIND_REACTION;
		if (!ret_data->bytes && fr_json_at(&one, "post").bytes)
			*ret_data = one;
	}
	if (!fr_json_at(element, "timestamp").bytes && !ret_data->bytes)
		return KIND_OTHER;
	if (comments)
		return KIND_COMMENT;
	if (array >= 0 || ret_data->bytes || fr_json_at(element, "data|attachments|title|tags").bytes)
		return fr_json_at(element, "label_values").bytes ? KIND_OTHER : KIND_POST;
	return KIND_OTHER;
}

static void put_comment(struct fr_intake *in, const struct fr_json_span *element, const struct fr_json_span *comment)
{
	struct fr_draft *post = &in->post;
	const struct fr_owner *owner = fr_owner_of(in);
	struct fr_str name = fr_meta_text_at(post, comment, "author");

	post->kind = "comment";
	post->time = read_time(post, element, "timestamp");
	if (post->time.at == FR_TIME_NONE)
		post->time = read_time(post, comment, "timestamp");
	post->text = fr_meta_text_at(post, comment, "comment");
	if (!name.len || (name.len == owner->name.len && !memcmp(name.s, owner->name.bytes, name.len)))
		fr_owner_put(in, "facebook");
	else
		post->author.name = name;
	post->channel_name = fr_meta_text_at(post, comment, "group");
}

static int take_entry(struct fr_intake *in, struct reading *r, int array, const struct fr_feed_item *item,
		      struct fr_error *err)
{
	struct fr_draft *post = &in->post;
	struct fr_json_span data;
	enum kind kind = look(&item->value, array, &data);

	/* One that has been taken back leaves its data empty. */
	if (kind == KIND_POST && array == FR_FEED_BARE && !data.bytes && fr_peek_has(in->peek, "[].data[].reaction"))
		kind = KIND_REACTION;
	if (kind == KIND_REACTION || kind == KIND_OTHER) {
		fr_intake_skip(in, kind == KIND_REACTION ? "reactions" : "other entries", 1);
		return FR_OK;
	}
	fr_feed_place(in, item);
	say_unknown(in, &item->value);
	post->platform = "facebook";
	if (kind == KIND_COMMENT) {
		put_comment(in, &item->value, &data);
	} else {
		post->kind = "post";
		post->time = read_time(post, &item->value, "timestamp|creation_timestamp");
		post->text = fr_meta_text_at(post, &data, "post");
		if (array < FIRST_WALL || array > LAST_WALL)
			fr_owner_put(in, "facebook");
	}
	put_attachments(post, &item->value);
	put_tags(post, &item->value);
	fr_draft_scan_text(post);
	fr_meta_scan_mentions(post);
	if (post->time.at == FR_TIME_NONE && !post->text.len && !post->n_media) {
		fr_reject(err, &fault_no_time, -1, NULL);
		return fr_feed_reject(in, item, err);
	}
	fr_meta_put_id(post, post->kind, post->channel_name, &r->twins);
	return fr_intake_emit(in, err);
}

static int take_item(struct fr_intake *in, void *arg, int array, const struct fr_feed_item *item, struct fr_error *err)
{
	struct fr_json_span data;

	if (item->value.type != FR_JSON_OBJECT) {
		fr_intake_skip(in, "other values", 1);
		return FR_OK;
	}
	if (array != FR_FEED_OBJECT)
		return take_entry(in, arg, array, item, err);
	if (fr_owner_take(&in->owner, &item->value))
		fr_intake_skip(in, "profile", 1);
	else if (look(&item->value, array, &data) == KIND_OTHER)
		fr_intake_skip(in, "lists and settings", 1);
	else
		return take_entry(in, arg, array, item, err);
	return FR_OK;
}

static int read_facebook(struct fr_intake *in, struct fr_error *err)
{
	static const struct fr_feed feed = {.arrays = arrays, .document = true, .item = take_item};
	struct reading r = {0};
	int rc = fr_feed_read(in, &feed, &r, err);

	fr_twins_free(&r.twins);
	return rc;
}

const struct fr_ingest_format fr_ingest_format_facebook_dyi = {
	.name = "facebook-dyi",
	.platform = "facebook",
	.title = "Facebook's \"download your information\", JSON: posts, comments, group posts",
	.bid = bid,
	.read = read_facebook,
};
