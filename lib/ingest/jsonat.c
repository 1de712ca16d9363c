/* Values by path: see jsonat.h. */
#include "ingest/jsonat.h"

#include <string.h>
#include "core/time.h"

#define ID_MAX 256

/* One path, up to a | or the end; *ret_next is behind it. */
static struct fr_json_span follow(struct fr_json_span value, const char *path, const char **ret_next)
{
	struct fr_json_span none = {0}, member;
	char part[FR_JSON_PATH_PART_MAX];
	size_t len = strcspn(path, "|");

	*ret_next = path[len] ? path + len + 1 : NULL;
	for (const char *end = path + len; path < end;) {
		size_t n = strcspn(path, ".|");

		if (!value.bytes || value.type != FR_JSON_OBJECT || n >= sizeof(part))
			return none;
		memcpy(part, path, n);
		part[n] = '\0';
		if (!fr_json_member(&value, part, &member))
			return none;
		value = member;
		path += n + (path[n] == '.');
	}
	return value.type == FR_JSON_NULL ? none : value;
}

struct fr_json_span fr_json_at_next(const struct fr_json_span *value, const char **paths)
{
	struct fr_json_span none = {0};

	if (value->bytes)
		return follow(*value, *paths, paths);
	*paths = NULL;
	return none;
}

struct fr_json_span fr_json_at(const struct fr_json_span *value, const char *paths)
{
	struct fr_json_span found = {0};

	while (!found.bytes && paths)
		found = fr_json_at_next(value, &paths);
	return found;
}

static struct fr_json_span of_type(struct fr_json_span value, enum fr_json_type type)
{
	struct fr_json_span none = {0}, first;
	size_t pos = 0;

	if (!value.bytes || value.type != type || !fr_json_next(&value, &pos, NULL, &first))
		return none;
	return value;
}

struct fr_json_span fr_json_array_at(const struct fr_json_span *value, const char *paths)
{
	return of_type(fr_json_at(value, paths), FR_JSON_ARRAY);
}

struct fr_json_span fr_json_object_at(const struct fr_json_span *value, const char *paths)
{
	return of_type(fr_json_at(value, paths), FR_JSON_OBJECT);
}

struct fr_str fr_json_text_at(struct fr_draft *post, const struct fr_json_span *value, const char *paths)
{
	struct fr_str s = FR_STR_NONE;

	while (!s.len && paths) {
		struct fr_json_span found = fr_json_at_next(value, &paths);

		s = fr_draft_json(post, &found);
	}
	return s.len ? s : FR_STR_NONE;
}

int64_t fr_json_count_at(const struct fr_json_span *value, const char *paths)
{
	int64_t n = -1;

	while (n < 0 && paths) {
		struct fr_json_span found = fr_json_at_next(value, &paths);

		n = fr_json_count(&found);
	}
	return n;
}

bool fr_json_true_at(const struct fr_json_span *value, const char *paths)
{
	struct fr_json_span found = fr_json_at(value, paths);

	return found.bytes && found.type == FR_JSON_TRUE;
}

struct fr_json_span fr_json_first(const struct fr_json_span *array)
{
	struct fr_json_span first = {0};
	size_t pos = 0;

	if (!array->bytes || array->type != FR_JSON_ARRAY || !fr_json_next(array, &pos, NULL, &first))
		first.bytes = NULL;
	return first;
}

struct fr_str fr_id_text(struct fr_str s)
{
	if (!s.s || !s.len || s.len > ID_MAX || fr_has_blank(s))
		return FR_STR_NONE;
	for (size_t i = 0; i < s.len; i++) {
		if (s.s[i] == 0x7f)
			return FR_STR_NONE;
	}
	return s;
}

struct fr_moment fr_moment_iso(struct fr_str s)
{
	struct fr_moment moment = {.at = FR_TIME_NONE};
	struct fr_civil civil;
	int32_t offset = 0;
	bool zoned;

	if (!s.s || !fr_time_parse_iso(s.s, s.len, &civil, &zoned, &offset) || !fr_civil_valid(&civil))
		return moment;
	moment.at = fr_civil_to_unix(&civil) - (zoned ? offset : 0);
	moment.nanos = civil.nanos;
	moment.digits = civil.nanos_digits;
	return moment;
}

struct fr_moment fr_moment_unix(struct fr_str digits)
{
	struct fr_moment moment = {.at = FR_TIME_NONE};
	int64_t whole = 0;
	size_t n = 0;

	while (n < digits.len && digits.s[n] >= '0' && digits.s[n] <= '9' && n < 17)
		whole = 10 * whole + (digits.s[n++] - '0');
	if (!n || n > 16 || (n < digits.len && digits.s[n] != '.'))
		return moment;
	if (n == 16) {
		moment.nanos = (int)(whole % 1000000) * 1000;
		moment.digits = 6;
		whole /= 1000000;
	} else if (n == 13) {
		moment.nanos = (int)(whole % 1000) * 1000000;
		moment.digits = 3;
		whole /= 1000;
	} else if (n > 11) {
		return moment;
	}
	/* 0 stands for a time that was not known */
	moment.at = whole ? whole : FR_TIME_NONE;
	return moment;
}
