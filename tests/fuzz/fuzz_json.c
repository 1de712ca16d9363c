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
