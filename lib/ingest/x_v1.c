/*
 * x_v1.c: X API v1.1: streams and twarc's first version as JSON Lines, answers of the search {statuses: [...]}, bare
 * arrays, single posts; direct messages of both its interfaces.
 *
 * A stream also says what it has deleted, withheld and left out (delete, limit, ...): counted, no records.
 */
#include <string.h>
#include "ingest/feed.h"
#include "ingest/jsonat.h"
#include "ingest/x_post.h"
#include "ingest/x_status.h"

static const struct fr_fault fault_no_id = {"no-id", "a post without an id that has all its digits"};

static int bid(const struct fr_peek *peek)
{
	static const char *const places[] = {"", "[].", "statuses[].", "events[].", "[].message_create.", NULL};
	static const struct fr_peek_sign signs[] = {{"id_str", 24},
						    {"user.screen_name", 32},
						    {"full_text", 16},
						    {"created_at", 8},
						    {"in_reply_to_status_id_str", 24},
						    {"retweeted_status.id_str", 24},
						    {"sender_screen_name", 32},
						    {"message_create.message_data.text", 64},
						    {"message_data.text", 32},
						    {"delete.status.id_str", 64},
						    {NULL, 0}};
	int best;

	if ((peek->first != '{' && peek->first != '[') || fr_peek_has(peek, "source_platform") ||
	    fr_peek_has(peek, "_type") || fr_peek_has(peek, "[]._type"))
		return 0;
	best = fr_peek_best(peek, places, signs);
	return best >= 40 ? best : 0;
}

/* What a stream says besides posts, and what else the API has lists of. */
static const char *other_thing(const struct fr_json_span *object)
{
	static const struct {
		const char *member, *what;
	} things[] = {
		{"delete", "deletion notices"},
		{"limit", "limit notices"},
		{"scrub_geo", "deletion notices"},
		{"status_withheld", "withheld notices"},
		{"disconnect", "stream notices"},
		{"warning", "stream notices"},
		{"user_withheld", "withheld notices"},
		{"friends", "stream notices"},
		{"screen_name", "users"},
	};

	for (size_t i = 0; i < sizeof(things) / sizeof(*things); i++) {
		if (fr_json_at(object, things[i].member).bytes)
			return things[i].what;
	}
	return "other objects";
}

/* {id_str, text, sender, sender_id_str, recipient_id_str}, until 2018. */
static void old_message(struct fr_draft *post, const struct fr_json_span *object)
{
	struct fr_json_span sender = fr_json_object_at(object, "sender");
	struct fr_x_words words = {.status = *object};

	fr_x_status_put(post, object);
	fr_x_status_user(post, &sender);
	if (!post->author.id.len)
		post->author.id = fr_id_text(fr_json_text_at(post, object, "sender_id_str|sender_id"));
	if (!post->author.handle.len)
		post->author.handle = fr_json_text_at(post, object, "sender_screen_name");
	fr_x_status_words(post, &words);
}

/* {type: "message_create", id, created_timestamp, message_create: {sender_id, message_data: {text, entities}}}. */
static void new_message(struct fr_draft *post, const struct fr_json_span *object)
{
	struct fr_x_words words = {.status = fr_json_object_at(object, "message_create.message_data")};

	post->platform = "x";
	post->id = fr_draft_join(post, "x:", fr_id_text(fr_json_text_at(post, object, "id")));
	post->time = fr_moment_unix(fr_json_text_at(post, object, "created_timestamp"));
	post->author.id = fr_id_text(fr_json_text_at(post, object, "message_create.sender_id"));
	fr_x_status_words(post, &words);
}

static int take_item(struct fr_intake *in, void *arg, int array, const struct fr_feed_item *item, struct fr_error *err)
{
	const struct fr_json_span *object = &item->value;
	struct fr_draft *post = &in->post;
	bool old = object->type == FR_JSON_OBJECT && fr_json_at(object, "sender_id_str|sender_screen_name").bytes;
	bool new = object->type == FR_JSON_OBJECT &&fr_json_at(object, "message_create").bytes;

	(void)arg;
	(void)array;
	if (object->type != FR_JSON_OBJECT) {
		fr_intake_skip(in, "other values", 1);
		return FR_OK;
	}
	if (!old && !new && !fr_json_at(object, "text|full_text|extended_tweet").bytes) {
		fr_intake_skip(in, other_thing(object), 1);
		return FR_OK;
	}
	fr_feed_place(in, item);
	if (new)
		new_message(post, object);
	else if (old)
		old_message(post, object);
	else
		fr_x_status(in, object);
	if (old || new) {
		post->kind = "message";
		post->url = FR_STR_NONE;
	}
	return fr_intake_emit_named(in, &fault_no_id, err);
}

static int read_v1(struct fr_intake *in, struct fr_error *err)
{
	static const char *const arrays[] = {"statuses", "events", NULL};
	static const struct fr_feed feed = {.arrays = arrays, .item = take_item};

	return fr_feed_read(in, &feed, NULL, err);
}

const struct fr_ingest_format fr_ingest_format_x_v1 = {
	.name = "x-v1",
	.platform = "x",
	.title = "X (Twitter) API v1.1: stream and JSON Lines, search answers, single posts, messages",
	.bid = bid,
	.read = read_v1,
};
