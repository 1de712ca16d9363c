#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "dedupe/post.h"

const struct fr_fault fr_fault_id_long = {"id-long", "an id that is too long"};

void fr_post_reader_init(struct fr_post_reader *reader)
{
	memset(reader, 0, sizeof(*reader));
	fr_canon_init(&reader->canon);
}

void fr_post_reader_free(struct fr_post_reader *reader)
{
	fr_folded_free(&reader->folded);
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

/* Hash of a string member of route; 0 if it isn't there. */
static uint64_t place_of(struct fr_post_reader *reader, const struct fr_json_span *route, const char *name)
{
	struct fr_json_span value;

	if (!fr_json_member(route, name, &value) || value.type != FR_JSON_STRING)
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

int fr_dedupe_post_read(struct fr_post_reader *reader, struct fr_record *rec, struct fr_case_post *ret,
			struct fr_error *err)
{
	struct fr_json_span route;
	int rc;

	memset(ret, 0, sizeof(*ret));
	if (fr_record_find(rec, "route", &route) && route.type == FR_JSON_OBJECT) {
		ret->district = place_of(reader, &route, "district");
		ret->station = place_of(reader, &route, "station");
	}
	rc = read_text(reader, rec, ret, err);
	return rc == FR_OK ? read_id(reader, rec, ret, err) : rc;
}

void fr_post_put_case(struct fr_buf *out, const struct fr_case_verdict *verdict)
{
	static const char *const why[] = {[FR_WHY_SAME_POST] = "same-post", [FR_WHY_TEXT] = "text"};
	char id[16];

	snprintf(id, sizeof(id), "c-%012" PRIx64, verdict->case_id);
	fr_buf_addc(out, '{');
	fr_json_member_cstring(out, "id", id);
	fr_json_member_cstring(out, "role", verdict->why == FR_WHY_FIRST ? "first" : "copy");
	if (verdict->why != FR_WHY_FIRST) {
		if (verdict->of_len)
			fr_json_member_string(out, "of", verdict->of, verdict->of_len);
		fr_json_member_fixed(out, "similarity", verdict->likeness, 2);
		fr_json_member_cstring(out, "why", why[verdict->why]);
	}
	fr_buf_addc(out, '}');
}
