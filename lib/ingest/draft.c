/* One post, and its JSON: see draft.h. */
#include "ingest/draft.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include "core/time.h"
#include "core/utf8.h"
#include "ingest/digest.h"

#define TIME_FIRST (-62135596800) /* 0001-01-01T00:00:00Z; FR_TIME_NONE is before it */
#define TIME_LAST  253402300799   /* 9999-12-31T23:59:59Z */
#define LIST_MAX   4096 /* mentions, hashtags, links, media of one post: what is beyond is not a person's doing */

void fr_draft_reset(struct fr_draft *post)
{
	struct fr_draft kept = {
		.arena = post->arena,
		.work = post->work,
		.mentions = {post->mentions.items, 0, post->mentions.cap},
		.hashtags = {post->hashtags.items, 0, post->hashtags.cap},
		.links = {post->links.items, 0, post->links.cap},
		.media = post->media,
		.cap_media = post->cap_media,
		.answers = post->answers,
		.cap_answers = post->cap_answers,
		.time = {.at = FR_TIME_NONE},
		.author = {.verified = -1, .followers = -1, .created = {.at = FR_TIME_NONE}},
		.likes = -1,
		.reposts = -1,
		.replies = -1,
		.views = -1,
	};

	fr_arena_reset(&kept.arena);
	fr_buf_clear(&kept.work);
	*post = kept;
}

void fr_draft_free(struct fr_draft *post)
{
	fr_arena_free(&post->arena);
	fr_buf_free(&post->work);
	free(post->mentions.items);
	free(post->hashtags.items);
	free(post->links.items);
	free(post->media);
	free(post->answers);
	memset(post, 0, sizeof(*post));
}

const char *fr_draft_relation(const struct fr_draft *post)
{
	if (post->repost_of.len)
		return "repost";
	if (post->reply_to.len)
		return "reply";
	return post->quote_of.len ? "quote" : "post";
}

struct fr_str fr_draft_dup(struct fr_draft *post, const char *s, size_t len)
{
	return (struct fr_str){fr_arena_dup(&post->arena, s, len), len};
}

struct fr_str fr_draft_take(struct fr_draft *post)
{
	struct fr_str s = fr_draft_dup(post, fr_buf_str(&post->work), post->work.len);

	fr_buf_clear(&post->work);
	return s;
}

struct fr_str fr_draft_json(struct fr_draft *post, const struct fr_json_span *value)
{
	if (!value->bytes)
		return FR_STR_NONE;
	if (value->type == FR_JSON_NUMBER)
		return (struct fr_str){value->bytes, value->len};
	if (value->type != FR_JSON_STRING)
		return FR_STR_NONE;
	if (!value->escaped)
		return (struct fr_str){value->bytes + 1, value->len - 2};
	fr_buf_clear(&post->work);
	fr_json_unescape(&post->work, value);
	return fr_draft_take(post);
}

struct fr_str fr_draft_join(struct fr_draft *post, const char *prefix, struct fr_str s)
{
	if (!s.s)
		return FR_STR_NONE;
	fr_buf_clear(&post->work);
	fr_buf_adds(&post->work, prefix);
	fr_buf_add(&post->work, s.s, s.len);
	return fr_draft_take(post);
}

void fr_draft_add(struct fr_strs *list, struct fr_str s)
{
	if (!s.s || !s.len || list->n >= LIST_MAX)
		return;
	for (size_t i = 0; i < list->n; i++) {
		if (list->items[i].len == s.len && !memcmp(list->items[i].s, s.s, s.len))
			return;
	}
	list->items = fr_grow(list->items, list->n, &list->cap, sizeof(*list->items));
	list->items[list->n++] = s;
}

bool fr_has_blank(struct fr_str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if ((unsigned char)s.s[i] <= ' ')
			return true;
	}
	return false;
}

bool fr_is_link(struct fr_str s)
{
	size_t n = 0;

	while (n < s.len && (((s.s[n] | 32) >= 'a' && (s.s[n] | 32) <= 'z') ||
			     (n && ((s.s[n] >= '0' && s.s[n] <= '9') || strchr("+.-", s.s[n])))))
		n++;
	return n && n + 1 < s.len && s.s[n] == ':' && !fr_has_blank(s);
}

void fr_draft_add_link(struct fr_draft *post, struct fr_str s)
{
	if (!s.len || fr_has_blank(s))
		return;
	fr_draft_add(&post->links, fr_is_link(s) ? s : fr_draft_join(post, "http://", s));
}

struct fr_media *fr_draft_add_media(struct fr_draft *post, const char *type)
{
	post->media = fr_grow(post->media, post->n_media, &post->cap_media, sizeof(*post->media));
	post->media[post->n_media] = (struct fr_media){.type = type};
	return &post->media[post->n_media++];
}

void fr_draft_add_answer(struct fr_draft *post, struct fr_str question, struct fr_str answer)
{
	post->answers = fr_grow(post->answers, post->n_answers, &post->cap_answers, sizeof(*post->answers));
	post->answers[post->n_answers++] = (struct fr_answer){question, answer};
}

bool fr_is_language(struct fr_str s)
{
	size_t start = 0, end;

	do {
		for (end = start; end < s.len && s.s[end] != '-'; end++) {
			bool letter = (s.s[end] | 32) >= 'a' && (s.s[end] | 32) <= 'z';

			if (!letter && (!start || s.s[end] < '0' || s.s[end] > '9'))
				return false;
		}
		if (end - start < 2 || end - start > (start ? 8 : 3))
			return false;
		start = end + 1;
	} while (end < s.len);
	return true;
}

int64_t fr_json_count(const struct fr_json_span *value)
{
	const char *s = value->bytes;
	size_t len = value->len;
	int64_t n = 0;

	if (s && value->type == FR_JSON_STRING && len >= 2) {
		s++;
		len -= 2;
	} else if (!s || value->type != FR_JSON_NUMBER) {
		return -1;
	}
	if (!len || len > 18)
		return -1;
	for (size_t i = 0; i < len; i++) {
		if (s[i] < '0' || s[i] > '9')
			return -1;
		n = 10 * n + (s[i] - '0');
	}
	return n;
}

bool fr_is_coordinate(struct fr_str s, int limit)
{
	size_t pos = s.len && s.s[0] == '-', first = pos, dot;
	int whole = 0;

	while (pos < s.len && s.s[pos] >= '0' && s.s[pos] <= '9' && pos - first < 4)
		whole = 10 * whole + (s.s[pos++] - '0');
	if (pos == first || pos - first > 3 || (s.s[first] == '0' && pos - first > 1) || whole > limit)
		return false;
	if (pos == s.len)
		return true;
	dot = pos++;
	while (pos < s.len && s.s[pos] >= '0' && s.s[pos] <= '9')
		pos++;
	return s.s[dot] == '.' && pos == s.len && pos > dot + 1 && s.len < 40;
}

static void put_str(struct fr_buf *out, const char *name, struct fr_str s)
{
	if (s.s)
		fr_json_member_string(out, name, s.s, s.len);
}

static void put_nonempty(struct fr_buf *out, const char *name, struct fr_str s)
{
	if (s.len)
		put_str(out, name, s);
}

static void put_count(struct fr_buf *out, const char *name, int64_t n)
{
	if (n >= 0)
		fr_json_member_int(out, name, n);
}

static void put_time(struct fr_buf *out, const char *name, const struct fr_moment *moment)
{
	if (moment->at < TIME_FIRST || moment->at > TIME_LAST)
		return;
	fr_json_put_name(out, name);
	fr_buf_addc(out, '"');
	/* A fraction of nothing but zeros (X writes .000 always) says no more than none. */
	fr_time_put_utc(out, moment->at, moment->nanos, moment->nanos ? moment->digits : 0);
	fr_buf_addc(out, '"');
}

static void put_strs(struct fr_buf *out, const char *name, const struct fr_strs *list)
{
	if (!list->n)
		return;
	fr_json_put_name(out, name);
	fr_buf_addc(out, '[');
	for (size_t i = 0; i < list->n; i++) {
		fr_json_put_comma(out);
		fr_json_put_string(out, list->items[i].s, list->items[i].len);
	}
	fr_buf_addc(out, ']');
}

/* Members that are objects are begun as if they had something in them, and taken back if they turn out empty. */
static size_t begin_object(struct fr_buf *out, const char *name)
{
	size_t before = out->len;

	fr_json_put_name(out, name);
	fr_buf_addc(out, '{');
	return before;
}

static void end_object(struct fr_buf *out, size_t before)
{
	if (out->bytes[out->len - 1] == '{')
		out->len = before;
	else
		fr_buf_addc(out, '}');
}

static void put_author(struct fr_buf *out, const struct fr_person *author)
{
	size_t before = begin_object(out, "author");

	put_nonempty(out, "id", author->id);
	put_nonempty(out, "handle", author->handle);
	put_nonempty(out, "name", author->name);
	if (author->verified >= 0)
		fr_json_member_bool(out, "verified", author->verified > 0);
	put_count(out, "followers", author->followers);
	put_time(out, "created", &author->created);
	end_object(out, before);
}

static void put_media(struct fr_buf *out, const struct fr_draft *post)
{
	const struct fr_media *m;

	if (!post->n_media)
		return;
	fr_json_put_name(out, "media");
	fr_buf_addc(out, '[');
	for (size_t i = 0; i < post->n_media && i < LIST_MAX; i++) {
		m = &post->media[i];
		fr_json_put_comma(out);
		fr_buf_addc(out, '{');
		fr_json_member_cstring(out, "type", m->type);
		put_nonempty(out, "url", m->url);
		put_nonempty(out, "file", m->file);
		put_nonempty(out, "alt", m->alt);
		if (m->sha256)
			fr_json_member_cstring(out, "sha256", m->sha256);
		fr_buf_addc(out, '}');
	}
	fr_buf_addc(out, ']');
}

static void put_geo(struct fr_buf *out, const struct fr_draft *post)
{
	size_t before = begin_object(out, "geo");

	if (fr_is_coordinate(post->lat, 90) && fr_is_coordinate(post->lon, 180)) {
		fr_json_put_name(out, "lat");
		fr_buf_add(out, post->lat.s, post->lat.len);
		fr_json_put_name(out, "lon");
		fr_buf_add(out, post->lon.s, post->lon.len);
	}
	put_nonempty(out, "place", post->place);
	end_object(out, before);
}

static void put_counts(struct fr_buf *out, const struct fr_draft *post)
{
	size_t before = begin_object(out, "counts");

	put_count(out, "likes", post->likes);
	put_count(out, "reposts", post->reposts);
	put_count(out, "replies", post->replies);
	put_count(out, "views", post->views);
	end_object(out, before);
}

static void put_form(struct fr_buf *out, const struct fr_draft *post)
{
	size_t before = begin_object(out, "form");

	for (size_t i = 0; i < post->n_answers; i++) {
		fr_json_put_comma(out);
		fr_json_put_string(out, post->answers[i].question.s, post->answers[i].question.len);
		fr_buf_addc(out, ':');
		fr_json_put_string(out, post->answers[i].answer.s, post->answers[i].answer.len);
	}
	end_object(out, before);
}

static void put_source(struct fr_buf *out, const struct fr_draft *post, const struct fr_origin *origin,
		       uint64_t ordinal, bool repaired)
{
	char own[FR_SHA256_HEX];

	begin_object(out, "source");
	fr_json_member_cstring(out, "format", origin->format);
	fr_json_member_cstring(out, "file", origin->file);
	if (origin->member)
		fr_json_member_cstring(out, "member", origin->member);
	if (!origin->sha256)
		fr_sha256_hex(post->raw ? post->raw : "", post->raw ? post->length : 0, own);
	fr_json_member_cstring(out, "sha256", origin->sha256 ? origin->sha256 : own);
	if (!origin->sha256)
		fr_json_member_cstring(out, "scope", "record");
	fr_json_member_int(out, "record", (int64_t)ordinal);
	fr_json_member_int(out, "offset", (int64_t)post->offset);
	fr_json_member_int(out, "length", (int64_t)post->length);
	if (repaired)
		fr_json_member_bool(out, "repaired", true);
	if (post->time_approximate && post->time.at != FR_TIME_NONE)
		fr_json_member_bool(out, "time_approximate", true);
	fr_buf_addc(out, '}');
}

static bool broken(struct fr_str s)
{
	return s.s && fr_utf8_check(s.s, s.len) != s.len;
}

/* The readers know of most repairs; this catches bytes that came through a table's cell or a chat's line as they are.
 */
static bool needs_repair(const struct fr_draft *post)
{
	bool bad = broken(post->text) || broken(post->author.name) || broken(post->author.id) ||
		   broken(post->author.handle) || broken(post->place);

	for (size_t i = 0; i < post->n_answers && !bad; i++)
		bad = broken(post->answers[i].question) || broken(post->answers[i].answer);
	for (size_t i = 0; i < post->n_media && !bad; i++)
		bad = broken(post->media[i].file);
	return bad;
}

void fr_draft_write(const struct fr_draft *post, const struct fr_origin *origin, uint64_t ordinal, struct fr_buf *out)
{
	fr_json_put_comma(out);
	fr_buf_addc(out, '{');
	put_str(out, "id", post->id);
	fr_json_member_cstring(out, "platform", post->platform);
	fr_json_member_cstring(out, "kind", post->kind);
	put_time(out, "time", &post->time);
	put_author(out, &post->author);
	if (post->channel_id.len || post->channel_name.len) {
		size_t before = begin_object(out, "channel");

		put_nonempty(out, "id", post->channel_id);
		put_nonempty(out, "name", post->channel_name);
		end_object(out, before);
	}
	put_str(out, "text", post->text);
	put_nonempty(out, "lang", post->lang);
	/* a page, and no script */
	if (post->url.len > 7 && (!strncasecmp(post->url.s, "http:", 5) || !strncasecmp(post->url.s, "https:", 6)))
		put_str(out, "url", post->url);
	put_nonempty(out, "reply_to", post->reply_to);
	put_nonempty(out, "repost_of", post->repost_of);
	put_nonempty(out, "quote_of", post->quote_of);
	put_nonempty(out, "thread", post->thread);
	put_strs(out, "mentions", &post->mentions);
	put_strs(out, "hashtags", &post->hashtags);
	put_strs(out, "links", &post->links);
	put_media(out, post);
	put_geo(out, post);
	put_counts(out, post);
	put_form(out, post);
	put_source(out, post, origin, ordinal, post->repaired || (!post->valid && needs_repair(post)));
	fr_buf_addc(out, '}');
}
