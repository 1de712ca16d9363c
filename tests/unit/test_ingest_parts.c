/* The parts that fr-ingest's formats are made of: dates, order of dates, tables, encodings, entities, documents. */
#include "unit.h"
#include "ingest/dates.h"
#include "ingest/digest.h"
#include "ingest/draft.h"
#include "ingest/entities.h"
#include "ingest/grid.h"
#include "ingest/intake.h"
#include "ingest/jsonwalk.h"
#include "ingest/textenc.h"

/* The moment of a cell, local times read as UTC and day first; -1: no time. */
static int64_t moment(const char *cell)
{
	struct fr_cell_time t;

	if (!fr_cell_time_parse(cell, strlen(cell), &t))
		return -1;
	if (t.unix_time)
		return t.at;
	if (!t.ordered && !fr_date_in_order(&t.parts, t.parts.digits[0] == 4 ? FR_ORDER_YMD : FR_ORDER_DMY, &t.civil))
		return -1;
	return fr_civil_to_unix(&t.civil) - (t.zoned ? t.offset : 0);
}

static void test_cell_times(void **state)
{
	const int64_t noon = 1714910400; /* 2024-05-05T12:00:00Z */

	(void)state;
	assert_int_equal(moment("2024-05-05T12:00:00Z"), noon);
	assert_int_equal(moment("2024-05-05 17:30:00+05:30"), noon);
	assert_int_equal(moment(" 05/05/2024 12:00:00 "), noon);
	assert_int_equal(moment("5.5.24 12:00"), noon);
	assert_int_equal(moment("2024/05/05 12:00:00 PM GMT"), noon);
	assert_int_equal(moment("2024/05/05 5:30:00 PM GMT+5:30"), noon);
	assert_int_equal(moment("2024/05/05 5:30:00 pm IST"), noon);
	assert_int_equal(moment("5-May-2024 12:00"), noon);
	assert_int_equal(moment("May 5, 2024 12:00 PM"), noon);
	assert_int_equal(moment("Sun May 05 12:00:00 +0000 2024"), noon);
	assert_int_equal(moment("Sun, 5 May 2024 17:30:00 +0530"), noon);
	assert_int_equal(moment("2023-11-13 04:30:36 EST"), 1699867836);
	assert_int_equal(moment("1714910400"), noon);
	assert_int_equal(moment("1714910400.0"), noon);
	assert_int_equal(moment("1714910400123"), noon);
	assert_int_equal(moment("1714910400123456"), noon);
	assert_int_equal(moment("45417.5"), noon);
	assert_int_equal(moment("05/05/2024"), noon - 12 * 3600);
	/* AST is the Atlantic's and Arabia's: no guess */
	assert_int_equal(moment("2022/06/22 11:07:29 AM AST"), -1);
	assert_int_equal(moment("31/02/2024 10:00"), -1);
	assert_int_equal(moment("yesterday"), -1);
	assert_int_equal(moment(""), -1);
	assert_int_equal(moment("12"), -1);
}

static enum fr_date_order decide(const char *const *dates, const char *zone, bool *sure)
{
	struct fr_order_watch watch = {0};
	struct fr_date_parts parts;
	char mark = 0;

	for (; *dates; dates++) {
		assert_int_equal(fr_date_scan(*dates, strlen(*dates), &parts, &mark), strlen(*dates));
		fr_order_look(&watch, &parts, 0);
	}
	return fr_order_decide(&watch, zone, sure);
}

static void test_date_order(void **state)
{
	static const char *const day_over_12[] = {"05/06/24", "13/06/24", NULL};
	static const char *const month_first[] = {"05/31/24", "06/01/24", NULL};
	static const char *const year_first[] = {"2024-05-06", "2024-05-07", NULL};
	static const char *const runs_on[] = {"01/05/24", "02/05/24", "01/06/24", NULL};
	static const char *const open[] = {"05/06/24", NULL};
	static const char *const one_is_none[] = {"99/99/24", "05/31/24", "06/01/24", NULL};
	static const char *const one_is_odd[] = {"13/05/24", "14/05/24", "05/15/24", NULL};
	bool sure;

	(void)state;
	assert_int_equal(decide(day_over_12, "Asia/Kolkata", &sure), FR_ORDER_DMY);
	assert_true(sure);
	assert_int_equal(decide(month_first, "Asia/Kolkata", &sure), FR_ORDER_MDY);
	assert_true(sure);
	assert_int_equal(decide(year_first, "Asia/Kolkata", &sure), FR_ORDER_YMD);
	assert_true(sure);
	/* 1 May, 2 May, 1 June: month first it would run back from February to January */
	assert_int_equal(decide(runs_on, "America/New_York", &sure), FR_ORDER_DMY);
	assert_int_equal(decide(open, "Asia/Kolkata", &sure), FR_ORDER_DMY);
	assert_false(sure);
	assert_int_equal(decide(open, "America/New_York", &sure), FR_ORDER_MDY);
	assert_int_equal(decide(one_is_none, "Asia/Kolkata", &sure), FR_ORDER_MDY);
	assert_int_equal(decide(one_is_odd, "America/New_York", &sure), FR_ORDER_DMY);
}

static void test_clock(void **state)
{
	static const struct {
		const char *text;
		int hour;
	} clocks[] = {{"9:41 pm", 21},    {"12:05 am", 0}, {"12:05 PM", 12},    {"9:41\u202fPM", 21},
		      {"9:41 p. m.", 21}, {"21.41", 21},   {"9:41 अपराह्न", 21}, {"9:41:07\u00a0a.m.", 9},
		      {"९:४१ पूर्वाह्न", 9}, {"24:00", -1},   {"9:4", -1},         {"9", -1}};
	struct fr_civil civil;
	unsigned shape;

	(void)state;
	for (size_t i = 0; i < sizeof clocks / sizeof *clocks; i++) {
		size_t len = strlen(clocks[i].text), n = fr_clock_scan(clocks[i].text, len, &civil, &shape);

		if (clocks[i].hour < 0) {
			assert_int_equal(n, 0);
		} else {
			assert_int_equal(n, len);
			assert_int_equal(civil.hour, clocks[i].hour);
		}
	}
}

static void test_entities(void **state)
{
	static const struct {
		const char *from, *to;
	} pairs[] = {{"a &amp;lt; b", "a &lt; b"},
		     {"&lt;3 &gt;&quot;&#39;&#x905;", "<3 >\"'अ"},
		     {"&", "&"},
		     {"&nosuch; &#; &#xD800;", "&nosuch; &#; &#xD800;"},
		     {"&amp", "&amp"}};
	struct fr_buf out = {0};

	(void)state;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		fr_buf_clear(&out);
		fr_entities_decode(&out, pairs[i].from, strlen(pairs[i].from));
		assert_bytes(out.bytes, out.len, pairs[i].to);
	}
	fr_buf_free(&out);
}

static void test_grid(void **state)
{
	static const char text[] = "a,\"b \"\"c\"\"\nd\",\r\n\r\n\"open\nx\n";
	struct fr_grid g;
	struct fr_error err;
	struct fr_str cell;

	(void)state;
	fr_grid_init(&g, text, strlen(text), ',');
	assert_int_equal(fr_grid_row(&g, &err), FR_OK);
	assert_int_equal(g.n, 3);
	cell = fr_grid_cell(&g, 1);
	assert_bytes(cell.s, cell.len, "b \"c\"\nd");
	assert_int_equal(fr_grid_cell(&g, 7).len, 0);
	assert_int_equal(fr_grid_row(&g, &err), FR_REJECT);
	assert_int_equal(g.row_off, 18);
	assert_int_equal(g.row_len, 5);
	assert_int_equal(fr_grid_row(&g, &err), FR_OK);
	assert_int_equal(fr_grid_row(&g, &err), FR_STOP);
	fr_grid_free(&g);
}

static void test_delimiters(void **state)
{
	static const struct {
		const char *text;
		char is;
	} tables[] = {{"a;b;c\n1,5;2;3\n", ';'},
		      {"a\tb\n1,2\t3\n", '\t'},
		      {"a|b\n1|2\n", '|'},
		      {"a,b,c\n1,2,3\n", ','},
		      {"Dear sir, this is\na letter.\n", 0},
		      {"one column\n1\n", 0}};
	int score;

	(void)state;
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
		assert_int_equal(fr_grid_detect(tables[i].text, strlen(tables[i].text), true, &score), tables[i].is);
}

static void test_encodings(void **state)
{
	struct fr_buf out = {0};
	size_t mark;

	(void)state;
	assert_int_equal(fr_textenc_find("caf\xE9", 4, &mark), FR_ENC_CP1252);
	fr_textenc_convert(FR_ENC_CP1252, "caf\xE9 \x93", 6, &out);
	assert_bytes(out.bytes, out.len, "café “");
	assert_int_equal(fr_textenc_source_len(FR_ENC_CP1252, out.bytes, out.len), 6);
	fr_buf_clear(&out);
	assert_int_equal(fr_textenc_find("\xFF\xFE\x05\x09", 4, &mark), FR_ENC_UTF16LE);
	assert_int_equal(mark, 2);
	fr_textenc_convert(FR_ENC_UTF16LE, "\x05\x09\x3D\xD8\x00\xDE", 6, &out);
	assert_bytes(out.bytes, out.len, "अ😀");
	assert_int_equal(fr_textenc_source_len(FR_ENC_UTF16LE, out.bytes, out.len), 6);
	/* one bad byte in Hindi does not make it Latin */
	assert_int_equal(fr_textenc_find("सीवान \xFF", 17, &mark), FR_ENC_UTF8);
	fr_buf_free(&out);
}

static void test_elements(void **state)
{
	static const char text[] = "[\n {\"a\": \"\\x0B \\\\x0B\"},\n {\"b\": \"cut\n },\n {\"c\": 3}\n]";
	struct fr_elements e;
	struct fr_element got;
	struct fr_error err;
	struct fr_json_span value;
	struct fr_buf s = {0};

	(void)state;
	assert_true(fr_elements_begin(&e, text, strlen(text), 0));
	assert_int_equal(fr_elements_next(&e, &got, &err), FR_OK);
	assert_true(fr_json_member(&got.value, "a", &value));
	fr_json_unescape(&s, &value);
	assert_bytes(s.bytes, s.len, "\x0B \\x0B");
	assert_false(got.repaired);
	assert_int_equal(fr_elements_next(&e, &got, &err), FR_REJECT);
	assert_memory_equal(text + got.off, "{\"b\"", 4);
	assert_int_equal(fr_elements_next(&e, &got, &err), FR_OK);
	assert_bytes(text + got.off, got.len, "{\"c\": 3}");
	assert_int_equal(fr_elements_next(&e, &got, &err), FR_STOP);
	fr_elements_end(&e);
	fr_buf_free(&s);
}

static void test_elements_hostile(void **state)
{
	const size_t n = 200000;
	struct fr_elements e;
	struct fr_element got;
	struct fr_error err;
	struct fr_buf text = {0};
	size_t n_got = 0;

	/* each element opens a string that ends in a later one: without a bound this is quadratic */
	(void)state;
	fr_buf_addc(&text, '[');
	for (size_t i = 0; i < n; i++)
		fr_buf_adds(&text, "\n{\"");
	assert_true(fr_elements_begin(&e, text.bytes, text.len, 0));
	while (fr_elements_next(&e, &got, &err) != FR_STOP)
		n_got++;
	assert_in_range(n_got, 1, n + 1);
	fr_elements_end(&e);
	fr_buf_free(&text);
}

static void test_scan_text(void **state)
{
	struct fr_draft post = {0};

	(void)state;
	fr_draft_reset(&post);
	post.text =
		(struct fr_str){"देखिए #सीवान, (https://example.org/a_(b)). www.example.org। a#b #12 #x_y http://", 0};
	post.text.len = strlen(post.text.s);
	fr_draft_scan_text(&post);
	assert_int_equal(post.hashtags.n, 2);
	assert_bytes(post.hashtags.items[0].s, post.hashtags.items[0].len, "सीवान");
	assert_bytes(post.hashtags.items[1].s, post.hashtags.items[1].len, "x_y");
	assert_int_equal(post.links.n, 2);
	assert_bytes(post.links.items[0].s, post.links.items[0].len, "https://example.org/a_(b)");
	assert_bytes(post.links.items[1].s, post.links.items[1].len, "http://www.example.org");
	fr_draft_free(&post);
}

static void test_identity(void **state)
{
	struct fr_twins twins = {0};
	char first[17], second[17], other[17], again[17];

	(void)state;
	fr_identity_hex("a", 1, 1, &twins, first);
	fr_identity_hex("a", 1, 1, &twins, second);
	fr_identity_hex("b", 1, 1, &twins, other);
	fr_identity_hex("a", 1, 2, &twins, again);
	assert_string_equal(first, "ca978112ca1bbdca");
	assert_string_not_equal(first, second);
	assert_string_not_equal(first, other);
	assert_string_equal(first, again);
	for (int i = 0; i < 1000; i++)
		assert_int_equal(fr_twins_count(&twins, 3, (uint64_t)i * 64), 1);
	assert_int_equal(fr_twins_count(&twins, 3, 64), 2);
	fr_twins_free(&twins);
}

static void test_coordinates(void **state)
{
	static const char *const good[] = {"26.2196", "-84", "0.5", "90"}, *const bad[] = {"91", "026", "1.",
											   ".5", "1e2", ""};

	(void)state;
	for (size_t i = 0; i < 4; i++)
		assert_true(fr_is_coordinate((struct fr_str){good[i], strlen(good[i])}, 90));
	for (size_t i = 0; i < 6; i++)
		assert_false(fr_is_coordinate((struct fr_str){bad[i], strlen(bad[i])}, 90));
}

static void keep_note(void *arg, const char *text)
{
	fr_buf_adds(arg, text);
}

static void test_unknown_members(void **state)
{
	static const char *const known[] = {"date", "from", "from_id", "id"};
	static const char page[] = "{\"id\":1,\"from\":2,\"fro\":3,\"from_id\":4,\"mood\":{\"id\":5},\"\\u001b\":6}";
	struct fr_buf note = {0};
	struct fr_sink sink = {.arg = &note, .note = keep_note};
	struct fr_intake in = {.sink = &sink, .origin = {.file = "f", .format = "telegram"}};
	struct fr_json_span object;
	struct fr_error err;

	(void)state;
	assert_int_equal(fr_json_check(page, strlen(page), &object, &err), FR_OK);
	fr_intake_known(&in, "m.", &object, known, 4);
	fr_intake_known(&in, "m.", &object, known, 4);
	fr_intake_say_unknown(&in);
	assert_non_null(strstr(fr_buf_str(&note), "telegram is not known to have:"));
	assert_non_null(strstr(fr_buf_str(&note), "m.fro' 2, 'm.mood' 2, "));
	assert_null(strstr(fr_buf_str(&note), "from"));
	fr_buf_clear(&note);
	fr_intake_say_unknown(&in);
	assert_int_equal(note.len, 0);
	fr_buf_free(&note);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cell_times),
		cmocka_unit_test(test_date_order),
		cmocka_unit_test(test_clock),
		cmocka_unit_test(test_entities),
		cmocka_unit_test(test_grid),
		cmocka_unit_test(test_delimiters),
		cmocka_unit_test(test_encodings),
		cmocka_unit_test(test_elements),
		cmocka_unit_test(test_elements_hostile),
		cmocka_unit_test(test_scan_text),
		cmocka_unit_test(test_identity),
		cmocka_unit_test(test_coordinates),
		cmocka_unit_test(test_unknown_members),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
