#include "learn/member.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool find(const struct fr_record *rec, const char *path, struct fr_json_span *ret)
{
	const char *dot = strchr(path, '.');
	char *name = fr_xstrndup(path, dot ? (size_t)(dot - path) : strlen(path));
	bool found = fr_record_find(rec, name, ret);

	free(name);
	while (found && dot) {
		struct fr_json_span outer = *ret;

		path = dot + 1;
		dot = strchr(path, '.');
		if (outer.type != FR_JSON_OBJECT)
			return false;
		name = fr_xstrndup(path, dot ? (size_t)(dot - path) : strlen(path));
		found = fr_json_member(&outer, name, ret);
		free(name);
	}
	return found;
}

enum fr_member_state fr_member_text(const struct fr_record *rec, const char *path, struct fr_buf *ret)
{
	struct fr_json_span value;

	if (!find(rec, path, &value))
		return FR_MEMBER_ABSENT;
	fr_buf_clear(ret);
	switch (value.type) {
	case FR_JSON_NULL:
		return FR_MEMBER_NULL;
	case FR_JSON_STRING:
		fr_json_unescape(ret, &value);
		return ret->len ? FR_MEMBER_TEXT : FR_MEMBER_NULL;
	case FR_JSON_OBJECT:
	case FR_JSON_ARRAY:
		return FR_MEMBER_OTHER;
	default:
		fr_buf_add(ret, value.bytes, value.len);
		return FR_MEMBER_TEXT;
	}
}

bool fr_member_number(const struct fr_record *rec, const char *path, double *ret)
{
	struct fr_json_span value;
	char *text;

	if (!find(rec, path, &value) || value.type != FR_JSON_NUMBER)
		return false;
	text = fr_xstrndup(value.bytes, value.len);
	*ret = strtod(text, NULL);
	free(text);
	return isfinite(*ret);
}
