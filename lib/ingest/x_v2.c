/*
 * x_v2.c: X API v2 as it comes from the API and from twarc2.
 *
 * Shapes: pages {data: [...], includes, meta, errors}, one a line or spread over lines, several behind one another;
 * {data: {...}} for a single post or a line of a stream; twarc's flattened posts (author inside, no data); bare arrays
 * of any of these. includes are look-up tables, never posts. A page without data is legal and empty.
 *
 * Lines are read one by one in flat memory; a document is read whole (source.h). A page that does not parse is rejected
 * as one thing: its posts could not be completed from its includes.
 */
#include <string.h>
#include "ingest/intake.h"
#include "ingest/jsonwalk.h"
#include "ingest/x_page.h"

static const struct fr_fault fault_no_id = {"no-id", "a post without an id"};

/* Something of X must stand there: Facebook's Graph API has pages of data too. */
static int bid(const struct fr_peek *peek)
{
	static const struct fr_peek_sign signs[] = {{"data[].edit_history_tweet_ids", 32},
						    {"data[].author_id", 24},
						    {"data[].conversation_id", 24},
						    {"data.edit_history_tweet_ids", 32},
						    {"data.author_id", 24},
						    {"data.conversation_id", 24},
						    {"data[].tweet_count", 48},
						    {"data[].username", 24},
						    {"data[].member_count", 24},
						    {"data[].owner_id", 24},
						    {"__twarc", 64},
						    {"__twarc.url", 24},
						    {"data[].dm_conversation_id", 48},
						    {"data[].event_type", 24},
						    {"data.dm_conversation_id", 48},
						    {"includes", 24},
						    {"includes.tweets[].id", 24},
						    {"meta.result_count", 24},
						    {"meta.newest_id", 24},
						    {"matching_rules", 24},
						    {"edit_history_tweet_ids", 32},
						    {"author_id", 24},
						    {"author.username", 24},
						    {"conversation_id", 16},
						    {"public_metrics.retweet_count", 24},
						    {"[].author_id", 24},
						    {"[].edit_history_tweet_ids", 32},
						    {"[].conversation_id", 16},
						    {"[].author.username", 24},
						    {"[].public_metrics.retweet_count", 24},
						    {"[].data[].author_id", 48},
						    {"[].data.author_id", 48},
						    {"[].includes", 24},
						    {"data[].public_metrics.retweet_count", 24},
						    {"data.public_metrics.retweet_count", 24},
						    {"data[].public_metrics.followers_count", 24},
						    {"data[].created_at", 8},
						    {"data[].text", 16},
						    {"data.text", 16},
						    {"data[].id", 8},
						    {"data.id", 8},
						    {"errors[].resource_type", 32},
						    {NULL, 0}};
	bool compliance = fr_peek_has(peek, "action") && fr_peek_has(peek, "reason") && fr_peek_has(peek, "created_at");
	int bits;

	if (peek->first != '{' && peek->first != '[')
		return 0;
	if (fr_peek_has(peek, "id_str") || fr_peek_has(peek, "[].id_str") || fr_peek_has(peek, "_type") ||
	    fr_peek_has(peek, "_source") || fr_peek_has(peek, "source_platform") || fr_peek_has(peek, "kind"))
		return 0;
	bits = fr_peek_bits(peek, signs);
	if (compliance)
		bits += 64;
	return bits >= 24 ? bits : 0;
}

static void count_other(struct fr_intake *in, enum fr_x_kind kind)
{
	static const char *const names[] = {
		[FR_X_USER] = "users",   [FR_X_LIST] = "lists",
		[FR_X_COUNT] = "counts", [FR_X_COMPLIANCE] = "compliance",
		[FR_X_SPACE] = "spaces", [FR_X_OTHER] = "other objects",
	};

	fr_intake_skip(in, names[kind], 1);
}

/* What a mended text and where its objects end is kept in, for the whole of an input. */
struct scratch {
	struct fr_buf fixed;
	struct fr_json_index index;
};

static void free_scratch(struct scratch *scratch)
{
	fr_buf_free(&scratch->fixed);
	fr_json_index_free(&scratch->index);
}

/* Where a value came from: the bytes of the input, and whether they had to be mended (offsets inside are lost then). */
struct origin {
	const char *raw;
	size_t raw_len;
	uint64_t offset;
	bool repaired, shifted;
};

static int take_element(struct fr_intake *in, const struct fr_x_page *page, const struct fr_x_element *element,
			const struct origin *from, struct fr_error *err)
{
	struct fr_draft *post = &in->post;
	enum fr_x_kind kind = fr_x_kind_of(element);

	if (kind != FR_X_POST && kind != FR_X_DM) {
		count_other(in, kind);
		return FR_OK;
	}
	fr_draft_reset(post);
	post->raw = from->shifted ? from->raw : element->value.bytes;
	post->length = from->shifted ? from->raw_len : element->value.len;
	post->offset = from->offset + (uint64_t)(post->raw - from->raw);
	post->repaired = from->repaired;
	post->valid = true;
	if (kind == FR_X_DM)
		fr_x_dm(post, page, element);
	else
		fr_x_post(post, page, element);
	if (!post->id.s || post->id.len <= 2) {
		fr_reject(err, &fault_no_id, -1, NULL);
		return fr_intake_reject(in, err, post->offset, post->raw, post->length);
	}
	return fr_intake_emit(in, err);
}

static int take_page(struct fr_intake *in, const struct fr_x_element *value, const struct origin *from,
		     struct fr_error *err)
{
	const struct fr_json_span *data = &value->m[FR_X_DATA];
	struct fr_x_page page = {0};
	struct fr_x_element element;
	struct fr_json_span one;
	size_t pos = 0;
	int rc = FR_OK;

	if (value->m[FR_X_INCLUDES].bytes)
		fr_x_page_index(&page, &value->m[FR_X_INCLUDES]);
	if (data->type == FR_JSON_OBJECT) {
		fr_x_look(data, &element);
		rc = take_element(in, &page, &element, from, err);
	} else {
		while (rc == FR_OK && fr_json_next(data, &pos, NULL, &one)) {
			fr_x_look(&one, &element);
			if (one.type == FR_JSON_OBJECT)
				rc = take_element(in, &page, &element, from, err);
			else
				fr_intake_skip(in, "other values", 1);
		}
	}
	fr_x_page_free(&page);
	return rc;
}

/* A value at the top, a line, or an element of a bare array. */
static int take_value(struct fr_intake *in, const struct fr_json_span *value, const struct origin *from,
		      struct fr_error *err)
{
	static const struct fr_x_page no_page;
	struct fr_x_element element;
	const struct fr_json_span *m = element.m, *data = &m[FR_X_DATA];

	if (value->type != FR_JSON_OBJECT) {
		fr_intake_skip(in, "other values", 1);
		return FR_OK;
	}
	fr_x_look(value, &element);
	if (data->bytes && (data->type == FR_JSON_ARRAY || data->type == FR_JSON_OBJECT))
		return take_page(in, &element, from, err);
	if (m[FR_X_ID].bytes)
		return take_element(in, &no_page, &element, from, err);
	if (m[FR_X_ERRORS].bytes && !m[FR_X_META].bytes)
		fr_intake_skip(in, "error messages", 1);
	else if (!m[FR_X_META].bytes && !m[FR_X_INCLUDES].bytes && !m[FR_X_TWARC].bytes)
		fr_intake_skip(in, "other objects", 1);
	return FR_OK;
}

static int take_text(struct fr_intake *in, const char *raw, size_t len, uint64_t offset, struct scratch *scratch,
		     struct fr_error *err)
{
	struct origin from = {.raw = raw, .raw_len = len, .offset = offset};
	struct fr_json_span value;
	struct fr_json_span element;
	size_t pos = 0;
	int rc;

	rc = fr_json_mend_indexed(raw, len, &scratch->fixed, &scratch->index, &value, &from.repaired, err);
	if (rc != FR_OK)
		return fr_intake_reject(in, err, offset, raw, len);
	from.shifted = value.bytes < raw || value.bytes >= raw + len;
	if (value.type != FR_JSON_ARRAY)
		return take_value(in, &value, &from, err);
	while (rc == FR_OK && fr_json_next(&value, &pos, NULL, &element))
		rc = take_value(in, &element, &from, err);
	return rc;
}

static int take_line(struct fr_intake *in, const struct fr_source_line *line, struct scratch *scratch,
		     struct fr_error *err)
{
	size_t skip = line->offset == 0 && line->len >= 3 && !memcmp(line->bytes, "\xEF\xBB\xBF", 3) ? 3 : 0;
	size_t len = line->len;

	while (len > skip && (line->bytes[len - 1] == '\r' || line->bytes[len - 1] == ' '))
		len--;
	skip = fr_json_blanks(line->bytes, len, skip);
	if (skip == len)
		return FR_OK;
	return take_text(in, line->bytes + skip, len - skip, line->offset + skip, scratch, err);
}

static int read_lines(struct fr_intake *in, struct fr_error *err)
{
	struct fr_source_line line;
	struct scratch scratch = {0};
	int rc = FR_OK, got;

	while (rc == FR_OK && (got = fr_source_line(in->source, &line, err)) != FR_STOP) {
		if (got == FR_REJECT)
			rc = fr_intake_reject(in, err, line.offset, line.bytes, line.kept);
		else
			rc = take_line(in, &line, &scratch, err);
	}
	free_scratch(&scratch);
	return rc;
}

static int read_array(struct fr_intake *in, const char *s, size_t len, size_t *pos, struct fr_error *err)
{
	struct fr_elements e;
	struct fr_element element;
	struct origin from = {0};
	int rc = FR_OK, got;

	fr_elements_begin(&e, s, len, *pos);
	while (rc == FR_OK && (got = fr_elements_next(&e, &element, err)) != FR_STOP) {
		from = (struct origin){s + element.off, element.len, element.off, element.repaired, false};
		from.shifted = element.value.bytes < from.raw || element.value.bytes >= from.raw + from.raw_len;
		if (got == FR_REJECT)
			rc = fr_intake_reject(in, err, from.offset, from.raw, from.raw_len);
		else
			rc = take_value(in, &element.value, &from, err);
	}
	*pos = e.pos;
	fr_elements_end(&e);
	return rc;
}

static int read_document(struct fr_intake *in, struct fr_error *err)
{
	struct scratch scratch = {0};
	const char *s;
	size_t len, pos = 0, end;
	int rc = fr_source_all(in->source, &s, &len, err);

	if (rc != FR_OK)
		return rc;
	if (len >= 3 && !memcmp(s, "\xEF\xBB\xBF", 3))
		pos = 3;
	while (rc == FR_OK && (pos = fr_json_blanks(s, len, pos)) < len) {
		if (s[pos] == '[') {
			rc = read_array(in, s, len, &pos, err);
			continue;
		}
		end = fr_json_extent(s, len, pos);
		end = end > pos ? end : len;
		rc = take_text(in, s + pos, end - pos, pos, &scratch, err);
		pos = end;
	}
	free_scratch(&scratch);
	return rc;
}

static int read_x(struct fr_intake *in, struct fr_error *err)
{
	return in->peek->lines ? read_lines(in, err) : read_document(in, err);
}

const struct fr_ingest_format fr_ingest_format_x_v2 = {
	.name = "x-v2",
	.platform = "x",
	.title = "X (Twitter) API v2: pages, JSON Lines of pages, stream, twarc2, flattened",
	.bid = bid,
	.read = read_x,
};
