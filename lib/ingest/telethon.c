/*
 * telethon.c: messages of Telegram as Telethon's to_json and to_dict write them: one a line, an array, or {messages}.
 *
 * {"_": "Message", "id", "peer_id": {"_": "PeerChannel", "channel_id"}, "from_id": {...}, "message", "date",
 * "reply_to", "entities", "media", "views", ...}. The id is that of Telegram Desktop's export of the same chat, and so
 * is the author's ("user123"); a post of a channel without from_id is the channel's. Places of entities are units of
 * UTF-16, so links are looked for in the text, and only those behind other words are taken from there. "Empty" messages
 * are counted.
 *
 * Source: the names of the public schema of Telegram's API (layer 158 and later) as the library writes them.
 */
#include <string.h>
#include "ingest/feed.h"
#include "ingest/jsonat.h"
#include "ingest/meta.h"

static const struct fr_fault fault_no_id = {"no-id", "a message without an id or a chat"};

static int bid(const struct fr_peek *peek)
{
	static const char *const places[] = {"", "[].", "messages[].", NULL};
	static const struct fr_peek_sign signs[] = {{"_=Message", 24},
						    {"_=MessageService", 24},
						    {"peer_id._=PeerChannel", 32},
						    {"peer_id._=PeerChat", 32},
						    {"peer_id._=PeerUser", 32},
						    {"peer_id.channel_id", 16},
						    {"fwd_from", 8},
						    {"from_scheduled", 16},
						    {"edit_hide", 16},
						    {NULL, 0}};
	int best;

	if (peek->first != '{' && peek->first != '[')
		return 0;
	best = fr_peek_best(peek, places, signs);
	return best >= 48 ? best : 0;
}

/* The digits of a peer {"_": "PeerChannel", "channel_id": 1}, or of a bare number (-1001 in front of a channel's). */
static struct fr_str peer_of(struct fr_draft *post, const struct fr_json_span *message, const char *member)
{
	struct fr_json_span peer = fr_json_at(message, member);
	struct fr_str id;

	if (!peer.bytes)
		return FR_STR_NONE;
	id = peer.type == FR_JSON_OBJECT ? fr_json_text_at(post, &peer, "channel_id|chat_id|user_id")
					 : fr_draft_json(post, &peer);
	if (id.len > 4 && !memcmp(id.s, "-100", 4))
		return (struct fr_str){id.s + 4, id.len - 4};
	if (id.len > 1 && id.s[0] == '-')
		return (struct fr_str){id.s + 1, id.len - 1};
	return fr_id_text(id);
}

/* "user", "channel" or "chat", as Telegram Desktop has it in front of an id. */
static const char *peer_kind(const struct fr_json_span *message, const char *member)
{
	struct fr_json_span peer = fr_json_at(message, member);

	if (!peer.bytes || peer.type != FR_JSON_OBJECT)
		return "user";
	if (fr_json_at(&peer, "channel_id").bytes)
		return "channel";
	return fr_json_at(&peer, "chat_id").bytes ? "chat" : "user";
}

static struct fr_str own_id(struct fr_draft *post, struct fr_str chat, struct fr_str id)
{
	id = fr_id_text(id);
	if (!id.len || !chat.len)
		return FR_STR_NONE;
	fr_buf_clear(&post->work);
	fr_buf_adds(&post->work, "telegram:");
	fr_buf_add(&post->work, chat.s, chat.len);
	fr_buf_addc(&post->work, '/');
	fr_buf_add(&post->work, id.s, id.len);
	return fr_draft_take(post);
}

static void put_author(struct fr_draft *post, const struct fr_json_span *message, struct fr_str chat)
{
	struct fr_str from = peer_of(post, message, "from_id");
	const char *kind = peer_kind(message, "from_id");

	if (!from.len && fr_json_true_at(message, "post")) {
		from = chat;
		kind = "channel";
	}
	post->author.id = fr_draft_join(post, kind, from.len ? from : FR_STR_NONE);
	post->author.handle = fr_json_text_at(post, message, "sender.username|chat.username");
	post->author.name = fr_json_text_at(post, message, "sender.first_name|post_author|sender.title");
}

static void put_entities(struct fr_draft *post, const struct fr_json_span *message)
{
	struct fr_json_span array = fr_json_array_at(message, "entities"), entity;
	struct fr_str url;
	size_t pos = 0;

	fr_draft_scan_text(post);
	fr_scan_handles(post);
	while (array.bytes && fr_json_next(&array, &pos, NULL, &entity)) {
		url = fr_json_text_at(post, &entity, "url");
		if (url.len)
			fr_draft_add_link(post, url);
	}
}

static const char *document_type(struct fr_draft *post, const struct fr_json_span *media)
{
	static const char *const types[][2] = {
		{"video/", "video"}, {"audio/", "audio"}, {"image/webp", "sticker"}, {"image/", "photo"}};
	struct fr_str mime = fr_json_text_at(post, media, "document.mime_type");

	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++) {
		size_t n = strlen(types[i][0]);

		if (mime.len >= n && !memcmp(mime.s, types[i][0], n))
			return types[i][1];
	}
	return "document";
}

static struct fr_str file_name(struct fr_draft *post, const struct fr_json_span *media)
{
	struct fr_json_span array = fr_json_array_at(media, "document.attributes"), attribute;
	struct fr_str name = FR_STR_NONE;
	size_t pos = 0;

	while (!name.len && array.bytes && fr_json_next(&array, &pos, NULL, &attribute))
		name = fr_json_text_at(post, &attribute, "file_name");
	return name;
}

/* A poll's question and answers, a line each; newer layers have objects with text. */
static void put_poll(struct fr_draft *post, const struct fr_json_span *media)
{
	struct fr_json_span answers = fr_json_array_at(media, "poll.answers"), answer;
	struct fr_buf text = {0};
	struct fr_str s = fr_json_text_at(post, media, "poll.question.text|poll.question");
	size_t pos = 0;

	fr_buf_add(&text, s.s ? s.s : "", s.len);
	while (answers.bytes && fr_json_next(&answers, &pos, NULL, &answer)) {
		s = fr_json_text_at(post, &answer, "text.text|text");
		fr_buf_addc(&text, '\n');
		fr_buf_add(&text, s.s ? s.s : "", s.len);
	}
	if (!post->text.len)
		post->text = fr_draft_dup(post, fr_buf_str(&text), text.len);
	fr_buf_free(&text);
}

static void put_media(struct fr_draft *post, const struct fr_json_span *message)
{
	struct fr_json_span media = fr_json_object_at(message, "media"), geo;
	struct fr_str url;

	if (!media.bytes)
		return;
	geo = fr_json_object_at(&media, "geo");
	if (geo.bytes) {
		struct fr_str lat = fr_json_text_at(post, &geo, "lat"), lon = fr_json_text_at(post, &geo, "long");

		post->lat = fr_is_coordinate(lat, 90) ? lat : FR_STR_NONE;
		post->lon = fr_is_coordinate(lon, 180) ? lon : FR_STR_NONE;
		post->place = fr_json_text_at(post, &media, "title|address");
	}
	url = fr_json_text_at(post, &media, "webpage.url");
	if (url.len)
		fr_draft_add_link(post, url);
	if (fr_json_at(&media, "photo").bytes)
		fr_draft_add_media(post, "photo");
	else if (fr_json_at(&media, "document").bytes)
		fr_draft_add_media(post, document_type(post, &media))->file = file_name(post, &media);
	if (fr_json_at(&media, "poll").bytes)
		put_poll(post, &media);
}

static void put_time(struct fr_draft *post, const struct fr_json_span *message)
{
	struct fr_str s = fr_json_text_at(post, message, "date");

	post->time = fr_moment_iso(s);
	if (post->time.at == FR_TIME_NONE)
		post->time = fr_moment_unix(s);
}

static int take_item(struct fr_intake *in, void *arg, int array, const struct fr_feed_item *item, struct fr_error *err)
{
	const struct fr_json_span *message = &item->value;
	struct fr_draft *post = &in->post;
	struct fr_str chat, type, id;
	bool service;

	(void)arg;
	(void)array;
	type = message->type == FR_JSON_OBJECT ? fr_json_text_at(post, message, "_") : FR_STR_NONE;
	if (message->type != FR_JSON_OBJECT || type.len < 7 || memcmp(type.s, "Message", 7) != 0 ||
	    (type.len == 12 && !memcmp(type.s, "MessageEmpty", 12))) {
		fr_intake_skip(in, message->type == FR_JSON_OBJECT ? "other objects" : "other values", 1);
		return FR_OK;
	}
	service = type.len == 14 && !memcmp(type.s, "MessageService", 14);
	fr_feed_place(in, item);
	post->platform = "telegram";
	post->kind = service ? "system" : fr_json_true_at(message, "post") ? "post" : "message";
	chat = peer_of(post, message, "peer_id|to_id");
	id = fr_json_text_at(post, message, "id");
	post->id = own_id(post, chat, id);
	post->channel_id = chat;
	post->channel_name = fr_json_text_at(post, message, "chat.title");
	put_time(post, message);
	put_author(post, message, chat);
	post->text = fr_json_text_at(post, message, service ? "action.title|action.message" : "message|text");
	post->reply_to = own_id(post, chat, fr_json_text_at(post, message, "reply_to.reply_to_msg_id|reply_to_msg_id"));
	post->thread = own_id(post, chat, fr_json_text_at(post, message, "reply_to.reply_to_top_id"));
	put_media(post, message);
	put_entities(post, message);
	post->views = fr_json_count_at(message, "views");
	post->reposts = fr_json_count_at(message, "forwards");
	post->replies = fr_json_count_at(message, "replies.replies");
	if (!strcmp(peer_kind(message, "peer_id"), "channel") && post->id.len) {
		fr_buf_clear(&post->work);
		fr_buf_adds(&post->work, "https://t.me/c/");
		fr_buf_add(&post->work, post->id.s + strlen("telegram:"), post->id.len - strlen("telegram:"));
		post->url = fr_draft_take(post);
	}
	return fr_intake_emit_named(in, &fault_no_id, err);
}

static int read_telethon(struct fr_intake *in, struct fr_error *err)
{
	static const char *const arrays[] = {"messages", NULL};
	static const struct fr_feed feed = {.arrays = arrays, .item = take_item};

	return fr_feed_read(in, &feed, NULL, err);
}

const struct fr_ingest_format fr_ingest_format_telethon = {
	.name = "telethon",
	.platform = "telegram",
	.title = "Telethon: messages of Telegram, one a line or an array",
	.bid = bid,
	.read = read_telethon,
};
