/* A post of X in the shape of API v1.1: see x_status.h. */
#include "ingest/x_status.h"

#include <pthread.h>
#include <string.h>
#include "ingest/jsonat.h"
#include "ingest/jsonwalk.h"
#include "ingest/meta.h"
#include "ingest/x_post.h"

enum member {
	ID_STR,
	ID,
	FULL_TEXT,
	TEXT,
	EXTENDED_TWEET,
	CREATED_AT,
	LANG,
	USER,
	USER_ID_STR,
	ENTITIES,
	EXTENDED_ENTITIES,
	REPLY_STR,
	REPLY,
	RETWEETED,
	QUOTED_STR,
	QUOTED_ID,
	QUOTED,
	COORDINATES,
	GEO,
	PLACE,
	LIKES,
	REPOSTS,
	REPLIES,
	CONVERSATION,
	N_MEMBERS
};
static const char *const names[N_MEMBERS] = {
	[ID_STR] = "id_str",
	[ID] = "id",
	[FULL_TEXT] = "full_text",
	[TEXT] = "text",
	[EXTENDED_TWEET] = "extended_tweet",
	[CREATED_AT] = "created_at",
	[LANG] = "lang",
	[USER] = "user",
	[USER_ID_STR] = "user_id_str",
	[ENTITIES] = "entities",
	[EXTENDED_ENTITIES] = "extended_entities",
	[REPLY_STR] = "in_reply_to_status_id_str",
	[REPLY] = "in_reply_to_status_id",
	[RETWEETED] = "retweeted_status",
	[QUOTED_STR] = "quoted_status_id_str",
	[QUOTED_ID] = "quoted_status_id",
	[QUOTED] = "quoted_status",
	[COORDINATES] = "coordinates",
	[GEO] = "geo",
	[PLACE] = "place",
	[LIKES] = "favorite_count",
	[REPOSTS] = "retweet_count",
	[REPLIES] = "reply_count",
	[CONVERSATION] = "conversation_id_str",
};

/* Names that X is known to write in a status, read or not; in the order of strcmp. */
static const char *const known[] = {"bookmark_count",
				    "bookmarked",
				    "card",
				    "contributors",
				    "conversation_control",
				    "conversation_id",
				    "conversation_id_str",
				    "coordinates",
				    "created_at",
				    "deleted_at",
				    "display_text_range",
				    "edit_info",
				    "entities",
				    "extended_entities",
				    "extended_tweet",
				    "favorite_count",
				    "favorited",
				    "filter_level",
				    "full_text",
				    "geo",
				    "id",
				    "id_str",
				    "in_reply_to_screen_name",
				    "in_reply_to_status_id",
				    "in_reply_to_status_id_str",
				    "in_reply_to_user_id",
				    "in_reply_to_user_id_str",
				    "is_quote_status",
				    "is_translatable",
				    "lang",
				    "limited_actions",
				    "matching_rules",
				    "metadata",
				    "place",
				    "possibly_sensitive",
				    "possibly_sensitive_appealable",
				    "possibly_sensitive_editable",
				    "quote_count",
				    "quoted_status",
				    "quoted_status_id",
				    "quoted_status_id_str",
				    "quoted_status_permalink",
				    "quoted_status_result",
				    "reply_count",
				    "retweet_count",
				    "retweeted",
				    "retweeted_status",
				    "retweeted_status_id_str",
				    "retweeted_status_result",
				    "scopes",
				    "self_thread",
				    "source",
				    "supplemental_language",
				    "text",
				    "timestamp_ms",
				    "truncated",
				    "user",
				    "user_id_str",
				    "withheld_copyright",
				    "withheld_in_countries",
				    "withheld_scope"};

static struct fr_json_names set;

static void fill_set(void)
{
	fr_json_names_init(&set, names, N_MEMBERS);
}

static void look(const struct fr_json_span *status, struct fr_json_span *ret)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, fill_set);
	fr_json_pick_set(status, &set, ret);
}

void fr_x_status_known(struct fr_intake *in, const struct fr_json_span *status)
{
	fr_intake_known(in, "", status, known, sizeof(known) / sizeof(*known));
}

/* Of an id as a string and as a number; one that went through a double has a point or an exponent. */
static struct fr_str id_of(const struct fr_json_span *string, const struct fr_json_span *number)
{
	return fr_x_digits(fr_x_id(string->bytes ? string : number));
}

static struct fr_str id_at(const struct fr_json_span *object, const char *string, const char *number)
{
	struct fr_json_span a = fr_json_at(object, string), b = fr_json_at(object, number);

	return id_of(&a, &b);
}

bool fr_x_status_put(struct fr_draft *post, const struct fr_json_span *status)
{
	struct fr_json_span m[N_MEMBERS];
	struct fr_str original = FR_STR_NONE, quoted;

	look(status, m);
	post->platform = "x";
	post->id = fr_draft_join(post, "x:", id_of(&m[ID_STR], &m[ID]));
	post->time = fr_x_time(fr_draft_json(post, &m[CREATED_AT]));
	post->reply_to = fr_draft_join(post, "x:", id_of(&m[REPLY_STR], &m[REPLY]));
	if (m[RETWEETED].bytes && m[RETWEETED].type == FR_JSON_OBJECT)
		original = id_at(&m[RETWEETED], "id_str", "id");
	post->repost_of = fr_draft_join(post, "x:", original);
	quoted = id_of(&m[QUOTED_STR], &m[QUOTED_ID]);
	if (!quoted.len && m[QUOTED].bytes && m[QUOTED].type == FR_JSON_OBJECT)
		quoted = id_at(&m[QUOTED], "id_str", "id");
	/* of a repost it is the original's */
	if (!original.len)
		post->quote_of = fr_draft_join(post, "x:", quoted);
	post->thread = fr_draft_join(post, "x:", id_of(&m[CONVERSATION], &m[CONVERSATION]));
	post->kind = fr_draft_relation(post);
	post->author.id = id_of(&m[USER_ID_STR], &m[USER_ID_STR]);
	post->lang = fr_draft_json(post, &m[LANG]);
	post->likes = fr_json_count(&m[LIKES]);
	post->reposts = fr_json_count(&m[REPOSTS]);
	post->replies = fr_json_count(&m[REPLIES]);
	return post->id.len != 0;
}

void fr_x_status_user(struct fr_draft *post, const struct fr_json_span *user)
{
	struct fr_json_span verified;
	struct fr_str id;

	if (!user->bytes || user->type != FR_JSON_OBJECT)
		return;
	id = id_at(user, "id_str", "id");
	if (id.len)
		post->author.id = id;
	post->author.handle = fr_json_text_at(post, user, "screen_name");
	post->author.name = fr_json_text_at(post, user, "name");
	post->author.followers = fr_json_count_at(user, "followers_count");
	post->author.created = fr_x_time(fr_json_text_at(post, user, "created_at"));
	verified = fr_json_at(user, "verified");
	if (verified.bytes && (verified.type == FR_JSON_TRUE || verified.type == FR_JSON_FALSE))
		post->author.verified = verified.type == FR_JSON_TRUE;
}

static void put_list(struct fr_draft *post, struct fr_strs *list, const struct fr_json_span *array, const char *paths)
{
	struct fr_json_span element;
	struct fr_str s;
	size_t pos = 0;

	if (!array->bytes || array->type != FR_JSON_ARRAY)
		return;
	while (fr_json_next(array, &pos, NULL, &element)) {
		s = fr_json_text_at(post, &element, paths);
		if (!s.len)
			continue;
		if (list == &post->links)
			fr_draft_add_link(post, s);
		else
			fr_draft_add(list, s);
	}
}

static void put_entities(struct fr_draft *post, const struct fr_json_span *entities)
{
	static const char *const lists[] = {"user_mentions", "hashtags", "urls"};
	struct fr_json_span m[3];

	fr_json_pick(entities, lists, 3, m);
	put_list(post, &post->mentions, &m[0], "screen_name");
	put_list(post, &post->hashtags, &m[1], "text");
	put_list(post, &post->links, &m[2], "expanded_url|unwound.url|url");
}

static void put_media(struct fr_draft *post, const struct fr_json_span *array)
{
	struct fr_json_span element, type, variants;
	struct fr_media *media;
	struct fr_str url;
	size_t pos = 0;

	if (!array->bytes || array->type != FR_JSON_ARRAY)
		return;
	while (fr_json_next(array, &pos, NULL, &element)) {
		if (element.type != FR_JSON_OBJECT)
			continue;
		type = fr_json_at(&element, "type");
		variants = fr_json_at(&element, "video_info.variants");
		url = fr_x_best_variant(post, &variants);
		if (!url.len)
			url = fr_json_text_at(post, &element, "media_url_https|media_url");
		if (!url.len && !type.bytes)
			continue;
		media = fr_draft_add_media(post, fr_x_media_type(&type));
		media->url = url;
		media->alt = fr_json_text_at(post, &element, "ext_alt_text");
	}
}

/* A pair of JSON numbers: as GeoJSON has it (longitude first), or as the older member geo (latitude first). */
static bool put_point(struct fr_draft *post, const struct fr_json_span *point, bool lat_first)
{
	struct fr_json_span pair = fr_json_array_at(point, "coordinates"), a, b;
	struct fr_str s[2];
	size_t pos = 0;

	if (!pair.bytes || !fr_json_next(&pair, &pos, NULL, &a) || !fr_json_next(&pair, &pos, NULL, &b))
		return false;
	/* archives have numbers in quotes */
	s[0] = fr_draft_json(post, &a);
	s[1] = fr_draft_json(post, &b);
	if (!fr_is_coordinate(s[!lat_first], 90) || !fr_is_coordinate(s[lat_first], 180))
		return false;
	post->lat = s[!lat_first];
	post->lon = s[lat_first];
	return true;
}

static void put_geo(struct fr_draft *post, const struct fr_json_span *m)
{
	if (!m[COORDINATES].bytes || !put_point(post, &m[COORDINATES], false)) {
		if (m[GEO].bytes)
			put_point(post, &m[GEO], true);
	}
	if (m[PLACE].bytes)
		post->place = fr_json_text_at(post, &m[PLACE], "full_name|fullName|name");
}

void fr_x_status_words(struct fr_draft *post, const struct fr_x_words *words)
{
	struct fr_json_span m[N_MEMBERS], text, entities, media, note_entities = {0};
	const struct fr_json_span *extended;

	look(&words->status, m);
	extended = &m[EXTENDED_TWEET];
	text = m[m[FULL_TEXT].bytes ? FULL_TEXT : TEXT];
	entities = m[ENTITIES];
	media = fr_json_array_at(&m[EXTENDED_ENTITIES], "media");
	if (extended->bytes && extended->type == FR_JSON_OBJECT && fr_json_at(extended, "full_text").bytes) {
		text = fr_json_at(extended, "full_text");
		entities = fr_json_object_at(extended, "entities");
		media = fr_json_array_at(extended, "extended_entities.media|entities.media");
	}
	if (words->note.bytes && fr_json_at(&words->note, "text").bytes) {
		text = fr_json_at(&words->note, "text");
		note_entities = fr_json_object_at(&words->note, "entity_set|entities");
		put_entities(post, &note_entities);
	}
	fr_x_put_text(post, &text);
	put_entities(post, &entities);
	if (!media.bytes)
		media = fr_json_array_at(&m[ENTITIES], "media");
	put_media(post, &media);
	put_geo(post, m);
	if (!entities.bytes && !note_entities.bytes) {
		fr_draft_scan_text(post);
		fr_scan_handles(post);
	}
}

bool fr_x_status(struct fr_intake *in, const struct fr_json_span *status)
{
	struct fr_x_words words = {.status = *status};
	struct fr_json_span m[N_MEMBERS];
	struct fr_draft *post = &in->post;

	look(status, m);
	fr_x_status_known(in, status);
	if (!fr_x_status_put(post, status))
		return false;
	fr_x_status_user(post, &m[USER]);
	fr_x_put_url(post, (struct fr_str){post->id.s + 2, post->id.len - 2});
	if (m[RETWEETED].bytes && m[RETWEETED].type == FR_JSON_OBJECT)
		words.status = m[RETWEETED];
	fr_x_status_words(post, &words);
	return true;
}
