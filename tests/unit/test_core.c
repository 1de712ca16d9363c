/* The small parts of core: JSON writing and walking, UTF-8, numbers, time, zones, options, chains, quoting. */
#include "unit.h"

#include "core/chain.h"
#include "core/json.h"
#include "core/option.h"
#include "core/progress.h"
#include "core/time.h"
#include "core/utf8.h"

static void fixed_is(double d, int digits, const char *expected)
{
	struct fr_buf out = {0};

	fr_json_put_fixed(&out, d, digits);
	assert_string_equal(fr_buf_str(&out), expected);
	fr_buf_free(&out);
}

static void numbers_are_written_short(void **state)
{
	struct fr_buf out = {0};

	(void)state;
	fixed_is(0.5, 2, "0.5");
	fixed_is(1, 2, "1");
	fixed_is(-0.001, 2, "0");
	fixed_is(0.666666, 3, "0.667");
	fixed_is(100, 0, "100");
	fr_json_put_double(&out, 84.3567);
	fr_buf_addc(&out, ' ');
	fr_json_put_double(&out, 0.1 + 0.2);
	assert_string_equal(fr_buf_str(&out), "84.3567 0.30000000000000004");
	fr_buf_free(&out);
}

static void strings_are_escaped_and_repaired(void **state)
{
	struct fr_buf out = {0};

	(void)state;
	assert_int_equal(fr_json_put_string(&out, "a\"b\\c\n\x01\x00\x7F\xFF\xE0\xA4\x95", 13), 1);
	assert_string_equal(fr_buf_str(&out), "\"a\\\"b\\\\c\\n\\u0001\\u0000\x7F\xEF\xBF\xBD\xE0\xA4\x95\"");
	fr_buf_free(&out);
}

static void commas_come_by_themselves(void **state)
{
	struct fr_buf out = {0};

	(void)state;
	fr_buf_addc(&out, '{');
	fr_json_member_cstring(&out, "a", "x");
	fr_json_member_int(&out, "b", INT64_MIN);
	fr_json_put_name(&out, "c");
	fr_buf_addc(&out, '[');
	fr_json_put_comma(&out);
	fr_json_put_int(&out, 1);
	fr_json_put_comma(&out);
	fr_json_put_int(&out, 2);
	fr_buf_addc(&out, ']');
	fr_json_member_bool(&out, "d", true);
	fr_buf_addc(&out, '}');
	assert_string_equal(fr_buf_str(&out), "{\"a\":\"x\",\"b\":-9223372036854775808,\"c\":[1,2],\"d\":true}");
	fr_buf_free(&out);
}

static void objects_and_arrays_are_walked(void **state)
{
	static const char text[] = " { \"a\" : [ 1 , \"x\" , [] ] , \"b\":{},\"a\":null } ";
	struct fr_json_span top, name, value, inner;
	struct fr_error err;
	size_t pos = 0, n = 0;

	(void)state;
	assert_int_equal(fr_json_check(text, sizeof text - 1, &top, &err), FR_OK);
	assert_true(fr_json_next(&top, &pos, &name, &value));
	assert_true(fr_json_string_is(&name, "a"));
	for (size_t at = 0; fr_json_next(&value, &at, NULL, &inner); n++)
		;
	assert_int_equal(n, 3);
	assert_true(fr_json_next(&top, &pos, &name, &value));
	assert_true(fr_json_next(&top, &pos, &name, &value));
	assert_int_equal(value.type, FR_JSON_NULL);
	assert_false(fr_json_next(&top, &pos, &name, &value));
	assert_true(fr_json_member(&top, "a", &value));
	assert_int_equal(value.type, FR_JSON_NULL);
	assert_false(fr_json_member(&top, "c", &value));
}

static void repair_counts_each_bad_byte(void **state)
{
	struct fr_buf out = {0};

	(void)state;
	assert_int_equal(fr_utf8_repair(&out, "a\xE0\xA4z\xF0\x9F\x98\x80\xC3", 9), 3);
	assert_string_equal(fr_buf_str(&out), "a\xEF\xBF\xBD\xEF\xBF\xBDz\xF0\x9F\x98\x80\xEF\xBF\xBD");
	fr_buf_free(&out);
}

static void utf8_goes_there_and_back(void **state)
{
	char bytes[4];

	(void)state;
	for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
		size_t len = fr_utf8_put(bytes, cp), pos = 0;
		bool surrogate = cp >= 0xD800 && cp <= 0xDFFF;

		assert_int_equal(fr_utf8_next(bytes, len, &pos), surrogate ? FR_UTF8_REPLACEMENT : cp);
		assert_int_equal(pos, len);
	}
}

static void quoted_values_are_harmless(void **state)
{
	char buf[FR_QUOTE_MAX], long_text[200];

	(void)state;
	assert_string_equal(fr_quote(buf, "a\x1B[31m\xFF\xE2\x80\xAE\xE0\xA4\x95", 13),
			    "'a\\x1B[31m\\xFF\\u{202E}\xE0\xA4\x95'");
	memset(long_text, 'x', sizeof long_text);
	assert_int_equal(strlen(fr_quote(buf, long_text, sizeof long_text)), 65);
	for (size_t i = 0; i < sizeof long_text; i++)
		long_text[i] = "\xE2\x80\xAE"[i % 3];
	assert_true(strlen(fr_quote(buf, long_text, sizeof long_text)) < FR_QUOTE_MAX);
}

static void time_is(const char *text, int64_t expected)
{
	assert_int_equal(fr_time_of_record(text, strlen(text)), expected);
}

static void times_are_read(void **state)
{
	(void)state;
	time_is("1970-01-01T00:00:00Z", 0);
	time_is("2024-05-05T19:33:22+05:30", 1714917802);
	time_is("2024-05-05T14:03:22.123456789Z", 1714917802);
	time_is("2024-05-05 14:03:22+0000", 1714917802);
	time_is("2024-02-29T00:00:00Z", 1709164800);
	time_is("0001-01-01T00:00:00Z", -62135596800);
	time_is("2023-02-29T00:00:00Z", FR_TIME_NONE);
	time_is("2024-05-05T14:03:22", FR_TIME_NONE);
	time_is("2024-13-05T14:03:22Z", FR_TIME_NONE);
	time_is("2024-05-05T24:03:22Z", FR_TIME_NONE);
	time_is("2024-05-05T14:03:22Zx", FR_TIME_NONE);
	time_is("", FR_TIME_NONE);
}

static void every_day_goes_there_and_back(void **state)
{
	(void)state;
	for (int64_t day = -719162; day < 2932897; day++) {
		struct fr_civil civil;

		fr_civil_from_unix(day * 86400 + 3661, &civil);
		assert_true(fr_civil_valid(&civil));
		assert_int_equal(fr_civil_to_unix(&civil), day * 86400 + 3661);
	}
}

static void zones_know_their_offsets(void **state)
{
	struct fr_civil skipped = {2024, 3, 31, 2, 30, 0, 0, 0}, twice = {2024, 10, 27, 2, 30, 0, 0, 0};
	struct fr_zone *zone;
	struct fr_error err;

	(void)state;
	assert_int_equal(fr_zone_open("Asia/Kolkata", &zone, &err), FR_OK);
	assert_int_equal(fr_zone_offset_at(zone, 1714917802), 19800);
	fr_zone_free(zone);
	assert_int_equal(fr_zone_open("-08:00", &zone, &err), FR_OK);
	assert_int_equal(fr_zone_offset_at(zone, 0), -28800);
	fr_zone_free(zone);
	assert_int_equal(fr_zone_open("Europe/Berlin", &zone, &err), FR_OK);
	assert_int_equal(fr_zone_to_unix(zone, &skipped), 1711848600);
	assert_int_equal(fr_zone_to_unix(zone, &twice), 1729989000);
	fr_zone_free(zone);
	assert_int_equal(fr_zone_open("Patna/Nowhere", &zone, &err), FR_FATAL);
}

struct options {
	bool flag;
	const char *word;
	struct fr_strlist list;
	int choice;
	int64_t at;
	double number;
	uint64_t count;
};

static const struct fr_option table[] = {
	FR_OPT_FLAG('f', "flag", struct options, flag, "a flag"),
	FR_OPT_STRING('w', "word", struct options, word, "WORD", "a word"),
	FR_OPT_LIST(0, "list", struct options, list, "FILE", "a list"),
	FR_OPT_CHOICE('c', "choice", struct options, choice, "WHICH", "one|two|three", "a choice"),
	FR_OPT_TIME('t', "time", struct options, at, "TIME", "a moment"),
	FR_OPT_NUMBER('n', "number", struct options, number, "N", "0..1", "a number"),
	FR_OPT_COUNT(0, "count", struct options, count, "N", "a count"),
	FR_OPT_END,
};

static int parse(struct options *options, struct fr_strlist *operands, struct fr_error *err, const char *const *words)
{
	struct fr_option_set set = {table, options};
	int argc = 0;

	while (words[argc])
		argc++;
	return fr_options_parse(&set, 1, argc, (char **)(uintptr_t)words, operands, err);
}

static void options_are_parsed(void **state)
{
	static const char *const words[] = {"tool",     "a",   "-fwx", "--list=1",   "--list", "2",
					    "--choice", "two", "-t",   "2024-05-05", "-n0.25", "--count",
					    "7",        "--",  "-f",   NULL};
	struct options options = {0};
	struct fr_strlist operands = {0};
	struct fr_error err;

	(void)state;
	assert_int_equal(parse(&options, &operands, &err, words), FR_OK);
	assert_true(options.flag);
	assert_string_equal(options.word, "x");
	assert_int_equal(options.list.n, 2);
	assert_int_equal(options.choice, 1);
	assert_int_equal(options.at, 1714867200);
	assert_true(options.number == 0.25);
	assert_int_equal(options.count, 7);
	assert_int_equal(operands.n, 2);
	assert_string_equal(operands.items[1], "-f");
	fr_strlist_free(&operands);
	fr_strlist_free(&options.list);
}

static void bad_options_are_named(void **state)
{
	static const char *const bad[][4] = {{"tool", "--none"},       {"tool", "-x"},
					     {"tool", "--word"},       {"tool", "-w"},
					     {"tool", "--flag=1"},     {"tool", "-c", "four"},
					     {"tool", "-n", "1.5"},    {"tool", "-n", "x"},
					     {"tool", "-t", "now"},    {"tool", "--count", "-1"},
					     {"tool", "--choi", "two"}};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct options options = {0};
		struct fr_strlist operands = {0};
		struct fr_error err = {.text = ""};

		assert_int_equal(parse(&options, &operands, &err, bad[i]), FR_FATAL);
		assert_non_null(strstr(err.text, "option"));
		fr_strlist_free(&operands);
	}
}

/* The chain's words, stages apart by "/", words by ",". */
static void chain_is(const char *text, const char *expected)
{
	char *word = fr_xstrdup(text);
	struct fr_chain chain;
	struct fr_buf out = {0};
	struct fr_error err = {.text = ""};

	if (fr_chain_parse(1, &word, &chain, &err) != FR_OK) {
		assert_null(expected);
		assert_true(*err.text);
		free(word);
		return;
	}
	assert_non_null(expected);
	for (size_t i = 0; i < chain.n; i++)
		for (size_t j = 0; j < chain.stages[i].n; j++)
			fr_buf_addf(&out, "%s%s", j ? "," : i ? "/" : "", chain.stages[i].items[j]);
	assert_string_equal(fr_buf_str(&out), expected);
	fr_buf_free(&out);
	fr_chain_free(&chain);
	free(word);
}

static void chains_are_taken_apart(void **state)
{
	(void)state;
	chain_is("ingest a.zip | fr-classify|route", "ingest,a.zip/classify/route");
	chain_is("ingest 'a b.zip' \"c d\" e\\ f | x", "ingest,a b.zip,c d,e f/x");
	chain_is("ingest '$x' | report", "ingest,$x/report");
	chain_is("ingest a'b'\"c\"d | x ''", "ingest,abcd/x,");
	chain_is("ingest *.zip | x", NULL);
	chain_is("ingest $HOME", NULL);
	chain_is("ingest a > b", NULL);
	chain_is("ingest a; rm b", NULL);
	chain_is("ingest a & b", NULL);
	chain_is("ingest \"$HOME\"", NULL);
	chain_is("ingest `id` x", NULL);
	chain_is("ingest a ||x", NULL);
	chain_is("| x", NULL);
	chain_is("x |", NULL);
	chain_is("x 'open", NULL);
	chain_is(" ", NULL);
}

static void progress_says_how_far_and_how_long(void **state)
{
	struct fr_buf out = {0};

	(void)state;
	fr_progress_line(&out, "classify", 1234567, 55000000, 220000000, 2.0);
	assert_string_equal(fr_buf_str(&out), "fr-classify: 1,234,567 records, 55 MB of 220 MB, 617,283/s, 0:06 left");
	fr_buf_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_written_short),
		cmocka_unit_test(strings_are_escaped_and_repaired),
		cmocka_unit_test(commas_come_by_themselves),
		cmocka_unit_test(objects_and_arrays_are_walked),
		cmocka_unit_test(repair_counts_each_bad_byte),
		cmocka_unit_test(utf8_goes_there_and_back),
		cmocka_unit_test(quoted_values_are_harmless),
		cmocka_unit_test(times_are_read),
		cmocka_unit_test(every_day_goes_there_and_back),
		cmocka_unit_test(zones_know_their_offsets),
		cmocka_unit_test(options_are_parsed),
		cmocka_unit_test(bad_options_are_named),
		cmocka_unit_test(chains_are_taken_apart),
		cmocka_unit_test(progress_says_how_far_and_how_long),
	};

	return cmocka_run_group_tests_name("core", tests, NULL, NULL);
}
