/*
 * telegram.c: Telegram Desktop's result.json, of one chat or of a whole account.
 *
 * One chat: {name, type, id, messages}. Account: {chats: {list: [chat...]}, left_chats: {list: [...]}, ...}. Message
 * ids are unique only inside a chat, so a record's id is telegram:CHAT/MESSAGE. date is local time without a zone;
 * date_unixtime, since 3.7.6 of June 2022, is UTC and wins. text is a string or an array of strings and parts.
 * Control characters come as \xHH, which no JSON reader takes (jsonwalk.h mends them).
 *
 * Service messages, and those that the exporter could not write (type "unsupported": nothing but an id), become records
 * of kind system: that something stood there is part of the evidence.
 */
#include <string.h>
#include "core/time.h"
#include "ingest/intake.h"
#include "ingest/jsonwalk.h"
#include "ingest/known_names.h"

static const struct fr_fault fault_no_id = {"no-id", "a message without an id"};

static int bid(const struct fr_peek *peek)
{
	static const struct fr_peek_sign signs[] = {{"messages[].date_unixtime", 48},
						    {"messages[].text_entities", 32},
						    {"messages[].from_id", 24},
						    {"messages[].actor_id", 24},
						    {"messages[].date", 16},
						    {"messages[].text", 8},
						    {"chats.list[].messages", 48},
						    {"left_chats.list[].messages", 48},
						    {"chats.list[].type", 32},
						    {"chats.about", 24},
						    {"personal_information.user_id", 24},
						    {"personal_information.phone_number", 24},
						    {"type=personal_chat", 40},
						    {"type=bot_chat", 40},
						    {"type=saved_messages", 40},
						    {"type=private_group", 40},
						    {"type=private_supergroup", 40},
						    {"type=public_supergroup", 40},
						    {"type=private_channel", 40},
						    {"type=public_channel", 40},
						    {NULL, 0}};
	bool chat = fr_peek_has(peek, "messages") || fr_peek_has(peek, "chats") || fr_peek_has(peek, "left_chats");
	int bits;

	if (peek->first != '{' || !chat)
		return 0;
	bits = fr_peek_bits(peek, signs);
	return bits >= 40 ? bits : 0;
}

struct chat {
	struct fr_buf id;   /* digits */
	struct fr_buf name; /* may be empty: saved messages have none */
	bool public_id;     /* a supergroup or channel: its messages have links */
	bool channel;       /* what is said there are posts, not messages */
};

/* Decode the scalar at pos of the document into out; a cut or broken one gives nothing. */
static void read_scalar(const char *s, size_t len, size_t pos, struct fr_buf *out)
{
	struct fr_buf fixed = {0};
	struct fr_json_span value;
	struct fr_error ignored;
	bool repaired;
	size_t end = pos ? fr_json_extent(s, len, pos) : 0;

	fr_buf_clear(out);
	if (end > pos && fr_json_mend(s + pos, end - pos, &fixed, &value, &repaired, &ignored) == FR_OK) {
		if (value.type == FR_JSON_STRING)
			fr_json_unescape(out, &value);
		else if (value.type == FR_JSON_NUMBER)
			fr_buf_add(out, value.bytes, value.len);
	}
	fr_buf_free(&fixed);
}

/* "2024-05-05T19:30:00", local, in the zone of --tz; seconds UTC in digits if there are any. */
static struct fr_moment read_time(const struct fr_intake *in, const struct fr_json_span *unixtime,
				  const struct fr_json_span *local)
{
	struct fr_moment moment = {.at = FR_TIME_NONE};
	struct fr_civil civil;
	int64_t seconds = fr_json_count(unixtime);
	int32_t offset;
	bool zoned;

	if (seconds >= 0) {
		moment.at = seconds;
		return moment;
	}
	if (!local->bytes || local->type != FR_JSON_STRING || local->escaped)
		return moment;
	if (!fr_time_parse_iso(local->bytes + 1, local->len - 2, &civil, &zoned, &offset) || !fr_civil_valid(&civil))
		return moment;
	moment.at = zoned ? fr_civil_to_unix(&civil) - offset : fr_zone_to_unix(in->options->zone, &civil);
	return moment;
}

/* One part of a text, with what it stands for. */
static void take_part(struct fr_draft *post, const struct fr_json_span *part, struct fr_buf *text, bool marks)
{
	static const char *const names[] = {"type", "text", "href"};
	struct fr_json_span m[3];
	struct fr_str s, href;

	fr_json_pick(part, names, 3, m);
	if (m[1].bytes && m[1].type == FR_JSON_STRING && text)
		fr_json_unescape(text, &m[1]);
	if (!marks || !m[0].bytes || m[0].type != FR_JSON_STRING)
		return;
	s = fr_draft_json(post, &m[1]);
	href = fr_draft_json(post, &m[2]);
	if (fr_json_string_is(&m[0], "hashtag") && s.len > 1)
		fr_draft_add(&post->hashtags, (struct fr_str){s.s + 1, s.len - 1});
	else if (fr_json_string_is(&m[0], "mention") && s.len > 1)
		fr_draft_add(&post->mentions, (struct fr_str){s.s + 1, s.len - 1});
	else if (fr_json_string_is(&m[0], "link"))
		fr_draft_add_link(post, s);
	else if (fr_json_string_is(&m[0], "text_link"))
		fr_draft_add_link(post, href);
}

static void join_parts(struct fr_draft *post, const struct fr_json_span *parts, struct fr_buf *text, bool marks)
{
	struct fr_json_span part;
	size_t pos = 0;

	if (!parts->bytes || parts->type != FR_JSON_ARRAY)
		return;
	while (fr_json_next(parts, &pos, NULL, &part)) {
		if (part.type == FR_JSON_STRING && text)
			fr_json_unescape(text, &part);
		else if (part.type == FR_JSON_OBJECT)
			take_part(post, &part, text, marks);
	}
}

/* A poll's question and answers are what was written, its text is empty. */
static void join_poll(const struct fr_json_span *poll, struct fr_buf *text)
{
	static const char *const names[] = {"question", "answers"};
	struct fr_json_span m[2], answer, words;
	size_t pos = 0;

	fr_json_pick(poll, names, 2, m);
	if (m[0].bytes && m[0].type == FR_JSON_STRING)
		fr_json_unescape(text, &m[0]);
	if (!m[1].bytes || m[1].type != FR_JSON_ARRAY)
		return;
	while (fr_json_next(&m[1], &pos, NULL, &answer)) {
		words = answer;
		if (answer.type == FR_JSON_OBJECT && !fr_json_member(&answer, "text", &words))
			continue;
		if (words.type == FR_JSON_STRING) {
			fr_buf_addc(text, '\n');
			fr_json_unescape(text, &words);
		}
	}
}

static void put_text(struct fr_draft *post, const struct fr_json_span *text, const struct fr_json_span *entities,
		     const struct fr_json_span *poll)
{
	struct fr_buf all = {0};
	bool has_entities = entities->bytes && entities->type == FR_JSON_ARRAY && entities->len > 2;

	if (text->bytes && text->type == FR_JSON_STRING)
		fr_json_unescape(&all, text);
	else
		join_parts(post, text, &all, !has_entities);
	join_parts(post, entities, all.len ? NULL : &all, true);
	if (!all.len && poll->bytes)
		join_poll(poll, &all);
	if (all.len)
		post->text = fr_draft_dup(post, all.bytes, all.len);
	fr_buf_free(&all);
	if (!has_entities)
		fr_draft_scan_text(post);
}

static const char *media_type(const struct fr_json_span *media, struct fr_str mime)
{
	static const char *const names[][2] = {{"video_file", "video"},    {"video_message", "video"},
					       {"voice_message", "audio"}, {"audio_file", "audio"},
					       {"animation", "animation"}, {"sticker", "sticker"}};

	if (media->bytes && media->type == FR_JSON_STRING) {
		for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
			if (fr_json_string_is(media, names[i][0]))
				return names[i][1];
		}
	}
	if (mime.len > 6 && !memcmp(mime.s, "image/", 6))
		return "photo";
	if (mime.len > 6 && !memcmp(mime.s, "video/", 6))
		return "video";
	if (mime.len > 6 && !memcmp(mime.s, "audio/", 6))
		return "audio";
	return "file";
}

/* "(File not included. Change data exporting settings to download.)" is no path. */
static struct fr_str path_of(struct fr_str cell)
{
	if (cell.len > 2 && cell.s[0] == '(' && cell.s[cell.len - 1] == ')')
		return FR_STR_NONE;
	return cell;
}

enum {
	M_ID,
	M_TYPE,
	M_DATE,
	M_UNIX,
	M_FROM,
	M_FROM_ID,
	M_ACTOR,
	M_ACTOR_ID,
	M_TEXT,
	M_ENTITIES,
	M_REPLY,
	M_REPLY_PEER,
	M_PHOTO,
	M_FILE,
	M_MEDIA,
	M_MIME,
	M_LOCATION,
	M_PLACE,
	M_ADDRESS,
	M_POLL,
	M_N
};
static const char *const message_members[M_N] = {"id",
						 "type",
						 "date",
						 "date_unixtime",
						 "from",
						 "from_id",
						 "actor",
						 "actor_id",
						 "text",
						 "text_entities",
						 "reply_to_message_id",
						 "reply_to_peer_id",
						 "photo",
						 "file",
						 "media_type",
						 "mime_type",
						 "location_information",
						 "place_name",
						 "address",
						 "poll"};

static void put_attachments(struct fr_draft *post, const struct fr_json_span *m)
{
	static const char *const names[] = {"latitude", "longitude"};
	struct fr_json_span at[2];
	struct fr_str place, address;

	if (m[M_PHOTO].bytes)
		fr_draft_add_media(post, "photo")->file = path_of(fr_draft_json(post, &m[M_PHOTO]));
	if (m[M_FILE].bytes)
		fr_draft_add_media(post, media_type(&m[M_MEDIA], fr_draft_json(post, &m[M_MIME])))->file =
			path_of(fr_draft_json(post, &m[M_FILE]));
	fr_json_pick(&m[M_LOCATION], names, 2, at);
	post->lat = fr_draft_json(post, &at[0]);
	post->lon = fr_draft_json(post, &at[1]);
	place = fr_draft_json(post, &m[M_PLACE]);
	address = fr_draft_json(post, &m[M_ADDRESS]);
	if (place.len && address.len) {
		place = fr_draft_join(post, "", place);
		fr_buf_add(&post->work, place.s, place.len);
		fr_buf_adds(&post->work, ", ");
		fr_buf_add(&post->work, address.s, address.len);
		place = fr_draft_take(post);
	}
	post->place = place.len ? place : address;
}

/* "channel123", "user123", "chat123": the digits. */
static struct fr_str peer_digits(struct fr_str peer)
{
	while (peer.len && (peer.s[0] < '0' || peer.s[0] > '9')) {
		peer.s++;
		peer.len--;
	}
	return peer;
}

static struct fr_str message_id(struct fr_draft *post, struct fr_str chat, struct fr_str id)
{
	if (!id.len)
		return FR_STR_NONE;
	fr_buf_clear(&post->work);
	fr_buf_adds(&post->work, "telegram:");
	fr_buf_add(&post->work, chat.s, chat.len);
	fr_buf_addc(&post->work, '/');
	fr_buf_add(&post->work, id.s, id.len);
	return fr_draft_take(post);
}

static void fill(struct fr_intake *in, struct chat *chat, const struct fr_json_span *m)
{
	struct fr_draft *post = &in->post;
	struct fr_str chat_id = {fr_buf_str(&chat->id), chat->id.len}, id = fr_draft_json(post, &m[M_ID]), peer;
	bool message = m[M_TYPE].bytes && m[M_TYPE].type == FR_JSON_STRING && fr_json_string_is(&m[M_TYPE], "message");

	post->platform = "telegram";
	post->kind = !message ? "system" : chat->channel ? "post" : "message";
	post->id = message_id(post, chat_id, id);
	post->time = read_time(in, &m[M_UNIX], &m[M_DATE]);
	post->author.id = fr_draft_json(post, m[M_FROM_ID].bytes ? &m[M_FROM_ID] : &m[M_ACTOR_ID]);
	post->author.name = fr_draft_json(post, m[M_FROM].bytes ? &m[M_FROM] : &m[M_ACTOR]);
	post->channel_id = chat_id;
	post->channel_name = (struct fr_str){fr_buf_str(&chat->name), chat->name.len};
	put_text(post, &m[M_TEXT], &m[M_ENTITIES], &m[M_POLL]);
	if (chat->public_id) {
		fr_buf_adds(&post->work, "https://t.me/c/");
		fr_buf_add(&post->work, chat_id.s, chat_id.len);
		fr_buf_addc(&post->work, '/');
		fr_buf_add(&post->work, id.s, id.len);
		post->url = fr_draft_take(post);
	}
	peer = peer_digits(fr_draft_json(post, &m[M_REPLY_PEER]));
	post->reply_to = message_id(post, peer.len ? peer : chat_id, fr_draft_json(post, &m[M_REPLY]));
	put_attachments(post, m);
}

static int take_message(struct fr_intake *in, struct chat *chat, const struct fr_element *element, const char *s,
			struct fr_error *err)
{
	struct fr_draft *post = &in->post;
	struct fr_json_span m[M_N];

	if (element->value.type != FR_JSON_OBJECT) {
		fr_intake_skip(in, "other values", 1);
		return FR_OK;
	}
	fr_json_pick(&element->value, message_members, M_N, m);
	fr_intake_known(in, "messages.", &element->value, fr_names_telegram.names, fr_names_telegram.n);
	if (!fr_draft_json(post, &m[M_ID]).len) {
		fr_reject(err, &fault_no_id, -1, NULL);
		return fr_intake_reject(in, err, element->off, s + element->off, element->len);
	}
	fr_draft_reset(post);
	post->offset = element->off;
	post->length = element->len;
	post->raw = s + element->off;
	post->repaired = element->repaired;
	fill(in, chat, m);
	return fr_intake_emit(in, err);
}

/* An id for a chat that has none: old exports of saved messages. */
static void invent_id(struct chat *chat, const char *type)
{
	struct fr_twins once = {0};
	char hex[17];

	fr_buf_adds(&chat->id, type);
	fr_buf_addc(&chat->id, '\n');
	fr_buf_add(&chat->id, fr_buf_str(&chat->name), chat->name.len);
	fr_identity_hex(fr_buf_str(&chat->id), chat->id.len, 0, &once, hex);
	fr_twins_free(&once);
	fr_buf_clear(&chat->id);
	fr_buf_adds(&chat->id, hex);
}

/*
 * Name, type, id and messages of the chat at pos. Sorted exports name a chat behind its messages; where one of these is
 * broken, brackets and quotes do not lead there, so the messages are walked over.
 */
static void find_members(const char *s, size_t len, size_t pos, size_t at[4])
{
	static const char *const names[] = {"name", "type", "id", "messages"};
	struct fr_elements e;
	struct fr_element element;
	struct fr_error ignored;
	size_t behind[4] = {0};

	fr_json_find(s, len, pos, names, 4, at);
	if (at[2] || !fr_elements_begin(&e, s, len, at[3]))
		return;
	while (fr_elements_next(&e, &element, &ignored) != FR_STOP)
		;
	fr_json_find_rest(s, len, e.pos, names, 3, behind);
	for (size_t i = 0; i < 3; i++)
		at[i] = at[i] ? at[i] : behind[i];
	fr_elements_end(&e);
}

static int read_chat(struct fr_intake *in, const char *s, size_t len, size_t pos, struct fr_error *err)
{
	struct chat chat = {0};
	struct fr_buf type = {0};
	struct fr_elements e;
	struct fr_element element;
	size_t at[4];
	int rc = FR_OK, got;

	find_members(s, len, pos, at);
	read_scalar(s, len, at[0], &chat.name);
	read_scalar(s, len, at[1], &type);
	read_scalar(s, len, at[2], &chat.id);
	if (!chat.id.len)
		invent_id(&chat, fr_buf_str(&type));
	chat.channel = strstr(fr_buf_str(&type), "channel") != NULL;
	chat.public_id = chat.channel || strstr(fr_buf_str(&type), "supergroup") != NULL;
	if (at[3] && fr_elements_begin(&e, s, len, at[3])) {
		while (rc == FR_OK && (got = fr_elements_next(&e, &element, err)) != FR_STOP) {
			if (got == FR_REJECT)
				rc = fr_intake_reject(in, err, element.off, s + element.off, element.len);
			else
				rc = take_message(in, &chat, &element, s, err);
		}
		fr_elements_end(&e);
	}
	fr_buf_free(&type);
	fr_buf_free(&chat.id);
	fr_buf_free(&chat.name);
	return rc;
}

/* chats.list: each chat is entered by itself, so that one that is cut still gives what came before. */
static int read_list(struct fr_intake *in, const char *s, size_t len, size_t pos, struct fr_error *err)
{
	static const char *const names[] = {"list"};
	size_t at, end;
	int rc = FR_OK;

	fr_json_find(s, len, pos, names, 1, &at);
	if (!at || at >= len || s[at] != '[')
		return FR_OK;
	for (at++; rc == FR_OK; at = end) {
		at = fr_json_blanks(s, len, at);
		if (at < len && s[at] == ',')
			at = fr_json_blanks(s, len, at + 1);
		if (at >= len || s[at] != '{')
			break;
		rc = read_chat(in, s, len, at, err);
		end = fr_json_extent(s, len, at);
		if (!end)
			break;
	}
	return rc;
}

static int read_telegram(struct fr_intake *in, struct fr_error *err)
{
	static const char *const names[] = {"chats",    "left_chats",   "messages", "contacts", "frequent_contacts",
					    "sessions", "web_sessions", "stories"};
	const char *s;
	size_t len, pos, at[8];
	int rc = fr_source_all(in->source, &s, &len, err);

	if (rc != FR_OK)
		return rc;
	pos = fr_json_blanks(s, len, len >= 3 && !memcmp(s, "\xEF\xBB\xBF", 3) ? 3 : 0);
	fr_json_find(s, len, pos, names, 8, at);
	for (size_t i = 3; i < 8; i++)
		fr_intake_skip(in, names[i], at[i] != 0);
	if (at[2])
		rc = read_chat(in, s, len, pos, err);
	for (size_t i = 0; i < 2 && rc == FR_OK; i++) {
		if (at[i])
			rc = read_list(in, s, len, at[i], err);
	}
	return rc;
}

const struct fr_ingest_format fr_ingest_format_telegram = {
	.name = "telegram",
	.platform = "telegram",
	.title = "Telegram Desktop's result.json: one chat or a whole account",
	.bid = bid,
	.read = read_telegram,
};
