/*
 * messenger.c: chats of Messenger and Instagram as "download your information" writes them, one thread a file or more.
 *
 * {participants, messages: [{sender_name, timestamp_ms, content, photos, videos, audio_files, gifs, files, sticker,
 * share, is_unsent, call_duration}], title, thread_path}, newest first, strings mojibake. End-to-end encrypted threads
 * come from another tool: {participants: ["name"], threadName, messages: [{senderName, text, timestamp, media,
 * isUnsent, type}]}, in proper UTF-8. Of 2019 and before on Instagram: conversation: [{sender, created_at, text}].
 *
 * Both platforms write the same; which one it was is told by paths of its own ("your_instagram_activity/"), by where
 * the file stands in the archive, or by whose profile the archive holds; else it is Facebook's. A thread is known by
 * the number at the end of its folder's name, which stays when a contact is renamed. Messages have no ids: meta.h.
 */
#include <string.h>
#include "ingest/feed.h"
#include "ingest/jsonat.h"
#include "ingest/meta.h"

static int bid(const struct fr_peek *peek)
{
	static const struct fr_peek_sign signs[] = {{"messages[].sender_name", 48},
						    {"messages[].timestamp_ms", 40},
						    {"messages[].senderName", 48},
						    {"messages[].isUnsent", 24},
						    {"participants", 8},
						    {"participants[].name", 8},
						    {"thread_path", 24},
						    {"threadName", 24},
						    {"messages", 8},
						    {"magic_words", 16},
						    {"is_still_participant", 24},
						    {"[].conversation[].created_at", 48},
						    {NULL, 0}};
	int bits;

	if (peek->first != '{' && peek->first != '[')
		return 0;
	bits = fr_peek_bits(peek, signs);
	return bits >= 32 ? bits : 0;
}

/* What messages are known to have, read or not. */
static const char *const known_members[] = {
	"animated_media_images",
	"audio_files",
	"bumped_message_metadata",
	"call_duration",
	"content",
	"created_at",
	"files",
	"gifs",
	"heart",
	"ip",
	"isUnsent",
	"is_geoblocked_for_viewer",
	"is_taken_down",
	"is_unsent",
	"is_unsent_image_by_messenger_kid_parent",
	"likes",
	"link",
	"media",
	"media_owner",
	"media_share_caption",
	"media_share_url",
	"media_url",
	"mentions",
	"missed",
	"photos",
	"product_item",
	"profile_share_name",
	"profile_share_username",
	"reactions",
	"sender",
	"senderName",
	"sender_name",
	"share",
	"sticker",
	"story_share",
	"story_share_type",
	"text",
	"timestamp",
	"timestampMs",
	"timestamp_ms",
	"type",
	"users",
	"video_call_action",
	"videos",
	"voice_media",
};

struct thread {
	const char *platform;
	struct fr_buf title, folder;
	struct fr_twins twins;
};

/* The text of a member of the page, repaired, in out; empty if it is not there. */
static void read_text(struct fr_intake *in, const struct fr_feed_page *page, const char *name, struct fr_buf *out)
{
	struct fr_buf hold = {0};
	struct fr_json_span value;
	struct fr_str s = FR_STR_NONE;

	fr_draft_reset(&in->post);
	if (fr_feed_member(page, name, &hold, &value))
		s = fr_meta_text(&in->post, &value);
	fr_buf_clear(out);
	if (s.len)
		fr_buf_add(out, s.s, s.len);
	fr_buf_free(&hold);
}

/* A chat without a title is known by who is in it. */
static void read_people(struct fr_intake *in, const struct fr_feed_page *page, struct fr_buf *out)
{
	struct fr_buf hold = {0};
	struct fr_json_span people, one;
	struct fr_str name;
	size_t pos = 0;

	fr_draft_reset(&in->post);
	if (fr_feed_member(page, "participants", &hold, &people) && people.type == FR_JSON_ARRAY) {
		while (fr_json_next(&people, &pos, NULL, &one) && out->len < 400) {
			name = one.type == FR_JSON_STRING ? fr_meta_text(&in->post, &one)
							  : fr_meta_text_at(&in->post, &one, "name");
			if (name.len && out->len)
				fr_buf_adds(out, ", ");
			if (name.len)
				fr_buf_add(out, name.s, name.len);
		}
	}
	fr_buf_free(&hold);
}

static const char *find_platform(struct fr_intake *in, const struct fr_feed_page *page)
{
	static const char mark[] = "your_instagram_activity/", other[] = "your_facebook_activity/";
	const char *member = in->origin.member ? in->origin.member : "";
	const struct fr_owner *owner;

	if (memmem(page->s, page->len, mark, sizeof(mark) - 1) || strstr(member, mark))
		return "instagram";
	if (memmem(page->s, page->len, other, sizeof(other) - 1) || strstr(member, other))
		return "facebook";
	owner = fr_owner_of(in);
	return owner->platform ? owner->platform : "facebook";
}

static int take_page(struct fr_intake *in, void *arg, const struct fr_feed_page *page, struct fr_error *err)
{
	struct thread *t = arg;
	struct fr_str folder;

	(void)err;
	t->platform = find_platform(in, page);
	read_text(in, page, "thread_path", &t->folder);
	if (!t->folder.len)
		read_text(in, page, "threadName", &t->folder);
	folder = fr_base_name((struct fr_str){t->folder.bytes, t->folder.len});
	if (folder.len && folder.len < t->folder.len) {
		memmove(t->folder.bytes, folder.s, folder.len);
		t->folder.len = folder.len;
	}
	read_text(in, page, "title", &t->title);
	if (!t->title.len)
		read_people(in, page, &t->title);
	return FR_OK;
}

/* What a thread is known by: the number behind the last _ of its folder, or all of it. */
static struct fr_str thread_key(const struct thread *t)
{
	struct fr_str key = {t->folder.bytes, t->folder.len};
	const char *mark = key.len ? memrchr(key.s, '_', key.len) : NULL;
	size_t digits = 0;

	if (!mark)
		return key;
	mark++;
	while (mark + digits < key.s + key.len && mark[digits] >= '0' && mark[digits] <= '9')
		digits++;
	/* numbers of one or two digits are an order, not a name */
	return digits > 4 && mark + digits == key.s + key.len ? (struct fr_str){mark, digits} : key;
}

static void put_media(struct fr_draft *post, const struct fr_json_span *m)
{
	static const char *const lists[] = {"photos", "videos", "audio_files", "gifs", "files", "media"};
	static const char *const types[] = {"photo", "video", "audio", "animation", NULL, NULL};
	struct fr_json_span list, one;

	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++) {
		size_t pos = 0, n;

		list = fr_json_array_at(m, lists[i]);
		while (list.bytes && fr_json_next(&list, &pos, NULL, &one)) {
			n = post->n_media;
			fr_meta_add_media(post, &one);
			if (post->n_media > n && types[i])
				post->media[n].type = types[i];
		}
	}
	list = fr_json_object_at(m, "sticker");
	if (list.bytes) {
		size_t n = post->n_media;

		fr_meta_add_media(post, &list);
		if (post->n_media > n)
			post->media[n].type = "sticker";
	}
	fr_draft_add_link(post, fr_meta_text_at(post, m, "share.link"));
}

static bool is_system(struct fr_draft *post, const struct fr_json_span *m)
{
	static const char *const types[] = {"Call", "Subscribe", "Unsubscribe", "Plan", "XmaCall", "call"};
	struct fr_str type = fr_json_text_at(post, m, "type");

	if (fr_json_at(m, "call_duration").bytes || fr_json_array_at(m, "users").bytes)
		return true;
	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++) {
		if (type.len == strlen(types[i]) && !memcmp(type.s, types[i], type.len))
			return true;
	}
	return false;
}

static int take_item(struct fr_intake *in, void *arg, int array, const struct fr_feed_item *item, struct fr_error *err)
{
	static const struct fr_fault fault_no_message = {"no-message", "a message without sender and time"};
	struct thread *t = arg;
	struct fr_draft *post = &in->post;
	const struct fr_json_span *m = &item->value;

	if (array < 0 || m->type != FR_JSON_OBJECT) {
		fr_intake_skip(in, "other values", 1);
		return FR_OK;
	}
	fr_feed_place(in, item);
	fr_intake_known(in, "messages.", m, known_members, sizeof(known_members) / sizeof(*known_members));
	post->platform = t->platform;
	post->kind = is_system(post, m) ? "system" : "message";
	post->author.name = fr_meta_text_at(post, m, "sender_name|senderName|sender");
	post->time = fr_moment_unix(fr_json_text_at(post, m, "timestamp_ms|timestamp|timestampMs"));
	if (post->time.at == FR_TIME_NONE)
		post->time = fr_moment_iso(fr_json_text_at(post, m, "created_at"));
	post->text = fr_meta_text_at(post, m, "content|text|share.share_text");
	post->channel_id = (struct fr_str){t->folder.bytes, t->folder.len};
	post->channel_name = (struct fr_str){t->title.bytes, t->title.len};
	put_media(post, m);
	fr_draft_scan_text(post);
	if (post->time.at == FR_TIME_NONE && !post->author.name.len) {
		fr_reject(err, &fault_no_message, -1, NULL);
		return fr_feed_reject(in, item, err);
	}
	/* The sender stands in every export of the thread, so it is part of what tells messages apart. */
	fr_buf_clear(&post->work);
	fr_buf_add(&post->work, thread_key(t).len ? thread_key(t).s : "", thread_key(t).len);
	fr_buf_addc(&post->work, '\0');
	fr_buf_add(&post->work, post->author.name.len ? post->author.name.s : "", post->author.name.len);
	fr_meta_put_id(post, "message", fr_draft_take(post), &t->twins);
	return fr_intake_emit(in, err);
}

static int read_messenger(struct fr_intake *in, struct fr_error *err)
{
	static const char *const arrays[] = {"messages", "conversation", NULL};
	static const struct fr_feed feed = {.arrays = arrays, .document = true, .page = take_page, .item = take_item};
	struct thread t = {.platform = "facebook"};
	int rc = fr_feed_read(in, &feed, &t, err);

	fr_twins_free(&t.twins);
	fr_buf_free(&t.folder);
	fr_buf_free(&t.title);
	return rc;
}

const struct fr_ingest_format fr_ingest_format_messenger = {
	.name = "messenger",
	.platform = "any",
	.title = "chats of Messenger and Instagram from \"download your information\", JSON",
	.bid = bid,
	.read = read_messenger,
};
