/* One post of X API v2, completed from the page's includes or, in twarc's flattened form, from what it holds itself. */
#include "ingest/x_page.h"

#include <stdlib.h>
#include <string.h>
#include "core/time.h"
#include "ingest/entities.h"
#include "ingest/meta.h"

static int compare_entries(const void *a, const void *b)
{
	const struct fr_x_entry *x = a, *y = b;
	size_t len = x->id_len < y->id_len ? x->id_len : y->id_len;
	int order = memcmp(x->id, y->id, len);

	if (order)
		return order;
	return (x->id_len > y->id_len) - (x->id_len < y->id_len);
}

/* An id as its bytes: digits, or what a later API may make of them; nothing that needs an escape. */
static struct fr_str id_of(const struct fr_json_span *value)
{
	struct fr_str id = FR_STR_NONE;

	if (value->bytes && value->type == FR_JSON_STRING && !value->escaped)
		id = (struct fr_str){value->bytes + 1, value->len - 2};
	else if (value->bytes && value->type == FR_JSON_NUMBER)
		id = (struct fr_str){value->bytes, value->len};
	for (size_t i = 0; i < id.len; i++) {
		if ((unsigned char)id.s[i] <= ' ' || (unsigned char)id.s[i] > '~')
			return FR_STR_NONE;
	}
	return id.len ? id : FR_STR_NONE;
}

static void index_table(struct fr_x_table *table, const struct fr_json_span *array, const char *key)
{
	struct fr_json_span element, id;
	struct fr_str s;
	size_t pos = 0;

	if (!array->bytes || array->type != FR_JSON_ARRAY)
		return;
	while (fr_json_next(array, &pos, NULL, &element)) {
		if (element.type != FR_JSON_OBJECT || !fr_json_member(&element, key, &id))
			continue;
		s = id_of(&id);
		if (!s.s)
			continue;
		table->entries = fr_grow(table->entries, table->n, &table->cap, sizeof(*table->entries));
		table->entries[table->n++] = (struct fr_x_entry){s.s, s.len, element};
	}
	if (table->n)
		qsort(table->entries, table->n, sizeof(*table->entries), compare_entries);
}

void fr_x_page_index(struct fr_x_page *page, const struct fr_json_span *includes)
{
	static const char *const names[] = {"users", "tweets", "media", "places"};
	struct fr_json_span got[4];

	fr_json_pick(includes, names, 4, got);
	index_table(&page->users, &got[0], "id");
	index_table(&page->tweets, &got[1], "id");
	index_table(&page->media, &got[2], "media_key");
	index_table(&page->places, &got[3], "id");
}

void fr_x_page_free(struct fr_x_page *page)
{
	free(page->users.entries);
	free(page->tweets.entries);
	free(page->media.entries);
	free(page->places.entries);
	memset(page, 0, sizeof(*page));
}

static const struct fr_json_span *look_up(const struct fr_x_table *table, struct fr_str id)
{
	struct fr_x_entry key = {.id = id.s, .id_len = id.len}, *found;

	if (!id.s || !table->n)
		return NULL;
	found = bsearch(&key, table->entries, table->n, sizeof(key), compare_entries);
	return found ? &found->value : NULL;
}

enum fr_x_kind fr_x_kind_of(const struct fr_json_span *element)
{
	static const char *const names[] = {"id",           "text",     "dm_conversation_id", "event_type", "username",
					    "member_count", "owner_id", "tweet_count",        "action",     "author_id",
					    "created_at",   "state",    "host_ids",           "note_tweet"};
	enum {
		ID,
		TEXT,
		DM_ID,
		EVENT,
		USERNAME,
		MEMBERS,
		OWNER,
		TWEETS,
		ACTION,
		AUTHOR,
		CREATED,
		STATE,
		HOSTS,
		NOTE,
		N
	};
	struct fr_json_span m[N];

	fr_json_pick(element, names, N, m);
	if (m[DM_ID].bytes || (m[EVENT].bytes && m[ID].bytes))
		return FR_X_DM;
	if (m[USERNAME].bytes && !m[TEXT].bytes)
		return FR_X_USER;
	if (m[MEMBERS].bytes || (m[OWNER].bytes && !m[TEXT].bytes))
		return FR_X_LIST;
	if (m[TWEETS].bytes && !m[TEXT].bytes)
		return FR_X_COUNT;
	if (m[ACTION].bytes && !m[TEXT].bytes)
		return FR_X_COMPLIANCE;
	if (m[STATE].bytes && (m[HOSTS].bytes || !m[TEXT].bytes))
		return FR_X_SPACE;
	if (m[ID].bytes && (m[TEXT].bytes || m[AUTHOR].bytes || m[NOTE].bytes))
		return FR_X_POST;
	return FR_X_OTHER;
}

static struct fr_moment read_time(const struct fr_json_span *value)
{
	struct fr_moment moment = {.at = FR_TIME_NONE};
	struct fr_civil civil;
	bool zoned;
	int32_t offset;

	if (!value->bytes || value->type != FR_JSON_STRING || value->escaped)
		return moment;
	if (!fr_time_parse_iso(value->bytes + 1, value->len - 2, &civil, &zoned, &offset) || !fr_civil_valid(&civil))
		return moment;
	/* X gives UTC, with its Z or without. */
	moment.at = fr_civil_to_unix(&civil) - (zoned ? offset : 0);
	moment.nanos = civil.nanos;
	moment.digits = civil.nanos_digits;
	return moment;
}

static void put_person(struct fr_draft *post, const struct fr_json_span *user)
{
	static const char *const names[] = {"id", "username", "name", "verified", "public_metrics", "created_at"};
	struct fr_json_span m[6], followers;

	fr_json_pick(user, names, 6, m);
	if (!post->author.id.s)
		post->author.id = id_of(&m[0]);
	post->author.handle = fr_draft_json(post, &m[1]);
	post->author.name = fr_draft_json(post, &m[2]);
	if (m[3].bytes && (m[3].type == FR_JSON_TRUE || m[3].type == FR_JSON_FALSE))
		post->author.verified = m[3].type == FR_JSON_TRUE;
	if (m[4].bytes && m[4].type == FR_JSON_OBJECT && fr_json_member(&m[4], "followers_count", &followers))
		post->author.followers = fr_json_count(&followers);
	post->author.created = read_time(&m[5]);
}

static void put_url(struct fr_draft *post, struct fr_str id)
{
	fr_buf_clear(&post->work);
	if (post->author.handle.len) {
		fr_buf_adds(&post->work, "https://x.com/");
		fr_buf_add(&post->work, post->author.handle.s, post->author.handle.len);
		fr_buf_adds(&post->work, "/status/");
	} else {
		fr_buf_adds(&post->work, "https://x.com/i/web/status/");
	}
	fr_buf_add(&post->work, id.s, id.len);
	post->url = fr_draft_take(post);
}

static void put_list(struct fr_draft *post, struct fr_strs *list, const struct fr_json_span *array,
		     const char *const *names, size_t n)
{
	struct fr_json_span element, got[3];
	struct fr_str s;
	size_t pos = 0;

	if (!array->bytes || array->type != FR_JSON_ARRAY)
		return;
	while (fr_json_next(array, &pos, NULL, &element)) {
		fr_json_pick(&element, names, n, got);
		for (size_t i = 0; i < n; i++) {
			s = fr_draft_json(post, &got[i]);
			if (!s.len)
				continue;
			if (list == &post->links)
				fr_draft_add_link(post, s);
			else
				fr_draft_add(list, s);
			break;
		}
	}
}

static void put_entities(struct fr_draft *post, const struct fr_json_span *entities)
{
	static const char *const names[] = {"mentions", "hashtags", "urls"};
	static const char *const mention[] = {"username"}, *const tag[] = {"tag", "text"},
				 *const link[] = {"expanded_url", "unwound_url", "url"};
	struct fr_json_span m[3];

	fr_json_pick(entities, names, 3, m);
	put_list(post, &post->mentions, &m[0], mention, 1);
	put_list(post, &post->hashtags, &m[1], tag, 2);
	put_list(post, &post->links, &m[2], link, 3);
}

/* Of a video the variant with the most bits a second: what an investigator wants to keep. */
static struct fr_str best_variant(struct fr_draft *post, const struct fr_json_span *variants)
{
	static const char *const names[] = {"bit_rate", "url"};
	struct fr_json_span element, m[2], best = {0};
	int64_t most = -1, rate;
	size_t pos = 0;

	if (!variants->bytes || variants->type != FR_JSON_ARRAY)
		return FR_STR_NONE;
	while (fr_json_next(variants, &pos, NULL, &element)) {
		fr_json_pick(&element, names, 2, m);
		rate = fr_json_count(&m[0]);
		if (m[1].bytes && (!best.bytes || rate > most)) {
			best = m[1];
			most = rate;
		}
	}
	return fr_draft_json(post, &best);
}

static const char *media_type(const struct fr_json_span *type)
{
	if (type->bytes && type->type == FR_JSON_STRING) {
		if (fr_json_string_is(type, "photo"))
			return "photo";
		if (fr_json_string_is(type, "video"))
			return "video";
		if (fr_json_string_is(type, "animated_gif"))
			return "animation";
	}
	return "file";
}

static void put_medium(struct fr_draft *post, const struct fr_json_span *medium)
{
	static const char *const names[] = {"type", "url", "preview_image_url", "variants", "alt_text"};
	struct fr_json_span m[5];
	struct fr_str url;
	struct fr_media *media;

	fr_json_pick(medium, names, 5, m);
	if (!m[0].bytes && !m[1].bytes && !m[2].bytes)
		return;
	url = fr_draft_json(post, &m[1]);
	if (!url.len)
		url = best_variant(post, &m[3]);
	if (!url.len)
		url = fr_draft_json(post, &m[2]);
	for (size_t i = 0; i < post->n_media; i++) {
		if (url.len && post->media[i].url.len == url.len && !memcmp(post->media[i].url.s, url.s, url.len))
			return;
	}
	media = fr_draft_add_media(post, media_type(&m[0]));
	media->url = url;
	media->alt = fr_draft_json(post, &m[4]);
}

/* attachments: media_keys into includes, and in twarc's flattened form the media themselves. */
static void put_media(struct fr_draft *post, const struct fr_x_page *page, const struct fr_json_span *attachments)
{
	static const char *const names[] = {"media_keys", "media"};
	struct fr_json_span m[2], element;
	const struct fr_json_span *medium;
	size_t pos = 0;

	fr_json_pick(attachments, names, 2, m);
	if (m[0].bytes && m[0].type == FR_JSON_ARRAY) {
		while (fr_json_next(&m[0], &pos, NULL, &element)) {
			medium = look_up(&page->media, id_of(&element));
			if (medium)
				put_medium(post, medium);
		}
	}
	pos = 0;
	if (m[1].bytes && m[1].type == FR_JSON_ARRAY) {
		while (fr_json_next(&m[1], &pos, NULL, &element))
			put_medium(post, &element);
	}
}

static struct fr_str number_of(const struct fr_json_span *value)
{
	return value->type == FR_JSON_NUMBER ? (struct fr_str){value->bytes, value->len} : FR_STR_NONE;
}

static void put_geo(struct fr_draft *post, const struct fr_x_page *page, const struct fr_json_span *geo)
{
	static const char *const names[] = {"coordinates", "place_id", "full_name", "place"};
	struct fr_json_span m[4], pair, lon, lat, name;
	const struct fr_json_span *place;
	size_t pos = 0;

	fr_json_pick(geo, names, 4, m);
	if (m[0].bytes && m[0].type == FR_JSON_OBJECT && fr_json_member(&m[0], "coordinates", &pair) &&
	    pair.type == FR_JSON_ARRAY && fr_json_next(&pair, &pos, NULL, &lon) &&
	    fr_json_next(&pair, &pos, NULL, &lat)) {
		post->lon = number_of(&lon);
		post->lat = number_of(&lat);
	}
	place = look_up(&page->places, id_of(&m[1]));
	if (!place && m[3].bytes && m[3].type == FR_JSON_OBJECT)
		place = &m[3];
	if (m[2].bytes)
		post->place = fr_draft_json(post, &m[2]);
	else if (place && fr_json_member(place, "full_name", &name))
		post->place = fr_draft_json(post, &name);
}

/*
 * Text of a post: a long one stands whole in note_tweet. With its own entities then, if it has them. Where there are
 * none (nobody has asked the API for them, or there are none), the text is looked through.
 */
static void put_text(struct fr_draft *post, const struct fr_json_span *text, const struct fr_json_span *note,
		     const struct fr_json_span *entities)
{
	struct fr_json_span whole = *text, long_text, long_entities = {0};
	struct fr_str s;

	put_entities(post, entities);
	if (note->bytes && note->type == FR_JSON_OBJECT && fr_json_member(note, "text", &long_text) &&
	    long_text.type == FR_JSON_STRING) {
		whole = long_text;
		if (fr_json_member(note, "entities", &long_entities))
			put_entities(post, &long_entities);
	}
	if (!whole.bytes || whole.type != FR_JSON_STRING)
		return;
	s = fr_draft_json(post, &whole);
	if (memchr(s.s, '&', s.len)) {
		fr_buf_clear(&post->work);
		fr_entities_decode(&post->work, s.s, s.len);
		s = fr_draft_take(post);
	}
	post->text = s;
	if (!entities->bytes && !long_entities.bytes) {
		fr_draft_scan_text(post);
		fr_scan_handles(post);
	}
}

enum {
	P_ID,
	P_TEXT,
	P_NOTE,
	P_ENTITIES,
	P_ATTACHMENTS,
	P_GEO,
	P_AUTHOR_ID,
	P_AUTHOR,
	P_CREATED,
	P_LANG,
	P_METRICS,
	P_REFERENCED,
	P_CONVERSATION,
	P_N
};
static const char *const post_members[P_N] = {
	"id",         "text", "note_tweet",     "entities",          "attachments",    "geo", "author_id", "author",
	"created_at", "lang", "public_metrics", "referenced_tweets", "conversation_id"};

static void put_counts(struct fr_draft *post, const struct fr_json_span *metrics)
{
	static const char *const names[] = {"like_count", "retweet_count", "reply_count", "impression_count"};
	struct fr_json_span m[4];

	fr_json_pick(metrics, names, 4, m);
	post->likes = fr_json_count(&m[0]);
	post->reposts = fr_json_count(&m[1]);
	post->replies = fr_json_count(&m[2]);
	post->views = fr_json_count(&m[3]);
}

/* Relations; the whole post that is reposted, if the export holds it, goes to ret_original (else bytes is NULL). */
static void put_relations(struct fr_draft *post, const struct fr_x_page *page, const struct fr_json_span *referenced,
			  struct fr_json_span *ret_original)
{
	static const char *const names[] = {"type", "id", "text"};
	struct fr_json_span element, m[3];
	const struct fr_json_span *held;
	struct fr_str to;
	size_t pos = 0;

	ret_original->bytes = NULL;
	post->kind = "post";
	if (!referenced->bytes || referenced->type != FR_JSON_ARRAY)
		return;
	while (fr_json_next(referenced, &pos, NULL, &element)) {
		fr_json_pick(&element, names, 3, m);
		to = fr_draft_join(post, "x:", id_of(&m[1]));
		if (!m[0].bytes || m[0].type != FR_JSON_STRING || !to.s)
			continue;
		if (fr_json_string_is(&m[0], "retweeted")) {
			held = look_up(&page->tweets, id_of(&m[1]));
			post->repost_of = to;
			if (m[2].bytes)
				*ret_original = element;
			else if (held)
				*ret_original = *held;
		} else if (fr_json_string_is(&m[0], "quoted")) {
			post->quote_of = to;
		} else if (fr_json_string_is(&m[0], "replied_to")) {
			post->reply_to = to;
		}
	}
	if (post->repost_of.s)
		post->kind = "repost";
	else if (post->reply_to.s)
		post->kind = "reply";
	else if (post->quote_of.s)
		post->kind = "quote";
}

static void put_author(struct fr_draft *post, const struct fr_x_page *page, const struct fr_json_span *m)
{
	const struct fr_json_span *user;

	post->author.id = id_of(&m[P_AUTHOR_ID]);
	user = look_up(&page->users, post->author.id);
	if (m[P_AUTHOR].bytes && m[P_AUTHOR].type == FR_JSON_OBJECT)
		put_person(post, &m[P_AUTHOR]);
	else if (user)
		put_person(post, user);
}

void fr_x_post(struct fr_draft *post, const struct fr_x_page *page, const struct fr_json_span *element)
{
	struct fr_json_span m[P_N], original, o[P_N];
	const struct fr_json_span *words = m;

	fr_json_pick(element, post_members, P_N, m);
	post->platform = "x";
	post->id = fr_draft_join(post, "x:", id_of(&m[P_ID]));
	post->time = read_time(&m[P_CREATED]);
	put_author(post, page, m);
	put_url(post, id_of(&m[P_ID]));
	put_relations(post, page, &m[P_REFERENCED], &original);
	/* What a repost says is what the original says; its own text is cut to 140 characters. */
	if (original.bytes) {
		fr_json_pick(&original, post_members, P_N, o);
		words = o;
	}
	put_text(post, &words[P_TEXT], &words[P_NOTE], &words[P_ENTITIES]);
	put_media(post, page, &words[P_ATTACHMENTS]);
	put_geo(post, page, &words[P_GEO]);
	post->lang = fr_draft_json(post, m[P_LANG].bytes ? &m[P_LANG] : &words[P_LANG]);
	post->thread = fr_draft_join(post, "x:", id_of(&m[P_CONVERSATION]));
	put_counts(post, &m[P_METRICS]);
}

void fr_x_dm(struct fr_draft *post, const struct fr_x_page *page, const struct fr_json_span *element)
{
	static const char *const names[] = {"id",         "text",     "event_type",  "dm_conversation_id", "sender_id",
					    "created_at", "entities", "attachments", "note_tweet"};
	enum { ID, TEXT, EVENT, CONVERSATION, SENDER, CREATED, ENTITIES, ATTACHMENTS, NOTE, N };
	struct fr_json_span m[N];
	const struct fr_json_span *user;

	fr_json_pick(element, names, N, m);
	post->platform = "x";
	post->kind = m[EVENT].bytes && m[EVENT].type == FR_JSON_STRING && !fr_json_string_is(&m[EVENT], "MessageCreate")
			     ? "system"
			     : "message";
	post->id = fr_draft_join(post, "x:", id_of(&m[ID]));
	post->time = read_time(&m[CREATED]);
	post->author.id = id_of(&m[SENDER]);
	user = look_up(&page->users, post->author.id);
	if (user)
		put_person(post, user);
	post->channel_id = id_of(&m[CONVERSATION]);
	put_text(post, &m[TEXT], &m[NOTE], &m[ENTITIES]);
	put_media(post, page, &m[ATTACHMENTS]);
}
