/* A row of a collector's table: see x_row.h. */
#include "ingest/x_row.h"

#include <string.h>
#include "ingest/jsonat.h"

#define NAME_LEN 64

/* Is the name of a member one of the names, | between, without underlines and points? */
static bool names_have(const char *names, struct fr_json_span name)
{
	char shortened[NAME_LEN];
	size_t n = 0;

	for (size_t i = 1; i + 1 < name.len && n < sizeof(shortened); i++) {
		char c = name.bytes[i];

		if (c != '_' && c != '.' && c != ' ')
			shortened[n++] = c >= 'A' && c <= 'Z' ? (char)(c | 32) : c;
	}
	for (const char *at = names; at; at = strchr(at, '|')) {
		size_t len;

		at += *at == '|';
		len = strcspn(at, "|");
		if (len == n && !memcmp(at, shortened, n))
			return true;
	}
	return false;
}

static struct fr_json_span member(const struct fr_json_span *object, const char *names)
{
	struct fr_json_span name, value, none = {0};
	size_t pos = 0;

	while (fr_json_next(object, &pos, &name, &value)) {
		if (value.type != FR_JSON_NULL && names_have(names, name))
			return value;
	}
	return none;
}

static struct fr_str text_of(struct fr_draft *post, const struct fr_json_span *value)
{
	if (value->bytes && value->type == FR_JSON_TRUE)
		return (struct fr_str){"true", 4};
	if (value->bytes && value->type == FR_JSON_FALSE)
		return (struct fr_str){"false", 5};
	return fr_draft_json(post, value);
}

struct fr_str fr_x_value(const struct fr_x_row *row, const char *names)
{
	static const char *const nothing[] = {"nan", "NaN", "None", "null", "[]", "{}"};
	char one[NAME_LEN];
	struct fr_str s = FR_STR_NONE;

	for (const char *at = names; at && !s.len; at = strchr(at, '|')) {
		size_t len;

		at += *at == '|';
		len = strcspn(at, "|");
		if (len >= sizeof(one))
			continue;
		memcpy(one, at, len);
		one[len] = '\0';
		if (row->sheet) {
			s = fr_sheet_cell(row->sheet, one);
		} else {
			struct fr_json_span value = member(row->object, one);

			s = text_of(&row->in->post, &value);
		}
		for (size_t i = 0; i < sizeof(nothing) / sizeof(*nothing); i++) {
			if (s.len == strlen(nothing[i]) && !memcmp(s.s, nothing[i], s.len))
				s = FR_STR_NONE;
		}
	}
	return s;
}

int64_t fr_x_count(const struct fr_x_row *row, const char *names)
{
	struct fr_str s = fr_x_value(row, names);
	struct fr_json_span number = {.bytes = s.s, .len = s.len, .type = FR_JSON_NUMBER};

	/* 12.0: pandas, where a cell of the column is empty */
	if (s.len > 2 && !memcmp(s.s + s.len - 2, ".0", 2))
		number.len -= 2;
	for (size_t i = 0; i < number.len; i++) {
		if (s.s[i] < '0' || s.s[i] > '9')
			return -1;
	}
	return s.len && s.len < 19 ? fr_json_count(&number) : -1;
}

/* The string that begins with the quote at s[pos], in Python's or JSON's way of writing; *pos behind it. */
static struct fr_str literal(struct fr_draft *post, struct fr_str s, size_t *pos)
{
	char quote = s.s[(*pos)++];

	fr_buf_clear(&post->work);
	while (*pos < s.len && s.s[*pos] != quote) {
		if (s.s[*pos] == '\\' && *pos + 1 < s.len)
			(*pos)++;
		fr_buf_addc(&post->work, s.s[(*pos)++]);
	}
	*pos += *pos < s.len;
	return fr_draft_take(post);
}

bool fr_x_is_word(struct fr_str s, const char *names)
{
	for (const char *at = names; at; at = strchr(at, '|')) {
		size_t len;

		at += *at == '|';
		len = strcspn(at, "|");
		if (len == s.len && !memcmp(at, s.s, len))
			return true;
	}
	return false;
}

/* ['a', 'b'], ["a"], [{'screen_name': 'a', 'id': '1'}]: strings alone, and the values of the keys that are asked for.
 */
static void put_literals(struct fr_draft *post, struct fr_str s, const char *keys, fr_x_put_fn *put)
{
	bool wanted = true;

	for (size_t pos = 0; pos < s.len;) {
		struct fr_str item;
		size_t next;

		if (s.s[pos] != '\'' && s.s[pos] != '"') {
			if (s.s[pos] == ',' || s.s[pos] == '[')
				wanted = true;
			pos++;
			continue;
		}
		item = literal(post, s, &pos);
		for (next = pos; next < s.len && s.s[next] == ' ';)
			next++;
		if (next < s.len && s.s[next] == ':') {
			wanted = fr_x_is_word(item, keys);
			pos = next + 1;
		} else if (wanted) {
			put(post, item);
		}
	}
}

static void put_json_list(struct fr_draft *post, const struct fr_json_span *array, const char *keys, fr_x_put_fn *put)
{
	struct fr_json_span element;
	struct fr_str s;
	size_t pos = 0;

	while (fr_json_next(array, &pos, NULL, &element)) {
		s = element.type == FR_JSON_OBJECT ? fr_json_text_at(post, &element, keys)
						   : fr_draft_json(post, &element);
		if (s.len)
			put(post, s);
	}
}

void fr_x_put_list(const struct fr_x_row *row, const char *names, const char *keys, fr_x_put_fn *put)
{
	struct fr_draft *post = &row->in->post;
	struct fr_json_span array = {0};
	struct fr_error ignored;
	struct fr_str s;

	if (row->object)
		array = member(row->object, names);
	if (array.bytes && array.type == FR_JSON_ARRAY) {
		put_json_list(post, &array, keys, put);
		return;
	}
	s = fr_x_value(row, names);
	if (s.len && s.s[0] == '[' && fr_json_check(s.s, s.len, &array, &ignored) == FR_OK) {
		put_json_list(post, &array, keys, put);
		return;
	}
	if (s.len && s.s[0] == '[') {
		put_literals(post, s, keys, put);
		return;
	}
	while (s.len) {
		const char *bar = memchr(s.s, '|', s.len);
		size_t len = bar ? (size_t)(bar - s.s) : s.len;

		if (len)
			put(post, (struct fr_str){s.s, len});
		len += bar != NULL;
		s.s += len;
		s.len -= len;
	}
}
