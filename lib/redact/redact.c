#include "redact/redact.h"

#include <stdlib.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "core/json.h"

#define LABEL_SCORE  0.3 /* from which a label beside the category shields a text */
#define WRITER_WORDS 2   /* handle and name */

struct fr_redactor {
	struct fr_masker *masker;
	enum fr_audience audience;
	/* of the record at hand */
	uint64_t ordinal;
	bool shield;
	bool private_chat;
	struct fr_buf handle, name, id, text, work;
	struct fr_mask_word words[WRITER_WORDS];
	size_t n_words;
	struct fr_masked *moved; /* what was replaced in the member text */
	size_t n_moved, cap_moved;
};

/* A member of the record, and how its value goes out. */
typedef void put_fn(struct fr_redactor *r, const struct fr_json_span *value, struct fr_buf *out);

struct fr_redactor *fr_redactor_new(struct fr_masker *masker, enum fr_audience audience)
{
	struct fr_redactor *r = fr_xcalloc(1, sizeof *r);

	r->masker = masker;
	r->audience = audience;
	return r;
}

void fr_redactor_free(struct fr_redactor *r)
{
	if (!r)
		return;
	fr_buf_free(&r->handle);
	fr_buf_free(&r->name);
	fr_buf_free(&r->id);
	fr_buf_free(&r->text);
	fr_buf_free(&r->work);
	free(r->moved);
	free(r);
}

static bool is_public(const struct fr_redactor *r)
{
	return r->audience == FR_FOR_PUBLIC;
}

/* ---- values of any kind */

static void put_masked(struct fr_redactor *r, const char *bytes, size_t len, struct fr_buf *out)
{
	struct fr_buf masked = {0};

	fr_mask_text(r->masker, bytes, len, r->words, r->n_words, &masked, NULL, NULL);
	fr_json_put_string(out, masked.len ? masked.bytes : "", masked.len);
	fr_buf_free(&masked);
}

/* A string's text; valid until the next call. */
static const char *text_of(struct fr_redactor *r, const struct fr_json_span *string, size_t *ret_len)
{
	fr_buf_clear(&r->work);
	fr_json_unescape(&r->work, string);
	*ret_len = r->work.len;
	return fr_buf_str(&r->work);
}

/* A SHA-256 in hex is of a file, and may hold a run of digits by chance. */
static bool is_digest(const char *s, size_t len)
{
	return len == 64 && strspn(s, "0123456789abcdef") == 64;
}

/* Whatever stands there: strings masked, all else as it is. Depth is that of the scanner (core/json.h). */
static void put_any(struct fr_redactor *r, const struct fr_json_span *value, struct fr_buf *out)
{
	struct fr_json_span name, inner;
	size_t pos = 0, len;
	const char *text;
	bool object = value->type == FR_JSON_OBJECT;

	if (value->type == FR_JSON_STRING) {
		text = text_of(r, value, &len);
		if (is_digest(text, len))
			fr_buf_add(out, value->bytes, value->len);
		else
			put_masked(r, text, len, out);
		return;
	}
	if (!object && value->type != FR_JSON_ARRAY) {
		fr_buf_add(out, value->bytes, value->len);
		return;
	}
	fr_buf_addc(out, object ? '{' : '[');
	while (fr_json_next(value, &pos, object ? &name : NULL, &inner)) {
		fr_json_put_comma(out);
		if (object) {
			text = text_of(r, &name, &len);
			put_masked(r, text, len, out);
			fr_buf_addc(out, ':');
		}
		put_any(r, &inner, out);
	}
	fr_buf_addc(out, object ? '}' : ']');
}

static void put_as_is(struct fr_redactor *r, const struct fr_json_span *value, struct fr_buf *out)
{
	(void)r;
	fr_buf_add(out, value->bytes, value->len);
}

/* ---- ids and links */

/* The platform, and behind it a digest with a key, else the record's number. */
static void put_pseudonym(struct fr_redactor *r, const char *id, size_t len, struct fr_buf *out)
{
	const char *colon = memchr(id, ':', len);

	fr_buf_addc(out, '"');
	if (colon && colon - id <= 16)
		for (const char *c = id; c <= colon; c++)
			fr_buf_addc(out, (*c >= 'a' && *c <= 'z') || *c == ':' ? *c : '-');
	if (fr_masker_has_key(r->masker))
		fr_mask_put_digest(r->masker, "id", id, len, out);
	else
		fr_buf_addf(out, "record-%llu", (unsigned long long)r->ordinal);
	fr_buf_addc(out, '"');
}

/* What the post answers, shares or belongs to: without a key there is no pseudonym that would lead there. */
static void put_other_id(struct fr_redactor *r, const struct fr_json_span *value, struct fr_buf *out)
{
	size_t len;
	const char *id;

	if (value->type != FR_JSON_STRING || (!is_public(r) && !r->shield)) {
		put_any(r, value, out);
	} else if (fr_masker_has_key(r->masker)) {
		id = text_of(r, value, &len);
		put_pseudonym(r, id, len, out);
	} else {
		fr_buf_adds(out, "null");
	}
}

static void put_id(struct fr_redactor *r, const struct fr_json_span *value, struct fr_buf *out)
{
	size_t len;
	const char *id;

	if (value->type != FR_JSON_STRING || (!is_public(r) && !r->shield)) {
		put_any(r, value, out);
		return;
	}
	id = text_of(r, value, &len);
	put_pseudonym(r, id, len, out);
}

/* The bytes without regard to case; NULL: not there. */
static const char *find_bytes(const char *s, size_t len, const struct fr_buf *what)
{
	for (size_t i = 0; what->len > 2 && i + what->len <= len; i++)
		if (strncasecmp(s + i, what->bytes, what->len) == 0)
			return s + i;
	return NULL;
}

/* A link that names the writer is rewritten where that is possible: x.com/i/status/N leads to the same post. */
static void put_link(struct fr_redactor *r, const struct fr_json_span *value, struct fr_buf *out)
{
	size_t len;
	const char *url, *status, *named;

	if (value->type != FR_JSON_STRING || is_public(r) || r->shield) {
		fr_buf_adds(out, "null");
		return;
	}
	url = text_of(r, value, &len);
	named = find_bytes(url, len, &r->handle);
	named = named ? named : find_bytes(url, len, &r->id);
	status = strstr(url, "/status/");
	if (status && (strstr(url, "//x.com/") || strstr(url, "//twitter.com/") || strstr(url, "//www.x.com/"))) {
		struct fr_buf link = {0};

		fr_buf_adds(&link, "https://x.com/i");
		fr_buf_add(&link, status, len - (size_t)(status - url));
		fr_json_put_string(out, link.bytes, link.len);
		fr_buf_free(&link);
	} else if (named) {
		fr_buf_adds(out, "null");
	} else {
		put_masked(r, url, len, out);
	}
}

/* An array of strings, without what put leaves out (as null). */
static void put_list(struct fr_redactor *r, const struct fr_json_span *value, put_fn *put, struct fr_buf *out)
{
	struct fr_json_span item;
	size_t pos = 0;

	fr_buf_addc(out, '[');
	while (value->type == FR_JSON_ARRAY && fr_json_next(value, &pos, NULL, &item)) {
		struct fr_buf one = {0};

		put(r, &item, &one);
		if (one.len != 4 || memcmp(one.bytes, "null", 4) != 0) {
			fr_json_put_comma(out);
			fr_buf_add(out, one.bytes, one.len);
		}
		fr_buf_free(&one);
	}
	fr_buf_addc(out, ']');
}

static void put_links(struct fr_redactor *r, const struct fr_json_span *value, struct fr_buf *out)
{
	if (is_public(r) || r->shield)
		fr_buf_adds(out, "null");
	else
		put_list(r, value, put_link, out);
}

/* A mention that is not the writer. */
static void put_mention(struct fr_redactor *r, const struct fr_json_span *value, struct fr_buf *out)
{
	size_t len;
	const char *handle = value->type == FR_JSON_STRING ? text_of(r, value, &len) : NULL;

	if (!handle || is_public(r) || r->shield || (r->handle.len == len && find_bytes(handle, len, &r->handle)))
		fr_buf_adds(out, "null");
	else
		put_masked(r, handle, len, out);
}

static void put_mentions(struct fr_redactor *r, const struct fr_json_span *value, struct fr_buf *out)
{
	if (is_public(r) || r->shield)
		fr_buf_adds(out, "null");
	else
		put_list(r, value, put_mention, out);
}

/* ---- who, where, what */

/* With a key a pseudonym, so that two reports of one person can be told from those of two. */
static void put_author(struct fr_redactor *r, const struct fr_json_span *value, struct fr_buf *out)
{
	const struct fr_buf *who = r->id.len ? &r->id : r->handle.len ? &r->handle : &r->name;

	(void)value;
	if (!who->len || !fr_masker_has_key(r->masker)) {
		fr_buf_adds(out, "null");
		return;
	}
	fr_buf_adds(out, "{\"id\":\"person:");
	fr_mask_put_digest(r->masker, "author", who->bytes, who->len, out);
	fr_buf_adds(out, "\"}");
}

static void put_channel(struct fr_redactor *r, const struct fr_json_span *value, struct fr_buf *out)
{
	if (is_public(r) || r->private_chat || r->shield)
		fr_buf_adds(out, "null");
	else
		put_any(r, value, out);
}

static void put_withheld(struct fr_buf *out)
{
	fr_buf_adds(out, "\"[withheld: the law protects the victim's identity]\"");
}

static void put_text(struct fr_redactor *r, const struct fr_json_span *value, struct fr_buf *out)
{
	if (r->shield)
		put_withheld(out);
	else if (value->type == FR_JSON_STRING)
		fr_json_put_string(out, r->text.len ? r->text.bytes : "", r->text.len);
	else
		put_any(r, value, out);
}

/* The members of an object that the list names (with blanks around each); strings masked. */
static void put_some(struct fr_redactor *r, const struct fr_json_span *value, const char *keep, struct fr_buf *out)
{
	struct fr_json_span name, inner;
	size_t pos = 0;

	if (value->type != FR_JSON_OBJECT) {
		fr_buf_adds(out, "null");
		return;
	}
	fr_buf_addc(out, '{');
	while (fr_json_next(value, &pos, &name, &inner)) {
		char key[32] = " ";

		if (name.len > sizeof key - 2)
			continue;
		memcpy(key + 1, name.bytes + 1, name.len - 2);
		memcpy(key + name.len - 1, " ", 2);
		if (!strstr(keep, key))
			continue;
		fr_json_put_comma(out);
		fr_buf_add(out, name.bytes, name.len);
		fr_buf_addc(out, ':');
		put_any(r, &inner, out);
	}
	fr_buf_addc(out, '}');
}

/* The original's hash and the place in it lead whoever holds the original there; its name may be a person's. */
static void put_source(struct fr_redactor *r, const struct fr_json_span *value, struct fr_buf *out)
{
	if (is_public(r) || value->type != FR_JSON_OBJECT) {
		fr_buf_adds(out, "null");
		return;
	}
	put_some(r, value, " format sha256 record offset length scope repaired ", out);
	out->len--;
	fr_buf_adds(out, out->bytes[out->len - 1] == '{' ? "" : ",");
	fr_buf_adds(out, "\"file\":\"redacted\"}");
}

static void put_one_medium(struct fr_redactor *r, const struct fr_json_span *value, struct fr_buf *out)
{
	put_some(r, value, is_public(r) || r->shield ? " type " : " type sha256 alt ", out);
}

static void put_media(struct fr_redactor *r, const struct fr_json_span *value, struct fr_buf *out)
{
	put_list(r, value, put_one_medium, out);
}

static void put_geo(struct fr_redactor *r, const struct fr_json_span *value, struct fr_buf *out)
{
	if (is_public(r) || r->shield)
		fr_buf_adds(out, "null");
	else
		put_any(r, value, out);
}

static void put_form(struct fr_redactor *r, const struct fr_json_span *value, struct fr_buf *out)
{
	struct fr_json_span name, inner;
	size_t pos = 0, len;

	if (value->type != FR_JSON_OBJECT || is_public(r) || r->shield) {
		fr_buf_adds(out, "null");
		return;
	}
	fr_buf_addc(out, '{');
	while (fr_json_next(value, &pos, &name, &inner)) {
		const char *key = text_of(r, &name, &len);
		bool field = fr_mask_is_field(r->masker, key, len);

		fr_json_put_comma(out);
		put_masked(r, key, len, out);
		fr_buf_addc(out, ':');
		if (field && inner.type == FR_JSON_STRING) {
			struct fr_buf mask = {0};

			key = text_of(r, &inner, &len);
			fr_mask_put(r->masker, "person", key, len, &mask);
			fr_json_put_string(out, mask.bytes, mask.len);
			fr_buf_free(&mask);
		} else if (field) {
			fr_buf_adds(out, "null");
		} else {
			put_any(r, &inner, out);
		}
	}
	fr_buf_addc(out, '}');
}

static void put_nothing(struct fr_redactor *r, const struct fr_json_span *value, struct fr_buf *out)
{
	(void)r;
	(void)value;
	fr_buf_adds(out, "null");
}

static void put_unless_public(struct fr_redactor *r, const struct fr_json_span *value, struct fr_buf *out)
{
	if (is_public(r))
		put_nothing(r, value, out);
	else
		put_any(r, value, out);
}

/* ---- class and route: words of the text, and where they stand */

static long long number_of(const struct fr_json_span *value)
{
	char digits[24];

	if (value->type != FR_JSON_NUMBER || value->len >= sizeof digits)
		return -1;
	memcpy(digits, value->bytes, value->len);
	digits[value->len] = '\0';
	return strtoll(digits, NULL, 10);
}

/* Where bytes [start, end) of the text stand now. False: some of them are masked. */
static bool moved_to(const struct fr_redactor *r, long long *start, long long *end)
{
	long long by = 0;

	if (*start < 0 || *end < *start)
		return false;
	for (size_t i = 0; i < r->n_moved; i++) {
		const struct fr_masked *m = &r->moved[i];

		if ((long long)m->start >= *end)
			break;
		if ((long long)m->end > *start)
			return false;
		by += (long long)m->len - (long long)(m->end - m->start);
	}
	*start += by;
	*end += by;
	return true;
}

/* An object with text, start and end: a piece of evidence, a reason. */
static void put_piece(struct fr_redactor *r, const struct fr_json_span *value, struct fr_buf *out)
{
	struct fr_json_span name, inner, start, end;
	long long from = -1, to = -1;
	bool stands = false;
	size_t pos = 0;

	if (value->type != FR_JSON_OBJECT) {
		put_any(r, value, out);
		return;
	}
	if (fr_json_member(value, "start", &start) && fr_json_member(value, "end", &end)) {
		from = number_of(&start);
		to = number_of(&end);
		stands = !r->shield && moved_to(r, &from, &to);
	}
	fr_buf_addc(out, '{');
	while (fr_json_next(value, &pos, &name, &inner)) {
		bool place = fr_json_string_is(&name, "start") || fr_json_string_is(&name, "end");

		if ((place && !stands) || (r->shield && fr_json_string_is(&name, "text")))
			continue;
		fr_json_put_comma(out);
		fr_buf_add(out, name.bytes, name.len);
		fr_buf_addc(out, ':');
		if (place)
			fr_json_put_int(out, fr_json_string_is(&name, "start") ? from : to);
		else
			put_any(r, &inner, out);
	}
	fr_buf_addc(out, '}');
}

static void put_verdict(struct fr_redactor *r, const struct fr_json_span *value, struct fr_buf *out)
{
	struct fr_json_span name, inner;
	size_t pos = 0;

	if (value->type != FR_JSON_OBJECT) {
		put_any(r, value, out);
		return;
	}
	fr_buf_addc(out, '{');
	while (fr_json_next(value, &pos, &name, &inner)) {
		fr_json_put_comma(out);
		fr_buf_add(out, name.bytes, name.len);
		fr_buf_addc(out, ':');
		if (fr_json_string_is(&name, "evidence") || fr_json_string_is(&name, "reasons"))
			put_list(r, &inner, put_piece, out);
		else
			put_any(r, &inner, out);
	}
	fr_buf_addc(out, '}');
}

/* Ids of posts in it; on the public side they are pseudonyms, like those of the records. */
static void put_case(struct fr_redactor *r, const struct fr_json_span *value, struct fr_buf *out)
{
	if (is_public(r) || r->shield)
		put_some(r, value, " role similarity why ", out);
	else
		put_any(r, value, out);
}

/* ---- a record */

static const struct {
	const char *name;
	put_fn *put;
} members[] = {
	{"id", put_id},           {"platform", put_as_is},    {"kind", put_as_is},         {"time", put_as_is},
	{"author", put_author},   {"channel", put_channel},   {"text", put_text},          {"lang", put_as_is},
	{"url", put_link},        {"reply_to", put_other_id}, {"repost_of", put_other_id}, {"quote_of", put_other_id},
	{"thread", put_other_id}, {"mentions", put_mentions}, {"links", put_links},        {"media", put_media},
	{"geo", put_geo},         {"counts", put_as_is},      {"form", put_form},          {"source", put_source},
	{"class", put_verdict},   {"route", put_verdict},     {"case", put_case},          {"watch", put_unless_public},
	{"hashtags", put_any},
};

static put_fn *put_of(const struct fr_json_span *name)
{
	for (size_t i = 0; i < sizeof members / sizeof *members; i++)
		if (fr_json_string_is(name, members[i].name))
			return members[i].put;
	return put_any;
}

static void take_string(const struct fr_json_span *object, const char *name, struct fr_buf *ret)
{
	struct fr_json_span value;

	fr_buf_clear(ret);
	if (object->type == FR_JSON_OBJECT && fr_json_member(object, name, &value) && value.type == FR_JSON_STRING)
		fr_json_unescape(ret, &value);
}

static bool shields(struct fr_redactor *r, const struct fr_json_span *class)
{
	struct fr_json_span category, labels, label, score;
	size_t pos = 0, len;
	const char *id;

	if (fr_json_member(class, "category", &category) && category.type == FR_JSON_STRING) {
		id = text_of(r, &category, &len);
		if (fr_mask_shields(r->masker, id, len))
			return true;
	}
	if (!fr_json_member(class, "labels", &labels) || labels.type != FR_JSON_ARRAY)
		return false;
	while (fr_json_next(&labels, &pos, NULL, &label)) {
		if (label.type != FR_JSON_OBJECT || !fr_json_member(&label, "category", &category) ||
		    category.type != FR_JSON_STRING || !fr_json_member(&label, "score", &score))
			continue;
		id = text_of(r, &category, &len);
		if (fr_mask_shields(r->masker, id, len) && score.type == FR_JSON_NUMBER &&
		    strtod(score.bytes, NULL) >= LABEL_SCORE)
			return true;
	}
	return false;
}

static void mask_text(struct fr_redactor *r, const struct fr_json_span *text)
{
	const struct fr_masked *masked;
	const char *bytes;
	size_t len, n;

	r->n_moved = 0;
	fr_buf_clear(&r->text);
	if (text->type != FR_JSON_STRING)
		return;
	bytes = text_of(r, text, &len);
	fr_mask_text(r->masker, bytes, len, r->words, r->n_words, &r->text, &masked, &n);
	for (size_t i = 0; i < n; i++) {
		r->moved = fr_grow(r->moved, r->n_moved, &r->cap_moved, sizeof *r->moved);
		r->moved[r->n_moved++] = masked[i];
	}
}

/* What has to be known of the record before its first member goes out. */
static void look(struct fr_redactor *r, const struct fr_json_span *record)
{
	static const char private[] = " whatsapp telegram mail form other ";
	struct fr_json_span author = {0}, platform, class, text;
	char key[32] = " ";

	if (!fr_json_member(record, "author", &author))
		author = (struct fr_json_span){.type = FR_JSON_NULL};
	take_string(&author, "handle", &r->handle);
	take_string(&author, "name", &r->name);
	take_string(&author, "id", &r->id);
	r->words[0] = (struct fr_mask_word){fr_buf_str(&r->handle), r->handle.len};
	r->words[1] = (struct fr_mask_word){fr_buf_str(&r->name), r->name.len};
	r->n_words = WRITER_WORDS;
	r->private_chat = true;
	if (fr_json_member(record, "platform", &platform) && platform.type == FR_JSON_STRING && platform.len < 24) {
		memcpy(key + 1, platform.bytes + 1, platform.len - 2);
		memcpy(key + platform.len - 1, " ", 2);
		r->private_chat = strstr(private, key) != NULL;
	}
	r->shield = fr_json_member(record, "class", &class) && class.type == FR_JSON_OBJECT && shields(r, &class);
	if (fr_json_member(record, "text", &text))
		mask_text(r, &text);
}

void fr_redact(struct fr_redactor *r, const char *line, size_t len, uint64_t ordinal, struct fr_buf *out)
{
	struct fr_json_span record = {.bytes = line, .len = len, .type = FR_JSON_OBJECT}, name, value;
	size_t pos = 0;

	r->ordinal = ordinal;
	look(r, &record);
	fr_buf_addc(out, '{');
	while (fr_json_next(&record, &pos, &name, &value)) {
		struct fr_buf one = {0};
		put_fn *put = put_of(&name);

		/* what nobody knows may repeat the text */
		if (put == put_any && r->shield)
			put = put_nothing;
		put(r, &value, &one);
		if ((one.len != 4 || memcmp(one.bytes, "null", 4) != 0) && one.len) {
			fr_json_put_comma(out);
			if (put == put_any) {
				size_t n;
				const char *key = text_of(r, &name, &n);

				put_masked(r, key, n, out);
			} else {
				fr_buf_add(out, name.bytes, name.len);
			}
			fr_buf_addc(out, ':');
			fr_buf_add(out, one.bytes, one.len);
		}
		fr_buf_free(&one);
	}
	fr_buf_addc(out, '}');
}
