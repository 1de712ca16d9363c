/* The router over the shipped pack: labelled synthetic posts, every station by its name, offices, hostile texts. */
#include "unit.h"

#include <jansson.h>
#include <stdio.h>
#include "core/record.h"
#include "pack/table.h"
#include "route/route.h"

#define PACK  "share/fr/packs/bihar"
#define CASES "tests/route/cases.ndjson"

static struct fr_router *router;
static struct fr_record *rec;
static struct fr_buf json;

static int load(void **state)
{
	struct fr_error err;

	(void)state;
	rec = fr_record_new();
	if (fr_router_load(PACK, NULL, &router, &err) == FR_OK)
		return 0;
	print_error("%s\n", err.text);
	return -1;
}

static int unload(void **state)
{
	(void)state;
	fr_router_free(router);
	fr_record_free(rec);
	fr_buf_free(&json);
	return 0;
}

/* The route of a record, which is one line of JSON; the caller gives the reference back. */
static json_t *route_line(const char *line, size_t len)
{
	const struct fr_place place = {"test", 1, 0, len};
	struct fr_error err;
	json_t *route;

	assert_int_equal(fr_record_parse(rec, line, len, &place, &err), FR_OK);
	fr_buf_clear(&json);
	assert_int_equal(fr_route(router, rec, &json, &err), FR_OK);
	route = json_loadb(json.bytes, json.len, 0, NULL);
	assert_non_null(route);
	return route;
}

static json_t *route_of(json_t *record)
{
	char *line = json_dumps(record, JSON_COMPACT);
	json_t *route = route_line(line, strlen(line));

	free(line);
	json_decref(record);
	return route;
}

static const char *member(const json_t *object, const char *name)
{
	const char *s = json_string_value(json_object_get(object, name));

	return s ? s : "";
}

struct score {
	unsigned n, determined, right, wrong, stations, stations_right, traps, traps_right;
};

static void add_case(struct score *score, const json_t *one)
{
	const json_t *expect = json_object_get(one, "expect");
	json_t *route = route_of(json_deep_copy(one));
	const char *desk = member(expect, "desk"), *station = member(expect, "station");
	bool right = strcmp(member(route, "desk"), desk) == 0 &&
		     strcmp(member(route, "district"), member(expect, "district")) == 0;
	bool found = strcmp(member(route, "station"), station) == 0;

	score->n++;
	if (strcmp(desk, "review") != 0) {
		score->determined++;
		score->right += right;
	}
	score->wrong += !right && strcmp(member(route, "desk"), "review") != 0;
	score->stations += *station != '\0';
	score->stations_right += *station && found;
	if (strcmp(member(one, "kind_of_case"), "trap") == 0) {
		score->traps++;
		score->traps_right += right && found;
	}
	if (!right || !found)
		print_message("%s: wanted %s %s %s, got %s %s %s\n", member(one, "id"), desk,
			      member(expect, "district"), station, member(route, "desk"), member(route, "district"),
			      member(route, "station"));
	json_decref(route);
}

static double share(unsigned part, unsigned of)
{
	return of ? (double)part / of : 1;
}

/* The floors of the project: district 0.95 of what determines one, wrong 0.02, station 0.90, traps 0.95. */
static void labelled_posts_are_routed(void **state)
{
	FILE *file = fopen(CASES, "r");
	char line[8192];
	struct score s = {0};

	(void)state;
	assert_non_null(file);
	while (fgets(line, sizeof line, file)) {
		json_t *one = json_loads(line, 0, NULL);
		assert_non_null(one);
		add_case(&s, one);
		json_decref(one);
	}
	fclose(file);
	print_message("%u posts: district %u of %u, wrong %u, station %u of %u, traps %u of %u\n", s.n, s.right,
		      s.determined, s.wrong, s.stations_right, s.stations, s.traps_right, s.traps);
	assert_true(s.n >= 380 && s.traps >= 200);
	assert_true(share(s.right, s.determined) >= 0.95);
	assert_true(share(s.wrong, s.n) <= 0.02);
	assert_true(share(s.stations_right, s.stations) >= 0.90);
	assert_true(share(s.traps_right, s.traps) >= 0.95);
}

/* name of a police district, or "" if it has none in column 1 */
static void district_name(const char *id, const char *column, char name[128])
{
	const char *const columns[] = {"id", column, NULL};
	struct fr_table *table;
	struct fr_error err;

	name[0] = '\0';
	assert_int_equal(fr_table_open(PACK "/places/police_districts.tsv", columns, &table, &err), FR_OK);
	while (fr_table_next(table, &err) == FR_OK)
		if (strcmp(fr_table_cell(table, 0), id) == 0)
			snprintf(name, 128, "%s", fr_table_cell(table, 1));
	fr_table_free(table);
}

static unsigned missed(const char *format, const char *name, const char *district, const char *id)
{
	char text[512];
	json_t *route;
	unsigned miss;

	/* the formats are those below, with two %s */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	snprintf(text, sizeof text, format, name, district);
#pragma GCC diagnostic pop
	route = route_of(json_pack("{s:s}", "text", text));
	miss = strcmp(member(route, "station"), id) != 0;
	if (miss)
		print_message("%s: %s: got %s %s\n", id, text, member(route, "district"), member(route, "station"));
	json_decref(route);
	return miss;
}

/* Every station of the pack is found by its own name beside its district's, in both scripts. */
static void every_station_is_found_by_its_name(void **state)
{
	static const char *const columns[] = {"id", "kind", "name_en", "name_hi", "police_district", NULL};
	struct fr_table *table;
	struct fr_error err;
	unsigned n = 0, misses = 0;
	char en[128], hi[128];

	(void)state;
	assert_int_equal(fr_table_open(PACK "/places/stations.tsv", columns, &table, &err), FR_OK);
	while (fr_table_next(table, &err) == FR_OK) {
		const char *id = fr_table_cell(table, 0);

		if (strcmp(fr_table_cell(table, 1), "territorial") != 0)
			continue;
		district_name(fr_table_cell(table, 4), "name_en", en);
		district_name(fr_table_cell(table, 4), "name_hi", hi);
		misses += missed("%s PS, %s district: no action on my complaint", fr_table_cell(table, 2), en, id);
		misses += missed("%s थाना, जिला %s में कोई सुनवाई नहीं", fr_table_cell(table, 3), hi, id);
		n += 2;
	}
	fr_table_free(table);
	print_message("%u of %u\n", n - misses, n);
	assert_true(n > 2000);
	assert_true(misses * 200 <= n);
}

static json_t *classed(const char *text, const char *category)
{
	return json_pack("{s:s,s:s,s:{s:s,s:i,s:b}}", "text", text, "time", "2024-05-05T14:03:22Z", "class", "category",
			 category, "respond_minutes", 60, "actionable", 1);
}

static void offices(const char *text, const char *category, const char *office, const char *copies)
{
	json_t *route = route_of(classed(text, category)), *copy;
	char all[512] = "";
	size_t i;

	json_array_foreach(json_object_get(route, "copy_to"), i, copy)
	{
		strncat(all, i ? " " : "", sizeof all - strlen(all) - 1);
		strncat(all, json_string_value(copy), sizeof all - strlen(all) - 1);
	}
	assert_string_equal(member(route, "office"), office);
	assert_string_equal(all, copies);
	json_decref(route);
}

static void the_category_chooses_the_office(void **state)
{
	(void)state;
	offices("मैरवा, सिवान में", "celebratory_firing", "station:siwan/mairwa", "sp:siwan sdpo:siwan/siwan-sadar");
	offices("सिवान में", "celebratory_firing", "sp:siwan", "");
	offices("मैरवा, सिवान में", "cyber_fraud", "cyber:siwan", "eou");
	offices("मैरवा, सिवान में", "corruption", "vigilance", "");
	offices("सिवान में", "domestic_violence", "mahila:siwan", "sp:siwan");
	offices("मैरवा, सिवान में", "liquor", "station:siwan/mairwa", "excise:siwan sp:siwan");
	offices("मैरवा, सिवान में", "a_category_of_tomorrow", "sp:siwan", "");
	offices("पटना जंक्शन पर", "theft_robbery", "station:rail-patna/patna-junction", "grp:rail-patna");
	offices("नवगछिया में", "election", "election:naugachhia", "sp:naugachhia");
}

/* Police complained of: one level up, and the station is told nothing, though the route says whose ground it is. */
static void the_accused_station_is_passed_over(void **state)
{
	json_t *route;

	(void)state;
	offices("मैरवा थाना, सिवान में घूस", "police_misconduct", "sp:siwan", "range:saran");
	route = route_of(json_pack("{s:s,s:{s:s,s:[{s:s,s:f}]}}", "text", "मैरवा थाना, सिवान", "class", "category",
				   "violent_crime", "labels", "category", "police_misconduct", "score", 0.8));
	assert_string_equal(member(route, "office"), "sp:siwan");
	assert_string_equal(member(route, "station"), "siwan/mairwa");
	json_decref(route);
}

static void the_time_limit_counts_from_the_post(void **state)
{
	json_t *route = route_of(classed("मैरवा, सिवान में", "violent_crime"));

	(void)state;
	assert_string_equal(member(route, "due"), "2024-05-05T15:03:22Z");
	json_decref(route);
	route = route_of(
		json_pack("{s:s,s:{s:s,s:i}}", "text", "सिवान", "class", "category", "liquor", "respond_minutes", 60));
	assert_null(json_object_get(route, "due"));
	json_decref(route);
	route = route_of(json_pack("{s:s,s:s,s:{s:s,s:i,s:b}}", "text", "सिवान", "time", "2024-05-05T14:03:22Z",
				   "class", "category", "not_actionable", "respond_minutes", 60, "actionable", 0));
	assert_null(json_object_get(route, "due"));
	assert_null(json_object_get(route, "office"));
	assert_string_equal(member(route, "district"), "siwan");
	json_decref(route);
}

static void place_and_channel_are_read_too(void **state)
{
	json_t *route =
		route_of(json_pack("{s:s,s:{s:s}}", "text", "यहां रोज जुआ होता है", "geo", "place", "मैरवा, सिवान"));

	(void)state;
	assert_string_equal(member(route, "station"), "siwan/mairwa");
	json_decref(route);
	/* a channel's name alone settles nothing, and is a candidate */
	route = route_of(json_pack("{s:s,s:{s:s}}", "text", "यहां रोज जुआ होता है", "channel", "name", "सिवान जन शिकायत"));
	assert_string_equal(member(route, "desk"), "review");
	assert_int_equal(json_array_size(json_object_get(route, "alternatives")), 1);
	json_decref(route);
}

static json_t *at_point(const char *text, double lat, double lon)
{
	return route_of(json_pack("{s:s,s:{s:f,s:f}}", "text", text, "geo", "lat", lat, "lon", lon));
}

static void coordinates_are_evidence(void **state)
{
	static const struct {
		const char *text;
		double lat, lon;
		const char *desk, *district;
	} posts[] = {
		{"यहां रोज जुआ होता है", 26.2196, 84.3567, "district", "siwan"},
		{"", 27.10, 84.09, "district", "bagaha"},
		/* in the next state, in the capital of the country, nowhere, off the globe */
		{"jua chal raha hai", 25.7, 83.9, "review", ""},
		{"jua chal raha hai", 28.6139, 77.209, "review", ""},
		{"jua chal raha hai", 0, 0, "review", ""},
		{"jua chal raha hai", 95, 200, "review", ""},
		/* a name of two districts is settled; a district that is named weighs more than where the phone was */
		{"Sultanganj me marpit", 25.61, 85.14, "district", "patna"},
		{"सिवान में चोरी", 25.61, 85.14, "district", "siwan"},
		{"West Champaran me chori", 27.10, 84.09, "district", "bagaha"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof posts / sizeof *posts; i++) {
		json_t *route = at_point(posts[i].text, posts[i].lat, posts[i].lon);

		assert_string_equal(member(route, "desk"), posts[i].desk);
		assert_string_equal(member(route, "district"), posts[i].district);
		json_decref(route);
	}
}

static void said(const char *line, const char *desk, const char *district, const char *station)
{
	json_t *route = route_line(line, strlen(line));

	if (strcmp(member(route, "desk"), desk) != 0 || strcmp(member(route, "district"), district) != 0 ||
	    strcmp(member(route, "station"), station) != 0)
		fail_msg("%s: got %s %s %s", line, member(route, "desk"), member(route, "district"),
			 member(route, "station"));
	json_decref(route);
}

static void an_answer_takes_the_place_of_its_root(void **state)
{
	(void)state;
	said("{\"id\":\"x:r1\",\"text\":\"मैरवा, सिवान में गोली चली\"}", "district", "siwan", "siwan/mairwa");
	said("{\"id\":\"x:r2\",\"reply_to\":\"x:r1\",\"text\":\"अब तक कोई नहीं आया\"}", "district", "siwan",
	     "siwan/mairwa");
	said("{\"id\":\"x:r3\",\"thread\":\"\\u0078:r1\",\"reply_to\":\"x:no\",\"text\":\"ok\"}", "district", "siwan",
	     "siwan/mairwa");
	/* a place of its own goes before */
	said("{\"id\":\"x:r4\",\"reply_to\":\"x:r1\",\"text\":\"गोपालगंज में भी\"}", "district", "gopalganj", "");
	said("{\"id\":\"x:r5\",\"reply_to\":\"x:nobody\",\"text\":\"ok\"}", "review", "", "");
	said("{\"id\":\"x:r6\",\"thread\":\"x:r6\",\"text\":\"ok\"}", "review", "", "");
	said("{\"id\":\"x:r7\",\"text\":\"Looted in Surat, Gujarat\"}", "out_of_state", "", "");
	said("{\"id\":7,\"reply_to\":\"x:r7\",\"thread\":{},\"text\":\"pls help\"}", "out_of_state", "", "");
	said("{\"id\":\"x:r8\",\"text\":\"पटना जंक्शन पर ट्रेन में चोरी\"}", "railway", "rail-patna",
	     "rail-patna/patna-junction");
	said("{\"id\":\"x:r9\",\"reply_to\":\"x:r8\",\"text\":\"ok\"}", "railway", "rail-patna", "");
}

/* The only alternative of a post that names no place, and why; "" if there is none. */
static void hints_at(const char *text, const char *district, const char *why)
{
	json_t *route = route_of(json_pack("{s:s}", "text", text));
	const json_t *hint = json_array_get(json_object_get(route, "alternatives"), 0);

	if (strcmp(member(route, "desk"), "review") != 0 || strcmp(member(hint, "district"), district) != 0 ||
	    strcmp(member(hint, "why"), why) != 0)
		fail_msg("%s: got %s %s %s", text, member(route, "desk"), member(hint, "district"),
			 member(hint, "why"));
	json_decref(route);
}

static void numbers_are_weak_evidence(void **state)
{
	json_t *route;

	(void)state;
	hints_at("bike BR29A1234 se aaye the", "siwan", "vehicle");
	hints_at("गाड़ी नंबर BR-01-PB-1234 ने टक्कर मारी", "patna", "vehicle");
	hints_at("BR 1 PB 1234 bhag gaya", "patna", "vehicle");
	hints_at("BR065678 tempo", "muzaffarpur", "vehicle");
	hints_at("call 06154-242424 pe koi nahi uthata", "siwan", "telephone");
	hints_at("06122234567 band hai", "patna", "telephone");
	hints_at("UP32 AB 1234 gaadi", "", "");
	hints_at("br 2912345 aur br99a1", "", "");
	hints_at("0615424242 or 9661542424, 06154 baje", "", "");
	/* from elsewhere: the place is where it happened */
	route = route_of(json_pack("{s:s}", "text", "गोपालगंज में BR29A1234 ने टक्कर मारी, फोन 0612-2234567"));
	assert_string_equal(member(route, "district"), "gopalganj");
	json_decref(route);
}

static void reasons_are_words_of_the_text(void **state)
{
	const char *text = "सर, #Mairwa थाना (सिवान) में चोरी";
	json_t *route = route_of(json_pack("{s:s}", "text", text)), *reason;
	size_t i;

	(void)state;
	json_array_foreach(json_object_get(route, "reasons"), i, reason)
	{
		json_int_t start = json_integer_value(json_object_get(reason, "start"));
		json_int_t end = json_integer_value(json_object_get(reason, "end"));
		const char *words = member(reason, "text");

		assert_true(start >= 0 && end <= (json_int_t)strlen(text) && end - start == (json_int_t)strlen(words));
		assert_memory_equal(text + start, words, strlen(words));
	}
	assert_int_equal(i, 2);
	json_decref(route);
}

static void a_bad_record_is_rejected(void **state)
{
	static const char *const bad[] = {"{\"text\":1}", "{\"text\":\"x\",\"geo\":[]}", "{\"text\":\"x\",\"class\":7}",
					  "{\"text\":\"x\",\"channel\":\"c\"}", "{\"text\":\"x\",\"time\":5}"};
	struct fr_place place = {"test", 1, 0, 0};
	struct fr_error err;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		assert_int_equal(fr_record_parse(rec, bad[i], strlen(bad[i]), &place, &err), FR_OK);
		fr_buf_clear(&json);
		assert_int_equal(fr_route(router, rec, &json, &err), FR_REJECT);
	}
}

/* Names in a row beyond every bound, and letters at random. */
static void hostile_texts_do_no_harm(void **state)
{
	static const char *const parts[] = {
		"गया ", "siwan, ", "थाना ", "में ", "@siwanpolice ", "#sp", "841226 ", "pur",
		"और ",  "के ",      "से ",    "क",  "\xe0\xa4 ",     "।",   "\n",      "नगर "};
	struct fr_buf text = {0};
	uint32_t seed = 1;

	(void)state;
	for (int round = 0; round < 200; round++) {
		char *copy;
		json_t *string;

		fr_buf_clear(&text);
		for (int i = 0; i < 40 * (round % 20); i++) {
			seed = seed * 1664525u + 1013904223u;
			fr_buf_adds(&text, parts[(seed >> 24) % (sizeof parts / sizeof *parts)]);
		}
		copy = fr_xstrdup(fr_buf_str(&text));
		string = json_string(copy);
		if (string)
			json_decref(route_of(json_pack("{s:o}", "text", string)));
		free(copy);
	}
	fr_buf_free(&text);
	json_decref(route_of(json_object()));
	json_decref(route_of(json_pack("{s:s,s:n,s:n,s:{}}", "text", "", "geo", "class", "channel")));
}

static void a_bad_table_stops_the_run(void **state)
{
	struct fr_router *none = NULL;
	struct fr_error err;

	(void)state;
	assert_int_equal(fr_router_load("tests/route", NULL, &none, &err), FR_FATAL);
	assert_int_equal(fr_router_load(PACK, "tests/route/nowhere.tsv", &none, &err), FR_FATAL);
	assert_null(none);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(labelled_posts_are_routed),
		cmocka_unit_test(every_station_is_found_by_its_name),
		cmocka_unit_test(the_category_chooses_the_office),
		cmocka_unit_test(the_accused_station_is_passed_over),
		cmocka_unit_test(the_time_limit_counts_from_the_post),
		cmocka_unit_test(place_and_channel_are_read_too),
		cmocka_unit_test(coordinates_are_evidence),
		cmocka_unit_test(an_answer_takes_the_place_of_its_root),
		cmocka_unit_test(numbers_are_weak_evidence),
		cmocka_unit_test(reasons_are_words_of_the_text),
		cmocka_unit_test(a_bad_record_is_rejected),
		cmocka_unit_test(hostile_texts_do_no_harm),
		cmocka_unit_test(a_bad_table_stops_the_run),
	};
	return cmocka_run_group_tests(tests, load, unload);
}
