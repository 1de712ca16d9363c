/* What all exports of X have in common: see x_post.h. */
#include "ingest/x_post.h"

#include <string.h>
#include "ingest/dates.h"
#include "ingest/entities.h"
#include "ingest/jsonwalk.h"

struct fr_str fr_x_id(const struct fr_json_span *value)
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

struct fr_str fr_x_digits(struct fr_str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.s[i] < '0' || s.s[i] > '9')
			return FR_STR_NONE;
	}
	return s.len ? s : FR_STR_NONE;
}

void fr_x_put_url(struct fr_draft *post, struct fr_str id)
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

void fr_x_put_text(struct fr_draft *post, const struct fr_json_span *text)
{
	struct fr_str s = fr_draft_json(post, text);

	if (s.len && memchr(s.s, '&', s.len)) {
		fr_buf_clear(&post->work);
		fr_entities_decode(&post->work, s.s, s.len);
		s = fr_draft_take(post);
	}
	post->text = s;
}

struct fr_str fr_x_best_variant(struct fr_draft *post, const struct fr_json_span *variants)
{
	static const char *const names[] = {"bit_rate", "bitrate", "url"};
	struct fr_json_span element, m[3], best = {0};
	int64_t most = -1, rate;
	size_t pos = 0;

	if (!variants->bytes || variants->type != FR_JSON_ARRAY)
		return FR_STR_NONE;
	while (fr_json_next(variants, &pos, NULL, &element)) {
		fr_json_pick(&element, names, 3, m);
		rate = fr_json_count(&m[m[0].bytes ? 0 : 1]);
		if (m[2].bytes && (!best.bytes || rate > most)) {
			best = m[2];
			most = rate;
		}
	}
	return fr_draft_json(post, &best);
}

const char *fr_x_media_type(const struct fr_json_span *type)
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

struct fr_str fr_x_number(const struct fr_json_span *value)
{
	return value->type == FR_JSON_NUMBER ? (struct fr_str){value->bytes, value->len} : FR_STR_NONE;
}

struct fr_moment fr_x_time(struct fr_str s)
{
	struct fr_moment moment = {.at = FR_TIME_NONE};
	struct fr_cell_time cell;

	if (!s.len || !fr_cell_time_parse(s.s, s.len, &cell) || cell.unix_time || !cell.ordered ||
	    !fr_civil_valid(&cell.civil))
		return moment;
	moment.at = fr_civil_to_unix(&cell.civil) - (cell.zoned ? cell.offset : 0);
	return moment;
}
