/*
 * The scanner held against jansson: what one accepts, the other accepts, and the values are equal. The deliberate
 * differences are those that core/json.h lists: numbers out of range, and NUL bytes.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "core/json.h"
#include "core/record.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* jansson refuses numbers that do not fit; the scanner only looks at the grammar. */
static int is_number_range(const json_error_t *why)
{
	return json_error_code(why) == json_error_numeric_overflow;
}

/* Walking the spans must give what the tree has. */
static void same_value(const struct fr_json_span *span, const json_t *tree)
{
	struct fr_error err;
	json_t *own;

	assert(fr_json_tree(span, &own, &err) == FR_OK);
	/* NaN can't be there; equal trees are equal to the last bit of a real */
	assert(json_equal(own, tree));
	json_decref(own);
	if (span->type == FR_JSON_STRING) {
		struct fr_buf text = {0};

		fr_json_unescape(&text, span);
		assert(text.len == json_string_length(tree));
		assert(!text.len || memcmp(text.bytes, json_string_value(tree), text.len) == 0);
		fr_buf_free(&text);
	}
	if (span->type == FR_JSON_ARRAY) {
		struct fr_json_span element;
		size_t n = 0;

		for (size_t pos = 0; fr_json_next(span, &pos, NULL, &element); n++)
			assert(n < json_array_size(tree));
		assert(n == json_array_size(tree));
	}
}

static void same_members(struct fr_record *rec, const json_t *tree)
{
	const char *name;
	json_t *value;

	json_object_foreach((json_t *)(uintptr_t)tree, name, value)
	{
		struct fr_json_span span;

		assert(fr_record_find(rec, name, &span));
		same_value(&span, value);
	}
}

/* A record that is rendered untouched is its line; with a member set and read again, it holds that value. */
static void set_and_read(struct fr_record *rec, const char *s, size_t len, const struct fr_place *place)
{
	struct fr_buf out = {0};
	struct fr_record *again = fr_record_new();
	struct fr_json_span span;
	struct fr_error err;

	fr_record_render(rec, &out);
	assert(out.len == len && (!len || memcmp(out.bytes, s, len) == 0));
	fr_record_set_raw(rec, "a", "[1]", 3);
	fr_record_set_raw(rec, "new one", "\"x\"", 3);
	fr_buf_clear(&out);
	fr_record_render(rec, &out);
	assert(out.len == fr_record_len(rec));
	assert(fr_record_parse(again, out.bytes, out.len, place, &err) == FR_OK);
	assert(fr_record_find(again, "a", &span) && span.len == 3 && memcmp(span.bytes, "[1]", 3) == 0);
	assert(fr_record_find(again, "new one", &span) && span.type == FR_JSON_STRING);
	fr_record_free(again);
	fr_buf_free(&out);
}

/*
 * Walking over values passes what was accepted, by the index or without: each value must be what scanning it by itself
 * gives, down to the last level.
 */
static void same_walk(const struct fr_json_span *value, int depth)
{
	struct fr_json_span plain = *value, name, plain_name, one, plain_one, scanned;
	struct fr_error err;
	size_t pos = 0, plain_pos = 0, at;

	plain.index = NULL;
	if (value->type != FR_JSON_OBJECT && value->type != FR_JSON_ARRAY)
		return;
	while (fr_json_next(value, &pos, &name, &one)) {
		at = 0;
		assert(fr_json_next(&plain, &plain_pos, &plain_name, &plain_one));
		assert(pos == plain_pos && one.bytes == plain_one.bytes && one.len == plain_one.len);
		assert(one.type == plain_one.type && one.escaped == plain_one.escaped);
		assert(fr_json_scan(one.bytes, value->len - (size_t)(one.bytes - value->bytes), &at, &scanned, &err) ==
		       FR_OK);
		assert(scanned.len == one.len && scanned.type == one.type && scanned.escaped == one.escaped);
		if (value->type == FR_JSON_OBJECT) {
			at = 0;
			assert(name.bytes == plain_name.bytes && name.len == plain_name.len);
			assert(fr_json_scan(name.bytes, name.len, &at, &scanned, &err) == FR_OK);
			assert(at == name.len && scanned.escaped == name.escaped);
		}
		if (depth < 8)
			same_walk(&one, depth + 1);
	}
	assert(!fr_json_next(&plain, &plain_pos, &plain_name, &plain_one));
}

static void walk_indexed(const char *s, size_t len, int rc)
{
	static struct fr_json_index index; /* used again, as readers do */
	struct fr_json_span value;
	struct fr_error err;

	assert(fr_json_check_indexed(s, len, &index, &value, &err) == rc);
	if (rc == FR_OK) {
		assert(value.index == &index);
		same_walk(&value, 0);
		same_walk(&value, 0);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* a heap copy without a byte behind it, so that a read past the end is seen */
	char *s = fr_xmalloc(size ? size : 1);
	struct fr_place place = {"fuzz", 1, 0, size};
	struct fr_record *rec = fr_record_new();
	struct fr_json_span span;
	struct fr_error err = {.byte_off = 0};
	json_error_t why;
	json_t *tree;
	int rc;

	if (size)
		memcpy(s, data, size);
	tree = json_loadb(s, size, JSON_DECODE_ANY | JSON_ALLOW_NUL, &why);
	rc = fr_json_check(s, size, &span, &err);
	walk_indexed(s, size, rc);
	if (rc == FR_OK)
		assert(tree || is_number_range(&why));
	else {
		assert(err.byte_off >= 0 && (size_t)err.byte_off <= size);
		assert(!tree || memchr(s, 0, size));
	}
	if (fr_record_parse(rec, s, size, &place, &err) == FR_OK) {
		assert(rc == FR_OK);
		if (tree)
			same_members(rec, tree);
		set_and_read(rec, s, size, &place);
	} else {
		assert(rc != FR_OK || span.type != FR_JSON_OBJECT || err.fault == &fr_fault_members);
	}
	json_decref(tree);
	fr_record_free(rec);
	free(s);
	return 0;
}
