/* The case list: which post leads a case, where it stands, what is counted, and that hostile posts stay harmless. */
#include "unit.h"

#include <stdio.h>
#include "core/time.h"
#include "report/case.h"
#include "report/keep.h"
#include "report/order.h"
#include "report/tally.h"

static const struct fr_place place = {"test.ndjson", 1, 0, 0};

static int add(struct fr_case_table *table, const char *line)
{
	struct fr_record *rec = fr_record_new();
	struct fr_report_post post;
	struct fr_error err;
	int rc;

	assert_int_equal(fr_record_parse(rec, line, strlen(line), &place, &err), FR_OK);
	rc = fr_report_post_read(rec, &post, &err);
	if (rc == FR_OK)
		fr_case_table_add(table, &post, 17);
	fr_record_free(rec);
	return rc;
}

static struct fr_case *only_case(const struct fr_case_table *table)
{
	size_t n;
	struct fr_case *const *cases = fr_case_table_all(table, &n);

	assert_int_equal(n, 1);
	return cases[0];
}

#define CASE    "\"case\":{\"id\":\"c-1\"}"
#define URGENT  "\"class\":{\"category\":\"missing_person\",\"priority\":\"P1\",\"actionable\":true}"
#define ROUTINE "\"class\":{\"category\":\"traffic\",\"priority\":\"P3\",\"actionable\":true}"
#define NEWS                                                                                                           \
	"\"class\":{\"category\":\"not_actionable\",\"priority\":\"P4\",\"actionable\":false,\"reason\":\"closed_"     \
	"news\"}"
#define SIWAN                                                                                                          \
	"\"route\":{\"desk\":\"district\",\"district\":\"siwan\",\"confidence\":0.8,\"due\":\"2024-05-05T15:00:00Z\"}"
#define REVIEW "\"route\":{\"desk\":\"review\",\"confidence\":0.2,\"due\":\"2024-05-05T14:00:00Z\"}"
#define GAYA                                                                                                           \
	"\"route\":{\"desk\":\"district\",\"district\":\"gaya\",\"confidence\":0.9,\"due\":\"2024-05-05T13:00:00Z\"}"

static void the_most_urgent_post_leads(void **state)
{
	struct fr_case_table *table = fr_case_table_new(FR_CASE_TEXT_MAX);
	const struct fr_case *c;

	(void)state;
	add(table, "{\"id\":\"x:1\",\"text\":\"one\"," ROUTINE "," GAYA "," CASE "}");
	add(table, "{\"id\":\"x:2\",\"text\":\"two\"," URGENT "," SIWAN "," CASE "}");
	add(table, "{\"id\":\"x:3\",\"text\":\"three\"," URGENT "," SIWAN "," CASE "}");
	c = only_case(table);
	assert_string_equal(c->post, "x:2");
	assert_string_equal(c->text, "two");
	assert_string_equal(c->category, "missing_person");
	assert_string_equal(fr_case_route(c)->district, "siwan");
	assert_int_equal(c->priority, 1);
	assert_int_equal(c->n_posts, 3);
	/* the earliest promise holds */
	assert_int_equal(c->due_at, fr_time_of_record("2024-05-05T13:00:00Z", 20));
	fr_case_table_free(table);
}

static void a_post_with_a_place_lends_it_to_one_without(void **state)
{
	struct fr_case_table *table = fr_case_table_new(FR_CASE_TEXT_MAX);
	const struct fr_case *c;

	(void)state;
	add(table, "{\"id\":\"x:1\"," URGENT "," REVIEW "," CASE "}");
	c = only_case(table);
	assert_int_equal(fr_case_section(c), FR_SECTION_REVIEW);
	add(table, "{\"id\":\"x:2\"," NEWS "," GAYA "," CASE "}");
	assert_int_equal(fr_case_section(c), FR_SECTION_REVIEW); /* not one that is no case itself */
	add(table, "{\"id\":\"x:3\"," ROUTINE "," SIWAN "," CASE "}");
	assert_string_equal(c->post, "x:1");
	assert_int_equal(fr_case_section(c), FR_SECTION_DISTRICT);
	assert_string_equal(fr_case_district(c), "siwan");
	assert_string_equal(fr_case_route(c)->post, "x:3");
	fr_case_table_free(table);
}

static void doubt_goes_to_review_and_a_no_does_not_hide_a_case(void **state)
{
	struct fr_case_table *table = fr_case_table_new(FR_CASE_TEXT_MAX);
	struct fr_tally tally = {0};
	struct fr_case *const *cases;
	size_t n;

	(void)state;
	add(table, "{\"id\":\"x:1\"," NEWS "}");
	add(table, "{\"id\":\"x:2\"," NEWS "," CASE "}");
	add(table, "{\"id\":\"x:3\"," ROUTINE "," SIWAN "," CASE "}");
	add(table,
	    "{\"id\":\"x:4\",\"class\":{\"category\":\"traffic\",\"priority\":\"P3\",\"reason\":\"unsure\"}," SIWAN
	    "}");
	add(table, "{\"text\":\"nobody has looked\"}");
	add(table, "{\"id\":\"x:5\",\"class\":{\"actionable\":false}}");
	add(table, "{\"id\":\"x:6\"," ROUTINE ",\"route\":{\"desk\":\"cyber\"}}");
	cases = fr_case_table_all(table, &n);
	assert_int_equal(n, 6);
	fr_tally_cases(cases, n, &tally);
	assert_int_equal(tally.listed.cases, 4);
	assert_int_equal(tally.listed.posts, 5);
	assert_int_equal(tally.sections[FR_SECTION_DISTRICT].posts, 2);
	assert_int_equal(tally.sections[FR_SECTION_REVIEW].posts, 2);
	assert_int_equal(tally.sections[FR_SECTION_OTHER].posts, 1);
	assert_int_equal(tally.unclassed.posts, 1);
	assert_int_equal(tally.not_listed.posts, 2);
	assert_int_equal(tally.n_reasons, 2);
	assert_null(tally.reasons[0].code);
	assert_string_equal(tally.reasons[1].code, "closed_news");
	assert_string_equal(fr_case_review_id(cases[2]), "unsure");
	assert_string_equal(cases[3]->id, "record-17");
	assert_string_equal(fr_case_review_id(cases[3]), "not_classified");
	assert_string_equal(fr_case_section_id(cases[5]), "cyber");
	fr_case_table_free(table);
}

static void reports_platforms_and_accounts_are_counted(void **state)
{
	struct fr_case_table *table = fr_case_table_new(FR_CASE_TEXT_MAX);
	const struct fr_case *c;

	(void)state;
	add(table, "{\"id\":\"x:1\",\"platform\":\"x\",\"author\":{\"id\":\"7\"}," CASE "}");
	add(table, "{\"id\":\"x:2\",\"platform\":\"x\",\"author\":{\"id\":\"7\"}," CASE "}");
	add(table, "{\"id\":\"telegram:1\",\"platform\":\"telegram\",\"author\":{\"id\":\"7\"}," CASE "}");
	add(table, "{\"id\":\"x:1\",\"platform\":\"x\",\"author\":{\"id\":\"8\"},"
		   "\"case\":{\"id\":\"c-1\",\"why\":\"same-post\"}}");
	c = only_case(table);
	assert_int_equal(c->n_posts, 4);
	assert_int_equal(c->n_again, 1);
	assert_int_equal(c->n_accounts, 2);
	assert_int_equal(c->n_platforms, 2);
	assert_string_equal(fr_case_platform(table, c->platforms[0].platform), "x");
	assert_int_equal(c->platforms[0].n, 2);
	fr_case_table_free(table);
}

static void accounts_and_platforms_are_bounded(void **state)
{
	struct fr_case_table *table = fr_case_table_new(FR_CASE_TEXT_MAX);
	const struct fr_case *c;
	uint64_t n = 0;
	char line[256];

	(void)state;
	for (int i = 0; i < 1000; i++) {
		snprintf(line, sizeof line, "{\"platform\":\"p%d\",\"author\":{\"id\":\"%d\"}," CASE "}", i, i);
		assert_int_equal(add(table, line), FR_OK);
	}
	c = only_case(table);
	assert_int_equal(c->n_accounts, FR_CASE_ACCOUNTS_MAX);
	assert_true(c->more_accounts);
	assert_int_equal(c->n_platforms, FR_PLATFORMS_MAX);
	for (size_t i = 0; i < c->n_platforms; i++)
		n += c->platforms[i].n;
	assert_int_equal(n, 1000);
	fr_case_table_free(table);
}

static void the_first_link_and_the_first_time_count(void **state)
{
	struct fr_case_table *table = fr_case_table_new(FR_CASE_TEXT_MAX);
	const struct fr_case *c;

	(void)state;
	add(table, "{\"time\":\"2024-05-05T14:30:00Z\",\"url\":\"https://b/\"," CASE "}");
	add(table, "{\"time\":\"2024-05-05T14:00:00Z\"," CASE "}");
	add(table, "{\"time\":\"2024-05-05T19:45:00+05:30\",\"url\":\"https://a/\"," CASE "}");
	add(table, "{\"url\":\"https://c/\"," CASE "}");
	c = only_case(table);
	assert_int_equal(c->first_at, fr_time_of_record("2024-05-05T14:00:00Z", 20));
	assert_string_equal(c->url, "https://a/");
	fr_case_table_free(table);
}

static void order_is_urgent_first_in_urgent_offices_first(void **state)
{
	static const char *const lines[] = {
		"{\"id\":\"x:a\",\"class\":{\"priority\":\"P3\"},\"route\":{\"desk\":\"district\",\"district\":"
		"\"araria\"}}",
		"{\"id\":\"x:b\",\"class\":{\"priority\":\"P2\"},\"route\":{\"desk\":\"district\",\"district\":"
		"\"siwan\","
		"\"station\":\"siwan/andar\",\"due\":\"2024-05-05T15:00:00Z\"}}",
		"{\"id\":\"x:c\",\"class\":{\"priority\":\"P2\"},\"route\":{\"desk\":\"district\",\"district\":"
		"\"gaya\","
		"\"due\":\"2024-05-05T14:00:00Z\"}}",
		"{\"id\":\"x:d\",\"class\":{\"priority\":\"P1\"},\"route\":{\"desk\":\"district\",\"district\":"
		"\"siwan\","
		"\"station\":\"siwan/mairwa\"}}",
		"{\"id\":\"x:e\",\"class\":{\"priority\":\"P1\"},\"route\":{\"desk\":\"review\"}}",
		"{\"id\":\"x:f\",\"class\":{\"priority\":\"P1\"},\"route\":{\"desk\":\"out_of_state\"}}",
		"{\"id\":\"x:g\",\"class\":{\"priority\":\"P4\"},\"route\":{\"desk\":\"district\",\"district\":"
		"\"siwan\","
		"\"station\":\"siwan/mairwa\"}}",
		"{\"id\":\"x:h\",\"class\":{\"priority\":\"P4\"},\"route\":{\"desk\":\"railway\",\"district\":\"rail-"
		"patna\"}}",
	};
	static const char expected[] = "dgbcahef";
	const size_t n_lines = sizeof lines / sizeof *lines;

	(void)state;
	for (size_t turn = 0; turn < n_lines; turn++) {
		struct fr_case_table *table = fr_case_table_new(FR_CASE_TEXT_MAX);
		struct fr_case *cases[8];
		size_t n;

		for (size_t i = 0; i < n_lines; i++)
			assert_int_equal(add(table, lines[(i + turn) % n_lines]), FR_OK);
		memcpy(cases, fr_case_table_all(table, &n), sizeof cases);
		assert_int_equal(n, n_lines);
		fr_cases_sort(cases, n);
		for (size_t i = 0; i < n; i++)
			assert_int_equal(cases[i]->id[2], expected[i]);
		assert_int_equal(fr_case_heading(cases[0], cases[1]), FR_HEADING_NONE);
		assert_int_equal(fr_case_heading(cases[1], cases[2]), FR_HEADING_STATION);
		assert_int_equal(fr_case_heading(cases[2], cases[3]), FR_HEADING_DISTRICT);
		assert_int_equal(fr_case_heading(cases[4], cases[5]), FR_HEADING_SECTION);
		fr_case_table_free(table);
	}
}

static void cut_to(size_t max, const char *text, const char *expected)
{
	struct fr_case_table *table = fr_case_table_new(max);
	const struct fr_case *c;
	char line[256];

	snprintf(line, sizeof line, "{\"text\":\"%s\"," CASE "}", text);
	add(table, line);
	c = only_case(table);
	assert_bytes(c->text, c->text_len, expected);
	assert_int_equal(c->text_full_len, strlen(text));
	fr_case_table_free(table);
}

static void texts_are_cut_between_clusters(void **state)
{
	(void)state;
	/* a, then the syllable ki three times: each a letter and a sign of 3 bytes */
	cut_to(7, "a\u0915\u093f\u0915\u093f\u0915\u093f", "a\u0915\u093f");
	cut_to(8, "a\u0915\u093f\u0915\u093f\u0915\u093f", "a\u0915\u093f");
	cut_to(10, "a\u0915\u093f\u0915\u093f\u0915\u093f", "a\u0915\u093f");
	cut_to(12, "a\u0915\u093f\u0915\u093f\u0915\u093f", "a\u0915\u093f");
	cut_to(13, "a\u0915\u093f\u0915\u093f\u0915\u093f", "a\u0915\u093f\u0915\u093f");
	/* a letter with two marks that take no column */
	cut_to(4, "ab\u0301\u0302c", "a");
	cut_to(6, "ab\u0301\u0302c", "ab\u0301\u0302");
}

static void evidence_is_that_of_the_category_each_once(void **state)
{
	struct fr_case_table *table = fr_case_table_new(FR_CASE_TEXT_MAX);
	const struct fr_case *c;

	(void)state;
	add(table, "{\"class\":{\"category\":\"traffic\",\"evidence\":[{\"category\":\"traffic\",\"text\":\"jam\"},"
		   "{\"category\":\"liquor\",\"text\":\"daru\"},{\"category\":\"traffic\",\"text\":\"jam\"},"
		   "{\"category\":\"traffic\",\"text\":\"film\",\"weight\":-2},7,"
		   "{\"category\":\"traffic\",\"text\":\"truck\"}]}," CASE "}");
	c = only_case(table);
	assert_int_equal(c->evidence.len, sizeof "jam\0truck");
	assert_memory_equal(c->evidence.bytes, "jam\0truck", sizeof "jam\0truck");
	fr_case_table_free(table);
}

static void wrong_types_are_refused_by_name(void **state)
{
	static const char *const lines[][2] = {
		{"{\"class\":7}", "class is not an object"},
		{"{\"class\":{\"priority\":\"P9\"}}", "class.priority is not one of P1, P2, P3 and P4"},
		{"{\"class\":{\"actionable\":\"yes\"}}", "class.actionable is not true or false"},
		{"{\"class\":{\"law\":[]}}", "class.law is not an object"},
		{"{\"class\":{\"evidence\":{}}}", "class.evidence is not an array"},
		{"{\"route\":{\"due\":\"tomorrow\"}}", "route.due is not an RFC 3339 time with a zone"},
		{"{\"route\":{\"confidence\":\"high\"}}", "route.confidence is not a number"},
		{"{\"case\":{\"id\":1}}", "case.id is not a string"},
		{"{\"author\":{\"id\":1}}", "author.id is not a string"},
		{"{\"time\":\"5.5.24\"}", "time is not an RFC 3339 time with a zone"},
	};
	struct fr_case_table *table = fr_case_table_new(FR_CASE_TEXT_MAX);

	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		struct fr_record *rec = fr_record_new();
		struct fr_report_post post;
		struct fr_error err;

		assert_int_equal(fr_record_parse(rec, lines[i][0], strlen(lines[i][0]), &place, &err), FR_OK);
		assert_int_equal(fr_report_post_read(rec, &post, &err), FR_REJECT);
		assert_string_equal(err.text, lines[i][1]);
		fr_record_free(rec);
	}
	assert_int_equal(add(table, "{\"class\":null,\"route\":null,\"case\":null,\"author\":null,\"text\":null}"),
			 FR_OK);
	fr_case_table_free(table);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_most_urgent_post_leads),
		cmocka_unit_test(a_post_with_a_place_lends_it_to_one_without),
		cmocka_unit_test(doubt_goes_to_review_and_a_no_does_not_hide_a_case),
		cmocka_unit_test(reports_platforms_and_accounts_are_counted),
		cmocka_unit_test(accounts_and_platforms_are_bounded),
		cmocka_unit_test(the_first_link_and_the_first_time_count),
		cmocka_unit_test(order_is_urgent_first_in_urgent_offices_first),
		cmocka_unit_test(texts_are_cut_between_clusters),
		cmocka_unit_test(evidence_is_that_of_the_category_each_once),
		cmocka_unit_test(wrong_types_are_refused_by_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
