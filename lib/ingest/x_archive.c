/*
 * x_archive.c: the archive of an account of X: data/tweets.js, tweets-part1.js, ... of the zip, or such a file alone.
 *
 * A file sets a variable, window.YTD.<type>.part<n> = [...]. Posts: tweets (tweet until 2022), deleted, community and
 * circle tweets, {"tweet": {...}} or bare in old archives, as x_status.h has them, numbers in quotes; note tweets, the
 * whole text of long posts, under a number of their own. Direct messages: {"dmConversation": {"conversationId",
 * "messages": [{"messageCreate": {...}}, {"participantsJoin": {...}}, ...]}}; the files of their heads say nothing
 * more. All else (likes, followers, adverts, ...) is counted. The author is the owner of the archive (owner.h).
 *
 * A repost is only "RT @name: ...", cut to 140 characters: the archive has neither the original nor its id. A post with
 * more than 280 characters is cut in tweets.js; its whole text is completed from note-tweet.js where the archive has it
 * (x_notes.h).
 */
#include <string.h>
#include "ingest/feed.h"
#include "ingest/jsonat.h"
#include "ingest/meta.h"
#include "ingest/x_notes.h"
#include "ingest/x_post.h"
#include "ingest/x_status.h"

#define PREFIX   "window.YTD."
#define MANIFEST "window.__THAR_CONFIG"
#define TYPE_MAX 64

static const struct fr_fault fault_no_id = {"no-id", "a post without an id that has all its digits"};

enum type { POSTS, NOTES, MESSAGES, HEADS, OTHER };

/* Of one file. */
struct reading {
	enum type type;
	const char *what; /* of OTHER: what its things are called */
	const struct fr_x_notes *notes;
	struct fr_twins twins;
};

static const struct {
	const char *name;
	enum type type;
	const char *what;
} types[] = {
	{"tweets", POSTS, NULL},
	{"tweet", POSTS, NULL},
	{"deleted_tweets", POSTS, NULL},
	{"deleted_tweet", POSTS, NULL},
	{"community_tweet", POSTS, NULL},
	{"twitter_circle_tweet", POSTS, NULL},
	{"note_tweet", NOTES, NULL},
	{"direct_messages", MESSAGES, NULL},
	{"direct_message", MESSAGES, NULL},
	{"direct_messages_group", MESSAGES, NULL},
	{"direct_message_group", MESSAGES, NULL},
	{"direct_message_headers", HEADS, NULL},
	{"direct_message_group_headers", HEADS, NULL},
	{"tweet_headers", OTHER, "heads of posts"},
	{"tweetdeck", OTHER, "settings"},
	{"deleted_tweet_headers", OTHER, "heads of posts"},
	{"like", OTHER, "likes"},
	{"follower", OTHER, "followers"},
	{"following", OTHER, "accounts followed"},
	{"block", OTHER, "accounts blocked"},
	{"mute", OTHER, "accounts muted"},
	{"account", OTHER, "profiles"},
	{"profile", OTHER, "profiles"},
	{"ad_engagements", OTHER, "adverts"},
	{"ad_impressions", OTHER, "adverts"},
	{"ip_audit", OTHER, "logins"},
	{"device_token", OTHER, "devices"},
	{"ni_devices", OTHER, "devices"},
	{"lists_created", OTHER, "lists"},
	{"lists_member", OTHER, "lists"},
	{"lists_subscribed", OTHER, "lists"},
	{"moment", OTHER, "moments"},
	{"grok_chat_item", OTHER, "chats with a program"},
};

static int bid(const struct fr_peek *peek)
{
	size_t prefix = sizeof(PREFIX) - 1, manifest = sizeof(MANIFEST) - 1;

	if (peek->len >= prefix && !memcmp(peek->bytes, PREFIX, prefix))
		return 8 * (int)prefix;
	return peek->len >= manifest && !memcmp(peek->bytes, MANIFEST, manifest) ? 8 * (int)manifest : 0;
}

/* By the name of the variable: "direct_messages" of window.YTD.direct_messages.part0. */
static void find_type(const struct fr_peek *peek, struct reading *r)
{
	const char *name = peek->bytes + sizeof(PREFIX) - 1, *end;
	size_t room;

	r->type = OTHER;
	r->what = "other data";
	if (peek->len < sizeof(PREFIX) || memcmp(peek->bytes, PREFIX, sizeof(PREFIX) - 1) != 0)
		return;
	room = peek->len - (sizeof(PREFIX) - 1);
	end = memchr(name, '.', room < TYPE_MAX ? room : TYPE_MAX);
	for (size_t i = 0; end && i < sizeof(types) / sizeof(*types); i++) {
		if (strlen(types[i].name) == (size_t)(end - name) &&
		    !memcmp(types[i].name, name, (size_t)(end - name))) {
			r->type = types[i].type;
			r->what = types[i].what ? types[i].what : r->what;
		}
	}
}

/* Media lie in the archive as tweets_media/<id of the post>-<name>. */
static void name_media(struct fr_draft *post)
{
	for (size_t i = 0; i < post->n_media; i++) {
		struct fr_str name = fr_base_name(post->media[i].url);

		if (!name.len || post->id.len <= 2)
			continue;
		fr_buf_clear(&post->work);
		fr_buf_add(&post->work, post->id.s + 2, post->id.len - 2);
		fr_buf_addc(&post->work, '-');
		fr_buf_add(&post->work, name.s, name.len);
		post->media[i].file = fr_draft_take(post);
	}
}

static int take_post(struct fr_intake *in, struct reading *r, const struct fr_feed_item *item, struct fr_error *err)
{
	struct fr_json_span tweet = fr_json_object_at(&item->value, "tweet");
	struct fr_draft *post = &in->post;

	if (!tweet.bytes)
		tweet = item->value;
	fr_feed_place(in, item);
	if (!fr_x_status(in, &tweet))
		return fr_intake_emit_named(in, &fault_no_id, err);
	fr_owner_put(in, "x");
	fr_x_put_url(post, (struct fr_str){post->id.s + 2, post->id.len - 2});
	if (!post->repost_of.len && !post->reply_to.len && post->text.len > 4 && !memcmp(post->text.s, "RT @", 4))
		post->kind = "repost";
	fr_x_notes_complete(r->notes, in);
	name_media(post);
	return fr_intake_emit_named(in, &fault_no_id, err);
}

/* {"noteTweet": {"noteTweetId", "createdAt", "core": {"text", "mentions", "urls", "hashtags"}}}. */
static int take_note(struct fr_intake *in, const struct fr_feed_item *item, struct fr_error *err)
{
	struct fr_json_span note = fr_json_object_at(&item->value, "noteTweet"), text;
	struct fr_draft *post = &in->post;

	if (!note.bytes)
		note = item->value;
	fr_feed_place(in, item);
	post->platform = "x";
	post->kind = "post";
	post->id = fr_draft_join(post, "x:", fr_id_text(fr_json_text_at(post, &note, "noteTweetId|id")));
	post->time = fr_moment_iso(fr_json_text_at(post, &note, "createdAt"));
	text = fr_json_at(&note, "core.text|text");
	fr_x_put_text(post, &text);
	fr_owner_put(in, "x");
	fr_draft_scan_text(post);
	fr_scan_handles(post);
	return fr_intake_emit_named(in, &fault_no_id, err);
}

static void put_links(struct fr_draft *post, const struct fr_json_span *message)
{
	struct fr_json_span array = fr_json_array_at(message, "urls"), element;
	struct fr_media *media;
	struct fr_str s;
	size_t pos = 0;

	while (array.bytes && fr_json_next(&array, &pos, NULL, &element))
		fr_draft_add_link(post, fr_json_text_at(post, &element, "expanded|url"));
	array = fr_json_array_at(message, "mediaUrls");
	for (pos = 0; array.bytes && fr_json_next(&array, &pos, NULL, &element);) {
		s = fr_draft_json(post, &element);
		if (!s.len)
			continue;
		media = fr_draft_add_media(post, fr_media_type_of(s));
		media->url = s;
	}
}

/* What happened in a chat, in words: the archive has names of events only. */
static void put_event(struct fr_draft *post, struct reading *r, const struct fr_json_span *name,
		      const struct fr_json_span *event)
{
	char hex[17];

	post->kind = "system";
	post->text = fr_draft_json(post, name);
	fr_buf_clear(&post->work);
	fr_buf_add(&post->work, post->channel_id.s, post->channel_id.len);
	fr_buf_addc(&post->work, '\0');
	fr_buf_add(&post->work, name->bytes, name->len);
	fr_buf_add(&post->work, event->bytes, event->len);
	fr_identity_hex(post->work.bytes, post->work.len, post->time.at, &r->twins, hex);
	post->id = fr_draft_join(post, "x:", (struct fr_str){hex, 16});
	fr_buf_clear(&post->work);
	if (fr_json_at(event, "name").bytes) {
		fr_buf_add(&post->work, post->text.s, post->text.len);
		fr_buf_adds(&post->work, ": ");
		post->text = fr_json_text_at(post, event, "name");
		fr_buf_add(&post->work, post->text.s, post->text.len);
		post->text = fr_draft_take(post);
	}
}

static int take_message(struct fr_intake *in, struct reading *r, const struct fr_feed_item *item,
			const struct fr_json_span *chat, struct fr_error *err)
{
	struct fr_json_span name = {0}, body = {0}, text;
	const struct fr_owner *owner = fr_owner_of(in);
	struct fr_draft *post = &in->post;
	size_t pos = 0;

	fr_feed_place(in, item);
	if (item->value.type != FR_JSON_OBJECT || !fr_json_next(&item->value, &pos, &name, &body) ||
	    body.type != FR_JSON_OBJECT)
		return fr_intake_emit_named(in, &fault_no_id, err);
	post->platform = "x";
	post->channel_id = fr_id_text(fr_json_text_at(post, chat, "conversationId"));
	post->time = fr_moment_iso(fr_json_text_at(post, &body, "createdAt"));
	post->author.id = fr_id_text(fr_json_text_at(post, &body, "senderId|initiatingUserId|userIds"));
	if (fr_json_string_is(&name, "messageCreate") || fr_json_string_is(&name, "welcomeMessageCreate")) {
		post->kind = "message";
		post->id = fr_draft_join(post, "x:", fr_id_text(fr_json_text_at(post, &body, "id")));
		text = fr_json_at(&body, "text");
		fr_x_put_text(post, &text);
		put_links(post, &body);
		if (!post->links.n)
			fr_draft_scan_text(post);
		fr_scan_handles(post);
	} else {
		put_event(post, r, &name, &body);
	}
	if (owner->id.len && post->author.id.len == owner->id.len &&
	    !memcmp(owner->id.bytes, post->author.id.s, owner->id.len))
		fr_owner_put(in, "x");
	return fr_intake_emit_named(in, &fault_no_id, err);
}

static int take_chat(struct fr_intake *in, struct reading *r, const struct fr_feed_item *item, struct fr_error *err)
{
	struct fr_json_span chat = fr_json_object_at(&item->value, "dmConversation"), messages, message;
	struct fr_feed_item inside;
	size_t pos = 0;
	int rc = FR_OK;

	if (!chat.bytes)
		chat = item->value;
	messages = fr_json_array_at(&chat, "messages");
	while (rc == FR_OK && messages.bytes && fr_json_next(&messages, &pos, NULL, &message)) {
		inside = fr_feed_inside(item, &message);
		rc = take_message(in, r, &inside, &chat, err);
	}
	return rc;
}

static int take_item(struct fr_intake *in, void *arg, int array, const struct fr_feed_item *item, struct fr_error *err)
{
	struct reading *r = arg;

	(void)array;
	if (r->type == HEADS) {
		fr_intake_skip(in, "heads of messages", 1);
		return FR_OK;
	}
	if (r->type == OTHER || item->value.type != FR_JSON_OBJECT) {
		fr_intake_skip(in, r->type == OTHER ? r->what : "other values", 1);
		return FR_OK;
	}
	if (r->type == POSTS)
		return take_post(in, r, item, err);
	return r->type == NOTES ? take_note(in, item, err) : take_chat(in, r, item, err);
}

static int read_archive(struct fr_intake *in, struct fr_error *err)
{
	static const char *const none[] = {NULL};
	static const struct fr_feed feed = {.arrays = none, .document = true, .assignment = true, .item = take_item};
	struct reading r = {.type = OTHER};
	int rc;

	find_type(in->peek, &r);
	if (r.type == POSTS)
		r.notes = fr_x_notes_of(in);
	rc = fr_feed_read(in, &feed, &r, err);
	fr_twins_free(&r.twins);
	return rc;
}

const struct fr_ingest_format fr_ingest_format_x_archive = {
	.name = "x-archive",
	.platform = "x",
	.title = "X (Twitter) account archive: the zip, or its data/*.js",
	.bid = bid,
	.read = read_archive,
};
