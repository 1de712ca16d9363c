/*
 * x_table.c: tables of X posts that collectors write: twint, minet and gazouilloire, twarc's CSV, tables made of
 * snscrape's or tweepy's objects; and the same as JSON Lines (twint's .json, gazouilloire's dumps with "_source").
 *
 * A row is asked for a value by the names that these programs have for it, without case, blanks, points and
 * underlines. Lists are JSON, Python's way of writing lists (single quotes), or joined by |.
 *
 * Times: created_at of the API is UTC or says its offset; twint's date and time are those of the machine that
 * collected, with the offset in timezone, else in --tz; timestamp_utc are seconds. minet's text begins with "RT @name:
 * " for a repost, which is taken off; it and snscrape have no escapes of HTML any more, the others
 * have. twint has no new lines.
 *
 * An id that a spreadsheet has rounded (1.58E+18, or no more than 15 digits that are not 0) is not used: the one in the
 * address of the row is, else a hash over author, time and text stands for it. How many there were is told.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "ingest/dates.h"
#include "ingest/digest.h"
#include "ingest/entities.h"
#include "ingest/feed.h"
#include "ingest/jsonat.h"
#include "ingest/meta.h"
#include "ingest/roles.h"
#include "ingest/x_post.h"
#include "ingest/x_row.h"

static const struct fr_fault fault_no_post = {"no-id", "a row with neither an id nor a text"};

/* What is counted over a whole file. */
struct table {
	struct fr_twins twins;
	uint64_t n_rounded;
};

/* Columns that the programs write, shortened. */
static const char *const known[] = {"id*",
				    "conversationid*",
				    "created*",
				    "date",
				    "time",
				    "timezone",
				    "user*",
				    "username",
				    "name",
				    "place*",
				    "tweet*",
				    "language",
				    "mentions",
				    "mentioned*",
				    "urls",
				    "photos",
				    "replies*",
				    "retweet*",
				    "likes*",
				    "likecount",
				    "hashtags",
				    "cashtags",
				    "link",
				    "links*",
				    "quote*",
				    "video",
				    "thumbnail",
				    "near",
				    "geo*",
				    "source*",
				    "reply*",
				    "trans*",
				    "timestamp*",
				    "localtime",
				    "text",
				    "fulltext",
				    "possiblysensitive",
				    "impressioncount",
				    "lang",
				    "to*",
				    "lat",
				    "lng",
				    "collect*",
				    "matchquery",
				    "url",
				    "domains",
				    "media*",
				    "rawcontent",
				    "content",
				    "renderedcontent",
				    "views*",
				    "viewcount",
				    "screenname",
				    "favorite*",
				    "inreplyto*",
				    "author*",
				    "referencedtweets*",
				    "publicmetrics*",
				    "entities*",
				    "attachments*",
				    "edit*",
				    "contextannotations",
				    "withheld*",
				    "twarc*",
				    "coordinates",
				    "truncated",
				    "day",
				    "hour",
				    "nlikes",
				    "nreplies",
				    "nretweets",
				    "search",
				    "outlinks",
				    "tcooutlinks",
				    "type",
				    "cursor",
				    "index",
				    "unnamed*",
				    "score",
				    "sort",
				    "bookmark*",
				    NULL};

static void put_mention(struct fr_draft *post, struct fr_str item)
{
	if (item.len && item.s[0] == '@')
		item = (struct fr_str){item.s + 1, item.len - 1};
	if (!fr_has_blank(item))
		fr_draft_add(&post->mentions, item);
}

/* twint has made its letters small: the one in the text is the better one. */
static void put_hashtag(struct fr_draft *post, struct fr_str item)
{
	if (item.len && item.s[0] == '#')
		item = (struct fr_str){item.s + 1, item.len - 1};
	for (size_t i = 0; i < post->hashtags.n; i++) {
		const struct fr_str *has = &post->hashtags.items[i];

		if (has->len == item.len && !strncasecmp(has->s, item.s, item.len))
			return;
	}
	fr_draft_add(&post->hashtags, item);
}

static void put_link(struct fr_draft *post, struct fr_str item)
{
	if (fr_is_link(item))
		fr_draft_add_link(post, item);
}

static void put_medium(struct fr_draft *post, struct fr_str item)
{
	if (fr_is_link(item))
		fr_draft_add_media(post, fr_media_type_of(item))->url = item;
}

static struct table *table_of(const struct fr_x_row *row)
{
	return row->arg;
}

/* The id of a post in a cell, without the ".0" that is no harm where all digits stand; none if it is not whole. */
static struct fr_str id_of(const struct fr_x_row *row, const char *names)
{
	struct fr_str s = fr_x_value(row, names);

	if (s.len && (s.s[0] == '"' || s.s[0] == '\'')) {
		s.s++;
		s.len -= s.len > 1 ? 2 : 1;
	}
	if (s.len > 2 && s.len <= FR_EXACT_DIGITS + 2 && !memcmp(s.s + s.len - 2, ".0", 2))
		s.len -= 2;
	if (s.len && (!fr_x_digits(s).len || fr_id_is_rounded(s))) {
		table_of(row)->n_rounded++;
		return FR_STR_NONE;
	}
	return s;
}

/* The number behind /status/ in the address. */
static struct fr_str id_in_url(struct fr_str url)
{
	const char *at = url.len ? memmem(url.s, url.len, "/status/", 8) : NULL;
	struct fr_str id = FR_STR_NONE;

	if (!at)
		return id;
	id.s = at + 8;
	while (id.s + id.len < url.s + url.len && id.s[id.len] >= '0' && id.s[id.len] <= '9')
		id.len++;
	return id.len ? id : FR_STR_NONE;
}

static struct fr_str own_id(struct fr_draft *post, struct fr_str id)
{
	return fr_draft_join(post, "x:", id.len ? id : FR_STR_NONE);
}

/* +0530, -05:00, UTC; false: it says nothing that is certain ("IST" is three zones). */
static bool offset_of(struct fr_str s, int32_t *ret)
{
	int digits[4], n = 0;

	if (fr_x_is_word(s, "UTC|GMT|Z")) {
		*ret = 0;
		return true;
	}
	for (size_t i = 1; i < s.len && n < 4; i++) {
		if (s.s[i] >= '0' && s.s[i] <= '9')
			digits[n++] = s.s[i] - '0';
		else if (s.s[i] != ':')
			return false;
	}
	if (n != 4 || (s.s[0] != '+' && s.s[0] != '-'))
		return false;
	*ret = ((digits[0] * 10 + digits[1]) * 60 + digits[2] * 10 + digits[3]) * 60 * (s.s[0] == '-' ? -1 : 1);
	return true;
}

/* twint: date and time of the machine that collected. */
static struct fr_moment local_time(const struct fr_x_row *row, struct fr_str date, struct fr_str clock)
{
	struct fr_moment moment = {.at = FR_TIME_NONE};
	struct fr_draft *post = &row->in->post;
	struct fr_cell_time cell;
	int32_t offset;

	fr_buf_clear(&post->work);
	fr_buf_add(&post->work, date.s, date.len);
	fr_buf_addc(&post->work, ' ');
	fr_buf_add(&post->work, clock.s, clock.len);
	if (!fr_cell_time_parse(fr_buf_str(&post->work), post->work.len, &cell) || cell.unix_time || !cell.ordered ||
	    !fr_civil_valid(&cell.civil))
		return moment;
	if (offset_of(fr_x_value(row, "timezone"), &offset))
		moment.at = fr_civil_to_unix(&cell.civil) - offset;
	else
		moment.at = fr_zone_to_unix(row->in->options->zone, &cell.civil);
	return moment;
}

static struct fr_moment time_of(const struct fr_x_row *row)
{
	struct fr_str date = fr_x_value(row, "date"), clock = fr_x_value(row, "time"), s;
	struct fr_moment moment = {.at = FR_TIME_NONE};

	s = fr_x_value(row, "timestamputc|timestampms|unixtimestamp");
	if (s.len)
		moment = fr_moment_unix(s);
	if (moment.at == FR_TIME_NONE && date.len && clock.len && date.len <= 10)
		moment = local_time(row, date, clock);
	s = fr_x_value(row, "createdat|date|created|timestamp|tweetcreatedat|postdate");
	if (moment.at == FR_TIME_NONE)
		moment = fr_moment_iso(s);
	if (moment.at == FR_TIME_NONE)
		moment = fr_x_time(s);
	if (moment.at == FR_TIME_NONE && fr_x_digits(s).len)
		moment = fr_moment_unix(s);
	return moment;
}

static void put_author(const struct fr_x_row *row, struct fr_draft *post)
{
	struct fr_str verified = fr_x_value(row, "userverified|authorverified|verified");

	post->author.id = id_of(row, "useridstr|userid|authorid");
	post->author.handle = fr_x_value(row, "userscreenname|screenname|authorusername|username|userusername|user");
	post->author.name = fr_x_value(row, "authorname|userdisplayname|displayname|name|username");
	if (fr_has_blank(post->author.handle) || (post->author.handle.len && post->author.handle.s[0] == '{'))
		post->author.handle = FR_STR_NONE;
	if (post->author.handle.len && post->author.handle.s[0] == '@')
		post->author.handle = (struct fr_str){post->author.handle.s + 1, post->author.handle.len - 1};
	post->author.followers =
		fr_x_count(row, "userfollowers|authorpublicmetricsfollowerscount|followerscount|userfollowerscount");
	post->author.created = fr_moment_iso(fr_x_value(row, "usercreatedat|authorcreatedat"));
	if (fr_x_is_word(verified, "1|true|True"))
		post->author.verified = 1;
	else if (fr_x_is_word(verified, "0|false|False"))
		post->author.verified = 0;
}

/* minet writes user_name for the name that is shown and user_screen_name for the handle. */
static void put_names(const struct fr_x_row *row, struct fr_draft *post)
{
	struct fr_str shown = fr_x_value(row, "username");

	if (fr_x_value(row, "userscreenname").len && shown.len)
		post->author.name = shown;
	else if (post->author.name.len == post->author.handle.len && post->author.name.len &&
		 !memcmp(post->author.name.s, post->author.handle.s, post->author.name.len))
		post->author.name = FR_STR_NONE;
}

/* twint: id and author are those of the original, user_rt and retweet_id those of the repost. */
static void put_twint_repost(const struct fr_x_row *row, struct fr_draft *post)
{
	struct fr_str id = id_of(row, "retweetid"), user = fr_x_value(row, "userrt"),
		      user_id = fr_x_value(row, "userrtid");
	struct fr_str date = fr_x_value(row, "retweetdate");
	struct fr_moment at = local_time(row, date, FR_STR_NONE);

	if (!id.len || !user.len || !post->id.len)
		return;
	post->repost_of = post->id;
	post->id = own_id(post, id);
	post->author = (struct fr_person){.id = user_id, .handle = user, .verified = -1, .followers = -1};
	post->author.created.at = FR_TIME_NONE;
	if (at.at != FR_TIME_NONE)
		post->time = at;
}

static void put_relations(const struct fr_x_row *row, struct fr_draft *post)
{
	struct fr_str thread = id_of(row, "conversationid|conversationidstr");

	post->repost_of = own_id(post, id_of(row, "retweetedid|referencedtweetsretweetedid|retweetedstatusid"));
	post->reply_to = own_id(post, id_of(row, "totweetid|referencedtweetsrepliedtoid|inreplytostatusid|"
						 "inreplytostatusidstr|inreplytotweetid"));
	if (!post->repost_of.len)
		post->quote_of = own_id(post, id_of(row, "quotedid|referencedtweetsquotedid|quotedstatusid"));
	if (!post->quote_of.len && !post->repost_of.len)
		post->quote_of = own_id(post, id_in_url(fr_x_value(row, "quoteurl")));
	post->thread = own_id(post, thread);
	put_twint_repost(row, post);
	post->kind = fr_draft_relation(post);
	/* twint does not say what is answered, but that something is */
	if (!strcmp(post->kind, "post") && post->thread.len && fr_x_value(row, "replyto").len &&
	    (post->thread.len != post->id.len || memcmp(post->thread.s, post->id.s, post->id.len) != 0))
		post->kind = "reply";
}

static void put_text(const struct fr_x_row *row, struct fr_draft *post)
{
	struct fr_str s = fr_x_value(row, "fulltext|rawcontent|tweet|text|content|body|tweettext"), who;

	if (!fr_x_value(row, "timestamputc|rawcontent").len && s.len && memchr(s.s, '&', s.len)) {
		fr_buf_clear(&post->work);
		fr_entities_decode(&post->work, s.s, s.len);
		s = fr_draft_take(post);
	}
	who = fr_x_value(row, "retweeteduser");
	if (post->repost_of.len && who.len && s.len > who.len + 6 && !memcmp(s.s, "RT @", 4) &&
	    !memcmp(s.s + 4, who.s, who.len) && !memcmp(s.s + 4 + who.len, ": ", 2))
		s = (struct fr_str){s.s + who.len + 6, s.len - who.len - 6};
	post->text = s;
}

static void put_lists(const struct fr_x_row *row, struct fr_draft *post)
{
	struct fr_str s = fr_x_value(row, "video");

	fr_x_put_list(row, "mentions|mentionednames|entitiesmentions|mentionedusers", "screen_name|username",
		      put_mention);
	fr_x_put_list(row, "urls|links|entitiesurls|outlinks", "expanded_url|url", put_link);
	fr_x_put_list(row, "photos|mediaurls|attachmentsmedia", "url|preview_image_url", put_medium);
	if (fr_x_is_word(s, "1") && !post->n_media)
		fr_draft_add_media(post, "video")->url = fr_x_value(row, "thumbnail");
	fr_draft_scan_text(post);
	fr_scan_handles(post);
	fr_x_put_list(row, "hashtags|entitieshashtags", "tag|text", put_hashtag);
}

static void put_place(const struct fr_x_row *row, struct fr_draft *post)
{
	struct fr_str lat = fr_x_value(row, "lat|latitude"), lon = fr_x_value(row, "lng|lon|longitude");

	if (fr_is_coordinate(lat, 90) && fr_is_coordinate(lon, 180)) {
		post->lat = lat;
		post->lon = lon;
	}
	post->place = fr_x_value(row, "placename|geofullname|placefullname");
}

/* Nothing whole names the post: what it says, and who said it when, does. */
static void put_hash(const struct fr_x_row *row, struct fr_draft *post)
{
	struct fr_buf identity = {0};
	char hex[17];

	fr_buf_add(&identity, post->author.handle.s, post->author.handle.len);
	fr_buf_addc(&identity, '\0');
	fr_buf_add(&identity, post->text.s, post->text.len);
	fr_identity_hex(identity.bytes, identity.len, post->time.at, &table_of(row)->twins, hex);
	post->id = fr_draft_join(post, "x:", (struct fr_str){hex, 16});
	fr_buf_free(&identity);
}

static int take(const struct fr_x_row *row, struct fr_error *err)
{
	struct fr_draft *post = &row->in->post;
	struct fr_str id, url = fr_x_value(row, "url|link|tweeturl|permalink");

	post->platform = "x";
	id = id_of(row, "idstr|id|tweetid|statusid|tweetidstr");
	if (!id.len)
		id = id_in_url(url);
	post->id = own_id(post, id);
	post->time = time_of(row);
	put_author(row, post);
	put_names(row, post);
	put_relations(row, post);
	put_text(row, post);
	post->lang = fr_x_value(row, "lang|language");
	if (!fr_is_language(post->lang))
		post->lang = FR_STR_NONE;
	put_lists(row, post);
	put_place(row, post);
	post->likes = fr_x_count(row, "likecount|likescount|favoritecount|publicmetricslikecount|nlikes|likes");
	post->reposts = fr_x_count(row, "retweetcount|retweetscount|publicmetricsretweetcount|nretweets|retweets");
	post->replies = fr_x_count(row, "replycount|repliescount|publicmetricsreplycount|nreplies|replies");
	post->views = fr_x_count(row, "impressioncount|publicmetricsimpressioncount|viewcount|views");
	if (post->id.len)
		fr_x_put_url(post, (struct fr_str){post->id.s + 2, post->id.len - 2});
	else if (post->text.len)
		put_hash(row, post);
	return fr_intake_emit_named(row->in, &fault_no_post, err);
}

static int bid_table(const struct fr_peek *peek)
{
	static const char *const ids[] = {"id", "idstr", "tweetid", "statusid", "tweetidstr"};
	static const char *const texts[] = {"tweet", "text", "fulltext", "rawcontent", "content", "tweettext"};
	static const char *const signs[] = {"retweetcount",
					    "retweetscount",
					    "favoritecount",
					    "userscreenname",
					    "screenname",
					    "tweetid",
					    "conversationid",
					    "inreplytostatusid",
					    "rawcontent",
					    "usersrt",
					    "userrtid",
					    "quoteurl",
					    "totweetid",
					    "mentionednames",
					    "referencedtweetsrepliedtoid",
					    "publicmetricsretweetcount",
					    "inreplytouserid",
					    "nretweets",
					    "retweetedid",
					    "tweet",
					    "cashtags"};
	size_t n = fr_sheet_columns_in(peek, signs, sizeof(signs) / sizeof(*signs));

	if (!fr_sheet_columns_in(peek, ids, sizeof(ids) / sizeof(*ids)) ||
	    !fr_sheet_columns_in(peek, texts, sizeof(texts) / sizeof(*texts)))
		return 0;
	/* id, created_at, text: what everybody's first script with tweepy writes */
	if (!n && fr_sheet_columns_in(peek, (const char *const[]){"createdat"}, 1))
		return 24;
	return n ? 24 + 8 * (int)n : 0;
}

static int bid(const struct fr_peek *peek)
{
	static const struct fr_peek_sign signs[] = {{"_source.timestamp_utc", 32},
						    {"_source.user_screen_name", 32},
						    {"timestamp_utc", 16},
						    {"user_screen_name", 24},
						    {"tweet", 16},
						    {"retweets_count", 24},
						    {"replies_count", 24},
						    {"user_rt_id", 24},
						    {"quoted_id", 16},
						    {"to_tweetid", 24},
						    {NULL, 0}};
	int bits;

	if (peek->first != '{')
		return peek->first == '[' ? 0 : bid_table(peek);
	bits = fr_peek_bits(peek, signs);
	return bits >= 40 ? bits : 0;
}

static int take_row(struct fr_sheet *sheet, void *arg, struct fr_error *err)
{
	struct fr_x_row row = {.in = sheet->in, .sheet = sheet, .arg = arg};

	return take(&row, err);
}

static int take_item(struct fr_intake *in, void *arg, int array, const struct fr_feed_item *item, struct fr_error *err)
{
	struct fr_json_span inner;
	struct fr_x_row row = {.in = in, .object = &item->value, .arg = arg};

	(void)array;
	if (item->value.type != FR_JSON_OBJECT) {
		fr_intake_skip(in, "other values", 1);
		return FR_OK;
	}
	inner = fr_json_object_at(&item->value, "_source");
	if (inner.bytes)
		row.object = &inner;
	fr_feed_place(in, item);
	return take(&row, err);
}

static int read_table(struct fr_intake *in, struct fr_error *err)
{
	static const char *const none[] = {NULL};
	static const struct fr_feed feed = {.arrays = none, .item = take_item};
	static const struct fr_sheet_reader reader = {.row = take_row, .known = known};
	struct table table = {0};
	int rc;

	rc = in->peek->first == '{' ? fr_feed_read(in, &feed, &table, err) : fr_sheet_read(in, &reader, &table, err);
	if (table.n_rounded && rc == FR_OK)
		fr_intake_note(in, "%" PRIu64 " ids have lost digits, in a spreadsheet perhaps, and were not used",
			       table.n_rounded);
	fr_twins_free(&table.twins);
	return rc;
}

const struct fr_ingest_format fr_ingest_format_x_table = {
	.name = "x-table",
	.platform = "x",
	.title = "posts of X (Twitter) as twint, minet, twarc's CSV, tweepy's and snscrape's users write them",
	.bid = bid,
	.read = read_table,
};
