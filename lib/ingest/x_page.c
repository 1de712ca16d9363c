/* One post of X API v2, completed from the page's includes or, in twarc's flattened form, from what it holds itself. */
#include "ingest/x_page.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include "core/time.h"
#include "ingest/meta.h"
#include "ingest/x_post.h"

static int compare_entries(const void *a, const void *b)
{
	const struct fr_x_entry *x = a, *y = b;
	size_t len = x->id_len < y->id_len ? x->id_len : y->id_len;
	int order = memcmp(x->id, y->id, len);

	if (order)
		return order;
	return (x->id_len > y->id_len) - (x->id_len < y->id_len);
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
		s = fr_x_id(&id);
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

/* Of the sets below. Filled once, the same for all. */
static struct fr_json_names element_set, person_set, metrics_set;

static const char *const element_names[FR_X_N_MEMBERS] = {
	[FR_X_ID] = "id",
	[FR_X_TEXT] = "text",
	[FR_X_NOTE] = "note_tweet",
	[FR_X_ENTITIES] = "entities",
	[FR_X_ATTACHMENTS] = "attachments",
	[FR_X_GEO] = "geo",
	[FR_X_AUTHOR_ID] = "author_id",
	[FR_X_AUTHOR] = "author",
	[FR_X_CREATED] = "created_at",
	[FR_X_LANG] = "lang",
	[FR_X_METRICS] = "public_metrics",
	[FR_X_REFERENCED] = "referenced_tweets",
	[FR_X_CONVERSATION] = "conversation_id",
	[FR_X_DM_CONVERSATION] = "dm_conversation_id",
	[FR_X_EVENT] = "event_type",
	[FR_X_SENDER] = "sender_id",
	[FR_X_USERNAME] = "username",
	[FR_X_MEMBERS] = "member_count",
	[FR_X_OWNER] = "owner_id",
	[FR_X_TWEETS] = "tweet_count",
	[FR_X_ACTION] = "action",
	[FR_X_STATE] = "state",
	[FR_X_HOSTS] = "host_ids",
	[FR_X_DATA] = "data",
	[FR_X_META] = "meta",
	[FR_X_ERRORS] = "errors",
	[FR_X_INCLUDES] = "includes",
	[FR_X_TWARC] = "__twarc",
};
static const char *const person_names[] = {"id", "username", "name", "verified", "public_metrics", "created_at"};
static const char *const metrics_names[] = {"like_count", "retweet_count", "reply_count", "impression_count",
					    "followers_count"};

static void fill_sets(void)
{
	fr_json_names_init(&element_set, element_names, FR_X_N_MEMBERS);
	fr_json_names_init(&person_set, person_names, sizeof(person_names) / sizeof(*person_names));
	fr_json_names_init(&metrics_set, metrics_names, sizeof(metrics_names) / sizeof(*metrics_names));
}

void fr_x_look(const struct fr_json_span *value, struct fr_x_element *ret)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, fill_sets);
	ret->value = *value;
	fr_json_pick_set(value, &element_set, ret->m);
}

enum fr_x_kind fr_x_kind_of(const struct fr_x_element *element)
{
	const struct fr_json_span *m = element->m;
	bool text = m[FR_X_TEXT].bytes != NULL;

	if (m[FR_X_DM_CONVERSATION].bytes || (m[FR_X_EVENT].bytes && m[FR_X_ID].bytes))
		return FR_X_DM;
	if (m[FR_X_USERNAME].bytes && !text)
		return FR_X_USER;
	if (m[FR_X_MEMBERS].bytes || (m[FR_X_OWNER].bytes && !text))
		return FR_X_LIST;
	if (m[FR_X_TWEETS].bytes && !text)
		return FR_X_COUNT;
	if (m[FR_X_ACTION].bytes && !text)
		return FR_X_COMPLIANCE;
	if (m[FR_X_STATE].bytes && (m[FR_X_HOSTS].bytes || !text))
		return FR_X_SPACE;
	if (m[FR_X_ID].bytes && (text || m[FR_X_AUTHOR_ID].bytes || m[FR_X_NOTE].bytes))
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
	struct fr_json_span m[6], metrics[5];

	fr_json_pick_set(user, &person_set, m);
	if (!post->author.id.s)
		post->author.id = fr_x_id(&m[0]);
	post->author.handle = fr_draft_json(post, &m[1]);
	post->author.name = fr_draft_json(post, &m[2]);
	if (m[3].bytes && (m[3].type == FR_JSON_TRUE || m[3].type == FR_JSON_FALSE))
		post->author.verified = m[3].type == FR_JSON_TRUE;
	fr_json_pick_set(&m[4], &metrics_set, metrics);
	post->author.followers = fr_json_count(&metrics[4]);
	post->author.created = read_time(&m[5]);
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
		url = fr_x_best_variant(post, &m[3]);
	if (!url.len)
		url = fr_draft_json(post, &m[2]);
	for (size_t i = 0; i < post->n_media; i++) {
		if (url.len && post->media[i].url.len == url.len && !memcmp(post->media[i].url.s, url.s, url.len))
			return;
	}
	media = fr_draft_add_media(post, fr_x_media_type(&m[0]));
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
			medium = look_up(&page->media, fr_x_id(&element));
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
		post->lon = fr_x_number(&lon);
		post->lat = fr_x_number(&lat);
	}
	place = look_up(&page->places, fr_x_id(&m[1]));
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

	put_entities(post, entities);
	if (note->bytes && note->type == FR_JSON_OBJECT && fr_json_member(note, "text", &long_text) &&
	    long_text.type == FR_JSON_STRING) {
		whole = long_text;
		if (fr_json_member(note, "entities", &long_entities))
			put_entities(post, &long_entities);
	}
	if (!whole.bytes || whole.type != FR_JSON_STRING)
		return;
	fr_x_put_text(post, &whole);
	if (!entities->bytes && !long_entities.bytes) {
		fr_draft_scan_text(post);
		fr_scan_handles(post);
	}
}

static void put_counts(struct fr_draft *post, const struct fr_json_span *metrics)
{
	struct fr_json_span m[5];

	fr_json_pick_set(metrics, &metrics_set, m);
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
		to = fr_draft_join(post, "x:", fr_x_id(&m[1]));
		if (!m[0].bytes || m[0].type != FR_JSON_STRING || !to.s)
			continue;
		if (fr_json_string_is(&m[0], "retweeted")) {
			held = look_up(&page->tweets, fr_x_id(&m[1]));
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
	post->kind = fr_draft_relation(post);
}

static void put_author(struct fr_draft *post, const struct fr_x_page *page, const struct fr_json_span *m)
{
	const struct fr_json_span *user;

	post->author.id = fr_x_id(&m[FR_X_AUTHOR_ID]);
	user = look_up(&page->users, post->author.id);
	if (m[FR_X_AUTHOR].bytes && m[FR_X_AUTHOR].type == FR_JSON_OBJECT)
		put_person(post, &m[FR_X_AUTHOR]);
	else if (user)
		put_person(post, user);
}

void fr_x_post(struct fr_draft *post, const struct fr_x_page *page, const struct fr_x_element *element)
{
	const struct fr_json_span *m = element->m, *words = m;
	struct fr_x_element whole;
	struct fr_json_span original;

	post->platform = "x";
	post->id = fr_draft_join(post, "x:", fr_x_id(&m[FR_X_ID]));
	post->time = read_time(&m[FR_X_CREATED]);
	put_author(post, page, m);
	fr_x_put_url(post, fr_x_id(&m[FR_X_ID]));
	put_relations(post, page, &m[FR_X_REFERENCED], &original);
	/* What a repost says is what the original says; its own text is cut to 140 characters. */
	if (original.bytes) {
		fr_x_look(&original, &whole);
		words = whole.m;
	}
	put_text(post, &words[FR_X_TEXT], &words[FR_X_NOTE], &words[FR_X_ENTITIES]);
	put_media(post, page, &words[FR_X_ATTACHMENTS]);
	put_geo(post, page, &words[FR_X_GEO]);
	post->lang = fr_draft_json(post, m[FR_X_LANG].bytes ? &m[FR_X_LANG] : &words[FR_X_LANG]);
	post->thread = fr_draft_join(post, "x:", fr_x_id(&m[FR_X_CONVERSATION]));
	put_counts(post, &m[FR_X_METRICS]);
}

void fr_x_dm(struct fr_draft *post, const struct fr_x_page *page, const struct fr_x_element *element)
{
	const struct fr_json_span *m = element->m, *user;

	post->platform = "x";
	post->kind = m[FR_X_EVENT].bytes && m[FR_X_EVENT].type == FR_JSON_STRING &&
				     !fr_json_string_is(&m[FR_X_EVENT], "MessageCreate")
			     ? "system"
			     : "message";
	post->id = fr_draft_join(post, "x:", fr_x_id(&m[FR_X_ID]));
	post->time = read_time(&m[FR_X_CREATED]);
	post->author.id = fr_x_id(&m[FR_X_SENDER]);
	user = look_up(&page->users, post->author.id);
	if (user)
		put_person(post, user);
	post->channel_id = fr_x_id(&m[FR_X_DM_CONVERSATION]);
	put_text(post, &m[FR_X_TEXT], &m[FR_X_NOTE], &m[FR_X_ENTITIES]);
	put_media(post, page, &m[FR_X_ATTACHMENTS]);
}
