/* The classifier over the shipped pack: labelled synthetic posts, law by date, fairness, limits. */
#include "unit.h"

#include <jansson.h>
#include <stdio.h>
#include "classify/classify.h"
#include "core/mem.h"
#include "core/time.h"

#define PACK  "share/fr/packs/bihar"
#define POSTS "tests/classify/posts.ndjson"
#define NAMES "tests/classify/names.txt"

static struct fr_classifier *cl;

static int load(void **state)
{
	struct fr_error err;

	(void)state;
	if (fr_classifier_load(PACK, NULL, &cl, &err) == FR_OK)
		return 0;
	print_error("%s\n", err.text);
	return -1;
}

static int unload(void **state)
{
	(void)state;
	fr_classifier_free(cl);
	return 0;
}

static struct fr_verdict say_at(const char *text, const char *time)
{
	struct fr_post post = {.text = text, .text_len = strlen(text), .kind = "post", .kind_len = 4};
	struct fr_verdict v;

	post.posted_at = time ? fr_time_of_record(time, strlen(time)) : FR_TIME_NONE;
	fr_classify(cl, &post, &v);
	return v;
}

static struct fr_verdict say(const char *text)
{
	return say_at(text, "2024-05-05T14:03:22Z");
}

static bool cites(const struct fr_verdict *v, const char *part)
{
	for (size_t i = 0; i < v->n_laws; i++)
		if (strstr(v->laws[i], part))
			return true;
	return false;
}

/* Each line of the file at path, without its newline. */
typedef void line_fn(const char *line, size_t len, void *arg);
static void each_line(const char *path, line_fn *fn, void *arg)
{
	FILE *file = fopen(path, "r");
	char line[8192];

	assert_non_null(file);
	while (fgets(line, sizeof(line), file)) {
		size_t len = strcspn(line, "\n");

		line[len] = '\0';
		fn(line, len, arg);
	}
	fclose(file);
}

static bool is_case(const char *category)
{
	return strcmp(category, "not_actionable") != 0 && strcmp(category, "appreciation") != 0 &&
	       strcmp(category, "info_query") != 0;
}

struct count {
	unsigned cases, right, found, others, alarms;
};

static void count_post(const char *line, size_t len, void *arg)
{
	struct count *count = arg;
	json_error_t fault;
	json_t *post = json_loadb(line, len, 0, &fault);
	const char *expected, *text, *time;
	struct fr_verdict v;

	assert_non_null(post);
	assert_int_equal(
		json_unpack(post, "{s:s, s:s, s:{s:s}}", "text", &text, "time", &time, "expect", "category", &expected),
		0);
	v = say_at(text, time);
	if (is_case(expected)) {
		count->cases++;
		count->right += strcmp(v.category, expected) == 0;
		count->found += v.actionable;
		if (strcmp(v.category, expected) != 0)
			print_message("# %s, not %s: %s\n", v.category, expected, text);
	} else {
		count->others++;
		count->alarms += v.actionable;
		if (v.actionable)
			print_message("# false alarm, %s: %s\n", v.category, text);
	}
	json_decref(post);
}

static void labelled_posts(void **state)
{
	struct count c = {0};

	(void)state;
	each_line(POSTS, count_post, &c);
	print_message("# right category %u of %u, found %u, false alarms %u of %u\n", c.right, c.cases, c.found,
		      c.alarms, c.others);
	assert_true(c.cases >= 90 && c.others >= 50);
	assert_true(c.right * 100 >= c.cases * 85);
	assert_true(c.alarms * 100 <= c.others * 10);
}

static const char *const mairwa[] = {
	"मैरवा सिवान में ऑर्केस्ट्रा पार्टी में एक युवक पिस्टल लहरा रहा था",
	"Siwan ke Mairwa me orchestra party me ek yuvak pistol lahra raha tha",
	"मैरवा में नाच में एगो लइका पिस्तउल देखावत रहे, फायरिंग करत रहे",
	"A youth of Mairwa waved a pistol at an orchestra party. Kindly act",
	"Mairwa: youth brandishing a gun on the stage of a dance party",
};

static void the_mairwa_complaint(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(mairwa) / sizeof(*mairwa); i++) {
		struct fr_verdict v = say(mairwa[i]);

		assert_string_equal(v.category, "celebratory_firing");
		assert_true(v.actionable && v.priority <= 2);
		assert_true(v.law_before && !v.law_after);
		assert_true(cites(&v, "\"Arms Act\"") && cites(&v, "\"IPC\""));
		assert_false(cites(&v, "\"BNS\""));
	}
}

static void law_goes_by_the_date(void **state)
{
	/* The new law's first moment is midnight in India, 18:30 of the day before in UTC. */
	struct fr_verdict v = say_at(mairwa[0], "2024-06-30T18:29:59Z");

	(void)state;
	assert_true(cites(&v, "\"IPC\"") && !cites(&v, "\"BNS\""));
	v = say_at(mairwa[0], "2024-06-30T18:30:00Z");
	assert_true(cites(&v, "\"BNS\"") && !cites(&v, "\"IPC\""));
	v = say_at(mairwa[0], NULL);
	assert_true(cites(&v, "\"BNS\"") && cites(&v, "\"IPC\"") && v.law_before && v.law_after);
}

static void no_section_for_what_has_none(void **state)
{
	struct fr_verdict v = say("मैं आत्महत्या कर लूंगा, सब खत्म");

	(void)state;
	assert_string_equal(v.category, "self_harm");
	assert_int_equal(v.priority, 1);
	assert_int_equal(v.n_laws, 0);
	v = say("सुप्रभात, शुभकामनाएं");
	assert_false(v.actionable);
	assert_string_equal(v.reason, "greeting");
	assert_int_equal(v.n_laws, 0);
}

static void never_suggested(const char *line, size_t len, void *arg)
{
	(void)len;
	(void)arg;
	assert_null(strstr(line, "IT Act\t66A\t"));
	assert_null(strstr(line, "IPC\t124A\t"));
}

static void struck_sections_are_never_suggested(void **state)
{
	(void)state;
	each_line(PACK "/laws.tsv", never_suggested, NULL);
}

static void name_weighs_nothing(const char *line, size_t len, void *arg)
{
	struct fr_verdict v;

	(void)arg;
	if (len == 0 || line[0] == '#')
		return;
	v = say(line);
	if (v.n_evidence || v.actionable)
		print_message("# %s: %s\n", line, v.evidence[0].rule);
	assert_int_equal(v.n_evidence, 0);
	assert_false(v.actionable);
}

static void names_of_communities_weigh_nothing(void **state)
{
	(void)state;
	each_line(NAMES, name_weighs_nothing, NULL);
}

struct swap {
	const char *template; /* %s: the name */
	char category[64];
	int priority;
	double score;
};

static void same_for_name(const char *line, size_t len, void *arg)
{
	struct swap *swap = arg;
	struct fr_verdict v;
	char text[4096];

	if (len == 0 || line[0] == '#')
		return;
	snprintf(text, sizeof(text), swap->template, line, line);
	v = say(text);
	if (!swap->category[0]) {
		snprintf(swap->category, sizeof(swap->category), "%s", v.category);
		swap->priority = v.priority;
		swap->score = v.score;
	}
	assert_string_equal(v.category, swap->category);
	assert_int_equal(v.priority, swap->priority);
	assert_true(v.score == swap->score);
}

static void swapping_communities_changes_nothing(void **state)
{
	static const char *const templates[] = {
		"%s लोगों ने जुलूस पर पत्थर फेंके, %s टोला में तनाव है",
		"Some %s men beat my father with rods, the %s youths ran away",
		"%s samaj ke khilaf jhuthi afwah failai ja rahi hai, %s naraz hai",
		"मेरे %s पड़ोसी ने जमीन पर कब्जा कर लिया, वह %s है",
		"%s wedding me pistol se firing, sab %s the",
		"मुझे %s कहकर जातिसूचक गाली दी, %s होने पर अपमान",
		"%s लड़का लापता है, %s परिवार परेशान",
		"Happy to see %s and all people together, %s friends",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(templates) / sizeof(*templates); i++) {
		struct swap swap = {.template = templates[i]};

		each_line(NAMES, same_for_name, &swap);
	}
}

static void swapping_sex_and_faith_changes_nothing(void **state)
{
	static const char *const pairs[][2] = {
		{"एक लड़के ने लड़की को छेड़ा", "एक लड़की ने लड़के को छेड़ा"},
		{"पति रोज मारता है, ससुराल में बंद रखा", "पत्नी रोज मारता है, ससुराल में बंद रखा"},
		{"my husband beats me daily", "my wife beats me daily"},
		{"मंदिर में मूर्ति तोड़ दी गई", "मस्जिद में मूर्ति तोड़ दी गई"},
		{"someone insulted the temple and god", "someone insulted the mosque and allah"},
		{"ईद के जुलूस पर पथराव", "रामनवमी के जुलूस पर पथराव"},
		{"कुरान जलाया गया", "गीता जलाया गया"},
		{"meri behan kal se lapata hai", "meri bhai kal se lapata hai"},
		{"the girl is missing since morning", "the boy is missing since morning"},
		{"होली मुबारक", "ईद मुबारक"},
		{"a woman was beaten in the church", "a man was beaten in the gurudwara"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
		struct fr_verdict a = say(pairs[i][0]), b = say(pairs[i][1]);

		if (strcmp(a.category, b.category) != 0)
			print_message("# %s\n", pairs[i][0]);
		assert_string_equal(a.category, b.category);
		assert_int_equal(a.priority, b.priority);
		assert_true(a.score == b.score);
	}
}

static void context(void **state)
{
	struct fr_verdict v;

	(void)state;
	v = say("खिलौना पिस्टल से शादी में फायरिंग कर रहा है, देखिए सर");
	assert_string_equal(v.category, "celebratory_firing"); /* a toy claim lowers, never drops */
	assert_true(v.actionable);
	v = say("बारात में पिस्टल लहरा रहा है, वीडियो वायरल हो रहा है फिल्म जैसा सीन, कार्रवाई करें");
	assert_true(v.actionable);
	v = say("मेरी बाइक चोरी हो गई है, मदद करें, अग्रिम धन्यवाद बिहार पुलिस");
	assert_string_equal(v.category, "theft_robbery");
	v = say("वाह रे पुलिस, धन्यवाद, घर में चोरी हो गई और आप सो रहे हैं");
	assert_true(v.actionable);
	v = say("आरोपी अब तक गिरफ्तार नहीं हुए जिन्होंने मेरे भाई को चाकू मारा, न्याय दीजिए");
	assert_true(v.actionable);
	v = say("मुझे सबके सामने जातिसूचक गाली दी और मारा, न्याय दिलाइए");
	assert_true(v.actionable);
	v = say("दो कट्टा चावल और सीमेंट का कट्टा भेज दो");
	assert_false(v.actionable);
}

static void urgency(void **state)
{
	(void)state;
	assert_int_equal(say("शादी में पिस्टल लहराया था").priority, 2);
	assert_int_equal(say("शादी में अभी फायरिंग हो रही है").priority, 1);
	assert_int_equal(say("शादी में फायरिंग, एक आदमी घायल").priority, 1);
	assert_int_equal(say("सड़क पर घंटों से जाम लगा है").priority, 3);
	assert_int_equal(say("जाम लगा है, एंबुलेंस घंटे से फंसी है").priority, 1);
}

static struct fr_verdict say_as(const char *platform, const char *handle, const char *kind, const char *text)
{
	struct fr_post post = {
		.text = text,
		.text_len = strlen(text),
		.platform = platform,
		.platform_len = strlen(platform),
		.kind = kind,
		.kind_len = strlen(kind),
		.handle = handle,
		.handle_len = strlen(handle),
		.posted_at = FR_TIME_NONE,
	};
	struct fr_verdict v;

	fr_classify(cl, &post, &v);
	return v;
}

static void own_accounts(void **state)
{
	struct fr_verdict v = say_as("x", "@Bihar_Police", "post", mairwa[0]);

	(void)state;
	assert_false(v.actionable);
	assert_string_equal(v.reason, "own_post");
	assert_true(say_as("x", "bihar_police_fan", "post", mairwa[0]).actionable);
	assert_true(say_as("telegram", "bihar_police", "post", mairwa[0]).actionable);
	v = say_as("whatsapp", "", "system", mairwa[0]);
	assert_string_equal(v.reason, "no_text");
	assert_string_equal(say_as("x", "", "post", "").reason, "no_text");
	assert_string_equal(say_as("x", "", "post", " \xff\xfe… ").reason, "no_text");
}

static void evidence_lies_in_the_text(void **state)
{
	const char *text =
		"Sir\xf0\x9f\x99\x8f #HarshFiring! शादी में पिस्‍टल लहराया, "
		"firing "
		"hui";
	struct fr_verdict v = say(text);
	bool pistol = false;

	(void)state;
	assert_string_equal(v.category, "celebratory_firing");
	assert_true(v.n_evidence > 2);
	for (size_t i = 0; i < v.n_evidence; i++) {
		assert_true(v.evidence[i].start + v.evidence[i].len <= strlen(text));
		if (strcmp(v.evidence[i].rule, "term:पिस्टल लहरा*") == 0)
			pistol = strncmp(text + v.evidence[i].start, "पिस्‍टल लहरा",
					 strlen("पिस्‍टल लहरा")) == 0;
	}
	assert_true(pistol);
}

static void hostile_text(void **state)
{
	struct fr_buf buf = {0};
	struct fr_verdict v;

	(void)state;
	for (size_t i = 0; i < 20000; i++)
		fr_buf_adds(&buf, "पिस्टल शादी firing ");
	v = say(fr_buf_str(&buf));
	assert_true(v.n_evidence <= FR_CLASSIFY_EVIDENCE_MAX);
	assert_true(v.score <= 1);
	fr_buf_clear(&buf);
	fr_buf_adds(&buf, "pistol ");
	for (size_t i = 0; i < 300; i++)
		fr_buf_adds(&buf, "http://example.org/aaaaaaaaaaaaaaaaaaa");
	fr_buf_adds(&buf, " lahra raha shadi");
	v = say(fr_buf_str(&buf));
	for (size_t i = 0; i < v.n_evidence; i++)
		assert_true(v.evidence[i].len <= FR_CLASSIFY_SLICE_MAX);
	fr_buf_free(&buf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(labelled_posts),
		cmocka_unit_test(the_mairwa_complaint),
		cmocka_unit_test(law_goes_by_the_date),
		cmocka_unit_test(no_section_for_what_has_none),
		cmocka_unit_test(struck_sections_are_never_suggested),
		cmocka_unit_test(names_of_communities_weigh_nothing),
		cmocka_unit_test(swapping_communities_changes_nothing),
		cmocka_unit_test(swapping_sex_and_faith_changes_nothing),
		cmocka_unit_test(context),
		cmocka_unit_test(urgency),
		cmocka_unit_test(own_accounts),
		cmocka_unit_test(evidence_lies_in_the_text),
		cmocka_unit_test(hostile_text),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
