#include <inttypes.h>
#include <string.h>
#include "core/time.h"
#include "dedupe/post.h"
#include "dedupe/ties.h"

const struct fr_fault fr_fault_id_long = {"id-long", "an id that is too long"};

void fr_post_reader_init(struct fr_post_reader *reader)
{
	memset(reader, 0, sizeof(*reader));
	fr_canon_init(&reader->canon);
}

void fr_post_reader_free(struct fr_post_reader *reader)
{
	fr_folded_free(&reader->folded);
	fr_folded_free(&reader->place);
	fr_canon_free(&reader->canon);
	fr_buf_free(&reader->work);
	memset(reader, 0, sizeof(*reader));
}

/* Of a record without id: the members that identify it, as they stand, told apart by their names. */
static uint64_t key_of_members(struct fr_post_reader *reader, const struct fr_record *rec)
{
	static const char *const names[] = {"url", "platform", "channel", "author", "time", "text"};
	struct fr_json_span value;

	fr_buf_clear(&reader->work);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (!fr_record_find(rec, names[i], &value))
			continue;
		fr_buf_addc(&reader->work, '\0');
		fr_buf_adds(&reader->work, names[i]);
		fr_buf_addc(&reader->work, '\0');
		fr_buf_add(&reader->work, value.bytes, value.len);
	}
	return fr_case_key(reader->work.bytes, reader->work.len);
}

static int read_id(struct fr_post_reader *reader, struct fr_record *rec, struct fr_case_post *ret, struct fr_error *err)
{
	const char *id;
	size_t len;
	int rc = fr_record_get_string(rec, "id", &id, &len, err);

	if (rc != FR_OK)
		return rc;
	if (!id || !len) {
		ret->id = "";
		ret->id_len = 0;
		ret->key = key_of_members(reader, rec);
		return FR_OK;
	}
	if (len > FR_CASE_ID_MAX)
		return fr_reject(err, &fr_fault_id_long, -1, "an id of %zu bytes; at most %d are taken", len,
				 FR_CASE_ID_MAX);
	ret->id = id;
	ret->id_len = len;
	ret->key = fr_case_key(id, len);
	return FR_OK;
}

/* Hash of a string member of an object; 0 if it isn't there. */
static uint64_t hash_of(struct fr_post_reader *reader, const struct fr_json_span *object, const char *name)
{
	struct fr_json_span value;

	if (!fr_json_member(object, name, &value) || value.type != FR_JSON_STRING)
		return 0;
	fr_buf_clear(&reader->work);
	fr_json_unescape(&reader->work, &value);
	return reader->work.len ? fr_case_key(reader->work.bytes, reader->work.len) : 0;
}

static int read_text(struct fr_post_reader *reader, struct fr_record *rec, struct fr_case_post *ret,
		     struct fr_error *err)
{
	const char *text, *kind;
	size_t text_len, kind_len;
	int rc = fr_record_get_string(rec, "text", &text, &text_len, err);

	if (rc == FR_OK)
		rc = fr_record_get_string(rec, "kind", &kind, &kind_len, err);
	if (rc != FR_OK || !text || (kind && kind_len == 6 && memcmp(kind, "system", 6) == 0))
		return rc;
	fr_fold(&reader->folded, text, text_len);
	fr_canon_make(&reader->canon, &reader->folded, text, text_len);
	ret->canon = &reader->canon;
	return FR_OK;
}

/* The words by which the post was routed are words of its place. */
static void mark_place(struct fr_post_reader *reader, const struct fr_json_span *reason)
{
	struct fr_json_span text;

	if (!fr_json_member(reason, "text", &text) || text.type != FR_JSON_STRING)
		return;
	fr_buf_clear(&reader->work);
	fr_json_unescape(&reader->work, &text);
	fr_fold(&reader->place, fr_buf_str(&reader->work), reader->work.len);
	for (size_t i = 0; i < reader->place.n_words; i++) {
		const struct fr_word *word = &reader->place.words[i];

		fr_telling_mark_place(&reader->canon.telling,
				      fr_code_word(reader->place.text + word->fold_off, word->fold_len));
	}
}

static void read_route(struct fr_post_reader *reader, const struct fr_record *rec, struct fr_case_post *ret)
{
	struct fr_json_span route, reasons, reason;
	size_t pos = 0;

	if (!fr_record_find(rec, "route", &route) || route.type != FR_JSON_OBJECT)
		return;
	ret->district = hash_of(reader, &route, "district");
	ret->station = hash_of(reader, &route, "station");
	if (!ret->canon || !fr_json_member(&route, "reasons", &reasons) || reasons.type != FR_JSON_ARRAY)
		return;
	while (fr_json_next(&reasons, &pos, NULL, &reason))
		if (reason.type == FR_JSON_OBJECT)
			mark_place(reader, &reason);
}

static void read_class(struct fr_post_reader *reader, const struct fr_record *rec, struct fr_case_post *ret)
{
	struct fr_json_span class, actionable;

	if (!fr_record_find(rec, "class", &class) || class.type != FR_JSON_OBJECT ||
	    !fr_json_member(&class, "actionable", &actionable))
		return;
	ret->no_case = actionable.type == FR_JSON_FALSE;
	if (actionable.type == FR_JSON_TRUE)
		ret->category = hash_of(reader, &class, "category");
}

static void read_time(struct fr_post_reader *reader, const struct fr_record *rec, struct fr_case_post *ret)
{
	struct fr_json_span time;

	if (!fr_record_find(rec, "time", &time) || time.type != FR_JSON_STRING || time.len < 2)
		return;
	reader->at = fr_time_of_record(time.bytes + 1, time.len - 2);
	if (reader->at != FR_TIME_NONE)
		ret->at = &reader->at;
}

static const char *const platforms[] = {NULL,       "x",        "facebook", "instagram", "youtube",
					"whatsapp", "telegram", "reddit",   "mastodon",  "bluesky",
					"tiktok",   "mail",     "form",     "other"};

const char *fr_post_platform(unsigned platform)
{
	return platform < sizeof(platforms) / sizeof(platforms[0]) ? platforms[platform] : NULL;
}

/* Who wrote it, and where: accounts are different on different platforms. */
static void read_author(struct fr_post_reader *reader, const struct fr_record *rec, struct fr_case_post *ret)
{
	static const char *const names[] = {"id", "handle", "name"};
	struct fr_json_span platform, author;

	if (fr_record_find(rec, "platform", &platform) && platform.type == FR_JSON_STRING)
		for (unsigned i = 1; i < sizeof(platforms) / sizeof(platforms[0]); i++)
			if (fr_json_string_is(&platform, platforms[i]))
				ret->platform = i;
	if (!fr_record_find(rec, "author", &author) || author.type != FR_JSON_OBJECT)
		return;
	for (size_t i = 0; !ret->author && i < sizeof(names) / sizeof(names[0]); i++)
		ret->author = hash_of(reader, &author, names[i]);
	if (ret->author)
		ret->author += ret->platform;
}

int fr_dedupe_post_read(struct fr_post_reader *reader, struct fr_record *rec, struct fr_case_post *ret,
			struct fr_error *err)
{
	struct fr_json_span kind;
	int rc;

	memset(ret, 0, sizeof(*ret));
	rc = read_text(reader, rec, ret, err);
	if (rc == FR_OK)
		rc = read_id(reader, rec, ret, err);
	if (rc != FR_OK)
		return rc;
	read_route(reader, rec, ret);
	read_class(reader, rec, ret);
	read_time(reader, rec, ret);
	read_author(reader, rec, ret);
	if (fr_record_find(rec, "kind", &kind) && kind.type == FR_JSON_STRING && fr_json_string_is(&kind, "system"))
		return FR_OK;
	ret->ties = reader->ties;
	ret->n_ties = fr_ties_read(rec, ret->key, &reader->work, reader->ties, FR_ANCHORS_MAX);
	return FR_OK;
}

void fr_post_put_name(struct fr_buf *out, uint64_t case_id)
{
	fr_buf_addf(out, "c-%012" PRIx64, case_id);
}

static void put_name_member(struct fr_buf *out, uint64_t case_id)
{
	fr_json_put_name(out, "id");
	fr_buf_addc(out, '"');
	fr_post_put_name(out, case_id);
	fr_buf_addc(out, '"');
}

/* Why, how alike, and to which post. */
static void put_ref(struct fr_buf *out, const struct fr_case_ref *ref)
{
	static const char *const why[] = {
		[FR_WHY_FIRST] = "",           [FR_WHY_SAME_POST] = "same-post", [FR_WHY_TEXT] = "text",
		[FR_WHY_MEDIA] = "media",      [FR_WHY_LINK] = "link",           [FR_WHY_THREAD] = "thread",
		[FR_WHY_INCIDENT] = "incident"};

	if (ref->of_len)
		fr_json_member_string(out, "of", ref->of, ref->of_len);
	fr_json_member_fixed(out, "similarity", ref->likeness, 2);
	fr_json_member_cstring(out, "why", why[ref->why]);
}

void fr_post_put_case(struct fr_buf *out, const struct fr_case_verdict *verdict)
{
	put_name_member(out, verdict->to.case_id);
	fr_json_member_cstring(out, "role", verdict->to.why == FR_WHY_FIRST ? "first" : "copy");
	if (verdict->to.why != FR_WHY_FIRST)
		put_ref(out, &verdict->to);
	if (!verdict->n_maybe)
		return;
	fr_json_put_name(out, "maybe");
	fr_buf_addc(out, '[');
	for (size_t i = 0; i < verdict->n_maybe; i++) {
		fr_json_put_comma(out);
		fr_buf_addc(out, '{');
		put_name_member(out, verdict->maybe[i].case_id);
		put_ref(out, &verdict->maybe[i]);
		fr_buf_addc(out, '}');
	}
	fr_buf_addc(out, ']');
}
