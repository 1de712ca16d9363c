/*
 * mastodon.c: Mastodon, and servers that speak as it does: outbox.json of an account's archive (ActivityStreams), and
 * statuses as the API gives them: arrays, single ones, searches {statuses}, contexts {ancestors, descendants}.
 *
 * A status has the same id in both, its URI: the number in the API is that of one server only. So reply_to is the URI
 * where the export gives it (outbox), or where it can be made (an answer to oneself on one's own server), and else the
 * server's number. content is HTML. A content warning stands in front of the text. An Announce, or a status with a
 * reblog, is a repost; the outbox has only the address of the original.
 *
 * Source: the samples, docs.joinmastodon.org (entity Status), the vocabulary of ActivityStreams 2.0.
 */
#include <string.h>
#include "ingest/feed.h"
#include "ingest/html.h"
#include "ingest/jsonat.h"
#include "ingest/mastodon.h"
#include "ingest/meta.h"

static const struct fr_fault fault_no_id = {"no-id", "a status without an id"};

static int bid(const struct fr_peek *peek)
{
	static const struct fr_peek_sign signs[] = {{"orderedItems[].actor", 32},
						    {"orderedItems[].type=Create", 32},
						    {"orderedItems[].type=Announce", 32},
						    {"type=OrderedCollection", 24},
						    {"[].actor", 16},
						    {"[].object.attributedTo", 32},
						    {"actor", 16},
						    {"object.attributedTo", 32},
						    {"object.type=Note", 24},
						    {"[].object.type=Note", 24},
						    {"account.acct", 32},
						    {"[].account.acct", 32},
						    {"statuses[].account.acct", 32},
						    {"descendants[].account.acct", 32},
						    {"ancestors[].account.acct", 32},
						    {"reblogs_count", 16},
						    {"[].reblogs_count", 16},
						    {"statuses[].reblogs_count", 16},
						    {"descendants[].reblogs_count", 16},
						    {"ancestors[].reblogs_count", 16},
						    {"spoiler_text", 8},
						    {"[].spoiler_text", 8},
						    {NULL, 0}};
	int bits;

	if ((peek->first != '{' && peek->first != '[') || fr_peek_has(peek, "source_platform"))
		return 0;
	bits = fr_peek_bits(peek, signs);
	return bits >= 40 ? bits : 0;
}

static struct fr_str own_id(struct fr_draft *post, struct fr_str uri)
{
	return fr_draft_join(post, "mastodon:", fr_id_text(uri));
}

static bool has_word(struct fr_str s, const char *word)
{
	return s.len && memmem(s.s, s.len, word, strlen(word));
}

static void take_link(void *arg, const struct fr_html_link *link)
{
	struct fr_draft *post = arg;

	if (!has_word(link->css_class, "mention") && !has_word(link->css_class, "hashtag") && fr_is_link(link->href))
		fr_draft_add_link(post, fr_draft_dup(post, link->href.s, link->href.len));
}

static void put_text(struct fr_draft *post, struct fr_str warning, struct fr_str html)
{
	struct fr_buf text = {0};

	if (warning.len) {
		fr_buf_add(&text, warning.s, warning.len);
		fr_buf_adds(&text, html.len ? "\n\n" : "");
	}
	fr_html_text(&text, html.s ? html.s : "", html.len, take_link, post);
	post->text = fr_draft_dup(post, fr_buf_str(&text), text.len);
	fr_buf_free(&text);
}

static void put_medium(struct fr_draft *post, const struct fr_json_span *medium)
{
	static const char *const types[][2] = {
		{"image", "photo"}, {"video", "video"}, {"gifv", "animation"}, {"audio", "audio"}};
	struct fr_str type = fr_json_text_at(post, medium, "mediaType|type"),
		      url = fr_json_text_at(post, medium, "url|remote_url|href");
	const char *kind = "file";
	struct fr_media *media;

	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++) {
		size_t n = strlen(types[i][0]);

		if (type.len >= n && !memcmp(type.s, types[i][0], n))
			kind = types[i][1];
	}
	if (!url.len)
		return;
	media = fr_draft_add_media(post, kind);
	if (fr_is_link(url))
		media->url = url;
	else
		media->file = url; /* in the archive */
	media->alt = fr_json_text_at(post, medium, "description|name");
}

static void each(struct fr_draft *post, struct fr_json_span array,
		 void (*take)(struct fr_draft *post, const struct fr_json_span *element))
{
	struct fr_json_span element;
	size_t pos = 0;

	while (array.bytes && array.type == FR_JSON_ARRAY && fr_json_next(&array, &pos, NULL, &element)) {
		if (element.type == FR_JSON_OBJECT)
			take(post, &element);
	}
}

/* ---- ActivityStreams */

static void take_tag(struct fr_draft *post, const struct fr_json_span *tag)
{
	struct fr_str type = fr_json_text_at(post, tag, "type"), name = fr_json_text_at(post, tag, "name");

	if (name.len > 1 && (name.s[0] == '#' || name.s[0] == '@')) {
		name.s++;
		name.len--;
	}
	if (has_word(type, "Hashtag"))
		fr_draft_add(&post->hashtags, name);
	else if (has_word(type, "Mention"))
		fr_draft_add(&post->mentions, name);
}

/* https://host/users/name: name@host. */
static struct fr_str handle_of(struct fr_draft *post, struct fr_str actor)
{
	struct fr_str name = fr_base_name(actor);
	const char *host = actor.len ? memmem(actor.s, actor.len, "://", 3) : NULL, *end;

	if (!host || !name.len)
		return FR_STR_NONE;
	host += 3;
	end = memchr(host, '/', (size_t)(actor.s + actor.len - host));
	if (!end)
		return FR_STR_NONE;
	name.s += name.s[0] == '@';
	name.len = (size_t)(actor.s + actor.len - name.s);
	fr_buf_clear(&post->work);
	fr_buf_add(&post->work, name.s, name.len);
	fr_buf_addc(&post->work, '@');
	fr_buf_add(&post->work, host, (size_t)(end - host));
	return fr_draft_take(post);
}

/* The language is the name of the first member. */
static struct fr_str language_of(struct fr_draft *post, const struct fr_json_span *note)
{
	struct fr_json_span map = fr_json_object_at(note, "contentMap"), name, value;
	struct fr_str lang;
	size_t pos = 0;

	if (!map.bytes || !fr_json_next(&map, &pos, &name, &value))
		return FR_STR_NONE;
	lang = fr_draft_json(post, &name);
	return fr_is_language(lang) ? lang : FR_STR_NONE;
}

static void put_note(struct fr_draft *post, const struct fr_json_span *note)
{
	struct fr_str url = fr_json_text_at(post, note, "url");

	post->id = own_id(post, fr_json_text_at(post, note, "id|atomUri"));
	put_text(post, fr_json_text_at(post, note, "summary"), fr_json_text_at(post, note, "content"));
	post->lang = language_of(post, note);
	post->url = fr_is_link(url) ? url : FR_STR_NONE;
	post->reply_to = own_id(post, fr_json_text_at(post, note, "inReplyTo|inReplyToAtomUri"));
	post->quote_of = own_id(post, fr_json_text_at(post, note, "quote|quoteUrl|quoteUri|_misskey_quote"));
	each(post, fr_json_at(note, "tag"), take_tag);
	each(post, fr_json_at(note, "attachment"), put_medium);
	post->likes = fr_json_count_at(note, "likes.totalItems");
	post->reposts = fr_json_count_at(note, "shares.totalItems");
	post->replies = fr_json_count_at(note, "replies.totalItems");
}

/* False: an activity that is no post. */
static bool put_activity(struct fr_draft *post, const struct fr_json_span *activity)
{
	struct fr_json_span object = fr_json_at(activity, "object");
	struct fr_str type = fr_json_text_at(post, activity, "type"), actor;

	if (object.bytes && object.type == FR_JSON_OBJECT && has_word(type, "Create")) {
		put_note(post, &object);
		post->kind = fr_draft_relation(post);
	} else if (object.bytes && has_word(type, "Announce")) {
		post->kind = "repost";
		post->id = own_id(post, fr_json_text_at(post, activity, "id"));
		post->repost_of =
			own_id(post, object.type == FR_JSON_STRING ? fr_draft_json(post, &object)
								   : fr_json_text_at(post, &object, "id|atomUri"));
	} else {
		return false;
	}
	actor = fr_json_text_at(post, activity, "actor|actor.id|object.attributedTo");
	post->author.id = fr_id_text(actor);
	post->author.handle = handle_of(post, actor);
	post->time = fr_moment_iso(fr_json_text_at(post, activity, "published|object.published"));
	return true;
}

/* ---- the API */

static void take_name(struct fr_draft *post, const struct fr_json_span *tag)
{
	fr_draft_add(&post->hashtags, fr_json_text_at(post, tag, "name"));
}

static void take_mention(struct fr_draft *post, const struct fr_json_span *mention)
{
	fr_draft_add(&post->mentions, fr_json_text_at(post, mention, "acct|username"));
}

/* "name@host"; of an account of the server itself only the name is told, and its address has the host. */
static void put_account(struct fr_draft *post, const struct fr_json_span *account)
{
	struct fr_str acct = fr_json_text_at(post, account, "acct|username"),
		      url = fr_json_text_at(post, account, "uri|url");

	post->author.id = fr_id_text(url);
	post->author.handle = acct;
	if (acct.len && !memchr(acct.s, '@', acct.len)) {
		struct fr_str address = fr_json_text_at(post, account, "url|uri"), whole = handle_of(post, address);
		const char *at = whole.len ? memchr(whole.s, '@', whole.len) : NULL;

		if (at) {
			fr_buf_clear(&post->work);
			fr_buf_add(&post->work, acct.s, acct.len);
			fr_buf_add(&post->work, at, (size_t)(whole.s + whole.len - at));
			post->author.handle = fr_draft_take(post);
		}
	}
	post->author.name = fr_json_text_at(post, account, "display_name");
	post->author.followers = fr_json_count_at(account, "followers_count");
	post->author.created = fr_moment_iso(fr_json_text_at(post, account, "created_at"));
}

/* The URI of what is answered, where it can be told; else the number that the server has for it. */
static struct fr_str parent_of(struct fr_draft *post, const struct fr_json_span *status, struct fr_str uri)
{
	struct fr_str parent = fr_id_text(fr_json_text_at(post, status, "in_reply_to_id")),
		      to = fr_json_text_at(post, status, "in_reply_to_account_id"),
		      from = fr_json_text_at(post, status, "account.id"),
		      acct = fr_json_text_at(post, status, "account.acct"), last = fr_base_name(uri);

	if (!parent.len || !to.len || to.len != from.len || memcmp(to.s, from.s, to.len) != 0 || !last.len ||
	    memchr(acct.len ? acct.s : "@", '@', acct.len ? acct.len : 1))
		return own_id(post, parent);
	fr_buf_clear(&post->work);
	fr_buf_adds(&post->work, "mastodon:");
	fr_buf_add(&post->work, uri.s, uri.len - last.len);
	fr_buf_add(&post->work, parent.s, parent.len);
	return fr_draft_take(post);
}

static void put_poll(struct fr_draft *post, const struct fr_json_span *status)
{
	struct fr_json_span options = fr_json_array_at(status, "poll.options"), option;
	struct fr_buf text = {0};
	struct fr_str title;
	size_t pos = 0;

	if (!options.bytes)
		return;
	fr_buf_add(&text, post->text.s ? post->text.s : "", post->text.len);
	while (fr_json_next(&options, &pos, NULL, &option)) {
		title = fr_json_text_at(post, &option, "title");
		if (title.len && text.len)
			fr_buf_addc(&text, '\n');
		fr_buf_add(&text, title.s ? title.s : "", title.len);
	}
	post->text = fr_draft_dup(post, fr_buf_str(&text), text.len);
	fr_buf_free(&text);
}

static void put_words(struct fr_draft *post, const struct fr_json_span *status)
{
	put_text(post, fr_json_text_at(post, status, "spoiler_text"), fr_json_text_at(post, status, "content"));
	each(post, fr_json_at(status, "tags"), take_name);
	each(post, fr_json_at(status, "mentions"), take_mention);
	each(post, fr_json_at(status, "media_attachments"), put_medium);
	put_poll(post, status);
}

static void put_status(struct fr_draft *post, const struct fr_json_span *status)
{
	struct fr_json_span reblog = fr_json_object_at(status, "reblog"),
			    account = fr_json_object_at(status, "account");
	struct fr_str uri = fr_json_text_at(post, status, "uri|url"), url = fr_json_text_at(post, status, "url|uri"),
		      lang = fr_json_text_at(post, status, "language");

	post->id = own_id(post, uri);
	if (!post->id.len)
		post->id = own_id(post, fr_json_text_at(post, status, "id"));
	post->time = fr_moment_iso(fr_json_text_at(post, status, "created_at"));
	if (account.bytes)
		put_account(post, &account);
	post->url = fr_is_link(url) ? url : FR_STR_NONE;
	post->reply_to = parent_of(post, status, uri);
	post->quote_of = own_id(post, fr_json_text_at(post, status, "quote.quoted_status.uri|quote.uri"));
	if (reblog.bytes)
		post->repost_of = own_id(post, fr_json_text_at(post, &reblog, "uri|url|id"));
	post->kind = fr_draft_relation(post);
	put_words(post, reblog.bytes ? &reblog : status);
	post->lang = fr_is_language(lang) ? lang : FR_STR_NONE;
	post->likes = fr_json_count_at(status, "favourites_count");
	post->reposts = fr_json_count_at(status, "reblogs_count");
	post->replies = fr_json_count_at(status, "replies_count");
}

bool fr_mastodon_status(struct fr_draft *post, const struct fr_json_span *status)
{
	post->platform = "mastodon";
	put_status(post, status);
	return post->id.len != 0;
}

static int take_item(struct fr_intake *in, void *arg, int array, const struct fr_feed_item *item, struct fr_error *err)
{
	const struct fr_json_span *object = &item->value;
	struct fr_draft *post = &in->post;
	bool taken = false;

	(void)arg;
	(void)array;
	if (object->type != FR_JSON_OBJECT) {
		fr_intake_skip(in, "other values", 1);
		return FR_OK;
	}
	fr_feed_place(in, item);
	post->platform = "mastodon";
	if (fr_json_at(object, "account").bytes && fr_json_at(object, "content|uri").bytes) {
		taken = true;
		fr_mastodon_status(post, object);
	} else if (fr_json_at(object, "object").bytes) {
		taken = put_activity(post, object);
	}
	if (!taken) {
		fr_intake_skip(in, "other activities and objects", 1);
		return FR_OK;
	}
	return fr_intake_emit_named(in, &fault_no_id, err);
}

static int read_mastodon(struct fr_intake *in, struct fr_error *err)
{
	static const char *const arrays[] = {"orderedItems", "statuses", "ancestors", "descendants", NULL};
	static const struct fr_feed feed = {.arrays = arrays, .item = take_item};

	return fr_feed_read(in, &feed, NULL, err);
}

const struct fr_ingest_format fr_ingest_format_mastodon = {
	.name = "mastodon",
	.platform = "mastodon",
	.title = "Mastodon: outbox.json of an archive, statuses of the API",
	.bid = bid,
	.read = read_mastodon,
};
