/* The record: what is read, what is set, and that every other byte stays. */
#include "unit.h"

#include "core/record.h"

static const struct fr_place place = {"test.ndjson", 1, 0, 0};

/* Parses line, which must outlive the record. */
static struct fr_record *parsed(const char *line)
{
	struct fr_record *rec = fr_record_new();
	struct fr_error err;

	assert_int_equal(fr_record_parse(rec, line, strlen(line), &place, &err), FR_OK);
	return rec;
}

static void renders(const struct fr_record *rec, const char *expected)
{
	struct fr_buf out = {0};

	fr_record_render(rec, &out);
	assert_string_equal(fr_buf_str(&out), expected);
	assert_int_equal(fr_record_len(rec), out.len);
	fr_buf_free(&out);
}

/* The line is refused, with this kind of fault at this byte. */
static void refused_bytes(const char *line, size_t len, const struct fr_fault *fault, int64_t byte_off)
{
	struct fr_record *rec = fr_record_new();
	struct fr_error err;

	assert_int_equal(fr_record_parse(rec, line, len, &place, &err), FR_REJECT);
	assert_ptr_equal(err.fault, fault);
	assert_int_equal(err.byte_off, byte_off);
	fr_record_free(rec);
}

static void refused(const char *line, const struct fr_fault *fault, int64_t byte_off)
{
	refused_bytes(line, strlen(line), fault, byte_off);
}

static void string_is(struct fr_record *rec, const char *name, const char *expected)
{
	struct fr_error err;
	const char *s;
	size_t len;

	assert_int_equal(fr_record_get_string(rec, name, &s, &len, &err), FR_OK);
	assert_non_null(s);
	assert_bytes(s, len, expected);
}

static void a_new_member_goes_before_the_last_brace(void **state)
{
	struct fr_record *rec = parsed("{\"id\":\"x:1\",\"n\":1.10,\"u\":\"\\u0905\",\"big\":99999999999999999999}");

	(void)state;
	fr_record_set_raw(rec, "class", "{\"a\":1}", 7);
	renders(rec, "{\"id\":\"x:1\",\"n\":1.10,\"u\":\"\\u0905\",\"big\":99999999999999999999,\"class\":{\"a\":1}}");
	fr_record_free(rec);
}

static void a_member_that_is_there_is_replaced_in_place(void **state)
{
	struct fr_record *rec = parsed("{\"a\": 1 ,\"class\": {\"old\":[1,2]} , \"z\":2}");

	(void)state;
	fr_record_set_raw(rec, "class", "\"new\"", 5);
	renders(rec, "{\"a\": 1 ,\"class\": \"new\" , \"z\":2}");
	fr_record_set_raw(rec, "class", "7", 1);
	fr_record_set_raw(rec, "more", "8", 1);
	renders(rec, "{\"a\": 1 ,\"class\": 7 , \"z\":2,\"more\":8}");
	fr_record_free(rec);
}

static void setting_twice_is_setting_once(void **state)
{
	struct fr_record *rec = parsed("{}");

	(void)state;
	fr_record_set_raw(rec, "a", "1", 1);
	fr_record_set_raw(rec, "b", "2", 1);
	fr_record_set_raw(rec, "a", "[3,4]", 5);
	renders(rec, "{\"a\":[3,4],\"b\":2}");
	fr_record_free(rec);
}

static void an_empty_object_takes_no_comma(void **state)
{
	struct fr_record *rec = parsed(" { } \r");

	(void)state;
	renders(rec, " { } \r");
	fr_record_set_raw(rec, "a", "1", 1);
	renders(rec, " { \"a\":1} \r");
	fr_record_free(rec);
}

static void of_duplicate_names_the_last_counts(void **state)
{
	struct fr_record *rec = parsed("{\"t\":\"one\",\"t\":\"two\"}");

	(void)state;
	string_is(rec, "t", "two");
	fr_record_set_raw(rec, "t", "\"three\"", 7);
	renders(rec, "{\"t\":\"one\",\"t\":\"three\"}");
	string_is(rec, "t", "three");
	fr_record_free(rec);
}

static void names_are_compared_without_their_escapes(void **state)
{
	struct fr_record *rec = parsed("{\"\\u0069d\":\"x:1\"}");

	(void)state;
	string_is(rec, "id", "x:1");
	fr_record_set_raw(rec, "id", "2", 1);
	renders(rec, "{\"\\u0069d\":2}");
	fr_record_free(rec);
}

static void strings_are_decoded(void **state)
{
	struct fr_record *rec = parsed("{\"t\":\"\\u0905\\n\\\"\\\\\\/ \\ud83d\\ude00 \xE0\xA4\x95\"}");
	struct fr_error err;
	const char *s;
	size_t len;

	(void)state;
	string_is(rec, "t", "\xE0\xA4\x85\n\"\\/ \xF0\x9F\x98\x80 \xE0\xA4\x95");
	assert_int_equal(fr_record_get_string(rec, "none", &s, &len, &err), FR_OK);
	assert_null(s);
	fr_record_free(rec);
}

static void a_nul_in_a_value_is_a_byte_like_others(void **state)
{
	struct fr_record *rec = parsed("{\"t\":\"a\\u0000b\"}");
	struct fr_error err;
	json_t *tree;
	const char *s;
	size_t len;

	(void)state;
	assert_int_equal(fr_record_get_string(rec, "t", &s, &len, &err), FR_OK);
	assert_int_equal(len, 3);
	assert_memory_equal(s, "a\0b", 3);
	assert_int_equal(fr_record_get(rec, "t", &tree, &err), FR_OK);
	assert_int_equal(json_string_length(tree), 3);
	renders(rec, "{\"t\":\"a\\u0000b\"}");
	fr_record_free(rec);
}

static void a_string_door_refuses_other_types(void **state)
{
	struct fr_record *rec = parsed("{\"a\":1,\"b\":null}");
	struct fr_error err;
	const char *s = "";
	size_t len;

	(void)state;
	assert_int_equal(fr_record_get_string(rec, "a", &s, &len, &err), FR_REJECT);
	assert_ptr_equal(err.fault, &fr_fault_member_type);
	assert_int_equal(err.byte_off, 5);
	assert_int_equal(fr_record_get_string(rec, "b", &s, &len, &err), FR_OK);
	assert_null(s);
	fr_record_free(rec);
}

static void trees_are_cached_until_the_member_is_set(void **state)
{
	struct fr_record *rec = parsed("{\"a\":{\"b\":[1,2]}}");
	struct fr_error err;
	json_t *first, *again;

	(void)state;
	assert_int_equal(fr_record_get(rec, "a", &first, &err), FR_OK);
	assert_int_equal(json_array_size(json_object_get(first, "b")), 2);
	assert_int_equal(fr_record_get(rec, "a", &again, &err), FR_OK);
	assert_ptr_equal(first, again);
	fr_record_set_new(rec, "a", json_pack("[s]", "\xE0\xA4\x95"));
	assert_int_equal(fr_record_get(rec, "a", &again, &err), FR_OK);
	assert_string_equal(json_string_value(json_array_get(again, 0)), "\xE0\xA4\x95");
	renders(rec, "{\"a\":[\"\xE0\xA4\x95\"]}");
	assert_int_equal(fr_record_get(rec, "none", &again, &err), FR_OK);
	assert_null(again);
	fr_record_free(rec);
}

static void numbers_pass_whatever_their_size(void **state)
{
	struct fr_record *rec = parsed("{\"i\":18446744073709551616,\"r\":1e999}");
	struct fr_error err;
	json_t *tree;

	(void)state;
	assert_int_equal(fr_record_get(rec, "i", &tree, &err), FR_OK);
	assert_true(json_is_real(tree));
	assert_int_equal(fr_record_get(rec, "r", &tree, &err), FR_REJECT);
	assert_ptr_equal(err.fault, &fr_fault_json_number);
	renders(rec, "{\"i\":18446744073709551616,\"r\":1e999}");
	fr_record_free(rec);
}

static void what_is_not_json_is_refused_with_its_place(void **state)
{
	(void)state;
	refused("", &fr_fault_json_syntax, 0);
	refused("{", &fr_fault_json_syntax, 1);
	refused("{\"a\":1", &fr_fault_json_syntax, 6);
	refused("{\"a\":1,}", &fr_fault_json_syntax, 7);
	refused("{\"a\" 1}", &fr_fault_json_syntax, 5);
	refused("{a:1}", &fr_fault_json_syntax, 1);
	refused("{\"a\":01}", &fr_fault_json_syntax, 5);
	refused("{\"a\":1.}", &fr_fault_json_syntax, 7);
	refused("{\"a\":-}", &fr_fault_json_syntax, 6);
	refused("{\"a\":1e}", &fr_fault_json_syntax, 7);
	refused("{\"a\":nul}", &fr_fault_json_syntax, 5);
	refused("{\"a\":\"x\ty\"}", &fr_fault_json_syntax, 7);
	refused("{\"a\":\"\\x\"}", &fr_fault_json_syntax, 6);
	refused("{\"a\":\"\\ud800\"}", &fr_fault_json_syntax, 6);
	refused("{\"a\":\"\\udc00\\ud800\"}", &fr_fault_json_syntax, 6);
	refused("{\"a\":\"\\u12g4\"}", &fr_fault_json_syntax, 6);
	refused("{\"a\\u0000\":1}", &fr_fault_json_syntax, 1);
	refused("{\"a\":1}}", &fr_fault_json_syntax, 7);
	refused("{\"a\":[1,2}", &fr_fault_json_syntax, 9);
	refused("\xEF\xBB\xBF{}", &fr_fault_json_syntax, 0);
	refused("[1]", &fr_fault_not_object, 0);
	refused(" \"text\"", &fr_fault_not_object, 1);
	refused("null", &fr_fault_not_object, 0);
	refused("hello", &fr_fault_json_syntax, 0);
	refused_bytes("{\"a\":1}\0", 8, &fr_fault_json_syntax, 7);
}

static void bytes_that_are_not_utf8_are_refused(void **state)
{
	(void)state;
	refused("{\"a\":\"\xFF\"}", &fr_fault_json_utf8, 6);
	refused("{\"a\":\"\xC0\x80\"}", &fr_fault_json_utf8, 6);
	refused("{\"a\":\"\xE0\x9F\xBF\"}", &fr_fault_json_utf8, 6);
	refused("{\"a\":\"\xED\xA0\x80\"}", &fr_fault_json_utf8, 6);
	refused("{\"a\":\"\xF4\x90\x80\x80\"}", &fr_fault_json_utf8, 6);
	refused("{\"a\":\"abc\xE0\xA4\"}", &fr_fault_json_utf8, 9);
	refused("{\"a\":\"0123456789abcdef0123456789\x80\"}", &fr_fault_json_utf8, 32);
}

/* depth levels of arrays below a member, with or without a value in the innermost */
static char *nested(size_t depth, const char *inner)
{
	struct fr_buf text = {0};

	fr_buf_adds(&text, "{\"a\":");
	for (size_t i = 0; i < depth; i++)
		fr_buf_addc(&text, '[');
	fr_buf_adds(&text, inner);
	for (size_t i = 0; i < depth; i++)
		fr_buf_addc(&text, ']');
	fr_buf_addc(&text, '}');
	return (char *)fr_buf_str(&text);
}

static void nesting_is_bounded(void **state)
{
	struct fr_error err;
	struct fr_record *rec = fr_record_new();
	char *deep = nested(FR_JSON_DEPTH_MAX - 1, "1"), *deeper = nested(FR_JSON_DEPTH_MAX, "1"),
	     *bottomless = nested(1000000, "");

	(void)state;
	assert_int_equal(fr_record_parse(rec, deep, strlen(deep), &place, &err), FR_OK);
	assert_int_equal(fr_record_parse(rec, deeper, strlen(deeper), &place, &err), FR_REJECT);
	assert_ptr_equal(err.fault, &fr_fault_json_depth);
	assert_int_equal(fr_record_parse(rec, bottomless, strlen(bottomless), &place, &err), FR_REJECT);
	assert_ptr_equal(err.fault, &fr_fault_json_depth);
	free(deep);
	free(deeper);
	free(bottomless);
	fr_record_free(rec);
}

static void the_number_of_members_is_bounded(void **state)
{
	struct fr_record *rec = fr_record_new();
	struct fr_buf line = {0};
	struct fr_error err;

	(void)state;
	fr_buf_addc(&line, '{');
	for (unsigned i = 0; i <= FR_MEMBERS_MAX; i++)
		fr_buf_addf(&line, "%s\"m%u\":1", i ? "," : "", i);
	fr_buf_addc(&line, '}');
	assert_int_equal(fr_record_parse(rec, line.bytes, line.len, &place, &err), FR_REJECT);
	assert_ptr_equal(err.fault, &fr_fault_members);
	fr_buf_free(&line);
	fr_record_free(rec);
}

/* One record object is used for line after line: nothing of one may show in the next. */
static void a_parse_forgets_the_record_before(void **state)
{
	struct fr_record *rec = parsed("{\"a\":{\"x\":1}}");
	struct fr_error err;
	json_t *tree;

	(void)state;
	assert_int_equal(fr_record_get(rec, "a", &tree, &err), FR_OK);
	fr_record_set_raw(rec, "b", "1", 1);
	assert_int_equal(fr_record_parse(rec, "{\"c\":2}", 7, &place, &err), FR_OK);
	renders(rec, "{\"c\":2}");
	assert_int_equal(fr_record_parse(rec, "{\"c\":", 5, &place, &err), FR_REJECT);
	renders(rec, "{}");
	fr_record_free(rec);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_new_member_goes_before_the_last_brace),
		cmocka_unit_test(a_member_that_is_there_is_replaced_in_place),
		cmocka_unit_test(setting_twice_is_setting_once),
		cmocka_unit_test(an_empty_object_takes_no_comma),
		cmocka_unit_test(of_duplicate_names_the_last_counts),
		cmocka_unit_test(names_are_compared_without_their_escapes),
		cmocka_unit_test(strings_are_decoded),
		cmocka_unit_test(a_nul_in_a_value_is_a_byte_like_others),
		cmocka_unit_test(a_string_door_refuses_other_types),
		cmocka_unit_test(trees_are_cached_until_the_member_is_set),
		cmocka_unit_test(numbers_pass_whatever_their_size),
		cmocka_unit_test(what_is_not_json_is_refused_with_its_place),
		cmocka_unit_test(bytes_that_are_not_utf8_are_refused),
		cmocka_unit_test(nesting_is_bounded),
		cmocka_unit_test(the_number_of_members_is_bounded),
		cmocka_unit_test(a_parse_forgets_the_record_before),
	};

	return cmocka_run_group_tests_name("record", tests, NULL, NULL);
}
